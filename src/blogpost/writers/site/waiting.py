"""Posts with links whose targets weren't known when they were written: kept in a temporary file until all posts are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from attrs import evolve

from blogpost.model import Post
from blogpost.writers.site.entry import Entry
from blogpost.writers.site.tool import Notation


class Waiting:
    """Entries by the paths that they link to. Memory doesn't hold their posts.

    Args:
        notation: writes and reads posts.
    """

    def __init__(self, notation: Notation) -> None:
        self._notation = notation
        self._file: BinaryIO | None = None
        self._entries: list[tuple[frozenset[str], int, Entry]] = []

    def add(self, entry: Entry, paths: frozenset[str]) -> None:
        """Keeps an entry that links to these paths.

        Raises:
            OSError: there is no room for it.
        """
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`
        place = self._file.seek(0, os.SEEK_END)
        self._file.write(self._notation.write_post(entry.post).encode() + b"\n")
        self._entries.append((paths, place, evolve(entry, post=Post())))

    def with_dead_links(self, is_page: Callable[[str], bool]) -> Iterator[Entry]:
        """The entries with a link to a path that is not a page of the site."""
        for paths, place, entry in self._entries:
            if self._file is not None and not all(map(is_page, paths)):
                self._file.seek(place)
                yield evolve(entry, post=self._notation.read_post(self._file.readline().decode()))

    def close(self) -> None:
        """Forgets all entries."""
        self._entries.clear()
        if self._file is not None:
            self._file.close()
            self._file = None
