"""What a post is called by machines: its permalink and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blogpost.addresses import joined, parts_of, web_address, without_fragment, without_view
from blogpost.readers.page.metadata import is_post_url
from blogpost.readers.page.regions import Region
from blogpost.readers.page.themes import POST_ANCHOR, POST_NUMBER

_NUMBER = re.compile(r"(?<!\d)\d{8,21}$", re.ASCII)
_PLACES = ("#comments", "#comment-form", "#disqus_thread", "#links", "#more")  # on the page of a post
_POST_PARAMETER = re.compile(r"[?&]postID=(\d+)", re.ASCII)


def find_url(region: Region) -> str | None:
    """The permalink: where the time links to; else the page's own address; else where other parts link to.

    A title may lead to another site, so that it is believed only where its address looks like a post's; other links are
    those to the comments, and those of the comments to themselves.
    """
    for place in region.all(region.theme.permalink):
        if url := absolute(region, place.element.get("href")):
            return url
    if region.is_alone and (url := absolute(region, region.page.post_url)):
        return url
    if (told := absolute(region, region.article.url)) and is_post_url(told):
        return told
    title = region.nearest(region.theme.title)
    links = (*title.element.iter("a"), *title.element.iterancestors("a")) if title else ()
    urls = [url for link in links if (url := absolute(region, link.get("href")))]
    return next(filter(is_post_url, urls), None) or next(_beside_fragments(region), None)


def _beside_fragments(region: Region) -> Iterator[str]:
    """The addresses of what links to a place on the post's own page."""
    hrefs = [place.element.get("href") or "" for place in region.all(region.theme.comment_link)]
    parts = [href for href in hrefs if href.endswith(_PLACES)]
    if region.is_alone:
        links = (link for root in region.comments for link in root.iter("a"))
        parts += [href for link in links if "showComment=" in (href := link.get("href") or "")][:1]
    return (url for part in parts if (url := absolute(region, part)))


def find_id(region: Region) -> str | None:
    """The post's number: in its body's id, in its microdata, in the anchor before it; else in Blogger's page data."""
    for element in (region.body.element, *region.around_body):
        if found := _NUMBER.search(element.get("id") or element.get("data-id") or ""):
            return found[0]
    if place := region.first((POST_NUMBER, POST_ANCHOR)):
        return str(place.element.get("content") or place.element.get("name"))
    for place in region.all(region.theme.comment_link):
        if found := _POST_PARAMETER.search(place.element.get("href") or ""):
            return found[1]
    return region.page.page_data("blog", "postId") if region.is_alone else None


def is_static_page(region: Region, url: str | None) -> bool:
    """Whether this is one of a blog's static pages, which have no date."""
    return parts_of(url).path.startswith("/p/") or (region.is_alone and region.page.kind == "static_page")


def absolute(region: Region, href: str | None) -> str | None:
    """A link's address in full, without its fragment; None where it leads nowhere, or only within the page."""
    if not href or href.startswith("#"):
        return None
    return web_address(None, without_view(without_fragment(joined(region.page.base, href))))
