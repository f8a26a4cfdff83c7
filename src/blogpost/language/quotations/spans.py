"""Find the passages between quotation marks in a text of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal, get_args

from attrs import define

from blogpost.language.characters import FORMATTING

# ------------------------------------------------------------------------------------------- which characters are marks

_FAMILIES = {
    "double": ('"', "“", "”", "„", "‟", "〝", "〞", "〟", "''", "``", "‘‘", "’’", "‚‚", "´´"),
    "single": ("'", "‘", "’", "‚", "‛"),
    "guillemet": ("«", "»"),
    "single guillemet": ("‹", "›"),
    "corner": ("「", "」"),
    "white corner": ("『", "』"),
}
FAMILY: dict[str, str] = {mark: family for family, marks in _FAMILIES.items() for mark in marks}
"""The family of each mark: a mark closes only what another one of its family opened."""
_CHARACTERS = {*chain.from_iterable(FAMILY), "`", "´"}
_OPENING = (*"“„‟«‹「『‘‚‛〝", "``", "‘‘", "‚‚")
_CLOSING = (*"”»›」』〞〟", "’’", "´´")

# Finds each character in a text; if it can be an apostrophe, only at the edge of a word.
_PLACES = {
    character: re.compile(rf"{character}(?:(?<!\w.)|(?!\w))" if character in "'‘’´`" else character)
    for character in _CHARACTERS
}


Shapes = Mapping[str, bool | None]
"""The marks that open (True) or close (False) by their shape; None, or left out, if they do both."""


def shapes_of(pairs: Sequence[str]) -> Shapes:
    """The shapes of marks in a language with these pairs of marks."""
    opening, closing = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    shapes: dict[str, bool | None] = {**dict.fromkeys(_OPENING, True), **dict.fromkeys(_CLOSING, False)}
    shapes |= {**dict.fromkeys(opening, True), **dict.fromkeys(closing, False), **dict.fromkeys(opening & closing)}
    return shapes


def places_in(text: str) -> Iterator[int]:
    """The places of marks; to search for one character at a time is fastest, as a text uses few of them."""
    for character, pattern in _PLACES.items():
        if character in text:
            for match in pattern.finditer(text):
                yield match.start()


# ------------------------------------------------------------------------------------------- which marks open and close

_PAIR = re.compile("''|``|‘‘|’’|‚‚|´´|.")
_BEFORE_OPENING = frozenset(" \n([{<¿¡—–―-/=|*_~" + FORMATTING)  # a mark after one of these, or another space, opens
_AFTER_CLOSING = frozenset(" \n.,;:!?)]}>…—–―-" + FORMATTING)
_DEEPEST = 3
_MAX_DOUBTFUL_LENGTH = 120  # characters
_WORD = re.compile(r"\w+")
_DECADE = re.compile(r"\d0s")
_DOUBTFUL = re.compile("(?:s['’]|[0-9]\") [\\w(]")

_Place = Literal["opens", "closes", "either", "neither"]  # the roles that the neighbours of a mark allow


def _opens(place: _Place, *, shape: bool | None, is_open: bool) -> bool:
    """Whether a mark opens, by its place, then by its shape and the open marks."""
    if place in ("either", "neither"):
        return not is_open if shape is None else shape
    if is_open:
        return place == "opens" and shape is not False  # otherwise a space too many, as in “so ”that
    return place == "opens" or shape is True


_OPENS = {
    (place, is_open, shape): _opens(place, shape=shape, is_open=is_open)
    for place in get_args(_Place)
    for is_open in (True, False)
    for shape in (True, False, None)
}


@define(eq=False)
class Span:
    """A passage between two marks.

    Attributes:
        start: offset of its first character, without spaces.
        end: offset after its last character.
        opened: offset of the opening mark.
        closed: offset after the closing mark.
        paragraph: start and end of the paragraph.
        is_single: whether the marks are single.
        parent: the span around it.
        continues: the span of an earlier paragraph that it continues.
    """

    start: int
    end: int
    opened: int
    closed: int
    paragraph: tuple[int, int]
    is_single: bool
    parent: Span | None = None
    continues: Span | None = None


def last_character(text: str, span: Span) -> str:
    """The last character of the passage, without marks that close an inner quotation."""
    end = span.end
    while end > span.start + 1 and text[end - 1] in FAMILY:
        end -= 1
    return text[end - 1]


@define(eq=False)
class _Opened:
    """A mark that waits for its partner; `doubtful` is a possible place of that."""

    family: str
    start: int
    end: int
    doubtful: tuple[int, int] | None = None


def pairs_in(
    text: str, paragraph: tuple[int, int], places: list[int], *, shapes: Shapes, elided: frozenset[str]
) -> tuple[list[Span], list[Span]]:
    """Pair the marks at these places of a paragraph; returns its spans, and the outermost open one, if any."""
    plain = _plain_pairs(text, paragraph, places)
    if plain:
        return plain, []
    marks = _Marks(text, paragraph, shapes, elided)
    marks.read(places)
    return marks.finish()


_PLAIN = frozenset('"“”')


def _plain_pairs(text: str, paragraph: tuple[int, int], places: list[int]) -> list[Span]:
    """Pair the marks of a paragraph if each one opens or closes by its place; an empty list for any other paragraph.

    Most paragraphs are so simple, and this reads them four times as fast.
    """
    spans: list[Span] = []
    opened = -1
    for place in places:
        before, after = text[place - 1 : place] or "\n", text[place + 1 : place + 2] or "\n"
        may_open, may_close = before in _BEFORE_OPENING, after in _AFTER_CLOSING
        if may_open == may_close or may_open is (opened >= 0) or text[place] not in _PLAIN or before.isdigit():
            return []
        if may_open:
            opened = place
        else:
            spans.append(_span(text, paragraph, (opened, opened + 1), (place, place + 1)))
            opened = -1
    return spans if opened < 0 else []


def _span(
    text: str,
    paragraph: tuple[int, int],
    opening: tuple[int, int],
    closing: tuple[int, int],
    *,
    is_single: bool = False,
) -> Span:
    start, end = opening[1], closing[0]
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end, opening[0], closing[1], paragraph, is_single)


class _Marks:
    """The marks of one paragraph, from left to right."""

    def __init__(self, text: str, paragraph: tuple[int, int], shapes: Shapes, elided: frozenset[str]) -> None:
        self._text = text
        self._paragraph = paragraph
        self._shapes = shapes
        self._elided = elided
        self._open: list[_Opened] = []
        self._spans: list[Span] = []

    def read(self, places: list[int]) -> None:
        """Take all marks of the paragraph; adjacent marks have the same neighbours."""
        start = end = places[0]
        for place in places:
            if place != end:
                self._run(start, end)
                start = place
            end = place + 1
        self._run(start, end)

    def _run(self, start: int, end: int) -> None:
        text = self._text
        before = text[start - 1] if start > self._paragraph[0] else "\n"
        after = text[end] if end < self._paragraph[1] else "\n"
        may_open = end < self._paragraph[1] and (before in _BEFORE_OPENING or before.isspace())
        may_close = start > self._paragraph[0] and (after in _AFTER_CLOSING or after.isspace())
        place: _Place = ("either" if may_close else "opens") if may_open else ("closes" if may_close else "neither")
        if end - start == 1:
            self._mark(text[start], start, end, place)
            return
        for mark in _split(text[start:end], from_end=place == "closes"):
            end = start + len(mark)
            self._mark(mark, start, end, place)
            start = end

    def _mark(self, mark: str, start: int, end: int, place: _Place) -> None:
        family = FAMILY.get(mark)
        if family == "single":
            self._single(mark, start, end, place)
            return
        is_open = bool(self._open) and (self._open[-1].family == family or self._is_open(family))
        if family is None or (place == "neither" and mark == '"' and not is_open and self._is_measure(start)):
            return
        if _OPENS[place, is_open, self._shapes.get(mark)]:
            self._push(family, start, end)
        elif is_open:
            self._close(family, start, end)
        elif end - start == 2:  # two single marks may close two
            self._single(mark[0], start, start + 1, place)
            self._single(mark[0], start + 1, end, place)

    def _is_open(self, family: str | None) -> bool:
        return any(opened.family == family for opened in self._open)

    def _is_measure(self, at: int) -> bool:
        """Skip inches or seconds within a formula."""
        return self._text[at - 1 : at].isdigit()

    def _single(self, mark: str, start: int, end: int, place: _Place) -> None:
        """Take a single mark, mostly an apostrophe: it opens before a word, and closes what it opened."""
        if place == "opens":
            if mark != "’" and not self._is_elision(end):
                self._push("single", start, end)
        elif place != "neither" and self._closes_single(start):
            self._close("single", start, end)

    def _closes_single(self, start: int) -> bool:
        return bool(self._open) and self._open[-1].family == "single" and not self._text[start - 1].isspace()

    def _is_elision(self, at: int) -> bool:
        word = _WORD.match(self._text, at)
        return word is not None and (word[0].lower() in self._elided or _DECADE.fullmatch(word[0]) is not None)

    def _push(self, family: str, start: int, end: int) -> None:
        if self._open and self._open[-1].family == family and self._open[-1].doubtful:
            self._take(self._open.pop())
        if len(self._open) == _DEEPEST:
            del self._open[0]
        self._open.append(_Opened(family, start, end))

    def _close(self, family: str, start: int, end: int) -> None:
        while self._open[-1].family != family:
            self._take(self._open.pop())
        opened = self._open[-1]
        if opened.doubtful is None and end - start == 1 and _DOUBTFUL.match(self._text, start - 1):
            opened.doubtful = (start, end)  # the mark may belong to the word before it: workers' rights, a 12" screen
            return
        self._open.pop()
        self._spans.append(self._span(opened, start, end))

    def _take(self, opened: _Opened) -> None:
        """Close the mark at its doubtful place, if it has one; otherwise drop it."""
        if opened.doubtful and opened.doubtful[0] - opened.end <= _MAX_DOUBTFUL_LENGTH:
            self._spans.append(self._span(opened, *opened.doubtful))

    def _span(self, opened: _Opened, start: int, end: int) -> Span:
        is_single = opened.family == "single"
        return _span(self._text, self._paragraph, (opened.start, opened.end), (start, end), is_single=is_single)

    def finish(self) -> tuple[list[Span], list[Span]]:
        """The closed spans, and the outermost open one at the end of the paragraph, if any."""
        rest = [opened for opened in self._open if not opened.doubtful]
        for opened in self._open:
            self._take(opened)
        end = self._paragraph[1]
        return self._spans, [self._span(opened, end, end) for opened in rest[:1]]


def _split(run: str, *, from_end: bool) -> list[str]:
    """Split a run of marks; two single ones make a double one, counted from the side of the passage."""
    if from_end:
        return [mark[::-1] for mark in _PAIR.findall(run[::-1])][::-1]
    return _PAIR.findall(run)


# ------------------------------------------------------------------------------------------------ the spans of a text

PARAGRAPH_END = "\n\n"


def find_spans(text: str, *, shapes: Shapes, elided: frozenset[str]) -> list[Span]:
    """Find every marked passage, in order, outer before inner."""
    spans: list[Span] = []
    waiting: Span | None = None  # open at the end of its paragraph
    for paragraph, places in _paragraphs(text):
        pairs, rest = pairs_in(text, paragraph, places, shapes=shapes, elided=elided)
        first = next((span for span in (*pairs, *rest) if span.opened == paragraph[0]), None)
        if waiting and first and _reopens(text, waiting, first):
            spans.append(waiting)
            first.continues = waiting
        elif waiting and waiting.continues:  # the last of several, without its closing mark
            spans.append(waiting)
        spans += pairs
        waiting = rest[0] if rest and rest[0].start < rest[0].end else None
    if waiting and waiting.continues:
        spans.append(waiting)
    return _nested(spans)


def _reopens(text: str, one: Span, other: Span) -> bool:
    """Whether a paragraph begins with the mark that was open at the end of the one before."""
    return text[one.opened] == text[other.opened] and text[one.paragraph[1] : other.opened].isspace()


def _paragraphs(text: str) -> Iterator[tuple[tuple[int, int], list[int]]]:
    """The paragraphs with marks, and the places of their marks."""
    start = end = 0
    places: list[int] = []
    for place in sorted(places_in(text)):
        if place >= end:
            if places:
                yield (start, end), places
            before = text.rfind(PARAGRAPH_END, end, place)
            start = end if before < 0 else before + len(PARAGRAPH_END)
            end = text.find(PARAGRAPH_END, place)
            end = len(text) if end < 0 else end
            places = []
        places.append(place)
    if places:
        yield (start, end), places


def _nested(spans: list[Span]) -> list[Span]:
    """The spans in order, with their parents, without empty ones."""
    spans = sorted(filter(_holds_something, spans), key=lambda span: (span.opened, -span.closed))
    around: list[Span] = []
    for span in spans:
        if span.continues and not _holds_something(span.continues):
            span.continues = None
        while around and around[-1].closed <= span.opened:
            around.pop()
        span.parent = around[-1] if around else None
        around.append(span)
    return spans


def _holds_something(span: Span) -> bool:
    return span.start < span.end
