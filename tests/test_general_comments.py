"""Comments on pages of any blog, as systems and people of many kinds mark them up."""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost.readers.page.general.comments import units
from blogpost.readers.page.general.names import COMMENT

CASES = tomllib.loads((Path(__file__).parent / "cases" / "comments.toml").read_text(encoding="utf-8"))["case"]
PAGE = """<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<title>The long ferry home – Harbour Notes</title>
<meta property="og:type" content="article"><meta property="og:title" content="The long ferry home">
<link rel="canonical" href="https://notes.example/2013/05/the-long-ferry/">{head}</head><body class="single">
<div id="header"><a href="/">Harbour Notes</a></div><div id="main">
<div class="post" id="post-12"><h1 class="post-title">The long ferry home</h1>
<div class="post-meta"><span class="date">2013-05-04</span> <a rel="author" href="/author/ines">Ines Moor</a></div>
<div class="post-content"><p>The ferry left before the fog did, and nobody on the quay could say where it had gone or
when it would be back.</p><p>Two hours later a horn was heard from behind the lighthouse, and the dogs began to bark,
one after the other, until somebody opened a window.</p></div></div>
{html}
</div><div id="sidebar"><h3>Recent</h3><ul><li><a href="/a">A post</a></li></ul></div></body></html>"""


def read(case: dict[str, Any]) -> blogpost.Post:
    (post,) = blogpost.iter_posts(
        PAGE.format(language=case["language"], head=case.get("head", ""), html=case["html"]), format="html"
    )
    return post


def rows(comments: tuple[blogpost.Comment, ...], parent: int = -1, start: int = 0) -> Iterator[list[Any]]:
    """Each comment with its replies behind it: author, time, number of the parent, text."""
    number = start
    for comment in comments:
        published = comment.published.isoformat() if comment.published else ""
        text = "(deleted)" if comment.deleted else comment.text
        yield [comment.author.name if comment.author else "", published, parent, text]
        replies = [*rows(comment.replies, number, number + 1)]
        yield from replies
        number += 1 + len(replies)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_comments_are_what_a_reader_sees(case: dict[str, Any]) -> None:
    post = read(case)
    assert [*rows(post.comments)] == case["comments"]
    if "count" in case:
        assert post.comment_count == (case["count"] if case["count"] >= 0 else None)


UNNAMED = [case for case in CASES if not case.get("needs_names")]


@pytest.mark.parametrize("case", UNNAMED, ids=lambda case: case["why"])
def test_most_comments_are_read_whatever_their_elements_are_called(case: dict[str, Any]) -> None:
    post = read({**case, "html": _NAMES.sub(_meaningless, case["html"])})
    assert [*rows(post.comments)] == case["comments"]


_NAMES = re.compile(r"""\b(class|id)=(["'])(.*?)\2""")


def _meaningless(match: re.Match[str]) -> str:
    """An attribute with names that mean nothing, but are the same for the same names. Numbers of elements stay."""
    names = (re.fullmatch(r"(.*?)(\d*)", name, re.DOTALL) for name in match[3].split())
    return f'{match[1]}="{" ".join(_word(name[1]) + name[2] for name in names if name)}"'


def _word(name: str) -> str:
    return f"k{zlib.crc32(name.encode()):x}x"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_comments_are_no_part_of_the_body(case: dict[str, Any]) -> None:
    assert read(case).text.endswith("until somebody opened a window.")


@pytest.mark.parametrize("word", [*COMMENT.split("|"), "comm", "cmt", "pc"])
def test_every_word_for_a_comment_has_a_sign_that_is_looked_for_first(word: str) -> None:
    assert units._NUMBERED.fullmatch(f"{word}-12")
    assert any(sign in word for sign in units._OF_COMMENTS)
