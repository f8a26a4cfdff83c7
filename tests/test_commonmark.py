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
from comparing import words

PATH = Path(__file__).parent / "cases/commonmark/spec-0.31.2.jsonl"
EXAMPLES: list[dict[str, Any]] = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]


def test_there_are_all() -> None:
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))


def text_of(html: str) -> list[str]:
    root = parse_html(f"<body>{html}</body>")
    assert root is not None
    return words(plain_text(read_blocks(root)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["example"]))
def test_an_example_of_the_specification(example: dict[str, Any]) -> None:
    post = blogpost.from_markdown(f"---\ntitle: T\n---\n\n{example['markdown']}")
    assert words(post.text) == text_of(example["html"])
    assert blogpost.from_markdown(blogpost.to_markdown(post)) == post
