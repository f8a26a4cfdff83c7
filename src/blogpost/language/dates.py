"""Dates and times as Blogger prints them, in the languages it speaks; how they are decided: docs/dates.md."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache

from dateutil.parser import parser, parserinfo

from blogpost.language.calendar import BUDDHIST_LEAD, ORDERS, YEARS, Order, calendar_of, gregorian, order_in
from blogpost.language.date_parts import Parts, parts
from blogpost.language.locale import load
from blogpost.remembering import remembered

_MAX_DATE_LENGTH = 100  # characters: no date that Blogger prints has more
_SOME_DIGIT = re.compile(r"\d")
TWO_NUMBERS = re.compile(r"\d\D+\d|\d{8}")
"""What a day has, or else no year; and what a time has."""
# The extended form, with the liberties that programs take, and the basic form of a time; both may name their zone, as
# RFC 9557 has it.
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)"
    r"(?:[Tt ]((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?)(?: ?([Zz]|[+-]\d\d(?::?\d\d)?))?"
    r"(?:\[[\w/+-]+\])?)?",
    re.ASCII,
)
_BASIC_ISO = re.compile(
    r"(\d{4})(\d\d)(\d\d)[Tt]((?:[01]\d|2[0-3]))([0-5]\d)(?:([0-5]\d)([.,]\d{1,9})?)?([Zz]|[+-]\d\d(?::?\d\d)?)?"
    r"(?:\[[\w/+-]+\])?",
    re.ASCII,
)
_NEAR = dt.timedelta(days=45)  # six weeks: a post and what is printed with it
_BUDDHIST_FIRST = 2542  # 1999, before which there was no Blogger
_CENTURY_TURN = 70  # a two-digit year below it is of this century

# A part that differs when the defaults differ was not stated. Both years are leap years: each can hold any day.
_DEFAULTS = (dt.datetime(2000, 1, 1), dt.datetime(2004, 2, 2))  # noqa: DTZ001


def parse_moment(text: str, *, language: str = "en", reference_date: dt.date | None = None) -> dt.date | None:
    """The day, or the time of a day, that a text is; None where it is anything else, or a date among other words.

    Args:
        text: one line, such as ``Thursday, January 12, 2012 5:36 PM``; the language's names or English ones.
        language: a BCP 47 tag; a region settles the order of numbers, ``dmy`` in ``en-GB``.
        reference_date: a day that is known to be near, such as the first of the month in the permalink. It decides
            between orders of numbers, and gives the year to a date without one.

    Returns:
        A `datetime.date` for a day; a `datetime.datetime` for a time, aware where the text states an offset.
    """
    if len(text) > _MAX_DATE_LENGTH or not (_SOME_DIGIT if reference_date else TWO_NUMBERS).search(text):
        return None
    return _moment(text, language, reference_date.date() if isinstance(reference_date, dt.datetime) else reference_date)


@remembered(1024)  # pages print the same day in several places
def _moment(text: str, language: str, reference_date: dt.date | None) -> dt.date | None:
    if iso := parse_iso(text):
        return iso
    stated = parts(text, load(language).tag)
    day = stated and _day(stated, language, reference_date)
    if not day or not stated:
        return None
    return dt.datetime.combine(day, stated.time) if stated.time else day


def parse_time(text: str, *, language: str = "en") -> dt.time | None:
    """The time that a text is, such as ``7:06 AM`` or ``17:35``; None where it is anything else."""
    if len(text) > _MAX_DATE_LENGTH or not _SOME_DIGIT.search(text):
        return None
    stated = parts(text, load(language).tag, with_day=False)
    if not stated or stated.weekday or stated.month:
        return None
    return stated.time


def parse_iso(text: str) -> dt.date | None:
    """A day or a time in ISO 8601's forms, as machines write it into attributes; None for anything else.

    A day in the basic form, ``20121018``, is a number like any other, and so it is None.
    """
    if len(text) > _MAX_DATE_LENGTH:
        return None
    text = text.strip()
    if basic := _BASIC_ISO.fullmatch(text):
        year, month, day, hour, minute, second, fraction, offset = basic.groups("")
        return _iso(f"{year}-{month}-{day}", f"{hour}:{minute}:{second or '00'}{fraction}", offset)
    match = _ISO.fullmatch(text)
    return _iso(*match.groups("")) if match else None


def _iso(day: str, time: str, offset: str) -> dt.date | None:
    try:
        if not time:
            return dt.date.fromisoformat(day)
        hour, rest = time.replace(",", ".").split(":", 1)
        return dt.datetime.fromisoformat(f"{day}T{hour:0>2}:{rest}{offset.upper()}")
    except ValueError:
        return None


def _day(stated: Parts, language: str, reference_date: dt.date | None) -> dt.date | None:
    if stated.is_persian or (calendar_of(language).persian_months and _is_persian_year(stated.numbers)):
        return _persian_day(stated)
    days: list[dt.date] = []
    for order in _orders(stated, order_in(language)):
        day, year_stated = _read(_written(stated), _numbers(order, is_buddhist=calendar_of(language).is_buddhist))
        if day and year_stated:
            days.append(day)
        elif day and reference_date:
            days.extend(_in_years(day, reference_date))
    return _likeliest(days, stated.weekday, reference_date)


def _is_persian_year(numbers: Sequence[str]) -> bool:
    return len(numbers) == 3 and int(numbers[0]) in YEARS


def _persian_day(stated: Parts) -> dt.date | None:
    numbers = list(stated.numbers)
    if stated.month:
        numbers.sort(key=len, reverse=True)  # the year has four digits, wherever it stands
        numbers.insert(1, str(stated.month))
    with suppress(ValueError):
        year, month, day = map(int, numbers)
        return gregorian(year, month, day) if year in YEARS else None
    return None


def _written(stated: Parts) -> str:
    """The day's parts in printed order, the month with the name that dateutil knows.

    Dateutil's own tables of names do not do: it takes marks and signs, as Hindi and Thai names have them, for gaps.
    """
    words = list(stated.numbers)
    if stated.month:
        words.insert(stated.month_at, parserinfo.MONTHS[stated.month - 1][0])
    return " ".join(words) if stated.month else "/".join(words)


def _orders(stated: Parts, own: Order) -> Iterable[Order]:
    """The orders in which the numbers may stand, the language's own first; a year has two or four digits."""
    numbers = stated.numbers
    if stated.month:
        return (own,) if 1 <= len(numbers) <= 2 else ()
    match [len(number) for number in numbers]:
        case [4, (1 | 2), (1 | 2)]:
            return ("ymd",)
        case [(1 | 2), (1 | 2), 4]:
            return ("mdy", "dmy") if own == "mdy" else ("dmy", "mdy")
        case [(1 | 2), (1 | 2), (1 | 2)]:
            return [order for order in dict.fromkeys((own, *ORDERS)) if len(numbers[order.index("y")]) == 2]
    return ()


@remembered(1024)  # a page prints few days, and each many times
def _read(text: str, numbers: _Numbers) -> tuple[dt.date | None, bool]:
    """The day that dateutil reads, and whether its year was stated; no day where its number was not."""
    try:
        first, second = (parser(numbers).parse(text, default=default) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None, False
    return (first.date() if first.day == second.day else None), first.year == second.year


def _in_years(day: dt.date, reference_date: dt.date) -> Iterator[dt.date]:
    """The day in the years around another."""
    for year in (reference_date.year, reference_date.year - 1, reference_date.year + 1):
        with suppress(ValueError):  # 29 February
            yield day.replace(year=year)


def _likeliest(days: Sequence[dt.date], weekday: int | None, reference_date: dt.date | None) -> dt.date | None:
    """Of the days that a text can mean, likeliest first, the one that the day of the week and a near day speak for."""
    days = [day for day in days if day.isoweekday() == weekday] or days
    if reference_date:
        days = [day for day in days if abs(day - reference_date) <= _NEAR] or days
    return next(iter(days), None)


class _Numbers(parserinfo):
    """How dateutil is to read numbers: their order, and years of two digits or since the Buddha's death."""

    def __init__(self, order: Order, *, is_buddhist: bool) -> None:
        super().__init__(dayfirst=order == "dmy", yearfirst=order == "ymd")
        self._is_buddhist = is_buddhist

    def convertyear(self, year: int, century_specified: bool = False) -> int:  # noqa: FBT001, FBT002
        """The year, whatever year it is now."""
        if self._is_buddhist and (year >= _BUDDHIST_FIRST % 100 if year < 100 else year >= _BUDDHIST_FIRST):
            return (year if century_specified else _BUDDHIST_FIRST // 100 * 100 + year) - BUDDHIST_LEAD
        if century_specified or year >= 100:
            return year
        return year + (2000 if year < _CENTURY_TURN else 1900)


@cache
def _numbers(order: Order, *, is_buddhist: bool) -> _Numbers:
    return _Numbers(order, is_buddhist=is_buddhist)
