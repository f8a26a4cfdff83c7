"""Rows that would fill the memory, in a temporary database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

Row: TypeAlias = tuple[Any, ...]

_SET_UP = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF")


class Database:
    """A private temporary database. It is opened at first use.

    SQLite keeps a database without a name in memory, moves it to a temporary file if its cache overflows, and deletes
    it with the connection.

    Args:
        tables: the statements that make the tables.
        cache: the size of the cache in KB.
    """

    def __init__(self, *tables: str, cache: int = 2_000) -> None:
        self._tables = tables
        self._cache = cache
        self._opened: sqlite3.Connection | None = None

    def write(self, statement: str, values: Sequence[object] = ()) -> int:
        """Change rows, and return the number of rows that changed.

        Raises:
            OSError: the disk is full.
        """
        try:
            return self._connection.execute(statement, values).rowcount
        except sqlite3.OperationalError as error:
            raise _disk_full(error) from error

    def write_all(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Change rows for each of several rows of values.

        Raises:
            OSError: the disk is full.
        """
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.OperationalError as error:
            raise _disk_full(error) from error

    def read(self, statement: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Read rows one by one."""
        return iter(self._connection.execute(statement, values)) if self._opened else iter(())

    def read_one(self, statement: str, values: Sequence[object] = ()) -> Row | None:
        """Read a row; None if there is none."""
        return next(self.read(statement, values), None)

    def close(self) -> None:
        """Delete all rows."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def __del__(self) -> None:
        self.close()

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            # One transaction, which never ends.
            for statement in (*_SET_UP, f"PRAGMA cache_size = -{self._cache}", *self._tables, "BEGIN"):
                self._opened.execute(statement)
        return self._opened


def _disk_full(error: sqlite3.OperationalError) -> OSError:
    return OSError(f"no space for a temporary file: {error}")
