"""Where a post was written: an address, a point, or the card of a place.

https://microformats.org/wiki/h-adr, https://microformats.org/wiki/h-geo
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import isfinite

from blogpost.readers.page.microformats.parsing import Item, Property
from blogpost.readers.page.microformats.values import implied_name, text_in
from blogpost.values import Location

_NAME_PARTS = ("locality", "region", "country-name")
_GEO = re.compile(r"geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)", re.ASCII | re.IGNORECASE)


def read_location(places: Sequence[Property]) -> Location | None:
    """The first place, with what any value of the property says of where it is."""
    names = (" ".join(_name(place).split()) for place in places)
    points = (point for place in places if (point := _point(place)))
    location = Location(next(filter(None, names), None), *next(points, ()))
    return location if location != Location() else None


def _name(place: Property) -> str:
    item = place.item
    if item is None:
        text = text_in(place.element)
        return "" if _GEO.match(text) else text
    if named := item.all("name", "label", "fn"):
        return text_in(named[0].element)
    around = list(_around(item))
    parts = [text_in(values[0].element) for part in _NAME_PARTS for each in around if (values := each.all(part))]
    return ", ".join(dict.fromkeys(parts)) or ("" if item.properties else implied_name(item))


def _point(place: Property) -> tuple[float, float] | None:
    """Latitude and longitude."""
    for item in _around(place.item):
        latitude, longitude = degrees_in(item, "latitude"), degrees_in(item, "longitude")
        if latitude is not None and longitude is not None:
            return latitude, longitude
    said = (place.element.get(name) or "" for name in ("href", "value", "title"))
    found = next(filter(None, map(_GEO.match, (*said, text_in(place.element)))), None)
    return (float(found[1]), float(found[2])) if found else None


def _around(item: Item | None) -> Iterator[Item]:
    """An item, and what it holds: a card has an address or a point in it."""
    if item is not None:
        yield item
        yield from item.within()


def degrees_in(item: Item, axis: str) -> float | None:
    """The latitude or the longitude that an item says."""
    said = next((text_in(value.element) for value in item.all(axis)), "")
    try:
        degrees = float(said)
    except ValueError:
        return None
    return degrees if isfinite(degrees) else None
