"""Whether lines are a post: by what a page has around one, or else by prose under a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blogpost.language.line_kinds import LineKind
from blogpost.readers.text.lines import SENTENCE, Line
from blogpost.readers.text.sections import Sections

_ENOUGH = 2  # marks of a page
_MOST_LINES = 400  # that are looked at
_PROSE = 0.5  # of the text is prose, in an article
_ENDS = re.compile(r"[.!?…。！？।۔؟][\"'”’»)\]]*(?:\s|$)")
_ODD = re.compile(r"[0-9{}\[\]()<>=;:|/\\_#$%&*+~^@`]")  # what code and tables have, and prose seldom
_MOST_ODD = 0.12  # of the characters of prose


def is_post(sections: Sections) -> bool:
    """Whether the text between a head and a foot is a post's.

    The marks of a page are enough, two of them or one that nothing else has; without them, a title, and below it text
    of which most is prose: not the items of a list, the lines of a program or of a log.
    """
    if not sections.body:
        return False
    return sum(_marks(sections)) >= _ENOUGH or (sections.title is not None and _is_prose(sections.body))


def _marks(sections: Sections) -> Iterator[int]:
    """How much each part speaks for a page of Blogger's."""
    kinds = 0
    for line in (*sections.under, *sections.foot, *sections.comments):
        kinds |= line.kind
    yield 1 if sections.date else 0
    yield 2 if any(line.is_dated_credit for line in (*sections.under, *sections.foot)) else 0
    yield 2 if kinds & (LineKind.FORM | LineKind.NAVIGATION | LineKind.SAID) else 0
    yield sum(
        bool(kinds & kind)
        for kind in (LineKind.CREDIT, LineKind.LABELS, LineKind.SHARE, LineKind.COUNT, LineKind.REPLY)
    )


def _is_prose(lines: Sequence[Line]) -> bool:
    looked_at = lines[:_MOST_LINES]
    prose = sum(len(line.text) for line in looked_at if _is_sentence(line))
    return prose > 0 and prose >= _PROSE * sum(len(line.text) for line in looked_at)


def _is_sentence(line: Line) -> bool:
    if not line.is_text(SENTENCE) or not _ENDS.search(line.text):
        return False
    return len(_ODD.findall(line.text)) <= _MOST_ODD * len(line.text)
