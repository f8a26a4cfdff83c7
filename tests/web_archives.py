"""Builds files of WARC, ARC and WACZ, whole or damaged, without the library that reads them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import uuid
import zipfile
import zlib
from collections.abc import Iterable

from attrs import frozen

DATE = "2019-03-14T09:26:53Z"
SITE = "https://harbour.example"


def page(number: int, *, body: str = "") -> str:
    """A page with one post, whose title has a number."""
    text = body or f"<p>The lamp of the {number}th harbour burned all night, and nobody came to put it out.</p>"
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Harbour {number}</title>"
        f"<link rel='canonical' href='{address(number)}'></head>"
        f"<body><div class='h-entry'><h1 class='p-name'>Harbour {number}</h1>"
        f"<a class='u-url' href='{address(number)}'>"
        "<time class='dt-published' datetime='2019-03-14T09:00:00Z'></time></a>"
        f"<div class='e-content'>{text}</div></div></body></html>"
    )


def address(number: int) -> str:
    return f"{SITE}/2019/03/post-{number}.html"


@frozen
class Built:
    """A record: its header and its block."""

    header: bytes
    block: bytes

    @property
    def plain(self) -> bytes:
        return self.header + self.block + b"\r\n\r\n"

    @property
    def member(self) -> bytes:
        return gzip.compress(self.plain, mtime=0)


def record(  # noqa: PLR0913  everything that can be false
    block: bytes,
    *,
    type: str = "response",  # noqa: A002  WARC's word
    url: str | None = SITE,
    media_type: str = "application/http; msgtype=response",
    length: int | str | None = None,
    fields: Iterable[str] = (),
    version: str = "1.1",
) -> Built:
    """A record of WARC; a false length can be given."""
    lines = [
        f"WARC/{version}",
        f"WARC-Type: {type}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{url} {type} {zlib.crc32(block)}')}>",
        f"WARC-Date: {DATE}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"Content-Type: {media_type}",
        f"Content-Length: {len(block) if length is None else length}",
        *fields,
    ]
    return Built("".join(f"{line}\r\n" for line in [*lines, ""]).encode(), block)


def http(
    content: bytes | str, *, status: str = "200 OK", media_type: str | None = "text/html", fields: Iterable[str] = ()
) -> bytes:
    """A response of HTTP."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media_type}"] if media_type else []), *fields, "", ""]
    return "\r\n".join(lines).encode() + (content.encode() if isinstance(content, str) else content)


def response(number: int, **options: str | bytes | Iterable[str]) -> Built:
    """A captured page with one post."""
    return record(http(page(number), **options), url=address(number))  # type: ignore[arg-type]


def chunked(content: bytes, size: int = 700) -> bytes:
    parts = [content[start : start + size] for start in range(0, len(content), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))


def block_digest(block: bytes) -> str:
    return f"WARC-Block-Digest: sha1:{base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()}"


WARCINFO = record(b"software: a test\r\n", type="warcinfo", url=None, media_type="application/warc-fields")


def packed(records: Iterable[Built]) -> bytes:
    """A file with a member of gzip for each record."""
    return b"".join(each.member for each in records)


def plain(records: Iterable[Built]) -> bytes:
    """A file that isn't compressed."""
    return b"".join(each.plain for each in records)


def arc(pages: Iterable[tuple[str, bytes]]) -> list[bytes]:
    """The records of an ARC file, the one about the file first."""
    about = b"1 0 Harbour\nURL IP-address Archive-date Content-type Archive-length\n\n"
    head = b"filedesc://harbour.arc 0.0.0.0 20040314092653 text/plain %d\n" % len(about)
    records = [
        f"{url} 192.0.2.7 20040314092653 text/html {len(block)}\n".encode() + block + b"\n" for url, block in pages
    ]
    return [head + about, *records]


def wacz(files: Iterable[tuple[str, bytes]], *, compression: int = zipfile.ZIP_STORED) -> bytes:
    """A WACZ file with files of records."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as archive:
        for name, data in files:
            archive.writestr(f"archive/{name}", data)
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        archive.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
    return written.getvalue()
