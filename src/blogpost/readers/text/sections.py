"""Where the parts of a post are among the lines of a text: its head, body, foot and comments.

No single mark is needed: each part is found by what several lines near each other say. A copy may begin in the page's
menu and end in its sidebar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import frozen

from blogpost.readers.text.lines import FOOT, Kind, Line

_PROSE = 60  # characters: a line of a paragraph, and not of a menu
_TITLE = 200  # characters a title has at most
_NEAR = 6  # lines
_SURE_FOOT = Kind.SHARE | Kind.COUNT | Kind.FORM | Kind.NAVIGATION | Kind.LABELS
_IN_COMMENTS = Kind.SAID | Kind.ACTION | Kind.REPLIES


@frozen
class Sections:
    """The lines of a post's parts; any but the body may be empty.

    Attributes:
        above: the lines right above the title: a date, perhaps an author.
        title: the title's line.
        body: what stands between the title, or the date below it, and the foot.
        foot: byline, buttons, labels.
        comments: with their heading first, if they have one.
    """

    above: Sequence[Line]
    title: Line | None
    body: Sequence[Line]
    foot: Sequence[Line]
    comments: Sequence[Line]


def find_sections(lines: Sequence[Line]) -> Sections:
    """The parts of the one post in the lines."""
    comments = _start_of_comments(lines)
    title, begin, above = _head(lines[:comments])
    foot = _start_of_foot(lines, begin, comments)
    return Sections(
        above=lines[above : title if title is not None else begin],
        title=None if title is None else lines[title],
        body=lines[begin:foot],
        foot=lines[foot:comments],
        comments=lines[comments:],
    )


# ------------------------------------------------------------------------------------------------ comments


def _start_of_comments(lines: Sequence[Line]) -> int:
    """The number of the line with which the comments begin; how many lines there are, if there are no comments.

    That is a heading that counts them, if lines of comments or the form for one follow it, or if it is the last word of
    the page on this post; else the first line that says that somebody said something.
    """
    first = next((i for i, line in enumerate(lines) if line.kind & _IN_COMMENTS), len(lines))
    for i, line in enumerate(lines):
        if Kind.COUNT in line.kind and _is_heading(lines, i, first):
            return i
        if i >= first and (Kind.SAID in line.kind or i > first):
            return first
    return len(lines)


def _is_heading(lines: Sequence[Line], i: int, first: int) -> bool:
    """Whether a line that counts comments is the heading over them, and no words of the text."""
    following = lines[i + 1 : i + 1 + _NEAR]
    if not following or any(line.kind & (_IN_COMMENTS | Kind.FORM | Kind.NAVIGATION) for line in following):
        return True
    if any(Kind.COUNT in line.kind or _is_time(line) for line in following):
        return True
    return first < len(lines) and i < first and all(lines[j].kind for j in range(i, min(first, i + 3)))


def _is_time(line: Line) -> bool:
    return isinstance(line.moment, dt.datetime)


# ------------------------------------------------------------------------------------------------ head


def _head(lines: Sequence[Line]) -> tuple[int | None, int, int]:
    """The numbers of the title's line, of the first line of the body, and of the first line above that belongs to them."""
    date = _date_header(lines)
    if date is None:
        return _head_without_date(lines)
    after = lines[date + 1] if date + 1 < len(lines) else None
    has_before = date > 0 and _may_be_title(lines[date - 1])
    if after is not None and _may_be_title(after) and (not has_before or after.gap == 0 or not _is_prose(after)):
        if not (has_before and after.gap and _is_prose(after)):
            return date + 1, date + 2, _start_above(lines, date)
    if has_before:
        return date - 1, date + 1, date - 1
    return None, date + 1, date


def _date_header(lines: Sequence[Line]) -> int | None:
    """The first day that stands right above a text, perhaps with a title between."""
    for i, line in enumerate(lines):
        if Kind.DATE in line.kind and any(map(_is_prose, lines[i + 1 : i + 1 + _NEAR])):
            return i
    return next((i for i, line in enumerate(lines[:3]) if Kind.DATE in line.kind), None)


def _head_without_date(lines: Sequence[Line]) -> tuple[int | None, int, int]:
    prose = next((i for i, line in enumerate(lines) if _is_prose(line)), None)
    if prose is None:
        return (0, 1, 0) if len(lines) > 1 else (None, 0, 0)
    if prose == 0:
        return (0, 1, 0) if len(lines) > 1 and _may_be_title(lines[0]) else (None, 0, 0)
    title = 0 if prose <= 3 else prose - 1
    return title, title + 1, title


def _start_above(lines: Sequence[Line], date: int) -> int:
    """A name above the date belongs to the post."""
    return date - 1 if date > 0 and lines[date].gap == 0 and lines[date - 1].credit is not None else date


def _may_be_title(line: Line) -> bool:
    return len(line.text) <= _TITLE and not line.kind & (FOOT | Kind.DATE)


def _is_prose(line: Line) -> bool:
    return len(line.text) >= _PROSE and not line.kind


# ------------------------------------------------------------------------------------------------ foot


def _start_of_foot(lines: Sequence[Line], begin: int, comments: int) -> int:
    """The number of the first line below the body: one of a foot's, and confirmed by another one near it."""
    for i in range(begin, comments):
        kind = lines[i].kind
        if kind & FOOT and _is_confirmed(lines, i, comments):
            return i
    return comments


def _is_confirmed(lines: Sequence[Line], i: int, comments: int) -> bool:
    following = lines[i + 1 : min(comments, i + _NEAR)]
    near_end = len(following) < _NEAR - 1
    line = lines[i]
    if Kind.CREDIT in line.kind and not line.kind & _SURE_FOOT:
        if line.credit is not None and line.credit.when:
            return near_end or any(other.kind & _SURE_FOOT for other in following) or not any(map(_is_prose, following))
        return (near_end or any(other.kind & _SURE_FOOT for other in following)) and not any(map(_is_prose, following))
    return near_end or any(other.kind & FOOT for other in following)
