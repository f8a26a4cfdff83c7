"""Which lines and elements of a page may speak of its post: those around its title and body that are nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from blogpost.markup.content import Element
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.introductions import introduces_labels
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Line, Outline

_ABOVE, _BELOW, _EDGE = 8, 12, 5  # lines around the title and the body that speak of the post
_FARTHEST = 120  # lines, those of others among them
_LONGEST_PIECED = 600  # characters
_CLOSED = Part.ASIDE | Part.COMMENTS | Part.BOILERPLATE
_SPEAKS_OF_THE_POST = Part.META | Part.LABELS | Part.DATE
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "button", "select"))
_ENTRY_TYPES = ("Article", "Posting", "hentry")


class Neighbourhood:
    """The lines and elements around a body that may speak of its post: from a little above the title to its foot.

    Attributes:
        above: the number of the first line.
        title: the number of the title's line; of the body's first one, where the page shows no title.
        last: the number of the first line after the last.
    """

    def __init__(self, outline: Outline, heading: Heading, extent: Extent) -> None:
        self.outline = outline
        self.extent = extent
        self.title = heading.number if heading.line else extent.first
        self._bodies = frozenset(extent.elements)
        around = {*extent.elements[0].iterancestors(), *extent.elements}
        if heading.element is not None:
            around |= {heading.element, *heading.element.iterancestors()}
        self._path = around
        self.above = self._first()
        self.last = self._end()

    def _first(self) -> int:
        top = min(self.title, self.extent.first)
        own = 0
        for number in range(top - 1, max(-1, top - _FARTHEST), -1):
            own += self.is_own(self.outline.lines[number].block)
            if own == _ABOVE:
                return number
        return max(0, top - _FARTHEST)

    def _end(self) -> int:
        lines = self.outline.lines
        own = 0
        for number in range(self.extent.last, min(len(lines), self.extent.last + _FARTHEST)):
            own += self.is_own(lines[number].block)
            if own > _BELOW:
                return number
        return min(len(lines), self.extent.last + _FARTHEST)

    # -------------------------------------------------------------------------------------------- whose it is

    def is_own(self, element: Element) -> bool:
        """Whether nothing between an element and the post's own ancestors makes it somebody else's.

        What is within the body is the author's and is not asked for.
        """
        parts = self.outline.parts
        for around in (element, *element.iterancestors()):
            if around in self._path:
                return True
            part = parts.get(around, NO_PART)
            if part & _CLOSED and not self._is_foot(around, part):
                return False
            if (part & Part.ENTRY or around.tag == "article" or self._is_typed(around)) and self._has_title(around):
                return False
        return True

    def _is_foot(self, element: Element, part: Part) -> bool:
        """Whether a closed element is one in which posts have their dates, names and labels."""
        if part & Part.COMMENTS:
            return bool(part & _SPEAKS_OF_THE_POST) and not self.outline.prose(element)
        return element.tag == "footer" or bool(part & _SPEAKS_OF_THE_POST)

    def _is_typed(self, element: Element) -> bool:
        kind = element.get("itemtype") or element.get("typeof") or ""
        return kind.endswith(_ENTRY_TYPES)

    def _has_title(self, element: Element) -> bool:
        first, last = self.outline.span(element)
        return any(line.level or self.outline.parts.get(line.block, NO_PART) & Part.TITLE
                   for line in self.outline.lines[first:last])  # fmt: skip

    def has(self, element: Element) -> bool:
        """Whether an element is beside the body, and nobody else's."""
        first, last = self.outline.span(element)
        if last == first:  # it shows nothing, as `meta` does: its place counts
            return element.tag in ("meta", "link", "img") and self.is_own(element)
        return self.above <= first and last <= self.last and self.is_own(element)

    def inside_body(self, element: Element) -> bool:
        """Whether an element is in the body."""
        return any(around in self._bodies for around in element.iterancestors())

    def is_above(self, element: Element) -> bool:
        """Whether an element is above the body's text."""
        return self.outline.span(element)[0] <= self.extent.first

    # -------------------------------------------------------------------------------------------- what is there

    @cached_property
    def head(self) -> list[int]:
        """The numbers of lines from the title to the body's first prose, then of those above the title, from it up."""
        lines, extent = self.outline.lines, self.extent
        end = extent.first
        while end < extent.last and end < extent.first + _EDGE and not lines[end].is_prose:
            end += 1
        below, above = range(self.title + 1, end), range(self.title - 1, self.above - 1, -1)
        return [number for number in (*below, *above) if self.is_own(lines[number].block)]

    @cached_property
    def foot(self) -> list[int]:
        """The numbers of the body's last lines, and of those below it up to the next heading of something else."""
        lines, extent = self.outline.lines, self.extent
        found: list[int] = []
        for number in range(max(extent.first + 1, extent.last - _EDGE), self.last):
            if number in self._of_head or not self.is_own(lines[number].block):
                continue
            if number >= extent.last and lines[number].level and not introduces_labels(lines[number].text):
                if self.outline.parts.get(lines[number].block, NO_PART) & (Part.META | Part.AUTHOR):
                    found.append(number)
                    continue
                break
            found.append(number)
        return found

    @cached_property
    def _of_head(self) -> frozenset[int]:
        return frozenset(self.head)

    def lines(self) -> Iterator[Line]:
        """The lines beside the body and at its edges: from the title on, above it, then at the foot."""
        return (self.outline.lines[number] for number in (*self.head, *self.foot))

    @cached_property
    def _links(self) -> dict[int, list[Element]]:
        """The links of each line around the body."""
        found: dict[int, dict[Element, None]] = {}
        blocks = dict.fromkeys(line.block for line in self.lines() if line.linked)
        for block in blocks:
            for link in block.iter("a"):
                first, last = self.outline.span(link)
                if last > first:
                    found.setdefault(first, {})[link] = None
            for link in block.iterancestors("a"):
                found.setdefault(self.outline.span(block)[0], {})[link] = None
        return {number: list(links) for number, links in found.items()}

    def links(self, number: int) -> list[Element]:
        """The links in a line around the body, in order."""
        return self._links.get(number, [])

    def pieces(self, line: Line) -> list[str]:
        """The texts of a line's inline elements and what is between them: "Jane Doe", "May 3", "2 comments"."""
        if len(line.text) > _LONGEST_PIECED or not len(line.block):
            return []
        texts = (" ".join(text.split()) for text in _texts(line.block))
        found = [text for text in texts if text and text in line.text]
        return found if len(found) > 1 else []


def _texts(block: Element) -> Iterator[str]:
    walk = etree.iterwalk(block, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in _SILENT:
                walk.skip_subtree()
            else:
                yield element.text or ""
        elif element is not block:
            yield element.tail or ""


__all__ = ["Neighbourhood"]
