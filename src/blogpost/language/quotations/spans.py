"""Find the passages between quotation marks in a text of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal, get_args

from attrs import define, frozen

from blogpost.language.characters import FORMATTING

# ------------------------------------------------------------------------------------------- which characters are marks

_FAMILIES = {
    "double": ('"', '"""', "“", "”", "„", "‟", "〝", "〞", "〟", "''", "``", "‘‘", "’’", "‚‚", "´´"),
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

_PAIR = re.compile("\"{3}|''|``|‘‘|’’|‚‚|´´|.")
_BEFORE_OPENING = frozenset(" \n([{<¿¡—–―-/=|*_~" + FORMATTING)  # a mark after one of these, or another space, opens
_BEFORE_CLOSING = frozenset(".!?,…")
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
        family: the family of its marks.
        parent: the span around it.
        continues: the span of an earlier paragraph that it continues.
    """

    start: int
    end: int
    opened: int
    closed: int
    paragraph: tuple[int, int]
    family: str
    parent: Span | None = None
    continues: Span | None = None

    @property
    def is_single(self) -> bool:
        """Whether the marks are single."""
        return self.family == "single"


def last_character(text: str, span: Span) -> str:
    """The last character of the passage, without marks that close an inner quotation."""
    end = span.end
    while end > span.start + 1 and text[end - 1] in FAMILY:
        end -= 1
    return text[end - 1]


@define(eq=False)
class _Opened:
    """A mark that waits for its partner; `doubtful` and `wrong` are possible places of that.

    A mark at a `wrong` place is of another family: "It rains', I said.
    """

    family: str
    start: int
    end: int
    doubtful: tuple[int, int] | None = None
    wrong: tuple[int, int] | None = None


@frozen
class MarkRules:
    """The usage of marks in a language, and a test for the clause after a mark.

    Attributes:
        shapes: the marks that open or close by their shape.
        elided: words after an apostrophe.
        is_attributed: whether a clause such as "he said" follows an offset of a text.
    """

    shapes: Shapes
    elided: frozenset[str]
    is_attributed: Callable[[str, int], bool]


@frozen
class Pairs:
    """The marks of a paragraph.

    Attributes:
        spans: the passages between two marks.
        opened: the outermost passage that is still open at the end.
        closed: the passage before a mark that closes one of an earlier paragraph.
    """

    spans: list[Span]
    opened: Span | None = None
    closed: Span | None = None


def pairs_in(text: str, paragraph: tuple[int, int], places: list[int], rules: MarkRules) -> Pairs:
    """Pair the marks at these places of a paragraph."""
    plain = _plain_pairs(text, paragraph, places)
    if plain:
        return Pairs(plain)
    marks = _Marks(text, paragraph, rules)
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
            spans.append(span_between(text, paragraph, (opened, opened + 1), (place, place + 1)))
            opened = -1
    return spans if opened < 0 else []


def span_between(
    text: str,
    paragraph: tuple[int, int],
    opening: tuple[int, int],
    closing: tuple[int, int],
    *,
    family: str = "double",
) -> Span:
    """The passage between two marks, each given by its start and end."""
    start, end = opening[1], closing[0]
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end, opening[0], closing[1], paragraph, family)


class _Marks:
    """The marks of one paragraph, from left to right."""

    def __init__(self, text: str, paragraph: tuple[int, int], rules: MarkRules) -> None:
        self._text = text
        self._paragraph = paragraph
        self._rules = rules
        self._open: list[_Opened] = []
        self._spans: list[Span] = []
        self._closed: Span | None = None

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
        if self._opens(mark, start, place, is_open=is_open):
            self._push(family, start, end)
        elif is_open:
            self._close(family, start, end)
        elif self._open:
            self._close_wrongly(start, end)
        elif self._ends_earlier(family, start, end):
            self._end_earlier(family, start, end)
        elif end - start == 2:  # two single marks may close two
            self._single(mark[0], start, start + 1, place)
            self._single(mark[0], start + 1, end, place)

    def _opens(self, mark: str, start: int, place: _Place, *, is_open: bool) -> bool:
        if place == "neither" and is_open and self._text[start - 1] in _BEFORE_CLOSING:
            return False  # it ended there.“[The Post]
        return _OPENS[place, is_open, self._rules.shapes.get(mark)]

    def _ends_earlier(self, family: str, start: int, end: int) -> bool:
        """Whether a mark without a partner can close a quotation of an earlier paragraph."""
        if self._closed or any(span.family == family for span in self._spans):
            return False
        ends = end == self._paragraph[1] or self._text[end] in ",."
        return self._text[start - 1] in _BEFORE_CLOSING or (ends and not self._is_measure(start))

    def _end_earlier(self, family: str, start: int, end: int) -> None:
        marks = (self._paragraph[0], self._paragraph[0]), (start, end)
        self._closed = span_between(self._text, self._paragraph, *marks, family=family)

    def _close_wrongly(self, start: int, end: int) -> None:
        """Note a mark of another family that may close the open one, if a clause of saying follows it."""
        opened = self._open[-1]
        if opened.wrong is None and opened.family in ("single", "double"):
            is_pointed = self._text[start - 1] in _BEFORE_CLOSING or self._text.startswith(",", end)
            if is_pointed and self._rules.is_attributed(self._text, end):
                opened.wrong = (start, end)

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
        elif place != "neither" and self._open:
            self._close_wrongly(start, end)
        elif end == self._paragraph[1] and self._ends_earlier("single", start, end):
            self._end_earlier("single", start, end)

    def _closes_single(self, start: int) -> bool:
        return bool(self._open) and self._open[-1].family == "single" and not self._text[start - 1].isspace()

    def _is_elision(self, at: int) -> bool:
        word = _WORD.match(self._text, at)
        return word is not None and (word[0].lower() in self._rules.elided or _DECADE.fullmatch(word[0]) is not None)

    def _push(self, family: str, start: int, end: int) -> None:
        if self._open and self._open[-1].family == family and (self._open[-1].doubtful or self._open[-1].wrong):
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
        """Close the mark at its doubtful or wrong place, if it has one; otherwise drop it."""
        if opened.wrong:
            self._spans.append(self._span(opened, *opened.wrong))
        elif opened.doubtful and opened.doubtful[0] - opened.end <= _MAX_DOUBTFUL_LENGTH:
            self._spans.append(self._span(opened, *opened.doubtful))

    def _span(self, opened: _Opened, start: int, end: int) -> Span:
        marks = (opened.start, opened.end), (start, end)
        return span_between(self._text, self._paragraph, *marks, family=opened.family)

    def finish(self) -> Pairs:
        """All passages of the paragraph."""
        rest = [opened for opened in self._open if not (opened.doubtful or opened.wrong)]
        for opened in self._open:
            self._take(opened)
        end = self._paragraph[1]
        return Pairs(self._spans, self._span(rest[0], end, end) if rest else None, self._closed)


def _split(run: str, *, from_end: bool) -> list[str]:
    """Split a run of marks; two single ones make a double one, counted from the side of the passage."""
    if from_end:
        return [mark[::-1] for mark in _PAIR.findall(run[::-1])][::-1]
    return _PAIR.findall(run)
