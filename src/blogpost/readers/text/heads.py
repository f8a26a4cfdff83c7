"""Find the lines above the body of a post: its title, the day, and who posted it.

A page's head differs from theme to theme. So each line that may be a title gets points for its surroundings, as a
person sees them: the day right above or below it, text right below it, the same words in the menu or in a breadcrumb.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from blogpost.language.bylines import parse_lines
from blogpost.language.line_kinds import LineKind, is_like_title
from blogpost.readers.text.frames import (
    ITEMS,
    MAX_ENTRY_LENGTH,
    MUCH,
    STOPS,
    Frame,
    author_below,
    find_frames,
    may_be_framed,
    said_elsewhere,
    shared_words,
)
from blogpost.readers.text.lines import SENTENCE, Line

_SURE = 5.0  # points for a title, against one near a day
_LIKELY = 3.0
_MOST, _FEW = 0.6, 0.3  # of a title's words that are in the text
_NEAR = 6  # lines
_MAX_BYLINE_LINES = 4  # above its date
_MAX_META = 4  # lines between a day and the title: buttons, a byline
_FEWEST_WORDS = 3  # of a title below the blog's name
_NEAR_TEXT = 3  # lines from a title that is repeated to the text
_ABOVE_TEXT = 2  # lines of text that may come before the day in a copy of the main column
_MIN_REPEATED = 6  # characters of a title that ends a breadcrumb
_BUTTONS = LineKind.CONTROL | LineKind.SHARE | LineKind.COUNT | LineKind.FORM
_META = _BUTTONS | LineKind.STAMP | LineKind.LABELS | LineKind.LOCATION
_BESIDE_DAY = LineKind.CONTROL | LineKind.CREDIT | LineKind.SHARE | LineKind.OTHER | LineKind.COUNT
_MAX_BETWEEN = 6  # lines from a title to the day
_WITH_SUBTITLE = 2  # lines between title and day: a subtitle and the author
_COUNTER = re.compile(r"\d{1,3}|[a-z]{1,2}")  # of likes; or a word between a day and a section, such as "in"
_COUNTER_OR_RULE = re.compile(r"\d{1,4}|\d+(?:\.\d+)?[KkM]|-{2,}|[·•|]")
_MAX_COUNTERS = 3
_BULLETS = " \t*•‣◦▪·–-●○"


@frozen
class Head:
    """The numbers of the lines above a body.

    Attributes:
        end: the body's first line.
        title: the title's line.
        date: the line of the day.
        above: the line above the day, if it may name an author.
        has_author: whether the line above the day is between title and day, and so names the author.
    """

    end: int
    title: int | None = None
    date: int | None = None
    above: int | None = None
    has_author: bool = False

    @property
    def last(self) -> int:
        """The number of the last line of title and date; -1 without both."""
        return max((i for i in (self.title, self.date) if i is not None), default=-1)


def find_head(lines: Sequence[Line], *, is_whole_page: bool, rest: Sequence[Line] = ()) -> Head:
    """Find the lines above the body, without those of the page's own head.

    Args:
        lines: up to the comments.
        is_whole_page: whether the copy may begin in a menu.
        rest: the comments, and the lines below them.
    """
    repeated = _repeated(lines)
    date = _date_header(lines, is_whole_page=is_whole_page)
    if date is None:
        usual = _head_without_date(lines, repeated, is_whole_page=is_whole_page)
    else:
        usual = _head_at_date(lines, date, repeated)
    frames = find_frames(lines, repeated)
    same = next((frame for frame in frames if frame.title == usual.title), None)
    if same is not None and (same == frames[0] or not frames[0].title < same.title < frames[0].end):
        return _with_lines_of_page(lines, usual, same)
    if frames and _is_better(lines, frames[0], usual):
        author = author_below(lines, frames[0].title)
        return Head(frames[0].end, frames[0].title, frames[0].day, author, has_author=author is not None)
    return _head_above_text(lines, rest, usual) or usual


def _head_above_text(lines: Sequence[Line], rest: Sequence[Line], usual: Head) -> Head | None:
    """The line right above the text as title, if the text or other lines of the page have its words.

    The first line of a whole page is the blog's name, and a menu is between them.
    """
    prose = next((i for i, line in enumerate(lines) if line.is_text()), 0)
    first = 0 if usual.title is None else usual.title + 1
    if usual.date is not None or prose <= first:
        return None
    above = next((i for i in (prose, prose - 1) if i >= first and may_be_framed(lines[i])), None)
    if above is None:
        return None
    if prose == above + 1 and not _has_stop(lines[above]) and said_elsewhere([*lines, *rest], above):
        return Head(above + 1, above)
    if prose == above + 1 and rest and rest[0].says_when and _is_below_menu(lines, above):
        return Head(above + 1, above)
    if usual.title != 0 or prose <= _FEWEST_WORDS or len(lines[above].text.split()) < _FEWEST_WORDS:
        return None
    most = 1.0 if _has_stop(lines[above]) else _MOST
    is_sure = shared_words(lines, above, above + 1) >= most and shared_words(lines, 0, prose) < _FEW
    return Head(above + 1, above) if is_sure else None


def _is_below_menu(lines: Sequence[Line], title: int) -> bool:
    """Whether a title is right below a menu, and apart from the text; the first line is the blog's name."""
    entries = lines[1:title]
    is_menu = len(entries) > 1 and all(_may_be_entry(line) for line in entries)
    return is_menu and lines[title + 1].gap > 0 and len(lines[title].text.split()) >= _FEWEST_WORDS


def _may_be_entry(line: Line) -> bool:
    return len(line.text) < MAX_ENTRY_LENGTH and not _has_stop(line)


def _head_at_date(lines: Sequence[Line], date: int, repeated: frozenset[int]) -> Head:
    again = _points_without_date(lines, repeated, usual=None)
    title = _best((*again, *_points_at_date(lines, date, repeated)))
    if title is not None and title < date - _MAX_BETWEEN:
        return Head(_start_of_body(lines, title + 1), title)
    above = _author_above(lines, title, date)
    has_author = title is not None and above is not None and title < above
    return Head(_start_of_body(lines, max(date, title or 0) + 1), title, date, above, has_author)


def _is_better(lines: Sequence[Line], frame: Frame, usual: Head) -> bool:
    """Whether a title with the page's own lines around it is better than the usual one: the text has its words."""
    if usual.title is None or not may_be_framed(lines[usual.title]):
        return frame.points >= _LIKELY
    between = sum(line.is_text() and _has_stop(line) for line in lines[usual.title : frame.title])
    if between >= (_ABOVE_TEXT if usual.date is None else 1):
        return False
    shared = shared_words(lines, usual.title, usual.end)
    if usual.date is None:
        is_below_title = frame.title == usual.title + 1 and not lines[frame.title].gap  # a subtitle
        is_sure = frame.points >= _SURE and not is_below_title
        return is_sure or (frame.points >= _LIKELY and frame.shared >= shared)
    is_at_same_day = (frame.title if frame.day is None else frame.day) <= usual.date < frame.end
    if (frame.title > usual.title and not is_at_same_day) or usual.title == frame.end:
        return False
    return frame.points >= (_LIKELY if is_at_same_day else _SURE) and frame.shared > shared + MUCH


def _with_lines_of_page(lines: Sequence[Line], head: Head, frame: Frame) -> Head:
    """The head with the page's own lines below the title that say when, if no other line does."""
    days = [i for i in range(frame.title + 1, frame.end) if lines[i].says_when or lines[i].says_time]
    if head.date is not None or head.end >= frame.end or not days or _is_in_byline(lines, days[0]):
        return head
    author = author_below(lines, frame.title) if head.above is None else head.above
    return evolve(head, end=frame.end, date=frame.day, above=author, has_author=author is not None)


def _author_above(lines: Sequence[Line], title: int | None, date: int) -> int | None:
    """The number of the line above a day that may name the author: the one right above it, or below the title."""
    between = range(title + 1, date) if title is not None and title < date else ()
    named = next((i for i in between if lines[i].credit is not None), None)
    if named is None and date > 0 and lines[date].gap == 0 and title != date - 1:
        return date - 1
    return named


def may_be_title(line: Line) -> bool:
    """Whether a line can be a title and cannot be part of a foot."""
    if line.kind & (LineKind.FOOT | LineKind.DATE | LineKind.CONTROL) or not is_like_title(line.text):
        return False
    return (
        line.kind not in (LineKind.OTHER, LineKind.TIME)
        and line.text[0] not in ITEMS
        and not _COUNTER.fullmatch(line.text)
        and any(map(str.isalnum, line.text))
    )


def is_meta(line: Line) -> bool:
    """Whether a line between a title and the text is the page's own: a day, a byline with a day, labels, buttons."""
    return bool(line.kind & _META) or (line.has_numbers and is_dated(line))


def is_dated(line: Line) -> bool:
    """Whether a line names somebody and states when."""
    return line.credit is not None and line.credit.when is not None


# ------------------------------------------------------------------------------------------------ evidence


def _best(points: Iterable[tuple[int, float]]) -> int | None:
    """The line with the most points, and with any; of several, the last."""
    line, most = None, 0.0
    for i, value in points:
        if value >= most and value > 0:
            line, most = i, value
    return line


def _repeated(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that say again what a line above them says: an entry of the menu, or the end of a breadcrumb.

    The first line of a copy is often the blog's name, which is repeated anywhere.
    """
    seen: set[str] = set()
    repeated = []
    for i, line in enumerate(lines):
        text = line.text.lstrip(_BULLETS)
        if (text in seen and text != lines[0].text) or (i > 0 and _ends_with(lines[i - 1].text, text)):
            repeated.append(i)
        seen.add(text)
    return frozenset(repeated)


def _ends_with(breadcrumb: str, text: str) -> bool:
    return len(text) >= _MIN_REPEATED and len(breadcrumb) > len(text) and breadcrumb.endswith(text)


def _has_stop(line: Line) -> bool:
    return line.text.endswith(STOPS)


def _text_below(lines: Sequence[Line], i: int) -> int | None:
    """The number of the text's line that follows a line, perhaps after the page's own lines."""
    for below in range(i + 1, min(i + 2 + _MAX_META, len(lines))):
        if lines[below].is_text(SENTENCE):
            return below
        if not is_meta(lines[below]) and lines[below].credit is None:
            return None
    return None


# ------------------------------------------------------------------------------------------------ with a day


def _date_header(lines: Sequence[Line], *, is_whole_page: bool) -> int | None:
    """The day right above a text, perhaps with a title between them; else a day near the beginning."""
    dates = [
        i
        for i, line in enumerate(lines)
        if (line.kind & LineKind.DATE and not _is_in_byline(lines, i)) or _is_day_and_name(lines, i)
    ]
    for date in dates:
        below = range(date + 1, min(date + 1 + _NEAR, len(lines)))
        text = next((i for i in below if lines[i].is_text(SENTENCE)), None)
        if text is not None:
            last = max(other for other in dates if other <= date or other < text)
            return None if not is_whole_page and _is_within_text(lines, last) else last
    return dates[0] if dates and dates[0] < 3 else None


def _is_day_and_name(lines: Sequence[Line], i: int) -> bool:
    """Whether a line between a title and the text has the day and the author: "Tuesday, May 14, 2013   Jane Doe"."""
    line = lines[i]
    if line.kind or line.gap or i == 0 or not line.has_numbers or not may_be_title(lines[i - 1]):
        return False
    return is_dated(line) and _text_below(lines, i) == i + 1


def _is_within_text(lines: Sequence[Line], date: int) -> bool:
    """Whether a day is within the text, such as that of a letter: the copy begins with text, up to the day."""
    if not any(line.is_text() and _has_stop(line) for line in lines[: min(date, _NEAR)]):
        return False
    above = lines[max(date - _NEAR, 0) : date]
    return sum(line.is_text() and _has_stop(line) for line in above) >= _ABOVE_TEXT


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


def _points_at_date(lines: Sequence[Line], date: int, repeated: frozenset[int]) -> Iterator[tuple[int, float]]:
    """The lines next to a day that may be the title, with their points. A day is above the title in most templates."""
    is_timed = isinstance(lines[date].moment, dt.datetime)
    for i in range(max(date - _MAX_BETWEEN, 0), date):
        if may_be_title(lines[i]) and _leads_to(lines, i, date, repeated):
            yield i, _points_above(lines, i, date, is_timed=is_timed) + _points_of(lines, i, repeated)
    below = date + 1
    while below < min(date + 1 + _MAX_META, len(lines)) and lines[below].kind & _BUTTONS:
        below += 1
    if below < len(lines) and may_be_title(lines[below]):
        yield below, _points_below(lines, below, is_timed=is_timed) + _points_of(lines, below, repeated)


def _leads_to(lines: Sequence[Line], i: int, date: int, repeated: frozenset[int]) -> bool:
    """Whether only an author is between a line and the day, without empty lines."""
    between = lines[i + 1 : date]
    if not between or _is_set_below(lines, i, date):
        return True
    while between and between[-1].kind & _BESIDE_DAY:  # "by Jane Doe", buttons, the time that reading takes
        between = between[:-1]
    if not between:
        return True
    if len(lines[i + 1 : date]) > len(between):
        has_name = between[-1].credit is not None
        subtitle = between[:-1] if has_name else between
        return has_name and (not subtitle or (len(subtitle) == 1 and not subtitle[0].gap and may_be_title(subtitle[0])))
    if any(line.gap for line in lines[i + 1 : date + 1]):
        return False
    if between[-1].credit is None:
        return i in repeated and len(between) == 1
    return len(between) == 1 or (len(between) == _WITH_SUBTITLE and may_be_title(between[0]))


def _is_set_below(lines: Sequence[Line], i: int, date: int) -> bool:
    """Whether only a name is between a line and the day, and sentences follow the day: no title is there."""
    if i != date - 2 or lines[date].gap or lines[date - 1].credit is None or date + 1 == len(lines):
        return False
    if i > 0 and not lines[i].gap:  # a subtitle
        return False
    return _has_stop(lines[date + 1]) and bool(lines[date + 1].gap) >= bool(lines[date - 1].gap)


def _points_above(lines: Sequence[Line], i: int, date: int, *, is_timed: bool) -> float:
    points = 1.0
    if lines[date].gap == 0:
        points += 2
    if i < date - 1 and all(line.kind & _BESIDE_DAY for line in lines[i + 1 : date]):
        points += 1 if lines[i].credit is None else -4
    if is_timed and i == date - 1:
        points += 3
    if _is_set_below(lines, i, date):
        points += 1
    if i == 0 or lines[i].gap or lines[i - 1].kind:
        points += 1
    if i == date - 1 and lines[date].gap == 0 and lines[i].credit is not None:  # the author's line
        points -= 4
    return points


def _points_below(lines: Sequence[Line], i: int, *, is_timed: bool) -> float:
    points = 3.0
    if lines[i].gap == 0:
        points += 2
    if is_timed:
        points -= 2
    if lines[i].gap and lines[i].is_text():
        points -= 4 if _has_stop(lines[i]) else 1
    if _text_below(lines, i) is not None:
        points += 1
    return points


def _points_of(lines: Sequence[Line], i: int, repeated: frozenset[int]) -> float:
    points = 5.0 if i in repeated or _is_above_credit(lines, i) else 0.0
    if _has_stop(lines[i]):
        points -= 2
    return points


def _is_above_credit(lines: Sequence[Line], i: int) -> bool:
    """Whether the same words are right above the page's own byline below the text."""
    text = lines[i].text
    return any(
        lines[below].text == text and lines[below + 1].kind & LineKind.CREDIT for below in range(i + 2, len(lines) - 1)
    )


# ------------------------------------------------------------------------------------------------ without a day


def _head_without_date(lines: Sequence[Line], repeated: frozenset[int], *, is_whole_page: bool) -> Head:
    """Find the title of a copy without a day.

    A copy of the main column begins with the title; in a copy of a whole page, the title is right above the text. A
    line of the menu that is repeated above the text is the title, too. A line with the author and the time is under
    the title if most of the text is below it.
    """
    if (under := _credit_under_title(lines)) is not None:
        return under
    if len(lines) < 2:
        return Head(0)
    prose = next((i for i, line in enumerate(lines) if line.is_text()), None)
    usual = prose - 1 if is_whole_page and prose else 0
    while usual > 0 and lines[usual].kind & (_META | LineKind.CREDIT):
        usual -= 1
    title = _best(_points_without_date(lines, repeated, usual=usual))
    return Head(usual + 1 if usual else 0) if title is None else Head(_start_of_body(lines, title + 1), title)


def _points_without_date(
    lines: Sequence[Line], repeated: frozenset[int], *, usual: int | None
) -> Iterator[tuple[int, float]]:
    """The lines that may be the title, with their points: the usual place, and others with evidence of their own.

    Args:
        lines: up to the comments.
        repeated: the numbers of the lines that say again what is above them.
        usual: the number of the line that is the title without other evidence; None if there is a day.
    """
    prose = next((i for i, line in enumerate(lines) if line.is_text()), len(lines))
    half = _length(lines) / 2
    above = paragraphs = 0
    for i, line in enumerate(lines[:-1]):
        points = 4.0 if i == usual else 5.0 if i == 1 and usual == 0 and _is_below_name(lines) else 0.0
        if above <= half and not line.is_text() and not _has_stop(line):
            has_evidence = i in repeated or lines[i + 1].kind or lines[i + 1].has_numbers
            text = _text_below(lines, i) if has_evidence else None
            is_near = text is not None or (usual is not None and 0 < prose - i <= _NEAR_TEXT)
            if i in repeated and paragraphs < _ABOVE_TEXT and is_near:
                points += 5
            between = lines[i + 1 : text] if text is not None and usual is not None else ()
            has_byline = bool(between) and not between[0].gap and bool(between[0].kind & LineKind.CREDIT)
            has_labels = bool(between) and bool(between[0].kind & LineKind.LABELS)
            if has_labels or ((has_byline or any(map(is_meta, between))) and _is_set_apart(lines, i)):
                points += 5  # the page's own lines are between title and text
        if points and may_be_title(line):
            yield i, points - i / len(lines)
        above += 0 if line.kind else len(line.text)
        paragraphs += line.is_text() and _has_stop(line)


def _is_below_name(lines: Sequence[Line]) -> bool:
    """Whether the second line is the title, and the first is the blog's name: both are set apart above the text."""
    first, second, *others = lines[:3]
    if not others or not (may_be_title(first) and may_be_title(second)) or _has_stop(first) or _has_stop(second):
        return False
    are_apart = second.gap and others[0].gap and others[0].is_text() and not second.is_text() and second.marked is None
    return bool(are_apart) and second.text not in first.text and _is_set_as_title(second.text, below=first.text)


def _is_set_as_title(text: str, *, below: str) -> bool:
    """Whether most words of a text have capitals, as in English titles, or it is a question longer than a name."""
    words = [word for word in text.split() if word[0].isalpha()]
    if len(words) < _FEWEST_WORDS or not text[0].isupper():
        return False
    capitals = sum(word[0].isupper() for word in words)
    return 2 * capitals > len(words) or (text[-1] in "?？" and len(words) > len(below.split()))


def _is_set_apart(lines: Sequence[Line], i: int) -> bool:
    return i == 0 or bool(lines[i].gap) or bool(lines[i - 1].kind)


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


# ------------------------------------------------------------------------------------------------ the body's first line


def _start_of_body(lines: Sequence[Line], start: int) -> int:
    """The number of the first line after the buttons and the page's own byline under the title."""
    while start < len(lines) and _is_under_title(lines, start):
        start += 1
    return start


def _is_under_title(lines: Sequence[Line], i: int) -> bool:
    """Whether a line under a title is the page's own. A byline without a time is if the page's buttons follow it."""
    line = lines[i]
    if line.kind & _META or line.is_dated_credit:
        return True
    if _COUNTER_OR_RULE.fullmatch(line.text):
        return any(other.kind & _META for other in lines[i + 1 : i + 1 + _MAX_COUNTERS])
    has_buttons = i + 1 < len(lines) and lines[i + 1].kind & (_BUTTONS | LineKind.LABELS)
    return bool(line.kind & LineKind.CREDIT and has_buttons)
