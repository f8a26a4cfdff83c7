"""The comments in the lines below a post, flat or in threads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from blogpost.blogger import parse_comment_permalink
from blogpost.language.dates import parse_moment
from blogpost.language.line_kinds import LineKind
from blogpost.readers.text.comment_threads import read_threads
from blogpost.readers.text.fields import comment_permalink_in, links_in, profile_of
from blogpost.readers.text.flat_comments import PendingComment, read_said, read_signed
from blogpost.readers.text.lines import Line
from blogpost.readers.text.paragraphs import paragraphs
from blogpost.readers.threads import FlatComment, is_removal_notice
from blogpost.values import Byline

_OWN_HEADING = re.compile(r"\(?\d{1,5}\)? \D{1,40}:", re.ASCII)
_AFTER_COMMENTS = LineKind.FORM | LineKind.NAVIGATION


def read_comments(lines: Sequence[Line], *, language: str, posted: dt.date | None = None) -> list[FlatComment]:
    """Read comments in the order of the copy; replies have the comment above as `parent`.

    Args:
        lines: from the heading on; the lines below the comments may follow.
        language: a BCP 47 tag.
        posted: the day or time of the post, from which comments without a day are dated.
    """
    lines = _within(lines)
    if not lines:
        return []
    if any(line.kind & LineKind.SAID for line in lines):
        comments = read_said(lines, language)
    elif any(line.is_dated_credit for line in lines):
        comments = read_signed(lines, language)
    else:
        comments = read_threads(lines, language)
    _settle_days(comments, language, posted)
    _give_days(comments, posted)
    return list(_flat_comments(comments, language))


def _within(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the heading, and without those below the last comment."""
    start = next((i for i, line in enumerate(lines) if not _is_heading(line)), len(lines))
    last = max((i for i, line in enumerate(lines) if _is_of_comment(line)), default=start)
    end = next((i for i in range(last, len(lines)) if lines[i].kind & _AFTER_COMMENTS), len(lines))
    return lines[start:end]


def _is_heading(line: Line) -> bool:
    return bool(line.kind & LineKind.COUNT) or _OWN_HEADING.fullmatch(line.text) is not None


def _is_of_comment(line: Line) -> bool:
    return bool(line.kind & (LineKind.SAID | LineKind.ACTION)) or isinstance(line.moment, dt.datetime)


# ------------------------------------------------------------------------------------------------ days


def _settle_days(comments: Sequence[PendingComment], language: str, posted: dt.date | None) -> None:
    """Read ambiguous days anew, as near to the post as they can be: other orders of numbers, days without a year."""
    for comment in comments if posted is not None else ():
        comment.moment = parse_moment(comment.when, language=language, reference_date=posted) or comment.moment


def _give_days(comments: Sequence[PendingComment], posted: dt.date | None) -> None:
    """Date comments that show only the time of day, as some templates do.

    They are in chronological order: the first is from the day of the post. A comment that is earlier in the day than
    the one before it is from the next day.
    """
    if posted is None or any(comment.moment for comment in comments):
        return
    last = posted if isinstance(posted, dt.datetime) else dt.datetime.combine(posted, dt.time())
    for comment in comments:
        if comment.time is None:
            return
        moment = dt.datetime.combine(last.date(), comment.time, last.tzinfo)
        last = comment.moment = moment if moment >= last else moment + dt.timedelta(days=1)


# ------------------------------------------------------------------------------------------------ comments


def _flat_comments(pending: Sequence[PendingComment], language: str) -> Iterator[FlatComment]:
    above: FlatComment | None = None
    for each in pending:
        comment = _flat_comment(each, language)
        if each.is_reply and above is not None:
            comment.parent = above
        else:
            above = comment
        yield comment


def _text_of(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a comment without those around its text that are nobody's."""
    start, end = 0, len(lines)
    while start < end and lines[start].kind & LineKind.CONTROL:
        start += 1
    while end > start and lines[end - 1].kind & (LineKind.CONTROL | LineKind.SHARE):
        end -= 1
    return lines[start:end]


def _flat_comment(comment: PendingComment, language: str) -> FlatComment:
    body = paragraphs(_text_of(comment.lines))
    deleted = is_removal_notice(body, language=language)
    links = links_in(comment.head)
    url = comment_permalink_in(links)
    permalink = parse_comment_permalink(url)
    return FlatComment(
        id=permalink.id if permalink else None,
        author=Byline(comment.author, url=profile_of(comment.author, links)) if comment.author else None,
        published=(permalink.instant if permalink else None) or comment.moment,
        url=url,
        body=() if deleted else body,
        deleted=deleted,
    )
