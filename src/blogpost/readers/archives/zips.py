"""The texts in a zip file that nobody vouches for: any bytes give them, or a `ParseError`.

`zipfile` reads by the central directory, and checks names against each member's own header and contents against their
sums. What it leaves open is decided here: which members are read, and how much they may unpack to.
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
"""How many times its packed size the text in a zip file may have: feeds have at most twenty times theirs."""

ALWAYS_ALLOWED = 16 << 20  # bytes, whatever they were packed to

_KNOWN_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
_HEADER = 30  # bytes before a member's name
_CHUNK = 1 << 16


def open_members(file: BinaryIO, is_wanted: Callable[[str], bool]) -> Iterator[tuple[PurePosixPath, Opener]]:
    """The path of each member whose name is wanted, and how to open it, in the order of the directory.

    A path comes twice if the file has two members of one name.

    Args:
        file: can seek, and stays open while members are read.
        is_wanted: takes the last part of a member's path.

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
    """Turns whatever `zipfile` raises into this library's error; of damaged files, that can be anything."""
    try:
        yield
    except BlogpostError:
        raise
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):  # the system's, and not of an impossible position
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
    """Refuses members that aren't plain packed text, or lie about it.

    Args:
        members: those that will be read.
        end: where the directory begins, behind all of them.
    """
    for member in members:
        if member.flag_bits & _IS_ENCRYPTED or member.compress_type not in _KNOWN_PACKINGS:
            raise ParseError(f"{member.filename!r} is encrypted, or packed in a way that takeouts are not")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ParseError(f"expected a file in the zip file, and {member.filename!r} is a link")
    _refuse_overlap(members, end)
    _refuse_bomb(members)


def _refuse_overlap(members: list[zipfile.ZipInfo], end: int) -> None:
    """Refuses members that share bytes: their packed sizes would add up to more than there is."""
    for member in sorted(members, key=lambda member: member.header_offset, reverse=True):
        if not 0 <= member.header_offset <= end - _HEADER - member.compress_size:
            raise ParseError(f"this zip file is damaged: {member.filename!r} has no place of its own")
        end = member.header_offset


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > max(ALWAYS_ALLOWED, MAX_RATIO * packed):
        raise ParseError(f"a takeout of {packed:,} bytes would not unpack to {unpacked:,}: this one is not read")


# ------------------------------------------------------------------------------------------------ reading


class _Member:
    """A file in a zip file, whose damage is this library's error."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        with _damage():
            self._file = archive.open(member)

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; all of them are read in parts, since at once `zipfile` would unpack more than is stated."""
        if size < 0:
            return b"".join(iter(partial(self.read, _CHUNK), b""))
        with _damage():
            return self._file.read(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
