"""Posts → WordPress's export format, WXR 1.2, which WordPress and migration tools of other systems import.

The elements and their order are those of WordPress's own export (wp-admin/includes/export.php). The file states that
this library wrote it, so `readers.archives.wxr` reads its content back unchanged.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from html import escape
from itertools import count
from typing import get_args
from urllib.parse import quote

from blogpost.addresses import parts_of
from blogpost.blogger import is_permalink, tag_of
from blogpost.content import Block
from blogpost.documents import LabelKind
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK
from blogpost.markup.html import GENERATOR, write_blocks
from blogpost.model import Comment, Post, PostKind, Status
from blogpost.seen import Seen
from blogpost.values import Location
from blogpost.writers.files import Names, name_of, slug
from blogpost.writers.gathering import OneBlog, Piece, TextGathering, join
from blogpost.writers.images import addresses_in, name_parts
from blogpost.writers.redirects import month_of, move_of
from blogpost.writers.restoring import account_of, with_credits
from blogpost.writers.xml import DECLARATION, cdata_element, element, write_attributes

VERSION = "1.2"
_EXPORT = f"http://wordpress.org/export/{VERSION}/"
_NAMESPACES = {
    "xmlns:excerpt": f"{_EXPORT}excerpt/",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:wfw": "http://wellformedweb.org/CommentAPI/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:wp": _EXPORT,
}
_STATES: dict[Status, str] = {"live": "publish", "draft": "draft", "scheduled": "future", "trashed": "trash"}
NO_DATE = "0000-00-00 00:00:00"
"""WordPress's date for missing dates."""


def dumps(posts: Iterable[Post], *, labels: LabelKind = "tags") -> str:
    """Write the posts of a blog, without placeholders.

    Raises:
        BlogpostError: the posts are from several blogs.
    """
    return join(Wxr(labels), (post for post in posts if not post.is_placeholder))


def gather(labels: LabelKind, max_size: int | None) -> TextGathering:
    """Begin a file that `dumps` would write, or several within a size."""
    return TextGathering(Wxr(labels), max_size)


# ------------------------------------------------------------------------------------------------ the file


class Wxr:
    """The pieces of WXR files.

    Args:
        labels: what labels become.
    """

    between = "\n"

    def __init__(self, labels: LabelKind) -> None:
        self.changed: Counter[str] = Counter()
        self._blog = OneBlog()
        self._language: str | None = None
        self._made: dt.datetime | None = None
        self._numbers = count(1)
        self._numbers_of_comments = count(1)
        self._terms = _Terms(labels)
        self._logins = _Logins()
        self._slugs = {kind: Names() for kind in get_args(PostKind)}
        self._images = Seen()

    def head(self, declared: Iterable[str]) -> str:
        blog = self._blog.value
        address = (blog.url or "").rstrip("/")
        lines = [
            DECLARATION,
            f'<rss version="2.0"{write_attributes(_NAMESPACES)}>',
            "<channel>",
            element("title", blog.title or ""),
            element("link", blog.url or ""),
            element("description", ""),
            element("pubDate", format_datetime(self._made) if self._made else ""),
            element("language", self._language or ""),
            element("wp:wxr_version", VERSION),
            element("wp:base_site_url", address),
            element("wp:base_blog_url", address),
            *sorted(declared, key=_kind_of_line),
            element("generator", GENERATOR),
        ]
        return "\n".join((*lines, ""))

    def foot(self) -> Iterator[str]:
        yield "\n</channel>\n</rss>\n"

    def piece(self, post: Post) -> Piece:
        self._blog.add(post.blog)
        self._language = self._language or post.language
        self._note_time(post)
        post = with_credits(post)
        account = account_of(post)
        author = self._logins.of(account.name if account else None)
        number = next(self._numbers)
        name = self._post_name(post)
        item = self._item(post, number, author, encoded_slug(name))
        text = "\n".join((item, *self._attachments(post, number, author)))
        declared = (*self._logins.declare(author), *map(self._terms.declare, post.labels))
        return Piece(text, declared, move_of(post, _new_path(post, name)))

    def _note_time(self, post: Post) -> None:
        moment = post.published
        if isinstance(moment, dt.datetime) and moment.tzinfo and post.status != "scheduled":
            self._made = max(self._made or moment, moment)

    # -------------------------------------------------------------------------------------------- posts

    def _item(self, post: Post, number: int, author: str, name: str) -> str:
        lines = [
            "<item>",
            cdata_element("title", _as_html(post.title)),
            element("link", post.url or ""),
            element("pubDate", _mail_date(post.published)),
            cdata_element("dc:creator", author),
            element("dc:language", post.language) if post.language else "",
            element("guid", _guid(post), isPermaLink="false"),
            element("description", ""),
            cdata_element("content:encoded", _html(post.body)),
            cdata_element("excerpt:encoded", ""),
            element("wp:post_id", str(number)),
            *_dates(("post_date", post.published), ("post_modified", post.updated)),
            cdata_element("wp:comment_status", "open"),
            cdata_element("wp:ping_status", "closed"),
            cdata_element("wp:post_name", name),
            cdata_element("wp:status", _STATES[post.status]),
            *_RANK,
            cdata_element("wp:post_type", post.kind),
            *_UNPROTECTED,
            *map(self._terms.of, post.labels),
            *_meta("post", _facts(post)),
            *self._comments(post.comments, 0, post.language or FALLBACK),
            "</item>",
        ]
        return "\n".join(filter(None, lines))

    def _post_name(self, post: Post) -> str:
        """The slug, by which WordPress finds the post at its address. Unpublished posts have none."""
        return "" if post.url is None else self._slugs[post.kind].free(_shortened(name_of(post)))

    def _attachments(self, post: Post, parent: int, author: str) -> Iterator[str]:
        """An item for each new image. On request, the importer fetches it and changes its address in the posts."""
        for src in addresses_in(post.body):
            if src.startswith(("http://", "https://")) and self._images.add(src):
                yield self._attachment(src, post, parent, author)

    def _attachment(self, src: str, post: Post, parent: int, author: str) -> str:
        stem, _ = name_parts(src)
        lines = [
            "<item>",
            cdata_element("title", stem),
            element("link", src),
            element("pubDate", _mail_date(post.published)),
            cdata_element("dc:creator", author),
            element("guid", src, isPermaLink="false"),
            element("description", ""),
            cdata_element("content:encoded", ""),
            cdata_element("excerpt:encoded", ""),
            element("wp:post_id", str(next(self._numbers))),
            *_dates(("post_date", post.published)),
            cdata_element("wp:comment_status", "closed"),
            cdata_element("wp:ping_status", "closed"),
            cdata_element("wp:post_name", ""),
            cdata_element("wp:status", "inherit"),
            element("wp:post_parent", str(parent)),
            element("wp:menu_order", "0"),
            cdata_element("wp:post_type", "attachment"),
            *_UNPROTECTED,
            cdata_element("wp:attachment_url", src),
            "</item>",
        ]
        return "\n".join(lines)

    # -------------------------------------------------------------------------------------------- comments

    def _comments(self, comments: Iterable[Comment], parent: int, language: str) -> Iterator[str]:
        """All comments, each before its replies: the importer only finds parents with smaller numbers."""
        for comment in comments:
            number = next(self._numbers_of_comments)
            yield _comment(comment, number, parent, language)
            yield from self._comments(comment.replies, number, language)


_RANK = (element("wp:post_parent", "0"), element("wp:menu_order", "0"))
_UNPROTECTED = (cdata_element("wp:post_password", ""), element("wp:is_sticky", "0"))


def _comment(comment: Comment, number: int, parent: int, language: str) -> str:
    author = comment.author
    lines = [
        "<wp:comment>",
        element("wp:comment_id", str(number)),
        cdata_element("wp:comment_author", _as_html(author.name if author else None)),
        cdata_element("wp:comment_author_email", ""),
        element("wp:comment_author_url", (author and author.url) or ""),
        cdata_element("wp:comment_author_IP", ""),
        *_dates(("comment_date", comment.published)),
        cdata_element("wp:comment_content", _content_of(comment, language)),
        cdata_element("wp:comment_approved", "1"),
        cdata_element("wp:comment_type", "comment"),
        element("wp:comment_parent", str(parent)),
        element("wp:comment_user_id", "0"),
        *_meta("comment", _facts_of_comment(comment)),
        "</wp:comment>",
    ]
    return "\n".join(lines)


def _content_of(comment: Comment, language: str) -> str:
    """The content; of a removed comment, the notice that Blogger's pages show.

    WordPress removes paragraphs and line breaks from comments, and makes them anew from empty lines and line ends.
    """
    if comment.deleted:
        return write_text(interface(language).printed("removed_author"))
    return "\n\n".join(write_blocks((block,)) for block in comment.body).replace("<br>", "<br>\n")


def write_text(text: str) -> str:
    """A text as content."""
    return element("p", text)


# ------------------------------------------------------------------------------------------------ values

# The beginning of text that WordPress may read as a shortcode.
_SHORTCODE = re.compile(r"\[(?=/?[A-Za-z_])")


def _html(blocks: Iterable[Block]) -> str:
    return _SHORTCODE.sub("&#91;", write_blocks(blocks))


def _as_html(text: str | None) -> str:
    """A title or a name as WordPress keeps it: its pages print it without escaping it."""
    return escape(text or "", quote=False)


def _new_path(post: Post, name: str) -> str | None:
    """The path in a WordPress with the structure of permalinks that docs/how-to-wordpress.md recommends."""
    if post.kind == "page":
        return f"/{name}/"
    month = month_of(post)
    return f"/{month}/{name}.html" if month else None


def _guid(post: Post) -> str:
    """Blogger's tag of the post, if it is from there; else its id."""
    if post.blog and post.id and _is_number(post.blog.id) and _is_number(post.id):
        return tag_of(post.blog.id or "", f"{post.kind}-{post.id}")
    return post.id or ""


def _is_number(text: str | None) -> bool:
    return text is not None and text.isascii() and text.isdecimal()


def _mail_date(moment: dt.date | None) -> str:
    if moment is None:
        return ""
    return format_datetime(moment if isinstance(moment, dt.datetime) else dt.datetime(*moment.timetuple()[:3]))  # noqa: DTZ001  naive, as the post


def _dates(*moments: tuple[str, dt.date | None]) -> Iterator[str]:
    """Two elements for each time: local, and in UTC if that is known."""
    for name, moment in moments:
        yield cdata_element(f"wp:{name}", _written(moment))
        yield cdata_element(f"wp:{name}_gmt", _written(_in_utc(moment)))


def _in_utc(moment: dt.date | None) -> dt.datetime | None:
    if not isinstance(moment, dt.datetime) or moment.tzinfo is None:
        return None
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return None


def _written(moment: dt.date | None) -> str:
    if moment is None:
        return NO_DATE
    day = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    return f"{day} {moment:%H:%M:%S}" if isinstance(moment, dt.datetime) else f"{day} 00:00:00"


_Fact = tuple[str, str | None]


def _facts(post: Post) -> Iterator[_Fact]:
    """Facts without an element: those that WordPress's importer for Blogger keeps, and the usual ones for places."""
    if post.url and is_permalink(post.url):
        parts = parts_of(post.url)
        yield "blogger_blog", parts.netloc
        yield "blogger_permalink", parts.path
    place = post.location or Location()
    yield "geo_address", place.name
    yield "geo_latitude", None if place.latitude is None else repr(place.latitude)
    yield "geo_longitude", None if place.longitude is None else repr(place.longitude)


def _facts_of_comment(comment: Comment) -> Iterator[_Fact]:
    yield "blogger_id", comment.id
    yield "blogger_permalink", comment.url


def _meta(of: str, facts: Iterable[_Fact]) -> Iterator[str]:
    for key, value in facts:
        if value:
            inner = cdata_element("wp:meta_key", key) + cdata_element("wp:meta_value", value)
            yield f"<wp:{of}meta>{inner}</wp:{of}meta>"


# ------------------------------------------------------------------------------------------------ terms and authors

MAX_SLUG = 200
"""The maximum length of a slug in WordPress's database, in characters of the encoded form."""

_ROOM_FOR_NUMBER = 8  # characters


def encoded_slug(name: str) -> str:
    """A slug as WordPress has it: percent-encoded in lower case, and cut at a character."""
    encoded = ""
    for character in name:
        longer = encoded + quote(character, safe="").lower()
        if len(longer) > MAX_SLUG:
            break
        encoded = longer
    return encoded


def _shortened(name: str) -> str:
    """A name that still fits into a slug with a number after it."""
    size = 0
    for position, character in enumerate(name):
        size += len(quote(character, safe=""))
        if size > MAX_SLUG - _ROOM_FOR_NUMBER:
            return name[:position]
    return name


class _Terms:
    """Labels as tags or categories, each with a slug of its own."""

    def __init__(self, kind: LabelKind) -> None:
        self._is_tag = kind == "tags"
        self._names = Names()
        self._slugs: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def of(self, label: str) -> str:
        """The element of a label in an item."""
        domain = "post_tag" if self._is_tag else "category"
        return cdata_element("category", _as_html(label), domain=domain, nicename=self._slug(label))

    def declare(self, label: str) -> str:
        """The element of a label in the head."""
        slug_, number = self._slug(label), element("wp:term_id", str(self._numbers[label]))
        if self._is_tag:
            name = cdata_element("wp:tag_name", _as_html(label))
            return f"<wp:tag>{number}{cdata_element('wp:tag_slug', slug_)}{name}</wp:tag>"
        nicename, parent = cdata_element("wp:category_nicename", slug_), cdata_element("wp:category_parent", "")
        return f"<wp:category>{number}{nicename}{parent}{cdata_element('wp:cat_name', _as_html(label))}</wp:category>"

    def _slug(self, label: str) -> str:
        if label not in self._slugs:
            self._slugs[label] = encoded_slug(self._names.free(_shortened(slug(label)) or "label"))
            self._numbers[label] = len(self._numbers) + 1
        return self._slugs[label]


class _Logins:
    """Names of authors as login names, which WordPress wants in ASCII."""

    def __init__(self) -> None:
        self._names = Names()
        self._logins: dict[str, str] = {}
        self._lines: dict[str, str] = {}

    def of(self, name: str | None) -> str:
        """The login name of an author; empty for a post without one."""
        if name is None:
            return ""
        if name not in self._logins:
            own = slug(name)[:_MAX_LOGIN]
            login = self._names.free(own if own.isascii() and own else "author")
            self._logins[name] = login
            self._lines[login] = _author(len(self._logins), login, name)
        return self._logins[name]

    def declare(self, login: str) -> tuple[str, ...]:
        """The element of an author in the head; none for a post without an author."""
        return (self._lines[login],) if login else ()


_MAX_LOGIN = 50  # characters; WordPress has room for 60, and a number may follow


def _author(number: int, login: str, name: str) -> str:
    fields = [
        element("wp:author_id", str(number)),
        cdata_element("wp:author_login", login),
        cdata_element("wp:author_email", ""),
        cdata_element("wp:author_display_name", _as_html(name)),
        cdata_element("wp:author_first_name", ""),
        cdata_element("wp:author_last_name", ""),
    ]
    return f"<wp:author>{''.join(fields)}</wp:author>"


_LINE_KINDS = ("<wp:author>", "<wp:category>", "<wp:tag>")


def _kind_of_line(line: str) -> int:
    """The place of a declared line: authors first, then terms."""
    return next(place for place, kind in enumerate(_LINE_KINDS) if line.startswith(kind))
