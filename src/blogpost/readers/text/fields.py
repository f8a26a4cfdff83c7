"""Fields of a post in the lines around its body: who posted it and when, labels, location, comment count, links."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from blogpost.addresses import without_fragment
from blogpost.blogger import (
    form_language,
    is_permalink,
    is_profile,
    parse_comment_permalink,
    post_id_in_form,
    without_view,
)
from blogpost.content import Link, inline_text
from blogpost.language.bylines import Credit
from blogpost.language.characters import DIVIDER
from blogpost.language.dates import parse_moment
from blogpost.language.interface import text_after
from blogpost.language.line_kinds import LineKind, moment_in, time_in
from blogpost.readers.languages import bcp47
from blogpost.readers.postings import Posting, best_moment
from blogpost.readers.text.labels import count_after_labels, read_comment_count
from blogpost.readers.text.lines import Line
from blogpost.readers.text.sections import Sections
from blogpost.values import Byline, Location

_NAME = re.compile(r"(?=.{2,40}$)[^\W\d_][^,;:!?()|]*[^,;:!?()|.]")  # of an account, however it is called
_OWN_COUNT = re.compile(r"\(?(\d{1,5})\)? \D", re.ASCII)  # in a heading of a blog's own words

# ------------------------------------------------------------------------------------------------ who and when


def read_posting(sections: Sections, *, language: str, reference_date: dt.date | None) -> Posting:
    """Read who posted and when from the lines below the text, else from those above it.

    Args:
        sections: the lines.
        language: a BCP 47 tag.
        reference_date: a day near that of the post, if one is known.
    """
    foot, under = list(_credits(sections.foot, ())), list(_credits((), sections.under))
    credited = [*under, *foot] if any(line.says_when for line in sections.under) else [*foot, *under]
    if not any(credit.byline.names for _, credit in credited):
        credited += _credits((), [line for line in (sections.above, sections.date) if line and not _is_only_date(line)])
    named = next(((line, credit.byline) for line, credit in credited if credit.byline.names), None)
    if named is None and sections.above and sections.has_author and _NAME.fullmatch(sections.above.text):
        named = (sections.above, Byline(sections.above.text))
    times = [credit.when for _, credit in credited if credit.when]
    times += [
        line.when for line in (sections.date, *sections.under) if line and not line.kind & LineKind.STAMP and line.when
    ]
    return Posting(_with_profile(*named) if named else None, _when(sections, times, language, reference_date))


def _credits(foot: Sequence[Line], above: Sequence[Line]) -> Iterator[tuple[Line, Credit]]:
    """The lines that name somebody; above the text, they need no introducer such as "by"."""
    beside_day = [line for line in foot if line.is_credit_with_day and not line.kind & LineKind.CREDIT]
    beside_day += [line for day, line in pairwise(foot) if day.says_when and line.credit and not line.gap > 1]
    for line in (
        *(line for line in foot if line.kind & LineKind.CREDIT),
        *beside_day,
        *(line for line in above if line.kind != LineKind.TIME),
    ):
        if line.credit is not None:
            yield line, line.credit


def _is_only_date(line: Line) -> bool:
    """Whether a line is a date and nothing else, so it names nobody."""
    return bool(line.kind & LineKind.DATE) and not DIVIDER.search(line.text)


def _with_profile(line: Line, byline: Byline) -> Byline:
    url = profile_of(byline.name, links_in([line]))
    return evolve(byline, url=url) if url else byline


def _when(
    sections: Sections, printed: list[str], language: str, reference_date: dt.date | None
) -> dt.datetime | dt.date | None:
    lines = [line for line in (sections.date, *sections.under) if line]
    has_day = any(line.says_when for line in lines)  # those below the text are of other posts
    lines += [line for line in sections.foot if not (has_day and line.kind & LineKind.DATE)]
    stamps = [line for line in lines if line.kind & LineKind.STAMP]
    texts = [*printed, *(line.text for line in stamps)]
    times = {text: time for text in texts if (time := time_in(text, language))}
    days = [line.moment for line in stamps if not reference_date]
    moments = [_moment(text, language, reference_date) for text in texts if text not in times]
    return best_moment((*days, *moments), times.values())


def _moment(text: str, language: str, reference_date: dt.date | None) -> dt.date | None:
    near = parse_moment(text, language=language, reference_date=reference_date) if reference_date else None
    return near or moment_in(text, language)


# ------------------------------------------------------------------------------------------------ other lines


def read_location(sections: Sections, language: str) -> Location | None:
    """The location that the author gave."""
    for line in sections.foot:
        if line.kind & LineKind.LOCATION and (name := text_after(line.text, "location", language)):
            return Location(name)
    return None


def read_count(sections: Sections) -> int | None:
    """The number of comments that the page states above them, or below the text."""
    if (glued := count_after_labels(sections.foot, sections.comments)) is not None:
        return glued
    lines: Sequence[Line] = (*sections.comments[:3], *sections.foot)
    counts = (read_comment_count(line) for line in lines if line.kind & LineKind.COUNT)
    count = next((count for count in counts if count is not None), None)
    match = _OWN_COUNT.match(lines[0].text) if count is None and sections.comments else None
    return int(match[1]) if match else count


# ------------------------------------------------------------------------------------------------ links

# The titles of Blogger's links, which are English on pages of all languages.
_PERMALINK, _PROFILE = "permanent link", "author profile"


def links_in(lines: Iterable[Line | None]) -> list[Link]:
    """Every link of some lines of a Markdown copy."""
    marked = (line.marked for line in lines if line is not None)
    return [link for each in marked if each is not None for link in each.links]


def permalink_in(links: Iterable[Link]) -> str | None:
    """The post's address, which the time of a post links to."""
    return next((without_view(without_fragment(link.href)) for link in links if link.title == _PERMALINK), None)


def post_address_in(links: Iterable[Link]) -> str | None:
    """The first address with the form that Blogger gives to posts."""
    return next((without_view(without_fragment(link.href)) for link in links if is_permalink(link.href)), None)


def profile_of(name: str | None, links: Iterable[Link]) -> str | None:
    """The address that an author's name links to: a profile, or the author's own site."""
    return next((link.href for link in links if _is_profile(link, name)), None)


def _is_profile(link: Link, name: str | None) -> bool:
    if link.title == _PROFILE or is_profile(link.href):
        return True
    return name is not None and inline_text(link.content).strip() == name


def comment_permalink_in(links: Iterable[Link]) -> str | None:
    """The address of a comment."""
    return next((link.href for link in links if parse_comment_permalink(link.href)), None)


def post_number_in(links: Iterable[Link]) -> str | None:
    """The post's number in the address of its comment form."""
    return next((number for link in links if (number := post_id_in_form(link.href))), None)


def form_language_in(links: Iterable[Link]) -> str | None:
    """The language of the comment form, which is the blog's, as a BCP 47 tag."""
    return bcp47(next((code for link in links if (code := form_language(link.href))), None))
