"""Quotation marks: which characters they are, how a language writes them, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

_FAMILIES = {
    "double": ('"', "“", "”", "„", "‟", "〝", "〞", "〟", "''", "``", "‘‘", "’’", "‚‚", "´´"),
    "single": ("'", "‘", "’", "‚", "‛"),
    "guillemet": ("«", "»"),
    "single guillemet": ("‹", "›"),
    "corner": ("「", "」"),
    "white corner": ("『", "』"),
}
FAMILY: dict[str, str] = {mark: family for family, marks in _FAMILIES.items() for mark in marks}
"""The family of each mark: one of a family closes what another one of it opened."""
_CHARACTERS = {*chain.from_iterable(FAMILY), "`", "´"}
_OPENING = (*"“„‟«‹「『‘‚‛〝", "``", "‘‘", "‚‚")
_CLOSING = (*"”»›」』〞〟", "’’", "´´")

# Where each character stands in a text; one that looks like an apostrophe not within a word.
_PLACES = {
    character: re.compile(rf"{character}(?:(?<!\w.)|(?!\w))" if character in "'‘’´`" else character)
    for character in _CHARACTERS
}


Shapes = Mapping[str, bool | None]
"""Which marks open (True) or close (False) by their shape; a mark that may do either is None, or left out."""


def shapes_of(pairs: Sequence[str]) -> Shapes:
    """The shapes of marks in a language that writes them in these pairs."""
    opening, closing = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    shapes: dict[str, bool | None] = {**dict.fromkeys(_OPENING, True), **dict.fromkeys(_CLOSING, False)}
    shapes |= {**dict.fromkeys(opening, True), **dict.fromkeys(closing, False), **dict.fromkeys(opening & closing)}
    return shapes


def places_in(text: str) -> Iterator[int]:
    """Where marks stand; to search for one character at a time is quickest by far, and few are used in one text."""
    for character, pattern in _PLACES.items():
        if character in text:
            for found in pattern.finditer(text):
                yield found.start()
