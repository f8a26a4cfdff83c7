"""Tell the cards on a page: small blocks of their own, side by side, each of which introduces another page."""

from __future__ import annotations

from collections import Counter

from blogpost.markup.content import Element
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.outline import Line, Outline

_FEWEST = 2
_MOST_OF_HEADING = 0.8  # the share of a heading that is a link


def foreign_lines(outline: Outline, heading: Heading) -> frozenset[int]:
    """The numbers of the lines in cards.

    A card has one heading, which leads to another page, and stands beside others like it. Headings that lead away
    within one text of the author's have no elements of their own around them.
    """
    cards = [card for card in _cards(outline, heading) if card is not None]
    parents = Counter(card.getparent() for card in cards)
    numbers: set[int] = set()
    for card in cards:
        if parents[card.getparent()] >= _FEWEST:
            numbers.update(range(*outline.span(card)))
    return frozenset(numbers)


def _cards(outline: Outline, heading: Heading) -> list[Element | None]:
    headings = [number for number, line in enumerate(outline.lines) if line.level]
    return [
        _around(outline, number, before, after, heading)
        for before, number, after in zip([-1, *headings], headings, [*headings[1:], len(outline.lines)], strict=False)
        if leads_away(outline.lines[number])
    ]


def leads_away(line: Line) -> bool:
    """Whether a heading is a link, and not to a place on its own page."""
    if line.linked < _MOST_OF_HEADING * len(line.text):
        return False
    links = (*line.block.iter("a"), *line.block.iterancestors("a"))
    return any(href and not href.startswith("#") for link in links if (href := (link.get("href") or "").strip()))


def _around(outline: Outline, number: int, before: int, after: int, heading: Heading) -> Element | None:
    """The largest element around a heading that holds no other one; None if that is the heading alone."""
    element = outline.lines[number].block
    card = None
    for around in element.iterancestors():
        first, last = outline.span(around)
        if first <= before or last > after or (heading.line is not None and first <= heading.number < last):
            break
        card = around
    return card
