"""A post as an HTML page: semantic elements with the classes of h-entry, and no script.

Fields that microformats lack are in ``data-*`` attributes or properties of our own (docs/html.md).
`readers.page.microformats` reads them back: https://microformats.org/wiki/h-entry
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from html import escape

from blogpost.markup.html import GENERATOR, tag, write_blocks
from blogpost.model import Comment, Post
from blogpost.values import Blog, Byline, Location


def dumps(post: Post) -> str:
    """Write a post as a page, which `blogpost.parse` reads back unchanged."""
    head = _lines(
        tag("meta", charset="utf-8"),
        tag("meta", name_="generator", content_=GENERATOR),
        tag("title", _text(post.title or "")),
        tag("link", rel="canonical", href=post.url) if post.url else "",
    )
    entry = _write_entry(post)
    body = _write_feed(post.blog, entry) if post.blog else f"<body>\n{entry}\n</body>"
    return f"<!DOCTYPE html>\n{_start('html', lang=post.language)}\n<head>\n{head}\n</head>\n{body}\n</html>\n"


def _write_feed(blog: Blog, entry: str) -> str:
    """The blog as a feed, with the post as its entry."""
    inner = [tag("p", _named(blog.title, blog.url)) if blog.title or blog.url else "", entry]
    return _element("body", inner, cls="h-feed", data_id=blog.id, data_time_zone=blog.time_zone)


def _write_entry(post: Post) -> str:
    """The post as an ``article`` element."""
    return _element(
        "article",
        _parts(post),
        cls="h-entry",
        id=post.id,
        data_kind=post.kind if post.kind != "post" else None,
        data_status=post.status if post.status != "live" else None,
        data_comment_count=post.comment_count,
    )


def _parts(post: Post) -> Iterator[str]:
    yield from _header(post)
    yield _element("div", [write_blocks(post.body)], cls="e-summary" if post.truncated else "e-content")
    yield from _footer(post)
    if post.comments:
        yield _element("section", ["<h2>Comments</h2>", *map(_comment, post.comments)], cls="comments")


def _header(post: Post) -> Iterator[str]:
    name = _text(post.title or "")
    if post.title and post.url:
        name = tag("a", name, class_="u-url", href=post.url)
    author = "p-author p-posted-by" if post.posted_by == post.byline else "p-author"
    published = _time(post.published, "dt-published") if post.published else ""
    if post.url and not post.title:
        published = tag("a", published or _text(post.url), class_="u-url", href=post.url)
    inner = [
        tag("h1", name, class_="p-name") if post.title else "",
        tag("p", _text(post.headline), class_="p-headline") if post.headline else "",
        tag("p", _author(post.byline, author)) if post.byline else "",
        tag("p", published) if published else "",
    ]
    if any(inner):
        yield _element("header", inner)


def _footer(post: Post) -> Iterator[str]:
    labels = " ".join(tag("span", _text(label), class_="p-category") for label in post.labels)
    inner = [
        tag("p", _author(post.posted_by, "p-posted-by")) if post.posted_by and post.posted_by != post.byline else "",
        tag("p", _time(post.updated, "dt-updated")) if post.updated else "",
        tag("p", labels) if labels else "",
        tag("p", _place(post.location)) if post.location else "",
    ]
    if any(inner):
        yield _element("footer", inner)


def _comment(comment: Comment) -> str:
    head = [
        _author(comment.author, "p-author") if comment.author else "",
        _time(comment.published, "dt-published") if comment.published else "",
        tag("a", "#", class_="u-url", href=comment.url) if comment.url else "",
    ]
    body = "<p>This comment has been removed.</p>" if comment.deleted else write_blocks(comment.body)
    inner = [
        tag("p", " ".join(filter(None, head))) if any(head) else "",
        _element("div", [body], cls="deleted" if comment.deleted else "e-content"),
        *map(_comment, comment.replies),
    ]
    return _element(
        "article",
        inner,
        cls="u-comment h-cite",
        id=comment.id and f"c{comment.id}",
        data_deleted="" if comment.deleted else None,
    )


def _author(byline: Byline, cls: str) -> str:
    """A card for each person, joined as a phrase. The first card has the address, the last the affiliation."""
    names = [tag("span", _text(name), class_="p-name") for name in byline.names] or [""]
    if byline.url:
        names[0] = _named(byline.names[0] if byline.names else None, byline.url)
    if byline.affiliation:
        names[-1] += (", " if byline.names else "") + tag("span", _text(byline.affiliation), class_="p-org")
    raws = [byline.raw, *[None] * len(byline.names)]
    cards = [tag("span", name, class_=f"{cls} h-card", data_raw=raw) for name, raw in zip(names, raws, strict=False)]
    return " and ".join(filter(None, (", ".join(cards[:-1]), cards[-1])))


def _named(name: str | None, url: str | None) -> str:
    """A name that links to an address. An address without a name is invisible."""
    if name is None:
        return tag("data", "", class_="u-url", value=url)
    return tag("a", _text(name), class_="p-name u-url", href=url) if url else tag("span", _text(name), class_="p-name")


def _time(moment: dt.date, cls: str) -> str:
    return tag("time", _text(str(moment)), class_=cls, datetime=moment.isoformat())


def _place(location: Location) -> str:
    degrees = [
        tag("data", "", class_=f"p-{axis}", value=value)
        for axis, value in (("latitude", location.latitude), ("longitude", location.longitude))
        if value is not None
    ]
    name = tag("span", _text(location.name), class_="p-name") if location.name else ""
    return tag("span", name + "".join(degrees), class_="p-location h-adr")


# ------------------------------------------------------------------------------------------------ writing


def _text(text: str) -> str:
    return escape(text, quote=False)


def _start(name: str, **attributes: object) -> str:
    return tag(name, None, **attributes)


def _element(name: str, inner: Iterable[str], *, cls: str | None = None, **attributes: object) -> str:
    return tag(name, f"\n{_lines(*inner)}\n", class_=cls, **attributes)


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))
