"""The lines of a text, each with everything that it may be; in a copy in Markdown, also with its content and links."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from blogpost.content import Inline, Link, inline_text
from blogpost.language.bylines import Credit
from blogpost.language.credit_lines import parse_account
from blogpost.language.dates import TWO_NUMBERS
from blogpost.language.line_kinds import MAX_ROW_LENGTH, LineKind, kinds_of, moment_in, pieces_of
from blogpost.language.posting_days import day_stated_in, is_time_with_section, may_state_day
from blogpost.remembering import cached_property

_MAX_CREDIT_LENGTH = 120
_MAX_META_LENGTH = 250
_PROSE = 60  # columns of a line that belongs to a paragraph, and not to a menu
SENTENCE = 40
"""Columns of a line of text where no menu can be: below a date, and in a body."""
MARKER = re.compile(r"(?:[-+*•●○▪◦]|\d{1,3}[.)])\s+(?=\S)")
"""The sign or number of an item in a list."""
_IN_LISTS = LineKind.OF_COMMENTS | LineKind.FORM
_MAX_BUTTON_LENGTH = 60  # characters
_SPACES = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_NUMBER = re.compile(r"\d")
_WIDE = "\u1100"  # most letters from here on say as much as two others


class Line:
    """A line that is not empty.

    Attributes:
        text: without white space at its edges.
        gap: the number of empty lines before it.
        kind: everything that it may be, as bits of `LineKind`.
        language: the BCP 47 tag of the language that it is read in.
        marked: its content in a copy in Markdown.
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
        """The day or time that the line consists of."""
        return moment_in(self.text, self.language) if self.kind & LineKind.DATE else None

    @cached_property
    def credit(self) -> Credit | None:
        """The credit that the line is: who wrote or posted something."""
        if len(self.text) > _MAX_META_LENGTH:
            return None
        if _SPACES.search(self.text):
            return self._credit_in_parts()
        return parse_account(self.text, language=self.language) if len(self.text) <= _MAX_CREDIT_LENGTH else None

    def _credit_in_parts(self) -> Credit | None:
        """The credit of a line in which a theme has put white space between a name, tags and counts."""
        parts = [self.text, *_SPACES.split(self.text)]
        parts[0] = " | ".join(parts[1:])
        found = (parse_account(part, language=self.language) for part in parts if len(part) <= _MAX_CREDIT_LENGTH)
        return next((credit for credit in found if credit is not None), None)

    @cached_property
    def when(self) -> str | None:
        """The day or age that the line states, as printed, if it has little else: names, sections, counts."""
        if len(self.text) > _MAX_META_LENGTH or not may_state_day(self.text):
            return None
        return day_stated_in(self.text, self.language, names_somebody=self.is_credit_with_day)

    @property
    def says_when(self) -> bool:
        """Whether it is the page's own line with the day of a post."""
        return bool(self.kind & LineKind.DATE) or self.when is not None

    @property
    def says_time(self) -> bool:
        """Whether it is a time of day with a section: "12:44 News"."""
        return len(self.text) <= _MAX_CREDIT_LENGTH and is_time_with_section(self.text, self.language)

    @property
    def has_numbers(self) -> bool:
        """Whether it may contain a day: it is short, and has two numbers."""
        return len(self.text) <= _MAX_CREDIT_LENGTH and TWO_NUMBERS.search(self.text) is not None

    @property
    def is_credit_with_day(self) -> bool:
        """Whether it names somebody and states when."""
        return self.credit is not None and self.credit.when is not None

    @property
    def is_dated_credit(self) -> bool:
        """Whether it is the page's own line about a post: who posted it, and when."""
        return bool(self.kind & LineKind.CREDIT) and self.credit is not None and self.credit.when is not None

    def is_text(self, columns: int = _PROSE) -> bool:
        """Whether it is nothing but text, and has at least so many columns."""
        return not self.kind and (len(self.text) >= columns or _is_wide(self.text, columns))


def _is_wide(text: str, columns: int) -> bool:
    if text.isascii() or 2 * len(text) < columns:
        return False
    return len(text) + sum(character >= _WIDE for character in text) >= columns


def lines_of(texts: Sequence[str], language: str, marked: Sequence[Marked] = ()) -> list[Line]:
    """The lines that are not empty. A line with several parts of a post's foot becomes several.

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
        own, kind = (text, kind) if kind else _button_in_list(text, language) or (text, kind)
        line = Line(own, gap, kind, language, marked[number] if marked else None)
        lines += _pieces(line) if kind & (LineKind.CREDIT | LineKind.LABELS) else (line,)
        gap = 0
    _settle_says(lines)
    return lines


def _button_in_list(text: str, language: str) -> tuple[str, int] | None:
    """A button without the bullet or number that a tool has put before it, and its kind."""
    marker = MARKER.match(text)
    kind = kinds_of(text[marker.end() :], language) if marker and len(text) <= _MAX_BUTTON_LENGTH else LineKind.TEXT
    return (text[marker.end() :], kind) if marker and kind & _IN_LISTS else None


def _settle_says(lines: Sequence[Line]) -> None:
    """Keep the heads of comments, "Jane says:": those with a time, and all after one right below the comments' heading.

    Other such lines introduce a quotation.
    """
    is_in_comments = False
    for i, line in enumerate(lines):
        if not line.kind & LineKind.SAYS:
            continue
        is_below_heading = line.text[-1] in ":：" and i > 0 and bool(lines[i - 1].kind & LineKind.COUNT)
        is_in_comments = is_in_comments or is_below_heading
        has_time = i + 1 < len(lines) and lines[i + 1].kind & LineKind.STAMP
        is_head = has_time or _NUMBER.search(line.text) or (is_in_comments and line.text[-1] in ":：")
        line.kind = line.kind & ~LineKind.SAYS | (LineKind.SAID if is_head else LineKind.TEXT)


def _pieces(line: Line) -> Iterator[Line]:
    first, *others = pieces_of(line.text, line.language, kinds=line.kind)
    if not others:
        yield line
        return
    gap = line.gap
    for piece in (first, *others):
        yield Line(piece, gap, kinds_of(piece, line.language), line.language, line.marked)
        gap = 0


# ------------------------------------------------------------------------------------------------ Markdown

_MIN_LINKS = 2
_TITLE = re.compile(r"\s*#{1,2} \S")
_LINK = re.compile(r"\]\((?:https?:|mailto:|//?\w|#)")


@frozen
class Marked:
    """A line of Markdown without its marks.

    Attributes:
        content: empty for lines that consist of marks, such as rules and fences.
        level: of a heading; 0 for every other line.
        links: every link in the line, even without text.
    """

    content: tuple[Inline, ...] = ()
    level: int = 0
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        """The content as text."""
        return inline_text(self.content).strip()


def is_markdown(text: str) -> bool:
    """Whether a text is Markdown: it begins with a heading, or a tool made it from a page with links in parentheses."""
    return _TITLE.match(text) is not None or ("](" in text and len(_LINK.findall(text)) >= _MIN_LINKS)
