"""Where things stand on a page: their order, and how much text there is before and in them."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from blogpost.markup.content import Element
from blogpost.readers.page.texts import INLINES, SILENT

_PICTURES = frozenset(("embed", "iframe", "img", "object", "video"))


class Extent(NamedTuple):
    """An element's place.

    Attributes:
        first: its number in the order of the page.
        last: the number of the last element in it.
        begin: how many characters that are no space stand before it; a picture counts as one.
        end: how many stand before its end.
        lines: how many elements that end a line are in it, itself left out.
    """

    first: int
    last: int
    begin: int
    end: int
    lines: int

    @property
    def length(self) -> int:
        """How many characters it shows."""
        return self.end - self.begin


def outlined(root: Element) -> dict[Element, Extent]:
    """The place of every element; what is no text on the screen, such as forms and scripts, counts for none."""
    extents: dict[Element, Extent] = {}
    begun: list[tuple[int, int, int]] = []
    number = seen = lines = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            lines += element.tag not in INLINES
            begun.append((number, seen, lines))
            number += 1
            if element.tag in SILENT:
                walk.skip_subtree()
            else:
                seen += length_of(element.text) + (element.tag in _PICTURES)
            continue
        if event == "end":
            first, begin, lines_before = begun.pop()
            extents[element] = Extent(first, number - 1, begin, seen, lines - lines_before)
        seen += length_of(element.tail)
    return extents


_AT_ONCE = 1 << 14  # characters: a list of all words takes many times the memory of their text


def length_of(text: str | None) -> int:
    """How many characters of a text are no white space."""
    if not text or text.isspace():
        return 0
    if len(text) <= _AT_ONCE:
        return len("".join(text.split()))
    return sum(len("".join(text[at : at + _AT_ONCE].split())) for at in range(0, len(text), _AT_ONCE))
