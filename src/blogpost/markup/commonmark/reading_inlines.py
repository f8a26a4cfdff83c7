"""Read the inlines of CommonMark: pass markdown-it's inline tokens, and the tags among them, to the builder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial

from markdown_it.token import Token

from blogpost.addresses import address_of
from blogpost.content import Anchor, Code, Emphasis, Figure, Image, Inline, JumpBreak, Link, Strikethrough, Strong
from blogpost.copies import report_copy
from blogpost.markup.builder import Builder, MakeSpan
from blogpost.markup.commonmark.html_within import attributes_of, html_blocks
from blogpost.markup.content.tags import CODES, SPANS
from blogpost.markup.styles import Span

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_MORE = re.compile(r"<!--\s*more\s*-->")
_MARKS: dict[str, Span] = {"em": Emphasis, "strong": Strong, "s": Strikethrough}


class Inlines:
    """Passes the inlines of one block to the builder of all blocks."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._open: list[tuple[str, type[Inline] | None]] = []  # each span's name, and its kind if the builder has it
        self._names: Counter[str] = Counter()
        self._kinds: set[type[Inline]] = set()
        self._in_code = 0

    def read(self, tokens: Iterable[Token]) -> None:
        """Pass tokens to the builder. Spans that tags left open end with the block."""
        for token in tokens:
            self._token(token)
        while self._open:
            self._end_innermost()

    def _token(self, token: Token) -> None:
        if "label" in token.meta:  # its address is written elsewhere, once for all references
            report_copy(sum(len(str(value)) for value in token.attrs.values()))
        name, _, side = token.type.rpartition("_")
        if side == "close":
            self._end(name)
        elif token.type == "link_open":
            title = token.attrs.get("title")
            self._begin_link("link", str(token.attrs["href"]), str(title) if title else None)
        elif side == "open":
            self._begin(name, _MARKS[name], _MARKS[name])
        elif token.type == "html_inline":
            self._tag(token.content)
        else:
            self._leaf(token)

    def _leaf(self, token: Token) -> None:
        match token.type:
            case "softbreak":
                self._builder.text(" ")
            case "hardbreak":
                self._builder.line_break()
            case "code_inline":
                self._builder.inline(Code(token.content))
            case "image":
                title = token.attrs.get("title")
                self._image(str(token.attrs["src"]), _text_of(token.children or ()), str(title) if title else None)
            case _ if self._in_code:
                self._builder.inline(Code(token.content))
            case _:
                self._builder.text(token.content)

    def _begin(self, name: str, kind: type[Inline] | None, make: MakeSpan | None, *, length: int = 0) -> None:
        """Begin a span; within a span of its kind it is ignored."""
        opened = kind if make is not None and kind not in self._kinds else None
        if make is not None and opened is not None:
            self._builder.open_span(make, length=length)
            self._kinds.add(opened)
        self._open.append((name, opened))
        self._names[name] += 1

    def _begin_link(self, name: str, href: str | None, title: str | None) -> None:
        self._begin(name, Link, _link(href, title), length=len(href or "") + len(title or ""))

    def _end(self, name: str) -> None:
        """End the innermost span of that name and the spans within it. An end without a beginning is ignored."""
        if self._names[name]:
            while self._end_innermost() != name:
                pass

    def _end_innermost(self) -> str:
        name, opened = self._open.pop()
        if opened is not None:
            self._builder.close_span()
            self._kinds.remove(opened)
        self._names[name] -= 1
        self._in_code -= name in CODES
        return name

    # -------------------------------------------------------------------------------------------- tags

    def _tag(self, tag: str) -> None:
        if _MORE.fullmatch(tag):
            self._builder.block(JumpBreak())
        match = _TAG.match(tag)
        if match is None:
            return
        name = match[2].lower()
        if match[1]:
            self._end(name)
        elif name == "br":
            self._builder.line_break()
        elif name in SPANS:
            self._begin(name, SPANS[name], SPANS[name])
        elif name in CODES:
            self._in_code += 1
            self._begin(name, None, None)
        elif name == "a":
            given = attributes_of(tag)
            self._anchor(given.get("id") or given.get("name"))
            self._begin_link(name, given.get("href"), given.get("title"))
        else:
            self._whole(tag)

    def _whole(self, tag: str) -> None:
        """Read an element that is a single tag, such as an image or a player; other tags are ignored."""
        for block in html_blocks(tag):
            if isinstance(block, Figure):
                self._builder.inline(block.image)
            else:
                self._builder.block(block)

    def _anchor(self, name: str | None) -> None:
        with suppress(ValueError):  # the name is white space
            if name:
                self._builder.inline(Anchor(name))

    def _image(self, src: str, alt: str, title: str | None) -> None:
        try:
            self._builder.inline(Image(src, alt, title))
        except ValueError:  # without a usable address, the image is its text
            self._builder.text(alt)


def _text_of(tokens: Iterable[Token]) -> str:
    return "".join(_text_of(token.children) if token.children else token.content for token in tokens)


def links_of(tokens: Sequence[Token]) -> Iterator[Link]:
    """The links among inline tokens that are written with Markdown's own marks."""
    start = 0
    for number, token in enumerate(tokens):
        if token.type == "link_open":
            start = number
        elif token.type == "link_close":
            title = tokens[start].attrs.get("title")
            if url := address_of(str(tokens[start].attrs["href"])):
                yield Link(url, _text_of(tokens[start + 1 : number]), str(title) if title else None)


def _link(href: str | None, title: str | None) -> MakeSpan | None:
    url = address_of(href)
    return partial(_made_link, url, title) if url else None


def _made_link(href: str, title: str | None, content: Iterable[Inline]) -> Link:
    return Link(href, content, title)
