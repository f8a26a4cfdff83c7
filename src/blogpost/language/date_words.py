"""The words of dates: every name that a page in a language may print, found in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from attrs import frozen

from blogpost.language.calendar import Calendar, calendar_of
from blogpost.language.folding import folded
from blogpost.language.locale import FALLBACK, load

Kind = Literal["month", "weekday", "period", "filler"]

# Between the parts of a name, "p. m.", "segunda-feira", "سه شنبه", stands what the writer pleases, or nothing.
_SEPARATORS = re.compile(r"[.\s()-]+")
_JOINER = "\u200c"
_ANY_SEPARATORS = r"[.\s-]{0,2}"
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_PATTERN_LETTERS = re.compile(r"[a-zA-Z]+")
_WORD = re.compile(r"[^\W\d_]")
_UNMARKED = " .,:/()-\u060c"


@frozen
class Meaning:
    """What a word says: the month or ISO day of the week of that number, a part of the day, or nothing of its own."""

    kind: Kind
    number: int = 0
    before: int = 0


@frozen
class Vocabulary:
    """The words with all that each may mean: the Spanish ``mar`` is a Tuesday and a March."""

    meanings: dict[str, tuple[Meaning, ...]]
    pattern: str

    def of(self, found: str) -> tuple[Meaning, ...]:
        """The meanings of a string that `pattern` has matched."""
        return self.meanings[_key(found)]


@cache
def vocabulary(tag: str) -> Vocabulary:
    """The words of a locale and, since pages mix them in, of English; the locale's meaning goes before."""
    meanings: dict[str, list[Meaning]] = {}
    spellings: dict[str, str] = {}
    for language in dict.fromkeys((tag, FALLBACK)):
        for name, meaning in _words(language):
            word = folded(name.replace(_JOINER, " "))
            key = _key(word)
            known = meanings.setdefault(key, [])
            if not any(each.kind == meaning.kind for each in known):
                known.append(meaning)
            spellings.setdefault(key, word)
    ordered = sorted((word for key, word in spellings.items() if key), key=len, reverse=True)
    return Vocabulary({key: tuple(each) for key, each in meanings.items()}, "|".join(map(_spelled, ordered)))


def _words(language: str) -> Iterator[tuple[str, Meaning]]:
    calendar = calendar_of(language)
    for number, name in calendar.all_months():
        yield name, Meaning("month", number)
    for number, name in calendar.all_weekdays():
        yield name, Meaning("weekday", number)
    for period in calendar.periods:
        yield period.word, Meaning("period", period.start, period.before)
    for word in _fillers(calendar, load(language).sections["interface"].values()):
        yield word, Meaning("filler")


def _fillers(calendar: Calendar, tables: Iterable[dict[str, list[str]]]) -> Iterator[str]:
    """What stands between the parts: the words in CLDR's patterns, ours, and Blogger's ``at``."""
    for pattern in (*calendar.days.values(), *calendar.times.values(), *calendar.other_patterns):
        yield from (literal for literal in _literals(pattern) if _WORD.search(literal))
    yield from calendar.words
    for table in tables:
        yield from table.get("at", ())


def _literals(pattern: str) -> Iterator[str]:
    """The literal words of a pattern of CLDR: ``'de'`` and, since letters beyond ASCII need no quotes, ``年``."""
    yield from (quoted.replace("''", "'") for quoted in _QUOTED.findall(pattern))
    bare = _PATTERN_LETTERS.sub("\n", _QUOTED.sub("\n", pattern)).replace("{0}", "\n").replace("{1}", "\n")
    yield from (literal.strip(_UNMARKED) for literal in bare.split("\n"))


def _key(found: str) -> str:
    return _SEPARATORS.sub("", found)


def _spelled(word: str) -> str:
    """A regular expression for a folded word, apart from other letters as far as its script parts words."""
    parts = [re.escape(part) for part in _SEPARATORS.split(word) if part]
    return f"{_edge(word[0], before=True)}{_ANY_SEPARATORS.join(parts)}{_edge(word.rstrip('.')[-1:], before=False)}"


def _edge(character: str, *, before: bool) -> str:
    if character.isdigit():
        return r"(?<!\d)" if before else r"(?!\d)"
    if character.upper() != character:  # scripts that know case part their words; Chinese, Thai or Hebrew run them on
        return r"(?<![^\W\d_])" if before else r"(?![^\W\d_])"
    return ""
