"""Text with line breaks is read without the parser, and comes out as the parser's."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogpost.markup.content import Page, read_blocks, read_lines
from blogpost.markup.dom import parse_html

PIECES = ("a", "B c", " ", "\n", "\xa0", "  ", "<br>", "<br/>", "<br />", "&amp;", "&lt;", "&quot;", "&#39;", "&nbsp;")
OTHERS = (
    "\t",
    "\r",
    "\x00",
    "\u3000",
    "\u200b",
    "ü",
    "💡",
    "<b>",
    "</b>",
    "<",
    "&",
    "&x;",
    "&amp",
    "-->",
    "]]>",
    "<BR>",
)


def parsed(html: str, depth: int) -> object:
    root = parse_html(html)
    return () if root is None else read_blocks(root, page=Page(), depth_left=depth)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from([1, 2, 3, 40]))
@example("a<br />\xa0 \xa0b<br>\xa0\xa0\xa0\xa0c", 40)
def test_both_ways_give_equal_content(html: str, depth: int) -> None:
    lines = read_lines(html, depth_left=depth)
    assert lines is None or lines == parsed(html, depth)


@given(st.lists(st.sampled_from(PIECES + OTHERS) | st.text(max_size=2), max_size=12).map("".join))
def test_whatever_is_not_plain_is_equal_or_left_to_the_parser(html: str) -> None:
    lines = read_lines(html)
    assert lines is None or lines == parsed(html, 64)


@pytest.mark.parametrize("html", ["What a lamp!<br /><br />Is it old?", "I don&#39;t know", "a\nb<br>", "Schön&nbsp;…"])
def test_usual_comments_need_no_parser(html: str) -> None:
    assert read_lines(html) == parsed(html, 64) != ()


@pytest.mark.parametrize("html", [" a", "<br>a", "<b>a</b>", "a <i>b</i>", "a&copy;", "a\x01", "<brx>", "a<br x>"])
def test_everything_else_does(html: str) -> None:
    assert read_lines(html) is None
