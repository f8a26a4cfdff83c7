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
    Embed,
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
    """A frame with blocks: the whole content, or a part that isn't a block of its own.

    `depth_left` is how deep its blocks may nest; `heading` the level that its lines are headings of; `is_loose` whether
    they are neither in a heading nor in a cell.
    """

    depth_left: int = MAX_DEPTH
    is_loose: bool = True
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
        return [BlockQuote(self.blocks, self.cite)] if depth(self.blocks) <= self.depth_left else self.blocks


@define
class ListFrame(Frame):
    """A list. An `implicit` one was opened by an item without a list around it, and ends with the last such item.

    `numbers` has those of its items that do not follow from the one before; `step` is -1 if they count downwards.
    """

    ordered: bool = False
    start: int = 1
    step: int = 1
    implicit: bool = False
    items: list[list[Block]] = field(factory=list)
    numbers: dict[int, int] = field(factory=dict)

    def take(self, item: ItemFrame) -> None:
        """Takes an item that has ended."""
        if item.number is not None and self.ordered:
            self.numbers[len(self.items)] = item.number
        self.items.append(item.blocks)

    def add(self, block: Block) -> None:
        """A block between items belongs to the item before it, as it looks."""
        if self.items:
            self.items[-1].append(block)
        else:
            self.items.append([block])

    def made(self) -> Iterable[Block]:
        blocks = list(chain(*self.items))
        if depth(blocks) > self.depth_left:
            return blocks
        if not self.numbers and self.step == 1:
            return [List(self.ordered, self.start, self.items)]
        return [List(self.ordered, start, items) for start, items in self._runs()]

    def _runs(self) -> Iterable[tuple[int, list[list[Block]]]]:
        """Items that count on from each other, with the first one's number: each run is a list to its reader."""
        runs: list[tuple[int, list[list[Block]]]] = []
        number = self.start
        for index, item in enumerate(self.items):
            number = self.numbers.get(index, number)
            if runs and runs[-1][0] + len(runs[-1][1]) == number:
                runs[-1][1].append(item)
            else:
                runs.append((number, [item]))
            number = max(number + self.step, 0)
        return runs


@define
class ItemFrame(Frame):
    """An item of a list; `number` is its own, if it has one."""

    number: int | None = None

    def close_into(self, around: Frame) -> None:
        if isinstance(around, ListFrame):
            around.take(self)
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
_LONGEST_CELL = 1_000  # characters: a table of data has nothing longer, however it looks
_IN_DATA = frozenset((Figure, Heading, Paragraph))
_IN_CELLS = _IN_DATA | {BlockQuote, CodeBlock, List}
_PLAYERS = frozenset((Embed,))


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
    """A table. An `exact` one is a table whatever it holds; others may be there for the layout only.

    One with lines between its cells (`is_ruled`), or with headings, hardly is.
    """

    exact: bool = False
    is_ruled: bool = False
    in_head: bool = False
    rows: list[list[CellFrame]] = field(factory=list)
    head_rows: int = 0

    def begin_head(self) -> None:
        """The rows that follow are headings."""
        self.in_head = True

    def end_head(self) -> None:
        """The rows that follow aren't headings any more."""
        self.in_head = False

    def open_row(self) -> None:
        """The cells that follow are in a new row."""
        self.rows.append([])
        self.head_rows += self.in_head

    def made(self) -> Iterable[Block]:
        cells = list(chain(*self.rows))
        if not self.exact and not self._is_data():
            return [*self.blocks, *chain.from_iterable(cell.blocks for cell in cells)]
        self._expect_few_empty()
        rows = [list(chain.from_iterable(map(_columns, row))) for row in self.rows if row]
        return [*self.blocks, Table(rows, self._header_rows())]

    def _is_data(self) -> bool:
        rows = [[blocks(cell.blocks) for cell in row] for row in self.rows]
        rows_of_data = sum(sum(map(bool, row)) > 1 for row in rows)
        held = list(chain(*rows))
        if max(map(_width, self.rows), default=0) < 2:
            return False
        if self.is_ruled or any(cell.is_header for cell in chain(*self.rows)):
            return _is_table(held, rows_of_data)
        return _is_data(held, has_rows=rows_of_data > 1)

    def _expect_few_empty(self) -> None:
        widths = [_width(row) for row in self.rows if row]
        given = sum(map(len, self.rows))
        try:
            expect_few_empty(given, max(widths, default=0) * len(widths) - given)
        except ValueError as error:
            raise ParseError(str(error)) from None

    def _header_rows(self) -> int:
        if self.head_rows or self.exact:
            return self.head_rows
        return next((i for i, row in enumerate(self.rows) if not all(cell.is_header for cell in row)), len(self.rows))


def _width(row: Iterable[CellFrame]) -> int:
    return sum(cell.columns for cell in row)


def _columns(cell: CellFrame) -> Iterator[list[Inline]]:
    """A cell's content, and empty cells for the further columns that it covers."""
    yield flattened(cell.blocks)
    yield from ([] for _ in range(cell.columns - 1))


def _is_data(cells: list[tuple[Block, ...]], *, has_rows: bool) -> bool:
    """Whether cells hold what a reader looks up.

    Pictures side by side, pictures with text in the same cell or prose next to them, and columns of prose are layout;
    so are lists, quotations and code side by side, but not in rows below each other, where they are short.
    """
    kinds = [frozenset(map(type, cell)) for cell in cells]
    held = frozenset(chain.from_iterable(kinds))
    if held <= _PICTURES or any(kind > _PICTURES for kind in kinds):
        return False
    is_plain = held <= _IN_DATA and all(len(cell) <= _MAX_PARAGRAPHS_IN_CELL for cell in cells)
    if not is_plain and not (has_rows and held <= _IN_CELLS and not any(map(_is_prose, cells))):
        return False
    return not (any(map(_is_prose, cells)) and any(map(_has_picture, cells)))


def _is_table(cells: list[tuple[Block, ...]], rows_of_data: int) -> bool:
    """Whether what looks like a table is one: neither a wall of pictures or players, nor a page with columns."""
    held = frozenset(map(type, chain(*cells)))
    if held <= _PICTURES or not held <= _IN_CELLS | _PLAYERS or max(map(_length, cells)) > _LONGEST_CELL:
        return False
    return rows_of_data > bool(held & _PLAYERS)


def _length(cell: Iterable[Block]) -> int:
    return len(plain_text(cell))


def _has_picture(cell: Iterable[Block]) -> bool:
    return next(images(cell), None) is not None


def _is_prose(cell: Iterable[Block]) -> bool:
    return _length(cell) > _LONGEST_BESIDE_PICTURES


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
    elif isinstance(block, Embed):
        yield Link(block.url, block.provider or block.url)
    elif isinstance(block, Table):
        yield from flattened(Paragraph(cell) for row in block.rows for cell in row)
