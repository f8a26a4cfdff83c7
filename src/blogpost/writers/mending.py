"""Changes for Blogger's schema of 2008: the nearest post that it can represent."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable

from attrs import evolve

from blogpost.model import Comment, Post
from blogpost.values import Byline
from blogpost.writers.restoring import account_of, with_credits

# ------------------------------------------------------------------------------------------------ what it can represent


def is_plain(byline: Byline | None) -> bool:
    """Whether a byline has no more than names and an address."""
    return byline is None or (byline.raw is None and byline.affiliation is None and bool(byline.names))


def is_instant(moment: dt.date | None) -> bool:
    """Whether a time has an offset; None counts as one."""
    return moment is None or (isinstance(moment, dt.datetime) and moment.tzinfo is not None)


def is_half(post: Post) -> bool:
    """Whether a post's place has only one of two coordinates."""
    place = post.location
    return place is not None and (place.latitude is None) != (place.longitude is None)


# ------------------------------------------------------------------------------------------------ the nearest to it


def mended(post: Post, changed: Counter[str]) -> Post:
    """The nearest post that the schema can represent. Each change is counted.

    A scheduled post needs none: it is a post with a time later than the archive's.
    """
    for what, mend in _MENDERS.items():
        nearest = mend(post)
        if nearest != post:
            changed[what] += 1
        post = nearest
    return post


def _credited(post: Post) -> Post:
    """The post with its credits in the body, unless its byline and its account are the same."""
    has_credits = post.headline is not None or post.byline not in (None, account_of(post))
    return with_credits(post) if has_credits else post


def _with_plain_account(post: Post) -> Post:
    account = account_of(post)
    return post if is_plain(account) else evolve(post, byline=_plain(account), posted_by=_plain(account))


def _plain(byline: Byline | None) -> Byline | None:
    """A byline with only names and an address. If it has no names, another part is one."""
    if byline is None or is_plain(byline):
        return byline
    return Byline(byline.names or byline.affiliation or byline.raw or byline.url or (), url=byline.url)


def _with_plain_commenters(post: Post) -> Post:
    return _with_comments(post, lambda comment: evolve(comment, author=_plain(comment.author)))


def _with_instants(post: Post) -> Post:
    post = _with_comments(post, lambda comment: evolve(comment, published=as_instant(comment.published)))
    return evolve(post, published=as_instant(post.published), updated=as_instant(post.updated))


def as_instant(moment: dt.date | None) -> dt.date | None:
    """A time with an offset: others, and days, are taken to be in UTC."""
    if moment is None or is_instant(moment):
        return moment
    local = moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())
    return local.replace(tzinfo=dt.UTC)


def _with_comments(post: Post, change: Callable[[Comment], Comment]) -> Post:
    return evolve(post, comments=_each(post.comments, change))


def _each(comments: Iterable[Comment], change: Callable[[Comment], Comment]) -> list[Comment]:
    return [evolve(change(comment), replies=_each(comment.replies, change)) for comment in comments]


# Credits move into the body first, since a plain account has lost some of them.
_MENDERS: dict[str, Callable[[Post], Post]] = {
    "headlines or bylines, which are in the body now": _credited,
    "authors, of whom only the names are left": _with_plain_account,
    "authors of comments, of whom only the names are left": _with_plain_commenters,
    "posts in the trash, which are drafts now": lambda post: (
        evolve(post, status="draft") if post.status == "trashed" else post
    ),
    "days and times without an offset, which are in UTC now": _with_instants,
    "beginnings of posts, which look whole now": lambda post: evolve(post, truncated=False),
    "places with one of two coordinates": lambda post: evolve(post, location=None) if is_half(post) else post,
}
