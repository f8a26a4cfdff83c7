"""HTML within Markdown: whole elements as content, and what a single tag says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blogpost.content import Block
from blogpost.markup.content import read_blocks
from blogpost.markup.dom import parse_html


def html_blocks(text: str) -> Sequence[Block]:
    """The blocks that a piece of HTML stands for."""
    root = parse_html(f"<body>{text}")  # otherwise comments at its beginning would come before the body
    body = root.find("body") if root is not None else None
    return read_blocks(body, exact=True) if body is not None else ()


def attributes_of(tag: str) -> Mapping[str, str]:
    """The attributes of the element that a single tag opens; none where a quote is not closed, which is no tag."""
    root = parse_html(tag)
    element = root.find("body/*") if root is not None else None
    return dict(element.attrib) if element is not None else {}
