"""Posts and comments."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Literal, TypeVar, get_args

from attrs import Factory, field, frozen

from blogpost.canonical import MAX_DEPTH, address, count, moment, none_or, one_of, plain, plains
from blogpost.content import Block, Image, Link, blocks, depth, images, links, plain_text
from blogpost.remembering import kept_property
from blogpost.values import Blog, Byline, Location, Quote

_Node = TypeVar("_Node")

PostKind = Literal["post", "page"]
Status = Literal["live", "draft", "scheduled", "trashed"]

_NOBODY, _NO_BLOG, _NOWHERE = Byline(), Blog(), Location()


def _byline(value: Byline | None) -> Byline | None:
    """None instead of an empty value."""
    return None if value == _NOBODY else value


def _blog(value: Blog | None) -> Blog | None:
    return None if value == _NO_BLOG else value


def _location(value: Location | None) -> Location | None:
    return None if value == _NOWHERE else value


def _replies(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    kept = tuple(comments)
    for comment in kept:
        if not isinstance(comment, Comment):
            raise TypeError(f"expected a comment, not {type(comment).__name__}")
    return kept


def _comment_depth(comment: Comment) -> int:
    return 1 + max(depth(comment.body), *(reply._depth for reply in comment.replies), 0)  # noqa: SLF001


@frozen(kw_only=True)
class Comment:
    """A comment with its replies; the fields are explained in docs/fields.md."""

    id: str | None = field(default=None, converter=plain)
    author: Byline | None = field(default=None, converter=_byline, validator=none_or(Byline))
    published: dt.datetime | dt.date | None = field(default=None, converter=moment)
    url: str | None = field(default=None, converter=address)
    body: tuple[Block, ...] = field(default=(), converter=blocks)
    deleted: bool = field(default=False, converter=bool)
    replies: tuple[Comment, ...] = field(default=(), converter=_replies)
    _depth: int = field(init=False, eq=False, repr=False, default=Factory(_comment_depth, takes_self=True))

    def __attrs_post_init__(self) -> None:
        if self.deleted and self.body:  # the page's notice replaces the author's text
            object.__setattr__(self, "body", ())
        if self._depth > MAX_DEPTH:
            raise ValueError(f"replies and their content nest deeper than {MAX_DEPTH} levels")

    @property
    def text(self) -> str:
        """The body as plain text, like `Post.text`."""
        return plain_text(self.body)


@frozen(kw_only=True)
class Post:
    """A blog post; every field has a default, and docs/fields.md explains each of them."""

    id: str | None = field(default=None, converter=plain)
    kind: PostKind = field(default="post", validator=one_of(*get_args(PostKind)))
    status: Status = field(default="live", validator=one_of(*get_args(Status)))
    blog: Blog | None = field(default=None, converter=_blog, validator=none_or(Blog))
    title: str | None = field(default=None, converter=plain)
    headline: str | None = field(default=None, converter=plain)
    byline: Byline | None = field(default=None, converter=_byline, validator=none_or(Byline))
    posted_by: Byline | None = field(default=None, converter=_byline, validator=none_or(Byline))
    published: dt.datetime | dt.date | None = field(default=None, converter=moment)
    updated: dt.datetime | dt.date | None = field(default=None, converter=moment)
    url: str | None = field(default=None, converter=address)
    language: str | None = field(default=None, converter=plain)
    labels: tuple[str, ...] = field(default=(), converter=plains)
    location: Location | None = field(default=None, converter=_location, validator=none_or(Location))
    truncated: bool = field(default=False, converter=bool)
    comment_count: int | None = field(default=None, converter=count)
    body: tuple[Block, ...] = field(default=(), converter=blocks)
    comments: tuple[Comment, ...] = field(default=(), converter=_replies)

    @kept_property
    def text(self) -> str:
        """The body as plain text, with a blank line between blocks."""
        return plain_text(self.body)

    @kept_property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quotation in the body, in the order of `text`."""
        from blogpost.quotations import quotations  # the largest part of the library, which few callers need

        return quotations(self.body, self.language)

    @kept_property
    def images(self) -> tuple[Image, ...]:
        """Every image of the body, in order."""
        return tuple(images(self.body))

    @kept_property
    def links(self) -> tuple[Link, ...]:
        """Every link of the body, in order; a linked figure gives a link with its image."""
        return tuple(links(self.body))

    @property
    def is_placeholder(self) -> bool:
        """Whether the archive lacks the post and only has comments on it (docs/fields.md)."""
        stated = (self.title, self.headline, self.byline, self.posted_by, self.published, self.updated, self.location)
        return self.truncated and bool(self.comments) and not (self.body or self.labels or any(stated))

    def all_comments(self) -> Iterator[Comment]:
        """Every comment, depth first: a comment, then its replies."""
        return (comment for comment, _, _ in depth_first(self.comments, attrgetter("replies")))


def depth_first(
    roots: Sequence[_Node], replies_of: Callable[[_Node], Sequence[_Node]]
) -> Iterator[tuple[_Node, int | None, int]]:
    """Every node of some threads: a node, then its replies.

    Args:
        roots: what begins each thread, in order.
        replies_of: returns the replies to a node, in order.

    Returns:
        For each node: itself, the place among all nodes of the one that it replies to, and its level, from 0.
    """
    waiting: list[tuple[_Node, int | None, int]] = [(root, None, 0) for root in reversed(roots)]
    for place in itertools.count():
        if not waiting:
            return
        node, parent, depth = waiting.pop()
        yield node, parent, depth
        waiting.extend((reply, place, depth + 1) for reply in reversed(replies_of(node)))


def length_of_fields(post: Post) -> int:
    """The number of characters in all fields but the body and the comments."""
    blog, place = post.blog or _NO_BLOG, post.location or _NOWHERE
    bylines = [byline for byline in (post.byline, post.posted_by) if byline]
    strings = [post.id, post.title, post.headline, post.url, post.language, *post.labels, place.name]
    strings += [blog.id, blog.title, blog.url, blog.time_zone]
    strings += [each for byline in bylines for each in (*byline.names, byline.raw, byline.url, byline.affiliation)]
    return sum(map(len, filter(None, strings)))
