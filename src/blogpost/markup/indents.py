"""Indentation: kept where it is the form of verse or code, and taken off where it is padding.

Editors put no-break spaces before a line for both. The first lines of prose are all indented alike, or long; the lines
of verse and code are short, and differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import is_

from attrs import define, evolve

from blogpost.content import (
    Anchor,
    Block,
    BlockQuote,
    Code,
    Image,
    Inline,
    LineBreak,
    List,
    Paragraph,
    Text,
    inline_text,
)

INDENT = "\xa0"
LEAST = 2  # characters: one is a slip
_LONGEST_LINE = 100  # characters: longer ones are prose


@define
class _Line:
    """A line of a paragraph, the number of the paragraph, and how far it is indented."""

    paragraph: int
    content: tuple[Inline, ...]
    width: int
    is_prose: bool
    is_blank: bool


def settled(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with no indentation but that of verse and code."""
    out: list[Block] = []
    for is_text, group in groupby(blocks, key=lambda block: isinstance(block, Paragraph)):
        run = list(group)
        if not is_text:
            out.extend(map(_within, run))
        else:
            out.extend(_paragraphs(run) if any(map(_is_indented, run)) else run)
    return out


def _is_indented(paragraph: Block) -> bool:
    """Whether any line of a paragraph may be indented."""
    return isinstance(paragraph, Paragraph) and any(map(_may_be_indented, paragraph.content))


def _may_be_indented(node: Inline) -> bool:
    return INDENT in (node.text if type(node) is Text else inline_text((node,)))


def _within(block: Block) -> Block:
    if isinstance(block, BlockQuote):
        content = settled(block.content)
        return block if _are_same(content, block.content) else evolve(block, content=content)
    if isinstance(block, List):
        items = [settled(item) for item in block.items]
        return block if all(map(_are_same, items, block.items)) else evolve(block, items=items)
    return block


def _are_same(some: Sequence[object], others: Sequence[object]) -> bool:
    """Whether these are the same objects: nothing was changed, and what holds them needn't be made again."""
    return len(some) == len(others) and all(map(is_, some, others))


def _paragraphs(paragraphs: Sequence[Block]) -> Iterator[Block]:
    lines = [line for number, paragraph in enumerate(paragraphs) for line in _lines(number, paragraph)]
    runs = (list(run) for _, run in groupby(lines, key=lambda line: line.is_prose))
    settled_lines = chain.from_iterable(map(_aside if _is_form(run) else _flush, run) for run in runs)
    pairs = zip(lines, settled_lines, strict=True)
    for number, group in groupby(pairs, key=lambda pair: pair[0].paragraph):
        before, after = zip(*group, strict=True)
        if _are_same(before, after):
            yield paragraphs[number]
        else:
            yield Paragraph(node for line in after for node in (LineBreak(), *line.content))


def _lines(number: int, paragraph: Block) -> Iterator[_Line]:
    assert isinstance(paragraph, Paragraph), "only they have lines"
    content = paragraph.content
    breaks = [place for place, node in enumerate(content) if type(node) is LineBreak]
    for start, end in zip((0, *(place + 1 for place in breaks)), (*breaks, len(content)), strict=True):
        line = content[start:end]
        text = inline_text(line)
        width = len(text) - len(text.lstrip(INDENT))
        yield _Line(number, line, width, is_prose=len(text) > _LONGEST_LINE, is_blank=not text.strip())


def _is_form(run: Sequence[_Line]) -> bool:
    """Whether lines that follow each other are indented as verse or code is."""
    widths = [line.width for line in run if not line.is_blank]
    return not run[0].is_prose and bool(widths) and max(widths) - min(widths) >= LEAST


def _aside(line: _Line) -> _Line:
    """The line with its indentation before all formatting."""
    if not line.width or isinstance(line.content[0], Text):
        return line
    return evolve(line, content=(Text(INDENT * line.width), *_without_indent(line.content)))


def _flush(line: _Line) -> _Line:
    return evolve(line, content=_without_indent(line.content)) if line.width else line


def _without_indent(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The inlines without the no-break spaces that they begin with."""
    for number, node in enumerate(content):
        if isinstance(node, Text):
            return (*content[:number], Text(node.text.lstrip(INDENT)), *content[number + 1 :])
        if not isinstance(node, Anchor | Code | Image | LineBreak):
            return (*content[:number], evolve(node, content=_without_indent(node.content)), *content[number + 1 :])
    return content
