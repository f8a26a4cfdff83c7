"""Comments in a flat list: "Jane said...", the text, and the time below it; or the text, and below it who and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from attrs import define, field

from blogpost.language.comments import parse_commenter
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.interface import text_after, text_before
from blogpost.language.line_kinds import LineKind
from blogpost.language.system_words import name_before_says
from blogpost.readers.text.lines import Line

_MAX_SUBJECT_LENGTH = 80  # characters
_WORD_STARTS = re.compile(r"\s+(?=\S)")
_DIGIT = re.compile(r"\d")
_TIME_ENDS = (re.compile(r",\s+"), re.compile(r"\s+"))  # between a time and a name


@define
class PendingComment:
    """A comment whose lines are still being collected.

    Attributes:
        author: the name, as printed.
        head: the lines that state the author and the time.
        when: the time, as printed.
        moment: the day or time that `when` states.
        time: the time of day, if `when` states no more.
        lines: the lines of the text.
        is_reply: whether it replies to the last comment above that is not a reply.
    """

    author: str | None = None
    head: list[Line] = field(factory=list)
    when: str = ""
    moment: dt.date | None = None
    time: dt.time | None = None
    lines: list[Line] = field(factory=list)
    is_reply: bool = False


def read_said(lines: Sequence[Line], language: str) -> list[PendingComment]:
    """Read comments that begin with "Jane said..." and end with their time. The name may have a line of its own."""
    comments: list[PendingComment] = []
    before: list[Line] = []
    for line in lines:
        text = comments[-1].lines if comments else before
        if line.kind & LineKind.SAID:
            name = text_before(line.text, "said", language) or name_before_says(line.text, language)
            head = [line] if name or not text else [text.pop(), line]
            comments.append(_said(name or head[0].text, head, language))
        else:
            text.append(line)
    has_times_first = 2 * sum(_begins_with_time(comment) for comment in comments) >= len(comments)
    for comment in comments:
        if not comment.when and has_times_first and _begins_with_time(comment):
            _take_first_time(comment, language)
        if not comment.when:
            _take_time(comment, language)
        while comment.lines and comment.lines[-1].kind & LineKind.ACTION:
            comment.lines.pop()
    return comments


def _said(text: str, head: list[Line], language: str) -> PendingComment:
    """The author, and the time if the head states it, too: "At 3:09 PM, Jane"."""
    timed = text_after(text, "at", language) or ""
    for end in (end for ends in _TIME_ENDS for end in reversed(list(ends.finditer(timed)))):
        when = timed[: end.start()]
        moment, time = parse_moment(when, language=language), parse_time(when, language=language)
        if moment or time:
            return PendingComment(timed[end.end() :], head, when, moment, time)
    for start in _WORD_STARTS.finditer(text) if _DIGIT.search(text) else ():  # "Jane on March 14, 2019 at 3:09 pm"
        moment = parse_moment(text[start.end() :], language=language)
        if moment is not None:
            return PendingComment(text[: start.start()], head, text[start.end() :], moment)
    return PendingComment(parse_commenter(text, language=language), head)


def _begins_with_time(comment: PendingComment) -> bool:
    return bool(comment.lines) and bool(comment.lines[0].kind & LineKind.STAMP)


def _take_first_time(comment: PendingComment, language: str) -> None:
    """Move the first line, which is the time: other systems print it right below the name."""
    line = comment.lines.pop(0)
    comment.head.append(line)
    comment.when, comment.moment, comment.time = line.text, line.moment, parse_time(line.text, language=language)


def _take_time(comment: PendingComment, language: str) -> None:
    """Move the last line that is a time, and drop the lines after it: buttons."""
    stamps = [number for number, line in enumerate(comment.lines) if line.kind & LineKind.STAMP]
    if stamps:
        line = comment.lines[stamps[-1]]
        comment.head.append(line)
        comment.when, comment.moment, comment.time = line.text, line.moment, parse_time(line.text, language=language)
        comment.lines = comment.lines[: stamps[-1]]


def read_signed(lines: Sequence[Line], language: str) -> list[PendingComment]:
    """Read comments that end, or begin, with their author and time: "By Jane, at 3:09 PM"."""
    comments: list[PendingComment] = []
    text: list[Line] = []
    for line in lines:
        if line.is_dated_credit:
            comments.append(_signed(line, text, language))
            text = []
        else:
            text.append(line)
    if comments and _are_signed_above(comments, text):
        _move_texts_up(comments, text)
    return comments


def _signed(line: Line, text: list[Line], language: str) -> PendingComment:
    assert line.credit is not None
    assert line.credit.when is not None, "it is dated"
    when = line.credit.when
    moment, time = parse_moment(when, language=language), parse_time(when, language=language)
    name = parse_commenter(line.credit.byline.name or "", language=language)
    return PendingComment(name, [line], when, moment, time, text)


def _are_signed_above(comments: Sequence[PendingComment], after: Sequence[Line]) -> bool:
    """Whether the texts are below the lines that name their authors: there is no text above the first of them.

    A subject may be there, as on Drupal's pages.
    """
    has_text = any(not line.kind for line in after)
    above = [line for line in comments[0].lines if not line.kind]
    return has_text and (not above or (len(above) == 1 and len(above[0].text) <= _MAX_SUBJECT_LENGTH))


def _move_texts_up(comments: Sequence[PendingComment], after: list[Line]) -> None:
    """Give each comment the text that follows its author. The subject above the next author isn't part of it."""
    has_subjects = any(not line.kind for line in comments[0].lines)
    for comment, text in zip(comments, [each.lines for each in comments[1:]] + [after], strict=True):
        lines = list(text)
        if has_subjects and text is not after and lines:
            lines.pop()
        while lines and lines[-1].kind & (LineKind.ACTION | LineKind.FORM):
            lines.pop()
        comment.lines = lines
