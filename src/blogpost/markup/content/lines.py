"""HTML with nothing but text and line breaks, as most comments have it, read without the parser.

A law in `tests/test_lines.py` says that both ways give equal content.
"""

from __future__ import annotations

import re
from html import unescape

from blogpost.canonical import MAX_DEPTH
from blogpost.content import Block
from blogpost.markup.builder import Builder
from blogpost.markup.content.page import Page
from blogpost.markup.content.walk import Context, Walk

_BREAK = re.compile(r"<br ?/?>")
_UNKNOWN_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#39);)")
_NOTHING = Context(Page(), None, None, frozenset(), None)


def read_lines(html: str, *, depth_left: int = MAX_DEPTH) -> tuple[Block, ...] | None:
    """The content of text and line breaks; None if the parser is needed, as for tags, controls and rare references."""
    if not _may_be_lines(html):
        return None
    pieces = _BREAK.split(html)
    if "&" in html:
        pieces = list(map(unescape, pieces))
    if not all(map(_is_plain, pieces)):
        return None
    builder = Builder(depth_left=depth_left)
    walk = Walk({}, builder, _NOTHING)
    for number, piece in enumerate(pieces):
        if number:
            builder.line_break()
        if piece:
            walk.text(piece)
    return builder.finish()


def _may_be_lines(html: str) -> bool:
    """Whether HTML begins with text, and has no tags but breaks and no references but the usual ones."""
    tag = html.find("<")
    if tag == 0 or html[:1].isspace() or (tag > 0 and not html.startswith("<br", tag)):
        return False
    breaks = html.count("<br") if tag > 0 else 0
    return html.count("<") == breaks == sum(1 for _ in _BREAK.finditer(html)) and not _UNKNOWN_REFERENCE.search(html)


def _is_plain(piece: str) -> bool:
    """Whether a text has no controls and the like, which parsers change."""
    return piece.isprintable() or piece.replace("\n", "").replace("\xa0", "").isprintable()
