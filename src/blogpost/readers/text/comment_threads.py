"""Comments in threads: name and time, text, "Reply". Replies are between "Replies" and another "Reply"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from blogpost.language.characters import DIVIDERS
from blogpost.language.comments import parse_commenter
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.line_kinds import LineKind
from blogpost.readers.text.flat_comments import PendingComment
from blogpost.readers.text.lines import MARKER, Line

_MAX_NAME_LENGTH = 80
_MAX_TIME_LENGTH = 60
_MAX_LENGTH_BEFORE_DIGIT = 30  # in a date: "Wednesday, September "
_MIN_TIME_LENGTH = 4  # "7:00"
_NO_NAMES = (
    LineKind.OF_COMMENTS | LineKind.FORM | LineKind.NAVIGATION | LineKind.COUNT | LineKind.SHARE | LineKind.CONTROL
)
_BETWEEN = " ," + DIVIDERS


def read_threads(lines: Sequence[Line], language: str) -> list[PendingComment]:
    """Read comments in their order. Pages show two levels of them."""
    reader = _Reader(lines, language)
    while reader.place < len(lines):
        reader.read()
    return reader.comments


class _Reader:
    """Reads the lines from the first to the last."""

    def __init__(self, lines: Sequence[Line], language: str) -> None:
        self.comments: list[PendingComment] = []
        self.place = 0
        self._lines = lines
        self._language = language
        self._have_buttons = _replies_have_buttons(lines)
        self._end_with_buttons = any(line.kind & LineKind.ACTION for line in lines)
        self._is_reply = False
        self._is_open = True  # whether the next line may begin a comment
        self._is_below_reply = False  # whether the last line was the button "Reply"

    def read(self) -> None:
        """Read the head of a comment, or one line."""
        line = self._lines[self.place]
        head = None
        if self._is_heading(line):
            self._is_reply = self._is_open = True
            self._is_below_reply = False
        elif line.kind & LineKind.ACTION:
            self._press(line)
        elif head := self._head():
            comment = PendingComment(
                head.author, list(head.lines), head.when, head.moment, head.time, is_reply=self._is_reply
            )
            self.comments.append(comment)
            self._is_open = self._is_below_reply = False
        elif self.comments and not self._is_open:
            self.comments[-1].lines.append(line)
        self.place += len(head.lines) if head else 1

    def _head(self) -> _Head | None:
        """The head of a comment here. If comments end with buttons, a time of day within one begins no other."""
        head = _head(self._lines, self.place, self._language, is_open=self._is_open)
        if head and not self._is_open and self._end_with_buttons and not isinstance(head.moment, dt.datetime):
            return None
        return head

    def _is_heading(self, line: Line) -> bool:
        """Whether a line is the heading "Replies". Where "Reply" is the same word, the heading is below the button."""
        if not line.kind & LineKind.ACTION:
            return bool(line.kind & LineKind.REPLIES)
        is_either = line.kind & LineKind.REPLIES and not line.kind & LineKind.DELETE
        return bool(is_either) and self._is_below_reply and not self._is_reply

    def _press(self, line: Line) -> None:
        """End a comment; also the replies, if the last of them has ended already, or if they have no buttons."""
        if line.kind & LineKind.REPLY:
            has_own = self._have_buttons or line.kind & LineKind.DELETE
            self._is_reply = self._is_reply and not self._is_open and bool(has_own)
        self._is_open = True
        self._is_below_reply = bool(line.kind & LineKind.REPLY)


def _replies_have_buttons(lines: Sequence[Line]) -> bool:
    """Whether each reply has a button "Reply", too, so there are two at the end of a thread."""
    twice = [i for i, (line, after) in enumerate(pairwise(lines)) if line.kind & after.kind & LineKind.REPLY]
    return any(not _begins_with_time(lines, i + 2) for i in twice if not lines[i].kind & LineKind.DELETE)


def _begins_with_time(lines: Sequence[Line], i: int) -> bool:
    return any(isinstance(line.moment, dt.datetime) for line in lines[i : i + 2])


# ------------------------------------------------------------------------------------------------ heads


@frozen
class _Head:
    """The name and time at the beginning of a comment, and their lines."""

    lines: Sequence[Line]
    author: str | None = None
    when: str = ""
    moment: dt.date | None = None
    time: dt.time | None = None


def _head(lines: Sequence[Line], i: int, language: str, *, is_open: bool) -> _Head | None:
    line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    if line.kind & _NO_NAMES or len(line.text) > _MAX_NAME_LENGTH + _MAX_TIME_LENGTH:
        return None
    if is_open and line.moment is not None:
        return _Head([line], None, line.text, line.moment)
    is_short = len(line.text) <= _MAX_NAME_LENGTH
    if is_short and after is not None and _is_time_below(after, is_open=is_open):
        return _Head(
            [line, after],
            MARKER.sub("", line.text),
            after.text,
            after.moment,
            parse_time(after.text, language=language),
        )
    if glued := _glued(line, language):
        return glued
    if is_open and is_short and after is not None and after.gap and line.moment is None:
        return _Head([line], MARKER.sub("", line.text))
    return None


def _is_time_below(line: Line, *, is_open: bool) -> bool:
    """Whether the line below a name is the time of a comment. Word processors put an empty line between them."""
    if line.gap:
        return is_open and isinstance(line.moment, dt.datetime)
    return _is_time(line, is_open=is_open)


def _is_time(line: Line, *, is_open: bool) -> bool:
    """Whether a line is the time of a comment. Where a comment may begin, a day or a time of day is enough."""
    return isinstance(line.moment, dt.datetime) or (is_open and bool(line.kind & LineKind.STAMP))


def _glued(line: Line, language: str) -> _Head | None:
    """A name and a time in one line, perhaps without a space: "IwonaMay 30, 2019 at 1:06 PM", "Ruby21:00"."""
    text = line.text
    first = next((i for i, character in enumerate(text) if character.isdigit()), None)
    if first is None or text[-1] in ".!?":
        return None
    for start in range(max(first - _MAX_LENGTH_BEFORE_DIGIT, 1), len(text) - _MIN_TIME_LENGTH + 1):
        if text[start].islower() and text[start - 1].isalpha():  # within a word
            continue
        when = text[start:]
        moment = parse_moment(when, language=language)
        time = parse_time(when, language=language) if moment is None and when[0].isdigit() else None
        if moment is not None or time is not None:
            name = text[:start].strip(_BETWEEN)
            return _Head([line], parse_commenter(name, language=language) if name else None, when, moment, time)
    return None
