"""Pages whose theme has names of its own: cards of posts are found by their permalinks, a lone post by its structure.

In any theme, each post of an index has a link to its permalink. The outermost element in Blogger's widget that links to
no other post has the visible part of that post. It gets the classes that `unmarked` gives, so all pages are read in one
way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from blogpost.addresses import joined, parts_of, without_fragment
from blogpost.language.dates import parse_moment
from blogpost.language.locale import FALLBACK
from blogpost.markup.dom import Element, text_of
from blogpost.readers.page.general.extent import find_extent
from blogpost.readers.page.general.heading import find_heading
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.stated import Stated
from blogpost.readers.page.metadata import Metadata
from blogpost.readers.page.themes import MARKED_BODY, MARKED_PERMALINK, MARKED_POST, MARKED_TITLE
from blogpost.readers.page.unmarked.landmarks import add_class

_PERMALINK = re.compile(r"/\d{4}/\d{2}/[^/]+\.html$", re.ASCII)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "div", "section", "span", "blockquote")
_LEAST_EXCERPT = 40  # characters
_MOST_LINKS = 2_000
_FEWEST_CARDS = 2
_DEEPEST = 60  # levels between a link and the widget


def mark_cards(widget: Element, page: Metadata) -> bool:
    """Marks the card of each post that a widget links to; returns whether there are several.

    Args:
        widget: Blogger's widget for posts.
        page: the page's statements about itself.
    """
    links: dict[str, list[Element]] = {}
    for _, link in zip(range(_MOST_LINKS), widget.iter("a"), strict=False):
        if (url := _permalink(page, link)) is not None:
            links.setdefault(url, []).append(link)
    if len(links) < _FEWEST_CARDS:
        return False
    cards = _cards(widget, links)
    if len(cards) < _FEWEST_CARDS:
        return False
    for url, card in cards.items():
        _mark(card, links[url], page.language or FALLBACK)
    return True


def _permalink(page: Metadata, link: Element) -> str | None:
    """The post's address that a link leads to, whatever place on its page."""
    href = link.get("href") or ""
    url = without_fragment(joined(page.base, href)).partition("?")[0]
    return url if _PERMALINK.search(parts_of(url).path) else None


def _cards(widget: Element, links: dict[str, list[Element]]) -> dict[str, Element]:
    """For each address the outermost element within the widget that links to no other post."""
    holds: dict[Element, set[str]] = {}
    for url, those in links.items():
        for link in those:
            for _, around in zip(range(_DEEPEST), (link, *link.iterancestors()), strict=False):
                if around is widget:
                    break
                holds.setdefault(around, set()).add(url)
    cards: dict[str, Element] = {}
    for url, those in links.items():
        around = [each for each in (those[0], *those[0].iterancestors()) if holds.get(each) == {url}]
        if around and around[-1].tag != "a":
            cards[url] = around[-1]
    return cards


def _mark(card: Element, links: list[Element], language: str) -> None:
    """Marks a card's title, permalink and excerpt; a card without an excerpt gets an empty one."""
    add_class(card, MARKED_POST)
    title = _title(card, links)
    if title is not None:
        add_class(title, MARKED_TITLE)
    around = set() if title is None else {title, *title.iterdescendants("a"), *title.iterancestors("a")}
    add_class(next((link for link in links if link in around), links[0]), MARKED_PERMALINK)
    excerpt = _excerpt(card, title, language)
    if excerpt is None:
        excerpt = etree.SubElement(card, "div")
    add_class(excerpt, MARKED_BODY)


def _title(card: Element, links: list[Element]) -> Element | None:
    """The card's heading; else the first of its links that has words."""
    for heading in card.iter(*_HEADINGS):
        if text_of(heading):
            return heading
    return next((link for link in links if text_of(link)), None)


def _excerpt(card: Element, title: Element | None, language: str) -> Element | None:
    """The innermost block with the most text that is neither the title nor what holds it, nor a date."""
    closed = set() if title is None else {title, *title.iterancestors(), *title.iterdescendants()}
    best: Element | None = None
    most = _LEAST_EXCERPT
    for block in card.iter(*_BLOCKS):
        if block in closed or next(block.iter("a", *_HEADINGS), None) is not None:
            continue
        text = text_of(block)
        if len(text) > most and not parse_moment(text, language=language):
            best, most = block, len(text)
    return best


# ------------------------------------------------------------------------------------------------ pages of one post


def mark_item(widget: Element, page: Metadata) -> bool:
    """Marks title and body of the one post in a widget, by the search that serves pages of any blog.

    Args:
        widget: Blogger's widget for posts, on a page of a single post or a static page.
        page: the page's statements about itself.

    Returns:
        Whether there is a body.
    """
    stated = Stated(page.root, page.source, page.given_url)
    outline = Outline(widget)
    language = page.language or FALLBACK
    heading = find_heading(outline, stated, language=language)
    extent = find_extent(outline, heading, stated, language=language)
    if extent is None or not any(map(text_of, extent.elements)):
        return False
    if heading.element is not None:
        add_class(heading.element, MARKED_TITLE)
    add_class(_as_one(extent.elements), MARKED_BODY)
    return True


def _as_one(elements: Sequence[Element]) -> Element:
    """An element of its own for neighbours that are a body together."""
    if len(elements) == 1:
        return elements[0]
    body = etree.Element("div")
    elements[0].addprevious(body)
    body.extend(elements)
    return body
