"""Find the passages of a text, also those that go on over several paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from blogpost.language.quotations.spans import FAMILY, MarkRules, Pairs, Span, pairs_in, places_in, span_between

PARAGRAPH_END = "\n\n"
MAX_PARAGRAPHS = 12
"""The greatest number of paragraphs of a quotation that only its first one opens and only its last one closes."""

_SENTENCE_ENDS = frozenset(".?!…")
_BEFORE_UNCLOSED = (": ", ", ")


def find_spans(text: str, rules: MarkRules) -> list[Span]:
    """Find every marked passage, in order, outer before inner."""
    spans: list[Span] = []
    waiting: Span | None = None  # open at the end of its paragraph
    for paragraph, places in _paragraphs(text):
        pairs = pairs_in(text, paragraph, places, rules)
        if waiting and (linked := _linked(text, waiting, pairs, paragraph)):
            spans += linked
            waiting = None
        elif waiting and (pairs.opened or any(span.family == waiting.family for span in pairs.spans)):
            spans += _unclosed(text, waiting)
            waiting = None
        spans += pairs.spans
        if pairs.opened and _may_wait(text, pairs.opened, rules):
            waiting = pairs.opened
    if waiting:
        spans += _unclosed(text, waiting)
    return _nested(spans)


def _may_wait(text: str, opened: Span, rules: MarkRules) -> bool:
    """Whether an open passage may go on in the next paragraph; a mark like » before a line may mark an item."""
    is_item = opened.family.endswith("guillemet") and rules.shapes.get(text[opened.opened]) is False
    return opened.start < opened.end and not is_item


def _linked(text: str, waiting: Span, pairs: Pairs, paragraph: tuple[int, int]) -> list[Span]:
    """The passages up to this paragraph, if it goes on with the one that is open."""
    first = next((span for span in (*pairs.spans, pairs.opened) if span and span.opened == paragraph[0]), None)
    if first and _reopens(text, waiting, first):
        first.continues = waiting
        return [waiting]
    if pairs.closed is None or waiting.family != pairs.closed.family:
        return []
    if waiting.is_single and waiting.opened != waiting.paragraph[0]:
        return []
    run = [waiting, *_between(text, waiting, paragraph[0]), pairs.closed]
    if len(run) > MAX_PARAGRAPHS:
        return []
    for before, after in pairwise(run):
        after.continues = before
    return run


def _between(text: str, waiting: Span, end: int) -> Iterator[Span]:
    """The whole paragraphs after the one with the open passage, up to the limit."""
    start = waiting.paragraph[1]
    for _ in range(MAX_PARAGRAPHS):
        first = start + len(PARAGRAPH_END)
        if first >= end:
            return
        start = text.find(PARAGRAPH_END, first, end)
        yield span_between(text, (first, start), (first, first), (start, start), family=waiting.family)


def _unclosed(text: str, waiting: Span) -> list[Span]:
    """A passage without its closing mark, if it is the last of several or follows a colon or a comma."""
    if waiting.continues:
        return [waiting]
    leads = text.endswith(_BEFORE_UNCLOSED, waiting.paragraph[0], waiting.opened)
    ends = text[waiting.end - 1] in _SENTENCE_ENDS
    if not (leads and ends) or any(FAMILY.get(sign) == waiting.family for sign in text[waiting.start : waiting.end]):
        return []
    return [waiting]


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
