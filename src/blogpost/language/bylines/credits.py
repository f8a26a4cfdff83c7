"""Read who wrote a text from the line that says so."""

from __future__ import annotations

import re
from functools import cache

from attrs import evolve, frozen

from blogpost.canonical import prose
from blogpost.language.bylines.acceptance import are_believable
from blogpost.language.bylines.bare import read_bare
from blogpost.language.bylines.beside import common_words
from blogpost.language.bylines.filing import without_filing
from blogpost.language.bylines.introductions import (
    Introduction,
    before_others,
    find_following,
    find_introduction,
    find_label,
    introduces_others,
)
from blogpost.language.bylines.kinds import kind_of
from blogpost.language.bylines.known import NOTHING_KNOWN, Known
from blogpost.language.bylines.letter_case import normal_case
from blogpost.language.bylines.lexicon import any_of, lexicon_of, small
from blogpost.language.bylines.moments import MARK, Dated
from blogpost.language.bylines.naming import Naming, read_names, without_guests, without_sections
from blogpost.language.bylines.people import without_article
from blogpost.language.bylines.pieces import cut_tail, trimmed
from blogpost.language.bylines.prefilter import MAX_BYLINE_LENGTH, may_be_byline
from blogpost.language.characters import without_formatting
from blogpost.language.folding import folded
from blogpost.values import Byline

_MIN_HALF_LENGTH = 3
_TRAILING_COUNT = re.compile(r"(?<=[^\W\d_])\s+\d{1,4}\s*$")
_FRAMED = re.compile(r"[^\d,;:!?|()@]{2,50}")
_MAX_FRAMED_WORDS = 5
_MAX_LENGTH_AFTER = 60  # characters after a name and a moment
# Marks that divide a line as bars do; some only with spaces around them.
_SIGNS = re.compile(r"\s?[∙●◦‧⋅▪■◆┃│❘｜︱]\s?|\s(?:[~→»›・]|//|::|—{2,}|-{2,})\s")
_MAX_COUNT_LENGTH = 25  # characters
_LEADING_COUNT = re.compile(r"^[\s/]*(?:\d{1,5}\s[^\W\d_]+\s*)?/\s*(?=\S)")  # "/ 3 comments / in News / by Jane"
_SENTENCE_END = re.compile(r"(?<=\w{3})\.\s")
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


def parse_byline(text: str, *, language: str = "en", known: Known = NOTHING_KNOWN) -> Byline | None:
    """Read who wrote a text; None unless the line says so and little else.

    Args:
        text: one line.
        language: a BCP 47 tag.
        known: what the page says elsewhere, such as its labels; without it, less is believed.
    """
    credit = parse_credit(text, language=language, known=known)
    return credit.byline if credit else None


def parse_credit(text: str, *, language: str = "en", known: Known = NOTHING_KNOWN) -> Credit | None:
    """Read who wrote a text and when; None unless the line says so and little else.

    The arguments are those of `parse_byline`.
    """
    if known is not NOTHING_KNOWN:
        return _credit_on_page(text, language, known)
    if len(text) > MAX_BYLINE_LENGTH:
        return None
    text = _LEADING_COUNT.sub("", text) if "/" in text[:_MAX_COUNT_LENGTH] else text
    if not may_be_byline(text, language):
        return None
    return _credit_in(text, language, known)


def _credit_on_page(text: str, language: str, known: Known) -> Credit | None:
    if len(text) > MAX_BYLINE_LENGTH:
        return None
    text = known.with_somebody(text)
    if len(text) > MAX_BYLINE_LENGTH or not (may_be_byline(text, language) or known.dates_line(text)):
        return None
    credit = _credit_in(text, language, known)
    if credit is None or (credit.introducer is None and known.is_site(credit.byline)):
        return None
    return evolve(credit, byline=known.with_authors(credit.byline))


def _credit_in(text: str, language: str, known: Known) -> Credit | None:
    line = without_formatting(prose(text.replace("\xa0", " ").replace("\u3000", " "))).strip()
    wrapped = _WRAPPED.fullmatch(line)
    line = wrapped[1].strip() if wrapped else line
    if not line:
        return None
    dated = known.find_moments(_without_repetition(line, language), language)
    divided = _SIGNS.sub(" | ", dated.line)
    unfiled = without_filing(known.without_labels(divided, language) if known.labels else divided, language)
    dated = Dated(unfiled.line, dated.moments)
    if introduces_others(dated.line, language):
        label = find_label(dated.line, language)
        return _introduced(dated, label, language) if label else None
    introduction = find_introduction(dated.line, language)
    if introduction is None:
        return _followed(dated, language) or _bare(dated, language)
    if unfiled.is_sentence and introduction.confidence == "likely":
        introduction = evolve(introduction, confidence="sure")
    return _introduced(dated, introduction, language, is_filed=unfiled.is_filed, is_sentence=unfiled.is_sentence)


def _introduced(
    dated: Dated, introduction: Introduction, language: str, *, is_filed: bool = False, is_sentence: bool = False
) -> Credit | None:
    rest = before_others(_one_list(dated.line[introduction.end :], language), language)
    phrase, mark, after = rest.partition(MARK)
    phrase = phrase if mark else _TRAILING_COUNT.sub("", phrase)
    if is_sentence:
        phrase = _SENTENCE_END.split(phrase, maxsplit=1)[0]
    if introduction.is_interview:
        phrase = without_guests(phrase, language)
    has_more = is_filed or bool(mark) or len(phrase.rstrip(" .,|")) > len(cut_tail(phrase, language))
    naming = read_names(phrase, language, is_filed=has_more or introduction.confidence == "sure")
    if not _is_credited(phrase, naming, introduction, language, has_evidence=bool(dated.moments) or has_more):
        framed = _framed_name(phrase, after, language) if mark and introduction.confidence == "likely" else None
        naming = Naming((framed,) if framed else ())
    if not (naming.names or naming.affiliations):
        return None
    return _credit(naming, dated, language, introduction.introducer)


def _is_credited(phrase: str, naming: Naming, introduction: Introduction, language: str, *, has_evidence: bool) -> bool:
    """Whether what follows an introduction are names or a role."""
    if not (naming.names or naming.affiliations) or _is_common(phrase, naming, introduction, language):
        return False
    if introduction.confidence == "unsure" and phrase.rstrip().endswith(":"):
        return False  # "From Jane Doe:", above a letter
    has_evidence = has_evidence or (" " in introduction.introducer and _is_user(naming, language))
    has_evidence = has_evidence or without_sections(phrase, language, is_filed=False) != phrase
    return are_believable(naming.names, introduction.confidence, language, has_evidence=has_evidence)


def _is_user(naming: Naming, language: str) -> bool:
    """Whether a name is one word in small letters that means nothing else: "Guest post by jane"."""
    name = naming.names[0] if len(naming.names) == 1 else ""
    return name.islower() and name.isalnum() and name not in common_words(language)


def _framed_name(phrase: str, after: str, language: str) -> str | None:
    """A name of any kind right between "by" and a moment: "by White on Rice Couple on November 4"."""
    name, words = trimmed(cut_tail(phrase, language)), lexicon_of(language)
    tokens = name.split()
    first = folded(tokens[0]) if tokens else ""
    is_name = _FRAMED.fullmatch(name) and 0 < len(tokens) <= _MAX_FRAMED_WORDS and len(after) <= _MAX_LENGTH_AFTER
    if not is_name or (first in words.false_friends and not (first in words.articles and tokens[0].istitle())):
        return None
    return name if tokens[0][0].isupper() and tokens[-1][0].isupper() else None


def _one_list(rest: str, language: str) -> str:
    """The text after an introduction with a comma for each further one: "Jane Doe; writing by John Roe"."""
    return (
        _further(lexicon_of(language).tag).sub(lambda match: ", ".ljust(len(match[0])), rest) if ";" in rest else rest
    )


@cache
def _further(tag: str) -> re.Pattern[str]:
    words = lexicon_of(tag)
    return re.compile(rf"\s*;\s*(?i:{any_of((*words.labels, *words.posted, *words.genres))}\s{any_of(words.by)})\s")


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


def _without_repetition(line: str, language: str) -> str:
    """One half of a line that says the same twice, with or without an introduction between: "X By X"."""
    if line.find(line[:_MIN_HALF_LENGTH], 1) < 0:
        return line
    for between in ("", " ", *(f" {by.capitalize()} " for by in lexicon_of(language).by)):
        half = (len(line) - len(between)) // 2
        if half > _MIN_HALF_LENGTH - line.isupper() and line == line[:half] + between + line[:half]:
            return line[half:].lstrip() if between.strip() else line[:half]
    return line
