"""The lines of a text that are not empty, each with what it may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property

from blogpost.language.bylines import Credit
from blogpost.language.credit_lines import parse_account
from blogpost.language.line_kinds import MAX_ROW_LENGTH, LineKind, kinds_of, moment_in, pieces_of
from blogpost.readers.text.markdown import Marked

_LONGEST_CREDIT = 120  # characters
_PROSE = 60  # columns: a line of a paragraph, and not of a menu
SENTENCE = 40
"""Columns of a line that is text where menus are not to be feared: below a date, and in a body."""
_WIDE = "\u1100"  # from here on, letters mostly say as much as two others


class Line:
    """A line that is not empty.

    Attributes:
        text: without white space at its edges.
        gap: how many empty lines stand before it.
        kind: everything that it may be, as bits of `LineKind`.
        language: the language that it is read in.
        marked: what it says beside its text, in a copy in Markdown.
    """

    __slots__ = ("__dict__", "gap", "kind", "language", "marked", "text")

    def __init__(self, text: str, gap: int, kind: int, language: str, marked: Marked | None = None) -> None:
        self.text: str = text
        self.gap: int = gap
        self.kind: int = kind
        self.language: str = language
        self.marked: Marked | None = marked

    def __repr__(self) -> str:
        return f"<{self.text!r}>"

    @cached_property
    def moment(self) -> dt.date | None:
        """The day or time that the line is."""
        return moment_in(self.text, self.language) if self.kind & LineKind.DATE else None

    @cached_property
    def credit(self) -> Credit | None:
        """Who the line says wrote or posted something."""
        return parse_account(self.text, language=self.language) if len(self.text) <= _LONGEST_CREDIT else None

    @property
    def is_dated_credit(self) -> bool:
        """Whether it is the page's own line on a post: who posted it, and when."""
        return bool(self.kind & LineKind.CREDIT) and self.credit is not None and self.credit.when is not None

    def is_text(self, columns: int = _PROSE) -> bool:
        """Whether it is nothing but text, and so long."""
        return not self.kind and (len(self.text) >= columns or _is_wide(self.text, columns))


def _is_wide(text: str, columns: int) -> bool:
    if text.isascii() or 2 * len(text) < columns:
        return False
    return len(text) + sum(character >= _WIDE for character in text) >= columns


def lines_of(texts: Sequence[str], language: str, marked: Sequence[Marked] = ()) -> list[Line]:
    """The lines that are not empty; what stands in one line below a post becomes several.

    Args:
        texts: all lines, without white space at their edges.
        language: a BCP 47 tag.
        marked: the same lines, in a copy in Markdown.
    """
    lines: list[Line] = []
    gap = 0
    for number, text in enumerate(texts):
        if not text:
            gap += 1
            continue
        kind = kinds_of(text, language) if len(text) <= MAX_ROW_LENGTH else LineKind.TEXT
        line = Line(text, gap, kind, language, marked[number] if marked else None)
        lines += _pieces(line) if kind & (LineKind.CREDIT | LineKind.LABELS) else (line,)
        gap = 0
    return lines


def _pieces(line: Line) -> Iterator[Line]:
    first, *others = pieces_of(line.text, line.language, kinds=line.kind)
    if not others:
        yield line
        return
    gap = line.gap
    for piece in (first, *others):
        yield Line(piece, gap, kinds_of(piece, line.language), line.language, line.marked)
        gap = 0
