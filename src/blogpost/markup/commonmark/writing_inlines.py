"""Write the inlines of a block as CommonMark with GFM's strikethrough: one line of Markdown, or several."""

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
from blogpost.markup.commonmark.emphasis import can_emphasise

# A backslash escapes ASCII punctuation only. The edge of a block, and white space there, may become punctuation when
# it is written (see `_edge`).
_BACKSLASH = r"\\(?=[!-/:-@\[-`{-~]|[^\S ]|\Z)"
# Characters that would be markup in running text. A "_" within a word would not.
_SPECIAL = re.compile(rf"[`*\[\]~]|{_BACKSLASH}|(?<![^\W_])_|_(?![^\W_])|!(?=\Z)")
# Characters that would begin a character reference. Some readers remove backslashes before they decode references, so
# only "&amp;" is safe: in an address, they read "\&colon;" as a scheme. Numeric references need no semicolon in HTML.
_REFERENCE = re.compile(r"&(?=#\w|\w+;)")
# Characters that would begin a tag, or a mail address, in which Python-Markdown allows any character but a space. To
# readers that turn bare addresses into links, a backslash before it would be part of the address.
_TAG_START = re.compile(r"(?<!<)<++(?=[A-Za-z/!?]|[^ <>@]++@|\Z)")
# Characters that would begin a block at the beginning of a line.
_MARK_AT_START = re.compile(r"^(?=#{1,6}(?:[ \t]|$)|[-+](?:[ \t]|$)|>|[-=:|][-=:| \t]*$)", re.MULTILINE)
_NUMBER_AT_START = re.compile(r"^([0-9]{1,9})(?=[.)](?:[ \t]|$))", re.MULTILINE)
# Characters that are special in an address or a title.
_SPECIAL_IN_STRING = re.compile(_BACKSLASH)

_HARD_BREAK = "\\\n"
BREAK_TAG = "<br>"


def write_line(nodes: Sequence[Inline], *, line_break: str = _HARD_BREAK) -> str:
    """Write the inlines of a block."""
    line = _Inlines(line_break).write(nodes)
    if _holds_code_after_address(line):
        line = _Inlines(line_break, code=_code_in_tags).write(nodes)
    if line_break == _HARD_BREAK:  # otherwise the block's own mark begins the line
        line = _NUMBER_AT_START.sub(r"\1\\", _MARK_AT_START.sub(r"\\", line))
    return _edge(line[:1]) + line[1:-1] + _edge(line[-1:]) if len(line) > 1 else _edge(line)


def _holds_code_after_address(line: str) -> bool:
    """Whether readers that turn bare addresses into links may include the beginning of a code span."""
    if "`" not in line or not ("://" in line or "www." in line.lower()):
        return False
    runs = (run.lower() for run in _RUN.findall(line) if "`" in run)
    return any("://" in run or "www." in run for run in runs)


_RUN = re.compile(r"[^ \t\n\v\f\r<]+")  # a bare address: to cmark, other white space is part of it


def _edge(character: str) -> str:
    """White space at a block's edge as a character reference, since readers trim more than spaces."""
    return f"&#{ord(character)};" if character.isspace() else character


class _Inlines:
    """Writes inlines with the line break that the block around them allows."""

    def __init__(self, line_break: str, code: Callable[[str], str] | None = None) -> None:
        self._line_break = line_break
        self._code = code or _code

    def write(self, nodes: Sequence[Inline], before: str = "", after: str = "") -> str:
        """Write inlines between two characters, which decide about emphasis; empty strings are the block's edge."""
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
        """Write emphasis with the first mark that all readers understand, else with tags."""
        if isinstance(node, Emphasis) and len(node.content) == 1 and isinstance(node.content[0], Strong):
            inner = self.write(node.content[0].content, "*", "*")
            if before != "*" and not _touches("*", inner, node.content[0]) and can_emphasise("*", inner, before, after):
                return f"***{inner}***"
        content = self.write(node.content, "*", "*")
        for mark in _MARKS[type(node)]:
            if (
                before != mark[0]
                and not _touches(mark[0], content, node)
                and can_emphasise(mark, content, before, after)
            ):
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
    """Whether an address between angle brackets is read unchanged. Readers differ about references there."""
    return _AUTOLINK.fullmatch(url) is not None and _REFERENCE.search(url) is None


def _first_character(node: Inline) -> str:
    """The first character of a node when it is written, or one of its class: all markup begins with punctuation."""
    if isinstance(node, Text):
        return node.text[0]
    return "~" if isinstance(node, Strikethrough) else "\\"


def _last_character(node: Inline, piece: str) -> str:
    """The last character of a written node. Marks in text are escaped, so they never touch a mark of ours."""
    return "\\" if isinstance(node, Text) and piece[-1] in "*_~" else piece[-1]


def _touches(mark: str, content: str, node: Emphasis | Strong | Strikethrough) -> bool:
    """Whether a mark around the content would run into one within it."""
    return content[0] == mark or _last_character(node.content[-1], content) == mark


# Characters that would be marks in HTML, where the others are escaped already.
_MARK_IN_HTML = re.compile(r"[`*\[\]~]|\\(?=[!-/:-@\[-`{-~])|(?<![^\W_])_|_(?![^\W_])")


_PLAIN_NAME = re.compile(r"[\w.:-]*[^\W_]", re.ASCII)  # no character of it can end emphasis


def without_marks(tags: str) -> str:
    """HTML without marks of Markdown, for readers that show tags as text."""
    return _MARK_IN_HTML.sub(lambda match: f"&#{ord(match[0])};", tags)


def _escaped(text: str) -> str:
    return _TAG_START.sub(lambda run: "&lt;" * len(run[0]), _REFERENCE.sub("&amp;", _SPECIAL.sub(r"\\\g<0>", text)))


def _escaped_at_end(text: str) -> str:
    """Escape text at the end of a block, where an exclamation mark cannot be before a link."""
    escaped = _escaped(text)
    return f"{escaped[:-2]}!" if escaped.endswith("\\!") else escaped


def _code(text: str) -> str:
    """Write code between as few backticks as possible; with tags if backticks would lose something."""
    if "\n" in text or not text.strip(" "):
        return _code_in_tags(text)
    runs = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    padding = " " if text[0] == "`" or text[-1] == "`" or text[0] == text[-1] == " " else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _code_in_tags(text: str) -> str:
    return html.tag("code", "&#10;".join(map(_escaped, text.split("\n"))))


def write_image(node: Image) -> str:
    """Write an image with its alternative text."""
    return f"![{_no_footnote(_escaped(node.alt or ''))}]({write_destination(node.src, node.title)})"


def _no_footnote(text: str) -> str:
    """Escape a caret at the beginning of a link's text, which GitHub would read as a footnote."""
    return rf"\{text}" if text.startswith("^") else text


def write_destination(url: str, title: str | None = None) -> str:
    """Write an address and a title as in the parentheses of a link."""
    escaped = _string(url).replace("<", "&lt;").replace(">", r"\>")
    if not _BALANCED.fullmatch(url):
        escaped = escaped.replace("(", r"\(").replace(")", r"\)")
    if title is None:
        return escaped
    quoted = _quoted(title)
    if url[:5].lower() == "data:":  # if markdown-it refuses the address, the title is text to it
        quoted = _FORMATTING.sub(r"\\\g<0>", quoted)
    return f'{escaped} "{quoted}"'


def _quoted(title: str) -> str:
    """Escape a title between quotation marks. To cmark, any backslash before one escapes it."""
    parts = map(_string, _BACKSLASH_BEFORE_MARK.split(title))
    return "&#92;".join(parts).replace('"', r"\"").replace("<", "&lt;")


def _string(text: str) -> str:
    """Escape the characters that are special in addresses and titles."""
    return _REFERENCE.sub("&amp;", _SPECIAL_IN_STRING.sub(r"\\\g<0>", text))


_BACKSLASH_BEFORE_MARK = re.compile(r'\\(?="|\Z)')
_FORMATTING = re.compile(r"[`*\[\]_~]")
_BALANCED = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")
