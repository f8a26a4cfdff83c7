"""When a post was published and last edited, as its page states it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from blogpost.blogger.addresses import month_of
from blogpost.language.dates import parse_iso, parse_moment, parse_time
from blogpost.markup.dom import Element, has_class, line_of
from blogpost.readers.page.regions import Region
from blogpost.readers.page.structured import Article

# ------------------------------------------------------------------------------------------------ stamps

Moment: TypeAlias = dt.datetime | dt.date

_MACHINE_READABLE = ("title", "datetime", "content")
_EDITS = frozenset(("update", "post-updated", "last-updated"))
_EDITED = re.compile(
    r"\W*(?:last )?(?:updated|modified|edited|diperbarui|diupdate|actualizado|atualizado|aktualisiert|aggiornato"
    r"|mis à jour|bijgewerkt|güncelle\w*|обновлен\w*|cập nhật)\b",
    re.IGNORECASE,
)


def told_by(element: Element) -> Moment | None:
    """The moment in an attribute of a stamp."""
    values = (element.get(name) for name in _MACHINE_READABLE)
    return next((moment for value in values if value and (moment := parse_iso(value))), None)


def is_of_edit(element: Element, article: Article) -> bool:
    """Whether a stamp is that of the last edit: by its mark or its words, or as JSON-LD has that moment for it.

    ``updated`` alone is no such mark: themes gave that class to the publication when there was no other time to show.
    """
    title, marks = element.get("title"), element.get("itemprop")
    if (title and _EDITED.match(title)) or has_class(element, _EDITS):
        return True
    if marks and "dateModified" in marks.split():
        return "datePublished" not in marks.split()
    return bool(article.told) and _is_that_edit(told_by(element), article)


def _is_that_edit(told: Moment | None, article: Article) -> bool:
    published, edited = (parse_iso(article.text(key) or "") for key in ("datePublished", "dateModified"))
    return None not in (published, edited, told) and _is_same(told, edited) and not _is_same(told, published)


def _is_same(told: Moment | None, moment: Moment | None) -> bool:
    """Whether a stamp tells a moment, or the day of it where it tells no more."""
    if isinstance(moment, dt.datetime) and not isinstance(told, dt.datetime):
        return told == moment.date()
    return told == moment


# ------------------------------------------------------------------------------------------------ times

_NEAR = dt.timedelta(days=45)
_LONGEST_LINE = 300  # characters: with a day or time in it, and other things
_DIVIDERS = re.compile(r"\s[|•·–—-]\s")


def find_published(region: Region, *, language: str, url: str | None, others: Iterable[str] = ()) -> Moment | None:
    """The most precise time that the page states.

    An instant in an attribute comes first, then JSON-LD's, then what is printed: a stamp with date and time, or the
    time of a stamp on the day of the date header. Only where what is printed agrees with the permalink's month, and the
    attribute does not, the attribute is wrong.

    Args:
        region: the post's part of the page.
        language: the page's language.
        url: the permalink.
        others: other texts that may be the post's date or time, such as what stands behind its author.
    """
    told = list(_told(region))
    instant = next((moment for moment in told if isinstance(moment, dt.datetime)), None)
    near = month_of(url)
    if instant is not None and _is_near(instant, near):
        return instant
    lines = [line_of(element, longest=_LONGEST_LINE) for element in _stamps(region)]
    printed = _printed([*lines, *others], _headers(region), language, near)
    if instant is not None:  # a theme may have one and the same stamp for all posts
        return printed if printed is not None and near is not None and _is_near(printed, near) else instant
    return printed or next(iter(told), None)


def find_instant(region: Region, *, url: str | None) -> dt.datetime | None:
    """The instant in an attribute or in JSON-LD, where the permalink's month does not speak against it."""
    instants = (moment for moment in _told(region) if isinstance(moment, dt.datetime))
    instant = next(instants, None)
    return instant if instant is not None and _is_near(instant, month_of(url)) else None


def _stamps(region: Region) -> Iterator[Element]:
    """The stamps of the publication."""
    return (element for element in region.stamps if not is_of_edit(element, region.article))


def _told(region: Region) -> Iterator[Moment]:
    """What machines are told."""
    yield from (moment for element in _stamps(region) if (moment := told_by(element)))
    if moment := parse_iso(region.signature.text("datePublished") or ""):
        yield moment


def find_updated(region: Region, published: Moment | None) -> Moment | None:
    """When the post was last edited, where an attribute or JSON-LD tells it."""
    if moment := parse_iso(region.article.text("dateModified") or ""):
        return moment
    moments = (told_by(place.element) for place in region.all(region.theme.edit))
    return next((moment for moment in moments if moment is not None and moment != published), None)


def _is_near(moment: Moment, near: dt.date | None) -> bool:
    """Whether a day is about that of another; it is where no other is known."""
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    return near is None or abs(day - near) <= _NEAR


def _headers(region: Region) -> list[str]:
    """The texts of what may be the date header that this post shares with those of its day, the nearest first."""
    return [line_of(place.element, longest=_LONGEST_LINE) for place in region.above(region.theme.day)]


def _printed(stamps: list[str], headers: list[str], language: str, near: dt.date | None) -> Moment | None:
    """A printed date and time; else a printed day, with the time of day if one is printed."""
    day: dt.date | None = None
    stamps = list(_with_parts(stamps))
    for text in chain(stamps, _with_parts(headers)):
        moment = parse_moment(text, language=language, near=near)
        if isinstance(moment, dt.datetime):
            return moment
        day = day or moment
    if day is None:
        return None
    time = next((time for text in stamps if (time := parse_time(text, language=language))), None)
    return day if time is None else dt.datetime.combine(day, time)


def _with_parts(texts: Iterable[str]) -> Iterator[str]:
    """Each text; and where it has dividers, what is between them, and what it says without them."""
    for text in texts:
        yield text
        parts = _DIVIDERS.split(text)
        if len(parts) > 1:
            yield " ".join(parts)
            yield from parts
