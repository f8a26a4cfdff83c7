"""Dates, times and ages inside a line: their places, and the line without them.

First, signs of the same length replace the words of a language that dates are made of, one sign for each kind. One
expression for all languages then finds the moments, at the same places as in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from attrs import frozen

from blogpost.language.bylines.lexicon import any_of, lexicon_of, small
from blogpost.language.calendar import calendar_of
from blogpost.language.characters import BARS, DIVIDERS
from blogpost.language.folding import folded
from blogpost.language.locale import FALLBACK, load

MARK = "\x00"
"""Replaces a moment in a line; no text has this character."""

# Signs are private characters of Unicode. The Spanish "mar" is both a month and a weekday.
_MONTH, _WEEKDAY, _EITHER, _PERIOD, _UNIT, _AGO, _UNIT_AGO, _ONE, _CLOCK, _JOINER = map(chr, range(0xE000, 0xE00A))
_SMALL = frozenset((_ONE, _JOINER))
# Words that the expression below contains, in any language.
_AS_THEY_ARE = frozenset(
    "st nd rd th er re of de del di ng d uhr h hs hrs m gada a p am pm tháng thg t z "
    "年 月 日 時 时 分 点 點 년 월 일 시 분".split()
)
_BEFORE_DAYS = "on the le den el der dne"
_BEFORE_CLOCKS = "kl klo kell pukul plkst klockan jam godz"

# A word, or its part from a capital on: a date may be glued to a name, as in "DoeMay 3".
_WORD = re.compile(r"[A-Z]?[^\s\d!-@\[-`{-~·•–—，、。：A-Z]+|[A-Z]+(?=[A-Z][a-zà-ÿ])|[A-Z]+")


def _date_expression() -> str:
    # A day may be glued to the year of the date before it: "3 May 20125 May 2012".
    day, month = r"(?:(?<!\d)|(?<=\D\d{4}))(?:[12]\d|3[01]|0?[1-9])(?!\d)", f"[{_MONTH}{_EITHER}]+\\.?"
    year = r"(?:\s?[,.]?\s?(?i:de\s|del\s|m\.\s)?(?:\d{4}|['’]?\d{2}(?![\d:.])))?"
    ordinal = r"(?:st|nd|rd|th|er|re|ª|º)?\.?"
    numeric = [
        rf"(?<![\d.,/]){day}{sign}\s?\d{{1,2}}{sign}\s?(?:\d{{4}}|\d{{2}}(?!\d))|(?<!\d)\d{{4}}{sign}\d{{1,2}}{sign}\d{{1,2}}(?!\d)"
        for sign in (r"\.", "/", "-")
    ]
    cores = (
        r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?",
        *numeric,
        r"\d{2,4}\s?[年년]\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일])?",
        r"(?<!\d)\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]",
        rf"{day}(?:,|\sde)?\s(?i:tháng|thg)\s\d{{1,2}}{year}",
        rf"(?<!\d)\d{{4}}\.?\s(?i:gada\s|m\.\s)?(?:\d{{1,2}}\.\s)?{month}(?:\s\d{{1,2}}(?!\d)\.?(?:\sd\.)?)?",
        rf"{day}{ordinal}[-/]?(?:\s?(?i:of\s|de\s|del\s|d['’]|di\s|ng\s))?\s?{month}(?:[-/]\d{{2,4}}|{year})",
        rf"{month}\s?\d{{1,2}}(?![\d:]){ordinal}{year}",
        rf"{month}\s?\d{{1,2}}(?!\d)(?=:\d\d\s)",
        rf"{month},?\s?(?i:de\s|del\s)?\d{{4}}(?!\d)",
    )
    return rf"(?:{_weekday_expression()}(?:{_JOINER}+\s)?)?(?:{'|'.join(cores)})"


def _time_expression() -> str:
    half = rf"(?:[AaPp]\.\s?[Mm]\.|[AaPp]\s?[Mm](?![^\W\d_])|{_PERIOD}+\.?|[ap](?![^\W_]))"
    # Zones are capitals: EST, CEST, UTC, WIB, Z; an offset may follow.
    zone = (
        r"(?:\s?\(?(?:[A-Z]{1,4}T|UTC|Z|WIB|WITA)(?![^\W_])(?:[+-]\d{1,2}(?::?\d{2})?)?\)?|\s?[+-]\d{2}:?\d{2}(?!\d))?"
    )
    clock = rf"(?:{_CLOCK}+\.?\s)"
    hours = r"(?:\s?(?:Uhr|hrs\.?|hs\.?|h\.?|น\.)(?![^\W\d_]))"
    times = (
        rf"{clock}?(?<!\d)\d{{1,2}}(?:[:：]\d{{2}}){{1,2}}(?:\.\d{{1,9}})?(?!\d)(?:\s?{half})?{hours}?{zone}",
        rf"(?<!\d)\d{{1,2}}\s?[hH]\s?\d{{2}}(?!\d)(?:\s?{_UNIT}+\.?|m)?",
        rf"(?<!\d)[012]?\d(?:\.\d{{2}})?\s?{half}{zone}",
        r"(?<!\d)\d{1,2}(?:\.\d{2})?\s?Uhr(?![^\W\d_])",
        rf"{clock}\d{{1,2}}(?:\.\d{{2}})?(?!\d)",
        r"\d{1,2}\s?[時时点點시](?:\s?\d{1,2}\s?[分분])?",
        rf"(?:(?<={_JOINER}\s)|(?<=\sdi\s))\d{{1,2}}\.\d{{2}}(?=\s*$)",
    )
    return rf"(?:{_weekday_expression()})?(?:{_PERIOD}+\.?\s?)?(?:{'|'.join(times)})"


def _weekday_expression() -> str:
    return rf"[{_WEEKDAY}{_EITHER}]+\.?(?:\s{{0,2}}[,{DIVIDERS}])?\s{{0,2}}"


def _age_expression() -> str:
    length = rf"(?:(?<!\d)\d{{1,3}}|{_ONE}+)\s?{_UNIT}+\.?(?:,?\s(?:and\s|und\s)?\d{{1,2}}\s?{_UNIT}+\.?)?"
    # "Jane · 2d", as feeds of newsletters print ages.
    short = rf"(?<=[{BARS}]\s)\d{{1,3}}(?:[hdwmy]|mo|{_JOINER}+|{_UNIT}+)(?:\sago)?(?=\s*(?:$|[{BARS}]))"
    ends = rf"{short}|{length}\s?{_AGO}+|(?<!\d)\d{{1,3}}\s?{_UNIT_AGO}+|(?<!\d)\d{{1,3}}\s{_UNIT}+$"
    return rf"{_AGO}+\s{length}|{ends}"


# Between a day and a time there is a mark, a word such as "at", or both.
_SIGN = rf"\s{{0,2}}[,/:@{DIVIDERS}]?\s{{0,2}}"
_GLUE = rf"{_SIGN}(?:(?:{_JOINER}+|(?i:am|de|à))\.?(?:\s{_JOINER}+)?\s{{0,2}})?{_SIGN}"
_DOTTED = r"\d{1,2}\.\d{2}(?![\d.])(?:\s?(?:Uhr|h|[A-Z]{1,4}T|UTC)(?![^\W\d_]))?"
_MOMENT = re.compile(
    rf"(?=[\d{_MONTH}-{_CLOCK}])"
    rf"(?:(?:{_date_expression()})(?:{_GLUE}(?:{_time_expression()}|{_DOTTED}))?"
    rf"|(?:{_time_expression()})(?:{_GLUE}(?:{_date_expression()}))?|{_age_expression()})"
)
_MAY_BE_ONE = re.compile(r"\d")


@frozen
class Dated:
    """A line with `MARK` for each moment, and the moments as printed, in order."""

    line: str
    moments: tuple[str, ...]


def find_moments(line: str, language: str) -> Dated:
    """Take the dates, times and ages ("3 hours ago") out of a line; digits alone are not moments."""
    tag = load(language).tag
    if not _MAY_BE_ONE.search(line) and not _ago(tag).search(small(line)):
        return Dated(line, ())
    parts, moments, position = [], [], 0
    for match in _MOMENT.finditer(_shape(line, tag)):
        start, end = match.span()
        parts += [line[position:start], MARK]
        moments.append(line[start:end].strip(" ,/:@" + DIVIDERS))
        position = end
    return Dated("".join([*parts, line[position:]]), tuple(moments))


def date_words(language: str, *, only_dating: bool = False) -> frozenset[str]:
    """The words that moments are made of, folded.

    Args:
        language: a BCP 47 tag.
        only_dating: leave out words that do not make a moment of a number: keep months, weekdays and units.
    """
    signs = _signs(load(language).tag)
    kinds = frozenset((_MONTH, _WEEKDAY, _EITHER, _UNIT, _UNIT_AGO))
    words = [word for word, sign in signs.items() if sign in kinds or not only_dating]
    return frozenset(map(folded, words if only_dating else (*words, *_AS_THEY_ARE)))


def _shape(line: str, tag: str) -> str:
    """The line with signs for the words of dates, of the same length."""
    signs = _signs(tag)

    def signed(match: re.Match[str]) -> str:
        word = match[0]
        sign = signs.get(word.lower())
        # Words between the parts are in small letters: "ET" is a zone, not the Norwegian "one".
        return word if sign is None or (sign in _SMALL and word.isupper()) else sign * len(word)

    shape = _WORD.sub(signed, line)
    if _UNIT not in shape:
        return shape
    agos = [match.span() for match in _ago(tag).finditer(small(shape))]
    for start, end in agos:
        shape = shape[:start] + _AGO * (end - start) + shape[end:]
    return shape


@cache
def _ago(tag: str) -> re.Pattern[str]:
    return re.compile(any_of(lexicon_of(tag).ago) + r"(?![^\W\d_])")


@cache
def _signs(tag: str) -> dict[str, str]:
    """The sign of each word of dates; the last kind that claims a word wins."""
    words, calendars = lexicon_of(tag), [calendar_of(each) for each in (FALLBACK, tag)]
    months = _spelled(name for each in calendars for _, name in each.all_months())
    weekdays = _spelled(name for each in calendars for _, name in each.all_weekdays())
    joiners = " ".join((*words.at, *(f"{each.joined} {' '.join(each.words)}" for each in calendars)))
    kinds = {
        _ONE: words.articles | {"one"},
        _JOINER: {*re.findall(r"[^\W\d_]+", joiners.lower()), *_BEFORE_DAYS.split()},
        _CLOCK: _BEFORE_CLOCKS.split(),
        _PERIOD: _spelled(period.word for each in calendars for period in each.periods),
        _UNIT: _spelled(words.units),
        _UNIT_AGO: {unit + ago for unit in words.units for ago in words.ago},
        _WEEKDAY: weekdays,
        _MONTH: months,
        _EITHER: months & weekdays,
    }
    return {word: sign for sign, each in kinds.items() for word in each if word not in _AS_THEY_ARE}


def _spelled(names: Iterable[str]) -> set[str]:
    """The names in small letters without a full stop at the end; names of several words are left out."""
    return {each for each in map(_bare, names) if _WORD.fullmatch(each)}


def _bare(name: str) -> str:
    return name.lower().rstrip(".")
