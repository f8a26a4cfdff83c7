"""Who posted, and when: what a page says of both in one place or in two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import frozen

from blogpost.language.bylines import Credit
from blogpost.markup.dom import Element, line_of
from blogpost.readers.page.authors import LONGEST_CREDIT, find_author, find_name, read_credits
from blogpost.readers.page.beside import lines_beside
from blogpost.readers.page.regions import Region
from blogpost.readers.page.stamps import Moment
from blogpost.readers.page.times import find_instant, find_published
from blogpost.values import Byline


@frozen
class Signature:
    """Who posted, and when."""

    posted_by: Byline | None
    published: Moment | None


def find_signature(region: Region, *, language: str, url: str | None) -> Signature:
    """Who posted and when, by the parts that the theme marks; else by any line beside the body that says it."""
    name, instant = find_name(region), find_instant(region, url=url)
    if name is not None and instant is not None:
        return Signature(name, instant)
    reader = _Reader(region, language, url)
    marked = [_line(place.element) for place in region.all(region.theme.credit)]
    found = reader.read(read_credits(marked, language), ())
    if found.posted_by is not None and isinstance(found.published, dt.datetime):
        return found
    lines = lines_beside(region)
    other = reader.read([credit for credit in read_credits(lines, language) if credit.by_word], lines)
    return Signature(found.posted_by or other.posted_by, _more_precise(found.published, other.published))


def _more_precise(moment: Moment | None, other: Moment | None) -> Moment | None:
    """The first, or the other where that tells the time of the same day, or anything at all."""
    if isinstance(other, dt.datetime) and not isinstance(moment, dt.datetime) and moment in (None, other.date()):
        return other
    return moment or other


def _line(element: Element) -> str:
    return line_of(element, longest=LONGEST_CREDIT)


@frozen
class _Reader:
    region: Region
    language: str
    url: str | None

    def read(self, told: list[Credit], moments: Iterable[str]) -> Signature:
        """What credits say, and texts that may be a date or a time."""
        times = [*(credit.when for credit in told if credit.when), *moments]
        published = find_published(self.region, language=self.language, url=self.url, others=times)
        return Signature(find_author(self.region, told), published)
