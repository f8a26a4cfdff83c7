"""Posts → the JSON that Ghost imports (https://docs.ghost.org/migration/custom).

Content is HTML, which Ghost's importer converts to its own format. Ghost's import has no comments.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count, groupby
from typing import Any

from attrs import evolve

from blogpost.markup.html import write_blocks
from blogpost.model import Post
from blogpost.writers.files import Names, name_of, slug
from blogpost.writers.gathering import OneBlog, Piece, TextGathering
from blogpost.writers.mending import as_instant, is_instant
from blogpost.writers.redirects import move_of
from blogpost.writers.restoring import account_of, with_credits

VERSION = "5.0.0"
MAX_TITLE = 255
"""The maximum length of a title in Ghost, in characters."""

MAX_NAME = 191
"""The maximum length of the names of tags and authors in Ghost, in characters."""

_UNTITLED = "(Untitled)"  # as Ghost itself names posts without a title
_MAIL_HOST = "example.com"  # Ghost needs an e-mail address of every author; this host is nobody's


def gather() -> TextGathering:
    """Begin a file for Ghost's importer."""
    return TextGathering(_Ghost())


class _Ghost:
    """The pieces of the file: a post each. Tags, authors and relations come after all posts."""

    between = ",\n"

    def __init__(self) -> None:
        self.changed: Counter[str] = Counter()
        self._blog = OneBlog()
        self._made = 0
        self._numbers = count(1)
        self._slugs = Names()
        self._tags = _Table()
        self._users = _Table()
        self._tags_of_posts = _Relation("tag_id")
        self._authors_of_posts = _Relation("author_id")

    def head(self, _: Iterable[str]) -> str:
        meta = json.dumps({"exported_on": self._made, "version": VERSION})
        return f'{{"db": [{{"meta": {meta}, "data": {{"posts": [\n'

    def foot(self) -> Iterator[str]:
        tags = [{"id": number, "name": name, "slug": slug_} for number, name, slug_ in self._tags.rows()]
        users = [
            {"id": number, "name": name, "slug": slug_, "email": f"{slug_}@{_MAIL_HOST}"}
            for number, name, slug_ in self._users.rows()
        ]
        rest: dict[str, Iterable[object]] = {
            "tags": tags,
            "users": users,
            "posts_tags": self._tags_of_posts.rows(),
            "posts_authors": self._authors_of_posts.rows(),
        }
        yield "\n"
        for key, rows in rest.items():
            yield f'], "{key}": ['
            for number, row in enumerate(rows):
                yield (", " if number else "") + json.dumps(row, ensure_ascii=False)
        yield "]}}]}\n"

    def piece(self, post: Post) -> Piece:
        self._blog.add(post.blog)
        post = with_credits(self._mended(post))
        number = next(self._numbers)
        self._tags_of_posts.add(number, map(self._tags.number_of, post.labels))
        account = account_of(post)
        self._authors_of_posts.add(number, map(self._users.number_of, account.names if account else ()))
        fields = self._fields(post, number)
        return Piece(json.dumps(fields, ensure_ascii=False), moves=move_of(post, f"/{fields['slug']}/"))

    def _mended(self, post: Post) -> Post:
        """The nearest post that Ghost can have. Scheduled posts become drafts, so none appears too early."""
        if post.status in ("scheduled", "trashed"):
            self.changed[f"{post.status} posts, which are drafts now"] += 1
            post = evolve(post, status="draft")
        if not (is_instant(post.published) and is_instant(post.updated)):
            self.changed["days and times without an offset, which are in UTC now"] += 1
            post = evolve(post, published=as_instant(post.published), updated=as_instant(post.updated))
        if post.title and len(post.title) > MAX_TITLE:
            self.changed["titles that are too long for Ghost, and cut now"] += 1
            post = evolve(post, title=post.title[:MAX_TITLE])
        return post

    def _fields(self, post: Post, number: int) -> dict[str, Any]:
        published, updated = _written(post.published), _written(post.updated or post.published)
        if published and post.status == "live":
            self._made = max(self._made, _milliseconds(post.published))
        return {
            "id": number,
            "title": post.title or _UNTITLED,
            "slug": self._slugs.free(name_of(post)),
            "html": write_blocks(post.body),
            "type": post.kind,
            "status": "published" if post.status == "live" else "draft",
            "visibility": "public",
            "created_at": published or updated,
            "updated_at": updated,
            "published_at": published,
        }


def _written(moment: dt.date | None) -> str | None:
    """A time in UTC as JavaScript reads it."""
    if not isinstance(moment, dt.datetime):
        return None
    try:
        return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    except OverflowError:
        return None


def _milliseconds(moment: dt.date | None) -> int:
    return max(0, int(moment.timestamp() * 1000)) if isinstance(moment, dt.datetime) else 0


class _Table:
    """Names with numbers and slugs."""

    def __init__(self) -> None:
        self._slugs = Names()
        self._rows: dict[str, tuple[int, str]] = {}

    def number_of(self, name: str) -> int:
        """The number of a name, which is cut to what Ghost has room for."""
        name = name[:MAX_NAME]
        if name not in self._rows:
            own = slug(name)
            self._rows[name] = len(self._rows) + 1, self._slugs.free(own if own.isascii() and own else "x")
        return self._rows[name][0]

    def rows(self) -> Iterable[tuple[int, str, str]]:
        """Number, name and slug of each."""
        return ((number, name, slug_) for name, (number, slug_) in self._rows.items())


class _Relation:
    """Pairs of posts and tags or authors, in sixteen bytes each."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._pairs = array("Q")

    def add(self, post: int, others: Iterable[int]) -> None:
        """Relate a post to others."""
        for other in dict.fromkeys(others):
            self._pairs.extend((post, other))

    def rows(self) -> Iterator[dict[str, int]]:
        """The rows of the relation, in order."""
        places = range(0, len(self._pairs), 2)
        for post, of_post in groupby(places, self._pairs.__getitem__):
            for order, place in enumerate(of_post):
                yield {"post_id": post, self._column: self._pairs[place + 1], "sort_order": order}
