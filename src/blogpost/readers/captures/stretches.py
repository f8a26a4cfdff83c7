"""Parts of a file with records, read from their beginning: a member of gzip, or what isn't compressed.

`warcio` reads one stream from its beginning to its end, and stops where it is damaged. Here, each part is opened at its
own place, so reading can begin again after the damage.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"
"""The first bytes of a member of gzip."""

MAX_RATIO = 100
"""The maximum compression ratio of the input. That of pages is at most twenty."""

ALWAYS_ALLOWED = 16 << 20  # bytes, at any compression ratio

MAX_READINGS = 8
"""How often the bytes of a file may be read in search of undamaged records, relative to its length."""

FREE_READINGS = 16 << 20
"""Bytes that may be read again in any file."""

_BLOCK = 1 << 15
_MAX_INFLATED = 1 << 20  # bytes of a block that are inflated at once
_OVERLAP = 1 << 13  # bytes, longer than the signs of a record's beginning


class DamageError(Exception):
    """A part of a file isn't what its format says. Reading can go on after it."""


class ExhaustedError(Exception):
    """Too much of a file is damaged to go on."""


# The first line of a record of WARC and a field's name; or the line before one of ARC: address, IP, date, type, size.
_WARC_HEAD = rb"WARC/[01]\.\d+[ \t]*\r?\n[\w-]+[ \t]*:"
_ARC_HEAD = rb"[a-z][\w+.-]{1,20}:[^\r\n]{1,4000} [\d.:a-f]{3,45} \d{8,17} [^\s]{1,200} \d{1,18}\r?\n"
_HEAD = re.compile(_WARC_HEAD + b"|" + _ARC_HEAD)
_ANY_HEAD = _WARC_HEAD + rb"|(?<![^\n])" + _ARC_HEAD
_NEXT_HEAD = re.compile(_ANY_HEAD)
_NEXT_HEAD_OR_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]|" + _ANY_HEAD)
# The rest of a line before a damaged ARC record: a date or an IP.
_LIKE_ARC_HEAD = re.compile(rb"[^\r\n]{1,4000} (?:\d{14}|\d{1,3}(?:\.\d{1,3}){3}) ")
_PADDING = re.compile(rb"[\r\n\0]*+")


def ends_record(data: bytes | memoryview) -> bool:
    """Whether a record may end before these bytes: two line ends are its own, and one belongs to ARC.

    The next bytes needn't be a record, since it may be damaged.
    """
    if data[:4] == b"\r\n\r\n":
        return True
    padding = _PADDING.match(data)
    assert padding is not None
    rest = data[padding.end() :]
    return not rest or rest[:3] == GZIP or bool(_HEAD.match(rest) or (padding.end() and _LIKE_ARC_HEAD.match(rest)))


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
            self._block, self._start = self._file.read(max(size, _BLOCK)), offset
            inside = 0
        return memoryview(self._block)[inside:]

    def begins_with(self, mark: bytes, offset: int) -> bool:
        """Whether the bytes at an offset are these."""
        return self.block(offset, len(mark))[: len(mark)] == mark

    def is_head(self, offset: int) -> bool:
        """Whether an uncompressed record begins at an offset."""
        return _HEAD.match(self.block(offset, _OVERLAP)) is not None

    def after_padding(self, offset: int) -> int:
        """The first offset from here on that has something other than line ends and NUL."""
        while offset < self.size:
            data = self.block(offset)
            match = _PADDING.match(data)
            assert match is not None
            offset += match.end()
            if match.end() < len(data):
                break
        return min(offset, self.size)

    def find_start(self, offset: int) -> int:
        """The first offset from here on that looks like the beginning of a record or member; else the file's end.

        Args:
            offset: not the file's beginning.
        """
        position = offset - 1  # a line's beginning is known by the text before it
        while position < self.size:
            data = self.block(position, 2 * _OVERLAP)
            if match := _NEXT_HEAD_OR_MEMBER.search(data, 1):
                return position + match.start()
            if position + len(data) >= self.size:
                break
            position += len(data) - _OVERLAP
        return self.size

    def spend(self, size: int) -> None:
        """Count bytes that are read.

        Raises:
            ExhaustedError: too many of them have been read before.
        """
        self._left -= size
        if self._left < 0:
            raise ExhaustedError(f"more than {MAX_READINGS} times its length would be read in search of records")


class Stretch:
    """A part of a file, read as `warcio` needs it.

    Attributes:
        offset: where it begins in the file.
        position: how many of its bytes have been read.
        damage: what comes after the bytes that have been read ahead, if it can't be read.
    """

    def __init__(self, raw: RawFile, offset: int) -> None:
        self.offset = offset
        self.position = 0
        self._raw = raw
        self._at = offset  # what is read next of the file
        self._buffer = b""
        self._cursor = 0
        self.damage: DamageError | None = None

    @property
    def place(self) -> int:
        """The offset in the file of the next read; in a member, only at its end."""
        return self._at

    @property
    def record_offset(self) -> int:
        """The offset of a record that begins here, as in CDX."""
        return self.place

    def read(self, size: int) -> bytes:
        """Read so many bytes, or fewer at the end.

        Raises:
            DamageError: it is damaged here.
            ExhaustedError: too much of the file is damaged.
        """
        parts = []
        while size > 0 and self._fill(is_extended=True):
            part = self._buffer[self._cursor : self._cursor + size]
            self._take(len(part))
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def readline(self, size: int) -> bytes:
        """Read a line of at most so many bytes."""
        parts = []
        while size > 0 and self._fill(is_extended=True):
            end = self._buffer.find(b"\n", self._cursor, self._cursor + size) + 1
            part = self._buffer[self._cursor : end or self._cursor + size]
            self._take(len(part))
            size -= len(part)
            parts.append(part)
            if end:
                break
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over so many bytes, or fewer at the end. Returns how many there were."""
        wanted = size
        while size > 0 and self._fill(is_extended=True):
            part = min(len(self._buffer) - self._cursor, size)
            self._take(part)
            size -= part
        return wanted - size

    def skip_blank(self) -> bool:
        """Pass over line ends. Returns whether there is anything after them."""
        while self._fill():
            match = _PADDING.match(self._buffer, self._cursor)
            assert match is not None
            self._take(match.end() - self._cursor)
            if self._cursor < len(self._buffer):
                return True
        return False

    def is_head(self) -> bool:
        """Whether a record begins here."""
        return _HEAD.match(self._peek(_OVERLAP)) is not None

    def find_head(self) -> bool:
        """Pass over something, up to the next beginning of a record. Returns whether there is one."""
        is_first = True
        while self._fill():
            data = self._peek(2 * _OVERLAP)
            if match := _NEXT_HEAD.search(data, 1 if is_first else 0):
                self._take(match.start())
                return True
            is_first = False
            self._take(len(data) - _OVERLAP if len(data) >= 2 * _OVERLAP else len(data))
        return False

    def ends_record(self) -> bool:
        """Whether a record may end here."""
        return ends_record(self._peek(_OVERLAP))

    def may_end_record(self, size: int) -> bool:  # noqa: ARG002
        """Whether a record may end after so many bytes, as far as that is known before they are read."""
        return True

    def reopened(self) -> Stretch | None:
        """The same part, to be read from its beginning; None if records are found in the file itself."""
        return None

    @property
    def is_verified(self) -> bool:
        """Whether everything that has been read has the sum that the file states."""
        return False

    def _take(self, size: int) -> None:
        self._cursor += size
        self.position += size

    def _peek(self, size: int) -> bytes:
        """The next bytes, fewer than so many if it ends or is damaged after them."""
        while len(self._buffer) - self._cursor < size and self.damage is None:
            try:
                more = self._more()
            except DamageError as error:
                self.damage = error
                break
            if not more:
                break
            self._buffer = self._buffer[self._cursor :] + more
            self._cursor = 0
        return self._buffer[self._cursor :]

    def _fill(self, *, is_extended: bool = False) -> bool:
        """Whether there is something in the buffer, after reading more if there was nothing."""
        if self._cursor == len(self._buffer):
            if self.damage is not None:
                raise self.damage
            self._buffer = self._more() or (self._extension() if is_extended else b"")
            self._cursor = 0
        return bool(self._buffer)

    def _more(self) -> bytes:
        """The next bytes; none at the end."""
        raise NotImplementedError

    def _extension(self) -> bytes:
        """The next bytes of a record that goes on after the end of this part."""
        return b""


class Plain(Stretch):
    """A part that isn't compressed, up to the end of the file."""

    def skip_blank(self) -> bool:
        return super().skip_blank() and not self._raw.begins_with(GZIP, self.place)

    def skip(self, size: int) -> int:
        at_hand = min(len(self._buffer) - self._cursor, size)
        self._take(at_hand)
        jump = min(size - at_hand, self._raw.size - self._at)
        if jump > 0:
            self._at += jump
            self.position += jump
        return at_hand + jump

    def may_end_record(self, size: int) -> bool:
        end = self.place + size
        return end <= self._raw.size and ends_record(self._raw.block(end, min(_OVERLAP, self._raw.size - end)))

    @property
    def place(self) -> int:
        return self._at - len(self._buffer) + self._cursor

    def _more(self) -> bytes:
        data = bytes(self._raw.block(self._at))
        self._at += len(data)
        return data

    def _take(self, size: int) -> None:
        super()._take(size)
        self._raw.spend(size)


class Member(Stretch):
    """A member of gzip. A record may go on in the members after it, if none of them begins with a record."""

    def __init__(self, raw: RawFile, offset: int) -> None:
        super().__init__(raw, offset)
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._inflated = 0
        self._member = offset  # where the member begins that is read

    @property
    def record_offset(self) -> int:
        return self._member

    @property
    def is_verified(self) -> bool:
        return self._inflater.eof and self._cursor == len(self._buffer)

    def reopened(self) -> Stretch:
        return Member(self._raw, self.offset)

    def is_head(self) -> bool:
        return super().is_head() or (self._extend() and super().is_head())

    def ends_record(self) -> bool:
        return not self.skip_blank() or self.is_head()

    def _extend(self) -> bool:
        """Add the beginning of the next member to what is left of this one, if a record goes on there."""
        rest = self._peek(_OVERLAP)
        if len(rest) >= _OVERLAP or self.damage is not None:
            return False
        more = self._extension()
        self._buffer, self._cursor = rest + more, 0
        return bool(more)

    def _more(self) -> bytes:
        while not self._inflater.eof:
            data = self._raw.block(self._at)[:_BLOCK]
            if not data:
                raise DamageError("the file ends within it")
            if inflated := self._inflate(data):
                return inflated
        return b""

    def _inflate(self, data: memoryview) -> bytes:
        try:
            inflated = self._inflater.decompress(data, _MAX_INFLATED)
        except zlib.error as error:
            self._raw.spend(len(data))
            self.damage = DamageError(f"gzip: {error}")
            if not self._inflated and (beginning := _beginning(data)):
                return beginning
            raise self.damage from None
        used = len(data) - len(self._inflater.unconsumed_tail) - len(self._inflater.unused_data)
        self._raw.spend(used)
        self._at += used
        self._inflated += len(inflated)
        if self._inflated > max(ALWAYS_ALLOWED, MAX_RATIO * (self._at - self.offset)):
            raise DamageError(f"it inflates to more than {MAX_RATIO} times its length")
        return inflated

    def _extension(self) -> bytes:
        if not self._raw.begins_with(GZIP, self._at):
            return b""
        following = Member(self._raw, self._at)
        try:
            if not following.skip_blank() or following.is_head():
                return b""
        except DamageError:
            return b""
        self._member = self._at
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return self._more()


def _beginning(data: memoryview) -> bytes:
    """The first bytes of a damaged member, which may say what was in it."""
    for size in (2048, 512):
        with suppress(zlib.error):
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, size)
    return b""


def opened_at(raw: RawFile, offset: int) -> Stretch | None:
    """The part that begins at an offset; None if no record begins there."""
    if raw.begins_with(GZIP, offset):
        return Member(raw, offset)
    return Plain(raw, offset) if raw.is_head(offset) else None
