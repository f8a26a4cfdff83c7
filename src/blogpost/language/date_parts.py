"""Read the parts of a day and a time from a text that states nothing else."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Literal, NamedTuple

from attrs import frozen

from blogpost.language.calendar import Calendar, calendar_of
from blogpost.language.characters import JOINERS
from blogpost.language.folding import folded
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK, load

# ------------------------------------------------------------------------------------------------ offsets from UTC

# RFC 822's names and the common European ones (with German "MEZ"); blogs use each of them for one offset.
_HOURS = (
    {"gmt": 0, "utc": 0, "ut": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "eet": 2, "eest": 3}
    | {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
    | {"cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2}
)
_FARTHEST = dt.timedelta(hours=14)
# Names with several offsets, or whose offset changed since blogs exist: the time is read, without an offset.
_AMBIGUOUS = "ist|msk|msd|ast|adt|aest|aedt|acst|acdt|awst|brt|brst|art|clt|gst|jst|kst|hkt|pht|sgt|wib|nzst|nzdt|sast"
_SIGNED = r"[+−-]\d{1,2}(?::?\d{2})?(?!\d)"
_FROM_UTC = rf"(?:gmt|utc)\s?{_SIGNED}"
ZONE_NAME = rf"(?<![^\W\d_])(?:{'|'.join(sorted(_HOURS, key=len, reverse=True))}|{_AMBIGUOUS})(?![^\W_])"
"""A pattern of the names alone."""
# Without a name, an offset must directly follow the time; otherwise it may be a part of the day.
_AFTER_TIME = rf"(?<=:\d\d)\s?{_SIGNED}|(?<=\d[ap]m)\s?[+−-][01]\d:?\d\d(?!\d)|(?<= [ap]m)\s?[+−-][01]\d:?\d\d(?!\d)"
# Brackets repeat the offset, or contain a comment (RFC 822): "GMT-0400 (Eastern Daylight Time)".
_BRACKETED = rf"\(\s?(?:{_FROM_UTC}|{_SIGNED}|{ZONE_NAME})\s?\)"
_COMMENT = r"\([^\W\d_][^\d()]{0,40}\)"

ZONE = rf"(?:{_FROM_UTC}|{ZONE_NAME}|{_AFTER_TIME})(?:\s?(?:{_BRACKETED}|{_COMMENT}))?|{_BRACKETED}"
"""A pattern of everything that may state an offset, without groups, for folded text."""

_STATED = re.compile(rf"(?:{_FROM_UTC}|{_SIGNED})|{ZONE_NAME}")


def zone_of(text: str) -> dt.timezone | None:
    """The offset in a text that `ZONE` matches; None if it states none, or several different ones.

    Raises:
        ValueError: it states more than 14 hours.
    """
    stated = {_offset(match) for match in _STATED.findall(text)} - {None}
    return dt.timezone(offset) if len(stated) == 1 and (offset := stated.pop()) is not None else None


def _offset(text: str) -> dt.timedelta | None:
    digits = "".join(re.findall(r"\d+", text))
    if not digits:
        return dt.timedelta(hours=_HOURS[text]) if text in _HOURS else None
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    if offset > _FARTHEST:
        raise ValueError(f"{text} is not an offset")
    return offset if "+" in text else -offset


# ------------------------------------------------------------------------------------------------ the words of dates

TokenKind = Literal["month", "weekday", "period", "filler"]

# The parts of a name may be joined with or without separators: "p. m.", "segunda-feira", "سه شنبه".
_SEPARATORS = re.compile(r"[.\s()-]+")
_NON_JOINER = JOINERS[0]
_ANY_SEPARATORS = r"[.\s-]{0,2}"
_HALVES = frozenset(("am", "pm"))
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_PATTERN_LETTERS = re.compile(r"[a-zA-Z]+")
_WORD = re.compile(r"[^\W\d_]")
_UNMARKED = " .,:/()-\u060c"


@frozen
class Meaning:
    """A meaning of a word: a month or ISO weekday by its number, hours of the day, or a filler."""

    kind: TokenKind
    number: int = 0
    before: int = 0
    is_persian: bool = False


@frozen
class Vocabulary:
    """The words with all their meanings: the Spanish ``mar`` is both Tuesday and March."""

    meanings: dict[str, tuple[Meaning, ...]]
    pattern: str

    def of(self, text: str) -> tuple[Meaning, ...]:
        """The meanings of a string that `pattern` has matched."""
        return self.meanings.get(text) or self.meanings[_key(text)]


@cache
def vocabulary(tag: str) -> Vocabulary:
    """The words of a locale and of English, which pages mix in; the locale's meaning comes first."""
    meanings: dict[str, list[Meaning]] = {}
    spellings: dict[str, str] = {}
    for language in dict.fromkeys((tag, FALLBACK)):
        for name, meaning in _words(language):
            word = folded(name.replace(_NON_JOINER, " ")).strip(" .")
            key = _key(word)
            known = meanings.setdefault(key, [])
            if not any(each.kind == meaning.kind for each in known):
                known.append(meaning)
            spellings.setdefault(key, word)
    words = [word for key, word in spellings.items() if key]
    return Vocabulary({key: tuple(each) for key, each in meanings.items()}, _any_of(words))


def without_date_words(text: str, language: str, *, at_end: bool) -> str:
    """A text without the words at its end, or at its beginning, that are around dates: weekdays, "at", "Uhr"."""
    meanings = vocabulary(load(language).tag).meanings
    words = text.split()
    while words and _is_around_dates(meanings.get(_key(folded(words[-1 if at_end else 0]).strip(_UNMARKED)), ())):
        words.pop(-1 if at_end else 0)
    return " ".join(words)


def _is_around_dates(known: Iterable[Meaning]) -> bool:
    return any(meaning.kind in ("weekday", "filler", "period") for meaning in known)


def _words(language: str) -> Iterator[tuple[str, Meaning]]:
    calendar = calendar_of(language)
    for number, name in calendar.all_months():
        yield name, Meaning("month", number)
        if name[0].isdigit() and not name[1].isdigit():
            yield f"0{name}", Meaning("month", number)  # 05月
    for number, name in enumerate(calendar.persian_months, start=1):
        yield name, Meaning("month", number, is_persian=True)
    for number, name in calendar.all_weekdays():
        yield name, Meaning("weekday", number)
    for period in calendar.periods:
        yield period.word, Meaning("period", period.start, period.before)
    for word in _fillers(calendar, interface(language).at):
        yield word, Meaning("filler")


def _fillers(calendar: Calendar, at: Iterable[str]) -> Iterator[str]:
    """Words between the parts: those in CLDR's patterns, our own, and Blogger's ``at``."""
    for pattern in (*calendar.days.values(), *calendar.times.values(), *calendar.other_patterns):
        yield from (literal for literal in _literals(pattern) if _WORD.search(literal))
    yield from calendar.words
    yield from at


def _literals(pattern: str) -> Iterator[str]:
    """The literal words of a CLDR pattern: ``'de'``, or ``年``, which needs no quotes."""
    yield from (quoted.replace("''", "'") for quoted in _QUOTED.findall(pattern))
    bare = _PATTERN_LETTERS.sub("\n", _QUOTED.sub("\n", pattern)).replace("{0}", "\n").replace("{1}", "\n")
    yield from (literal.strip(_UNMARKED) for literal in bare.split("\n"))


def _key(text: str) -> str:
    return _SEPARATORS.sub("", text)


def _any_of(words: Iterable[str]) -> str:
    """A pattern of all words, the longer of two with the same start first, with boundaries as their scripts need them.

    Words with the same boundaries are grouped: a pattern that begins with a literal letter fails quickly elsewhere.
    """
    by_edges: dict[tuple[str, str], list[str]] = {}
    for word in words:
        by_edges.setdefault((_not_after(word[-1]), _not_before(word[0])), []).append(word)
    groups = []
    for (after, before), each in sorted(by_edges.items(), reverse=True):  # those without boundaries last
        groups.append(f"{before}(?:{'|'.join(map(_spelled, sorted(each, key=len, reverse=True)))}){after}")
    return "|".join(groups)


def _spelled(word: str) -> str:
    if word in _HALVES:  # "a.m.", whatever CLDR writes
        return rf"{word[0]}\.?\s?m(?:\.(?![^\W\d_]))?"
    return _ANY_SEPARATORS.join(re.escape(part) for part in _SEPARATORS.split(word) if part)


def _not_before(character: str) -> str:
    return r"(?<!\d)" if character.isdigit() else r"(?<![^\W\d_])" if _parted(character) else ""


def _not_after(character: str) -> str:
    return r"(?!\d)" if character.isdigit() else r"(?![^\W\d_])" if _parted(character) else ""


def _parted(character: str) -> bool:
    """Whether a script separates words: those with capitals do; Chinese, Thai and Hebrew words may be joined."""
    return character.upper() != character


# ------------------------------------------------------------------------------------------------ the parts of a date

# A clock shows 17:36, 7:06:00, 17h36 or 14시 05분, and in many countries 17.36.
_HOUR, _MINUTE, _SECOND = ("|".join(map(folded, signs)) for signs in (":h時时點点시", ":m分분", "s秒초"))
_CLOCK = (
    rf"(?<!\d)\d{{1,2}}\s?(?:{_HOUR})\s?\d{{2}}(?!\d)"
    rf"(?:\s?(?:{_MINUTE})(?!\.[^\W\d_])"  # the "m." of "m.d." is not a minute
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
_TWO_NUMBERS = re.compile(r"\d\D+\d")
_PACKED = re.compile(r"(?:19|20)\d{6}")
_CLOCKS = ("clock", "dotted", "seconds")
_HALF_A_DAY = 12


@frozen
class Parts:
    """The stated parts: `numbers` of a day as printed, and a named month with the count of numbers before it."""

    numbers: tuple[str, ...] = ()
    month: int | None = None
    month_at: int = 0
    is_persian: bool = False
    weekday: int | None = None
    time: dt.time | None = None


class _Token(NamedTuple):
    kind: str
    text: str
    meanings: tuple[Meaning, ...] = ()


def parts(text: str, tag: str, *, with_day: bool = True) -> Parts | None:
    """Read the parts that a text states, in a locale's words or in English; None if it has any other word.

    Args:
        text: one line.
        tag: the tag of a locale.
        with_day: False to read a time only; ``17.36.10`` is then a time, if the locale writes times so.
    """
    tokens = _tokens(folded(text), tag, with_day=with_day)
    return _stated(_decided(tokens)) if tokens else None


def runs(text: str, tag: str) -> Iterator[tuple[int, int]]:
    """Where a line has two numbers and nothing but words and marks of dates between: what may be a date in it."""
    if not _TWO_NUMBERS.search(text):
        return
    line = folded(text)
    at = None
    if len(line) != len(text):
        each = [*map(folded, text)]
        line, at = "".join(each), [0, *accumulate(map(len, each))]
    for found in _grammar(tag, with_day=True)[1].finditer(line):
        if _TWO_NUMBERS.search(found[0]):
            start, end = found.span()
            yield (start, end) if at is None else (bisect_right(at, start) - 1, bisect_left(at, end))


def _tokens(text: str, tag: str, *, with_day: bool) -> list[_Token]:
    """The tokens of a folded text, with fillers; an empty list if a part of it belongs to no date."""
    token, whole = _grammar(tag, with_day=with_day)
    if not whole.fullmatch(text):  # rejects most lines before any object is made
        return []
    words = vocabulary(tag)
    kinds = ((match.lastgroup or "", match[0]) for match in token.finditer(text))
    return [_Token(kind, part, words.of(part) if kind == "word" else ()) for kind, part in kinds if kind != "between"]


@cache
def _grammar(tag: str, *, with_day: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of one token, with a group for each kind, and of a text of tokens only."""
    words = rf"\(?(?:{vocabulary(tag).pattern})\)?"
    kinds = {"zone": ZONE, "between": _BETWEEN, "clock": _CLOCK, "word": words}
    if with_day:
        kinds |= {"numeric": _NUMERIC, "dotted": _DOTTED_CLOCK, "number": _NUMBER}
    elif calendar_of(tag).has_dotted_clock:
        kinds |= {"dotted": f"{_DOTTED_SECONDS}|{_DOTTED_CLOCK}"}
    token = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    # Without groups: Python 3.11 misreads those inside a possessive repetition.
    return re.compile(token), re.compile(f"(?:{'|'.join(kinds.values())})++")


def _decided(tokens: Sequence[_Token]) -> Iterator[tuple[str, str, Meaning | None]]:
    """Kind, text and meaning of each token except fillers; of several possible months, the last sure one counts."""
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
    """Combine tokens; None if a part occurs twice, or a part of a time without the time."""
    numbers: list[str] = []
    single: dict[str, str] = {}
    meanings: dict[str, Meaning] = {}
    month_at = 0
    for kind, text, meaning in tokens:
        if kind in single:
            return None
        if kind == "number":
            numbers.append(_DIGITS.findall(text)[0])
            continue
        single[kind] = text
        if meaning:
            meanings[kind] = meaning
        month_at = len(numbers) if kind == "month" else month_at
    month, weekday = (meanings[kind].number if kind in meanings else None for kind in ("month", "weekday"))
    if month and "numeric" in single:  # 5. Oktober 2012, 17.36.10
        single["seconds"] = single.pop("numeric")
    time = _time([single[kind] for kind in _CLOCKS if kind in single], meanings.get("period"), single.get("zone"))
    if time is None and single.keys() & {*_CLOCKS, "period", "zone"}:
        return None
    if not month and (numbers or "numeric" in single):
        numbers = _unnamed(numbers, single.get("numeric"))
        if not numbers:
            return None
    return Parts(tuple(numbers), month, month_at, bool(month) and meanings["month"].is_persian, weekday, time)


def _unnamed(numbers: Sequence[str], numeric: str | None) -> list[str]:
    """Three numbers of a day without a month's name, ``10/29/2012`` or ``20121029``; empty for any other numbers."""
    if numeric and not numbers:
        return _DIGITS.findall(numeric)
    if not numeric and len(numbers) == 1 and _PACKED.fullmatch(numbers[0]):
        return [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    return []


def _time(clocks: Sequence[str], period: Meaning | None, zone: str | None) -> dt.time | None:
    """The time on a single clock; None without a clock, with several, or if its hour does not exist."""
    if len(clocks) != 1:
        return None
    hour, minute, second, fraction = (*_DIGITS.findall(clocks[0]), "0", "0")[:4]
    hours = _hour(int(hour), period) if period else int(hour)
    try:
        return dt.time(hours, int(minute), int(second), int(f"{fraction:0<6}"[:6]), zone_of(zone) if zone else None)
    except ValueError:
        return None


def _hour(hour: int, period: Meaning) -> int:
    """The hour of the day that a clock's hand means in or next to a part of the day: 12 at night is 0."""
    if hour > _HALF_A_DAY:
        return hour

    def distance(of: int) -> int:
        inside = (of - period.number) % 24 < period.before - period.number
        return 0 if inside else min((period.number - of) % 24, (of - period.before + 1) % 24)

    return min((hour % _HALF_A_DAY, hour % _HALF_A_DAY + _HALF_A_DAY), key=distance)
