"""What the addresses in a copy in Markdown say: permalinks, profiles, the language and number of a post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from blogpost.addresses import without_fragment, without_view
from blogpost.content import Link, inline_text
from blogpost.readers.languages import bcp47
from blogpost.readers.page.comments.links import parse_permalink
from blogpost.readers.page.metadata import is_post_url
from blogpost.readers.text.lines import Line

# The titles of Blogger's links, which are English on pages of all languages.
_PERMALINK, _PROFILE = "permanent link", "author profile"
_PROFILES = re.compile(r"//(?:www\.)?(?:blogger\.com/profile|plus\.google\.com)/")
_POST_NUMBER = re.compile(r"blogger\.com/comment/(?:frame|fullpage/post)/\d+(?:/|\?po=)(\d+)", re.ASCII)
_LANGUAGE = re.compile(r"blogger\.com/comment/frame/[^#]*[?&]hl=([\w-]{2,12})", re.ASCII)


def links_in(lines: Iterable[Line | None]) -> list[Link]:
    """Every link of some lines."""
    marked = (line.marked for line in lines if line is not None)
    return [link for each in marked if each is not None for link in each.links]


def permalink_in(links: Iterable[Link]) -> str | None:
    """The address of the post, as the link of its time gives it."""
    return next((without_view(without_fragment(link.href)) for link in links if link.title == _PERMALINK), None)


def post_address_in(links: Iterable[Link]) -> str | None:
    """An address such as Blogger gives to posts."""
    return next((without_view(without_fragment(link.href)) for link in links if is_post_url(link.href)), None)


def profile_of(name: str | None, links: Iterable[Link]) -> str | None:
    """Where an author's name leads: to a profile, or to the author's own place."""
    return next((link.href for link in links if _is_profile(link, name)), None)


def _is_profile(link: Link, name: str | None) -> bool:
    if link.title == _PROFILE or _PROFILES.search(link.href):
        return True
    return name is not None and inline_text(link.content).strip() == name


def comment_permalink_in(links: Iterable[Link]) -> str | None:
    """The address of a comment."""
    return next((link.href for link in links if parse_permalink(link.href)), None)


def post_number_in(links: Iterable[Link]) -> str | None:
    """The number of the post, in the address of the form for a comment."""
    return next(_found(_POST_NUMBER, links), None)


def form_language_in(links: Iterable[Link]) -> str | None:
    """The language of the form for a comment, which is the blog's, as a BCP 47 tag."""
    return bcp47(next(_found(_LANGUAGE, links), None))


def _found(pattern: re.Pattern[str], links: Iterable[Link]) -> Iterator[str]:
    yield from (found[1] for link in links if (found := pattern.search(link.href)))
