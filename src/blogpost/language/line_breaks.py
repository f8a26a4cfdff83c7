"""Rejoin lines that a mail program or the width of a page broke."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from blogpost.language.characters import BULLETS

_NARROWEST, _WIDEST = 40, 120  # characters: columns at which lines are broken
_FEWEST = 4  # broken lines that prove it; two are enough if all go on with small letters
_LONG_LINE_SHARE = 0.6  # of the width; shorter lines may end anywhere
_SURE, _LIKELY = 0.9, 0.85  # shares of the long lines without room for the next word
_UNEVEN = 0.2  # of the width: differences between lines in a proportional font
_GOING_ON = 0.5  # share of lines that begin with a small letter
# Marks that begin a new line: an item of a list, a quotation, a Markdown heading.
_BEGINS = re.compile(rf"(?:[>{BULLETS}]|\d{{1,3}}[.)]|#{{1,6}})\s")
_HYPHENATED = re.compile(r"[^\W\d_]-$")

_IsBroken = Callable[[str, str], bool]


def rejoined(lines: Sequence[str]) -> list[str]:
    """Rejoin broken lines; no line may have white space at its edges.

    Lines were broken at a column if nearly every long one has no room for the first word of the next.
    """
    is_broken = _breaking(lines)
    return list(_joined(lines, is_broken)) if is_broken else list(lines)


def _breaking(lines: Sequence[str]) -> _IsBroken | None:
    """Return a test for breaks between two lines; None if no lines were broken."""
    if any(len(line) > _WIDEST and " " in line for line in lines):  # nearly all texts; a long address is not broken
        return None
    longest = max((len(line) for line in lines if " " in line), default=0)
    if longest < _NARROWEST:
        return None
    pairs = [
        (line, after)
        for line, after in pairwise(lines)
        if after and len(line) > _LONG_LINE_SHARE * longest and " " in line
    ]
    goes_on = sum(after[0].islower() for _, after in pairs)
    if len(pairs) < 2 or (len(pairs) < _FEWEST and goes_on < len(pairs)):
        return None
    even, uneven = longest, round((1 - _UNEVEN) * longest)
    if _share_without_room(pairs, even) >= _SURE:
        return lambda line, after: _lacks_room(line, after, even)
    if goes_on >= _GOING_ON * len(pairs) and _share_without_room(pairs, uneven) >= _LIKELY:
        return lambda line, after: _lacks_room(line, after, uneven)
    return None


def _share_without_room(pairs: Sequence[tuple[str, str]], room: int) -> float:
    return sum(_lacks_room(line, after, room) for line, after in pairs) / len(pairs)


def _lacks_room(line: str, after: str, room: int) -> bool:
    return len(line) + 1 + len(after.split(None, 1)[0]) > room


def _joined(lines: Sequence[str], is_broken: _IsBroken) -> Iterator[str]:
    words = frozenset(word for line in lines for word in line.split())
    held = lines[0]  # a line whose end is not known yet
    for last, line in pairwise(lines):
        if last and line and is_broken(last, line) and not _BEGINS.match(line):
            held = _together(held, line, words)
        else:
            yield held
            held = line
    yield held


def _together(line: str, after: str, words: Collection[str]) -> str:
    """Join two lines; drop a hyphen at the break if the text has the word without it, and not with it."""
    if not (_HYPHENATED.search(line) and after[0].islower()):
        return f"{line} {after}"
    first, second = line.rsplit(None, 1)[-1], after.split(None, 1)[0]
    hyphen_goes = first[:-1] + second in words and first + second not in words
    return (line[:-1] if hyphen_goes else line) + after
