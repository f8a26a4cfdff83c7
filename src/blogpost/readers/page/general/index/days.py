"""Find the days of posts below a heading with their day, or below headings with its year and month."""

from __future__ import annotations

import datetime as dt
import re

from attrs import define, field

from blogpost.language.calendar import calendar_of
from blogpost.language.folding import folded
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.readers.page.general.index.choice import Listing
from blogpost.readers.page.general.index.dates import is_date
from blogpost.readers.page.general.index.units import Unit
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.paths import in_path

_LONGEST = 60  # characters
_BEFORE = 12  # lines before a list
_YEAR = re.compile(r"\W*((?:19|20)\d\d)\W*[年년]?\W*", re.ASCII)
_DAY = re.compile(r"\W*(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|\.)?\W*", re.IGNORECASE)
_MONTH = re.compile(r"\W*([^\W\d_]{3,14})\.?\W*(?:((?:19|20)\d\d)\W*)?")
_FEWEST = 2
_MIDDLE_OF_YEAR = (7, 1)


@define
class Days:
    """The days of posts, from headings.

    Attributes:
        days: the day of each unit with a known day, as printed or in ISO form.
        years: the year of each unit with a known year only.
        has_day_headings: whether several headings have days, so they are surer than dates within units.
    """

    days: dict[Unit, str] = field(factory=dict)
    years: dict[Unit, int] = field(factory=dict)
    has_day_headings: bool = False

    def reference_date(self, unit: Unit) -> dt.date | None:
        """A day close to that of a post, if its address or a heading states one."""
        year = self.years.get(unit)
        return in_path(unit.url)[0] or (dt.date(year, *_MIDDLE_OF_YEAR) if year else None)


@define
class _Seen:
    """The days, months and years in the lines so far."""

    day: str | None = None
    year: int | None = None
    month: int | None = None
    number: int | None = None
    headings: int = 0

    def note(self, line: Line, language: str) -> None:
        """Notes a line that is a day or a part of one."""
        text = line.text
        if match := _YEAR.fullmatch(text):
            self.year, self.month, self.number, self.day = int(match[1]), None, None, None
        elif match := _DAY.fullmatch(text):
            self.number = int(match[1])
        elif (match := _MONTH.fullmatch(text)) and (month := _months(language).get(folded(match[1]))):
            self.month, self.number, self.day = month, None, None
            self.year = int(match[2]) if match[2] else self.year
        elif is_date(text, language) and type(read_meta(text, language).moment) is dt.date:
            self.headings += text != self.day
            self.day = text

    def extract_day(self) -> str | None:
        """The day that is known here. A bare number of a day counts for one post only."""
        number, self.number = self.number, None
        if self.day is not None or not (self.year and self.month and number):
            return self.day
        try:
            return dt.date(self.year, self.month, number).isoformat()
        except ValueError:
            return None


def find_days(outline: Outline, listing: Listing, language: str) -> Days:
    """The days that headings state for the posts of a list."""
    days, seen = Days(), _Seen()
    number = max(0, listing.units[0].first - _BEFORE)
    for unit in listing.units:
        for line in outline.lines[number : unit.anchor.number]:
            _note(seen, line, language)
        anchor = unit.anchor.line
        if not listing.has_titles and len(anchor.text) <= _LONGEST:
            _note(seen, anchor, language)
        if day := seen.extract_day():
            days.days[unit] = day
        elif seen.year:
            days.years[unit] = seen.year
        number = max(number, unit.last)
    days.has_day_headings = seen.headings >= _FEWEST
    return days


def _note(seen: _Seen, line: Line, language: str) -> None:
    if len(line.text) <= _LONGEST and not line.is_prose:
        seen.note(line, language)


@by_locale
def _months(tag: str) -> dict[str, int]:
    """The numbers of months by their names, in a language and in English."""
    months: dict[str, int] = {}
    for each in (FALLBACK, tag):
        months.update((folded(name).strip("."), number) for number, name in calendar_of(each).all_months())
    return months
