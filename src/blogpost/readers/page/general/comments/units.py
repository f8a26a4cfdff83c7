"""Find the comments of a page, and the elements of each.

Most systems give a comment's number to an element. The outermost element with this number and no other is the comment.
Pages without numbers have classes or properties of standards. Others only have elements with the same markup, each with
a date, in a place named for comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import define
from lxml import etree

from blogpost.markup.dom import Element
from blogpost.readers.page.general.comments.dated import find_dated
from blogpost.readers.page.general.comments.extents import (
    Unit,
    Within,
    extend_to_next,
    grow,
    is_item_name,
)
from blogpost.readers.page.general.comments.times import Context
from blogpost.readers.page.general.comments.unnamed_places import find_own_links
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.names import COMMENT, Part
from blogpost.readers.page.general.outline import Outline
from blogpost.remembering import remembered

_HEX = r"(?:[0-9a-f]{16,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f])"
_NUMBERED = re.compile(
    rf"(?:.*[-_]|[a-z]{{0,6}})(?:(?:comm|cmt|commento|{COMMENT})(?:[-_]?(?:item|node|id|body|inner|wrap|"
    r"wrapper|card|box|entry|anchor|div|row|single|content|no|nr))*|pc)"
    rf"[-_]?({_HEX}|\d{{1,20}})(?:_(\d{{1,20}}))?",
    re.IGNORECASE | re.ASCII,
)
# Words in names of other things with a number.
_NOT_OF_ONE = tuple(
    "recent form count list widget respon reply like vote rating karma link popup area feed share sharing edit field "
    "nav page latest top holder toggle input status button section template preview new".split()
)
# Every such name has one of these parts.
_OF_COMMENTS = ("comm", "cmt", "coment", "komm", "koment", "reactie", "yorum", "hozzaszolas", "pc")
_WEAKLY_NUMBERED = re.compile(rf"[ct]({_HEX}|\d{{2,20}})", re.ASCII)  # TYPO3 numbers all content like this
_NUMBER_AT_END = re.compile(r"(?:(?<![0-9a-f])[0-9a-f]{16,40}|(?<!\d)\d{1,20})$", re.ASCII)
_LONGEST_NUMBER = 60  # characters
_TYPES = re.compile(r"(?:^|[/:])(?:Comment|UserComments)\b")
_DESCRIBING = ("itemprop", "itemtype", "typeof")
_MICROFORMATS = frozenset(("h-cite", "u-comment", "hcomment"))


@define(eq=False)
class Units:
    """The comments of a page, in its order.

    Attributes:
        units: the comments.
        is_sure: whether they have numbers that only comments have, or a standard names them.
    """

    units: list[Unit]
    is_sure: bool


def find_units(outline: Outline, extent: Extent, context: Context) -> Iterator[Units]:
    """The comments of a page by each way of finding them, the most reliable first."""
    is_elsewhere = _Elsewhere(outline, extent)
    names = [*_numbered_elements(outline)]
    likely = [(each, name) for each, name in names if _may_be_of_comment(name.lower())]
    for among, pattern, is_sure in ((likely, _NUMBERED, True), (names, _WEAKLY_NUMBERED, False)):
        if units := _by_numbers(outline, among, pattern, is_elsewhere):
            yield Units(units, is_sure)
    if places := [*_places(outline, extent, is_elsewhere)]:
        if units := _by_links(outline, places, context):
            yield Units(units, is_sure=True)
        named = [*_by_classes(outline, places, is_elsewhere)]
        yield from (Units(_as_units(outline, each), is_sure=True) for each in named if len(each) > 1)
        dated = [*find_dated(outline, places, is_elsewhere, context)]
        alone = [each for each in named if len(each) == 1 and not _is_whole_list(each[0])]
        yield from (Units(each, is_sure=False) for each in dated if len(each) > 1)
        yield from (Units(_as_units(outline, each), is_sure=True) for each in alone)
        yield from (Units(each, is_sure=False) for each in dated if len(each) == 1)


class _Elsewhere:
    """Decides whether an element is in the post's body, or in a gadget with a blog's newest comments."""

    def __init__(self, outline: Outline, extent: Extent) -> None:
        self._outline = outline
        self._extent = extent
        named = [*outline.having(Part.COMMENTS)]
        self._in_comments = Within(named)
        after_body = (outline.order(element) for element in named if outline.span(element)[0] > extent.first)
        self._comments_begin = min(after_body, default=None)
        self._in_gadget = Within(outline.having(Part.GADGET))

    def __call__(self, element: Element) -> bool:
        first, _ = self._outline.span(element)
        is_in_body = self._extent.first <= first < self._extent.last and not self._in_comments(element)
        if is_in_body and (self._comments_begin is None or self._outline.order(element) < self._comments_begin):
            return True
        return self._in_gadget(element)


def names_of(element: Element) -> str:
    """The id and the classes of an element."""
    return f"{element.get('id') or ''} {element.get('class') or ''}"


# ------------------------------------------------------------------------------------------------ by numbers


def _numbered_elements(outline: Outline) -> Iterator[tuple[Element, str]]:
    """The visible elements with an id or an anchor's name that has a number, with that name."""
    for element, name in outline.names:
        if name[-1].isalnum() and not name.isalpha() and any(map(str.isdigit, name)):
            yield element, name


def _may_be_of_comment(name: str) -> bool:
    return any(map(name.__contains__, _OF_COMMENTS)) and not any(map(name.__contains__, _NOT_OF_ONE))


def _by_numbers(
    outline: Outline, names: Iterable[tuple[Element, str]], pattern: re.Pattern[str], is_elsewhere: _Elsewhere
) -> list[Unit]:
    units: dict[str, Unit] = {}
    for element, name in names:
        match = pattern.fullmatch(name)
        if match and match[1] not in units and not is_elsewhere(element):
            parent = match[2] if pattern.groups > 1 else None
            units[match[1]] = Unit([element], match[1], parent if parent != "0" else None)
    ordered = sorted(units.values(), key=lambda unit: outline.order(unit.root))
    grow(outline, ordered)
    extend_to_next(outline, ordered)
    return ordered


def _by_links(outline: Outline, places: Sequence[Element], context: Context) -> list[Unit]:
    """Comments by their links to themselves, for elements whose ids aren't those of comments."""
    is_within = Within(places)
    units: dict[str, Unit] = {}
    for link, number in find_own_links(outline, context.url):
        if number not in units and is_within(link):
            units[number] = Unit([link], number)
    grow(outline, [*units.values()])
    return [*units.values()]


# ------------------------------------------------------------------------------------------------ by classes


def _places(outline: Outline, extent: Extent, is_elsewhere: _Elsewhere) -> Iterator[Element]:
    """The outermost elements named for comments, without gadgets and elements around the post's body."""
    around_body = {*extent.elements, *(around for each in extent.elements[:1] for around in each.iterancestors())}
    named = [element for element in outline.having(Part.COMMENTS) if element not in around_body]
    is_inner = Within(named)
    for element in named:
        parent = element.getparent()
        if parent is not None and not is_inner(parent) and not is_elsewhere(element):
            yield element


def _by_classes(outline: Outline, places: Sequence[Element], is_elsewhere: _Elsewhere) -> Iterator[list[Element]]:
    """Groups of elements that are comments by their class, type or microformat."""
    groups: dict[str, list[Element]] = {}
    described = {each.element for each in outline.attributes_named(*_DESCRIBING)}
    for place in places:
        for element in place.iter(etree.Element):
            value = element.get("class")
            names = _item_names(value.lower()) if value else ()
            if element in described:
                names += tuple(_described_names(element))
            if names and outline.order(element) and not is_elsewhere(element):
                for name in names:
                    groups.setdefault(name, []).append(element)
    yield from sorted(groups.values(), key=len, reverse=True)


def _is_whole_list(element: Element) -> bool:
    """Whether an element named as one comment is the place for all: it has the form for a new one."""
    return element.tag in ("section", "main") or next(element.iter("form", "textarea"), None) is not None


@remembered(1024)
def _item_names(names: str) -> tuple[str, ...]:
    """The classes among an element's, in small letters, that are those of one comment."""
    return tuple(token for token in names.split()[:20] if token in _MICROFORMATS or is_item_name(token))


def _described_names(element: Element) -> Iterator[str]:
    """The attributes of standards that say that an element is a comment."""
    for name in ("itemtype", "typeof"):
        if _TYPES.search(element.get(name) or ""):
            yield name
    if element.get("itemprop") == "comment":
        yield "itemprop"


def _own_number(element: Element) -> str | None:
    """The number that the system gave a comment, from an attribute or the end of its id."""
    stated = element.get("data-comment-id") or element.get("data-id") or element.get("id") or ""
    match = _NUMBER_AT_END.search(stated[-_LONGEST_NUMBER:])
    return match[0] if match else None


def _as_units(outline: Outline, elements: Iterable[Element]) -> list[Unit]:
    """Comments made of elements, in the order of the page, with the elements between them."""
    units = [Unit([element]) for element in sorted(elements, key=outline.order)]
    numbers = [_own_number(unit.root) for unit in units]
    if len({*numbers} - {None}) == len(units):
        for unit, number in zip(units, numbers, strict=True):
            unit.number = number
    extend_to_next(outline, units)
    return units
