"""The Markdown codec writes what a person would, and reads what people and site generators write."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost import BlogpostError, Byline, Comment, ParseError, Post
from blogpost.content import Heading, Paragraph
from blogpost.markup import yaml

CASES = Path(__file__).parent / "cases/markdown"
BY_HAND = tomllib.loads((CASES / "by_hand.toml").read_text(encoding="utf-8"))
WRITTEN = tomllib.loads((CASES / "written.toml").read_text(encoding="utf-8"))


def post_of(**fields: Any) -> Post:
    return blogpost.from_dict({"schema": "blogpost/1", **fields})


@pytest.mark.parametrize("case", BY_HAND["case"], ids=lambda case: case["name"])
def test_markdown_written_by_hand(case: dict[str, str]) -> None:
    expected = post_of(**json.loads(case["expected"]))
    assert blogpost.from_markdown(case["markdown"].removeprefix("\n")) == expected


@pytest.mark.parametrize("loader", yaml.LOADERS, ids=lambda loader: loader.__name__)
@pytest.mark.parametrize("case", BY_HAND["error"], ids=lambda case: case["name"])
def test_errors(case: dict[str, str], loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "LOADERS", [loader])
    with pytest.raises(ParseError) as raised:
        blogpost.from_markdown(case["markdown"])
    assert case["message"] in str(raised.value)


@pytest.mark.parametrize("case", WRITTEN["case"], ids=lambda case: case["name"])
def test_what_is_written(case: dict[str, str]) -> None:
    post = post_of(title="t", body=json.loads(case["content"]))
    text = blogpost.to_markdown(post)
    assert text.split("\n---\n\n", 1)[1] == case["markdown"] + "\n"
    assert blogpost.from_markdown(text) == post


def test_both_yaml_loaders_are_tested() -> None:
    assert len(yaml.LOADERS) == 2, "this PyYAML lacks libyaml; the suite runs with and without it"


def test_comments_stand_below_the_post_readable() -> None:
    reply = Comment(id="2", author=Byline("Eve"), deleted=True)
    comment = Comment(id="1", author=Byline("Bob_"), body=[Paragraph("Fine.")], replies=[reply])
    text = blogpost.to_markdown(Post(title="t", body=[Paragraph("x")], comments=[comment]))
    assert text.split("\n---\n\n", 1)[1] == (
        "x\n\n<!-- comments -->\n\n## Comments\n\n"
        "<!-- comment -->\n\n### Bob\\_\n\nFine.\n\n"
        "<!-- comment -->\n\n#### Eve (deleted)\n"
    )


def test_a_first_heading_is_no_title_where_there_is_none() -> None:
    post = Post(body=[Heading(1, "not the title")])
    assert blogpost.from_markdown(blogpost.to_markdown(post)) == post


@pytest.mark.parametrize(
    "text",
    [
        "---\na: &x [*x]\n---\n",
        "---\ntags: &x [*x]\n---\n",
        "---\n" + "[" * 100_000 + "\n---\n",
        "---\n? [a]: b\n---\n",
        "---\n!!python/object/apply:os.system [ls]\n---\n",
        "---\na: !!binary x\n---\n",
        "> " * 50_000 + "a",
        "[" * 50_000,
        "*" * 50_000 + "a",
        "<div>" * 3_000,
        "- " * 5_000 + "a",
    ],
    ids=[
        "alias",
        "endless-alias",
        "deep",
        "odd-key",
        "python",
        "binary",
        "quotes",
        "brackets",
        "stars",
        "divs",
        "lists",
    ],
)
def test_no_text_raises_anything_else(text: str) -> None:
    """Whatever a text is, it is a post, or one clear error."""
    try:
        post = blogpost.from_markdown(text)
    except BlogpostError:
        return
    assert blogpost.from_markdown(blogpost.to_markdown(post)) == post
