"""Paragraphs of what shows nothing, which editors leave behind: readers make none of them, constructors do."""

from __future__ import annotations

import pytest
from lxml import html

from blogpost.content import Block, Paragraph, Text
from blogpost.markup.content import read_blocks

_UNSEEN = {
    "zero-width space": "<p>\u200b</p>",
    "byte order mark": "<p>\ufeff</p>",
    "word joiner": "<div>\u2060</div>",
    "soft hyphen": "<p>&shy;</p>",
    "marks of direction": "<p>\u200e\u200f</p>",
    "joiners among spaces": "<p> &nbsp;\u200b&zwj; </p>",
    "in formatting": "<p><b><i>\u200b</i></b></p>",
    "in a link": "<p><a href='http://a.example/'>\u200b</a></p>",
    "between line breaks": "<p>\u200b<br>\ufeff<br><br>\u200b</p>",
    "in a heading": "<h3>\u200b</h3>",
    "in a quotation": "<blockquote>\u200b</blockquote>",
    "in a list": "<ul><li>\u200b</li></ul>",
}


def _read(markup: str, *, exact: bool = False) -> tuple[Block, ...]:
    return read_blocks(html.fragment_fromstring(markup, create_parent="div"), exact=exact)


@pytest.mark.parametrize("markup", _UNSEEN.values(), ids=_UNSEEN)
def test_what_shows_nothing_is_no_block(markup: str) -> None:
    assert _read(f"<p>a</p>{markup}<p>b</p>") == (Paragraph("a"), Paragraph("b"))


def test_what_stands_beside_an_image_is_no_paragraph() -> None:
    blocks = _read("<p><a href='http://a.example/'><img src='http://a.example/x.png'></a>\u200b</p>")
    assert [type(block).__name__ for block in blocks] == ["Figure"]


def test_within_words_it_stays() -> None:
    assert _read("<p>a\u200bb</p><p>\u200ec</p>") == (Paragraph("a\u200bb"), Paragraph("\u200ec"))


def test_constructors_and_our_own_markup_keep_it() -> None:
    assert Paragraph("\u200b").content == (Text("\u200b"),)
    assert _read("<p>\u200b</p>", exact=True) == (Paragraph("\u200b"),)
