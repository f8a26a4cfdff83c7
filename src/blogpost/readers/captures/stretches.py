"""Parts of a file with records, read from their beginning: a member of gzip, or what isn't compressed.

`warcio` reads one stream from its beginning to its end, and stops where it is damaged. Here, each part is opened at its
own place, so reading can begin again after the damage.
"""

from __future__ import annotations

import zlib
from contextlib import suppress

from blogpost.readers.captures.beginnings import GZIP, HEAD, LONGEST_HEAD, NEXT_HEAD, PADDING, ends_page, ends_record
from blogpost.readers.captures.raw_file import BLOCK, RawFile

MAX_RATIO = 100
"""The maximum compression ratio of the input. That of pages is at most twenty."""

ALWAYS_ALLOWED = 16 << 20  # bytes, at any compression ratio

_MAX_INFLATED = 1 << 20  # bytes of a block that are inflated at once
_WORTH = 16  # an inflated byte costs a sixteenth of a byte read: less than all readings, at `MAX_RATIO`
_REMEMBERED = 1 << 20  # bytes, of a record that may turn out to be damaged
_LAST = 16  # bytes at a page's end


class DamageError(Exception):
    """A part of a file isn't what its format says. Reading can go on after it."""


class Stretch:
    """A part of a file, read as `warcio` needs it.

    Attributes:
        offset: where it begins in the file.
        start: the position of its last record.
        position: how many of its bytes have been read.
        damage: what comes after the bytes that have been read ahead, if it can't be read.
    """

    def __init__(self, raw: RawFile, offset: int) -> None:
        self.offset = offset
        self.start = self.position = 0
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
            match = PADDING.match(self._buffer, self._cursor)
            assert match is not None
            self._take(match.end() - self._cursor)
            if self._cursor < len(self._buffer):
                return True
        return False

    def is_head(self) -> bool:
        """Whether a record begins here."""
        return HEAD.match(self._peek(LONGEST_HEAD)) is not None

    def find_head(self) -> bool:
        """Pass over something, up to the next beginning of a record. Returns whether there is one."""
        is_first = True
        while self._fill():
            data = self._peek(2 * LONGEST_HEAD)
            if match := NEXT_HEAD.search(data, 1 if is_first else 0):
                self._take(match.start())
                return True
            is_first = False
            self._take(len(data) - LONGEST_HEAD if len(data) >= 2 * LONGEST_HEAD else len(data))
        return False

    def ends_record(self) -> bool:
        """Whether a record may end here."""
        return ends_record(self._peek(LONGEST_HEAD))

    def may_end_record(self, size: int) -> bool:  # noqa: ARG002
        """Whether a record may end after so many bytes, as far as that is known before they are read."""
        return True

    def returned(self) -> Stretch | None:
        """The part from the beginning of its last record on; None if records are found in the file itself.

        Raises:
            DamageError: it is damaged before that.
        """
        return None

    def begin_record(self) -> None:
        """Notes that a record begins here."""
        self.start = self.position

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
            self._add(more)
        return self._buffer[self._cursor : self._cursor + size]

    def _fill(self, *, is_extended: bool = False) -> bool:
        """Whether there is something in the buffer, after reading more if there was nothing."""
        if self._cursor == len(self._buffer):
            if self.damage is not None:
                raise self.damage
            self._add(self._more() or (self._extension() if is_extended else b""))
        return self._cursor < len(self._buffer)

    def _add(self, more: bytes) -> None:
        """Put bytes after those in the buffer, and forget what isn't needed any more."""
        forgotten = max(self._cursor - self._remembered(), 0)
        self._buffer = self._buffer[forgotten:] + more
        self._cursor -= forgotten

    def _remembered(self) -> int:
        """How many bytes before the next are kept in the buffer, as far as they are there."""
        return 0

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

    def ends_record(self) -> bool:
        return self.may_end_record(0)

    def may_end_record(self, size: int) -> bool:
        end = self.place + size
        if end > self._raw.size:
            return False
        if ends_record(self._raw.block(end, min(LONGEST_HEAD, self._raw.size - end))):
            return True
        last = bytes(self._raw.block(max(end - _LAST, 0), _LAST + 1)[: _LAST + 1])
        return last.endswith(b"\n") and ends_page(last)  # in ARC, if the next head is damaged

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

    def returned(self) -> Stretch:
        size = self.position - self.start
        if size <= self._cursor:
            self._cursor -= size
            self.position = self.start
            return self
        again = Member(self._raw, self.offset)
        again.skip(self.start)
        return again

    def _remembered(self) -> int:
        size = self.position - self.start
        return size if size <= _REMEMBERED else 0

    def is_head(self) -> bool:
        return super().is_head() or (self._extend() and super().is_head())

    def ends_record(self) -> bool:
        return not self.skip_blank() or self.is_head()

    def _extend(self) -> bool:
        """Add the beginning of the next member to what is left of this one, if a record goes on there."""
        if len(self._peek(LONGEST_HEAD)) >= LONGEST_HEAD or self.damage is not None:
            return False
        more = self._extension()
        self._add(more)
        return bool(more)

    def _more(self) -> bytes:
        while not self._inflater.eof:
            data = self._raw.block(self._at)[:BLOCK]
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
        self._raw.spend(max(used, len(inflated) // _WORTH))
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
