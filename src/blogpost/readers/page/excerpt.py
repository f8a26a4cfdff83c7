"""The part of a page's source that holds its posts: where that can be told, the rest need not be parsed.

Blogger has put the posts of a page, with their comments, into a widget of its own since 2006. Beside it stand menus,
lists of links and scripts, which are half of most pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from blogpost.markup.dom import Element, classes, has_class, parse_html
from blogpost.readers.page.comments.scripted import BEFORE_LIST

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
