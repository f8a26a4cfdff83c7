"""When a post was published, by what its page says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain

from blogpost.blogger.addresses import month_of
from blogpost.language.characters import DIVIDER
from blogpost.language.dates import parse_iso, parse_moment, parse_time
from blogpost.markup.dom import Element, line_of
from blogpost.readers.page.regions import Region
from blogpost.readers.page.stamps import Moment, is_of_edit, told_by

_NEAR = dt.timedelta(days=45)
_LONGEST_LINE = 300  # characters: with a day or time in it, and other things


def find_published(region: Region, *, language: str, url: str | None, others: Iterable[str] = ()) -> Moment | None:
    """The most precise time that the page states.

    An instant in an attribute comes first, then JSON-LD's, then what is printed: a stamp with date and time, or the
    time of a stamp on the day of the date header. Only where what is printed agrees with the permalink's month, and the
    attribute does not, the attribute is wrong.

    Args:
        region: the post's part of the page.
        language: the page's language.
        url: the permalink.
        others: other texts that may be the post's date or time, such as what stands behind its author.
    """
    told = list(_told(region))
    instant = next((moment for moment in told if isinstance(moment, dt.datetime)), None)
    reference_date = month_of(url)
    if instant is not None and _is_near(instant, reference_date):
        return instant
    lines = [line_of(element, longest=_LONGEST_LINE) for element in _stamps(region)]
    printed = _printed([*lines, *others], _headers(region), language, reference_date)
    if instant is not None:  # a theme may have one and the same stamp for all posts
        return (
            printed
            if printed is not None and reference_date is not None and _is_near(printed, reference_date)
            else instant
        )
    return printed or next(iter(told), None)


def find_instant(region: Region, *, url: str | None) -> dt.datetime | None:
    """The instant in an attribute or in JSON-LD, where the permalink's month does not speak against it."""
    instants = (moment for moment in _told(region) if isinstance(moment, dt.datetime))
    instant = next(instants, None)
    return instant if instant is not None and _is_near(instant, month_of(url)) else None


def _stamps(region: Region) -> Iterator[Element]:
    """The stamps of the publication."""
    return (element for element in region.stamps if not is_of_edit(element, region.article))


def _told(region: Region) -> Iterator[Moment]:
    """What machines are told."""
    yield from (moment for element in _stamps(region) if (moment := told_by(element)))
    if moment := parse_iso(region.signature.text("datePublished") or ""):
        yield moment


def find_updated(region: Region, published: Moment | None) -> Moment | None:
    """When the post was last edited, where an attribute or JSON-LD tells it."""
    if moment := parse_iso(region.article.text("dateModified") or ""):
        return moment
    moments = (told_by(place.element) for place in region.all(region.theme.edit))
    return next((moment for moment in moments if moment is not None and moment != published), None)


def _is_near(moment: Moment, reference_date: dt.date | None) -> bool:
    """Whether a day is about that of another; it is where no other is known."""
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    return reference_date is None or abs(day - reference_date) <= _NEAR


def _headers(region: Region) -> list[str]:
    """The texts of what may be the date header that this post shares with those of its day, the nearest first."""
    return [line_of(place.element, longest=_LONGEST_LINE) for place in region.above(region.theme.day)]


def _printed(stamps: list[str], headers: list[str], language: str, reference_date: dt.date | None) -> Moment | None:
    """A printed date and time; else a printed day, with the time of day if one is printed."""
    day: dt.date | None = None
    stamps = list(_with_parts(stamps))
    for text in chain(stamps, _with_parts(headers)):
        moment = parse_moment(text, language=language, reference_date=reference_date)
        if isinstance(moment, dt.datetime):
            return moment
        day = day or moment
    if day is None:
        return None
    time = next((time for text in stamps if (time := parse_time(text, language=language))), None)
    return day if time is None else dt.datetime.combine(day, time)


def _with_parts(texts: Iterable[str]) -> Iterator[str]:
    """Each text; and where it has dividers, what is between them, and what it says without them."""
    for text in texts:
        yield text
        parts = DIVIDER.split(text)
        if len(parts) > 1:
            yield " ".join(parts)
            yield from parts
