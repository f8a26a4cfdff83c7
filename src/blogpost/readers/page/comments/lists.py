"""Lists of comments: which elements belong to which comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from attrs import frozen
from lxml import etree

from blogpost.markup.content import Element
from blogpost.markup.styles import parse_style

# Classes, as Blogger's own templates and the commonest others have them.
_BODIES = frozenset("comment-body comment-content comment-text commentbody comment_body commentContent".split())
_WHOLE = frozenset(("blogComment", "blogcomment"))  # a comment that has no element for its body
# The pages that link to this one stand in a list like that of the comments; forms hold examples of them.
_OTHERS = frozenset(("backlinks-container", "comment-form", "comment-editor"))
_SILENT = frozenset(("form", "iframe", "noscript", "script", "template", "textarea"))
_MOST_DEFINITIONS = 8  # of a term: a comment's text, its time, its links
_ID = re.compile(r"c?(\d{8,21})", re.ASCII)


@frozen
class Holder:
    """What belongs to one comment.

    Attributes:
        elements: what holds it and nothing else.
        body: what its author wrote.
        item: its item in the list of comments, where replies are items within items.
    """

    elements: tuple[Element, ...]
    body: Element
    item: Element | None

    def inner(self, *tags: str) -> Iterator[Element]:
        """The elements of the comment that are not in its body."""
        for element in self.elements:
            walk = etree.iterwalk(element, events=("start",))
            for _, inner in walk:
                if inner is self.body and inner is not self.elements[0]:
                    walk.skip_subtree()
                elif not tags or inner.tag in tags:
                    yield inner


def find_holders(root: Element) -> Iterator[Holder]:
    """What belongs to each comment in a part of a page, in its order."""
    bodies, crowded = _surveyed(root)
    for body in bodies:
        item = next((item for item in (body, *body.iterancestors("li")) if "comment" in classes(item)), None)
        elements = _definition(body) or (_around(body, root, crowded),)
        yield Holder(elements, body, item if item is not body else None)


def _surveyed(root: Element) -> tuple[list[Element], set[Element]]:
    """The bodies of comments, and the elements that hold more than one."""
    bodies: list[Element] = []
    crowded: set[Element] = set()
    begun: list[int] = []  # for each open element, how many bodies there were before it
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if len(bodies) - begun.pop() > 1:
                crowded.add(element)
            continue
        begun.append(len(bodies))
        if _is_closed(element):
            walk.skip_subtree()
        elif _is_body(element):
            bodies.append(element)
            walk.skip_subtree()
    return bodies, crowded


def _is_closed(element: Element) -> bool:
    """Whether nothing of what an element holds is a comment that can be seen."""
    return element.tag in _SILENT or element.get("id") in _OTHERS or parse_style(element.get("style")).hidden


def _is_body(element: Element) -> bool:
    own = classes(element)
    return bool(own & _BODIES or (own & _WHOLE and not any(classes(inner) & _BODIES for inner in element.iter())))


def _definition(body: Element) -> tuple[Element, ...]:
    """The ``dt`` and the ``dd`` that belong to a body in a definition list; nothing where it stands in none."""
    if body.tag != "dd":
        return ()
    before = islice(body.itersiblings(preceding=True), _MOST_DEFINITIONS)
    above = next((sibling for sibling in before if sibling.tag == "dt"), None)
    behind = islice(above.itersiblings(), _MOST_DEFINITIONS) if above is not None else ()
    return () if above is None else (above, *_up_to_next_term(behind))


def _up_to_next_term(siblings: Iterable[Element]) -> Iterator[Element]:
    for sibling in siblings:
        if sibling.tag == "dt":
            return
        yield sibling


def _around(body: Element, root: Element, crowded: set[Element]) -> Element:
    """The outermost element within the root that holds this body and no other, and is no more than a comment."""
    around = body
    while not _is_comment(around):
        parent = around.getparent()
        if parent is None or parent is root or parent in crowded:
            break
        around = parent
    return around


def _is_comment(element: Element) -> bool:
    return bool(classes(element) & (_WHOLE | {"comment"})) or id_of(element.get("id")) is not None


def id_of(name: str | None) -> str | None:
    """The number of a comment in an id or in the name of an anchor: ``c`` and digits."""
    found = _ID.fullmatch(name or "")
    return found[1] if found else None


def classes(element: Element) -> set[str]:
    """The classes of an element."""
    return set((element.get("class") or "").split())
