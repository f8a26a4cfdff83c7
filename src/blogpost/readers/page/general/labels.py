"""Find the post's labels: its tags and categories, as the page shows them around the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from blogpost.addresses import parts_of
from blogpost.language.folding import folded
from blogpost.markup.content import Element
from blogpost.markup.dom import text_of
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.json_ld import text
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.people import Neighbourhood
from blogpost.readers.page.general.stated import Stated

_PATH = re.compile(
    r"/(?:tags?|categor(?:y|ies|ia|ie)|topics?|labels?|kategorie|etiqueta|hubs?|taxonomy/term|keywords?|tagged)/[^/]|[?&](?:tag|cat|category|label)=",
    re.IGNORECASE,
)
_LONGEST = 80
_MOST = 60
_FEW_LEVELS = 5
_CLOUD = 40  # links: more than any post has
_NONE = frozenset(("", "#", "edit", "more", "permalink", "all", "tags", "categories", "no comments"))


def find_labels(outline: Outline, stated: Stated, near: Neighbourhood, extent: Extent) -> tuple[str, ...]:
    """The labels in the order in which the page shows them; else those that its head states."""
    links: dict[Element, str] = {}
    for element in _links(outline, near, extent):
        label = text_of(element).strip(" ,#·|")
        if label and len(label) <= _LONGEST and folded(label) not in _NONE:
            links[element] = label
    groups = _without_clouds(links, outline)
    found = list(dict.fromkeys(groups))
    if found:
        return tuple(found[:_MOST])
    return tuple(dict.fromkeys(_stated(stated)))[:_MOST]


def _links(outline: Outline, near: Neighbourhood, extent: Extent) -> Iterator[Element]:
    """The links to labels' pages in the lines around the body, in the order of the page."""
    rels = {element for element in outline.told("rel", ("tag", "category"))}
    marked = set(outline.having(Part.LABELS))
    post = _outermost(outline, extent)
    seen: set[Element] = set()
    for line in sorted(near.lines(), key=lambda line: line.order):
        if not line.linked or line.level or _is_closed(line, outline):
            continue
        for link in line.block.iter("a"):
            if link in seen:
                continue
            seen.add(link)
            is_named = link in rels or _is_in(link, marked)
            if is_named or (_PATH.search(unquote(link.get("href") or "")) and outline.holds(post, link)):
                yield link


def _outermost(outline: Outline, extent: Extent) -> Element:
    """What holds the whole post: the outermost element with its prose and hardly any other."""
    element = extent.holder
    prose = sum(outline.prose(each) for each in extent.elements) or 1
    for around in element.iterancestors():
        if around.tag in ("body", "html") or outline.prose(around) > 1.15 * prose + 300:
            break
        element = around
    return element


def _is_closed(line: Line, outline: Outline) -> bool:
    """Whether a line is in an aside that is neither the post's footer nor named for its labels."""
    for closer in line.closers:
        parts = outline.parts[closer]
        if parts & Part.COMMENTS or (closer.tag != "footer" and not parts & (Part.META | Part.LABELS)):
            return True
    return False


def _is_in(link: Element, marked: set[Element]) -> bool:
    return any(around in marked for around in (link, *islice(link.iterancestors(), _FEW_LEVELS)))


def _without_clouds(links: dict[Element, str], outline: Outline) -> Iterator[str]:
    counts: dict[Element | None, int] = {}
    for link in links:
        counts[link.getparent()] = counts.get(link.getparent(), 0) + 1
    for link, label in links.items():
        if counts[link.getparent()] <= _CLOUD:
            yield label


def _stated(stated: Stated) -> Iterator[str]:
    for value in stated.properties.get("article:tag", ()):
        yield " ".join(value.split())
    if stated.properties.get("article:tag"):
        return
    keywords = stated.article.get("keywords")
    for each in keywords if isinstance(keywords, list) else (text(keywords) or "").split(","):
        if isinstance(each, str) and each.strip():
            yield " ".join(each.split())


__all__ = ["find_labels", "parts_of"]
