"""Lists of posts on the pages of many systems, and pages that only look like one: every post, in the page's order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost.model import Post

CASES = sorted((Path(__file__).parent / "cases" / "index").iterdir())
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def read(case: Path) -> list[dict[str, Any]]:
    page = (case / "page.html").read_text(encoding="utf-8")
    try:
        return [shown(post) for post in blogpost.iter_posts(page, format="html")]
    except blogpost.NoPostError:
        return []


def shown(post: Post) -> dict[str, Any]:
    return {
        "title": post.title,
        "url": post.url,
        "published": post.published.isoformat() if post.published else None,
        "byline": post.byline.name if post.byline else None,
        "labels": list(post.labels),
        "truncated": post.truncated,
        "text": post.text,
    }


def expected(case: Path) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    return posts


@cases
def test_every_post_is_what_a_reader_sees(case: Path) -> None:
    assert read(case) == expected(case)


@cases
def test_parse_refuses_several_posts(case: Path) -> None:
    page = (case / "page.html").read_text(encoding="utf-8")
    if len(expected(case)) > 1:
        with pytest.raises(blogpost.SeveralPostsError):
            blogpost.parse(page, format="html")


@cases
def test_posts_survive_every_format(case: Path) -> None:
    page = (case / "page.html").read_text(encoding="utf-8")
    for post in blogpost.iter_posts(page, format="html") if expected(case) else ():
        assert blogpost.from_json(blogpost.to_json(post)) == post
        assert blogpost.from_markdown(blogpost.to_markdown(post)) == post


@cases
def test_case_says_why_it_is_there(case: Path) -> None:
    assert (case / "why").read_text(encoding="utf-8").strip()


def test_some_list_several_posts_and_some_none() -> None:
    assert {0, 1, 3} <= {len(expected(case)) for case in CASES}


def test_counts_may_be_elsewhere_on_the_page() -> None:
    page = (CASES[0].parent / "counts-in-a-summary" / "page.html").read_text(encoding="utf-8")
    assert [post.comment_count for post in blogpost.iter_posts(page, format="html")] == [12, 0, 3]
