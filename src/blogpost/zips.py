"""Files in untrusted zip files. Any input gives them or a `ParseError`.

`zipfile` reads the central directory, and checks names against the members' headers and contents against their sums.
This module limits which members are read and how much they may unpack to. Of a damaged zip file, `salvage_members`
reads each member as far as it goes, without the directory if need be.
"""

from __future__ import annotations

import errno
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, Self, TypeAlias

from attrs import define, frozen

from blogpost.errors import BlogpostError, ParseError

MAX_RATIO = 100
"""The maximum compression ratio of a zip file. That of feeds is at most twenty."""

ALWAYS_ALLOWED = 16 << 20  # bytes, at any compression ratio


class Readable(Protocol):
    """A binary file that can be read."""

    def read(self, size: int = -1, /) -> bytes: ...


Member: TypeAlias = tuple[PurePosixPath, Callable[[], AbstractContextManager[Readable]]]
"""A file in a zip file: its path, and a function that opens it, as often as it is called."""

IsWanted: TypeAlias = Callable[[str], bool]
"""A test of the last part of a member's path."""

_KNOWN_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
_HEADER = 30  # bytes before a member's name
_CHUNK = 1 << 16


def open_members(file: BinaryIO, is_wanted: IsWanted) -> Iterator[Member]:
    """Each member with a wanted name, in the order of the directory. If two have the same name, both are returned.

    Args:
        file: a seekable file, open while members are read.
        is_wanted: a test of the last part of a member's path.

    Raises:
        ParseError: the file is damaged, has names that lead out of it, or unpacks to more than text would.
    """
    archive, wanted = _listed(file, is_wanted)
    return ((path, partial(_Member, archive, member)) for path, member in wanted)


def open_members_at(path: Path, is_wanted: IsWanted) -> list[Member]:
    """As `open_members`, but the file is open only while a member is read.

    Raises:
        ParseError: as `open_members` does.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        _, wanted = _listed(file, is_wanted)
    return [(place, partial(_alone, path, member)) for place, member in wanted]


@contextmanager
def _alone(path: Path, member: zipfile.ZipInfo) -> Iterator[Readable]:
    with path.open("rb") as file:
        yield _Unpacked(file, _Packed.of(member))


def zips_in(file: BinaryIO) -> list[str]:
    """The names of zip files within a zip file; none if it is damaged."""
    try:
        _, wanted = _listed(file, lambda name: name.lower().endswith(".zip"), is_checked=False)
    except ParseError:
        return []
    return [path.name for path, _ in wanted]


_Listed: TypeAlias = "tuple[zipfile.ZipFile, list[tuple[PurePosixPath, zipfile.ZipInfo]]]"


def _listed(file: BinaryIO, is_wanted: IsWanted, *, is_checked: bool = True) -> _Listed:
    archive = _directory(file)
    members = [(_path(member), member) for member in archive.infolist()]
    wanted = [(path, member) for path, member in members if is_wanted(path.name) and not member.is_dir()]
    if is_checked:
        _check([member for _, member in wanted], archive.start_dir)
    return archive, wanted


def _directory(file: BinaryIO) -> zipfile.ZipFile:
    with _damage():
        return zipfile.ZipFile(file)


@contextmanager
def _damage() -> Iterator[None]:
    """Turn the errors of `zipfile` into this library's. For damaged files, it can raise any error."""
    try:
        yield
    except BlogpostError:
        raise
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):  # a system error, unless it is about an impossible position
            raise
        raise _damaged(error) from None
    except Exception as error:
        raise _damaged(error) from None


def _damaged(error: Exception) -> ParseError:
    return ParseError(f"this zip file is damaged: {error or type(error).__name__}")


# ------------------------------------------------------------------------------------------------ what is refused


def _path(member: zipfile.ZipInfo) -> PurePosixPath:
    name = member.filename.replace("\\", "/")
    parts = name.split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        raise ParseError(f"expected names within the zip file, not {member.filename!r}")
    return PurePosixPath(name)


def _check(members: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse members that aren't plain compressed text, or have false sizes.

    Args:
        members: the members that will be read.
        end: the start of the directory, after all members.
    """
    for member in members:
        if member.flag_bits & _IS_ENCRYPTED or member.compress_type not in _KNOWN_PACKINGS:
            raise ParseError(f"{member.filename!r} is encrypted, or compressed in a way that takeouts never are")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ParseError(f"expected a file in the zip file, and {member.filename!r} is a link")
    _refuse_overlap(members, end)
    _refuse_bomb(members)


def _refuse_overlap(members: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse members that share bytes, since the sum of their compressed sizes would be too large."""
    for member in sorted(members, key=lambda member: member.header_offset, reverse=True):
        if not 0 <= member.header_offset <= end - _HEADER - member.compress_size:
            raise ParseError(f"this zip file is damaged: {member.filename!r} has an impossible position")
        end = member.header_offset


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > max(ALWAYS_ALLOWED, MAX_RATIO * packed):
        raise ParseError(f"a takeout of {packed:,} bytes never unpacks to {unpacked:,}: this file is refused")


# ------------------------------------------------------------------------------------------------ reading


class _Member:
    """A file in a zip file that raises this library's error if it is damaged."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        with _damage():
            self._file = archive.open(member)

    def read(self, size: int = -1, /) -> bytes:
        """Read bytes, all of them in chunks: at once, `zipfile` would unpack more than the stated size."""
        if size < 0:
            return b"".join(iter(partial(self.read, _CHUNK), b""))
        with _damage():
            return self._file.read(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


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
        is_wanted: a test of the last part of a member's path.
        report: is told of each damage.

    Raises:
        ParseError: the file has names that lead out of it.
    """
    try:
        _directory(file)
    except ParseError as error:
        report(str(error))
        found = list(islice(_found(file, is_wanted), _MAX_FOUND))
    else:
        _, listed = _listed(file, is_wanted, is_checked=False)
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
    while chunk := file.read(_CHUNK):
        text += chunk
        place = -1
        while (place := text.find(_SIGNATURE, place + 1)) >= 0:
            packed = _header_at(text, place, file, start)
            path = None if packed is None else PurePosixPath(packed.name)
            if packed is not None and path is not None and is_wanted(path.name) and _is_within(packed.name):
                yield path, packed
        start, text = start + len(text[:-3]), text[-3:]
        file.seek(start + len(text))


def _is_within(name: str) -> bool:
    parts = name.split("/")
    return ".." not in parts and bool(parts[0]) and ":" not in parts[0]


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
    if version > _NEWEST or method not in _KNOWN_PACKINGS or flags & _IS_ENCRYPTED or not 0 < len(name) <= _MAX_NAME:
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
        report: is told of damage, after which nothing more is read; if it is None, damage is an error.
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
            return b"".join(iter(partial(self.read, _CHUNK), b""))
        while not self._is_done and len(self._buffer) < size:
            self._fill()
        data, self._buffer = self._buffer[:size], self._buffer[size:]
        return data

    def _fill(self) -> None:
        """Unpack more bytes."""
        rest = self._inflate.unconsumed_tail if self._inflate else b""
        chunk = rest or self._next(_CHUNK if self._left is None else min(_CHUNK, self._left))
        if not rest and self._left is not None:
            self._left -= len(chunk)
        try:
            data = self._inflate.decompress(chunk, _CHUNK) if self._inflate else chunk
        except zlib.error:
            self._end("it is damaged")
            return
        self._crc = zlib.crc32(data, self._crc)
        self._buffer += data
        if self._room is not None:
            self._room.left -= len(data)
            if self._room.left < 0:
                self._end("it unpacks to more than a takeout ever does")
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
