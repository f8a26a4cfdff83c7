"""What stands between two elements of a page, put into an element of its own."""

from __future__ import annotations

import re

from lxml import etree

from blogpost.markup.content import Element

_NAME = re.compile(r"[A-Za-z_][\w.-]*+", re.ASCII)  # what lxml makes elements and attributes of
_UNIQUE = frozenset(("id", "name"))


def gathered(holder: Element, before: Element | None, behind: Element | None) -> Element | None:
    """All that stands between two elements within a holder, put into an element of its own in the same place.

    None where that is nothing. No element before or behind means the holder's own edge.
    """
    shared = _lowest_shared(holder, before, behind)
    above = None if before is None else _split_behind(shared, before)
    below = None if behind is None else _split_before(shared, behind)
    own = etree.Element("div")
    nodes = _between(shared, above, below)
    if above is None:
        own.text, shared.text = shared.text, None
    else:
        own.text, above.tail = above.tail, None
    if not nodes and not (own.text or "").strip():
        return None
    if above is None:
        shared.insert(0, own)
    else:
        above.addnext(own)
    own.extend(nodes)
    return own


def _between(shared: Element, above: Element | None, below: Element | None) -> list[Element]:
    """The children between two others."""
    nodes = []
    node = above.getnext() if above is not None else next(iter(shared), None)
    while node is not None and node is not below:
        nodes.append(node)
        node = node.getnext()
    return nodes


def _lowest_shared(holder: Element, before: Element | None, behind: Element | None) -> Element:
    """The lowest element that holds both edges: the holder itself where one of them is its own edge."""
    if before is None or behind is None:
        return holder
    around = set(before.iterancestors())
    return next(ancestor for ancestor in behind.iterancestors() if ancestor in around)


def _split_behind(shared: Element, edge: Element) -> Element:
    """The child behind which everything behind the edge stands; one that holds the edge is split."""
    child = _child_with(shared, edge)
    if child is not edge:
        _split(child, edge, follows=True)
    return child


def _split_before(shared: Element, edge: Element) -> Element | None:
    """The child before which everything before the edge stands; one that holds the edge is split."""
    child = _child_with(shared, edge)
    if child is edge:
        return edge
    _split(child, edge, follows=False)
    return child.getnext()


def _child_with(shared: Element, edge: Element) -> Element:
    child = edge
    while (parent := child.getparent()) is not shared:
        assert parent is not None, "the edge lies in what is shared"
        child = parent
    return child


def _split(whole: Element, edge: Element, *, follows: bool) -> None:
    """Splits an element in two: what stands behind the edge (or from it on) becomes a sibling of the same tag."""
    node, rest = edge, None
    while node is not whole:
        parent = node.getparent()
        assert parent is not None, "the edge lies in the whole"
        moved = list(node.itersiblings())
        half = _alike(parent)
        if rest is not None or follows:
            half.text, node.tail = node.tail, None
        if rest is not None:
            rest.tail, half.text = half.text, None
            half.append(rest)
        elif not follows:
            half.append(node)
        half.extend(moved)
        node, rest = parent, half
    if rest is not None:
        rest.tail, whole.tail = whole.tail, None
        whole.addnext(rest)


def _alike(element: Element) -> Element:
    """A new, empty element of the same kind; lxml reads names such as ``a<b`` and ``xml:lang``, but makes none."""
    tag = element.tag if _NAME.fullmatch(element.tag) else "div"
    kept = {key: value for key, value in element.items() if key not in _UNIQUE and _NAME.fullmatch(key)}
    return etree.Element(tag, kept)
