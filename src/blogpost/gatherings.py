"""The beginnings of documents with many posts. Each loads its writer at first use."""

from __future__ import annotations

from collections.abc import Callable

from blogpost.documents import Choices, Gathering
from blogpost.model import Post


def wxr(choices: Choices) -> Gathering:
    """WordPress's export format."""
    from blogpost.writers.wxr import gather

    return gather(choices.labels, choices.max_size)


def export(_: Choices) -> Gathering:
    """Blogger's archive of 2008."""
    from blogpost.writers.blogger_atom import gather

    return gather()


def ghost(_: Choices) -> Gathering:
    """A file that Ghost imports."""
    from blogpost.writers.ghost import gather

    return gather()


def epub(choices: Choices) -> Gathering:
    """A book."""
    from blogpost.codecs.spool import Spool
    from blogpost.writers.epub import Epub

    return Epub(choices.chapters, Spool(), choices.read_image)


def json_array(_: Choices) -> Gathering:
    """An array of posts in JSON."""
    from blogpost.codecs.json import dumps
    from blogpost.writers.gathering import Listed, TextGathering

    return TextGathering(Listed(dumps))


def csv(choices: Choices) -> Gathering:
    """Rows as CSV."""
    from blogpost.writers.gathering import TextGathering
    from blogpost.writers.table_files import CsvPieces

    return TextGathering(CsvPieces(choices.table or "posts"))


def stream_csv(choices: Choices) -> tuple[str, Callable[[Post], str]]:
    """The header of rows as CSV, and a function that writes those of a post."""
    from blogpost.writers.table_files import CsvPieces

    pieces = CsvPieces(choices.table or "posts")
    return pieces.head(()), lambda post: pieces.piece(post).text


def parquet(choices: Choices) -> Gathering:
    """Rows as Parquet: whole posts, or those of a table."""
    from blogpost.writers import table_files

    if choices.table is not None:
        return table_files.table_file(choices.table)
    from blogpost.codecs import arrow

    return table_files.Parquet(arrow.arrow_schema(), lambda post, _: [arrow.row_of(post)])
