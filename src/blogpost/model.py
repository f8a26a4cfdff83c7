"""Posts and comments."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Literal, TypedDict, TypeVar, Unpack, get_args

from attrs import Factory, evolve, field, frozen

from blogpost.canonical import (
    MAX_DEPTH,
    MomentLike,
    as_labels,
    count,
    flag,
    kind_of,
    moment,
    one_of,
    page_address,
    plain,
    several,
)
from blogpost.content import Block, BlocksLike, Image, Link, blocks, depth, images, links, plain_text
from blogpost.displays import Displayed, bare, counted, quoted
from blogpost.remembering import kept_property
from blogpost.values import Blog, Byline, BylineLike, Location, LocationLike, Quote, as_blog, as_byline, as_location

_Node = TypeVar("_Node")

PostKind = Literal["post", "page"]
Status = Literal["live", "draft", "scheduled", "trashed"]


def _replies(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    kept = tuple(several(comments, "comments"))
    for comment in kept:
        if not isinstance(comment, Comment):
            raise TypeError(f"expected a comment, not {kind_of(comment)}")
    return kept


def _comment_depth(comment: Comment) -> int:
    return 1 + max(depth(comment.body), *(reply._depth for reply in comment.replies), 0)  # noqa: SLF001


class CommentFields(TypedDict, total=False):
    """Arguments for the fields of a `Comment`."""

    id: str | None
    author: BylineLike | None
    published: MomentLike | None
    url: str | None
    body: BlocksLike
    deleted: bool | Literal[0, 1]
    replies: Iterable[Comment]


@frozen(kw_only=True, repr=False)
class Comment(Displayed):
    """A comment with its replies; the fields are explained in docs/fields.md."""

    id: str | None = field(default=None, converter=plain)
    author: Byline | None = field(default=None, converter=as_byline)
    published: dt.datetime | dt.date | None = field(default=None, converter=moment)
    url: str | None = field(default=None, converter=page_address)
    body: tuple[Block, ...] = field(default=(), converter=blocks)
    deleted: bool = field(default=False, converter=flag)
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

    def evolve(self, **changes: Unpack[CommentFields]) -> Comment:
        """Make a copy with some fields changed: ``comment.evolve(author="Jane Doe")``."""
        return evolve(self, **changes)

    def __str__(self) -> str:
        return self.text

    def _shown(self) -> Iterator[str]:
        text = quoted(self.text) if self.body else ""
        replies = counted(len(self.replies), "reply", "replies") if self.replies else ""
        yield _listed(_by(self.author), _day(self.published), "deleted" if self.deleted else "", text, replies)


class PostFields(TypedDict, total=False):
    """Arguments for the fields of a `Post`."""

    id: str | None
    kind: PostKind
    status: Status
    blog: Blog | None
    title: str | None
    headline: str | None
    byline: BylineLike | None
    posted_by: BylineLike | None
    published: MomentLike | None
    updated: MomentLike | None
    url: str | None
    language: str | None
    labels: Iterable[str]
    location: LocationLike | None
    truncated: bool | Literal[0, 1]
    comment_count: int | None
    body: BlocksLike
    comments: Iterable[Comment]


@frozen(kw_only=True, repr=False)
class Post(Displayed):
    """A blog post; every field has a default, and docs/fields.md explains each of them."""

    id: str | None = field(default=None, converter=plain)
    kind: PostKind = field(default="post", validator=one_of(*get_args(PostKind)))
    status: Status = field(default="live", validator=one_of(*get_args(Status)))
    blog: Blog | None = field(default=None, converter=as_blog)
    title: str | None = field(default=None, converter=plain)
    headline: str | None = field(default=None, converter=plain)
    byline: Byline | None = field(default=None, converter=as_byline)
    posted_by: Byline | None = field(default=None, converter=as_byline)
    published: dt.datetime | dt.date | None = field(default=None, converter=moment)
    updated: dt.datetime | dt.date | None = field(default=None, converter=moment)
    url: str | None = field(default=None, converter=page_address)
    language: str | None = field(default=None, converter=plain)
    labels: tuple[str, ...] = field(default=(), converter=as_labels)
    location: Location | None = field(default=None, converter=as_location)
    truncated: bool = field(default=False, converter=flag)
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

    def evolve(self, **changes: Unpack[PostFields]) -> Post:
        """Make a copy with some fields changed: ``post.evolve(title="Another", labels=["news"])``."""
        return evolve(self, **changes)

    def sort_key(self) -> tuple[bool, int, str, str, str]:
        """Key for sorting posts by publication, oldest first: ``sorted(posts, key=Post.sort_key)``.

        Days, times without an offset and times with one can be compared. A day counts as its first moment, and a time
        without an offset as UTC. Posts without a date come last. Of one moment's posts, the addresses, titles and ids
        decide.
        """
        when = _instant(self.published)
        return (when is None, when or 0, self.url or "", self.title or "", self.id or "")

    def all_comments(self) -> Iterator[Comment]:
        """Every comment, depth first: a comment, then its replies."""
        return (comment for comment, _, _ in depth_first(self.comments, attrgetter("replies")))

    def __str__(self) -> str:
        return self.text

    def _shown(self) -> Iterator[str]:
        comments = sum(1 for _ in self.all_comments())
        yield _listed(
            " ".join(filter(None, (self.title and quoted(self.title), _by(self.byline)))),
            _day(self.published),
            "page" if self.kind == "page" else "",
            self.status if self.status != "live" else "",
            counted(len(self.body), "block"),
            "truncated" if self.truncated else "",
            counted(comments, "comment") if comments else "",
        )

    def _repr_html_(self) -> str:
        """The post in a notebook, with the speaker next to each quotation."""
        from blogpost.writers.view import frame  # which only notebooks need

        return frame(self)


def _listed(*details: str) -> str:
    return ", ".join(filter(None, details))


def _by(byline: Byline | None) -> str:
    name = str(byline or "")
    return f"by {bare(name)}" if name else ""


def _day(when: dt.date | None) -> str:
    return when.isoformat()[:10] if when else ""


def _instant(when: dt.date | None) -> int | None:
    """Microseconds from the beginning of the calendar; a day's first one, and UTC without an offset."""
    if when is None:
        return None
    since = dt.timedelta(days=when.toordinal())
    if isinstance(when, dt.datetime):
        since += dt.timedelta(0, when.second, when.microsecond, 0, when.minute, when.hour)
        since -= when.utcoffset() or dt.timedelta()
    return since // dt.timedelta(microseconds=1)


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
    blog, place = post.blog or Blog(), post.location.name if post.location else None
    bylines = [byline for byline in (post.byline, post.posted_by) if byline]
    strings = [post.id, post.title, post.headline, post.url, post.language, *post.labels, place]
    strings += [blog.id, blog.title, blog.url, blog.time_zone]
    strings += [each for byline in bylines for each in (*byline.names, byline.raw, byline.url, byline.affiliation)]
    return sum(map(len, filter(None, strings)))
