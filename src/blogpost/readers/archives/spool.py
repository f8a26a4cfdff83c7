"""Comments on their way to their posts: kept in a private temporary database, in memory while they are few."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Self

from blogpost.readers.archives.entries import CommentEntry, PostEntry

_FIELDS = ", ".join(CommentEntry._fields)
_PLACES = ", ".join("?" for _ in CommentEntry._fields)
_AT_ONCE = 1_000

# A database without a name is SQLite's own temporary file: it is made when the cache overflows, and goes with the
# connection. Comments lie in it by their posts, in the order in which they came.
_SET_UP = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -16000",
    f"CREATE TABLE comments ({_FIELDS}, number INTEGER, PRIMARY KEY (post, number)) WITHOUT ROWID",
    "CREATE TABLE posts (key PRIMARY KEY) WITHOUT ROWID",
    "BEGIN",  # one transaction for all, which is never ended
)


class Spool:
    """Comments by the posts that they belong to, and which posts there have been."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._numbers = count()
        for statement in _SET_UP:
            self._database.execute(statement)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, comments: Iterable[CommentEntry]) -> None:
        """Keeps comments; if they end with an error, those before it.

        Raises:
            OSError: there is no room for them.
        """
        batch: list[tuple[object, ...]] = []
        try:
            for comment in comments:
                batch.append((*comment, next(self._numbers)))
                if len(batch) == _AT_ONCE:
                    self._keep(batch)
                    batch = []
        finally:
            self._keep(batch)

    def _keep(self, rows: list[tuple[object, ...]]) -> None:
        try:
            self._database.executemany(f"INSERT INTO comments VALUES ({_PLACES}, ?)", rows)  # noqa: S608  our own names
        except sqlite3.OperationalError as error:
            raise _no_room(error) from error

    def take(self, post: str) -> list[CommentEntry]:
        """The comments on a post, oldest first; nobody gets the same ones twice."""
        rows = self._database.execute(f"SELECT {_FIELDS} FROM comments WHERE post = ?", (post,)).fetchall()  # noqa: S608
        if rows:
            self._database.execute("DELETE FROM comments WHERE post = ?", (post,))
        return sorted(map(CommentEntry._make, rows), key=_by_time)

    def is_new(self, entry: PostEntry) -> bool:
        """Whether this is asked for the first time about a post: by Blogger's number, or else by id, address and title.

        Raises:
            OSError: there is no room to remember it.
        """
        if entry.id is None:
            return True
        key = entry.id if entry.id.isdecimal() else f"{entry.id}\n{entry.url}\n{entry.published}\n{entry.title}"
        try:
            return self._database.execute("INSERT OR IGNORE INTO posts VALUES (?)", (key,)).rowcount > 0
        except sqlite3.OperationalError as error:
            raise _no_room(error) from error

    def left(self) -> Iterator[list[CommentEntry]]:
        """The comments that nobody took, post by post, in the order of the first comment on each."""
        posts = self._database.execute("SELECT post FROM comments GROUP BY post ORDER BY min(number)").fetchall()
        for (post,) in posts:
            yield self.take(post)


def _no_room(error: sqlite3.OperationalError) -> OSError:
    return OSError(f"there is no room to keep comments in a temporary file: {error}")


def _by_time(comment: CommentEntry) -> tuple[bool, float]:
    """A comment without an instant stands behind those that have one."""
    return comment.instant is None, comment.instant or 0.0
