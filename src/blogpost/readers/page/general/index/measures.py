"""Measure a list of posts: its share of the page, and what its units have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from blogpost.readers.page.general.index.choice import Listing
from blogpost.readers.page.general.index.links import SiteLinks
from blogpost.readers.page.general.index.units import Unit
from blogpost.readers.page.general.line_dates import AGO
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.paths import in_path

_SOME_TEXT = 40  # characters outside links
_LONGEST_META = 200  # characters
_LONGEST_AGE = 60  # characters
_SOME_DAY = dt.date(2020, 7, 1)
_MOST_LINES = 40  # of a unit, at either end


@frozen
class Measures:
    """A list's share of the page, and the shares of its units with dates, texts and so on, from 0 to 1.

    Attributes:
        prose: its share of the prose outside asides and comments; of the text, if there isn't any prose.
        text: its share of all text there.
        largest: the share of the list's prose in its longest unit.
        dated: the share of units with a date.
        dated_addresses: the share of units whose addresses have a month.
        texts: the share of units with an excerpt or a whole text.
        pictures: the share of units with a picture.
        leads_on: the share of units that end with a link to the rest.
        has_other_text: whether the page has more prose elsewhere than the list has text.
        is_alone: whether the page has no prose elsewhere.
        of_all: its share of the page's prose, counting asides and comments.
        title: the average number of characters in its titles.
        has_feed: whether the page has a link to a feed.
    """

    prose: float
    text: float
    largest: float
    dated: float
    dated_addresses: float
    texts: float
    pictures: float
    leads_on: float
    has_other_text: bool
    is_alone: bool
    of_all: float
    title: float
    has_feed: bool


def measure(outline: Outline, links: SiteLinks, listing: Listing, *, dated: int, leads_on: int) -> Measures:
    """Measures a list.

    Args:
        outline: the page's.
        links: the page's.
        listing: the list.
        dated: how many of its units have a date.
        leads_on: how many end with a link to the rest.
    """
    units = listing.units
    within: set[int] = set()
    for unit in units:
        within.update(range(unit.first, unit.last))
    prose = text = own_prose = own_text = 0
    for number, line in enumerate(outline.lines):
        if number in within:
            own_text += len(line.text)
            own_prose += len(line.text) if line.is_prose else 0
        elif not line.closers:
            text += len(line.text)
            prose += len(line.text) if line.is_prose else 0
    longest = max(outline.prose_between(unit.first, unit.last) for unit in units)
    count = len(units)
    return Measures(
        own_prose / (own_prose + prose) if own_prose + prose else own_text / (own_text + text or 1),
        own_text / (own_text + text or 1),
        longest / (own_prose or 1),
        dated / count,
        sum(in_path(unit.url)[0] is not None for unit in units) / count,
        sum(has_text(outline, unit) for unit in units) / count,
        sum(_has_picture(unit) for unit in units) / count,
        leads_on / count,
        prose > own_text,
        not prose,
        own_prose / (outline.total_prose or 1),
        sum(len(unit.anchor.line.text) for unit in units) / count,
        links.has_feed,
    )


def has_date(outline: Outline, unit: Unit, language: str, reference_date: dt.date | None) -> bool:
    """Whether one of a unit's lines has a date.

    Args:
        outline: the page's.
        unit: the unit.
        language: the page's.
        reference_date: a day close to the post's, if one is known. It gives the year of days without one.
    """
    texts = (
        text for text in _short_texts(outline, unit) if read_meta(text, language, reference_date).moment is not None
    )
    if next(texts, None) is not None:
        return True
    return any(element.get("datetime") for each in unit.elements for element in each.iter("time"))


def has_age(outline: Outline, unit: Unit, language: str) -> bool:
    """Whether one of a unit's lines has an age or a day without a year, so the date itself is unknown."""
    return any(
        AGO.search(text) is not None or read_meta(text, language, _SOME_DAY).moment is not None
        for text in _short_texts(outline, unit)
        if len(text) <= _LONGEST_AGE
    )


def _short_texts(outline: Outline, unit: Unit) -> Iterator[str]:
    """The lines of a unit with numbers that are not its text."""
    numbers = range(unit.first, unit.last)
    for number in dict.fromkeys((*numbers[:_MOST_LINES], *numbers[-_MOST_LINES:])):
        line = outline.lines[number]
        is_short = len(line.text) <= _LONGEST_META and (not line.is_prose or number == unit.anchor.number)
        if is_short and any(map(str.isdigit, line.text)):
            yield line.text


def has_text(outline: Outline, unit: Unit) -> bool:
    """Whether a unit has more than a title and lines about its post."""
    text = outline.text_between(unit.first, unit.last) - outline.linked_between(unit.first, unit.last)
    return outline.prose_between(unit.first, unit.last) > 0 or text > _SOME_TEXT + len(unit.anchor.line.text)


def _has_picture(unit: Unit) -> bool:
    return any(True for element in unit.elements for _ in islice(element.iter("img"), 1))
