# pyright: strict
"""What a user's program does with every public name, as a type checker sees it from outside.

It runs as a test; and `.ci/run` checks it with mypy and pyright, both strict, beside nothing but the installed wheel.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, assert_never, assert_type

import attrs

import blogpost
from blogpost import Blog, Byline, Comment, Location, Post, Quote
from blogpost.content import (
    BLOCKS,
    INLINES,
    Anchor,
    Block,
    BlockQuote,
    BlocksLike,
    Code,
    CodeBlock,
    Embed,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    InlinesLike,
    JumpBreak,
    LineBreak,
    Link,
    List,
    Paragraph,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Underline,
    images,
    links,
    plain_text,
    walk,
)

PASTED = """The planks still smell of tar

Posted by Jonna at 7:06 AM

"It says J + O," said Oskar.
"""


def built() -> Post:
    """A post with every field, made from the plain values that the constructors take."""
    body: list[Block] = [
        Paragraph("A plain string is a text."),
        Paragraph([Text("a "), Strong("b"), LineBreak(), Emphasis([Underline("c"), Code("d")])]),
        Paragraph((Superscript("e"), Subscript("f"), Strikethrough("g"), Image("h.png"), Text("."))),
        Heading(2, [Link("https://example.org/", "i", title="j")]),
        BlockQuote([Paragraph("k")], cite="https://example.org/k"),
        List(ordered=True, start=3, items=[[Paragraph("l")], (Paragraph("m"),)]),
        CodeBlock("n = 1\n", language="python"),
        Figure(Image("o.png", alt="p"), caption="q", href="https://example.org/o"),
        Embed("https://www.youtube.com/embed/r", provider="youtube"),
        Table([[[Text("s")], [Text("t")]], [[Text("u")]]], header_rows=1),
        ThematicBreak(),
        JumpBreak(),
    ]
    reply = Comment(author=Byline("Oskar"), published=dt.date(2012, 10, 18), body=[Paragraph("v")])
    return Post(
        id="1234",
        kind="post",
        status="draft",
        blog=Blog(id="1", title="Harbour log", url="https://example.org/", time_zone="Europe/Berlin"),
        title="w",
        headline=None,
        byline=Byline(["Jane Doe", "John Roe"], raw="DOE, ROE", url="https://example.org/jane", affiliation="Staff"),
        posted_by=Byline("Jane"),
        published=dt.datetime(2012, 10, 18, 9, 30, tzinfo=dt.UTC),
        updated=dt.date(2012, 10, 19),
        url="https://example.org/2012/10/w.html",
        language="en",
        labels=["x", "y"],
        location=Location(name="Malmö", latitude=55.6, longitude=13),
        truncated=False,
        comment_count=2,
        body=body,
        comments=[Comment(id="5", deleted=True, url="https://example.org/#c5", replies=[reply])],
    )


def meant() -> Post:
    """A post made from what one means, as far as the types say."""
    lines: list[str | Block] = ["one", Heading(2, ["two ", Strong("three")]), BlockQuote("four\n\nfive")]
    return Post(
        byline="Jane Doe",
        posted_by=["Jane Doe", "John Roe"],
        published="2019-03-14T10:00+01:00",
        updated="2019-03-14",
        location="Berlin",
        truncated=0,
        body=[*lines, List(items=["six", ["seven", Paragraph(Emphasis("eight"))]]), Table([["nine", Code("ten")]])],
        comments=[Comment(author="Ann", published="2019-03-15", body="Yes!", replies=[Comment(body=Paragraph("No."))])],
    )


def test_what_is_meant() -> None:
    post = meant()
    assert_type(post.byline, Byline | None)
    assert_type(post.published, dt.datetime | dt.date | None)
    assert_type(post.location, Location | None)
    assert_type(post.truncated, bool)
    assert_type(post.body, tuple[Block, ...])
    assert post.text.split("\n\n") == "one;two three;four;five;six;seven;eight;nine | ten".split(";")
    assert_type(str(post), str)
    assert_type(repr(post), str)


def test_order() -> None:
    assert_type(sorted([meant(), built()], key=Post.sort_key), list[Post])
    assert_type(meant().sort_key(), tuple[bool, int, str, str, str])


def test_fields() -> None:
    post = built()
    assert_type(post.id, str | None)
    assert_type(post.kind, Literal["post", "page"])
    assert_type(post.status, Literal["live", "draft", "scheduled", "trashed"])
    assert_type(post.blog, Blog | None)
    assert_type(post.title, str | None)
    assert_type(post.headline, str | None)
    assert_type(post.byline, Byline | None)
    assert_type(post.posted_by, Byline | None)
    assert_type(post.published, dt.datetime | dt.date | None)
    assert_type(post.updated, dt.datetime | dt.date | None)
    assert_type(post.url, str | None)
    assert_type(post.language, str | None)
    assert_type(post.labels, tuple[str, ...])
    assert_type(post.location, Location | None)
    assert_type(post.truncated, bool)
    assert_type(post.comment_count, int | None)
    assert_type(post.body, tuple[Block, ...])
    assert_type(post.comments, tuple[Comment, ...])
    assert_type(post.text, str)
    assert_type(post.quotes, tuple[Quote, ...])
    assert_type(post.images, tuple[Image, ...])
    assert_type(post.links, tuple[Link, ...])
    assert_type(post.all_comments(), Iterator[Comment])
    assert [image.src for image in post.images] == ["h.png", "o.png"]
    assert [link.href for link in post.links] == ["https://example.org/", "https://example.org/o"]
    assert {post: "hashable"}[built()]


def test_small_values() -> None:
    post = built()
    assert post.byline
    assert post.blog
    assert post.location
    assert_type(post.byline.names, tuple[str, ...])
    assert_type(post.byline.raw, str | None)
    assert_type(post.byline.name, str | None)
    assert_type(post.byline.url, str | None)
    assert_type(post.byline.affiliation, str | None)
    assert_type(str(post.byline), str)
    assert_type(post.blog.id, str | None)
    assert_type(post.blog.title, str | None)
    assert_type(post.blog.url, str | None)
    assert_type(post.blog.time_zone, str | None)
    assert_type(post.location.name, str | None)
    assert_type(post.location.latitude, float | None)
    assert_type(post.location.longitude, float | None)
    assert post.byline.name == "Jane Doe and John Roe"


def test_comments() -> None:
    first, reply = built().all_comments()
    assert_type(first.id, str | None)
    assert_type(first.author, Byline | None)
    assert_type(first.published, dt.datetime | dt.date | None)
    assert_type(first.url, str | None)
    assert_type(first.body, tuple[Block, ...])
    assert_type(first.deleted, bool)
    assert_type(first.replies, tuple[Comment, ...])
    assert_type(first.text, str)
    assert first.replies == (reply,)


def test_quotes() -> None:
    quote = blogpost.parse(PASTED, format="text").quotes[0]
    assert_type(quote.text, str)
    assert_type(quote.kind, Literal["speech", "term", "title", "block"])
    assert_type(quote.speaker, str | None)
    assert_type(quote.speaker_name, str | None)
    assert_type(quote.cue, str | None)
    assert_type(quote.evidence, Literal["cue", "carried", "none"])
    assert_type(quote.continues, int | None)
    assert_type((quote.start, quote.end), tuple[int, int])
    assert quote.speaker == "Oskar"


def test_reading(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PASTED, encoding="utf-8")
    assert_type(blogpost.detect(page), str)
    post = blogpost.parse(page)
    assert_type(post, Post)
    assert_type(blogpost.iter_posts(PASTED), Iterator[Post])
    data = PASTED.encode()
    for given in (data, bytearray(data), memoryview(data), io.BytesIO(data), page):
        assert list(blogpost.iter_posts(given, url=None, format="text")) == [post]
    with page.open("rb") as file:
        assert blogpost.parse(file, url="https://example.org/2012/10/w.html").url


def test_codecs() -> None:
    post = built()
    text = blogpost.to_json(post, indent=2, quotes=False, full=True)
    assert_type(text, str)
    assert_type(blogpost.from_json(text), Post)
    tree = blogpost.to_dict(post, quotes=True)
    assert_type(tree, dict[str, Any])
    assert_type(blogpost.from_dict(tree), Post)
    assert_type(blogpost.to_markdown(post), str)
    assert_type(blogpost.from_markdown(blogpost.to_markdown(post)), Post)
    assert_type(blogpost.to_text(post, language="de"), str)
    assert_type(blogpost.to_html(post), str)
    assert_type(blogpost.to_blogger_atom(iter([Post(title="w", published=post.published)])), str)
    assert_type(blogpost.json_schema(), dict[str, Any])
    assert_type(blogpost.__version__, str)
    assert blogpost.from_json(text) == blogpost.from_dict(tree) == post
    assert json.loads(text)["schema"] == "blogpost/1"


def test_a_changed_copy() -> None:
    post = attrs.evolve(built(), title="Another", labels=["z"])
    assert_type(post, Post)
    assert post.labels == ("z",)
    changed = post.evolve(title="One more", labels=["a"], byline="Jane", body="Words", published="2019-03-14")
    assert_type(changed, Post)
    assert changed.labels == ("a",)
    comment = meant().comments[0]
    assert_type(comment.evolve(author="Jane", body="Words", replies=[]), Comment)


def test_errors() -> None:
    try:
        blogpost.parse("{}", format="json")
    except blogpost.ParseError as error:
        assert_type(error.message, str)
        assert_type(error.line, int | None)
        assert_type(error.path, str | None)
        assert_type(error.others, tuple[str, ...])
        wrong: ValueError = error
        whole: blogpost.BlogpostError = error
        assert str(pickle.loads(pickle.dumps(whole))) == str(wrong)
    for kind in (blogpost.NoPostError, blogpost.SeveralPostsError, blogpost.UnknownFormatError):
        assert issubclass(kind, blogpost.BlogpostError)


def block_name(block: Block) -> str:  # noqa: C901  a case for each kind
    """A word for each kind; a checker proves that none is forgotten, and what each holds."""
    match block:
        case Paragraph(content):
            assert_type(content, tuple[Inline, ...])
            return inline_names(content)
        case Heading(level, content):
            assert_type(level, int)
            return f"h{level} {inline_names(content)}"
        case BlockQuote(content=inner, cite=cite):
            assert_type(inner, tuple[Block, ...])
            assert_type(cite, str | None)
            return f"quote {' '.join(map(block_name, inner))}"
        case List(ordered, start, items):
            assert_type(ordered, bool)
            assert_type(start, int)
            assert_type(items, tuple[tuple[Block, ...], ...])
            return "list"
        case CodeBlock(text, language):
            assert_type(text, str)
            assert_type(language, str | None)
            return "code block"
        case Figure(image, caption, href):
            assert_type(image, Image)
            assert_type(caption, tuple[Inline, ...])
            assert_type(href, str | None)
            return "figure"
        case Embed(url, provider):
            assert_type(url, str)
            assert_type(provider, str | None)
            return "embed"
        case Table(rows, header_rows):
            assert_type(rows, tuple[tuple[tuple[Inline, ...], ...], ...])
            assert_type(header_rows, int)
            return "table"
        case ThematicBreak():
            return "rule"
        case JumpBreak():
            return "more"
        case _:
            assert_never(block)


def inline_names(nodes: tuple[Inline, ...]) -> str:
    return " ".join(map(inline_name, nodes))


def inline_name(node: Inline) -> str:
    match node:
        case Text(text) | Code(text):
            assert_type(text, str)
            return "text"
        case Emphasis(content) | Strong(content) | Underline(content) | Strikethrough(content):
            assert_type(content, tuple[Inline, ...])
            return f"span {inline_names(content)}"
        case Superscript(content) | Subscript(content):
            assert_type(content, tuple[Inline, ...])
            return "small"
        case Link(href, content, title):
            assert_type(href, str)
            assert_type(content, tuple[Inline, ...])
            assert_type(title, str | None)
            return "link"
        case Image(src, alt, title):
            assert_type(src, str)
            assert_type(alt, str | None)
            assert_type(title, str | None)
            return "image"
        case LineBreak():
            return "break"
        case Anchor(name):
            assert_type(name, str)
            return "anchor"
        case _:
            assert_never(node)


def test_nodes() -> None:
    post = built()
    assert_type(plain_text(post.body), str)
    assert_type(plain_text(post.body[0]), str)
    assert_type(plain_text(Paragraph("a").content), str)
    assert_type(walk(post.body), Iterator[Block | Inline])
    assert_type(images(post.body), Iterator[Image])
    assert_type(links(post.body), Iterator[Link])
    line: InlinesLike = ["a ", Strong("b")]
    several: BlocksLike = [Paragraph(line), "c"]
    assert plain_text(Post(body=several).body) == "a b\n\nc"
    assert [table.header_rows for table in walk(post.body) if isinstance(table, Table)] == [1]


def test_content() -> None:
    assert [block_name(block) for block in built().body] == [
        "text",
        "text span text break span span text text",
        "small small span text image text",
        "h2 link",
        "quote text",
        "list",
        "code block",
        "figure",
        "embed",
        "table",
        "rule",
        "more",
    ]
    assert_type(BLOCKS, tuple[type[Block], ...])
    assert_type(INLINES, tuple[type[Inline], ...])
    assert {type(block) for block in built().body} == set(BLOCKS)
