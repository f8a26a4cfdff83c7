"""Blogger's widgets: the one that holds a page's posts, and others around it.

Since 2006, Blogger has put the posts of a page and their comments into a widget of its own. The menus, lists of links
and scripts after it are nearly half of most pages. If the source shows where it ends, they need not be parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from attrs import frozen
from lxml import etree

from blogpost.markup.dom import Element, classes, has_class, parse_html
from blogpost.readers.page.comments.scripted import BEFORE_LIST
from blogpost.readers.page.metadata import Metadata
from blogpost.readers.page.selectors import indexes

# -------------------------------------------------------------------------- the widget for posts, cut out of the source

_BODY = "<body"
_ID = "Blog1"
_CLASS = frozenset(("Blog",))
_LIKELY = etree.XPath(f"descendant-or-self::div[@id = '{_ID}' or contains(@class, '{next(iter(_CLASS))}')]")
_BEGIN, _END = "blogpost-begin", "blogpost-end"
# Sources for a post anywhere on a page: if they occur after the widget, the whole page is read.
_ANYWHERE = ("application/ld+json", *BEFORE_LIST)

# From the beginning of the body to the widget, everything must surely end before the widget begins: texts, comments,
# scripts, and tags of an unmistakable form (https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
# Some tags are excluded: those about the whole page, those that change the meaning of later tags, and parts of tables,
# which the end of another part may close with all that is in them.
_SPACE = r"[ \t\n\r\f]"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`][^\s"'<>`]*+)"""
_ATTRIBUTE = rf"""(?![Ii][Dd]{_SPACE}*+=[^>]*&\#)[^\s"'<>/=]++(?:{_SPACE}*+={_SPACE}*+{_VALUE})?+"""
_REST_OF_TAG = rf"(?=[\s/>])(?:{_SPACE}++|/|{_ATTRIBUTE})*+>"


def _named(*names: str) -> str:
    """Tags with any of some names, in any case. Sets for first letters let the engine reject others at once."""
    by_letter: dict[str, list[str]] = {}
    for name in names:
        by_letter.setdefault(name[0], []).append(name[1:])
    return "|".join(f"[{first.upper()}{first}](?i:{'|'.join(rests)})" for first, rests in by_letter.items())


def _element(name: str, content: str) -> str:
    return rf"<{_named(name)}{_REST_OF_TAG}{content}</(?i:{name}){_SPACE}*+>"


_SPECIAL_NAMES = (
    "html head body meta link base basefont bgsound frame frameset plaintext table caption col colgroup tbody thead"
    " tfoot td th tr title textarea xmp iframe noembed noframes script style".split()
)
_SPECIAL = _named(*_SPECIAL_NAMES)
# Letters that no special name begins with, as in "div", "a" and "ul".
_OTHER_LETTERS = "".join(sorted(set("abcdefghijklmnopqrstuvwxyz") - {name[0] for name in _SPECIAL_NAMES}))
# There are no groups, as Python 3.11 fails on those in a possessive repetition. After a comment and a "<script" in a
# script, the next "</script" may not be its end. Text in other elements may be markup to older parsers.
_ELEMENTS = (
    *(_element("script", rf"(?:[^<]++|<(?!/(?i:script)|{other}))*+") for other in ("!--", "(?i:script)")),
    _element("style", "(?:[^<]++|<(?!/(?i:style)))*+"),
    *(_element(name, "[^<]*+") for name in ("textarea", "xmp", "iframe", "noembed", "noframes")),
    rf"<{_named('meta')}(?=[\s/>])(?:{_SPACE}++|/|(?i:content|itemprop){_SPACE}*+={_SPACE}*+{_VALUE})*+>",
)
# Most tags are plain: names of letters and digits, and quoted values. They come first, as they are tested the fastest,
# and each takes the text after it along.
_PLAIN_REST = rf"""(?:{_SPACE}++(?![Ii][Dd]=[^>]*&\#)[\w-]++=(?:'[^']*+'|"[^"]*+"))*+{_SPACE}*+/?+>"""
_OVER_BEFORE_WIDGET = re.compile(
    rf"{_BODY}{_REST_OF_TAG}[^<]*+(?:(?:"
    rf"<[{_OTHER_LETTERS}]\w*+{_PLAIN_REST}"
    r"|</(?!(?i:body|html)>)[A-Za-z]\w*+>"
    rf"|<(?!(?:{_SPECIAL})[\s/>])[A-Za-z]\w*+{_PLAIN_REST}"
    rf"|{'|'.join(_ELEMENTS)}"
    r"|<!--(?!-?>)(?:[^-]++|-(?!-!?>))*+-->"
    rf"|</(?!(?i:body|html)[\s/>])[A-Za-z][^\s/>]*+{_REST_OF_TAG}"
    rf"|<(?!(?:{_SPECIAL})[\s/>])[A-Za-z][^\s/<>]*+{_REST_OF_TAG}"
    r"|<(?![A-Za-z/!?])"
    r")[^<]*+)*+",
    re.ASCII,
)


def find_blog_widget(root: Element) -> Element | None:
    """The widget that holds the posts of a page."""
    likely = _LIKELY(root)
    by_id = next((element for element in likely if element.get("id") == _ID), None)
    return by_id if by_id is not None else next(filter(_is_for_posts, likely), None)


def _is_for_posts(element: Element) -> bool:
    """Whether a widget is for posts. Its number differs if it was added to the layout a second time."""
    return has_class(element, _CLASS) and "widget" in classes(element)


@frozen
class ParsedExcerpt:
    """A part of a page: its source, its tree, and the widget for posts in it."""

    source: str
    root: Element
    widget: Element


def parse_excerpt(text: str) -> ParsedExcerpt | None:
    """Parse a page up to the end of its widget for posts.

    None if the page has no such widget, if the source doesn't show where it ends, or if posts need something after it.
    """
    excerpt = _excerpt(text)
    root = parse_html(excerpt.source) if excerpt is not None else None
    widget = _widget_in_excerpt(root) if root is not None else None
    if excerpt is None or root is None or widget is None:
        return None
    is_whole = _ends_before_end(root, widget) and (not excerpt.is_cut or _is_first(widget))
    return ParsedExcerpt(excerpt.source, root, widget) if is_whole else None


def _widget_in_excerpt(root: Element) -> Element | None:
    """The widget, mostly found near the beginning."""
    widget = _by_id(root, "div", _ID)
    return widget if widget is not None else find_blog_widget(root)


def _ends_before_end(root: Element, widget: Element) -> bool:
    """Whether the sentinel at the end of an excerpt is the last element, and not in the widget."""
    *around, last = _last_elements(root)
    return last.tag == "i" and last.get("id") == _END and widget not in around


def _is_first(widget: Element) -> bool:
    """Whether nothing of the head is open around the widget: the other sentinel is before it, and both in the body.

    A text or link in the head opens the body, and what is in the head may be before the sentinel.
    """
    begin = widget.getprevious()
    return begin is not None and begin.get("id") == _BEGIN and widget.getparent().tag == "body"


def _last_elements(element: Element) -> Iterator[Element]:
    """An element, the last one in it, the last one in that and so on."""
    yield element
    while len(element):
        element = element[-1]
        yield element


def _by_id(root: Element, tag: str, name: str) -> Element | None:
    for element in root.iter(tag):
        if element.get("id") == name:
            return element
    return None


@frozen
class _Excerpt:
    """A part of a page's source: up to the end of its widget for posts.

    `is_cut` is whether it lacks what is before the widget in the body.
    """

    source: str
    is_cut: bool


def _excerpt(text: str) -> _Excerpt | None:
    """The source up to the end of the widget, without what is before it in the body if all of that is surely over.

    A parser builds its tree from the beginning, so what follows the widget can't change it.
    """
    if text.rfind(_ID) < 0:  # as `Metadata.may_mention`
        return None
    place = _first(text, "id", _ID, "'\"")
    begin = text.rfind("<", 0, place)
    if place < 0 or not text.startswith("<div", begin):
        return None
    next_widget = _first(text, "class", "widget", " ", place)
    if next_widget < 0 or _occurs_anywhere(text, next_widget):
        return None
    end = text.rfind("<", 0, next_widget)
    body = text.find(_BODY, 0, begin)
    is_cut = body >= 0 and _is_over(text, body, begin) and not _occurs_anywhere(text, body, begin)
    before = f"{text[:body]}<body><i id={_BEGIN}></i>{text[begin:end]}" if is_cut else text[:end]
    return _Excerpt(f"{before}<i id={_END}></i>", is_cut)


def _first(text: str, attribute: str, word: str, ends: str, start: int = 0) -> int:
    """The first place of a word at the beginning of an attribute's value; -1 if there is none.

    `ends` are the characters that may follow it.
    """
    before = (f"{attribute}='", f'{attribute}="')
    place = text.find(word, start)
    while place >= 0:
        if text.startswith(before, place - len(before[0])) and text[place + len(word) : place + len(word) + 1] in ends:
            return place
        place = text.find(word, place + 1)
    return place


def _occurs_anywhere(text: str, *part: int) -> bool:
    # Mostly none does, and searching backwards finds that out in a third of the time.
    return any(text.rfind(sign, *part) >= 0 for sign in _ANYWHERE)


def _is_over(text: str, body: int, begin: int) -> bool:
    """Whether everything before the widget ends there, and is not another such widget."""
    return text.find(_ID, body, begin) < 0 and _OVER_BEFORE_WIDGET.fullmatch(text, body, begin) is not None


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


def may_have_messages(page: Metadata) -> bool:
    """Whether a page may have Blogger's messages in place of posts or next to them."""
    return not page.words.isdisjoint(_MESSAGES)


def copy_without_messages(part: Element) -> Element:
    """A copy of a page's part without Blogger's messages in place of posts or next to them."""
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
