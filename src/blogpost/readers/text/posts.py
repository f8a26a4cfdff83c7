"""A text → the posts in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from blogpost.errors import NoPostError
from blogpost.language.bylines import Credit
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.detection import detect_language
from blogpost.language.interface_lines import comment_count, text_after
from blogpost.language.locale import FALLBACK
from blogpost.model import Post
from blogpost.readers.credits import take_credits
from blogpost.readers.text.comments import read_comments
from blogpost.readers.text.lines import Kind, Line, lines_of
from blogpost.readers.text.paragraphs import paragraphs
from blogpost.readers.text.sections import Sections, find_sections
from blogpost.readers.threads import threaded

_OWN_COUNT = re.compile(r"\(?(\d{1,5})\)? \D", re.ASCII)  # in a heading of a blog's own words


def read_posts(text: str, *, url: str | None = None) -> Iterator[Post]:
    """Every post in a text that somebody copied out of a page.

    Args:
        text: the copy.
        url: the address of the page.

    Raises:
        NoPostError: there is none.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    language = detect_language(text.split("\n"))
    lines = lines_of(text, language or FALLBACK)
    sections = find_sections(lines)
    if not sections.body:
        raise NoPostError("there is no post in this text: expected a title and paragraphs below it")
    yield _post(sections, language, url)


def _post(sections: Sections, language: str | None, url: str | None) -> Post:
    spoken = language or FALLBACK
    title = sections.title.text if sections.title else None
    taken = take_credits(paragraphs(sections.body), title=title, language=spoken)
    told = [line.credit for line in (*sections.foot, *_above(sections)) if line.credit is not None]
    posted_by = next((credit.byline for credit in told if credit.byline.names), None)
    published = _published(sections, told, spoken)
    comments = read_comments(sections.comments, language=spoken, posted=published)
    return Post(
        title=title,
        headline=taken.headline,
        byline=taken.byline or posted_by,
        posted_by=posted_by,
        published=published,
        url=url,
        language=language,
        labels=_labels(sections, spoken),
        comment_count=_count(sections, spoken),
        body=taken.body,
        comments=threaded(comments),
    )


def _above(sections: Sections) -> list[Line]:
    """The lines at the head that may name who posted, and when."""
    return [*sections.under, *(line for line in (sections.above, sections.date) if line is not None)]


def _published(sections: Sections, told: Sequence[Credit], language: str) -> dt.date | None:
    """The time below the post, on the day above it."""
    times = [credit.when for credit in told if credit.when]
    moments = [moment for text in times if (moment := parse_moment(text, language=language))]
    dates = (*([sections.date] if sections.date else ()), *sections.under, *sections.foot)
    days = [line.moment for line in dates if line.moment is not None]
    whole = next((moment for moment in (*moments, *days) if isinstance(moment, dt.datetime)), None)
    day = next(iter((*days, *moments)), None)
    if whole is not None or day is None:
        return whole
    time = next((time for text in times if (time := parse_time(text, language=language))), None)
    return day if time is None else dt.datetime.combine(day, time)


def _labels(sections: Sections, language: str) -> tuple[str, ...]:
    for line in sections.foot:
        if Kind.LABELS in line.kind and (labels := text_after(line.text, "labels", language)):
            return tuple(label.strip() for label in labels.split(","))
    return ()


def _count(sections: Sections, language: str) -> int | None:
    lines: Sequence[Line] = (*sections.comments[:3], *sections.foot)
    counts = (comment_count(line.text, language) for line in lines if Kind.COUNT in line.kind)
    count = next((count for count in counts if count is not None), None)
    found = _OWN_COUNT.match(lines[0].text) if count is None and sections.comments else None
    return int(found[1]) if found else count
