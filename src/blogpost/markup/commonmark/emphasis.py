"""Decide which marks are read as emphasis at a given place, by CommonMark's rules for delimiter runs.

https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis. Where the versions of the specification or its
readers differ (symbols as punctuation, line separators as space), marks are used only if all of them agree.
"""

from __future__ import annotations

import unicodedata
from enum import Enum, auto


class Side(Enum):
    """The class of a character next to a delimiter run."""

    SPACE = auto()
    PUNCTUATION = auto()
    WORD = auto()
    UNSURE = auto()


_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_BY_CATEGORY = {"L": Side.WORD, "N": Side.WORD, "P": Side.PUNCTUATION}


def side(character: str) -> Side:
    """The class of a character; an empty string is the edge of a block."""
    if character in _ASCII_PUNCTUATION:
        return Side.PUNCTUATION
    if character in ("", " ", "\n"):
        return Side.SPACE
    category = unicodedata.category(character)
    if category == "Zs":
        return Side.SPACE
    return _BY_CATEGORY.get(category[0], Side.UNSURE)


def can_emphasise(mark: str, content: str, before: str, after: str) -> bool:
    """Whether `mark` around `content` is read as emphasis, given the characters before and after it."""
    first, last = side(content[:1]), side(content[-1:])
    outer_left, outer_right = _outer_side(before), _outer_side(after)
    if not (_flanks(first, outer_left) and _flanks(last, outer_right)):
        return False
    # Within a word, an asterisk can be emphasis, and an underscore cannot.
    splits_word = mark[0] == "_" and not (_separates(outer_left) and _separates(outer_right))
    return not splits_word


def _outer_side(character: str) -> Side:
    """The class of a character outside the emphasis. cmark-gfm looks at the character after a tilde instead."""
    return Side.UNSURE if character == "~" else side(character)


def _flanks(inner: Side, outer: Side) -> bool:
    return inner is Side.WORD or (inner is Side.PUNCTUATION and _separates(outer))


def _separates(outer: Side) -> bool:
    return outer in (Side.SPACE, Side.PUNCTUATION)
