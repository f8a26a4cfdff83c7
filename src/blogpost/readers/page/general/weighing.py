"""Count how many characters of some of a page's lines an element holds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from blogpost.markup.dom import Element
from blogpost.readers.page.general.outline import Outline


class Weigh:
    """Counts the characters of some lines in an element."""

    def __init__(self, outline: Outline, numbers: Iterable[int]) -> None:
        self._outline = outline
        lines = outline.lines
        lengths = [0] * len(lines)
        for number in numbers:
            lengths[number] = len(lines[number].text)
        self._sums = [0, *accumulate(lengths)]

    def __call__(self, element: Element) -> int:
        """The number of characters in an element."""
        return self.between(*self._outline.span(element))

    def between(self, first: int, last: int) -> int:
        """The number of characters in lines from one number up to another."""
        return self._sums[max(first, last)] - self._sums[first]
