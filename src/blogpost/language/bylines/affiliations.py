"""What people belong to: outlets, jobs and places, and what looks like them but is where a text is filed."""

from __future__ import annotations

import re
from functools import cache

from blogpost.language.bylines.kinds import AFFILIATIONS, Kind, is_nominals, keys_of, kind_of
from blogpost.language.bylines.lexicon import proper_names
from blogpost.language.bylines.pieces import pieces
from blogpost.language.bylines.words import Words, any_of, words_of
from blogpost.language.folding import folded

_EDITORS_SIGN = re.compile(r"[a-z]{1,4}(?:[/,.]\s?[a-z]{1,4})*\.?")
_BODIES: frozenset[Kind] = frozenset(("outlet", "job", "role", "group"))


def parts_of_affiliation(text: str, language: str) -> tuple[str, ...]:
    """An affiliation without a preposition at its head; degrees and what stands behind them are two of them."""
    preposition = _preposition(words_of(language).tag)
    if leading := preposition.match(text):
        text = text[leading.end() :]
    for found in preposition.finditer(text):
        if is_nominals(text[: found.start()].strip()):
            return text[: found.start()].strip(), text[found.end() :]
    return (text,)


def begins_with_preposition(text: str, language: str) -> bool:
    """Whether a piece begins like a place or an outlet that somebody belongs to: "of Example News"."""
    return _preposition(words_of(language).tag).match(text) is not None


def goes_on(rest: str, language: str) -> bool:
    """Whether what follows a piece is an "and" and the rest of one body's name: "Art and Design University"."""
    phrase = f"x{rest}"
    following = next((piece for piece in pieces(phrase, language) if piece.start), None)
    if following is None or following.joint != "and":
        return False
    return kind_of(phrase[following.start : following.end], language) in _BODIES


def is_remark(text: str, language: str) -> bool:
    """Whether what stands in brackets is an editor's sign or a remark: "(jd)", "(not verified)"."""
    small = text[:1].islower() and kind_of(text, language) not in AFFILIATIONS
    return small or _EDITORS_SIGN.fullmatch(text) is not None


def without_companion(text: str, language: str) -> str:
    """What stands in brackets, without a "with" at its head."""
    return _companion(words_of(language).tag).sub("", text)


def without_sections(phrase: str, language: str, *, filed: bool) -> str:
    """A phrase without the sections behind an "in": "Jane Doe in News, Sports".

    Where texts are said to be filed so (`filed`), all that is no place is a section.
    """
    words = words_of(language)
    found = _place_preposition(words.tag).search(phrase)
    if found is None or not (keys := keys_of(phrase[found.end() :])):
        return phrase
    section = keys[0] in words.sections or (filed and not _is_place(phrase[found.end() :], keys[0], words))
    return phrase[: found.start()] if section else phrase


def _is_place(rest: str, key: str, words: Words) -> bool:
    return key in proper_names().places or kind_of(re.split(r"[,|(&]", rest)[0], words.tag) == "place"


@cache
def _preposition(tag: str) -> re.Pattern[str]:
    kept = [each for each in words_of(tag).prepositions if not folded(each).startswith("special")]
    return re.compile(rf"(?i:{any_of(kept)})\s(?=(?:the\s)?[^\W\d_a-zß-ÿ])")


@cache
def _companion(tag: str) -> re.Pattern[str]:
    return re.compile(rf"^(?i:{any_of(words_of(tag).companions)})\s")


@cache
def _place_preposition(tag: str) -> re.Pattern[str]:
    places = [each for each in words_of(tag).place_prepositions if each not in proper_names().particles]
    return re.compile(rf"(?<=\S),?\s(?i:{any_of(places)})\s(?=[^\W\d_a-zß-ÿ]|[a-z][A-Z])")
