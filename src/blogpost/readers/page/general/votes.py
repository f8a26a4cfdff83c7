"""Weigh the days from several sources against the permalink and each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import evolve

from blogpost.readers.page.general.candidates import PUBLISHED, Candidate, choose
from blogpost.readers.page.general.line_dates import Moment

_CLOSE = dt.timedelta(days=45)
_FARTHEST_OFFSET = dt.timedelta(hours=14)
_QUARTER = 15 * 60  # seconds: offsets are whole quarters of an hour
_FIRST_YEAR = 1990
_NO_OFFSET = dt.timedelta(0)

Vote = Candidate[Moment]


def is_sane(moment: Moment) -> bool:
    """Whether a moment is possible: blogs existed, and it isn't 1970 from a clock that was never set."""
    return _FIRST_YEAR <= moment.year <= dt.date.max.year - 1 and moment.year <= 2100


def not_vetoed(votes: list[Vote], month: dt.date | None, day: dt.date | None) -> list[Vote]:
    """The votes that the permalink doesn't contradict. If it contradicts all, those of two families that agree."""
    allowed = [vote for vote in votes if _agrees_with_path(vote.value, month, day)]
    if allowed or not votes:
        return allowed
    chosen = choose(votes, PUBLISHED, same=day_of)
    families = {PUBLISHED.sources[PUBLISHED.rank(vote)].family for vote in chosen}
    return chosen if len(families) > 1 else []


def _agrees_with_path(moment: Moment, month: dt.date | None, day: dt.date | None) -> bool:
    stated_day = day_of(moment)
    if day is not None:
        return abs(stated_day - day) <= dt.timedelta(days=2)
    return month is None or abs(stated_day - month) <= _CLOSE


def with_local_offsets(votes: list[Vote]) -> list[Vote]:
    """The votes. Those in UTC get an offset if another vote has the local time of the same instant."""
    locals_ = [
        vote.value
        for vote in votes
        if isinstance(vote.value, dt.datetime) and vote.value.utcoffset() != dt.timedelta(0)
    ]
    return [
        evolve(vote, value=_local(vote.value, locals_))
        if isinstance(vote.value, dt.datetime) and vote.value.utcoffset() == dt.timedelta(0)
        else vote
        for vote in votes
    ]


def _local(instant: dt.datetime, others: Iterable[dt.datetime]) -> dt.datetime:
    for other in others:
        if other.tzinfo is not None:
            if abs(other - instant) < dt.timedelta(minutes=1):
                return instant.astimezone(other.tzinfo)
            continue
        clock = instant.replace(tzinfo=None, microsecond=0)
        difference = other - (clock if other.second else clock.replace(second=0))
        if abs(difference) <= _FARTHEST_OFFSET and difference.total_seconds() % _QUARTER == 0 and difference:
            return instant.astimezone(dt.timezone(difference))
    return instant


def most_precise(moments: list[Moment], day: dt.date) -> Moment:
    """The most precise moment on a day: with an offset, with a time, or the day alone.

    An instant in UTC may be on the day before or after in the author's time zone.
    """
    times = [moment for moment in moments if isinstance(moment, dt.datetime)]
    offsets = [moment for moment in times if moment.utcoffset() and moment.date() == day]
    instants = [moment for moment in times if moment.utcoffset() == _NO_OFFSET]
    close = [moment for moment in instants if abs(moment.date() - day) <= dt.timedelta(days=1)]
    local = [moment for moment in times if moment.tzinfo is None and moment.date() == day]
    of_day = (moment for moment in instants if moment.date() == day)
    return next(iter((*offsets, *of_day, *close, *local)), day)


def day_of(moment: Moment) -> dt.date:
    """The day of a moment."""
    return moment.date() if isinstance(moment, dt.datetime) else moment
