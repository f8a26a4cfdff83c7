"""The files of records in a web archive: the file itself, or those in a WACZ file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from blogpost.errors import ParseError
from blogpost.sniffing import ZIP
from blogpost.sources import Source
from blogpost.zips import open_seekable_members

_IS_ARCHIVE = re.compile(r"(?:.*/)?archive/[^/]+\.w?arc(?:\.gz)?", re.IGNORECASE)


def open_files(source: Source) -> Iterator[tuple[str | None, BinaryIO]]:
    """Open each file of records, and name it. It is closed when the next is asked for.

    Raises:
        ParseError: a WACZ file is damaged, or has no file of records.
        OSError: the file cannot be read, or the disk is full.
    """
    name = str(source.path) if source.path is not None else None
    with source.open() as file:
        if source.head(len(ZIP[0])) not in ZIP:
            yield name, file
            return
        is_empty = True
        for path, member in open_seekable_members(file, lambda path: bool(_IS_ARCHIVE.fullmatch(str(path)))):
            is_empty = False
            with member:
                yield f"{name}/{path}" if name else str(path), member
    if is_empty:
        raise ParseError(f"{name or 'this wacz'}: expected files like archive/data.warc.gz, and there are none")
