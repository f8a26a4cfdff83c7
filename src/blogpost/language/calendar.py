"""The names and patterns that a language has for days and times, and the Persian calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Literal, cast

from attrs import frozen

from blogpost.language.locale import load

# ------------------------------------------------------------------------------------------------ the Persian calendar

MONTHS = 12
YEARS = range(1200, 1700)
"""Years that are certainly Persian if a page does not name the calendar: 1821 to 2320 in ours."""

_NEW_YEAR_OF_YEAR_0 = 226_530  # counted like `datetime.date.toordinal`
_LONG_MONTHS = 6  # of 31 days; five months of 30 days follow


def gregorian(year: int, month: int, day: int) -> dt.date:
    """Convert a Persian date.

    Raises:
        ValueError: the calendar has no such day.
    """
    if not (1 <= month <= MONTHS and 1 <= day <= _length(year, month)):
        raise ValueError(f"the Persian calendar has no {year}-{month}-{day}")
    return dt.date.fromordinal(_new_year(year) + 30 * (month - 1) + min(month - 1, _LONG_MONTHS) + day - 1)


def _new_year(year: int) -> int:
    return _NEW_YEAR_OF_YEAR_0 + 365 * year + (8 * year + 21) // 33  # eight leap years in 33


def _length(year: int, month: int) -> int:
    if month < MONTHS:
        return 31 if month <= _LONG_MONTHS else 30
    return 29 + _new_year(year + 1) - _new_year(year) - 365


# ------------------------------------------------------------------------------------------- the calendar of a language

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")

BUDDHIST_LEAD = 543
"""The number of years by which the Buddhist era precedes ours."""

_MIDDAY, _MIDNIGHT = 12, 24


@frozen
class Period:
    """A word for a part of the day, and its hours; `before` is more than 24 if the part goes past midnight."""

    word: str
    start: int
    before: int


@frozen
class Calendar:
    """The names and patterns that a language has for days and times.

    Attributes:
        months: names of months by CLDR's widths (``wide``, ``standalone_wide``, ``abbreviated``), January first.
        weekdays: names of weekdays by width, Monday first.
        other_months: for each month, its names in regions and on older pages.
        other_weekdays: for each weekday, the same.
        periods: words for parts of the day.
        half_days: the words printed for AM and PM.
        words: other words in a date, such as the German ``Uhr``.
        order: the order of day, month and year in a date of numbers.
        regional_orders: other orders, by region.
        days: CLDR's patterns for days: ``full``, ``long``, ``medium``, ``short``.
        times: CLDR's patterns for times, by the same names.
        joined: the pattern that joins a day ``{1}`` and a time ``{0}``.
        other_patterns: further patterns of CLDR for days, and for days with times.
        has_dotted_clock: whether a time may be ``17.36``.
        persian_months: names of months in the Persian calendar, if pages may use it.
        is_buddhist: whether years count from the Buddha's death, 543 years before our era.
        era: the word before such a year.
    """

    months: Mapping[str, Sequence[str]]
    weekdays: Mapping[str, Sequence[str]]
    other_months: Sequence[Sequence[str]]
    other_weekdays: Sequence[Sequence[str]]
    periods: Sequence[Period]
    half_days: tuple[str, str]
    words: Sequence[str]
    order: Order
    regional_orders: Mapping[str, Order]
    days: Mapping[str, str]
    times: Mapping[str, str]
    joined: str
    other_patterns: Sequence[str]
    has_dotted_clock: bool
    persian_months: Sequence[str]
    is_buddhist: bool
    era: str

    def all_months(self) -> Iterable[tuple[int, str]]:
        """Every name of every month, with the number of the month."""
        return _numbered(self.months, self.other_months)

    def all_weekdays(self) -> Iterable[tuple[int, str]]:
        """Every name of every weekday, with its ISO number (Monday is 1)."""
        return _numbered(self.weekdays, self.other_weekdays)


def order_in(language: str) -> Order:
    """The order of numeric dates in a language and region: ``mdy`` in ``en`` and ``en-US``, ``dmy`` in ``en-GB``."""
    calendar = calendar_of(language)
    regions = language.replace("_", "-").upper().split("-")[1:]
    return next(
        (calendar.regional_orders[each] for each in regions if each in calendar.regional_orders), calendar.order
    )


def calendar_of(language: str) -> Calendar:
    """The calendar of the locale nearest to a BCP 47 tag."""
    return _calendar(load(language).tag)


@cache
def _calendar(tag: str) -> Calendar:
    sections = load(tag).sections
    written, ours = sections["calendar"], sections.get("dates", {})
    periods = _periods(written["periods"], ours.get("periods", {}))
    months, weekdays = dict(written["month_names"]), dict(written["weekday_names"])
    return Calendar(
        other_months=_merged(12, months.pop("also", []), ours.get("months", {})),
        other_weekdays=_merged(7, weekdays.pop("also", []), ours.get("weekdays", {})),
        months=months,
        weekdays=weekdays,
        periods=periods,
        half_days=tuple(ours.get("printed_periods", ())) or _half_days(periods),
        words=tuple(ours.get("words", ())),
        order=written["order"],
        regional_orders=_by_region(written["regional_orders"]),
        days=written["days"],
        times=written["times"],
        joined=ours["joined"],
        other_patterns=(*written["other_days"], *written["moments"].values()),
        has_dotted_clock=ours.get("dotted_clock", "." in written["times"]["short"]),
        persian_months=tuple(ours.get("persian_months", ())),
        is_buddhist=ours.get("calendar") == "buddhist",
        era=ours.get("era", ""),
    )


def _numbered(names: Mapping[str, Sequence[str]], others: Sequence[Sequence[str]]) -> Iterable[tuple[int, str]]:
    by_width = (pair for each in names.values() for pair in enumerate(each, start=1))
    return chain(by_width, ((number, name) for number, each in enumerate(others, start=1) for name in each))


def _merged(length: int, listed: Sequence[Sequence[str]], by_number: Mapping[str, Sequence[str]]) -> list[list[str]]:
    padded = list(listed) or [()] * length
    return [[*names, *by_number.get(str(number), ())] for number, names in enumerate(padded, start=1)]


def _periods(written: Iterable[Sequence[Any]], ours: Mapping[str, Iterable[str]]) -> tuple[Period, ...]:
    ante = (Period(word, 0, _MIDDAY) for word in ours.get("am", ()))
    post = (Period(word, _MIDDAY, _MIDNIGHT) for word in ours.get("pm", ()))
    return (*(Period(word, start, before) for word, start, before in written), *ante, *post)


def _half_days(periods: Iterable[Period]) -> tuple[str, str]:
    first = {(period.start, period.before): period.word for period in reversed(tuple(periods))}
    return first[0, _MIDDAY], first[_MIDDAY, _MIDNIGHT]


def _by_region(by_order: Mapping[str, str]) -> dict[str, Order]:
    return {region: cast("Order", order) for order, regions in by_order.items() for region in regions.split()}
