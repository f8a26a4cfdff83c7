"""Whose account a post was published with, by what its page says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from blogpost.language.bylines import Credit
from blogpost.language.footers import parse_account
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.markup.content import Element
from blogpost.markup.dom import line_of
from blogpost.markup.styles import parse_style
from blogpost.readers.page.addresses import absolute
from blogpost.readers.page.regions import Region
from blogpost.values import Byline

LONGEST_CREDIT = 300
"""How many characters a line may have that names an author: more is a whole footer."""

_LONGEST_NAME = 80
_PROFILE = re.compile(r"/profile/|//plus\.google\.com/|/\+|//profiles\.google\.com/")


def read_credits(lines: Iterable[str], language: str) -> list[Credit]:
    """What some lines say of who posted, and when."""
    found = (read_credit(line, language) for line in lines if len(line) <= LONGEST_CREDIT)
    return [credit for credit in found if credit is not None]


def read_credit(line: str, language: str) -> Credit | None:
    """What a line says, by itself or from the words on that introduce an author: "this item posted by Jane"."""
    whole = parse_account(line, language=language)
    if whole is not None:
        return whole
    found = _introduced(language).search(line)
    return parse_account(found[0], language=language) if found and found.start() else None


@by_locale
def _introduced(language: str) -> re.Pattern[str]:
    """The words that introduce an author, in a language or in English, with the rest of the line."""
    words = "|".join(map(re.escape, (*interface(language).posted_by, *interface(FALLBACK).posted_by)))
    return re.compile(rf"\b(?:{words})\b.+", re.IGNORECASE)


def find_author(region: Region, told: list[Credit]) -> Byline | None:
    """The display name: where an element holds just that, else in a line with its label, else in JSON-LD."""
    if named := find_name(region):
        return named
    for credit in told:
        if credit.byline.names:
            return credit.byline
    return Byline(region.article.authors) if region.article.authors else None


def find_name(region: Region) -> Byline | None:
    """The display name that stands alone in an element."""
    for place in region.all(region.theme.author):
        name = line_of(place.element, longest=_LONGEST_NAME)
        if name and len(name) <= _LONGEST_NAME and not parse_style(place.element.get("style")).hidden:
            return Byline(name, url=_profile(region, place.element))
    return None


def _profile(region: Region, element: Element) -> str | None:
    """The address of the author's profile, which a name links to, or microdata tells beside it.

    On Blogger's pages a name may link to the blog, so that only what looks like a profile is one.
    """
    if element.tag == "a" and not region.page.is_bloggers:
        return absolute(region, element.get("href"))
    around = [element, *list(element.iterancestors())[:2]]
    for near in around:
        for inner in near.iter("a", "meta"):
            href = inner.get("href") if inner.tag == "a" else inner.get("content")
            if href and (inner.get("rel") == "author" or _PROFILE.search(href)):
                return absolute(region, href)
    return None
