"""The public functions for columns and rows: Arrow, data frames, CSV. Each loads its codec or writer at first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from blogpost.advice import expected_posts
from blogpost.documents import TableName
from blogpost.formats import iter_captures
from blogpost.model import Post
from blogpost.sources import Given

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

    return arrow.to_arrow(expected_posts("to_arrow", posts), rows=rows, quotes=quotes)


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


def read_warc_arrow(path: Given, *, rows: int = 256, quotes: bool = False) -> Iterator[Any]:
    """Read a web archive as Arrow record batches (docs/cluster.md). Needs the extras ``arrow`` and ``warc``.

    A worker of an engine calls this for each of its files. The batches have a row for each post, with the page
    it is from in ``source`` and its place on the page in ``number``; and one for each page without a post and each
    damaged record, with the reason in ``error``.

    Args:
        path: a file of WARC, ARC or WACZ; read record by record.
        rows: the most rows of a batch.
        quotes: whether to include `Post.quotes`, which take longer than all the rest.

    Returns:
        An iterator of ``pyarrow.RecordBatch`` with the schema ``arrow_schema(quotes=quotes, source=True)``.

    Raises:
        BlogpostError: pyarrow or warcio isn't installed.
        ParseError: it is a WACZ file that is damaged or has no archive.
        ValueError: `rows` is less than 1.
    """
    from blogpost.codecs import arrow

    return arrow.captures_to_arrow(iter_captures(path), rows=rows, quotes=quotes)


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

    return tables.to_table(expected_posts("to_table", posts), table)


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

    return tables.to_rows(expected_posts("to_rows", posts), table)
