"""Author and time of a posting: the value that readers of pages and copies return, and how times are combined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import frozen

from blogpost.values import Byline


@frozen
class Posting:
    """The author and time of a posting.

    Attributes:
        posted_by: the account's name, with the address of its profile if known.
        published: a day or a time; with an offset only if the source states one.
    """

    posted_by: Byline | None
    published: dt.datetime | dt.date | None


def best_moment(
    moments: Iterable[dt.date | None], times: Iterable[dt.time | None] = ()
) -> dt.datetime | dt.date | None:
    """The first time with a day; else the first day, with the first time of day if there is one.

    Args:
        moments: days and times as the source states them, the most trusted first. They are read up to the first time.
        times: times of day without a day, read only if no moment has a time.
    """
    day: dt.date | None = None
    for moment in moments:
        if isinstance(moment, dt.datetime):
            return moment
        day = day or moment
    if day is None:
        return None
    time = next((time for time in times if time is not None), None)
    return day if time is None else dt.datetime.combine(day, time)
