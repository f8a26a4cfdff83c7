"""The records of posts and comments that all formats of archives share, and how their values are read."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import NamedTuple, Protocol

from attrs import frozen

from blogpost.addresses import address_of
from blogpost.blogger import ids_in_tag
from blogpost.canonical import count
from blogpost.errors import ParseError
from blogpost.language.dates import parse_iso
from blogpost.model import PostKind, Status
from blogpost.remembering import remembered
from blogpost.values import Blog, Byline, Location


@frozen(kw_only=True)
class PostEntry:
    """A post or page in an archive. Its content is still HTML.

    Attributes:
        key: the key by which comments name it, if that isn't the id.
        base: the base of relative addresses in the content.
        is_exact: whether this library wrote it. Its content is then read strictly.
        error: why the entry cannot be read, if it can't.
    """

    id: str | None = None
    key: str | None = None
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
    is_exact: bool = False
    error: ParseError | None = None


class CommentEntry(NamedTuple):
    """A comment in an archive. Its content is still HTML, and all its values fit into a database.

    Attributes:
        post: the number of its post, or the post's key.
        key: the key by which replies name it, if that isn't the id.
        instant: `published` in seconds since 1970, for sorting.
        parent: the number of the comment it replies to.
        is_exact: whether this library wrote it.
    """

    post: str = ""
    instant: float | None = None
    id: str | None = None
    key: str | None = None
    parent: str | None = None
    name: str | None = None
    uri: str | None = None
    published: str | None = None
    url: str | None = None
    deleted: bool = False
    html: str = ""
    post_url: str | None = None
    blog: str | None = None
    is_exact: bool = False


class Document(Protocol):
    """A document with entries, read twice: first for its comments, then for its posts."""

    def comments(self) -> Iterator[CommentEntry]:
        """Every visible comment, and placeholders of removed ones."""

    def posts(self) -> Iterator[PostEntry]:
        """Every post and page."""


# ------------------------------------------------------------------------------------------------ values


def number_of(tag: str) -> str | None:
    """The number of an entry; the tag itself if it isn't Blogger's."""
    return ids_in_tag(tag)[1] or tag.strip() or None


def moment_of(text: str, zone: dt.tzinfo | None = None) -> dt.date | None:
    """Parse a time in ISO 8601 or as in mail. UTC becomes local time if the blog's zone is known."""
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
    """An instant in seconds since 1970; None for days and local times."""
    return moment.timestamp() if isinstance(moment, dt.datetime) and moment.tzinfo is not None else None


def count_of(text: str | None) -> int | None:
    """Parse a number of comments."""
    try:
        return count(int(text)) if text and text.strip().isdecimal() else None
    except ValueError:
        return None


@remembered(1024)
def byline_of(name: str | None, uri: str | None) -> Byline | None:
    """A byline from a name and address. It is cached, since few people write most of an archive."""
    return Byline(name or (), url=address_of(uri)) if name or uri else None


def location_of(name: str | None, latitude: object, longitude: object) -> Location | None:
    """A location from a name and, if they are numbers, coordinates."""
    try:
        degrees = (float(str(latitude)), float(str(longitude)))
        return Location(name, *degrees)
    except ValueError:
        return Location(name) if name and name.strip() else None


# ------------------------------------------------------------------------------------------------ states

LOG = logging.getLogger("blogpost.archives")
"""Reports what an archive has and the posts don't."""


def report_unread(what: str, error: ParseError) -> None:
    """Report a post or comment that cannot be read and is skipped."""
    LOG.warning("%s skipped: %s", what, error.message)


_POST_STATES: dict[str, Status] = {
    "live": "live",
    "scheduled": "scheduled",
    "soft_trashed": "trashed",
    "trashed": "trashed",
}
_REMOVED = frozenset(("emptied", "soft_trashed", "trashed", "deleted", "removed"))


def post_status(state: str) -> Status:
    """The status for Blogger's state of a post. A state that isn't known to be public means draft."""
    return _POST_STATES.get(state.strip().lower() or "live", "draft")


def has_place(state: str) -> bool:
    """Whether a comment with this state has a place on the page, unlike spam and unapproved ones."""
    is_on_page = state.strip().lower() in ("", "live") or is_removed(state)
    if not is_on_page:
        LOG.info("comments with the status %s", state.strip().upper())
    return is_on_page


def report_unknown(what: str, kind: str) -> None:
    """Report entries or resources of an unknown kind: if they are posts, they are lost."""
    LOG.warning("%s of the unknown kind %s", what, kind)


def report_unreadable() -> None:
    """Report an entry without any element of Atom or RSS, which can't be read."""
    LOG.warning("entries without any element of Atom or RSS")


def is_removed(state: str) -> bool:
    """Whether a comment with this state was removed and is only a placeholder."""
    return state.strip().lower() in _REMOVED
