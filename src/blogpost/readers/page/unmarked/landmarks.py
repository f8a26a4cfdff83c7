"""Landmarks around a body: the post's number, the day, the title, the author's line, the link to the comments."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from itertools import accumulate

from attrs import evolve, field, frozen
from lxml import etree

from blogpost.blogger import is_comment_form, is_post_id
from blogpost.language.characters import DIVIDERS
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.interface import comment_count, interface
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.markup.dom import Element, has_class, line_of, settable
from blogpost.markup.texts import SILENT
from blogpost.readers.page.signatures import read_credit
from blogpost.readers.page.themes import (
    MARKED_COMMENTS,
    MARKED_CREDIT,
    MARKED_DAY,
    MARKED_PERMALINK,
)
from blogpost.readers.page.unmarked.shown_lines import MAX_LINE_LENGTH, Extent, Lines, find_extents, length_of

_MAX_DAY_LENGTH = 60  # characters
_MAX_TITLE_LENGTH = 500
_MAX_TEXT_LENGTH = 100 * MAX_LINE_LENGTH  # nearly all of it white space
_BEGINNING = 2 * MAX_LINE_LENGTH  # characters: the beginning of a text rules out most that are not lines
_CLEARING = re.compile(r"\s*clear: ?both;?\s*(padding-bottom: ?0?\.25em;?)?\s*", re.IGNORECASE)
_HALOSCAN = ("haloscan.com/comments", "haloscan(")  # a service that had the comments of many blogs
_PERMALINK_WORDS = frozenset(("#", "link", "permalink", "permanent link", "perma-link", "*", "¶", "+"))
_COMMENT_LISTS = frozenset(("comments", "blogComments", "blogComment", "comments-block"))
_TITLES = frozenset(("post-title", "posttitle", "blogPostTitle", "BlogPostTitle", "title", "storytitle"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TAGS = _HEADINGS | {"a", "div"}
# "4/19/2005 02:47:00 AM": the default form of the time in templates before 2006.
_STANDARD_STAMP = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}:\d{2} [AP]M", re.ASCII)
_SOME_DIGIT = re.compile(r"\d")


class LandmarkKind(Enum):
    """The kinds of landmarks."""

    ANCHOR = auto()
    DAY = auto()
    TITLE = auto()
    CREDIT = auto()
    COMMENTS = auto()
    START = auto()
    END = auto()


# Tuples, since the hash of an enumeration's member costs more than a few comparisons.
_ABOVE_TEXT = (LandmarkKind.ANCHOR, LandmarkKind.DAY, LandmarkKind.TITLE)
_CLEARINGS = (LandmarkKind.START, LandmarkKind.END)
_MARKS = {LandmarkKind.DAY: MARKED_DAY, LandmarkKind.CREDIT: MARKED_CREDIT}


@frozen(eq=False)
class Landmark:
    """An element next to a body, and its place.

    Attributes:
        is_signed: whether it is a line with an author, after a word such as "posted by", and a time.
        is_standard: whether it has a time in Blogger's default form.
    """

    element: Element
    kind: LandmarkKind
    extent: Extent
    is_signed: bool = False
    is_standard: bool = False


class Landmarks:
    """The landmarks of a page in their order, and the places of all its elements."""

    def __init__(self, landmarks: Iterable[Landmark], extents: dict[Element, Extent]) -> None:
        self.landmarks = list(landmarks)
        self.extents = extents
        self._firsts = [mark.extent.first for mark in self.landmarks]
        headings = (
            mark.extent.length if mark.kind in (LandmarkKind.DAY, LandmarkKind.TITLE) else 0 for mark in self.landmarks
        )
        self._headings = list(accumulate(headings, initial=0))
        self._lengths = list(accumulate(_lengths_apart(self.landmarks), initial=0))

    def within(self, holder: Element) -> tuple[int, int]:
        """The number of the first landmark within an element, without itself, and of the first one after it."""
        extent = self.extents[holder]
        return bisect_left(self._firsts, extent.first + 1), bisect_left(self._firsts, extent.last + 1)

    def gap(self, before: int, after: int) -> int:
        """The length of the text between two landmarks."""
        return max(0, self.landmarks[after].extent.begin - self.landmarks[before].extent.end)

    def headings(self, low: int, high: int) -> int:
        """The length of the days and titles among the landmarks from one number up to another."""
        return self._headings[high] - self._headings[low] if high > low else 0

    def length(self, low: int, high: int) -> int:
        """The length of the text in the landmarks from one number up to another."""
        return self._lengths[high] - self._lengths[low] if high > low else 0


def _lengths_apart(landmarks: Iterable[Landmark]) -> Iterator[int]:
    """The length of each landmark's text that is in none before it: a line may hold another, such as a link."""
    end = 0
    for mark in landmarks:
        yield max(0, mark.extent.end - max(end, mark.extent.begin))
        end = max(end, mark.extent.end)


def find_landmarks(root: Element, language: str) -> Landmarks:
    """Find the landmarks of a page outside of lists of comments, and mark them with classes."""
    kinds = _kinds_of_elements(root, language)
    extents = find_extents(root, kinds)
    for element, kind in kinds.items():
        if kind in _MARKS:
            add_class(element, _MARKS[kind])
    marks = (_landmark(element, kind, extents[element], language) for element, kind in kinds.items())
    ordered = _after_titles(sorted(marks, key=lambda mark: mark.extent.first))
    return Landmarks(_with_lone_ends(list(ordered), extents[root].end), extents)


def _kinds_of_elements(root: Element, language: str) -> dict[Element, LandmarkKind]:
    finder = _Finder(Lines(root, lambda line: _is_signed(_line(line), language)), language)
    kinds: dict[Element, LandmarkKind] = {}
    for element, kind in [*finder.by_elements(root), *finder.by_texts(root)]:
        kinds.setdefault(element, kind)
    return kinds


def _after_titles(marks: Iterable[Landmark]) -> Iterator[Landmark]:
    """The landmarks, those within a title moved to its end."""
    title: Landmark | None = None
    for mark in marks:
        if title is None or mark.extent.first > title.extent.last:
            title = mark if mark.kind is LandmarkKind.TITLE else None
            yield mark
        else:
            yield evolve(
                mark, element=title.element, extent=mark.extent._replace(begin=title.extent.end, end=title.extent.end)
            )


def _with_lone_ends(marks: list[Landmark], end: int) -> Iterator[Landmark]:
    """The landmarks, where a lone ``div`` that clears floats below a text marks the end of that text.

    Ported themes have only one such ``div``, Blogger's own always two.
    """
    begins = [mark.extent.begin for mark in marks if mark.kind in _ABOVE_TEXT]
    clearings = [mark.kind for mark in marks if mark.kind in _CLEARINGS]
    followed = iter([*clearings[1:], LandmarkKind.START])
    above = 0
    for mark in marks:
        is_followed_by = next(followed) if mark.kind in _CLEARINGS else None
        if mark.kind is LandmarkKind.START and is_followed_by is LandmarkKind.START:
            below = bisect_left(begins, mark.extent.end)
            after = begins[below] if below < len(begins) else end
            if mark.extent.begin - above > after - mark.extent.end:
                mark = evolve(mark, kind=LandmarkKind.END)  # noqa: PLW2901
        elif mark.kind in _ABOVE_TEXT:
            above = mark.extent.end
        yield mark


def _landmark(element: Element, kind: LandmarkKind, extent: Extent, language: str) -> Landmark:
    if kind is not LandmarkKind.CREDIT:
        return Landmark(element, kind, extent)
    text = _line(element)
    return Landmark(element, kind, extent, _is_signed(text, language), _STANDARD_STAMP.search(text) is not None)


def _is_signed(text: str, language: str) -> bool:
    credit = read_credit(text, language)
    return credit is not None and credit.introducer is not None and credit.when is not None


@frozen
class _Finder:
    """Find landmarks: first `by_elements`, which meets the lists of comments that `by_texts` then skips.

    Attributes:
        closed: these lists.
        posted_by: matches a line that begins with words for the author.
    """

    lines: Lines
    language: str
    closed: set[Element] = field(factory=set)
    posted_by: Callable[[str], re.Match[str] | None] = field(init=False)

    @posted_by.default
    def _beginning(self) -> Callable[[str], re.Match[str] | None]:
        return _posted_by(self.language).match

    # -------------------------------------------------------------------------------------------- by elements

    def by_elements(self, root: Element) -> Iterator[tuple[Element, LandmarkKind]]:
        """The landmarks that tags and attributes show."""
        for element in list(self._shown(root)):
            if element in self.closed:
                yield element, LandmarkKind.COMMENTS
            elif element.tag == "div" and (clearing := _CLEARING.fullmatch(element.get("style") or "")):
                yield element, LandmarkKind.END if clearing[1] else LandmarkKind.START
            elif element.tag == "a":
                yield from self._by_link(element)
            elif element.tag in _HEADINGS or has_class(element, _TITLES):
                text = _line(element)
                if text and parse_moment(text, language=self.language) is None:
                    yield element, LandmarkKind.TITLE

    def _shown(self, root: Element) -> Iterator[Element]:
        """The visible elements that may be landmarks; lists of comments without the elements in them."""
        walk = etree.iterwalk(root, events=("start",))
        for _, element in walk:
            tag = element.tag
            if tag in SILENT:
                walk.skip_subtree()
                continue
            names = element.get("class")
            if element.get("id") == "comments" or (names and has_class(element, _COMMENT_LISTS)):
                walk.skip_subtree()
                self.closed.add(element)
                yield element
            elif names or tag in _TAGS:
                yield element

    def _by_link(self, link: Element) -> Iterator[tuple[Element, LandmarkKind]]:
        href = link.get("href") or ""
        if is_post_id(link.get("name") or link.get("id") or ""):
            yield link, LandmarkKind.ANCHOR
        if not href:
            return
        text = self._text_of(link)
        # One of Blogger's own old templates has the address in an attribute "location.href".
        if _leads_to_comments(" ".join(link.values())) or (text and comment_count(text, self.language) is not None):
            add_class(link, MARKED_COMMENTS)
            yield link, LandmarkKind.COMMENTS
        elif link.get("title") == "permanent link" or text.lower() in _PERMALINK_WORDS or self._is_time(text):
            line = self.lines.around(link)
            if line is not None and self._is_beside_text(line, link):
                add_class(link, MARKED_PERMALINK)
                yield line, LandmarkKind.CREDIT

    def _text_of(self, link: Element) -> str:
        """The text of a link within a line; empty if it is longer than that."""
        text = link.text or ""
        if len(link) or len(text) > MAX_LINE_LENGTH:
            return _line(link) if self.lines.may_be_line(link) else ""
        return " ".join(text.split())  # nearly always

    def _is_time(self, text: str) -> bool:
        if not _SOME_DIGIT.search(text):
            return False
        whole = isinstance(parse_moment(text, language=self.language), dt.datetime)
        return whole or parse_time(text, language=self.language) is not None

    def _is_beside_text(self, line: Element, link: Element) -> bool:
        """Whether a line is about its link: it names an author or a time, or has little else."""
        text = _line(line)
        rest = text.replace(_line(link), "", 1).strip(" ()[]:" + DIVIDERS)
        return not rest or self._is_time(_line(link)) or read_credit(text, self.language) is not None

    # -------------------------------------------------------------------------------------------- by texts

    def by_texts(self, root: Element) -> Iterator[tuple[Element, LandmarkKind]]:
        """The landmarks that only their words show: days, and authors without a link."""
        candidates: list[tuple[Element, bool]] = []
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element.tag in SILENT or element in self.closed:
                    walk.skip_subtree()
                    continue
                text, is_tail = element.text, False
            else:
                text, is_tail = element.tail, True
            if text and not text.isspace() and not (is_tail and element is root) and self._may_be_landmark(text):
                candidates.append((element, is_tail))
        for element, is_tail in candidates:
            yield from self._in_line(element, is_tail=is_tail)

    def _may_be_landmark(self, text: str) -> bool:
        if len(text) > MAX_LINE_LENGTH and _is_too_long(text.strip()):
            return False
        line = " ".join(text.split())
        may_be_day = len(line) <= _MAX_DAY_LENGTH and _SOME_DIGIT.search(line) is not None
        if may_be_day and parse_moment(line, language=self.language) is not None:
            return True
        return len(line) <= MAX_LINE_LENGTH and self.posted_by(line) is not None

    def _in_line(self, element: Element, *, is_tail: bool) -> Iterator[tuple[Element, LandmarkKind]]:
        line = self.lines.of_text(element, is_tail=is_tail)
        text = _line(line)
        moment = parse_moment(text, language=self.language)
        if line is None:
            return
        if isinstance(moment, dt.datetime) or self.lines.is_whole(line):
            yield line, LandmarkKind.CREDIT
        elif moment is not None:
            yield line, LandmarkKind.DAY


def _is_too_long(text: str) -> bool:
    """Whether a text is longer than a line. Its beginning shows that mostly."""
    return len(text) > _MAX_TEXT_LENGTH or (
        len(text) > MAX_LINE_LENGTH and length_of(text[:_BEGINNING]) > MAX_LINE_LENGTH
    )


def _leads_to_comments(values: str) -> bool:
    values = values.lower()
    return is_comment_form(values) or ("haloscan" in values and any(sign in values for sign in _HALOSCAN))


def _line(element: Element | None) -> str:
    """The text of an element that may be a line, or a title."""
    return line_of(element, longest=_MAX_TITLE_LENGTH)


def add_class(element: Element, name: str) -> None:
    """Add a class to an element."""
    element.set("class", settable(f"{name} {element.get('class') or ''}".strip()) or "")


@by_locale
def _posted_by(language: str) -> re.Pattern[str]:
    words = dict.fromkeys((*interface(language).posted_by, *interface(FALLBACK).posted_by))
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
