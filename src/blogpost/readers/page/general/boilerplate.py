"""Find the boilerplate within a post's body: share bars, related posts, author boxes, forms."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from urllib.parse import quote

from blogpost.markup.dom import Element
from blogpost.readers.page.general.cards import find_cards
from blogpost.readers.page.general.edges import boilerplate_elements
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.stated import Stated

_SHARE = re.compile(
    r"//(?:www\.|m\.)?(?:facebook\.com/(?:sharer|share\.php|dialog)|twitter\.com/(?:share|intent/tweet|home\?status)|x\.com/intent/(?:tweet|post)|"
    r"linkedin\.com/share|pinterest\.com/pin/create|reddit\.com/submit|(?:api\.)?whatsapp\.com/send|tumblr\.com/share|"
    r"digg\.com/submit|stumbleupon\.com/submit|delicious\.com/(?:save|post)|del\.icio\.us/post|plus\.google\.com/share|"
    r"t\.me/share|news\.ycombinator\.com/submitlink|getpocket\.com/save|vk\.com/share|addtoany\.com/|b\.hatena\.ne\.jp/)"
    r"|^(?:mailto:\?|whatsapp:|javascript:)|[?&]share=\w|/print/?$",
    re.IGNORECASE,
)
_HALF = 0.5
_LITTLE = 0.12  # the share of the body's prose
_SOME = 100  # characters of prose
_SHORTEST_ADDRESS = 20  # characters
_LONGEST_META = 400  # characters
_MOST_SHARES = 20  # links
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FORMS = frozenset(("form", "button", "nav", "aside", "dialog"))
_AVATAR = re.compile(r"gravatar\.com/avatar|/avatars?/|/twitter_name/|/profile_(?:images?|pictures?)/", re.IGNORECASE)
_SYSTEM_IMAGES = re.compile(r"/wp-content/(?:plugins|themes)/(?!.*(?:uploads|\?))|/components/com_\w+/", re.IGNORECASE)
_AVATAR_CLASS = re.compile(r"(?:^|[\s_-])avatar(?:$|[\s_-])", re.IGNORECASE)


class Boilerplate:
    """Decides whether an element in a body is boilerplate, with everything in it.

    Args:
        outline: the page's.
        stated: what the page states about itself.
        extent: where the body is.
        heading: the title, which may be in the body.
        language: the page's.
    """

    def __init__(self, outline: Outline, stated: Stated, extent: Extent, heading: Heading, *, language: str) -> None:
        self._outline = outline
        self._prose = max(1, sum(outline.prose(element) for element in extent.elements))
        self._own = quote(stated.canonical or "", safe="")
        boxes = (*find_cards(outline, stated, heading), *_boxes_of_forms(outline, extent))
        small = (box for box in boxes if outline.prose(box) <= _LITTLE * self._prose)
        title = () if heading.element is None else (heading.element,)
        self.dropped = frozenset((*title, *small)) | boilerplate_elements(outline, extent, stated, language=language)

    def skips(self, element: Element) -> bool:
        """Whether an element is boilerplate. Asked of elements with attributes while the body is read."""
        tag = element.tag
        if tag == "a":
            return self._skips_link(element)
        if tag == "img":
            return _is_avatar(element) or _SYSTEM_IMAGES.search(element.get("src") or "") is not None
        if tag == "iframe":
            return len(self._own) > _SHORTEST_ADDRESS and self._own in (element.get("src") or "")
        parts = self._outline.parts.get(element, NO_PART)
        if parts & Part.COMMENTS:
            return self._prose - self._outline.prose(element) >= _SOME or not self._holds_much(element)
        if tag in _FORMS or parts & (Part.ASIDE | Part.BOILERPLATE):
            return not self._holds_much(element)
        if parts & Part.META and self._is_meta(element):
            return True
        return self._is_card(element) or self._is_share_bar(element)

    def _skips_link(self, link: Element) -> bool:
        if self._outline.parts.get(link, NO_PART) & Part.BOILERPLATE:
            return True
        href = link.get("href") or ""
        if href.startswith("#") or not href:
            return _is_anchor_of_heading(link)
        return _SHARE.search(href) is not None

    def _holds_much(self, element: Element) -> bool:
        outline = self._outline
        return outline.prose(element) >= _HALF * self._prose and outline.length(element) > _LONGEST_META

    def _is_meta(self, element: Element) -> bool:
        length = self._outline.length(element)
        return length <= _LONGEST_META and self._outline.prose(element) <= length // 2

    def _is_card(self, element: Element) -> bool:
        """Whether an article within the body only introduces another page: its heading links to it."""
        if element.tag != "article" or self._holds_much(element):
            return False
        first, last = self._outline.span(element)
        return bisect_left(self._linked_headings, first) < bisect_left(self._linked_headings, last)

    @cached_property
    def _linked_headings(self) -> list[int]:
        """The numbers of the headings that are links."""
        lines = enumerate(self._outline.lines)
        return [number for number, line in lines if line.level and line.linked == len(line.text)]

    def _is_share_bar(self, element: Element) -> bool:
        """Whether most links of a list share the page."""
        if element.tag not in ("ul", "div", "p", "section") or self._outline.length(element) > _LONGEST_META:
            return False
        if self._outline.prose(element):
            return False
        links = list(islice(element.iter("a"), _MOST_SHARES + 1))  # without a text, elements may be nested in thousands
        if not 1 <= len(links) <= _MOST_SHARES:
            return False
        shared = sum(_SHARE.search(link.get("href") or "") is not None for link in links)
        return (
            shared > 0
            and 2 * shared >= len(links)
            and 2 * self._outline.linked(element) >= self._outline.length(element)
        )


def _is_avatar(image: Element) -> bool:
    return bool(_AVATAR_CLASS.search(image.get("class") or "") or _AVATAR.search(image.get("src") or ""))


def _is_anchor_of_heading(link: Element) -> bool:
    """Whether a link in a heading is the heading's own anchor: "#" or "¶"."""
    parent = link.getparent()
    if parent is None or parent.tag not in _HEADINGS:
        return False
    return not any(map(str.isalnum, "".join(link.itertext())))


def _boxes_of_forms(outline: Outline, extent: Extent) -> Iterator[Element]:
    """The elements around forms with little else in them, such as boxes that ask for an address."""
    bodies = frozenset(extent.elements)
    climbed: set[Element] = set()  # what is around one of these is in the box of an earlier form
    for body in extent.elements:
        for form in body.iter("form"):
            box = form
            for around in form.iterancestors():
                if around in bodies or around in climbed or outline.length(around) > _LONGEST_META:
                    break
                climbed.add(around)
                box = around
            yield box


__all__ = ["Boilerplate"]
