"""Comments as data in a script, by which pages since 2012 put them into threads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from blogpost.content import Block
from blogpost.language.dates import parse_moment
from blogpost.markup.content import read_blocks
from blogpost.markup.dom import parse_html
from blogpost.readers.page.comments.links import absolute, id_in, instant, instant_in
from blogpost.readers.page.comments.rendered import Context, is_removed
from blogpost.readers.page.javascript import Value, read_literal
from blogpost.readers.threads import BODY_DEPTH, Found
from blogpost.values import Byline

# The list is assigned to a variable or, by widgets since 2017, given to a function.
_LIST = re.compile(r"\bvar items = (?=\[)|\.initThreadedComments\(\s*(?=\[)")


def read_scripts(scripts: Iterable[str], context: Context) -> list[Found]:
    """Every comment that scripts have as data, in their order."""
    lists = (read_literal(script, found.end()) for script in scripts for found in _LIST.finditer(script))
    items = (item for told in lists if isinstance(told, list) for item in told)
    return [_read(item, context) for item in items if isinstance(item, dict) and "body" in item]


def merged(rendered: Sequence[Found], told: Sequence[Found]) -> list[Found]:
    """One list of the comments that readers see and those of a script, each once, those that are seen first.

    What a reader sees of a comment is believed; the script adds what it replies to, and the instant.
    """
    if rendered and not any(comment.id for comment in rendered):
        return list(rendered)
    others = {comment.id: comment for comment in told if comment.id is not None}
    for comment in rendered:
        if comment.id is not None and (other := others.pop(comment.id, None)):
            _complete(comment, other)
    return [*rendered, *(comment for comment in told if comment.id is None or comment.id in others)]


def _complete(comment: Found, other: Found) -> None:
    if not _is_instant(comment.published) and other.published is not None:
        comment.published = other.published
    comment.parent = comment.parent or other.parent
    comment.author = comment.author or other.author
    comment.url = comment.url or other.url


def _is_instant(moment: dt.date | None) -> bool:
    return isinstance(moment, dt.datetime) and moment.tzinfo is not None


def _read(item: dict[str, Value], context: Context) -> Found:
    url = absolute(context.base, _text(item, "permalink"))
    body, deleted = _body(_text(item, "body"), context)
    printed = parse_moment(_text(item, "displayTime"), language=context.language, near=context.near)
    return Found(
        id=_text(item, "id") or id_in(url),
        parent=_text(item, "parentId") or None,
        author=_author(item.get("author"), context),
        published=instant(_text(item, "timestamp")) or instant_in(url) or printed,
        url=url,
        body=body,
        deleted=deleted,
    )


def _body(html: str, context: Context) -> tuple[tuple[Block, ...], bool]:
    """The content of a comment's HTML, and whether it is the notice of its removal."""
    root = parse_html(f"<div>{html}</div>")
    if root is None:
        return (), False
    body = read_blocks(root, base=context.base, room=BODY_DEPTH)
    deleted = is_removed(root, body, context.language)
    return (() if deleted else body), deleted


def _author(told: Value, context: Context) -> Byline | None:
    if not isinstance(told, dict):
        return None
    return Byline(_text(told, "name"), url=absolute(context.base, _text(told, "profileUrl")))


def _text(told: dict[str, Value], key: str) -> str:
    value = told.get(key)
    return value if isinstance(value, str) else ""
