"""Distinguish excerpts from whole posts, and remove links to the rest: "Continue reading →"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from blogpost.addresses import without_fragment
from blogpost.content import Block, Inline, LineBreak, Link, Paragraph, Text
from blogpost.readers.page.general.permalinks import is_permalink_word

_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|\((?:…|\.\.\.)\))\W*$")
_COMMENTS = re.compile(r"comment|kommentar|respon|repl|reaction|\d", re.IGNORECASE)
_FOOT = 3  # blocks


def without_link_to_rest(body: Sequence[Block], url: str | None) -> tuple[tuple[Block, ...], bool]:
    """A body without the link at its end that leads to the rest of the post, and whether there was one."""
    blocks = list(body)
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 1 - _FOOT), -1):
        block = blocks[place]
        if not isinstance(block, Paragraph):
            continue
        kept = _without(block.content, url)
        if kept is not None:
            blocks[place : place + 1] = [evolve(block, content=kept)] if any(map(_has_text, kept)) else []
            return tuple(blocks), True
    return tuple(body), False


def _without(line: Sequence[Inline], url: str | None) -> tuple[Inline, ...] | None:
    """A line without the link to the post at its end; None if it has no such link."""
    place = len(line) - 1
    while place >= 0 and not _has_text(line[place]):
        place -= 1
    if place < 0 or url is None:
        return None
    last = line[place]
    if not isinstance(last, Link) or without_fragment(last.href).rstrip("/") != url.rstrip("/"):
        return None
    text = "".join(_texts(last.content)).strip()
    if is_permalink_word(text) or _COMMENTS.search(text):
        return None
    return tuple(line[:place])


def _has_text(node: Inline) -> bool:
    return not isinstance(node, LineBreak) and not (isinstance(node, Text) and not any(map(str.isalnum, node.text)))


def _texts(nodes: Sequence[Inline]) -> list[str]:
    texts: list[str] = []
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Text):
            texts.append(node.text)
        else:
            waiting.extend(reversed(getattr(node, "content", ())))
    return texts


def ends_cut(body: Sequence[Block]) -> bool:
    """Whether a text ends with an ellipsis, like excerpts that a system cut."""
    last = body[-1] if body else None
    return isinstance(last, Paragraph) and _CUT.search("".join(_texts(last.content))) is not None


def is_plain(body: Sequence[Block]) -> bool:
    """Whether a text is one paragraph without links, pictures and breaks, like most excerpts."""
    return len(body) == 1 and isinstance(body[0], Paragraph) and all(isinstance(node, Text) for node in body[0].content)
