"""The spool: posts in a temporary file come back as they were, in any order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogpost import Post
from blogpost.codecs.spool import Spool
from strategies import posts


@given(st.lists(posts, max_size=4))
def test_posts_come_back(given: list[Post]) -> None:
    spool = Spool()
    keys = [spool.add(post) for post in given]
    for key, post in reversed(list(zip(keys, given, strict=True))):
        assert spool.read(key) == post
    spool.close()


def test_a_closed_spool_is_empty() -> None:
    spool = Spool()
    key = spool.add(Post(title="t"))
    spool.close()
    with pytest.raises(KeyError):
        spool.read(key)
    spool.close()


def test_posts_can_be_added_after_reading() -> None:
    spool = Spool()
    first = spool.add(Post(title="a"))
    assert spool.read(first).title == "a"
    second = spool.add(Post(title="b"))
    assert [spool.read(key).title for key in (first, second)] == ["a", "b"]
    spool.close()
