"""The part of a page's source that holds its posts: where that can be told, the rest need not be parsed.

Blogger has put the posts of a page, with their comments, into a widget of its own since 2006. Beside it stand menus,
lists of links and scripts, which are half of most pages.
"""

from __future__ import annotations

from lxml import etree

from blogpost.markup.content import Element
from blogpost.markup.dom import parse_html
from blogpost.readers.page.comments.scripted import BEFORE_LIST

_BODY = "<body"
_IDS = ("id='Blog1'", 'id="Blog1"')
_NEXT_WIDGETS = ("class='widget ", 'class="widget ')
_END = "blogpost-end"
_HIDING = (("<!--", "-->"), ("<script", "</script"))  # a tag within these is none
# What a post is read from wherever it stands on a page: a page that has it elsewhere is read as a whole.
_ANYWHERE = ("application/ld+json", *BEFORE_LIST)

BLOG_WIDGET = etree.XPath("id('Blog1')")
"""Finds the widget that holds the posts of a page."""
_SENTINEL = etree.XPath(f"id('{_END}')")


def parse_excerpt(text: str) -> tuple[Element, Element] | None:
    """The root and the posts' widget of a page's head and that widget alone.

    None where the page has no such widget, where it may not be told from the source where it ends, or where something
    else is of interest that stands outside.
    """
    excerpt = _excerpt(text)
    root = parse_html(excerpt) if excerpt else None
    if root is None:
        return None
    widgets, sentinels = BLOG_WIDGET(root), _SENTINEL(root)
    is_whole = len(widgets) == len(sentinels) == 1 and widgets[0] not in sentinels[0].iterancestors()
    return (root, widgets[0]) if is_whole else None


def _excerpt(text: str) -> str | None:
    """The source of the head, and of the widget up to the next one."""
    body = text.find(_BODY)
    places = [at for sign in _IDS if (at := text.find(sign, body)) >= 0]
    if body < 0 or len(places) != 1:
        return None
    begin = text.rfind("<", body, places[0])
    if not text.startswith("<div", begin) or any(_is_open(text, *hiding, body, begin) for hiding in _HIDING):
        return None
    end = _next_widget(text, places[0])
    if any(text.find(sign, *outside) >= 0 for sign in _ANYWHERE for outside in ((body, begin), (end, len(text)))):
        return None
    return f"{text[:body]}<body>{text[begin:end]}<i id={_END}></i>"


def _is_open(text: str, begins: str, ends: str, start: int, place: int) -> bool:
    """Whether something that begins before a place ends only behind it."""
    return text.rfind(begins, start, place) > text.rfind(ends, start, place)


def _next_widget(text: str, place: int) -> int:
    signs = (text.find(sign, place) for sign in _NEXT_WIDGETS)
    sign = min(filter(lambda at: at >= 0, signs), default=-1)
    return text.rfind("<", place, sign) if sign >= 0 else len(text)
