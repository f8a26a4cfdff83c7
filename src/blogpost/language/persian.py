"""The Persian calendar, in which Persian pages may count their days."""

from __future__ import annotations

import datetime as dt

MONTHS = 12
YEARS = range(1200, 1700)
"""Years that are Persian beyond doubt, where a page says no more: 1821 to 2320 elsewhere."""

_NEW_YEAR_OF_YEAR_0 = 226_530  # as days are counted by `datetime.date.toordinal`
_LONG_MONTHS = 6  # of 31 days; then come five of 30


def gregorian(year: int, month: int, day: int) -> dt.date:
    """The day of a Persian date.

    Raises:
        ValueError: there is no such day.
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
