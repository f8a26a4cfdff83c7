"""How many comments a page says that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from blogpost.blogger.addresses import leads_to_comments
from blogpost.language.interface import comment_count
from blogpost.markup.dom import Element, has_class, line_of
from blogpost.readers.page.addresses import absolute
from blogpost.readers.page.regions import Region

_WIDGETS, _FOR_POSTS = frozenset(("widget",)), frozenset(("Blog",))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NUMBER_IN_HEADING = re.compile(r"^\(?(\d{1,6})\)?(?!\d)(?!\s*[/.:-]\d)|\((\d{1,6})\)$|[:\s](\d{1,6})$", re.ASCII)
_LONGEST_HEADING = 100  # characters


def count_comments(region: Region, language: str, url: str | None) -> int | None:
    """How many comments the page says that there are: at the list's head, else in the link to it, however marked."""
    counts = (_count_in(text, language) for text in chain(_counts(region), _links_to_comments(region, url)))
    headed = (comment_count(text, language) for text in _other_headings(region))
    return next((count for count in chain(counts, headed) if count is not None), None)


def _counts(region: Region) -> Iterator[str]:
    for root in region.comments:
        if number := root.get("data-num-comments"):
            yield number
        yield from map(_line, root.iter(*_HEADINGS))
    yield from (_line(place.element) for place in region.all(region.theme.comment_link))


def _links_to_comments(region: Region, url: str | None) -> Iterator[str]:
    """What the links in the post's own element say that lead to the place of the comments on its page."""
    links = region.container.iter("a") if region.container is not None and url else ()
    to_comments = (link for link in links if leads_to_comments(link.get("href") or ""))
    return (_line(link) for link in to_comments if absolute(region, link.get("href")) == url)


def _other_headings(region: Region) -> Iterator[str]:
    """The headings on the page of one post beside its body: what heads its comments may lie in nothing known."""
    if not region.page.is_bloggers or not region.page.is_of_one_post:
        return
    own = region.body.element
    for heading in own.getroottree().iter(*_HEADINGS):
        is_apart = any(around is own or _is_gadget(around) for around in heading.iterancestors())
        if not is_apart and (line := _line(heading)):
            yield line


def _is_gadget(element: Element) -> bool:
    return has_class(element, _WIDGETS) and not has_class(element, _FOR_POSTS)


def _line(element: Element) -> str:
    return line_of(element, longest=_LONGEST_HEADING)


def _count_in(text: str, language: str) -> int | None:
    """The number in a heading or link: of the interface's words, or of any others that begin or end with a number."""
    if len(text) > _LONGEST_HEADING:
        return None
    if (count := comment_count(text, language)) is not None:
        return count
    found = _NUMBER_IN_HEADING.search(text)
    return int(next(filter(None, found.groups()))) if found else None
