"""Make the outline of a page: one walk makes it a list of lines, which all other modules here read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import attrgetter

from attrs import define
from lxml import etree

from blogpost.markup.dom import Element
from blogpost.markup.styles import parse_style
from blogpost.readers.page.general.names import BY_TAG, NO_PART, Part, part_of_name, part_of_property, part_of_role
from blogpost.readers.page.texts import INLINES

LEAST_PROSE = 50
"""The least number of characters outside links in a line of prose."""

_LEAST_DENSE = LEAST_PROSE // 2
_FIRST_DENSE = "\u1100"
INLINE = INLINES | frozenset("time mark label bdi bdo del data var samp output picture source wbr".split())
"""The tags of elements within a line."""

_BLOCK, _IN_LINE, _LINK, _SILENT, _NOT_ONE, _BREAK, _HEADING = range(7)
_KINDS: dict[object, int] = {
    **dict.fromkeys(INLINE, _IN_LINE),
    **dict.fromkeys(
        "script style noscript template textarea select svg head iframe object button canvas math audio video "
        "datalist".split(),
        _SILENT,
    ),
    **dict.fromkeys((etree.Comment, etree.PI, etree.Entity), _NOT_ONE),
    **{f"h{level}": _HEADING for level in range(1, 7)},
    "a": _LINK,
    "br": _BREAK,
}
"""The kinds of elements by their tags; all others are blocks."""

_READ_ATTRIBUTES = frozenset(
    ("class", "id", "role", "style", "itemprop", "property", "rel", "datetime", "itemtype", "typeof")
)
_HOLD_NO_LINES = frozenset((_SILENT, _BREAK))
_WITHIN_LINES = frozenset((_LINK, _IN_LINE))
_PAGE_TAGS = frozenset(("html", "body"))
_NAMES = frozenset(("class", "id"))
_MICRODATA = frozenset(("itemprop", "itemtype", "property", "typeof"))
_CHILDLESS: Iterator[Element] = iter(())
_CLOSING = Part.ASIDE | Part.COMMENTS | Part.BOILERPLATE


def _weight(text: str) -> int:
    """The length of a text. Characters of Hangul, Kana and Han count twice, as each means more."""
    return len(text) + sum(map(_FIRST_DENSE.__le__, text))


@define(eq=False)
class Line:
    """Text that a reader sees as one line or paragraph.

    Attributes:
        text: the text, white space collapsed.
        block: the innermost block element that it is in.
        level: 1 to 6 in a heading, else 0.
        linked: how many of its characters are in links.
        closers: the elements around it that may separate it from the post: asides and comments.
        order: the number of `block` in the order of the page.
        is_prose: whether it has a sentence or more outside links, like bodies and comments.
    """

    text: str
    block: Element
    level: int
    linked: int
    closers: tuple[Element, ...]
    order: int
    is_prose: bool


def _is_prose(text: str, level: int, linked: int) -> bool:
    length = len(text)
    if level or length - linked < _LEAST_DENSE or 2 * linked >= length:
        return False
    return length - linked >= LEAST_PROSE or _weight(text) - 2 * linked >= LEAST_PROSE


@define(eq=False)
class StandardAttribute:
    """An attribute of a standard, which describes its element for machines."""

    order: int
    element: Element
    name: str
    value: str


class Outline:
    """The lines of a page, and which of them are in which element.

    Attributes:
        lines: all of them, in order.
        parts: the parts of elements by their names, for names with a meaning.
        attributes: the attributes of standards, in the order of the page.
    """

    def __init__(self, root: Element) -> None:
        self.root = root
        self.lines: list[Line] = []
        self.parts: dict[Element, int] = {}
        self.attributes: list[StandardAttribute] = []
        self._order: dict[Element, int] = {}
        self._first: list[int] = []  # by the order of elements, the number of the first line in each
        self._last: list[int] = []
        self._walk(root)
        self._prose = [0, *accumulate(len(line.text) if line.is_prose else 0 for line in self.lines)]
        self._text = [0, *accumulate(len(line.text) for line in self.lines)]
        self._linked = [0, *accumulate(line.linked for line in self.lines)]

    def _walk(self, root: Element) -> None:  # noqa: C901, PLR0912, PLR0915  one loop over a whole page: calls cost here
        lines, first, last, orders = self.lines, self._first, self._last, self._order
        texts: list[str] = []
        linked = links = level = 0
        blocks: list[tuple[Element, int]] = [(root, 0)]
        closers: list[Element] = []
        sealed: tuple[Element, ...] = ()

        def end_line() -> None:
            nonlocal linked
            text = " ".join("".join(texts).split())
            texts.clear()
            if text:
                block, order = blocks[-1]
                in_links = min(linked, len(text))
                prose = _is_prose(text, level, in_links)
                lines.append(Line(text, block, level, in_links, sealed, order, prose))
            linked = 0

        orders[root] = 0
        first.append(0)
        last.append(0)
        if root.text:
            texts.append(root.text)
        # For each open element: itself, its remaining children, its kind, its order, the texts of the line before it.
        stack: list[tuple[Element, Iterator[Element], int, int, int]] = [(root, iter(root), _BLOCK, 0, 0)]
        while stack:
            element, children, kind, order, begun = stack[-1]
            for child in children:
                tag = child.tag
                child_kind = _KINDS.get(tag, _BLOCK)
                if child_kind != _NOT_ONE:
                    child_order = len(first)
                    orders[child] = child_order
                    is_shown = child_kind not in _HOLD_NO_LINES
                    part = NO_PART
                    if is_shown and ((attributes := child.keys()) or tag in BY_TAG):
                        part, is_hidden = self._read_attributes(child, tag, attributes, child_order)
                        is_shown = not is_hidden
                    if texts and (child_kind == _BLOCK or child_kind >= _BREAK):
                        end_line()
                    first.append(len(lines))
                    last.append(len(lines))
                    if is_shown:
                        if child_kind == _LINK:
                            links += 1
                        elif child_kind != _IN_LINE:
                            blocks.append((child, child_order))
                            if child_kind == _HEADING:
                                level = int(tag[1])
                        if part:
                            self.parts[child] = part
                            if part & _CLOSING:
                                closers.append(child)
                                sealed = (*sealed, child)
                        inner = iter(child) if len(child) else _CHILDLESS
                        stack.append((child, inner, child_kind, child_order, len(texts)))
                        if text := child.text:
                            texts.append(text)
                            if links:
                                linked += len(text)
                        break
                if text := child.tail:
                    texts.append(text)
                    if links:
                        linked += len(text)
            else:
                stack.pop()
                if kind in _WITHIN_LINES:
                    links -= kind == _LINK
                    if len(lines) > first[order]:
                        begun = 0
                    last[order] = len(lines) + (len(texts) > begun)  # the line is still in the making
                else:
                    if texts:
                        end_line()
                    blocks.pop()
                    if kind == _HEADING:
                        level = 0
                    last[order] = len(lines)
                if closers and closers[-1] is element:
                    closers.pop()
                    sealed = sealed[:-1]
                if stack and (text := element.tail):
                    texts.append(text)
                    if links:
                        linked += len(text)

    def _read_attributes(self, element: Element, tag: object, names: list[str], order: int) -> tuple[int, bool]:
        """The parts of an element, and whether its style hides it. Notes its attributes of standards."""
        if tag in _PAGE_TAGS:  # their classes describe the kind of page
            return NO_PART, False
        part = BY_TAG.get(tag, NO_PART)
        is_hidden = False
        for name in names:
            if name in _READ_ATTRIBUTES and (value := element.get(name)):
                if name in _NAMES:
                    part |= part_of_name(name, value)
                elif name == "role":
                    part |= part_of_role(value)
                elif name == "style":
                    is_hidden = ("none" in value or "NONE" in value or "hidden" in value) and parse_style(value).hidden
                else:
                    if name in _MICRODATA:
                        part |= part_of_property(value)
                    self.attributes.append(StandardAttribute(order, element, name, value))
        return part, is_hidden

    # -------------------------------------------------------------------------------------------- measuring

    def span(self, element: Element) -> tuple[int, int]:
        """The numbers of the first line in an element, and of the first one after it."""
        order = self._order.get(element)
        if order is None:
            return 0, 0
        first = self._first[order]
        return first, max(first, min(self._last[order], len(self.lines)))

    def order(self, element: Element) -> int:
        """The number of an element in the order of the page."""
        return self._order.get(element, 0)

    def prose(self, element: Element) -> int:
        """The number of characters of prose in an element."""
        first, last = self.span(element)
        return self._prose[last] - self._prose[first]

    def prose_between(self, first: int, last: int) -> int:
        """The number of characters of prose in some lines."""
        return self._prose[max(first, last)] - self._prose[first]

    def text_between(self, first: int, last: int) -> int:
        """The number of characters of text in some lines."""
        return self._text[max(first, last)] - self._text[first]

    def linked_between(self, first: int, last: int) -> int:
        """How many of them are in links."""
        return self._linked[max(first, last)] - self._linked[first]

    def length(self, element: Element) -> int:
        """The number of characters of text in an element."""
        first, last = self.span(element)
        return self._text[last] - self._text[first]

    def linked(self, element: Element) -> int:
        """How many of them are in links."""
        first, last = self.span(element)
        return self._linked[last] - self._linked[first]

    @property
    def total_prose(self) -> int:
        """The number of characters of prose on the page."""
        return self._prose[-1]

    def holds_most(self, element: Element) -> bool:
        """Whether an element has more than half of the page's prose."""
        return 2 * self.prose(element) > self.total_prose

    def lines_in(self, element: Element) -> list[Line]:
        """The lines in an element."""
        first, last = self.span(element)
        return self.lines[first:last]

    def number_at(self, order: int) -> int:
        """The number of the first line whose block begins at or after a place."""
        return bisect_left(self.lines, order, key=attrgetter("order"))

    def holds(self, outer: Element, inner: Element) -> bool:
        """Whether an element is in another, or is it."""
        return outer is inner or any(around is outer for around in inner.iterancestors())

    def having(self, part: int) -> Iterator[Element]:
        """The elements with a part, by their names, in the order of the page."""
        return (element for element, parts in self.parts.items() if parts & part)

    def having_attribute(self, name: str, words: Iterable[str]) -> Iterator[Element]:
        """The elements with an attribute of this name that has one of some words."""
        wanted = frozenset(words)
        return (
            attribute.element
            for attribute in self.attributes
            if attribute.name == name and not wanted.isdisjoint(attribute.value.split())
        )


__all__ = ["INLINE", "LEAST_PROSE", "NO_PART", "Line", "Outline", "StandardAttribute"]
