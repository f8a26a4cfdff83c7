"""Find the parts of a post in the lines of a text: its head, body, foot and comments.

Each part is found by several lines near each other, since any single one of them may be missing. A copy may begin in
the page's menu and end in its sidebar.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from attrs import frozen

from blogpost.language.line_kinds import LineKind
from blogpost.language.posting_days import is_word_before_day
from blogpost.readers.text.heads import find_head
from blogpost.readers.text.labels import MAX_LABEL_LENGTH, has_labels
from blogpost.readers.text.lines import SENTENCE, Line

_NEAR = 6  # lines
_STOPS = (".", "!", "?", "…", "。", "।", "۔")
_MAX_FOOT = 8  # lines from a day below the text to the comments
_SIDEBAR = 15  # lines below the links to other posts; if there are more, they are another column
_FIRST_COMMENT = 60  # lines from a heading to the end of the first comment
# A heading in a blog's own words: "48 mental poops:".
_COUNTED = re.compile(r"\(?\d{1,5}\)? [^\d\s][^.!?]{0,40}:", re.ASCII)
_MAX_HEADING_LENGTH = 30  # characters
_SURE_FOOT = LineKind.SHARE | LineKind.COUNT | LineKind.FORM | LineKind.NAVIGATION | LineKind.LABELS


@frozen
class Sections:
    """The lines of a post's parts, of which all but the body may be empty.

    Attributes:
        date: the day above or below the title.
        under: buttons, byline and time under the title, if a theme has them there.
        above: the line above the date, if it may name an author.
        has_author: whether that line is between title and date, and so names the author.
        title: the title's line.
        body: the lines between the title, or the date below it, and the foot.
        foot: byline, buttons, labels.
        comments: with their heading first, if they have one.
        truncated: whether the body ends with a link to the rest.
    """

    date: Line | None
    above: Line | None
    under: Sequence[Line]
    title: Line | None
    body: Sequence[Line]
    foot: Sequence[Line]
    comments: Sequence[Line]
    truncated: bool
    has_author: bool


def find_sections(lines: Sequence[Line]) -> Sections:
    """Find the parts of the only post in the lines."""
    comments = _start_of_comments(lines)
    end = _day_below_text(lines, comments)
    head = find_head(lines[:end], is_whole_page=_is_whole_page(lines), rest=lines[end:])
    foot = _start_of_foot(lines, head.end, comments)
    body = foot - 1 if foot > head.end and lines[foot - 1].kind & LineKind.MORE else foot
    return Sections(
        date=_at(lines, head.date),
        above=_at(lines, head.above),
        under=lines[head.last + 1 : head.end],
        title=_at(lines, head.title),
        body=_without_last(lines[head.end : body], _at(lines, head.title)),
        foot=lines[foot : _end_of_foot(lines, foot, comments)],
        comments=lines[comments:],
        truncated=body < foot,
        has_author=head.has_author,
    )


def _without_last(body: Sequence[Line], title: Line | None) -> Sequence[Line]:
    """The body without a last line that repeats the title, or that is a theme's heading over buttons: "SHARE THIS:"."""
    if len(body) < 2:
        return body
    text = body[-1].text
    repeats = title is not None and text == title.text
    is_heading = text.isupper() and text.endswith(":") and len(text) <= _MAX_HEADING_LENGTH and body[-1].gap > 0
    return body[:-1] if repeats or is_heading else body


def _at(lines: Sequence[Line], number: int | None) -> Line | None:
    return None if number is None else lines[number]


def _is_whole_page(lines: Sequence[Line]) -> bool:
    """Whether the copy goes on into a sidebar below the links to other posts; then it may begin in a menu."""
    last = max(
        (i for i, line in enumerate(lines) if line.kind & (LineKind.FORM | LineKind.NAVIGATION)), default=len(lines)
    )
    first = next((i for i, line in enumerate(lines) if line.kind & LineKind.NAVIGATION and i > _NEAR), last)
    return len(lines) - first > _SIDEBAR


# ------------------------------------------------------------------------------------------------ comments


def _start_of_comments(lines: Sequence[Line]) -> int:
    """The line number at which the comments begin; the number of lines if there are no comments.

    The first line is a heading with their number if comments or their form follow it, or if it is the last line of the
    post. Otherwise it is the first line that can only belong to a comment.
    """
    first = next((i for i, line in enumerate(lines) if line.kind & LineKind.OF_COMMENTS), len(lines))
    for i, line in enumerate(lines[:first]):
        if line.kind & LineKind.COUNT and _is_heading(lines, i, first):
            return i
    if first == len(lines):
        return first
    counted = (i for i in range(first - 1, max(first - _FIRST_COMMENT, -1), -1) if _COUNTED.fullmatch(lines[i].text))
    return next(counted, first)


def _is_heading(lines: Sequence[Line], i: int, first: int) -> bool:
    """Whether a line with a number of comments is their heading, not a link in the foot or a line of the text."""
    following = lines[i + 1 : i + 1 + _NEAR]
    if following and following[0].kind & (LineKind.LABELS | LineKind.LOCATION | LineKind.SHARE):
        return False
    if not following or any(
        line.kind & (LineKind.OF_COMMENTS | LineKind.FORM | LineKind.NAVIGATION) for line in following
    ):
        return True
    if any(line.kind & (LineKind.COUNT | LineKind.CREDIT) or _is_time(line) for line in following):
        return True
    if lines[i].kind == LineKind.COUNT and lines[i].text[-1] == ":":  # "3 comments:", and nothing else
        return True
    return first < len(lines) and all(line.kind for line in lines[i : min(first, i + 3)])


def _is_time(line: Line) -> bool:
    return isinstance(line.moment, dt.datetime)


# ------------------------------------------------------------------------------------------------ foot


def _start_of_foot(lines: Sequence[Line], begin: int, comments: int) -> int:
    """The number of the first line below the body: a line of a foot that another one near it confirms."""
    has_text = False
    for i in range(begin, comments):
        kind = lines[i].kind
        has_text = has_text or lines[i].is_text(SENTENCE)
        if _is_articles_byline(lines, i, comments):
            continue
        if kind & LineKind.FOOT and (i > begin or not _is_byline_above(lines, i)) and _is_confirmed(lines, i, comments):
            return i
        if _is_time_in_foot(lines, i, comments):
            return i
        if lines[i].says_when and has_text and _is_above_comments(lines, i, comments):
            return i - is_word_before_day(lines[i - 1].text, lines[i].language)
    return comments


def _day_below_text(lines: Sequence[Line], comments: int) -> int:
    """The number of the line with a day between a text and the comments or their form; else of the first comment."""
    for i in range(comments):
        if not lines[i].says_when or lines[i].kind & LineKind.CREDIT or not _is_above_comments(lines, i, comments):
            continue
        above = lines[max(i - _NEAR, 0) : i]
        if sum(line.is_text(SENTENCE) and line.text.endswith(_STOPS) for line in above) > 1 and not above[-1].says_when:
            return i
    return comments


def _is_above_comments(lines: Sequence[Line], day: int, comments: int) -> bool:
    """Whether a day is in a foot of short lines: the author, sections, tags, and then the comments or their form."""
    for line in lines[day + 1 : min(day + 1 + _MAX_FOOT, comments)]:
        if line.kind & (LineKind.COUNT | LineKind.FORM | LineKind.NAVIGATION):
            return True
        if line.is_text(SENTENCE) or (line.text.endswith((*_STOPS, ":")) and not line.kind):
            return False
    return day + _MAX_FOOT >= comments and comments < len(lines)


def _is_time_in_foot(lines: Sequence[Line], i: int, comments: int) -> bool:
    """Whether a day or time is in the foot: nothing but a foot follows it, or a time alone is right above one."""
    if all(line.kind & (LineKind.FOOT | LineKind.STAMP) for line in lines[i:comments]):
        return True
    return bool(lines[i].kind & LineKind.TIME and lines[i + 1].kind & _SURE_FOOT)


def _is_articles_byline(lines: Sequence[Line], i: int, comments: int) -> bool:
    """Whether a line is an article's byline, because the page's own line with another name follows."""
    line, following = lines[i], lines[i + 1 : min(comments, i + _NEAR)]
    if not line.kind & LineKind.CREDIT or line.kind & _SURE_FOOT or line.is_dated_credit or line.credit is None:
        return False
    posted = (other.credit for other in following if other.is_dated_credit)
    return any(credit is not None and credit.byline.names != line.credit.byline.names for credit in posted)


def _is_byline_above(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is a byline right above the text, perhaps with its day."""
    below = next((line for line in lines[i + 1 : i + 3] if not line.kind & LineKind.DATE), None)
    return bool(lines[i].kind & LineKind.CREDIT) and below is not None and not below.kind


def _is_confirmed(lines: Sequence[Line], i: int, comments: int) -> bool:
    line, following = lines[i], lines[i + 1 : min(comments, i + _NEAR)]
    near_end = len(following) < _NEAR - 1
    if not line.kind & LineKind.CREDIT or line.kind & _SURE_FOOT:
        return near_end or any(other.kind & LineKind.FOOT for other in following)
    confirmed = near_end or any(other.kind & _SURE_FOOT for other in following)
    has_text = any(other.is_text() for other in following)
    return confirmed or not has_text if line.is_dated_credit else confirmed and not has_text


def _end_of_foot(lines: Sequence[Line], foot: int, comments: int) -> int:
    """The number of the line after the foot. Lines farther from it than a few lines are another column."""
    end = _end_of_lines_at_day(lines, foot, comments)
    for i in range(end, comments):
        if lines[i].kind & LineKind.NAVIGATION or i - end > _NEAR:
            break
        if lines[i].kind & (LineKind.FOOT | LineKind.STAMP) or _is_listed_label(lines, i, foot):
            end = i + 1
    return end


def _end_of_lines_at_day(lines: Sequence[Line], foot: int, comments: int) -> int:
    """The number of the line after a foot that begins with a day or "Posted"; else that of the foot's first line."""
    day = next((i for i in range(foot, min(foot + 2, comments)) if lines[i].says_when), None)
    if day is None or not _is_above_comments(lines, day, comments):
        return foot
    kinds = LineKind.COUNT | LineKind.FORM | LineKind.NAVIGATION
    return next((i for i in range(day + 1, comments) if lines[i].kind & kinds), comments)


def _is_listed_label(lines: Sequence[Line], i: int, foot: int) -> bool:
    """Whether a line is one of several labels, each on a line, below their heading."""
    while i > foot and not lines[i].kind and not lines[i].gap and len(lines[i].text) <= MAX_LABEL_LENGTH:
        i -= 1
    return bool(lines[i].kind & LineKind.LABELS) and not has_labels(lines[i])
