"""The words of bylines: those of a language (section ``bylines`` of its locale), and names known in every language."""

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
_MAX_SHORT_NAME_LENGTH = 3  # letters; without its accents a short name may be another word: "Thế" and "the"


@frozen
class Gazetteer:
    """Names by kind, folded; `acronyms` and `mac` are in capitals.

    Attributes:
        given: given names.
        chinese: Chinese family names, of one or two characters.
        surname_endings: endings of surnames, in small letters.
        ends_of_endings: the last two letters of these.
        agencies: press agencies.
        media: well-known newspapers and broadcasters.
        photo_agencies: sources of pictures, not of texts.
        places: towns and countries.
        outlets: words that occur in names of media.
        post_nominals: degrees and honours after a name.
        titles: academic and courtesy titles before a name.
        particles: words in small letters inside names.
        acronyms: words that stay in capitals.
        by_words: "by" in the languages of most blogs, as a page may be in another language than its lines.
        mac: rests of names that take a capital after "Mac".
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
    by_words: tuple[str, ...]
    mac: frozenset[str]

    def is_press(self, key: str) -> bool:
        """Whether a folded phrase is an agency or a medium."""
        return key in self.agencies or key in self.media

    def ends_like_surname(self, word: str) -> bool:
        """Whether a word in small letters has the ending of a surname, after at least two letters."""
        if word[-2:] not in self.ends_of_endings:
            return False
        return any(
            word[-length:] in self.surname_endings for length in range(2, min(len(word) - 1, _MAX_ENDING_LENGTH + 1))
        )


@cache
def gazetteer() -> Gazetteer:
    """Load the gazetteer; its files are read at the first call."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(_text("gazetteer.toml"))
    more = " ".join(line for line in _text("given_names.txt").splitlines() if not line.startswith("#"))
    return Gazetteer(
        given=_given((*tables["given"].values(), more)),
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
        by_words=tuple(tables["by_words"]["words"].split()),
        mac=frozenset(tables["mac"]["words"].split()),
    )


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, words))


def _given(lists: Iterable[str]) -> frozenset[str]:
    names = [name for each in lists for name in each.casefold().split()]
    return frozenset(names) | _folded(name for name in names if len(name) > _MAX_SHORT_NAME_LENGTH)


# -------------------------------------------------------------------------------------------- the lexicon of a language

# In scripts without spaces between words, a word may begin and end anywhere.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_WORD_BEFORE = r"(?<![^\W_])"
# English lists that must not count in other languages: "die", "an" and "do" are other words there.
_ENGLISH_ONLY = frozenset({"never", "particles"})


@frozen
class BylineLexicon:
    """The words of one language, and the English ones: English bylines occur on pages in every language.

    The sets are folded.

    Attributes:
        tag: the locale's BCP 47 tag.
        interface: Blogger's own words before who posted: "Posted by".
        at: its words before the time.
        by: prepositions before an author.
        by_after: the same after the name.
        unsure: those of `by`, `direct` and `posted` that are mostly used otherwise, such as "from".
        posted: words before one of `by`: "written".
        direct: words right before the name: "Napsal".
        labels: words before a colon: "Author".
        author: labels that need no colon: "Author Jane Doe".
        opening: beginnings of sentences that systems print around a byline: "This entry was".
        filed: phrases before sections or tags: "posted in".
        filed_in: prepositions before sections: "in".
        genres: kinds of texts before one of `by`: "analysis".
        interviews: those of `genres` in which somebody else speaks.
        others: credits of people other than the author: "Photo".
        conjunctions: words between two names.
        companions: words before a further name or an agency: "with".
        prepositions: words before an affiliation: "of".
        place_prepositions: words before a place.
        tails: links and counts after a byline: "comments".
        updated: words that mark a date as a later one.
        published: words before a date.
        ago: words before or after an age.
        units: units of an age.
        jobs: jobs of authors.
        fields: words before a job, such as "science".
        groups: names for a group of authors, such as "staff".
        roles: phrases that name a role and nobody.
        ours: "our".
        articles: "the".
        sections: sections that texts are filed in.
        never: words that no name contains.
        headings: words of headings and menus, which look like names.
        false_friends: words that never name an author after "by".
        particles: words in small letters inside a name, in this language.
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
    author: tuple[str, ...]
    opening: tuple[str, ...]
    filed: tuple[str, ...]
    filed_in: tuple[str, ...]
    genres: tuple[str, ...]
    interviews: frozenset[str]
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
    """The lexicon of the locale nearest to a BCP 47 tag."""
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
        author=phrases("author"),
        opening=phrases("opening"),
        filed=phrases("filed"),
        filed_in=phrases("filed_in"),
        genres=phrases("genres"),
        interviews=keys("interviews"),
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
    """The text in small letters, each at its old place, for the patterns of `any_of`."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(each.lower()[:1] for each in text)


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of any of the phrases, in small letters, from the start of a word; without phrases it never matches.

    The longest match wins. Phrases are grouped by their first letter, which saves most attempts.
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
    """Whether a word may end here, also where the next one is glued to it, as in "byJane"."""
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
