"""A post's permalink, number, title, labels, place and blog, as its page states them (docs/inputs.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from blogpost.addresses import joined, web_address, without_fragment
from blogpost.blogger import (
    as_served,
    blog_id_in,
    is_copy_of,
    is_label_page,
    is_named,
    is_permalink,
    is_static_page,
    label_of,
    leads_to_place,
    post_id_at_end,
    post_id_in,
    shows_comment,
    without_view,
)
from blogpost.language.dates import parse_moment
from blogpost.markup.dom import Element, has_class, text_of
from blogpost.markup.texts import text_without
from blogpost.readers.page.boilerplate import leads_to_label
from blogpost.readers.page.regions import Region
from blogpost.readers.page.selectors import Place
from blogpost.readers.page.structured import words_of_list
from blogpost.readers.page.themes import BLOG_NUMBER, MARKED_CREDIT, OTHER_THEMES, OWN_LABELS, POST_ANCHOR, POST_NUMBER
from blogpost.values import Blog, Location

# ------------------------------------------------------------------------------------------------ addresses and numbers


def find_url(region: Region) -> str | None:
    """The permalink: microdata first, then the link of the time, the page's own address, and links to its parts.

    Mirrors and hosts of countries change links, but not microdata. A title may lead to another site, so its address
    counts only if it looks like a permalink. The last links are those to the comments, and of comments to themselves.
    """
    in_microdata = (absolute(region, place.element.get("content")) for place in region.all(region.theme.address))
    if stated := next((url for url in in_microdata if url and is_permalink(url)), None):
        return stated
    for place in region.all(region.theme.permalink):
        if url := absolute(region, place.element.get("href")):
            return url
    if region.is_alone and (url := absolute(region, region.page.post_url)):
        return url
    if (url := absolute(region, region.article.url)) and is_permalink(url):
        return url
    title = region.nearest(region.theme.title)
    links = (*title.element.iter("a"), *title.element.iterancestors("a")) if title else ()
    urls = [url for link in links if (url := absolute(region, link.get("href")))]
    return next(filter(is_permalink, urls), None) or next(_beside_fragments(region), None)


def _beside_fragments(region: Region) -> Iterator[str]:
    """The addresses of links to a place on the post's own page."""
    hrefs = [place.element.get("href") or "" for place in region.all(region.theme.comment_link)]
    parts = [href for href in hrefs if leads_to_place(href)]
    if region.is_alone:
        links = (link for root in region.comments for link in root.iter("a"))
        parts += [href for link in links if shows_comment(href := link.get("href") or "")][:1]
    return (url for part in parts if (url := absolute(region, part)))


def find_id(region: Region) -> str | None:
    """The post's number: in the id of its body, in microdata, in the anchor before it, or in Blogger's page data."""
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
    """A link's whole address without its fragment; None if it leads nowhere, or only within the page."""
    if not href or href.startswith("#"):
        return None
    url = web_address(None, without_view(without_fragment(joined(region.page.base, as_served(href)))))
    return url and region.page.at_home(url)


def comment_url(region: Region, url: str | None, post_url: str | None) -> str | None:
    """The address of a comment on the page of its post, also if a host of a country or a mirror changed it."""
    if url is None or post_url is None:
        return url
    page, sign, place = region.page.at_home(url).partition("#")
    if is_copy_of(page, post_url):
        page = post_url
    return page + sign + place


# ---------------------------------------------------------------------------------------- title, labels, place and blog

_LONGEST_LABEL = 200  # characters: Blogger's own limit for all labels of a post
_AROUND_WORDS = re.compile(r"^\W+|\W+$")
_NAMES = ("data-text", "aria-label")
_COORDINATES = re.compile(r"@(-?\d+(?:\.\d+)?),\+?(-?\d+(?:\.\d+)?)", re.ASCII)
_CREDITS = frozenset((MARKED_CREDIT,))
_FIRST_RANK = ("h1",)


def find_title(region: Region, own: str, language: str) -> str | None:
    """The title: outside of the body, in it, in JSON-LD, or as the page of a single post states it.

    The blog's own title is never used as a fallback.

    Args:
        region: the post's part of the page.
        own: the result of `find_own_title`.
        language: the page's language.
    """
    within = map(_title_in, region.all_in_body(region.theme.title))
    if title := own or next(filter(None, within), "") or _heading(region, region.theme.heading, language):
        return title
    stated = region.article.text("headline") or (region.page.title if region.is_alone else None)
    return stated if stated != region.page.blog_title else None


def find_own_title(region: Region, language: str) -> str:
    """The title outside of the body: a marked one, else a heading of the first rank; empty if there is none."""
    for css in region.survey.present(region.theme.title):
        if (place := region.nearest_match(css)) and (title := _title_in(place)):
            return title
    return _heading(region, _FIRST_RANK, language) if "h1" in region.theme.heading else ""


def _title_in(place: Place) -> str:
    return text_without(place.element, _is_credit)


def _is_credit(element: Element) -> bool:
    """Whether an element is an author's line within a heading."""
    return has_class(element, _CREDITS)


def _heading(region: Region, headings: tuple[str, ...], language: str) -> str:
    """The last heading above the body in the post's own element that is not a date."""
    above = [place for place in region.inside(headings) if place.order < region.body.order]
    upwards = sorted(above, key=lambda place: place.order, reverse=True)
    titles = filter(None, map(_title_in, upwards))
    return next((title for title in titles if not parse_moment(title, language=language)), "")


def find_labels(region: Region) -> tuple[str, ...]:
    """The labels: the texts of links to their pages, or of all links in Blogger's own lists of labels.

    On pages of other systems, the tags.
    """
    if region.theme in OTHER_THEMES:
        return _tags(region)
    for css in region.present(region.theme.labels):
        links = (place.element for place in region.all((css,)))
        names = [_label(link) for link in links if css in OWN_LABELS or _leads_to_label(region, link)]
        if labels := dict.fromkeys(filter(None, names)):
            return tuple(
                label for label in labels if _without_signs(label) in (label, "") or _without_signs(label) not in labels
            )
    return ()


def _tags(region: Region) -> tuple[str, ...]:
    """The tags of another system's post: the names of links to them, or a list of keywords."""
    for css in region.theme.labels:
        lists = (_keywords(place.element) for place in region.inside((css,)))
        if tags := tuple(dict.fromkeys(tag for tags in lists for tag in tags)):
            return tags
    return tuple(dict.fromkeys(region.article.keywords))


def _keywords(element: Element) -> list[str]:
    if element.tag == "a":
        return [text_of(element) or label_of(element.get("href"))]
    return words_of_list(element.get("content") or text_of(element))


def _without_signs(label: str) -> str:
    """A label without what a theme may put around it, as in "# news"; shown both ways, it is one label."""
    return label.strip("#,;|·• ")


def _leads_to_label(region: Region, link: Element) -> bool:
    path = joined(region.page.base, link.get("href") or "")
    return leads_to_label(link) or is_label_page(path)


def _label(link: Element) -> str:
    """The name of a label: the text of its link, else of an attribute for scripts or screen readers.

    If a theme adds a sign, as in "# news", the address has the name alone.
    """
    named = (" ".join((link.get(name) or "").split()) for name in _NAMES)
    shown = text_of(link) or next(filter(None, named), "")
    if len(shown) > _LONGEST_LABEL or (shown[:1].isalnum() and shown[-1:].isalnum()):
        return shown
    name, word = label_of(link.get("href")), _AROUND_WORDS.sub("", shown)
    return word if word and is_named(name, word) else shown or name


def find_location(region: Region) -> Location | None:
    """The place, from the post's link to a map."""
    place = region.first(region.theme.location)
    if place is None:
        return None
    match = _COORDINATES.search(unquote(place.element.get("href") or ""))
    latitude, longitude = (float(match[1]), float(match[2])) if match else (None, None)
    return Location(text_of(place.element), latitude, longitude)


def find_blog(region: Region, title: str | None) -> Blog:
    """The blog, as far as the page states it."""
    page = region.page
    return Blog(_blog_id(region), page.blog_title or blog_named_before(page.page_title, title), page.blog_url)


def _blog_id(region: Region) -> str | None:
    """The blog's number: in microdata, in the page's metadata, or in the link to the comments."""
    place = region.first((BLOG_NUMBER,))
    if number := (place.element.get("content") if place else None) or region.page.blog_id:
        return str(number)
    hrefs = (comments.element.get("href") for comments in region.all(region.theme.comment_link))
    return next(filter(None, map(blog_id_in, hrefs)), None)


def blog_named_before(whole: str | None, title: str | None) -> str | None:
    """The blog's name in the title of a page: "BLOG: TITLE"."""
    return whole.removesuffix(f": {title}") if whole and title and whole.endswith(f": {title}") else None
