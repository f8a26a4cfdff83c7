"""The examples of the CommonMark specification: read without error, with the text of the reference renderer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost.content import plain_text
from blogpost.markup.content import read_blocks
from blogpost.markup.dom import parse_html

PATH = Path(__file__).parent / "cases/commonmark/spec-0.31.2.jsonl"
EXAMPLES: list[dict[str, Any]] = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]


def test_there_are_all() -> None:
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))


# Browsers end a comment of "<![CDATA[>&<]]>" at its first ">", since HTML has no such sections.
_ENDS_EARLIER = {629: "&<]]>"}


def text_of(html: str) -> str:
    root = parse_html(f"<body>{html}</body>")
    assert root is not None
    return plain_text(read_blocks(root))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["example"]))
def test_an_example_of_the_specification(example: dict[str, Any]) -> None:
    post = blogpost.from_markdown(f"---\ntitle: T\n---\n\n{example['markdown']}")
    expected = text_of(example["html"]).replace(_ENDS_EARLIER.get(example["example"], "\0"), "")
    assert post.text.split() == expected.split()
    assert blogpost.from_markdown(blogpost.to_markdown(post)) == post
