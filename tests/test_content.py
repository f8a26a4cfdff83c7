"""Content is canonical from the moment it is made."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import Comment, Post, Quote
from blogpost.canonical import prose
from blogpost.content import (
    Anchor,
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Embed,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
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
    Underline,
    blocks,
    canonical_link,
    canonical_paragraph,
    canonical_span,
    canonical_text,
    depth,
    paragraph_of,
    plain_text,
)
from blogpost.markup.content import read_blocks
from blogpost.markup.dom import parse_html
from strategies import body, inlines, nasty

CASES = tomllib.loads((Path(__file__).parent / "cases/content/canonical.toml").read_text(encoding="utf-8"))

# ------------------------------------------------------------------------------------------------ the cases' notation

MAKE: dict[str, Callable[..., Any]] = {
    "strong": lambda *content: Strong([inline(part) for part in content]),
    "emphasis": lambda *content: Emphasis([inline(part) for part in content]),
    "link": lambda href, *content: Link(href, [inline(part) for part in content]),
    "anchor": Anchor,
    "code": Code,
    "image": Image,
    "line_break": LineBreak,
    "paragraph": lambda *content: Paragraph([inline(part) for part in content]),
    "heading": lambda level, *content: Heading(level, [inline(part) for part in content]),
    "block_quote": lambda *content: BlockQuote([made(part) for part in content]),
    "list": lambda *items: List(items=[[made(part) for part in item] for item in items]),
    "code_block": CodeBlock,
    "figure": lambda image, href=None: Figure(made(image), href=href),
}


def inline(part: Any) -> Inline:
    node: Inline = Text(part) if isinstance(part, str) else made(part)
    return node


def made(part: list[Any]) -> Any:
    kind, *rest = part
    return MAKE[kind](*rest)


@pytest.mark.parametrize("case", CASES["inlines"], ids=lambda case: case["rule"])
def test_inlines(case: dict[str, Any]) -> None:
    expected = tuple(inline(part) for part in case["made"])
    assert Paragraph([inline(part) for part in case["given"]]).content == expected


@pytest.mark.parametrize("case", CASES["blocks"], ids=lambda case: case["rule"])
def test_blocks(case: dict[str, Any]) -> None:
    expected = tuple(made(part) for part in case["made"])
    assert blocks([made(part) for part in case["given"]]) == expected
    assert Post(body=[made(part) for part in case["given"]]).body == expected


# ------------------------------------------------------------------------------------------------ laws


@given(body)
def test_making_is_idempotent(content: list[Block]) -> None:
    assert blocks(blocks(content)) == blocks(content)


@given(body)
def test_anchors_have_no_width(content: list[Block]) -> None:
    """A text is the same with and without them, so that quotations keep their places."""
    canonical = blocks(content)
    assert plain_text(canonical) == plain_text(without_anchors(canonical))


def without_anchors(content: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks made anew out of their JSON, from which every anchor was taken."""
    tree = blogpost.to_dict(Post(body=content), quotes=False)
    return blogpost.from_dict(_anchorless(tree)).body


def _anchorless(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _anchorless(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_anchorless(value) for value in tree if not (isinstance(value, dict) and value.get("type") == "anchor")]
    return tree


@given(inlines)
def test_a_plain_string_is_a_text(node: Inline) -> None:
    assert Emphasis("a b") == Emphasis((Text("a b"),))
    assert Paragraph((node,)) == Paragraph([node])


# ------------------------------------------------------------------------------------------------ without converters


def _remade(value: Any) -> Any:
    """A node with all that is in it, made by the constructors."""
    if isinstance(value, tuple):
        return tuple(map(_remade, value))
    if not attrs.has(type(value)):
        return value
    fields = {field.name: getattr(value, field.name) for field in attrs.fields(type(value)) if field.init}
    return type(value)(**{name: _remade(each) for name, each in fields.items()})


@given(st.one_of(nasty, st.text()))
def test_nodes_of_canonical_text_are_what_the_constructors_make(text: str) -> None:
    assert canonical_text(prose(text)) == Text(text)
    if line := prose(text).strip(" "):
        assert canonical_paragraph(line) == Paragraph((Text(text),)) == _remade(canonical_paragraph(line))
    if prose(text):
        node = Text(text)
        assert canonical_link("http://a.example/", node, text) == Link("http://a.example/", (node,), text)
        for kind in (Emphasis, Strong, Underline, Strikethrough, Superscript, Subscript):
            made = canonical_span(kind, node)
            assert (type(made), made, hash(made)) == (kind, kind((node,)), hash(kind((node,))))


@given(body, st.booleans())
def test_what_is_read_is_what_the_constructors_make(content: list[Block], exact: bool) -> None:
    root = parse_html(blogpost.to_html(Post(body=content)))
    assert root is not None
    read = read_blocks(root, exact=exact)
    assert _remade(read) == read == blocks(read)


@given(st.lists(st.one_of(inlines, nasty.map(Text), st.just(LineBreak())), max_size=5))
def test_a_plain_line_is_what_the_rules_make(line: list[Inline]) -> None:
    """A line with an anchor passes all rules, and an anchor has no width."""
    by_rules = Paragraph([*line, Anchor("x")]).content
    shown = [
        [node for node in content if type(node) is not Anchor] for content in (paragraph_of(line).content, by_rules)
    ]
    assert shown[0] == shown[1]
    assert paragraph_of(line) == Paragraph(line)


# ------------------------------------------------------------------------------------------------ limits and errors


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:x", " vbscript:x", "data:text/html,x", "file:///x", ""]
)
def test_unsafe_and_empty_addresses_raise(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Link(url, "x")
    with pytest.raises(ValueError, match="address"):
        Embed(url)
    with pytest.raises(ValueError, match="address"):
        Image(url)


@pytest.mark.parametrize("url", ["data:image/svg+xml,<svg>", "data:image/pngx,a"])
def test_only_bitmaps_are_images_in_themselves(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Image(url)
    assert Image("data:image/png;base64,AA==").src == "data:image/png;base64,AA=="


def test_white_space_in_addresses_is_encoded() -> None:
    assert Link(" http://a.b/c d\te\n ", "x").href == "http://a.b/c%20d%09e"


def test_depth_is_64_at_most() -> None:
    block: Block = Paragraph("a")
    for _ in range(62):
        block = BlockQuote((block,))
    assert depth([block]) == 64
    with pytest.raises(ValueError, match="64"):
        BlockQuote((block,))


def test_replies_and_their_content_nest_64_deep_together() -> None:
    comment = Comment(body=(Paragraph("a"),))
    for _ in range(61):
        comment = Comment(replies=(comment,))
    with pytest.raises(ValueError, match="64"):
        Comment(replies=(comment,))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Heading(0, "a"),
        lambda: Heading(7, "a"),
        lambda: List(ordered=True, start=-1, items=[[Paragraph("a")]]),
        lambda: List(ordered=True, start=10**9, items=[[Paragraph("a")]]),
        lambda: Table([[[Text("a")]]], header_rows=-1),
    ],
)
def test_senseless_numbers_raise(make: Callable[[], object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        make()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda word: Post(kind=word), "Post.kind is one of post, page, not 'lost'"),
        (lambda word: Post(status=word), "Post.status is one of live, draft, scheduled, trashed, not 'lost'"),
        (lambda word: Quote(kind=word), "Quote.kind is one of speech, term, title, block, not 'lost'"),
        (lambda word: Quote(evidence=word), "Quote.evidence is one of cue, carried, none, not 'lost'"),
    ],
)
def test_a_word_that_a_field_does_not_have_is_told(make: Callable[[Any], object], says: str) -> None:
    with pytest.raises(ValueError, match="is one of") as raised:
        make("lost")
    assert str(raised.value) == says


def test_tables_are_rectangular() -> None:
    table = Table([[[Text("a")], [Text("b")]], [[Text("c")]]], header_rows=9)
    assert [len(row) for row in table.rows] == [2, 2]
    assert table.header_rows == 2


@pytest.mark.parametrize("wrong", [1, None, b"text"])
def test_what_is_no_node_raises(wrong: Any) -> None:
    with pytest.raises(TypeError):
        Paragraph([wrong])
    with pytest.raises(TypeError):
        Post(body=[wrong])


def test_text_is_what_the_blocks_say() -> None:
    post = Post(
        body=[
            Heading(2, "Title"),
            BlockQuote([Paragraph("one"), Paragraph([Text("two"), LineBreak(), Text("lines")])]),
            List(items=[[Paragraph("a")], [Paragraph("b"), Paragraph("c")]]),
            CodeBlock("x = 1\ny = 2"),
            Figure(Image("/a.png", "not text"), [Text("caption")]),
            Table([[[Text("1")], [Text("2")]], [[Text("3")], []]]),
            Embed("http://a.b/"),
            JumpBreak(),
        ]
    )
    assert post.text.split("\n\n") == [
        "Title",
        "one",
        "two\nlines",
        "a",
        "b",
        "c",
        "x = 1\ny = 2",
        "caption",
        "1 | 2\n3 | ",
    ]
