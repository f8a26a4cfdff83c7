"""Find the post's own address: stated by the page, or in links to the post and its comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, unquote

from blogpost.addresses import address_of, parts_of
from blogpost.markup.dom import text_of
from blogpost.readers.page.general.candidates import PERMALINK, Candidate, choose
from blogpost.readers.page.general.comment_addresses import leads_to_comments_or_one, without_comment
from blogpost.readers.page.general.entries import ADDRESSES, marked
from blogpost.readers.page.general.field_sources import Sources
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.paths import is_tool_path
from blogpost.readers.page.general.stated import article_urls

_PERMALINK = re.compile(
    r"^\W*(?:perma(?:nent)?[ -]?link|permalien|enlace permanente|link permanente|permanente link|"
    r"постоянная ссылка|固定リンク|"
    r"パーマリンク|永久链接|本文链接|permanenter link|permanent länk|permanent lenke|odkaz|#)\W*$",
    re.IGNORECASE,
)
_FEED = re.compile(r"/(?:feed|comments/(?:atom|rss)\.xml)/?$")
_IN_FEEDS = re.compile(r"/(?:feeds?|rss)/|[?&](?:feed|format)=", re.IGNORECASE)
_SHARED = frozenset(("u", "url", "link", "to", "uri"))
_MOST = 4_000  # links
_MOST_QUERY = 2_000  # characters

Address = Candidate[str]


def find_permalink(sources: Sources, heading: Heading) -> str | None:
    """The post's address in full; None if the page doesn't reveal it."""
    candidates = list(sources.stated.addresses)
    if not any(each.source in ("canonical", "og_url") for each in candidates):
        for source, href in (*_marked(sources), *_linked(sources, heading), *_passed_on(sources)):
            if url := sources.stated.absolute(href):
                candidates.append(Address(url, source))
    chosen = choose(candidates, PERMALINK, same=str)
    return address_of(chosen[0].value) if chosen else None


def is_permalink_word(text: str) -> bool:
    """Whether a link's text means a permalink: "Permalink", "#"."""
    return _PERMALINK.match(text) is not None


def _marked(sources: Sources) -> Iterator[tuple[str, str | None]]:
    """The addresses in standards."""
    yield from (("entry", url) for url in sources.entry.urls)
    elements = marked(sources.outline, sources.neighbourhood, ADDRESSES)
    yield from (("entry", each.get("href") or each.get("content")) for each in elements)
    yield from (("json_ld", url) for url in article_urls(sources.stated.article))
    bookmarks = (
        element
        for element in sources.outline.having_attribute("rel", ("bookmark",))
        if sources.neighbourhood.has(element) and not is_tool_path(element.get("href") or "")
    )
    yield from (("bookmark", element.get("href")) for element in bookmarks)


def _linked(sources: Sources, heading: Heading) -> Iterator[tuple[str, str | None]]:
    """The targets of the title's link, and of links called "Permalink"."""
    if heading.element is not None:
        hrefs = [link.get("href") for link in (*heading.element.iter("a"), *heading.element.iterancestors("a"))]
        own = [href for href in hrefs if href and not _is_home(href) and _is_on_site(sources, href)]
        yield from (("title_link", href) for href in own)
    for number in (*sources.neighbourhood.head, *sources.neighbourhood.foot):
        for link in sources.neighbourhood.links(number):
            if is_permalink_word(text_of(link) or link.get("title") or ""):
                yield "permalink_link", link.get("href")


def _passed_on(sources: Sources) -> Iterator[tuple[str, str | None]]:
    """The addresses in links to comments, trackback data, links to sharing services and links to feeds."""
    links = islice(sources.outline.root.iter("a"), _MOST)
    hrefs = [href for link in links if (href := link.get("href"))]
    commented = Counter(
        _without_query(href) for href in hrefs if leads_to_comments_or_one(href) and not href.startswith("#")
    )
    yield from (("comment_links", url) for url, _ in commented.most_common(1))
    trackback = sources.stated.trackback
    yield "trackback", trackback.get("dc:identifier") or trackback.get("rdf:about")
    yield from (("share_links", url) for url in _shared(hrefs))
    for link in sources.stated.feeds:
        feed = link.get("href") or ""
        page = _FEED.sub("/", feed)
        if page != feed and parts_of(feed).path.strip("/").count("/") > 1 and not _IN_FEEDS.search(page):
            yield "comment_feed", page


def _is_home(href: str) -> bool:
    parts = parts_of(href)
    return parts.path in ("", "/") and not parts.query


def _is_on_site(sources: Sources, href: str) -> bool:
    """Whether an address is of the page's own site: others of its host are on the page. Titles may lead elsewhere."""
    parts = parts_of(href)
    if not parts.netloc:
        return True
    links = islice(sources.outline.root.iter("a", "link"), _MOST)
    others = (parts_of(link.get("href")) for link in links)
    return any(other.netloc == parts.netloc and other.path != parts.path for other in others)


def _without_query(href: str) -> str:
    """An address without its fragment, and without the number of a comment."""
    return without_comment(href.partition("#")[0])


def _shared(hrefs: list[str]) -> Iterator[str]:
    """The page's address in links to sharing services: the commonest one, if several links have it."""
    counts: Counter[str] = Counter()
    for href in hrefs:
        parts = parts_of(href)
        if parts.query and parts.netloc:
            for name, value in parse_qsl(parts.query[:_MOST_QUERY])[:20]:
                if name.lower() in _SHARED and unquote(value).startswith(("http://", "https://")):
                    counts[unquote(value)] += 1
    yield from (url for url, count in counts.most_common(1) if count > 1)
