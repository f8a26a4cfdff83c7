"""Find the dates and times in a line of any language, and whether they are an edit's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TypeAlias

from attrs import evolve, frozen

from blogpost.language.calendar import calendar_of
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.folding import folded
from blogpost.language.locale import known
from blogpost.readers.page.general.introductions import mentions_update

Moment: TypeAlias = dt.date | dt.datetime

_MOST_DATES = 4
_MOST_LANGUAGES = 8
_MONTH = r"[^\W\d_]{3,12}\.?"
_DATE = re.compile(
    rf"""
    \d{{4}}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}(?:日)?(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:?\d\d|Z)?)?
    | \d{{4}}년\s*\d{{1,2}}월\s*\d{{1,2}}일
    | (?<!\d)\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.,]\s?\d{{2,4}}(?!\d)
    | (?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|\.|º|ª)?(?:\s+(?:de|of|di|d[’']))?[\s-]*
      {_MONTH}(?:,|\s+del?|\s+of)?[\s-]+\d{{4}}(?!\d)
    | {_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th|\.)?\s*,?\s*\d{{4}}(?!\d)
    """,
    re.VERBOSE,
)
_CJK_DATE = re.compile(r"(\d{4})\s?[年년]\s*(\d{1,2})\s?[月월]\s*(\d{1,2})\s?[日일]?")
_DATE_WITHOUT_YEAR = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH}(?!\s*\d)|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th|\.)?(?!\d)"
)
_WORD = re.compile(r"[^\W\d_]{3,12}")
_TIME = re.compile(
    r"(?<![\d/.-])(?:[01]?\d|2[0-3])(?:[:.h]|\s?h\s?)[0-5]\d(?::[0-5]\d|\s?min\b)?(?:\s*[ap]\.?\s?m\b\.?)?(?![\d/])",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s?([ap])\.?m\b\.?", re.IGNORECASE)
_HALF_OF_DAY = re.compile(r"([ap])\.\s?m\b\.?", re.IGNORECASE)
_OFFSET = re.compile(r"\s*\(?(?:(?:UTC|GMT)?\s?([+-])(\d\d):?(\d\d)|(UTC|GMT|Z))\b\)?")
AGO = re.compile(
    r"\bago\b|\bvor \d|\bhace \d|\bil y a\b|\bhá \d|\bfa\b|назад|前$|전$|geleden|sedan\b|siden\b|sitten|temu|"
    r"yesterday|gestern|hier\b",
    re.IGNORECASE,
)
_FIRST_DENSE = "\u1100"
_REACH = 24  # characters between a day and its time
_BEFORE = 32  # characters before a date that may say it is an edit's


@frozen
class Dated:
    """A moment in a line, its place, the languages in which it is a date, and whether it is an edit's."""

    moment: Moment
    start: int
    end: int
    languages: tuple[str, ...]
    is_update: bool = False


def dates_in(text: str, language: str, month: dt.date | None) -> Iterator[Dated]:
    """The moments in a line, in order."""
    if moment := parse_moment(text, language=language, reference_date=month):
        yield Dated(moment, 0, len(text), (language,))
        return
    dates = [*_matches(_DATE, text, language, month)]
    if not dates and month and not AGO.search(text):
        dates = [*_matches(_DATE_WITHOUT_YEAR, text, language, month)]
    begin = 0
    for date in dates:
        before = text[max(begin, date.start - _BEFORE) : date.start]
        yield evolve(date, is_update=mentions_update(before))
        begin = date.end


def _matches(pattern: re.Pattern[str], text: str, language: str, month: dt.date | None) -> Iterator[Dated]:
    for match in islice(pattern.finditer(text), _MOST_DATES):
        days = _days_of(match[0], language, month)
        if not days:
            continue
        day, languages = next(iter(days.values())), tuple(days)
        if isinstance(day, dt.datetime):
            yield Dated(day, *match.span(), languages)
        else:
            yield _with_time(day, text, match.span(), languages)


def _days_of(printed: str, language: str, month: dt.date | None) -> dict[str, Moment]:
    """The day that a text states in the page's language, else in each language with its month's name."""
    if (signed := _CJK_DATE.fullmatch(printed)) is not None:  # the same in every language
        day = _day(*map(int, signed.groups()))
        return {} if day is None else {language: day}
    first, _, rest = printed.partition(" ")
    texts = (printed, rest) if first.isalpha() and rest else (printed,)
    for tags in ((language,), _languages_of(printed)):
        days = {
            tag: day
            for tag in tags
            for text in texts
            if (day := parse_moment(text, language=tag, reference_date=month))
        }
        if days:
            return days
    return {}


def _day(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


@cache
def _languages_by_month() -> dict[str, tuple[str, ...]]:
    """The languages in which a word names a month."""
    by_name: dict[str, list[str]] = {}
    for tag in known():
        calendar = calendar_of(tag)
        names = {name for names in calendar.months.values() for name in names}
        for name in {folded(name).strip(".") for name in names}:
            by_name.setdefault(name, []).append(tag)
    return {name: tuple(tags) for name, tags in by_name.items()}


def _languages_of(printed: str) -> list[str]:
    """The languages in which a word of a date names a month."""
    tags = (tag for match in _WORD.finditer(printed) for tag in _languages_by_month().get(folded(match[0]), ()))
    return list(dict.fromkeys(islice(tags, _MOST_LANGUAGES)))


def _with_time(day: dt.date, text: str, span: tuple[int, int], languages: tuple[str, ...]) -> Dated:
    """A day with the time next to it, and the time's offset."""
    start, end = span
    language = languages[0]
    for match in (
        _TIME.search(text, end, end + _REACH),
        _CLOCK.search(text, end, end + _REACH),
        _TIME.search(text, max(0, start - _REACH), start),
        _CLOCK.search(text, max(0, start - _REACH), start),
    ):
        if match and (time := _after_period(text, end, match, language) or _clock(match, language)):
            offset = _OFFSET.match(text, match.end())
            moment = dt.datetime.combine(day, time, _zone(offset) if offset else time.tzinfo)
            return Dated(
                moment, min(start, match.start()), max(end, offset.end() if offset else match.end()), languages
            )
    return Dated(day, start, end, languages)


def _after_period(text: str, end: int, match: re.Match[str], language: str) -> dt.time | None:
    """A time after a day, if a Chinese, Japanese or Korean word for the half of the day is before it."""
    between = text[end : match.start()].strip()
    if not between or between[-1] < _FIRST_DENSE:
        return None
    return parse_time(f"{between}{match[0].strip()}", language=language)


def _zone(match: re.Match[str]) -> dt.timezone | None:
    if match[4]:
        return dt.UTC
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes > 14 * 60:
        return None
    return dt.timezone(dt.timedelta(minutes=-minutes if match[1] == "-" else minutes))


def time_in(text: str, language: str) -> dt.time | None:
    """The time of day in a line without a date: "at 2:24 am", or only the hour."""
    match = _TIME.search(text) or _CLOCK.search(text)
    return _clock(match, language) if match else None


def _clock(match: re.Match[str], language: str) -> dt.time | None:
    if match.re is _CLOCK:
        return dt.time(int(match[1]) % 12 + (12 if match[2] in "pP" else 0))
    printed = _HALF_OF_DAY.sub(r"\1m", match[0].strip())
    return parse_time(printed, language=language) or parse_time(printed.replace(".", ":"), language=language)
