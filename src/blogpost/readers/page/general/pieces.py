"""Read the texts and titles of a line's inline elements."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from blogpost.markup.dom import Element, line_of
from blogpost.markup.texts import texts
from blogpost.readers.page.general.outline import Line

_LONGEST = 600  # characters
_MOST_PIECES = 120
_MOST_TITLES, _LONGEST_TITLE = 40, 80
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "button", "select"))


def pieces_of(line: Line) -> list[str]:
    """The texts of a line's inline elements and between them: "Jane Doe", "May 3", "2 comments"."""
    if line.pieces is None:
        line.pieces = _read(line)
    return line.pieces


def _read(line: Line) -> list[str]:
    if len(line.text) > _LONGEST or not len(line.block):
        return []
    shown = (" ".join(text.split()) for _, _, text in islice(texts(line.block, _is_silent), _MOST_PIECES))
    pieces = [text for text in shown if text and text in line.text]
    return pieces if len(pieces) > 1 else []


def titles_of(line: Line) -> list[tuple[str, str]]:
    """The texts and titles of a line's elements, if the title has a number. Some themes put the whole time there."""
    return list(_titles(line.block)) if len(line.text) <= _LONGEST else []


def _titles(block: Element) -> Iterator[tuple[str, str]]:
    for element in islice(block.iter("a", "span", "abbr", "em", "small", "b", "i", "p", "div", "li"), _MOST_TITLES):
        title = element.get("title")
        if title and len(title) <= _LONGEST_TITLE and any(map(str.isdigit, title)):
            yield line_of(element, longest=_LONGEST_TITLE), " ".join(title.split())


def _is_silent(element: Element) -> bool:
    return element.tag in _SILENT
