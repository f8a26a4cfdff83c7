"""Addresses that the standard library refuses are read and written like others, or lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import blogpost
from blogpost import Blog, Byline, Comment, ParseError, Post
from blogpost.addresses import joined, parts_of, without_fragment
from blogpost.content import Embed, Figure, Image, Link, Paragraph
from blogpost.sites import SITES, open_site
from blogpost.writers.files import name_of
from blogpost.writers.images import Manifest

REFUSED = ("http://[x/", "http://x]/a", "//[", "http://[::1/x.html", "http://a\u2100b/c")
odd = pytest.mark.parametrize("url", REFUSED)


@odd
def test_parts_of_what_leads_nowhere(url: str) -> None:
    assert parts_of(url).path == ""
    assert joined(url, "a.html") == ""
    assert joined("http://a.example/", url) == (url if url.startswith("http:") else "")


def test_parts_and_joints() -> None:
    assert parts_of(None).path == ""
    assert parts_of("http://a.example/b?c#d").path == "/b"
    assert joined(None, "/b") == "/b"
    assert joined("http://a.example/b/c", "d") == "http://a.example/b/d"
    assert joined("http://a.example/b/c", " http://b.example/x/../y? ") == "http://b.example/x/../y?"
    assert without_fragment("/a?b#c#d") == "/a?b"


def post_with(url: str) -> Post:
    """A post that has an address wherever there can be one."""
    body = (Paragraph([Link(url, "x")]), Figure(Image(url), href=url), Embed(url))
    author = Byline("Jane", url=url)
    return Post(
        blog=Blog(url=url), url=url, byline=author, body=body, comments=(Comment(author=author, url=url, body=body),)
    )


@odd
def test_posts_with_such_addresses_are_written(url: str, tmp_path: Path) -> None:
    post = post_with(url)
    assert blogpost.from_json(blogpost.to_json(post)) == post
    assert blogpost.from_markdown(blogpost.to_markdown(post)) == post
    assert url in blogpost.to_html(post)
    assert blogpost.to_text(post)
    assert blogpost.to_blogger_atom([post])
    assert name_of(post) == "post"
    for tool in SITES:
        open_site(tmp_path / tool, tool=tool).add(post)
    with Manifest(tmp_path) as manifest:
        manifest.add(post)


@odd
def test_pages_with_such_addresses_are_read(url: str) -> None:
    page = f"""<html><head><meta content='blogger' name='generator'/><base href='{url}'>
    <link rel='canonical' href='{url}'><meta property='og:url' content='{url}'></head><body><div class='post hentry'>
    <h3 class='post-title'><a href='{url}'>Title</a></h3><div class='post-body'><a href='{url}'>x</a><img src='{url}'>
    <iframe src='{url}'></iframe></div><div class='post-footer'><a class='timestamp-link' href='{url}'>6:41 AM</a>
    <a rel='tag' href='{url}'></a></div></div></body></html>"""
    assert blogpost.parse(page, format="html").title == "Title"
    with pytest.raises(ParseError, match="expected the address of the document as url"):
        blogpost.parse(page, format="html", url=url)


@odd
def test_feeds_with_such_addresses_are_read(url: str) -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018">
    <link rel="alternate" href="{url}"/><entry><id>tag:blogger.com,1999:blog-1.post-2</id><title>Title</title>
    <link rel="replies" type="text/html" href="{url}"/><blogger:filename>{url}</blogger:filename>
    <author><name>Jane</name><uri>{url}</uri></author><content type="html">&lt;a href='{url}'>x&lt;/a></content>
    </entry></feed>"""
    for name in ("atom", "takeout"):
        assert blogpost.parse(feed, format=name).title == "Title"


@odd
def test_text_with_such_addresses_is_read(url: str) -> None:
    assert blogpost.parse(f"Title\n\n[x]({url}) and more words.\n\nPosted by [Jane]({url}) at 6:41 AM\n", format="text")
