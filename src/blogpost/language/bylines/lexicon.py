"""Proper names that are the same in every language: `proper_names.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from blogpost.language.folding import folded

_SHORT = 3  # letters up to which two names without their accents may be one: the Vietnamese "Thế" is no English "the"


@frozen
class ProperNames:
    """Names by what they name, folded; `acronyms` and `mac` in capitals.

    Attributes:
        given: given names.
        chinese: Chinese family names, of one or two characters.
        korean: Korean ones.
        surname_ending: matches a word that ends like a surname.
        agencies: press agencies.
        media: well-known newspapers and broadcasters.
        photo_agencies: where pictures come from, but no texts.
        places: towns and lands.
        outlets: words that names of media are built with.
        post_nominals: degrees and honours that stand behind a name.
        particles: words written small inside names.
        acronyms: words that stay in capitals.
        mac: what has a capital again behind "Mac".
    """

    given: frozenset[str]
    chinese: frozenset[str]
    korean: frozenset[str]
    surname_ending: re.Pattern[str]
    agencies: frozenset[str]
    media: frozenset[str]
    photo_agencies: frozenset[str]
    places: frozenset[str]
    outlets: frozenset[str]
    post_nominals: frozenset[str]
    particles: frozenset[str]
    acronyms: frozenset[str]
    mac: frozenset[str]


@cache
def proper_names() -> ProperNames:
    """All of them; the file is read at the first use."""
    text = (files(__package__) / "proper_names.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, Any]] = tomllib.loads(text)
    endings = "|".join(tables["surname_endings"]["all"].split())
    return ProperNames(
        given=_given(tables["given"].values()),
        chinese=frozenset(tables["family"]["chinese"].split()),
        korean=frozenset(tables["family"]["korean"].split()),
        surname_ending=re.compile(rf"\w\w(?:{endings})$"),
        agencies=_folded(tables["agencies"]["names"]),
        media=_folded(tables["agencies"]["media"]),
        photo_agencies=_folded(tables["agencies"]["photo"]),
        places=_folded([*tables["places"]["names"].split(), *tables["places"]["phrases"]]),
        outlets=_folded(tables["outlets"]["words"].split()),
        post_nominals=_folded(tables["post_nominals"]["words"].split()),
        particles=_folded(tables["particles"]["words"].split()),
        acronyms=frozenset(tables["acronyms"]["words"].split()),
        mac=frozenset(tables["mac"]["words"].split()),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, words))


def _given(lists: Iterable[str]) -> frozenset[str]:
    names = [name for each in lists for name in each.split()]
    return frozenset(name.casefold() for name in names) | _folded(name for name in names if len(name) > _SHORT)
