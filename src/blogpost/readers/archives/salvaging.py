"""Damaged archives in XML, read as far as their entries are whole."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, TypeAlias

from blogpost.errors import UnknownFormatError
from blogpost.markup.xml_salvage import salvage
from blogpost.model import Post
from blogpost.readers.archives.entries import LOG
from blogpost.sniffing import ZIP
from blogpost.sources import Source

_FORMATS = ("atom", "rss", "export", "takeout", "wxr")


Reader: TypeAlias = Callable[[Source, "str | None"], Iterator[Post]]
"""Reads the posts of an archive, given its address."""


def read_recovered(source: Source, name: str, read: Reader, url: str | None = None) -> Iterator[Post]:
    """Read every post of an archive with a reader, without the damaged entries.

    Raises:
        UnknownFormatError: it isn't an archive in XML.
        ParseError: it is damaged before its first entry.
        OSError: it cannot be read, or the disk is full.
    """
    with closing(SalvagedSource(source, name)) as sound:
        yield from read(sound, url)


class SalvagedSource(Source):
    """An archive without its damaged entries. Each of them is reported to the logger `blogpost.archives`.

    Args:
        source: an archive in XML.
        name: its format.

    Raises:
        UnknownFormatError: it isn't an archive in XML.
        ParseError: it is damaged before its first entry.
        OSError: it cannot be read, or the disk is full.
    """

    def __init__(self, source: Source, name: str) -> None:
        super().__init__(source.path or b"")
        is_folder = source.path is not None and source.path.is_dir()
        if name not in _FORMATS or is_folder or source.head(len(ZIP[0])) in ZIP:
            expected = f"an archive in XML to recover ({', '.join(_FORMATS)})"
            raise UnknownFormatError(f"expected {expected}; of a takeout, unpack it and pass its feed.atom")
        self._folder = tempfile.TemporaryDirectory()
        self._sound = Path(self._folder.name) / "archive.xml"
        try:
            with self._sound.open("wb") as file:
                salvage(source.open, file, _report)
        except BaseException:
            self.close()
            raise

    def open(self) -> BinaryIO:
        """A binary file of the salvaged entries."""
        return self._sound.open("rb")

    def close(self) -> None:
        """Delete what was salvaged."""
        self._folder.cleanup()


def _report(line: int, reason: str) -> None:
    LOG.warning("line %d: a damaged entry is skipped: %s", line, reason)
