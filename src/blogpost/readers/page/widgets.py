"""Blogger's widgets: posts stand in the one for posts, and what is in another is none of the page's."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from blogpost.markup.dom import Element, has_class
from blogpost.readers.page.metadata import Metadata
from blogpost.readers.page.selectors import indexes

GADGETS = indexes((".widget",))
_WIDGETS = frozenset(("widget",))
_FEATURED = frozenset(("FeaturedPost",))
_SECTIONS = frozenset(("section",))
_FAILED = "<!--Failed to render gadget 'Blog"
# What the widget for posts says in their place, and what leads to other pages.
_MESSAGES = frozenset(("status-msg-wrap", "blog-feeds", "feed-links", "blog-pager"))


def has_failed(page: Metadata) -> bool:
    """Whether Blogger says in the place of the widget for posts that it could not make it."""
    return page.mentions((_FAILED,))


def may_feature_a_post(page: Metadata) -> bool:
    """Whether a post may stand in a widget of its own and be left out of the others: on a home page of 2017's themes.

    Other pages show the featured post, too, but it is not one of theirs.
    """
    return page.is_home and page.mentions(_FEATURED)


def has_gadgets(root: Element) -> bool:
    """Whether a page is made of Blogger's widgets."""
    return any(has_class(element, _WIDGETS) for element in root.iter("div"))


def shown_alone(part: Element) -> Element:
    """A copy of a part of a page, without what Blogger says there in place of posts or beside them."""
    alone = etree.Element("body")
    alone.append(deepcopy(part))
    alone[0].tail = None
    for message in filter(_is_message, list(alone.iter("div", "span"))):
        message.clear(keep_tail=True)
    return alone


def _is_message(element: Element) -> bool:
    return has_class(element, _MESSAGES) or element.get("id") in _MESSAGES


def featured_beside(widget: Element) -> Element | None:
    """The widget for a featured post in the section that the widget for posts is in."""
    section = next((around for around in widget.iterancestors("div") if has_class(around, _SECTIONS)), None)
    inner = section.iter("div") if section is not None else ()
    return next((element for element in inner if has_class(element, _FEATURED) and has_class(element, _WIDGETS)), None)


def stands_before(element: Element, other: Element) -> bool:
    """Whether an element begins before another one that is in the same section."""
    section = next(around for around in other.iterancestors("div") if has_class(around, _SECTIONS))
    return next(inner for inner in section.iter("div") if inner in (element, other)) is element
