"""Real pages, where a folder of them is at hand: ``BLOGPOST_CORPUS=folder pytest tests/test_corpus.py``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import blogpost
from blogpost import NoPostError

CORPUS = Path(os.environ.get("BLOGPOST_CORPUS", "no folder"))
PAGES = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".htm", ".html") and path.is_file())

pytestmark = pytest.mark.skipif(not PAGES, reason="BLOGPOST_CORPUS names no folder with pages")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name if isinstance(path, Path) else "none")
def test_page_gives_posts_that_survive_or_one_clear_error(path: Path) -> None:
    try:
        posts = list(blogpost.iter_posts(path, format="html"))
    except NoPostError:
        return
    for post in posts:
        assert post.body or post.title
        assert blogpost.from_json(blogpost.to_json(post)) == post
        assert blogpost.from_markdown(blogpost.to_markdown(post)) == post
