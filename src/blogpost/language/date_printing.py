"""Print days and times as Blogger does: by CLDR's patterns, with the names of a language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from blogpost.language.calendar import BUDDHIST_LEAD, Calendar, calendar_of

Style = Literal["full", "long", "medium", "short"]

# A quoted literal, a field (one letter, repeated), or any other character.
_PATTERN = re.compile(r"'((?:[^']|'')*)'|(([a-zA-Z])\3*)|[^a-zA-Z']")
_PLAIN_SPACES = str.maketrans("\u00a0\u202f", "  ")  # Blogger printed plain spaces before CLDR 42
_ABBREVIATED, _WIDE = 3, 4
_HALF_A_DAY = 12


def print_day(day: dt.date, *, language: str = "en", style: Style = "full") -> str:
    """Print a day: ``Saturday, May 4, 2013`` in full, as above a post, to ``5/4/13``."""
    calendar = calendar_of(language)
    return _printed(calendar.days[style], dt.datetime.combine(day, dt.time()), calendar)


def print_time(time: dt.time, *, language: str = "en", style: Literal["medium", "short"] = "short") -> str:
    """Print a time of day: ``7:06 AM``, or ``7:06:00 AM`` in medium style."""
    calendar = calendar_of(language)
    return _printed(calendar.times[style], dt.datetime.combine(dt.date.min, time), calendar)


def print_moment(moment: dt.datetime, *, language: str = "en", style: Style = "long") -> str:
    """Print a day and a time, ``May 30, 2019 at 1:06 PM``, as above a comment, without an offset."""
    day = print_day(moment.date(), language=language, style=style)
    time = print_time(moment.time(), language=language)
    return calendar_of(language).joined.replace("{1}", day).replace("{0}", time)


def _printed(pattern: str, moment: dt.datetime, calendar: Calendar) -> str:
    def printed(match: re.Match[str]) -> str:
        literal, field, letter = match.groups()
        if field:
            return _FIELDS[letter](moment, len(field), calendar)
        return match[0] if literal is None else literal.replace("''", "'") or "'"

    text = _PATTERN.sub(printed, pattern).translate(_PLAIN_SPACES)
    return " ".join(text.split())  # an era that is not printed leaves a gap


def _year(moment: dt.datetime, width: int, calendar: Calendar) -> str:
    year = moment.year + (BUDDHIST_LEAD if calendar.is_buddhist else 0)
    return f"{year % 100:02}" if width == 2 else f"{year:0{width}}"


def _month(moment: dt.datetime, width: int, calendar: Calendar) -> str:
    number = moment.month
    return _name(calendar.months, number, width) if width >= _ABBREVIATED else f"{number:0{width}}"


def _lone_month(moment: dt.datetime, width: int, calendar: Calendar) -> str:
    number = moment.month
    return _lone_name(calendar.months, number, width) if width >= _ABBREVIATED else f"{number:0{width}}"


def _name(names: Mapping[str, Sequence[str]], number: int, width: int) -> str:
    size = "wide" if width == _WIDE else "abbreviated"
    return names.get(size, names["wide"])[number - 1]


def _lone_name(names: Mapping[str, Sequence[str]], number: int, width: int) -> str:
    """The stand-alone form of a name, if it has one."""
    alone = names.get("standalone_wide" if width == _WIDE else "standalone_abbreviated")
    return alone[number - 1] if alone else _name(names, number, width)


_Printer = Callable[[dt.datetime, int, Calendar], str]
_FIELDS: dict[str, _Printer] = {
    "G": lambda _moment, _width, calendar: calendar.era,
    "y": _year,
    "M": _month,
    "L": _lone_month,
    "d": lambda moment, width, _calendar: f"{moment.day:0{width}}",
    "E": lambda moment, width, calendar: _name(calendar.weekdays, moment.isoweekday(), width),
    "c": lambda moment, width, calendar: _lone_name(calendar.weekdays, moment.isoweekday(), width),
    "H": lambda moment, width, _calendar: f"{moment.hour:0{width}}",
    "h": lambda moment, width, _calendar: f"{(moment.hour - 1) % _HALF_A_DAY + 1:0{width}}",
    "m": lambda moment, width, _calendar: f"{moment.minute:0{width}}",
    "s": lambda moment, width, _calendar: f"{moment.second:0{width}}",
    "a": lambda moment, _width, calendar: calendar.half_days[moment.hour // _HALF_A_DAY],
    "B": lambda moment, _width, calendar: calendar.half_days[
        moment.hour // _HALF_A_DAY
    ],  # newer CLDR prints "in the afternoon", Blogger's pages AM and PM
}
