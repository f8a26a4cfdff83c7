"""The parts that a text states of a day and a time, where it states nothing else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from attrs import frozen

from blogpost.language.calendar import calendar_of
from blogpost.language.date_words import Meaning, vocabulary
from blogpost.language.date_zones import ZONE, ZONE_NAME, zone_of
from blogpost.language.folding import folded

# A clock shows 17:36, 7:06:00, 17h36 or 14시 05분, and in many countries 17.36.
_HOUR, _MINUTE, _SECOND = ("|".join(map(folded, signs)) for signs in (":h時时點点시", ":m分분", "s秒초"))
_CLOCK = (
    rf"(?<!\d)\d{{1,2}}\s?(?:{_HOUR})\s?\d{{2}}(?!\d)"
    rf"(?:\s?(?:{_MINUTE})(?!\.[^\W\d_])"  # the "m." of "m.d." is no minute
    rf"(?:\s?\d{{2}}(?![\d:])(?:[.,]\d{{1,9}})?(?:\s?(?:{_SECOND}))?)?)?"
    rf"(?:(?![^\W\d_])|(?=[ap]\.?m(?![^\W_])|{ZONE_NAME}))"  # "7:06pm", "7:52a.m.", "13:42EDT"
)
_DOTTED_CLOCK = r"(?<!\d)\d{1,2}\.\d{2}(?![.\d])"
_DOTTED_SECONDS = r"(?<!\d)\d{1,2}\.\d{2}\.\d{2}(?![.\d])"
_NUMERIC = (
    "|".join(rf"(?<!\d)\d{{1,4}}\s?{mark}\s?\d{{1,2}}\s?{mark}\s?\d{{1,4}}(?![\d:])" for mark in (r"\.", "/", "-"))
    + r"|(?<!\d)\d{1,2}\.\d{1,2}\.?,\s\d{4}(?![\d:])"
)  # 18.07, 2011
_NUMBER = r"(?:\d{8}|\d{4}|\d{1,2})(?!\d)(?:(?:st|nd|rd|th|er|eme|ste|de|e|o|a)(?![^\W\d_]))?"
# The "T" is ISO 8601's. A time of the United States, "7:52 a.m. ET", doesn't say whether it is that of summer.
_BETWEEN = (
    r"(?:[\s,.،、–—|@-]|\((?=\s?\d{1,2}[:.h]\d)|(?<=[\dm.])\)(?=\s*$)|(?<=\s)/{1,2}(?=\s)"
    r"|(?<=[\dm.]\s)[ecmp]t(?=\s*$))++|(?<=\d)t(?=\d\d?:\d\d)"
)

_DIGITS = re.compile(r"\d+")
_PACKED = re.compile(r"(?:19|20)\d{6}")
_CLOCKS = ("clock", "dotted", "seconds")
_HALF_A_DAY = 12


@frozen
class Parts:
    """What is stated: the `numbers` of a day as printed, and a named month with how many of them stand before it."""

    numbers: tuple[str, ...] = ()
    month: int | None = None
    month_at: int = 0
    persian: bool = False
    weekday: int | None = None
    time: dt.time | None = None


class _Token(NamedTuple):
    kind: str
    text: str
    meanings: tuple[Meaning, ...] = ()


def parts(text: str, tag: str, *, of_day: bool = True) -> Parts | None:
    """The parts that a text states in a locale's words or in English ones; None where it holds anything else.

    Without the parts of a day, dots can only stand in a time, ``17.36.10``, where the locale has them there.
    """
    tokens = _tokens(folded(text), tag, of_day=of_day)
    return _stated(_decided(tokens)) if tokens else None


def _tokens(text: str, tag: str, *, of_day: bool) -> list[_Token]:
    """The tokens of a folded text, fillers among them; none where something in it belongs to no date."""
    token, whole = _grammar(tag, of_day=of_day)
    if not whole.fullmatch(text):  # which most lines learn here, without one object made
        return []
    words = vocabulary(tag)
    kinds = ((found.lastgroup or "", found[0]) for found in token.finditer(text))
    return [_Token(kind, part, words.of(part) if kind == "word" else ()) for kind, part in kinds if kind != "between"]


@cache
def _grammar(tag: str, *, of_day: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of one token, each kind a group, and of a text that is nothing else."""
    words = rf"\(?(?:{vocabulary(tag).pattern})\)?"
    kinds = {"zone": ZONE, "between": _BETWEEN, "clock": _CLOCK, "word": words}
    if of_day:
        kinds |= {"numeric": _NUMERIC, "dotted": _DOTTED_CLOCK, "number": _NUMBER}
    elif calendar_of(tag).dotted_clock:
        kinds |= {"dotted": f"{_DOTTED_SECONDS}|{_DOTTED_CLOCK}"}
    token = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    # Without groups: Python 3.11 trips over those inside a possessive repetition.
    return re.compile(token), re.compile(f"(?:{'|'.join(kinds.values())})++")


def _decided(tokens: Sequence[_Token]) -> Iterator[tuple[str, str, Meaning | None]]:
    """The kind, text and meaning of each token but the fillers: of names that may be months the last sure one is it."""
    months = [token for token in tokens if any(meaning.kind == "month" for meaning in token.meanings)]
    sure = [token for token in months if len(token.meanings) == 1]
    month = next(reversed(sure or months), None)
    for token in tokens:
        if token.kind != "word":
            yield token.kind, token.text, None
            continue
        meanings = {meaning.kind: meaning for meaning in token.meanings}
        kind = next(each for each in ("month", "filler", "weekday", "period") if each in meanings)
        if kind == "month" and token is not month and len(meanings) > 1:
            del meanings[kind]
            kind = next(iter(meanings))
        if kind != "filler":
            yield kind, token.text, meanings[kind]


def _stated(tokens: Iterator[tuple[str, str, Meaning | None]]) -> Parts | None:
    """The parts; None where one is there twice, or a part of a time without the time."""
    numbers: list[str] = []
    single: dict[str, str] = {}
    said: dict[str, Meaning] = {}
    month_at = 0
    for kind, text, meaning in tokens:
        if kind in single:
            return None
        if kind == "number":
            numbers.append(_DIGITS.findall(text)[0])
            continue
        single[kind] = text
        if meaning:
            said[kind] = meaning
        month_at = len(numbers) if kind == "month" else month_at
    month, weekday = (said[kind].number if kind in said else None for kind in ("month", "weekday"))
    if month and "numeric" in single:  # 5. Oktober 2012, 17.36.10
        single["seconds"] = single.pop("numeric")
    time = _time([single[kind] for kind in _CLOCKS if kind in single], said.get("period"), single.get("zone"))
    if time is None and single.keys() & {*_CLOCKS, "period", "zone"}:
        return None
    if not month and (numbers or "numeric" in single):
        numbers = _unnamed(numbers, single.get("numeric"))
        if not numbers:
            return None
    return Parts(tuple(numbers), month, month_at, bool(month) and said["month"].persian, weekday, time)


def _unnamed(numbers: Sequence[str], numeric: str | None) -> list[str]:
    """The three numbers of a day without a month's name: ``10/29/2012`` or ``20121029``; none of anything else."""
    if numeric and not numbers:
        return _DIGITS.findall(numeric)
    if not numeric and len(numbers) == 1 and _PACKED.fullmatch(numbers[0]):
        return [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    return []


def _time(clocks: Sequence[str], period: Meaning | None, zone: str | None) -> dt.time | None:
    """What one clock shows; None for none, several, or an hour that is none."""
    if len(clocks) != 1:
        return None
    hour, minute, second, fraction = (*_DIGITS.findall(clocks[0]), "0", "0")[:4]
    hours = _hour(int(hour), period) if period else int(hour)
    try:
        return dt.time(hours, int(minute), int(second), int(f"{fraction:0<6}"[:6]), zone_of(zone) if zone else None)
    except ValueError:
        return None


def _hour(hour: int, period: Meaning) -> int:
    """The hour of the day that a hand shows in a part of the day, or nearest to it: 12 at night is 0."""
    if hour > _HALF_A_DAY:
        return hour

    def distance(of: int) -> int:
        inside = (of - period.number) % 24 < period.before - period.number
        return 0 if inside else min((period.number - of) % 24, (of - period.before + 1) % 24)

    return min((hour % _HALF_A_DAY, hour % _HALF_A_DAY + _HALF_A_DAY), key=distance)
