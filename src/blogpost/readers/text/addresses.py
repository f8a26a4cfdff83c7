"""What the addresses in a copy in Markdown say: permalinks, profiles, the language and number of a post."""

from __future__ import annotations

from collections.abc import Iterable

from blogpost.addresses import without_fragment
from blogpost.blogger.addresses import (
    form_language,
    is_permalink,
    is_profile,
    parse_comment_permalink,
    post_id_in_form,
    without_view,
)
from blogpost.content import Link, inline_text
from blogpost.readers.languages import bcp47
from blogpost.readers.text.lines import Line

# The titles of Blogger's links, which are English on pages of all languages.
_PERMALINK, _PROFILE = "permanent link", "author profile"


def links_in(lines: Iterable[Line | None]) -> list[Link]:
    """Every link of some lines."""
    marked = (line.marked for line in lines if line is not None)
    return [link for each in marked if each is not None for link in each.links]


def permalink_in(links: Iterable[Link]) -> str | None:
    """The address of the post, as the link of its time gives it."""
    return next((without_view(without_fragment(link.href)) for link in links if link.title == _PERMALINK), None)


def post_address_in(links: Iterable[Link]) -> str | None:
    """An address such as Blogger gives to posts."""
    return next((without_view(without_fragment(link.href)) for link in links if is_permalink(link.href)), None)


def profile_of(name: str | None, links: Iterable[Link]) -> str | None:
    """Where an author's name leads: to a profile, or to the author's own place."""
    return next((link.href for link in links if _is_profile(link, name)), None)


def _is_profile(link: Link, name: str | None) -> bool:
    if link.title == _PROFILE or is_profile(link.href):
        return True
    return name is not None and inline_text(link.content).strip() == name


def comment_permalink_in(links: Iterable[Link]) -> str | None:
    """The address of a comment."""
    return next((link.href for link in links if parse_comment_permalink(link.href)), None)


def post_number_in(links: Iterable[Link]) -> str | None:
    """The number of the post, in the address of the form for a comment."""
    return next((number for link in links if (number := post_id_in_form(link.href))), None)


def form_language_in(links: Iterable[Link]) -> str | None:
    """The language of the form for a comment, which is the blog's, as a BCP 47 tag."""
    return bcp47(next((code for link in links if (code := form_language(link.href))), None))
