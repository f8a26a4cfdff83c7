"""The post on any blog's page: title and body of pages that show one mechanism each, and pages without a post."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost.markup.dom import decode, parse_html
from blogpost.readers.page.general import read_post

CASES = sorted((Path(__file__).parent / "cases" / "general").iterdir())
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def read(case: Path) -> dict[str, Any] | None:
    text = decode((case / "page.html").read_bytes())
    root = parse_html(text)
    assert root is not None
    post = read_post(root, text, url=None)
    if post is None:
        return None
    told = blogpost.to_dict(post, quotes=False)
    return {"title": told.get("title"), "body": told.get("body", [])}


@cases
def test_title_and_body_are_what_a_reader_sees(case: Path) -> None:
    assert read(case) == json.loads((case / "expected.json").read_text(encoding="utf-8"))


@cases
def test_case_says_why_it_is_there(case: Path) -> None:
    assert (case / "why").read_text(encoding="utf-8").strip()


def test_some_have_no_post() -> None:
    assert 0 < sum(read(case) is None for case in CASES) < len(CASES)
