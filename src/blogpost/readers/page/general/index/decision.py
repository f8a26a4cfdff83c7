"""Decide whether a page lists posts, and which list it is."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from attrs import evolve, frozen

from blogpost.readers.page.general.index.choice import Listing, find_listing
from blogpost.readers.page.general.index.days import Days, find_days
from blogpost.readers.page.general.index.featured import find_featured
from blogpost.readers.page.general.index.links import SiteLink, SiteLinks
from blogpost.readers.page.general.index.measures import Measures, has_age, has_date, has_text, measure
from blogpost.readers.page.general.index.only import find_only, is_headed
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
from blogpost.readers.page.general.stated import Stated

_MOSTLY, _HALF = 0.7, 0.5


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
        if page_verdict.points + judge_listing(listing, measures, stated).points >= ENOUGH:
            return None if has_words_of_forum(outline) else _with_featured(outline, index, language)
    if page_verdict.points < 0:
        return None
    only = find_only(outline, links)
    if only is None or (page_verdict.points < ENOUGH_OF_PAGE and not is_headed(outline, only)):
        return None
    index, measures = _measured(outline, links, only, language)
    return index if measures.prose >= _HALF and (measures.dated or measures.texts) else None


def _with_featured(outline: Outline, index: Index, language: str) -> Index:
    """A list with the post that is shown by itself above it."""
    featured = find_featured(outline, index.links, index.listing)
    if featured is None:
        return index
    index.listing.units.insert(0, featured)
    dated = {featured} if has_date(outline, featured, language, None) else set()
    return evolve(index, dated=index.dated | dated)


def _measured(outline: Outline, links: SiteLinks, listing: Listing, language: str) -> tuple[Index, Measures]:
    days = find_days(outline, listing, language)
    dated = {unit for unit in listing.units if has_date(outline, unit, language, days.reference_date(unit))}
    headed = days.days.keys() if _distinguish_posts(outline, listing, days) else frozenset()
    headed = headed | {unit for unit in listing.units if unit not in dated and has_age(outline, unit, language)}
    listing.units = _with_evidence(outline, listing, dated | headed)
    units = frozenset(listing.units)
    rest = leading_on(outline, links, listing.units)
    measures = measure(outline, links, listing, dated=len((dated | headed) & units), leads_on=len(rest))
    return Index(listing, links, days, dated & units, rest), measures


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
