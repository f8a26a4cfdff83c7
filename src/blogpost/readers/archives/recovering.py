"""Damaged archives of one file, or of a takeout's files → every post that is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from blogpost.model import Post
from blogpost.readers.archives.salvaging import Salvage, SalvagedSource
from blogpost.readers.archives.takeout import read_takeout
from blogpost.sources import Source

Reader: TypeAlias = Callable[[Source, "str | None"], Iterator[Post]]
"""Reads the posts of an archive, given its address."""


def read_recovered(source: Source, name: str, read: Reader, url: str | None = None) -> Iterator[Post]:
    """Read every post of an archive with a reader, without the damaged entries.

    Raises:
        UnknownFormatError: it isn't an archive in XML.
        ParseError: it is damaged before its first entry.
        OSError: it cannot be read, or the disk is full.
    """
    with Salvage() as files:
        if name == "takeout":
            yield from read_takeout(source, url, files)
        else:
            yield from read(SalvagedSource(source, name, files), url)
