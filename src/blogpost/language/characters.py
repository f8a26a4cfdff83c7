"""Characters that several rules share: invisible ones, no-break spaces, dividers of a line, bullets, dashes."""

from __future__ import annotations

import re

# ------------------------------------------------------------------------------------------------ invisible characters

JOINERS = "\u200c\u200d"
"""Invisible, yet part of the spelling of Persian and Indian words."""
FORMATTING = (
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Soft hyphens, spaces of no width, marks of direction, byte order marks: a word is the same without them."""
INVISIBLE = FORMATTING + JOINERS
EMPTY_SPACES = "\xa0\u3000\u200b\ufeff"
"""Characters beyond ASCII that leave a line looking empty."""

_FORMATTING = re.compile(f"[{FORMATTING}]+")


def without_formatting(text: str) -> str:
    """The text without invisible characters, except those that belong to the spelling of a word."""
    return text if text.isascii() else _FORMATTING.sub("", text)


# ------------------------------------------------------------------------------------------------ no-break spaces

# Typography asks for no-break spaces next to French punctuation and within numbers.
_TYPOGRAPHIC = re.compile(r"\xa0(?:(?=[»›!?;:%€])(?<=[^\s\xa0]\xa0)|(?=[^\s\xa0])(?<=[«‹]\xa0)|(?=\d)(?<=\d\xa0))")


def without_padding(text: str) -> str:
    """The text with plain spaces for no-break spaces, except where typography asks for these.

    Editors insert no-break spaces to keep several spaces in a row.
    """
    if "\xa0" not in text:
        return text
    if not _TYPOGRAPHIC.search(text):
        return text.replace("\xa0", " ")
    return "\xa0".join(part.replace("\xa0", " ") for part in _TYPOGRAPHIC.split(text))


# ------------------------------------------------------------------------------------------------ marks

# `DASHES` and strings that end with it come last in a character class, where their hyphen means itself.
BARS = "|·•"
"""Marks that divide a line with or without spaces around them."""
DASHES = "–—-"
"""Marks that divide a line only if spaces surround them."""
DIVIDERS = BARS + DASHES
DIVIDER = re.compile(rf"\s[/{DIVIDERS}]\s")
"""A mark between two parts of a line: a date and a time, a name and a date."""

BULLETS = "*•‣◦▪·–-"
"""Marks that begin an item of a list."""

DIALOGUE_DASHES = ("-", "–", "—", "―")
"""Marks that begin a speech, or a line that names a source."""
