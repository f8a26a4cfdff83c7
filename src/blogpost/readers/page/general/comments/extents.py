"""Find the elements of a comment: those around the element with its number, and those after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from attrs import define
from lxml import etree

from blogpost.markup.dom import Element
from blogpost.readers.page.general.comments.marks import is_list_of_replies
from blogpost.readers.page.general.names import COMMENT, NO_PART, Part
from blogpost.readers.page.general.outline import Outline

_ITEM = re.compile(
    r"^(?!.*(?:form|list|count|link|respond|reply|meta|author|date|text|content|body|title|area|section|recent|widget|"
    r"header|footer|avatar|odd|even|has-|preview|template|icon|number|policy|wrapper-all|leave|write|new|load|show|"
    r"view|toggle|join|latest|more|your|open|close|disabled|report|edit|delete|submit|notify|subscribe|button|btn|"
    r"input|(?:^|[-_])(?:no|add|all|by|can|total)[-_]?comm))"
    rf"[a-z\d_-]{{0,40}}?(?:{COMMENT})(?:[-_]*(?:item|node|single|box|entry|wrap|wrapper|container|"
    r"block|row|post|element|unit|bubble|card|thread|main|detail|set))*$"
)
_LISTS = frozenset(("ol", "ul", "dl", "tbody", "table"))
_PAGE = frozenset(("body", "main", "html", "form"))
_ITEM_TAGS = frozenset(("li", "article", "tr", "dt", "dd", "details"))
_TURNS = frozenset("odd even alt first last alternate odd-row even-row".split())  # that like elements have by turns
_ENDS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "form", "hr", "script"))
_HEAD_LINES = 3  # before a number within its item
_HALF = 0.5


@define(eq=False)
class Unit:
    """The elements of one comment.

    Attributes:
        elements: one, or several that follow each other.
        number: the comment's number or name within its page.
        parent_number: the number of the comment it replies to, if its own number contains it.
        with_tails: whether the texts right after the elements belong to it.
        is_grown: whether the number belongs to an element within `elements`.
    """

    elements: list[Element]
    number: str | None = None
    parent_number: str | None = None
    with_tails: bool = False
    is_grown: bool = False

    @property
    def root(self) -> Element:
        """The first of its elements."""
        return self.elements[0]


class Within:
    """Decides whether an element is one of some elements or in one of them."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._known = dict.fromkeys(elements, True)
        self._has_any = bool(self._known)

    def __call__(self, element: Element) -> bool:
        if not self._has_any:
            return False
        path = []
        around: Element | None = element
        while around is not None and around not in self._known:
            path.append(around)
            around = around.getparent()
        is_within = around is not None and self._known[around]
        self._known.update(dict.fromkeys(path, is_within))
        return is_within


def grow(outline: Outline, units: list[Unit]) -> None:
    """Makes each comment the outermost element with this comment only, or an item that begins with it."""
    first, crowded = _first_in(units)
    alone = len(units) == 1
    kinds: set[tuple[str, str]] = set()  # of elements that were found to hold one comment and no other
    for unit in reversed(units):  # replies before the comments around them
        while not _is_whole(unit.root) and (parent := unit.root.getparent()) is not None:
            is_first = first.get(parent) is unit and _begins(outline, parent, unit.root, kinds)
            if parent.tag in _PAGE or is_list_of_replies(parent) or (parent in crowded and not is_first):
                break
            if alone and not is_item(parent) and (outline.length(unit.root) or _is_place(outline, parent)):
                break
            unit.elements = [parent]
            unit.is_grown = True
        if unit.is_grown:
            kinds.add(kind_of(unit.root))
        _grow_to_list(unit, crowded)


def _first_in(units: Iterable[Unit]) -> tuple[dict[Element, Unit], set[Element]]:
    """The first comment in each element around comments, and the elements that hold more than one."""
    first = {unit.root: unit for unit in units}
    crowded: set[Element] = set()
    for unit in units:
        for around in unit.root.iterancestors():
            if around in crowded:
                break
            if around in first:
                crowded.add(around)
            else:
                first[around] = unit
    return first, crowded


def _grow_to_list(unit: Unit, crowded: set[Element]) -> None:
    """Replaces an item that only has the comment's number by its list, if all of the list is one comment."""
    parent = unit.root.getparent()
    if parent is None or parent.tag not in _LISTS or parent in crowded or not unit.is_grown:
        return
    if sum(1 for _ in islice(parent.iterchildren(etree.Element), 2)) > 1 and not is_list_of_replies(parent):
        unit.elements = [parent]


def _is_whole(element: Element) -> bool:
    """Whether an element is an item of a list, so it holds a whole comment."""
    return element.tag in _ITEM_TAGS or is_item(element)


def _is_place(outline: Outline, element: Element) -> bool:
    return element.tag in _LISTS or bool(outline.parts.get(element, NO_PART) & Part.COMMENTS)


def _begins(outline: Outline, parent: Element, element: Element, kinds: set[tuple[str, str]]) -> bool:
    """Whether an element with several comments is the item of the first one: the others are its replies."""
    is_made_alike = bool(parent.get("class")) and kind_of(parent) in kinds
    if parent.tag not in ("li", "article") and not is_item(parent) and not is_made_alike:
        return False
    return outline.span(element)[0] - outline.span(parent)[0] <= _HEAD_LINES


def is_item(element: Element) -> bool:
    """Whether a class says that an element is one comment."""
    return any(map(is_item_name, (element.get("class") or "").lower().split()[:20]))


def is_item_name(name: str) -> bool:
    """Whether a class, in small letters, is that of one comment."""
    return _ITEM.match(name) is not None


def extend_to_next(outline: Outline, units: list[Unit]) -> None:
    """Adds the elements up to the next comment to each comment, if most of them have text there."""
    holders = _holders(units)
    following = [_up_to_next(unit.root, holders) for unit in units]
    inner = [(unit, each) for unit, (each, is_last) in zip(units, following, strict=True) if not is_last]
    if inner and sum(_has_text(outline, unit, each) for unit, each in inner) <= _HALF * len(inner):
        return
    kinds = {kind_of(element) for _, each in inner for element in each}
    most = max((len(each) for _, each in inner), default=0)
    for unit, (each, is_last) in zip(units, following, strict=True):
        if not inner and unit.root.tag != "dt" and outline.length(unit.root):
            continue
        added = each if not is_last else [*_like(each, kinds, most)] if inner else [*_up_to_end(each)]
        unit.elements += added
        unit.with_tails = bool(added) or bool((unit.root.tail or "").strip())


def is_signed(outline: Outline, units: Sequence[Unit]) -> bool:
    """Whether comments end with their dated lines: there is text before the first line, and none after the last."""
    first, last = units[0].root, units[-1].root
    spans = (outline.span(unit.root) for unit in units)
    if first.getparent() is not last.getparent() or any(after - line != 1 for line, after in spans):
        return False
    has_text_before = any(map(outline.length, _back_to_heading(first, frozenset())))
    return has_text_before and not any(map(outline.length, _up_to_end([*last.itersiblings(etree.Element)])))


def extend_to_previous(units: Sequence[Unit]) -> None:
    """Adds the elements back to the previous comment to each comment, if comments end with their author's line."""
    roots = frozenset(unit.root for unit in units)
    for unit in units:
        unit.elements = [*reversed([*_back_to_heading(unit.root, roots)]), unit.root]


def _back_to_heading(element: Element, roots: frozenset[Element]) -> Iterator[Element]:
    for sibling in element.itersiblings(etree.Element, preceding=True):
        if sibling in roots or sibling.tag in _ENDS:
            return
        yield sibling


def _holders(units: Iterable[Unit]) -> set[Element]:
    holders: set[Element] = set()
    for unit in units:
        if unit.root in holders:
            continue
        holders.add(unit.root)
        for around in unit.root.iterancestors():
            if around in holders:
                break
            holders.add(around)
    return holders


def _up_to_next(element: Element, holders: set[Element]) -> tuple[list[Element], bool]:
    """The elements after one up to the next with a comment, and whether there is no such element."""
    following: list[Element] = []
    for sibling in element.itersiblings(etree.Element):
        if sibling in holders and not (element.tag == "dt" and sibling.tag == "dd"):
            return following, False
        following.append(sibling)
    return following, True


def _has_text(outline: Outline, unit: Unit, between: Sequence[Element]) -> bool:
    return bool((unit.root.tail or "").strip()) or any(
        outline.length(each) or (each.tail or "").strip() for each in between
    )


def kind_of(element: Element) -> tuple[str, str]:
    """The tag and the first class of an element, which elements with the same markup share."""
    names = (element.get("class") or "").split()[:20]
    return str(element.tag), next((name for name in names if name.lower() not in _TURNS), "")


def _like(elements: Sequence[Element], kinds: set[tuple[str, str]], most: int) -> Iterator[Element]:
    for element in elements[: max(most, 1)]:
        if kind_of(element) not in kinds:
            return
        yield element


def _up_to_end(elements: Sequence[Element]) -> Iterator[Element]:
    for element in elements:
        if element.tag in _ENDS:
            return
        yield element
