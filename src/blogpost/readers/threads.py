"""Build threads of comments from the flat lists that sources have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from attrs import define

from blogpost.canonical import MAX_DEPTH
from blogpost.content import Block, plain_text
from blogpost.language.interface import removal_notices
from blogpost.model import Comment, depth_first
from blogpost.values import Byline

BODY_DEPTH = 40
"""How deep the blocks of a comment's body may nest, which leaves levels for replies."""

_MAX_LEVEL = MAX_DEPTH - BODY_DEPTH  # of a reply


@define(eq=False)
class FlatComment:
    """A comment as a source states it, without its replies.

    Attributes:
        key: the key by which replies name it, if that isn't its id.
        parent: the comment that it replies to, or that comment's key.
    """

    id: str | None = None
    key: str | None = None
    parent: str | FlatComment | None = None
    author: Byline | None = None
    published: dt.datetime | dt.date | None = None
    url: str | None = None
    body: tuple[Block, ...] = ()
    deleted: bool = False


def build_threads(comments: Iterable[FlatComment]) -> tuple[Comment, ...]:
    """Build the threads of comments, in the order of the source.

    Of two comments with the same id, the first is kept. A reply to a missing comment begins a thread, and so does one
    that replies to itself through others. Replies below the 24th level become replies to the comment on the 23rd.
    """
    kept = _each_once(comments)
    if not any(comment.parent for comment in kept):
        return tuple(_comment(comment, ()) for comment in kept)
    by_key = {key: comment for comment in kept if (key := _key(comment)) is not None}
    replies: dict[FlatComment | None, list[FlatComment]] = {}
    for comment, parent in _parents(kept, by_key).items():
        replies.setdefault(parent, []).append(comment)
    made: dict[FlatComment, Comment] = {}
    for comment in reversed(_depth_first(replies)):  # replies before the comments they answer
        made[comment] = _comment(comment, [made[reply] for reply in replies.get(comment, ())])
    return tuple(made[comment] for comment in replies.get(None, ()))


def _each_once(comments: Iterable[FlatComment]) -> list[FlatComment]:
    seen: set[str] = set()
    kept = []
    for comment in comments:
        key = _key(comment)
        if key not in seen:
            kept.append(comment)
        if key is not None:
            seen.add(key)
    return kept


def _key(comment: FlatComment) -> str | None:
    return comment.id if comment.key is None else comment.key


def _parents(comments: list[FlatComment], by_key: dict[str, FlatComment]) -> dict[FlatComment, FlatComment | None]:
    """The parent of each comment. No thread is circular or nests deeper than content may."""
    parents: dict[FlatComment, FlatComment | None] = {}
    levels: dict[FlatComment, int] = {}
    for comment in comments:
        path = []
        above: FlatComment | None = comment
        while above is not None and above not in levels:
            path.append(above)
            levels[above] = 0  # on the way: a thread that comes here again is circular
            above = _parent(above, by_key)
        for reply in reversed(path):
            parent = above if above is not None and levels[above] else None
            if parent is not None and levels[parent] == _MAX_LEVEL:
                parent = parents[parent]
            parents[reply] = parent
            levels[reply] = levels[parent] + 1 if parent is not None else 1
            above = reply
    return {comment: parents[comment] for comment in comments}


def _parent(comment: FlatComment, by_key: dict[str, FlatComment]) -> FlatComment | None:
    return by_key.get(comment.parent) if isinstance(comment.parent, str) else comment.parent


def _depth_first(replies: dict[FlatComment | None, list[FlatComment]]) -> list[FlatComment]:
    return [comment for comment, _, _ in depth_first(replies.get(None, ()), lambda each: replies.get(each, ()))]


def _comment(flat: FlatComment, replies: Sequence[Comment]) -> Comment:
    return Comment(
        id=flat.id,
        author=flat.author,
        published=flat.published,
        url=flat.url,
        body=flat.body,
        deleted=flat.deleted,
        replies=replies,
    )


def is_removal_notice(body: Sequence[Block], *, language: str) -> bool:
    """Whether the body of a comment is the notice that Blogger leaves when it is removed."""
    return len(body) == 1 and plain_text(body) in removal_notices(language)
