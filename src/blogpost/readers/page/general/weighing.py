"""Count how many characters of some of a page's lines an element holds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from blogpost.markup.dom import Element
from blogpost.readers.page.general.outline import Outline


class Weigh:
    """Counts the characters of some lines in an element."""

    def __init__(self, outline: Outline, numbers: Iterable[int]) -> None:
        chosen = frozenset(numbers)
        self._outline = outline
        self._sums = [0, *accumulate([len(line.text) if n in chosen else 0 for n, line in enumerate(outline.lines)])]

    def __call__(self, element: Element) -> int:
        """The number of characters in an element."""
        return self.between(*self._outline.span(element))

    def between(self, first: int, last: int) -> int:
        """The number of characters in lines from one number up to another."""
        return self._sums[max(first, last)] - self._sums[first]
