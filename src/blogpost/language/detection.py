"""Detect the language of a page from Blogger's own words around the posts and from names in its dates."""

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

_MAX_LINE_LENGTH = 120  # characters; longer lines are prose
_MAX_LINES = 500  # at the start of a page, and as many at its end
_MAX_PHRASE_WORDS = 5  # of a phrase that begins or ends a line
_MIN_NAME_LENGTH = 3
_ENGLISH_PHRASES, _ENGLISH_PHRASES_WITH_NAME = (
    3,
    2,
)  # different phrases that prove English, without and with a name of a date
_ROUNDING = 1e-6

_STARTS = frozenset(("posted_by", "labels", "location"))
_ENDS = frozenset(("said",))
# These prove no language: brand names, and single words of prose or of several languages.
_PROVES_NOTHING = frozenset(("at", "blogthis", "powered_by", "unknown", "gadgets", "home", "share"))
# English words that pages in other languages borrow.
_BORROWED = frozenset(("labels", "posts_feed", "popular_posts", "comments_heading"))

_BEGINNING_LENGTH = 5  # characters; most lines begin like no phrase, and are skipped
_LIKELY = re.compile(r"\d|…|\.\.\.")  # a date or a name may follow, whatever begins the line
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_CLOCK = re.compile(r"\d[:.]\d\d")
_END = " :.»"
_PAUSE = "..."  # after "said"
_BETWEEN_WORDS = re.compile(r"[\s\d.,،、()/:–—]+")
_BETWEEN_PARTS = re.compile(r"\s*[\d.,،]+\s*")


@frozen
class _PhraseIndex:
    """The languages of each phrase, by its place in a line; and the possible beginnings of such lines."""

    wholes: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    starts: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    ends: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    names: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    first_words: set[str] = field(factory=set)
    beginnings: set[str] = field(factory=set)


def detect_language(lines: Iterable[str]) -> str | None:
    """Detect the language of a page; None if no words of the interface or of dates decide.

    Each different phrase votes for its languages, with less weight the more they are. If the regions of a language get
    the same votes, the tag has no region (``pt``).

    Args:
        lines: the page's lines of text.

    Returns:
        A BCP 47 tag.
    """
    return common_tag(likely_languages(lines))


def common_tag(languages: Sequence[str]) -> str | None:
    """The tag that all tags share: ``pt`` for the two regions of Portuguese; None for different languages."""
    if len(languages) == 1:
        return languages[0]
    without_regions = {language.partition("-")[0] for language in languages}
    return without_regions.pop() if len(without_regions) == 1 else None


def likely_languages(lines: Iterable[str]) -> tuple[str, ...]:
    """The languages with the most votes from the lines, each with the same number."""
    lines = _short_lines(lines)
    if _is_english(lines):  # as most pages are; the words of 49 locales need not be loaded
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
    """The short lines at the start and the end of a page."""
    short = (line for line in lines if 0 < len(line) <= _MAX_LINE_LENGTH)
    head = list(islice(short, _MAX_LINES))
    return [*head, *deque(short, _MAX_LINES)]


def _is_english(lines: Sequence[str]) -> bool:
    """Whether the lines have enough English phrases; the end of a page, which has most of them, comes first."""
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
    """Names that prove the language of a date: abbreviations are too short and too similar."""
    calendar = calendar_of(tag)
    for names in (calendar.months, calendar.weekdays):
        for width in ("wide", "standalone_wide"):
            yield from (name for each in names.get(width, ()) if len(name := folded(each)) >= _MIN_NAME_LENGTH)


class _Evidence(NamedTuple):
    """The phrases in a line and the names in its date, each with its languages."""

    phrases: Mapping[str, Collection[str]]
    names: Mapping[str, Collection[str]]


_NOTHING = _Evidence({}, {})


@remembered(16384)  # the pages of a blog have the same lines around every post
def _evidence_in(line: str, *, only_english: bool) -> _Evidence:
    """The evidence in a line for English alone, or for all languages."""
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
    """Whether a line begins like a phrase, or may have a date or the end of a phrase; most lines have neither."""
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
        sure = length > 1 or start.endswith(":") or _CLOCK.search(line)  # "Por" begins many sentences
        if sure and start.rstrip(_END) in phrases.starts:
            yield start, phrases.starts[start.rstrip(_END)]


def _names_in(line: str, phrases: _PhraseIndex) -> Iterator[tuple[str, set[str]]]:
    """The names in a date: words, several words together, and words after the sign of a Chinese number."""
    if not _DIGIT.search(line):
        return
    text = folded(line)
    for piece in (*_BETWEEN_PARTS.split(text), *_BETWEEN_WORDS.split(text)):
        for name in (piece, piece[1:]):
            if name in phrases.names:
                yield name, phrases.names[name]


def _generalised(text: str) -> str:
    """The line as it is looked up, regardless of its spelling and its numbers."""
    return _DIGITS.sub(NUMBER, " ".join(folded(text).split()))
