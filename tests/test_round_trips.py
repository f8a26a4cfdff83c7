"""Promise 1: whatever post can be built comes back from JSON, Markdown and HTML as it was."""

from __future__ import annotations

import datetime as dt
import pickle

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given

import blogpost
from blogpost import Byline, Comment, Post
from blogpost.content import Block, Paragraph, Text, blocks, plain_text
from blogpost.markup import yaml
from blogpost.markup.content import read_blocks
from blogpost.markup.dom import parse_html
from blogpost.markup.html import write_blocks
from comparing import words
from laws import times_of
from strategies import body, posts


@given(posts)
def test_json_gives_back_the_post(post: Post) -> None:
    text = blogpost.to_json(post)
    again = blogpost.from_json(text)
    assert again == post
    assert times_of(again) == times_of(post)
    assert blogpost.to_json(again) == text


@given(posts)
def test_dict_gives_back_the_post(post: Post) -> None:
    assert blogpost.from_dict(blogpost.to_dict(post, quotes=False)) == post


@pytest.mark.parametrize("loader", yaml.LOADERS, ids=lambda loader: loader.__name__)
@given(post=posts)
def test_markdown_gives_back_the_post(loader: type, post: Post) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "LOADERS", [loader])
        text = blogpost.to_markdown(post)
        again = blogpost.from_markdown(text)
    assert again == post
    assert times_of(again) == times_of(post)
    assert blogpost.to_markdown(again) == text


@given(body)
def test_markdown_gives_back_the_content(content: list[Block]) -> None:
    post = Post(body=blocks(content))
    assert blogpost.from_markdown(blogpost.to_markdown(post)) == post


@given(body)
def test_html_gives_back_the_content(content: list[Block]) -> None:
    canonical = blocks(content)
    root = parse_html(f"<div>{write_blocks(canonical)}</div>")
    assert root is not None
    assert read_blocks(root[0][0], exact=True) == canonical


@given(posts)
def test_a_page_gives_back_the_post(post: Post) -> None:
    page = blogpost.to_html(post)
    again = blogpost.parse(page)
    assert again == post
    assert times_of(again) == times_of(post)
    assert blogpost.to_html(again) == page


@given(posts)
@example(
    Post(byline=Byline("0", url="https://a.example/b"), published=dt.datetime(2000, 1, 1), url="https://a.example/c")
)
def test_a_page_without_our_mark_is_still_a_post(post: Post) -> None:
    """If you put our markup into a page of your own, it is read like other pages, if not exactly."""
    page = blogpost.to_html(post).replace(' content="blogpost"', ' content="x"', 1)
    again = blogpost.parse(page)
    assert len(list(again.all_comments())) <= len(list(post.all_comments()))
    assert blogpost.from_json(blogpost.to_json(again)) == again


@given(posts)
def test_posts_can_be_hashed_and_pickled(post: Post) -> None:
    again = pickle.loads(pickle.dumps(post))
    assert again == post
    assert hash(again) == hash(post)


@given(body)
@example([Paragraph((Text("a_b*c* <d> &amp; ~~e~~"),))])
def test_another_renderer_of_markdown_shows_the_same_words(content: list[Block]) -> None:
    post = Post(title="t", body=blocks(content))
    markdown = blogpost.to_markdown(post).split("\n---\n", 1)[1]
    shown = cmarkgfm.markdown_to_html_with_extensions(
        markdown, options=Options.CMARK_OPT_UNSAFE, extensions=["table", "strikethrough"]
    )
    root = parse_html(f"<body>{shown}</body>")
    assert root is not None
    # An anchor may be called "more", which on Blogger is a break.
    assert words(plain_text(read_blocks(root, exact=True))) == words(plain_text(post.body))


def test_offsets_that_are_equal_instants_stay_apart() -> None:
    """Two times that are one instant are equal to Python; what is written differs."""
    instant = dt.datetime(2012, 10, 18, 9, 30, tzinfo=dt.UTC)
    elsewhere = instant.astimezone(dt.timezone(dt.timedelta(hours=-5)))
    post = Post(published=elsewhere, comments=(Comment(published=instant),))
    again = blogpost.from_markdown(blogpost.to_markdown(post))
    assert times_of(again) == ["2012-10-18 04:30:00-05:00", "None", "2012-10-18 09:30:00+00:00"]
