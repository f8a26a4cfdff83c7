"""The comments in the lines below a post, flat or in threads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from attrs import define, field, frozen

from blogpost.content import plain_text
from blogpost.language.comments import parse_commenter, removal_notices
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.interface_lines import text_before
from blogpost.readers.text.lines import Kind, Line
from blogpost.readers.text.paragraphs import paragraphs
from blogpost.readers.threads import Found
from blogpost.values import Byline

_LONGEST_NAME = 80  # characters
_LONGEST_TIME = 60
_LONGEST_WORDS = 30  # characters before the first digit of a date: "Wednesday, September "
_SHORTEST_TIME = 4  # "7:00"
_MARKS = Kind.ACTION | Kind.REPLIES | Kind.FORM | Kind.NAVIGATION | Kind.COUNT | Kind.SHARE
_OWN_HEADING = re.compile(r"\(?\d{1,5}\)? \D{1,40}:", re.ASCII)
_BEHIND = Kind.FORM | Kind.NAVIGATION


@define
class _Draft:
    """A comment whose text is still being gathered."""

    author: str | None = None
    moment: dt.date | None = None
    time: dt.time | None = None
    lines: list[Line] = field(factory=list)
    is_reply: bool = False


def read_comments(lines: Sequence[Line], *, language: str, posted: dt.date | None = None) -> list[Found]:
    """The comments, in order; replies have the comment above as `parent`.

    Args:
        lines: from the heading on; what stands below the comments may follow them.
        language: a BCP 47 tag.
        posted: the day or time of the post, which comments without a day are counted from.
    """
    lines = _within(lines)
    if any(Kind.SAID in line.kind for line in lines):
        drafts = _flat(lines, language)
    elif any(map(_is_tail, lines)):
        drafts = _with_tails(lines, language)
    else:
        drafts = _threaded(lines, language)
    _give_days(drafts, posted)
    return _found(drafts, language)


def _within(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the heading, and without those below the last comment."""
    start = next((i for i, line in enumerate(lines) if not _is_heading(line)), len(lines))
    last = max((i for i, line in enumerate(lines) if _is_of_comment(line)), default=start)
    end = next((i for i in range(last, len(lines)) if lines[i].kind & _BEHIND), len(lines))
    return lines[start:end]


def _is_heading(line: Line) -> bool:
    return Kind.COUNT in line.kind or _OWN_HEADING.fullmatch(line.text) is not None


def _is_of_comment(line: Line) -> bool:
    return bool(line.kind & (Kind.SAID | Kind.ACTION)) or isinstance(line.moment, dt.datetime)


# ------------------------------------------------------------------------------------------------ flat lists


def _flat(lines: Sequence[Line], language: str) -> list[_Draft]:
    """The head "Jane said...", the text, and the time below it."""
    drafts: list[_Draft] = []
    for line in lines:
        if Kind.SAID in line.kind:
            drafts.append(_Draft(text_before(line.text, "said", language)))
        elif drafts:
            drafts[-1].lines.append(line)
    for draft in drafts:
        timed = [i for i, line in enumerate(draft.lines) if line.kind & (Kind.DATE | Kind.TIME)]
        if timed:
            line = draft.lines[timed[-1]]
            draft.moment, draft.time = line.moment, parse_time(line.text, language=language)
            draft.lines = draft.lines[: timed[-1]]
    return drafts


def _is_tail(line: Line) -> bool:
    return line.credit is not None and line.credit.by_word is not None and line.credit.when is not None


def _with_tails(lines: Sequence[Line], language: str) -> list[_Draft]:
    """The text, and below it "By Jane, at 3:09 PM"."""
    drafts = []
    gathered: list[Line] = []
    for line in lines:
        if _is_tail(line):
            drafts.append(_by_tail(line, gathered, language))
            gathered = []
        else:
            gathered.append(line)
    return drafts


def _by_tail(line: Line, gathered: list[Line], language: str) -> _Draft:
    assert line.credit is not None, "a tail names somebody"
    when = line.credit.when or ""
    moment, time = parse_moment(when, language=language), parse_time(when, language=language)
    return _Draft(line.credit.byline.name, moment, time, gathered)


# ------------------------------------------------------------------------------------------------ threads


@frozen
class _Head:
    """The name and time that a comment in a thread begins with, and how many lines they take."""

    author: str
    moment: dt.date | None
    size: int


def _threaded(lines: Sequence[Line], language: str) -> list[_Draft]:
    """The name, the time, the text, then "Reply"; replies between "Replies" and a "Reply" of their own."""
    drafts: list[_Draft] = []
    is_reply = False
    is_open = True  # whether the next line may begin a comment
    i = 0
    while i < len(lines):
        line = lines[i]
        if Kind.REPLIES in line.kind and _begins_replies(lines, i):
            is_reply, is_open = True, True
        elif Kind.ACTION in line.kind:
            is_reply = is_reply and not is_open  # a second one in a row ends the replies
            is_open = True
        elif head := _head(lines, i, language, is_open=is_open):
            drafts.append(_Draft(head.author, head.moment, is_reply=is_reply))
            is_open = False
            i += head.size
            continue
        elif drafts and not is_open:
            drafts[-1].lines.append(line)
        i += 1
    return drafts


def _begins_replies(lines: Sequence[Line], i: int) -> bool:
    """In some languages "Reply" and "Replies" are one word: the heading is followed by a comment."""
    if Kind.ACTION not in lines[i].kind:
        return True
    above = i > 0 and bool(lines[i - 1].kind & (Kind.ACTION | Kind.REPLIES))
    below = i + 2 < len(lines) and isinstance(lines[i + 2].moment, dt.datetime)
    return above and below


def _head(lines: Sequence[Line], i: int, language: str, *, is_open: bool) -> _Head | None:
    line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    if line.kind & _MARKS or len(line.text) > _LONGEST_NAME + 60:
        return None
    if (
        after is not None
        and after.gap == 0
        and isinstance(after.moment, dt.datetime)
        and len(line.text) <= _LONGEST_NAME
    ):
        return _Head(line.text, after.moment, 2)
    if glued := _glued(line.text, language):
        return glued
    if is_open and after is not None and after.gap and len(line.text) <= _LONGEST_NAME and line.moment is None:
        return _Head(line.text, None, 1)
    return None


def _glued(text: str, language: str) -> _Head | None:
    """A name with a time behind it, perhaps without a space between: "IwonaMay 30, 2019 at 1:06 PM", "Ruby21:00"."""
    first = next((i for i, character in enumerate(text) if character.isdigit()), None)
    if first is None or len(text) > _LONGEST_NAME + _LONGEST_TIME:
        return None
    for start in range(max(first - _LONGEST_WORDS, 1), len(text) - _SHORTEST_TIME + 1):
        when = text[start:]
        moment = parse_moment(when, language=language)
        if moment is not None or (when[0].isdigit() and parse_time(when, language=language)):
            return _Head(text[:start].strip(" ,-–—·|"), moment, 1)
    return None


# ------------------------------------------------------------------------------------------------ days


def _give_days(drafts: Sequence[_Draft], posted: dt.date | None) -> None:
    """Days for comments that show only the time of day, as templates may have it: they stand in the order of time.

    So the first is of the day of the post, and one that is earlier in the day than that before it is of the day after.
    """
    if posted is None or any(draft.moment for draft in drafts):
        return
    last = posted if isinstance(posted, dt.datetime) else dt.datetime.combine(posted, dt.time())
    for draft in drafts:
        if draft.time is None:
            return
        moment = dt.datetime.combine(last.date(), draft.time, last.tzinfo)
        last = draft.moment = moment if moment >= last else moment + dt.timedelta(days=1)


# ------------------------------------------------------------------------------------------------ comments


def _found(drafts: Sequence[_Draft], language: str) -> list[Found]:
    found: list[Found] = []
    above: Found | None = None
    for draft in drafts:
        body = paragraphs(draft.lines)
        deleted = plain_text(body) in removal_notices(language)
        name = parse_commenter(draft.author, language=language) if draft.author else None
        comment = Found(
            author=Byline(name) if name else None,
            published=draft.moment,
            body=() if deleted else body,
            deleted=deleted,
        )
        if draft.is_reply and above is not None:
            comment.parent = above
        else:
            above = comment
        found.append(comment)
    return found
