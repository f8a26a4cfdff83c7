"""Choose the list with the page's posts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

from attrs import define

from blogpost.markup.dom import Element
from blogpost.readers.page.general.index.anchors import Anchor, find_anchors
from blogpost.readers.page.general.index.dates import is_date
from blogpost.readers.page.general.index.links import SiteLinks
from blogpost.readers.page.general.index.post_addresses import find_addresses, text_of_link
from blogpost.readers.page.general.index.units import Unit, find_clusters
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Line, Outline

_FEWEST = 2
_ENOUGH_ADDRESSES = 0.6  # the share of units that lead to a post of their own
_DISTINCT = 0.6  # the share of lines that differ, if they are not headings
_MOST_GROUPS = 32
_FEW_ASIDES = 8
_LEAST = 0.15  # the share of a page's text outside asides
_MOST_COUNTED = 2_000  # characters of one unit
_HEADING, _NAMED, _LINKED, _MIXED, _DATE = 1.0, 0.95, 0.75, 0.55, 0.5
_ASIDE, _NAMED_ASIDE, _BELOW, _BELOW_LINK, _UNTITLED = 0.2, 0.6, 0.5, 0.9, 0.7
_LINK_WEIGHT = 0.2
_MOSTLY_LINKED = 0.8  # the share of linked titles from which unlinked lines are not titles
_MOSTLY = 0.6  # the share of a line that is a link
_SAMPLE = 12  # lines
_HALF = 0.5


@define(eq=False)
class Listing:
    """A list of posts.

    Attributes:
        units: the units; each leads to a page of its own.
        score: how much of the page's text is in it, weighted by how surely its lines are titles.
        has_titles: whether the lines that introduce the posts are their titles, and not only dates.
        is_aside: whether the whole list is in an aside.
    """

    units: list[Unit]
    score: float
    has_titles: bool
    is_aside: bool


def find_listing(outline: Outline, links: SiteLinks, language: str) -> Listing | None:
    """The list with the most text; None if the page has none."""
    best: Listing | None = None
    groups = sorted(((_bound(outline, anchors), anchors) for anchors in find_anchors(outline)), key=_by_bound)
    least = _LEAST * sum(len(line.text) for line in outline.lines if not line.closers)
    for bound, anchors in islice(groups, _MOST_GROUPS):
        if bound < least or (best is not None and bound <= best.score):
            break
        for units in find_clusters(outline, _first_of_each(links, anchors), language):
            if _shown(outline, units) < least:
                continue
            listing = _weighed(outline, links, units, language)
            if listing is not None and (best is None or listing.score > best.score):
                best = listing
    return best


def _first_of_each(links: SiteLinks, anchors: Sequence[Anchor]) -> list[Anchor]:
    """The lines without those that link to the previous line's page, such as an excerpt below its title."""
    kept: list[Anchor] = []
    before: frozenset[str] = frozenset()
    for anchor in anchors:
        urls = frozenset(link.url for link in links.between(anchor.number, anchor.number + 1))
        if not urls or urls.isdisjoint(before):
            kept.append(anchor)
        before = urls
    return kept


def _by_bound(group: tuple[float, Sequence[Anchor]]) -> float:
    return -group[0]


def _bound(outline: Outline, anchors: Sequence[Anchor]) -> float:
    """An upper limit for the score of a list with these lines."""
    numbers = [0, *(anchor.number for anchor in anchors), len(outline.lines)]
    amounts = (
        min(_MOST_COUNTED, outline.text_between(before, after) + len(anchor.line.text))
        for anchor, before, after in zip(anchors, numbers, numbers[2:], strict=False)
    )
    return sum(amounts) * _quality(outline, [anchor.line for anchor in anchors])


def _shown(outline: Outline, units: Sequence[Unit]) -> int:
    """The number of characters in some units."""
    return sum(min(_MOST_COUNTED, outline.text_between(unit.first, unit.last)) for unit in units)


def _weighed(outline: Outline, links: SiteLinks, units: list[Unit], language: str) -> Listing | None:
    """Some units as a list of posts; None if too few of them lead to posts, or their lines are not titles."""
    find_addresses(links, units, language)
    leading = [unit for unit in units if unit.url]
    if sum(unit.is_linked for unit in units) >= _MOSTLY_LINKED * len(units):
        leading = [unit for unit in leading if unit.is_linked or not unit.is_titled]
    if len(leading) < max(_FEWEST, _ENOUGH_ADDRESSES * len(units)):
        return None
    kept = _each_once(outline, leading)
    lines = [unit.anchor.line for unit in kept if unit.is_titled]
    if len(lines) < _FEWEST or len({line.text for line in lines}) < _least_distinct(lines):
        return None
    are_dates = _are_dates(lines, language)
    aside_factor = _aside_factor(outline, lines)
    quality = (_DATE if are_dates else _quality(outline, lines)) * aside_factor
    if 2 * sum(_is_below_text(outline, unit) for unit in kept) > len(kept):
        quality *= _BELOW
    if 2 * sum(_is_below_link(links, unit, language) for unit in kept) > len(kept):
        quality *= _BELOW_LINK
    if 2 * len(lines) < len(kept):
        quality *= _UNTITLED
    amount = sum(_amount(outline, unit) for unit in kept)
    return Listing(kept, amount * quality, not are_dates, aside_factor == _ASIDE)


def _least_distinct(lines: Sequence[Line]) -> float:
    """The number of lines that must differ. Headings may be the same; other lines may be links to the rest."""
    return _FEWEST if lines[0].level else max(_FEWEST, _DISTINCT * len(lines))


def _each_once(outline: Outline, units: list[Unit]) -> list[Unit]:
    """The units, only the largest of those that lead to the same page."""
    best: dict[str, Unit] = {}
    for unit in units:
        other = best.get(unit.url or "")
        if other is None or _amount(outline, unit) > _amount(outline, other):
            best[unit.url or ""] = unit
    return [unit for unit in units if best[unit.url or ""] is unit]


def _amount(outline: Outline, unit: Unit) -> float:
    """The amount of text in a unit. Links count for little, as menus consist of them."""
    text, linked = outline.text_between(unit.first, unit.last), outline.linked_between(unit.first, unit.last)
    title = len(unit.anchor.line.text) if unit.anchor.line.level else 0
    return min(_MOST_COUNTED, text - linked + _LINK_WEIGHT * linked + title)


def _is_below_text(outline: Outline, unit: Unit) -> bool:
    return outline.prose_between(unit.first, unit.anchor.number) > 0


def _is_below_link(links: SiteLinks, unit: Unit, language: str) -> bool:
    """Whether a line above a unit's title leads to the same post, so it is the real title. A date isn't one."""
    above = links.between(unit.first, unit.anchor.number)
    own = (link for link in above if link.url == unit.url and not link.is_empty)
    return any(not is_date(text_of_link(link), language) for link in own)


def _quality(outline: Outline, lines: Sequence[Line]) -> float:
    """How surely lines of one kind are titles."""
    if lines[0].level:
        return _HEADING
    if outline.parts.get(lines[0].block, NO_PART) & Part.TITLE:
        return _NAMED
    linked = sum(line.linked >= _MOSTLY * len(line.text) for line in lines)
    return _LINKED if 2 * linked > len(lines) else _MIXED


def _are_dates(lines: list[Line], language: str) -> bool:
    """Whether most lines are only dates."""
    sample = lines[:_SAMPLE]
    return sum(is_date(line.text, language) for line in sample) > _HALF * len(sample)


def _aside_factor(outline: Outline, lines: list[Line]) -> float:
    """The factor for a list that is wholly in an aside, as it may only be recent posts; 1 for others."""
    common = set(lines[0].closers)
    for line in lines:
        common.intersection_update(line.closers)
        if not common:
            return 1.0
    asides = [*outline.having(Part.ASIDE)]
    common = {closer for closer in common if not _is_layout(outline, closer, asides)}
    if not common:
        return 1.0
    return _ASIDE if any(outline.parts[closer] & Part.ASIDE for closer in common) else _NAMED_ASIDE


def _is_layout(outline: Outline, closer: Element, asides: Sequence[Element]) -> bool:
    """Whether an element named for an aside is around most of the page and has an aside of its own: "sidebar-right"."""
    if 2 * outline.length(closer) < outline.length(outline.root):
        return False
    _, end = outline.span(closer)
    following = bisect_right(asides, outline.order(closer), key=outline.order)
    inner = next(filter(outline.length, asides[following : following + _FEW_ASIDES]), None)
    return inner is not None and outline.span(inner)[1] <= end
