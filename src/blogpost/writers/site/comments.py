"""Comments as a part of their post's page, or as data for a theme to show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from blogpost.content import Block, Heading, Paragraph, Text
from blogpost.language.interface import interface
from blogpost.markup.html import write_blocks
from blogpost.model import Comment

_DEEPEST_HEADING = 6


def as_blocks(comments: Iterable[Comment], *, language: str) -> Iterator[Block]:
    """Comments below a post: each under a heading with author and time, replies a level below.

    Args:
        comments: in threads.
        language: of the words that are not the comments', a BCP 47 tag.
    """
    words = interface(language)
    yield Heading(2, words.printed("comments_heading"))
    yield from _threads(comments, words.printed("removed_author"), level=3)


def _threads(comments: Iterable[Comment], removed: str, *, level: int) -> Iterator[Block]:
    for comment in comments:
        yield Heading(min(level, _DEEPEST_HEADING), [Text(_heading(comment))])
        yield from (Paragraph(removed),) if comment.deleted else comment.body
        yield from _threads(comment.replies, removed, level=level + 1)


def _heading(comment: Comment) -> str:
    when = f" · {str(comment.published)[:16]}" if comment.published else ""
    return f"{comment.author or '—'}{when}"


def as_json(comments: Iterable[Comment]) -> str:
    """Comments as data: who wrote each, when, its HTML, and the replies to it."""
    return json.dumps([_tree(comment) for comment in comments], ensure_ascii=False, indent=2) + "\n"


def _tree(comment: Comment) -> dict[str, Any]:
    tree = {
        "id": comment.id,
        "author": comment.author.name if comment.author else None,
        "author_url": comment.author.url if comment.author else None,
        "date": comment.published.isoformat() if comment.published else None,
        "url": comment.url,
        "deleted": comment.deleted or None,
        "html": write_blocks(comment.body) or None,
        "replies": [_tree(reply) for reply in comment.replies] or None,
    }
    return {key: value for key, value in tree.items() if value is not None}
