"""The words of a language, as data: one TOML file per language in `locales`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, wraps
from importlib.resources import files
from typing import Any, TypeVar

from attrs import frozen

from blogpost.remembering import remembered

_Answer = TypeVar("_Answer")

FALLBACK = "en"

# Equivalent tags: Google's old codes, and languages that share their words on Blogger.
_ALIASES = {"in": "id", "iw": "he", "nb": "no", "nn": "no", "tl": "fil", "pt": "pt-BR", "zh": "zh-CN"}
# Regions and scripts that use the locale of another region: "zh-Hant-HK" that of "zh-TW".
_REGIONS = {("zh", "hant"): "zh-TW", ("zh", "hk"): "zh-TW", ("zh", "mo"): "zh-TW", ("zh", "tw"): "zh-TW"}
_MAX_TAG_LENGTH = 64  # characters; BCP 47 expects 35
_PORTUGAL = frozenset(("ao", "cv", "gw", "mo", "mz", "pt", "st", "tl"))  # regions that write Portugal's Portuguese


@frozen
class Locale:
    """The words of one language, in sections, each for a module of this package.

    ``interface`` has Blogger's words, in tables by their source; ``comments`` those around comments on other systems;
    ``calendar`` and ``plurals`` are CLDR's; ``dates`` has what CLDR lacks.
    """

    tag: str
    sections: Mapping[str, Any]

    def words(self, section: str, key: str) -> Sequence[str]:
        """The words that a section has for a key; empty if the file has no such section or key."""
        words: Sequence[str] = self.sections.get(section, {}).get(key, ())
        return words


@cache
def known() -> tuple[str, ...]:
    """The BCP 47 tags of all locales."""
    folder = files(__package__) / "locales"
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


@remembered(256)
def nearest(language: str) -> str:
    """The tag of the locale nearest to a BCP 47 tag (``pt`` → ``pt-BR``); English if there is none (``zu``)."""
    language = language[:_MAX_TAG_LENGTH].replace("_", "-")
    tags = {tag.lower(): tag for tag in known()}
    primary, *others = language.lower().split("-")
    if primary == "pt" and _PORTUGAL.intersection(others):
        return "pt-PT"
    for other in others:
        if (primary, other) in _REGIONS:
            return _REGIONS[primary, other]
    return tags.get(language.lower()) or tags.get(_ALIASES.get(primary, primary).lower()) or FALLBACK


def by_locale(function: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """Cache the answers of a function by locale; tags are resolved first, as documents may have any number of them."""
    kept = cache(function)
    tags = frozenset(known())

    @wraps(function)
    def ask(language: str = FALLBACK) -> _Answer:
        return kept(language if language in tags else nearest(language))

    ask.cache_info = kept.cache_info  # type: ignore[attr-defined]  # for measurements
    return ask


@by_locale
def load(tag: str) -> Locale:
    """Load the locale nearest to a BCP 47 tag."""
    text = (files(__package__) / "locales" / f"{tag}.toml").read_text(encoding="utf-8")
    sections = tomllib.loads(text)
    return Locale(sections.pop("tag"), sections)
