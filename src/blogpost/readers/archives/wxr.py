"""WordPress's export format, WXR 1.0 to 1.2 → posts with their comments.

Items other than posts and pages (attachments, menus, revisions, types of plug-ins) are counted and skipped, and so are
comments that were not visible. E-mail and IP addresses of commenters are never read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from html import unescape

from attrs import Factory, evolve, frozen

from blogpost.addresses import address_of
from blogpost.blogger import ids_in_tag
from blogpost.canonical import plain, plains
from blogpost.language.dates import parse_iso
from blogpost.markup.dom import Element, parse_html, text_of
from blogpost.markup.html import GENERATOR
from blogpost.markup.xml import read_elements
from blogpost.model import Post, PostKind, Status
from blogpost.readers.archives.elements import Fields
from blogpost.readers.archives.entries import (
    LOG,
    CommentEntry,
    Document,
    PostEntry,
    byline_of,
    instant_of,
    location_of,
    moment_of,
)
from blogpost.readers.archives.joining import read_documents
from blogpost.readers.archives.settings import tag_of
from blogpost.readers.archives.wordpress_paragraphs import html_of_content
from blogpost.sources import Source
from blogpost.values import Blog

_KINDS: dict[str, PostKind] = {"post": "post", "page": "page"}
_STATES: dict[str, Status] = {"publish": "live", "future": "scheduled", "trash": "trashed"}


def read_wxr(source: Source, url: str | None = None) -> Iterator[Post]:
    """Read every post and page of a WordPress export with its comments.

    Raises:
        ParseError: the document isn't XML from here on, or has a document type declaration.
        OSError: the disk is full, and the comments need a temporary file.
    """
    return read_documents([wxr_document(source, url)])


def wxr_document(source: Source, url: str | None = None) -> Document:
    """A WordPress export."""
    return _Export(lambda: read_elements(source.open, ("item",)), url)


@frozen
class _Head:
    """The channel's fields before its items."""

    blog: Blog = Factory(Blog)
    language: str | None = None
    names: Mapping[str, str] = Factory(dict)
    is_exact: bool = False


class _Export:
    """An export, which is read twice.

    Args:
        items: returns an iterator over all items.
        url: the address of the blog, if the export doesn't state it.
    """

    def __init__(self, items: Callable[[], Iterator[Element]], url: str | None) -> None:
        self._items = items
        self._url = url
        self._head: _Head | None = None

    def comments(self) -> Iterator[CommentEntry]:
        """Every visible comment."""
        for item in self._read():
            if item.kind:
                yield from item.comments()
            else:
                LOG.info("items of the type %s", item.type)

    def posts(self) -> Iterator[PostEntry]:
        """Every post and page."""
        return (item.post() for item in self._read() if item.kind)

    def _read(self) -> Iterator[_Item]:
        for element in self._items():
            if self._head is None:
                self._head = _read_head(element.getparent(), self._url)
            yield _Item(Fields(element), self._head)


# ------------------------------------------------------------------------------------------------ the channel


def _read_head(channel: Element | None, url: str | None) -> _Head:
    if channel is None:
        return _Head(Blog(url=url))
    head = Fields(channel)
    authors = [Fields(author) for author in head.all("wp:author")]
    is_exact = head.text("generator") == GENERATOR
    home = address_of(head.text("link", "wp:base_blog_url")) or url
    return _Head(
        blog=Blog(title=_raw(head, "title"), url=home),
        language=tag_of(head.text("language")),
        names={author.text("wp:author_login"): _name_of(author, is_exact=is_exact) for author in authors},
        is_exact=is_exact,
    )


def _name_of(author: Fields, *, is_exact: bool) -> str:
    name = _raw(author, "wp:author_display_name")
    return _shown(name, is_exact=is_exact) or author.text("wp:author_login")


# ------------------------------------------------------------------------------------------------ items


class _Item:
    """An item of the channel.

    Attributes:
        type: WordPress's type of it.
        kind: its kind of post; None if it isn't a post.
    """

    def __init__(self, fields: Fields, head: _Head) -> None:
        self._fields = fields
        self._head = head
        self.type: str = fields.text("wp:post_type") or "post"
        self.kind: PostKind | None = _KINDS.get(self.type)

    @property
    def _ids(self) -> tuple[str | None, str | None]:
        """The blog's and the post's numbers on Blogger, if it is from there; else the post's id at WordPress."""
        guid = _raw(self._fields, "guid")
        blog, number = ids_in_tag(guid)
        if number:
            return blog, number
        return None, (guid if self._head.is_exact else self._fields.text("wp:post_id") or guid) or None

    @property
    def _key(self) -> str:
        """The key by which comments find the post. Blogger's number is the same in other archives."""
        number = ids_in_tag(self._fields.text("guid"))[1]
        return number or f"{self._head.blog.url or ''} item {self._fields.text('wp:post_id')}"

    def post(self) -> PostEntry:
        """The post of this item."""
        fields, head = self._fields, self._head
        blog, number = self._ids
        content = _raw(fields, "content:encoded")
        login = fields.text("dc:creator")
        meta = _meta(fields, "wp:postmeta")
        url = address_of(fields.text("link"))
        return PostEntry(
            id=number,
            key=self._key,
            kind=self.kind or "post",
            status=self._status(),
            blog=evolve(head.blog, id=blog),
            title=_shown(_raw(fields, "title"), is_exact=head.is_exact),
            author=byline_of(head.names.get(login, login), None),
            published=self._published(),
            updated=_moment(fields, "post_modified"),
            url=url,
            language=fields.text("dc:language") or head.language,
            labels=tuple(dict.fromkeys(plains(_shown(label, is_exact=head.is_exact) for label in _labels(fields)))),
            location=location_of(meta.get("geo_address"), meta.get("geo_latitude"), meta.get("geo_longitude")),
            html=content if head.is_exact else html_of_content(content),
            base=url or head.blog.url,
            is_exact=head.is_exact,
        )

    def _published(self) -> dt.date | None:
        if self._fields.first("wp:post_date") is None:
            return moment_of(self._fields.text("pubDate"))
        return _moment(self._fields, "post_date")

    def _status(self) -> Status:
        """The status. Posts with a password are drafts, like all others that nobody sees."""
        if self._fields.text("wp:post_password"):
            return "draft"
        return _STATES.get(self._fields.text("wp:status") or "publish", "draft")

    def comments(self) -> Iterator[CommentEntry]:
        """The visible comments on this post."""
        post_url = address_of(self._fields.text("link"))
        comments = map(Fields, self._fields.all("wp:comment"))
        return (self._comment(comment, post_url) for comment in comments if _is_visible(comment))

    def _comment(self, comment: Fields, post_url: str | None) -> CommentEntry:
        is_exact = self._head.is_exact
        published = _moment(comment, "comment_date")
        content = _raw(comment, "wp:comment_content")
        number, parent = comment.text("wp:comment_id"), comment.text("wp:comment_parent")
        meta = _meta(comment, "wp:commentmeta")
        return CommentEntry(
            post=self._key,
            instant=None if is_exact else instant_of(published),  # our own are in order
            id=meta.get("blogger_id") if is_exact else number or None,
            key=number or None,
            parent=parent if parent != "0" else None,
            name=plain(_shown(_raw(comment, "wp:comment_author"), is_exact=is_exact)),
            uri=comment.text("wp:comment_author_url") or None,
            published=published.isoformat() if published else None,
            url=address_of(meta.get("blogger_permalink")),
            html=content if is_exact else html_of_content(content),
            post_url=post_url,
            is_exact=is_exact,
        )


# ------------------------------------------------------------------------------------------------ comments

_APPROVED = frozenset(("", "1", "approve", "approved"))
_OF_PEOPLE = frozenset(("", "comment"))


def _is_visible(comment: Fields) -> bool:
    """Whether a comment was on the page, and is one: pingbacks and trackbacks only say who links to the post."""
    state = comment.text("wp:comment_approved").lower()
    if state not in _APPROVED:
        LOG.info("comments with the status %s", _UNAPPROVED.get(state, state.upper()))
        return False
    if comment.text("wp:comment_type").lower() not in _OF_PEOPLE:
        LOG.info("pingbacks and trackbacks")
        return False
    return True


_UNAPPROVED = {"0": "PENDING"}

# ------------------------------------------------------------------------------------------------ values


def _raw(fields: Fields, name: str) -> str:
    element = fields.first(name)
    return "" if element is None else element.text or ""


def _shown(text: str, *, is_exact: bool) -> str:
    """The text that pages show for a title or a name, which WordPress keeps as HTML."""
    if is_exact:
        return unescape(text)
    return text_of(parse_html(text)) if "<" in text or "&" in text else text


def _labels(fields: Fields) -> Iterator[str]:
    """The names of categories and tags. Other kinds of terms are the format of a post or belong to plug-ins."""
    for category in fields.all("category"):
        if category.get("domain") in (None, "category", "post_tag", "tag"):
            yield category.text or ""


def _meta(fields: Fields, name: str) -> dict[str, str]:
    """The custom fields of a post or comment."""
    metas = map(Fields, fields.all(name))
    return {meta.text("wp:meta_key"): _raw(meta, "wp:meta_value") for meta in metas}


_DAY = dt.timedelta(days=1)
_MINUTE = dt.timedelta(minutes=1)


def _moment(fields: Fields, name: str) -> dt.date | None:
    """A time in local time, with its offset if the time in UTC is stated, too."""
    local, utc = (_time(fields.text(f"wp:{name}{zone}")) for zone in ("", "_gmt"))
    if local is None or utc is None:
        return local if utc is None else utc.replace(tzinfo=dt.UTC)
    offset = local - utc
    is_offset = abs(offset) < _DAY and not offset % _MINUTE
    return local.replace(tzinfo=dt.timezone(offset)) if is_offset else local


def _time(text: str) -> dt.datetime | None:
    """A time as WordPress writes it; None for its zeros."""
    moment = parse_iso(text) if text else None
    return moment if isinstance(moment, dt.datetime) and moment.tzinfo is None else None
