"""Members of zip files one by one: with the file open only for that, or each as far as it isn't damaged."""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeAlias

from attrs import astuple, define, frozen

from blogpost.errors import ParseError
from blogpost.zips import (
    ALWAYS_ALLOWED,
    CHUNK,
    IS_ENCRYPTED,
    KNOWN_PACKINGS,
    MAX_RATIO,
    IsWanted,
    Member,
    Readable,
    find_members,
    is_within,
    read_directory,
)


def members_at(path: Path, is_wanted: IsWanted) -> Iterator[tuple[PurePosixPath, str]]:
    """As `zips.open_members`, but each member is described by a text, with which `open_member` opens it.

    Raises:
        ParseError: as `zips.open_members` does.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        _, wanted = find_members(file, is_wanted)
    return ((place, json.dumps(astuple(_Packed.of(member)))) for place, member in wanted)


@contextmanager
def open_member(path: Path, described: str) -> Iterator[Readable]:
    """Opens a member of a zip file for reading. The file is open only meanwhile.

    Args:
        path: the file.
        described: the member, as `members_at` describes it.
    """
    with path.open("rb") as file:
        yield _Unpacked(file, _Packed(*json.loads(described)))


# ------------------------------------------------------------------------------------------------ damaged files

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_SIGNATURE = b"PK\x03\x04"
_NEWEST = 63  # the version needed to extract a member, times ten
_HAS_SIZES_BELOW = 0x8  # after the member's bytes
_IS_UTF8 = 0x800
_IN_EXTRA = 0xFFFFFFFF  # a size that is in the header's extra field
_ZIP64 = 1
_MAX_NAME = 4096  # bytes

Report: TypeAlias = Callable[[str], None]
"""Called with a sentence on each damage."""


@frozen
class _Packed:
    """The bytes of a member.

    Attributes:
        name: its name.
        header: the position of its header.
        method: how it is compressed.
        size: the number of its packed bytes; None if its end shows where it ends.
        crc: the checksum of its unpacked bytes; None if it isn't known.
    """

    name: str
    header: int
    method: int
    size: int | None
    crc: int | None = None

    @classmethod
    def of(cls, member: zipfile.ZipInfo) -> _Packed:
        """The bytes of a member as the directory lists it."""
        return cls(member.filename, member.header_offset, member.compress_type, member.compress_size, member.CRC)


def salvage_members(file: BinaryIO, is_wanted: IsWanted, report: Report) -> list[Member]:
    """The members with a wanted name, of which each is read as far as it isn't damaged.

    If the directory is lost, as that of an incomplete download, members are found by their headers.

    Args:
        file: a seekable file, open while members are read.
        is_wanted: a test of a member's path.
        report: called for each damage.

    Raises:
        ParseError: the file has names that lead out of it.
    """
    try:
        read_directory(file)
    except ParseError as error:
        report(str(error))
        found = list(islice(_found(file, is_wanted), _MAX_FOUND))
    else:
        _, listed = find_members(file, is_wanted, is_checked=False)
        found = [(path, _Packed.of(member)) for path, member in listed]
    room = _Room(_PASSES * max(ALWAYS_ALLOWED, MAX_RATIO * file.seek(0, os.SEEK_END)))
    return [(path, partial(_salvaged, file, packed, room, report)) for path, packed in found]


_MAX_FOUND = 1000  # members of a damaged file, which could have headers everywhere
_PASSES = 4  # how often a member is read


@define
class _Room:
    """The number of bytes that a file's members may still unpack to, all together."""

    left: int


@contextmanager
def _salvaged(file: BinaryIO, packed: _Packed, room: _Room, report: Report) -> Iterator[Readable]:
    yield _Unpacked(file, packed, room, report)


def _found(file: BinaryIO, is_wanted: IsWanted) -> Iterator[tuple[PurePosixPath, _Packed]]:
    """The members by their headers."""
    start, text = 0, b""
    file.seek(0)
    while chunk := file.read(CHUNK):
        text += chunk
        place = -1
        while (place := text.find(_SIGNATURE, place + 1)) >= 0:
            packed = _header_at(text, place, file, start)
            path = None if packed is None else PurePosixPath(packed.name)
            if packed is not None and path is not None and is_wanted(path) and is_within(packed.name):
                yield path, packed
        start, text = start + len(text[:-3]), text[-3:]
        file.seek(start + len(text))


def _header_at(text: bytes, place: int, file: BinaryIO, start: int) -> _Packed | None:
    """The header at a position; None if there is none."""
    if len(text) - place < _LOCAL.size + _MAX_NAME:
        file.seek(start + place)
        text, place, start = file.read(_LOCAL.size + _MAX_NAME), 0, start + place
    if len(text) - place < _LOCAL.size:
        return None
    _, version, flags, method, _, _, _, packed, _, name_length, extra_length = _LOCAL.unpack_from(text, place)
    name = text[place + _LOCAL.size :][:name_length]
    extra = text[place + _LOCAL.size + name_length :][:extra_length]
    if version > _NEWEST or method not in KNOWN_PACKINGS or flags & IS_ENCRYPTED or not 0 < len(name) <= _MAX_NAME:
        return None
    size = None if flags & _HAS_SIZES_BELOW else _size_in(extra) if packed == _IN_EXTRA else packed
    if size is None and method == zipfile.ZIP_STORED:
        return None
    decoded = name.decode("utf-8" if flags & _IS_UTF8 else "cp437", "replace").replace("\\", "/")
    return _Packed(decoded, start + place, method, size)


def _size_in(extra: bytes) -> int | None:
    """The packed size in an extra field."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        if kind == _ZIP64 and length >= 16 and place + 20 <= len(extra):
            return int(struct.unpack_from("<Q", extra, place + 12)[0])
        place += 4 + length
    return None


class _Unpacked:
    """The unpacked bytes of a member.

    Args:
        file: the zip file.
        packed: the member.
        room: limits what it may unpack to.
        report: called for damage, after which nothing more is read; if it is None, damage is an error.
    """

    def __init__(
        self, file: BinaryIO, packed: _Packed, room: _Room | None = None, report: Report | None = None
    ) -> None:
        self._file = file
        self._packed = packed
        self._report = report
        self._room = room
        self._left = packed.size
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS) if packed.method == zipfile.ZIP_DEFLATED else None
        self._buffer = b""
        self._crc = 0
        self._is_done = False
        self._place = packed.header
        header = self._next(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(_SIGNATURE):
            self._end("its beginning is missing")
        else:
            self._place += sum(struct.unpack_from("<HH", header, _LOCAL.size - 4))

    def read(self, size: int = -1, /) -> bytes:
        """Read bytes.

        Raises:
            ParseError: the member is damaged.
        """
        if size < 0:
            return b"".join(iter(partial(self.read, CHUNK), b""))
        while not self._is_done and len(self._buffer) < size:
            self._fill()
        data, self._buffer = self._buffer[:size], self._buffer[size:]
        return data

    def _fill(self) -> None:
        """Unpack more bytes."""
        rest = self._inflate.unconsumed_tail if self._inflate else b""
        chunk = rest or self._next(CHUNK if self._left is None else min(CHUNK, self._left))
        if not rest and self._left is not None:
            self._left -= len(chunk)
        try:
            data = self._inflate.decompress(chunk, CHUNK) if self._inflate else chunk
        except zlib.error:
            self._end("it is damaged")
            return
        self._crc = zlib.crc32(data, self._crc)
        self._buffer += data
        if self._room is not None:
            self._room.left -= len(data)
            if self._room.left < 0:
                self._end("it would unpack to too much")
        if self._inflate.eof if self._inflate else self._left == 0:
            self._end(None if self._packed.crc in (None, self._crc) else "its bytes have another checksum")
        elif not chunk and not data:
            self._end("it breaks off")

    def _next(self, size: int) -> bytes:
        self._file.seek(self._place)
        chunk = self._file.read(size)
        self._place += len(chunk)
        return chunk

    def _end(self, problem: str | None) -> None:
        self._is_done = True
        if problem is None:
            return
        message = f"this zip file is damaged: {self._packed.name!r}: {problem}"
        if self._report is None:
            raise ParseError(message)
        self._report(message)
