"""The cards of people and places: bylines and locations.

https://microformats.org/wiki/h-card, https://indieweb.org/authorship, https://microformats.org/wiki/h-adr,
https://microformats.org/wiki/h-geo
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import isfinite

from attrs import frozen

from blogpost.addresses import web_address
from blogpost.canonical import plains
from blogpost.language.bylines import parse_credit
from blogpost.markup.dom import Element
from blogpost.readers.page.microformats.parsing import Item, Property
from blogpost.readers.page.microformats.property_values import (
    address_in,
    implied_address,
    implied_name,
    shown_in,
    text_in,
)
from blogpost.values import Byline, Location

# ------------------------------------------------------------------------------------------------ people

_PLACES = ("job-title", "role", "org")
"""The properties of a card that are an affiliation."""
_MAX_NAME_LENGTH = 80  # characters: more is a text about somebody


@frozen
class _Person:
    name: str | None = None
    url: str | None = None
    affiliation: tuple[str, ...] = ()


def read_byline(authors: Sequence[Property], *, base: str | None, language: str) -> Byline | None:
    """The people named by the values of a property, each once."""
    people = [_person(author, base, language) for author in authors]
    names = dict.fromkeys(person.name for person in people if person.name)
    url = next((person.url for person in people if person.url), None)
    affiliation = dict.fromkeys(text for person in people for text in person.affiliation)
    byline = Byline(tuple(names), url=url, affiliation="; ".join(affiliation))
    return byline if byline != Byline() else None


def _person(author: Property, base: str | None, language: str) -> _Person:
    card = author.item
    if card is None or "h-card" not in card.types:
        return _Person(_name(text_in(author.element), language), _url(author.element, base))
    named = card.all("name", "nickname", "fn")
    name = text_in(named[0].element) if named else _full_name(card) or (implied_name(card) if _may_imply(card) else "")
    urls = [web_address(base, address_in(value.element, base)) for value in card.all("url", "uid")]
    places = (_place(value) for name in _PLACES for value in card.all(name))
    url = next(filter(None, urls), None) or (web_address(base, implied_address(card)) if not urls else None)
    return _Person(_name(name, language), url, affiliation=plains(places))


def _full_name(card: Item) -> str:
    """The name in its parts."""
    parts = (text_in(value.element) for name in ("given-name", "family-name") for value in card.all(name)[:1])
    return " ".join(parts)


def _may_imply(card: Item) -> bool:
    """Whether a card has no text but its name."""
    values = (value for values in card.properties.values() for value in values)
    return not any(value.prefix in ("p", "e") for value in values)


def _place(value: Property) -> str:
    """The name of an organization, or of its card."""
    card = value.item
    named = card.all("name") if card else []
    return " ".join(text_in(named[0].element if named else value.element).split())


def _name(text: str, language: str) -> str | None:
    """A name without the word that introduces it, which some put into the element; None if it is not a name."""
    name = " ".join(text.split())
    credit = parse_credit(name, language=language) if name else None
    if credit is not None and credit.introducer and credit.byline.name:
        name = credit.byline.name
    return name if 0 < len(name) <= _MAX_NAME_LENGTH and "://" not in name else None


def _url(element: Element, base: str | None) -> str | None:
    """The address of a name without a card: its own link or the only one in it; or an address instead of a name."""
    links = list(_links(element))
    href = links[0].get("href") if len(links) == 1 else shown_in(element).strip()
    if element.tag in ("data", "input"):
        href = element.get("value")
    is_address = len(links) == 1 or "://" in (href or "")
    return web_address(base, href) if is_address else None


def _links(element: Element) -> Iterator[Element]:
    yield from element.iter("a", "link")


# ------------------------------------------------------------------------------------------------ places

_NAME_PARTS = ("locality", "region", "country-name")
_GEO = re.compile(r"geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)", re.ASCII | re.IGNORECASE)


def read_location(places: Sequence[Property]) -> Location | None:
    """The first named place, with the first coordinates that any value of the property has."""
    names = (" ".join(_place_name(place).split()) for place in places)
    points = (point for place in places if (point := _point_of(place)))
    location = Location(next(filter(None, names), None), *next(points, ()))
    return location if location != Location() else None


def _place_name(place: Property) -> str:
    item = place.item
    if item is None:
        text = text_in(place.element)
        return "" if _GEO.match(text) else text
    if named := item.all("name", "label", "fn"):
        return text_in(named[0].element)
    around = list(_around(item))
    parts = [text_in(values[0].element) for part in _NAME_PARTS for each in around if (values := each.all(part))]
    return ", ".join(dict.fromkeys(parts)) or ("" if item.properties else implied_name(item))


def _point_of(place: Property) -> tuple[float, float] | None:
    """Latitude and longitude."""
    for item in _around(place.item):
        latitude, longitude = degrees_in(item, "latitude"), degrees_in(item, "longitude")
        if latitude is not None and longitude is not None:
            return latitude, longitude
    values = (place.element.get(name) or "" for name in ("href", "value", "title"))
    match = next(filter(None, map(_GEO.match, (*values, text_in(place.element)))), None)
    return (float(match[1]), float(match[2])) if match else None


def _around(item: Item | None) -> Iterator[Item]:
    """An item and the items in it: a card holds an address or a point."""
    if item is not None:
        yield item
        yield from item.within()


def degrees_in(item: Item, axis: str) -> float | None:
    """The latitude or longitude of an item."""
    text = next((text_in(value.element) for value in item.all(axis)), "")
    try:
        degrees = float(text)
    except ValueError:
        return None
    return degrees if isfinite(degrees) else None
