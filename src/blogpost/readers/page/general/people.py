"""Find who wrote the post: candidates with their source, and one choice between them.

The order, by how often a source was right on labelled pages: an element marked as the author within the post, a line
beside the body that reads as a credit, `rel=author`, a link to an author's page, JSON-LD, and the head's `meta`. A name
that two sources give beats any that only one gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from blogpost.language.bylines import parse_credit
from blogpost.language.folding import folded
from blogpost.markup.content import Element
from blogpost.markup.dom import line_of
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.stated import Stated
from blogpost.values import Byline

_LONGEST_NAME = 60
_LONGEST_LINE = 240
_ABOVE, _BELOW, _EDGE = 8, 12, 5  # lines around the title and the body that speak of the post
_SHORT_PIECE = 10  # characters
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en)?|auteur|people|profile|users?|members?|@[\w.-]+|by|writers?)(?:/|$)|/@", re.IGNORECASE
)
_JUNK = re.compile(
    r"^(?:admin|administrator|webmaster|editor|editorial|staff|unknown|guest|author|by|posted by|view all posts.*|"
    r"all posts.*|more posts.*|read more.*|website|rss|follow.*|subscribe.*|comments?.*|\d+.*|https?:.*|@.*|.*@.*\..*)$",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?:view all posts by|view all posts from|posts by|articles by|more by|written by|posted by|published by|by|von|par|por|"
    r"author:?|autor:?|door|di|av|af|od|przez)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:[|•·,:]|\bsays?\b:?|@\w+)?\s*$")
_BIOS = Part.BOILERPLATE | Part.COMMENTS


@frozen
class Candidate:
    """A name, the address beside it, and where both were found; a smaller rank is believed first."""

    names: tuple[str, ...]
    url: str | None
    rank: int
    raw: str | None = None
    affiliation: str | None = None


def find_byline(outline: Outline, stated: Stated, near: Neighbourhood, *, language: str) -> Byline | None:
    """Who wrote the post, as far as the page says."""
    found = [each for each in _candidates(outline, stated, near, language) if each.names]
    if not found:
        return None
    chosen = min(found, key=lambda each: each.rank)
    agreed = [each for each in found if _support(each, found) > 1]
    if agreed and _support(chosen, found) == 1:
        chosen = min(agreed, key=lambda each: each.rank)
    url = chosen.url or next((each.url for each in found if each.url and _same(each, chosen)), None)
    return Byline(chosen.names, raw=chosen.raw, url=url, affiliation=chosen.affiliation)


def _support(one: Candidate, found: list[Candidate]) -> int:
    return len({each.rank for each in found if _same(each, one)})


def _same(one: Candidate, other: Candidate) -> bool:
    return [*map(folded, one.names)] == [*map(folded, other.names)]


class Neighbourhood:
    """The lines and elements around a body that may speak of its post: from a little above the title to its foot."""

    def __init__(self, outline: Outline, heading: Heading, extent: Extent) -> None:
        self.outline = outline
        self.extent = extent
        title = heading.number if heading.line else extent.first
        self.above = max(0, min(title, extent.first) - _ABOVE)
        self.last = min(len(outline.lines), extent.last + _BELOW)
        self.title = title
        self._bodies = frozenset(extent.elements)

    def lines(self) -> Iterator[Line]:
        """The lines beside the body and at its edges: from the title on, at the foot, then above the title."""
        lines, extent = self.outline.lines, self.extent
        head, foot = extent.first, extent.last
        while head < foot and head < extent.first + _EDGE and not lines[head].is_prose:
            head += 1
        foot = max(head, foot - _EDGE)
        for line in (
            *lines[self.title + 1 : head],
            *lines[foot : self.last],
            *reversed(lines[self.above : self.title]),
        ):
            if not any(self.outline.parts[closer] & Part.COMMENTS for closer in line.closers):
                yield line

    def texts(self) -> Iterator[str]:
        """The texts of those lines; and short ones above the title that follow each other as one: "Nov", "12", "2012"."""
        yield from (line.text for line in self.lines())
        short = [
            line.text for line in self.outline.lines[self.above : self.title + 1] if len(line.text) <= _SHORT_PIECE
        ]
        after = [
            line.text for line in self.outline.lines[self.title + 1 : self.title + 5] if len(line.text) <= _SHORT_PIECE
        ]
        for pieces in (short, after):
            for start in range(len(pieces) - 1):
                yield from (" ".join(pieces[start : start + count]) for count in (2, 3))

    def has(self, element: Element) -> bool:
        """Whether an element is beside the body, and not in a comment or an author's box."""
        first, last = self.outline.span(element)
        if not (self.above <= first and last <= self.last):
            return False
        return not self._is_bio(element)

    def _is_bio(self, element: Element) -> bool:
        parts = self.outline.parts
        return any(parts.get(around, NO_PART) & _BIOS for around in (element, *element.iterancestors()))

    def inside_body(self, element: Element) -> bool:
        """Whether an element is in the body."""
        return any(around in self._bodies for around in element.iterancestors())


def _candidates(outline: Outline, stated: Stated, near: Neighbourhood, language: str) -> Iterator[Candidate]:
    for element in outline.told("itemprop", ("author", "creator")):
        if near.has(element):
            yield _named(_name_within(element), element, stated, 0)
    for element in outline.told("property", ("schema:author", "dc:creator", "foaf:name", "schema:name")):
        if near.has(element) and not near.inside_body(element):
            yield _named(_short(element), element, stated, 0)
    for element, parts in outline.parts.items():
        if parts & Part.AUTHOR and near.has(element):
            yield from _by_class(element, parts, stated, near, language)
    for line in near.lines():
        if byline := read_meta(line.text, language).byline:
            yield Candidate(byline.names, _url_in(line.block, stated, byline.names), 1, byline.raw, byline.affiliation)
    for element in outline.told("rel", ("author",)):
        if element.tag == "a" and near.has(element):
            yield _named(_short(element), element, stated, 2)
    for number in (*range(near.above, near.extent.first), *range(near.extent.last, near.last)):
        line = outline.lines[number]
        if line.linked and len(line.text) <= _LONGEST_LINE and not line.closers:
            for link in line.block.iter("a"):
                if _AUTHOR_PATH.search(link.get("href") or "") and near.has(link):
                    yield _named(_short(link), link, stated, 3)
    graph = stated.graph
    for rank, node in ((4, stated.article), (5, stated.web_page)):
        names = _clean_all(graph.names(node.get("author") or node.get("creator")))
        if names:
            yield Candidate(names, None, rank)
    for name in (
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "twitter:data1",
        "byl",
    ):
        values = stated.properties.get(name, ())
        if name == "twitter:data1" and not _is_labelled(stated):
            continue
        names = _clean_all([value for value in values if not value.startswith("http")])
        if names:
            yield Candidate(names, None, 6)


def _is_labelled(stated: Stated) -> bool:
    label = (stated.property("twitter:label1") or "").lower()
    return any(word in label for word in ("written", "author", "verfasst", "geschrieben", "escrito", "écrit", "autor"))


def _by_class(element: Element, parts: Part, stated: Stated, near: Neighbourhood, language: str) -> Iterator[Candidate]:
    text = _short(element)
    if not text or near.inside_body(element):
        return
    inner = next(
        (
            each
            for each in element.iter("a", "span")
            if (each.get("class") or "").split()[:1] in (["fn"], ["n"], ["url"], ["p-name"])
        ),
        None,
    )
    if inner is not None and (name := _clean(_short(inner))):
        yield Candidate((name,), _url_in(inner, stated, (name,)) or _url_in(element, stated, (name,)), 0)
        return
    credit = parse_credit(text, language=language)
    if credit and credit.byline.names:
        yield Candidate(
            credit.byline.names,
            _url_in(element, stated, credit.byline.names),
            1,
            credit.byline.raw,
            credit.byline.affiliation,
        )
    elif not any(map(str.isdigit, text)) and len(text.split()) <= 5:
        yield _named(text, element, stated, 1)


def _named(text: str, element: Element, stated: Stated, rank: int) -> Candidate:
    name = _clean(text)
    return Candidate((name,) if name else (), _url_in(element, stated, (name or "",)), rank)


def _name_within(element: Element) -> str:
    for inner in element.iter():
        if inner is not element and "name" in (inner.get("itemprop") or "").split():
            return inner.get("content") or _short(inner)
    return element.get("content") or _short(element)


def _short(element: Element) -> str:
    return line_of(element, longest=_LONGEST_LINE)


def _clean(text: str) -> str | None:
    """A name without words around it; None for what is none."""
    name = _TAIL.sub("", _PREFIX.sub("", " ".join(text.split()))).strip(" ,|·•:-–—")
    if not name or len(name) > _LONGEST_NAME or _JUNK.match(name):
        return None
    return name if any(map(str.isalpha, name)) else None


def _clean_all(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for said in names if (name := _clean(said))))


def _url_in(element: Element, stated: Stated, names: tuple[str, ...]) -> str | None:
    """The address that the name links to."""
    wanted = {folded(name) for name in names}
    links = [element] if element.tag == "a" else [*element.iter("a")]
    for link in links:
        if folded(_short(link)) in wanted or (len(links) == 1 and _AUTHOR_PATH.search(link.get("href") or "")):
            return stated.absolute(link.get("href"))
    return None
