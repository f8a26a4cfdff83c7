"""The bodies of posts and comments in the Markdown of a site's tool, or HTML where the tool would misread that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from blogpost.content import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Figure,
    Heading,
    Inline,
    JumpBreak,
    Link,
    List,
    Paragraph,
    Text,
    ThematicBreak,
    walk,
)
from blogpost.language.interface import Interface, interface
from blogpost.markup import html
from blogpost.markup.commonmark import writing as commonmark
from blogpost.model import Comment
from blogpost.values import without_none

# ------------------------------------------------------------------------------------------------ posts


@frozen
class Dialect:
    """A tool's differences from CommonMark.

    Attributes:
        misread: text in a block's Markdown that the tool misreads.
        misread_code: text in a code span that the tool changes; None if it changes nothing.
        hard_break: a line break within a paragraph.
        is_commonmark: whether the tool reads all of CommonMark. If not, nested blocks are written as HTML.
        has_heading_ids: whether a heading can end with an id, as in ``{#c1}``.
    """

    misread: re.Pattern[str]
    misread_code: re.Pattern[str] | None = None
    hard_break: str = "\\\n"
    is_commonmark: bool = False
    has_heading_ids: bool = True


def write_body(blocks: Sequence[Block], dialect: Dialect) -> str:
    """Write blocks with a blank line between them."""
    written = zip(blocks, commonmark.write_blocks(blocks), strict=True)
    return "\n\n".join(_block(block, markdown, dialect) for block, markdown in written)


def _block(block: Block, markdown: str, dialect: Dialect) -> str:
    if (
        dialect.misread.search(markdown)
        or not (dialect.is_commonmark or _is_simple(block))
        or _misreads_code(dialect, block)
    ):
        return _html(block)
    if dialect.hard_break == _HARD_BREAK or isinstance(block, CodeBlock):
        return markdown
    return _BREAKS.sub(rf"\1{dialect.hard_break}", markdown)


def _misreads_code(dialect: Dialect, block: Block) -> bool:
    if dialect.misread_code is None:
        return False
    return any(dialect.misread_code.search(node.text) for node in walk([block]) if isinstance(node, Code))


EDGE_SPACE = re.compile(r"\A\s|\s\Z")
"""White space at the edges of a code span. Older kinds of Markdown trim it, or read the span as text."""

# A bare address up to its end, unless it is within a link's parentheses or angle brackets.
_ADDRESS = r"(?<!\]\()(?<!<)(?:\b(?:https?|ftp)://|\bwww\.)[^\s<\\]{0,1000}?"
MARKED_ADDRESS = rf"{_ADDRESS}(?:&#?\w+;|~~|[`\[])"
"""A pattern of marks and references right after a bare address, which some tools make part of its link."""

_HARD_BREAK = "\\\n"
_BREAKS = re.compile(r"(?<!\\)((?:\\\\)*+)\\\n")


def _is_simple(block: Block) -> bool:
    """Whether all kinds of Markdown read a block alike."""
    if isinstance(block, BlockQuote):
        return block.cite is None and all(isinstance(inner, Paragraph) for inner in block.content)
    if isinstance(block, List):
        return all(len(item) == 1 and isinstance(item[0], Paragraph) for item in block.items)
    if isinstance(block, Figure):
        return not block.caption
    return isinstance(block, CodeBlock | Paragraph | Heading | ThematicBreak | JumpBreak)


def _html(block: Block) -> str:
    """A block as HTML without a blank line, which would end it, and without the marks of template languages."""
    written = html.write_blocks((block,))
    written = written.replace("\n", "&#10;") if "\n\n" in written else written
    return written.replace("{", "&#123;")


# ------------------------------------------------------------------------------------------------ comments

_MAX_LEVEL = 6
_NUMBER = re.compile(r"[\w-]+", re.ASCII)


def as_markdown(comments: Iterable[Comment], *, language: str, dialect: Dialect) -> Iterator[str]:
    """Write comments below a post, each under a heading with author and time. Replies have a lower heading.

    Args:
        comments: the comments, in threads.
        language: the BCP 47 tag for words such as "Comments".
        dialect: the tool's Markdown.
    """
    words = interface(language)
    yield write_body([Heading(2, words.printed("comments_heading"))], dialect)
    yield from _threads(comments, words, dialect, level=3)


def _threads(comments: Iterable[Comment], words: Interface, dialect: Dialect, *, level: int) -> Iterator[str]:
    for comment in comments:
        yield _anchored(Heading(min(level, _MAX_LEVEL), _heading(comment, words)), comment.id, dialect)
        body = [Paragraph(words.printed("removed_author"))] if comment.deleted else comment.body
        yield write_body(body, dialect)
        yield from _threads(comment.replies, words, dialect, level=level + 1)


def _heading(comment: Comment, words: Interface) -> tuple[Inline, ...]:
    name = Text(_name(comment, words) or "—")
    url = comment.author.url if comment.author else None
    when = f" · {str(comment.published)[:16]}" if comment.published else ""
    return Link(url, [name]) if url else name, Text(when)


def _name(comment: Comment, words: Interface) -> str | None:
    """The author's name, or Blogger's word for anonymous people."""
    if comment.author and comment.author.name:
        return comment.author.name
    return None if comment.deleted else words.printed("anonymous")


def _anchored(heading: Heading, number: str | None, dialect: Dialect) -> str:
    """The heading as the target of links to the comment, which lead to ``#c`` and its number on Blogger's pages."""
    written = write_body([heading], dialect)
    if number is None or not _NUMBER.fullmatch(number):
        return written
    if dialect.has_heading_ids and not written.startswith("<"):
        return f"{written} {{#c{number}}}"
    return _html(heading).replace(">", f' id="c{number}">', 1)


def as_json(comments: Iterable[Comment], *, language: str) -> str:
    """Write comments as JSON: author, time, HTML and replies.

    Args:
        comments: the comments, in threads.
        language: the BCP 47 tag for the word "Anonymous".
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
        html=html.write_blocks(comment.body) or None,
        replies=[_tree(reply, words) for reply in comment.replies] or None,
    )
