"""Files in untrusted zip files. Any input gives them or a `ParseError`.

`zipfile` reads the central directory, and checks names against the members' headers and contents against their sums.
This module limits which members are read and how much they may unpack to.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol, Self, TypeAlias, cast

from blogpost.errors import BlogpostError, ParseError

MAX_RATIO = 100
"""The maximum compression ratio of a zip file. That of feeds is at most twenty."""

ALWAYS_ALLOWED = 16 << 20  # bytes, at any compression ratio


class Readable(Protocol):
    """A binary file that can be read."""

    def read(self, size: int = -1, /) -> bytes: ...


Member: TypeAlias = tuple[PurePosixPath, Callable[[], AbstractContextManager[Readable]]]
"""A file in a zip file: its path, and a function that opens it, as often as it is called."""

IsWanted: TypeAlias = Callable[[PurePosixPath], bool]
"""A test of a member's path."""

KNOWN_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 0x1
_HEADER = 30  # bytes before a member's name
CHUNK = 1 << 16


def open_members(file: BinaryIO, is_wanted: IsWanted) -> Iterator[Member]:
    """The path and opener of each wanted member, in the order of the directory.

    If two members have the same name, both are returned.

    Args:
        file: a seekable file, open while members are read.
        is_wanted: a test of a member's path.

    Raises:
        ParseError: the file is damaged, has names that lead out of it, or unpacks to more than text would.
    """
    archive, wanted = find_members(file, is_wanted)
    return ((path, partial(_Member, archive, member)) for path, member in wanted)


def open_seekable_members(file: BinaryIO, is_wanted: IsWanted) -> Iterator[tuple[PurePosixPath, BinaryIO]]:
    """The path and a seekable file of each wanted member: a part of the zip file, or unpacked to a temporary file.

    Args:
        file: a seekable file; only one of its members may be read at a time.
        is_wanted: a test of a member's path.

    Raises:
        ParseError: as `open_members` does.
        OSError: the disk is full.
    """
    archive, wanted = find_members(file, is_wanted)
    for path, member in wanted:
        yield (
            path,
            _part(file, archive, member) if member.compress_type == zipfile.ZIP_STORED else _unpacked(archive, member),
        )


def find_members(
    file: BinaryIO, is_wanted: IsWanted, *, is_checked: bool = True
) -> tuple[zipfile.ZipFile, list[tuple[PurePosixPath, zipfile.ZipInfo]]]:
    """The wanted members as the directory lists them.

    Args:
        file: a seekable file.
        is_wanted: a test of a member's path.
        is_checked: whether members that can't be read are an error.

    Raises:
        ParseError: as `open_members` does.
    """
    archive = read_directory(file)
    members = ((_path(member), member) for member in archive.infolist())
    wanted = [(path, member) for path, member in members if is_wanted(path) and not member.is_dir()]
    if is_checked:
        _check([member for _, member in wanted], archive.start_dir)
    return archive, wanted


def zips_in(file: BinaryIO) -> list[str]:
    """The names of zip files within a zip file; none if it is damaged."""
    try:
        _, wanted = find_members(file, lambda path: path.suffix.lower() == ".zip", is_checked=False)
    except ParseError:
        return []
    return [path.name for path, _ in wanted]


def read_directory(file: BinaryIO) -> zipfile.ZipFile:
    """The zip file with its directory.

    Raises:
        ParseError: it is damaged.
    """
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
    if not is_within(name):
        raise ParseError(f"expected names within the zip file, not {member.filename!r}")
    return PurePosixPath(name)


def is_within(name: str) -> bool:
    """Whether a member's name doesn't lead out of the zip file."""
    parts = name.split("/")
    return ".." not in parts and bool(parts[0]) and ":" not in parts[0]


def _check(members: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse members that aren't plain compressed text, or have false sizes.

    Args:
        members: the members that will be read.
        end: the start of the directory, after all members.
    """
    for member in members:
        if member.flag_bits & IS_ENCRYPTED or member.compress_type not in KNOWN_PACKINGS:
            raise ParseError(f"{member.filename!r} is encrypted, or compressed by something other than deflate")
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
        raise ParseError(f"{packed:,} bytes of this zip file would unpack to {unpacked:,}: it is refused")


# ------------------------------------------------------------------------------------------------ reading


class _Member:
    """A file in a zip file that raises this library's error if it is damaged."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        with _damage():
            self._file = archive.open(member)

    def read(self, size: int = -1, /) -> bytes:
        """Read bytes, all of them in chunks: at once, `zipfile` would unpack more than the stated size."""
        if size < 0:
            return b"".join(iter(partial(self.read, CHUNK), b""))
        with _damage():
            return self._file.read(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


_LOCAL_HEADER = struct.Struct("<4s22x2H")  # of a member: a mark, and at its end the lengths of its name and extra field
_MARK = b"PK\x03\x04"
_IN_MEMORY = 1 << 20  # bytes, of a temporary file


def _part(file: BinaryIO, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    """The part of a zip file that is a member which isn't compressed."""
    file.seek(member.header_offset)
    header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MARK):
        raise ParseError(f"this zip file is damaged: {member.filename!r} has no header")
    _, *lengths = _LOCAL_HEADER.unpack(header)
    start = member.header_offset + _HEADER + sum(lengths)
    if start + member.compress_size > archive.start_dir:
        raise ParseError(f"this zip file is damaged: {member.filename!r} has an impossible position")
    return cast("BinaryIO", io.BufferedReader(_Part(file, start, member.compress_size)))


class _Part(io.RawIOBase):
    """Some bytes of a file, as a file."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size = file, start, size
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._position = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        return self._position

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        self._file.seek(self._start + self._position)
        data = self._file.read(max(min(len(buffer), self._size - self._position), 0))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  the caller closes it
    try:
        with _Member(archive, member) as packed:
            shutil.copyfileobj(packed, file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return cast("BinaryIO", file)
