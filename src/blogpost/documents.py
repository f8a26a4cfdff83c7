"""Documents of many posts: the user's choices, and what their writers have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Literal, Protocol

from attrs import frozen

from blogpost.model import Post
from blogpost.values import Blog

LabelKind = Literal["tags", "categories"]
ChapterKind = Literal["years", "labels"]
TableName = Literal["posts", "comments", "quotes", "links", "images"]


@frozen
class Move:
    """The decoded path of a post on the old blog, and on the new site."""

    old: str
    new: str


def key_of(blog: Blog | None) -> str | None:
    """A key for a blog among several."""
    return (blog.id or blog.url or blog.title) if blog else None


@frozen
class Choices:
    """The user's choices for a document of many posts. Each format uses those that it knows.

    Attributes:
        labels: what labels become in WordPress.
        max_size: the maximum size of a document in bytes; None for one document of any size.
        chapters: what makes a chapter of a book.
        read_image: reads an image from the user's folder, given its address.
        table: what each row of a table is about; None for the posts.
    """

    labels: LabelKind = "tags"
    max_size: int | None = None
    chapters: ChapterKind = "years"
    read_image: Callable[[str], bytes | None] | None = None
    table: TableName | None = None


class Gathering(Protocol):
    """A document of many posts in the making (`writers.gathering`)."""

    @property
    def changed(self) -> Counter[str]:
        """Counts of changes to content that the format can't represent."""

    @property
    def moves(self) -> Iterable[Move]:
        """The posts that aren't where they were, if the format has addresses."""

    def add(self, post: Post) -> None:
        """Add a post that isn't a placeholder.

        Raises:
            BlogpostError: the document can't have this post.
            OSError: the disk is full.
        """

    def documents(self) -> Iterator[Callable[[BinaryIO], None]]:
        """For each finished document, a function that writes it. There are several only if the size is limited."""

    def close(self) -> None:
        """Delete the temporary files."""
