"""Find the post's own address: as the page states it, as the post's links lead to it, as its comments are addressed.

The order: canonical, `og:url` and the caller's (`Stated.canonical`), JSON-LD, a bookmark in the post, the title's own
link, a link called "Permalink", what the comments' addresses have in common, trackback data, what share links share,
and the address of the comments' feed without its end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote

from blogpost.addresses import parts_of
from blogpost.markup.dom import text_of
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.people import Neighbourhood
from blogpost.readers.page.general.stated import Stated, article_urls

_PERMALINK = re.compile(
    r"^\W*(?:perma(?:nent)?[ -]?link|permalien|enlace permanente|link permanente|permanente link|постоянная ссылка|固定リンク|"
    r"パーマリンク|永久链接|permanenter link|permanent länk|#)\W*$",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"#(?:comments?|respond|c\d|comment-|disqus_thread)", re.IGNORECASE)
_FEED = re.compile(r"/(?:feed|comments/(?:atom|rss)\.xml)/?$")
_SHARED = frozenset(("u", "url", "link", "to", "uri"))
_MOST = 4_000  # links


def find_permalink(outline: Outline, stated: Stated, heading: Heading, near: Neighbourhood) -> str | None:
    """The post's address in full; None where the page does not give it away."""
    if stated.canonical:
        return stated.canonical
    return next(filter(None, map(stated.absolute, _linked(outline, stated, heading, near))), None)


def _linked(outline: Outline, stated: Stated, heading: Heading, near: Neighbourhood) -> Iterator[str | None]:
    yield from article_urls(stated.article)
    yield from (element.get("href") for element in outline.told("rel", ("bookmark",)) if near.has(element))
    if heading.element is not None:
        links = (*heading.element.iter("a"), *heading.element.iterancestors("a"))
        yield from (href for link in links if (href := link.get("href")) and not _is_home(href))
    for line in near.lines():
        for link in line.block.iter("a") if line.linked else ():
            if _PERMALINK.match(text_of(link) or link.get("title") or ""):
                yield link.get("href")
    hrefs = [href for _, link in zip(range(_MOST), outline.root.iter("a"), strict=False) if (href := link.get("href"))]
    commented = Counter(_without_query(href) for href in hrefs if _COMMENT.search(href) and not href.startswith("#"))
    yield from (url for url, _ in commented.most_common(1))
    yield stated.trackback.get("dc:identifier") or stated.trackback.get("rdf:about")
    yield from _shared(hrefs, stated)
    yield from (
        _FEED.sub("/", feed)
        for link in stated.feeds
        if _FEED.search(feed := link.get("href") or "") and _is_of_post(feed)
    )


def _is_home(href: str) -> bool:
    parts = parts_of(href)
    return parts.path in ("", "/") and not parts.query


def _without_query(href: str) -> str:
    """An address without its fragment, and without the number of a comment."""
    return re.sub(r"[?&](?:cid|replytocom|comment)=[^&#]*", "", href.partition("#")[0])


def _shared(hrefs: list[str], stated: Stated) -> Iterator[str]:
    """What links to sharing services hand on as the address of this page, the commonest first."""
    found: Counter[str] = Counter()
    for href in hrefs:
        parts = parts_of(href)
        if parts.query and parts.netloc:
            for name, value in parse_qsl(parts.query[:2000])[:20]:
                if name.lower() in _SHARED and unquote(value).startswith(("http://", "https://")):
                    found[unquote(value)] += 1
    yield from (url for url, count in found.most_common(1) if count > 1)


def _is_of_post(feed: str) -> bool:
    return parts_of(feed).path.strip("/").count("/") > 1
