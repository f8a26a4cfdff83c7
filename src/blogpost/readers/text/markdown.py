"""The lines of Markdown that another tool made of a page: what they show, and where their links lead.

Only what such tools write is read: one line a block or a part of one, headings with number signs, spans, links and
images. The lines stay lines, since their place on the page is told by the same grammar as that of a plain copy.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from blogpost.content import (
    Code,
    Emphasis,
    Image,
    Inline,
    Link,
    Paragraph,
    Strikethrough,
    Strong,
    Text,
    inline_text,
)

_FEWEST_LINKS = 2
_LINK = re.compile(r"\]\((?:https?:|mailto:|//?\w|#)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)[\s#]*$")
_UNDERLINE = re.compile(r"=+|-{2,}")
_FENCES = ("```", "~~~")
_RULE = re.compile(r"(?:[-*_]\s*+){3,}$")
_BULLET = re.compile(r"([-*+]|\d{1,3}[.)])\s+")
_TOKEN = re.compile(r"\\[!-/:-@\[-`{-~]|`+|!?\[|\]|\*{1,3}|_{1,3}|~~|<https?://[^\s<>]++>")
# Behind a bracket: the address, perhaps with one pair of brackets in it, and a title.
_TARGET = re.compile(
    r"""\(\s*+(?:<([^<>]*+)>|([^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+))(?:\s++(?:"([^"]*+)"|'([^']*+)'))?\s*+\)"""
)
_DELIMITERS: dict[str, type[Emphasis | Strong | Strikethrough]] = {
    **dict.fromkeys(("*", "_"), Emphasis),
    **dict.fromkeys(("**", "__"), Strong),
    "~~": Strikethrough,
}
_DEEPEST = 8  # how many delimiters of a kind wait to be closed: no page has more


@frozen
class Marked:
    """A line of Markdown.

    Attributes:
        content: what it shows.
        level: of a heading; 0 for every other line.
        links: every link in it, also one that shows nothing.
    """

    content: tuple[Inline, ...] = ()
    level: int = 0
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        """What the line shows, as text."""
        return inline_text(self.content).strip()


def is_markdown(text: str) -> bool:
    """Whether a text is Markdown: it has links in brackets with their addresses behind."""
    return "](" in text and len(_LINK.findall(text)) >= _FEWEST_LINKS


def read_lines(lines: Iterable[str]) -> list[Marked]:
    """What the lines show, each by itself; nothing for those that only mark others."""
    read: list[Marked] = []
    in_code = False
    for line in map(str.strip, lines):
        underlined = _UNDERLINE.fullmatch(line) if read and read[-1].content and not in_code else None
        if line.startswith(_FENCES):
            in_code = not in_code
            read.append(Marked())
        elif in_code:
            read.append(Marked((Text(line),)))
        elif underlined:
            read[-1] = evolve(read[-1], level=1 if line[0] == "=" else 2)
            read.append(Marked())
        else:
            read.append(_read_line(line))
    return read


def _read_line(line: str) -> Marked:
    """What a line of Markdown shows."""
    if _RULE.fullmatch(line):
        return Marked()
    heading, bullet = _HEADING.match(line), _BULLET.match(line)
    reader = _Reader()
    content = reader.read(heading[2] if heading else line[bullet.end() :] if bullet else line)
    if bullet:
        content = (Text(f"{bullet[1] if bullet[1][0].isdigit() else '-'} "), *content)
    return Marked(content, len(heading[1]) if heading else 0, tuple(reader.links))


# ------------------------------------------------------------------------------------------------ inlines


class _Reader:
    """Reads one line; what opens and never closes is text."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self._nodes: list[Inline] = []
        # The signs that may be closed yet, each with its place among the nodes, the last ones of each kind.
        self._open: dict[str, deque[tuple[int, Text]]] = defaultdict(lambda: deque(maxlen=_DEEPEST))

    def read(self, line: str) -> tuple[Inline, ...]:
        position = 0
        while found := _TOKEN.search(line, position):
            self._nodes.append(Text(line[position : found.start()]))
            position = self._take(line, found)
        self._nodes.append(Text(line[position:]))
        return Paragraph(self._nodes).content

    def _take(self, line: str, found: re.Match[str]) -> int:
        """Takes one token; gives where the next may begin."""
        sign, end = found[0], found.end()
        if sign.startswith("`"):
            return self._take_code(line, sign, end)
        if sign == "]":
            return self._close_bracket(line, end)
        if sign.startswith("\\"):
            self._nodes.append(Text(sign[1]))
        elif sign.startswith("<"):
            self._nodes += self._linked(sign[1:-1], None, [Text(sign[1:-1])])
        elif sign.endswith("["):
            self._put("[", Text(sign))
        else:
            self._delimit(sign, line[found.start() - 1 : found.start()], line[end : end + 1])
        return end

    def _take_code(self, line: str, sign: str, end: int) -> int:
        close = line.find(sign, end)
        self._nodes.append(Text(sign) if close < 0 else Code(line[end:close].strip()))
        return end if close < 0 else close + len(sign)

    def _close_bracket(self, line: str, end: int) -> int:
        target = _TARGET.match(line, end)
        opened = self._closed("[") if target else None
        if target is None or opened is None:
            self._nodes.append(Text("]"))
            return end
        sign, content = opened
        href, title = target[1] or target[2] or "", target[3] or target[4]
        if sign == "![":
            self._nodes += _image(href, inline_text(content), title)
        else:
            self._nodes += self._linked(href, title, content)
        return target.end()

    def _linked(self, href: str, title: str | None, content: Sequence[Inline]) -> Iterator[Inline]:
        try:
            link = Link(href, content, title)
        except ValueError:  # it leads nowhere, or runs something
            yield from content
            return
        self.links.append(link)
        yield link

    def _delimit(self, sign: str, before: str, after: str) -> None:
        may_open = after.strip() and not (sign[0] == "_" and before.isalnum())
        may_close = before.strip() and not (sign[0] == "_" and after.isalnum())
        if may_close and (opened := self._closed(sign)):
            self._nodes += _span(sign, opened[1])
        elif may_open:
            self._put(sign, Text(sign))
        else:
            self._nodes.append(Text(sign))

    def _put(self, sign: str, text: Text) -> None:
        self._open[sign].append((len(self._nodes), text))
        self._nodes.append(text)

    def _closed(self, sign: str) -> tuple[str, list[Inline]] | None:
        """What stands behind the last such sign that is open, taken off the nodes with it."""
        opened = self._open[sign]
        while opened:
            place, text = opened.pop()
            if place < len(self._nodes) and self._nodes[place] is text:
                content = self._nodes[place + 1 :]
                del self._nodes[place:]
                return text.text, content
        return None


def _span(sign: str, nodes: Sequence[Inline]) -> Iterator[Inline]:
    if len(sign) == 3:
        yield Strong([Emphasis(nodes)])
    else:
        yield _DELIMITERS[sign](nodes)


def _image(src: str, alt: str, title: str | None) -> Iterator[Inline]:
    try:
        yield Image(src, alt, title)
    except ValueError:
        yield from (Text(alt),) if alt else ()
