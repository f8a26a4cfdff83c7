"""CommonMark as content: markdown-it's tokens, told to the builder that HTML is read with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from blogpost.canonical import address
from blogpost.content import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Image,
    Inline,
    JumpBreak,
    Link,
    Strikethrough,
    Strong,
    ThematicBreak,
)
from blogpost.markup.builder import Builder, MakeSpan
from blogpost.markup.content import CODES, SPANS
from blogpost.markup.content import read_blocks as read_html_blocks
from blogpost.markup.dom import parse_html
from blogpost.markup.frames import CellFrame, Frame, TableFrame
from blogpost.markup.styles import Span


def parse_tokens(text: str) -> list[Token]:
    """The block tokens of a Markdown text, with their inline tokens as children."""
    return _markdown().parse(text)


@cache
def _markdown() -> MarkdownIt:
    return _Markdown()


class _Markdown(MarkdownIt):
    """markdown-it with GFM's tables and strikethrough, which leaves addresses as they are written."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": 1_000_000})  # beyond this limit it drops text silently
        self.enable(["table", "strikethrough"])

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def read_blocks(tokens: Iterable[Token]) -> tuple[Block, ...]:
    """The content that block tokens stand for."""
    builder = Builder(exact=True)
    reading = _Blocks(builder)
    for token in tokens:
        reading.read(token)
    return builder.finish()


# ------------------------------------------------------------------------------------------------ blocks

_QUOTE_TAG = re.compile(r"</?blockquote(?:\s[^<>]*)?>", re.IGNORECASE)


class _Blocks:
    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._open_by_tag: list[bool] = []  # of each open block, whether a tag in the Markdown opened it

    def read(self, token: Token) -> None:
        """Tells the builder what a token means."""
        if token.type in _OPEN:
            _OPEN[token.type](self._builder, token)
            self._open_by_tag.append(False)
        elif token.type in _CLOSE:
            self._close_tags()
            self._open_by_tag.pop()
            self._builder.close()
        elif token.type in _TABLE_PARTS:
            _TABLE_PARTS[token.type](self._builder, token)
        elif token.type == "inline":
            _Inlines(self._builder).read(token.children or ())
            self._builder.end_paragraph()
        elif token.type in ("fence", "code_block"):
            self._builder.block(_code_block(token))
        elif token.type == "hr":
            self._builder.block(ThematicBreak())
        elif token.type == "html_block":
            self._html(token.content.strip())

    def _html(self, text: str) -> None:
        if text.startswith("<!--"):
            if text[4:].removesuffix("-->").strip() == "more":
                self._builder.block(JumpBreak())
        elif _QUOTE_TAG.fullmatch(text):
            self._quote(text)
        else:
            for block in _html_blocks(text):
                self._builder.block(block)

    def _quote(self, tag: str) -> None:
        """A block quote with a source: Markdown within tags."""
        if tag.startswith("</"):
            if self._open_by_tag and self._open_by_tag[-1]:
                self._open_by_tag.pop()
                self._builder.close()
        else:
            self._open_by_tag.append(True)
            self._builder.open_quote(_sayable(_attributes(tag).get("cite")))

    def _close_tags(self) -> None:
        while self._open_by_tag and self._open_by_tag[-1]:
            self._open_by_tag.pop()
            self._builder.close()


def _heading(builder: Builder, token: Token) -> None:
    builder.open(Frame(heading=int(token.tag[1])))


def _ordered_list(builder: Builder, token: Token) -> None:
    builder.open_list(ordered=True, start=int(token.attrs.get("start", 1)))


def _table_part(change: Callable[[TableFrame], None]) -> Callable[[Builder, Token], None]:
    def tell(builder: Builder, _: Token) -> None:
        if isinstance(builder.frame, TableFrame):
            change(builder.frame)

    return tell


_OPEN: dict[str, Callable[[Builder, Token], None]] = {
    "heading_open": _heading,
    "blockquote_open": lambda builder, _: builder.open_quote(),
    "bullet_list_open": lambda builder, _: builder.open_list(ordered=False),
    "ordered_list_open": _ordered_list,
    "list_item_open": lambda builder, _: builder.open_item(),
    "table_open": lambda builder, _: builder.open(TableFrame(exact=True)),
    "th_open": lambda builder, _: builder.open(CellFrame(is_header=True)),
    "td_open": lambda builder, _: builder.open(CellFrame()),
}
_CLOSE = frozenset(name.replace("_open", "_close") for name in _OPEN)
_TABLE_PARTS = {
    "thead_open": _table_part(TableFrame.begin_head),
    "thead_close": _table_part(TableFrame.end_head),
    "tr_open": _table_part(TableFrame.open_row),
}


def _code_block(token: Token) -> CodeBlock:
    words = unescapeAll(token.info).split()
    return CodeBlock(token.content.removesuffix("\n"), words[0] if words else None)


# ------------------------------------------------------------------------------------------------ inlines

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_MARKS: dict[str, Span] = {"em": Emphasis, "strong": Strong, "s": Strikethrough}


class _Inlines:
    """The inlines of one block."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._open: list[tuple[str, type[Inline] | None]] = []  # each span's name, and its kind if the builder was told
        self._names: Counter[str] = Counter()
        self._kinds: set[type[Inline]] = set()
        self._in_code = 0

    def read(self, tokens: Iterable[Token]) -> None:
        """Tells the builder what the tokens mean; spans that tags left open end with the block."""
        for token in tokens:
            self._token(token)
        while self._open:
            self._end_innermost()

    def _token(self, token: Token) -> None:
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

    def _begin(self, name: str, kind: type[Inline] | None, make: MakeSpan | None) -> None:
        """Begins a span; within one of its kind it says nothing more."""
        told = kind if make is not None and kind not in self._kinds else None
        if make is not None and told is not None:
            self._builder.open_span(make)
            self._kinds.add(told)
        self._open.append((name, told))
        self._names[name] += 1

    def _begin_link(self, name: str, href: str | None, title: str | None) -> None:
        self._begin(name, Link, _link(href, title))

    def _end(self, name: str) -> None:
        """Ends the innermost span of that name, and those within it; an end without a beginning is none."""
        if self._names[name]:
            while self._end_innermost() != name:
                pass

    def _end_innermost(self) -> str:
        name, told = self._open.pop()
        if told is not None:
            self._builder.close_span()
            self._kinds.remove(told)
        self._names[name] -= 1
        self._in_code -= name in CODES
        return name

    # -------------------------------------------------------------------------------------------- tags

    def _tag(self, tag: str) -> None:
        found = _TAG.match(tag)
        if found is None:
            return
        name = found[2].lower()
        if found[1]:
            self._end(name)
        elif name == "br":
            self._builder.line_break()
        elif name in SPANS:
            self._begin(name, SPANS[name], SPANS[name])
        elif name in CODES:
            self._in_code += 1
            self._begin(name, None, None)
        elif name == "a":
            given = _attributes(tag)
            self._begin_link(name, given.get("href"), given.get("title"))
        else:
            self._whole(tag)

    def _whole(self, tag: str) -> None:
        """An element that stands for itself, such as an image or a player; of others the tags are passed over."""
        for block in _html_blocks(tag):
            if isinstance(block, Figure):
                self._builder.inline(block.image)
            else:
                self._builder.block(block)

    def _image(self, src: str, alt: str, title: str | None) -> None:
        try:
            self._builder.inline(Image(src, alt, title))
        except ValueError:  # not an address to load an image from: what it would have shown is its text
            self._builder.text(alt)


def _text_of(tokens: Iterable[Token]) -> str:
    return "".join(_text_of(token.children) if token.children else token.content for token in tokens)


def _link(href: str | None, title: str | None) -> MakeSpan | None:
    url = _sayable(href)
    return partial(_made_link, url, title) if url else None


def _made_link(href: str, title: str | None, content: Iterable[Inline]) -> Link:
    return Link(href, content, title)


def _sayable(url: str | None) -> str | None:
    """The address, or None where following it would not be safe: what it leads from stays as text."""
    try:
        return address(url)
    except ValueError:
        return None


# ------------------------------------------------------------------------------------------------ HTML within


def _html_blocks(text: str) -> Sequence[Block]:
    root = parse_html(text)
    body = root.find("body") if root is not None else None
    return read_html_blocks(body, exact=True) if body is not None else ()


def _attributes(tag: str) -> Mapping[str, str]:
    """The attributes of the element that a single tag opens; none where a quote is not closed, which is no tag."""
    root = parse_html(tag)
    element = root.find("body/*") if root is not None else None
    return dict(element.attrib) if element is not None else {}
