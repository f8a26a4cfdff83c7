"""Who posted, and when: as a page states both in one place or in two."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice, takewhile

from attrs import frozen

from blogpost.blogger.addresses import is_blogger_profile, may_be_profile
from blogpost.language.bylines import Credit
from blogpost.language.footers import parse_account
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.markup.dom import Element, line_of
from blogpost.markup.styles import parse_style
from blogpost.readers.page.post_fields import absolute
from blogpost.readers.page.regions import Region
from blogpost.readers.page.texts import INLINES, SILENT, texts
from blogpost.readers.page.themes import OTHERS
from blogpost.readers.page.times import Moment, find_instant, find_published, is_of_edit
from blogpost.values import Byline

# ------------------------------------------------------------------------------------------------ names

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


# ------------------------------------------------------------------------------------------------ lines around the body

_LONGEST_LINE = 200  # characters: a line that names an author or a day, and no text
_MOST_LINES = 16  # what is above a body and in its footer, and not the cards of other posts


def lines_beside(region: Region) -> list[str]:
    """The first short lines in a post's own element that are not in its body."""
    if region.container is None:
        return []
    edits = (element for element in region.stamps if is_of_edit(element, region.article))
    closed = {region.body.element, *region.comments, *edits}
    lines = _lines(region.container, closed)
    return list(islice((line for line in lines if line and len(line) <= _LONGEST_LINE), _MOST_LINES))


def _lines(container: Element, closed: set[Element]) -> Iterator[str]:
    """What is shown in an element, line by line: the texts that follow each other in the same block."""
    told = texts(container, lambda element: element in closed or element.tag in SILENT)
    for _, line in groupby(told, key=_block_of):
        yield " ".join("".join(text for _, _, text in line).split())


def _block_of(told: tuple[Element, bool, str]) -> Element:
    """What holds the line that a text stands in."""
    element, is_tail, _ = told
    block = element.getparent() if is_tail else element
    while block.tag in INLINES and (parent := block.getparent()) is not None:
        block = parent
    return block


# ------------------------------------------------------------------------------------------------ both together


@frozen
class Signature:
    """Who posted, and when."""

    posted_by: Byline | None
    published: Moment | None


def find_signature(region: Region, *, language: str, url: str | None) -> Signature:
    """Who posted and when, by the parts that the theme marks; else by any line beside the body that says it."""
    name, instant = find_name(region), find_instant(region, url=url)
    if name is not None and instant is not None:
        return Signature(name, instant)
    reader = _Reader(region, language, url)
    marked = [_line(place.element) for place in region.all(region.theme.credit)]
    found = reader.read(read_credits(marked, language), ())
    if found.posted_by is not None and isinstance(found.published, dt.datetime):
        return found
    lines = lines_beside(region)
    other = reader.read([credit for credit in read_credits(lines, language) if credit.by_word], lines)
    return Signature(found.posted_by or other.posted_by, _more_precise(found.published, other.published))


def _more_precise(moment: Moment | None, other: Moment | None) -> Moment | None:
    """The first, or the other where that tells the time of the same day, or anything at all."""
    if isinstance(other, dt.datetime) and not isinstance(moment, dt.datetime) and moment in (None, other.date()):
        return other
    return moment or other


def _line(element: Element) -> str:
    return line_of(element, longest=LONGEST_CREDIT)


@frozen
class _Reader:
    region: Region
    language: str
    url: str | None

    def read(self, told: list[Credit], moments: Iterable[str]) -> Signature:
        """What credits say, and texts that may be a date or a time."""
        times = [*(credit.when for credit in told if credit.when), *moments]
        published = find_published(self.region, language=self.language, url=self.url, others=times)
        return Signature(find_author(self.region, told), published)
