"""Find the cards on a page: blocks that each introduce another page of the same site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from blogpost.addresses import parts_of
from blogpost.markup.dom import Element
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.stated import Stated

_FEWEST = 2
_MOST_OF_LINE = 0.8  # the share of a heading that is a link


def foreign_lines(outline: Outline, stated: Stated | None, heading: Heading) -> frozenset[int]:
    """The numbers of the lines in cards that are next to other cards."""
    cards = [*find_cards(outline, stated, heading)]
    parents = Counter(card.getparent() for card in cards)
    numbers: set[int] = set()
    for card in cards:
        if parents[card.getparent()] >= _FEWEST:
            numbers.update(range(*outline.span(card)))
    return frozenset(numbers)


def find_cards(outline: Outline, stated: Stated | None, heading: Heading) -> Iterator[Element]:
    """The elements that hold one heading with a link to another page of the site, and what belongs to it.

    Headings in the author's own text may link to other pages, too, but no element holds each of them.
    """
    headings = outline.headings
    ends = [*headings[1:], len(outline.lines)]
    for before, number, after in zip([-1, *headings], headings, ends, strict=False):
        if number != heading.number and leads_away(outline.lines[number], stated):
            card = _around(outline, number, before, after, heading)
            if card is not None:
                yield card


def leads_away(line: Line, stated: Stated | None) -> bool:
    """Whether a line is a link to another page of the same site."""
    if line.linked < _MOST_OF_LINE * len(line.text):
        return False
    links = (*line.block.iter("a"), *line.block.iterancestors("a"))
    href = next((href for link in links if (href := (link.get("href") or "").strip())), "")
    return bool(href) and not href.startswith("#") and _is_on_site(href, stated)


def _is_on_site(href: str, stated: Stated | None) -> bool:
    own = parts_of(stated.canonical) if stated is not None and stated.canonical else None
    host = parts_of(href).netloc
    if not host or own is None or not own.netloc:
        return True
    if _bare(host) != _bare(own.netloc):
        return False
    return parts_of(href).path.rstrip("/") != own.path.rstrip("/") or bool(parts_of(href).query)


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _around(outline: Outline, number: int, before: int, after: int, heading: Heading) -> Element | None:
    """The largest element around a heading without another heading; None if that is the heading alone."""
    card = None
    for around in outline.lines[number].block.iterancestors():
        first, last = outline.span(around)
        if first <= before or last > after or (heading.line is not None and first <= heading.number < last):
            break
        card = around
    return card
