"""What lies between quotation marks, in a text of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from blogpost.language.quotations.marks import Shapes, places_in
from blogpost.language.quotations.pairing import Span, pairs_in

PARAGRAPH_END = "\n\n"


def find_spans(text: str, *, shapes: Shapes, elided: frozenset[str]) -> list[Span]:
    """Every marked passage, by its place, outer before inner."""
    spans: list[Span] = []
    waiting: Span | None = None  # open at its paragraph's end
    for paragraph, places in _paragraphs(text):
        found, rest = pairs_in(text, paragraph, places, shapes=shapes, elided=elided)
        first = next((span for span in (*found, *rest) if span.opened == paragraph[0]), None)
        if waiting and first and _reopens(text, waiting, first):
            spans.append(waiting)
            first.continues = waiting
        elif waiting and waiting.continues:  # the last of several, its closing mark forgotten
            spans.append(waiting)
        spans += found
        waiting = rest[0] if rest and rest[0].start < rest[0].end else None
    if waiting and waiting.continues:
        spans.append(waiting)
    return _nested(spans)


def _reopens(text: str, one: Span, other: Span) -> bool:
    """Whether a paragraph begins with the mark that was open when the one before it ended."""
    return text[one.opened] == text[other.opened] and text[one.paragraph[1] : other.opened].isspace()


def _paragraphs(text: str) -> Iterator[tuple[tuple[int, int], list[int]]]:
    """The paragraphs that hold marks, each with the places of its marks."""
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
    """The spans in order, each with the one around it as parent; those with nothing in them left out."""
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
