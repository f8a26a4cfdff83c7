"""The law of text: what `to_text` writes is read back, in every language, for every post that is plain."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

import blogpost
from blogpost import Comment, Post
from blogpost.content import Block, LineBreak, List, Paragraph, Text
from blogpost.language.locale import known
from blogpost.writers.text import is_plain
from plausible_posts import posts

_EXAMPLES = 200 if settings().max_examples > 1000 else 10


def minute(when: dt.date | None) -> str | None:
    """A time to the minute, as the blog's clock shows it; a day alone."""
    return when.isoformat()[:16] if when is not None else None


def told(comments: tuple[Comment, ...]) -> list[tuple[Any, ...]]:
    return [
        (
            comment.author and comment.author.name,
            minute(comment.published),
            comment.text,
            comment.deleted,
            told(comment.replies),
        )
        for comment in comments
    ]


def shown(post: Post) -> dict[str, Any]:
    """What a page shows of a post."""
    return {
        "title": post.title,
        "published": minute(post.published),
        "byline": post.byline and post.byline.name,
        "text": post.text,
        "labels": post.labels,
        "location": post.location,
        "comments": told(post.comments),
    }


@pytest.mark.parametrize("language", known())
def test_text_is_read_back(language: str) -> None:
    @settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(posts(language))
    def law(post: Post) -> None:
        assume(is_plain(post, language))
        text = blogpost.to_text(post, language=language)
        assert shown(blogpost.parse(text, format="text")) == shown(post), text

    law()


_OPENING = "A Night At The Pier"
_PROSE = Paragraph(
    "The ferry left before the fog did, and nobody on the quay knew when it would be back, or where it was."
)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param((Paragraph(_OPENING), _PROSE), id="a title below the title, which may be the blog's name"),
        pytest.param(
            (Paragraph((Text("The fog"), LineBreak(), Text("It is grey"))),) * 2 + (_PROSE,),
            id="lines that come twice, as titles do",
        ),
        pytest.param(
            (List(ordered=True, items=[[Paragraph("The fog")], [Paragraph("It is grey")]]),) * 2 + (_PROSE,),
            id="items that come twice",
        ),
    ],
)
def test_refused_posts_are_read_otherwise(body: tuple[Block, ...]) -> None:
    post = Post(title="The Long Ferry Home", body=body)
    assert not is_plain(post)
    assert shown(blogpost.parse(blogpost.to_text(post), format="text")) != shown(post)
