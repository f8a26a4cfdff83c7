"""The little of CSS that themes are described with, and how an element is told by it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from attrs import frozen
from lxml import etree

from blogpost.markup.content import Element

# The attributes that tell an element, and how their words stand in a selector.
_FORMS = {"class": ".{}", "id": "#{}", "itemprop": "[itemprop={}]", "rel": "[rel={}]", "type": "[type={}]"}
# Attributes whose whole value tells it, not one of its words.
_WHOLE = {"title": "[title={}]"}

POST_ID = re.compile(r"\d{8,21}", re.ASCII)
_NUMBER_BEHIND = re.compile(r"\d{6,}$", re.ASCII)
_ARTICLE = re.compile(r"//schema\.org/\w*(?:Article|Posting)\b")
_PART = re.compile(r"([a-z][a-z0-9]*)?((?:[.#]|\[).+)?")


@frozen
class Selector:
    """``tag``, ``.class``, ``#id``, ``[itemprop=x]``, ``[rel=x]``, ``[title=x]`` or a tag with one of them.

    An id stands without the number behind it, such as ``#post-body-``; ``[name=post]`` is an anchor whose name is a
    post's number, ``[itemtype=Article]`` any of schema.org's articles. `within` is what an element must lie in: ``.post-author .fn``.
    """

    tag: str | None
    key: str | None
    within: Selector | None = None

    def matches(self, element: Element) -> bool:
        """Whether the selector, without its `within`, tells this element."""
        return (self.tag is None or element.tag == self.tag) and (self.key is None or self.key in set(keys(element)))

    @property
    def index(self) -> str:
        """Under what a survey of the page lists what may match."""
        return self.key or self.tag or ""


@cache
def selector(css: str) -> Selector:
    """The selector that a text such as ``.post-author a[rel=author]`` says."""
    *around, last = re.split(r" (?![^\[]*\])", css)
    found = _PART.fullmatch(last)
    assert found is not None, css
    return Selector(found[1], found[2], selector(" ".join(around)) if around else None)


def keys(element: Element) -> Iterator[str]:
    """All keys that a selector may tell the element by."""
    for name, value in element.items():
        if form := _FORMS.get(name):
            yield from (form.format(word) for word in _words(name, value))
        elif form := _WHOLE.get(name):
            yield form.format(value)
        elif name == "name" and POST_ID.fullmatch(value):
            yield "[name=post]"
        elif name == "itemtype" and _ARTICLE.search(value):
            yield "[itemtype=Article]"


def _words(name: str, value: str) -> Iterable[str]:
    return (_NUMBER_BEHIND.sub("", value),) if name == "id" else value.split()


@frozen
class Place:
    """An element, and its number in the order of the page."""

    order: int
    element: Element


class Survey:
    """Where those things stand on a page that some selectors tell, in the order of the page.

    Args:
        root: the part of the page to look at.
        known: the selectors that will be asked for.
        closed: selectors of what is not to be looked into.
    """

    def __init__(self, root: Element, known: Iterable[str], closed: Iterable[str]) -> None:
        self.root = root
        self._found: dict[str, list[Place]] = {selector(css).index: [] for css in known}
        self._closed = {selector(css).index for css in closed}
        for key in self._closed:
            self._found.setdefault(key, [])
        self._walk()

    def _walk(self) -> None:
        found, closed = self._found, self._closed
        walk = etree.iterwalk(self.root, events=("start",))
        for order, (_, element) in enumerate(walk):
            told = [key for key in keys(element) if key in found]
            if element.tag in found:
                told.append(element.tag)
            for key in told:
                found[key].append(Place(order, element))
            if told and not closed.isdisjoint(told):
                walk.skip_subtree()

    def all(self, css: str, start: int = 0, end: int | None = None) -> Iterator[Place]:
        """Everything that a selector tells, from one place of the page up to another."""
        places = self._found[selector(css).index]
        for place in islice(places, bisect_left(places, start, key=_order), None):
            if end is not None and place.order >= end:
                return
            if _is_told(place, css):
                yield place

    def last_before(self, css: str, order: int) -> Place | None:
        """The last thing before a place of the page that a selector tells."""
        places = self._found[selector(css).index]
        number = bisect_left(places, order, key=_order)
        return next((places[i] for i in range(number - 1, -1, -1) if _is_told(places[i], css)), None)


def _order(place: Place) -> int:
    return place.order


def _is_told(place: Place, css: str) -> bool:
    wanted = selector(css)
    if wanted.tag is not None and place.element.tag != wanted.tag:
        return False
    around = wanted.within
    return around is None or any(around.matches(ancestor) for ancestor in place.element.iterancestors())
