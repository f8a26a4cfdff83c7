"""Proper names that are the same in every language: `proper_names.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from blogpost.language.folding import folded

_LONGEST_ENDING = 8
_SHORT = 3  # letters up to which two names without their accents may be one: the Vietnamese "Thế" is no English "the"


@frozen
class ProperNames:
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
            word[-length:] in self.surname_endings for length in range(2, min(len(word) - 1, _LONGEST_ENDING + 1))
        )


@cache
def proper_names() -> ProperNames:
    """All of them; the file is read at the first use."""
    text = (files(__package__) / "proper_names.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, Any]] = tomllib.loads(text)
    return ProperNames(
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
    return frozenset(names) | _folded(name for name in names if len(name) > _SHORT)
