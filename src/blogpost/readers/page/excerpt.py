"""The part of a page's source that holds its posts: where that can be told, the rest need not be parsed.

Blogger has put the posts of a page, with their comments, into a widget of its own since 2006. Beside it stand menus,
lists of links and scripts, which are half of most pages.
"""

from __future__ import annotations

from collections.abc import Iterable

from blogpost.markup.content import Element
from blogpost.markup.dom import classes, has_class, parse_html
from blogpost.readers.page.comments.scripted import BEFORE_LIST

_BODY = "<body"
_ID = "Blog1"
_CLASS = frozenset(("Blog",))
_SIGNS = (f"id='{_ID}'", f'id="{_ID}"')
_NEXT_WIDGETS = ("class='widget ", 'class="widget ')
_END = "blogpost-end"
_HIDING = (("<!--", "-->"), ("<script", "</script"))  # a tag within these is none
# What a post is read from wherever it stands on a page: a page that has it elsewhere is read as a whole.
_ANYWHERE = ("application/ld+json", *BEFORE_LIST)


def find_blog_widget(root: Element) -> Element | None:
    """The widget that holds the posts of a page; None where there is none."""
    widget = _by_id(root, "div", _ID)
    return widget if widget is not None else next(filter(_is_for_posts, root.iter("div")), None)


def _is_for_posts(element: Element) -> bool:
    """Whether a widget is for posts: it has another number where it was put into the layout a second time."""
    return has_class(element, _CLASS) and "widget" in classes(element)


def parse_excerpt(text: str) -> tuple[Element, Element] | None:
    """The root and the posts' widget of a page's head and that widget alone.

    None where the page has no such widget, where it may not be told from the source where it ends, or where something
    else is of interest that stands outside.
    """
    excerpt = _excerpt(text)
    root = parse_html(excerpt) if excerpt else None
    if root is None:
        return None
    widget, sentinel = find_blog_widget(root), _by_id(root, "i", _END)
    is_whole = widget is not None and sentinel is not None and widget not in sentinel.iterancestors()
    return (root, widget) if is_whole else None


def _by_id(root: Element, tag: str, name: str) -> Element | None:
    return next((element for element in root.iter(tag) if element.get("id") == name), None)


def _excerpt(text: str) -> str | None:
    """The source of the head, and of the widget up to the next one."""
    body = text.find(_BODY)
    place = _first(text, _SIGNS, body) if body >= 0 else -1
    begin = text.rfind("<", body, place) if place >= 0 else -1
    if not text.startswith("<div", begin) or any(_is_open(text, *hiding, body, begin) for hiding in _HIDING):
        return None
    end = _next_widget(text, place)
    if any(text.find(sign, *outside) >= 0 for sign in _ANYWHERE for outside in ((body, begin), (end, len(text)))):
        return None
    return f"{text[:body]}<body>{text[begin:end]}<i id={_END}></i>"


def _first(text: str, signs: Iterable[str], start: int) -> int:
    """Where the first of some signs stands; -1 where none does."""
    first = -1
    for sign in signs:
        if (place := text.find(sign, start, first if first >= 0 else len(text))) >= 0:
            first = place
    return first


def _is_open(text: str, begins: str, ends: str, start: int, place: int) -> bool:
    """Whether something that begins before a place ends only behind it."""
    return text.rfind(begins, start, place) > text.rfind(ends, start, place)


def _next_widget(text: str, place: int) -> int:
    sign = _first(text, _NEXT_WIDGETS, place)
    return text.rfind("<", place, sign) if sign >= 0 else len(text)
