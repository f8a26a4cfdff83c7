"""Comments as a part of their post's page, or as data for a theme to show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from blogpost.content import Block, Heading, Inline, Link, Paragraph, Text
from blogpost.language.interface import Interface, interface
from blogpost.markup.html import write_blocks
from blogpost.model import Comment
from blogpost.values import without_none

WriteBody: TypeAlias = Callable[[Sequence[Block]], str]
"""Writes blocks as a site's tool reads them."""

_DEEPEST_HEADING = 6
_NUMBER = re.compile(r"[\w-]+", re.ASCII)


def as_markdown(comments: Iterable[Comment], *, language: str, write: WriteBody) -> Iterator[str]:
    """What stands below a post: its comments, each under a heading with author and time, replies a level below.

    Args:
        comments: in threads.
        language: of the words that are not the comments', a BCP 47 tag.
        write: writes blocks as the site's tool reads them.
    """
    words = interface(language)
    yield write([Heading(2, words.printed("comments_heading"))])
    yield from _threads(comments, words, write, level=3)


def _threads(comments: Iterable[Comment], words: Interface, write: WriteBody, *, level: int) -> Iterator[str]:
    for comment in comments:
        heading = Heading(min(level, _DEEPEST_HEADING), _heading(comment, words))
        yield _with_place(write([heading]), comment.id)
        yield write([Paragraph(words.printed("removed_author"))] if comment.deleted else comment.body)
        yield from _threads(comment.replies, words, write, level=level + 1)


def _heading(comment: Comment, words: Interface) -> tuple[Inline, ...]:
    name = Text(_name(comment, words) or "—")
    url = comment.author.url if comment.author else None
    when = f" · {str(comment.published)[:16]}" if comment.published else ""
    return Link(url, [name]) if url else name, Text(when)


def _name(comment: Comment, words: Interface) -> str | None:
    """The author's name; people who left none are called what Blogger's pages call them."""
    if comment.author and comment.author.name:
        return comment.author.name
    return None if comment.deleted else words.printed("anonymous")


def _with_place(heading: str, number: str | None) -> str:
    """The heading as the place that links to the comment lead to: on Blogger's pages, that is ``#c`` and its number."""
    if number is None or not _NUMBER.fullmatch(number):
        return heading
    if heading.startswith("<"):
        return heading.replace(">", f' id="c{number}">', 1)
    return f"{heading} {{#c{number}}}"


def as_json(comments: Iterable[Comment], *, language: str) -> str:
    """Comments as data: who wrote each, when, its HTML, and the replies to it.

    Args:
        comments: in threads.
        language: of the word for people without a name, a BCP 47 tag.
    """
    words = interface(language)
    return json.dumps([_tree(comment, words) for comment in comments], ensure_ascii=False, indent=2) + "\n"


def _tree(comment: Comment, words: Interface) -> dict[str, Any]:
    return without_none(
        id=comment.id,
        author=_name(comment, words),
        author_url=comment.author.url if comment.author else None,
        date=comment.published.isoformat() if comment.published else None,
        url=comment.url,
        deleted=comment.deleted or None,
        html=write_blocks(comment.body) or None,
        replies=[_tree(reply, words) for reply in comment.replies] or None,
    )
