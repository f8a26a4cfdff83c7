"""Find where posts begin and end if their titles, dates and texts are all siblings, as in old templates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen
from lxml import etree

from blogpost.markup.dom import Element
from blogpost.readers.page.general.index.anchors import Signature, signature
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Outline

_SHORT = 160  # characters of a line above a title
_MOST_ABOVE = 3  # elements above a title that belong to its post
_HEAD_PARTS = Part.META | Part.DATE | Part.AUTHOR
_NEVER = Part.COMMENTS | Part.ASIDE


def stretches_of(titles: Sequence[Element], parent: Element, outline: Outline, language: str) -> list[list[Element]]:
    """The siblings that belong to each title's post: from its date above it to the next post's date.

    Args:
        titles: children of one element, in order.
        parent: that element.
        outline: the page's.
        language: the language of its dates.
    """
    row = _Row(outline, list(parent.iterchildren(etree.Element)), language)
    places = {child: place for place, child in enumerate(row.children)}
    at = [places[title] for title in titles]
    kinds = row.kinds_above(at[0])
    starts = [row.start(place, floor, kinds) for place, floor in zip(at, [-1, *at], strict=False)]
    known = {signature(child) for start, end in zip(at, starts[1:], strict=False) for child in row.children[start:end]}
    return [row.children[start:end] for start, end in pairwise([*starts, row.end(at[-1], known)])]


@frozen(eq=False)
class _Row:
    """The children of the element that holds all titles."""

    outline: Outline
    children: list[Element]
    language: str

    def kinds_above(self, title: int) -> set[Signature]:
        """The markup of the elements about the post above the first title: its date, its author."""
        kinds: set[Signature] = set()
        for place in range(title - 1, max(-1, title - 1 - _MOST_ABOVE), -1):
            if not self._is_head(place):
                break
            kinds.add(signature(self.children[place]))
        return kinds

    def start(self, title: int, floor: int, kinds: set[Signature]) -> int:
        """The place where a post begins, from its title's place, below the title of the previous post."""
        start = title
        while start - 1 > floor and start > title - _MOST_ABOVE and self._belongs(start - 1, kinds):
            start -= 1
        return start

    def end(self, title: int, known: set[Signature]) -> int:
        """The place where the last post ends: at the first element with markup that no other post has."""
        for end in range(title + 1, len(self.children)):
            child = self.children[end]
            is_named = child.get("class") or child.get("id")
            if self._parts(child) & _NEVER or (is_named and signature(child) not in known):
                return end
        return len(self.children)

    def _belongs(self, place: int, kinds: set[Signature]) -> bool:
        return signature(self.children[place]) in kinds and self._is_head(place)

    def _is_head(self, place: int) -> bool:
        """Whether an element is a line with a date or a name, like those above titles."""
        element = self.children[place]
        first, last = self.outline.span(element)
        is_short = self.outline.length(element) <= _SHORT and not self.outline.prose(element)
        if not is_short or not 1 <= last - first <= 2:
            return False
        text = self.outline.lines[first].text
        if self._parts(element) & _HEAD_PARTS:
            return True
        return any(map(str.isdigit, text)) and read_meta(text, self.language).moment is not None

    def _parts(self, element: Element) -> int:
        return self.outline.parts.get(element, NO_PART)
