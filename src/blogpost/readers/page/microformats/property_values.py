"""Values of properties: as text, as an address, or as a time.

https://microformats.org/wiki/microformats2-parsing, https://microformats.org/wiki/value-class-pattern
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from blogpost.addresses import joined
from blogpost.language.dates import parse_iso, parse_moment
from blogpost.markup.dom import Element, classes
from blogpost.readers.page.microformats.parsing import Item, is_marked

_SPACES = " \t\n\r\f"
_SILENT = frozenset(("script", "style", "template", "noscript"))
_TEXT_IN = {**dict.fromkeys(("abbr", "link"), "title"), **dict.fromkeys(("data", "input"), "value")}
_ALT_IN = dict.fromkeys(("img", "area"), "alt")
_MOMENT_IN = {**_TEXT_IN, **dict.fromkeys(("time", "ins", "del"), "datetime")}
_ADDRESS_IN = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("img", "audio", "video", "source", "iframe"), "src"),
    "object": "data",
}


def text_in(element: Element) -> str:
    """The text of an element: from an attribute for machines, else as shown, with its white space."""
    parts = list(_parts(element, {**_TEXT_IN, **_ALT_IN}))
    return "".join(parts) if parts else _value_of(element, {**_TEXT_IN, **_ALT_IN})


def address_in(element: Element, base: str | None) -> str:
    """The address in an element, resolved with a base if there is one; empty if there is no address."""
    stated = _attribute(element, _ADDRESS_IN) or element.get("poster")
    return joined(base, stated or text_in(element)) if base else stated or text_in(element)


def shown_in(element: Element) -> str:
    """The text that an element shows, with its white space; the alternatives of its images if it has no text."""
    texts: list[str | None] = []
    images: list[str | None] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walk:
        if event == "start":
            if inner.tag in _SILENT:
                walk.skip_subtree()
            else:
                texts.append(" " if inner.tag == "br" else inner.text)
                images.append(_attribute(inner, _ALT_IN))
        elif inner is not element:
            texts.append(inner.tail)
    text = "".join(filter(None, texts))
    return text if text.strip(_SPACES) else " ".join(filter(None, images))


def _value_of(element: Element, attributes: dict[str, str]) -> str:
    value = _attribute(element, attributes)
    return shown_in(element) if value is None else value


def _attribute(element: Element, names: dict[str, str]) -> str | None:
    """The value of the attribute that has the value of such an element."""
    name = names.get(element.tag)
    return element.get(name) if name else None


def _parts(element: Element, attributes: dict[str, str]) -> Iterator[str]:
    """The texts of a value's parts with the classes ``value`` and ``value-title``."""
    walk = etree.iterwalk(element, events=("start",))
    for _, inner in walk:
        if inner is element or not inner.get("class"):
            continue
        names = classes(inner)
        if "value-title" in names:
            yield inner.get("title") or ""
        elif "value" in names:
            yield _value_of(inner, attributes)
        elif not is_marked(inner):
            continue
        walk.skip_subtree()


# ------------------------------------------------------------------------------------------------ implied properties


def implied_name(item: Item) -> str:
    """The name of an item without one: its text, or the text that this is short for."""
    element = _innermost(item.element)
    title = element.get("title") if element.tag == "abbr" else None
    return title or shown_in(item.element)


def implied_address(item: Item) -> str | None:
    """The address of an item without one: of the element itself, or of the only link in it."""
    if item.element.tag in _LINKS:
        href: str | None = item.element.get("href")
        return href
    links = list(islice(item.element.iter(*_LINKS), 2))
    return links[0].get("href") if len(links) == 1 and not is_marked(links[0]) else None


_LINKS = ("a", "area")


def _innermost(element: Element) -> Element:
    """The innermost of nested elements that each hold only the next."""
    while len(element) == 1 and isinstance(element[0].tag, str) and not is_marked(element[0]):
        element = element[0]
    return element


# ------------------------------------------------------------------------------------------------ times

_DAY = r"(?P<year>\d{4})(?:-(?P<month>\d\d)-(?P<day>\d\d)|(?P<month_>\d\d)(?P<day_>\d\d)|-(?P<ordinal>\d{3}))"
_TIME = (
    r"(?P<hour>\d{1,2})(?::?(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d)(?:[.,](?P<part>\d{1,6})\d*)?)?)?"
    r"\s*(?P<half>[AaPp])?(?(half)\.?[Mm]\.?)"
)
_ZONE = r"(?P<zone>[Zz]|[+-]\d{1,2}(?::?\d\d)?)"
_MOMENT = re.compile(rf"{_DAY}(?:(?:\s*[Tt]\s*|\s+){_TIME}(?:\s*{_ZONE})?)?", re.ASCII)
# The parts of a value are a day, a time and an offset, in any order.
_KINDS_OF_PARTS = tuple(re.compile(part, re.ASCII) for part in (_DAY, rf"{_TIME}(?:\s*{_ZONE})?", _ZONE))
_MAX_MOMENT_LENGTH = 100  # characters


def moment_in(element: Element, *, language: str) -> dt.date | None:
    """The day or time in an element: for machines, in either form of ISO 8601, else in words."""
    parts = [part.strip() for part in _parts(element, _MOMENT_IN)]
    value = _joined_parts(parts) if parts else _value_of(element, _MOMENT_IN)
    shown = " ".join(shown_in(element).split()) if value != shown_in(element) else value
    return (
        parse_iso(value)
        or _moment(value)
        or parse_moment(" ".join(value.split()), language=language)
        or (parse_moment(shown, language=language))
    )


def _joined_parts(parts: list[str]) -> str:
    """The parts of a time in the order of ISO 8601; in their own order if there is no day."""
    if len(parts) == 1:
        return parts[0]
    by_kind = {kind: part for part in parts if (kind := _kind_of_part(part)) is not None}
    return " ".join(by_kind[kind] for kind in sorted(by_kind)) if 0 in by_kind else " ".join(parts)


def _kind_of_part(part: str) -> int | None:
    kinds = (number for number, kind in enumerate(_KINDS_OF_PARTS) if kind.fullmatch(part))
    return next(kinds, None)


def _moment(text: str) -> dt.date | None:
    match = _MOMENT.fullmatch(text.strip()) if len(text) <= _MAX_MOMENT_LENGTH else None
    try:
        return _made(match.groupdict()) if match else None
    except (ValueError, OverflowError):
        return None


def _made(parts: dict[str, str | None]) -> dt.date:
    day = _day(parts)
    if parts["hour"] is None:
        return day
    hour = int(parts["hour"])
    if parts["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("a clock of twelve hours has no such hour")
        hour = hour % 12 + 12 * (parts["half"] in "pP")
    elif parts["minute"] is None:
        raise ValueError("a number alone is not a time")
    part = (parts["part"] or "").ljust(6, "0")
    time = dt.time(hour, int(parts["minute"] or 0), int(parts["second"] or 0), int(part), _offset(parts["zone"]))
    return dt.datetime.combine(day, time)


def _day(parts: dict[str, str | None]) -> dt.date:
    year = int(parts["year"] or 0)
    if parts["ordinal"]:
        day = dt.date(year, 1, 1) + dt.timedelta(days=int(parts["ordinal"]) - 1)
        if day.year != year:
            raise ValueError("a year has no such day")
        return day
    return dt.date(year, int(parts["month"] or parts["month_"] or 0), int(parts["day"] or parts["day_"] or 0))


def _offset(zone: str | None) -> dt.timezone | None:
    if zone is None:
        return None
    if zone in "Zz":
        return dt.UTC
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-offset if zone.startswith("-") else offset)
