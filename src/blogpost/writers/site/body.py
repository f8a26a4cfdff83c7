"""The body of a post in the Markdown that a site's tool reads: where it would misread that, plain HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from blogpost.content import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Figure,
    Heading,
    JumpBreak,
    List,
    Paragraph,
    ThematicBreak,
    walk,
)
from blogpost.markup import html
from blogpost.markup.commonmark.writing import write_blocks


@frozen
class Dialect:
    """What a tool makes of CommonMark.

    Attributes:
        misread: what in a block's Markdown it takes for something else.
        misread_code: what in the text of a code span it changes; None where it changes nothing.
        hard_break: the end of a line within a paragraph.
        whole: whether it knows all of CommonMark; otherwise, what nests is safer as HTML.
    """

    misread: re.Pattern[str]
    misread_code: re.Pattern[str] | None = None
    hard_break: str = "\\\n"
    whole: bool = False


def write_body(blocks: Sequence[Block], dialect: Dialect) -> str:
    """The blocks, a blank line between them."""
    written = zip(blocks, write_blocks(blocks), strict=True)
    return "\n\n".join(_block(block, markdown, dialect) for block, markdown in written)


def _block(block: Block, markdown: str, dialect: Dialect) -> str:
    if dialect.misread.search(markdown) or not (dialect.whole or _is_simple(block)) or _misreads_code(dialect, block):
        return _html(block)
    if dialect.hard_break == _HARD_BREAK or isinstance(block, CodeBlock):
        return markdown
    return _BREAKS.sub(rf"\1{dialect.hard_break}", markdown)


def _misreads_code(dialect: Dialect, block: Block) -> bool:
    if dialect.misread_code is None:
        return False
    return any(dialect.misread_code.search(node.text) for node in walk([block]) if isinstance(node, Code))


EDGE_SPACE = re.compile(r"\A\s|\s\Z")
"""White space at the edges of a code span: older kinds of Markdown trim it, or take the span for text."""

_HARD_BREAK = "\\\n"
_BREAKS = re.compile(r"(?<!\\)((?:\\\\)*+)\\\n")


def _is_simple(block: Block) -> bool:
    """Whether a block is of those that all kinds of Markdown have in common."""
    if isinstance(block, BlockQuote):
        return block.cite is None and all(isinstance(inner, Paragraph) for inner in block.content)
    if isinstance(block, List):
        return all(len(item) == 1 and isinstance(item[0], Paragraph) for item in block.items)
    if isinstance(block, Figure):
        return not block.caption
    return isinstance(block, CodeBlock | Paragraph | Heading | ThematicBreak | JumpBreak)


def _html(block: Block) -> str:
    """A block as HTML without a blank line, which would end it, and without the marks of template languages."""
    written = html.write_blocks((block,))
    written = written.replace("\n", "&#10;") if "\n\n" in written else written
    return written.replace("{", "&#123;")
