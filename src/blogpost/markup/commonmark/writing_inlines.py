"""The inlines of a block as CommonMark, with GFM's strikethrough: a line of Markdown, or several."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from blogpost.content import (
    Anchor,
    Code,
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from blogpost.markup import html
from blogpost.markup.commonmark.emphasis import can_stand

# A backslash escapes ASCII punctuation only. What comes after it may become that when it is written: the edge of a
# block, and white space there (see `_edge`).
_BACKSLASH = r"\\(?=[!-/:-@\[-`{-~]|[^\S ]|\Z)"
# What would be markup in running text; "_" is none within a word.
_SPECIAL = re.compile(rf"[`*\[\]~]|{_BACKSLASH}|(?<![^\W_])_|_(?![^\W_])|!(?=\Z)")
# What would be a character reference. Some readers decode references after they have taken backslashes away, so only
# "&amp;" is safe: in an address, "\&colon;" would give them a scheme. Numeric references need no semicolon in HTML.
_REFERENCE = re.compile(r"&(?=#\w|\w+;)")
# What would be a tag, or an address of mail, which to Python-Markdown may hold any character but a space. To readers
# that make links of bare addresses, a backslash before it would belong to the address.
_TAG_START = re.compile(r"(?<!<)<++(?=[A-Za-z/!?]|[^ <>@]++@|\Z)")
# What would be a block's mark at the beginning of a line.
_MARK_AT_START = re.compile(r"^(?=#{1,6}(?:[ \t]|$)|[-+](?:[ \t]|$)|>|[-=:|][-=:| \t]*$)", re.MULTILINE)
_NUMBER_AT_START = re.compile(r"^([0-9]{1,9})(?=[.)](?:[ \t]|$))", re.MULTILINE)
# What is special in an address and a title.
_SPECIAL_IN_STRING = re.compile(_BACKSLASH)

_HARD_BREAK = "\\\n"
BREAK_TAG = "<br>"


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


_RUN = re.compile(r"[^ \t\n\v\f\r<]+")  # an address goes on so far: to cmark, other spaces are parts of it


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
                return write_image(node)
            case Anchor():
                tags = html.write_inlines((node,))
                return tags if _PLAIN_NAME.fullmatch(node.name) else without_marks(tags)
            case Code():
                return self._code(node.text)
            case Emphasis() | Strong() | Strikethrough():
                return self._marked(node, before, after)
            case _:
                return html.tag(_TAGS[type(node)], self.write(node.content, ">", "<"))

    def _link(self, node: Link) -> str:
        if node.title is None and node.content == (Text(node.href),) and _is_autolink(node.href):
            return f"<{node.href}>"
        return f"[{_no_footnote(self.write(node.content, '[', ']'))}]({write_destination(node.href, node.title)})"

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


def _is_autolink(url: str) -> bool:
    """Whether an address between angle brackets is read as it is. Readers differ about references there."""
    return _AUTOLINK.fullmatch(url) is not None and _REFERENCE.search(url) is None


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


# What would be a mark in running text, where the rest is escaped already.
_MARK_IN_HTML = re.compile(r"[`*\[\]~]|\\(?=[!-/:-@\[-`{-~])|(?<![^\W_])_|_(?![^\W_])")


_PLAIN_NAME = re.compile(r"[\w.:-]*[^\W_]", re.ASCII)  # nothing in it can end emphasis


def without_marks(tags: str) -> str:
    """HTML in which nothing is a mark of Markdown's, to readers that take tags for text."""
    return _MARK_IN_HTML.sub(lambda found: f"&#{ord(found[0])};", tags)


def _escaped(text: str) -> str:
    return _TAG_START.sub(lambda run: "&lt;" * len(run[0]), _REFERENCE.sub("&amp;", _SPECIAL.sub(r"\\\g<0>", text)))


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


def write_image(node: Image) -> str:
    """An image, whose text is its alternative one."""
    return f"![{_no_footnote(_escaped(node.alt or ''))}]({write_destination(node.src, node.title)})"


def _no_footnote(text: str) -> str:
    """The text of a link, which with a caret at its beginning would be a footnote to GitHub."""
    return rf"\{text}" if text.startswith("^") else text


def write_destination(url: str, title: str | None = None) -> str:
    """An address and a title, as they stand within a link's parentheses."""
    escaped = _string(url).replace("<", "&lt;").replace(">", r"\>")
    if not _BALANCED.fullmatch(url):
        escaped = escaped.replace("(", r"\(").replace(")", r"\)")
    if title is None:
        return escaped
    quoted = _quoted(title)
    if url[:5].lower() == "data:":  # which markdown-it may not take for an address: then the title is text to it
        quoted = _FORMATTING.sub(r"\\\g<0>", quoted)
    return f'{escaped} "{quoted}"'


def _quoted(title: str) -> str:
    """A title between its quotation marks; cmark takes a backslash before one for its escape, escaped itself or not."""
    parts = map(_string, _BACKSLASH_BEFORE_MARK.split(title))
    return "&#92;".join(parts).replace('"', r"\"").replace("<", "&lt;")


def _string(text: str) -> str:
    """An address or a title with what is special in both escaped."""
    return _REFERENCE.sub("&amp;", _SPECIAL_IN_STRING.sub(r"\\\g<0>", text))


_BACKSLASH_BEFORE_MARK = re.compile(r'\\(?="|\Z)')
_FORMATTING = re.compile(r"[`*\[\]_~]")
_BALANCED = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")
