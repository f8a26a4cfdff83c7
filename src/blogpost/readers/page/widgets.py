"""Blogger's widgets: the one for posts, which a page's source can be cut down to, and others around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from blogpost.markup.dom import Element, classes, has_class, parse_html
from blogpost.readers.page.comments.scripted import BEFORE_LIST
from blogpost.readers.page.metadata import Metadata
from blogpost.readers.page.selectors import indexes

# -------------------------------------------------------------------------- the widget for posts, cut out of the source

_BODY = "<body"
_ID = "Blog1"
_CLASS = frozenset(("Blog",))
_SIGNS = (f"id='{_ID}'", f'id="{_ID}"')
_NEXT_WIDGETS = ("class='widget ", 'class="widget ')
_BEGIN, _END = "blogpost-begin", "blogpost-end"
# What a post is read from wherever it stands on a page: a page that has it elsewhere is read as a whole.
_ANYWHERE = ("application/ld+json", *BEFORE_LIST)

# Between the beginning of the body and the widget stands only what is sure to be over before the widget begins: texts,
# comments, scripts, and tags of an unmistakable form (https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
# What such a tag may not be: what says something of the page, what changes the meaning of tags behind it, or parts of
# tables, which the end of another part may close, with all that is in them.
_SPACE = r"[ \t\n\r\f]"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`][^\s"'<>`]*+)"""
_ATTRIBUTE = rf"""(?!id{_SPACE}*+=[^>]*&\#)[^\s"'<>/=]++(?:{_SPACE}*+={_SPACE}*+{_VALUE})?+"""
_REST_OF_TAG = rf"(?=[\s/>])(?:{_SPACE}++|/|{_ATTRIBUTE})*+>"
_SPECIAL = (
    "html|head|body|meta|link|base|basefont|bgsound|frame|frameset|plaintext|table|caption|col|colgroup|tbody|thead|tfoot"
    "|td|th|tr|title|textarea|xmp|iframe|noembed|noframes|script|style"
)


def _element(name: str, content: str) -> str:
    return rf"<{name}{_REST_OF_TAG}{content}</{name}{_SPACE}*+>"


# Without groups: Python 3.11 trips over those inside a possessive repetition. After a comment and a "<script" in a
# script, the next "</script" may not be its end; what is text to a browser in others may be markup to older parsers.
_ELEMENTS = (
    *(_element("script", rf"(?:[^<]++|<(?!/script|{other}))*+") for other in ("!--", "script")),
    _element("style", "(?:[^<]++|<(?!/style))*+"),
    *(_element(name, "[^<]*+") for name in ("textarea", "xmp", "iframe", "noembed", "noframes")),
    rf"<meta(?=[\s/>])(?:{_SPACE}++|/|(?:content|itemprop){_SPACE}*+={_SPACE}*+{_VALUE})*+>",
)
_OVER_BEFORE_WIDGET = re.compile(
    rf"{_BODY}{_REST_OF_TAG}(?:"
    r"[^<]++"
    r"|<(?![a-z/!?])"
    rf"|</(?!(?:body|html)[\s/>])[a-z][^\s/>]*+{_REST_OF_TAG}"
    rf"|<(?!(?:{_SPECIAL})[\s/>])[a-z][^\s/<>]*+{_REST_OF_TAG}"
    rf"|{'|'.join(_ELEMENTS)}"
    r"|<!--(?!-?>)(?:[^-]++|-(?!-!?>))*+-->"
    r")*+",
    re.IGNORECASE | re.ASCII,
)


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
    widget, begin, end = find_blog_widget(root), _by_id(root, "i", _BEGIN), _by_id(root, "i", _END)
    if widget is None or begin is None or end is None:
        return None
    is_whole = widget.getprevious() is begin and begin.getprevious() is None and widget not in end.iterancestors()
    return (root, widget) if is_whole else None


def _by_id(root: Element, tag: str, name: str) -> Element | None:
    return next((element for element in root.iter(tag) if element.get("id") == name), None)


def _excerpt(text: str) -> str | None:
    """The source of the head, and of the widget up to the next one."""
    body = text.find(_BODY)
    place = _first(text, _SIGNS, body) if body >= 0 else -1
    begin = text.rfind("<", body, place) if place >= 0 else -1
    if not text.startswith("<div", begin) or not _is_over(text, body, begin):
        return None
    end = _next_widget(text, place)
    if any(text.find(sign, *outside) >= 0 for sign in _ANYWHERE for outside in ((body, begin), (end, len(text)))):
        return None
    return f"{text[:body]}<body><i id={_BEGIN}></i>{text[begin:end]}<i id={_END}></i>"


def _first(text: str, signs: Iterable[str], start: int) -> int:
    """Where the first of some signs stands; -1 where none does."""
    first = -1
    for sign in signs:
        if (place := text.find(sign, start, first if first >= 0 else len(text))) >= 0:
            first = place
    return first


def _is_over(text: str, body: int, begin: int) -> bool:
    """Whether nothing before the widget hides it, holds it in a table, or is another such widget."""
    return text.find(_ID, body, begin) < 0 and _OVER_BEFORE_WIDGET.fullmatch(text, body, begin) is not None


def _next_widget(text: str, place: int) -> int:
    sign = _first(text, _NEXT_WIDGETS, place)
    return text.rfind("<", place, sign) if sign >= 0 else len(text)


# ------------------------------------------------------------------------------------------------ other widgets

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
