"""Read the entry around the body from standards in the page's elements: microdata, RDFa and microformats2.

A property belongs to the innermost thing around it. The name of a comment's author, the date of a video and the address
of a related entry don't belong to the post.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from blogpost.canonical import plains
from blogpost.markup.dom import Element, classes, line_of
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.scope import Neighbourhood
from blogpost.readers.page.general.stated import Stated
from blogpost.readers.page.microformats.h_cards import read_byline
from blogpost.readers.page.microformats.parsing import Item, parse_items
from blogpost.readers.page.microformats.property_values import address_in, moment_in, text_in
from blogpost.values import Byline

_LONGEST = 240  # characters
_FOREIGN_TYPES = tuple(
    """
    Comment UserComments Answer ImageObject VideoObject MediaObject WebSite WPHeader WPFooter WPSideBar
    SiteNavigationElement Product Offer Person Organization BreadcrumbList ListItem Event Rating
    """.split()
)
_PUBLISHERS = frozenset(("publisher", "schema:publisher", "sourceOrganization"))
# The names of the same property in microdata, and in the vocabularies that RDFa uses.
AUTHORS = (
    ("itemprop", ("author", "creator")),
    ("property", ("schema:author", "author", "dc:creator", "dcterms:creator")),
    ("rel", ("sioc:has_creator", "schema:author", "dc:creator")),
)
DATES = (
    ("itemprop", ("datePublished", "dateCreated")),
    ("property", ("schema:datePublished", "schema:dateCreated", "datePublished")),
    ("property", ("dc:date", "dc:created", "dcterms:created", "dcterms:issued")),
)  # fmt: skip
EDITS = (
    ("itemprop", ("dateModified",)),
    ("property", ("schema:dateModified", "dateModified", "dc:modified", "dcterms:modified")),
)
LABELS = (
    ("itemprop", ("keywords", "articleSection")),
    ("property", ("schema:keywords", "keywords", "dc:subject")),
    ("rel", ("dc:subject", "schema:about", "sioc:topic")),
)
ADDRESSES = (("itemprop", ("mainEntityOfPage", "url")), ("property", ("schema:url",)))
Marks = tuple[tuple[str, tuple[str, ...]], ...]


@frozen(eq=False)
class Entry:
    """The fields of the h-entry around the body; empty without an h-entry."""

    byline: Byline | None = None
    published: tuple[dt.date, ...] = ()
    updated: tuple[dt.date, ...] = ()
    labels: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


def marked(outline: Outline, neighbourhood: Neighbourhood, marks: Marks) -> Iterator[Element]:
    """The elements marked as a property of the post, in the order of the marks."""
    seen: set[Element] = set()
    for name, values in marks:
        for element in outline.having_attribute(name, values):
            if element not in seen and neighbourhood.is_next_to_text(element) and not _is_foreign(element):
                seen.add(element)
                yield element


def _is_foreign(element: Element) -> bool:
    """Whether a property belongs to something other than the post."""
    for around in element.iterancestors():
        if not _PUBLISHERS.isdisjoint((around.get("itemprop") or "").split()):
            return True
        kind = around.get("itemtype") or around.get("typeof")
        if kind:
            return bool(kind.strip().endswith(_FOREIGN_TYPES))
    return False


def name_in(element: Element) -> str:
    """The name of a marked person: its own property, else the element's text."""
    for inner in element.iter("meta", "span", "a", "div", "b", "strong", "link", "p", "cite", "h3", "h4", "em"):
        properties = f"{inner.get('itemprop') or ''} {inner.get('property') or ''}".split()
        if inner is not element and not {"name", "schema:name", "foaf:name"}.isdisjoint(properties):
            return inner.get("content") or line_of(inner, longest=_LONGEST)
    return element.get("content") or line_of(element, longest=_LONGEST)


def read_entry(stated: Stated, neighbourhood: Neighbourhood, *, language: str) -> Entry:
    """The fields of the h-entry around the title or the body."""
    element = _holder(neighbourhood)
    items = parse_items(element, closed=True) if element is not None else []
    item = next((item for item in items if "h-entry" in item.types), None)
    if item is None:
        return Entry()
    return Entry(
        read_byline(item.all("author"), base=stated.base, language=language),
        tuple(_moments(item, "published", language)),
        tuple(_moments(item, "updated", language)),
        plains(text_in(value.element) for value in item.all("category")),
        tuple(address_in(value.element, stated.base) for value in item.all("url", "uid")),
    )  # fmt: skip


def _holder(neighbourhood: Neighbourhood) -> Element | None:
    body = neighbourhood.extent.elements[0]
    return next((each for each in (body, *body.iterancestors()) if "h-entry" in classes(each)), None)


def _moments(item: Item, name: str, language: str) -> Iterator[dt.date]:
    for value in item.all(name)[:10]:
        if moment := moment_in(value.element, language=language):
            yield moment
