"""Read who wrote a text from the line that says so."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from blogpost.canonical import prose
from blogpost.language.bylines.acceptance import are_believable, read_bare
from blogpost.language.bylines.introductions import (
    Introduction,
    before_others,
    find_following,
    find_introduction,
    find_label,
    introduces_others,
)
from blogpost.language.bylines.kinds import kind_of
from blogpost.language.bylines.letter_case import normal_case
from blogpost.language.bylines.lexicon import any_of, lexicon_of, small
from blogpost.language.bylines.moments import MARK, Dated, find_moments
from blogpost.language.bylines.naming import Naming, read_names
from blogpost.language.bylines.people import without_article
from blogpost.language.bylines.pieces import cut_tail
from blogpost.language.bylines.prefilter import MAX_BYLINE_LENGTH, may_be_byline
from blogpost.language.characters import without_formatting
from blogpost.language.folding import folded
from blogpost.values import Byline

_MIN_HALF_LENGTH = 3
_TRAILING_COUNT = re.compile(r"(?<=[^\W\d_])\s+\d{1,4}\s*$")
_WRAPPED = re.compile(r"[(\[（［【](.*)[)\]）］】]\.?")


@frozen
class Credit:
    """A line that says who wrote a text.

    Attributes:
        byline: the authors.
        when: the date, time or age in the line, as printed; the first one that is not marked as an update.
        introducer: the phrase before the names, as printed, such as "Posted by"; None if there is none.
    """

    byline: Byline
    when: str | None = None
    introducer: str | None = None


def parse_byline(text: str, *, language: str = "en") -> Byline | None:
    """Read who wrote a text; None unless the line says so and little else."""
    credit = parse_credit(text, language=language)
    return credit.byline if credit else None


def parse_credit(text: str, *, language: str = "en") -> Credit | None:
    """Read who wrote a text and when; None unless the line says so and little else."""
    if len(text) > MAX_BYLINE_LENGTH or not may_be_byline(text, language):
        return None
    line = without_formatting(prose(text.replace("\xa0", " ").replace("\u3000", " "))).strip()
    wrapped = _WRAPPED.fullmatch(line)
    line = wrapped[1].strip() if wrapped else line
    if not line:
        return None
    dated = find_moments(_said_once(line, language), language)
    if introduces_others(dated.line, language):
        label = find_label(dated.line, language)
        return _introduced(dated, label, language) if label else None
    introduction = find_introduction(dated.line, language)
    if introduction is None:
        return _followed(dated, language) or _bare(dated, language)
    return _introduced(dated, introduction, language)


def _introduced(dated: Dated, introduction: Introduction, language: str) -> Credit | None:
    rest = before_others(dated.line[introduction.end :], language)
    phrase, mark, _ = rest.partition(MARK)
    phrase = phrase if mark else _TRAILING_COUNT.sub("", phrase)
    naming = read_names(phrase, language, is_filed=introduction.confidence == "sure")
    if not (naming.names or naming.affiliations) or _is_common(phrase, naming, introduction, language):
        return None
    has_evidence = bool(dated.moments) or len(phrase.rstrip(" .,|")) > len(cut_tail(phrase, language))
    if not are_believable(naming.names, introduction.confidence, language, has_evidence=has_evidence):
        return None
    return _credit(naming, dated, language, introduction.introducer)


def _is_common(phrase: str, naming: Naming, introduction: Introduction, language: str) -> bool:
    """Whether a false friend follows, or an article shows one: "By the Light", but not "by the Example Team"."""
    if introduction.confidence == "sure":
        return False
    if not naming.names:
        return folded(phrase.strip(" .:")) in lexicon_of(language).false_friends
    if without_article(phrase, language) == phrase:
        return False
    return not naming.names or kind_of(naming.names[0], language) not in ("agency", "group", "outlet")


def _followed(dated: Dated, language: str) -> Credit | None:
    following = find_following(dated.line, language)
    if following is None:
        return None
    naming = read_names(following[0], language)
    sure = naming.names and are_believable(naming.names, "likely", language, has_evidence=True)
    return _credit(naming, dated, language, following[1]) if sure else None


def _bare(dated: Dated, language: str) -> Credit | None:
    naming = read_bare(dated, language)
    return _credit(naming, dated, language, None) if naming else None


def _credit(naming: Naming, dated: Dated, language: str, introducer: str | None) -> Credit:
    names = tuple(normal_case(name, language=language) for name in naming.names)
    raw = Byline(naming.names).name if names != naming.names else None
    return Credit(Byline(names, raw=raw, affiliation=naming.affiliation), _first_published(dated, language), introducer)


def _first_published(dated: Dated, language: str) -> str | None:
    """The first moment without a word such as "updated" before it."""
    updated = _updated(lexicon_of(language).tag)
    pairs = zip(small(dated.line).split(MARK), dated.moments, strict=False)
    return next((moment for before, moment in pairs if not updated.search(before)), next(iter(dated.moments), None))


@cache
def _updated(tag: str) -> re.Pattern[str]:
    return re.compile(rf"{any_of(lexicon_of(tag).updated)}\W*(?:[^\W\d_]{{1,5}}\s*)?$")


def _said_once(line: str, language: str) -> str:
    """One half of a line that says the same twice, with or without an introduction between: "X By X"."""
    for between in ("", " ", *(f" {by.capitalize()} " for by in lexicon_of(language).by)):
        half = (len(line) - len(between)) // 2
        if half > _MIN_HALF_LENGTH and line == line[:half] + between + line[:half]:
            return line[half:].lstrip() if between.strip() else line[:half]
    return line
