"""Content with signs in its text at both ends of each quotation, which become elements in the written HTML."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from attrs import evolve

from blogpost.content import (
    Anchor,
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Embed,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Table,
    Text,
    plain_text,
)
from blogpost.markup.html import tag
from blogpost.values import Quote

# Unicode's noncharacters, which are for internal use: no text that people wrote has them.
_BEGIN, _NUMBERED, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_SIGNS = re.compile(f"{_BEGIN}(\\d+){_NUMBERED}|{_END}")
_NO_SIGNS = str.maketrans(dict.fromkeys((_BEGIN, _NUMBERED, _END)))


def marked(body: Sequence[Block], quotes: Sequence[Quote]) -> tuple[Block, ...]:
    """The body with signs around each piece of text that is quoted; what is embedded is a link to it."""
    return tuple(_Marking(quotes).blocks(body))


def with_elements(html: str, quotes: Sequence[Quote]) -> str:
    """The written HTML with a ``mark`` in the place of each pair of signs."""

    def element(sign: re.Match[str]) -> str:
        if not sign[1]:
            return "</mark>"
        quote = quotes[int(sign[1])]
        whole = tag("mark", "", class_=quote.kind, title=told(quote))
        return whole.removesuffix("</mark>")

    return _SIGNS.sub(element, html)


def told(quote: Quote) -> str:
    """What is known of a quotation, in a line."""
    who = quote.speaker_name or quote.speaker
    parts = (quote.kind, who and f"by {who}", quote.cue and f"cue: {quote.cue}", f"evidence: {quote.evidence}")
    return ", ".join(filter(None, parts))


class _Marking:
    """Walks content in the order of its plain text, knowing the offset of what it is at."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._edges = sorted({edge for quote in quotes for edge in (quote.start, quote.end)})
        self._waiting = sorted(((quote.start, -quote.end, number) for number, quote in enumerate(quotes)), reverse=True)
        self._open: list[tuple[int, int]] = []  # where each quotation around this place ends, and its number
        self._at = 0

    # -------------------------------------------------------------------------------------------- blocks

    def blocks(self, blocks: Iterable[Block]) -> list[Block]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Block:
        if isinstance(block, BlockQuote):
            return evolve(block, content=self.blocks(block.content))
        if isinstance(block, List):
            return evolve(block, items=[self.blocks(item) for item in block.items])
        if isinstance(block, Embed):
            return Paragraph([Link(block.url, [Text(block.provider or block.url)])])
        begin = self._at
        whole = _LEAVES[type(block)](self, block) if type(block) in _LEAVES else block
        length = len(plain_text([block]))
        self._at = begin + length + len("\n\n") if length else begin
        return whole

    def _line(self, block: Paragraph | Heading) -> Block:
        return evolve(block, content=self._inlines(block.content))

    def _figure(self, block: Figure) -> Block:
        return evolve(block, caption=self._inlines(block.caption))

    def _code_block(self, block: CodeBlock) -> Block:
        return evolve(block, text=self._text(block.text))

    def _table(self, block: Table) -> Block:
        return evolve(block, rows=[self._row(row) for row in block.rows])

    def _row(self, row: Sequence[Sequence[Inline]]) -> list[list[Inline]]:
        cells = []
        for number, cell in enumerate(row):
            self._at += len(" | ") if number else 0
            cells.append(self._inlines(cell))
        self._at += len("\n")
        return cells

    # -------------------------------------------------------------------------------------------- inlines

    def _inlines(self, inlines: Iterable[Inline]) -> list[Inline]:
        return [self._inline(inline) for inline in inlines]

    def _inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Text | Code):
            return evolve(inline, text=self._text(inline.text))
        if isinstance(inline, LineBreak):
            self._at += len("\n")
        if isinstance(inline, LineBreak | Image | Anchor):
            return inline
        return evolve(inline, content=self._inlines(inline.content))

    def _text(self, text: str) -> str:
        begin, end = self._at, self._at + len(text)
        self._at = end
        edges = self._edges[bisect_right(self._edges, begin) : bisect_left(self._edges, end)]
        pieces = pairwise((begin, *edges, end))
        return "".join(self._signed(text[start - begin : stop - begin], start) for start, stop in pieces)

    def _signed(self, piece: str, offset: int) -> str:
        """A piece of text in which no quotation begins or ends, in the signs of those around it."""
        while self._waiting and self._waiting[-1][0] <= offset:
            _, end, number = self._waiting.pop()
            self._open.append((-end, number))
        self._open = [(end, number) for end, number in self._open if end > offset]
        begins = "".join(f"{_BEGIN}{number}{_NUMBERED}" for _, number in self._open)
        return begins + piece.translate(_NO_SIGNS) + _END * len(self._open)


_LEAVES: dict[type[Block], Callable[[_Marking, Any], Block]] = {
    Paragraph: _Marking._line,  # noqa: SLF001  the table of its own methods
    Heading: _Marking._line,  # noqa: SLF001
    Figure: _Marking._figure,  # noqa: SLF001
    CodeBlock: _Marking._code_block,  # noqa: SLF001
    Table: _Marking._table,  # noqa: SLF001
}
