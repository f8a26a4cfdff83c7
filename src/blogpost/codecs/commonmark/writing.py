"""Content as CommonMark, with GFM's tables and strikethrough (docs/markdown.md).

Markdown's own marks are used where they are sure to be read as they are meant, and plain HTML where not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from blogpost.codecs.commonmark.emphasis import can_stand
from blogpost.content import (
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
from blogpost.markup import html

# ------------------------------------------------------------------------------------------------ blocks


def write_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Each block as Markdown. A list that follows its like has the other marker, or the two would be one."""
    before: Block | None = None
    alternate = False
    for block in blocks:
        if isinstance(block, List):
            follows = isinstance(before, List) and before.ordered == block.ordered
            alternate = follows and not alternate
            yield _list(block, alternate=alternate)
        else:
            yield _WRITE_BLOCK[type(block)](block)
        before = block


def _list(node: List, *, alternate: bool) -> str:
    tight = all(map(_is_tight, node.items))
    items = []
    for number, item in enumerate(node.items, node.start):
        mark = ")" if alternate else "."
        # Only the first number counts, and ten digits are no marker.
        marker = f"{min(number, 999_999_999)}{mark} " if node.ordered else "+ " if alternate else "- "
        content = ("\n" if tight else "\n\n").join(write_blocks(item))
        items.append(marker + _prefixed(content, " " * len(marker))[len(marker) :])
    return ("\n" if tight else "\n\n").join(items)


def _is_tight(item: Sequence[Block]) -> bool:
    """Whether an item needs no blank lines: it is a paragraph, or one and a list that can follow it directly."""
    if not isinstance(item[0], Paragraph) or len(item) > 2:
        return False
    inner = item[-1]
    return len(item) == 1 or (isinstance(inner, List) and inner.start == 1 and all(map(_is_tight, inner.items)))


def _prefixed(text: str, prefix: str) -> str:
    """The text with a prefix before each line; lines that are empty get no white space."""
    return "\n".join(prefix + line if line else prefix.rstrip() for line in text.split("\n"))


def _paragraph(node: Paragraph) -> str:
    return write_line(node.content)


def _heading(node: Heading) -> str:
    line = _CLOSING_MARKS.sub(r"\\\g<0>", write_line(node.content, line_break=_BREAK_TAG))
    return f"{'#' * node.level} {line}"


_CLOSING_MARKS = re.compile("#+$")


def _quote(node: BlockQuote) -> str:
    content = "\n\n".join(write_blocks(node.content))
    if node.cite is None:
        return _prefixed(content, "> ")
    return f"{_without_marks(html.tag('blockquote', cite=node.cite))}\n\n{content}\n\n</blockquote>"


def _code_block(node: CodeBlock) -> str:
    language = _SPECIAL_IN_STRING.sub(r"\\\g<0>", node.language or "")
    mark = "~" if "`" in language else "`"
    if language.startswith(mark):  # it would lengthen the fence
        language = f"\\{language}"
    longest = max((len(run) for run in re.findall(f"{mark}+", node.text)), default=0)
    fence = mark * max(3, longest + 1)
    return f"{fence}{language}\n{node.text}\n{fence}"


def _figure(node: Figure) -> str:
    if node.caption:
        return _html(node)
    image = _image(node.image)
    return f"[{image}]({_destination(node.href)})" if node.href else image


def _table(node: Table) -> str:
    if node.header_rows != 1:
        return _html(node)
    head, *rows = [_row(cells) for cells in node.rows]
    return "\n".join([head, "|" + " --- |" * len(node.rows[0]), *rows])


def _row(cells: Iterable[Sequence[Inline]]) -> str:
    return "".join(f"| {write_line(cell, line_break=_BREAK_TAG).replace('|', chr(92) + '|')} " for cell in cells) + "|"


def _html(node: Block) -> str:
    """A block that Markdown has no word for: HTML on one line, since a blank line would end it."""
    return _without_marks(html.write_blocks((node,)).replace("\n", "&#10;"))


def _without_marks(tags: str) -> str:
    """HTML in which nothing is a mark of Markdown's, to readers that take tags for text."""
    return _MARK_IN_HTML.sub(lambda found: f"&#{ord(found[0])};", tags)


_WRITE_BLOCK: dict[type[Block], Callable[[Any], str]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    BlockQuote: _quote,
    CodeBlock: _code_block,
    Figure: _figure,
    Embed: _html,
    Table: _table,
    ThematicBreak: lambda _: "***",  # never "---": that is a list's marker, a heading's line and the front matter's end
    JumpBreak: lambda _: "<!--more-->",
}

# ------------------------------------------------------------------------------------------------ inlines

# What would be markup in running text; "_" is none within a word, "\\" none before a letter.
_SPECIAL = re.compile(r"[`*\[\]~]|\\(?=[!-/:-@\[-`{-~]|\Z)|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\Z)")
# What would be a tag, or an address of mail. To readers that make links of bare addresses, a backslash before it would
# belong to the address.
_TAG_START = re.compile(r"<(?=[A-Za-z/!?]|[\d.#$%&'*+=^_`{|}~-][^\s<>@]*@|\Z)")
# The same within HTML, where the rest is escaped already.
_MARK_IN_HTML = re.compile(r"[`*\[\]~]|\\(?=[!-/:-@\[-`{-~])|(?<![^\W_])_|_(?![^\W_])")
# What would be a block's mark at the beginning of a line.
_MARK_AT_START = re.compile(r"^(?=#{1,6}(?:[ \t]|$)|[-+](?:[ \t]|$)|>|[-=:|][-=:| \t]*$)", re.MULTILINE)
_NUMBER_AT_START = re.compile(r"^([0-9]{1,9})(?=[.)](?:[ \t]|$))", re.MULTILINE)
# What is special in an address, a title and a code block's language.
_SPECIAL_IN_STRING = re.compile(r"\\(?=[!-/:-@\[-`{-~]|\Z)|&(?=#?\w+;)")

_HARD_BREAK = "\\\n"
_BREAK_TAG = "<br>"


def write_line(nodes: Sequence[Inline], *, line_break: str = _HARD_BREAK) -> str:
    """The inlines of a block."""
    line = _Inlines(line_break).write(nodes)
    if _holds_code_behind_address(line):
        line = _Inlines(line_break, code=_code_in_tags).write(nodes)
    if line_break == _HARD_BREAK:  # otherwise the line does not begin with it, but with its block's own mark
        line = _NUMBER_AT_START.sub(r"\1\\", _MARK_AT_START.sub(r"\\", line))
    return _edge(line[:1]) + line[1:-1] + _edge(line[-1:]) if len(line) > 1 else _edge(line)


def _holds_code_behind_address(line: str) -> bool:
    """Whether readers that make links of bare addresses may take the beginning of a code span into one."""
    if "`" not in line or not ("://" in line or "www." in line.lower()):
        return False
    runs = (run.lower() for run in _RUN.findall(line) if "`" in run)
    return any("://" in run or "www." in run for run in runs)


_RUN = re.compile(r"[^\s<]+")  # an address goes on so far


def _edge(character: str) -> str:
    """White space at a block's edge as a reference: readers trim more than the spaces that they should."""
    return f"&#{ord(character)};" if character.isspace() else character


class _Inlines:
    """Writes inlines, with a line break that the block around them allows."""

    def __init__(self, line_break: str, code: Callable[[str], str] | None = None) -> None:
        self._line_break = line_break
        self._code = code or _code

    def write(self, nodes: Sequence[Inline], before: str = "", after: str = "") -> str:
        """The inlines between two characters that emphasis has to get along with; none is the block's edge."""
        pieces = []
        for number, node in enumerate(nodes, 1):
            following = _first_character(nodes[number]) if number < len(nodes) else after
            piece = self._inline(node, before, following)
            before = _last_character(node, piece)
            pieces.append(piece)
        return "".join(pieces)

    def _inline(self, node: Inline, before: str, after: str) -> str:
        match node:
            case Text():
                return _escaped(node.text) if after else _escaped_at_end(node.text)
            case LineBreak():
                return self._line_break
            case Link():
                return self._link(node)
            case Image():
                return _image(node)
            case Code():
                return self._code(node.text)
            case Emphasis() | Strong() | Strikethrough():
                return self._marked(node, before, after)
            case _:
                return html.tag(_TAGS[type(node)], self.write(node.content, ">", "<"))

    def _link(self, node: Link) -> str:
        if node.title is None and node.content == (Text(node.href),) and _AUTOLINK.fullmatch(node.href):
            return f"<{node.href}>"
        return f"[{_no_footnote(self.write(node.content, '[', ']'))}]({_destination(node.href, node.title)})"

    def _marked(self, node: Emphasis | Strong | Strikethrough, before: str, after: str) -> str:
        """Emphasis with the first mark that is sure to be understood, else with tags."""
        if isinstance(node, Emphasis) and len(node.content) == 1 and isinstance(node.content[0], Strong):
            inner = self.write(node.content[0].content, "*", "*")
            if before != "*" and not _touches("*", inner, node.content[0]) and can_stand("*", inner, before, after):
                return f"***{inner}***"
        content = self.write(node.content, "*", "*")
        for mark in _MARKS[type(node)]:
            if before != mark[0] and not _touches(mark[0], content, node) and can_stand(mark, content, before, after):
                return f"{mark}{content}{mark}"
        return html.tag(_TAGS[type(node)], content)


_MARKS = {Emphasis: ("*", "_"), Strong: ("**", "__"), Strikethrough: ("~~",)}
_TAGS: dict[type[Inline], str] = {
    Emphasis: "em",
    Strong: "strong",
    Strikethrough: "del",
    Underline: "u",
    Superscript: "sup",
    Subscript: "sub",
}
_AUTOLINK = re.compile(r"https?://[!-;=?-~\w]+")


def _first_character(node: Inline) -> str:
    """The character that a node will begin with, or one like it: all markup begins with punctuation."""
    if isinstance(node, Text):
        return node.text[0]
    return "~" if isinstance(node, Strikethrough) else "\\"


def _last_character(node: Inline, piece: str) -> str:
    """The character that a node ends with. In a text a mark is escaped, and no mark of ours touches it."""
    return "\\" if isinstance(node, Text) and piece[-1] in "*_~" else piece[-1]


def _touches(mark: str, content: str, node: Emphasis | Strong | Strikethrough) -> bool:
    """Whether a mark around the content would run into one within it."""
    return content[0] == mark or _last_character(node.content[-1], content) == mark


def _escaped(text: str) -> str:
    return _TAG_START.sub("&lt;", _SPECIAL.sub(r"\\\g<0>", text))


def _escaped_at_end(text: str) -> str:
    """The text at the end of a block: an exclamation mark there is not before a link."""
    escaped = _escaped(text)
    return f"{escaped[:-2]}!" if escaped.endswith("\\!") else escaped


def _code(text: str) -> str:
    """Code between the fewest backticks that are not in it; with tags where backticks would lose something."""
    if "\n" in text or not text.strip(" "):
        return _code_in_tags(text)
    runs = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    padding = " " if text[0] == "`" or text[-1] == "`" or text[0] == text[-1] == " " else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _code_in_tags(text: str) -> str:
    return html.tag("code", "&#10;".join(map(_escaped, text.split("\n"))))


def _image(node: Image) -> str:
    return f"![{_no_footnote(_escaped(node.alt or ''))}]({_destination(node.src, node.title)})"


def _no_footnote(text: str) -> str:
    """The text of a link, which with a caret at its beginning would be a footnote to GitHub."""
    return rf"\{text}" if text.startswith("^") else text


def _destination(url: str, title: str | None = None) -> str:
    """An address and a title, as they stand within a link's parentheses."""
    escaped = _SPECIAL_IN_STRING.sub(r"\\\g<0>", url).replace("<", "&lt;").replace(">", r"\>")
    if not _BALANCED.fullmatch(url):
        escaped = escaped.replace("(", r"\(").replace(")", r"\)")
    if title is None:
        return escaped
    return f'{escaped} "{_quoted(title)}"'


def _quoted(title: str) -> str:
    """A title between its quotation marks; cmark takes a backslash before one for its escape, escaped itself or not."""
    parts = (_SPECIAL_IN_STRING.sub(r"\\\g<0>", part) for part in _BACKSLASH_BEFORE_MARK.split(title))
    return "&#92;".join(parts).replace('"', r"\"").replace("<", "&lt;")


_BACKSLASH_BEFORE_MARK = re.compile(r'\\(?="|\Z)')


_BALANCED = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")
