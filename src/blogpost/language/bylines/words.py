"""The words of bylines in a language: the section ``bylines`` of its locale, made ready for use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from blogpost.language.folding import folded
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK, load

# Scripts that put no spaces between words: there a word may begin and end anywhere.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_WORD_BEFORE = r"(?<![^\W_])"
# English words that must not count in other languages: "die", "an" and "do" are others there.
_ENGLISH_ONLY = frozenset({"never", "particles"})


@frozen
class Words:
    """The words of one language, with English ones beside them: bylines in English stand on pages of all languages.

    The sets are folded. Attributes, by what they hold:
        interface: how Blogger itself introduces who posted: "Posted by".
        at: what it puts before the time.
        by: prepositions that introduce an author.
        by_after: the same behind the name.
        unsure: those of `by` and `direct` that mostly say something else, such as "from".
        posted: what stands before a word of `by`: "written".
        direct: what stands before the name itself: "Napsal".
        labels: what stands before a colon: "Author".
        genres: what a text may be called before a word of `by`: "analysis".
        others: credits of others than the author: "Photo".
        conjunctions: between two names.
        companions: before a further name or an agency: "with".
        prepositions: before what a person belongs to: "of".
        place_prepositions: before a place.
        tails: links and counts behind a byline: "comments".
        updated: what says that a date is not the first one.
        published: what stands before a date.
        ago: before or behind an age.
        units: of an age.
        jobs: what people are.
        fields: what stands before a job.
        groups: what a group of authors is called.
        roles: phrases that name a role and nobody.
        ours: "our".
        articles: "the".
        sections: what texts are filed under.
        never: words that no name holds.
        headings: words of headings and menus, which look like names.
        false_friends: words that show that "by" introduces no author.
        particles: words written small inside a name, in this language.
    """

    tag: str
    interface: tuple[str, ...]
    at: tuple[str, ...]
    by: tuple[str, ...]
    by_after: tuple[str, ...]
    unsure: frozenset[str]
    posted: tuple[str, ...]
    direct: tuple[str, ...]
    labels: tuple[str, ...]
    genres: tuple[str, ...]
    others: tuple[str, ...]
    conjunctions: tuple[str, ...]
    companions: tuple[str, ...]
    prepositions: tuple[str, ...]
    place_prepositions: frozenset[str]
    tails: tuple[str, ...]
    updated: tuple[str, ...]
    published: tuple[str, ...]
    ago: tuple[str, ...]
    units: tuple[str, ...]
    jobs: frozenset[str]
    fields: frozenset[str]
    groups: frozenset[str]
    roles: frozenset[str]
    ours: frozenset[str]
    articles: frozenset[str]
    sections: frozenset[str]
    never: frozenset[str]
    headings: frozenset[str]
    false_friends: frozenset[str]
    particles: frozenset[str]


def words_of(language: str) -> Words:
    """The words of the locale nearest to a BCP 47 tag."""
    return _words(load(language).tag)


@cache
def _words(tag: str) -> Words:
    tags = tuple(dict.fromkeys((tag, FALLBACK)))

    def phrases(key: str) -> tuple[str, ...]:
        chosen = tags[:1] if key in _ENGLISH_ONLY else tags
        return _unique(phrase for each in chosen for phrase in _listed(load(each).sections.get("bylines", {}), key))

    def keys(key: str) -> frozenset[str]:
        return frozenset(map(folded, phrases(key)))

    return Words(
        tag=tag,
        interface=_unique(phrase for each in tags for phrase in interface(each).posted_by),
        at=_unique(phrase for each in tags for phrase in interface(each).at),
        by=phrases("by"),
        by_after=phrases("by_after"),
        unsure=keys("unsure"),
        posted=phrases("posted"),
        direct=phrases("direct"),
        labels=phrases("labels"),
        genres=phrases("genres"),
        others=phrases("others"),
        conjunctions=phrases("and"),
        companions=phrases("with"),
        prepositions=phrases("of"),
        place_prepositions=keys("places_after"),
        tails=phrases("tails"),
        updated=phrases("updated"),
        published=phrases("published"),
        ago=phrases("ago"),
        units=phrases("units"),
        jobs=keys("jobs"),
        fields=keys("fields"),
        groups=keys("groups"),
        roles=keys("roles"),
        ours=keys("our"),
        articles=keys("articles"),
        sections=keys("sections"),
        never=keys("never"),
        headings=keys("headings"),
        false_friends=keys("false_friends"),
        particles=keys("particles"),
    )


def small(text: str) -> str:
    """The text in small letters, each at the place where it was, for the expressions that `any_of` makes."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(each.lower()[:1] for each in text)


def any_of(phrases: Iterable[str]) -> str:
    """An expression for any of the phrases from the head of a word on, in small letters; for none, what never matches.

    Of several that match the longest is found. They are grouped by their first letter, which spares most attempts.
    """
    unspaced: defaultdict[str, list[str]] = defaultdict(list)
    spaced: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in sorted({small(each) for each in phrases if each}, key=len, reverse=True):
        group = unspaced if _IS_UNSPACED.match(phrase) or not phrase[0].isalnum() else spaced
        group[phrase[0]].append(_expression(phrase[1:]))
    heads = ((each, head) for each, head in ((unspaced, ""), (spaced, _WORD_BEFORE)) if each)
    expressions = [f"{head}(?:{'|'.join(map(_group, each.items()))})" for each, head in heads]
    return f"(?:{'|'.join(expressions) or '(?!)'})"


def _group(letter_and_rests: tuple[str, list[str]]) -> str:
    letter, rests = letter_and_rests
    return f"{re.escape(letter)}(?:{'|'.join(rests)})"


def is_word_end(line: str, end: int) -> bool:
    """Whether a word may end here: also where the next one is glued to it, as in "byJane"."""
    if end >= len(line) or not line[end].isalnum() or not line[end - 1].isalnum():
        return True
    return (line[end - 1].islower() and line[end].isupper()) or bool(_IS_UNSPACED.match(line[end - 1]))


def _expression(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s").replace("'", "['’]")


def _listed(section: Mapping[str, Any], key: str) -> Iterable[str]:
    value = section.get(key, ())
    return value.split() if isinstance(value, str) else value


def _unique(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrases))
