"""Lists of comments: which elements belong to which comment."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from attrs import define

from blogpost.blogger import comment_id
from blogpost.markup.dom import Element, has_class
from blogpost.markup.styles import parse_style

# Classes of Blogger's own templates and the most common others.
_BODIES = frozenset("comment-body comment-content comment-text commentbody comment_body commentContent".split())
_WHOLE = frozenset(("blogComment", "blogcomment"))  # a comment that has no element for its body
_BODIES_AND_WHOLE = _BODIES | _WHOLE
_MAY_BE_BODIES = (
    "article",
    "blockquote",
    "center",
    "dd",
    "div",
    "em",
    "font",
    "i",
    "li",
    "p",
    "section",
    "span",
    "table",
    "td",
)
NOTICES = frozenset(("deleted-comment", "deleted"))
"""Classes of notices that a comment was removed."""
_ITEMS = frozenset(("comment",))
_COMMENTS = _WHOLE | _ITEMS
_MAY_BE_ITEMS = ("div", "li")
# Pages that link to this one are listed like comments, and forms hold examples of comments.
_BOILERPLATE = frozenset(("backlinks-container", "comment-form", "comment-editor"))
_SILENT = frozenset(("form", "iframe", "noscript", "script", "template", "textarea"))
_MAX_DEFINITIONS = 8  # for one term: a comment's text, its time, its links


@define(eq=False)
class Holder:
    """The elements of one comment.

    Attributes:
        elements: the elements that hold it and nothing else.
        body: what its author wrote.
        item: its item in the list of comments, where replies are items within items.
        may_be_removed: whether anything in the list has the class of a notice that a comment was removed.
    """

    elements: tuple[Element, ...]
    body: Element
    item: Element | None
    may_be_removed: bool

    @property
    def parts(self) -> Iterator[Element]:
        """The comment's elements outside of its body, or all if there are no others."""
        for element in self.elements:
            walk = element.iter("*")
            for inner in walk:
                if inner is self.body and inner is not self.elements[0]:
                    deque(islice(walk, sum(1 for _ in inner.iterdescendants("*"))), maxlen=0)
                else:
                    yield inner

    @property
    def links(self) -> Iterator[Element]:
        """All links of the comment, with those in its body."""
        return chain.from_iterable([element.iter("a") for element in self.elements])

    def wrote(self, element: Element) -> bool:
        """Whether an element is in the comment's body, if the comment has other parts."""
        return self.body is not self.elements[0] and self.body in element.iterancestors(self.body.tag)


def find_holders(root: Element) -> Iterator[Holder]:
    """The elements of each comment in a part of a page, in its order."""
    bodies, classes = _bodies(root)
    has_notices = any(not NOTICES.isdisjoint(value.split()) for value in classes)
    crowded = _crowded(bodies, root)
    items: dict[Element, Element | None] = {}
    for body in bodies:
        item = _item_of(body, items)
        elements = _definition(body) or (_around(body, root, crowded),)
        yield Holder(elements, body, item if item is not body else None, has_notices)


def _item_of(body: Element, known: dict[Element, Element | None]) -> Element | None:
    """The innermost item that a body is or is in; the results are added to `known`, as bodies share what is around."""
    path = []
    item: Element | None = None
    for element in chain((body,), body.iterancestors(*_MAY_BE_ITEMS)):
        if element in known:
            item = known[element]
            break
        path.append(element)
        if _is_item(element):
            item = element
            break
    known.update(dict.fromkeys(path, item))
    return item


def _is_item(element: Element) -> bool:
    """Whether an element holds a comment and its replies: an item of a list, or an element with a comment's number."""
    if element.tag == "li" and has_class(element, _ITEMS):
        return True
    name = element.get("id")
    return name is not None and comment_id(name) is not None


def _bodies(root: Element) -> tuple[list[Element], list[str]]:
    """The bodies of the visible comments, none within another; and all classes of elements that may be bodies."""
    bodies: list[Element] = []
    silent: dict[Element, bool] = {}  # whether an element is a body or closed, or within one
    classed: dict[str | None, bool] = {None: False}  # the classes of a list repeat
    for element in root.iter(*_MAY_BE_BODIES):
        value = element.get("class")
        if value not in classed:
            classed[value] = has_class(element, _BODIES_AND_WHOLE)
        if classed[value] and _is_body(element) and not _is_silent(element, root, silent):
            bodies.append(element)
            silent[element] = True
    return bodies, list(filter(None, classed))


def _is_silent(element: Element, root: Element, known: dict[Element, bool]) -> bool:
    """Whether an element is closed, or within a silent one; the results are added to `known`."""
    path = []
    is_silent = False
    for around in chain((element,), element.iterancestors()):
        if around in known:
            is_silent = known[around]
            break
        path.append(around)
        is_silent = _is_closed(around)
        if is_silent or around is root:
            break
    known.update(dict.fromkeys(path, is_silent))
    return is_silent


def _is_closed(element: Element) -> bool:
    """Whether an element holds no visible comment."""
    if element.tag in _SILENT or element.get("id") in _BOILERPLATE:
        return True
    style = element.get("style")
    return style is not None and parse_style(style).hidden


def _is_body(element: Element) -> bool:
    return has_class(element, _BODIES) or not any(has_class(inner, _BODIES) for inner in element.iterdescendants("*"))


def _crowded(bodies: list[Element], root: Element) -> set[Element]:
    """The elements that hold more than one body."""
    seen: set[Element] = set()
    crowded: set[Element] = set()
    for body in bodies:
        for around in body.iterancestors():
            if around in crowded:
                break
            (crowded if around in seen else seen).add(around)
            if around is root:
                break
    return crowded


def _definition(body: Element) -> tuple[Element, ...]:
    """The ``dt`` and ``dd`` of a body in a definition list; nothing if it is not in one."""
    if body.tag != "dd":
        return ()
    before = islice(body.itersiblings(preceding=True), _MAX_DEFINITIONS)
    above = next((sibling for sibling in before if sibling.tag == "dt"), None)
    following = islice(above.itersiblings(), _MAX_DEFINITIONS) if above is not None else ()
    return () if above is None else (above, *_up_to_next_term(following))


def _up_to_next_term(siblings: Iterable[Element]) -> Iterator[Element]:
    for sibling in siblings:
        if sibling.tag == "dt":
            return
        yield sibling


def _around(body: Element, root: Element, crowded: set[Element]) -> Element:
    """The outermost element within the root that holds only this body, at most the whole comment."""
    around = body
    while not _is_comment(around):
        parent = around.getparent()
        if parent is None or parent is root or parent in crowded:
            break
        around = parent
    return around


def _is_comment(element: Element) -> bool:
    return has_class(element, _COMMENTS) or comment_id(element.get("id")) is not None
