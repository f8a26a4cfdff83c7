"""The signs of a record's beginning and of its end."""

from __future__ import annotations

import re

GZIP = b"\x1f\x8b\x08"
"""The first bytes of a member of gzip."""

LONGEST_HEAD = 1 << 13
"""Bytes that show whether a record begins."""

# The first line of a record of WARC and a field's name; or the line before one of ARC: address, IP, date, type, size.
_WARC_HEAD = rb"WARC/[01]\.\d+[ \t]*\r?\n[\w-]+[ \t]*:"
_ARC_FIELDS = rb" [\d.:a-f]{3,45} \d{8,17} \S{1,200} \d{1,18}\r?\n"
_SCHEME = rb"(?:https?|ftp|dns|whois|filedesc):"
HEAD = re.compile(_WARC_HEAD + b"|" + _SCHEME + rb'[^\r\n<>"]{1,4000}' + _ARC_FIELDS)
"""The beginning of a record."""

_NEXT = _WARC_HEAD + b"|" + _SCHEME + rb'[^\s<>"]{1,4000}' + _ARC_FIELDS
NEXT_HEAD = re.compile(_NEXT)
"""The beginning of a record after damage, which may be within a line."""

NEXT_HEAD_OR_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]|" + _NEXT)
"""The same, or a member of gzip."""

PADDING = re.compile(rb"[\r\n\0]*+")
"""Bytes between records."""

# The rest of a line before a damaged ARC record: a date or an IP.
_LIKE_ARC_HEAD = re.compile(rb"[^\r\n]{1,4000} (?:\d{14}|\d{1,3}(?:\.\d{1,3}){3}) ")
_END_OF_PAGE = re.compile(rb"</html>\s{0,8}\Z", re.IGNORECASE)


def ends_record(data: bytes | memoryview) -> bool:
    """Whether a record may end before these bytes: two line ends are its own, and one belongs to ARC.

    The next bytes needn't be a record, since it may be damaged.
    """
    if data[:4] == b"\r\n\r\n":
        return True
    padding = PADDING.match(data)
    assert padding is not None
    rest = data[padding.end() :]
    return not rest or rest[:3] == GZIP or bool(HEAD.match(rest) or (padding.end() and _LIKE_ARC_HEAD.match(rest)))


def ends_page(data: bytes) -> bool:
    """Whether these bytes are the end of a page."""
    return _END_OF_PAGE.search(data) is not None
