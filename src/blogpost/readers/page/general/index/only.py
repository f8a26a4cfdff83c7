"""Find the post of a list with one post only, such as the page of a tag or a month."""

from __future__ import annotations

from itertools import islice

from blogpost.readers.page.general.heading import LONGEST_TITLE
from blogpost.readers.page.general.index.anchors import Anchor
from blogpost.readers.page.general.index.choice import Listing
from blogpost.readers.page.general.index.links import SiteLink, SiteLinks
from blogpost.readers.page.general.index.units import Unit
from blogpost.readers.page.general.outline import Outline

_DEEPEST = 60  # levels between a title and the element of its post
_MOSTLY = 0.6  # the share of a line that is a link
_PAGE_TAGS = frozenset(("body", "html", "main"))


def find_only(outline: Outline, links: SiteLinks) -> Listing | None:
    """A list of the only post that the page links to outside its asides; None if there isn't exactly one."""
    first, last = outline.span(next(outline.root.iter("main"), outline.root))
    within = (link for link in links.all if first <= link.number < last and not link.is_empty)
    shown = [link for link in within if not outline.lines[link.number].closers]
    if len({link.url for link in shown}) != 1:
        return None
    title = next((link for link in shown if _is_title(outline, link)), None)
    if title is None:
        return None
    anchor = Anchor(title.number, outline.lines[title.number])
    unit = Unit(anchor, [anchor.block], anchor.block, url=title.url, is_linked=True)
    _extend(outline, unit)
    return Listing([unit], 0.0, has_titles=True, is_aside=False)


def is_headed(outline: Outline, listing: Listing) -> bool:
    """Whether the only post begins with a heading that is a link, below a heading of the list that isn't one."""
    (unit,) = listing.units
    number = unit.anchor.number
    if not outline.lines[number].level or number != unit.first or not number:
        return False
    above = outline.lines[number - 1]
    return 0 < above.level < outline.lines[number].level and not above.linked and not above.closers


def _is_title(outline: Outline, link: SiteLink) -> bool:
    line = outline.lines[link.number]
    return not link.leads_to_comments and line.linked >= _MOSTLY * len(line.text) and len(line.text) <= LONGEST_TITLE


def _extend(outline: Outline, unit: Unit) -> None:
    """Extends the unit to the elements around its title, up to one with another heading: the list's own title."""
    for around in islice(unit.anchor.block.iterancestors(), _DEEPEST):
        first, _ = outline.span(around)
        others = (line for line in outline.lines[first : unit.anchor.number] if line.level)
        if around.tag in _PAGE_TAGS or next(others, None) is not None:
            unit.parent = around
            break
        unit.elements = [around]
    unit.first, unit.last = outline.span(unit.elements[0])
