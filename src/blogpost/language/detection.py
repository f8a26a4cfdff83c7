"""Which language a page is in, told by Blogger's own words around the posts and by the names in its dates."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from attrs import field, frozen

from blogpost.language.calendar import calendar_of
from blogpost.language.folding import folded
from blogpost.language.interface import KEYS, NUMBER, interface
from blogpost.language.locale import FALLBACK, known

_LONGEST = 120  # characters: longer lines are prose
_MOST_LINES = 500  # at the head, and as many at the foot
_MOST_WORDS = 5  # of a phrase that begins or ends a line
_SHORTEST_NAME = 3
_ENOUGH, _ENOUGH_PHRASES = 3, 2  # different phrases and names that make a page English at a glance
_ROUNDING = 1e-6

_STARTS = frozenset(("posted_by", "labels", "location"))
_ENDS = frozenset(("said",))
# What proves no language: brand names, and single words that prose or other languages have too.
_PROVES_NOTHING = frozenset(("at", "blogthis", "powered_by", "unknown", "gadgets", "home", "share"))
# English words that pages in other languages borrow.
_BORROWED = frozenset(("labels", "posts_feed", "popular_posts", "comments_heading"))

_DIGITS = re.compile(r"\d+")
_CLOCK = re.compile(r"\d[:.]\d\d")
_END = " :.»"
_PAUSE = "..."  # behind "said"
_BETWEEN_WORDS = re.compile(r"[\s\d.,،、()/:–—]+")
_BETWEEN_PARTS = re.compile(r"\s*[\d.,،]+\s*")


@frozen
class _Phrases:
    """The languages of each phrase, by where in a line it stands."""

    wholes: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    starts: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    ends: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    names: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    first_words: set[str] = field(factory=set)


def detect_language(lines: Iterable[str]) -> str | None:
    """The language, as a BCP 47 tag, whose words stand in the lines of a page; None where none's do.

    Each different phrase speaks for the languages that have it, for each the less the more they are. Where the regions
    of a language have alike what is met, its tag is without region, ``pt``; where languages have, there is no telling.
    """
    return common_tag(likely_languages(lines))


def common_tag(languages: Sequence[str]) -> str | None:
    """The tag that all of some tags are forms of: ``pt`` for the two regions of Portuguese."""
    if len(languages) == 1:
        return languages[0]
    without_regions = {language.partition("-")[0] for language in languages}
    return without_regions.pop() if len(without_regions) == 1 else None


def likely_languages(lines: Iterable[str]) -> tuple[str, ...]:
    """The languages for which most of what stands in the lines speaks, each as much as the others."""
    lines = _telling(lines)
    if _is_english(lines):  # most pages are: the words of 49 locales need not be read
        return (FALLBACK,)
    scores: dict[str, float] = defaultdict(float)
    phrases = _phrases(known(), without=_PROVES_NOTHING)
    met = {phrase: languages for line in lines for phrase, languages in _met_in(line, phrases)}
    for languages in met.values():
        for language in languages:
            scores[language] += 1 / len(languages)
    best = max(scores.values(), default=0) - _ROUNDING
    return tuple(language for language, score in scores.items() if score > best)


def _telling(lines: Iterable[str]) -> list[str]:
    """The lines at a page's head and foot that are short enough."""
    short = (line for line in lines if len(line) <= _LONGEST)
    head = list(islice(short, _MOST_LINES))
    return [*head, *deque(short, _MOST_LINES)]


def _is_english(lines: Sequence[str]) -> bool:
    """Whether enough English phrases stand in the lines; the foot of a page, which has most of them, comes first."""
    phrases = _phrases((FALLBACK,), without=_PROVES_NOTHING | _BORROWED)
    met: set[str] = set()
    for line in reversed(lines):
        met.update(phrase for phrase, _ in _met_in(line, phrases))
        if len(met) >= _ENOUGH and len(met - phrases.names.keys()) >= _ENOUGH_PHRASES:
            return True
    return False


@cache
def _phrases(tags: Collection[str], *, without: frozenset[str]) -> _Phrases:
    phrases = _Phrases()
    for tag in tags:
        words = interface(tag)
        for key in KEYS:
            places = phrases.starts if key in _STARTS else phrases.ends if key in _ENDS else phrases.wholes
            for word in words.words(key) if key not in without else ():
                phrase = _generalised(word)
                places[phrase if key in _ENDS else phrase.rstrip(_END)].add(tag)
        for name in _names(tag):
            phrases.names[name].add(tag)
    phrases.first_words.update(start.partition(" ")[0] for start in phrases.starts)
    return phrases


def _names(tag: str) -> Iterator[str]:
    """The names that tell the language of a date: abbreviations are too short and too much alike."""
    calendar = calendar_of(tag)
    for names in (calendar.months, calendar.weekdays):
        for width in ("wide", "standalone_wide"):
            yield from (name for each in names.get(width, ()) if len(name := folded(each)) >= _SHORTEST_NAME)


def _met_in(line: str, phrases: _Phrases) -> Iterator[tuple[str, set[str]]]:
    text = _generalised(line)
    if (whole := text.rstrip(_END)) in phrases.wholes:
        yield whole, phrases.wholes[whole]
    if text.partition(" ")[0].rstrip(_END) in phrases.first_words:
        yield from _starts(text, line, phrases)
    if text.endswith(_PAUSE):
        words = text.rsplit(" ", _MOST_WORDS)
        ends = (" ".join(words[-length:]) for length in range(1, len(words)))
        yield from ((end, phrases.ends[end]) for end in ends if end in phrases.ends)
    if NUMBER in text:
        yield from ((name, phrases.names[name]) for name in _pieces(folded(line)) if name in phrases.names)


def _starts(text: str, line: str, phrases: _Phrases) -> Iterator[tuple[str, set[str]]]:
    words = text.split(" ", _MOST_WORDS)
    for length in range(1, len(words) + 1):
        start = " ".join(words[:length])
        sure = length > 1 or start.endswith(":") or _CLOCK.search(line)  # "Por" begins many a sentence
        if sure and start.rstrip(_END) in phrases.starts:
            yield start, phrases.starts[start.rstrip(_END)]


def _pieces(text: str) -> Iterator[str]:
    """What may be a name in a date: words, words together, and words after the sign behind a Chinese number."""
    yield from _BETWEEN_PARTS.split(text)
    for word in _BETWEEN_WORDS.split(text):
        yield word
        yield word[1:]


def _generalised(text: str) -> str:
    """A line in the form in which it is looked up: its spelling and its numbers do not matter."""
    return _DIGITS.sub(NUMBER, " ".join(folded(text).split()))
