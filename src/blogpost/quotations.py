"""The quotations of a body, with their places in its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blogpost.content import Block, BlockQuote, List, plain_text
from blogpost.values import Quote

_BETWEEN_BLOCKS = len("\n\n")


def block_quotations(nodes: Iterable[Block], *, offset: int = 0) -> Iterator[Quote]:
    """The block quotations, outer before inner, as spans of the blocks' plain text that begins at `offset`."""
    for node in nodes:
        text = plain_text((node,))
        if not text:
            continue
        if isinstance(node, BlockQuote):
            yield Quote(text, kind="block", start=offset, end=offset + len(text))
            yield from block_quotations(node.content, offset=offset)
        elif isinstance(node, List):
            yield from block_quotations((block for item in node.items for block in item), offset=offset)
        offset += len(text) + _BETWEEN_BLOCKS
