"""The heads of text copies, as data: the title is the line with the most evidence around it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import blogpost

HEADS = tomllib.loads((Path(__file__).parent / "cases/text_heads.toml").read_text(encoding="utf-8"))["head"]


@pytest.mark.parametrize("head", HEADS, ids=[head["why"] for head in HEADS])
def test_head_of_a_copy(head: dict[str, Any]) -> None:
    post = blogpost.parse(head["text"], format="text")
    found = {
        "title": post.title,
        "byline": post.byline and post.byline.name,
        "published": post.published and post.published.isoformat(),
    }
    assert found == {key: head.get(key) for key in found}
    assert post.text.startswith(head["first"])
