"""Converters and validators of the model's fields: strings, addresses, times and numbers in canonical form.

Nearly every function here is idempotent and the converter of a field: it normalises a value, or raises `ValueError`
(`TypeError` for a wrong type) if that is impossible. The last ones make validators, for fields that are not normalised.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal, TypeAlias, TypeVar
from urllib.parse import quote

from attrs import Attribute

_Item = TypeVar("_Item")

Validator: TypeAlias = Callable[[Any, "Attribute[Any]", object], None]

MomentLike: TypeAlias = dt.date | str
"""A day or time, as constructors accept it; a string is read by ISO 8601."""

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
_WORDS = re.compile(r"\s*+[^\s:/?#.]++\s++\S")  # "not a url", and not "a/b c", "#a b" or "mailto:a b"
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
    each = (texts,) if isinstance(texts, str) else several(texts, "strings", or_keys=True)
    return tuple(kept for text in each if (kept := plain(text)))


def as_labels(texts: Iterable[str]) -> tuple[str, ...]:
    """Several one-line fields without the empty ones; a lone string is refused, as it can be a list by mistake."""
    if isinstance(texts, str):
        raise TypeError(f"labels are a list: write labels=[{texts[:40]!r}]")
    return plains(texts)


def flag(value: bool | Literal[0, 1]) -> bool:  # noqa: FBT001  a converter
    """True or False; also 0 and 1, as databases have them, but no words such as ``no``."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and value in (0, 1):
        return bool(value)
    raise TypeError(f"expected True or False, not {value!r:.40}")


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


def page_address(url: str | None) -> str | None:
    """Like `address`, for the address of a page: words are refused, since no page has such an address.

    Raises:
        ValueError: there is white space in it, and neither a scheme nor a sign of a relative address before that.
    """
    kept = address(url)
    if kept != url and _WORDS.match(url or ""):
        raise ValueError(f"expected an address such as https://example.org/page, not {url!r:.60}")
    return kept


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


def moment(when: MomentLike | None) -> dt.date | None:
    """A day, or a time that is naive or has an offset of whole minutes; the instant stays, `fold` and zone names go.

    A string is read by ISO 8601, as far as `DATE` and `TIME` say.
    """
    if when is None or type(when) is dt.date:
        return when
    if not isinstance(when, dt.datetime):
        if isinstance(when, dt.date):
            return dt.date(when.year, when.month, when.day)
        return moment(_stated_moment(when))
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


DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""Days as strings. Python also reads "20121018" and "2012-W42"."""

TIME = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
"""Times of a day as strings, after ``T`` or a space."""

_STATED = re.compile(f"({DATE})(?:[T ]({TIME}))?")


def _stated_moment(text: str) -> dt.date:
    if not isinstance(text, str):
        raise TypeError(f"expected a date or a time, not {type(text).__name__}")
    stated = _STATED.fullmatch(text.strip())
    if not stated:
        raise ValueError(f"expected a date or time such as 2019-03-14 or 2019-03-14T10:00+01:00, not {text!r:.60}")
    day, time = stated[1], stated[2]
    return dt.datetime.fromisoformat(f"{day}T{time}") if time else dt.date.fromisoformat(day)


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


def _place(holder: object, field: Attribute[Any]) -> str:
    return f"{type(holder).__name__}.{field.name}"


def several(given: Iterable[_Item], what: str, *, or_keys: bool = False) -> Iterable[_Item]:
    """The argument, if it is a collection. The letters of a string are nobody's list, and seldom a dict's keys.

    Raises:
        TypeError: it is another value; the message says what was expected.
    """
    if type(given) in (list, tuple) or (or_keys and isinstance(given, Mapping)):
        return given
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise TypeError(f"expected a list of {what}, not {kind_of(given)}")
    return given


def kind_of(value: object) -> str:
    """The class of a value, for messages."""
    return "a string" if isinstance(value, str) else type(value).__name__


def _encoded(url: str) -> str:
    _expect_string(url)
    if url.isprintable() and " " not in url:
        return url
    url = _NOT_TO_ENCODE.sub("", url.strip(" \t\n\r\f"))
    return _TO_ENCODE.sub(lambda match: quote(match[0], safe=""), url)


def _expect_string(text: object) -> None:
    if not isinstance(text, str):
        raise TypeError(f"expected a string, not {type(text).__name__}")
