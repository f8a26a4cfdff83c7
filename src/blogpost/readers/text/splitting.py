"""Several posts in one text, one after the other, as on an index page: where each begins.

What tells them apart is the page's own line on each, who posted it and when. It stands at the foot of its post or under
its title. A page with comments is that of a single post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from blogpost.language.interface import text_after
from blogpost.language.line_kinds import LineKind
from blogpost.readers.text.heads import may_be_title
from blogpost.readers.text.lines import SENTENCE, Line

_FOOT = LineKind.FOOT | LineKind.TIME
_HEAD = 3  # lines: what may stand above a text, the day, the title and an author


def split_posts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines of each post; below the header of a day, which its posts share, every one of them."""
    stamps = [number for number, line in enumerate(lines) if _is_stamp(line)]
    if len(stamps) < 2 or any(line.kind & LineKind.OF_COMMENTS for line in lines):
        yield lines
        return
    starts = _starts_behind_feet(lines, stamps) if _has_text(lines[: stamps[0]]) else _starts_above(lines, stamps)
    day: Line | None = None
    for start, end in pairwise((0, *starts, len(lines))):
        own = next((line for line in lines[start : start + _HEAD] if line.kind & LineKind.DATE), None)
        yield lines[start:end] if own or day is None else [day, *lines[start:end]]
        day = own or day


def _is_stamp(line: Line) -> bool:
    """Whether it says who posted and when, in the words of Blogger's interface."""
    return line.is_dated_credit and text_after(line.text, "posted_by", line.language) is not None


def _has_text(lines: Sequence[Line]) -> bool:
    return any(not line.kind for line in lines[1:])


def _starts_behind_feet(lines: Sequence[Line], stamps: Sequence[int]) -> Iterator[int]:
    """Where posts begin that have their stamps below them: behind the foot of the one before."""
    for stamp, following in pairwise(stamps):
        start = stamp + 1
        while lines[start].kind & _FOOT and start < following:
            start += 1
        if _begins_post(lines, start, following):
            yield start


def _starts_above(lines: Sequence[Line], stamps: Sequence[int]) -> Iterator[int]:
    """Where posts begin that have their stamps under their titles; some have another one at their feet."""
    for stamp, following in pairwise((*stamps[1:], len(lines))):
        start = stamp - 1
        if lines[start - 1].kind & LineKind.DATE:
            start -= 1
        is_at_foot = stamp + 1 == len(lines) or lines[stamp + 1].kind or not lines[stamp + 1].is_text(SENTENCE)
        if not is_at_foot and _begins_post(lines, start, following):
            yield start


def _begins_post(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a day or a title stands here, and below it some text."""
    first = lines[start]
    return bool(first.kind & LineKind.DATE or (not first.kind and may_be_title(first))) and _has_text(lines[start:end])
