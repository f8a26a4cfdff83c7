"""Destinations of posts, and the items that they get.

Writing has two halves. A preparation works where the posts are read, which can be another process. So it is data, and
so are its results. A destination gets these results in the order of the inputs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

from attrs import frozen

from blogpost.addresses import parts_of
from blogpost.cli.inputs import Input, absolute
from blogpost.errors import BlogpostError
from blogpost.formats import FORMATS
from blogpost.model import Post
from blogpost.writers.files import name_of
from blogpost.writers.summary import Summary


@frozen
class Written:
    """A post as text, with its name and counts for the destination.

    Attributes:
        text: the text.
        name: a name for its file.
        counts: the post and its comments.
    """

    text: str
    name: str
    counts: Summary


Item: TypeAlias = "Post | Written | Summary"
"""An item for a destination: a post, its text, or the summary of a document that is complete already."""


@frozen
class Survey:
    """Facts that a destination needs before the first post of an input.

    Attributes:
        has_several_blogs: whether the input has posts of several blogs.
        hosts: for each host of a blog in the input, all hosts of that blog.
    """

    has_several_blogs: bool = False
    hosts: Mapping[str, frozenset[str]] = {}

    def hosts_of(self, post: Post) -> frozenset[str]:
        """All hosts of a post's blog."""
        urls = (post.url, post.blog.url if post.blog else None)
        return frozenset().union(*(self.hosts.get(parts_of(url).hostname or "", ()) for url in urls))


class Preparation(Protocol):
    """Prepares the posts of an input."""

    def __call__(self, posts: Iterator[Post], source: Input, /) -> Iterator[Item]: ...


def as_they_are(posts: Iterator[Post], _: Input) -> Iterator[Item]:
    """Leave the posts to the destination."""
    return posts


@frozen
class AsTexts:
    """Writes each post in a format."""

    to: str

    def __call__(self, posts: Iterator[Post], _: Input) -> Iterator[Item]:
        return (self.text(post) for post in posts)

    def text(self, post: Post) -> Written:
        """A post as text."""
        write = FORMATS[self.to].write
        assert write is not None, "the format can be written"
        counts = Summary()
        counts.add(post, comments=sum(1 for _ in post.all_comments()))
        return Written(write(post), name_of(post), counts)


class Destination:
    """A destination of posts.

    Attributes:
        is_printed: whether posts are printed as they come, so a summary would only be in the way.
        is_surveyed: whether a survey of each input comes before its posts.
        survey: what is known of the next input.
        prepare: turns posts into items where they are read.
    """

    is_printed = False
    is_surveyed = False
    survey = Survey()

    def __init__(self, prepare: Preparation = as_they_are) -> None:
        self.prepare = prepare
        self._summary = Summary()

    @property
    def summary(self) -> Summary:
        """Counts of the posts written so far."""
        return self._summary

    def put(self, items: Iterator[Item], source: Input) -> None:
        """Write what was prepared of the posts of one input."""
        raise NotImplementedError

    def has(self, source: Input) -> bool:  # noqa: ARG002  most destinations have one output for all inputs
        """Whether there is the output of an input that has a place."""
        return False

    def finish(self) -> None:
        """Write the parts that depend on all posts of all inputs."""

    def close(self) -> None:
        """Give up what is not finished."""


def path_for(folder: Path, source: Input, suffix: str = "") -> Path:
    """The output's path for an input that has a place: a file, or without an ending a folder."""
    assert source.place is not None, "inputs of this destination have places"
    return folder / source.place.with_name(source.place.name + suffix)


def expect_no_input(path: Path, kept: Collection[Path]) -> None:
    """Refuse to replace an input.

    Args:
        path: the path of an output.
        kept: the absolute paths of the inputs.

    Raises:
        BlogpostError: it is an input, too.
    """
    if absolute(path) in kept:
        raise BlogpostError(f"{path.name} is an input, which is not replaced: name another place with -o")
