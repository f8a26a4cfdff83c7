"""Decide whether a page lists posts, and which list it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from attrs import evolve, frozen

from blogpost.markup.dom import Element
from blogpost.readers.page.general.heading import LONGEST_TITLE
from blogpost.readers.page.general.index.anchors import Anchor
from blogpost.readers.page.general.index.choice import Listing, find_listing
from blogpost.readers.page.general.index.dates import partial_date
from blogpost.readers.page.general.index.days import Days, find_days
from blogpost.readers.page.general.index.links import SiteLink, SiteLinks
from blogpost.readers.page.general.index.measures import Measures, has_age, has_date, has_text, measure
from blogpost.readers.page.general.index.post_addresses import leading_on
from blogpost.readers.page.general.index.units import Unit
from blogpost.readers.page.general.index.verdict import (
    ENOUGH,
    ENOUGH_OF_PAGE,
    MOST_OF_LISTING,
    judge_listing,
    judge_page,
)
from blogpost.readers.page.general.other_kinds import has_words_of_forum
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.paths import in_path
from blogpost.readers.page.general.pieces import pieces_of
from blogpost.readers.page.general.stated import Stated

_MOSTLY, _HALF = 0.7, 0.5
_MOST_LINES = 8  # of a unit, from its beginning or from the beginning of an article to its title


@frozen(eq=False)
class Index:
    """A list of posts, and what is known about it.

    Attributes:
        listing: the list.
        links: the page's links.
        days: the posts' days, from headings.
        dated: the posts with a date of their own.
        rest: the links that lead from excerpts to the rest of their posts.
    """

    listing: Listing
    links: SiteLinks
    days: Days
    dated: AbstractSet[Unit]
    rest: dict[Unit, SiteLink]


def find_index(outline: Outline, stated: Stated, language: str) -> Index | None:
    """The list that is the page's main content; None if the page doesn't list posts."""
    page_verdict = judge_page(outline, stated)
    if page_verdict.points + MOST_OF_LISTING < ENOUGH:
        return None
    links = SiteLinks(outline, stated)
    listing = find_listing(outline, links, language)
    if listing is not None:
        index, measures = _measured(outline, links, listing, language)
        if page_verdict.points + judge_listing(listing, measures, stated, page_verdict).points >= ENOUGH:
            return None if has_words_of_forum(outline) else _with_featured(outline, index, language)
    if page_verdict.points < 0:
        return None
    only = _find_only(outline, links)
    if only is None or (page_verdict.points < ENOUGH_OF_PAGE and not _is_headed(outline, only)):
        return None
    index, measures = _measured(outline, links, only, language)
    return index if measures.prose >= _HALF and (measures.dated or measures.texts) else None


def _with_featured(outline: Outline, index: Index, language: str) -> Index:
    """A list with the post that is shown by itself above it."""
    featured = _find_featured(outline, index.links, index.listing)
    if featured is None:
        return index
    index.listing.units.insert(0, featured)
    dated = {featured} if has_date(outline, featured, language, None) else set()
    return evolve(index, dated=index.dated | dated)


def _measured(outline: Outline, links: SiteLinks, listing: Listing, language: str) -> tuple[Index, Measures]:
    days = find_days(outline, listing, language)
    dated = {unit for unit in listing.units if has_date(outline, unit, language, days.reference_date(unit))}
    partial = dict(_partial_dates(outline, [unit for unit in listing.units if unit not in dated]))
    headed = days.days.keys() if _distinguish_posts(outline, listing, days) else frozenset()
    days.days.update(partial)
    headed = (
        headed
        | partial.keys()
        | {unit for unit in listing.units if unit not in dated and has_age(outline, unit, language)}
    )
    listing.units = _with_evidence(outline, listing, dated | headed)
    units = frozenset(listing.units)
    rest = leading_on(outline, links, listing.units)
    measures = measure(outline, links, listing, dated=len((dated | headed) & units), leads_on=len(rest))
    return Index(listing, links, days, dated & units, rest), measures


def _partial_dates(outline: Outline, units: Sequence[Unit]) -> Iterator[tuple[Unit, str]]:
    """The days of units with a line or a piece of one such as "11-21", whose addresses have the month."""
    for unit in units:
        month, _ = in_path(unit.url)
        lines = outline.lines[unit.first : min(unit.last, unit.first + _MOST_LINES)] if month else []
        pieces = (piece for line in lines for piece in (line.text, *pieces_of(line)))
        day = next(filter(None, (partial_date(piece, month) for piece in pieces if month)), None)
        if day is not None:
            yield unit, day.isoformat()


def _distinguish_posts(outline: Outline, listing: Listing, days: Days) -> bool:
    """Whether the headings with days are above posts with texts, or distinct for at least half of the posts."""
    units = listing.units
    texts = sum(has_text(outline, unit) for unit in units)
    return texts >= _HALF * len(units) or len(set(days.days.values())) >= _HALF * len(days.days)


def _with_evidence(outline: Outline, listing: Listing, dated: AbstractSet[Unit]) -> list[Unit]:
    """The units. If most have dates, those without a date and without a text are left out: "More articles"."""
    units = listing.units
    if len(dated) < _MOSTLY * len(units):
        return units
    return [unit for unit in units if unit in dated or has_text(outline, unit)]


# --------------------------------------------------------------------------------------------------- a list of one post

_DEEPEST = 60  # levels between a title and the element of its post
_MOST_OF_LINE = 0.6  # the share of a line that is a link
_PAGE_TAGS = frozenset(("body", "html", "main"))


def _find_only(outline: Outline, links: SiteLinks) -> Listing | None:
    """A list of the only post that the page links to outside its asides; None if there isn't exactly one."""
    first, last = outline.span(next(outline.root.iter("main"), outline.root))
    within = (link for link in links.all if first <= link.number < last and not link.is_empty)
    shown = [link for link in within if not outline.lines[link.number].closers]
    if len({link.url for link in shown}) != 1:
        return None
    title = next((link for link in shown if _is_title(outline, link)), None)
    if title is None:
        return None
    anchor = Anchor(title.number, outline.lines[title.number])
    unit = Unit(anchor, [anchor.block], anchor.block, url=title.url, is_linked=True)
    _extend(outline, unit)
    return Listing([unit], 0.0, has_titles=True, is_aside=False)


def _is_headed(outline: Outline, listing: Listing) -> bool:
    """Whether the only post begins with a heading that is a link, below a heading of the list that isn't one."""
    (unit,) = listing.units
    number = unit.anchor.number
    if not outline.lines[number].level or number != unit.first or not number:
        return False
    above = outline.lines[number - 1]
    return 0 < above.level < outline.lines[number].level and not above.linked and not above.closers


def _is_title(outline: Outline, link: SiteLink) -> bool:
    line = outline.lines[link.number]
    return (
        not link.leads_to_comments and line.linked >= _MOST_OF_LINE * len(line.text) and len(line.text) <= LONGEST_TITLE
    )


def _extend(outline: Outline, unit: Unit) -> None:
    """Extends the unit to the elements around its title, up to one with another heading: the list's own title."""
    for around in islice(unit.anchor.block.iterancestors(), _DEEPEST):
        first, _ = outline.span(around)
        others = (line for line in outline.lines[first : unit.anchor.number] if line.level)
        if around.tag in _PAGE_TAGS or next(others, None) is not None:
            unit.parent = around
            break
        unit.elements = [around]
    unit.first, unit.last = outline.span(unit.elements[0])


# ------------------------------------------------------------------------------------ the newest post, above the others


def _find_featured(outline: Outline, links: SiteLinks, listing: Listing) -> Unit | None:
    """The only article before a list of articles that is like them: a title that leads to its own page, and a text.

    Its element may be an aside. Several are a slider, and an article without a text is a box that links to a post.
    """
    if not all(map(_is_in_article, listing.units)):
        return None
    urls = {unit.url for unit in listing.units}
    least = sum(outline.prose_between(unit.first, unit.last) for unit in listing.units) / len(listing.units)
    found = [
        unit
        for unit in _articles_before(outline, links, listing.units[0].first)
        if outline.prose_between(unit.first, unit.last) >= max(1.0, least)
    ]
    return found[0] if len(found) == 1 and found[0].url not in urls else None


def _is_in_article(unit: Unit) -> bool:
    block = unit.anchor.block
    return any(each.tag == "article" for each in (block, *_up_to(unit.elements[0], block)))


def _up_to(top: Element, inner: Element) -> Iterator[Element]:
    for around in inner.iterancestors():
        yield around
        if around is top:
            return


def _articles_before(outline: Outline, links: SiteLinks, end: int) -> Iterator[Unit]:
    for element in outline.root.iter("article"):
        first, last = outline.span(element)
        if last > end:
            return
        for number in range(first, min(last, first + _MOST_LINES)):
            line = outline.lines[number]
            own = [link for link in links.between(number, number + 1) if not link.is_empty]
            if line.level and own and not own[0].leads_to_comments:
                parent = element.getparent()
                anchor = Anchor(number, line)
                around = element if parent is None else parent
                yield Unit(anchor, [element], around, first, last, own[0].url, is_linked=True)
                break
