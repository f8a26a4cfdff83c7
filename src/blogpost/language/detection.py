"""Which language a page is in, told by Blogger's own words around the posts and by the names in its dates."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from attrs import field, frozen

from blogpost.language.calendar import calendar_of
from blogpost.language.folding import folded
from blogpost.language.interface import KEYS, NUMBER, interface
from blogpost.language.locale import FALLBACK, known
from blogpost.remembering import remembered

_MAX_LINE_LENGTH = 120  # characters: longer lines are prose
_MAX_LINES = 500  # at the head, and as many at the foot
_MAX_PHRASE_WORDS = 5  # of a phrase that begins or ends a line
_MIN_NAME_LENGTH = 3
_ENGLISH_PHRASES, _ENGLISH_PHRASES_WITH_NAME = (
    3,
    2,
)  # different phrases that make a page English at a glance, and with a date's name
_ROUNDING = 1e-6

_STARTS = frozenset(("posted_by", "labels", "location"))
_ENDS = frozenset(("said",))
# What proves no language: brand names, and single words that prose or other languages have too.
_PROVES_NOTHING = frozenset(("at", "blogthis", "powered_by", "unknown", "gadgets", "home", "share"))
# English words that pages in other languages borrow.
_BORROWED = frozenset(("labels", "posts_feed", "popular_posts", "comments_heading"))

_BEGINNING_LENGTH = 5  # characters: lines that begin like no phrase, most of all, are looked at no further
_LIKELY = re.compile(r"\d|…|\.\.\.")  # where a date or a name may be, whatever the line begins with
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_CLOCK = re.compile(r"\d[:.]\d\d")
_END = " :.»"
_PAUSE = "..."  # behind "said"
_BETWEEN_WORDS = re.compile(r"[\s\d.,،、()/:–—]+")
_BETWEEN_PARTS = re.compile(r"\s*[\d.,،]+\s*")


@frozen
class _PhraseIndex:
    """The languages of each phrase, by where in a line it stands; and how the lines that have one at all may begin."""

    wholes: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    starts: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    ends: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    names: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    first_words: set[str] = field(factory=set)
    beginnings: set[str] = field(factory=set)


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
    lines = _short_lines(lines)
    if _is_english(lines):  # most pages are: the words of 49 locales need not be read
        return (FALLBACK,)
    met: dict[str, Collection[str]] = {}
    for line in lines:
        evidence = _evidence_in(line, only_english=False)
        met |= evidence.phrases
        met |= evidence.names
    scores: dict[str, float] = defaultdict(float)
    for languages in met.values():
        for language in languages:
            scores[language] += 1 / len(languages)
    best = max(scores.values(), default=0) - _ROUNDING
    return tuple(language for language, score in scores.items() if score > best)


def _short_lines(lines: Iterable[str]) -> list[str]:
    """The lines at a page's head and foot that are short enough."""
    short = (line for line in lines if 0 < len(line) <= _MAX_LINE_LENGTH)
    head = list(islice(short, _MAX_LINES))
    return [*head, *deque(short, _MAX_LINES)]


def _is_english(lines: Sequence[str]) -> bool:
    """Whether enough English phrases stand in the lines; the foot of a page, which has most of them, comes first."""
    phrases: set[str] = set()
    has_name = False
    for line in reversed(lines):
        evidence = _evidence_in(line, only_english=True)
        if evidence is not _NOTHING:
            phrases.update(evidence.phrases)
            has_name = has_name or bool(evidence.names)
            if len(phrases) >= (_ENGLISH_PHRASES_WITH_NAME if has_name else _ENGLISH_PHRASES):
                return True
    return False


@cache
def _phrases(tags: Collection[str], *, without: frozenset[str]) -> _PhraseIndex:
    phrases = _PhraseIndex()
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
    phrases.beginnings.update(phrase[:_BEGINNING_LENGTH].rstrip(_END) for phrase in (*phrases.wholes, *phrases.starts))
    return phrases


def _names(tag: str) -> Iterator[str]:
    """The names that tell the language of a date: abbreviations are too short and too much alike."""
    calendar = calendar_of(tag)
    for names in (calendar.months, calendar.weekdays):
        for width in ("wide", "standalone_wide"):
            yield from (name for each in names.get(width, ()) if len(name := folded(each)) >= _MIN_NAME_LENGTH)


class _Evidence(NamedTuple):
    """The phrases in a line, and the names of its date, with the languages that have them."""

    phrases: Mapping[str, Collection[str]]
    names: Mapping[str, Collection[str]]


_NOTHING = _Evidence({}, {})


@remembered(16384)  # the pages of a blog have the same lines around every post
def _evidence_in(line: str, *, only_english: bool) -> _Evidence:
    """What a line tells, of English alone or of all languages."""
    proves_nothing = _PROVES_NOTHING | _BORROWED if only_english else _PROVES_NOTHING
    phrases = _phrases((FALLBACK,) if only_english else known(), without=proves_nothing)
    if not _may_tell(line, phrases):
        return _NOTHING
    evidence = _Evidence(dict(_phrases_in(line, phrases)), dict(_names_in(line, phrases)))
    return evidence if any(evidence) else _NOTHING


def _phrases_in(line: str, phrases: _PhraseIndex) -> Iterator[tuple[str, set[str]]]:
    text = _generalised(line)
    if (whole := text.rstrip(_END)) in phrases.wholes:
        yield whole, phrases.wholes[whole]
    if text.partition(" ")[0].rstrip(_END) in phrases.first_words:
        yield from _starts(text, line, phrases)
    if text.endswith(_PAUSE):
        words = text.rsplit(" ", _MAX_PHRASE_WORDS)
        ends = (" ".join(words[-length:]) for length in range(1, len(words)))
        yield from ((end, phrases.ends[end]) for end in ends if end in phrases.ends)


def _may_tell(line: str, phrases: _PhraseIndex) -> bool:
    """Whether a line begins like a phrase, or has what dates or ends have: most lines tell nothing."""
    head = line[: 2 * _BEGINNING_LENGTH]
    beginning = (head.lower() if head.isascii() else folded(head)).lstrip()[:_BEGINNING_LENGTH]
    return (
        beginning.rstrip(_END) in phrases.beginnings
        or beginning.partition(" ")[0].rstrip(_END) in phrases.first_words
        or _LIKELY.search(line) is not None
    )


def _starts(text: str, line: str, phrases: _PhraseIndex) -> Iterator[tuple[str, set[str]]]:
    words = text.split(" ", _MAX_PHRASE_WORDS)
    for length in range(1, len(words) + 1):
        start = " ".join(words[:length])
        sure = length > 1 or start.endswith(":") or _CLOCK.search(line)  # "Por" begins many a sentence
        if sure and start.rstrip(_END) in phrases.starts:
            yield start, phrases.starts[start.rstrip(_END)]


def _names_in(line: str, phrases: _PhraseIndex) -> Iterator[tuple[str, set[str]]]:
    """The names in a date: words, words together, and words after the sign behind a Chinese number."""
    if not _DIGIT.search(line):
        return
    text = folded(line)
    for piece in (*_BETWEEN_PARTS.split(text), *_BETWEEN_WORDS.split(text)):
        for name in (piece, piece[1:]):
            if name in phrases.names:
                yield name, phrases.names[name]


def _generalised(text: str) -> str:
    """A line in the form in which it is looked up: its spelling and its numbers do not matter."""
    return _DIGITS.sub(NUMBER, " ".join(folded(text).split()))
