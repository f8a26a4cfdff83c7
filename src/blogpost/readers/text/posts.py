"""A text → the posts in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from blogpost.errors import NoPostError
from blogpost.language.bylines import Credit
from blogpost.language.dates import parse_moment
from blogpost.language.detection import common_tag, likely_languages
from blogpost.language.interface_lines import comment_count, text_after
from blogpost.language.line_kinds import Kind, time_in
from blogpost.language.locale import FALLBACK
from blogpost.model import Post
from blogpost.readers.credits import take_credits
from blogpost.readers.text.cleaning import clean_lines
from blogpost.readers.text.comments import read_comments
from blogpost.readers.text.evidence import is_post
from blogpost.readers.text.lines import Line, lines_of
from blogpost.readers.text.markdown import Marked, is_markdown, read_lines
from blogpost.readers.text.paragraphs import paragraphs
from blogpost.readers.text.sections import Sections, find_sections
from blogpost.readers.text.splitting import split_posts
from blogpost.readers.threads import threaded
from blogpost.values import Location

_MOST_LANGUAGES = 4  # that a text is read in, where it may be in each
_OWN_COUNT = re.compile(r"\(?(\d{1,5})\)? \D", re.ASCII)  # in a heading of a blog's own words


def read_posts(text: str, *, url: str | None = None) -> Iterator[Post]:
    """Every post in a text that somebody copied out of a page.

    Args:
        text: the copy.
        url: the address of the page.

    Raises:
        NoPostError: there is none.
    """
    texts = clean_lines(text)
    marked = read_lines(texts) if is_markdown(text) else ()
    texts = [line.text for line in marked] if marked else texts
    likely = likely_languages(texts)
    found = False
    for lines in split_posts(_lines(texts, likely, marked)):
        sections = find_sections(lines)
        if is_post(sections):
            found = True
            yield _post(sections, common_tag(likely), url)
    if not found:
        raise NoPostError("there is no post in this text: expected a title and paragraphs below it")


def _lines(texts: Sequence[str], languages: Sequence[str], marked: Sequence[Marked]) -> list[Line]:
    """The lines, read in the language in which most of them say something, of those that they may be in."""
    readings = [lines_of(texts, language, marked) for language in languages[:_MOST_LANGUAGES] or (FALLBACK,)]
    return max(readings, key=lambda lines: sum(bool(line.kind) for line in lines))


def _post(sections: Sections, language: str | None, url: str | None) -> Post:
    spoken = sections.body[0].language
    title = sections.title.text if sections.title else None
    taken = take_credits(paragraphs(sections.body), title=title, language=spoken)
    told = [line.credit for line in _tellers(sections) if line.credit is not None]
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
        location=_location(sections, spoken),
        comment_count=_count(sections, spoken),
        body=taken.body,
        truncated=sections.truncated,
        comments=threaded(comments),
    )


def _tellers(sections: Sections) -> Iterator[Line]:
    """The lines that may name who posted, and when, below the text or above it; a mere date names nobody."""
    yield from (line for line in sections.foot if not line.kind & ~Kind.CREDIT)
    yield from (line for line in sections.under if not line.kind & Kind.TIME)
    yield from (line for line in (sections.above,) if line)
    yield from (line for line in (sections.date,) if line and not parse_moment(line.text, language=line.language))


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
    times += [line.text for line in (*sections.under, *sections.foot) if line.kind & Kind.TIME]
    time = next((time for text in times if (time := time_in(text, language))), None)
    return day if time is None else dt.datetime.combine(day, time)


def _location(sections: Sections, language: str) -> Location | None:
    for line in sections.foot:
        if line.kind & Kind.LOCATION and (name := text_after(line.text, "location", language)):
            return Location(name)
    return None


def _labels(sections: Sections, language: str) -> tuple[str, ...]:
    for line in sections.foot:
        if line.kind & Kind.LABELS and (labels := text_after(line.text, "labels", language)):
            return tuple(label.strip() for label in labels.split(","))
    return ()


def _count(sections: Sections, language: str) -> int | None:
    lines: Sequence[Line] = (*sections.comments[:3], *sections.foot)
    counts = (comment_count(line.text, language) for line in lines if line.kind & Kind.COUNT)
    count = next((count for count in counts if count is not None), None)
    found = _OWN_COUNT.match(lines[0].text) if count is None and sections.comments else None
    return int(found[1]) if found else count
