"""Find when a comment was written: in attributes for machines, in elements named for dates, in short lines."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from attrs import define, field, frozen

from blogpost.addresses import web_address
from blogpost.language.date_parts import runs, without_date_words
from blogpost.language.dates import parse_iso, parse_moment, parse_time
from blogpost.language.locale import load
from blogpost.markup.dom import Element
from blogpost.readers.page.general.comments.comment_lines import CommentLine, CommentText, Span
from blogpost.readers.page.general.comments.marks import Mark
from blogpost.readers.page.general.introductions import mentions_update
from blogpost.readers.page.general.line_dates import Dated as DateInLine
from blogpost.readers.page.general.line_dates import Moment, dates_in
from blogpost.remembering import remembered

_FOR_MACHINES = ("datetime", "content", "title", "data-time", "data-timestamp")
_IN_BRACKETS = re.compile(r"\W*[(\[][^()\[\]]*[)\]]\W*")  # "(local)", "(UTC)", next to a date
_WORD = re.compile(r"\(?\w\S*")
_TRIMMED = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0))  # words at the ends of a run that don't belong to the date
_BEFORE = 32  # characters before a date that may say it is an edit's
_LEAST_DENSE = "\u0e00"  # from Thai on, scripts don't separate words by spaces
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)
_LONGEST_LINE = 200  # characters
_LONGEST_REST = 60  # of a line with a date, not counting the date
_FIRST, _LAST = 6, 4  # lines of a comment that may be its head
MOST_SPANS = 12
"""The elements named for a date or an author that are read in one comment, at most."""


@frozen
class Context:
    """Facts about a page for reading its comments.

    Attributes:
        language: the page's.
        base: the address that relative addresses are relative to.
        url: the post's own address.
        reference_date: a day close to that of the post.
    """

    language: str
    base: str | None = None
    url: str | None = None
    reference_date: dt.date | None = None

    def absolute(self, href: str | None) -> str | None:
        """A link's address in full."""
        return web_address(self.url if (href or "").startswith("#") else self.base or self.url, href) if href else None


@frozen
class Dated:
    """When a comment was written, the line that states it, and the numbers of the texts that do.

    `is_unmarked`: no element is named for the date, so it is only a part of its line.
    """

    moment: Moment | None = None
    line: CommentLine | None = None
    pieces: set[int] = field(factory=set)
    is_unmarked: bool = False


NO_DATE = Dated()


def find_date(comment_text: CommentText, context: Context) -> Dated:
    """When a comment was written, as precisely as it states."""
    return _Finder(comment_text, context).find()


def first_date(text: str, context: Context) -> DateInLine | None:
    """The first date in a line that is not an edit's, with its place."""
    if len(text) > _LONGEST_LINE or not any(map(str.isdigit, text)):
        return None
    return _first_date(text, context.language, context.reference_date)


@remembered(1024)  # the line around a date is read for the name, too
def _first_date(text: str, language: str, reference_date: dt.date | None) -> DateInLine | None:
    run = next(_dates_in_runs(text, language, reference_date), None)
    if run is not None and isinstance(run.moment, dt.datetime):
        return run
    return next((date for date in dates_in(text, language, reference_date) if not date.is_update), run)


def _dates_in_runs(text: str, language: str, reference_date: dt.date | None) -> Iterator[DateInLine]:
    """The dates between other words of a line, in the forms of the page's language."""
    for start, end in runs(text, load(language).tag):
        words = [word.span() for word in _WORD.finditer(text, start, end)]
        for first, last in _TRIMMED:
            if len(words) <= first + last:
                continue
            at, until = words[first][0], words[-1 - last][1]
            if _begins_in_a_word(text, at) or _ends_in_a_word(text, until):
                continue
            moment = parse_moment(text[at:until], language=language, reference_date=reference_date)
            if moment is not None and not mentions_update(text[max(0, at - _BEFORE) : at]):
                yield DateInLine(moment, at, until, (language,))
                break


def _begins_in_a_word(text: str, at: int) -> bool:
    return at > 0 and text[at].isalpha() and unicodedata.category(text[at - 1])[0] in "LM"


def _ends_in_a_word(text: str, at: int) -> bool:
    """Whether a place is within a word, in a script with spaces between words."""
    around = text[at - 1 : at + 1]
    return len(around) == 2 and around.isalpha() and max(around) < _LEAST_DENSE


def moment_in(context: Context, text: str) -> Moment | None:
    """The moment that a text states, alone or among other words."""
    date = first_date(text, context)
    return date.moment if date else None


def around_date(text: str, context: Context) -> tuple[str, ...]:
    """The parts of a line before and after its date, without words such as weekdays; all of it without a date."""
    date = first_date(text, context)
    if date is None:
        return (text,)
    before = without_date_words(text[: date.start].rstrip("([ "), context.language, at_end=True)
    after = without_date_words(text[date.end :].lstrip(")] "), context.language, at_end=False)
    if before[-1:] >= _LEAST_DENSE:
        before += ":"  # a word glued to the name is the interface's, as it is before a colon
    return tuple(part for part in (before, after) if not _IN_BRACKETS.fullmatch(part))


@define(eq=False)
class _Finder:
    comment_text: CommentText
    context: Context
    _pieces: set[int] = field(factory=set, init=False)

    def find(self) -> Dated:
        """The first date in an element named for it, else the first in a short line."""
        for span in islice(self.comment_text.marked(Mark.DATE), MOST_SPANS):
            moment = self._machine_readable(span.element) or self._machine_readable_in(span) or self._printed(span)
            if moment is None:
                continue
            others = Mark.AUTHOR | Mark.NAME | Mark.TEXT
            self._pieces.update(
                n for n in range(span.first, span.last) if not self.comment_text.pieces[n].marks & others
            )
            return Dated(self._with_time(moment, span), self.comment_text.line_around(span), self._pieces)
        for line in self._head_lines():
            moment = self._moment_in(line)
            if moment is not None:
                return Dated(moment, line, self._pieces, is_unmarked=True)
        return NO_DATE

    def _machine_readable(self, element: Element) -> Moment | None:
        for each in (element, *islice(element.iter("time", "abbr"), 2)):
            for name in _FOR_MACHINES:
                value = each.get(name)
                if not value:
                    continue
                if moment := parse_iso(value.strip().replace(" ", "T", 1)) or parse_iso(value):
                    return moment
                if name == "title" and (moment := moment_in(self.context, value)):
                    return moment
                if name.startswith("data-") and _EPOCH.fullmatch(value):
                    return dt.datetime.fromtimestamp(int(value[:10]), dt.UTC)
        return None

    def _machine_readable_in(self, span: Span) -> Moment | None:
        """The time for machines of an element within another, both named for the date."""
        inner = (each for each in islice(self.comment_text.marked(Mark.DATE), MOST_SPANS) if span.first <= each.first)
        values = (each.element.get("content") for each in inner if each.last <= span.last and each is not span)
        return next(filter(None, (parse_iso(value.strip()) for value in values if value)), None)

    def _printed(self, span: Span) -> Moment | None:
        text = self.comment_text.text(span.first, span.last, Mark.NAME | Mark.BOILERPLATE)
        if len(text) > _LONGEST_LINE:
            return None
        return moment_in(self.context, text) or moment_in(
            self.context, self.comment_text.text(span.first, span.last, Mark.AUTHOR | Mark.BOILERPLATE)
        )

    def _with_time(self, moment: Moment, span: Span) -> Moment:
        """A day with the time from its line, or from another element named for the date."""
        if isinstance(moment, dt.datetime):
            return moment
        line = self.comment_text.line_of(span.first)
        texts = [self.comment_text.text(span.first, span.last)]
        if line is not None and len(line.text) <= _LONGEST_LINE:
            texts += [line.text, self.comment_text.text(line.first, line.last, Mark.AUTHOR)]
        for text in texts:
            whole = moment_in(self.context, text)
            if isinstance(whole, dt.datetime) and whole.date() == moment:
                return whole
        for other in islice(self.comment_text.marked(Mark.DATE), MOST_SPANS):
            text = self.comment_text.text(other.first, other.last)
            time = parse_time(text.strip(" ,|·@-"), language=self.context.language) if other is not span else None
            if time is not None:
                self._pieces.update(range(other.first, other.last))
                return dt.datetime.combine(moment, time)
        return moment

    def _head_lines(self) -> Iterator[CommentLine]:
        """The short lines at the beginning and at the end of a comment."""
        lines = self.comment_text.lines
        numbers = dict.fromkeys([*range(min(_FIRST, len(lines))), *range(max(0, len(lines) - _LAST), len(lines))])
        return (lines[number] for number in numbers if len(lines[number].text) <= _LONGEST_LINE)

    def _moment_in(self, line: CommentLine) -> Moment | None:
        """The moment in a line with little else in it."""
        if not any(map(str.isdigit, line.text)):
            return None
        moment = moment_in(self.context, line.text)
        if moment is None:
            return next(
                (
                    linked
                    for span in self.comment_text.links
                    if line.first <= span.first < line.last
                    and (linked := moment_in(self.context, self.comment_text.text(span.first, span.last)))
                ),
                None,
            )
        bare = "".join(
            piece.text
            for piece in self.comment_text.pieces[line.first : line.last]
            if piece.link is None and not piece.marks & (Mark.AUTHOR | Mark.NAME | Mark.BOILERPLATE)
        )
        return moment if len(bare.strip()) <= _LONGEST_REST + len(str(moment)) else None
