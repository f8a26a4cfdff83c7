"""Whose account a post was published with, by what its page says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, takewhile

from blogpost.blogger.addresses import is_blogger_profile, may_be_profile
from blogpost.language.bylines import Credit
from blogpost.language.credit_lines import parse_account
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.markup.dom import Element, line_of
from blogpost.markup.styles import parse_style
from blogpost.readers.page.addresses import absolute
from blogpost.readers.page.regions import Region
from blogpost.readers.page.themes import OTHERS
from blogpost.values import Byline

LONGEST_CREDIT = 300
"""How many characters a line may have that names an author: more is a whole footer."""

_LONGEST_NAME = 80


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
    if linked := _find_profile(region):
        return linked
    return Byline(region.signature.authors) if region.signature.authors else None


def find_name(region: Region) -> Byline | None:
    """The display name that stands alone in an element; on pages of other systems, those of all authors."""
    if region.theme in OTHERS:
        return _find_names(region)
    for place in region.all(region.theme.author):
        if name := _name_in(place.element):
            return Byline(name, url=_profile(region, place.element))
    return None


def _find_names(region: Region) -> Byline | None:
    """The names of all authors: one for each element that is marked as an author."""
    for css in region.theme.author:
        named: dict[Element, Element] = {}
        for place in region.all((css,)):
            holder = _marked_as_author(place.element)
            if _name_in(place.element) and not _is_within_other(region, holder):
                named.setdefault(holder, place.element)
        if named:
            urls = (_profile(region, element) for element in named.values())
            names = dict.fromkeys(map(_name_in, named.values()))
            return Byline(tuple(names), url=next(filter(None, urls), None))
    return None


def _name_in(element: Element) -> str:
    """The name that an element shows, or has for machines; nothing where it is hidden, or shows more than a name."""
    name = line_of(element, longest=_LONGEST_NAME) or (element.get("content") or "").strip()
    is_name = len(name) <= _LONGEST_NAME and "://" not in name and not parse_style(element.get("style")).hidden
    return name if is_name else ""


def _marked_as_author(element: Element) -> Element:
    """The element around a name, or the name's own, that is marked as an author; else the name's own."""
    around = (element, *islice(element.iterancestors(), _DEEPEST_NAME))
    return next(filter(_is_author, around), element)


def _is_author(element: Element) -> bool:
    return any("author" in (element.get(name) or "").split() for name in _MARKS)


def _is_within_other(region: Region, element: Element) -> bool:
    """Whether an element belongs to another thing within the post, such as a comment in microdata."""
    around = takewhile(lambda each: each is not region.container, element.iterancestors())
    things = (each for each in around if "itemscope" in each.attrib)
    return region.container is not None and not all(map(_is_author, things))


_MARKS = ("itemprop", "class", "rel")
_DEEPEST_NAME = 6  # levels that a name may lie in what marks it


def _find_profile(region: Region) -> Byline | None:
    """The name that links to a profile at Blogger's, beside the body and the comments in the post's own element."""
    if region.container is None:
        return None
    closed = {region.body.element, *region.comments}
    for link in region.container.iter("a"):
        name = line_of(link, longest=_LONGEST_NAME) if is_blogger_profile(link.get("href") or "") else ""
        if name and len(name) <= _LONGEST_NAME and closed.isdisjoint(link.iterancestors()):
            return Byline(name, url=absolute(region, link.get("href")))
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
            if href and (inner.get("rel") == "author" or may_be_profile(href)):
                return absolute(region, href)
    return None
