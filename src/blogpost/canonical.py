"""Converters and validators of the model's fields: strings, addresses, times and numbers in canonical form.

Nearly every function here is idempotent and the converter of a field: it normalises a value, or raises `ValueError`
(`TypeError` for a wrong type) if that is impossible. The last ones make validators, for fields that are not normalised.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import quote

from attrs import Attribute

Validator: TypeAlias = Callable[[Any, "Attribute[Any]", object], None]

MAX_DEPTH = 64
"""The greatest depth of blocks, inlines and replies together."""

# C0 and C1 controls, DEL, lone surrogates and the two non-characters that XML forbids. Controls that only
# separate words are left to _SPACES.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_CODE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RUNS = re.compile("  +")
_SPACES = re.compile("[ \t\n\x0b\x0c\r\x85]+")
_LINE_END = re.compile("\r\n?")

_SCHEME = re.compile("([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_DATA_IMAGE = re.compile("data:image/(?:png|gif|jpeg|webp)[;,]", re.IGNORECASE)
_TO_ENCODE = re.compile("[\x00-\x20\x7f-\x9f]|\\s")
_NOT_TO_ENCODE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # not allowed in UTF-8 or XML

_MINUTE = dt.timedelta(minutes=1)
_MAX_ADDRESS_LENGTH_CACHED = 500  # characters
_LARGEST_OFFSET = 24 * 60 - 1  # minutes; Python's limit
MAX_COUNT = 2**53 - 1  # the largest whole number that every JSON reader keeps


def prose(text: str) -> str:
    """Text without forbidden characters, with one space for each run of white space; spaces at the edges stay.

    No-break spaces and U+2028 are not white space here.
    """
    if type(text) is not str:
        _expect_string(text)
    text = text.replace("\n", " ")
    if text.isprintable():  # true for nearly all text, and fast to check
        return text if "  " not in text else _RUNS.sub(" ", text)
    return _SPACES.sub(" ", _FORBIDDEN.sub("", text))


def plain(text: str | None) -> str | None:
    """A one-line field such as a title or a name, trimmed and collapsed; None if it is empty."""
    return None if text is None else prose(text).strip(" ") or None


def code(text: str) -> str:
    r"""Text of code: white space stays, line ends become ``\n``."""
    _expect_string(text)
    if text.isprintable():
        return text
    return _FORBIDDEN_IN_CODE.sub("", _LINE_END.sub("\n", text))


def plains(texts: str | Iterable[str]) -> tuple[str, ...]:
    """Several one-line fields without the empty ones; a lone string counts as one field."""
    each = (texts,) if isinstance(texts, str) else texts
    return tuple(kept for text in each if (kept := plain(text)))


def address(url: str | None) -> str | None:
    """An address that is safe to follow, with percent-encoded white space and controls; None if it is empty.

    Raises:
        ValueError: the scheme is not http, https, mailto or tel (relative addresses have none).
    """
    if url is None:
        return None
    if type(url) is not str or len(url) > _MAX_ADDRESS_LENGTH_CACHED:
        return _address(url)
    return _address_before(url)


def _address(url: str) -> str | None:
    if not (url := _encoded(url)):
        return None
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in _SCHEMES:
        raise ValueError(f"an address is http, https, mailto, tel or relative, not {scheme[0]!r}")
    return url


_address_before = lru_cache(maxsize=1024)(_address)  # the same addresses occur in links, in fields and in posts


def needed_address(url: str) -> str:
    """Like `address`, for nodes that require one."""
    kept = address(url)
    if kept is None:
        raise ValueError("an address is needed here, and this one is empty")
    return kept


def anchor_name(name: str) -> str:
    """The name of an anchor in a post, without the ``#``, with percent-encoded white space and controls.

    Raises:
        ValueError: the name is empty.
    """
    kept = _encoded(name)
    if not kept:
        raise ValueError("an anchor has a name, and this one is empty")
    return kept


def image_address(url: str) -> str:
    """Like `needed_address`, or a ``data:`` URL of a bitmap; SVG is refused, as it can contain scripts."""
    _expect_string(url)
    encoded = _encoded(url)
    return encoded if _DATA_IMAGE.match(encoded) else needed_address(encoded)


def moment(when: dt.date | None) -> dt.date | None:
    """A day, or a time that is naive or has an offset of whole minutes; the instant stays, `fold` and zone names go."""
    if when is None or type(when) is dt.date:
        return when
    if not isinstance(when, dt.datetime):
        if isinstance(when, dt.date):
            return dt.date(when.year, when.month, when.day)
        raise TypeError(f"expected a date or a time, not {type(when).__name__}")
    offset = when.utcoffset()
    if offset is not None and _is_fixed(when) and not offset % _MINUTE:
        return when  # true for times from sources
    # Field by field: subclasses (pandas has one) become plain datetimes without `fold`.
    local = dt.datetime(  # noqa: DTZ001  naive on purpose where the source shows no offset
        when.year, when.month, when.day, when.hour, when.minute, when.second, when.microsecond
    )
    if offset is None:
        return local
    minutes = max(-_LARGEST_OFFSET, min(round(offset / _MINUTE), _LARGEST_OFFSET)) * _MINUTE
    try:
        return (local + (minutes - offset)).replace(tzinfo=dt.timezone(minutes))
    except OverflowError:
        raise ValueError(f"{when} does not exist with an offset of whole minutes") from None


def _is_fixed(when: dt.datetime) -> bool:
    return type(when) is dt.datetime and type(when.tzinfo) is dt.timezone and not when.fold


def count(number: int | None) -> int | None:
    """A whole number from 0 to `MAX_COUNT`, which every JSON reader keeps."""
    if number is None:
        return None
    number = whole_number(number)
    if not 0 <= number <= MAX_COUNT:
        raise ValueError("a count is 0 or more, and below 2**53")
    return number


def whole_number(number: int) -> int:
    """A whole number; True and False are refused."""
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"expected a whole number, not {type(number).__name__}")
    return int(number)


def coordinate(degrees: float | None) -> float | None:
    """A finite number of degrees."""
    if degrees is None:
        return None
    if isinstance(degrees, bool) or not isinstance(degrees, int | float):
        raise TypeError(f"expected a number, not {type(degrees).__name__}")
    if not math.isfinite(degrees):
        raise ValueError(f"a coordinate is finite, not {degrees}")
    return float(degrees)


def one_of(*words: str) -> Validator:
    """Make a validator of fields with one of a few words.

    Raises:
        ValueError: the field has another value; the message names the field, the value and the words.
    """

    def check(holder: Any, field: Attribute[Any], value: object) -> None:
        if value not in words:
            raise ValueError(f"{_place(holder, field)} is one of {', '.join(words)}, not {value!r}")

    return check


def none_or(kind: type) -> Validator:
    """Make a validator of fields with an instance of a class, or None.

    Raises:
        TypeError: the field has another value; the message names the field and both classes.
    """

    def check(holder: Any, field: Attribute[Any], value: object) -> None:
        if value is not None and not isinstance(value, kind):
            raise TypeError(f"{_place(holder, field)} is a {kind.__name__} or None, not of type {type(value).__name__}")

    return check


def _place(holder: object, field: Attribute[Any]) -> str:
    return f"{type(holder).__name__}.{field.name}"


def _encoded(url: str) -> str:
    _expect_string(url)
    if url.isprintable() and " " not in url:
        return url
    url = _NOT_TO_ENCODE.sub("", url.strip(" \t\n\r\f"))
    return _TO_ENCODE.sub(lambda match: quote(match[0], safe=""), url)


def _expect_string(text: object) -> None:
    if not isinstance(text, str):
        raise TypeError(f"expected a string, not {type(text).__name__}")
