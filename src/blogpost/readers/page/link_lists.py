"""Lists of links that themes put into a body: for sharing the post, and to the pages of its labels.

They are told by where their links lead: classes differ from theme to theme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from blogpost.blogger.addresses import may_be_label_page
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK
from blogpost.markup.dom import Element, line_of
from blogpost.readers.page.texts import SILENT, texts

# Where a page of each service takes the address to share.
_SHARES = re.compile(
    r"""//(?:[\w-]+\.)*(?:
    facebook\.com/(?:share(?:r(?:/sharer)?)?(?:\.php)?\b|dialog/(?:share|feed)|plugins/like)
    |(?:twitter|x)\.com/(?:home/?\?|share\b|intent/)
    |plus\.google\.com/share|google\.com/(?:buzz/post|bookmarks/mark)
    |digg\.com/submit|reddit\.com/submit|stumbleupon\.com/(?:submit|refer)|del(?:icio)?\.icio\.us/(?:post|save)
    |delicious\.com/(?:post|save)|technorati\.com/faves
    |linkedin\.com/(?:shareArticle|cws/share|sharing/)|pinterest\.[a-z.]+/pin/create|tumblr\.com/(?:share|widgets/share)
    |wa\.me/?\?|(?:api|web)\.whatsapp\.com/send|(?:t|telegram)\.me/share|lineit\.line\.me/share|line\.me/R/msg
    |vk\.com/share|vkontakte\.ru/share|connect\.ok\.ru/|b\.hatena\.ne\.jp/(?:add|entry)|getpocket\.com/(?:save|edit)
    |addthis\.com/bookmark|addtoany\.com/(?:add_to|share)|flipboard\.com/bookmarklet|xing\.com/(?:spi|app)
    )
    |^(?:whatsapp|fb-messenger|viber|line)://|^mailto:\?
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
_MOST_WORDS = 60  # characters beside the links: "Share this post:"
_LONGEST_HEADING = 40
_LONGEST_LINK = 100
_MOST_LEVELS = 8
_PICTURES = ("audio", "embed", "iframe", "img", "object", "video")
_SERVICES = frozenset(
    "facebook twitter x google digg reddit stumbleupon icio delicious technorati linkedin pinterest tumblr wa whatsapp"
    " t telegram line vk vkontakte ok hatena getpocket addthis addtoany flipboard xing".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def find_share_lists(body: Element, links: Iterable[Element], language: str) -> frozenset[Element]:
    """The elements in a body that hold nothing but links for sharing, and the short lines that head them.

    A single link with words is left: an author may have written it.
    """
    lists = [found for found in _lists(body, links, _shares) if _is_list(found)]
    headings = [heading for found in lists if (heading := _heading(found, body, language)) is not None]
    return frozenset((*lists, *headings))


def find_label_lists(body: Element, links: Iterable[Element]) -> frozenset[Element]:
    """The elements in a body that hold nothing but links to the pages of labels: "Labels: boats, winter"."""
    return frozenset(found for found in _lists(body, links, leads_to_label) if found.tag != "a")


def leads_to_label(link: Element) -> bool:
    """Whether a link leads to the page of a label, and was made by Blogger for that, wherever the page lies now."""
    return "tag" in (link.get("rel") or "").split() and may_be_label_page(link.get("href") or "")


def _lists(body: Element, links: Iterable[Element], wanted: Callable[[Element], bool]) -> list[Element]:
    """The outermost elements in a body with none but wanted links and few words beside them; else the links."""
    known: dict[Element, bool] = {}
    return list(dict.fromkeys(_outermost(link, body, wanted, known) for link in links if wanted(link)))


def _outermost(link: Element, body: Element, wanted: Callable[[Element], bool], known: dict[Element, bool]) -> Element:
    top = link
    for _ in range(_MOST_LEVELS):
        parent = top.getparent()
        if parent is body or parent is None:
            break
        if parent not in known:
            known[parent] = _holds_only(parent, wanted)
        if not known[parent]:
            break
        top = parent
    return top


def _is_list(top: Element) -> bool:
    """Whether these are several links for sharing, or one that shows no words and so is a button."""
    if top.tag != "a":
        return sum(1 for _ in top.iter("a")) > 1 or not line_of(next(top.iter("a")), longest=_LONGEST_LINK)
    before = top.getprevious()
    return _shares_next(top) or (before is not None and _shares_next(before))


def _holds_only(element: Element, wanted: Callable[[Element], bool]) -> bool:
    if not all(map(wanted, element.iter("a"))):
        return False
    if any(next(picture.iterancestors("a"), None) is None for picture in element.iter(*_PICTURES)):
        return False
    seen = 0
    for _, _, text in texts(element, _is_no_word):
        seen += len(text.strip())
        if seen > _MOST_WORDS:
            return False
    return True


def _is_no_word(element: Element) -> bool:
    return element.tag == "a" or element.tag in SILENT


def _shares(link: Element) -> bool:
    href = link.get("href") or ""
    host = href.partition("//")[2].partition("/")[0]
    may_share = not host or not _SERVICES.isdisjoint(host.lower().split("."))
    return may_share and _SHARES.search(href) is not None


def _shares_next(link: Element) -> bool:
    """Whether a link is one for sharing with another directly behind it."""
    behind = link.getnext()
    if behind is None or (link.tail or "").strip():
        return False
    return all(each.tag == "a" and _shares(each) for each in (link, behind))


def _heading(found: Element, body: Element, language: str) -> Element | None:
    """The line before a list that says what it is for."""
    for top in (found, *found.iterancestors()):
        if top is body:
            return None
        before = top.getprevious()
        if before is not None:
            line = line_of(before, longest=_LONGEST_HEADING)
            is_heading = 0 < len(line) <= _LONGEST_HEADING and _speaks_of_sharing(line, language)
            return before if is_heading and next(before.iter("a", *_PICTURES), None) is None else None
        if (top.getparent().text or "").strip():
            return None
    return None


def _speaks_of_sharing(line: str, language: str) -> bool:
    phrases = (*interface(language).share, *interface(FALLBACK).share)
    words = {word.casefold() for phrase in phrases for word in _WORD.findall(phrase)}
    told = line.casefold()
    return any(word in told for word in words if len(word) > 4 or word >= "\u2e80")
