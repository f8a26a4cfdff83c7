"""The outline of a page: one walk makes it a list of lines, and everything else here reads that list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import attrgetter

from attrs import define
from lxml import etree

from blogpost.markup.content import Element
from blogpost.markup.styles import parse_style
from blogpost.readers.page.general.names import NO_PART, Part, part_of_name, part_of_role, part_of_tag
from blogpost.readers.page.texts import INLINES

LEAST_PROSE = 50
"""Characters outside links from which a line may be prose."""

_LEAST_DENSE = LEAST_PROSE // 2
_FIRST_DENSE = "\u1100"
_SILENT = frozenset(
    "script style noscript template textarea select svg head iframe object button canvas math audio video datalist".split()
)
INLINE = INLINES | frozenset(
    "time mark label sub sup bdi bdo del ins data var kbd samp output picture source wbr".split()
)
"""The tags of elements that stand within a line."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_OF_INTEREST = frozenset(
    ("class", "id", "role", "itemprop", "property", "rel", "datetime", "style", "name", "typeof", "itemtype")
)
_NAMED_TAGS = frozenset(("article", "nav", "aside", "footer", "dialog"))
_CLOSING = Part.ASIDE | Part.COMMENTS | Part.BOILERPLATE
_TELLS = frozenset(("itemprop", "property", "rel", "datetime", "itemtype", "typeof"))


def _weight(text: str) -> int:
    """The length of a text in which characters of Hangul, Kana and Han count twice, as they say so much more."""
    return len(text) + sum(map(_FIRST_DENSE.__le__, text))


@define(eq=False)
class Line:
    """What a reader sees as one line or paragraph.

    Attributes:
        text: its text, white space collapsed.
        block: the innermost block element that it is in.
        level: 1 to 6 in a heading, else 0.
        linked: how many of its characters are in links.
        closers: the elements around it that may close it off from the post: asides and comments.
        order: the number of `block` in the order of the page.
    """

    text: str
    block: Element
    level: int
    linked: int
    closers: tuple[Element, ...]
    order: int

    @property
    def is_prose(self) -> bool:
        """Whether it is a sentence or more outside links: what bodies and comments are made of."""
        length = len(self.text)
        if self.level or 2 * self.linked >= length:
            return False
        return length - self.linked >= LEAST_PROSE or (
            length - self.linked >= _LEAST_DENSE and _weight(self.text) - 2 * self.linked >= LEAST_PROSE
        )


@define(eq=False)
class Tell:
    """An attribute that says what its element is to machines."""

    order: int
    element: Element
    name: str
    value: str


class Outline:
    """The lines of a page, and which of them are in which element.

    Attributes:
        lines: all of them, in order.
        parts: what the names of elements say, for those whose names say anything.
        tells: the attributes of standards, in the order of the page.
    """

    def __init__(self, root: Element) -> None:
        self.root = root
        self.lines: list[Line] = []
        self.parts: dict[Element, Part] = {}
        self.tells: list[Tell] = []
        self._order: dict[Element, int] = {}
        self._first: dict[Element, int] = {}
        self._last: dict[Element, int] = {}
        self._walk(root)
        self._prose = [0, *accumulate(len(line.text) if line.is_prose else 0 for line in self.lines)]
        self._text = [0, *accumulate(len(line.text) for line in self.lines)]
        self._linked = [0, *accumulate(line.linked for line in self.lines)]

    def _walk(self, root: Element) -> None:  # noqa: C901, PLR0912, PLR0915  one loop over a whole page: calls cost here
        lines, first, last, orders = self.lines, self._first, self._last, self._order
        texts: list[str] = []
        linked = links = level = 0
        blocks: list[Element] = [root]
        closers: list[Element] = []
        sealed: tuple[Element, ...] = ()
        hidden: set[Element] = set()
        marks: list[int] = []  # of the open inline elements: how much of the line there was before them
        order = 0

        def end_line() -> None:
            nonlocal linked
            text = " ".join("".join(texts).split())
            texts.clear()
            if text:
                block = blocks[-1]
                lines.append(Line(text, block, level, min(linked, len(text)), sealed, orders[block]))
            linked = 0

        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                tag = element.tag
                order += 1
                if tag in _SILENT:
                    first[element] = last[element] = len(lines)
                    walk.skip_subtree()
                    continue
                part = NO_PART
                if element.attrib or tag in _NAMED_TAGS:
                    part, is_hidden = self._read_attributes(element, order)
                    if is_hidden:
                        hidden.add(element)
                        first[element] = last[element] = len(lines)
                        walk.skip_subtree()
                        continue
                orders[element] = order
                is_block = tag not in INLINE
                if is_block:
                    if texts:
                        end_line()
                    if tag == "br":
                        first[element] = last[element] = len(lines)
                        continue
                    blocks.append(element)
                    if tag in _HEADINGS:
                        level = _HEADINGS[tag]
                else:
                    marks.append(len(texts))
                    if tag == "a":
                        links += 1
                first[element] = len(lines)
                if part:
                    self.parts[element] = part
                    if part & _CLOSING:
                        closers.append(element)
                        sealed = tuple(closers)
                if text := element.text:
                    texts.append(text)
                    if links:
                        linked += len(text)
            elif event == "end":
                tag = element.tag
                if tag not in _SILENT and tag != "br" and element not in hidden:
                    if tag not in INLINE:
                        if texts:
                            end_line()
                        blocks.pop()
                        if tag in _HEADINGS:
                            level = 0
                        last[element] = len(lines)
                    else:
                        if tag == "a":
                            links -= 1
                        begun = marks.pop()
                        if len(lines) > first[element]:
                            begun = 0
                        last[element] = len(lines) + (len(texts) > begun)  # the line is still in the making
                    if closers and closers[-1] is element:
                        closers.pop()
                        sealed = tuple(closers)
                if element is not root and (text := element.tail):
                    texts.append(text)
                    if links:
                        linked += len(text)
            elif text := element.tail:
                texts.append(text)
                if links:
                    linked += len(text)
        end_line()

    def _read_attributes(self, element: Element, order: int) -> tuple[Part, bool]:
        """What the names of an element say, and whether its style hides it; its tells are noted."""
        part = part_of_tag(element.tag)
        is_hidden = False
        if element.tag in ("html", "body"):  # their classes say what kind of page it is
            return NO_PART, False
        for name, value in element.items():
            if name not in _OF_INTEREST:
                continue
            if name in ("class", "id"):
                part |= part_of_name(name, value)
            elif name == "role":
                part |= part_of_role(value)
            elif name == "style":
                is_hidden = parse_style(value).hidden
            elif name in _TELLS:
                self.tells.append(Tell(order, element, name, value))
        return part, is_hidden

    # -------------------------------------------------------------------------------------------- measuring

    def span(self, element: Element) -> tuple[int, int]:
        """The numbers of the first line in an element, and of the first one after it."""
        first = self._first.get(element, 0)
        return first, max(first, min(self._last.get(element, 0), len(self.lines)))

    def order(self, element: Element) -> int:
        """The number of an element in the order of the page."""
        return self._order.get(element, 0)

    def prose(self, element: Element) -> int:
        """How many characters of prose an element holds."""
        first, last = self.span(element)
        return self._prose[last] - self._prose[first]

    def prose_between(self, first: int, last: int) -> int:
        """How many characters of prose some lines have."""
        return self._prose[max(first, last)] - self._prose[first]

    def length(self, element: Element) -> int:
        """How many characters of text an element shows."""
        first, last = self.span(element)
        return self._text[last] - self._text[first]

    def linked(self, element: Element) -> int:
        """How many of them are in links."""
        first, last = self.span(element)
        return self._linked[last] - self._linked[first]

    @property
    def total_prose(self) -> int:
        """How many characters of prose the page has."""
        return self._prose[-1]

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

    def having(self, part: Part) -> Iterator[Element]:
        """The elements whose names say they are a part, in the order of the page."""
        return (element for element, parts in self.parts.items() if parts & part)

    def told(self, name: str, words: Iterable[str]) -> Iterator[Element]:
        """The elements whose attribute of this name has one of some words."""
        wanted = frozenset(words)
        return (tell.element for tell in self.tells if tell.name == name and not wanted.isdisjoint(tell.value.split()))


__all__ = ["INLINE", "LEAST_PROSE", "NO_PART", "Line", "Outline", "Tell"]
