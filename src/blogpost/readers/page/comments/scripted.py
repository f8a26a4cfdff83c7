"""Comments as data in a script, which pages since 2012 need for their threads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence

from blogpost.addresses import web_address
from blogpost.blogger import instant_of, parse_comment_permalink
from blogpost.content import Block
from blogpost.language.dates import parse_moment
from blogpost.markup.content import Page, read_blocks
from blogpost.markup.dom import parse_html
from blogpost.markup.javascript import Value, read_literal
from blogpost.readers.page.comments.rendered import Context, is_removed
from blogpost.readers.threads import BODY_DEPTH, FlatComment
from blogpost.values import Byline

# The list is assigned to a variable or, in widgets since 2017, passed to a function.
BEFORE_LIST = ("var items = ", ".initThreadedComments(")
_LIST = re.compile("(?:" + "|".join(map(re.escape, BEFORE_LIST)) + r")\s*(?=\[)")


def read_scripts(scripts: Iterable[str], context: Context, shown: Collection[str | None] = ()) -> list[FlatComment]:
    """Every comment in the data of scripts, in their order; without the bodies of those that the page shows, by id."""
    with_list = (script for script in scripts if any(words in script for words in BEFORE_LIST))
    lists = (read_literal(script, match.end()) for script in with_list for match in _LIST.finditer(script))
    items = (item for items in lists if isinstance(items, list) for item in items)
    return [_read(item, context, shown) for item in items if isinstance(item, dict) and "body" in item]


def merge_comments(rendered: Sequence[FlatComment], scripted: Sequence[FlatComment]) -> list[FlatComment]:
    """One list of the comments that readers see and those of a script, each once, the visible ones first.

    The visible comment wins; the script adds the comment that it replies to, and the instant.
    """
    if rendered and not any(comment.id for comment in rendered):
        return list(rendered)
    others = {comment.id: comment for comment in scripted if comment.id is not None}
    for comment in rendered:
        if comment.id is not None and (other := others.pop(comment.id, None)):
            _complete(comment, other)
    return [*rendered, *(comment for comment in scripted if comment.id is None or comment.id in others)]


def _complete(comment: FlatComment, other: FlatComment) -> None:
    if not _is_instant(comment.published) and other.published is not None:
        comment.published = other.published
    comment.parent = comment.parent or other.parent
    comment.author = comment.author or other.author
    comment.url = comment.url or other.url


def _is_instant(moment: dt.date | None) -> bool:
    return isinstance(moment, dt.datetime) and moment.tzinfo is not None


def _read(item: dict[str, Value], context: Context, shown: Collection[str | None]) -> FlatComment:
    url = web_address(context.base, _text(item, "permalink"))
    permalink = parse_comment_permalink(url)
    number = _text(item, "id") or (permalink.id if permalink else None)
    body, deleted = ((), False) if number in shown else _body(_text(item, "body"), context)
    return FlatComment(
        id=number,
        parent=_text(item, "parentId") or None,
        author=_author(item.get("author"), context),
        published=instant_of(_text(item, "timestamp"))
        or (permalink.instant if permalink else None)
        or _printed(item, context),
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


def _author(value: Value, context: Context) -> Byline | None:
    if not isinstance(value, dict):
        return None
    return Byline(_text(value, "name"), url=web_address(context.base, _text(value, "profileUrl")))


def _text(item: dict[str, Value], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""
