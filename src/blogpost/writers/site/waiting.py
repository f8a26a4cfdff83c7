"""Posts with links to pages that weren't known when the posts were written: kept until all pages are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from attrs import evolve

from blogpost.model import Post
from blogpost.writers.site.entry import Entry


class Spool(Protocol):
    """A place outside of memory for posts (`codecs.spool`)."""

    def add(self, post: Post) -> int:
        """Keep a post and return its key."""

    def read(self, key: int) -> Post:
        """Return the post with this key."""

    def close(self) -> None:
        """Delete all posts."""


class Waiting:
    """Entries by the paths that they link to. Memory doesn't hold their posts.

    Args:
        spool: keeps the posts.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._entries: list[tuple[frozenset[str], int, Entry]] = []

    def add(self, entry: Entry, paths: frozenset[str]) -> None:
        """Keep an entry that links to these paths.

        Raises:
            OSError: the disk is full.
        """
        self._entries.append((paths, self._spool.add(entry.post), evolve(entry, post=Post())))

    def with_dead_links(self, is_page: Callable[[str], bool]) -> Iterator[Entry]:
        """The entries with a link to a path that is not a page of the site."""
        for paths, key, entry in self._entries:
            if not all(map(is_page, paths)):
                yield evolve(entry, post=self._spool.read(key))

    def close(self) -> None:
        """Forgets all entries."""
        self._entries.clear()
        self._spool.close()
