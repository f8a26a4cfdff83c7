"""Files of rows in the making: CSV and Parquet. Memory doesn't grow with the posts."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, BinaryIO

from blogpost.documents import Move, TableName
from blogpost.errors import BlogpostError
from blogpost.model import Post
from blogpost.writers.gathering import Piece
from blogpost.writers.tables import BATCH, Row, csv_head, csv_row, pyarrow, rows_of, schema_of


class CsvPieces:
    """The pieces of a CSV file: a header, and the rows of each post (RFC 4180).

    Args:
        table: what each row is about.
    """

    between = ""

    def __init__(self, table: TableName) -> None:
        self.changed: Counter[str] = Counter()
        self._table = table
        self._number = 0

    def piece(self, post: Post) -> Piece:
        rows = rows_of(post, self._table, self._number)
        self._number += 1
        return Piece("".join(map(csv_row, rows)))

    def head(self, _: Iterable[str]) -> str:
        return csv_head(self._table)

    def foot(self) -> Iterator[str]:
        return iter(())


_GROUP = 32 << 20  # bytes of a group of rows, in which readers of Parquet skip and decode columns


class Parquet:
    """A Parquet file in the making, in a temporary file.

    Args:
        schema: a ``pyarrow.Schema``.
        rows: the rows of a post, given its number.

    Attributes:
        moves: none, since rows have no addresses.

    Raises:
        BlogpostError: pyarrow isn't installed.
    """

    def __init__(self, schema: Any, rows: Callable[[Post, int], Iterable[Row]]) -> None:
        try:
            import pyarrow.parquet as pq  # noqa: PLC0415  the extra "arrow"
        except ModuleNotFoundError as error:
            raise BlogpostError("Parquet needs pyarrow: python -m pip install 'blogpost[arrow]'") from error
        self.changed: Counter[str] = Counter()
        self.moves: tuple[Move, ...] = ()
        self._pyarrow = pyarrow()
        self._schema = schema
        self._rows_of = rows
        self._number = 0
        self._rows: list[Row] = []
        self._batches: list[Any] = []
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`
        self._writer = pq.ParquetWriter(self._file, schema)

    def add(self, post: Post) -> None:
        for row in self._rows_of(post, self._number):
            self._rows.append(row)
            if len(self._rows) == BATCH:
                self._end_batch()
        self._number += 1

    def documents(self) -> Iterator[Callable[[BinaryIO], None]]:
        self._end_batch()
        self._end_group()
        self._writer.close()
        yield partial(_copy, self._file)

    def close(self) -> None:
        self._writer.close()
        self._file.close()

    def _end_batch(self) -> None:
        if self._rows:
            self._batches.append(self._pyarrow.RecordBatch.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()
        if sum(batch.nbytes for batch in self._batches) >= _GROUP:
            self._end_group()

    def _end_group(self) -> None:
        if self._batches:
            self._writer.write_table(self._pyarrow.Table.from_batches(self._batches, self._schema))
            self._batches.clear()


def _copy(source: BinaryIO, target: BinaryIO) -> None:
    source.seek(0)
    shutil.copyfileobj(source, target)


def table_file(table: TableName) -> Parquet:
    """Begin a Parquet file with the rows of a table.

    Raises:
        BlogpostError: pyarrow isn't installed.
    """
    return Parquet(schema_of(table), lambda post, number: rows_of(post, table, number))
