"""Find comments without numbers and without classes, by their lines with dates.

Each line with a date is the head of a comment. The rest of the comment is found as for comments with numbers: the
outermost element with this line and no other one, and the elements between two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from blogpost.markup.dom import Element
from blogpost.readers.page.general.comments.extents import (
    Unit,
    Within,
    extend_to_next,
    extend_to_previous,
    grow,
    is_signed,
    kind_of,
)
from blogpost.readers.page.general.comments.times import Context, first_date
from blogpost.readers.page.general.outline import INLINE, Outline

_LONGEST_HEAD = 150  # characters
_MOST_KINDS = 3
_ITEMS = frozenset(("li", "dd", "td"))


def find_dated(
    outline: Outline, places: Sequence[Element], is_elsewhere: Callable[[Element], bool], context: Context
) -> Iterator[list[Unit]]:
    """Groups of possible comments: those with a time for machines, then those whose dated lines have the same markup.

    Args:
        outline: the page.
        places: the elements that are named for comments.
        is_elsewhere: whether an element is in the post's body or in a gadget.
        context: what is known about the page.
    """
    kinds: dict[tuple[str, str], list[Element]] = {}
    for element in _dated_lines(outline, places, is_elsewhere, context):
        kinds.setdefault(kind_of(element), []).append(element)
    groups = sorted(kinds.values(), key=len, reverse=True)[:_MOST_KINDS]
    timed = [*_timed(outline, places, is_elsewhere)]
    for anchors in dict.fromkeys((tuple(timed), *(tuple(_one_each(group, places)) for group in groups))):
        if anchors:
            yield _grown(outline, anchors, places)


def _one_each(anchors: Sequence[Element], places: Sequence[Element]) -> Sequence[Element]:
    """The first dated line of each parent, if the parents have the same markup: comments may mention dates.

    Lines that follow each other in one place are all kept.
    """
    parents = [anchor.getparent() for anchor in anchors]
    holders = {parent for parent in parents if parent is not None} - frozenset(places)
    if len(holders) in (1, len(anchors)) or len({kind_of(parent) for parent in holders}) != 1:
        return anchors
    first: dict[Element | None, Element] = {}
    for anchor, parent in zip(anchors, parents, strict=True):
        first.setdefault(parent, anchor)
    return [*first.values()]


def _dated_lines(
    outline: Outline, places: Sequence[Element], is_elsewhere: Callable[[Element], bool], context: Context
) -> Iterator[Element]:
    """The innermost blocks of short lines with a date; of several in one block, the block once."""
    before: Element | None = None
    are_lines = len(places) > 1 and len({place.getparent() for place in places}) == 1  # nothing is around them all
    for place in places:
        for line in outline.lines_in(place):
            if len(line.text) > _LONGEST_HEAD or line.block is before or (line.block is place and not are_lines):
                continue
            if (date := first_date(line.text, context)) is not None and not is_elsewhere(line.block):
                before = line.block
                has_letters = any(map(str.isalpha, line.text[: date.start] + line.text[date.end :]))
                yield before if has_letters or len(outline.lines_in(before)) > 1 else _around(before)


def _around(element: Element) -> Element:
    """The list around an item: an item that is only a date is not a whole comment."""
    parent = element.getparent()
    return parent if parent is not None and element.tag in _ITEMS else element


def _timed(outline: Outline, places: Sequence[Element], is_elsewhere: Callable[[Element], bool]) -> Iterator[Element]:
    """The innermost blocks around elements with a time for machines."""
    around, is_within = frozenset(places), Within(places)
    before: Element | None = None
    for attribute in outline.attributes_named("datetime"):
        element: Element | None = attribute.element
        while element is not None and element.tag in INLINE:
            element = element.getparent()
        if element is None or element is before or element in around:
            continue
        if is_within(element) and not is_elsewhere(element):
            before = element
            yield before


def _grown(outline: Outline, anchors: Sequence[Element], places: Sequence[Element]) -> list[Unit]:
    units = [Unit([element]) for element in anchors]
    if len(units) == 1:
        _grow_alone(units[0], frozenset(places))
        return units
    grow(outline, units)
    root = units[0].root
    around = root.getparent()
    is_within = root in places or (around is not None and Within(places)(around))  # places without an element around
    if is_within and is_signed(outline, units):
        extend_to_previous(units)
    else:
        extend_to_next(outline, units)
    return units


def _grow_alone(unit: Unit, places: frozenset[Element]) -> None:
    """Makes the only comment the child of its place around its line. If that is the line itself, its text follows."""
    root = unit.root
    while (parent := root.getparent()) is not None and parent not in places:
        root = parent
    unit.elements = [root, *root.itersiblings("p", "div", "blockquote")] if root is unit.root else [root]
