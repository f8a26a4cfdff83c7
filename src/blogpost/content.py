"""The content of a post: blocks that hold inlines.

Nodes are frozen and canonical from the moment they are made: `Emphasis((Text("a"), Text("b")))` is
`Emphasis((Text("ab"),))`, and empty nodes vanish. docs/content.md has the rules; the functions below the classes are
those rules, in the order in which they are applied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from typing import Any, TypeAlias, get_args

from attrs import Factory, evolve, field, frozen

from blogpost.canonical import (
    MAX_DEPTH,
    address,
    anchor_name,
    code,
    flag,
    image_address,
    kind_of,
    needed_address,
    plain,
    prose,
    several,
    whole_number,
)
from blogpost.copies import report_copy
from blogpost.displays import Displayed

__all__ = [
    "BLOCKS",
    "INLINES",
    "Anchor",
    "Block",
    "BlockQuote",
    "BlocksLike",
    "Code",
    "CodeBlock",
    "Embed",
    "Emphasis",
    "Figure",
    "Heading",
    "Image",
    "Inline",
    "InlinesLike",
    "JumpBreak",
    "LineBreak",
    "Link",
    "List",
    "Paragraph",
    "Strikethrough",
    "Strong",
    "Subscript",
    "Superscript",
    "Table",
    "Text",
    "ThematicBreak",
    "Underline",
    "images",
    "links",
    "plain_text",
    "walk",
]


def __dir__() -> list[str]:
    """The public names, which the prompt offers."""
    return __all__


class _Node(Displayed):
    """A block or an inline."""

    __slots__ = ()

    def _text_shown(self) -> str:
        return plain_text(self)  # type: ignore[arg-type]  # every node is of one of these classes


# ------------------------------------------------------------------------------------------------ inlines


@frozen(repr=False)
class Text(_Node):
    """Characters; each run of white space is one space."""

    text: str = field(converter=prose)


@frozen(repr=False)
class Code(_Node):
    """Code within a line."""

    text: str = field(converter=code)


@frozen(repr=False)
class LineBreak(_Node):
    """A line break within a paragraph: never at its edge, never two in a row."""


@frozen(repr=False)
class Anchor(_Node):
    """A place that a link of the same post leads to, as ``#name``: it has no text, and is before its content."""

    name: str = field(converter=anchor_name)


@frozen(repr=False)
class Image(_Node):
    """An image within a line; alone in its paragraph it is a `Figure`."""

    src: str = field(converter=image_address)
    alt: str | None = field(default=None, converter=plain)
    title: str | None = field(default=None, converter=plain)


def _span_content(content: InlinesLike) -> tuple[Inline, ...]:
    return _joined(_nodes(content))


@frozen(repr=False)
class _Span(_Node):
    """Inlines with formatting around them. None holds its own kind, at any depth."""

    content: tuple[Inline, ...] = field(converter=_span_content)

    def __attrs_post_init__(self) -> None:
        if _holds(type(self), self):
            object.__setattr__(self, "content", _joined(_without(type(self), self.content)))


@frozen(repr=False)
class Emphasis(_Span):
    """Stressed words, mostly in italics."""


@frozen(repr=False)
class Strong(_Span):
    """Important words, mostly in bold."""


@frozen(repr=False)
class Underline(_Span):
    """Underlined words."""


@frozen(repr=False)
class Strikethrough(_Span):
    """Words struck through, as no longer true."""


@frozen(repr=False)
class Superscript(_Span):
    """Raised characters."""


@frozen(repr=False)
class Subscript(_Span):
    """Lowered characters."""


@frozen(repr=False)
class Link(_Node):
    """Inlines that lead to an address. A link holds no link."""

    href: str = field(converter=needed_address)
    content: tuple[Inline, ...] = field(converter=_span_content)
    title: str | None = field(default=None, converter=plain)

    def __attrs_post_init__(self) -> None:
        if _holds(Link, self):
            object.__setattr__(self, "content", _joined(_without(Link, self.content)))


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Underline
    | Strikethrough
    | Superscript
    | Subscript
    | Code
    | Link
    | Image
    | LineBreak
    | Anchor
)
"""Any node within a line."""

INLINES: tuple[type[Inline], ...] = get_args(Inline)
"""The classes of all inlines."""

InlinesLike: TypeAlias = Iterable[Inline | str] | Inline | str
"""Inlines, as constructors accept them: several or one; a string is a `Text`."""

# ------------------------------------------------------------------------------------------------ blocks


def _line(content: InlinesLike) -> tuple[Inline, ...]:
    """The inlines of a block: joined, without spaces and breaks at the edges."""
    nodes = tuple(_nodes(content))
    if _is_plain_line(nodes):  # as most lines are
        return nodes
    line = _trimmed(_joined(nodes))
    if line and type(line[-1]) is Anchor and _is_image_only(shown := _without_anchors(line)):
        return _joined((*(node for node in line if type(node) is Anchor), *shown))
    return line


@frozen(repr=False)
class Paragraph(_Node):
    """Inlines that a reader sees as one block."""

    content: tuple[Inline, ...] = field(converter=_line)


def _heading_level(level: int) -> int:
    level = whole_number(level)
    if not 1 <= level <= 6:
        raise ValueError(f"a heading's level is 1 to 6, not {level}")
    return level


@frozen(repr=False)
class Heading(_Node):
    """A heading of level 1 to 6."""

    level: int = field(converter=_heading_level)
    content: tuple[Inline, ...] = field(converter=_line)


def _block_content(content: BlocksLike) -> tuple[Block, ...]:
    return blocks(content)


@frozen(repr=False)
class BlockQuote(_Node):
    """Blocks quoted from somewhere; `cite` is the address of the source."""

    content: tuple[Block, ...] = field(converter=_block_content)
    cite: str | None = field(default=None, converter=address)
    _depth: int = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: _grown(self.content), takes_self=True)
    )


def _list_start(start: int) -> int:
    start = whole_number(start)
    if not 0 <= start <= 999_999_999:
        raise ValueError(f"a list starts at 0 to 999,999,999, not {start}")
    return start


def _list_items(items: Iterable[BlocksLike]) -> tuple[tuple[Block, ...], ...]:
    return tuple(kept for item in several(items, "items") if (kept := blocks(item)))


@frozen(repr=False)
class List(_Node):
    """A list whose items are blocks; `start` is the first number of an ordered one, and 1 otherwise."""

    ordered: bool = field(default=False, converter=flag)
    start: int = field(default=1, converter=_list_start)
    items: tuple[tuple[Block, ...], ...] = field(default=(), converter=_list_items)
    _depth: int = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: _grown(chain(*self.items)), takes_self=True)
    )

    def __attrs_post_init__(self) -> None:
        if not self.ordered:
            object.__setattr__(self, "start", 1)


def _code_language(language: str | None) -> str | None:
    return "-".join((plain(language) or "").split()) or None


@frozen(repr=False)
class CodeBlock(_Node):
    r"""Lines of code, divided by ``\n``; `language` is one word, such as ``python``."""

    text: str = field(converter=code)
    language: str | None = field(default=None, converter=_code_language)


def _image(image: Image | str) -> Image:
    if not isinstance(image, Image | str):
        raise TypeError(f"expected an image or its address, not {type(image).__name__}")
    return image if isinstance(image, Image) else Image(image)


@frozen(repr=False)
class Figure(_Node):
    """An image as a block, with its caption and the address it links to."""

    image: Image = field(converter=_image)
    caption: tuple[Inline, ...] = field(default=(), converter=_line)
    href: str | None = field(default=None, converter=address)


@frozen(repr=False)
class Embed(_Node):
    """A player or other frame of somebody else's: its address and, where known, whose it is."""

    url: str = field(converter=needed_address)
    provider: str | None = field(default=None, converter=plain)


MAX_FILL = 3
"""The most empty cells that a table's short rows are filled up with, for each cell that is given."""

FREE_FILL = 1_000
"""Cells that any table may be filled up with beyond that."""

_EMPTY_CELL = len("[], ")  # characters of JSON


def expect_few_empty(given: int, empty: int) -> None:
    """Checks how many empty cells a table is filled up with: one long row would make all others as long.

    Raises:
        ValueError: they are too many for the cells that are given, or with all others for their document.
    """
    if empty > MAX_FILL * given + FREE_FILL:
        raise ValueError(
            f"a table's rows are filled up with at most {MAX_FILL} empty cells for each given one and"
            f" {FREE_FILL:,} more, and here with {empty:,} for {given:,}"
        )
    report_copy(_EMPTY_CELL * empty)


def _table_rows(rows: Iterable[Iterable[InlinesLike]]) -> tuple[tuple[tuple[Inline, ...], ...], ...]:
    """Rows of one width: short ones are filled up with empty cells."""
    ragged = [tuple(_line(cell) for cell in several(row, "cells")) for row in several(rows, "rows")]
    width = max(map(len, ragged), default=0)
    given = sum(map(len, ragged))
    expect_few_empty(given, width * len(ragged) - given)
    return tuple(row + ((),) * (width - len(row)) for row in ragged) if width else ()


@frozen(repr=False)
class Table(_Node):
    """Rows of cells of inlines, all rows equally wide; the first `header_rows` are headings."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...] = field(converter=_table_rows)
    header_rows: int = field(default=0)

    @header_rows.validator
    def _within_rows(self, _: object, header_rows: int) -> None:
        if whole_number(header_rows) < 0:
            raise ValueError(f"a table has 0 or more header rows, not {header_rows}")
        if header_rows > len(self.rows):
            object.__setattr__(self, "header_rows", len(self.rows))


@frozen(repr=False)
class ThematicBreak(_Node):
    """A break in the subject, mostly a horizontal rule."""


@frozen(repr=False)
class JumpBreak(_Node):
    """Blogger's "more": where an index page cuts the post."""


Block: TypeAlias = (
    Paragraph | Heading | BlockQuote | List | CodeBlock | Figure | Embed | Table | ThematicBreak | JumpBreak
)
"""Any node that isn't a part of another."""

BLOCKS: tuple[type[Block], ...] = get_args(Block)
"""The classes of all blocks."""

BlocksLike: TypeAlias = Iterable[Block | str] | Block | str
"""Blocks, as constructors accept them: several or one; a string is a `Paragraph`, or several between blank lines."""

# ------------------------------------------------------------------------------------------------ nodes of plain text

# Most nodes are a text, and a paragraph or span of nothing else. Builders make them here from canonical content,
# and the constructors' converters, which would change nothing, are not called. The tests hold this as a law.
_new = object.__new__
_set_text = Text.__dict__["text"].__set__
_set_line = Paragraph.__dict__["content"].__set__
_set_inner = _Span.__dict__["content"].__set__
_set_href, _set_linked, _set_title = (Link.__dict__[name].__set__ for name in ("href", "content", "title"))


def canonical_text(text: str) -> Text:
    """`Text` of a string that `prose` returned."""
    node = _new(Text)
    _set_text(node, text)
    return node


def paragraph_of(line: list[Inline]) -> Paragraph:
    """`Paragraph` of a line, without the rules if it needs none of them."""
    nodes = tuple(line)
    if not _is_plain_line(nodes):
        return Paragraph(nodes)
    paragraph = _new(Paragraph)
    _set_line(paragraph, nodes)
    return paragraph


def canonical_paragraph(text: str) -> Paragraph:
    """`Paragraph` of a string that `prose` returned; not empty, and without spaces at its edges."""
    node, paragraph = _new(Text), _new(Paragraph)
    _set_text(node, text)
    _set_line(paragraph, (node,))
    return paragraph


SPANS: frozenset[object] = frozenset((Emphasis, Strong, Underline, Strikethrough, Superscript, Subscript))


def canonical_span(kind: Any, text: Text) -> Inline:
    """One of `SPANS` around one text that is not empty."""
    span: Inline = _new(kind)
    _set_inner(span, (text,))
    return span


def canonical_link(href: str, text: Text, title: str | None) -> Link:
    """`Link` around one text that is not empty, to what `address` returned; `title` may be any."""
    link = _new(Link)
    _set_href(link, href)
    _set_linked(link, (text,))
    _set_title(link, plain(title))
    return link


# ------------------------------------------------------------------------------------------------ rules for inlines


def _nodes(content: InlinesLike) -> Iterable[Inline]:
    """Inlines as they are given; a lone string is one text, and other strings become texts when they are joined."""
    if isinstance(content, str):
        return (Text(content),)
    if isinstance(content, _Node):
        return (content,)
    return several(content, "inlines")  # type: ignore[arg-type]  # strings become texts


def _without(kind: type, nodes: Iterable[Inline]) -> Iterator[Inline]:
    """The nodes with every `kind` among them, at any depth, replaced by its content."""
    for node in nodes:
        if type(node) is kind:
            yield from children(node)  # type: ignore[misc]  # whatever its depth, it holds none of its kind
        elif isinstance(node, _Span | Link) and _holds(kind, node):
            yield evolve(node, content=_without(kind, node.content))
        else:
            yield node


def _holds(kind: type, span: _Span | Link) -> bool:
    for node in span.content:
        if type(node) is kind or (type(node) is not Text and isinstance(node, _Span | Link) and _holds(kind, node)):
            return True
    return False


def _joined(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """The canonical sequence: neighbours merged; spaces, breaks and anchors moved out of spans; nothing empty."""
    nodes = tuple(nodes)
    if _is_joined(nodes):
        return nodes
    return _spaced(chain.from_iterable(map(_hoisted, _merged(chain.from_iterable(map(_spoken, nodes))))))


def _is_plain_line(nodes: tuple[Inline, ...]) -> bool:
    """Whether a line needs nothing of the rules below: texts, breaks, and links or spans around a text."""
    before: type = LineBreak  # so may the edge of a line be neither a space nor a break
    text = ""
    for node in nodes:
        kind = type(node)
        if type(node) is Text:
            text = node.text
            if before is Text or not text or (before is LineBreak and text[0] == " "):
                return False
        elif kind is LineBreak:
            if before is LineBreak or (before is Text and text[-1] == " "):
                return False
        elif kind not in _AROUND_TEXT or (kind is before and kind is not Link) or not _is_around_text(node):
            return False
        before = kind
    return before is not LineBreak and not (before is Text and text[-1] == " ")


def _is_around_text(node: Any) -> bool:
    """Whether a link or span holds one text without spaces at its edges."""
    inner = node.content
    return len(inner) == 1 and type(inner[0]) is Text and inner[0].text[0] != " " and inner[0].text[-1] != " "


def _is_joined(nodes: tuple[Inline, ...]) -> bool:
    """Whether a sequence needs nothing of the rules below: nearly all do not, and one look is much less work."""
    before: Inline | None = None
    for node in nodes:
        is_canonical_behind = _IS_CANONICAL_BEHIND.get(type(node))
        if is_canonical_behind is None or not is_canonical_behind(node, before):
            return False
        before = node
    return True


def _text_behind(node: Text, before: Inline | None) -> bool:
    return (
        node.text != "" and type(before) is not Text and not (node.text[0] == " " and type(before) in _NO_SPACE_BEHIND)
    )


def _break_behind(_: LineBreak, before: Inline | None) -> bool:
    return type(before) not in _NO_SPACE_BEHIND and not (type(before) is Text and before.text[-1] == " ")


def _code_behind(node: Code, before: Inline | None) -> bool:
    return node.text != "" and type(before) is not Code


def _anchor_behind(node: Anchor, before: Inline | None) -> bool:
    return node != before


def _has_sharp_edges(node: Link | _Span) -> bool:
    inner = node.content
    if len(inner) == 1 and type(inner[0]) is Text:  # nearly always
        return inner[0].text[0] != " " and inner[0].text[-1] != " "
    if not inner or Anchor in (type(inner[0]), type(inner[-1])):
        return False
    return not _edge(inner[0], at_start=True) and not _edge(inner[-1], at_start=False)


def _link_behind(node: Link, _: Inline | None) -> bool:
    return _has_sharp_edges(node) and not _holds(Anchor, node)


def _span_behind(node: _Span, before: Inline | None) -> bool:
    return type(node) is not type(before) and _has_sharp_edges(node)


_NO_SPACE_BEHIND = frozenset((LineBreak, Anchor))
_AROUND_TEXT = SPANS | {Link}


# By the class of a node: whether it may follow the one before it unchanged.
_IS_CANONICAL_BEHIND: dict[type, Callable[[Any, Inline | None], bool]] = {
    Text: _text_behind,
    LineBreak: _break_behind,
    Code: _code_behind,
    Link: _link_behind,
    Image: lambda *_: True,
    Anchor: _anchor_behind,
    **dict.fromkeys((Emphasis, Strong, Underline, Strikethrough, Superscript, Subscript), _span_behind),
}
_SPACE = (Text(" "),)
_BREAK = (LineBreak(),)


def _spoken(node: Inline) -> tuple[Inline, ...]:
    """Nothing for an empty node; for a span of nothing but space, the space. Anchors in a link are moved before it."""
    if isinstance(node, Text | Code):
        return (node,) if node.text else ()
    if isinstance(node, _Span | Link) and _is_blank(node.content):
        return node.content
    if isinstance(node, Link) and _holds(Anchor, node):
        anchors = (inner for inner in walk(node.content) if isinstance(inner, Anchor))
        return (*anchors, evolve(node, content=_without(Anchor, node.content)))
    if isinstance(node, INLINES):
        return (node,)
    if isinstance(node, str):
        return _spoken(Text(node))
    raise TypeError(f"expected an inline or a string, not {kind_of(node)}")


def _is_blank(content: tuple[Inline, ...]) -> bool:
    """Whether nothing but anchors and space is in a span: one space or break at most, as it is joined."""
    return all(type(node) is Anchor for node in (content[1:] if content[:1] in (_SPACE, _BREAK) else content))


def _merged(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Runs of text, of code and of one kind of span made one node; links and images stay apart."""
    for kind, group in groupby(nodes, key=type):
        run = tuple(group)
        if len(run) == 1:
            yield run[0]
        elif issubclass(kind, Text | Code):
            yield kind("".join(node.text for node in run))  # type: ignore[union-attr]
        elif issubclass(kind, _Span):
            yield kind(chain.from_iterable(node.content for node in run))  # type: ignore[union-attr, misc]
        else:
            yield from run


def _hoisted(node: Inline) -> tuple[Inline, ...]:
    """A span without spaces, breaks or anchors at its edges: those are moved before and after it."""
    if not isinstance(node, _Span | Link) or _has_sharp_edges(node):
        return (node,)
    lead = _edge(node.content[0], at_start=True)
    inner = _trimmed(node.content)
    trail = _edge(node.content[_end_of(node.content) - 1], at_start=False)
    start = next(number for number, within in enumerate(inner) if type(within) is not Anchor)
    end = _end_of(inner)
    return (*lead, *inner[:start], evolve(node, content=inner[start:end]), *trail, *inner[end:])


def _edge(node: Inline, *, at_start: bool) -> tuple[Inline, ...]:
    if type(node) is LineBreak:
        return (node,)
    if type(node) is Text and (node.text.startswith(" ") if at_start else node.text.endswith(" ")):
        return _SPACE
    return ()


def _end_of(nodes: tuple[Inline, ...]) -> int:
    """The place where the trailing anchors begin."""
    end = len(nodes)
    while end and type(nodes[end - 1]) is Anchor:
        end -= 1
    return end


def _trimmed(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without the space or the break at either end (never both at one end, and never two)."""
    if nodes and _edge(nodes[0], at_start=True):
        nodes = (*_shorn(nodes[0], str.lstrip), *nodes[1:])
    end = _end_of(nodes)
    if end and _edge(nodes[end - 1], at_start=False):
        nodes = (*nodes[: end - 1], *_shorn(nodes[end - 1], str.rstrip), *nodes[end:])
    return nodes


def _shorn(node: Inline, strip: Callable[[str, str], str]) -> tuple[Inline, ...]:
    if type(node) is not Text:
        return ()
    text = strip(node.text, " ")
    return () if not text else (node,) if text == node.text else (canonical_text(text),)


def _spaced(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """Text that met by hoisting merged; no space around a break, no two breaks in a row, neither after an anchor."""
    out: list[Inline] = []
    anchors: list[Inline] = []  # which are right before the content they name, so white space comes before them
    for node in nodes:
        if type(node) is Anchor:
            anchors.extend(() if anchors and anchors[-1] == node else (node,))
        elif not anchors or type(node) is LineBreak:
            _add(out, node)
        else:
            if _edge(node, at_start=True):
                _add(out, *_SPACE)
            if rest := _shorn(node, str.lstrip) if type(node) is Text else (node,):
                out.extend((*anchors, *rest))
                anchors = []
    return (*out, *anchors)


def _add(out: list[Inline], node: Inline) -> None:
    last = out[-1] if out else None
    if type(node) is Text and type(last) is Text:
        out[-1] = Text(last.text + node.text)
    elif type(node) is Text and type(last) is LineBreak:
        out.extend(_shorn(node, str.lstrip))
    elif type(node) is LineBreak:
        if type(last) is Text:
            out[-1:] = _shorn(last, str.rstrip)
        if not out or type(out[-1]) is not LineBreak:
            out.append(node)
    else:
        out.append(node)


# ------------------------------------------------------------------------------------------------ rules for blocks


def blocks(content: BlocksLike) -> tuple[Block, ...]:
    """The canonical sequence of blocks: empty ones dropped, a lone image a figure, anchors in the line they name.

    Strings become paragraphs.

    Raises:
        TypeError: one of them isn't a block.
    """
    kept: list[Block] = []
    has_places = False
    for block in (content,) if isinstance(content, str | _Node) else several(content, "blocks"):
        if type(block) is Paragraph and (line := block.content) and type(line[0]) not in _MAY_BE_ALONE:
            kept.append(block)  # nearly always
        elif type(block) is Paragraph or type(block) is Heading:
            made = _figured(block)
            has_places = has_places or (_begins_with_anchor(block) and any(map(_is_place, made)))
            kept.extend(made)
        elif isinstance(block, str):
            kept.extend(blocks(map(Paragraph, _divided(block))))
        elif type(block) not in _HELD_BY:
            raise TypeError(_expected_block(block))
        elif (held := _HELD_BY[type(block)]) is None or getattr(block, held):
            kept.append(block)
    return tuple(_anchored(kept) if has_places else kept)


# By the class of a block, the field without which it is empty; None for blocks that are never empty.
_HELD_BY: dict[type, str | None] = {
    **dict.fromkeys(BLOCKS),
    BlockQuote: "content",
    List: "items",
    CodeBlock: "text",
    Table: "rows",
}
_MAY_BE_ALONE = frozenset((Anchor, Image, Link))  # in a line without text


def _expected_block(given: object) -> str:
    if isinstance(given, INLINES):
        return f"expected a block, not {kind_of(given)}, which stands within a Paragraph or another block"
    return f"expected a block or a string, not {kind_of(given)}"


def _divided(text: str) -> Iterator[str]:
    """The parts of a text between blank lines."""
    lines = _LINE_END.split(text)
    for has_words, group in groupby(lines, key=lambda line: bool(line.strip(" \t\v\f"))):
        if has_words:
            yield "\n".join(group)


_LINE_END = re.compile("\r\n?|\n")


def _figured(block: Paragraph | Heading) -> tuple[Block, ...]:
    """A line of one image, linked or not, is a figure (which has no title of its own link); an empty line is nothing.

    Anchors next to the image move before the figure, and those in a line without anything else are a paragraph.
    """
    if len(block.content) > 1 and Anchor not in map(type, block.content[:2]):  # it shows more than an image
        return (block,)
    shown = _without_anchors(block.content)
    before = (Paragraph(block.content[: -len(shown) or None]),) if len(shown) < len(block.content) else ()
    if not shown:
        return before
    only = shown[0]
    if not _is_image_only(shown) or (isinstance(only, Link) and only.title is not None):
        return (block,)
    if isinstance(only, Link):
        return (*before, Figure(next(images(only.content)), href=only.href))
    return (*before, *(Figure(image) for image in images(shown)))


def _without_anchors(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(node for node in line if type(node) is not Anchor)


def _is_image_only(shown: tuple[Inline, ...]) -> bool:
    """Whether all that a line shows is one image, linked or not."""
    only = shown[0] if len(shown) == 1 else None
    inner = only.content[0] if isinstance(only, Link) and len(only.content) == 1 else only
    return isinstance(inner, Image)


def _begins_with_anchor(block: Block | str) -> bool:
    return isinstance(block, Paragraph | Heading) and bool(block.content) and type(block.content[0]) is Anchor


def _is_place(block: Block) -> bool:
    """Whether a block is a paragraph of nothing but anchors."""
    return type(block) is Paragraph and all(type(node) is Anchor for node in block.content)


def _anchored(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with lone anchors in the line that follows them; other blocks have them before."""
    anchors: list[Inline] = []
    for block in blocks:
        if isinstance(block, Paragraph) and _is_place(block):
            anchors.extend(block.content)
            continue
        if anchors and isinstance(block, Paragraph | Heading):
            yield evolve(block, content=(*anchors, *block.content))
        elif anchors:
            yield from (Paragraph(anchors), block)
        else:
            yield block
        anchors = []
    if anchors:
        yield Paragraph(anchors)


# ------------------------------------------------------------------------------------------------ reading content


def depth(nodes: Iterable[Block | Inline]) -> int:
    """How many levels the deepest of the nodes nests; a text is 1."""
    deepest = 0
    for node in nodes:
        measure = _DEPTH_OF.get(type(node))
        levels = 1 if measure is None else measure(node)
        deepest = max(deepest, levels)
    return deepest


_LEAVES = frozenset((Text, Code, LineBreak, Anchor, Image))


def _content_depth(node: Any) -> int:
    if node.content and _LEAVES.issuperset(map(type, node.content)):  # nearly always
        return 2
    return 1 + depth(node.content)  # at most nine levels: no span holds its own kind


# By the class of a node that has others in it. Nodes with blocks in them know their depth, counted when they were made.
_DEPTH_OF: dict[type, Callable[[Any], int]] = {
    **dict.fromkeys((BlockQuote, List), lambda node: node._depth),  # noqa: SLF001
    **dict.fromkeys((Paragraph, Heading, Link), _content_depth),
    **dict.fromkeys((Emphasis, Strong, Underline, Strikethrough, Superscript, Subscript), _content_depth),
    Figure: lambda node: 2 + depth(node.caption),
    Table: lambda node: 1 + depth(chain.from_iterable(chain(*node.rows))),
}


def _grown(nodes: Iterable[Block]) -> int:
    """How deep a block is that holds the nodes."""
    grown = 1 + depth(nodes)
    if grown > MAX_DEPTH:
        raise ValueError(f"content nests deeper than {MAX_DEPTH} levels")
    return grown


def plain_text(nodes: Iterable[Block] | Iterable[Inline] | Block | Inline) -> str:
    r"""Write content as plain text, like `blogpost.Post.text`: a blank line between blocks, ``\n`` for a line break.

    Args:
        nodes: a block, an inline, or several of either, such as the body of a post or the content of a paragraph.
    """
    given: tuple[Any, ...] = (nodes,) if isinstance(nodes, _Node) else tuple(nodes)
    if given and isinstance(given[0], INLINES):
        return inline_text(given)
    return "\n\n".join(text for _, text in leaves(given))


def leaves(nodes: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Each block that has text of its own, with that text: what quotes and lists hold, in order."""
    for node in nodes:
        if isinstance(node, BlockQuote):
            yield from leaves(node.content)
        elif isinstance(node, List):
            yield from leaves(chain(*node.items))
        elif text := _text_of(node):
            yield node, text


def _text_of(block: Block) -> str:
    if isinstance(block, Paragraph | Heading):
        return inline_text(block.content)
    if isinstance(block, CodeBlock):
        return block.text
    if isinstance(block, Figure):
        return inline_text(block.caption)
    if isinstance(block, Table):
        return "\n".join(" | ".join(inline_text(cell) for cell in row) for row in block.rows)
    return ""


def inline_text(nodes: Iterable[Inline]) -> str:
    r"""The inlines as plain text: a line break is ``\n``, an image and an anchor nothing."""
    return "".join(map(_text_of_inline, nodes))


def _text_of_inline(node: Inline) -> str:
    if type(node) is Text:  # nearly always
        return node.text
    if isinstance(node, Text | Code):
        return node.text
    if isinstance(node, LineBreak):
        return "\n"
    return "" if isinstance(node, Image | Anchor) else inline_text(node.content)


def images(nodes: Iterable[Block | Inline]) -> Iterator[Image]:
    """Every image, in the order of the text."""
    for node in walk(nodes):
        if isinstance(node, Image):
            yield node


def links(nodes: Iterable[Block | Inline]) -> Iterator[Link]:
    """Every link, in the order of the text; a figure that leads somewhere is a link around its image."""
    for node in walk(nodes):
        if isinstance(node, Link):
            yield node
        elif isinstance(node, Figure) and node.href:
            yield Link(node.href, (node.image,))


def walk(nodes: Iterable[Block | Inline]) -> Iterator[Block | Inline]:
    """Every node, parents before children."""
    for node in nodes:
        yield node
        yield from walk(children(node))


def children(node: Block | Inline) -> Iterable[Block | Inline]:
    """The nodes that a node holds directly."""
    if isinstance(node, Paragraph | Heading | BlockQuote | _Span | Link):
        return node.content
    if isinstance(node, List):
        return chain(*node.items)
    if isinstance(node, Figure):
        return (node.image, *node.caption)
    if isinstance(node, Table):
        return chain.from_iterable(chain(*node.rows))
    return ()
