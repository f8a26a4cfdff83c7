"""What the lines around a comment say: who wrote it, and that it has been removed."""

from __future__ import annotations

import re

from blogpost.language.characters import DIVIDERS
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK, by_locale

_PUNCTUATION = " ,:;#." + DIVIDERS
# What some templates put between a name and its link: "(anonymous)" stays, brackets that hold nothing go.
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")


def parse_commenter(line: str, *, language: str = FALLBACK) -> str | None:
    """The name in a line that heads or ends a comment: "Anonymous said...", "By Anonymous, at", "posted by Jane :".

    The time of the comment is not to be in the line. None where nothing but the interface's words stands there.
    """
    name = " ".join(_EMPTY_BRACKETS.sub(" ", line).split())
    starts, ends = _around_names(language)
    name = _cut(ends, _cut(starts, name.strip(_PUNCTUATION)).strip(_PUNCTUATION))
    return name.strip(_PUNCTUATION) or None


def _cut(words: re.Pattern[str], text: str) -> str:
    """The text without the first interface word of the pattern, if something is left then."""
    return words.sub("", text, count=1) or text


@by_locale
def _around_names(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a name, and what behind it, on pages of a language; English words stand on all of them."""
    said = _words(language, "said")
    starts = [*_words(language, "posted_by"), *said, *_words(language, "at")]
    ends = [*said, *_words(language, "at")]
    return re.compile(rf"^(?:{_any(starts)})(?:\s+|$)", re.IGNORECASE), re.compile(
        rf"(?:^|\s+|(?<=[^\x00-\u2fff]))(?:{_any(ends)})$", re.IGNORECASE
    )


@by_locale
def removal_notices(language: str = FALLBACK) -> frozenset[str]:
    """The sentences that stand in the place of a comment that was removed, in a language and in English."""
    return frozenset((*_words(language, "removed_author"), *_words(language, "removed_admin")))


def _words(language: str, key: str) -> list[str]:
    return [word for tag in dict.fromkeys((language, FALLBACK)) for word in interface(tag).words(key)]


def _any(words: list[str]) -> str:
    """A pattern for any of the words, the longest first; their punctuation may have gone."""
    stripped = {word.strip(_PUNCTUATION + "…") for word in words} - {""}
    return "|".join(f"{re.escape(word)}[.…:]*" for word in sorted(stripped, key=len, reverse=True))
