"""Find lines that may introduce the posts of a list, grouped by their markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from attrs import define

from blogpost.markup.dom import Element
from blogpost.readers.page.general.heading import LONGEST_TITLE
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Line, Outline

_DIGITS = re.compile(r"\d+")
_LEVELS = 3
_CLOSED_TAGS = frozenset(("nav", "dialog"))
_FEWEST = 2

Kind = tuple[object, ...]
Signature = tuple[object, str]


@define(eq=False)
class Anchor:
    """A line that may be the title of a post in a list, or its date.

    Attributes:
        number: the number of the line.
        line: the line itself.
    """

    number: int
    line: Line

    @property
    def block(self) -> Element:
        """The element that the line is in."""
        return self.line.block


def find_anchors(outline: Outline) -> Iterator[list[Anchor]]:
    """Groups of at least two lines with the same markup: headings, links, and lines with a class."""
    groups: dict[Kind, list[Anchor]] = {}
    seen: Element | None = None
    for number, line in enumerate(outline.lines):
        if line.block is seen or line.is_prose or len(line.text) > LONGEST_TITLE:
            continue
        if (line.level or line.linked or line.block.get("class")) and not _is_closed(outline, line):
            groups.setdefault(kind_of(line), []).append(Anchor(number, line))
            seen = line.block
    return (group for group in groups.values() if len(group) >= _FEWEST)


def kind_of(line: Line) -> Kind:
    """The markup of a line: its element, the elements around it, and whether it is a link."""
    block = line.block
    around = tuple(element.tag for element in islice(block.iterancestors(), _LEVELS))
    return block.tag, signature(block)[1], around, bool(line.linked)


def signature(element: Element) -> Signature:
    """An element's tag and first class, without the numbers that systems put into classes."""
    name = element.get("class")
    return element.tag, _DIGITS.sub("", name.split(None, 1)[0]) if name and not name.isspace() else ""


def _is_closed(outline: Outline, line: Line) -> bool:
    """Whether a line is in a menu or among comments."""
    return any(closer.tag in _CLOSED_TAGS or outline.parts[closer] & Part.COMMENTS for closer in line.closers)
