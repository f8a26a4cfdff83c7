"""Find when the post was published and last edited: candidates vote on the day, and the most precise of it is taken.

A printed line beside the title, a `time` in scope, JSON-LD and `article:published_time` each have a vote; the month in
the permalink vetoes; an instant in UTC takes the offset of the same instant where the page prints it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen

from blogpost.addresses import parts_of
from blogpost.language.dates import parse_iso, parse_moment
from blogpost.markup.content import Element
from blogpost.markup.dom import line_of
from blogpost.readers.page.general.json_ld import text
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.people import Neighbourhood
from blogpost.readers.page.general.stated import Stated

Moment: TypeAlias = dt.date | dt.datetime

_LONGEST_LINE = 200
_MOST_PRINTED = 6
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)(?:[/-](\d\d?))?(?=[/-]|$|\.)", re.ASCII)
_NEAR = dt.timedelta(days=45)
_LIKELIHOOD = {"itemprop": 3, "marked": 3, "printed": 3, "json-ld": 2, "meta": 2, "web page": 1, "path": 1}


@frozen
class Vote:
    """A moment and where it was found."""

    moment: Moment
    source: str


def find_published(
    outline: Outline, stated: Stated, near: Neighbourhood, *, url: str | None, language: str
) -> Moment | None:
    """When the post was published, as precisely as the page says it."""
    month, day = _in_path(url or stated.canonical)
    votes = [vote for vote in _votes(outline, stated, near, language, month) if _is_possible(vote.moment, month, day)]
    if not votes:
        return None
    weights: defaultdict[dt.date, set[str]] = defaultdict(set)
    for vote in votes:
        weights[_day(vote.moment)].add(vote.source)
    if day is not None:
        weights[day].add("path")
    best = max(
        weights, key=lambda each: (sum(_LIKELIHOOD[source] for source in weights[each]), -_first_at(votes, each))
    )
    return _most_precise([vote.moment for vote in votes if abs(_day(vote.moment) - best) <= dt.timedelta(days=1)], best)


def find_updated(stated: Stated, published: Moment | None) -> Moment | None:
    """When the post was last edited, as JSON-LD or the head says it."""
    values = (
        text(stated.article.get("dateModified")),
        stated.property("article:modified_time", "og:updated_time"),
        text(stated.web_page.get("dateModified")),
    )
    moment = next((found for value in values if value and (found := parse_iso(value.replace(" ", "T", 1)))), None)
    return moment if moment != published else None


def _first_at(votes: list[Vote], day: dt.date) -> int:
    return next((i for i, vote in enumerate(votes) if _day(vote.moment) == day), len(votes))


def _most_precise(moments: list[Moment], day: dt.date) -> Moment:
    """The most precise of moments that agree; an instant in UTC with the offset that the page states elsewhere."""
    times = [moment for moment in moments if isinstance(moment, dt.datetime)]
    aware = [moment for moment in times if moment.tzinfo is not None]
    local = [moment for moment in times if moment.tzinfo is None and moment.date() == day]
    if aware:
        own = [moment for moment in aware if moment.utcoffset()] or aware
        same_day = [moment for moment in own if moment.date() == day] or own
        return same_day[0]
    return local[0] if local else day


def _day(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _in_path(url: str | None) -> tuple[dt.date | None, dt.date | None]:
    """The middle of the month, and the day, that an address states."""
    found = _IN_PATH.search(parts_of(url).path)
    if not found:
        return None, None
    try:
        month = dt.date(int(found[1]), int(found[2]), 15)
        return month, dt.date(int(found[1]), int(found[2]), int(found[3])) if found[3] else None
    except ValueError:
        return None, None


def _is_possible(moment: Moment, month: dt.date | None, day: dt.date | None) -> bool:
    said = _day(moment)
    if not 1990 <= said.year <= 2100:
        return False
    if day is not None:
        return abs(said - day) <= dt.timedelta(days=2)
    return month is None or abs(said - month) <= _NEAR


def _votes(
    outline: Outline, stated: Stated, near: Neighbourhood, language: str, month: dt.date | None
) -> Iterator[Vote]:
    yield from _marked(outline, near, language, month)
    yield from _printed(near, language, month)
    for source, value in _for_machines(stated):
        if value and (moment := _machine(value, language)):
            yield Vote(moment, source)


def _for_machines(stated: Stated) -> Iterator[tuple[str, str | None]]:
    yield "json-ld", text(stated.article.get("datePublished")) or text(stated.article.get("dateCreated"))
    yield "web page", text(stated.web_page.get("datePublished"))
    yield "meta", stated.property("article:published_time", "og:article:published_time", "article:published")
    yield (
        "meta",
        stated.property(
            "dc.date",
            "dcterms.date",
            "dc.date.issued",
            "dcterms.created",
            "date",
            "pubdate",
            "publishdate",
            "parsely-pub-date",
            "sailthru.date",
            "datepublished",
        ),
    )


def _machine(value: str, language: str) -> Moment | None:
    said = value.strip()
    return parse_iso(said.replace(" ", "T", 1)) or parse_iso(said) or parse_moment(said, language=language)


def _marked(outline: Outline, near: Neighbourhood, language: str, month: dt.date | None) -> Iterator[Vote]:
    """The times of elements that are marked as such, around the body."""
    seen: set[Element] = set()
    for tell in outline.tells:
        if (tell.name == "itemprop" and not {"datePublished", "dateCreated"}.isdisjoint(tell.value.split())) or (
            tell.name == "property"
            and tell.value
            in (
                "schema:datePublished",
                "schema:dateCreated",
                "dc:date",
                "dc:created",
            )
        ):
            source = "itemprop"
        elif tell.name == "datetime":
            source = "marked"
        else:
            continue
        element = tell.element
        if element in seen or not near.has(element) or near.inside_body(element) or _is_update(element):
            continue
        seen.add(element)
        value = element.get("datetime") or element.get("content") or element.get("title") or ""
        if moment := _machine(value, language):
            yield Vote(_with_printed_time(moment, element, language), source)
        elif moment := parse_moment(line_of(element, longest=_LONGEST_LINE), language=language, near=month):
            yield Vote(moment, source)
    for element in outline.having(Part.DATE):
        if element in seen or not near.has(element) or near.inside_body(element) or _is_update(element):
            continue
        for value in (element.get("title") or "", line_of(element, longest=_LONGEST_LINE)):
            if value and (moment := read_meta(value, language, month).moment):
                yield Vote(moment, "marked")
                break


def _is_update(element: Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return ("updated" in names and "published" not in names) or "modified" in names


def _with_printed_time(moment: Moment, element: Element, language: str) -> Moment:
    """A day with the time that the element prints."""
    if isinstance(moment, dt.datetime):
        return moment
    printed = parse_moment(line_of(element, longest=_LONGEST_LINE), language=language)
    return printed if isinstance(printed, dt.datetime) and printed.date() == moment else moment


def _printed(near: Neighbourhood, language: str, month: dt.date | None) -> Iterator[Vote]:
    """The days and times that lines beside the body print."""
    time: dt.time | None = None
    found: list[Moment] = []
    for said in (read_meta(text, language, month) for text in near.texts()):
        if said.moment is not None:
            found.append(said.moment)
        time = time or said.time
    for moment in found[:_MOST_PRINTED]:
        if time is not None and not isinstance(moment, dt.datetime):
            moment = dt.datetime.combine(moment, time)  # noqa: PLW2901  the day above, the time below the body
        yield Vote(moment, "printed")


__all__ = ["NO_PART", "find_published", "find_updated"]
