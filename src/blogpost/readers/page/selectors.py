"""The subset of CSS that themes use, and the search for the elements that match."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import islice
from typing import NamedTuple, TypeAlias

from attrs import field, frozen
from lxml import etree

from blogpost.blogger import is_post_id
from blogpost.markup.dom import Element

_NUMBER_AT_END = re.compile(r"\d{6,}$", re.ASCII)
_MAX_LEVELS = 100  # from an element to the one around it that its selector asks for
_FEW_ELEMENTS = 4  # with so few elements, listing all within them is faster than going up from each match
_ARTICLE = re.compile(r"//schema\.org/\w*(?:Article|Posting)\b")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])(.+)|\[(\w+)=([^\]]+)\])?")
_BY_SIGN = {".": "class", "#": "id"}


def without_number(name: str) -> str:
    """An id without the number at its end, such as a post's."""
    return _NUMBER_AT_END.sub("", name) if name[-1:].isdigit() else name


# The words in an attribute's value that selectors can match. Most attributes have several; a title is one word. The
# number at the end of an id is left out. A name counts if it is a post's number.
_WORDS: dict[str, Callable[[str], Iterable[str]]] = {
    **dict.fromkeys(("class", "itemprop", "rel"), str.split),
    **dict.fromkeys(("title", "type"), lambda value: (value,)),
    "id": lambda value: (without_number(value),),
    "name": lambda value: ("post",) if is_post_id(value) else (),
    "itemtype": lambda value: ("Article",) if _ARTICLE.search(value) else (),
}
_MAX_LENGTH_REMEMBERED = 100  # characters
_MAX_MEANINGS = 512  # values of an attribute
_MAX_VALUE_LENGTH = 10_000


Index: TypeAlias = str
"""An attribute and a word in it, as ``class post``; or a tag, as ``<h1``."""


def _index(attribute: str | None, word: str) -> Index:
    return f"{attribute} {word}" if attribute else f"<{word}"


@frozen
class Selector:
    """``tag``, ``.class``, ``#id``, ``[itemprop=x]``, ``[rel=x]``, ``[title=x]`` or a tag with one of them.

    An id is written without the number at its end: ``#post-body-``. ``[name=post]`` is an anchor whose name is a post's
    number, ``[itemtype=Article]`` any of schema.org's articles.

    Attributes:
        within: the selector of an element around the match: ``.post-author .fn``.
        index: the entry of a survey under which the elements are that may match.
    """

    tag: str | None
    attribute: str | None
    word: str
    within: Selector | None = None
    index: Index = field(init=False)

    @index.default
    def _listed(self) -> Index:
        return _index(self.attribute, self.word if self.attribute else self.tag or "")

    def matches(self, element: Element) -> bool:
        """Whether this element matches, without regard to `within`."""
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.attribute is None:
            return True
        value = element.get(self.attribute)
        return value is not None and self.word in _WORDS[self.attribute](value)


@cache
def selector(css: str) -> Selector:
    """Parse a selector such as ``.post-author a[rel=author]``."""
    *around, last = re.split(r" (?![^\[]*\])", css)
    match = _SELECTOR.fullmatch(last)
    assert match is not None, css
    tag, sign, word, attribute, value = match.groups()
    within = selector(" ".join(around)) if around else None
    return Selector(tag, _BY_SIGN.get(sign, attribute), word or value or "", within)


def indexes(selectors: Iterable[str]) -> frozenset[Index]:
    """The entries that a survey needs for these selectors."""
    wanted_indexes = set()
    for css in selectors:
        wanted: Selector | None = selector(css)
        while wanted:
            wanted_indexes.add(wanted.index)
            wanted = wanted.within
    return frozenset(wanted_indexes)


_Hits: TypeAlias = tuple[Index, ...]


class _Meanings(dict[str, "tuple[_Hits, bool]"]):
    """By an attribute's value: the known indexes it puts its element under, and whether one of them closes the element.

    The pages of a blog have the same values again and again.
    """

    def __init__(self, name: str, known: frozenset[Index], closed: frozenset[Index]) -> None:
        super().__init__()
        self._name = name
        self._known = known
        self._closed = closed

    def __missing__(self, value: str) -> tuple[_Hits, bool]:
        words = _WORDS[self._name](value[:_MAX_VALUE_LENGTH])
        hits = self._known.intersection([_index(self._name, word) for word in words])
        meaning = tuple(hits), not hits.isdisjoint(self._closed)
        if len(value) <= _MAX_LENGTH_REMEMBERED:
            if len(self) >= _MAX_MEANINGS:
                self.clear()
            self[value] = meaning
        return meaning


@cache
def _meanings(known: frozenset[Index], closed: frozenset[Index]) -> dict[str, _Meanings]:
    """The meanings of attributes' values in some indexes."""
    names = {index.partition(" ")[0] for index in known if not index.startswith("<")}
    return {name: _Meanings(name, known, closed) for name in names}


class Place(NamedTuple):
    """An element, and its number in the order of the page."""

    order: int
    element: Element

    def ancestors(self) -> Iterator[Element]:
        """The elements around this one, as far out as a post's element may be."""
        return islice(self.element.iterancestors(), _MAX_LEVELS)


_new_place: Callable[[tuple[int, Element]], Place] = partial(tuple.__new__, Place)  # without a step in Python


class Survey:
    """The places of the elements on a page that some selectors may match, in the order of the page.

    Args:
        parts: the parts of the page to walk over, in its order.
        known: the `indexes` of the selectors that will be asked for.
        closed: the `indexes` of elements that are not searched.
    """

    def __init__(
        self, parts: Iterable[Element], *, known: frozenset[Index], closed: frozenset[Index] = frozenset()
    ) -> None:
        self._lists: defaultdict[Index, list[Place]] = defaultdict(list)
        self._selected: dict[str, list[Place]] = {}
        order = 0
        for part in parts:
            order = self._walk(part, order, known, closed)
        self._found = frozenset(self._lists)
        self._present = _present_among(self._found)

    def _walk(self, part: Element, order: int, known: frozenset[Index], closed: frozenset[Index]) -> int:
        """List the elements of a part; return the number of the next element."""
        lists = self._lists
        indexes_of_tags, meanings_of = _tags(known), _meanings(known, closed)
        walk = etree.iterwalk(part, events=("start",))
        for _, element in walk:
            place: Place | None = None
            if (tag := element.tag) in indexes_of_tags:
                place = _new_place((order, element))
                lists[indexes_of_tags[tag]].append(place)
            for name, value in element.items():
                if (meanings := meanings_of.get(name)) is None:
                    continue
                hits, closes = meanings.get(value) or meanings[value]  # a subclass of `dict` subscripts slowly
                if hits:
                    place = place or _new_place((order, element))
                    for index in hits:
                        lists[index].append(place)
                    if closes:
                        walk.skip_subtree()
            order += 1
        return order

    def present(self, selectors: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some selectors that may match anything at all: mostly few."""
        present = self._present.get(selectors)
        if present is None:
            needed, own = _needed(selectors)
            found = () if own.isdisjoint(self._found) else [css for css, each in needed if each <= self._found]
            present = self._present[selectors] = tuple(found)
        return present

    def all(self, css: str, start: int = 0, end: int | None = None) -> Sequence[Place]:
        """The matches of a selector, from one place of the page up to another."""
        places = self._all(css)
        if not places or (not start and end is None):
            return places
        first = bisect_left(places, start, key=_order) if start else 0
        last = len(places) if end is None else bisect_left(places, end, key=_order)
        return places[first:last]

    def last_before(self, css: str, order: int) -> Place | None:
        """The last match of a selector before a place of the page."""
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
            tag = wanted.tag
            places = listed if tag is None else [place for place in listed if place.element.tag == tag]
            self._selected[css] = self._within(wanted.within, places) if wanted.within else places
        return self._selected[css]

    def _within(self, around: Selector, places: list[Place]) -> list[Place]:
        """The places within an element that matches a selector."""
        outer = [place.element for place in self._lists.get(around.index, ())]
        if len(outer) > _FEW_ELEMENTS:
            return [place for place in places if any(map(around.matches, place.ancestors()))]
        inside = {inner for element in filter(around.matches, outer) for inner in element.iterdescendants()}
        return [place for place in places if place.element in inside]


@lru_cache(maxsize=64)  # the pages of a blog have the same
def _present_among(_: frozenset[Index]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """By selectors, those that may match on pages with these indexes, as far as they have been asked for."""
    return {}


@cache
def _needed(selectors: tuple[str, ...]) -> tuple[tuple[tuple[str, frozenset[Index]], ...], frozenset[Index]]:
    """Each of a theme's selectors with the indexes that it needs, around a match, too; and the matches' own indexes."""
    needed = tuple((css, indexes((css,))) for css in selectors)
    return needed, frozenset(selector(css).index for css in selectors)


@cache
def _tags(known: frozenset[Index]) -> dict[object, Index]:
    """The tags among some indexes."""
    return {index[1:]: index for index in known if index.startswith("<")}


def _order(place: Place) -> int:
    return place.order
