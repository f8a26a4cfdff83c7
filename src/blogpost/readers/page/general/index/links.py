"""Find the links of a page that may lead to posts of the same site, and their lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter

from attrs import define

from blogpost.addresses import parts_of
from blogpost.markup.dom import Element
from blogpost.readers.page.general.comment_addresses import is_in_comments, without_comment
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.paths import is_author_path, is_label_path
from blogpost.readers.page.general.stated import Stated
from blogpost.remembering import cached_property

_HOMES = frozenset(("", "/index.html", "/index.htm", "/index.php", "/default.aspx"))
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|m4a|ogg|wav|avi|mov|epub|docx?|xlsx?|pptx?|css|js|xml|rdf|rss|atom)$",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"/(?:page|seite|pagina|paged)/?\d+/?$|"
    r"/(?:19|20)\d\d(?:/\d\d?){0,2}(?:/index\.\w+)?/?$|"
    r"/feeds?/|"
    r"/(?:tags?|categor(?:y|ies)|archives?|authors?|search|feed|rss|login|logout|register|subscribe|contact|about|"
    r"wp-login\.php|wp-admin|trackback)(?:/(?:index\.\w+)?)?$",
    re.IGNORECASE,
)
_LIST_QUERIES = re.compile(r"(?:^|&)(?:paged?|start|offset|s|q|search|query|sort|order|m|action|share|replytocom)=")
_FEED = re.compile(r"\.(?:rdf|rss|atom)$|/(?:feed|rss|atom)(?:\.xml)?/?$|/index\.xml$|[?&]feed=", re.IGNORECASE)
_WEB = ("http://", "https://", "//")
_MOST = 100_000
_FEWEST, _SHARE = 2, 0.1  # links to a host that may be the page's own
_FORWARD = 400  # links of one card
_FEW_LEVELS = 6


@define(eq=False)
class SiteLink:
    """A link that may lead to a post.

    Attributes:
        element: the link.
        number: the number of its line, the first one if it holds several.
        url: the address of the page that it leads to.
        leads_to_comments: whether it leads to the comments on that page.
        is_empty: whether it has no text: it covers other elements, or holds a picture.
        end: the number of the first line after it.
    """

    element: Element
    number: int
    url: str
    leads_to_comments: bool
    is_empty: bool
    end: int


class SiteLinks:
    """All links of a page that lead to other pages of its site, except lists of posts, labels, authors and files."""

    def __init__(self, outline: Outline, stated: Stated) -> None:
        self._outline = outline
        self._stated = stated
        self._known: dict[str, tuple[str, bool] | None] = {}

    @cached_property
    def all(self) -> list[SiteLink]:
        """The links, in the order of the page."""
        links: list[SiteLink] = []
        outline = self._outline
        for _, element in zip(range(_MOST), outline.root.iter("a"), strict=False):
            href = element.get("href")
            target = self.target(href) if href else None
            if target is not None:
                first, last = outline.span(element)
                is_empty = last <= first
                number = self._line_next_to(element) if is_empty else first
                links.append(SiteLink(element, number, *target, is_empty, max(last, number + 1)))
        links.sort(key=attrgetter("number"))
        return links

    @cached_property
    def _numbers(self) -> list[int]:
        return [link.number for link in self.all]

    def _line_next_to(self, element: Element) -> int:
        """The number of a line in the same element as a link without text."""
        number = self._outline.span(element)[0]
        for around in islice(element.iterancestors(), _FEW_LEVELS):
            first, last = self._outline.span(around)
            if last > first:
                return min(max(number, first), last - 1)
        return number

    def between(self, first: int, last: int) -> Iterator[SiteLink]:
        """The first links in some lines."""
        start = bisect_left(self._numbers, first)
        for link in self.all[start : start + _FORWARD]:
            if link.number >= last:
                return
            yield link

    def target(self, href: str) -> tuple[str, bool] | None:
        """The page that an address leads to, and whether to its comments; None if it can't be a post of the site."""
        if href not in self._known:
            self._known[href] = self._read(href.strip().removeprefix("./"))
        return self._known[href]

    def _read(self, href: str) -> tuple[str, bool] | None:
        if not href or href.startswith("#"):
            return None
        if href.startswith(_WEB) and not self._is_on_site(href.partition("//")[2].partition("/")[0].partition("?")[0]):
            return None
        url = self._stated.absolute(href)
        if url is None and (self._stated.base or ":" in href.partition("/")[0]):
            return None
        page, _, fragment = (url or href).partition("#")
        parts = parts_of(page)
        if not self._is_on_site(parts.netloc) or (parts.path.rstrip("/") in _HOMES and not parts.query):
            return None
        if (without := without_comment(page)) != page:
            page, parts = without, parts_of(without)
        if self._is_this_page(parts.path, parts.query):
            return None
        if _FILES.search(parts.path) or _LISTS.search(parts.path) or _LIST_QUERIES.search(parts.query):
            return None
        if is_author_path(page) or is_label_path(page):
            return None
        return page, is_in_comments(fragment)

    def _is_this_page(self, path: str, query: str) -> bool:
        own = parts_of(self._stated.canonical)
        return bool(own.netloc) and own.path.rstrip("/") == path.rstrip("/") and own.query == query

    def _is_on_site(self, host: str) -> bool:
        return not host or not self._hosts or _bare(host) in self._hosts

    @cached_property
    def has_feed(self) -> bool:
        """Whether the page has a link to a feed."""
        return bool(self._stated.feeds) or any(map(_FEED.search, self._known))

    @cached_property
    def _hosts(self) -> frozenset[str]:
        """The page's host; if that isn't known, those that many links lead to."""
        own = parts_of(self._stated.canonical).netloc
        if own:
            return frozenset((_bare(own),))
        hrefs = (link.get("href") or "" for _, link in zip(range(_MOST), self._outline.root.iter("a"), strict=False))
        hosts = Counter(_bare(parts_of(href).netloc) for href in hrefs if href.startswith(("http://", "https://")))
        least = max(_FEWEST, _SHARE * hosts.total())
        return frozenset(host for host, count in hosts.items() if count >= least)


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
