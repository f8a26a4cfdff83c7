"""Posts → an archive in Blogger's schema of 2008, which Blogger still imports.

The archive states that this library wrote it, so its content is read back unchanged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from html import escape

from blogpost.blogger.addresses import comment_feed, entry_in_feed, tag_of
from blogpost.errors import BlogpostError
from blogpost.markup.html import write_blocks
from blogpost.model import Comment, Post
from blogpost.values import Blog, Byline

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
    posts = tuple(posts)
    for post in posts:
        _refuse_unrepresentable(post)
    archive = _Archive(posts)
    return "\n".join(archive.lines()) + "\n"


# ------------------------------------------------------------------------------------------------ refusals


def _refuse_unrepresentable(post: Post) -> None:
    for field, is_refused in (
        ("headline", post.headline is not None),
        ("truncated", post.truncated),
        ("status", post.status in ("scheduled", "trashed")),
        ("byline", bool(post.byline and post.posted_by and post.byline != post.posted_by)),
        ("byline", not _is_plain(post.byline or post.posted_by)),
        ("published", not _is_instant(post.published)),
        ("updated", not _is_instant(post.updated)),
        ("location", _is_half(post)),
        ("comments", not all(_is_representable(comment) for comment in post.all_comments())),
    ):
        if is_refused:
            value = getattr(post, field)
            shown = f"{value!r} of {post.title or post.id or 'a post'!r}" if field != "comments" else repr(post.title)
            raise BlogpostError(f"Blogger's schema of 2008 cannot represent this Post.{field}: {shown}")


def _is_plain(byline: Byline | None) -> bool:
    return byline is None or (byline.raw is None and byline.affiliation is None and bool(byline.names))


def _is_instant(moment: dt.date | None) -> bool:
    return moment is None or (isinstance(moment, dt.datetime) and moment.tzinfo is not None)


def _is_half(post: Post) -> bool:
    place = post.location
    return place is not None and (place.latitude is None) != (place.longitude is None)


def _is_representable(comment: Comment) -> bool:
    return _is_plain(comment.author) and _is_instant(comment.published)


# ------------------------------------------------------------------------------------------------ the archive


class _Archive:
    def __init__(self, posts: Sequence[Post]) -> None:
        self._posts = posts
        self._blog = _blog_of(posts)
        self._number = _number(self._blog.id, self._blog.url, self._blog.title)
        languages = {post.language for post in posts}
        self._language = languages.pop() if len(languages) == 1 else None

    def lines(self) -> Iterator[str]:
        yield "<?xml version='1.0' encoding='UTF-8'?>"
        yield f"<feed{_attributes(_NAMESPACES)}>"
        yield _element("id", tag_of(self._number, "archive"))
        yield _element("updated", _made(self._posts).isoformat())
        yield _element("title", self._blog.title or "", type="text")
        if self._blog.url:
            yield _element("link", rel="alternate", type="text/html", href=self._blog.url)
        yield _element("generator", "Blogger", version="7.00", uri="http://www.blogger.com")
        yield _element("gd:extendedProperty", name="blogpost.exact", value="true")
        yield from self._settings()
        for post in self._posts:
            yield self._post(post)
            yield from self._comments(post, post.comments, None)
        yield "</feed>"

    def _settings(self) -> Iterator[str]:
        for name, value in (("BLOG_LOCALE", self._language), ("BLOG_TIME_ZONE", self._blog.time_zone)):
            if value:
                tag = tag_of(self._number, f"settings.{name}")
                content = _element("content", value, type="text")
                yield _entry(_element("id", tag), _kind("settings"), _element("title", name, type="text"), content)

    def _post(self, post: Post) -> str:
        number = _number_of(post)
        feed = entry_in_feed(self._number, post.kind, number)
        language = post.language if self._language is None else None
        return _entry(
            _element("id", tag_of(self._number, f"{post.kind}-{number}")),
            *_times(post.published, post.updated or post.published),
            "<app:control><app:draft>yes</app:draft></app:control>" if post.status == "draft" else "",
            _kind(post.kind),
            *(_element("category", scheme=_LABEL_SCHEME, term=label) for label in post.labels),
            _element("title", post.title or "", type="text"),
            _element("content", write_blocks(post.body), type="html", **{"xml:lang": language}),
            _element("link", rel="self", type="application/atom+xml", href=feed),
            _element("link", rel="alternate", type="text/html", href=post.url) if post.url else "",
            *_authors(post.posted_by or post.byline),
            "" if post.comment_count is None else _element("thr:total", str(post.comment_count)),
            *_place(post),
        )

    def _comments(self, post: Post, comments: Iterable[Comment], parent: str | None) -> Iterator[str]:
        for comment in comments:
            number = _number(comment.id, comment.url, str(comment.published), comment.text)
            yield self._comment(post, comment, number, parent)
            yield from self._comments(post, comment.replies, number)

    def _comment(self, post: Post, comment: Comment, number: str, parent: str | None) -> str:
        on = _number_of(post)
        feed = comment_feed(self._number, on)
        related = _element("link", rel="related", type="application/atom+xml", href=f"{feed}/{parent}")
        return _entry(
            _element("id", tag_of(self._number, f"post-{number}")),
            *_times(comment.published, comment.published),
            _kind("comment"),
            _element("title", "", type="text"),
            _element("content", write_blocks(comment.body), type="html"),
            _element("link", rel="self", type="application/atom+xml", href=f"{feed}/{number}"),
            _element("link", rel="alternate", type="text/html", href=comment.url) if comment.url else "",
            related if parent else "",
            *_authors(comment.author),
            _element(
                "thr:in-reply-to",
                href=post.url,
                ref=tag_of(self._number, f"{post.kind}-{on}"),
                source=entry_in_feed(self._number, post.kind, on),
                type="text/html",
            ),
            _element("gd:extendedProperty", name="blogger.contentRemoved", value="true") if comment.deleted else "",
        )


def _blog_of(posts: Sequence[Post]) -> Blog:
    blogs = {post.blog or Blog() for post in posts}
    if len(blogs) > 1:
        raise BlogpostError(f"expected posts of one blog, and these are from {len(blogs)}")
    return blogs.pop() if blogs else Blog()


def _made(posts: Iterable[Post]) -> dt.datetime:
    """The time of the archive: that of its latest post, since later ones would read back as scheduled."""
    moments = (moment for post in posts for moment in (post.published, post.updated))
    return max((moment for moment in moments if isinstance(moment, dt.datetime)), default=_EPOCH)


# ------------------------------------------------------------------------------------------------ entries


def _entry(*parts: str) -> str:
    return f"<entry>{''.join(parts)}</entry>"


def _kind(name: str) -> str:
    return _element("category", scheme=_KIND_SCHEME, term=_KINDS + name)


def _times(published: dt.date | None, updated: dt.date | None) -> Iterator[str]:
    for name, moment in (("published", published), ("updated", updated)):
        if moment is not None:
            yield _element(name, moment.isoformat())


def _authors(byline: Byline | None) -> Iterator[str]:
    """An element for each person. The first has the address."""
    for number, name in enumerate(byline.names if byline else ()):
        uri = _element("uri", byline.url) if byline and byline.url and not number else ""
        yield f"<author>{_element('name', name)}{uri}<email>noreply@blogger.com</email></author>"


def _place(post: Post) -> Iterator[str]:
    if post.location is not None:
        if post.location.name:
            yield _element("georss:featurename", post.location.name)
        if post.location.latitude is not None:
            yield _element("georss:point", f"{post.location.latitude!r} {post.location.longitude!r}")


def _number_of(post: Post) -> str:
    return _number(post.id, post.url, post.title, str(post.published))


def _number(number: str | None, *parts: str | None) -> str:
    """The number on Blogger, or else a number derived from other fields, so that equal fields give equal numbers."""
    if number is not None and number.isascii() and number.isdecimal():
        return number
    digest = blake2b("\n".join(part or "" for part in parts).encode(), digest_size=7).digest()
    return str(10**18 + int.from_bytes(digest))


# ------------------------------------------------------------------------------------------------ XML


def _element(name: str, text: str | None = None, /, **attributes: str | None) -> str:
    start = f"<{name}{_attributes(attributes)}"
    return f"{start}/>" if text is None else f"{start}>{escape(text, quote=False)}</{name}>"


def _attributes(attributes: dict[str, str] | dict[str, str | None]) -> str:
    return "".join(f" {key}='{escape(value)}'" for key, value in attributes.items() if value is not None)
