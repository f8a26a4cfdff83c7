"""Pages that show posts and nothing else: saved by themselves, written by hand, pasted into a script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost.model import Comment, Post

CASES = sorted((Path(__file__).parent / "cases" / "lone").iterdir())
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
        "byline": list(post.byline.names) if post.byline else [],
        "published": post.published.isoformat() if post.published else None,
        "labels": list(post.labels),
        "text": post.text,
        "comment_count": post.comment_count,
        "comments": [*map(shown_comment, post.comments)],
    }


def shown_comment(comment: Comment) -> list[str | None]:
    return [
        comment.author.name if comment.author else None,
        comment.published.isoformat() if comment.published else None,
        comment.text,
    ]


@cases
def test_posts_are_what_a_reader_sees(case: Path) -> None:
    assert read(case) == json.loads((case / "expected.json").read_text(encoding="utf-8"))


@cases
def test_posts_survive_every_format(case: Path) -> None:
    page = (case / "page.html").read_text(encoding="utf-8")
    for post in blogpost.iter_posts(page, format="html") if read(case) else ():
        assert blogpost.from_json(blogpost.to_json(post)) == post
        assert blogpost.from_markdown(blogpost.to_markdown(post)) == post


@cases
def test_case_says_why_it_is_there(case: Path) -> None:
    assert (case / "why").read_text(encoding="utf-8").strip()


def test_some_have_several_posts_and_some_none() -> None:
    assert {0, 1, 2} <= {len(read(case)) for case in CASES}


def test_reason_names_what_is_missing() -> None:
    page = (CASES[0].parent / "none-without-evidence" / "page.html").read_text(encoding="utf-8")
    with pytest.raises(blogpost.NoPostError, match="it lacks an article in JSON-LD, a date, a byline and signs"):
        blogpost.parse(page, format="html")
