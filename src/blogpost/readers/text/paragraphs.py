"""Build the blocks of a body from its lines: paragraphs, headings, lists, quotations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby

from blogpost.content import Block, BlockQuote, Heading, Inline, LineBreak, List, Paragraph, Text
from blogpost.language.characters import BULLETS
from blogpost.readers.text.lines import Line

_BULLET = re.compile(rf"[{BULLETS}]\s+")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+", re.ASCII)
_QUOTE = re.compile(r">(?:\s+|$)")
_SIGNS = frozenset(BULLETS + ">0123456789")  # first characters of lines that may be more than text
_FEWEST_ITEMS = 2
_BREAK = LineBreak()


def paragraphs(lines: Sequence[Line], *, has_gaps: bool = True) -> tuple[Block, ...]:
    """Build paragraphs from runs of lines between empty lines, and other blocks from lines with signs.

    Args:
        lines: those of the body.
        has_gaps: whether the copy has empty lines at all. If not, each long line is a paragraph.
    """
    if not has_gaps:
        lines = list(_with_gaps(lines))
    kinds = [_kind_of(line) for line in lines]
    if kinds.count("text") == len(kinds):
        return tuple(map(_paragraph, _runs(lines)))
    runs = list(accumulate((1 if line.gap else 0) for line in lines))
    kinds = _only_lists(lines, kinds, runs)
    return tuple(
        block
        for kind, group in _groups(lines, kinds, runs, apart=("text", "quote", "numbers"))
        for block in _blocks(kind, group)
    )


def _with_gaps(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with an empty line before and after each long one."""
    was_long = False
    for line in lines:
        is_long = line.is_text()
        yield Line(line.text, int(is_long or was_long), line.kind, line.language, line.marked)
        was_long = is_long


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        if line.gap and run:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _groups(
    lines: Sequence[Line], kinds: Sequence[str], runs: Sequence[int], apart: Collection[str]
) -> Iterator[tuple[str, list[Line]]]:
    """Neighbouring lines of one kind; an empty line separates lines of the kinds in `apart`."""
    keys = ((kind, run if kind in apart else 0) for kind, run in zip(kinds, runs, strict=True))
    for (kind, _), group in groupby(zip(keys, lines, strict=True), key=lambda pair: pair[0]):
        yield kind, [line for _, line in group]


def _kind_of(line: Line) -> str:
    if line.marked is not None and line.marked.level:
        return "heading"
    if line.text[0] not in _SIGNS:
        return "text"
    if _QUOTE.match(line.text):
        return "quote"
    if _BULLET.match(line.text):
        return "bullets"
    return "numbers" if _NUMBER.match(line.text) else "text"


def _only_lists(lines: Sequence[Line], kinds: Sequence[str], runs: Sequence[int]) -> list[str]:
    """The kinds, with single items, and numbers that do not count up from 1, turned into text."""
    only: list[str] = []
    for kind, items in _groups(lines, kinds, runs, apart=("numbers",)):
        is_list = len(items) >= _FEWEST_ITEMS and (kind != "numbers" or _counts_up(items))
        only += ["text" if kind in ("bullets", "numbers") and not is_list else kind] * len(items)
    return only


def _counts_up(items: Sequence[Line]) -> bool:
    numbers = [int(match[1]) for item in items if (match := _NUMBER.match(item.text))]
    return numbers == list(range(1, len(items) + 1))


def _blocks(kind: str, lines: Sequence[Line]) -> Iterator[Block]:
    match kind:
        case "heading":
            yield from (Heading(line.marked.level, _content(line)) for line in lines if line.marked)
        case "quote":
            yield BlockQuote(tuple(_quoted(lines)))
        case "bullets" | "numbers":
            sign = _NUMBER if kind == "numbers" else _BULLET
            items = [[Paragraph(_without(sign, _content(line)))] for line in lines]
            yield List(ordered=kind == "numbers", items=items)
        case _:
            yield _paragraph(lines)


def _quoted(lines: Sequence[Line]) -> Iterator[Paragraph]:
    contents = (_without(_QUOTE, _content(line)) for line in lines)
    for has_text, group in groupby(contents, key=bool):
        if has_text:
            yield _broken(group)


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    return Paragraph(_content(lines[0])) if len(lines) == 1 else _broken(map(_content, lines))


def _broken(lines: Iterable[Sequence[Inline]]) -> Paragraph:
    """The lines with line breaks between them."""
    content: list[Inline] = []
    for line in lines:
        content.append(_BREAK)
        content += line
    return Paragraph(content[1:])


def _content(line: Line) -> Sequence[Inline]:
    return (Text(line.text),) if line.marked is None else line.marked.content


def _without(sign: re.Pattern[str], content: Sequence[Inline]) -> Sequence[Inline]:
    """The content without the sign at its beginning."""
    first, *others = content
    assert isinstance(first, Text), "a sign is text"
    rest = sign.sub("", first.text, count=1)
    return (Text(rest), *others) if rest or others else ()
