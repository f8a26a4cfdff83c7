"""Rules for single systems: answers within a comment, and comments as data in a script.

A system belongs here only if the general rules can't read it. Each entry names the system.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import Any

from attrs import field, frozen

from blogpost.addresses import web_address
from blogpost.language.dates import parse_iso
from blogpost.markup.content import read_blocks
from blogpost.markup.dom import has_class, parse_html
from blogpost.readers.page.general.comments.extents import Unit
from blogpost.readers.threads import BODY_DEPTH, FlatComment
from blogpost.values import Byline

_ANSWERS = frozenset(("reply-text",))
"""Pixnet: the blog's owner answers within the commenter's own element."""

_STATE = re.compile(r"window\._preloads\s*=\s*(?=JSON\.parse\(\s*\"|\{)")
_PARSE = re.compile(r"JSON\.parse\(\s*")
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,200}>")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_JSON = json.JSONDecoder(strict=False)
_MOST_STATED = 20_000  # comments in JSON-LD


def answers_in(units: Sequence[Unit]) -> list[Unit]:
    """The comments, each followed by the answers within its elements."""
    with_answers = []
    for unit in units:
        with_answers.append(unit)
        with_answers += [
            Unit([element])
            for each in unit.elements
            for element in each.iter("li", "div")
            if element is not unit.root and has_class(element, _ANSWERS)
        ]
    return with_answers


def read_json_ld(nodes: Any, names: Callable[[Any], list[str]]) -> list[FlatComment]:
    """The comments in JSON-LD, from the value of an article's `comment`.

    Args:
        nodes: the value.
        names: reads the names in the value of `author`.
    """
    comments: list[FlatComment] = []
    waiting: list[tuple[Any, FlatComment | None]] = [(node, None) for node in reversed(_listed(nodes))]
    while waiting:
        node, parent = waiting.pop()
        if not isinstance(node, dict) or len(comments) >= _MOST_STATED:
            continue
        comment = _stated_comment(node, parent, names)
        if comment is not None:
            comments.append(comment)
        waiting += [(reply, comment or parent) for reply in reversed(_listed(node.get("comment")))]
    return comments


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _stated_comment(
    node: dict[str, Any], parent: FlatComment | None, names: Callable[[Any], list[str]]
) -> FlatComment | None:
    text = node.get("text") or node.get("commentText")
    root = parse_html(f"<div>{_paragraphs(str(text))}</div>") if text else None
    if root is None:
        return None
    names_stated = names(node.get("author") or node.get("creator"))
    return FlatComment(
        parent=parent,
        author=Byline(names_stated[0]) if names_stated else None,
        published=parse_iso(str(node.get("dateCreated") or node.get("datePublished") or node.get("commentTime"))),
        url=web_address(None, str(node.get("url") or "")),
        body=read_blocks(root, depth_left=BODY_DEPTH),
    )


def _paragraphs(text: str) -> str:
    """A text with tags or with line ends only, as HTML."""
    return text if _TAG.search(text) else "".join(f"<p>{escape(part)}</p>" for part in _EMPTY_LINE.split(text))


@frozen
class State:
    """The comments of a post in Substack's script.

    Attributes:
        count: the number of comments.
        comments: the comments by their numbers.
    """

    count: int | None = None
    comments: dict[str, dict[str, Any]] = field(factory=dict)

    def complete(self, comments: Sequence[FlatComment]) -> None:
        """Adds the times and the parents that only the script has."""
        for comment in comments:
            record = self.comments.get(comment.id or "")
            if record is None:
                continue
            comment.published = parse_iso(str(record.get("date"))) or comment.published
            path = str(record.get("ancestor_path") or "").rpartition(".")[2]
            comment.parent = comment.parent or (path if path in self.comments else None)


NO_STATE = State()


def read_state(scripts: Iterable[str]) -> State:
    """The comments in the script of a Substack page: ``window._preloads``.

    Args:
        scripts: the texts of the page's scripts with a state.
    """
    script, match = next(((each, match) for each in scripts if (match := _STATE.search(each))), ("", None))
    if match is None:
        return NO_STATE
    try:
        state = _value(script, match.end())
    except (ValueError, RecursionError):
        return NO_STATE
    if not isinstance(state, dict):
        return NO_STATE
    post = state.get("post")
    count = post.get("comment_count") if isinstance(post, dict) else None
    comments = {str(each["id"]): each for each in _every(state.get("comments"))}
    return State(count if isinstance(count, int) and count >= 0 else None, comments)


def _value(source: str, start: int) -> Any:
    parse = _PARSE.match(source, start)
    if parse is None:
        return _JSON.raw_decode(source, start)[0]
    text, _ = _JSON.raw_decode(source, parse.end())
    return json.loads(text)


def _every(comments: Any) -> Iterator[dict[str, Any]]:
    waiting = [comments]
    while waiting:
        for each in waiting.pop() or ():
            if isinstance(each, dict) and "id" in each:
                yield each
                if isinstance(each.get("children"), list):
                    waiting.append(each["children"])
