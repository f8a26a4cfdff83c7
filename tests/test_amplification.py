"""No document makes a post that is much larger than the document, in whatever it is read from and written to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import Blog, BlogpostError, ParseError, Post
from blogpost.content import BlockQuote, List, Paragraph, Table
from blogpost.copies import FREE_COPIES, MAX_COPIES
from blogpost.markup.commonmark import writing
from blogpost.sites import SITES, open_site
from strategies import posts

FACTOR = 20
"""What is written of these documents is at most so many times longer; docs/limits.md says what is not bounded so."""

SIZE = 30_000  # characters of a document, or somewhat more

_HEAD = "<meta content='blogger' name='generator'>"
_ATOM = "<feed xmlns='http://www.w3.org/2005/Atom' {1}><id>tag:blogger.com,1999:blog-1</id><title>{2}</title>{0}</feed>"
_ENTRY = "<entry {1}><id>tag:blogger.com,1999:blog-1.post-{2}</id><title>t</title>{0}</entry>"


def _page(body: str, head: str = "") -> str:
    post = f"<h3 class='post-title'>T</h3><div class='post-body'>{body}</div>"
    return f"<html><head>{_HEAD}{head}</head><body><div class='post hentry'>{post}</div></body></html>"


def _index(head: str, count: int) -> str:
    post = "<div class='post hentry'><h3 class='post-title'>T</h3><div class='post-body'>x</div></div>"
    return f"<html><head>{_HEAD}{head}</head><body>{post * count}</body></html>"


def _atom(html: str) -> str:
    content = f"<content type='html'>{escape(html)}</content>"
    return _ATOM.format(_ENTRY.format(content, "", 2), "", "A blog")


def _rss(html: str) -> str:
    item = (
        f"<item><title>t</title><guid>http://a.example/2012/05/x.html</guid><description>{escape(html)}</description>"
    )
    return f"<rss version='2.0'><channel><title>A blog</title>{item}</item></channel></rss>"


def _wxr(content: str, author: str = "x", count: int = 1) -> str:
    named = f"<wp:author_login>x</wp:author_login><wp:author_display_name>{author}</wp:author_display_name>"
    item = "<item><dc:creator>x</dc:creator><content:encoded>{}</content:encoded><wp:post_id>{}</wp:post_id></item>"
    items = "".join(item.format(escape(content), number) for number in range(count))
    return f"{_RSS_OF_WORDPRESS}<channel><wp:author>{named}</wp:author>{items}</channel></rss>"


_RSS_OF_WORDPRESS = """<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'
xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'>"""


def _gdata(html: str) -> str:
    entry = {"id": {"$t": "tag:blogger.com,1999:blog-1.post-2"}, "title": {"$t": "t"}, "content": {"$t": html}}
    return json.dumps({"version": "1.0", "feed": {"entry": [entry]}})


def _api(html: str) -> str:
    return json.dumps({"kind": "blogger#post", "id": "1", "url": "http://a.example/x.html", "content": html})


def _markdown(html: str) -> str:
    return f"---\ntitle: t\n---\n\n<div>{html}</div>\n"


AROUND: dict[str, Callable[[str], str]] = {
    "html": _page,
    "atom": _atom,
    "rss": _rss,
    "wxr": _wxr,
    "gdata-json": _gdata,
    "api": _api,
    "markdown": _markdown,
}
"""A document of each format that has a body of HTML."""


def _ragged(n: int, cell: str = "td") -> str:
    return "<table><tr>" + f"<{cell}>x" * (n // 14) + "<tr><td>y" * (n // 14) + "</table>"


_LONG = "http://a.example/"
BODIES: dict[str, Callable[[int], str]] = {
    "a ragged table": _ragged,
    "a ragged table with a head": lambda n: _ragged(n, "th"),
    "a table that begins with short rows": lambda n: (
        "<table>" + "<tr><td>y" * (n // 14) + "<tr>" + "<td>x" * (n // 14) + "</table>"
    ),
    "many ragged tables": lambda n: _ragged(400) * (n // 400),
    "many tables with one wide row": lambda n: ("<table><tr><td>x<td colspan=90>y<tr><td>z</table>") * (n // 54),
    "columns": lambda n: "<table><tr><td>a<td>b" + "<tr><td colspan=99>y" * (n // 20) + "</table>",
    "columns in one row": lambda n: "<table><tr>" + "<td colspan=99>y" * (n // 16) + "<tr><td>a</table>",
    "rows": lambda n: "<table><tr><td>a<td>b" + "<tr><td rowspan=999>y" * (n // 20) + "</table>",
    "a link around paragraphs": lambda n: f"<a href='{_LONG}{'x' * (n // 2)}'>" + "<p>y" * (n // 8) + "</a>",
    "a link's title": lambda n: f"<a href=b title='{'x' * (n // 2)}'>" + "<p>y" * (n // 8) + "</a>",
    "a title with spaces": lambda n: f"<a href=b title='{'x  ' * (n // 6)}'>" + "<p>y" * (n // 8) + "</a>",
    "a link around images": lambda n: (
        f"<a href='{_LONG}{'x' * (n // 2)}'>" + "<div><img src=y></div>" * (n // 44) + "</a>"
    ),
    "a link around floating images": lambda n: (
        f"<a href='{_LONG}{'x' * (n // 2)}' style='float: left'>" + "<img src=y style='float: left'>" * (n // 62)
    ),
    "a link around line breaks": lambda n: f"<a href='{_LONG}{'x' * (n // 2)}'>" + "y<br><br>" * (n // 18) + "</a>",
    "a link around items": lambda n: f"<a href='{_LONG}{'x' * (n // 2)}'><ul>" + "<li>y" * (n // 10) + "</ul></a>",
    "a link around a list's table": lambda n: (
        f"<a href='{_LONG}{'x' * (n // 2)}'><ul><li><table>" + "<tr><td>x<td>y" * (n // 28) + "</table></ul></a>"
    ),
    "links within each other": lambda n: f"<a href='{_LONG}{'x' * (n // 2)}'>" + "<a href=b><p>y" * (n // 28),
    "a short link": lambda n: "<a href=b>" + "<p>y" * (n // 4),
    "spans": lambda n: "<b><i><u><s><sup><sub>" + "<p>x</p>" * (n // 8),
    "spans of styles": lambda n: (
        "<div style='font-weight: bold; font-style: italic; text-decoration: underline line-through'>"
        + "<p>x" * (n // 4)
    ),
    "spans and line breaks": lambda n: "<b><i><u><s><sup><sub>" + "x<br><br>" * (n // 9),
    "quotes around paragraphs": lambda n: "<blockquote>" * 61 + "<p>x" * (n // 4),
    "quotes around text": lambda n: "<blockquote>a" * 61 + "y " * (n // 2),
    "quotes around lines": lambda n: "<blockquote>" * 61 + "x<br>" * (n // 5),
    "quotes around code": lambda n: "<blockquote>" * 61 + "<pre>a" + "\n" * n + "b</pre>",
    "quotes around quotes": lambda n: "<blockquote>" * 40 + "<blockquote>x</blockquote>" * (n // 26),
    "a quote's source": lambda n: f"<blockquote cite='{_LONG}{'x' * (n // 2)}'>" + "<p>y" * (n // 8),
    "lists around paragraphs": lambda n: "<ul><li>" * 30 + "<p>x" * (n // 4),
    "lists around items": lambda n: "<ul><li>" * 30 + "<ul>" + "<li>x" * (n // 5),
    "numbered lists": lambda n: "<ol start=999999998><li>" * 30 + "<p>x" * (n // 4),
    "lists around code": lambda n: "<ol start=999999998><li>" * 30 + "<pre>a" + "\nb" * (n // 2) + "</pre>",
    "quotes in lists": lambda n: "<ul><li><blockquote>" * 15 + "<p>x" * (n // 4),
    "signs in an alternative text": lambda n: f"<img src=a alt='{'*[' * (n // 2)}'>",
    "signs in a caption": lambda n: f"<figure><img src=a><figcaption>{'*[' * (n // 2)}</figcaption></figure>",
    "spaces in an address": lambda n: f"<a href='x{chr(0x3000) * (n // 3)}y'>z</a>",
    "references": lambda n: "&amp;&lt;&quot;" * (n // 15),
    "backticks": lambda n: f"<code>{'`' * (n // 2)}</code> <pre>{'`' * (n // 2)}</pre>",
    "a long name": lambda n: f"<p>“a,” said J{'x' * (n // 2)} Smith. " + "“b,” he said. " * (n // 28),
    "a name of many words": lambda n: (
        "<p>“a,” said John " + " ".join(f"Aa{i}" for i in range(n // 12)) + ". " + "“b,” said John. " * (n // 32)
    ),
}


def written(post: Post, folder: Path) -> Iterator[tuple[str, int]]:
    """The length of a post in every format that others read."""
    yield "JSON", len(blogpost.to_json(post).encode())
    yield "JSON without quotes", len(blogpost.to_json(post, quotes=False).encode())
    yield "Markdown", len(blogpost.to_markdown(post).encode())
    yield "HTML", len(blogpost.to_html(post).encode())
    yield "text", len(blogpost.to_text(post).encode())
    for tool in SITES:
        files = site_of(post, folder / tool, tool)
        yield tool, sum(len(data) for path, data in files.items() if path not in files_of_any_site(tool))


def site_of(post: Post, folder: Path, tool: str) -> dict[str, bytes]:
    """The files of a site with a post."""
    open_site(folder, tool=tool).add(post)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@cache
def files_of_any_site(tool: str) -> frozenset[str]:
    """The files that are the same for all posts: settings and layouts."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        files, others = (site_of(Post(title=folder), Path(folder), tool) for folder in (one, other))
    return frozenset(path for path, data in files.items() if others.get(path) == data)


def expect_proportion(document: str, name: str, folder: Path) -> None:
    """Checks that what a document gives is in proportion to it, or that it is beyond a limit."""
    totals: dict[str, int] = {}
    try:
        for number, post in enumerate(blogpost.iter_posts(document, format=name)):
            for way, length in written(post, folder / f"{number}" if number < 3 else folder / "others"):
                totals[way] = totals.get(way, 0) + length
            if number > 30 and max(totals.values()) < len(document):
                return  # many posts that are all alike
    except ParseError:
        return
    assert max(totals.values()) <= FACTOR * len(document.encode()), {
        way: length / len(document) for way, length in totals.items()
    }


@pytest.mark.parametrize("name", AROUND)
@pytest.mark.parametrize("family", BODIES)
def test_bodies(family: str, name: str, tmp_path: Path) -> None:
    expect_proportion(AROUND[name](BODIES[family](SIZE)), name, tmp_path)


_RELATIVE = "".join(f"<a href={i}>y</a> " for i in range(SIZE // 36))
_BASES = f"{_LONG}{'x' * (SIZE // 2)}/"
_CANONICAL = f"<link rel='canonical' href='{_LONG}2012/05/x.html'>"
DOCUMENTS: dict[str, tuple[str, Callable[[], str]]] = {
    "a base": ("html", lambda: _page(_RELATIVE, f"{_CANONICAL}<base href='{_BASES}'>")),
    "a long permalink": ("html", lambda: _page(_RELATIVE, f"<link rel='canonical' href='{_BASES}x.html'>")),
    "a base of images": (
        "html",
        lambda: _page(_RELATIVE.replace("<a href=", "<img src="), f"{_CANONICAL}<base href='{_BASES}'>"),
    ),
    "a base of comments": (
        "html",
        lambda: _page("x", f"{_CANONICAL}<base href='{_BASES}'>").replace(
            "</body>",
            "<div id='comments'><dl>"
            + "".join(
                f"<dt class='comment-author' id='c{i}'><a href='{i}' rel='nofollow'>A</a> said...</dt>"
                f"<dd class='comment-body'><p>x<a href={i}>y</a></p></dd>"
                for i in range(200)
            )
            + "</dl></div></body>",
        ),
    ),
    "a blog's title": ("html", lambda: _index(f"<title>{'x' * (SIZE // 2)}</title>", SIZE // 180)),
    "a blog's name": (
        "html",
        lambda: _index(f"<meta property='og:site_name' content='{'x ' * (SIZE // 4)}'>", SIZE // 180),
    ),
    "a page's language": ("html", lambda: _index("", SIZE // 180).replace("<html", f"<html lang='en-{'x' * SIZE}'")),
    "a feed's title": (
        "atom",
        lambda: _ATOM.format("".join(_ENTRY.format("", "", i) for i in range(SIZE // 180)), "", "x" * (SIZE // 2)),
    ),
    "a feed's author": (
        "atom",
        lambda: _ATOM.format(
            f"<author><name>{'x' * (SIZE // 2)}</name></author>"
            + "".join(_ENTRY.format("", "", i) for i in range(SIZE // 180)),
            "",
            "t",
        ),
    ),
    "an author of WordPress": ("wxr", lambda: _wxr("x", "x" * (SIZE // 2), SIZE // 180)),
    "a feed's base": (
        "atom",
        lambda: _ATOM.format(
            "".join(
                _ENTRY.format("<content type='html'>&lt;a href=b>x&lt;/a></content>", "", i) for i in range(SIZE // 260)
            ),
            f"xml:base='{_BASES}'",
            "t",
        ),
    ),
    "a feed's language": (
        "atom",
        lambda: _ATOM.format(
            "".join(_ENTRY.format("", "", i) for i in range(SIZE // 180)), f"xml:lang='en-{'x' * (SIZE // 2)}'", "t"
        ),
    ),
    "a feed's title in JSON": (
        "gdata-json",
        lambda: json.dumps(
            {
                "version": "1.0",
                "feed": {
                    "title": {"$t": "x" * (SIZE // 2)},
                    "entry": [{"id": {"$t": f"blog-1.post-{i}"}, "title": {"$t": "t"}} for i in range(SIZE // 120)],
                },
            }
        ),
    ),
    "a channel's title": (
        "rss",
        lambda: (
            f"<rss version='2.0'><channel><title>{'x' * (SIZE // 2)}</title>"
            + "".join(f"<item><title>t</title><guid>g{i}</guid></item>" for i in range(SIZE // 90))
            + "</channel></rss>"
        ),
    ),
    "a reference": (
        "markdown",
        lambda: "---\ntitle: t\n---\n\n" + "[a] " * (SIZE // 8) + f"\n\n[a]: /{'x' * (SIZE // 2)}\n",
    ),
    "a reference of images": (
        "markdown",
        lambda: "---\ntitle: t\n---\n\n" + "![a] " * (SIZE // 10) + f"\n\n[a]: /x '{'x' * (SIZE // 2)}'\n",
    ),
    "references by name": (
        "markdown",
        lambda: "---\ntitle: t\n---\n\n" + "[b][a] " * (SIZE // 14) + f"\n\n[a]: /{'x' * (SIZE // 2)}\n",
    ),
    "a table of Markdown": (
        "markdown",
        lambda: f"---\ntitle: t\n---\n\n|{'a|' * 2_000}\n|{'-|' * 2_000}\n" + "|b|\n" * 2_000,
    ),
    "a table of Markdown without bars at the edge": (
        "markdown",
        lambda: f"---\ntitle: t\n---\n\n{'a|' * 2_000}a\n{'-|' * 2_000}-\n" + "b\n" * 2_000,
    ),
    "a table of Markdown in a quote": (
        "markdown",
        lambda: f"---\ntitle: t\n---\n\n> |{'a|' * 2_000}\n> |{'-|' * 2_000}\n" + "> |b|\n" * 2_000,
    ),
    "a table of Markdown in an item": (
        "markdown",
        lambda: f"---\ntitle: t\n---\n\n- |{'a|' * 2_000}\n  |{'-|' * 2_000}\n" + "  |b|\n" * 2_000,
    ),
    "many tables of Markdown": (
        "markdown",
        lambda: (
            "---\ntitle: t\n---\n\n"
            + f"|{'a|' * 30}\n|{'-|' * 30}\n{'|b|' + chr(10)}\n".replace("|b|\n", "|b|\n" * 30) * 120
        ),
    ),
    "a link of Markdown around breaks": (
        "markdown",
        lambda: f"---\ntitle: t\n---\n\n[{'y<br><br>' * (SIZE // 18)}](/{'x' * (SIZE // 2)})\n",
    ),
    "a table in JSON": (
        "json",
        lambda: json.dumps(
            {"schema": "blogpost/1", "body": [{"type": "table", "rows": [[[]] * 2_000] + [[[]]] * 2_000}]}
        ),
    ),
    "many tables in JSON": (
        "json",
        lambda: json.dumps(
            {"schema": "blogpost/1", "body": [{"type": "table", "rows": [[[]] * 30] + [[[]]] * 30}] * 100}
        ),
    ),
    "a copy that quotes": (
        "text",
        lambda: (
            "A title\n\n"
            "Some words, and more of them.\n\n"
            + "> " * 60
            + "x\n\n"
            + "Some words.\n\n" * (SIZE // 14)
            + "Posted by Jane at 7:06 AM\n"
        ),
    ),
}


@pytest.mark.parametrize("family", DOCUMENTS)
def test_documents(family: str, tmp_path: Path) -> None:
    name, document = DOCUMENTS[family]
    expect_proportion(document(), name, tmp_path)


@pytest.mark.parametrize(
    ("name", "document"),
    [
        (DOCUMENTS[family][0], DOCUMENTS[family][1])
        for family in ("a base", "a feed's title", "a reference", "a feed's base")
    ],
)
def test_it_is_the_limit_that_stops_them(name: str, document: Callable[[], str]) -> None:
    with pytest.raises(ParseError, match="repeat at most 2 times its length"):
        list(blogpost.iter_posts(document(), format=name))


def test_no_limit_is_reached_by_what_people_write() -> None:
    """What one link, one base, one title or one style around a whole post comes to."""
    paragraph = "<p>Some words of a paragraph, as people write them, and a few more.</p>"
    for around in (
        "<a href='http://a.example/2012/05/x.html'>{}</a>",
        "<b><i>{}</i></b>",
        "<div style='font-weight: bold'>{}</div>",
    ):
        post = blogpost.parse(_page(around.format(paragraph * 500)), format="html")
        assert len(post.body) == 500
    links = "".join(f"<a href='page{i}.html'>A page</a><br>" for i in range(1_000))
    post = blogpost.parse(_page(links, "<base href='http://some-blog.example/archives/2012/'>"), format="html")
    assert len(post.links) == 1_000
    rows = "<tr><td colspan=4>A line over all columns</td></tr><tr><td>a<td>b<td>c<td>d</tr>" * 500
    table = blogpost.parse(_page(f"<table>{rows}</table>"), format="html").body[0]
    assert isinstance(table, Table)
    assert len(table.rows) == 1_000


def test_a_document_of_any_length_may_have_some_copies() -> None:
    assert (MAX_COPIES, FREE_COPIES) == (2, 8_192)
    href = f"http://a.example/{'x' * 1_000}"
    post = blogpost.parse(_page(f"<a href='{href}'>{'<p>y</p>' * 9}</a>"), format="html")
    assert [link.href for link in post.links] == [href] * 9
    with pytest.raises(ParseError, match="at most 2 times"):
        blogpost.parse(_page(f"<a href='{href}'>{'<p>y</p>' * 20}</a>"), format="html")


@pytest.mark.parametrize("name", ["jsonl", "atom"])
def test_many_small_posts_are_no_copies(name: str) -> None:
    """Each says once more what its blog is called."""
    blog = Blog("The blog of a person", "http://a.example")
    posts = [Post(title=f"Number {i}", url=f"{blog.url}/{i}.html", blog=blog) for i in range(1_000)]
    lines = "".join(f"{blogpost.to_json(post)}\n" for post in posts)
    document = lines if name == "jsonl" else blogpost.to_blogger_atom(posts)
    assert [post.title for post in blogpost.iter_posts(document, format=name)] == [post.title for post in posts]


def test_documents_are_counted_by_themselves() -> None:
    """What one reader copies is not another's: readers that are open at the same time, and those after an error."""
    page = _page(f"<a href='http://a.example/{'x' * 1_000}'>{'<p>y</p>' * 9}</a>")
    readers = [blogpost.iter_posts(page * 1, format="html") for _ in range(20)]
    assert all(len(next(reader).body) == 9 for reader in readers)
    with pytest.raises(BlogpostError):
        blogpost.parse(DOCUMENTS["a base"][1](), format="html")
    assert blogpost.parse(page, format="html")


# ------------------------------------------------------------------------------------------------ writing


@pytest.mark.parametrize("prefix", [0, 2, 5])
@given(post=posts)
def test_what_lies_too_deep_for_markdown_comes_back(prefix: int, post: Post) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "MAX_PREFIX", prefix)
        text = blogpost.to_markdown(post)
        assert blogpost.from_markdown(text) == post
        assert blogpost.to_markdown(blogpost.from_markdown(text)) == text


@given(levels=st.integers(1, 30), is_list=st.lists(st.booleans(), min_size=30, max_size=30))
def test_deep_content_comes_back(levels: int, is_list: list[bool]) -> None:
    body: list[Paragraph | BlockQuote | List] = [Paragraph("x"), Paragraph("1. y")]
    for level in range(levels):
        block = (
            List(ordered=level % 2 == 0, start=7, items=[body, [Paragraph("z")]])
            if is_list[level]
            else BlockQuote(body)
        )
        body = [Paragraph("> a"), block]
    post = Post(body=body)
    assert blogpost.from_markdown(blogpost.to_markdown(post)) == post
    assert blogpost.from_json(blogpost.to_json(post, indent=2)) == post


def test_indentation_is_left_out_where_it_would_be_most_of_the_json() -> None:
    post = Post(body=[Paragraph("x")])
    assert blogpost.to_json(post, indent=2) == json.dumps(blogpost.to_dict(post), indent=2)
    deep: BlockQuote | Paragraph = Paragraph("x")
    for _ in range(60):
        deep = BlockQuote([deep])
    assert blogpost.to_json(Post(body=[deep]), indent=2) == blogpost.to_json(Post(body=[deep]))


def test_a_quotation_within_two_others_is_a_part_of_them() -> None:
    inner = BlockQuote([Paragraph("c"), BlockQuote([Paragraph("d")])])
    post = Post(body=[BlockQuote([Paragraph("a"), BlockQuote([Paragraph("b"), inner])])])
    assert [quote.text for quote in post.quotes] == ["a\n\nb\n\nc\n\nd", "b\n\nc\n\nd"]
    assert all(post.text[quote.start : quote.end] == quote.text for quote in post.quotes)
