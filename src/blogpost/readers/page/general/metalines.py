"""Read a line beside a post's text: "Posted by Jane on March 14, 2019 at 7:06 am in Ferries | 3 comments"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TypeAlias

from attrs import frozen

from blogpost.language.bylines import parse_credit
from blogpost.language.bylines.introductions import find_introduction
from blogpost.language.bylines.words import words_of
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.locale import FALLBACK
from blogpost.values import Byline

Moment: TypeAlias = dt.date | dt.datetime

LONGEST_META = 300  # characters
_LONGEST_NAME = 50
_MONTH = r"[^\W\d_]{3,12}\.?"
_DATE = re.compile(
    rf"""
    \d{{4}}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}(?:日)?(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:?\d\d|Z)?)?
    | \d{{4}}년\s*\d{{1,2}}월\s*\d{{1,2}}일
    | (?<!\d)\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.,]\s?\d{{2,4}}(?!\d)
    | (?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|\.|º|ª)?(?:\s+(?:de|of|di|d[’']))?\s*{_MONTH}(?:,|\s+del?|\s+of)?\s+\d{{4}}(?!\d)
    | {_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th|\.)?\s*,?\s*\d{{4}}(?!\d)
    """,
    re.VERBOSE,
)
_DATE_WITHOUT_YEAR = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH}(?!\s*\d)|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th|\.)?(?!\d)"
)
_TIME = re.compile(
    r"(?<![\d/.-])(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?(?:\s*[ap]\.?\s?m\b\.?)?(?![\d/])", re.IGNORECASE
)
_CLOCK = re.compile(r"(?<!\d)(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b\.?", re.IGNORECASE)
_REACH = 24  # characters between a day and its time
UPDATED = re.compile(
    r"updat|modif|edited|aktualis|geändert|bearbeitet|actualiz|mis à jour|обновл|изменен|更新|수정|redigeret|gewijzigd|aggiornat",
    re.IGNORECASE,
)
_DIVIDER = re.compile(r"\s+[|•·–—/~]+\s+|\s*[|•·]\s*|\s+-\s+|\s{3,}")
_ON = re.compile(r"(?:[\s,(|·•–—-]+(?:on|at|am|um|vom|den|el|le|il|em|op|dnia|den|the|of|,)?)*[\s,]*$", re.IGNORECASE)
_FILED = re.compile(r"\s+(?:in|under|filed under|unter|en|dans|em|to)\s+.*$", re.IGNORECASE)
# Phrases that only a system's own line about a post has, whatever else it says.
_OWN = re.compile(
    r"^\W*(?:this (?:entry|post|article|item) was (?:posted|written|published|filed)|filed (?:under|in)|posted (?:in|on|by|at|under)\b|"
    r"categor(?:y|ies|ie[ns]?):|kategorien?:|tagged(?: with| as| in)?\b|tags?:|labels?:|schlagw(?:ort|örter)|"
    r"dieser (?:eintrag|beitrag) wurde|veröffentlicht (?:am|in|unter|von)|eingestellt|geschrieben von|"
    r"esta entrada|publicad[oa] (?:por|en|el)|ce(?:t|tte) (?:entrée|article) a|publié (?:par|le|dans)|"
    r"dit bericht|geplaatst (?:op|in|door)|опубликовано|рубрика|метки|"
    r"\d+ (?:comments?|kommentare?|comentarios?|commentaires?|responses?|replies)\W*$|permalink|bookmark the permalink|"
    r"leave a (?:comment|reply)|comments? (?:off|are closed|closed)|no comments?|trackback|rss feed)",
    re.IGNORECASE,
)


@frozen
class MetaLine:
    """What a line says of the post.

    Attributes:
        byline: who wrote it.
        moment: when it was published.
        time: a time of day without a day.
        is_own: whether the line is the system's own, with nothing of the author's text in it.
    """

    byline: Byline | None = None
    moment: Moment | None = None
    time: dt.time | None = None
    is_own: bool = False


NOTHING = MetaLine()


@lru_cache(1 << 10)
def read_meta(text: str, language: str, month: dt.date | None = None) -> MetaLine:
    """What a line beside a post says of it.

    Args:
        text: the line, white space collapsed.
        language: the page's.
        month: a day near the post's, as its address states it: it settles the order of numbers and a missing year.
    """
    if len(text) > LONGEST_META:
        return NOTHING
    has_digit = any(map(str.isdigit, text))
    moment, at = _moment_in(text, language, month) if has_digit else (None, None)
    time = None
    if moment is None and has_digit and (found := _TIME.search(text) or _CLOCK.search(text)):
        time = parse_time(found[0].strip(), language=language)
    byline = _byline_in(text, at, language)
    is_update = moment is not None and at is not None and UPDATED.search(text, 0, at[0]) is not None
    own = _OWN.match(text) is not None
    rest = len(text) - (at[1] - at[0] if at else 0) - (len(byline.name or "") if byline else 0)
    said = (moment is not None and rest < 40) or (byline is not None and rest < 60)
    return MetaLine(byline, None if is_update else moment, time, own or said)


def _moment_in(text: str, language: str, month: dt.date | None) -> tuple[Moment | None, tuple[int, int] | None]:
    """The first moment in a line, and where it is."""
    if moment := parse_moment(text, language=language, near=month):
        return moment, (0, len(text))
    patterns = (_DATE, _DATE_WITHOUT_YEAR) if month else (_DATE,)
    for pattern in patterns:
        for found in pattern.finditer(text):
            day = _day_of(found[0], language, month)
            if day is None:
                continue
            if isinstance(day, dt.datetime):
                return day, found.span()
            return _with_time(day, text, found.span(), language)
    return None, None


def _day_of(said: str, language: str, month: dt.date | None) -> Moment | None:
    if day := parse_moment(said, language=language, near=month):
        return day
    first, _, rest = said.partition(" ")
    return parse_moment(rest, language=language, near=month) if first.isalpha() and rest else None


def _with_time(day: dt.date, text: str, span: tuple[int, int], language: str) -> tuple[Moment, tuple[int, int]]:
    start, end = span
    for found in (
        _TIME.search(text, end, end + _REACH),
        _CLOCK.search(text, end, end + _REACH),
        _TIME.search(text, max(0, start - _REACH), start),
    ):
        if found and (time := parse_time(found[0].strip(), language=language)):
            return dt.datetime.combine(day, time), (min(start, found.start()), max(end, found.end()))
    return day, span


def _byline_in(text: str, at: tuple[int, int] | None, language: str) -> Byline | None:
    """Who a line names: as a whole, in a part of it, or between its by-word and its date."""
    for piece in _readings(text, at):
        credit = parse_credit(piece, language=language)
        if credit and credit.byline.names and (credit.by_word or credit.when):
            return credit.byline
    return _introduced_name(text, at, language)


def _readings(text: str, at: tuple[int, int] | None) -> Iterator[str]:
    yield text
    parts = [part for part in _DIVIDER.split(text) if part]
    if len(parts) > 1:
        yield from parts
    if at and at != (0, len(text)):
        yield _ON.sub("", text[: at[0]])
    for part in parts:
        filed = _FILED.sub("", part)
        if filed != part:
            yield filed


@cache
def _by_words(tag: str) -> re.Pattern[str]:
    """The small words before an author's name, in a language and in English, wherever they are in a line."""
    words = sorted({*words_of(tag).by, *words_of(FALLBACK).by}, key=len, reverse=True)
    return re.compile(rf"(?:^|\s)(?:{'|'.join(map(re.escape, words))})\s+", re.IGNORECASE)


def _introduced_name(text: str, at: tuple[int, int] | None, language: str) -> Byline | None:
    """A name of any kind right between a by-word and a date: "by A Photo Editor on November 12, 2012"."""
    if at is None or at[0] == 0:
        return None
    before = _ON.sub("", text[: at[0]])
    introduction = find_introduction(before, language)
    start = introduction.end if introduction else -1
    if start < 0:
        *_, last = (None, *_by_words(words_of(language).tag).finditer(before))
        if last is None:
            return None
        start = last.end()
    name = before[start:].strip(" :,")
    is_name = 0 < len(name) <= _LONGEST_NAME and len(name.split()) <= 5 and not any(map(str.isdigit, name))
    return Byline(name) if is_name else None
