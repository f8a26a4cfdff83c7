"""Find the comment that each comment replies to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from blogpost.markup.dom import Element
from blogpost.readers.page.general.comments.extents import Unit
from blogpost.readers.page.general.comments.marks import is_list_of_replies

_DEPTH_CLASS = re.compile(r"(?:depth|level|lvl|indent|nested|deep)[-_]*(\d{1,3})(?=\s|$)")
_MARGIN = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4}(?:\.\d+)?)\s*(?:px|em|rem|%)")
_PARENT_NAMES = ("data-parent-id", "data-parent", "data-parentid", "data-comment-parent", "data-parent-comment-id")
_DEPTH_NAMES = ("data-depth", "data-level", "data-comment-depth", "aria-level")
_LISTS = frozenset(("ol", "ul"))
_ABOVE = 2  # elements around a comment that may have its indentation


def find_parents(units: Sequence[Unit], replies_to: Sequence[str | None]) -> list[int | None]:
    """The index of each comment's parent.

    A number that the comment itself states wins. Otherwise the parent is the last comment before it at a lower depth.
    The depth is the number of comments and lists of replies around it or, if no comment has any, its indentation, or
    else the number of lists around it.

    Args:
        units: the comments, in the order of the page.
        replies_to: for each comment, the number of the comment that its head links to.
    """
    by_number = {unit.number: n for n, unit in enumerate(units) if unit.number is not None}
    depths = _depths(units)
    for measure in (_stated_depths, _depths_in_lists):
        if len(set(depths)) == 1:
            depths = measure(units)
    parents = _by_depth(depths)
    for n, unit in enumerate(units):
        stated = unit.parent_number or _attribute(unit.root, _PARENT_NAMES)
        parent = by_number.get(_digits(stated)) if stated is not None else None
        if parent is None and parents[n] is None:
            parent = by_number.get(replies_to[n] or "")
        if parent is not None and parent != n:
            parents[n] = parent
    return parents


def _by_depth(depths: Sequence[int]) -> list[int | None]:
    parents: list[int | None] = []
    above: list[int] = []  # the comments that the next one may reply to, each deeper than the one before
    for n, depth in enumerate(depths):
        while above and depths[above[-1]] >= depth:
            above.pop()
        parents.append(above[-1] if above else None)
        above.append(n)
    return parents


def _depths(units: Sequence[Unit]) -> list[int]:
    """The number of comments and lists of replies around each comment."""
    own = {element for unit in units for element in unit.elements}
    known: dict[Element, int] = {}
    return [_depth_of(unit.root, lambda each: each in own or is_list_of_replies(each), known) for unit in units]


def _depths_in_lists(units: Sequence[Unit]) -> list[int]:
    """The number of lists around each comment."""
    known: dict[Element, int] = {}
    return [_depth_of(unit.root, lambda each: each.tag in _LISTS, known) for unit in units]


def _depth_of(element: Element, counts: Callable[[Element], bool], known: dict[Element, int]) -> int:
    """The number of elements around an element that count."""
    path: list[Element] = []
    around = element.getparent()
    while around is not None and around not in known:
        path.append(around)
        around = around.getparent()
    depth = known[around] if around is not None else 0
    for each in reversed(path):
        depth += counts(each)
        known[each] = depth
    return depth


def _stated_depths(units: Sequence[Unit]) -> list[int]:
    """The depth that each comment states in an attribute, a class or a style; 0 if it doesn't."""
    stated = [next(filter(None, map(_stated_depth, unit.elements)), None) for unit in units]
    return [depth or 0 for depth in stated]


def _stated_depth(element: Element) -> int | None:
    value = _attribute(element, _DEPTH_NAMES)
    if value is not None and value.isascii() and value.isdigit():
        return int(value[:4])
    if match := _DEPTH_CLASS.search(element.get("class") or ""):
        return int(match[1])
    around: Element | None = element
    for _ in range(_ABOVE):
        if around is None:
            return None
        if match := _MARGIN.search(around.get("style") or ""):
            return int(float(match[1]))
        around = around.getparent()
    return None


def _attribute(element: Element, names: Sequence[str]) -> str | None:
    return next((value for name in names if (value := element.get(name))), None)


def _digits(value: str) -> str:
    return value.rpartition("-")[2].rpartition("_")[2]
