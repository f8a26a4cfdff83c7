"""Segments: the landmarks of one post, and the two of them that its body is between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from blogpost.markup.dom import Element
from blogpost.readers.page.unmarked.landmarks import LandmarkKind, Landmarks

_HOLDERS = frozenset(("article", "blockquote", "body", "center", "div", "li", "section", "td"))
_MAX_HOLDERS = 40
_HEADS = frozenset((LandmarkKind.ANCHOR, LandmarkKind.DAY, LandmarkKind.TITLE, LandmarkKind.START))
_FEET = frozenset((LandmarkKind.CREDIT, LandmarkKind.COMMENTS, LandmarkKind.END))
_ABOVE = frozenset((LandmarkKind.ANCHOR, LandmarkKind.DAY, LandmarkKind.TITLE, LandmarkKind.CREDIT))
_BETWEEN_FEET = 40  # characters: "|" and "Permalink", but no text


@frozen(eq=False)
class Segment:
    """One post's part of a page.

    Attributes:
        holder: an element that holds it.
        is_alone: whether the holder has no other post.
        first: the landmark that it begins with.
        title: the landmark that is its title.
        before: the landmark that its body follows; None for the beginning of `holder`.
        behind: the landmark that follows its body; None for the end of `holder`.
        end: the number of the landmark after which the next post may begin.
    """

    holder: Element
    is_alone: bool
    first: Element
    title: Element | None
    before: Element | None
    after: Element | None
    end: int


def find_segments(page: Landmarks, *, is_blogger_page: bool) -> list[Segment]:
    """The segment of each post on a page."""
    keys = _keys(page, is_blogger_page=is_blogger_page)
    cuts = _cuts(page, keys) if keys else []
    segments: list[Segment] = []
    for number, own in enumerate(pairwise(cuts)):
        taken = segments[-1].end if segments else 0
        if (segment := _segment(page, keys, number, range(*own), taken)) is not None:
            segments.append(segment)
    return segments


def _keys(page: Landmarks, *, is_blogger_page: bool) -> list[int]:
    """The number of a landmark for each post: anchors, else the lines of authors, else Blogger's own marks."""
    marks = list(enumerate(page.landmarks))
    signed = [number for number, mark in marks if mark.is_signed and (is_blogger_page or mark.is_standard)]
    if not is_blogger_page:
        return signed
    anchors = [number for number, mark in marks if mark.kind is LandmarkKind.ANCHOR]
    starts = [number for number, mark in marks if mark.kind is LandmarkKind.START]
    return anchors or signed or starts or [number for number, mark in marks if mark.kind is LandmarkKind.END]


def _cuts(page: Landmarks, keys: Sequence[int]) -> list[int]:
    """The number of the landmark that each segment begins with, and the number after the last one.

    An author's line, or an end, belongs to the foot of its post if there is more text before these than after them.
    """
    end = len(page.landmarks)
    above = sum(page.gap(key - 1, key) for key in keys if key)
    below = sum(page.gap(key, key + 1) for key in keys if key + 1 < end)
    if page.landmarks[keys[0]].kind in (LandmarkKind.CREDIT, LandmarkKind.END) and above > below:
        return [0, *(_foot(page, key, following) + 1 for key, following in pairwise(keys)), end]
    return [*(_head(page, key, earlier) for earlier, key in pairwise((-1, *keys))), end]


def _head(page: Landmarks, key: int, earlier: int) -> int:
    """The first of the landmarks above a key without text in between."""
    while key - 1 > earlier and page.landmarks[key - 1].kind in _HEADS and not page.gap(key - 1, key):
        key -= 1
    return key


def _foot(page: Landmarks, key: int, following: int) -> int:
    """The last of the landmarks after a key in its footer."""
    while key + 1 < following and page.landmarks[key + 1].kind in _FEET and page.gap(key, key + 1) <= _BETWEEN_FEET:
        key += 1
    return key


def _segment(page: Landmarks, keys: Sequence[int], number: int, cut: range, taken: int) -> Segment | None:
    """The segment of a key, in the innermost element that holds a whole post, between those of its neighbours.

    An element is the post's own if it holds no other key and no landmark below `taken`: text before those belongs to
    the post above.
    """
    for holder in _holders(page.landmarks[keys[number]].element):
        low, high = page.within(holder)
        is_alone = low >= taken and bisect_left(keys, high) - bisect_left(keys, low) == 1
        own = range(low, high) if is_alone else range(max(low, cut.start), min(high, cut.stop))
        stretch = _Stretch(page, holder, low, high, own, taken - 1)
        if (body := stretch.body()) is not None:
            before, after = body
            title = stretch.title(before)
            is_above = title is not None and before < low
            return Segment(
                holder,
                is_alone and not is_above,
                first=title if title is not None and is_above else page.landmarks[own[0]].element,
                title=title,
                before=page.landmarks[before].element if before >= low else None,
                after=page.landmarks[after].element if after < high else None,
                end=after + 1 if after < high else high,
            )
        if not is_alone and low < own.start and own.stop < high:  # the elements around it have no more of this post
            break
    return None


def _holders(element: Element) -> Iterator[Element]:
    """The elements that may hold the post of an element, from the inside up."""
    holders = (holder for holder in element.iterancestors() if holder.tag in _HOLDERS)
    yield from (holder for holder, _ in zip(holders, range(_MAX_HOLDERS), strict=False))


@frozen(eq=False)
class _Stretch:
    """The landmarks of one post, within a holder that has those from `low` up to `high`.

    Attributes:
        floor: the landmark after the text of the posts before.
    """

    page: Landmarks
    holder: Element
    low: int
    high: int
    own: range
    floor: int

    def body(self) -> tuple[int, int] | None:
        """The numbers of the landmarks before and after the text of the post; None if it has no text."""
        start = next(self._of(frozenset((LandmarkKind.START,))), None)
        before = max(self._before() if start is None else start, self.floor)
        after = self._after(before) if start is None else self._end(before)
        is_marked = start is not None or next(self._of(_FEET), None) is not None
        return (before, after) if is_marked and self._has_own_text(before, after) else None

    def title(self, before: int) -> Element | None:
        """The last title above the text, with only other landmarks in between."""
        if before < self.low:
            return self._title_over_holder(before)
        for number in range(before, self.own.start - 1, -1):
            mark = self.page.landmarks[number]
            if mark.kind is LandmarkKind.TITLE:
                return mark.element
            if number == self.own.start or self.page.gap(number - 1, number):
                break
        return None

    def _title_over_holder(self, before: int) -> Element | None:
        """The title directly above the holder, as a text may fill the holder from its edge."""
        above = self.page.landmarks[before] if before >= 0 else None
        is_next = above is not None and above.extent.end == self.page.extents[self.holder].begin
        return above.element if above is not None and is_next and above.kind is LandmarkKind.TITLE else None

    # -------------------------------------------------------------------------------------------- where the text begins

    def _before(self) -> int:
        """The landmark before the text: the post's number or day, or the title and author's line below."""
        before = self.own.start - 1
        for number in self._of(_FEET | _ABOVE):
            kind = self.page.landmarks[number].kind
            if kind in (LandmarkKind.ANCHOR, LandmarkKind.DAY):
                before = number
            elif kind in _FEET and self._text(before, number):
                break
        return self._below(before if before in self.own else self._first_title(before))

    def _first_title(self, before: int) -> int:
        """The first title, if it is nearer to the beginning than to the end."""
        title = next(self._of(frozenset((LandmarkKind.TITLE,))), before)
        return title if self._text(before, title) < self._text(title, self.own.stop) else before

    def _below(self, before: int) -> int:
        """The last of the landmarks above a text that directly follow each other."""
        while before + 1 < self.own.stop:
            below = before + 1
            is_above = self.page.landmarks[below].kind in _ABOVE and not self._text(before, below)
            if not is_above or not self._text(below, self.own.stop):
                break
            before = below
        return before

    # -------------------------------------------------------------------------------------------- where the text ends

    def _end(self, before: int) -> int:
        """The landmark after the text: Blogger's own mark, else the first one below."""
        feet = list(self._feet(before))
        ends = [number for number in feet if self.page.landmarks[number].kind is LandmarkKind.END]
        return [*ends[-1:], *feet, self.own.stop][0]

    def _after(self, before: int) -> int:
        """The landmark after the text: the author's line, or the link to the comments."""
        feet = dict.fromkeys(self._feet(before))
        signed = [number for number in feet if self.page.landmarks[number].is_signed]
        after = [*signed[-1:], *feet, self.own.stop][0]
        while after - 1 in feet and self.page.gap(after - 1, after) <= _BETWEEN_FEET:
            after -= 1
        return after

    def _feet(self, before: int) -> Iterator[int]:
        """The landmarks of the footer with text between them and the landmark before the text."""
        return (number for number in self._of(_FEET) if number > before and self._text(before, number))

    # -------------------------------------------------------------------------------------------- measuring

    def _has_own_text(self, before: int, after: int) -> bool:
        """Whether there is text between two landmarks that is not in other landmarks."""
        low, high = max(before + 1, self.low), min(after, self.high)
        return self._distance(before, after) > self.page.length(low, high)

    def _of(self, kinds: frozenset[LandmarkKind]) -> Iterator[int]:
        return (number for number in self.own if self.page.landmarks[number].kind in kinds)

    def _text(self, before: int, after: int) -> int:
        """The length of the text between two landmarks, or an edge of the holder and one, without days and titles.

        There is none between a landmark and another within it.
        """
        headings = self.page.headings(max(before + 1, self.low), min(after, self.high))
        return max(0, self._distance(before, after) - headings)

    def _distance(self, before: int, after: int) -> int:
        """The length of the text between two landmarks, or an edge of the holder and one."""
        page, extent = self.page, self.page.extents[self.holder]
        begin = page.landmarks[before].extent.end if before >= self.low else extent.begin
        end = page.landmarks[after].extent.begin if after < self.high else extent.end
        return end - begin
