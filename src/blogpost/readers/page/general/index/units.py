"""Split a list of posts into units: an element around each title, or the elements from one title to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from attrs import define, frozen
from lxml import etree

from blogpost.markup.dom import Element
from blogpost.readers.page.general.index.anchors import Anchor, Signature, signature
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Outline

_FEWEST = 2
_DEEPEST = 60  # levels between a title and the element of its post
_FEW_LINES = 8
_MOST_ROWS = 3  # elements around the posts of a row, a month or a year
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@define(eq=False)
class Unit:
    """The part of a list that shows one post.

    Attributes:
        anchor: the line that introduces it.
        elements: its elements, in the order of the page.
        parent: their parent.
        first: the number of its first line.
        last: the number of the first line after it.
        url: the post's address.
        is_linked: whether its title links to it.
        is_titled: whether it has a title like others in its list.
    """

    anchor: Anchor
    elements: list[Element]
    parent: Element
    first: int = 0
    last: int = 0
    url: str | None = None
    is_linked: bool = False
    is_titled: bool = True


def find_clusters(outline: Outline, anchors: Sequence[Anchor], language: str) -> Iterator[list[Unit]]:
    """The lists of posts that lines with the same markup introduce: the page's, its sidebar's, and so on."""
    by_parent: dict[Element, list[Unit]] = {}
    for unit in _units(outline, anchors):
        by_parent.setdefault(unit.parent, []).append(unit)
    for units in _merged(by_parent):
        if len(units) >= _FEWEST:
            yield _cut(outline, units, language)


def _siblings(outline: Outline, parent: Element, units: list[Unit]) -> Iterator[Unit]:
    """Units for siblings with the same markup, but with titles of other kinds or without titles."""
    kind, _ = Counter(signature(unit.elements[0]) for unit in units).most_common(1)[0]
    if kind[0] in _HEADINGS:
        return
    tops = {unit.elements[0] for unit in units}
    for child in parent.iterchildren(kind[0]):
        if child not in tops and (unit := _sibling(outline, child, parent, units[0], kind)) is not None:
            unit.first, unit.last = outline.span(child)
            yield unit


def _sibling(outline: Outline, element: Element, parent: Element, model: Unit, kind: Signature) -> Unit | None:
    """A unit for a sibling of units, if it has the same markup."""
    if (anchor := _anchor_like(outline, element, model.anchor)) is not None:
        return Unit(anchor, [element], parent)
    first, last = outline.span(element)
    if kind[1] and signature(element) == kind and last > first:
        return Unit(Anchor(first, outline.lines[first]), [element], parent, is_titled=False)
    return None


def _anchor_like(outline: Outline, element: Element, model: Anchor) -> Anchor | None:
    """The first line in an element that is a heading and has a link if the other one is and has."""
    first, last = outline.span(element)
    for number in range(first, min(last, first + _FEW_LINES)):
        line = outline.lines[number]
        if bool(line.level) == bool(model.line.level) and bool(line.linked) == bool(model.line.linked):
            return Anchor(number, line)
    return None


def _units(outline: Outline, anchors: Sequence[Anchor]) -> Iterator[Unit]:
    """A unit for each line: the largest element around it without another such line."""
    numbers = [-1, *(anchor.number for anchor in anchors), len(outline.lines)]
    for anchor, before, after in zip(anchors, numbers, numbers[2:], strict=False):
        top = anchor.block
        first, last = outline.span(top)
        if first <= before or last > after:
            continue
        for parent in islice(top.iterancestors(), _DEEPEST):
            first, last = outline.span(parent)
            if first <= before or last > after:
                yield Unit(anchor, [top], parent)
                break
            top = parent


def _merged(by_parent: dict[Element, list[Unit]]) -> Iterator[list[Unit]]:
    """The units by their parents. Rows, days and years with the same markup count as one list."""
    tops = {parent: {signature(unit.elements[0]) for unit in units} for parent, units in by_parent.items()}
    paths = Counter(place for parent in by_parent for place in _places(parent))
    around: dict[Element, Element] = {}
    for parent in by_parent:
        places = _places(parent)
        rows = (place for place in places if paths[place] >= _FEWEST or place[1][-1] in tops.get(place[0], ()))
        if (row := next(rows, None)) is not None:
            around[parent] = row[0]
    merged: dict[Element, list[Unit]] = {}
    for parent, units in by_parent.items():
        outer = parent
        while outer in around:  # months in years
            outer = around[outer]
        merged.setdefault(outer, []).extend(units)
    for units in merged.values():
        yield sorted(units, key=_number_of)


def _places(parent: Element) -> list[tuple[Element, tuple[Signature, ...]]]:
    """The elements around one, and the path down to it."""
    places: list[tuple[Element, tuple[Signature, ...]]] = []
    path: tuple[Signature, ...] = (signature(parent),)
    for outer in islice(parent.iterancestors(), _MOST_ROWS):
        places.append((outer, path))
        path = (*path, signature(outer))
    return places


def _number_of(unit: Unit) -> int:
    return unit.anchor.number


def _cut(outline: Outline, units: list[Unit], language: str) -> list[Unit]:
    """The units with their extents."""
    by_parent: dict[Element, list[Unit]] = {}
    for unit in units:
        unit.first, unit.last = outline.span(unit.elements[0])
        by_parent.setdefault(unit.parent, []).append(unit)
    rows = {row for parent in by_parent for row in (parent, *islice(parent.iterancestors(), _MOST_ROWS))}
    cut: list[Unit] = []
    for parent, group in by_parent.items():
        siblings = (unit for unit in _siblings(outline, parent, group) if unit.elements[0] not in rows)
        whole = sorted((*group, *siblings), key=_number_of)
        if not _are_flat(outline, whole):
            _add_terms(outline, whole)
            cut += whole
        else:
            if _are_flat(outline, group):
                _add_siblings(outline, parent, group, language)
            cut += group
    return sorted(cut, key=_number_of)


def _add_terms(outline: Outline, units: list[Unit]) -> None:
    """Adds the term above each description that is a unit: the day above a title."""
    for unit in units:
        term = unit.elements[0].getprevious() if unit.elements[0].tag == "dd" else None
        if term is not None and term.tag == "dt":
            unit.elements.insert(0, term)
            unit.first = outline.span(term)[0]


def _are_flat(outline: Outline, units: list[Unit]) -> bool:
    """Whether more text is between the units' elements than in them, so no element holds a whole post."""
    pairs = [*pairwise(units)]
    for measure in (outline.prose_between, outline.text_between):
        within = sum(measure(unit.first, unit.last) for unit, _ in pairs)
        between = sum(measure(unit.last, following.first) for unit, following in pairs)
        if within or between:
            return between > within
    return False


def _add_siblings(outline: Outline, parent: Element, units: list[Unit], language: str) -> None:
    """Adds the siblings of its title that belong to its post to each unit."""
    stretches = _stretches_of([unit.elements[0] for unit in units], parent, outline, language)
    for unit, elements in zip(units, stretches, strict=True):
        unit.elements = elements
        unit.first = outline.span(elements[0])[0]
    for unit, following in pairwise(units):
        unit.last = following.first
    units[-1].last = max(outline.span(units[-1].elements[-1])[1], units[-1].anchor.number + 1)


# ------------------------------------------------------------------------------------------------------------- siblings

_SHORT = 160  # characters of a line above a title
_MOST_ABOVE = 3  # elements above a title that belong to its post
_HEAD_PARTS = Part.META | Part.DATE | Part.AUTHOR
_NEVER = Part.COMMENTS | Part.ASIDE


def _stretches_of(titles: Sequence[Element], parent: Element, outline: Outline, language: str) -> list[list[Element]]:
    """The siblings that belong to each title's post: from its date above it to the next post's date.

    Args:
        titles: children of one element, in order.
        parent: that element.
        outline: the page's.
        language: the language of its dates.
    """
    row = _Row(outline, list(parent.iterchildren(etree.Element)), language)
    places = {child: place for place, child in enumerate(row.children)}
    at = [places[title] for title in titles]
    kinds = row.kinds_above(at[0])
    starts = [row.start(place, floor, kinds) for place, floor in zip(at, [-1, *at], strict=False)]
    known = {signature(child) for start, end in zip(at, starts[1:], strict=False) for child in row.children[start:end]}
    return [row.children[start:end] for start, end in pairwise([*starts, row.end(at[-1], known)])]


@frozen(eq=False)
class _Row:
    """The children of the element that holds all titles."""

    outline: Outline
    children: list[Element]
    language: str

    def kinds_above(self, title: int) -> set[Signature]:
        """The markup of the elements about the post above the first title: its date, its author."""
        kinds: set[Signature] = set()
        for place in range(title - 1, max(-1, title - 1 - _MOST_ABOVE), -1):
            if not self._is_head(place):
                break
            kinds.add(signature(self.children[place]))
        return kinds

    def start(self, title: int, floor: int, kinds: set[Signature]) -> int:
        """The place where a post begins, from its title's place, below the title of the previous post."""
        start = title
        while start - 1 > floor and start > title - _MOST_ABOVE and self._belongs(start - 1, kinds):
            start -= 1
        return start

    def end(self, title: int, known: set[Signature]) -> int:
        """The place where the last post ends: at the first element with markup that no other post has."""
        for end in range(title + 1, len(self.children)):
            child = self.children[end]
            is_named = child.get("class") or child.get("id")
            if self._parts(child) & _NEVER or (is_named and signature(child) not in known):
                return end
        return len(self.children)

    def _belongs(self, place: int, kinds: set[Signature]) -> bool:
        return signature(self.children[place]) in kinds and self._is_head(place)

    def _is_head(self, place: int) -> bool:
        """Whether an element is a line with a date or a name, like those above titles."""
        element = self.children[place]
        first, last = self.outline.span(element)
        is_short = self.outline.length(element) <= _SHORT and not self.outline.prose(element)
        if not is_short or not 1 <= last - first <= 2:
            return False
        text = self.outline.lines[first].text
        if self._parts(element) & _HEAD_PARTS:
            return True
        return any(map(str.isdigit, text)) and read_meta(text, self.language).moment is not None

    def _parts(self, element: Element) -> int:
        return self.outline.parts.get(element, NO_PART)
