"""The bytes of a page, as HTTP transferred them → the page: without chunks and compression, within limits."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

from blogpost.errors import ParseError
from blogpost.readers.captures.beginnings import GZIP
from blogpost.readers.captures.stretches import ALWAYS_ALLOWED, MAX_RATIO

try:
    import brotli
except ModuleNotFoundError:  # pragma: no cover  the extra is installed where the tests run
    brotli = None

MAX_PAGE = 64 << 20
"""The most bytes of a page in a web archive, compressed or not."""

_STEP = 1 << 20  # bytes that are unpacked at once

# ------------------------------------------------------------------------------------------------ chunks

_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")


def without_chunks(data: bytes) -> bytes:
    """The joined chunks; the bytes themselves if they don't begin with a chunk, as some crawlers join them.

    Raises:
        ParseError: a chunk is cut, or the last one is missing.
    """
    size = _SIZE.match(data)
    if size is None:
        return data
    parts: list[bytes] = []
    while size is not None:
        length, start = int(size[1], 16), size.end()
        if length == 0:
            return b"".join(parts)
        parts.append(data[start : start + length])
        if len(parts[-1]) < length:
            break
        size = _SIZE.match(data, start + length + (2 if data.startswith(b"\r\n", start + length) else 1))
    raise ParseError("expected the whole page: its last chunk is cut or missing")


# ------------------------------------------------------------------------------------------------ compression


def unpacked(data: bytes, encodings: str) -> bytes:
    """A page without the content encodings that were applied to it.

    Args:
        data: the page.
        encodings: their names in the order of being applied, with commas.

    Raises:
        ParseError: an encoding is unknown, the data is damaged, or it unpacks to too much.
    """
    names = [name.strip().lower() for name in encodings.split(",")]
    for name in reversed([name for name in names if name not in ("", "identity", "none")]):
        if name.removeprefix("x-") not in _UNPACKERS:
            raise ParseError(f"expected a page packed by {', '.join(_UNPACKERS)}, not by {name[:40]!r}")
        data = _within_limits(_UNPACKERS[name.removeprefix("x-")](data), len(data))
    return data


def _within_limits(parts: Iterator[bytes], packed: int) -> bytes:
    unpacked, size = [], 0
    for part in parts:
        unpacked.append(part)
        size += len(part)
        if size > MAX_PAGE or size > max(ALWAYS_ALLOWED, MAX_RATIO * packed):
            raise ParseError(f"a page of {packed:,} bytes unpacks to more than {size:,}: it is refused")
    return b"".join(unpacked)


def _gunzip(data: bytes) -> Iterator[bytes]:
    if not data.startswith(GZIP):  # the crawler has unpacked it
        yield data
        return
    while data.startswith(GZIP):
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield from _inflate(data, inflater)
        data = inflater.unused_data


def _undeflate(data: bytes) -> Iterator[bytes]:
    """Deflate in the format of zlib, as the standard says, or bare, as many servers send it."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            zlib.decompressobj(bits).decompress(data, 1)
        except zlib.error:
            continue
        yield from _inflate(data, zlib.decompressobj(bits))
        return
    yield data


def _inflate(data: bytes, inflater: zlib._Decompress) -> Iterator[bytes]:
    try:
        while data or not inflater.eof:
            part = inflater.decompress(data, _STEP)
            data = inflater.unconsumed_tail
            if part:
                yield part
            elif inflater.eof:
                return
            elif not data:
                raise ParseError("expected the whole page: its compressed data is cut")
    except zlib.error as error:
        raise ParseError(f"expected a page that can be unpacked: {error}") from None


def _unbrotli(data: bytes) -> Iterator[bytes]:
    if brotli is None:
        raise ParseError("this page is packed by Brotli, and that isn't installed: pip install 'blogpost[warc]'")
    decoder, is_first = brotli.Decompressor(), True
    try:
        part = decoder.process(data, output_buffer_limit=_STEP)
        while part or not decoder.is_finished():
            if not part and decoder.can_accept_more_data():
                raise ParseError("expected the whole page: its compressed data is cut")
            yield part
            is_first = False
            part = decoder.process(b"", output_buffer_limit=_STEP)
    except brotli.error as error:
        if not is_first or not data.lstrip().startswith(b"<"):
            raise ParseError(f"expected a page that can be unpacked: {error}") from None
        yield data  # the crawler has unpacked it


_UNPACKERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
}
