"""The lines of a copy in Markdown, as a tool makes it from a page; loaded only for such copies.

Other tools write a block, or a part of one, on each line. The lines stay lines, so the rules for plain copies find the
parts of the page in them, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from blogpost.content import Paragraph, Text, inline_text
from blogpost.markup.commonmark.reading import MarkdownLine, read_line
from blogpost.readers.text.lines import Marked

_HEADING = re.compile(r"(#{1,6})\s+(.*?)[\s#]*$")
_UNDERLINE = re.compile(r"=+|-{2,}")
_FENCES = ("```", "~~~")
_RULE = re.compile(r"(?:[-*_]\s*+){3,}$")
_BULLET = re.compile(r"([-*+]|\d{1,3}[.)])\s+")


def read_marked_lines(lines: Iterable[str]) -> list[Marked]:
    """Read each line of a text in Markdown."""
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
            read.append(_read_marked(line))
    return read


def _read_marked(line: str) -> Marked:
    if _RULE.fullmatch(line):
        return Marked()
    heading, bullet = _HEADING.match(line), _BULLET.match(line)
    read = _inlines(heading[2] if heading else line[bullet.end() :] if bullet else line)
    content = read.content
    if bullet and not inline_text(content).strip():  # an item that begins with an image or a block
        return Marked(links=read.links)
    if bullet:
        content = Paragraph((Text(f"{bullet[1] if bullet[1][0].isdigit() else '-'} "), *content)).content
    return Marked(content, len(heading[1]) if heading else 0, read.links)


def _inlines(text: str) -> MarkdownLine:
    try:
        return read_line(text)
    except (ValueError, RecursionError):  # no tool nests so deep, so these are not marks
        return MarkdownLine((Text(text),), ())
