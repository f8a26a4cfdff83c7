"""The canonical form of the leaves: what a string, an address, a time or a number may be.

Nearly every function here is idempotent, and is the converter of a field: it normalises what it is given, or raises
`ValueError` (a wrong type: `TypeError`) where nothing sensible can be made of it. The last ones make validators, for
fields in which nothing is normalised.
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
"""How deep blocks, inlines and replies together may nest."""

# C0 and C1 controls, DEL, lone surrogates and the two non-characters that XML forbids; the controls that only
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
_NOT_TO_ENCODE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what is none of UTF-8's, or of XML's

_MINUTE = dt.timedelta(minutes=1)
_MAX_ADDRESS_LENGTH_CACHED = 500  # characters
_LARGEST_OFFSET = 24 * 60 - 1  # minutes: Python's limit
MAX_COUNT = 2**53 - 1  # the largest whole number that every JSON reader keeps


def prose(text: str) -> str:
    """Text without forbidden characters, each run of white space one space; spaces at the edges stay.

    No-break spaces and U+2028 are characters like others here.
    """
    if type(text) is not str:
        _expect_string(text)
    text = text.replace("\n", " ")
    if text.isprintable():  # nearly always, and found out at memory speed
        return text if "  " not in text else _RUNS.sub(" ", text)
    return _SPACES.sub(" ", _FORBIDDEN.sub("", text))


def plain(text: str | None) -> str | None:
    """A one-line field such as a title or a name: trimmed, collapsed, and None where nothing is left."""
    return None if text is None else prose(text).strip(" ") or None


def code(text: str) -> str:
    r"""Text of code: white space as it stands, line ends as ``\n``."""
    _expect_string(text)
    if text.isprintable():
        return text
    return _FORBIDDEN_IN_CODE.sub("", _LINE_END.sub("\n", text))


def plains(texts: str | Iterable[str]) -> tuple[str, ...]:
    """Several one-line fields, the empty ones dropped; a lone string is one of them."""
    each = (texts,) if isinstance(texts, str) else texts
    return tuple(kept for text in each if (kept := plain(text)))


def address(url: str | None) -> str | None:
    """An address that is safe to follow, white space and controls percent-encoded; None for none or an empty one.

    Raises:
        ValueError: the scheme is none of http, https, mailto and tel (relative addresses have none).
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


_address_before = lru_cache(maxsize=1024)(_address)  # an address stands in a link, in what is read of it, in a post


def needed_address(url: str) -> str:
    """`address`, for the nodes that are nothing without one."""
    kept = address(url)
    if kept is None:
        raise ValueError("an address is needed here, and this one is empty")
    return kept


def anchor_name(name: str) -> str:
    """The name of a place in a post, as a link to it has it behind the ``#``: white space and controls percent-encoded.

    Raises:
        ValueError: nothing is left of it.
    """
    kept = _encoded(name)
    if not kept:
        raise ValueError("an anchor has a name, and this one is empty")
    return kept


def image_address(url: str) -> str:
    """`needed_address`, or the image itself as a ``data:`` URL of a bitmap type (SVG can hold scripts)."""
    _expect_string(url)
    encoded = _encoded(url)
    return encoded if _DATA_IMAGE.match(encoded) else needed_address(encoded)


def moment(when: dt.date | None) -> dt.date | None:
    """A day, or a time that is naive or has a fixed whole-minute offset: the instant stays, `fold` and the zone go."""
    if when is None or type(when) is dt.date:
        return when
    if not isinstance(when, dt.datetime):
        if isinstance(when, dt.date):
            return dt.date(when.year, when.month, when.day)
        raise TypeError(f"expected a date or a time, not {type(when).__name__}")
    offset = when.utcoffset()
    if offset is not None and _is_fixed(when) and not offset % _MINUTE:
        return when  # as sources have them
    # Field by field: subclasses (pandas has one) become plain datetimes, and fold goes.
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
    """A whole number from 0 up that fits every JSON reader."""
    if number is None:
        return None
    number = whole_number(number)
    if not 0 <= number <= MAX_COUNT:
        raise ValueError("a count is 0 or more, and below 2**53")
    return number


def whole_number(number: int) -> int:
    """A whole number, which True and False are not here."""
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
    """Checks that a field has one of a few words.

    Raises:
        ValueError: it has another one; the message names the field, the value and the words.
    """

    def check(holder: Any, field: Attribute[Any], value: object) -> None:
        if value not in words:
            raise ValueError(f"{_place(holder, field)} is one of {', '.join(words)}, not {value!r}")

    return check


def none_or(kind: type) -> Validator:
    """Checks that a field has a value of a class, or none.

    Raises:
        TypeError: it has another; the message names the field and both classes.
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
