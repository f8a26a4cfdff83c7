"""Read the lines around a comment's text: who wrote it, when, and its address."""

from __future__ import annotations

import re
from itertools import groupby, islice

from attrs import define, field

from blogpost.language.comments import is_badge, is_control, is_head_word, names_commenter, parse_commenter
from blogpost.language.dates import parse_moment
from blogpost.markup.dom import Element
from blogpost.readers.page.general.comment_addresses import answers_comment
from blogpost.readers.page.general.comments.comment_lines import CommentLine, CommentText, Span
from blogpost.readers.page.general.comments.marks import Mark
from blogpost.readers.page.general.comments.times import (
    MOST_SPANS,
    Context,
    Dated,
    around_date,
    find_date,
)
from blogpost.readers.page.general.line_dates import AGO, Moment
from blogpost.values import Byline

_FRAGMENT = re.compile(r"#(?:.*?)(\d{1,20}|[0-9a-f]{16,40})\D{0,12}$|/comments?/(\d+)/?$", re.ASCII)
_PAGE = re.compile(r"^#|#(?:.*[-_])?(?:comment|c|cmt|t)?[-_]?(?:\d+|[0-9a-f]{16,40})$|/comments?/\d+")
_DIVIDERS = re.compile(r"\s+\|\s+(?=\S+\s*[|#]|[^|]*#)")
_ADDRESS = re.compile(r"^\s*https?://\S+\s+(?=\S)")
_LONGEST_NAME = 80  # characters
_LONGEST_REST = 60  # of a line with a date, not counting the date
_ORDINAL = re.compile(r"\W*\d{1,4}\W*")  # of the comment, in an element of its own
_ONLY_MARKS = re.compile(r"^(?:[\W_]*\d{0,3}[\W_]*|\d{1,2}\W\d{1,2}.*)$")


@define(eq=False)
class Head:
    """The fields in the lines around a comment's text.

    Attributes:
        author, published, url: the fields of the comment.
        pieces: the numbers of the texts that state these fields.
        replies_to: the number of the comment it replies to, from a link.
    """

    author: Byline | None = None
    published: Moment | None = None
    url: str | None = None
    pieces: set[int] = field(factory=set)
    replies_to: str | None = None


def read_head(comment_text: CommentText, number: str | None, context: Context) -> Head:
    """The author, time and address of a comment.

    Args:
        comment_text: the comment's texts.
        number: the comment's own number.
        context: what is known about the page.
    """
    head = Head()
    _Reader(comment_text, number, context, head).read()
    return head


@define(eq=False)
class _Reader:
    comment_text: CommentText
    number: str | None
    context: Context
    head: Head
    _own: set[int] = field(factory=set, init=False)  # the texts of links to the comment itself

    def read(self) -> None:
        dated = find_date(self.comment_text, self.context)
        date_line = dated.line
        self.head.published = dated.moment
        self.head.pieces.update(dated.pieces)
        self._read_links()
        self.head.author = (
            self._marked_author()
            or self._author_in(date_line)
            or self._author_in(self._introduced())
            or self._author_next_to(date_line)
            or self._author_in(self._heading())
            or self._author_in(self._aged())
        )
        self._add_rest_of_lines(dated)
        self._add_subject()

    # -------------------------------------------------------------------------------------------- where

    def _read_links(self) -> None:
        """Reads the comment's own address, and the number of the comment it replies to."""
        first_text = next(
            (span.first for span in self.comment_text.marked(Mark.TEXT) if span.first), len(self.comment_text.pieces)
        )
        for span in self.comment_text.links:
            href = span.element.get("href") or ""
            match = _FRAGMENT.search(href) if "#" in href or "/comment" in href else None
            if match is None:
                continue
            number = match[1] or match[2]
            is_own = number == self.number or self.number is None
            if (not is_own or "reply" in href) and self._is_control(span):
                continue
            if is_own:
                self._own.update(range(span.first, span.last))
                if self.head.url is None:
                    self.head.url = self.context.absolute(href)
            elif self.head.replies_to is None and span.first < first_text:
                self.head.replies_to = number

    def _is_control(self, span: Span) -> bool:
        return is_control(self.comment_text.text(span.first, span.last), language=self.context.language)

    # -------------------------------------------------------------------------------------------- who

    def _marked_author(self) -> Byline | None:
        authors = [*islice(self.comment_text.marked(Mark.AUTHOR), MOST_SPANS)]
        names = [
            span
            for span in islice(self.comment_text.marked(Mark.NAME), MOST_SPANS)
            if any(outer.first <= span.first and span.last <= outer.last for outer in authors)
        ]
        bylines = [author for span in (*names, *authors) if (author := self._author_of(span))]
        named = (author for author in bylines if not is_badge(author.name or "", language=self.context.language))
        return next(named, next(iter(bylines), None))

    def _author_of(self, span: Span) -> Byline | None:
        """The name in the author's element: from its first line, a link before other text."""
        if span.element.get("content"):
            return Byline(" ".join((span.element.get("content") or "").split()))
        for line in self.comment_text.lines_between(span.first, span.last):
            first, last = max(line.first, span.first), min(line.last, span.last)
            if author := self._linked_author(first, last) or self._author_between(first, last):
                return author
        return None

    def _linked_author(self, first: int, last: int) -> Byline | None:
        for link in self.comment_text.links:
            if not first <= link.first < last or link.last > last or link.mark & Mark.BOILERPLATE:
                continue
            href = link.element.get("href") or ""
            if _PAGE.search(href) or _is_boilerplate_link(link.element):
                continue
            if name := self._name(self.comment_text.text(link.first, link.last, Mark.BOILERPLATE | Mark.DATE)):
                self.head.pieces.update(range(link.first, link.last))
                return Byline(name, url=self.context.absolute(href))
        return None

    def _author_between(self, first: int, last: int) -> Byline | None:
        """The name in some pieces. A badge counts as a name only if there isn't another name."""
        for may_name in (self._may_name, self._may_be_badge):
            for is_of_name, numbers in groupby(range(first, last), may_name):
                pieces = [*numbers]
                if is_of_name and (name := self._name_around_date(self.comment_text.joined(pieces))):
                    self.head.pieces.update(pieces)
                    return Byline(name, url=self._address(first, last))
        return None

    def _name_around_date(self, text: str) -> str | None:
        """The name in a line that may have a date: before the date, or else after it."""
        return next(filter(None, map(self._name_between_dividers, around_date(text, self.context))), None)

    def _name_between_dividers(self, text: str) -> str | None:
        return next(filter(None, map(self._name, _DIVIDERS.split(text))), None)

    def _may_name(self, number: int) -> bool:
        text = self.comment_text.pieces[number].text.strip()
        if _ORDINAL.fullmatch(text) or is_badge(text, language=self.context.language):
            return False
        return self._may_be_badge(number)

    def _may_be_badge(self, number: int) -> bool:
        """Whether a text of the head may belong to the author's name: it is neither a date nor a control."""
        piece = self.comment_text.pieces[number]
        if (
            piece.marks & (Mark.BOILERPLATE | Mark.DATE)
            or number in self.head.pieces
            or self.comment_text.is_text(number)
        ):
            return False
        if piece.link is None:
            return True
        text = piece.text.strip()
        return not is_control(text, language=self.context.language) and not (text and _ONLY_MARKS.match(text))

    def _address(self, first: int, last: int) -> str | None:
        """The address of a link around an author's whole name."""
        around = next((piece.link for piece in self.comment_text.pieces[first:last] if piece.text.strip()), None)
        href = around.get("href") if around is not None else None
        return self.context.absolute(href) if href and not _PAGE.search(href) else None

    def _author_in(self, line: CommentLine | None) -> Byline | None:
        if line is None:
            return None
        return self._linked_author(line.first, line.last) or self._author_between(line.first, line.last)

    def _author_next_to(self, line: CommentLine | None) -> Byline | None:
        """The short line before the one with the date, else the one after it."""
        if line is None:
            return None
        lines = self.comment_text.lines
        at = lines.index(line)
        both = (at - 1, at + 1)
        for number in both if not self._is_linked(at + 1) else both[::-1]:
            is_between = 0 <= number < len(lines) and (number < at or len(lines) > at + 2)
            if is_between and len(lines[number].text) <= _LONGEST_NAME and (author := self._author_in(lines[number])):
                return author
        return None

    def _is_linked(self, number: int) -> bool:
        """Whether a line is only a link away from the page, like names next to dates."""
        if not 0 <= number < len(self.comment_text.lines):
            return False
        line = self.comment_text.lines[number]
        links = {piece.link for piece in self.comment_text.pieces[line.first : line.last] if piece.text.strip()}
        link = next(iter(links), None)
        return (
            len(links) == 1
            and link is not None
            and not _PAGE.search(link.get("href") or "")
            and not is_control(line.text, language=self.context.language)
        )

    def _introduced(self) -> CommentLine | None:
        """The line among the first two whose words introduce the author: "Jane says:"."""
        short = (line for line in self.comment_text.lines[:2] if len(line.text) <= _LONGEST_NAME)
        return next((line for line in short if names_commenter(line.text, language=self.context.language)), None)

    def _aged(self) -> CommentLine | None:
        """The line among the first two that states the comment's age."""
        short = (line for line in self.comment_text.lines[:2] if len(line.text) <= _LONGEST_NAME)
        return next((line for line in short if AGO.search(line.text) and any(map(str.isdigit, line.text))), None)

    def _heading(self) -> CommentLine | None:
        """The first line, if it is a heading as short as a name."""
        line = next(iter(self.comment_text.lines), None)
        return line if line is not None and line.is_heading and len(line.text) <= _LONGEST_NAME else None

    def _name(self, text: str) -> str | None:
        """The name in a text; None if the text is too long or not a name."""
        if (
            parse_moment(text.strip(" ,|"), language=self.context.language, reference_date=self.context.reference_date)
            is not None
        ):
            return None
        name = parse_commenter(_ADDRESS.sub("", text), language=self.context.language)
        if name is None or len(name) > _LONGEST_NAME or _ONLY_MARKS.match(name):
            return None
        language = self.context.language
        return None if is_control(name, language=language) or is_head_word(text, language=language) else name

    # -------------------------------------------------------------------------------------------- the lines around

    def _add_rest_of_lines(self, dated: Dated) -> None:
        """Adds the rest of the head's lines to the head, unless it is the comment's text."""
        for line in self.comment_text.lines:
            numbers = range(line.first, line.last)
            own = self.head.pieces.intersection(numbers)
            if not own and line is not dated.line:
                continue
            if line is dated.line and dated.is_unmarked:
                self.head.pieces.update(n for n in numbers if not self.comment_text.is_text(n))
            others = [n for n in numbers if n not in own and not self.comment_text.is_text(n)]
            rest = " ".join("".join(self.comment_text.pieces[n].text for n in others).split())
            if len(rest) <= _LONGEST_REST:
                self.head.pieces.update(others)

    def _add_subject(self) -> None:
        """Adds a title that links to the comment to the head, if the comment has other text."""
        pieces = self.comment_text.pieces
        pieces_of_head = self.head.pieces | self._own
        if any(
            n not in pieces_of_head and not each.marks & Mark.BOILERPLATE and each.text.strip()
            for n, each in enumerate(pieces)
        ):
            self.head.pieces = pieces_of_head


def _is_boilerplate_link(link: Element) -> bool:
    href = link.get("href") or ""
    return href.startswith("mailto:?") or answers_comment(href)
