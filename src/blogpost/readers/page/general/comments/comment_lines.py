"""The lines of one comment: its texts, and what the elements around them mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from operator import attrgetter

from attrs import define, field
from lxml import etree

from blogpost.markup.dom import Element
from blogpost.markup.texts import INLINES, SILENT
from blogpost.readers.page.general.comments.marks import NO_MARK, Mark, mark_of

_INLINE = INLINES | frozenset("time mark label sub bdi bdo del data var kbd samp wbr cite img".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BYLINE_MARKS = Mark.AUTHOR | Mark.NAME
_HEAD_MARKS = Mark.NAME | Mark.AUTHOR | Mark.DATE
_CLOSED = SILENT | frozenset(("template", "iframe", "svg", "object", "button", "option", "input", "noscript"))


@define(eq=False)
class Piece:
    """A text of a comment.

    Attributes:
        text: the text as it is in the page.
        owner: the element that it is in, or that it follows.
        is_tail: whether it follows `owner`.
        link: the link that it is in.
        marks: the marks of the comment's elements around it.
    """

    text: str
    owner: Element
    is_tail: bool
    link: Element | None
    marks: int

    def blank(self) -> None:
        """Removes the text from the page."""
        if self.is_tail:
            self.owner.tail = None
        else:
            self.owner.text = None


@define(eq=False)
class Span:
    """An element of a comment with a mark, and the pieces in it."""

    element: Element
    mark: int
    first: int
    last: int = 0


@define(eq=False)
class CommentLine:
    """A comment's pieces that a reader sees as one line.

    Attributes:
        text: with each run of white space one space.
        first, last: the numbers of its pieces.
        block: the innermost block element around it; None if that is larger than the comment.
        is_heading: whether it is in a heading.
    """

    text: str
    first: int
    last: int
    block: Element | None
    is_heading: bool


@define(eq=False)
class CommentText:
    """All pieces of a comment, in lines, and its elements with marks."""

    pieces: list[Piece] = field(factory=list)
    lines: list[CommentLine] = field(factory=list)
    spans: list[Span] = field(factory=list)
    links: list[Span] = field(factory=list)
    _is_all_text: bool | None = field(default=None, init=False)

    def text(self, first: int, last: int, without: int = NO_MARK) -> str:
        """The text of some pieces, white space collapsed."""
        return self.joined(number for number in range(first, last) if not self.pieces[number].marks & without)

    def joined(self, numbers: Iterable[int]) -> str:
        """The text of some pieces, with a space between elements with different marks, as style sheets show them."""
        texts: list[str] = []
        pieces = self.pieces
        before: Piece | None = None
        for number in numbers:
            piece = pieces[number]
            if before is not None and before.text[-1:].isalnum() and _are_apart(before, piece):
                texts.append(" ")
            texts.append(piece.text)
            before = piece
        return " ".join("".join(texts).split())

    def line_of(self, number: int) -> CommentLine | None:
        """The line that a piece is in."""
        return next(iter(self.lines_between(number, number + 1)), None)

    def line_around(self, span: Span) -> CommentLine | None:
        """The line that an element begins in. For an element without text, the line before it, if there is one."""
        is_empty = span.first == span.last
        return (self.line_of(span.first - 1) if is_empty and span.first else None) or self.line_of(span.first)

    def is_text(self, number: int) -> bool:
        """Whether a piece is in an element named for the text, if that is not around the whole comment."""
        if self._is_all_text is None:
            self._is_all_text = all(
                piece.marks & (Mark.TEXT | Mark.BOILERPLATE) or not piece.text.strip() for piece in self.pieces
            )
        marks = self.pieces[number].marks
        return bool(marks & Mark.TEXT) and not (marks & _HEAD_MARKS or self._is_all_text)

    def lines_between(self, first: int, last: int) -> Iterator[CommentLine]:
        """The lines that have some of the pieces from one number up to another."""
        start = bisect_right(self.lines, first, key=attrgetter("last"))
        return takewhile(lambda line: line.first < last, islice(self.lines, start, None))

    def marked(self, mark: int) -> Iterator[Span]:
        """The elements with a mark, outer before inner."""
        return (span for span in self.spans if span.mark & mark)


def _are_apart(one: Piece, other: Piece) -> bool:
    """Whether two pieces have different marks, or the second is a number; the first ends with a letter or a digit."""
    if not other.text[:1].isalnum():
        return False
    return one.marks != other.marks or (other.text[:1].isdigit() and one.owner is not other.owner)


def read_lines(
    elements: Sequence[Element], others: Container[Element], *, shown: Container[Element], with_tails: bool
) -> CommentText:
    """The lines of a comment.

    Args:
        elements: its elements, in order.
        others: the elements of other comments, which may be within this one.
        shown: the visible elements of the page.
        with_tails: whether the texts right after the elements belong to it.
    """
    walk = _Walk(others, shown)
    for number, element in enumerate(elements):
        walk.over(element, is_item=number == 0, with_tail=with_tails)
    walk.end_line(None, is_heading=False)
    return walk.comment_text


class _Walk:
    def __init__(self, others: Container[Element], shown: Container[Element]) -> None:
        self.comment_text = CommentText()
        self._others = others
        self._shown = shown
        self._first = 0  # of the line in the making

    def end_line(self, block: Element | None, *, is_heading: bool) -> None:
        comment_text = self.comment_text
        last = len(comment_text.pieces)
        if last > self._first:
            text = comment_text.joined(range(self._first, last))
            if text:
                comment_text.lines.append(CommentLine(text, self._first, last, block, is_heading))
            self._first = last

    def over(self, root: Element, *, is_item: bool, with_tail: bool) -> None:  # noqa: C901, PLR0912, PLR0915  calls cost here
        """Read one of a comment's elements. The names of a whole comment are not marks."""
        pieces, spans, links = self.comment_text.pieces, self.comment_text.spans, self.comment_text.links
        others, shown = self._others, self._shown
        blocks: list[Element | None] = [None]
        headings = 0
        # Of the innermost open element: the marks and the link around its texts, and itself if it has a mark.
        marks, link, span = NO_MARK, None, None
        around: list[tuple[int, Element | None, Span | None]] = []  # the same of those around it
        closed: Element | None = None
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                tag = element.tag
                if (
                    element not in shown
                    or (element in others and element is not root)
                    or (tag in _CLOSED and not _may_name(element))
                ):
                    closed = element
                    walk.skip_subtree()
                    continue
                if tag not in _INLINE:
                    if len(pieces) > self._first:
                        self.end_line(blocks[-1], is_heading=headings > 0)
                    if tag != "br":
                        blocks.append(element)
                    headings += tag in _HEADINGS
                own = mark_of(element)
                if is_item and element is root:
                    own &= Mark.TEXT | Mark.DELETED  # "comment-author-jane" on a comment doesn't mark a name
                around.append((marks, link, span))
                span = None
                if own or tag == "a":
                    span = Span(element, own, len(pieces))
                    if own:
                        spans.append(span)
                        marks = (marks & ~Mark.DATE if own & _BYLINE_MARKS else marks) | own
                    if tag == "a":
                        links.append(span)
                        link = element
                if text := element.text:
                    pieces.append(Piece(text, element, False, link, marks))  # noqa: FBT003
                continue
            if event == "end" and closed is not element:
                tag = element.tag
                if tag not in _INLINE:
                    if len(pieces) > self._first:
                        self.end_line(blocks[-1], is_heading=headings > 0)
                    if tag != "br":
                        blocks.pop()
                    headings -= tag in _HEADINGS
                if span is not None:
                    span.last = len(pieces)
                marks, link, span = around.pop()
            closed = None if closed is element else closed
            if (text := element.tail) and (with_tail or element is not root):
                pieces.append(Piece(text, element, True, link, marks))  # noqa: FBT003


def _may_name(element: Element) -> bool:
    """Whether a button holds a name, as it opens a profile."""
    return element.tag == "button" and bool(mark_of(element) & (Mark.NAME | Mark.AUTHOR))
