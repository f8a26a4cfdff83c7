"""Reading the posts of an input, by this process or another one."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeAlias

from attrs import evolve, frozen

from blogpost.addresses import parts_of
from blogpost.cli.inputs import Input
from blogpost.cli.items import Item, Preparation, Survey
from blogpost.cli.progress import Count, uncounted
from blogpost.errors import ParseError
from blogpost.formats import WEB_SCHEMES, join_sources, read_source
from blogpost.model import Post
from blogpost.sites import count_blogs, find_hosts
from blogpost.sources import Source


@frozen
class Task:
    """Inputs that are read as one.

    Attributes:
        name: their name in messages.
        inputs: the input, or the archives to join.
    """

    name: str
    inputs: tuple[Input, ...]

    @property
    def first(self) -> Input:
        """The input that names what is written."""
        return self.inputs[0]


@frozen
class Reading:
    """How all inputs are read and prepared.

    Attributes:
        url: the address of the input.
        format: its format.
        recover: whether to skip damaged entries.
        join: whether several inputs are archives of one blog.
        has_comments: whether posts keep their comments.
        is_surveyed: whether the destination needs a `Survey`.
        prepare: turns posts into items.
    """

    url: str | None
    format: str | None
    recover: bool
    join: bool
    has_comments: bool
    is_surveyed: bool
    prepare: Preparation


@frozen
class Message:
    """A message that a reader logged in another process."""

    level: int
    text: str


Event: TypeAlias = "Survey | Item"
"""A result of an input: first the survey if the destination needs one, then its items."""


class Convert(Protocol):
    """Converts a task. It is data for another process."""

    def __call__(self, task: Task, count: Count = ...) -> Iterator[Event]: ...


Results: TypeAlias = "Iterator[tuple[Task, Iterator[Event | Message]]]"
"""For each task in order, its events."""


@contextmanager
def converted(tasks: Sequence[Task], convert: Convert, jobs: int, count: Count) -> Iterator[Results]:
    """Convert tasks within the context.

    Args:
        tasks: the tasks.
        convert: converts one.
        jobs: the number of processes.
        count: called for each post if this process reads them.

    Returns:
        For each task in order, its events. They raise the task's error, or `FailedError` if another process had one.
    """
    if min(jobs, len(tasks)) < 2:
        yield ((task, convert(task, count)) for task in tasks)
        return
    from blogpost.cli.workers import crew

    with crew(convert, min(jobs, len(tasks))) as results:
        yield results(tasks)


def convert(reading: Reading, task: Task, count: Count = uncounted) -> Iterator[Event]:
    """Read the posts of a task, and prepare them for the destination.

    Args:
        reading: how to read them.
        task: the inputs.
        count: called once per post.

    Raises:
        BlogpostError: an input cannot be read.
        OSError: a file cannot be read or written.
    """
    _expect_web_address(reading.url)
    sources = list(map(_source, task.inputs))
    if reading.is_surveyed:
        yield _survey(sources)
    yield from reading.prepare(_posts(reading, sources, count), task.first)


def _posts(reading: Reading, sources: Sequence[Source], count: Count) -> Iterator[Post]:
    for post in _read(reading, sources):
        if reading.has_comments:
            yield post
        elif not post.is_placeholder:
            yield evolve(post, comments=())
        count()


def _read(reading: Reading, sources: Sequence[Source]) -> Iterator[Post]:
    if reading.join:
        return join_sources(sources, reading.url, reading.format, recover=reading.recover)
    return read_source(sources[0], reading.url, reading.format, recover=reading.recover)


def _survey(sources: Sequence[Source]) -> Survey:
    archives = (find_hosts(source) for source in sources if source.path is not None)  # a stream can be read only once
    hosts = {host: hosts for each in archives for host, hosts in each.items()}
    return Survey(any(count_blogs(source) > 1 for source in sources), hosts)


def _expect_web_address(url: str | None) -> None:
    """Refuse an address that `iter_posts` would ignore: people who type one mean something by it."""
    scheme = parts_of(url).scheme
    if scheme not in WEB_SCHEMES:
        raise ParseError(f"expected the address of the document as url: a web address, not {scheme}:")


def _source(given: Input) -> Source:
    if given.path is not None:
        return Source(given.path)
    if sys.stdin is None:  # closed before the command began
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return Source(sys.stdin.buffer)
