"""Signatures: who posted, and when, as a page states both in one place or in two."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice, takewhile

from blogpost.blogger import is_blogger_profile, may_be_profile
from blogpost.language.bylines import Credit
from blogpost.language.credit_lines import parse_account
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.markup.dom import Element, line_of
from blogpost.markup.styles import parse_style
from blogpost.markup.texts import INLINES, SILENT, texts
from blogpost.readers.page.post_fields import absolute
from blogpost.readers.page.regions import Region
from blogpost.readers.page.themes import OTHER_THEMES
from blogpost.readers.page.times import Moment, find_instant, find_published, is_of_edit
from blogpost.readers.postings import Posting
from blogpost.values import Byline

# ------------------------------------------------------------------------------------------------ names

MAX_CREDIT_LENGTH = 300
"""The characters of the longest line that names an author: more is a whole footer."""

_MAX_NAME_LENGTH = 80


def read_credits(lines: Iterable[str], language: str) -> list[Credit]:
    """The credits in some lines: who posted, and when."""
    short = (line for line in lines if len(line) <= MAX_CREDIT_LENGTH)
    return [credit for line in short if (credit := read_credit(line, language)) is not None]


def read_credit(line: str, language: str) -> Credit | None:
    """The credit in a line: in all of it, or from the words that introduce an author: "this item posted by Jane"."""
    whole = parse_account(line, language=language)
    if whole is not None:
        return whole
    introduced = _introduced(language).search(line)
    return parse_account(introduced[0], language=language) if introduced and introduced.start() else None


@by_locale
def _introduced(language: str) -> re.Pattern[str]:
    """The words that introduce an author, in a language or in English, with the rest of the line."""
    words = "|".join(map(re.escape, (*interface(language).posted_by, *interface(FALLBACK).posted_by)))
    return re.compile(rf"\b(?:{words})\b.+", re.IGNORECASE)


def _author_in(credit_lines: Iterable[Credit]) -> Byline | None:
    """The author that a line with a label names."""
    return next((credit.byline for credit in credit_lines if credit.byline.names), None)


def _find_unmarked(region: Region) -> Byline | None:
    """The author that neither an element nor a line names: in a link to a profile, or in JSON-LD."""
    if linked := _find_profile(region):
        return linked
    return Byline(region.signed_article.authors) if region.signed_article.authors else None


def find_name(region: Region) -> Byline | None:
    """The display name that is alone in an element; on pages of other systems, the names of all authors."""
    if region.theme in OTHER_THEMES:
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
    """The name that an element shows, or has for machines; empty if it is hidden or more than a name."""
    name = line_of(element, longest=_MAX_NAME_LENGTH) or (element.get("content") or "").strip()
    is_name = len(name) <= _MAX_NAME_LENGTH and "://" not in name and not parse_style(element.get("style")).hidden
    return name if is_name else ""


def _marked_as_author(element: Element) -> Element:
    """The element that marks a name as an author's: its own or one around it; its own if none does."""
    around = (element, *islice(element.iterancestors(), _MAX_LEVELS_AROUND_NAME))
    return next(filter(_is_author, around), element)


def _is_author(element: Element) -> bool:
    return any("author" in (element.get(name) or "").split() for name in _MARKS)


def _is_within_other(region: Region, element: Element) -> bool:
    """Whether an element belongs to another thing within the post, such as a comment in microdata."""
    around = takewhile(lambda each: each is not region.container, element.iterancestors())
    things = (each for each in around if "itemscope" in each.attrib)
    return region.container is not None and not all(map(_is_author, things))


_MARKS = ("itemprop", "class", "rel")
_MAX_LEVELS_AROUND_NAME = 6  # levels between a name and the element that marks it


def _find_profile(region: Region) -> Byline | None:
    """The name that links to a profile at Blogger, outside of the body and the comments."""
    if region.container is None:
        return None
    closed = {region.body.element, *region.comments}
    for link in region.container.iter("a"):
        name = line_of(link, longest=_MAX_NAME_LENGTH) if is_blogger_profile(link.get("href") or "") else ""
        if name and len(name) <= _MAX_NAME_LENGTH and closed.isdisjoint(link.iterancestors()):
            return Byline(name, url=absolute(region, link.get("href")))
    return None


def _profile(region: Region, element: Element) -> str | None:
    """The address of the author's profile: of the name's link, or in microdata next to it.

    On Blogger's pages, a name may link to the blog, so only an address that looks like a profile counts.
    """
    if element.tag == "a" and not region.page.is_blogger_page:
        return absolute(region, element.get("href"))
    for around in (element, *islice(element.iterancestors(), 2)):
        for inner in around.iter("a", "meta"):
            href = inner.get("href") if inner.tag == "a" else inner.get("content")
            if href and (inner.get("rel") == "author" or may_be_profile(href)):
                return absolute(region, href)
    return None


# ------------------------------------------------------------------------------------------------ lines around the body

_MAX_LINE_LENGTH = 200  # characters: a line that names an author or a day, and no text
_MAX_LINES = 16  # what is above a body and in its footer, and not the cards of other posts


def lines_around_body(region: Region) -> list[str]:
    """The first short lines in a post's own element that are not in its body."""
    if region.container is None:
        return []
    edits = (element for element in region.stamps if is_of_edit(element, region.article))
    closed = {region.body.element, *region.comments, *edits}
    lines = _lines(region.container, closed)
    return list(islice((line for line in lines if line and len(line) <= _MAX_LINE_LENGTH), _MAX_LINES))


def _lines(container: Element, closed: set[Element]) -> Iterator[str]:
    """The lines of an element: texts that follow each other in the same block."""
    shown = texts(container, lambda element: element in closed or element.tag in SILENT)
    for _, line in groupby(shown, key=_block_of):
        yield " ".join("".join(text for _, _, text in line).split())


def _block_of(text: tuple[Element, bool, str]) -> Element:
    """The block that a text is in."""
    element, is_tail, _ = text
    block = element.getparent() if is_tail else element
    while block.tag in INLINES and (parent := block.getparent()) is not None:
        block = parent
    return block


# ------------------------------------------------------------------------------------------------ both together


def find_signature(region: Region, *, language: str, url: str | None) -> Posting:
    """The author and time of the posting: from parts that the theme marks, else from any line around the body.

    The author is alone in an element, else in a line with a label, in a link to a profile, or in JSON-LD.
    """
    name, instant = find_name(region), find_instant(region, url=url)
    if name is not None and instant is not None:
        return Posting(name, instant)
    marked = read_credits((_line(place.element) for place in region.all(region.theme.credit)), language)
    posted_by = name or _author_in(marked) or _find_unmarked(region)
    published = instant or find_published(region, language=language, url=url, others=_times_in(marked))
    if posted_by is not None and isinstance(published, dt.datetime):
        return Posting(posted_by, published)
    lines = lines_around_body(region)
    credit_lines = [credit for credit in read_credits(lines, language) if credit.introducer]
    if not isinstance(published, dt.datetime):
        others = [*_times_in(credit_lines), *lines]
        published = _more_precise(published, find_published(region, language=language, url=url, others=others))
    return Posting(posted_by or _author_in(credit_lines), published)


def _times_in(credit_lines: Iterable[Credit]) -> list[str]:
    return [credit.when for credit in credit_lines if credit.when]


def _more_precise(moment: Moment | None, other: Moment | None) -> Moment | None:
    """The first moment, or the other if only that has a time of the same day, or is there at all."""
    if isinstance(other, dt.datetime) and not isinstance(moment, dt.datetime) and moment in (None, other.date()):
        return other
    return moment or other


def _line(element: Element) -> str:
    return line_of(element, longest=MAX_CREDIT_LENGTH)
