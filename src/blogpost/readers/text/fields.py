"""What the lines around a body say of a post: who posted it and when, its labels, place and number of comments."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from blogpost.language.bylines import Credit
from blogpost.language.characters import DIVIDER
from blogpost.language.dates import parse_moment
from blogpost.language.interface import comment_count, text_after
from blogpost.language.line_kinds import LineKind, moment_in, time_in
from blogpost.readers.text.addresses import links_in, profile_of
from blogpost.readers.text.lines import Line
from blogpost.readers.text.sections import Sections
from blogpost.values import Byline, Location

_OWN_COUNT = re.compile(r"\(?(\d{1,5})\)? \D", re.ASCII)  # in a heading of a blog's own words


@frozen
class Posted:
    """Who posted, and when."""

    by: Byline | None
    when: dt.date | None


def read_posted(sections: Sections, *, language: str, reference_date: dt.date | None) -> Posted:
    """Who posted, by the lines below the text, else by those above it; and the time there, on the day above it.

    Args:
        sections: the lines.
        language: a BCP 47 tag.
        reference_date: a day near that of the post, where one is known.
    """
    told = list(_told(sections.foot, sections.under))
    if not any(credit.byline.names for _, credit in told):
        told += _told((), [line for line in (sections.above, sections.date) if line and not _is_only_date(line)])
    named = next(((line, credit.byline) for line, credit in told if credit.byline.names), None)
    times = [credit.when for _, credit in told if credit.when]
    return Posted(_with_profile(*named) if named else None, _when(sections, times, language, reference_date))


def _told(foot: Sequence[Line], above: Sequence[Line]) -> Iterator[tuple[Line, Credit]]:
    """The lines that name somebody; above the text without a by-word, too."""
    for line in (
        *(line for line in foot if line.kind & LineKind.CREDIT),
        *(line for line in above if line.kind != LineKind.TIME),
    ):
        if line.credit is not None:
            yield line, line.credit


def _is_only_date(line: Line) -> bool:
    """Whether a line is a date and nothing else beside it, so that it names nobody."""
    return bool(line.kind & LineKind.DATE) and not DIVIDER.search(line.text)


def _with_profile(line: Line, byline: Byline) -> Byline:
    url = profile_of(byline.name, links_in([line]))
    return evolve(byline, url=url) if url else byline


def _when(sections: Sections, printed: list[str], language: str, reference_date: dt.date | None) -> dt.date | None:
    stamps = [line for line in (sections.date, *sections.under, *sections.foot) if line and line.kind & LineKind.STAMP]
    texts = [*printed, *(line.text for line in stamps)]
    times = {text: time for text in texts if (time := time_in(text, language))}
    days = [line.moment for line in stamps if line.moment is not None and not reference_date]
    moments = [moment for text in texts if text not in times and (moment := _moment(text, language, reference_date))]
    whole = next((moment for moment in (*moments, *days) if isinstance(moment, dt.datetime)), None)
    day = next(iter((*days, *moments)), None)
    if whole is not None or day is None:
        return whole
    time = next(iter(times.values()), None)
    return day if time is None else dt.datetime.combine(day, time)


def _moment(text: str, language: str, reference_date: dt.date | None) -> dt.date | None:
    return (
        parse_moment(text, language=language, reference_date=reference_date) if reference_date else None
    ) or moment_in(text, language)


def read_labels(sections: Sections, language: str) -> tuple[str, ...]:
    """The labels, with commas between them."""
    for line in sections.foot:
        if line.kind & LineKind.LABELS and (labels := text_after(line.text, "labels", language)):
            return tuple(label.strip() for label in labels.split(","))
    return ()


def read_location(sections: Sections, language: str) -> Location | None:
    """The place that the author gave."""
    for line in sections.foot:
        if line.kind & LineKind.LOCATION and (name := text_after(line.text, "location", language)):
            return Location(name)
    return None


def read_count(sections: Sections, language: str) -> int | None:
    """The number of comments that the page states: over them, or below the text."""
    lines: Sequence[Line] = (*sections.comments[:3], *sections.foot)
    counts = (comment_count(line.text, language) for line in lines if line.kind & LineKind.COUNT)
    count = next((count for count in counts if count is not None), None)
    found = _OWN_COUNT.match(lines[0].text) if count is None and sections.comments else None
    return int(found[1]) if found else count
