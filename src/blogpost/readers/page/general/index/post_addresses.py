"""Find the address of each post in a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from blogpost.addresses import parts_of
from blogpost.markup.dom import line_of
from blogpost.readers.page.general.index.dates import is_date
from blogpost.readers.page.general.index.links import SiteLink, SiteLinks
from blogpost.readers.page.general.index.units import Unit
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.permalinks import is_permalink_word

_LONGEST = 300  # characters of a link
_MOST_READ = 48  # links of a unit
_FEWEST = 2
_SOURCE = re.compile(r"source|ref|utm_\w+")


def find_addresses(links: SiteLinks, units: Sequence[Unit], language: str) -> None:
    """Finds the address of each unit's post: the target of its title, else one that only this unit links to."""
    for unit in units:
        own = max(_links_of_title(links, unit), key=lambda link: len(text_of_link(link)), default=None)
        unit.is_linked = own is not None
        unit.url = own.url if own else None
    if all(unit.url for unit in units):
        return
    within = {unit: [*links.between(unit.first, unit.last)] for unit in units}
    uses = Counter(url for inner in within.values() for url in {link.url for link in inner})
    if 2 * sum(any(uses[link.url] == 1 for link in inner) for inner in within.values()) < len(units):
        return
    endings = Counter(text_of_link(inner[-1]) for inner in within.values() if inner)
    for unit, inner in within.items():
        if unit.url is None:
            only_here = [link for link in inner if uses[link.url] == 1]
            unit.url = next(_by_text(only_here, unit, endings, language), None)


def text_of_link(link: SiteLink) -> str:
    """The text of a link in one line; an empty string for a very long one."""
    return line_of(link.element, longest=_LONGEST)


def _links_of_title(links: SiteLinks, unit: Unit) -> Iterator[SiteLink]:
    """The links in a unit's title, or around it and the lines above it."""
    number = unit.anchor.number
    to_title = links.between(min(unit.first, number), number + 1)
    return (link for link in to_title if link.end > number and not link.leads_to_comments and not link.is_empty)


def _by_text(links: list[SiteLink], unit: Unit, endings: Counter[str], language: str) -> Iterator[str]:
    """The addresses of links to the whole post by their texts, the most reliable first."""
    yield from (link.url for link in links if "bookmark" in (link.element.get("rel") or "").lower().split())
    texts = [(link, text_of_link(link)) for link in islice(links, _MOST_READ)]
    yield from (link.url for link, text in texts if is_permalink_word(text or link.element.get("title") or ""))
    yield from (link.url for link in links if link.is_empty)
    yield from (link.url for link in links if link.leads_to_comments)
    yield from (link.url for link, text in texts if is_date(text, language))
    for link in links[-1:]:
        text = text_of_link(link)
        if text and (endings[text] >= _FEWEST or unit.anchor.line.text in text):
            yield link.url


def leading_on(outline: Outline, links: SiteLinks, units: Sequence[Unit]) -> dict[Unit, SiteLink]:
    """The units that end with a link to the rest of their posts: "Read more".

    Such a link has the same text in several units, or it contains the title. Links in share bars don't count: "Print".
    """
    last: dict[Unit, SiteLink] = {}
    for unit in units:
        below = links.between(unit.anchor.number + 1, unit.last)
        own = [
            link
            for link in below
            if link.url == unit.url and not link.leads_to_comments and not _is_boilerplate(outline, link, unit)
        ]
        if own and _may_lead_on(text_of_link(own[-1])):
            last[unit] = own[-1]
    counts = Counter(map(text_of_link, last.values()))
    return {
        unit: link
        for unit, link in last.items()
        if counts[text_of_link(link)] >= _FEWEST or unit.anchor.line.text in text_of_link(link)
    }


def _is_boilerplate(outline: Outline, link: SiteLink, unit: Unit) -> bool:
    closers = frozenset(outline.lines[link.number].closers).difference(unit.anchor.line.closers)
    return any(outline.parts[closer] & Part.BOILERPLATE for closer in closers)


def _may_lead_on(text: str) -> bool:
    return bool(text) and not any(map(str.isdigit, text)) and not is_permalink_word(text)


def without_sources(units: Sequence[Unit]) -> dict[Unit, str]:
    """The addresses of posts without queries that only track readers, if the paths are different."""
    urls = {unit: unit.url for unit in units if unit.url}
    paths = {unit: url.partition("?")[0] for unit, url in urls.items()}
    names = {pair.partition("=")[0] for url in urls.values() for pair in parts_of(url).query.split("&")}
    are_sources = all(_SOURCE.fullmatch(name) for name in names)
    return paths if are_sources and len(set(paths.values())) == len(paths) else urls
