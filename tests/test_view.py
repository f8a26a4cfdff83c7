"""The page for checking by eye: what it marks, and that nothing of a post acts on it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from lxml import html

import blogpost
from blogpost import Byline, Comment, Post, Quote
from blogpost.content import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Embed,
    Emphasis,
    Figure,
    Image,
    LineBreak,
    Link,
    List,
    Paragraph,
    Strong,
    Table,
    Text,
    walk,
)
from blogpost.markup.html import write_blocks
from blogpost.writers.view import dumps, marked, with_elements
from strategies import body as bodies
from strategies import posts


def seen(body: tuple[Block, ...], quotes: list[Quote]) -> list[str]:
    """The marked pieces of a body."""
    page = html.fromstring(f"<div>{with_elements(write_blocks(marked(body, quotes)), quotes)}</div>")
    return [mark.text_content() for mark in page.iter("mark")]


def test_quotations_are_marked_where_they_stand_across_every_kind_of_block() -> None:
    body = Post(
        body=[
            Paragraph([Text("He said "), Emphasis([Text("one")]), Text(" two"), LineBreak(), Text("three.")]),
            List(ordered=False, items=[[Paragraph([Text("four")])], [Paragraph([Code("five")])]]),
            Table([[[Text("six")], [Text("seven")]], [[Text("eight")], [Text("nine")]]]),
            Figure(Image("https://example.org/a.jpg"), caption=[Text("ten")]),
            CodeBlock("eleven"),
            BlockQuote([Paragraph([Strong([Text("twelve")])])]),
        ]
    )
    words = "one two three four five six seven eight nine ten eleven twelve".split()
    places = [body.text.index(word) for word in words]
    quotes = [Quote(word, start=at, end=at + len(word)) for word, at in zip(words, places, strict=True)]
    assert seen(body.body, quotes) == words


def test_a_quotation_across_spans_is_marked_piece_by_piece() -> None:
    body = (Paragraph([Text("a "), Emphasis([Text("b")]), Text(" c")]),)
    assert seen(body, [Quote("b c", start=2, end=5), Quote("c", kind="term", start=4, end=5)]) == ["b", " ", "c", "c"]


def test_what_is_known_of_a_quotation_is_told() -> None:
    page = dumps(Post(body=[Paragraph('"It is fog," said Ida Brandt.')], language="en"))
    title = "speech, by Ida Brandt, cue: said, evidence: cue"
    assert f'class="speech" title="{title}" data-said="Ida Brandt: cue">It is fog,</mark>' in page


def test_the_speaker_stands_once_after_a_quotation_in_pieces() -> None:
    body = [
        Paragraph([Text('"It is '), Emphasis([Text("fog")]), Text('," said Ida Brandt. "Mist", "Dusk" are words.')])
    ]
    page = dumps(Post(body=body, language="en")).partition("Quotations")[0]
    pieces = re.findall(r"<mark[^>]*>[^<]*</mark>", page.partition('class="body"')[2])
    assert [re.findall('data-said="(.*?)"', piece) for piece in pieces][:3] == [[], [], ["Ida Brandt: cue"]]


def test_comments_stand_in_their_threads() -> None:
    reply = Comment(author=Byline("Reply"), body=[Paragraph("second")])
    page = html.fromstring(dumps(Post(comments=[Comment(author=Byline("First"), deleted=True, replies=[reply])])))
    assert [item.text_content().split()[0] for item in page.xpath("//ol//ol/li")] == ["Reply"]
    assert page.xpath("//li//i[.='deleted']")


@given(bodies)
def test_without_quotations_the_body_is_as_it_was(content: list[Block]) -> None:
    body = Post(body=content).body
    if not any(isinstance(node, Embed) for node in walk(body)) and not re.search("[\ufdd0-\ufdd2]", write_blocks(body)):
        assert marked(body, ()) == body


SIGN = "\ufdd00\ufdd1\ufdd099\ufdd1\ufdd2 x"
QUOTED = '"It is fog," said Ida Brandt.'


@pytest.mark.parametrize(
    "block",
    [
        Paragraph([Image("x.png", SIGN, SIGN), Text(" more")]),
        Paragraph([Link(SIGN, [Text("x")], SIGN)]),
        Paragraph([Text(SIGN), Code(SIGN)]),
        Figure(Image(f"/{SIGN}", SIGN), [Text(SIGN)], SIGN),
        BlockQuote([Paragraph(SIGN)], SIGN),
        CodeBlock(SIGN, "\ufdd00\ufdd1"),
        Embed(f"/{SIGN}", SIGN),
        Embed("\ufdd00\ufdd1", "\ufdd2"),
        Table([[[Image("x.png", SIGN), Text(SIGN)]]]),
        List(items=[[Paragraph(SIGN)]]),
    ],
    ids=lambda block: type(block).__name__,
)
def test_signs_of_its_own_in_a_post_mark_nothing(block: Block) -> None:
    comment = Comment(id=SIGN, author=Byline(SIGN), body=[block])
    post = Post(title=SIGN, labels=[SIGN], body=[block, Paragraph(QUOTED)], language="en", comments=[comment])
    page = html.fromstring(dumps(post))
    assert [mark.text_content() for mark in page.xpath("//div[@class='body']//mark[@class='speech']")] == ["It is fog,"]
    shown = {value for element in page.xpath("//div[@class='body']//*") for value in element.attrib.values()}
    given = html.fromstring(f"<div>{write_blocks([block])}</div>").xpath("//img | //a | //blockquote")
    assert {value for element in given for value in element.attrib.values()} <= shown


@given(posts)
def test_nothing_acts_on_the_page(post: Post) -> None:
    page = html.fromstring(dumps(post))
    assert not list(page.iter("script", "iframe", "object", "embed", "form", "link", "base"))
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_the_command_writes_it() -> None:
    assert "view" in blogpost.formats.writable()
