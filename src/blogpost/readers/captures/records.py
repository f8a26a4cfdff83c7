"""A file of WARC or ARC → its records, wherever it is damaged.

A record is damaged if its header can't be read, if something other than a record follows the length that it states, or
if its member of gzip doesn't have the sum that it states. Then the next place is searched where a record begins.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Generator, Iterator
from typing import BinaryIO

from attrs import frozen

from blogpost.errors import ParseError
from blogpost.readers.captures.contents import MAX_PAGE, unpacked, without_chunks
from blogpost.readers.captures.raw_file import ExhaustedError, RawFile
from blogpost.readers.captures.record_heads import (
    MAX_HEAD,
    Head,
    Payload,
    read_head,
    read_payload,
    why_no_capture,
    why_no_page,
)
from blogpost.readers.captures.stretches import DamageError, Stretch, opened_at
from blogpost.values import Capture


@frozen
class Page:
    """A captured page.

    Attributes:
        content: the page as a server sent it.
        charset: the label of its encoding that the server stated.
    """

    capture: Capture
    content: bytes
    charset: str | None


@frozen
class Passed:
    """A record that isn't a page, and why; empty if it only describes other records."""

    reason: str


@frozen
class Unread:
    """A record that can't be read, and why."""

    capture: Capture
    error: ParseError


Record = Page | Passed | Unread


def read_records(file: BinaryIO, name: str | None = None) -> Iterator[Record]:
    """Read every record of a file, one at a time.

    Args:
        file: a seekable file.
        name: its name for captures and errors.
    """
    raw = RawFile(file)
    offset = raw.after_padding(0)
    damage = _Damage(name)
    try:
        while offset < raw.size:
            stretch = opened_at(raw, offset)
            if stretch is None:
                yield from damage.found(offset, "no record begins here")
                offset = raw.find_start(offset + 1)
                continue
            offset = yield from _read_stretch(raw, stretch, damage)
    except ExhaustedError as error:
        yield Unread(Capture(name, offset), _error(Capture(name, offset), f"reading ends here: {error}"))


class _Damage:
    """Reports what is damaged, once for each stretch of bytes without a readable record."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self._is_within = False

    def found(self, offset: int, reason: str, capture: Capture | None = None) -> Iterator[Unread]:
        """Report damage, unless it goes on and nothing is known of the record."""
        if capture is not None or not self._is_within:
            capture = capture or Capture(self.name, offset)
            yield Unread(capture, _error(capture, f"a damaged record is skipped: {reason}"))
        self._is_within = True

    def ended(self) -> None:
        """A record was read again."""
        self._is_within = False


def _error(capture: Capture, reason: str) -> ParseError:
    return ParseError(f"{capture}: {reason}")


# ------------------------------------------------------------------------------------------------ one part of the file


def _read_stretch(raw: RawFile, stretch: Stretch, damage: _Damage) -> Generator[Record, None, int]:
    """Read every record of a part. Returns the offset at which the file goes on."""
    while True:
        offset, head = stretch.record_offset, None
        try:
            if not stretch.skip_blank():
                return raw.after_padding(stretch.place)
            stretch.begin_record()
            offset = stretch.record_offset
            if not stretch.is_head():
                raise stretch.damage or DamageError("no record begins here")
            head = read_head(stretch, damage.name, offset)
            record = _read_record(stretch, head)
        except DamageError as error:
            yield from damage.found(offset, str(error), head.capture if head else None)
            again = _next_in(stretch)
            if again is None:
                return raw.find_start(offset + 1)
            stretch, is_record = again
            if not is_record:
                return raw.after_padding(stretch.place)
        else:
            damage.ended()
            yield record


def _next_in(stretch: Stretch) -> tuple[Stretch, bool] | None:
    """The part from its next record on, and whether it has one; None if that has to be searched in the file itself."""
    try:
        again = stretch.returned()
        return None if again is None else (again, again.find_head())
    except DamageError:
        return None


# ------------------------------------------------------------------------------------------------ one record


def _read_record(stretch: Stretch, head: Head) -> Record:
    """Read a record after its head.

    Raises:
        DamageError: it doesn't end where it should.
    """
    if not stretch.may_end_record(head.length):
        raise DamageError("it doesn't have the length that it states")
    if (reason := why_no_capture(head)) is not None:
        _skip(stretch, head.length)
        _check_end(stretch)
        return Passed(reason)
    beginning = _read(stretch, min(head.length, MAX_HEAD))
    rest = head.length - len(beginning)
    try:
        payload = read_payload(head, beginning)
        reason = why_no_page(head, payload, beginning)
        if reason is None and head.length > MAX_PAGE:
            raise ParseError(f"{head.capture}: expected a page of at most {MAX_PAGE:,} bytes")  # noqa: TRY301
    except ParseError as error:
        _skip(stretch, rest)
        _check_end(stretch)
        return Unread(head.capture, error)
    if reason is not None:
        _skip(stretch, rest)
        _check_end(stretch)
        return Passed(reason)
    block = beginning + _read(stretch, rest)
    _check_end(stretch)
    if not stretch.is_verified:
        _check_block(block, head.digest)
    return _page(head, payload, block)


def _page(head: Head, payload: Payload, block: bytes) -> Page | Unread:
    content = block[payload.start :]
    try:
        if payload.is_chunked:
            content = without_chunks(content)
        content = unpacked(content, payload.content_encoding)
    except ParseError as error:
        return Unread(head.capture, _error(head.capture, error.message))
    return Page(head.capture, content, payload.charset)


def _read(stretch: Stretch, size: int) -> bytes:
    data = stretch.read(size)
    if len(data) < size:
        raise DamageError("it doesn't have the length that it states")
    return data


def _skip(stretch: Stretch, size: int) -> None:
    if stretch.skip(size) < size:
        raise DamageError("it doesn't have the length that it states")


def _check_end(stretch: Stretch) -> None:
    """Check that a record may end here. At the end of a member of gzip, the member's sum is checked, too."""
    if not stretch.ends_record():
        raise DamageError("it doesn't have the length that it states")
    stretch.skip_blank()


_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
_OTHER_RECORD = re.compile(rb"\n\r?\nWARC/[01]\.\d+[ \t]*\r?\nWARC-")


def _check_block(block: bytes, stated: str | None) -> None:
    """Check a block by its digest; without one that is known, that no other record begins in it.

    Raises:
        DamageError: it isn't the block of one record.
    """
    algorithm, _, text = (stated or "").strip().partition(":")
    if algorithm.lower() in _ALGORITHMS:
        digest = hashlib.new(algorithm.lower(), block, usedforsecurity=False).digest()
        written = (digest.hex(), base64.b32encode(digest).decode(), base64.b64encode(digest).decode())
        if text.lower() not in [each.lower() for each in written]:
            raise DamageError("it doesn't have the digest that it states")
    elif _OTHER_RECORD.search(block):
        raise DamageError("another record begins in it: its length isn't as stated")
