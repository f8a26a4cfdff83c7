"""Write content as CommonMark with GFM's tables and strikethrough (docs/markdown.md).

Markdown's own marks are used if every reader understands them, and plain HTML otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from blogpost.content import (
    Block,
    BlockQuote,
    CodeBlock,
    Embed,
    Figure,
    Heading,
    Inline,
    JumpBreak,
    List,
    Paragraph,
    Table,
    ThematicBreak,
)
from blogpost.markup import html
from blogpost.markup.commonmark.writing_inlines import (
    BREAK_TAG,
    without_marks,
    write_destination,
    write_image,
    write_line,
)

MAX_PREFIX = 16
"""The most characters that quotes and lists may put before each line; deeper ones are written as HTML."""


def write_blocks(blocks: Iterable[Block], prefix: int = 0) -> Iterator[str]:
    """Write each block as Markdown. Two lists of the same kind have different markers, or they would be one.

    Args:
        blocks: the blocks.
        prefix: how many characters will be before each line.
    """
    before: Block | None = None
    alternate = False
    for block in blocks:
        if isinstance(block, List):
            follows = isinstance(before, List) and before.ordered == block.ordered
            alternate = follows and not alternate
            yield _list(block, prefix, alternate=alternate)
        elif isinstance(block, BlockQuote):
            yield _quote(block, prefix)
        else:
            yield _WRITE_BLOCK[type(block)](block)
        before = block


def _list(node: List, prefix: int, *, alternate: bool) -> str:
    if prefix + _longest_marker(node) > MAX_PREFIX:
        return _html(node)
    tight = all(map(_is_tight, node.items))
    items = []
    for number, item in enumerate(node.items, node.start):
        mark = ")" if alternate else "."
        # Only the first number counts, and a number of ten digits is not a marker.
        marker = f"{min(number, 999_999_999)}{mark} " if node.ordered else "+ " if alternate else "- "
        content = ("\n" if tight else "\n\n").join(write_blocks(item, prefix + len(marker)))
        items.append(marker + _prefixed(content, " " * len(marker))[len(marker) :])
    return ("\n" if tight else "\n\n").join(items)


def _longest_marker(node: List) -> int:
    return len(f"{min(node.start + len(node.items) - 1, 999_999_999)}. ") if node.ordered else len("- ")


def _is_tight(item: Sequence[Block]) -> bool:
    """Whether an item needs no blank lines: a paragraph, or a paragraph and a list that can follow it directly."""
    if not isinstance(item[0], Paragraph) or len(item) > 2:
        return False
    inner = item[-1]
    return len(item) == 1 or (isinstance(inner, List) and inner.start == 1 and all(map(_is_tight, inner.items)))


def _prefixed(text: str, prefix: str) -> str:
    """The text with a prefix before each line, without white space in empty lines."""
    return "\n".join(prefix + line if line else prefix.rstrip() for line in text.split("\n"))


def _paragraph(node: Paragraph) -> str:
    return write_line(node.content)


def _heading(node: Heading) -> str:
    line = _CLOSING_MARKS.sub(r"\\\g<0>", write_line(node.content, line_break=BREAK_TAG))
    return f"{'#' * node.level} {line}"


_CLOSING_MARKS = re.compile("(?<!#)#++$")


def _quote(node: BlockQuote, prefix: int) -> str:
    mark = "> " if node.cite is None else ""
    if prefix + len(mark) > MAX_PREFIX:
        return _html(node)
    content = "\n\n".join(write_blocks(node.content, prefix + len(mark)))
    if mark:
        return _prefixed(content, mark)
    return f"{without_marks(html.tag('blockquote', cite=node.cite))}\n\n{content}\n\n</blockquote>"


def _code_block(node: CodeBlock) -> str:
    language = node.language or ""
    if language and not _PLAIN_LANGUAGE.fullmatch(language):
        return _html(node)
    longest = max(map(len, re.findall("`+", node.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{node.text}\n{fence}"


# Readers write the language into an attribute, which some do not escape (Hugo). Others read braces as attributes.
_PLAIN_LANGUAGE = re.compile(r"[\w+#.-]+", re.ASCII)


def _figure(node: Figure) -> str:
    if node.caption:
        return _html(node)
    image = write_image(node.image)
    return f"[{image}]({write_destination(node.href)})" if node.href else image


def _table(node: Table) -> str:
    if node.header_rows != 1:
        return _html(node)
    head, *rows = [_row(cells) for cells in node.rows]
    return "\n".join([head, "|" + " --- |" * len(node.rows[0]), *rows])


def _row(cells: Iterable[Sequence[Inline]]) -> str:
    return "".join(f"| {write_line(cell, line_break=BREAK_TAG).replace('|', chr(92) + '|')} " for cell in cells) + "|"


def _html(node: Block) -> str:
    """Write a block that Markdown cannot express as HTML on one line, since a blank line would end it."""
    return without_marks(html.write_blocks((node,)).replace("\n", "&#10;"))


_WRITE_BLOCK: dict[type[Block], Callable[[Any], str]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    CodeBlock: _code_block,
    Figure: _figure,
    Embed: _html,
    Table: _table,
    ThematicBreak: lambda _: "***",  # never "---": that is a list's marker, a heading's line and the front matter's end
    JumpBreak: lambda _: "<!--more-->",
}
