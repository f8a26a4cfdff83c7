"""Read pages that show posts and nothing else: one that was saved by itself, or a list written by hand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import partial
from itertools import takewhile
from operator import is_not

from attrs import evolve
from lxml import etree

from blogpost.language.locale import FALLBACK
from blogpost.markup.dom import Element
from blogpost.model import Post
from blogpost.readers.page.general.index.dates import is_date
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.single_post import read_only_post
from blogpost.readers.page.general.site import find_blog
from blogpost.readers.page.general.stated import Stated

_OWN_LINKS = 3  # lines: its title, its author, its labels
_LONGEST_TAGLINE = 100  # characters
_FEWEST = 2


def is_alone(outline: Outline) -> bool:
    """Whether a page has no menus, lists of links or boxes around what may be posts."""
    return sum(2 * line.linked > len(line.text) for line in outline.lines) <= _OWN_LINKS


def read_lone_list(outline: Outline, stated: Stated, *, stated_language: str | None) -> list[Post]:
    """The posts of a page that shows nothing else and has several headings, each with evidence of a post below it.

    A page with links to its posts is an index, and isn't read here.

    Args:
        outline: the page.
        stated: what it states for machines.
        stated_language: the BCP 47 tag of its language, if it states one.
    """
    if stated.article or not is_alone(outline):
        return []
    language = stated_language or FALLBACK
    headings = _headings_of_posts(outline, language)
    if len(headings) < _FEWEST or _begins_with_a_post(outline, headings[0], language):
        return []
    blog = find_blog(stated, title=None)
    posts = []
    for elements in _units(outline, headings, language):
        page = _page_of(elements, stated.base)
        post = read_only_post(Outline(page), Stated(page, "", None), stated_language=stated_language, is_alone=True)
        if post is None or not post.body:
            return []
        posts.append(evolve(post, blog=blog))
    return posts


def _headings_of_posts(outline: Outline, language: str) -> list[int]:
    """The numbers of the lines with headings of the highest rank that occurs more than once, without dates."""
    by_level: dict[int, list[int]] = {}
    for number, line in enumerate(outline.lines):
        is_commented = any(outline.parts[closer] & Part.COMMENTS for closer in line.closers)
        if line.level and not is_commented and not is_date(line.text, language):
            by_level.setdefault(line.level, []).append(number)
    return next((numbers for _, numbers in sorted(by_level.items()) if len(numbers) >= _FEWEST), [])


def _begins_with_a_post(outline: Outline, first: int, language: str) -> bool:
    """Whether a title with its date or text comes before the first heading, whose rank is that of sections then."""
    before = [line for line in outline.lines[:first] if not line.level]
    undated = [line for line in before if not is_date(line.text, language)]
    return len(undated) > 1 or any(
        len(line.text) > _LONGEST_TAGLINE or read_meta(line.text, language).is_own for line in undated
    )


# ------------------------------------------------------------------------------------------------ what is one post's


def _units(outline: Outline, headings: Sequence[int], language: str) -> Iterator[list[Element]]:
    """For each heading the elements that belong to it: those around it alone, or what follows up to the next one."""
    tops = [_outermost(outline, number, headings) for number in headings]
    firsts = [next(_date_before(outline, top, language), top) for top in tops]
    for top, first, following in zip(tops, firsts, [*firsts[1:], None], strict=True):
        own = [] if first is top else [first]
        own.append(top)
        own.extend(takewhile(partial(is_not, following), top.itersiblings()))
        yield own


def _outermost(outline: Outline, number: int, headings: Sequence[int]) -> Element:
    """The outermost element around a heading that has no other one of them."""
    top = outline.lines[number].block
    for around in top.iterancestors():
        first, last = outline.span(around)
        if around.tag == "body" or bisect_left(headings, last) - bisect_left(headings, first) > 1:
            break
        top = around
    return top


def _date_before(outline: Outline, element: Element, language: str) -> Iterator[Element]:
    """The element with nothing but a date right before another one, as templates of blogs show a day once."""
    before = element.getprevious()
    if before is not None:
        lines = outline.lines_in(before)
        if len(lines) == 1 and is_date(lines[0].text, language):
            yield before


def _page_of(elements: Sequence[Element], base: str | None) -> Element:
    """A page of its own with copies of some elements."""
    page = etree.Element("html")
    head, body = etree.SubElement(page, "head"), etree.SubElement(page, "body")
    if base:
        etree.SubElement(head, "base", href=base)
    body.extend(deepcopy(element) for element in elements)
    return page


__all__ = ["is_alone", "read_lone_list"]
