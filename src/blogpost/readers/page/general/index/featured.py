"""Find the newest post of a list that is shown by itself above the others."""

from __future__ import annotations

from collections.abc import Iterator

from blogpost.markup.dom import Element
from blogpost.readers.page.general.index.anchors import Anchor
from blogpost.readers.page.general.index.choice import Listing
from blogpost.readers.page.general.index.links import SiteLinks
from blogpost.readers.page.general.index.units import Unit
from blogpost.readers.page.general.outline import Outline

_MOST_LINES = 8  # from the beginning of an article to its title


def find_featured(outline: Outline, links: SiteLinks, listing: Listing) -> Unit | None:
    """The only article before a list of articles that is like them: a title that leads to its own page, and a text.

    Its element may be an aside. Several are a slider, and an article without a text is a box that links to a post.
    """
    if not all(map(_is_in_article, listing.units)):
        return None
    urls = {unit.url for unit in listing.units}
    least = sum(outline.prose_between(unit.first, unit.last) for unit in listing.units) / len(listing.units)
    found = [
        unit
        for unit in _articles_before(outline, links, listing.units[0].first)
        if outline.prose_between(unit.first, unit.last) >= max(1.0, least)
    ]
    return found[0] if len(found) == 1 and found[0].url not in urls else None


def _is_in_article(unit: Unit) -> bool:
    block = unit.anchor.block
    return any(each.tag == "article" for each in (block, *_up_to(unit.elements[0], block)))


def _up_to(top: Element, inner: Element) -> Iterator[Element]:
    for around in inner.iterancestors():
        yield around
        if around is top:
            return


def _articles_before(outline: Outline, links: SiteLinks, end: int) -> Iterator[Unit]:
    for element in outline.root.iter("article"):
        first, last = outline.span(element)
        if last > end:
            return
        for number in range(first, min(last, first + _MOST_LINES)):
            line = outline.lines[number]
            own = [link for link in links.between(number, number + 1) if not link.is_empty]
            if line.level and own and not own[0].leads_to_comments:
                parent = element.getparent()
                anchor = Anchor(number, line)
                around = element if parent is None else parent
                yield Unit(anchor, [element], around, first, last, own[0].url, is_linked=True)
                break
