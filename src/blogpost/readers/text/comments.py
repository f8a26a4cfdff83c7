"""The comments in the lines below a post, flat or in threads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from blogpost.blogger.addresses import parse_comment_permalink
from blogpost.language.dates import parse_moment
from blogpost.language.line_kinds import LineKind
from blogpost.readers.text.addresses import comment_permalink_in, links_in, profile_of
from blogpost.readers.text.comment_threads import read_threads
from blogpost.readers.text.drafts import Draft
from blogpost.readers.text.flat_comments import read_said, read_signed
from blogpost.readers.text.lines import Line
from blogpost.readers.text.paragraphs import paragraphs
from blogpost.readers.threads import Found, is_removal_notice
from blogpost.values import Byline

_OWN_HEADING = re.compile(r"\(?\d{1,5}\)? \D{1,40}:", re.ASCII)
_BEHIND = LineKind.FORM | LineKind.NAVIGATION


def read_comments(lines: Sequence[Line], *, language: str, posted: dt.date | None = None) -> list[Found]:
    """The comments, in order; replies have the comment above as `parent`.

    Args:
        lines: from the heading on; what stands below the comments may follow them.
        language: a BCP 47 tag.
        posted: the day or time of the post, which comments without a day are counted from.
    """
    lines = _within(lines)
    if not lines:
        return []
    if any(line.kind & LineKind.SAID for line in lines):
        drafts = read_said(lines, language)
    elif any(line.is_dated_credit for line in lines):
        drafts = read_signed(lines, language)
    else:
        drafts = read_threads(lines, language)
    _settle_days(drafts, language, posted)
    _give_days(drafts, posted)
    return _found(drafts, language)


def _within(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the heading, and without those below the last comment."""
    start = next((i for i, line in enumerate(lines) if not _is_heading(line)), len(lines))
    last = max((i for i, line in enumerate(lines) if _is_of_comment(line)), default=start)
    end = next((i for i in range(last, len(lines)) if lines[i].kind & _BEHIND), len(lines))
    return lines[start:end]


def _is_heading(line: Line) -> bool:
    return bool(line.kind & LineKind.COUNT) or _OWN_HEADING.fullmatch(line.text) is not None


def _is_of_comment(line: Line) -> bool:
    return bool(line.kind & (LineKind.SAID | LineKind.ACTION)) or isinstance(line.moment, dt.datetime)


# ------------------------------------------------------------------------------------------------ days


def _settle_days(drafts: Sequence[Draft], language: str, posted: dt.date | None) -> None:
    """Days that a day near them settles: numbers in another order than the language's own, days without a year."""
    for draft in drafts if posted is not None else ():
        draft.moment = parse_moment(draft.when, language=language, reference_date=posted) or draft.moment


def _give_days(drafts: Sequence[Draft], posted: dt.date | None) -> None:
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


def _found(drafts: Sequence[Draft], language: str) -> list[Found]:
    found: list[Found] = []
    above: Found | None = None
    for draft in drafts:
        comment = _comment(draft, language)
        if draft.is_reply and above is not None:
            comment.parent = above
        else:
            above = comment
        found.append(comment)
    return found


def _comment(draft: Draft, language: str) -> Found:
    body = paragraphs(draft.lines)
    deleted = is_removal_notice(body, language=language)
    links = links_in(draft.head)
    url = comment_permalink_in(links)
    told = parse_comment_permalink(url)
    return Found(
        id=told.id if told else None,
        author=Byline(draft.author, url=profile_of(draft.author, links)) if draft.author else None,
        published=(told.instant if told else None) or draft.moment,
        url=url,
        body=() if deleted else body,
        deleted=deleted,
    )
