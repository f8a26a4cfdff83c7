"""Where things stand on a page: their order, and how much text there is before and in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from blogpost.markup.dom import Element
from blogpost.readers.page.texts import SILENT

PICTURES = frozenset(("embed", "iframe", "img", "object", "video"))
_TEXT = etree.XPath("string()", smart_strings=False)


class Extent(NamedTuple):
    """An element's place.

    Attributes:
        first: its number in the order of the page, among the elements whose places are told.
        last: the number of the last of them in it.
        begin: how many characters that are no space stand before it; a picture counts as one.
        end: how many stand before its end.
    """

    first: int
    last: int
    begin: int
    end: int

    @property
    def length(self) -> int:
        """How many characters it shows."""
        return self.end - self.begin


def outlined(root: Element, elements: Iterable[Element]) -> dict[Element, Extent]:
    """The places of some elements, and of all that they lie in.

    What is no text on the screen, such as forms and scripts, counts for none.
    """
    told = _with_ancestors(root, elements)
    extents: dict[Element, Extent] = {}
    open_elements: list[tuple[Element, Iterator[Element], int, int]] = [(root, iter(root), 0, 0)]
    number, seen = 1, _own_length(root)
    while open_elements:
        element, children, first, begin = open_elements[-1]
        for child in children:
            if child in told:
                open_elements.append((child, iter(child), number, seen))
                number += 1
                seen += _own_length(child)
                break
            seen += _length(child) + length_of(child.tail)
        else:
            open_elements.pop()
            extents[element] = Extent(first, number - 1, begin, seen)
            if open_elements:
                seen += length_of(element.tail)
    return extents


def _with_ancestors(root: Element, elements: Iterable[Element]) -> set[Element]:
    told = {root}
    for element in elements:
        told.add(element)
        add_ancestors(element, told)
    return told


def add_ancestors(element: Element, known: set[Element]) -> None:
    """Adds what an element lies in to what is known, up to the first that is."""
    for around in element.iterancestors():
        if around in known:
            break
        known.add(around)


def _own_length(element: Element) -> int:
    """How much an element shows before the first one in it."""
    return length_of(element.text) + (element.tag in PICTURES)


def _length(element: Element) -> int:
    """How much an element shows with all that is in it, which the parser's own code gathers where all of it counts."""
    if element.tag in SILENT or not isinstance(element.tag, str):
        return 0
    if not len(element):
        return _own_length(element)
    if next(element.iter(*SILENT), None) is None:
        return length_of(_TEXT(element)) + sum(1 for _ in element.iter(*PICTURES))
    return _length_of_shown(element)


def _length_of_shown(element: Element) -> int:
    length = 0
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walk:
        if event != "start":
            length += 0 if inner is element else length_of(inner.tail)
        elif inner.tag in SILENT:
            walk.skip_subtree()
        else:
            length += _own_length(inner)
    return length


_AT_ONCE = 1 << 14  # characters: a list of all words takes many times the memory of their text


def length_of(text: str | None) -> int:
    """How many characters of a text are no white space."""
    if not text or text.isspace():
        return 0
    if len(text) <= _AT_ONCE:
        return len("".join(text.split()))
    return sum(len("".join(text[at : at + _AT_ONCE].split())) for at in range(0, len(text), _AT_ONCE))
