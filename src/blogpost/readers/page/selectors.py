"""The little of CSS that themes are described with, and how an element is told by it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice

from attrs import frozen
from lxml import etree

from blogpost.markup.content import Element

POST_ID = re.compile(r"\d{8,21}", re.ASCII)
_NUMBER_BEHIND = re.compile(r"\d{6,}$", re.ASCII)
_DEEPEST = 100  # levels: how far out an element may lie that another one must lie in
_ARTICLE = re.compile(r"//schema\.org/\w*(?:Article|Posting)\b")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])(.+)|\[(\w+)=([^\]]+)\])?")
_BY_SIGN = {".": "class", "#": "id"}

# What a value of an attribute says, as words that selectors know: most hold several, a title is one whatever it says,
# numbers behind an id do not count, and a name is of interest if it is a post's number.
_WORDS: dict[str, Callable[[str], Iterable[str]]] = {
    **dict.fromkeys(("class", "itemprop", "rel"), str.split),
    **dict.fromkeys(("title", "type"), lambda value: (value,)),
    "id": lambda value: (_NUMBER_BEHIND.sub("", value),),
    "name": lambda value: ("post",) if POST_ID.fullmatch(value) else (),
    "itemtype": lambda value: ("Article",) if _ARTICLE.search(value) else (),
}


@frozen
class Selector:
    """``tag``, ``.class``, ``#id``, ``[itemprop=x]``, ``[rel=x]``, ``[title=x]`` or a tag with one of them.

    An id stands without the number behind it, such as ``#post-body-``; ``[name=post]`` is an anchor whose name is a
    post's number, ``[itemtype=Article]`` any of schema.org's articles. `within` is what an element must lie in:
    ``.post-author .fn``.
    """

    tag: str | None
    attribute: str | None
    word: str
    within: Selector | None = None

    def matches(self, element: Element) -> bool:
        """Whether the selector, without its `within`, tells this element."""
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.attribute is None:
            return True
        value = element.get(self.attribute)
        return value is not None and self.word in _WORDS[self.attribute](value)

    def tells(self, element: Element) -> bool:
        """Whether the selector tells an element that is listed under its `index`."""
        if self.tag is not None and element.tag != self.tag:
            return False
        around = self.within
        return around is None or any(map(around.matches, islice(element.iterancestors(), _DEEPEST)))

    @property
    def index(self) -> tuple[str | None, str]:
        """Under what a survey of the page lists what may match."""
        return (self.attribute, self.word) if self.attribute else (None, self.tag or "")


@cache
def selector(css: str) -> Selector:
    """The selector that a text such as ``.post-author a[rel=author]`` says."""
    *around, last = re.split(r" (?![^\[]*\])", css)
    found = _SELECTOR.fullmatch(last)
    assert found is not None, css
    tag, sign, word, attribute, value = found.groups()
    within = selector(" ".join(around)) if around else None
    return Selector(tag, _BY_SIGN.get(sign, attribute), word or value or "", within)


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
        self._lists: dict[str | None, dict[str, list[Place]]] = {}
        for css in known:
            self._list(css)
        self._closed = {id(self._list(css)) for css in closed}
        self._walk()

    def _list(self, css: str) -> list[Place]:
        """The list of what a selector may tell."""
        attribute, word = selector(css).index
        return self._lists.setdefault(attribute, {}).setdefault(word, [])

    def _walk(self) -> None:
        lists, tags, closed = self._lists, self._lists.get(None, {}), self._closed
        walk = etree.iterwalk(self.root, events=("start",))
        for order, (_, element) in enumerate(walk):
            told = [tags[element.tag]] if element.tag in tags else []
            for name, value in element.items():
                if known := lists.get(name):
                    told += [known[word] for word in _WORDS[name](value) if word in known]
            for places in told:
                places.append(Place(order, element))
            if any(id(places) in closed for places in told):
                walk.skip_subtree()

    def all(self, css: str, start: int = 0, end: int | None = None) -> Iterator[Place]:
        """Everything that a selector tells, from one place of the page up to another."""
        wanted, places = selector(css), self._list(css)
        for number in range(bisect_left(places, start, key=_order) if start else 0, len(places)):
            place = places[number]
            if end is not None and place.order >= end:
                return
            if wanted.tells(place.element):
                yield place

    def last_before(self, css: str, order: int) -> Place | None:
        """The last thing before a place of the page that a selector tells."""
        wanted, places = selector(css), self._list(css)
        number = bisect_left(places, order, key=_order)
        return next((places[i] for i in range(number - 1, -1, -1) if wanted.tells(places[i].element)), None)


def _order(place: Place) -> int:
    return place.order
