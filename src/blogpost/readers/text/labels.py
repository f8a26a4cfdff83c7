"""The labels of a post: in a line, or on lines of their own below their heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from blogpost.language.characters import DIVIDERS
from blogpost.language.interface import comment_count, text_after
from blogpost.language.line_kinds import LineKind, section_after
from blogpost.language.system_words import count_in, labels_in, labels_in_sentence
from blogpost.readers.text.lines import Line

MAX_LABEL_LENGTH = 50
"""Characters of a label on a line of its own."""

_COMMA = re.compile(r"[,،、]")
_BAR = re.compile(r"\s[|·•]\s")
_EDGES = " \t#" + DIVIDERS
_NUMBER_AT_END = re.compile(r"\s(\d{1,5})$", re.ASCII)


def read_labels(lines: Sequence[Line], comments: Sequence[Line]) -> tuple[str, ...]:
    """The labels in the lines around a body.

    Args:
        lines: those above and below the body.
        comments: the lines of the comments, as their heading may have its number after the labels.
    """
    labels: list[str] = []
    for i, line in enumerate(lines):
        if line.kind & LineKind.LABELS:
            labels += labels_in_sentence(line.text, line.language) or _labels(lines, i)
    if not labels:
        labels = [label for line in lines for label in _sections(line)]
    if labels and (count := count_after_labels(lines, comments)) is not None:
        labels[-1] = labels[-1].removesuffix(str(count)).rstrip()
    return tuple(label for label in dict.fromkeys(labels) if label)


def _sections(line: Line) -> Iterator[str]:
    """The sections in the page's own line on a post: "Posted by Jane on March 14 in Ferries, Fog"."""
    if not line.kind & (LineKind.CREDIT | LineKind.DATE):
        return
    credit = line.credit
    sections = section_after(line.text, credit.when if credit and credit.when else "", line.language)
    yield from filter(None, (part.strip(_EDGES) for part in _COMMA.split(sections)))


def _labels(lines: Sequence[Line], i: int) -> Iterator[str]:
    text = _after_heading(lines[i]) or ""
    text = text.strip(_EDGES)
    parts = [part.strip(_EDGES) for part in (_COMMA if _COMMA.search(text) else _BAR).split(text)]
    if any(parts):
        yield from filter(None, parts)
    else:
        below = takewhile(lambda line: not line.kind and not line.gap, lines[i + 1 :])
        yield from (line.text.strip(_EDGES + ",") for line in below if len(line.text) <= MAX_LABEL_LENGTH)


def has_labels(line: Line) -> bool:
    """Whether the labels are in the same line as their heading."""
    return bool((_after_heading(line) or "").strip(_EDGES))


def _after_heading(line: Line) -> str | None:
    return text_after(line.text, "labels", line.language) or labels_in(line.text, line.language)


def read_comment_count(line: Line) -> int | None:
    """The number of comments that a line states."""
    count = comment_count(line.text, line.language)
    return count_in(line.text, line.language) if count is None else count


def count_after_labels(foot: Sequence[Line], comments: Sequence[Line]) -> int | None:
    """The number of comments, where a theme has put it after the labels, and their heading has none."""
    if not foot or not comments or not foot[-1].kind & LineKind.LABELS or not comments[0].kind & LineKind.COUNT:
        return None
    if read_comment_count(comments[0]) is not None:
        return None
    match = _NUMBER_AT_END.search(foot[-1].text)
    return int(match[1]) if match else None
