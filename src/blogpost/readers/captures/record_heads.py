"""The head of a record, which shows whether the record is a page."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from blogpost.errors import BlogpostError, ParseError
from blogpost.readers.captures.stretches import DamageError
from blogpost.values import Capture

try:
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException
except ModuleNotFoundError as error:  # pragma: no cover  the extra is installed where the tests run
    raise BlogpostError("Web archives need warcio: python -m pip install 'blogpost[warc]'") from error

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

MAX_HEAD = 1 << 16
"""The most bytes of a record's header, and of the HTTP header in it."""

# Its parsers are used, and not its reading of whole records, which writes to the log and to standard error.
_LOADER = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml"))
_IS_HTML = re.compile(rb"\s*+(?:<!--.*?-->\s*+)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_ABOUT_OTHERS = frozenset(("warcinfo", "arc_header", "request", "metadata"))  # they belong to another record
_OTHER_TYPES = frozenset(("revisit", "conversion", "continuation"))
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)
_EARLIEST = "00000101000000"


class Lines(Protocol):
    """The source of a head."""

    def readline(self, size: int) -> bytes:
        """Read a line of at most so many bytes."""


@frozen
class Head:
    """The head of a record.

    Attributes:
        type: the record's type in WARC's terms; a record of ARC is a ``response``, the first one an ``arc_header``.
        length: the number of bytes in its block.
        media_type: the type of the block.
        identified_type: the type of the page as the crawler identified it.
        is_truncated: whether the crawler stopped before the end.
        is_segment: whether the page goes on in other records.
        digest: the sum of the block, with the name of the algorithm before a colon.
    """

    capture: Capture
    type: str
    length: int
    media_type: str | None
    identified_type: str | None
    is_truncated: bool
    is_segment: bool
    digest: str | None


@frozen
class Payload:
    """A page's facts in a record's block: its HTTP header, or the record's own if it has none.

    Attributes:
        start: where the page begins in the block.
        status: three digits; empty if it states none.
    """

    start: int
    status: str
    media_type: str | None
    charset: str | None
    content_encoding: str
    is_chunked: bool


_OTHER_HEAD = re.compile(rb"WARC/[01]\.\d+[ \t]*\r?\n")


class _Limited:
    """Lines up to a limit, as `warcio` reads them, and only those of one record."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._left = MAX_HEAD

    def readline(self) -> bytes:
        is_first = self._left == MAX_HEAD
        line = self._lines.readline(self._left)
        self._left -= len(line)
        if not is_first and _OTHER_HEAD.search(line):
            raise DamageError("another record begins in its header")
        if self._left <= 0:
            raise DamageError(f"its header is longer than {MAX_HEAD:,} bytes")
        return line


def read_head(lines: Lines, file: str | None, offset: int) -> Head:
    """Read the head of a record of WARC or ARC.

    Raises:
        DamageError: it isn't one.
    """
    limited = _Limited(lines)
    first = limited.readline()
    is_warc = first.startswith(b"WARC/")
    try:
        fields = (_LOADER.warc_parser if is_warc else _LOADER.arc_parser).parse(limited, first)
    except (StatusAndHeadersParserException, EOFError) as error:
        raise DamageError(f"its header cannot be read: {error}") from None
    return _head_of_warc(fields, file, offset) if is_warc else _head_of_arc(fields, file, offset)


def _head_of_warc(fields: StatusAndHeaders, file: str | None, offset: int) -> Head:
    values = _values(fields)
    get = values.get
    if "warc-type" not in values:
        raise DamageError("its header doesn't state its type")
    return Head(
        capture=Capture(
            file, offset, _bare(get("warc-record-id")), _bare(get("warc-target-uri")), _date_of(get("warc-date"))
        ),
        type=values["warc-type"].strip().lower(),
        length=_length(get("content-length")),
        media_type=get("content-type"),
        identified_type=get("warc-identified-payload-type"),
        is_truncated="warc-truncated" in values,
        is_segment="warc-segment-number" in values,
        digest=get("warc-block-digest"),
    )


def _head_of_arc(fields: StatusAndHeaders, file: str | None, offset: int) -> Head:
    values = _values(fields)
    url = _bare(values["uri"]) or ""
    return Head(
        capture=Capture(file, offset, None, url, _date_of(values["archive-date"])),
        type="arc_header" if url.startswith("filedesc://") else "response",
        length=_length(values["length"]) - fields.total_len,  # the lines about the format have been read
        media_type=None,
        identified_type=values["content-type"],
        is_truncated=False,
        is_segment=False,
        digest=None,
    )


def _values(fields: StatusAndHeaders) -> dict[str, str]:
    """The fields by their names in small letters. Of several with one name, the first counts."""
    return {name.lower(): value for name, value in reversed(fields.headers)}


def _length(text: str | None) -> int:
    match = _NUMBER.fullmatch((text or "").strip())
    if match is None:
        raise DamageError("its header doesn't state the length of its block")
    return int(match[0])


def _bare(text: str | None) -> str | None:
    """An address or identifier without what some tools put around it, and without spaces in it."""
    return (text or "").strip().removeprefix("<").removesuffix(">").replace(" ", "%20") or None


def _date_of(text: str | None) -> dt.datetime | None:
    """The date of a record, which is UTC, of any precision: in ISO 8601 in WARC, as digits in ARC."""
    text = (text or "").strip()
    if text.isdecimal():
        text = f"{text}{_EARLIEST[len(text) :]}"
        text = f"{text[:8]}T{text[8:14]}"
    elif _MONTH.fullmatch(text):
        text += "-01"
    try:
        date = dt.datetime.fromisoformat(text)
        return date.replace(tzinfo=dt.UTC) if date.tzinfo is None else date.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def why_no_capture(head: Head) -> str | None:
    """Why a record holds no whole page, for any block; empty if that needn't be reported."""
    if head.type not in ("response", "resource"):
        if head.type in _ABOUT_OTHERS:
            return ""
        return f"{head.type if head.type in _OTHER_TYPES else 'unknown'} records"
    if head.is_truncated:
        return "captures that the crawler truncated"
    return "captures in several records" if head.is_segment else None


def read_payload(head: Head, block: bytes) -> Payload:
    """Read a page's facts from the beginning of its block.

    Raises:
        ParseError: its HTTP header is too long.
    """
    if head.type != "response" or not block.startswith(b"HTTP/"):
        media_type, charset = _media_type(head.media_type)
        return Payload(0, "200" if head.type == "resource" else "", media_type, charset, "", is_chunked=False)
    file = BytesIO(block)
    http = _LOADER.http_parser.parse(file)
    if file.tell() >= MAX_HEAD:
        raise ParseError(f"expected an HTTP header of at most {MAX_HEAD:,} bytes")
    return _payload_of(http, file.tell())


def _payload_of(http: StatusAndHeaders, start: int) -> Payload:
    status = http.get_statuscode()
    values = _values(http)
    media_type, charset = _media_type(values.get("content-type"))
    return Payload(
        start,
        status if re.fullmatch(r"[1-9]\d\d", status, re.ASCII) else "",
        media_type,
        charset,
        ",".join(value for name, value in http.headers if name.lower() == "content-encoding"),
        is_chunked="chunked" in values.get("transfer-encoding", "").lower(),
    )


_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE | re.ASCII)


def _media_type(text: str | None) -> tuple[str | None, str | None]:
    """The media type in a field, and its charset."""
    charset = _CHARSET.search(text or "")
    return (text or "").partition(";")[0].strip().lower() or None, charset[1] if charset else None


def why_no_page(head: Head, payload: Payload, block: bytes) -> str | None:
    """Why a capture isn't a page, by the beginning of its block."""
    if payload.status != "200":
        return f"responses with the status {payload.status}" if payload.status else "responses without a status"
    stated = payload.media_type or head.identified_type
    is_page = stated in _PAGE_TYPES if stated else bool(_IS_HTML.match(block, payload.start))
    return None if is_page else "captures of something other than HTML"
