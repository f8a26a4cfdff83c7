"""Boilerplate in a post's body: buttons, advertisements and lists of links that a theme put there, not the author.

Reading a body leaves it out, and keeps what of it says something of the post.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from attrs import frozen

from blogpost.blogger import leads_to_rest, may_be_label_page
from blogpost.content import Block
from blogpost.language.bylines import Credit, parse_credit
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK
from blogpost.markup.content import Page, read_blocks
from blogpost.markup.dom import Element, classes, has_class, line_of, text_of
from blogpost.markup.texts import SILENT, texts
from blogpost.remembering import cached_property, remembered
from blogpost.values import Byline

# Classes and ids of a post's other parts. In the body, they mean the same as outside of it.
_PARTS = frozenset(
    """
    date-header post-timestamp post-author post-subhead post-labels blogger-labels
    post-meta postmeta post_meta postmeta-primary entry-meta post-info
    post-footer post-header jump-link item-action item-control quickedit comment-link blogger-post-footer
    breadcrumb breadcrumbs post-breadcrumbs pagination blog-pager
    toc toc_container toc-container post-toc table-of-contents mbtTOC mbtTOC2
    """.split()
)
_TITLES = frozenset(("post-title", "entry-title"))
# Services for sharing, advertising and the like, which no author writes.
_SERVICES = frozenset(
    """
    post-share-buttons share-buttons sharing-buttons social-share reaction-buttons star-ratings
    cmt_iframe_holder contact-form contact-form-widget
    addthis_toolbox addthis_default_style addthis_button sharethis st_sharethis a2a_kit shareaholic-canvas sharedaddy
    fb-like fb-share-button fb-comments fb-root fb_iframe_widget twitter-share-button g-plusone g-plus
    pin-it-button pinit tweetmeme_button
    adsbygoogle inline-ad adsense ad-container
    disqus_thread dsq-brlink
    related-posts relatedposts related_posts linkwithin_hook linkwithin_div zergnet-widget OUTBRAIN
    nrelate_related nrelate_related_placeholder
    """.split()
)
_ALL = _PARTS | _SERVICES
_ALL_WITH_TITLES = _ALL | _TITLES
_BYLINE = "byline-author"
_BLOCKS = frozenset(("aside", "div", "footer", "section", "table", "ul"))
_SCRIPTED = re.compile(r"\s*javascript:", re.IGNORECASE)
_MAX_TIMES_MEASURED = 20  # lengths of the body: nested elements are not measured without end
_MAX_LENGTH_WITHOUT_TEXT = 200  # characters: a shorter element is never the author's whole text


@frozen
class ReadBody:
    """The content of a body, and what else was found in it.

    Attributes:
        blocks: the content.
        parts: elements in the body that are other parts of the post, such as its labels.
        jumps: Blogger's links to the rest of the post.
        byline: who wrote it, if the author marked that.
    """

    blocks: tuple[Block, ...]
    parts: tuple[Element, ...]
    jumps: tuple[Element, ...]
    byline: Byline | None


def read_body(
    element: Element,
    *,
    page: Page,
    language: str,
    with_title: bool = False,
    skip: Callable[[Element], bool] | None = None,
) -> ReadBody:
    """Read the body of a post without boilerplate.

    Args:
        element: the body.
        page: what is known of the page around it.
        language: the page's language.
        with_title: whether the title is in the body, as there is none outside of it.
        skip: whether something else in the body is not content.
    """
    boilerplate = _Boilerplate(element, language, with_title=with_title)
    skips = boilerplate.skips if skip is None else lambda inner: skip(inner) or boilerplate.skips(inner)
    blocks = read_blocks(element, page=page, skip=skips)
    return ReadBody(blocks, tuple(boilerplate.parts), tuple(boilerplate.jumps), boilerplate.byline)


class _Boilerplate:
    """Recognize boilerplate while a body is read, and collect its facts about the post."""

    def __init__(self, body: Element, language: str, *, with_title: bool) -> None:
        self._body = body
        self._language = language
        self._names = _ALL_WITH_TITLES if with_title else _ALL
        links = list(body.iter("a"))
        self._share_lists = find_share_lists(body, links, language)
        self._label_lists = find_label_lists(body, links)
        self._measured = 0
        self.parts: list[Element] = []
        self.jumps: list[Element] = []
        self.byline: Byline | None = None

    def skips(self, element: Element) -> bool:
        """Whether an element in the body is not content, with all that is in it."""
        if element in self._share_lists:
            return True
        if element.tag == "a":
            return self._skips_link(element)
        if element in self._label_lists or _is_author_box(element):
            self.parts.append(element)
            return True
        name = element.get("id")
        if name is None and element.get("class") is None:  # mostly there is a style only
            return False
        names = [*classes(element), name or ""]
        if self._names.isdisjoint(names):
            return _BYLINE in names and self._keeps_byline(element)
        if not _SERVICES.isdisjoint(names):
            return True
        if self._holds_the_text(element):
            return False
        self.parts.append(element)
        return True

    def _skips_link(self, link: Element) -> bool:
        href = link.get("href") or ""
        if leads_to_rest(href):  # Blogger's link to the rest of a post
            self.jumps.append(link)
            return True
        return _SCRIPTED.match(href) is not None or has_class(link, self._names)

    def _keeps_byline(self, element: Element) -> bool:
        """Whether an element that marks authors on Google's blogs holds only their names; keeps them."""
        credit = _credit_in(text_of(element), self._language)
        if credit is None or credit.introducer is None:
            return False
        self.byline = credit.byline
        return True

    def _holds_the_text(self, element: Element) -> bool:
        """Whether most of the body's text is in an element. Then it is the author's in spite of its class."""
        if self._measured > _MAX_TIMES_MEASURED * self._length:
            return True
        length = _length(element)
        self._measured += length
        return length > _MAX_LENGTH_WITHOUT_TEXT and 2 * length > self._length

    @cached_property
    def _length(self) -> int:
        return _length(self._body)


@remembered(512)  # the posts of a blog have few authors
def _credit_in(line: str, language: str) -> Credit | None:
    return parse_credit(line, language=language)


def _is_author_box(element: Element) -> bool:
    """Whether a block is about the author. A name in a line of text is not a block."""
    return element.tag in _BLOCKS and element.get("itemprop") == "author"


def _length(element: Element) -> int:
    return sum(map(len, element.itertext()))


# ------------------------------------------------------------------------------------------------ lists of links

# The address of each service's page for sharing an address.
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
_MAX_WORDS_LENGTH = 60  # characters around the links: "Share this post:"
_MAX_HEADING_LENGTH = 40
_MAX_BUTTON_LENGTH = 100
_MAX_LEVELS = 8
_PICTURES = ("audio", "embed", "iframe", "img", "object", "video")
_SHARING_HOSTS = frozenset(
    "facebook twitter x google digg reddit stumbleupon icio delicious technorati linkedin pinterest tumblr wa whatsapp"
    " t telegram line vk vkontakte ok hatena getpocket addthis addtoany flipboard xing".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def find_share_lists(body: Element, links: Iterable[Element], language: str) -> frozenset[Element]:
    """The elements in a body that hold only links for sharing, and the short lines above them.

    A single link with words stays, as an author may have written it.
    """
    lists = [top for top in _lists(body, links, _shares) if _is_list(top)]
    headings = [heading for top in lists if (heading := _heading(top, body, language)) is not None]
    return frozenset((*lists, *headings))


def find_label_lists(body: Element, links: Iterable[Element]) -> frozenset[Element]:
    """The elements in a body that hold only links to pages of labels: "Labels: boats, winter"."""
    return frozenset(top for top in _lists(body, links, leads_to_label) if top.tag != "a")


def leads_to_label(link: Element) -> bool:
    """Whether Blogger made a link for the page of a label, also if the page has moved."""
    return "tag" in (link.get("rel") or "").split() and may_be_label_page(link.get("href") or "")


def _lists(body: Element, links: Iterable[Element], wanted: Callable[[Element], bool]) -> list[Element]:
    """The outermost elements in a body with only wanted links and few words around them; else the links."""
    known: dict[Element, bool] = {}
    return list(dict.fromkeys(_outermost(link, body, wanted, known) for link in links if wanted(link)))


def _outermost(link: Element, body: Element, wanted: Callable[[Element], bool], known: dict[Element, bool]) -> Element:
    top = link
    for _ in range(_MAX_LEVELS):
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
    """Whether these are several links for sharing, or one without words, which is a button."""
    if top.tag != "a":
        return sum(1 for _ in top.iter("a")) > 1 or not line_of(next(top.iter("a")), longest=_MAX_BUTTON_LENGTH)
    before = top.getprevious()
    return _shares_next(top) or (before is not None and _shares_next(before))


def _holds_only(element: Element, wanted: Callable[[Element], bool]) -> bool:
    if not all(map(wanted, element.iter("a"))):
        return False
    if any(next(picture.iterancestors("a"), None) is None for picture in element.iter(*_PICTURES)):
        return False
    seen = 0
    for _, _, text in texts(element, _is_not_text):
        seen += len(text.strip())
        if seen > _MAX_WORDS_LENGTH:
            return False
    return True


def _is_not_text(element: Element) -> bool:
    return element.tag == "a" or element.tag in SILENT


def _shares(link: Element) -> bool:
    href = link.get("href") or ""
    host = href.partition("//")[2].partition("/")[0]
    may_share = not host or not _SHARING_HOSTS.isdisjoint(host.lower().split("."))
    return may_share and _SHARES.search(href) is not None


def _shares_next(link: Element) -> bool:
    """Whether a link for sharing is directly followed by another."""
    after = link.getnext()
    if after is None or (link.tail or "").strip():
        return False
    return all(each.tag == "a" and _shares(each) for each in (link, after))


def _heading(listed: Element, body: Element, language: str) -> Element | None:
    """The line above a list that says what it is for."""
    for top in (listed, *listed.iterancestors()):
        if top is body:
            return None
        before = top.getprevious()
        if before is not None:
            line = line_of(before, longest=_MAX_HEADING_LENGTH)
            is_heading = 0 < len(line) <= _MAX_HEADING_LENGTH and _speaks_of_sharing(line, language)
            return before if is_heading and next(before.iter("a", *_PICTURES), None) is None else None
        if (top.getparent().text or "").strip():
            return None
    return None


def _speaks_of_sharing(line: str, language: str) -> bool:
    phrases = (*interface(language).share, *interface(FALLBACK).share)
    words = {word.casefold() for phrase in phrases for word in _WORD.findall(phrase)}
    line = line.casefold()
    return any(word in line for word in words if len(word) > 4 or word >= "\u2e80")
