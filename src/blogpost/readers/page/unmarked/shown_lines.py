"""The lines of a page as it is shown: their places and lengths, and each as an element of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from lxml import etree

from blogpost.markup.dom import Element, settable
from blogpost.markup.texts import INLINES, SILENT

# ------------------------------------------------------------------------------------------------ places and lengths

PICTURES = frozenset(("embed", "iframe", "img", "object", "video"))
_TEXT = etree.XPath("string()", smart_strings=False)


class Extent(NamedTuple):
    """An element's place.

    Attributes:
        first: its number in the order of the page, among the elements that were asked for.
        last: the number of the last of them in it.
        begin: the number of characters before it, without spaces. A picture counts as one.
        end: the number of characters before its end.
    """

    first: int
    last: int
    begin: int
    end: int

    @property
    def length(self) -> int:
        """The number of characters that it shows."""
        return self.end - self.begin


def find_extents(root: Element, elements: Iterable[Element]) -> dict[Element, Extent]:
    """The places of some elements and of all elements around them.

    Text that is not shown, as in forms and scripts, has no length.
    """
    wanted = _with_ancestors(root, elements)
    with_silent, with_pictures = (_with_ancestors(root, root.iter(*tags)) for tags in (SILENT, PICTURES))
    extents: dict[Element, Extent] = {}
    open_elements: list[tuple[Element, Iterator[Element], int, int]] = [(root, iter(root), 0, 0)]
    number, seen = 1, _own_length(root)
    while open_elements:
        element, children, first, begin = open_elements[-1]
        for child in children:
            if child in wanted:
                open_elements.append((child, iter(child), number, seen))
                number += 1
                seen += _own_length(child)
                break
            seen += _length(child, with_silent, with_pictures)
            if tail := child.tail:
                seen += length_of(tail)
        else:
            open_elements.pop()
            extents[element] = Extent(first, number - 1, begin, seen)
            if open_elements:
                seen += length_of(element.tail)
    return extents


def _with_ancestors(root: Element, elements: Iterable[Element]) -> set[Element]:
    wanted = {root}
    for element in elements:
        wanted.add(element)
        add_ancestors(element, wanted)
    return wanted


def add_ancestors(element: Element, known: set[Element]) -> None:
    """Add the elements around one to the known ones, up to the first that is known."""
    for around in element.iterancestors():
        if around in known:
            break
        known.add(around)


def _own_length(element: Element) -> int:
    """The length of an element's text before the first element in it."""
    return length_of(element.text) + (element.tag in PICTURES)


def _length(element: Element, with_silent: AbstractSet[Element], with_pictures: AbstractSet[Element]) -> int:
    """The length of an element with all that is in it. The parser's own code collects the text if all of it counts.

    Args:
        element: the element.
        with_silent: the elements that don't show all of their text.
        with_pictures: those with pictures.
    """
    if element.tag in SILENT or not isinstance(element.tag, str):
        return 0
    if not len(element):
        return _own_length(element)
    if element in with_silent:
        return _length_of_shown(element)
    pictures = sum(1 for _ in element.iter(*PICTURES)) if element in with_pictures else 0
    return length_of(_TEXT(element)) + pictures


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
    """The number of characters in a text that are not white space."""
    if not text or text.isspace():
        return 0
    if len(text) <= _AT_ONCE:
        return len("".join(text.split()))
    return sum(len("".join(text[at : at + _AT_ONCE].split())) for at in range(0, len(text), _AT_ONCE))


# ------------------------------------------------------------------------------------------------ lines

MAX_LINE_LENGTH = 200  # characters that are not spaces: a longer line is part of the text
_MAX_SIBLINGS = 40
_MAX_ELEMENTS = 200  # in a line
_MAX_LEVELS = 20  # of elements within a line


class Lines:
    """Make elements of lines.

    Args:
        root: the page.
        is_whole: whether an element is a whole line, whatever is next to it.
    """

    def __init__(self, root: Element, is_whole: Callable[[Element], bool]) -> None:
        self.is_whole = cache(is_whole)
        self._broken = _with_line_ends(root)
        self._lengths: dict[Element, int] = {}
        self._made: set[Element] = set()

    def around(self, element: Element) -> Element | None:
        """The element that holds just the line around an element, made if need be; None if the line is long."""
        top = element
        for _ in range(_MAX_LEVELS):
            if top in self._made or self.is_whole(top):
                self._made.add(top)
                return top
            parent = top.getparent()
            if parent is None or not self.may_be_line(parent) or self._ends_line(parent):
                break
            top = parent
        line = self._with_siblings(top)
        if line is not None:
            self._made.add(line)
        return line

    def may_be_line(self, element: Element) -> bool:
        """Whether an element holds a line or a part of one."""
        return element in self._made or (element not in self._broken and self._length(element) <= MAX_LINE_LENGTH)

    def of_text(self, element: Element, *, is_tail: bool) -> Element | None:
        """The same for a text in an element or after it."""
        if not is_tail and not len(element):
            return self.around(element)
        own = etree.Element("span")
        if is_tail:
            own.text, element.tail = settable(element.tail), None
            element.addnext(own)
        else:
            own.text, element.text = settable(element.text), None
            element.insert(0, own)
        return self.around(own)

    def _ends_line(self, element: Element) -> bool:
        """Whether an element ends the line before it, or contains the end of a line."""
        if not isinstance(element.tag, str) or element in self._made:
            return False
        return element.tag not in INLINES or element in self._broken

    def _length(self, element: Element) -> int:
        """The length of an element within one line; measuring stops where it is longer than a line."""
        if element not in self._lengths:
            self._lengths[element] = _length_in_line(element)
        return self._lengths[element]

    def _with_siblings(self, top: Element) -> Element | None:
        """The line around an element that is the outermost one in the line."""
        before, after = self._run(top, preceding=True), self._run(top, preceding=False)
        if before is None or after is None:
            return None
        return _enclosed([*reversed(before), top, *after])

    def _run(self, top: Element, *, preceding: bool) -> list[Element] | None:
        """The siblings in the same line on one side; None if they are too many, or their text is too long."""
        run: list[Element] = []
        text = (top.getparent().text if preceding else top.tail) or ""
        length = 0
        for node in top.itersiblings(preceding=preceding):
            if self._ends_line(node):
                text = (node.tail or "") if preceding else text
                break
            run.append(node)
            length += length_of(node.tail) + self._length(node)
            if length > MAX_LINE_LENGTH or len(run) > _MAX_SIBLINGS:
                return None
        return run if length + length_of(text) <= MAX_LINE_LENGTH else None


def _with_line_ends(root: Element) -> set[Element]:
    """The elements that contain the end of a line."""
    broken: set[Element] = set()
    for element in root.iter("*"):
        if element.tag not in INLINES:
            add_ancestors(element, broken)
    return broken


def _length_in_line(element: Element) -> int:
    length = 0
    for number, inner in enumerate(element.iter()):
        if isinstance(inner.tag, str):
            length += length_of(inner.text) + (inner.tag in PICTURES)
        if inner is not element:
            length += length_of(inner.tail)
        if length > MAX_LINE_LENGTH or number > _MAX_ELEMENTS:
            return MAX_LINE_LENGTH + 1
    return length


def _enclosed(nodes: list[Element]) -> Element:
    """The element that holds just some siblings with the text before, between and after them, made if need be."""
    first, last = nodes[0], nodes[-1]
    parent, above = first.getparent(), first.getprevious()
    text = parent.text if above is None else above.tail
    if len(nodes) == 1 and not (text or "").strip() and not (last.tail or "").strip():
        return first
    if above is None and last.getnext() is None and parent.tag not in ("body", "html"):
        return parent
    line = etree.Element("span")
    first.addprevious(line)
    line.text = settable(text)
    if above is None:
        parent.text = None
    else:
        above.tail = None
    line.extend(nodes)
    return line
