"""Read HTML within Markdown: whole elements as content, and the attributes of single tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blogpost.content import Block
from blogpost.markup.content import read_blocks
from blogpost.markup.dom import parse_html


def html_blocks(text: str) -> Sequence[Block]:
    """The blocks of a piece of HTML."""
    root = parse_html(f"<body>{text}")  # otherwise comments at its beginning would come before the body
    body = root.find("body") if root is not None else None
    return read_blocks(body, exact=True) if body is not None else ()


def attributes_of(tag: str) -> Mapping[str, str]:
    """The attributes of a start tag; none if a quotation mark is not closed, as then it is not a tag."""
    root = parse_html(tag)
    element = root.find("body/*") if root is not None else None
    return dict(element.attrib) if element is not None else {}
