"""The lines of a body as blocks: paragraphs, lists, quotations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from blogpost.content import Block, BlockQuote, Inline, LineBreak, List, Paragraph, Text
from blogpost.readers.text.lines import Line

_BULLET = re.compile(r"[-*•‣◦▪·–]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)", re.ASCII)
_QUOTE = re.compile(r">\s?")
_WRAPPED_FROM, _WRAPPED_TO = 55, 82  # characters: the columns at which mail programs break lines
_LEAST_WRAPPED = 4  # lines


def paragraphs(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Blocks, each a run of lines with empty lines around it; lines that a mail program broke are joined again."""
    join = _joined if _is_wrapped(lines) else _broken
    return tuple(block for run in _runs(lines) for block in _blocks(run, join))


def _runs(lines: Iterable[Line]) -> Iterator[list[str]]:
    run: list[str] = []
    for line in lines:
        if line.gap and run:
            yield run
            run = []
        run.append(line.text)
    if run:
        yield run


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines were broken at a column: within paragraphs, each is as long as the next word lets it be."""
    broken = [(line, after) for line, after in pairwise(lines) if not after.gap]
    if len(broken) < _LEAST_WRAPPED:
        return False
    width = max(len(line.text) for line in lines)
    if not _WRAPPED_FROM <= width <= _WRAPPED_TO:
        return False
    full = sum(len(line.text) + 1 + len(after.text.split(None, 1)[0]) > width - 4 for line, after in broken)
    return full > 0.8 * len(broken)


def _kind_of(line: str) -> str:
    if _QUOTE.match(line):
        return "quote"
    if _BULLET.match(line):
        return "bullets"
    return "numbers" if _NUMBER.match(line) else "text"


def _blocks(run: list[str], join: Callable[[Sequence[str]], Paragraph]) -> Iterator[Block]:
    for kind, group in groupby(run, key=_kind_of):
        lines = list(group)
        if kind == "quote":
            yield BlockQuote((join([_QUOTE.sub("", line, count=1) for line in lines]),))
        elif kind == "bullets" and len(lines) > 1:
            yield List(items=[[Paragraph(_BULLET.sub("", line, count=1))] for line in lines])
        elif kind == "numbers" and _counts_up(lines):
            start = int(_number(lines[0]))
            yield List(ordered=True, start=start, items=[[Paragraph(_NUMBER.sub("", line, count=1))] for line in lines])
        else:
            yield join(lines)


def _counts_up(lines: Sequence[str]) -> bool:
    first = _number(lines[0])
    return len(lines) > 1 and all(_number(line) == number for number, line in enumerate(lines, first))


def _number(line: str) -> int:
    found = _NUMBER.match(line)
    assert found is not None, "a line of numbers has one"
    return int(found[1])


def _broken(lines: Sequence[str]) -> Paragraph:
    """The lines with breaks between them."""
    content: list[Inline] = []
    for line in lines:
        content += (LineBreak(), Text(line))
    return Paragraph(content[1:])


def _joined(lines: Sequence[str]) -> Paragraph:
    return Paragraph(" ".join(lines))
