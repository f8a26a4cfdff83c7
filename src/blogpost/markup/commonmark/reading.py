"""Read CommonMark: pass markdown-it's block tokens to the builder that reads HTML, too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from attrs import frozen
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

from blogpost.addresses import address_of
from blogpost.content import (
    Block,
    CodeBlock,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Text,
    ThematicBreak,
    expect_few_empty,
)
from blogpost.errors import ParseError
from blogpost.markup.builder import Builder
from blogpost.markup.commonmark.html_within import attributes_of, html_blocks
from blogpost.markup.commonmark.reading_inlines import Inlines, links_of
from blogpost.markup.frames import CellFrame, Frame, TableFrame, flattened


def parse_tokens(text: str) -> list[Token]:
    """The block tokens of a Markdown text, with their inline tokens as children."""
    return _markdown().parse(text)


def line_of(token: Token) -> int:
    """The number of a block token's first line, counted from 1."""
    return token.map[0] + 1 if token.map else 1


def lines_of_code(tokens: Iterable[Token]) -> Iterator[range]:
    """The lines of each code block, counted from 0."""
    return (range(*token.map) for token in tokens if token.type in _CODE and token.map)


@cache
def _markdown() -> MarkdownIt:
    return _Markdown()


class _Markdown(MarkdownIt):
    """markdown-it with GFM's tables and strikethrough, and with addresses left unchanged."""

    def __init__(self) -> None:
        # Beyond its nesting limit it drops text silently. Labels mark links whose address is a reference.
        super().__init__("commonmark", {"maxNesting": 1_000_000, "store_labels": True})
        self.enable(["table", "strikethrough"])
        self.block.ruler.at("table", _read_table, {"alt": ["paragraph", "reference"]})

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def _read_table(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001  as it is called
    """Read a table as markdown-it does, which fills up short rows, unless the rows are too short.

    Raises:
        ParseError: the rows are far shorter than the first one.
    """
    # A silent table looks at its first two lines only.
    if not silent and table(state, first, end, silent=True):
        widths = [line.count("|") + 1 for line in _lines_of_table(state, first, end)]
        width = _line(state, first + 1).count("|") + 1
        try:
            expect_few_empty(sum(widths), sum(max(0, width - each) for each in widths))
        except ValueError as error:
            raise ParseError(str(error)) from None
    return table(state, first, end, silent)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _lines_of_table(state: StateBlock, first: int, end: int) -> Iterator[str]:
    for number in range(first, end):
        if not (line := _line(state, number)).strip():
            return
        yield line


def read_blocks(tokens: Iterable[Token]) -> tuple[Block, ...]:
    """Read the content of block tokens."""
    builder = Builder(exact=True)
    reading = _Blocks(builder)
    for token in tokens:
        reading.read(token)
    return builder.finish()


@frozen
class MarkdownLine:
    """The inlines of a single line, and all its links, even those without text."""

    content: tuple[Inline, ...]
    links: tuple[Link, ...]


def read_line(text: str) -> MarkdownLine:
    """Read a line of Markdown by itself, without the marks of blocks at its beginning.

    Raises:
        ValueError: the inlines nest deeper than content may.
        RecursionError: they nest deeper than the parser can follow.
    """
    (inline,) = _markdown().parseInline(text)
    tokens = inline.children or []
    builder = Builder(exact=True)
    Inlines(builder).read(tokens)
    return MarkdownLine(_on_one_line(builder.finish()), tuple(links_of(tokens)))


def _on_one_line(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    content = blocks[0].content if len(blocks) == 1 and isinstance(blocks[0], Paragraph) else flattened(blocks)
    if not any(isinstance(node, LineBreak) for node in content):
        return tuple(content)
    return Paragraph(Text(" ") if isinstance(node, LineBreak) else node for node in content).content


_QUOTE_TAG = re.compile(r"</?blockquote(?:\s[^<>]*)?>", re.IGNORECASE)


class _Blocks:
    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._open_by_tag: list[bool] = []  # for each open block: whether a tag opened it

    def read(self, token: Token) -> None:
        """Pass a token to the builder."""
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
            Inlines(self._builder).read(token.children or ())
            self._builder.end_paragraph()
        elif token.type in _CODE:
            self._builder.block(_code_block(token))
        elif token.type == "hr":
            self._builder.block(ThematicBreak())
        elif token.type == "html_block":
            self._html(token.content.strip(), line_of(token))

    def _html(self, text: str, line: int) -> None:
        if text.startswith("<!--") and "-->" not in text:
            raise ParseError("expected --> at the end of this comment, which hides the rest of the text", line)
        if _QUOTE_TAG.fullmatch(text):
            self._quote(text)
        else:
            for block in html_blocks(text):
                self._builder.block(block)

    def _quote(self, tag: str) -> None:
        """Open or close a block quote with a source, which is Markdown between tags."""
        if tag.startswith("</"):
            if self._open_by_tag and self._open_by_tag[-1]:
                self._open_by_tag.pop()
                self._builder.close()
        else:
            self._open_by_tag.append(True)
            self._builder.open_quote(address_of(attributes_of(tag).get("cite")))

    def _close_tags(self) -> None:
        while self._open_by_tag and self._open_by_tag[-1]:
            self._open_by_tag.pop()
            self._builder.close()


def _heading(builder: Builder, token: Token) -> None:
    builder.open(Frame(heading=int(token.tag[1])))


def _ordered_list(builder: Builder, token: Token) -> None:
    builder.open_list(ordered=True, start=int(token.attrs.get("start", 1)))


def _table_part(change: Callable[[TableFrame], None]) -> Callable[[Builder, Token], None]:
    def apply(builder: Builder, _: Token) -> None:
        if isinstance(builder.frame, TableFrame):
            change(builder.frame)

    return apply


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


_CODE = ("fence", "code_block")


def _code_block(token: Token) -> CodeBlock:
    words = unescapeAll(token.info).split()
    return CodeBlock(token.content.removesuffix("\n"), words[0] if words else None)
