"""Comments as data in a script, by which pages since 2012 put them into threads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from blogpost.addresses import web_address
from blogpost.blogger.addresses import instant_of, parse_comment_permalink
from blogpost.content import Block
from blogpost.language.dates import parse_moment
from blogpost.markup.content import Page, read_blocks
from blogpost.markup.dom import parse_html
from blogpost.readers.page.comments.rendered import Context, is_removed
from blogpost.readers.page.javascript import Value, read_literal
from blogpost.readers.threads import BODY_DEPTH, FlatComment
from blogpost.values import Byline

# The list is assigned to a variable or, by widgets since 2017, given to a function.
BEFORE_LIST = ("var items = ", ".initThreadedComments(")
_LIST = re.compile("(?:" + "|".join(map(re.escape, BEFORE_LIST)) + r")\s*(?=\[)")


def read_scripts(scripts: Iterable[str], context: Context) -> list[FlatComment]:
    """Every comment that scripts have as data, in their order."""
    told = (script for script in scripts if any(words in script for words in BEFORE_LIST))
    lists = (read_literal(script, found.end()) for script in told for found in _LIST.finditer(script))
    items = (item for items in lists if isinstance(items, list) for item in items)
    return [_read(item, context) for item in items if isinstance(item, dict) and "body" in item]


def merged(rendered: Sequence[FlatComment], told: Sequence[FlatComment]) -> list[FlatComment]:
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


def _complete(comment: FlatComment, other: FlatComment) -> None:
    if not _is_instant(comment.published) and other.published is not None:
        comment.published = other.published
    comment.parent = comment.parent or other.parent
    comment.author = comment.author or other.author
    comment.url = comment.url or other.url


def _is_instant(moment: dt.date | None) -> bool:
    return isinstance(moment, dt.datetime) and moment.tzinfo is not None


def _read(item: dict[str, Value], context: Context) -> FlatComment:
    url = web_address(context.base, _text(item, "permalink"))
    told = parse_comment_permalink(url)
    body, deleted = _body(_text(item, "body"), context)
    return FlatComment(
        id=_text(item, "id") or (told.id if told else None),
        parent=_text(item, "parentId") or None,
        author=_author(item.get("author"), context),
        published=instant_of(_text(item, "timestamp")) or (told.instant if told else None) or _printed(item, context),
        url=url,
        body=body,
        deleted=deleted,
    )


def _body(html: str, context: Context) -> tuple[tuple[Block, ...], bool]:
    """The content of a comment's HTML, and whether it is the notice of its removal."""
    root = parse_html(f"<div>{html}</div>")
    if root is None:
        return (), False
    body = read_blocks(root, page=Page(context.base), depth_left=BODY_DEPTH)
    deleted = is_removed(root, body, context.language)
    return (() if deleted else body), deleted


def _printed(item: dict[str, Value], context: Context) -> dt.datetime | dt.date | None:
    return parse_moment(_text(item, "displayTime"), language=context.language, reference_date=context.reference_date)


def _author(told: Value, context: Context) -> Byline | None:
    if not isinstance(told, dict):
        return None
    return Byline(_text(told, "name"), url=web_address(context.base, _text(told, "profileUrl")))


def _text(told: dict[str, Value], key: str) -> str:
    value = told.get(key)
    return value if isinstance(value, str) else ""
