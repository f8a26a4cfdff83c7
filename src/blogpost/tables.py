"""The public functions for columns and rows: Arrow, data frames, CSV. Each loads its codec or writer at first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from blogpost.documents import TableName
from blogpost.model import Post

# pyarrow has no types of its own, so its classes are `Any` here; the docstrings name them.


def arrow_schema(*, quotes: bool = False, source: bool = False) -> Any:
    """The schema of the batches that `to_arrow` writes (docs/arrow.md). Needs the extra ``arrow``.

    Args:
        quotes: whether it has a column for the quotations.
        source: whether it has columns for the page of a web archive that a post is from.

    Returns:
        A ``pyarrow.Schema``.

    Raises:
        BlogpostError: pyarrow isn't installed.
    """
    from blogpost.codecs import arrow

    return arrow.arrow_schema(quotes=quotes, source=source)


def to_arrow(posts: Iterable[Post], *, rows: int = 256, quotes: bool = False) -> Iterator[Any]:
    """Write posts as Arrow record batches, for Parquet files and engines. Needs the extra ``arrow``.

    Args:
        posts: any posts; one batch of them is in memory at a time.
        rows: the most rows of a batch.
        quotes: whether to include `Post.quotes`, which take longer than all the rest. `from_arrow` skips them.

    Returns:
        An iterator of ``pyarrow.RecordBatch``.

    Raises:
        BlogpostError: pyarrow isn't installed.
        ValueError: `rows` is less than 1.
    """
    from blogpost.codecs import arrow

    return arrow.to_arrow(posts, rows=rows, quotes=quotes)


def from_arrow(source: Any) -> Iterator[Post]:
    """Read posts from the batches that `to_arrow` wrote, exactly as they were.

    Args:
        source: ``pyarrow.RecordBatch`` objects; or a table, such as ``pyarrow.parquet.read_table`` gives, a data frame
            of polars, or anything else with the Arrow PyCapsule interface.

    Raises:
        BlogpostError: pyarrow isn't installed.
        ParseError: the columns aren't those of `to_arrow`, or a row breaks the contract. The error has its number.
    """
    from blogpost.codecs import arrow

    return arrow.from_arrow(source)


def to_table(posts: Iterable[Post], table: TableName = "posts") -> Any:
    """Write posts as a flat Arrow table for analysis (docs/tables.md). Needs the extra ``arrow``.

    Args:
        posts: any posts.
        table: ``posts``, ``comments``, ``quotes``, ``links`` or ``images``: what each row is about.

    Returns:
        A ``pyarrow.Table``.

    Raises:
        BlogpostError: pyarrow isn't installed.
        ValueError: `table` is not one of these.
    """
    from blogpost.writers import tables

    return tables.to_table(posts, table)


def to_rows(posts: Iterable[Post], table: TableName = "posts") -> Iterator[dict[str, Any]]:
    """Write posts as flat rows for analysis, with the columns of `to_table`, but without Arrow.

    Args:
        posts: any posts.
        table: ``posts``, ``comments``, ``quotes``, ``links`` or ``images``: what each row is about.

    Returns:
        A dict for each row. Every row has all columns; None for fields that a post doesn't state.

    Raises:
        ValueError: `table` is not one of these.
    """
    from blogpost.writers import tables

    return tables.to_rows(posts, table)
