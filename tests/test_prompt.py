"""What the prompt shows: short lines, whole trees with rich, a page in notebooks, and only public names."""

from __future__ import annotations

import html
import pydoc
import re
from typing import Any

import attrs
import pytest
from hypothesis import given

import blogpost
from blogpost import Blog, Byline, Comment, Location, Post, Quote, content
from blogpost.content import (
    Anchor,
    BlockQuote,
    CodeBlock,
    Embed,
    Figure,
    Heading,
    Image,
    JumpBreak,
    LineBreak,
    Link,
    List,
    Paragraph,
    Strong,
    Table,
    Text,
    walk,
)
from blogpost.displays import MAX_SHOWN, bare, quoted
from strategies import nasty, posts

COMMENT = Comment(author="Ann", published="2019-03-15T10:00", body="Yes!", replies=[Comment(body="No.")])
POST = Post(
    title="Title", byline="Jane Doe", published="2019-03-14", body=["one", "two"], comments=[COMMENT], language="en"
)
IMAGE = Image("boat.jpg", alt="A boat")

SHOWN: list[tuple[Any, str]] = [
    (POST, "<Post 'Title' by Jane Doe, 2019-03-14, 2 blocks, 2 comments>"),
    (Post(), "<Post 0 blocks>"),
    (Post(kind="page", status="draft", truncated=True, body="x"), "<Post page, draft, 1 block, truncated>"),
    (COMMENT, "<Comment by Ann, 2019-03-15, 'Yes!', 1 reply>"),
    (Comment(deleted=True), "<Comment deleted>"),
    (Comment(), "<Comment>"),
    (Byline(["Jane Doe", "John Roe"], affiliation="Reuters"), "<Byline 'Jane Doe and John Roe' affiliation='Reuters'>"),
    (Blog(title="Log", url="https://a.example/"), "<Blog title='Log' url='https://a.example/'>"),
    (Location("Malmö", 55.6, 13), "<Location name='Malmö' latitude=55.6 longitude=13.0>"),
    (Quote("It is fog,", speaker="she", speaker_name="Ida Brandt"), "<Quote 'It is fog,' by Ida Brandt (speech)>"),
    (Quote("fog", kind="term"), "<Quote 'fog' (term)>"),
    (Text("a"), "<Text 'a'>"),
    (LineBreak(), "<LineBreak>"),
    (Anchor("fn1"), "<Anchor 'fn1'>"),
    (Link("#fn1", ["a ", Strong("b")]), "<Link '#fn1' 'a b'>"),
    (IMAGE, "<Image 'boat.jpg' alt='A boat'>"),
    (Heading(2, "Title"), "<Heading 2 'Title'>"),
    (Paragraph(["one", LineBreak(), "two"]), r"<Paragraph 'one\ntwo'>"),
    (Paragraph("x" * 90), f"<Paragraph '{'x' * 57}…'>"),
    (BlockQuote(["one", "two"]), r"<BlockQuote 'one\n\ntwo'>"),
    (List(ordered=True, items=["one", "two"]), r"<List ordered=True 'one\n\ntwo'>"),
    (CodeBlock("n = 1\n", language="python"), r"<CodeBlock 'n = 1\n' language='python'>"),
    (Figure(IMAGE, "Caption"), "<Figure <Image 'boat.jpg' alt='A boat'> 'Caption'>"),
    (Embed("https://a.example/", "vimeo"), "<Embed 'https://a.example/' provider='vimeo'>"),
    (Table([["a", "b"]], header_rows=1), "<Table 'a | b' header_rows=1>"),
    (JumpBreak(), "<JumpBreak>"),
]


@pytest.mark.parametrize(("value", "line"), SHOWN, ids=[type(value).__name__ for value, _ in SHOWN])
def test_a_value_is_a_short_line(value: object, line: str) -> None:
    assert repr(value) == line


def test_every_class_of_the_model_is_shown() -> None:
    models = {Post, Comment, Byline, Blog, Location, Quote}
    shown = {type(value) for value, _ in SHOWN}
    assert models <= shown
    assert all("_shown" in dir(cls) for cls in (*models, *content.BLOCKS, *content.INLINES))


@given(posts)
def test_no_line_is_long_or_acts_on_the_terminal(post: Post) -> None:
    small = [post.blog, post.byline, post.posted_by, post.location, *post.quotes, *post.all_comments()]
    for value in (post, *small, *walk(post.body)):
        line = repr(value)
        assert line.isprintable()
        assert len(line) <= 6 * (MAX_SHOWN + 20)


@given(nasty)
def test_a_text_is_cut_in_its_marks(text: str) -> None:
    shown = quoted(text * 9)
    assert len(shown) <= MAX_SHOWN + 2
    assert bare(text * 9) == shown[1:-1]
    assert (shown == repr(text * 9)) is (len(repr(text * 9)) <= MAX_SHOWN + 2)


@given(posts)
def test_the_whole_tree_is_there_for_rich(post: Post) -> None:
    fields = {name: value for name, value, *_ in post.__rich_repr__()}
    assert Post(**fields) == post
    assert attrs.asdict(post)["title"] == post.title


def test_rich_prints_the_whole_tree() -> None:
    pretty = pytest.importorskip("rich.pretty")
    assert "text='Yes!'" in pretty.pretty_repr(POST)
    assert "status=" not in pretty.pretty_repr(POST)


def test_the_string_of_a_post_a_comment_and_a_quotation_is_its_text() -> None:
    assert str(POST) == POST.text == "one\n\ntwo"
    assert str(COMMENT) == "Yes!"
    assert str(Quote("It is fog,")) == "It is fog,"


def test_a_notebook_shows_the_page_for_checking() -> None:
    post = Post(title='<b> "x"', body='"It is fog," said Ida Brandt.', language="en")
    shown = post._repr_html_()
    frame = re.fullmatch(r'<iframe srcdoc="([^"]*)" sandbox="" style="[^"<>]*">([^<>]*)</iframe>', shown)
    assert frame
    page, line = map(html.unescape, frame.groups())
    assert line == repr(post)
    assert 'data-said="Ida Brandt: cue">It is fog,</mark>' in page
    assert "<b>" not in page.replace("&lt;b&gt;", "")


# ------------------------------------------------------------------------------------------------ names


def test_only_public_names_are_offered() -> None:
    assert sorted(dir(blogpost)) == sorted({*blogpost.__all__, "__version__", "content"})
    assert sorted(dir(content)) == sorted(content.__all__)
    assert {cls.__name__ for cls in (*content.BLOCKS, *content.INLINES)} < set(dir(content))


def test_help_begins_with_an_example() -> None:
    said = pydoc.plain(pydoc.render_doc(blogpost))
    description = said.partition("DESCRIPTION\n")[2]
    assert 'post = blogpost.parse(Path("page.html"))' in "\n".join(description.splitlines()[:8])


def test_every_public_name_of_content_says_what_it_is() -> None:
    functions = [getattr(content, name) for name in content.__all__ if name.islower()]
    assert all(function.__doc__ for function in functions)
    assert content.plain_text(POST.body) == POST.text
    assert content.plain_text(Paragraph(["a ", Strong("b")]).content) == content.plain_text(Paragraph("a b")) == "a b"
    assert content.plain_text(LineBreak()) == "\n"
    assert content.plain_text([]) == ""
