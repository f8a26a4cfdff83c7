"""The words of dates: every name that a page in a language may print, found in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from attrs import frozen

from blogpost.language.calendar import Calendar, calendar_of
from blogpost.language.characters import JOINERS
from blogpost.language.folding import folded
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK

Kind = Literal["month", "weekday", "period", "filler"]

# Between the parts of a name, "p. m.", "segunda-feira", "سه شنبه", stands what the writer pleases, or nothing.
_SEPARATORS = re.compile(r"[.\s()-]+")
_NON_JOINER = JOINERS[0]
_ANY_SEPARATORS = r"[.\s-]{0,2}"
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_PATTERN_LETTERS = re.compile(r"[a-zA-Z]+")
_WORD = re.compile(r"[^\W\d_]")
_UNMARKED = " .,:/()-\u060c"


@frozen
class Meaning:
    """What a word says: the month or ISO day of the week of that number, hours of the day, or nothing of its own."""

    kind: Kind
    number: int = 0
    before: int = 0
    persian: bool = False


@frozen
class Vocabulary:
    """The words with all that each may mean: the Spanish ``mar`` is a Tuesday and a March."""

    meanings: dict[str, tuple[Meaning, ...]]
    pattern: str

    def of(self, found: str) -> tuple[Meaning, ...]:
        """The meanings of a string that `pattern` has matched."""
        return self.meanings.get(found) or self.meanings[_key(found)]


@cache
def vocabulary(tag: str) -> Vocabulary:
    """The words of a locale and, since pages mix them in, of English; the locale's meaning goes before."""
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


def _words(language: str) -> Iterator[tuple[str, Meaning]]:
    calendar = calendar_of(language)
    for number, name in calendar.all_months():
        yield name, Meaning("month", number)
    for number, name in enumerate(calendar.persian_months, start=1):
        yield name, Meaning("month", number, persian=True)
    for number, name in calendar.all_weekdays():
        yield name, Meaning("weekday", number)
    for period in calendar.periods:
        yield period.word, Meaning("period", period.start, period.before)
    for word in _fillers(calendar, interface(language).at):
        yield word, Meaning("filler")


def _fillers(calendar: Calendar, at: Iterable[str]) -> Iterator[str]:
    """What stands between the parts: the words in CLDR's patterns, ours, and Blogger's ``at``."""
    for pattern in (*calendar.days.values(), *calendar.times.values(), *calendar.other_patterns):
        yield from (literal for literal in _literals(pattern) if _WORD.search(literal))
    yield from calendar.words
    yield from at


def _literals(pattern: str) -> Iterator[str]:
    """The literal words of a pattern of CLDR: ``'de'`` and, since letters beyond ASCII need no quotes, ``年``."""
    yield from (quoted.replace("''", "'") for quoted in _QUOTED.findall(pattern))
    bare = _PATTERN_LETTERS.sub("\n", _QUOTED.sub("\n", pattern)).replace("{0}", "\n").replace("{1}", "\n")
    yield from (literal.strip(_UNMARKED) for literal in bare.split("\n"))


def _key(found: str) -> str:
    return _SEPARATORS.sub("", found)


def _any_of(words: Iterable[str]) -> str:
    """A pattern of all words: of two that begin alike the longer, each apart from others as far as its script asks.

    What must not stand before and behind words is said once for all that share it: a pattern that begins with a
    letter is passed over quickly where another stands.
    """
    by_edges: dict[tuple[str, str], list[str]] = {}
    for word in words:
        by_edges.setdefault((_not_behind(word[-1]), _not_before(word[0])), []).append(word)
    groups = []
    for (behind, before), each in sorted(by_edges.items(), reverse=True):  # those without an edge last
        groups.append(f"{before}(?:{'|'.join(map(_spelled, sorted(each, key=len, reverse=True)))}){behind}")
    return "|".join(groups)


def _spelled(word: str) -> str:
    return _ANY_SEPARATORS.join(re.escape(part) for part in _SEPARATORS.split(word) if part)


def _not_before(character: str) -> str:
    return r"(?<!\d)" if character.isdigit() else r"(?<![^\W\d_])" if _parted(character) else ""


def _not_behind(character: str) -> str:
    return r"(?!\d)" if character.isdigit() else r"(?![^\W\d_])" if _parted(character) else ""


def _parted(character: str) -> bool:
    """Whether a letter is of a script that parts words: those that know case do; Chinese, Thai or Hebrew run on."""
    return character.upper() != character
