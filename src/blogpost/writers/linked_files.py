"""Posts in files of one folder, whose links to each other lead to the files."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Collection, Iterator
from functools import partial

from attrs import evolve

from blogpost.databases import Database
from blogpost.documents import Spool, key_of
from blogpost.model import Post
from blogpost.writers.relinking import own_hosts, own_paths, path_of, relinked, relinked_comments

_TABLES = (
    "CREATE TABLE files (key PRIMARY KEY, name) WITHOUT ROWID",
    "CREATE TABLE waiting (key, name, hosts, missing)",
)


class LinkedFiles:
    """The files of a folder.

    Args:
        spool: keeps posts out of memory that link to later ones.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._rows = Database(*_TABLES)

    def add(self, post: Post, name: str, hosts: Collection[str] = ()) -> Post:
        """Add a post, and return it with links to the files so far.

        Args:
            post: the post.
            name: the path of its file in the folder, with slashes.
            hosts: the blog's other hosts, which the post doesn't name.

        Raises:
            OSError: the disk is full.
        """
        blog = key_of(post.blog)
        if path := path_of(post.url):
            self._rows.write("INSERT OR IGNORE INTO files VALUES (?, ?)", (_key(blog, path), name))
        own = own_hosts(post, hosts)
        bodies = (post.body, *(comment.body for comment in post.all_comments()))
        linked = {_key(blog, path) for body in bodies for path in own_paths(body, own)}
        if missing := [key for key in linked if self._name_of(key) is None]:
            row = (self._spool.add(post), name, json.dumps(list(own)), json.dumps(missing))
            self._rows.write("INSERT INTO waiting VALUES (?, ?, ?, ?)", row)
        return self._linked(post, own, name) if linked else post

    def late(self) -> Iterator[tuple[Post, str]]:
        """Posts that link to later ones, now with all links, and the paths of their files."""
        for key, name, own, missing in self._rows.read("SELECT * FROM waiting ORDER BY rowid"):
            if any(map(self._name_of, json.loads(missing))):
                yield self._linked(self._spool.read(key), frozenset(json.loads(own)), name), name

    def close(self) -> None:
        """Forget all posts."""
        self._rows.close()
        self._spool.close()

    def _linked(self, post: Post, own: frozenset[str], name: str) -> Post:
        new_path = partial(self._new_path, key_of(post.blog), posixpath.dirname(name))
        return evolve(
            post,
            body=relinked(post.body, own, new_path, None),
            comments=relinked_comments(post.comments, own, new_path, None),
        )

    def _new_path(self, blog: str | None, folder: str, path: str) -> str | None:
        name = self._name_of(_key(blog, path))
        return name and posixpath.relpath(name, folder or ".")

    def _name_of(self, key: str) -> str | None:
        """The name of a post's file; None if it hasn't come."""
        row = self._rows.read_one("SELECT name FROM files WHERE key = ?", (key,))
        return row[0] if row else None


def _key(blog: str | None, path: str) -> str:
    """A key for a decoded path on a blog."""
    return f"{blog or ''}\n{path}"
