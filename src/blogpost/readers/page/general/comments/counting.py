"""Read the number of comments that a page of any blog states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from blogpost.language.comments import mentions_comments, number_of_comments
from blogpost.markup.dom import Element
from blogpost.readers.page.general.comment_addresses import leads_to_all_comments
from blogpost.readers.page.general.comments.extents import Within
from blogpost.readers.page.general.comments.records import read_state
from blogpost.readers.page.general.comments.units import names_of
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import COUNTING_ATTRIBUTES, Line, Outline
from blogpost.readers.page.general.stated import Stated

_LONGEST = 250  # characters of a heading with the post's title in it
_LONGEST_SHORT = 100
_VALUE = re.compile(r"\s*(\d{1,6})\b")
_LAST = re.compile(r"^[^\d\W]\D{1,40}?(\d{1,6})\W*$")
_COUNTERS = re.compile(
    r"comments?[-_\w]*(?:count|number|num|value|total)|(?:count|num|total)[-_\w]*comments?|[-_]cc-value", re.IGNORECASE
)
_LABELLED = etree.XPath("descendant-or-self::a[@title or @aria-label]")
_BEFORE = 12  # lines around the post's title and end that may state a number


def count_comments(outline: Outline, stated: Stated, extent: Extent, *, language: str) -> int | None:
    """The number of comments that the page states. Some systems count pingbacks, too.

    A script of the system itself comes first. Then come the heading over the comments, a link to them next to the post,
    and the counts stated for machines.
    """
    if (count := read_state(stated.scripts_with_state).count) is not None:
        return count
    for line, is_place in _headings(outline, extent):
        if (count := _count_in(line.text, language)) is not None:
            return count
        if is_place and (count := _lone_count(line)) is not None:
            return count
    for text in _links(outline, stated, extent):
        if (count := count_in_link(text, language)) is not None:
            return count
    if (count := next(_for_machines(outline, stated), None)) is not None:
        return count
    marked = {*_marked(outline)}
    return marked.pop() if len(marked) == 1 else None


def count_in_link(text: str, language: str) -> int | None:
    """The number of comments that a link to the comments states, in words or as a bare number."""
    count = _count_in(text, language)
    return _number(text.strip("()[] ")) if count is None else count


def _headings(outline: Outline, extent: Extent) -> Iterator[tuple[Line, bool]]:
    """The lines in a place for comments, and the headings after the post."""
    places = frozenset(outline.having(Part.COMMENTS))
    if not places:
        return
    in_gadget = Within(outline.having(Part.GADGET))
    for number, line in enumerate(outline.lines[extent.first :], start=extent.first):
        longest = _LONGEST if line.level else _LONGEST_SHORT  # comments, too, may mention "2 comments"
        if len(line.text) > longest:
            continue
        is_heading = line.level > 0 and number >= extent.last
        is_place = not places.isdisjoint(line.closers) or (is_heading and not places.isdisjoint(line.block.iter()))
        if (is_place or is_heading) and not in_gadget(line.block):
            yield line, is_place


def _lone_count(line: Line) -> int | None:
    """The number that a line consists of or ends with, if names or words show that comments are counted."""
    if (match := _LAST.match(line.text)) and mentions_comments(line.text):
        return int(match[1])
    number = _number(line.text.strip("()[] "))
    if number is None:
        return None
    around = (line.block, line.block.getparent())
    return number if any(each is not None and _COUNTERS.search(names_of(each)) for each in around) else None


def _links(outline: Outline, stated: Stated, extent: Extent) -> Iterator[str]:
    """The texts of links to the comments, right before and after the post's body."""
    first, last = extent.first, extent.last
    lines = [*outline.lines[max(0, first - _BEFORE) : first], *outline.lines[last : last + _BEFORE]]
    leads_to_own = _LeadsToOwn(stated)
    for line in lines:
        if len(line.text) <= _LONGEST:
            links = (*line.block.iter("a"), *_around(line.block))
            yield from (" ".join("".join(link.itertext()).split()) for link in links if leads_to_own(link))
    for link in _LABELLED(outline.root):
        label = link.get("title") or link.get("aria-label") or ""
        if any(map(str.isdigit, label)) and leads_to_own(link):
            yield label  # of a picture


class _LeadsToOwn:
    """Decides whether a link leads to the comments on the post."""

    def __init__(self, stated: Stated) -> None:
        self._stated = stated
        self._own = (stated.canonical or "").partition("#")[0].rstrip("/")

    def __call__(self, link: Element) -> bool:
        href = link.get("href")
        if not href or not leads_to_all_comments(href):
            return False
        page = (self._stated.absolute(href) or "").partition("#")[0].rstrip("/")
        return href.startswith("#") or not self._own or page == self._own or page.startswith(f"{self._own}?")


def _around(element: Element) -> Iterator[Element]:
    parent = element.getparent()
    if parent is not None and parent.tag == "a":
        yield parent


def _count_in(text: str, language: str) -> int | None:
    """The number of comments in a line; None if it doesn't state one."""
    if len(text) > _LONGEST:
        return None
    return number_of_comments(text.strip("{}[] "), language=language)


def _for_machines(outline: Outline, stated: Stated) -> Iterator[int]:
    for node in (stated.article, stated.web_page):
        if (count := _number(node.get("commentCount"))) is not None:
            yield count
        statistics = node.get("interactionStatistic")
        for each in statistics if isinstance(statistics, list) else [statistics]:
            counter = each if isinstance(each, dict) and "Comment" in str(each.get("interactionType")) else {}
            if (count := _number(counter.get("userInteractionCount"))) is not None:
                yield count
    for name in COUNTING_ATTRIBUTES:
        first = next((each.value for each in outline.attributes_named(name)), "")
        if match := _VALUE.match(first):
            yield int(match[1])


def _marked(outline: Outline) -> Iterator[int]:
    """The comment counts in microdata and RDFa. A page with many posts has several."""
    for attribute in outline.attributes_named("itemprop", "property"):
        words = attribute.value.split()
        if "commentCount" in words or "schema:commentCount" in words:
            text = attribute.element.get("content") or "".join(attribute.element.itertext())
        elif "interactionCount" in words:
            text = (attribute.element.get("content") or "").partition("UserComments:")[2]
        else:
            continue
        if (count := _number(text.strip())) is not None:
            yield count


def _number(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int) and 0 <= value < 10**6:
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 7 else None
