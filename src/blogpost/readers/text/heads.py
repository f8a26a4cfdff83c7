"""Find the lines above the body of a post: its title, the day, and who posted it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from attrs import frozen

from blogpost.language.bylines import parse_lines
from blogpost.language.line_kinds import LineKind, is_like_title
from blogpost.readers.text.lines import SENTENCE, Line

_NEAR = 6  # lines
_MAX_BYLINE_LINES = 4  # above its date


@frozen
class Head:
    """The numbers of the lines above a body.

    Attributes:
        end: the body's first line.
        title: the title's line.
        date: the line of the day.
        above: the line above the day, if it may name an author.
    """

    end: int
    title: int | None = None
    date: int | None = None
    above: int | None = None

    @property
    def last(self) -> int:
        """The number of the last line of title and date; -1 without both."""
        return max((i for i in (self.title, self.date) if i is not None), default=-1)


def find_head(lines: Sequence[Line], *, is_whole_page: bool) -> Head:
    """Find the lines above the body, without those of the page's own head."""
    date = _date_header(lines)
    if date is None:
        return _head_without_date(lines, is_whole_page=is_whole_page)
    has_title = date > 0 and may_be_title(lines[date - 1])
    if _title_follows(lines, date, has_title=has_title):
        above = date - 1 if date > 0 and lines[date].gap == 0 else None
        return Head(_start_of_body(lines, date + 2), date + 1, date, above)
    has_title = has_title and not _names_author(lines, date)
    return Head(_start_of_body(lines, date + 1), date - 1 if has_title else None, date)


def may_be_title(line: Line) -> bool:
    """Whether a line can be a title and cannot be part of a foot."""
    return not line.kind & (LineKind.FOOT | LineKind.DATE) and is_like_title(line.text)


def _date_header(lines: Sequence[Line]) -> int | None:
    """The day right above a text, perhaps with a title between them; else a day near the beginning."""
    dates = [i for i, line in enumerate(lines) if line.kind & LineKind.DATE and not _is_in_byline(lines, i)]
    for date in dates:
        text = next((i for i, line in enumerate(lines[date : date + _NEAR + 1], date) if line.is_text(SENTENCE)), None)
        if text is not None:
            return max(other for other in dates if other < text)
    return dates[0] if dates and dates[0] < 3 else None


def _is_in_byline(lines: Sequence[Line], date: int) -> bool:
    """Whether a date is the last line of a byline under a title, such as "By Jane Doe" and a day."""
    for start in range(date - 1, max(date - _MAX_BYLINE_LINES, 0), -1):
        if lines[start + 1].gap:
            return False
        texts = [line.text for line in lines[start : date + 1]]
        byline = parse_lines(texts, language=lines[date].language)
        is_whole = byline is not None and byline.count == len(texts) and bool(byline.credit.introducer)
        if is_whole and may_be_title(lines[start - 1]):
            return True
    return False


def _title_follows(lines: Sequence[Line], date: int, *, has_title: bool) -> bool:
    """Whether the title is below the date, as in most templates, and not above it.

    The line right above the date may be an author. A date with a time is below its title. Otherwise the line right
    below the date is the title. After an empty line, it is the title only if it is not prose.
    """
    if date + 1 >= len(lines) or not may_be_title(lines[date + 1]):
        return False
    is_below = not isinstance(lines[date].moment, dt.datetime) and (
        lines[date + 1].gap == 0 or not lines[date + 1].is_text()
    )
    return is_below or not has_title or _names_author(lines, date)


def _names_author(lines: Sequence[Line], date: int) -> bool:
    """Whether the line right above a date is a credit."""
    return lines[date].gap == 0 and lines[date - 1].credit is not None


def _head_without_date(lines: Sequence[Line], *, is_whole_page: bool) -> Head:
    """Find the title of a copy without a day.

    A copy of the main column begins with the title; in a copy of a whole page, the title is right above the text. A
    line of the menu that is repeated above the text is the title, too. A line with the author and the time is under
    the title if most of the text is below it.
    """
    if (under := _credit_under_title(lines)) is not None:
        return under
    prose = next((i for i, line in enumerate(lines) if line.is_text()), None)
    title = prose - 1 if is_whole_page and prose else 0
    seen: set[str] = set()
    for i, line in enumerate(lines[:title]):
        if line.text in seen:
            title = i
        seen.add(line.text)
    if len(lines) < 2 or not may_be_title(lines[title]):
        return Head(0)
    return Head(_start_of_body(lines, title + 1), title)


def _credit_under_title(lines: Sequence[Line]) -> Head | None:
    dated = [i for i, line in enumerate(lines) if line.is_dated_credit]
    if len(dated) != 1 or _length(lines[: dated[0]]) > _length(lines[dated[0] :]):
        return None
    title = next((i for i in range(dated[0] - 1, -1, -1) if not lines[i].kind), None)
    if title is None or not may_be_title(lines[title]):
        return None
    return Head(_start_of_body(lines, dated[0] + 1), title)


def _length(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines if not line.kind)


def _start_of_body(lines: Sequence[Line], start: int) -> int:
    """The number of the first line after the buttons and the page's own byline under the title."""
    while start < len(lines) and _is_under_title(lines[start]):
        start += 1
    return start


def _is_under_title(line: Line) -> bool:
    return bool(line.kind & (LineKind.SHARE | LineKind.COUNT | LineKind.STAMP)) or line.is_dated_credit
