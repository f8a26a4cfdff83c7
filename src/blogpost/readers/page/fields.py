"""A post's title, labels, place and count of comments, by what its page says (docs/inputs.md)."""

from __future__ import annotations

import re
from urllib.parse import unquote

from blogpost.addresses import parts_of
from blogpost.language.dates import parse_moment
from blogpost.markup.content import Element
from blogpost.markup.dom import has_class, text_of
from blogpost.readers.page.metadata import blog_id_in
from blogpost.readers.page.regions import Region
from blogpost.readers.page.selectors import Place
from blogpost.readers.page.structured import words_of_list
from blogpost.readers.page.texts import text_without
from blogpost.readers.page.themes import BLOG_NUMBER, MARKED_CREDIT, OTHERS
from blogpost.values import Blog, Location

# "/search/label/NAME"; where a blog was published by FTP, "/labels/NAME.html", or with whatever ending its pages had.
_LABEL_PATH = re.compile(r"/search/label/|/labels/[^/]+\.\w{2,5}$", re.ASCII)
_COORDINATES = re.compile(r"@(-?\d+(?:\.\d+)?),\+?(-?\d+(?:\.\d+)?)", re.ASCII)
_CREDITS = frozenset((MARKED_CREDIT,))


def find_title(region: Region, language: str) -> str | None:
    """The title above the body; else by JSON-LD, or by what the page of a single post says of itself.

    The blog's own title is never a post's: a post without a title has none.
    """
    place = region.nearest(region.theme.title) or _heading(region, language)
    if place is not None:
        return text_without(place.element, _is_credit) or None
    told = region.article.text("headline") or (region.page.title if region.is_alone else None)
    return told if told != region.page.blog_title else None


def _is_credit(element: Element) -> bool:
    """Whether an author's line stands within a heading."""
    return has_class(element, _CREDITS)


def _heading(region: Region, language: str) -> Place | None:
    """The last heading above the body within the post's own element that is no date."""
    above = [place for place in region.inside(region.theme.heading) if place.order < region.body.order]
    upwards = sorted(above, key=lambda place: place.order, reverse=True)
    return next((place for place in upwards if not parse_moment(text_of(place.element), language=language)), None)


def find_labels(region: Region) -> tuple[str, ...]:
    """The labels: what the links to their pages are called; on pages of other systems, by the standard they keep."""
    if region.theme in OTHERS:
        return _tags(region)
    for css in region.theme.labels:
        links = (place.element for place in region.all((css,)))
        labels = [text_of(link) or _named(link) for link in links if _LABEL_PATH.search(link.get("href") or "")]
        if labels:
            return tuple(dict.fromkeys(labels))
    return ()


def _tags(region: Region) -> tuple[str, ...]:
    """The tags of another system's post: the names of links to them, or a list of keywords."""
    for css in region.theme.labels:
        told = (_keywords(place.element) for place in region.inside((css,)))
        if tags := tuple(dict.fromkeys(tag for tags in told for tag in tags)):
            return tags
    return tuple(dict.fromkeys(region.article.keywords))


def _keywords(element: Element) -> list[str]:
    if element.tag == "a":
        return [text_of(element) or _named(element)]
    return words_of_list(element.get("content") or text_of(element))


def _named(link: Element) -> str:
    return unquote(parts_of(link.get("href")).path.rpartition("/")[2])


def find_location(region: Region) -> Location | None:
    """The place that the post's link to a map names."""
    place = region.first(region.theme.location)
    if place is None:
        return None
    found = _COORDINATES.search(unquote(place.element.get("href") or ""))
    latitude, longitude = (float(found[1]), float(found[2])) if found else (None, None)
    return Location(text_of(place.element), latitude, longitude)


def find_blog(region: Region, title: str | None) -> Blog:
    """The blog, as far as the page tells of it."""
    page = region.page
    return Blog(_blog_id(region), page.blog_title or blog_named_before(page.page_title, title), page.blog_url)


def _blog_id(region: Region) -> str | None:
    """The blog's number: in microdata, in what the page says of itself, in the link to the comments."""
    place = region.first((BLOG_NUMBER,))
    if number := (place.element.get("content") if place else None) or region.page.blog_id:
        return str(number)
    hrefs = (comments.element.get("href") for comments in region.all(region.theme.comment_link))
    return next(filter(None, map(blog_id_in, hrefs)), None)


def blog_named_before(whole: str | None, title: str | None) -> str | None:
    """The blog's name in the title of a page: "BLOG: TITLE"."""
    return whole.removesuffix(f": {title}") if whole and title and whole.endswith(f": {title}") else None
