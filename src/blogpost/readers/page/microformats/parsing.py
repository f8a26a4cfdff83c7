"""Elements → items with their properties, by the classes of microformats2.

https://microformats.org/wiki/microformats2-parsing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import field, frozen
from lxml import etree

from blogpost.markup.dom import Element, classes

# Only defined roots: frameworks have classes such as "h-full", which would separate an entry from its properties.
_ROOTS = frozenset(
    """
    h-adr h-app h-breadcrumb h-card h-cite h-entry h-event h-feed h-geo h-item h-leg h-listing h-measure h-product
    h-recipe h-resume h-review h-review-aggregate h-x-app
    """.split()
)
_PROPERTY = re.compile(r"(p|u|dt|e)-((?:[a-z0-9]+-)?[a-z]+(?:-[a-z]+)*)", re.ASCII)


@frozen(eq=False)
class Item:
    """An element with a root class, and its properties.

    Attributes:
        element: the element.
        types: its root classes.
        names: the properties of the item around it whose value it is.
        parent: the item around it.
        properties: the values of each property in the order of the page, without those of items within.
        children: the items within it that are not the value of a property.
    """

    element: Element
    types: frozenset[str]
    names: frozenset[str] = frozenset()
    parent: Item | None = None
    properties: dict[str, list[Property]] = field(factory=dict)
    children: list[Item] = field(factory=list)

    def all(self, *names: str) -> list[Property]:
        """The values of the first of these properties that has any."""
        return next((values for name in names if (values := self.properties.get(name))), [])

    def within(self) -> Iterator[Item]:
        """Every item directly within this one."""
        yield from self.children
        named = (value.item for values in self.properties.values() for value in values if value.item)
        yield from dict.fromkeys(named)


@frozen(eq=False)
class Property:
    """A value of a property: the marked element, and its item if it is one.

    `prefix` is the type of the value: text (``p``), an address (``u``), a time (``dt``) or content (``e``).
    """

    prefix: str
    element: Element
    item: Item | None = None


def parse_items(root: Element, *, closed: bool = False) -> list[Item]:
    """The outermost items of a page.

    Args:
        root: the page.
        closed: whether content is skipped, as it has no properties of the item around it.
    """
    top: list[Item] = []
    open_items: list[Item] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if open_items and open_items[-1].element is element:
                open_items.pop()
        elif element.tag == "template":
            walk.skip_subtree()
        elif element.get("class"):
            marks = _marks(element)
            item = _begin(element, marks, open_items[-1] if open_items else None)
            if item is not None:
                (top if not open_items else open_items[-1].children if not item.names else []).append(item)
                open_items.append(item)
            elif closed and any(prefix == "e" for prefix, _ in marks):
                walk.skip_subtree()
    return top


def is_marked(element: Element) -> bool:
    """Whether an element is an item or the value of a property."""
    return bool(_marks(element)) or not _ROOTS.isdisjoint(classes(element))


def _marks(element: Element) -> list[tuple[str, str]]:
    """The properties whose value an element is by its classes, each with its prefix."""
    matches = map(_PROPERTY.fullmatch, classes(element))
    return [(match[1], match[2]) for match in matches if match]


def _begin(element: Element, marks: list[tuple[str, str]], around: Item | None) -> Item | None:
    """The item that begins here, if any. The element's marks are added to the properties of the item around it."""
    types = _ROOTS.intersection(classes(element))
    item = Item(element, types, frozenset(name for _, name in marks), around) if types else None
    if around is not None:
        for prefix, name in dict.fromkeys(marks):
            around.properties.setdefault(name, []).append(Property(prefix, element, item))
    return item
