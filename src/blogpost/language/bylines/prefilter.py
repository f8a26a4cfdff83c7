"""The prefilter: reject most lines by a few words, before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from attrs import frozen

from blogpost.language.bylines.lexicon import BylineLexicon, any_of, gazetteer, lexicon_of, small
from blogpost.language.bylines.moments import date_words
from blogpost.language.characters import BARS
from blogpost.language.folding import folded
from blogpost.language.locale import by_locale

MAX_BYLINE_LENGTH = 300
_MAX_LENGTH_WITHOUT_BY = 140
_MAX_NAME_WORDS = 5
_MAX_WORDS_WITH_DATE = 12
_MAX_ARTICLE_LENGTH = 3  # letters
_MAX_PHRASE_LENGTH = 60  # characters
_MAX_ABBREVIATION_LENGTH = 4  # characters of a last word whose full stop may mark an abbreviation
_MAX_WORDS_UNDIVIDED = 8

# The first word of a line, without a word that is glued to it: "by" of "byJane".
_FIRST_WORD = re.compile(r"[\W\d_]*+([A-ZÀ-Þ]?[^\W\d_A-ZÀ-Þ]+|[^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(
    r"\d[:.h]\d\d(?!\d|\.\d)|\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d|\d\s?[apAP]\.?\s?[mM]|\d\s?[年月日時时点點년월일시前]|\d\s?Uhr|[|·•]\s\d{1,3}(?:[hdwmy]|mo)(?![^\W_])"
)
_BARRED = re.compile(rf"\s[{BARS}]\s")
_USER_NAME = re.compile(r"[^\W\d_]*[a-zß-ÿ][A-Z\d_]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"\d+")
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"\(\d+\)\s*$")
_INITIAL = re.compile(r"\s*[^\W\d_]\.|.*\s(?:O['’]|Mc|Mac)[A-Z]")
_PARTED = re.compile(rf"[,(/@–—{BARS}]|\s-|[a-z][A-Z]")
_CASELESS = re.compile(r"[\u0590-\u1fff\u3040-\ud7ff]")
_NO_LAST_SIGNS = frozenset("?!…;")
_SPECIAL = {"to"}  # the one word of sentences that a byline may have: "Special to"


@frozen
class _Signs:
    """The words of a language that decide, by their role.

    Attributes:
        beginnings: first words of bylines that hardly begin anything else.
        phrases: phrases before an introducer that begin like sentences: "This post was written".
        starts: the first words of these.
        filed: first words of phrases before sections.
        filing: prepositions before sections.
        others: first words of others' credits.
        labels: labels of one word, which may follow these.
        by: introducers such as "by".
        prose: words that occur in sentences only, as printed there.
        dates: words of dates, and labels of dates.
        months: words that make a date together with a number.
        units: words of ages.
        tails: words of counts and links.
        after: introducers after a name.
        genres: first words of genres before an introducer.
        names: first words of names.
        alone: names of one word, such as agencies.
        headings: first words of headings.
        ands: words between names.
        small: words of bylines in small letters.
        jobs: words of jobs and groups.
        outlets: words of media.
        caseless: a pattern of all words of bylines, in a language without capitals.
    """

    beginnings: frozenset[str]
    phrases: tuple[str, ...]
    starts: frozenset[str]
    filed: frozenset[str]
    filing: frozenset[str]
    others: frozenset[str]
    labels: frozenset[str]
    by: frozenset[str]
    prose: frozenset[str]
    dates: frozenset[str]
    months: frozenset[str]
    units: frozenset[str]
    tails: frozenset[str]
    after: frozenset[str]
    genres: frozenset[str]
    names: frozenset[str]
    alone: frozenset[str]
    headings: frozenset[str]
    ands: frozenset[str]
    small: frozenset[str]
    jobs: frozenset[str]
    outlets: frozenset[str]
    caseless: re.Pattern[str] | None


def may_be_byline(line: str, language: str) -> bool:
    """Whether a line may be a byline: True for some that are not, never False for one that is."""
    signs = _signs(language)
    if len(line) > _MAX_LENGTH_WITHOUT_BY or line[-1:] in _NO_LAST_SIGNS:
        return _may_be_long(line, signs)
    tokens = line.split()
    first = _first_word(line, tokens)
    if _begins_like_byline(line, tokens, first, signs):
        return True
    if not first or not signs.prose.isdisjoint(tokens):
        return _may_be_in_prose(line, tokens, first, signs)
    if first in signs.by:
        return True
    if signs.caseless is not None and _CASELESS.search(line) and ("，" in line or signs.caseless.search(line)):
        return True
    is_genre = first in signs.genres and not signs.by.isdisjoint(map(str.lower, tokens))
    if is_genre or _DIGIT.search(line):
        return is_genre or _may_be_dated(line, first, signs)
    if not signs.after.isdisjoint(tokens) or ("; " in line and _introduces(line.lower(), signs)):
        return True
    return not tokens[0][0].islower() and _may_be_bare(line, tokens, first, signs)


def _may_be_in_prose(line: str, tokens: Sequence[str], first: str, signs: _Signs) -> bool:
    """Whether a line with words of sentences may be a byline: after "by", if a date or only links have them."""
    words = signs.prose.intersection(tokens)
    if first not in signs.by:
        is_filed = words <= signs.filing and (first in signs.genres or _DIGIT.search(line) is not None)
        if is_filed and not signs.by.isdisjoint(map(str.lower, tokens)):
            return True
        if is_filed and _may_be_dated(line, first, signs):
            return True
        return "pecial to " in line and words == _SPECIAL
    if words == _SPECIAL or words <= signs.tails or _NUMERIC.search(line):
        return True
    return not signs.months.isdisjoint(map(str.lower, tokens))


def _begins_like_byline(line: str, tokens: Sequence[str], first: str, signs: _Signs) -> bool:
    """Whether a line begins with an introduction or a label; with others' credit, a label may follow."""
    if first in signs.beginnings or (first in signs.starts and _begins_with_phrase(line, signs)):
        return True
    if first in signs.labels and tokens[0][-1] == ":":
        return True
    if first in signs.filed and not signs.by.isdisjoint(map(str.lower, tokens)) and _begins_with_phrase(line, signs):
        return True
    return (first in signs.others or first in signs.filed) and any(
        token[-1] == ":" and folded(token[:-1]) in signs.labels for token in tokens[1:]
    )


def _may_be_long(line: str, signs: _Signs) -> bool:
    """Whether a long line, or one with a mark such as "?" at its end, begins with an introduction."""
    first = _first_word(line, line[:_MAX_PHRASE_LENGTH].split(None, 1))
    if first in signs.beginnings or (first in signs.starts and _begins_with_phrase(line, signs)):
        return True
    return first in signs.by and signs.prose.isdisjoint(line.split())


def _first_word(line: str, tokens: Sequence[str]) -> str:
    """The first word, folded, without a word that is glued to it."""
    if not tokens:
        return ""
    head = tokens[0]
    if head.isascii() and head.isalpha() and (head[1:].islower() or len(head) == 1):
        return head.lower()
    match = _FIRST_WORD.match(line)
    return folded(match[1]) if match else ""


def _introduces(line: str, signs: _Signs) -> bool:
    """Whether a line has an introduction of several words after another part: "Reprinted; first written by Jane"."""
    return any(f" {by} " in line for by in signs.by)


def _begins_with_phrase(line: str, signs: _Signs) -> bool:
    """Whether a line begins with an introduction of several words: "This post was written by"."""
    return line[:_MAX_PHRASE_LENGTH].lower().startswith(signs.phrases)


def _may_be_dated(line: str, first: str, signs: _Signs) -> bool:
    """Whether a line may have a date and something else, and is not a sentence."""
    words = _WORD.findall(folded(_CAMEL.sub(" ", line)))
    if (line[-1] == ")" and _COUNT.search(line) and signs.tails.isdisjoint(words)) or "://" in line:
        return False
    if not _NUMERIC.search(line) and _may_be_counted(first, words, signs):
        return True
    if not _NUMERIC.search(line) and (signs.months.isdisjoint(words) or not _is_full(line, words, signs)):
        return False
    if (
        first in signs.headings
        and first not in signs.names
        and len(first) > _MAX_ARTICLE_LENGTH
        and signs.by.isdisjoint(words)
        and signs.names.isdisjoint(words)
        and not _BARRED.search(line)
        and not _USER_NAME.match(line)
        and signs.jobs.isdisjoint(words)
    ):
        return False
    return 0 < len(set(words) - signs.dates) <= _MAX_WORDS_WITH_DATE


def _may_be_counted(first: str, words: Sequence[str], signs: _Signs) -> bool:
    """Whether a line begins like a name and has a count: "Jane | 7 comments"."""
    return first in signs.names and len(words) <= _MAX_WORDS_WITH_DATE and not signs.tails.isdisjoint(words)


def _is_full(line: str, words: Sequence[str], signs: _Signs) -> bool:
    """Whether a line with a month has two numbers besides, or an age or an introducer."""
    if len(_NUMBER.findall(line)) > 1 or (words[0] in signs.names and _PARTED.search(line)):
        return True
    return not (signs.units.isdisjoint(words) and signs.by.isdisjoint(words))


def _may_be_bare(line: str, tokens: Sequence[str], first: str, signs: _Signs) -> bool:
    """Whether a line may be a name, by its first word, a job or an outlet in it, or the ending of a surname."""
    if len(tokens) == 1 or ":" in line or folded(line.strip()) in signs.alone:
        return first in signs.alone or folded(line.strip()) in signs.alone
    named = first in signs.names
    if first in signs.headings and not named:
        return False
    named = named or _INITIAL.match(line) is not None
    parting = _PARTED.search(line)
    if parting:
        return _may_head(line[: parting.end() - 1].split(), first, signs) and (named or _holds_affiliation(line, signs))
    lower = line.replace("-", " ").lower().split()
    if (
        not _is_plain(tokens, lower, signs)
        or len(tokens) > _MAX_WORDS_UNDIVIDED
        or (line[-1] == "." and len(tokens[-1]) > _MAX_ABBREVIATION_LENGTH)
    ):
        return False
    if named or not signs.jobs.isdisjoint(lower) or not (signs.ands.isdisjoint(lower) or signs.names.isdisjoint(lower)):
        return True
    return len(tokens) <= _MAX_NAME_WORDS and any(map(gazetteer().ends_like_surname, (*lower[1:2], lower[-1])))


def _is_plain(tokens: Sequence[str], lower: Sequence[str], signs: _Signs) -> bool:
    """Whether all words in small letters may occur in a byline."""
    return signs.small.issuperset(set(tokens).intersection(lower))


def _may_head(tokens: Sequence[str], first: str, signs: _Signs) -> bool:
    """Whether the words before the first comma or similar mark may be names."""
    if len(tokens) == 1 and first not in signs.alone:
        return False
    return len(tokens) <= _MAX_WORDS_UNDIVIDED and _is_plain(tokens, [token.lower() for token in tokens], signs)


def _holds_affiliation(line: str, signs: _Signs) -> bool:
    words = _WORD.findall(folded(line))
    return not (signs.jobs.isdisjoint(words) and signs.outlets.isdisjoint(words) and signs.by.isdisjoint(words))


@by_locale
def _signs(language: str) -> _Signs:
    words, names = lexicon_of(language), gazetteer()
    jobs = words.jobs | words.groups
    first_names = _first_words((*names.titles, *names.agencies, *names.media, *words.fields, *jobs)) | names.given
    common = words.headings | words.never | words.articles | _first_words(words.by)
    phrases = (*words.posted, *words.direct, *words.opening, *words.author)
    beginnings = _first_words((*phrases, *words.labels, *words.interface))
    filed = (*words.filed, *words.filed_in)
    return _Signs(
        beginnings=beginnings - common,
        phrases=(*filed, *(small(each) for each in phrases if folded(each.split()[0]) in common)),
        starts=beginnings & common,
        filed=_first_words(filed) - beginnings,
        filing=_all_words(words.filed_in),
        others=_first_words(words.others) - beginnings,
        labels=frozenset(map(folded, words.labels)),
        by=_first_words((*words.by, *names.by_words)),
        prose=words.never - names.particles - _all_words((*words.conjunctions, *words.by)) - date_words(language),
        months=date_words(language, only_dating=True),
        units=_all_words((*words.units, *words.ago)),
        tails=_all_words(words.tails),
        dates=date_words(language) | _all_words((*words.published, *words.updated, *words.tails)),
        after=frozenset(each for phrase in words.by_after for each in phrase.split()),
        genres=_first_words((*words.genres, *words.articles)),
        names=first_names - words.articles - (words.headings - names.given),
        alone=names.agencies | words.groups | {each.split("-")[-1] for each in words.groups},
        headings=words.headings | words.never | words.articles | words.sections,
        ands=frozenset(words.conjunctions),
        small=_small_words(words),
        jobs=_all_words(jobs),
        outlets=_all_words((*names.outlets, *names.media)),
        caseless=_caseless_words(words),
    )


def _small_words(words: BylineLexicon) -> frozenset[str]:
    lists = (words.conjunctions, words.prepositions, words.jobs, words.groups, words.roles, words.fields, words.tails)
    return gazetteer().particles.union(*lists)


def _caseless_words(words: BylineLexicon) -> re.Pattern[str] | None:
    if not _CASELESS.search("".join(words.labels)):
        return None
    names = gazetteer()
    given = filter(_CASELESS.match, names.given)
    lists = (words.labels, words.direct, words.by_after, words.jobs, words.groups, names.agencies, given)
    return re.compile(any_of(chain.from_iterable(lists)))


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(match[1]) for phrase in phrases if (match := _FIRST_WORD.match(phrase)))


def _all_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in _WORD.findall(folded(phrase)) if len(word) > 1)
