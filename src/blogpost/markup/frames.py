"""Blocks that are still open: each frame gathers blocks, and says at its end what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from attrs import define, field

from blogpost.canonical import MAX_DEPTH
from blogpost.content import (
    Block,
    BlockQuote,
    CodeBlock,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Table,
    blocks,
    depth,
    expect_few_empty,
    images,
    plain_text,
)
from blogpost.content import Code as InlineCode
from blogpost.errors import ParseError


@define
class Frame:
    """What holds blocks: the whole content, or a part of it that is no block of its own.

    `room` is how deep its blocks may nest; `heading` the level that its lines are headings of.
    """

    room: int = MAX_DEPTH
    heading: int | None = None
    blocks: list[Block] = field(factory=list)

    def add(self, block: Block) -> None:
        """Takes a block that has ended."""
        self.blocks.append(block)

    def close_into(self, around: Frame) -> None:
        """Gives what was gathered to the frame around."""
        for block in self.made():
            around.add(block)

    def made(self) -> Iterable[Block]:
        """The blocks that the frame has become."""
        return self.blocks


@define
class QuoteFrame(Frame):
    """A block quote."""

    cite: str | None = None

    def made(self) -> Iterable[Block]:
        return [BlockQuote(self.blocks, self.cite)] if depth(self.blocks) <= self.room else self.blocks


@define
class ListFrame(Frame):
    """A list. An `implicit` one was opened by an item without a list around it, and ends with the last such item."""

    ordered: bool = False
    start: int = 1
    implicit: bool = False
    items: list[list[Block]] = field(factory=list)

    def add(self, block: Block) -> None:
        """A block between items belongs to the item before it, as it looks."""
        if self.items:
            self.items[-1].append(block)
        else:
            self.items.append([block])

    def made(self) -> Iterable[Block]:
        blocks = list(chain(*self.items))
        return [List(self.ordered, self.start, self.items)] if depth(blocks) <= self.room else blocks


@define
class ItemFrame(Frame):
    """An item of a list."""

    def close_into(self, around: Frame) -> None:
        if isinstance(around, ListFrame):
            around.items.append(self.blocks)
        else:  # the list around it lay too deep to be one
            super().close_into(around)


@define
class FlatFrame(Frame):
    """A list or quote that lies too deep to be one: its blocks are those of the frame around."""

    def close_into(self, around: Frame) -> None:
        """Nothing is left to give: `blocks` is the other frame's own list."""


# ------------------------------------------------------------------------------------------------ tables

_MAX_PARAGRAPHS_IN_CELL = 3
_LONGEST_BESIDE_PICTURES = 200  # characters: more in a cell is prose
_PICTURES = frozenset((Figure,))
_IN_DATA = frozenset((Figure, Heading, Paragraph))


@define
class CellFrame(Frame):
    """A cell of a table; `columns` is how many of them it covers."""

    is_header: bool = False
    columns: int = 1

    def close_into(self, around: Frame) -> None:
        if not isinstance(around, TableFrame):
            super().close_into(around)
            return
        if not around.rows:
            around.open_row()
        around.rows[-1].append(self)


@define
class TableFrame(Frame):
    """A table. An `exact` one is a table whatever it holds; others may be there for the layout only."""

    exact: bool = False
    in_head: bool = False
    rows: list[list[CellFrame]] = field(factory=list)
    head_rows: int = 0

    def begin_head(self) -> None:
        """The rows that follow are headings."""
        self.in_head = True

    def end_head(self) -> None:
        """The rows that follow are no headings any more."""
        self.in_head = False

    def open_row(self) -> None:
        """The cells that follow are in a new row."""
        self.rows.append([])
        self.head_rows += self.in_head

    def made(self) -> Iterable[Block]:
        cells = list(chain(*self.rows))
        is_grid = max(map(_width, self.rows), default=0) > 1
        if not self.exact and not (is_grid and _is_data([blocks(cell.blocks) for cell in cells])):
            return [*self.blocks, *chain.from_iterable(cell.blocks for cell in cells)]
        self._expect_few_empty()
        rows = [list(chain.from_iterable(map(_columns, row))) for row in self.rows if row]
        return [*self.blocks, Table(rows, self._header_rows())]

    def _expect_few_empty(self) -> None:
        widths = [_width(row) for row in self.rows if row]
        given = sum(map(len, self.rows))
        try:
            expect_few_empty(given, max(widths) * len(widths) - given)
        except ValueError as error:
            raise ParseError(str(error)) from None

    def _header_rows(self) -> int:
        if self.head_rows or self.exact:
            return self.head_rows
        return next((i for i, row in enumerate(self.rows) if not all(cell.is_header for cell in row)), len(self.rows))


def _width(row: Iterable[CellFrame]) -> int:
    return sum(cell.columns for cell in row)


def _columns(cell: CellFrame) -> Iterator[list[Inline]]:
    """What a cell holds, and nothing in the further columns that it covers."""
    yield flattened(cell.blocks)
    yield from ([] for _ in range(cell.columns - 1))


def _is_data(cells: list[tuple[Block, ...]]) -> bool:
    """Whether cells hold what a reader looks up.

    Pictures side by side, pictures with text in the same cell or prose beside them, and columns of prose are layout.
    """
    if any(len(cell) > _MAX_PARAGRAPHS_IN_CELL for cell in cells):
        return False
    kinds = [frozenset(map(type, cell)) for cell in cells]
    held = frozenset(chain.from_iterable(kinds))
    if not held <= _IN_DATA or held <= _PICTURES or any(kind > _PICTURES for kind in kinds):
        return False
    return not (any(map(_is_prose, cells)) and any(map(_has_picture, cells)))


def _has_picture(cell: Iterable[Block]) -> bool:
    return next(images(cell), None) is not None


def _is_prose(cell: Iterable[Block]) -> bool:
    return len(plain_text(cell)) > _LONGEST_BESIDE_PICTURES


def flattened(blocks: Iterable[Block]) -> list[Inline]:
    """The blocks as inlines, a line break between them: for places that hold a line only."""
    lines = [line for block in blocks if (line := list(_flat(block)))]
    return list(chain.from_iterable((LineBreak(), *line) for line in lines))[1:]


def _flat(block: Block) -> Iterator[Inline]:
    if isinstance(block, Paragraph | Heading):
        yield from block.content
    elif isinstance(block, BlockQuote):
        yield from flattened(block.content)
    elif isinstance(block, List):
        yield from flattened(chain(*block.items))
    elif isinstance(block, CodeBlock):
        lines = block.text.split("\n")
        yield from chain.from_iterable((LineBreak(), InlineCode(line)) for line in lines)
    elif isinstance(block, Figure):
        image: Inline = block.image
        yield Link(block.href, (image,)) if block.href else image
        yield from (LineBreak(), *block.caption)
    elif isinstance(block, Table):
        yield from flattened(Paragraph(cell) for row in block.rows for cell in row)
