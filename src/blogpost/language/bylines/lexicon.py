"""The words of bylines: a language's own (section ``bylines`` of its locale) and names known in every language."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from blogpost.language.folding import folded
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK, load

# ------------------------------------------------------------------------------------------------ the gazetteer

_MAX_ENDING_LENGTH = 8
_MAX_SHORT_NAME_LENGTH = (
    3  # letters up to which two names without their accents may be one: the Vietnamese "Thế" is no English "the"
)


@frozen
class Gazetteer:
    """Names by what they name, folded; `acronyms` and `mac` in capitals.

    Attributes:
        given: given names.
        chinese: Chinese family names, of one or two characters.
        surname_endings: how surnames end, in small letters.
        ends_of_endings: the last two letters of these.
        agencies: press agencies.
        media: well-known newspapers and broadcasters.
        photo_agencies: where pictures come from, but no texts.
        places: towns and lands.
        outlets: words that names of media are built with.
        post_nominals: degrees and honours that stand behind a name.
        titles: academic and courtesy titles before a name.
        particles: words written small inside names.
        acronyms: words that stay in capitals.
        mac: what has a capital again behind "Mac".
    """

    given: frozenset[str]
    chinese: frozenset[str]
    surname_endings: frozenset[str]
    ends_of_endings: frozenset[str]
    agencies: frozenset[str]
    media: frozenset[str]
    photo_agencies: frozenset[str]
    places: frozenset[str]
    outlets: frozenset[str]
    post_nominals: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    acronyms: frozenset[str]
    mac: frozenset[str]

    def is_press(self, key: str) -> bool:
        """Whether a folded phrase is an agency or a medium."""
        return key in self.agencies or key in self.media

    def ends_like_surname(self, word: str) -> bool:
        """Whether a word in small letters ends as surnames do, with at least two letters before."""
        if word[-2:] not in self.ends_of_endings:
            return False
        return any(
            word[-length:] in self.surname_endings for length in range(2, min(len(word) - 1, _MAX_ENDING_LENGTH + 1))
        )


@cache
def gazetteer() -> Gazetteer:
    """All of them; the file is read at the first use."""
    text = (files(__package__) / "gazetteer.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, Any]] = tomllib.loads(text)
    return Gazetteer(
        given=_given(tables["given"].values()),
        chinese=frozenset(tables["family"]["chinese"].split()),
        surname_endings=frozenset(tables["surname_endings"]["all"].split()),
        ends_of_endings=frozenset(ending[-2:] for ending in tables["surname_endings"]["all"].split()),
        agencies=_folded(tables["agencies"]["names"]),
        media=_folded(tables["agencies"]["media"]),
        photo_agencies=_folded(tables["agencies"]["photo"]),
        places=_folded([*tables["places"]["names"].split(), *tables["places"]["phrases"]]),
        outlets=_folded(tables["outlets"]["words"].split()),
        post_nominals=_folded(tables["post_nominals"]["words"].split()),
        titles=_folded(tables["titles"]["words"].split()),
        particles=_folded(tables["particles"]["words"].split()),
        acronyms=frozenset(tables["acronyms"]["words"].split()),
        mac=frozenset(tables["mac"]["words"].split()),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, words))


def _given(lists: Iterable[str]) -> frozenset[str]:
    names = [name for each in lists for name in each.casefold().split()]
    return frozenset(names) | _folded(name for name in names if len(name) > _MAX_SHORT_NAME_LENGTH)


# -------------------------------------------------------------------------------------------- the lexicon of a language

# Scripts that put no spaces between words: there a word may begin and end anywhere.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_WORD_BEFORE = r"(?<![^\W_])"
# English words that must not count in other languages: "die", "an" and "do" are others there.
_ENGLISH_ONLY = frozenset({"never", "particles"})


@frozen
class BylineLexicon:
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


def lexicon_of(language: str) -> BylineLexicon:
    """The words of the locale nearest to a BCP 47 tag."""
    return _words(load(language).tag)


@cache
def _words(tag: str) -> BylineLexicon:
    tags = tuple(dict.fromkeys((tag, FALLBACK)))

    def phrases(key: str) -> tuple[str, ...]:
        chosen = tags[:1] if key in _ENGLISH_ONLY else tags
        return _unique(phrase for each in chosen for phrase in _listed(load(each).sections.get("bylines", {}), key))

    def keys(key: str) -> frozenset[str]:
        return frozenset(map(folded, phrases(key)))

    return BylineLexicon(
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
