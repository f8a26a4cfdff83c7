"""Comments in threads: the name and time, the text, "Reply"; and between "Replies" and another "Reply" the replies."""

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
from blogpost.readers.text.lines import Line

_LONGEST_NAME = 80  # characters
_LONGEST_TIME = 60
_LONGEST_WORDS = 30  # characters before the first digit of a date: "Wednesday, September "
_SHORTEST_TIME = 4  # "7:00"
_NO_NAMES = LineKind.OF_COMMENTS | LineKind.FORM | LineKind.NAVIGATION | LineKind.COUNT | LineKind.SHARE
_BETWEEN = " ," + DIVIDERS


def read_threads(lines: Sequence[Line], language: str) -> list[PendingComment]:
    """The comments in order; a page shows two levels of them."""
    reader = _Reader(lines, language)
    while reader.place < len(lines):
        reader.read()
    return reader.pending


class _Reader:
    """Goes through the lines of the comments from the first to the last."""

    def __init__(self, lines: Sequence[Line], language: str) -> None:
        self.pending: list[PendingComment] = []
        self.place = 0
        self._lines = lines
        self._language = language
        self._have_buttons = _replies_have_buttons(lines)
        self._end_with_buttons = any(line.kind & LineKind.ACTION for line in lines)
        self._is_reply = False
        self._is_open = True  # whether the next line may begin a comment
        self._is_below_reply = False  # whether the last line is the button "Reply"

    def read(self) -> None:
        """Takes the lines of one comment's head, or one line."""
        line = self._lines[self.place]
        head = None
        if self._is_heading(line):
            self._is_reply = self._is_open = True
            self._is_below_reply = False
        elif line.kind & LineKind.ACTION:
            self._press(line)
        elif head := self._head():
            told = PendingComment(
                head.author, list(head.lines), head.when, head.moment, head.time, is_reply=self._is_reply
            )
            self.pending.append(told)
            self._is_open = self._is_below_reply = False
        elif self.pending and not self._is_open:
            self.pending[-1].lines.append(line)
        self.place += len(head.lines) if head else 1

    def _head(self) -> _Head | None:
        """What a comment begins with here; within one that ends with a button a mere time of day begins no other."""
        head = _head(self._lines, self.place, self._language, is_open=self._is_open)
        if head and not self._is_open and self._end_with_buttons and not isinstance(head.moment, dt.datetime):
            return None
        return head

    def _is_heading(self, line: Line) -> bool:
        """In some languages "Reply" and "Replies" are one word: the heading stands below the button."""
        if not line.kind & LineKind.ACTION:
            return bool(line.kind & LineKind.REPLIES)
        is_either = line.kind & LineKind.REPLIES and not line.kind & LineKind.DELETE
        return bool(is_either) and self._is_below_reply and not self._is_reply

    def _press(self, line: Line) -> None:
        """Ends a comment; and the replies, if their last one had ended already, or if they have no such button."""
        if line.kind & LineKind.REPLY:
            has_own = self._have_buttons or line.kind & LineKind.DELETE
            self._is_reply = self._is_reply and not self._is_open and bool(has_own)
        self._is_open = True
        self._is_below_reply = bool(line.kind & LineKind.REPLY)


def _replies_have_buttons(lines: Sequence[Line]) -> bool:
    """Whether "Reply" stands below each reply, too: then it stands twice at the end of a thread."""
    twice = [i for i, (line, after) in enumerate(pairwise(lines)) if line.kind & after.kind & LineKind.REPLY]
    return any(not _begins_with_time(lines, i + 2) for i in twice if not lines[i].kind & LineKind.DELETE)


def _begins_with_time(lines: Sequence[Line], i: int) -> bool:
    return any(isinstance(line.moment, dt.datetime) for line in lines[i : i + 2])


# ------------------------------------------------------------------------------------------------ heads


@frozen
class _Head:
    """The name and time that a comment begins with, and their lines."""

    lines: Sequence[Line]
    author: str | None = None
    when: str = ""
    moment: dt.date | None = None
    time: dt.time | None = None


def _head(lines: Sequence[Line], i: int, language: str, *, is_open: bool) -> _Head | None:
    line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    if line.kind & _NO_NAMES or len(line.text) > _LONGEST_NAME + _LONGEST_TIME:
        return None
    if is_open and line.moment is not None:
        return _Head([line], None, line.text, line.moment)
    is_short = len(line.text) <= _LONGEST_NAME
    if is_short and after is not None and after.gap == 0 and _is_time(after, is_open=is_open):
        return _Head([line, after], line.text, after.text, after.moment, parse_time(after.text, language=language))
    if glued := _glued(line, language):
        return glued
    if is_open and is_short and after is not None and after.gap and line.moment is None:
        return _Head([line], line.text)
    return None


def _is_time(line: Line, *, is_open: bool) -> bool:
    """Whether a line is the time of a comment; where one may begin, a day or a time of day are enough."""
    return isinstance(line.moment, dt.datetime) or (is_open and bool(line.kind & LineKind.STAMP))


def _glued(line: Line, language: str) -> _Head | None:
    """A name with a time behind it, perhaps without a space between: "IwonaMay 30, 2019 at 1:06 PM", "Ruby21:00"."""
    text = line.text
    first = next((i for i, character in enumerate(text) if character.isdigit()), None)
    if first is None or text[-1] in ".!?":
        return None
    for start in range(max(first - _LONGEST_WORDS, 1), len(text) - _SHORTEST_TIME + 1):
        if text[start].islower() and text[start - 1].isalpha():  # within a word
            continue
        when = text[start:]
        moment = parse_moment(when, language=language)
        time = parse_time(when, language=language) if moment is None and when[0].isdigit() else None
        if moment is not None or time is not None:
            name = text[:start].strip(_BETWEEN)
            return _Head([line], parse_commenter(name, language=language) if name else None, when, moment, time)
    return None
