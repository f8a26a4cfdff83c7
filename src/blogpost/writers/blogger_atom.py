"""Posts → an archive in Blogger's schema of 2008, which Blogger still imports.

The archive states that this library wrote it, so its content is read back unchanged.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from blogpost.blogger import comment_feed, entry_in_feed, tag_of
from blogpost.errors import BlogpostError
from blogpost.markup.html import write_blocks
from blogpost.model import Comment, Post
from blogpost.values import Blog, Byline
from blogpost.writers.gathering import OneBlog, Piece, TextGathering, join
from blogpost.writers.mending import is_half, is_instant, is_plain, mended
from blogpost.writers.xml import element, write_attributes

_NAMESPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:app": "http://purl.org/atom/app#",
    "xmlns:gd": "http://schemas.google.com/g/2005",
    "xmlns:georss": "http://www.georss.org/georss",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
}
_KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
_KINDS = "http://schemas.google.com/blogger/2008/kind#"
_LABEL_SCHEME = "http://www.blogger.com/atom/ns#"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def dumps(posts: Iterable[Post]) -> str:
    """Write the archive of a blog.

    Raises:
        BlogpostError: the posts are from several blogs, or the schema cannot represent a value.
    """
    archive = _Archive()
    return join(archive, map(archive.expect, posts))


def gather() -> TextGathering:
    """Begin an archive in which everything that the schema cannot represent is changed, and counted."""
    return TextGathering(_Mended())


# ------------------------------------------------------------------------------------------------ refusals


def _refuse_unrepresentable(post: Post) -> None:
    for field, is_refused in (
        ("headline", post.headline is not None),
        ("truncated", post.truncated),
        ("status", post.status in ("scheduled", "trashed")),
        ("byline", bool(post.byline and post.posted_by and post.byline != post.posted_by)),
        ("byline", not is_plain(post.byline or post.posted_by)),
        ("published", not is_instant(post.published)),
        ("updated", not is_instant(post.updated)),
        ("location", is_half(post)),
        ("comments", not all(_is_representable(comment) for comment in post.all_comments())),
    ):
        if is_refused:
            value = getattr(post, field)
            shown = f"{value!r} of {post.title or post.id or 'a post'!r}" if field != "comments" else repr(post.title)
            raise BlogpostError(f"Blogger's schema of 2008 cannot represent this Post.{field}: {shown}")


def _is_representable(comment: Comment) -> bool:
    return is_plain(comment.author) and is_instant(comment.published)


# ------------------------------------------------------------------------------------------------ the archive


class _Archive:
    """The pieces of an archive."""

    between = "\n"

    def __init__(self) -> None:
        self.changed: Counter[str] = Counter()
        self._first: Blog | None = None
        self._number = ""
        self._languages: set[str | None] = set()
        self._made: dt.datetime | None = None

    def expect(self, post: Post) -> Post:
        """The post, if the archive can have it.

        Raises:
            BlogpostError: it is from another blog than those before, or the schema cannot represent a value.
        """
        _refuse_unrepresentable(post)
        self._expect_blog(post.blog or Blog())
        return post

    def _expect_blog(self, blog: Blog) -> None:
        if self._first is None:
            self._first, self._number = blog, _number(blog.id, blog.url, blog.title)
        elif blog != self._first:
            raise BlogpostError("expected posts of one blog, and these are from several")

    def piece(self, post: Post) -> Piece:
        self._languages.add(post.language)
        self._note_times(post)
        comments = self._comments(post, post.comments, None, set())
        return Piece("\n".join((self._post(post), *comments)))

    def _note_times(self, post: Post) -> None:
        """The archive is as old as its latest live post, since later ones read back as scheduled."""
        for moment in (post.published, post.updated) if post.status != "scheduled" else ():
            if isinstance(moment, dt.datetime):
                self._made = max(self._made or moment, moment)

    @property
    def _blog(self) -> Blog:
        return self._first or Blog()

    def head(self, _: Iterable[str]) -> str:
        return "".join(f"{line}\n" for line in self._head())

    def foot(self) -> Iterator[str]:
        yield "\n</feed>\n"

    def _head(self) -> Iterator[str]:
        yield "<?xml version='1.0' encoding='UTF-8'?>"
        yield f"<feed{write_attributes(_NAMESPACES)}>"
        yield element("id", tag_of(self._number or _number(None), "archive"))
        yield element("updated", (self._made or _EPOCH).isoformat())
        yield element("title", self._blog.title or "", type="text")
        if self._blog.url:
            yield element("link", rel="alternate", type="text/html", href=self._blog.url)
        yield element("generator", "Blogger", version="7.00", uri="http://www.blogger.com")
        yield element("gd:extendedProperty", name="blogpost.exact", value="true")
        yield from self._settings()

    def _settings(self) -> Iterator[str]:
        language = next(iter(self._languages)) if len(self._languages) == 1 else None
        for name, value in (("BLOG_LOCALE", language), ("BLOG_TIME_ZONE", self._blog.time_zone)):
            if value:
                tag = tag_of(self._number, f"settings.{name}")
                content = element("content", value, type="text")
                yield _entry(element("id", tag), _kind("settings"), element("title", name, type="text"), content)

    def _post(self, post: Post) -> str:
        number = _number_of(post)
        feed = entry_in_feed(self._number, post.kind, number)
        return _entry(
            element("id", tag_of(self._number, f"{post.kind}-{number}")),
            *_times(post.published, post.updated or post.published),
            "<app:control><app:draft>yes</app:draft></app:control>" if post.status == "draft" else "",
            _kind(post.kind),
            *(element("category", scheme=_LABEL_SCHEME, term=label) for label in post.labels),
            element("title", post.title or "", type="text"),
            element("content", write_blocks(post.body), type="html", **{"xml:lang": post.language}),
            element("link", rel="self", type="application/atom+xml", href=feed),
            element("link", rel="alternate", type="text/html", href=post.url) if post.url else "",
            *_authors(post.posted_by or post.byline),
            "" if post.comment_count is None else element("thr:total", str(post.comment_count)),
            *_place(post),
        )

    def _comments(self, post: Post, comments: Iterable[Comment], parent: str | None, used: set[str]) -> Iterator[str]:
        """The entries of comments, each with a number that none of those in `used` has."""
        for comment in comments:
            number = _number(comment.id, comment.url, str(comment.published), comment.text)
            while number in used:
                number = _number(None, number)
            used.add(number)
            yield self._comment(post, comment, number, parent)
            yield from self._comments(post, comment.replies, number, used)

    def _comment(self, post: Post, comment: Comment, number: str, parent: str | None) -> str:
        on = _number_of(post)
        feed = comment_feed(self._number, on)
        related = element("link", rel="related", type="application/atom+xml", href=f"{feed}/{parent}")
        return _entry(
            element("id", tag_of(self._number, f"post-{number}")),
            *_times(comment.published, comment.published),
            _kind("comment"),
            element("title", "", type="text"),
            element("content", write_blocks(comment.body), type="html"),
            element("link", rel="self", type="application/atom+xml", href=f"{feed}/{number}"),
            element("link", rel="alternate", type="text/html", href=comment.url) if comment.url else "",
            related if parent else "",
            *_authors(comment.author),
            element(
                "thr:in-reply-to",
                href=post.url,
                ref=tag_of(self._number, f"{post.kind}-{on}"),
                source=entry_in_feed(self._number, post.kind, on),
                type="text/html",
            ),
            element("gd:extendedProperty", name="blogger.contentRemoved", value="true") if comment.deleted else "",
        )


class _Mended(_Archive):
    """The pieces of an archive with posts that the schema cannot represent, changed to the nearest that it can."""

    def __init__(self) -> None:
        super().__init__()
        self._one_blog = OneBlog()

    def piece(self, post: Post) -> Piece:
        self._one_blog.add(post.blog)
        if not self._number:
            blog = post.blog or Blog()
            self._number = _number(blog.id, blog.url, blog.title)
        return super().piece(mended(post, self.changed))

    @property
    def _blog(self) -> Blog:
        return self._one_blog.value


# ------------------------------------------------------------------------------------------------ entries


def _entry(*parts: str) -> str:
    return f"<entry>{''.join(parts)}</entry>"


def _kind(name: str) -> str:
    return element("category", scheme=_KIND_SCHEME, term=_KINDS + name)


def _times(published: dt.date | None, updated: dt.date | None) -> Iterator[str]:
    for name, moment in (("published", published), ("updated", updated)):
        if moment is not None:
            yield element(name, moment.isoformat())


def _authors(byline: Byline | None) -> Iterator[str]:
    """An element for each person. The first has the address."""
    for number, name in enumerate(byline.names if byline else ()):
        uri = element("uri", byline.url) if byline and byline.url and not number else ""
        yield f"<author>{element('name', name)}{uri}<email>noreply@blogger.com</email></author>"


def _place(post: Post) -> Iterator[str]:
    if post.location is not None:
        if post.location.name:
            yield element("georss:featurename", post.location.name)
        if post.location.latitude is not None:
            yield element("georss:point", f"{post.location.latitude!r} {post.location.longitude!r}")


def _number_of(post: Post) -> str:
    return _number(post.id, post.url, post.title, str(post.published))


def _number(number: str | None, *parts: str | None) -> str:
    """The number on Blogger, or else a number derived from other fields. Equal fields give equal numbers."""
    if number is not None and number.isascii() and number.isdecimal():
        return number
    digest = blake2b("\n".join(part or "" for part in parts).encode(), digest_size=7).digest()
    return str(10**18 + int.from_bytes(digest))
