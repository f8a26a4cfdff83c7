"""Comments on their way to their posts: kept in a private temporary database, in memory while they are few."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Self

from attrs import astuple, fields

from blogpost.language.dates import parse_iso
from blogpost.readers.archives.entries import CommentEntry

_COLUMNS = ", ".join(field.name for field in fields(CommentEntry))
_PLACES = ", ".join("?" for _ in fields(CommentEntry))
_AT_ONCE = 1_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SECOND = dt.timedelta(seconds=1)


class Spool:
    """Comments by the posts that they belong to.

    Raises:
        OSError: there is no room for them.
    """

    def __init__(self) -> None:
        # A database without a name is SQLite's own temporary file: it is made when the cache overflows, and goes with
        # the connection.
        self._database = sqlite3.connect("", isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA cache_size = -16000",
            f"CREATE TABLE comments (instant REAL, {_COLUMNS})",
            "CREATE TABLE taken (post TEXT PRIMARY KEY) WITHOUT ROWID",
        ):
            self._database.execute(statement)
        self._indexed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, comments: Iterable[CommentEntry]) -> None:
        """Keeps comments; if they end with an error, those before it."""
        batch: list[tuple[object, ...]] = []
        try:
            for comment in comments:
                batch.append((_instant(comment), *astuple(comment, recurse=False)))
                if len(batch) == _AT_ONCE:
                    self._keep(batch)
                    batch = []
        finally:
            self._keep(batch)

    def _keep(self, rows: list[tuple[object, ...]]) -> None:
        try:
            self._database.executemany(f"INSERT INTO comments VALUES (?, {_PLACES})", rows)  # noqa: S608  our own names
        except sqlite3.OperationalError as error:
            raise OSError(f"there is no room to keep comments in a temporary file: {error}") from error

    def take(self, post: str) -> list[CommentEntry]:
        """The comments on a post, oldest first; nobody gets the same ones twice."""
        if not self._indexed:
            self._database.execute("CREATE INDEX by_post ON comments (post)")
            self._indexed = True
        if self._database.execute("SELECT 1 FROM taken WHERE post = ?", (post,)).fetchone():
            return []
        found = self._comments(post)
        if found:
            self._database.execute("INSERT INTO taken VALUES (?)", (post,))
        return found

    def left(self) -> Iterator[list[CommentEntry]]:
        """The comments that nobody took, post by post, in the order of the first comment on each."""
        posts = self._database.execute(
            "SELECT post FROM comments WHERE post NOT IN (SELECT post FROM taken) GROUP BY post ORDER BY min(rowid)"
        )
        for (post,) in posts.fetchall():
            yield self._comments(post)

    def _comments(self, post: str) -> list[CommentEntry]:
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM comments WHERE post = ? ORDER BY instant IS NULL, instant, rowid",  # noqa: S608
            (post,),
        )
        return [CommentEntry(*row) for row in rows]


def _instant(comment: CommentEntry) -> float | None:
    """When a comment was published, as a number to sort by; None where that is not an instant."""
    moment = parse_iso(comment.published) if comment.published else None
    if not isinstance(moment, dt.datetime) or moment.tzinfo is None:
        return None
    return (moment - _EPOCH) / _SECOND
