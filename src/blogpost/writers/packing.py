"""Zip files in the making (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).

`zipfile` keeps half a kilobyte of memory for each member. Here the directory waits in a temporary file. The bytes are
those that `zipfile` writes.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Iterable
from shutil import copyfileobj
from types import TracebackType
from typing import BinaryIO, Self

_HEADER = struct.Struct("<4s5H3I2H")
_RECORD = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR_64 = struct.Struct("<4sIQI")

_STORED, _DEFLATED = 0, 8
_VERSION, _VERSION_64 = 20, 45
_MADE_ON_UNIX = 3 << 8
_FILE_MODE = 0o644 << 16
_NO_TIME, _FIRST_DAY = 0, 1 << 5 | 1  # the first of January 1980
_IN_EXTRA, _MANY = 0xFFFFFFFF, 0xFFFF
_EXTRA_64 = 1


class ZipWriter:
    """A zip file in the making. It is complete after its context. The same members give the same bytes.

    Args:
        file: the file, which is never read and needs no positions.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._position = 0
        self._count = 0
        self._directory = tempfile.TemporaryFile()  # noqa: SIM115  closed by `__exit__`

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._directory:
            if kind is None:
                self._end()

    def add(self, name: str, data: bytes, *, is_packed: bool = True) -> None:
        """Add a member.

        Args:
            name: its name, in ASCII.
            data: its bytes.
            is_packed: whether to compress it.

        Raises:
            OSError: the disk is full.
        """
        packed = _deflated(data) if is_packed else data
        self._add(name, _DEFLATED if is_packed else _STORED, zlib.crc32(data), len(packed), len(data))
        self._write(packed)

    def add_pieces(self, name: str, pieces: Iterable[str]) -> None:
        """Add a member of text that is too long for the memory, in pieces.

        Raises:
            OSError: the disk is full.
        """
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        crc = size = 0
        with tempfile.TemporaryFile() as waiting:
            for piece in pieces:
                data = piece.encode()
                crc, size = zlib.crc32(data, crc), size + len(data)
                waiting.write(packer.compress(data))
            waiting.write(packer.flush())
            packed_size = waiting.tell()
            self._add(name, _DEFLATED, crc, packed_size, size)
            waiting.seek(0)
            copyfileobj(waiting, self._file)
            self._position += packed_size

    def _add(self, name: str, method: int, crc: int, packed_size: int, size: int) -> None:
        """Write a member's header, and note its record for the directory."""
        path, position = name.encode("ascii"), self._position
        sizes, extra = _with_extra(packed_size, size, has_both=True)
        version = _VERSION_64 if extra else _VERSION
        fields = (_NO_TIME, _FIRST_DAY, crc, *sizes, len(path), len(extra))
        self._write(_HEADER.pack(b"PK\x03\x04", version, 0, method, *fields) + path + extra)
        (*sizes, place), extra = _with_extra(packed_size, size, position)
        version = _VERSION_64 if extra else _VERSION
        fields = (_NO_TIME, _FIRST_DAY, crc, *sizes, len(path), len(extra), 0, 0, 0, _FILE_MODE, place)
        record = _RECORD.pack(b"PK\x01\x02", _MADE_ON_UNIX | version, version, 0, method, *fields)
        self._directory.write(record + path + extra)
        self._count += 1

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._position += len(data)

    def _end(self) -> None:
        """Write the directory and the records after it."""
        start, size = self._position, self._directory.tell()
        self._directory.seek(0)
        copyfileobj(self._directory, self._file)
        if self._count >= _MANY or max(start, size) >= _IN_EXTRA:
            versions = (_VERSION_64, _VERSION_64, 0, 0)
            counts = (self._count, self._count, size, start)
            self._file.write(_END_64.pack(b"PK\x06\x06", _END_64.size - 12, *versions, *counts))
            self._file.write(_LOCATOR_64.pack(b"PK\x06\x07", 0, start + size, 1))
        count = min(self._count, _MANY)
        self._file.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, min(size, _IN_EXTRA), min(start, _IN_EXTRA), 0))


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _with_extra(packed_size: int, size: int, *position: int, has_both: bool = False) -> tuple[list[int], bytes]:
    """Numbers for a header, and the extra field with those of them that the header has no room for.

    Args:
        packed_size: the size of the packed bytes.
        size: the size of the bytes.
        position: the position of the member, in the directory only.
        has_both: whether the field has both sizes if one of them has no room, as headers of members must.
    """
    numbers = (size, packed_size, *position)  # the order of the extra field
    is_long = has_both and max(numbers) >= _IN_EXTRA
    extra = [number for number in numbers if is_long or number >= _IN_EXTRA]
    size, packed_size, *position_ = (_IN_EXTRA if is_long or number >= _IN_EXTRA else number for number in numbers)
    field = struct.pack(f"<2H{len(extra)}Q", _EXTRA_64, 8 * len(extra), *extra) if extra else b""
    return [packed_size, size, *position_], field
