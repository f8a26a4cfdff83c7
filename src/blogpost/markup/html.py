"""Content to HTML: plain, semantic, everything escaped. `markup.content` reads it back exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from blogpost.content import (
    Anchor,
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Embed,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    JumpBreak,
    LineBreak,
    Link,
    List,
    Paragraph,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Underline,
)
from blogpost.markup.embeds import provider

GENERATOR = "blogpost"
"""The generator's name on pages that this library wrote."""


def write_blocks(blocks: Iterable[Block]) -> str:
    """The blocks as HTML, each on a line of its own."""
    return "\n".join(_BLOCKS[type(block)](block) for block in blocks)


def write_inlines(inlines: Iterable[Inline]) -> str:
    """The inlines as HTML, on one line."""
    return "".join(_INLINES[type(inline)](inline) for inline in inlines)


def tag(name: str, content: str | None = None, **attributes: object) -> str:
    """An element; attributes that are None are left out, a ``content`` of None gives neither content nor an end tag.

    An underscore in an attribute's name stands for a hyphen, and the one of ``class_`` for nothing.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>" if content is None else f"<{name}{given}>{content}</{name}>"


def _text(node: Text) -> str:
    return escape(node.text, quote=False)


def _code(node: Code) -> str:
    text = node.text
    # Browsers collapse white space in code, too, without this style.
    as_is = None if text == " ".join(text.split(" ")) and text.isprintable() and text == text.strip(" ") else _AS_IS
    return tag("code", escape(text, quote=False), style=as_is)


_AS_IS = "white-space: pre-wrap"


def _line_break(_: LineBreak) -> str:
    return "<br>"


def _image(node: Image) -> str:
    return tag("img", src=node.src, alt=node.alt or "", title=node.title)


def _link(node: Link) -> str:
    return tag("a", write_inlines(node.content), href=node.href, title=node.title)


def _anchor(node: Anchor) -> str:
    return tag("a", "", id=node.name)


def _span(name: str) -> Callable[[Any], str]:
    return lambda node: tag(name, write_inlines(node.content))


def _paragraph(node: Paragraph) -> str:
    return tag("p", write_inlines(node.content))


def _heading(node: Heading) -> str:
    return tag(f"h{node.level}", write_inlines(node.content))


def _quote(node: BlockQuote) -> str:
    return tag("blockquote", f"\n{write_blocks(node.content)}\n", cite=node.cite)


def _list(node: List) -> str:
    items = "\n".join(tag("li", _item(item)) for item in node.items)
    start = node.start if node.ordered and node.start != 1 else None
    return tag("ol" if node.ordered else "ul", f"\n{items}\n", start=start)


def _item(item: tuple[Block, ...]) -> str:
    """An item that is one paragraph needs no tags for it."""
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return write_inlines(item[0].content)
    return f"\n{write_blocks(item)}\n"


def _code_block(node: CodeBlock) -> str:
    language = f"language-{node.language}" if node.language else None
    first = "\n" if node.text.startswith("\n") else ""  # parsers drop a line end that follows the tag
    return tag("pre", first + tag("code", escape(node.text, quote=False), class_=language))


def _figure(node: Figure) -> str:
    image = _image(node.image)
    if node.href:
        image = tag("a", image, href=node.href)
    caption = tag("figcaption", write_inlines(node.caption)) if node.caption else ""
    return tag("figure", image + caption)


def _embed(node: Embed) -> str:
    # Facts in the address need no attribute.
    whose = None if node.provider == provider(node.url) else node.provider or ""
    return tag("iframe", "", src=node.url, data_provider=whose, allowfullscreen="")


def _table(node: Table) -> str:
    head = "\n".join(_row(row, "th") for row in node.rows[: node.header_rows])
    rows = "\n".join(_row(row, "td") for row in node.rows[node.header_rows :])
    return tag("table", (tag("thead", head) if head else "") + (tag("tbody", rows) if rows else ""))


def _row(cells: tuple[tuple[Inline, ...], ...], cell: str) -> str:
    return tag("tr", "".join(tag(cell, write_inlines(content)) for content in cells))


def _rule(_: ThematicBreak) -> str:
    return "<hr>"


def _jump(_: JumpBreak) -> str:
    return "<!--more-->"


_INLINES: dict[type[Inline], Callable[[Any], str]] = {
    Text: _text,
    Code: _code,
    LineBreak: _line_break,
    Image: _image,
    Link: _link,
    Anchor: _anchor,
    Emphasis: _span("em"),
    Strong: _span("strong"),
    Underline: _span("u"),
    Strikethrough: _span("s"),
    Superscript: _span("sup"),
    Subscript: _span("sub"),
}
_BLOCKS: dict[type[Block], Callable[[Any], str]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    BlockQuote: _quote,
    List: _list,
    CodeBlock: _code_block,
    Figure: _figure,
    Embed: _embed,
    Table: _table,
    ThematicBreak: _rule,
    JumpBreak: _jump,
}
