"""Which format a document is in, by how it begins."""

from __future__ import annotations

import re

from blogpost.errors import UnknownFormatError
from blogpost.sources import Source

_HEAD = 4096
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|div|p|table|article|section|span|a|br|text|h[1-6])\b[^<>]*>", re.IGNORECASE
)
_FRONT_MATTER = re.compile(
    rb"---[ \t]*\r?\n(?:---|\.\.\.|#|[\w-]+[ \t]*:)|\+\+\+[ \t]*\r?\n\s*(?:\+\+\+|#|\[|[\w.\"'-]+[ \t]*=)"
)
_BY_SUFFIX = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def sniff(source: Source) -> str:
    """The name of the format; where a document's beginning leaves it open, by its file's ending, else ``text``.

    Raises:
        UnknownFormatError: it is packed in a way that is not read.
    """
    if source.path is not None and source.path.is_dir():
        return "takeout"
    head = source.head(_HEAD)
    if head.startswith(ZIP):
        return "takeout"
    if head.startswith(_GZIP):
        raise UnknownFormatError("this is packed by gzip, as .tgz files are: unpack it first")
    head = _as_utf8(head).lstrip()
    text = head.decode("latin-1")
    if feed := _FEED.match(text, end_of_prolog(text)):
        return _kind_of_feed(feed[1], head)
    if _CALL_WITH_FEED.match(head):
        return "gdata-json"
    by_suffix = _BY_SUFFIX.get(source.path.suffix.lower() if source.path else "")
    if head.startswith((b"{", b"[")) and by_suffix != "markdown":  # there, a front matter or a link
        return _kind_of_json(source, head)
    if _FRONT_MATTER.match(head):
        return "markdown"
    if head.startswith(b"<") or len(_MARKUP.findall(head)) >= 3:
        return "html"
    return by_suffix or "text"


# ------------------------------------------------------------------------------------------------ bytes

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip file begins; the second is an empty one."""

_GZIP = b"\x1f\x8b"
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def _as_utf8(head: bytes) -> bytes:
    encoding = _UTF16.get(head[:2])
    return head[2:].decode(encoding, "ignore").encode() if encoding else head.removeprefix(_UTF8_MARK)


# ------------------------------------------------------------------------------------------------ XML

_FEED = re.compile(r"<(?:[\w-]+:)?(feed|entry|rss|RDF)[\s>]")
_OF_TAKEOUT = b"schemas.google.com/blogger/2018"
_OF_EXPORT = re.compile(rb"\.archive\s*+<|blogger/2008/kind#(?:settings|template)")


def end_of_prolog(text: str) -> int:
    """Where a document's root begins, or its document type: behind all white space, instructions and comments."""
    position = 0
    while found := _NO_SPACE.search(text, position):
        mark = next((mark for begin, mark in _BEFORE_ROOT.items() if text.startswith(begin, found.start())), None)
        end = text.find(mark, found.start()) if mark else -1
        if mark is None or end < 0:
            return found.start()
        position = end + len(mark)
    return len(text)


_NO_SPACE = re.compile(r"\S")
_BEFORE_ROOT = {"<?": "?>", "<!--": "-->"}  # how they begin and end


def _kind_of_feed(root: str, head: bytes) -> str:
    if root in ("rss", "RDF"):
        return "rss"
    if _OF_TAKEOUT in head:
        return "takeout"
    return "export" if _OF_EXPORT.search(head) else "atom"


# ------------------------------------------------------------------------------------------------ JSON

# "alt=json-in-script" is a function's call, behind a line of comment.
_CALL_WITH_FEED = re.compile(rb'(?://[^\n]*+\n\s*+)?[\w.$]++\(\s*+\{\s*+"(?:version|encoding|feed|entry)"')
# Keys of objects: within a string, their quotation marks would be escaped.
_OF_US = re.compile(rb'"schema"\s*+:\s*+"blogpost/')
_OF_API = re.compile(rb'"kind"\s*+:\s*+"blogger#|"selfLink"\s*+:\s*+"https?://[\w.]*+googleapis\.com/blogger/v3/')
_OF_GDATA = re.compile(rb'"(?:\$t|xmlns(?:\$\w++)?)"\s*+:')
_HEAD_OF_JSON = 1 << 20  # keys can come in any order, after a post's whole content
_AFTER_MEMBER = (b",", b"]", b"}")


def _kind_of_json(source: Source, head: bytes) -> str:
    if len(head) > _HEAD // 2 and not any(mark.search(head) for mark in (_OF_US, _OF_API, _OF_GDATA)):
        head = _as_utf8(source.head(_HEAD_OF_JSON))
    if not _OF_US.search(head):
        if _OF_API.search(head):
            return "api"
        if _OF_GDATA.search(head):
            return "gdata-json"
    suffix = source.path.suffix.lower() if source.path else ""
    return "jsonl" if _BY_SUFFIX.get(suffix) == "jsonl" or _has_lines(source) else "json"


def _has_lines(source: Source) -> bool:
    """Whether the first line is an object of its own: whatever follows doesn't continue it."""
    with source.open() as file:
        lines = filter(None, (line.removeprefix(_UTF8_MARK).strip() for line in file))
        first, second = next(lines, b""), next(lines, b"")
    return first.endswith(b"}") and bool(second) and not second.startswith(_AFTER_MEMBER)
