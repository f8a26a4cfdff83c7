"""The lines of Markdown that another tool made of a page: what they show, and where their links lead.

Only what such tools write is read: one line a block or a part of one, headings with number signs, spans, links and
images. The lines stay lines, since their place on the page is told by the same grammar as that of a plain copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve, frozen

from blogpost.content import Inline, Link, Paragraph, Text, inline_text
from blogpost.markup.commonmark.reading import Line, read_line

_FEWEST_LINKS = 2
_LINK = re.compile(r"\]\((?:https?:|mailto:|//?\w|#)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)[\s#]*$")
_UNDERLINE = re.compile(r"=+|-{2,}")
_FENCES = ("```", "~~~")
_RULE = re.compile(r"(?:[-*_]\s*+){3,}$")
_BULLET = re.compile(r"([-*+]|\d{1,3}[.)])\s+")


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
    read = _inlines(heading[2] if heading else line[bullet.end() :] if bullet else line)
    content = read.content
    if bullet:
        content = Paragraph((Text(f"{bullet[1] if bullet[1][0].isdigit() else '-'} "), *content)).content
    return Marked(content, len(heading[1]) if heading else 0, read.links)


def _inlines(text: str) -> Line:
    try:
        return read_line(text)
    except (ValueError, RecursionError):  # nothing that a tool writes nests so deep: it is text
        return Line((Text(text),), ())
