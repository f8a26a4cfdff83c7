"""Damaged archives in XML, read as far as their entries are whole."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO, Self

from blogpost.errors import UnknownFormatError
from blogpost.markup.xml import Opener
from blogpost.markup.xml_salvage import salvage
from blogpost.readers.archives.entries import LOG
from blogpost.sources import Source

_FORMATS = ("atom", "rss", "export", "takeout", "wxr")


class Salvage:
    """Temporary files with the whole entries of damaged documents.

    Args:
        reports: whether what is skipped is reported to the logger `blogpost.archives`.
    """

    def __init__(self, *, reports: bool = True) -> None:
        self._log = LOG.warning if reports else LOG.debug
        self._folder = tempfile.TemporaryDirectory()
        self._number = 0
        self._reported: set[str] = set()

    def whole(self, opened: Opener, place: str = "") -> Callable[[], BinaryIO]:
        """Copy what is whole of a document.

        Args:
            opened: the document.
            place: its name, if it is one of several.

        Raises:
            ParseError: it is damaged before its first entry.
            OSError: it cannot be read, or the disk is full.
        """
        self._number += 1
        copy = Path(self._folder.name) / f"{self._number}.xml"
        with copy.open("wb") as file:
            salvage(opened, file, partial(self._report_entry, f"{place}: " if place else ""))
        return partial(_opened, copy)

    def report(self, message: str) -> None:
        """Report a damage once, however often the damaged file is read."""
        if message not in self._reported:
            self._reported.add(message)
            self._log(message)

    def _report_entry(self, place: str, line: int, reason: str) -> None:
        self._log("%sline %d: a damaged entry is skipped: %s", place, line, reason)

    def close(self) -> None:
        """Delete the files."""
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class SalvagedSource(Source):
    """An archive in one file, without its damaged entries.

    Args:
        source: an archive in XML.
        name: its format.
        files: a place for the salvaged entries.

    Raises:
        UnknownFormatError: it isn't an archive in XML.
        ParseError: it is damaged before its first entry.
        OSError: it cannot be read, or the disk is full.
    """

    def __init__(self, source: Source, name: str, files: Salvage) -> None:
        super().__init__(source.path or b"")
        if name not in _FORMATS:
            raise UnknownFormatError(f"expected an archive in XML to recover ({', '.join(_FORMATS)}), not {name}")
        self._opened = files.whole(source.open)

    def open(self) -> BinaryIO:
        """A binary file of the salvaged entries."""
        return self._opened()


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")
