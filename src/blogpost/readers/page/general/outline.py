"""Make the outline of a page: one walk makes it a list of lines, which all other modules here read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, islice, repeat
from operator import attrgetter, methodcaller
from typing import Any

from attrs import define, field
from lxml import etree

from blogpost.markup.dom import Element
from blogpost.markup.styles import parse_style
from blogpost.markup.texts import INLINES
from blogpost.readers.page.general.names import (
    BY_TAG,
    LONGEST_NAME,
    NO_PART,
    Part,
    part_of_class,
    part_of_id,
    part_of_property,
    part_of_role,
)
from blogpost.remembering import cached_property

LEAST_PROSE = 50
"""The least number of characters outside links in a line of prose."""

_LEAST_DENSE = LEAST_PROSE // 2
_FIRST_DENSE = "\u1100"
INLINE = INLINES | frozenset("time mark label bdi bdo del data var samp output picture source wbr".split())
"""The tags of elements within a line."""

_PAGE, _BLOCK, _REGION, _HEADING, _IN_LINE, _LINK, _BREAK, _SILENT, _NOT_ONE = range(9)
_INLINE_ONLY, _IN_LINK = 1, 3  # whether a place is in inline elements, and also in a link

_KINDS: dict[object, int] = {
    **dict.fromkeys(("html", "body"), _PAGE),
    **dict.fromkeys(BY_TAG, _REGION),
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
_TAG, _PARENT, _KEYS = attrgetter("tag"), methodcaller("getparent"), methodcaller("keys")

COUNTING_ATTRIBUTES = tuple(
    "data-num-comments data-comments-count data-comment-count data-public-comment-count data-commentcount".split()
)
"""The attributes with the number of a post's comments, the surest ones first."""
_IS_READ = frozenset(
    ("class id name role style itemprop property rel datetime itemtype typeof".split()) + list(COUNTING_ATTRIBUTES)
).__contains__
_MICRODATA = frozenset(("itemprop", "itemtype", "property", "typeof"))
_CLOSING = Part.ASIDE | Part.COMMENTS | Part.BOILERPLATE
_NO_LINES = (0, 0)


def weight(text: str) -> int:
    """The length of a text. Characters of Hangul, Kana and Han count twice, as each means more."""
    return len(text) if text.isascii() else len(text) + sum(map(_FIRST_DENSE.__le__, text))


@define(eq=False)
class Line:
    """Text that a reader sees as one line or paragraph.

    Attributes:
        text: the text, white space collapsed.
        block: the innermost block element that it is in.
        order: the number of `block` in the order of the page.
        level: 1 to 6 in a heading, else 0.
        linked: how many of its characters are in links.
        closers: the elements around it that may separate it from the post: asides and comments.
        is_prose: whether it has a sentence or more outside links, like bodies and comments.
        pieces: the texts of its inline elements, once `pieces_of` has read them.
    """

    text: str
    block: Element
    order: int
    level: int
    linked: int
    closers: tuple[Element, ...]
    is_prose: bool
    pieces: list[str] | None = field(default=None, init=False)


def _collapsed(text: str) -> str:
    """A text with each run of white space as one space. Only what isn't printable, or two spaces, can be such a run."""
    text = text.strip()
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def _is_prose(text: str, level: int, linked: int) -> bool:
    length = len(text)
    if level or length - linked < _LEAST_DENSE or 2 * linked >= length:
        return False
    return length - linked >= LEAST_PROSE or weight(text) - 2 * linked >= LEAST_PROSE


def _nodes_in(root: Element) -> Iterator[Element]:
    """The elements and comments in a page, in order. Its head isn't entered, as nothing in it is shown."""
    return chain.from_iterable((child,) if _KINDS.get(child.tag) == _SILENT else child.iter() for child in root)


def _entries(root: Element) -> Iterable[tuple[Any, Element | None, Element | None, int, Iterable[str]]]:
    """For each node in a page: itself, its parent, that of the next node, its kind, and the attributes to be read.

    The last entry has no node. No step of this is Python's, so reading a page's nodes costs little more than in lxml.
    """
    nodes = [*_nodes_in(root)]
    parents = [*map(_PARENT, nodes), None]
    kinds = map(_KINDS.get, map(_TAG, nodes), repeat(_BLOCK))
    attributes = map(filter, repeat(_IS_READ), map(_KEYS, nodes))
    return zip(
        chain(nodes, (None,)),
        parents,
        chain(islice(parents, 1, None), (None,)),
        chain(kinds, (_NOT_ONE,)),
        chain(attributes, ((),)),
        strict=True,
    )


def _may_hide(style: str) -> bool:
    return "none" in style or "NONE" in style or "hidden" in style


@define(eq=False)
class StandardAttribute:
    """An attribute that describes its element for machines, mostly one of a standard."""

    order: int
    element: Element
    name: str
    value: str


class Outline:
    """The lines of a page, and which of them are in which element.

    Attributes:
        lines: all of them, in order.
        orders: the numbers of the visible elements in the order of the page.
        parts: the parts of elements by their names, for names with a meaning.
        attributes: the attributes that describe their elements for machines, in the order of the page.
        names: the elements with an id and the anchors with a name, and that.
    """

    def __init__(self, root: Element) -> None:
        self.root = root
        self.lines: list[Line] = []
        self.parts: dict[Element, int] = {}
        self.attributes: list[StandardAttribute] = []
        self.names: list[tuple[Element, str]] = []
        self.orders: dict[Element, int] = {}
        self._spans: dict[Element, tuple[int, int]] = {}
        self._by_part: dict[int, list[Element]] = {}  # those that have been asked for
        self._walk(root)
        self._end_spans()
        self._prose = [0, *accumulate([len(line.text) if line.is_prose else 0 for line in self.lines])]
        self._text = [0, *accumulate([len(line.text) for line in self.lines])]
        self._linked = [0, *accumulate([line.linked for line in self.lines])]

    def _walk(self, root: Element) -> None:  # noqa: C901, PLR0912, PLR0915  one loop over a whole page: calls cost here
        lines, parts, ids, orders, spans = self.lines, self.parts, self.names, self.orders, self._spans
        texts: list[str] = []  # of the line in the making, without `spaces` texts of only spaces before inline elements
        linked = count = level = order = spaces = 0
        blocks: list[tuple[Element, int]] = [(root, 0)]
        sealed: tuple[Element, ...] = ()
        silent: set[Element] = set()  # elements with other elements in them, none of which is shown

        def end_line() -> None:
            nonlocal linked, count
            text = _collapsed(texts[0] if len(texts) == 1 else "".join(texts))
            texts.clear()
            if text:
                in_links = min(len(text), linked)
                lines.append(Line(text, *blocks[-1], level, in_links, sealed, _is_prose(text, level, in_links)))
                count += 1
            linked = 0

        # The innermost open element, its kind, the number of its first line, how many texts that line had before, and
        # whether it is in inline elements and links.
        top, kind, first, begun, flags = root, _PAGE, 0, 0, 0
        around: list[tuple[Any, int, int, int, tuple[Element, ...], int]] = []  # the same of the elements around it
        around.append((None, _PAGE, 0, 0, (), 0))
        orders[root] = 0
        if text := root.text:
            texts.append(text)
        for node, parent, next_parent, of_node, names in _entries(root):
            if parent is not top:
                if parent in silent:
                    if next_parent is node:
                        silent.add(node)
                    continue
                while top is not parent:  # it ends here
                    if kind <= _HEADING:
                        if texts:
                            end_line()
                        blocks.pop()
                        if kind == _HEADING:
                            level = 0
                        spaces = 0
                        spans[top] = first, count
                    else:  # its last line may be still in the making
                        spans[top] = first, count + (len(texts) + spaces > (0 if count > first else begun))
                    text = top.tail
                    top, kind, first, begun, sealed, flags = around.pop()
                    if text:
                        if flags or texts or not text.isspace():
                            texts.append(text)
                            if flags > _INLINE_ONLY:
                                linked += len(text)
                        else:
                            spaces += 1
            if of_node < _BREAK:
                order += 1
                orders[node] = order
                part = BY_TAG[node.tag] if of_node == _REGION else NO_PART
                is_hidden = False
                for name in names if of_node else ("id",):
                    if not (value := node.get(name)):
                        continue
                    if name == "class":
                        part |= part_of_class(value[:LONGEST_NAME])
                    elif name == "id":
                        ids.append((node, value))
                        if of_node:  # the parts of a whole page mean nothing
                            part |= part_of_id(value[: LONGEST_NAME + 1])
                    elif name == "name":
                        if of_node == _LINK:
                            ids.append((node, value))
                    elif name == "role":
                        part |= part_of_role(value)
                    elif name == "style":
                        is_hidden = _may_hide(value) and parse_style(value).hidden
                    else:
                        if name in _MICRODATA:
                            part |= part_of_property(value)
                        self.attributes.append(StandardAttribute(order, node, name, value))
                if of_node <= _HEADING:
                    if texts:
                        end_line()
                    spaces = 0
                if not is_hidden:
                    if part:
                        parts[node] = part
                    text = node.text
                    if next_parent is node:
                        around.append((top, kind, first, begun, sealed, flags))
                        top, kind, first = node, of_node, count
                        if of_node > _HEADING:
                            begun = len(texts) + spaces
                            flags |= _INLINE_ONLY if of_node == _IN_LINE else _IN_LINK
                        else:
                            blocks.append((node, order))
                            if of_node == _HEADING:
                                level = int(_TAG(node)[1])
                        if part & _CLOSING:
                            sealed = (*sealed, node)
                        if text:
                            if flags or not text.isspace():
                                texts.append(text)
                                if flags > _INLINE_ONLY:
                                    linked += len(text)
                            else:
                                spaces = 1
                        continue
                    # Elements without others in them, which are nearly half, end at once.
                    if of_node > _HEADING:
                        if text:
                            texts.append(text)
                            if of_node == _LINK or flags > _INLINE_ONLY:
                                linked += len(text)
                            spans[node] = count, count + 1
                        else:
                            spans[node] = count, count
                    else:
                        begin = count
                        if text and not text.isspace():
                            text = _collapsed(text)
                            height = int(_TAG(node)[1]) if of_node == _HEADING else level
                            in_links = len(text) if flags > _INLINE_ONLY else 0
                            own = (*sealed, node) if part & _CLOSING else sealed
                            lines.append(
                                Line(text, node, order, height, in_links, own, _is_prose(text, height, in_links))
                            )
                            count += 1
                        if of_node == _HEADING:
                            level = 0
                        spans[node] = begin, count
                else:
                    spans[node] = count, count
                    if next_parent is node:
                        silent.add(node)
            elif of_node < _NOT_ONE:
                order += 1
                orders[node] = order
                if value := node.get("id"):
                    ids.append((node, value))
                if of_node == _BREAK:
                    if texts:
                        end_line()
                    spaces = 0
                spans[node] = count, count
                if next_parent is node:
                    silent.add(node)
            elif node is None:
                return
            if text := node.tail:
                if flags or texts or not text.isspace():
                    texts.append(text)
                    if flags > _INLINE_ONLY:
                        linked += len(text)
                else:
                    spaces += 1

    def _end_spans(self) -> None:
        """Ends the last elements with the last line, if no line followed the spaces at their end."""
        total = len(self.lines)
        for element in reversed(self._spans):
            first, last = self._spans[element]
            if last < total:
                return
            if last > total:
                self._spans[element] = first, total

    def add_part(self, elements: Iterable[Element], part: Part) -> None:
        """Gives elements a part that their names don't show."""
        for element in elements:
            self.parts[element] = self.parts.get(element, NO_PART) | part
            if part & _CLOSING:
                first, last = self.span(element)
                for line in self.lines[first:last]:
                    line.closers = (*line.closers, element)
        self.parts = dict(sorted(self.parts.items(), key=lambda each: self.order(each[0])))
        self._by_part.clear()
        for name in ("_by_parts", "headings"):
            self.__dict__.pop(name, None)

    # -------------------------------------------------------------------------------------------- measuring

    def span(self, element: Element) -> tuple[int, int]:
        """The numbers of the first line in an element, and of the first one after it."""
        return self._spans.get(element, _NO_LINES)

    def order(self, element: Element) -> int:
        """The number of an element in the order of the page."""
        return self.orders.get(element, 0)

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

    @cached_property
    def headings(self) -> list[int]:
        """The numbers of the lines in headings, and of those with links that are named as titles."""
        named = frozenset(self.having(Part.TITLE))
        lines = enumerate(self.lines)
        return [number for number, line in lines if line.level or (line.linked and line.block in named)]

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
        elements = self._by_part.get(part)
        if elements is None:
            named = [group for parts, group in self._by_parts.items() if parts & part]
            elements = named[0] if len(named) == 1 else sorted(chain.from_iterable(named), key=self.orders.__getitem__)
            self._by_part[part] = elements
        return iter(elements)

    @cached_property
    def _by_parts(self) -> dict[int, list[Element]]:
        """The elements with parts, by all their parts together: most have the same few."""
        groups: dict[int, list[Element]] = {}
        for element, parts in self.parts.items():
            groups.setdefault(parts, []).append(element)
        return groups

    @cached_property
    def _by_name(self) -> dict[str, list[StandardAttribute]]:
        groups: dict[str, list[StandardAttribute]] = {}
        for attribute in self.attributes:
            groups.setdefault(attribute.name, []).append(attribute)
        return groups

    def attributes_named(self, *names: str) -> Iterator[StandardAttribute]:
        """The attributes with one of these names, those of one name in the order of the page."""
        return chain.from_iterable(self._by_name.get(name, ()) for name in names)

    def having_attribute(self, name: str, words: Iterable[str]) -> Iterator[Element]:
        """The elements with an attribute of this name that has one of some words."""
        wanted = frozenset(words)
        return (
            attribute.element
            for attribute in self._by_name.get(name, ())
            if not wanted.isdisjoint(attribute.value.split())
        )


__all__ = ["COUNTING_ATTRIBUTES", "INLINE", "LEAST_PROSE", "NO_PART", "Line", "Outline", "StandardAttribute", "weight"]
