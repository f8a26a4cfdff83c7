"""Pages of others that microformats2 mark up: in every nesting that the specification allows."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost import NoPostError

_FILE = Path(__file__).parent / "cases/microformats.toml"
CASES = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]
_URL = "https://x.example/page"
_HEAD = "<!DOCTYPE html><html lang=en><head><title>Page</title></head><body>"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases(case: dict[str, Any]) -> None:
    posts = blogpost.iter_posts(_HEAD + case["page"], format="html", url=_URL)
    expected = [{"schema": "blogpost/1", **post} for post in json.loads(case["posts"])]
    assert [blogpost.to_dict(post, quotes=False) for post in posts] == expected


def test_an_entry_without_a_text_is_no_post() -> None:
    with pytest.raises(NoPostError):
        blogpost.parse(f'{_HEAD}<div class="h-entry"><p class="p-name">A title</p></div>', format="html")


def test_our_page_that_somebody_broke_is_a_page_like_others() -> None:
    page = blogpost.to_html(blogpost.Post(title="A", url="https://x.example/a", comment_count=3))
    broken = page.replace('data-comment-count="3"', 'data-comment-count="many"').replace("/a", "/b")
    post = blogpost.parse(broken)
    assert (post.title, post.url, post.comment_count) == ("A", "https://x.example/b", None)


def test_our_page_is_where_the_caller_says_if_it_does_not_say_it_itself() -> None:
    for own, url in ((None, _URL), ("https://x.example/a", "https://x.example/a")):
        page = blogpost.to_html(blogpost.Post(title="A", url=own))
        assert blogpost.parse(page, url=f"{_URL}?m=1").url == url


def test_the_page_may_state_its_blog_outside_of_an_entry() -> None:
    stated = '<meta property="og:site_name" content="Weir Notes"><title>Fog | Weir Notes</title>'
    entry = (
        '<article class="h-entry"><a class="p-author h-card" href="/jane">Jane</a><h1 class="p-name">Fog</h1>'
        '<time class="dt-published" datetime="2020-01-02">2 January</time>'
        '<div class="e-content"><p>Fog.</p></div></article>'
    )
    (post,) = blogpost.iter_posts(f"<html><head>{stated}</head><body>{entry}</body></html>", format="html", url=_URL)
    assert (post.byline and post.byline.name, post.blog and post.blog.title) == ("Jane", "Weir Notes")
