"""Text files in untrusted zip files. Any input gives them or a `ParseError`.

`zipfile` reads the central directory, and checks names against the members' headers and contents against their sums.
This module limits which members are read and how much they may unpack to.
"""

from __future__ import annotations

import errno
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, Self

from blogpost.errors import BlogpostError, ParseError
from blogpost.markup.xml import Opener

MAX_RATIO = 100
"""The maximum compression ratio of a zip file. That of feeds is at most twenty."""

ALWAYS_ALLOWED = 16 << 20  # bytes, at any compression ratio

_KNOWN_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
_HEADER = 30  # bytes before a member's name
_CHUNK = 1 << 16


def open_members(file: BinaryIO, is_wanted: Callable[[str], bool]) -> Iterator[tuple[PurePosixPath, Opener]]:
    """The path and opener of each member with a wanted name, in the order of the directory.

    If two members have the same name, both are returned.

    Args:
        file: a seekable file, open while members are read.
        is_wanted: a test for the last part of a member's path.

    Raises:
        ParseError: the file is damaged, has names that lead out of it, or unpacks to more than text would.
    """
    with _damage():
        archive = zipfile.ZipFile(file)
    members = [(_path(member), member) for member in archive.infolist()]
    wanted = [(path, member) for path, member in members if is_wanted(path.name) and not member.is_dir()]
    _check([member for _, member in wanted], archive.start_dir)
    return ((path, partial(_Member, archive, member)) for path, member in wanted)


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
