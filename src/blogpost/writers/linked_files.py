"""Posts in files of one folder, whose links to each other lead to the files."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from functools import partial

from attrs import evolve

from blogpost.documents import Spool, key_of
from blogpost.model import Post
from blogpost.writers.relinking import own_hosts, own_paths, path_of, relinked, relinked_comments

_Key = tuple[str | None, str]
"""A blog and a decoded path on it."""


class LinkedFiles:
    """The files of a folder.

    Args:
        spool: keeps posts out of memory that link to later ones.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._names: dict[_Key, str] = {}
        self._waiting: list[tuple[frozenset[_Key], frozenset[str], int, str]] = []

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
            self._names.setdefault((blog, path), name)
        own = own_hosts(post, hosts)
        bodies = (post.body, *(comment.body for comment in post.all_comments()))
        linked = {(blog, path) for body in bodies for path in own_paths(body, own)}
        if missing := frozenset(linked - self._names.keys()):
            self._waiting.append((missing, own, self._spool.add(post), name))
        return self._linked(post, own, name) if linked else post

    def late(self) -> Iterator[tuple[Post, str]]:
        """Posts that link to later ones, now with all links, and the paths of their files."""
        for missing, own, key, name in self._waiting:
            if missing & self._names.keys():
                yield self._linked(self._spool.read(key), own, name), name

    def close(self) -> None:
        """Forget all posts."""
        self._spool.close()

    def _linked(self, post: Post, own: frozenset[str], name: str) -> Post:
        new_path = partial(self._new_path, key_of(post.blog), posixpath.dirname(name))
        return evolve(
            post,
            body=relinked(post.body, own, new_path, None),
            comments=relinked_comments(post.comments, own, new_path, None),
        )

    def _new_path(self, blog: str | None, folder: str, path: str) -> str | None:
        name = self._names.get((blog, path))
        return name and posixpath.relpath(name, folder or ".")
