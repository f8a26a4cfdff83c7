"""What an archive says of a post or of a comment, in the words of no format; and how its values are read."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import NamedTuple, Protocol

from attrs import frozen

from blogpost.addresses import address_of
from blogpost.blogger.addresses import ids_in_tag
from blogpost.canonical import count
from blogpost.errors import ParseError
from blogpost.language.dates import parse_iso
from blogpost.model import PostKind, Status
from blogpost.remembering import remembered
from blogpost.values import Blog, Byline, Location


@frozen(kw_only=True)
class PostEntry:
    """A post or a page, its content still HTML: `base` is for relative addresses in it.

    An `exact` one was written by this library, so that nothing in it is an editor's habit. An `error` says why it
    cannot be read.
    """

    id: str | None = None
    kind: PostKind = "post"
    status: Status = "live"
    blog: Blog | None = None
    title: str | None = None
    author: Byline | None = None
    published: dt.date | None = None
    updated: dt.date | None = None
    url: str | None = None
    language: str | None = None
    labels: tuple[str, ...] = ()
    location: Location | None = None
    truncated: bool = False
    comment_count: int | None = None
    html: str = ""
    base: str | None = None
    exact: bool = False
    error: ParseError | None = None


class CommentEntry(NamedTuple):
    """A comment, its content still HTML, as it is kept until its post comes: all values are a database's.

    `post` is the number of what it stands under, `parent` that of the comment which it replies to, `instant` the
    seconds since 1970 of `published`, to sort by.
    """

    post: str = ""
    instant: float | None = None
    id: str | None = None
    parent: str | None = None
    name: str | None = None
    uri: str | None = None
    published: str | None = None
    url: str | None = None
    deleted: bool = False
    html: str = ""
    post_url: str | None = None
    blog: str | None = None
    exact: bool = False


class Document(Protocol):
    """A document with entries, which can be gone through twice, first for its comments, then for its posts."""

    def comments(self) -> Iterator[CommentEntry]:
        """Every comment that readers of the blog could see, and the places of those that were removed."""

    def posts(self) -> Iterator[PostEntry]:
        """Every post and page."""


# ------------------------------------------------------------------------------------------------ values


def number_of(tag: str) -> str | None:
    """The number of an entry; where the tag is none of Blogger's, the tag itself."""
    return ids_in_tag(tag)[1] or tag.strip() or None


def moment_of(text: str, zone: dt.tzinfo | None = None) -> dt.date | None:
    """A time in ISO 8601 or as in mail; one in UTC becomes the blog's local time, where its zone is known."""
    moment = parse_iso(text) or _mail_date(text) if text else None
    if zone is None or not isinstance(moment, dt.datetime) or moment.utcoffset() != dt.timedelta(0):
        return moment
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _mail_date(text: str) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def instant_of(moment: dt.date | None) -> float | None:
    """An instant as a number; None for a time that is none."""
    return moment.timestamp() if isinstance(moment, dt.datetime) and moment.tzinfo is not None else None


def count_of(text: str | None) -> int | None:
    """A number of comments."""
    try:
        return count(int(text)) if text and text.strip().isdecimal() else None
    except ValueError:
        return None


@remembered(1024)
def byline_of(name: str | None, uri: str | None) -> Byline | None:
    """An author; the same people write most of what an archive holds."""
    return Byline(name or (), url=address_of(uri)) if name or uri else None


def location_of(name: str | None, latitude: object, longitude: object) -> Location | None:
    """A place by its name, or where its coordinates are numbers, by those, too."""
    try:
        degrees = (float(str(latitude)), float(str(longitude)))
        return Location(name, *degrees)
    except ValueError:
        return Location(name) if name and name.strip() else None


# ------------------------------------------------------------------------------------------------ states

LOG = logging.getLogger("blogpost.archives")
"""Tells of what is in an archive and in no post."""


def report_unread(what: str, error: ParseError) -> None:
    """Tells of a post or comment that cannot be read, and is left out; the others are read."""
    LOG.warning("%s skipped: %s", what, error.message)


_POST_STATES: dict[str, Status] = {
    "live": "live",
    "scheduled": "scheduled",
    "soft_trashed": "trashed",
    "trashed": "trashed",
}
_REMOVED = frozenset(("emptied", "soft_trashed", "trashed", "deleted", "removed"))


def post_status(state: str) -> Status:
    """What Blogger's state of a post means; one that is not known to be public is a draft."""
    return _POST_STATES.get(state.strip().lower() or "live", "draft")


def has_place(state: str) -> bool:
    """Whether a comment of this state has a place on the page: spam and what nobody has approved yet have none."""
    has_one = state.strip().lower() in ("", "live") or is_removed(state)
    if not has_one:
        LOG.info("comments with the status %s", state.strip().upper())
    return has_one


def report_unknown(what: str, kind: str) -> None:
    """Tells of entries or resources of a kind that is not known: if they are posts, they are lost."""
    LOG.warning("%s of the unknown kind %s", what, kind)


def report_unreadable() -> None:
    """Tells of an entry that has no element of Atom or RSS, so that nothing can be read of it."""
    LOG.warning("entries without any element of Atom or RSS")


def is_removed(state: str) -> bool:
    """Whether a comment of this state was removed, so that only its place is left."""
    return state.strip().lower() in _REMOVED
