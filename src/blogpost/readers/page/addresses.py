"""What a post is called by machines: its permalink and its number."""

from __future__ import annotations

from collections.abc import Iterator

from blogpost.addresses import joined, web_address, without_fragment
from blogpost.blogger.addresses import (
    as_served,
    is_copy_of,
    is_permalink,
    is_static_page,
    leads_to_place,
    post_id_at_end,
    post_id_in,
    shows_comment,
    without_view,
)
from blogpost.readers.page.regions import Region
from blogpost.readers.page.themes import POST_ANCHOR, POST_NUMBER


def find_url(region: Region) -> str | None:
    """The permalink: in microdata; else where the time links to; else the page's own address, and where parts link to.

    Mirrors and countries' hosts change links, but not microdata. A title may lead to another site, so that it is
    believed only where its address looks like a post's; other links are those to the comments, and those of the
    comments to themselves.
    """
    in_microdata = (absolute(region, place.element.get("content")) for place in region.all(region.theme.address))
    if stated := next((url for url in in_microdata if url and is_permalink(url)), None):
        return stated
    for place in region.all(region.theme.permalink):
        if url := absolute(region, place.element.get("href")):
            return url
    if region.is_alone and (url := absolute(region, region.page.post_url)):
        return url
    if (told := absolute(region, region.article.url)) and is_permalink(told):
        return told
    title = region.nearest(region.theme.title)
    links = (*title.element.iter("a"), *title.element.iterancestors("a")) if title else ()
    urls = [url for link in links if (url := absolute(region, link.get("href")))]
    return next(filter(is_permalink, urls), None) or next(_beside_fragments(region), None)


def _beside_fragments(region: Region) -> Iterator[str]:
    """The addresses of what links to a place on the post's own page."""
    hrefs = [place.element.get("href") or "" for place in region.all(region.theme.comment_link)]
    parts = [href for href in hrefs if leads_to_place(href)]
    if region.is_alone:
        links = (link for root in region.comments for link in root.iter("a"))
        parts += [href for link in links if shows_comment(href := link.get("href") or "")][:1]
    return (url for part in parts if (url := absolute(region, part)))


def find_id(region: Region) -> str | None:
    """The post's number: in its body's id, in its microdata, in the anchor before it; else in Blogger's page data."""
    for element in (region.body.element, *region.around_body):
        if number := post_id_at_end(element.get("id") or element.get("data-id") or ""):
            return number
    if place := region.first((POST_NUMBER, POST_ANCHOR)):
        return str(place.element.get("content") or place.element.get("name"))
    for place in region.all(region.theme.comment_link):
        if number := post_id_in(place.element.get("href")):
            return number
    return region.page.page_data("blog", "postId") if region.is_alone else None


def is_page(region: Region, url: str | None) -> bool:
    """Whether this is one of a blog's static pages."""
    return is_static_page(url) or region.is_static


def absolute(region: Region, href: str | None) -> str | None:
    """A link's address in full, without its fragment; None where it leads nowhere, or only within the page."""
    if not href or href.startswith("#"):
        return None
    url = web_address(None, without_view(without_fragment(joined(region.page.base, as_served(href)))))
    return url and region.page.at_home(url)


def comment_url(region: Region, url: str | None, post_url: str | None) -> str | None:
    """The address of a comment: a place on the page of its post, whatever a country's host or a mirror made of it."""
    if url is None or post_url is None:
        return url
    page, sign, place = region.page.at_home(url).partition("#")
    if is_copy_of(page, post_url):
        page = post_url
    return page + sign + place
