"""The places of a post that its own links lead to: footnotes, headings, the way back from a footnote."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote

from attrs import define, field
from lxml import etree

from blogpost.blogger import is_blogger, page_of
from blogpost.content import Anchor
from blogpost.markup.dom import Element

_NO_PAGE = re.compile(r"(?!https?:|mailto:|tel:|javascript:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)  # file:, about:, …


@define
class Places:
    """Which anchors a post needs, and which of them were met while it was read.

    Attributes:
        names: by each fragment that links of the post have, the name of its anchor.
        pages: what the post's own addresses have before the fragment.
        placed: the names of anchors that were met.
        led_to: the names that a link was met for.
    """

    names: dict[str, str]
    pages: Collection[object]
    placed: set[str] = field(factory=set)
    led_to: set[str] = field(factory=set)

    def anchor_at(self, element: Element) -> Anchor | None:
        """The anchor that an element is, the first time that it is asked for."""
        for fragment in _names_of(element):
            name = self.names.get(fragment)
            if name is not None and name not in self.placed:
                self.placed.add(name)
                return Anchor(name)
        return None

    def link(self, href: str | None) -> str | None:
        """The address that a link has within the post; None for one that leads elsewhere."""
        name = self.names.get(_fragment_of(href, self.pages) or "")
        if name is None:
            return None
        self.led_to.add(name)
        return f"#{name}"

    def with_both_ends(self) -> Places | None:
        """The places that were met with a link that leads there, to read with; None if there is no other."""
        whole = self.placed & self.led_to
        if whole == self.placed | self.led_to:
            return None
        return Places({fragment: name for fragment, name in self.names.items() if name in whole}, self.pages)


def find_places(body: Element, *own: str | None) -> Places | None:
    """The places in a body that links in it lead to; None if there are none, as in most posts.

    Args:
        body: the element that is read.
        own: the post's addresses: the page's, and its permalink.
    """
    hrefs = [href for link in body.iter("a") if "#" in (href := link.get("href") or "")]
    if not hrefs:
        return None
    pages = frozenset(page_of(url) for url in own if url)
    fragments = {fragment for href in hrefs if (fragment := _fragment_of(href, pages))}
    if not fragments:
        return None
    anchors = {name for element in body.iter(etree.Element) for name in _names_of(element)}
    names = {fragment: name for fragment in fragments if (name := _named(fragment, anchors))}
    return Places(names | {name: name for name in names.values()}, pages) if names else None


def _named(fragment: str, anchors: Collection[str]) -> str | None:
    """The name of an anchor, as its element has it, or as the link has it encoded."""
    name = next((name for name in (fragment, unquote(fragment)) if name in anchors), None)
    return Anchor(name).name if name else None


def _names_of(element: Element) -> list[str]:
    names = (element.get("id"), element.get("name") if element.tag == "a" else None)
    return [name for name in names if name and name.strip()]


def _fragment_of(href: str | None, pages: Collection[object]) -> str | None:
    """The fragment of a link that leads to a place of its own post.

    Editors resolve such links by their own address, or by that of a file that the text was pasted from.
    """
    page, _, fragment = (href or "").strip().partition("#")
    if not fragment or not page:
        return fragment or None
    is_own = _NO_PAGE.match(page) or page_of(page) in pages or is_blogger(page)
    return fragment if is_own else None
