"""Read dates and times as Blogger prints them, in all its languages; the rules are in docs/dates.md."""

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

_MAX_DATE_LENGTH = 100  # characters; Blogger prints no longer date
_SOME_DIGIT = re.compile(r"\d")
TWO_NUMBERS = re.compile(r"\d\D+\d|\d{8}")
"""Required in a day, unless a reference date gives the year, and in a time."""
# The extended form, as loosely as programs write it, and the basic form of a time; a zone may follow
# (RFC 9557).
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
_NEAR = dt.timedelta(days=45)  # six weeks, between a post and the dates printed with it
_BUDDHIST_FIRST = 2542  # 1999, the first year of Blogger
_CENTURY_TURN = 70  # two-digit years below it belong to this century

# Parts that follow these defaults were not stated. Both years are leap years, so any day exists in each.
_DEFAULTS = (dt.datetime(2000, 1, 1), dt.datetime(2004, 2, 2))  # noqa: DTZ001


def parse_moment(text: str, *, language: str = "en", reference_date: dt.date | None = None) -> dt.date | None:
    """Read a text that is a day, or a time on a day; None for any other text, also for a date among other words.

    Args:
        text: one line, such as ``Thursday, January 12, 2012 5:36 PM``, with names of the language or English ones.
        language: a BCP 47 tag; a region decides the order of numbers (``dmy`` in ``en-GB``).
        reference_date: a day within weeks of the date, such as the first of the month in the permalink. It decides
            between orders of numbers, and gives the year to a date without one.

    Returns:
        A `datetime.date` for a day; a `datetime.datetime` for a time, aware if the text states an offset.
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
    """Read a text that is a time of day, such as ``7:06 AM`` or ``17:35``; None for any other text."""
    if len(text) > _MAX_DATE_LENGTH or not _SOME_DIGIT.search(text):
        return None
    stated = parts(text, load(language).tag, with_day=False)
    if not stated or stated.weekday or stated.month:
        return None
    return stated.time


def parse_iso(text: str) -> dt.date | None:
    """Read a day or a time in ISO 8601's forms, as in attributes; None for any other text.

    ``20121018`` may be any number, so it is None.
    """
    if not text or len(text) > _MAX_DATE_LENGTH:
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
        numbers.sort(key=len, reverse=True)  # the year has four digits, wherever it is
        numbers.insert(1, str(stated.month))
    with suppress(ValueError):
        year, month, day = map(int, numbers)
        return gregorian(year, month, day) if year in YEARS else None
    return None


def _written(stated: Parts) -> str:
    """The day's parts in printed order, with an English month.

    Dateutil's own tables of names cannot be used: its lexer takes vowel signs of Hindi and Thai for gaps.
    """
    words = list(stated.numbers)
    if stated.month:
        words.insert(stated.month_at, parserinfo.MONTHS[stated.month - 1][0])
    return " ".join(words) if stated.month else "/".join(words)


def _orders(stated: Parts, own: Order) -> Iterable[Order]:
    """The possible orders of the numbers, the language's own first; a year has two or four digits."""
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


@remembered(1024)  # a page prints few days, each of them many times
def _read(text: str, numbers: _Numbers) -> tuple[dt.date | None, bool]:
    """The day that dateutil reads, None if its number was not stated, and whether the year was stated."""
    try:
        first, second = (parser(numbers).parse(text, default=default) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None, False
    return (first.date() if first.day == second.day else None), first.year == second.year


def _in_years(day: dt.date, reference_date: dt.date) -> Iterator[dt.date]:
    """The day in the year of another date, and in those before and after."""
    for year in (reference_date.year, reference_date.year - 1, reference_date.year + 1):
        with suppress(ValueError):  # 29 February
            yield day.replace(year=year)


def _likeliest(days: Sequence[dt.date], weekday: int | None, reference_date: dt.date | None) -> dt.date | None:
    """The first of the possible days, of those on the stated weekday and near the reference date if there are any."""
    days = [day for day in days if day.isoweekday() == weekday] or days
    if reference_date:
        days = [day for day in days if abs(day - reference_date) <= _NEAR] or days
    return next(iter(days), None)


class _Numbers(parserinfo):
    """Options for dateutil: the order of numbers, years of two digits, and the Buddhist era."""

    def __init__(self, order: Order, *, is_buddhist: bool) -> None:
        super().__init__(dayfirst=order == "dmy", yearfirst=order == "ymd")
        self._is_buddhist = is_buddhist

    def convertyear(self, year: int, century_specified: bool = False) -> int:  # noqa: FBT001, FBT002
        """The full year, independent of the current date."""
        if self._is_buddhist and (year >= _BUDDHIST_FIRST % 100 if year < 100 else year >= _BUDDHIST_FIRST):
            return (year if century_specified else _BUDDHIST_FIRST // 100 * 100 + year) - BUDDHIST_LEAD
        if century_specified or year >= 100:
            return year
        return year + (2000 if year < _CENTURY_TURN else 1900)


@cache
def _numbers(order: Order, *, is_buddhist: bool) -> _Numbers:
    return _Numbers(order, is_buddhist=is_buddhist)
