"""The little of CSS that themes are described with, and how an element is told by it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import count, islice
from typing import TypeAlias

from attrs import field, frozen
from lxml import etree

from blogpost.blogger.addresses import is_post_id
from blogpost.markup.dom import Element

_NUMBER_BEHIND = re.compile(r"\d{6,}$", re.ASCII)
_DEEPEST = 100  # levels: how far out an element may lie that another one must lie in
_FEW = 4  # elements: in so few it is found faster what lies in them than what they lie in
_ARTICLE = re.compile(r"//schema\.org/\w*(?:Article|Posting)\b")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])(.+)|\[(\w+)=([^\]]+)\])?")
_BY_SIGN = {".": "class", "#": "id"}

# What a value of an attribute says, as words that selectors know: most hold several, a title is one whatever it says,
# numbers behind an id do not count, and a name is of interest if it is a post's number.
_WORDS: dict[str, Callable[[str], Iterable[str]]] = {
    **dict.fromkeys(("class", "itemprop", "rel"), str.split),
    **dict.fromkeys(("title", "type"), lambda value: (value,)),
    "id": lambda value: (_NUMBER_BEHIND.sub("", value),),
    "name": lambda value: ("post",) if is_post_id(value) else (),
    "itemtype": lambda value: ("Article",) if _ARTICLE.search(value) else (),
}
_LONGEST_KEPT = 100  # characters
_LONGEST_READ = 10_000


Index: TypeAlias = tuple[str | None, str]
"""A word in an attribute, or a tag where there is no attribute."""


@frozen
class Selector:
    """``tag``, ``.class``, ``#id``, ``[itemprop=x]``, ``[rel=x]``, ``[title=x]`` or a tag with one of them.

    An id stands without the number behind it, such as ``#post-body-``; ``[name=post]`` is an anchor whose name is a
    post's number, ``[itemtype=Article]`` any of schema.org's articles. `within` is what an element must lie in:
    ``.post-author .fn``; `index` under what a survey of the page lists what may match.
    """

    tag: str | None
    attribute: str | None
    word: str
    within: Selector | None = None
    index: Index = field(init=False)

    @index.default
    def _listed(self) -> Index:
        return (self.attribute, self.word) if self.attribute else (None, self.tag or "")

    def matches(self, element: Element) -> bool:
        """Whether the selector, without its `within`, tells this element."""
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.attribute is None:
            return True
        value = element.get(self.attribute)
        return value is not None and self.word in _WORDS[self.attribute](value)


@cache
def selector(css: str) -> Selector:
    """The selector that a text such as ``.post-author a[rel=author]`` says."""
    *around, last = re.split(r" (?![^\[]*\])", css)
    found = _SELECTOR.fullmatch(last)
    assert found is not None, css
    tag, sign, word, attribute, value = found.groups()
    within = selector(" ".join(around)) if around else None
    return Selector(tag, _BY_SIGN.get(sign, attribute), word or value or "", within)


def indexes(selectors: Iterable[str]) -> frozenset[Index]:
    """What a survey must list to answer for these selectors."""
    told = set()
    for css in selectors:
        wanted: Selector | None = selector(css)
        while wanted:
            told.add(wanted.index)
            wanted = wanted.within
    return frozenset(told)


def _told(known: frozenset[Index], closed: frozenset[Index], name: str, value: str) -> tuple[frozenset[Index], bool]:
    """Which of some indexes an attribute puts its element under, and whether one of them closes the element."""
    indexes = known.intersection([(name, word) for word in _WORDS[name](value)])
    return indexes, not indexes.isdisjoint(closed)


_told_before = lru_cache(1 << 12)(_told)  # the pages of a blog say the same again and again


@frozen
class Place:
    """An element, and its number in the order of the page."""

    order: int
    element: Element

    def ancestors(self) -> Iterator[Element]:
        """What the element lies in, as far out as something may be around a part of a post."""
        return islice(self.element.iterancestors(), _DEEPEST)


class Survey:
    """Where those things stand on a page that some selectors tell, in the order of the page.

    Args:
        parts: the parts of the page to look at, in its order.
        known: the `indexes` of the selectors that will be asked for.
        closed: those of what is not to be looked into.
    """

    def __init__(
        self, parts: Iterable[Element], *, known: frozenset[Index], closed: frozenset[Index] = frozenset()
    ) -> None:
        self._lists: defaultdict[Index, list[Place]] = defaultdict(list)
        self._selected: dict[str, list[Place]] = {}
        orders = count()
        for part in parts:
            self._walk(part, orders, known, closed)

    def _walk(self, part: Element, orders: Iterator[int], known: frozenset[Index], closed: frozenset[Index]) -> None:
        names, tags = _names(known), _tags(known)
        walk = etree.iterwalk(part, events=("start",))
        for order, (_, element) in zip(orders, walk, strict=False):
            place: Place | None = None
            if element.tag in tags:
                place = Place(order, element)
                self._lists[None, element.tag].append(place)
            for name, value in element.items():
                if name not in names:
                    continue
                told = _told_before if len(value) <= _LONGEST_KEPT else _told
                indexes, closes = told(known, closed, name, value[:_LONGEST_READ])
                if indexes:
                    place = place or Place(order, element)
                    for index in indexes:
                        self._lists[index].append(place)
                if closes:
                    walk.skip_subtree()

    def all(self, css: str, start: int = 0, end: int | None = None) -> Sequence[Place]:
        """Everything that a selector tells, from one place of the page up to another."""
        places = self._all(css)
        if not places or (not start and end is None):
            return places
        first = bisect_left(places, start, key=_order) if start else 0
        last = len(places) if end is None else bisect_left(places, end, key=_order)
        return places[first:last]

    def last_before(self, css: str, order: int) -> Place | None:
        """The last thing before a place of the page that a selector tells."""
        places = self._all(css)
        number = bisect_left(places, order, key=_order)
        return places[number - 1] if number else None

    def _all(self, css: str) -> Sequence[Place]:
        wanted = selector(css)
        listed = self._lists.get(wanted.index)
        if listed is None:  # nearly always
            return ()
        if wanted.tag is None and wanted.within is None:
            return listed
        if css not in self._selected:
            places = [place for place in listed if wanted.tag in (None, place.element.tag)]
            self._selected[css] = self._within(wanted.within, places) if wanted.within else places
        return self._selected[css]

    def _within(self, around: Selector, places: list[Place]) -> list[Place]:
        """Those of the places that lie in what a selector tells."""
        outer = [place.element for place in self._lists.get(around.index, ())]
        if len(outer) > _FEW:
            return [place for place in places if any(map(around.matches, place.ancestors()))]
        inside = {inner for element in filter(around.matches, outer) for inner in element.iterdescendants()}
        return [place for place in places if place.element in inside]


@cache
def _names(known: frozenset[Index]) -> frozenset[str]:
    """The attributes that some indexes are about."""
    return frozenset(name for name, _ in known if name is not None)


@cache
def _tags(known: frozenset[Index]) -> frozenset[str]:
    return frozenset(word for name, word in known if name is None)


def _order(place: Place) -> int:
    return place.order
