"""Split a text with several posts, as copied from an index page.

Each post has the page's own line with its author and time, at its foot or under its title. A page with comments is the
page of a single post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from blogpost.language.interface import text_after
from blogpost.language.line_kinds import LineKind
from blogpost.readers.text.heads import may_be_title
from blogpost.readers.text.lines import SENTENCE, Line

_FOOT = LineKind.FOOT | LineKind.TIME
_HEAD = 3  # lines above a text: the day, the title and an author


def split_posts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines of each post. Posts of the same day share the day above the first of them; each gets it here."""
    stamps = [number for number, line in enumerate(lines) if _is_stamp(line)]
    if len(stamps) < 2 or any(line.kind & LineKind.OF_COMMENTS for line in lines):
        yield lines
        return
    starts = _starts_after_feet(lines, stamps) if _has_text(lines[: stamps[0]]) else _starts_above(lines, stamps)
    day: Line | None = None
    for start, end in pairwise((0, *starts, len(lines))):
        own = next((line for line in lines[start : start + _HEAD] if line.kind & LineKind.DATE), None)
        yield lines[start:end] if own or day is None else [day, *lines[start:end]]
        day = own or day


def _is_stamp(line: Line) -> bool:
    """Whether a line states who posted and when, in the words of Blogger's interface."""
    return line.is_dated_credit and text_after(line.text, "posted_by", line.language) is not None


def _has_text(lines: Sequence[Line]) -> bool:
    return any(not line.kind for line in lines[1:])


def _starts_after_feet(lines: Sequence[Line], stamps: Sequence[int]) -> Iterator[int]:
    """The first lines of posts with their stamps below them: each begins after the foot of the post before."""
    for stamp, following in pairwise(stamps):
        start = stamp + 1
        while lines[start].kind & _FOOT and start < following:
            start += 1
        if _begins_post(lines, start, following):
            yield start


def _starts_above(lines: Sequence[Line], stamps: Sequence[int]) -> Iterator[int]:
    """The first lines of posts with their stamps under their titles; some have another stamp in the foot."""
    for stamp, following in pairwise((*stamps[1:], len(lines))):
        start = stamp - 1
        if lines[start - 1].kind & LineKind.DATE:
            start -= 1
        is_at_foot = stamp + 1 == len(lines) or lines[stamp + 1].kind or not lines[stamp + 1].is_text(SENTENCE)
        if not is_at_foot and _begins_post(lines, start, following):
            yield start


def _begins_post(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a post may begin with this line: a day or a title with text below it."""
    first = lines[start]
    return bool(first.kind & LineKind.DATE or (not first.kind and may_be_title(first))) and _has_text(lines[start:end])
