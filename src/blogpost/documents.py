"""A row in the table of formats; for many posts: the user's choices, and protocols of their writers and spools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO, Literal, Protocol, TypeAlias, TypeVar

from attrs import frozen

from blogpost.model import Post
from blogpost.sources import Source
from blogpost.values import Blog

_Item = TypeVar("_Item")

LabelKind = Literal["tags", "categories"]
ChapterKind = Literal["years", "labels"]
Placing = Literal["inline", "data", "none"]
"""Where comments go in a static site: below their posts, into data files, or nowhere."""
TableName = Literal["posts", "comments", "quotes", "links", "images"]


@frozen
class Move:
    """The decoded path of a post on the old blog, and on the new site."""

    old: str
    new: str


def key_of(blog: Blog | None) -> str | None:
    """A key for a blog among several."""
    return (blog.id or blog.url or blog.title) if blog else None


def in_batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Lists of at most `size` items, one in memory at a time."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch


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


class Spool(Protocol):
    """A place outside of memory for posts (`codecs.spool`)."""

    def add(self, post: Post) -> int:
        """Keep a post and return its key."""

    def read(self, key: int) -> Post:
        """Return the post with this key."""

    def close(self) -> None:
        """Delete all posts."""


Reader: TypeAlias = "Callable[[Source, str | None], Iterator[Post]]"


@frozen
class Format:
    """A format: its name and the functions that read and write it.

    Attributes:
        read: reads the posts of a source, given the source's address; None if the format can't be read.
        write: writes one post as a document; None if a document isn't one post.
        suffix: the usual ending of a file name.
        gather: begins a document of many posts; None if a document isn't many posts.
        has_comments: whether what is written has comments.
        has_addresses: whether the addresses of posts on the new site are known, so `Gathering.moves` has them.
        uploads: the path of the folder for images on the new site; empty if they don't come along.
        has_relative_links: whether links between posts in one folder lead to their files.
        is_public: whether what is written is for readers, so drafts and the like have no place in it.
        is_rows: whether a document is a list of rows, so it can have posts of several blogs, and placeholders. In a
            folder, each input has a document of its own.
        stream: gives a document's head, and a function that writes a post's rows; None if rows have to wait.
        marks: the marks before, between and after the documents of several posts, which make them one; None if a
            document can't have several posts.
    """

    name: str
    read: Reader | None = None
    write: Callable[[Post], str] | None = None
    suffix: str = ""
    gather: Callable[[Choices], Gathering] | None = None
    has_comments: bool = True
    has_addresses: bool = False
    uploads: str = ""
    has_relative_links: bool = False
    is_public: bool = False
    is_rows: bool = False
    stream: Callable[[Choices], tuple[str, Callable[[Post], str]]] | None = None
    marks: tuple[str, str, str] | None = None
