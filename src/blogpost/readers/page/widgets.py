"""Blogger's widgets: the one that holds a page's posts, and others around it.

Since 2006, Blogger has put the posts of a page and their comments into a widget of its own. The menus, lists of links
and scripts around it are half of most pages. If the widget can be cut out of the source, the rest need not be parsed.
"""

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
# Sources for a post anywhere on a page: if they occur outside of the widget, the whole page is read.
_ANYWHERE = ("application/ld+json", *BEFORE_LIST)

# From the beginning of the body to the widget, everything must surely end before the widget begins: texts, comments,
# scripts, and tags of an unmistakable form (https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
# Some tags are excluded: those about the whole page, those that change the meaning of later tags, and parts of tables,
# which the end of another part may close with all that is in them.
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


# There are no groups, as Python 3.11 fails on those in a possessive repetition. After a comment and a "<script" in a
# script, the next "</script" may not be its end. Text in other elements may be markup to older parsers.
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
    """The widget that holds the posts of a page."""
    widget = _by_id(root, "div", _ID)
    return widget if widget is not None else next(filter(_is_for_posts, root.iter("div")), None)


def _is_for_posts(element: Element) -> bool:
    """Whether a widget is for posts. Its number differs if it was added to the layout a second time."""
    return has_class(element, _CLASS) and "widget" in classes(element)


def parse_excerpt(text: str) -> tuple[Element, Element] | None:
    """Parse only a page's head and its widget for posts; return the root and the widget.

    None if the page has no such widget, if the source doesn't show where it ends, or if posts need something outside.
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
    """The place of the first of some signs; -1 if there is none."""
    first = -1
    for sign in signs:
        if (place := text.find(sign, start, first if first >= 0 else len(text))) >= 0:
            first = place
    return first


def _is_over(text: str, body: int, begin: int) -> bool:
    """Whether everything before the widget ends there, and is not another such widget."""
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
# Messages of the widget for posts in place of posts, and its links to other pages.
_MESSAGES = frozenset(("status-msg-wrap", "blog-feeds", "feed-links", "blog-pager"))


def has_failed(page: Metadata) -> bool:
    """Whether Blogger reports that it failed to make the widget for posts."""
    return page.mentions((_FAILED,))


def may_feature_a_post(page: Metadata) -> bool:
    """Whether a post may have a widget of its own and not be among the others: on home pages of 2017's themes.

    Other pages show the featured post, too, but it doesn't belong to them.
    """
    return page.is_home and page.mentions(_FEATURED)


def has_gadgets(root: Element) -> bool:
    """Whether a page consists of Blogger's widgets."""
    return any(has_class(element, _WIDGETS) for element in root.iter("div"))


def copy_without_messages(part: Element) -> Element:
    """A copy of a part of a page without Blogger's messages in place of posts or next to them."""
    alone = etree.Element("body")
    alone.append(deepcopy(part))
    alone[0].tail = None
    for message in filter(_is_message, list(alone.iter("div", "span"))):
        message.clear(keep_tail=True)
    return alone


def _is_message(element: Element) -> bool:
    return has_class(element, _MESSAGES) or element.get("id") in _MESSAGES


def find_featured_widget(widget: Element) -> Element | None:
    """The widget for a featured post, in the same section as the widget for posts."""
    section = next((around for around in widget.iterancestors("div") if has_class(around, _SECTIONS)), None)
    inner = section.iter("div") if section is not None else ()
    return next((element for element in inner if has_class(element, _FEATURED) and has_class(element, _WIDGETS)), None)


def is_before(element: Element, other: Element) -> bool:
    """Whether an element begins before another one in the same section."""
    section = next(around for around in other.iterancestors("div") if has_class(around, _SECTIONS))
    return next(inner for inner in section.iter("div") if inner in (element, other)) is element
