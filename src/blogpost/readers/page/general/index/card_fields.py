"""Read the title of a post in a list from the line that introduces it, and labels from links that recur in others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from blogpost.language.folding import folded
from blogpost.markup.dom import Element, text_of
from blogpost.readers.page.general.heading import Heading, heading_at
from blogpost.readers.page.general.index.anchors import Signature, signature
from blogpost.readers.page.general.index.dates import is_date, is_partial_date
from blogpost.readers.page.general.index.links import SiteLink, SiteLinks
from blogpost.readers.page.general.index.post_addresses import text_of_link
from blogpost.readers.page.general.index.units import Unit
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.permalinks import is_permalink_word
from blogpost.readers.page.general.stated import Stated
from blogpost.values import Byline

_EDGES = " ,;:|·•–—-/»«"
_MOST_PIECES = 12
_LONGEST = 300  # characters


def find_title(outline: Outline, stated: Stated, unit: Unit, language: str) -> Heading:
    """The title of a card.

    Args:
        outline: the card's.
        stated: what is stated about the card.
        unit: the card as a part of its page.
        language: the page's.
    """
    anchor = unit.anchor
    for number, line in enumerate(outline.lines):
        if line.text == anchor.line.text and outline.holds(anchor.block, line.block):
            heading = heading_at(number, line, stated)
            heading.title = _without_dates(line, _own_part(line, stated, unit.url) or heading.title or "", language)
            return heading
    return Heading(None, 0, None, 0.0)


def _own_part(line: Line, stated: Stated, url: str | None) -> str | None:
    """The text of the link to the post, if the line has other links, numbers or signs, but no other words."""
    links = [*line.block.iter("a")]
    own = next((link for link in links if _page(stated.absolute(link.get("href"))) == url), None)
    own_text = text_of(own).strip() if own is not None else ""
    if not own_text or own_text == line.text or own_text not in line.text or len(own_text) > _LONGEST:
        return None
    rest = line.text.replace(own_text, " ", 1)
    has_words = any(map(str.isalpha, rest)) and not any(map(str.isdigit, rest)) and len(links) == 1
    return None if has_words else own_text


def _page(url: str | None) -> str | None:
    return url.partition("#")[0] if url else None


def _without_dates(line: Line, title: str, language: str) -> str | None:
    """A title without the dates at its ends that have elements of their own."""
    for piece in _pieces(line.block):
        if piece != title and (is_date(piece, language) or is_partial_date(piece)):
            if title.endswith(piece):
                title = title.removesuffix(piece).rstrip(_EDGES)
            elif title.startswith(piece):
                title = title.removeprefix(piece).lstrip(_EDGES)
    return title or None


def _pieces(block: Element) -> Iterator[str]:
    for _, inner in zip(range(_MOST_PIECES), block.iterdescendants(etree.Element), strict=False):
        text = " ".join("".join(inner.itertext()).split())
        yield text.strip(_EDGES) if text else ""


# --------------------------------------------------------------------------------------------------------------- labels

_FEWEST, _MANY = 2, 5
_LONGEST_LABEL = 60  # characters


class Recurring:
    """The links that recur in the posts of a list.

    Args:
        outline: the page's.
        links: the page's.
        units: the posts.
    """

    def __init__(self, outline: Outline, links: SiteLinks, units: Sequence[Unit]) -> None:
        self._outline = outline
        self._links = links
        self._own = frozenset(unit.url for unit in units)
        self._uses = Counter(url for unit in units for url in {link.url for link in self._candidates(unit)})
        self._everywhere = len(units) if len(units) >= _MANY else len(units) + 1
        self._kinds = {self._kind(link) for unit in units for link in self._candidates(unit) if self._recurs(link)}

    def labels(self, unit: Unit, byline: Byline | None) -> tuple[str, ...]:
        """The labels of a post that others have, too; its author's page is not among them."""
        names = frozenset(map(folded, byline.names if byline else ()))
        texts = (
            text_of_link(link) for link in self._candidates(unit) if _FEWEST <= self._uses[link.url] < self._everywhere
        )
        return tuple(dict.fromkeys(text for text in texts if _may_be_label(text) and folded(text) not in names))

    def _recurs(self, link: SiteLink) -> bool:
        return _FEWEST <= self._uses[link.url] < self._everywhere

    def _kind(self, link: SiteLink) -> Signature:
        """The markup of a link's line."""
        return signature(self._outline.lines[link.number].block)

    def _candidates(self, unit: Unit) -> Iterator[SiteLink]:
        for link in self._links.between(unit.first, unit.last):
            line = self._outline.lines[link.number]
            if not (line.is_prose or line.level or link.is_empty or link.leads_to_comments or link.url in self._own):
                yield link


def _may_be_label(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_LABEL and any(map(str.isalpha, text)) and not is_permalink_word(text)
