"""Where the parts of a post are among the lines of a text: its head, body, foot and comments.

No single mark is needed: each part is found by what several lines near each other say. A copy may begin in the page's
menu and end in its sidebar.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from blogpost.readers.text.lines import FOOT, Kind, Line

_PROSE = 60  # characters: a line of a paragraph, and not of a menu
_SENTENCE = 40  # characters: below a date, shorter lines are text, too
_TITLE = 200  # characters a title has at most
_NEAR = 6  # lines
_SIDEBAR = 15  # lines: more than that below the links to other posts are another column
_FIRST_COMMENT = 60  # lines: how far below the heading the first comment may end
# A heading in a blog's own words: "48 mental poops:".
_COUNTED = re.compile(r"\(?\d{1,5}\)? [^\d\s][^.!?]{0,40}:", re.ASCII)
_SURE_FOOT = Kind.SHARE | Kind.COUNT | Kind.FORM | Kind.NAVIGATION | Kind.LABELS
_IN_COMMENTS = Kind.SAID | Kind.ACTION | Kind.REPLIES


@frozen
class Sections:
    """The lines of a post's parts; any but the body may be empty.

    Attributes:
        date: the day above or below the title.
        under: buttons, byline and time under the title, where a theme has them there.
        above: the line above the date, if it names an author.
        title: the title's line.
        body: what stands between the title, or the date below it, and the foot.
        foot: byline, buttons, labels.
        comments: with their heading first, if they have one.
    """

    date: Line | None
    above: Line | None
    under: Sequence[Line]
    title: Line | None
    body: Sequence[Line]
    foot: Sequence[Line]
    comments: Sequence[Line]


def find_sections(lines: Sequence[Line]) -> Sections:
    """The parts of the one post in the lines."""
    comments = _start_of_comments(lines)
    head = _head(lines[:comments], is_whole_page=_is_whole_page(lines))
    foot = _start_of_foot(lines, head.end, comments)
    return Sections(
        date=_at(lines, head.date),
        above=_at(lines, head.above),
        under=lines[head.last + 1 : head.end],
        title=_at(lines, head.title),
        body=lines[head.end : foot],
        foot=lines[foot:comments],
        comments=lines[comments:],
    )


def _at(lines: Sequence[Line], number: int | None) -> Line | None:
    return None if number is None else lines[number]


def _is_whole_page(lines: Sequence[Line]) -> bool:
    """Whether the copy goes on below the links to other posts, and so into a sidebar: then it may begin in a menu."""
    last = max((i for i, line in enumerate(lines) if line.kind & (Kind.FORM | Kind.NAVIGATION)), default=len(lines))
    first = next((i for i, line in enumerate(lines) if line.kind & Kind.NAVIGATION and i > _NEAR), last)
    return len(lines) - first > _SIDEBAR


# ------------------------------------------------------------------------------------------------ comments


def _start_of_comments(lines: Sequence[Line]) -> int:
    """The number of the line with which the comments begin; how many lines there are, if there are no comments.

    That is a heading that counts them, if lines of comments or the form for one follow it, or if it is the last word of
    the page on this post; else the first line that says that somebody said something.
    """
    first = next((i for i, line in enumerate(lines) if line.kind & _IN_COMMENTS), len(lines))
    for i, line in enumerate(lines[:first]):
        if Kind.COUNT in line.kind and _is_heading(lines, i, first):
            return i
    if first == len(lines):
        return first
    counted = (i for i in range(first - 1, max(first - _FIRST_COMMENT, -1), -1) if _COUNTED.fullmatch(lines[i].text))
    return next(counted, first)


def _is_heading(lines: Sequence[Line], i: int, first: int) -> bool:
    """Whether a line that counts comments is the heading over them, and no words of the text."""
    following = lines[i + 1 : i + 1 + _NEAR]
    if not following or any(line.kind & (_IN_COMMENTS | Kind.FORM | Kind.NAVIGATION) for line in following):
        return True
    if any(line.kind & (Kind.COUNT | Kind.CREDIT) or _is_time(line) for line in following):
        return True
    if not lines[i].kind & ~Kind.COUNT and lines[i].text[-1] == ":":  # "3 comments:", and nothing else
        return True
    return first < len(lines) and i < first and all(lines[j].kind for j in range(i, min(first, i + 3)))


def _is_time(line: Line) -> bool:
    return isinstance(line.moment, dt.datetime)


# ------------------------------------------------------------------------------------------------ head


@frozen
class _Head:
    """The numbers of the lines above a body, and of the body's first line."""

    end: int
    title: int | None = None
    date: int | None = None
    above: int | None = None

    @property
    def last(self) -> int:
        """The last of title and date."""
        return max((i for i in (self.title, self.date) if i is not None), default=-1)


def _head(lines: Sequence[Line], *, is_whole_page: bool) -> _Head:
    date = _date_header(lines)
    if date is None:
        return _head_without_date(lines, is_whole_page=is_whole_page)
    has_name = date > 0 and lines[date].gap == 0 and lines[date - 1].credit is not None
    has_title = date > 0 and not has_name and _may_be_title(lines[date - 1])
    if _title_follows(lines, date, has_title=has_title):
        return _Head(_start_of_body(lines, date + 2), date + 1, date, date - 1 if has_name else None)
    return _Head(_start_of_body(lines, date + 1), date - 1 if has_title else None, date)


def _date_header(lines: Sequence[Line]) -> int | None:
    """The day right above a text, perhaps with a title between; or else one near the beginning."""
    for i, line in enumerate(lines):
        if len(line.text) >= _SENTENCE and not line.kind:
            near = [j for j in range(max(i - _NEAR, 0), i) if Kind.DATE in lines[j].kind]
            if near:
                return near[-1]
    return next((i for i, line in enumerate(lines[:3]) if Kind.DATE in line.kind), None)


def _title_follows(lines: Sequence[Line], date: int, *, has_title: bool) -> bool:
    """Whether the title stands below the date, as in most templates, and not above it.

    A date with a time stands below its title. Otherwise a line right below the date is the title; behind an empty line
    it is if it is no prose.
    """
    if date + 1 >= len(lines) or not _may_be_title(lines[date + 1]):
        return False
    if not has_title:
        return True
    if isinstance(lines[date].moment, dt.datetime):
        return False
    return lines[date + 1].gap == 0 or not _is_prose(lines[date + 1])


def _head_without_date(lines: Sequence[Line], *, is_whole_page: bool) -> _Head:
    """A copy of the main column begins with the title; in that of a whole page it stands right above the text.

    Where a line of the menu stands again above the text, it is the title of that page; and a line that says who posted
    it, and when, stands under the title if most of the text is below it.
    """
    if (under := _credit_under_title(lines)) is not None:
        return under
    prose = next((i for i, line in enumerate(lines) if _is_prose(line)), None)
    title = prose - 1 if is_whole_page and prose else 0
    seen: set[str] = set()
    for i, line in enumerate(lines[:title]):
        if line.text in seen:
            title = i
        seen.add(line.text)
    if len(lines) < 2 or not _may_be_title(lines[title]):
        return _Head(0)
    return _Head(_start_of_body(lines, title + 1), title)


def _credit_under_title(lines: Sequence[Line]) -> _Head | None:
    dated = [i for i, line in enumerate(lines) if _is_dated(line)]
    if len(dated) != 1 or _length(lines[: dated[0]]) > _length(lines[dated[0] :]):
        return None
    title = next((i for i in range(dated[0] - 1, -1, -1) if not lines[i].kind), None)
    if title is None or not _may_be_title(lines[title]):
        return None
    return _Head(_start_of_body(lines, dated[0] + 1), title)


def _is_dated(line: Line) -> bool:
    return Kind.CREDIT in line.kind and line.credit is not None and line.credit.when is not None


def _length(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _start_of_body(lines: Sequence[Line], start: int) -> int:
    """The first line behind buttons and the page's own byline, where those stand under the title."""
    while start < len(lines) and _is_under_title(lines[start]):
        start += 1
    return start


def _is_under_title(line: Line) -> bool:
    if line.kind & (Kind.SHARE | Kind.COUNT | Kind.DATE | Kind.TIME):
        return True
    return _is_dated(line)


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
        if Kind.DATE in kind and all(line.kind & (FOOT | Kind.DATE) for line in lines[i:comments]):
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
