"""The fields of Atom entries (1.0 and 0.3, with Blogger's extensions of 2008 and 2018) and RSS items.

If several elements can state a field, they are listed in order of trust.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from html import unescape

from attrs import frozen

from blogpost.addresses import address_of
from blogpost.blogger import comment_in_feed, ids_in_tag, is_in_pages_feed, is_tag_of_page
from blogpost.canonical import plains
from blogpost.markup.dom import Element
from blogpost.model import PostKind, Status
from blogpost.readers.archives.elements import (
    NAMES,
    Fields,
    alternate_of,
    href_of,
    html_in,
    html_of,
    is_plain,
    permalink_of,
    plain_address,
    text_in,
    xml_attribute,
)
from blogpost.readers.archives.entries import (
    CommentEntry,
    PostEntry,
    byline_of,
    count_of,
    has_place,
    instant_of,
    is_removed,
    location_of,
    moment_of,
    number_of,
    post_status,
)
from blogpost.values import Blog, Byline, Location

KIND_SCHEME = "http://schemas.google.com/g/2005#kind"


@frozen
class Feed:
    """The fields that a feed states for all its entries.

    Attributes:
        blog: the blog, as far as the feed describes it.
        is_of_one_blog: whether the feed has a blog's id, so all entries belong to that blog.
        author: the author of entries without one.
        language: a BCP 47 tag.
        made: when the feed or archive was made.
        zone: the blog's time zone.
        home: the address that the blog's permalinks begin with.
        base: the base of relative addresses.
        is_exact: whether this library wrote it.
    """

    blog: Blog | None = None
    is_of_one_blog: bool = False
    author: Byline | None = None
    language: str | None = None
    made: dt.datetime | None = None
    zone: dt.tzinfo | None = None
    home: str | None = None
    base: str | None = None
    is_exact: bool = False


# ------------------------------------------------------------------------------------------------ kinds

POSTS: dict[str, PostKind] = {"post": "post", "page": "page"}
"""The kinds of entries that are posts."""

KINDS = frozenset((*POSTS, "comment", "settings", "template"))
"""Blogger's kinds of entries."""


def kind_of(entry: Element) -> str:
    """The kind of an entry: ``post``, ``page``, ``comment``, ``settings`` or another of Blogger's kinds.

    Most entries state it among their first elements.
    """
    for child in entry:
        name = NAMES[child.tag]
        if name == "category" and (child.get("scheme") or "").strip() == KIND_SCHEME:
            return (child.get("term") or "").strip().rpartition("#")[2]
        if name == "blogger:type" and child.text:
            return str(child.text).strip().lower()
    return _inferred_kind(Fields(entry))


def _inferred_kind(entry: Fields) -> str:
    """The kind of an entry in a public feed, by elements that only that kind has; empty for unknown vocabularies."""
    if entry.first(*_KNOWN) is None:
        return ""
    if entry.first("thr:in-reply-to") is not None or entry.text("blogger:parent"):
        return "comment"
    is_page = is_tag_of_page(entry.text("id", "guid")) or any(
        is_in_pages_feed(href_of(link)) for link in entry.all("link")
    )
    return "page" if is_page else "post"


# Every readable entry has at least one of these.
_KNOWN = ("title", "content", "content:encoded", "description", "summary", "link", "id", "guid")

# ------------------------------------------------------------------------------------------------ posts


def read_post(element: Element, kind: PostKind, feed: Feed) -> PostEntry:
    """Read an entry that is a post or page."""
    entry = Fields(element)
    tag = entry.text("id", "guid")
    blog = _blog(tag, feed)
    content = entry.first(*_CONTENT)
    url = permalink_of(entry, feed.home)
    published = moment_of(entry.text("published", "issued", "pubDate", "dc:date"), feed.zone)
    return PostEntry(
        id=number_of(tag),
        kind=kind,
        status=_status(entry, published, feed),
        blog=blog,
        title=text_in(entry.first("title")),
        author=_author(entry) or (feed.author if blog is feed.blog else None),
        published=published,
        updated=moment_of(entry.text("updated", "modified", "dc:modified"), feed.zone),
        url=url,
        language=xml_attribute("lang", content, element) or feed.language,
        labels=tuple(dict.fromkeys(plains(_labels(entry)))),
        location=_location(entry),
        truncated=content is None or NAMES[content.tag] == "summary",
        comment_count=count_of(entry.text("thr:total")),
        html=_html(content, tag),
        base=xml_attribute("base", content, element) or feed.base or url or feed.home,
        is_exact=feed.is_exact,
    )


_CONTENT = ("content", "content:encoded", "description", "summary")
# Elements of RSS, which contain HTML without stating a type.
_HTML = frozenset(("description", "content:encoded"))


_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def _html(content: Element | None, tag: str) -> str:
    """The content as HTML.

    Blogger removes the tags from a post's HTML for summaries, but keeps its references and comments.
    """
    if content is None:
        return ""
    if NAMES[content.tag] == "summary" and is_plain(content) and ids_in_tag(tag)[0]:
        return html_of(unescape(_COMMENT.sub("", content.text or "")))
    return html_in(content, otherwise="html" if NAMES[content.tag] in _HTML else "text")


def _blog(tag: str, feed: Feed) -> Blog | None:
    """The feed's blog; in a feed that combines several blogs, the blog in the entry's id."""
    number = ids_in_tag(tag)[0]
    return feed.blog if feed.is_of_one_blog or number is None else Blog(number)


def _author(entry: Fields) -> Byline | None:
    """All named authors. RSS has one author's address, and all names as creators."""
    people = [_person(person) for person in entry.all("author")]
    authors = dict.fromkeys(name for name, _ in people if name)
    creators = dict.fromkeys(name for each in entry.all("dc:creator") if (name := (each.text or "").strip()))
    names = tuple(creators if len(creators) > len(authors) else authors)
    uri = next((uri for _, uri in people if uri), None)
    if len(names) > 1:
        return Byline(names, url=address_of(uri))
    return byline_of(names[0] if names else None, uri)


def _person(person: Element) -> tuple[str | None, str | None]:
    """A person's name and address."""
    fields = {NAMES[child.tag]: (child.text or "").strip() for child in person}
    return fields.get("name") or _mail_name(person.text or ""), fields.get("uri") or fields.get("url")


def _mail_name(text: str) -> str | None:
    """The name in RSS's ``noreply@blogger.com (Jane Doe)``."""
    mail, _, name = text.strip().partition("(")
    return name[:-1].strip() if "@" in mail and name.endswith(")") else None


def _status(entry: Fields, published: dt.date | None, feed: Feed) -> Status:
    control = entry.within("app:control")
    if control and control.text("app:draft").lower() == "yes":
        return "draft"
    if entry.text("blogger:trashed"):
        return "trashed"
    status = post_status(entry.text("blogger:status"))
    if status == "live" and feed.made and isinstance(published, dt.datetime) and _is_after(published, feed.made):
        return "scheduled"
    return status


def _is_after(moment: dt.datetime, other: dt.datetime) -> bool:
    return moment.tzinfo is not None and other.tzinfo is not None and moment > other


def _labels(entry: Fields) -> Iterator[str]:
    for category in entry.all("category"):
        if (category.get("scheme") or "").strip() != KIND_SCHEME:
            yield category.get("term") or category.text or ""
    yield from (subject.text or "" for subject in entry.all("dc:subject"))


def _location(entry: Fields) -> Location | None:
    place = entry.within("blogger:location")
    if place is not None:
        return location_of(place.text("blogger:name"), place.text("blogger:latitude"), place.text("blogger:longitude"))
    latitude, _, longitude = entry.text("georss:point").partition(" ")
    return location_of(entry.text("georss:featurename"), latitude, longitude)


# ------------------------------------------------------------------------------------------------ comments


def read_comment(element: Element, feed: Feed) -> CommentEntry | None:
    """Read an entry that is a comment; None if the comment wasn't visible."""
    entry = Fields(element)
    state = entry.text("blogger:status")
    if not has_place(state):
        return None
    blog, number = ids_in_tag(entry.text("id", "guid"))
    author = _author(entry)
    content = entry.first(*_CONTENT)
    published = moment_of(entry.text("published", "pubDate", "dc:date"), feed.zone)
    return CommentEntry(
        post=_post(entry) or "",
        id=number or number_of(entry.text("id", "guid")),
        parent=ids_in_tag(entry.text("blogger:inReplyTo"))[1] or _parent(entry),
        name=author.name if author else None,
        uri=author.url if author else None,
        instant=instant_of(published),
        published=published.isoformat() if published else None,
        url=address_of(alternate_of(entry)),
        deleted=is_removed(state) or bool(entry.text("blogger:trashed")) or _has_mark(entry, "blogger.contentRemoved"),
        html=_html(content, entry.text("id", "guid")),
        post_url=_post_url(entry),
        blog=blog,
        is_exact=feed.is_exact,
    )


def _post(entry: Fields) -> str | None:
    """The number of the comment's post: stated in the entry, or part of its feed's addresses."""
    target = entry.first("thr:in-reply-to")
    tag = entry.text("blogger:parent") or (target.get("ref") if target is not None else None) or ""
    if number := number_of(tag):
        return number
    feeds = (comment_in_feed(href_of(link)) for link in entry.all("link") if link.get("rel") in ("self", "edit"))
    return next((comment[0] for comment in feeds if comment), None)


def _post_url(entry: Fields) -> str | None:
    target = entry.first("thr:in-reply-to")
    return None if target is None else plain_address(target.get("href"))


def _parent(entry: Fields) -> str | None:
    """The comment that this one replies to. Its target is always the post; the other comment is only related."""
    related = (comment_in_feed(href_of(link)) for link in entry.all("link") if link.get("rel") == "related")
    return next((comment[1] for comment in related if comment), None)


def _has_mark(entry: Fields, name: str) -> bool:
    marks = entry.all("gd:extendedProperty")
    return any(mark.get("name") == name and mark.get("value") == "true" for mark in marks)


# ------------------------------------------------------------------------------------------------ feeds


def read_head(element: Element) -> Feed:
    """Read a feed's own fields: the elements before its entries, or in RSS 1.0 next to them."""
    head = Fields(element)
    head = head.within("channel") or head
    tag = head.text("id")
    number = ids_in_tag(tag)[0]
    home = plain_address(alternate_of(head))
    is_of_comments = tag.endswith("comments")  # then title and address are the post's
    made = moment_of(head.text("updated", "modified"))
    return Feed(
        blog=Blog(number) if is_of_comments else Blog(number, text_in(head.first("title")), home),
        is_of_one_blog=number is not None,
        author=_author(head),
        language=xml_attribute("lang", element) or head.text("language", "dc:language") or None,
        base=xml_attribute("base", element),
        is_exact=_has_mark(head, "blogpost.exact"),
        made=made if isinstance(made, dt.datetime) else None,
        home=None if is_of_comments else home,
    )
