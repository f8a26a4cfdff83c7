"""What the elements of a page become: each case with why it is there."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost import Post
from blogpost.language.quote_marks import quote_marks
from blogpost.markup.content import Page, read_blocks
from blogpost.markup.dom import parse_html

CASES = tomllib.loads((Path(__file__).parent / "cases/content/read.toml").read_text(encoding="utf-8"))["case"]
URL = "http://quay.example/2018/08/post.html"


def read(html: str) -> Post:
    root = parse_html(f"<body>{html}</body>")
    assert root is not None
    return Post(title="t", body=read_blocks(root, page=Page(URL, URL, "en")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_elements(case: dict[str, Any]) -> None:
    post = read(case["html"])
    assert blogpost.to_markdown(post).split("\n---\n\n", 1)[1] == case["markdown"] + "\n"
    assert blogpost.from_markdown(blogpost.to_markdown(post)) == post
    assert blogpost.from_json(blogpost.to_json(post)) == post


def test_links_within_a_post_lead_to_anchors_of_their_name() -> None:
    for case in CASES:
        text = blogpost.to_markdown(read(case["html"]))
        for href in (link.href for link in read(case["html"]).links if link.href.startswith("#")):
            assert f'<a id="{href[1:]}"></a>' in text


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en-GB", "“”"),
        ("de-AT", "„“"),
        ("pt-BR", "“”"),
        ("pt_PT", "«»"),
        ("zh-Hant-HK", "「」"),
        ("xx", "“”"),
        (None, "“”"),
    ],
)
def test_marks_of_languages(language: str | None, marks: str) -> None:
    assert "".join(quote_marks(language)) == marks
