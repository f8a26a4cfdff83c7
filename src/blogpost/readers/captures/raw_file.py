"""A file's bytes from any offset on, and a limit to how often they are read."""

from __future__ import annotations

import os
from typing import BinaryIO

from blogpost.readers.captures.beginnings import HEAD, LONGEST_HEAD, NEXT_HEAD_OR_MEMBER, PADDING

MAX_READINGS = 8
"""How often the bytes of a file may be read in search of undamaged records, relative to its length."""

FREE_READINGS = 16 << 20
"""Bytes that may be read again in any file."""

BLOCK = 1 << 15
"""Bytes that are read at once."""


class ExhaustedError(Exception):
    """Too much of a file is damaged to go on."""


class RawFile:
    """A file's bytes from any offset on.

    Args:
        file: a seekable file.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, os.SEEK_END)
        self._block = b""
        self._start = 0
        self._left = MAX_READINGS * self.size + FREE_READINGS

    def block(self, offset: int, size: int = 1) -> memoryview:
        """The bytes from an offset on: as many as are at hand, and at least `size` unless the file ends."""
        inside = offset - self._start
        if not 0 <= inside <= len(self._block) - size:
            self._file.seek(offset)
            self._block, self._start = self._file.read(max(size, BLOCK)), offset
            inside = 0
        return memoryview(self._block)[inside:]

    def begins_with(self, mark: bytes, offset: int) -> bool:
        """Whether the bytes at an offset are these."""
        return self.block(offset, len(mark))[: len(mark)] == mark

    def is_head(self, offset: int) -> bool:
        """Whether an uncompressed record begins at an offset."""
        return HEAD.match(self.block(offset, LONGEST_HEAD)) is not None

    def after_padding(self, offset: int) -> int:
        """The first offset from here on that has something other than line ends and NUL."""
        while offset < self.size:
            data = self.block(offset)
            match = PADDING.match(data)
            assert match is not None
            offset += match.end()
            if match.end() < len(data):
                break
        return min(offset, self.size)

    def find_start(self, offset: int) -> int:
        """The first offset from here on that looks like the beginning of a record or member; else the file's end."""
        while offset < self.size:
            data = self.block(offset, 2 * LONGEST_HEAD)
            if match := NEXT_HEAD_OR_MEMBER.search(data):
                return offset + match.start()
            if offset + len(data) >= self.size:
                break
            offset += len(data) - LONGEST_HEAD
        return self.size

    def spend(self, size: int) -> None:
        """Count bytes that are read.

        Raises:
            ExhaustedError: too many of them have been read before.
        """
        self._left -= size
        if self._left < 0:
            raise ExhaustedError(f"more than {MAX_READINGS} times its length would be read in search of records")
