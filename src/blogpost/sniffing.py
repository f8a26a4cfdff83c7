"""Format detection by the beginning of a document."""

from __future__ import annotations

import os
import re
import zlib

from blogpost.errors import UnknownFormatError
from blogpost.sources import Source

_HEAD = 4096  # bytes
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|div|p|table|article|section|span|a|br|text|h[1-6])\b[^<>]*>", re.IGNORECASE
)
_FRONT_MATTER = re.compile(
    rb"---[ \t]*\r?\n(?:---|\.\.\.|#|[\w-]+[ \t]*:)|\+\+\+[ \t]*\r?\n\s*(?:\+\+\+|#|\[|[\w.\"'-]+[ \t]*=)"
)
_OF_CAPTURES = re.compile(r".*\.w?arc(?:\.gz)?", re.IGNORECASE)  # the names of web archives
_BY_SUFFIX = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def sniff(source: Source) -> str:
    """Detect the format of a source: by its beginning, then by the file's ending, else ``text``.

    Raises:
        UnknownFormatError: it is compressed, and no web archive.
    """
    if source.path is not None and source.path.is_dir():
        return "takeout"
    head = source.head(_HEAD)
    if head.startswith(ZIP):
        return "wacz" if _is_wacz(source) else "takeout"
    is_named_so = source.path is not None and bool(_OF_CAPTURES.fullmatch(source.path.name))
    if is_named_so or _RECORD.match(_inflated(head) if head.startswith(_GZIP) else head.lstrip(b"\r\n")):
        return "warc"
    _refuse_packed(head)
    head = _as_utf8(head).lstrip()
    text = head.decode("latin-1")
    if feed := _FEED.match(text, end_of_prolog(text)):
        return _kind_of_feed(feed[1], head)
    if _CALL_WITH_FEED.match(head):
        return "gdata-json"
    by_suffix = _BY_SUFFIX.get(source.path.suffix.lower() if source.path else "")
    if (
        head.startswith((b"{", b"[")) and by_suffix != "markdown"
    ):  # in Markdown, front matter or a link begins like JSON
        return _kind_of_json(source, head)
    if _FRONT_MATTER.match(head):
        return "markdown"
    if head.startswith(b"<") or len(_MARKUP.findall(head)) >= 3:
        return "html"
    return by_suffix or "text"


# ------------------------------------------------------------------------------------------------ bytes

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""The first bytes of a zip file, and of an empty one."""

_GZIP = b"\x1f\x8b"
_PACKED = {
    _GZIP: "gzip, as .tgz files are",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"\x5d\x2a\x4d\x18": "Zstandard, as .warc.zst files are",  # its dictionary comes first
}
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def _refuse_packed(head: bytes) -> None:
    for mark, name in _PACKED.items():
        if head.startswith(mark):
            raise UnknownFormatError(f"this is compressed by {name}: unpack it first")


def _as_utf8(head: bytes) -> bytes:
    encoding = _UTF16.get(head[:2])
    return head[2:].decode(encoding, "ignore").encode() if encoding else head.removeprefix(_UTF8_MARK)


# ------------------------------------------------------------------------------------------------ web archives

# A record of WARC, the first one of ARC, or one of its others: address, IP, date, type and size.
_RECORD = re.compile(
    rb"WARC/[01]\.\d|filedesc://|[a-z][\w+.-]{1,20}:[^\r\n]{1,4000} [\d.:a-f]{3,45} \d{14} [^\s]{1,200} \d{1,18}\r?\n"
)
_DIRECTORY = 1 << 17  # bytes at the end of a zip file, where a WACZ file has its whole directory
_IN_DIRECTORY = rb"PK\x01\x02[\s\S]{42}"  # an entry, before the member's name
_PACKAGE = re.compile(_IN_DIRECTORY + rb"datapackage\.json")
_ARCHIVE = re.compile(_IN_DIRECTORY + rb"archive/")


def _inflated(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _HEAD)
    except zlib.error:
        return b""


def _is_wacz(source: Source) -> bool:
    with source.open() as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - _DIRECTORY, 0))
        directory = file.read()
    return bool(_PACKAGE.search(directory) or _ARCHIVE.search(directory))


# ------------------------------------------------------------------------------------------------ XML

_FEED = re.compile(r"<(?:[\w-]+:)?(feed|entry|rss|RDF)[\s>]")
_WXR = b"http://wordpress.org/export/1."
_TAKEOUT = b"schemas.google.com/blogger/2018"
_EXPORT = re.compile(rb"\.archive\s*+<|blogger/2008/kind#(?:settings|template)")


def end_of_prolog(text: str) -> int:
    """The position of a document's root or document type, after white space, processing instructions and comments."""
    position = 0
    while match := _NO_SPACE.search(text, position):
        start = match.start()
        end_mark = next((end for begin, end in _BEFORE_ROOT.items() if text.startswith(begin, start)), None)
        end = text.find(end_mark, start) if end_mark else -1
        if end_mark is None or end < 0:
            return start
        position = end + len(end_mark)
    return len(text)


_NO_SPACE = re.compile(r"\S")
_BEFORE_ROOT = {"<?": "?>", "<!--": "-->"}


def _kind_of_feed(root: str, head: bytes) -> str:
    if root in ("rss", "RDF"):
        return "wxr" if _WXR in head else "rss"
    if _TAKEOUT in head:
        return "takeout"
    return "export" if _EXPORT.search(head) else "atom"


# ------------------------------------------------------------------------------------------------ JSON

# "alt=json-in-script" returns a comment line and a function call.
_CALL_WITH_FEED = re.compile(rb'(?://[^\n]*+\n\s*+)?[\w.$]++\(\s*+\{\s*+"(?:version|encoding|feed|entry)"')
# Keys with their quotation marks, which would be escaped within a string.
_OURS = re.compile(rb'"schema"\s*+:\s*+"blogpost/')
_API = re.compile(rb'"kind"\s*+:\s*+"blogger#|"selfLink"\s*+:\s*+"https?://[\w.]*+googleapis\.com/blogger/v3/')
_GDATA = re.compile(rb'"(?:\$t|xmlns(?:\$\w++)?)"\s*+:')
_HEAD_OF_JSON = 1 << 20  # bytes, since the deciding key can come after a post's whole content
_AFTER_MEMBER = (b",", b"]", b"}")


def _kind_of_json(source: Source, head: bytes) -> str:
    if len(head) > _HEAD // 2 and not any(mark.search(head) for mark in (_OURS, _API, _GDATA)):
        head = _as_utf8(source.head(_HEAD_OF_JSON))
    if not _OURS.search(head):
        if _API.search(head):
            return "api"
        if _GDATA.search(head):
            return "gdata-json"
    suffix = source.path.suffix.lower() if source.path else ""
    return "jsonl" if _BY_SUFFIX.get(suffix) == "jsonl" or _has_lines(source) else "json"


def _has_lines(source: Source) -> bool:
    """Whether the first line is a complete object that the second line doesn't continue."""
    with source.open() as file:
        lines = filter(None, (line.removeprefix(_UTF8_MARK).strip() for line in file))
        first, second = next(lines, b""), next(lines, b"")
    return first.endswith(b"}") and bool(second) and not second.startswith(_AFTER_MEMBER)
