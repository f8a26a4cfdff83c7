"""The nodes between two elements of a page, put into an element of their own."""

from __future__ import annotations

import re

from lxml import etree

from blogpost.markup.dom import Element, settable

_NAME = re.compile(r"[A-Za-z_][\w.-]*+", re.ASCII)  # a name that lxml accepts for new elements and attributes
_UNIQUE = frozenset(("id", "name"))


def gather(holder: Element, before: Element | None, after: Element | None) -> Element | None:
    """Put all nodes between two elements of a holder into an element of their own in the same place.

    None if there are none. If `before` or `after` is None, they begin or end at the holder's own edge.
    """
    shared = _lowest_shared(holder, before, after)
    above = None if before is None else _split_after(shared, before)
    below = None if after is None else _split_before(shared, after)
    own = etree.Element("div")
    nodes = _between(shared, above, below)
    if above is None:
        own.text, shared.text = settable(shared.text), None
    else:
        own.text, above.tail = settable(above.tail), None
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


def _lowest_shared(holder: Element, before: Element | None, after: Element | None) -> Element:
    """The lowest element that holds both edges; the holder itself if one of them is its own edge."""
    if before is None or after is None:
        return holder
    around = set(before.iterancestors())
    return next(ancestor for ancestor in after.iterancestors() if ancestor in around)


def _split_after(shared: Element, edge: Element) -> Element:
    """The child that everything after the edge follows; one that holds the edge is split."""
    child = _child_with(shared, edge)
    if child is not edge:
        _move_after(child, edge)
    return child


def _split_before(shared: Element, edge: Element) -> Element:
    """The child that follows everything before the edge; one that holds the edge is split."""
    child = _child_with(shared, edge)
    if child is not edge:
        _move_before(child, edge)
    return child


def _child_with(shared: Element, edge: Element) -> Element:
    child = edge
    while (parent := child.getparent()) is not shared:
        assert parent is not None, "the shared element holds the edge"
        child = parent
    return child


def _move_after(whole: Element, edge: Element) -> None:
    """Move the nodes after the edge into an element of the same kind after the whole."""
    node, rest = edge, None
    while node is not whole:
        parent = _parent(node)
        half = _alike(parent)
        half.text, node.tail = settable(node.tail), None
        moved = list(node.itersiblings())
        if rest is not None:
            rest.tail, half.text = half.text, None
            half.append(rest)
        half.extend(moved)
        node, rest = parent, half
    if rest is not None:
        rest.tail, whole.tail = settable(whole.tail), None
        whole.addnext(rest)


def _move_before(whole: Element, edge: Element) -> None:
    """Move the nodes before the edge into an element of the same kind before the whole.

    The rest stays in the same element as before, as it may hold the posts that follow.
    """
    node, rest = edge, None
    while node is not whole:
        parent = _parent(node)
        half = _alike(parent)
        half.text, parent.text = settable(parent.text), None
        half.extend([*node.itersiblings(preceding=True)][::-1])
        if rest is not None:
            half.append(rest)
        node, rest = parent, half
    if rest is not None:
        whole.addprevious(rest)


def _parent(node: Element) -> Element:
    parent = node.getparent()
    assert parent is not None, "the whole holds the edge"
    return parent


def _alike(element: Element) -> Element:
    """A new, empty element of the same kind. lxml reads names such as ``a<b`` and ``xml:lang``, but can't set them."""
    tag = element.tag if _NAME.fullmatch(element.tag) else "div"
    kept = {key: settable(value) for key, value in element.items() if key not in _UNIQUE and _NAME.fullmatch(key)}
    return etree.Element(tag, kept)
