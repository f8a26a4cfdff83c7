"""When a post was published and last edited, as its page states it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from blogpost.blogger import month_of
from blogpost.language.characters import DIVIDER
from blogpost.language.dates import parse_iso, parse_moment, parse_time
from blogpost.markup.dom import Element, has_class, line_of
from blogpost.readers.page.regions import Region
from blogpost.readers.page.structured import Article
from blogpost.readers.postings import best_moment

# ------------------------------------------------------------------------------------------------ stamps

Moment: TypeAlias = dt.datetime | dt.date

_MACHINE_READABLE = ("title", "datetime", "content")
_EDITS = frozenset(("update", "post-updated", "last-updated"))
_EDITED = re.compile(
    r"\W*(?:last )?(?:updated|modified|edited|diperbarui|diupdate|actualizado|atualizado|aktualisiert|aggiornato"
    r"|mis à jour|bijgewerkt|güncelle\w*|обновлен\w*|cập nhật)\b",
    re.IGNORECASE,
)


def moment_in_attributes(element: Element) -> Moment | None:
    """The moment in an attribute of a stamp."""
    for name in _MACHINE_READABLE:
        if (value := element.get(name)) and (moment := parse_iso(value)):
            return moment
    return None


def is_of_edit(element: Element, article: Article) -> bool:
    """Whether a stamp is the time of the last edit: by its mark, its words, or because JSON-LD says so.

    The class ``updated`` alone is not enough: themes gave it to the publication if there was no other time to show.
    """
    title, marks = element.get("title"), element.get("itemprop")
    if (title and not title[0].isdigit() and _EDITED.match(title)) or has_class(element, _EDITS):
        return True
    if marks and "dateModified" in marks.split():
        return "datePublished" not in marks.split()
    return bool(article.properties) and _is_that_edit(moment_in_attributes(element), article)


def _is_that_edit(moment: Moment | None, article: Article) -> bool:
    published, edited = (parse_iso(article.text(key) or "") for key in ("datePublished", "dateModified"))
    return None not in (published, edited, moment) and _is_same(moment, edited) and not _is_same(moment, published)


def _is_same(moment: Moment | None, other: Moment | None) -> bool:
    """Whether a stamp's moment is another one, or its day if the stamp has no time."""
    if isinstance(other, dt.datetime) and not isinstance(moment, dt.datetime):
        return moment == other.date()
    return moment == other


# ------------------------------------------------------------------------------------------------ times

_MAX_DISTANCE = dt.timedelta(days=45)
_MAX_STAMP_LENGTH = 300  # characters: with a day or time in it, and other things


def find_published(region: Region, *, language: str, url: str | None, others: Iterable[str] = ()) -> Moment | None:
    """The most precise time that the page states.

    An instant in an attribute comes first, then the one in JSON-LD, then printed times: a stamp with date and time, or
    the time of a stamp on the day of the date header. If the attribute contradicts the permalink's month, a printed
    time that agrees with it wins.

    Args:
        region: the post's part of the page.
        language: the page's language.
        url: the permalink.
        others: other texts that may be the post's date or time, such as the text after its author.
    """
    moments = list(_machine_moments(region))
    instant = next((moment for moment in moments if isinstance(moment, dt.datetime)), None)
    reference_date = month_of(url)
    if instant is not None and _is_near(instant, reference_date):
        return instant
    lines = [line_of(element, longest=_MAX_STAMP_LENGTH) for element in _stamps(region)]
    printed = _printed([*lines, *others], _headers(region), language, reference_date)
    if instant is not None:  # a theme may have one and the same stamp for all posts
        is_right = printed is not None and reference_date is not None and _is_near(printed, reference_date)
        return printed if is_right else instant
    return printed or next(iter(moments), None)


def find_instant(region: Region, *, url: str | None) -> dt.datetime | None:
    """The instant in an attribute or in JSON-LD; None if it contradicts the permalink's month."""
    for moment in _machine_moments(region):
        if isinstance(moment, dt.datetime):
            return moment if _is_near(moment, month_of(url)) else None
    return None


def _stamps(region: Region) -> Iterator[Element]:
    """The stamps of the publication."""
    article = region.article
    return (element for element in region.stamps if not is_of_edit(element, article))


def _machine_moments(region: Region) -> Iterator[Moment]:
    """The moments for machines: in attributes, then in JSON-LD."""
    for element in _stamps(region):
        if moment := moment_in_attributes(element):
            yield moment
    if moment := parse_iso(region.signed_article.text("datePublished") or ""):
        yield moment


def find_updated(region: Region, published: Moment | None) -> Moment | None:
    """When the post was last edited, by JSON-LD or an attribute."""
    if moment := parse_iso(region.article.text("dateModified") or ""):
        return moment
    for place in region.all(region.theme.edit):
        moment = moment_in_attributes(place.element)
        if moment is not None and moment != published:
            return moment
    return None


def _is_near(moment: Moment, reference_date: dt.date | None) -> bool:
    """Whether a moment is within some weeks of a day; true if no day is known."""
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    return reference_date is None or abs(day - reference_date) <= _MAX_DISTANCE


def _headers(region: Region) -> list[str]:
    """The texts that may be the date header of this post and others of its day, the nearest first."""
    return [line_of(place.element, longest=_MAX_STAMP_LENGTH) for place in region.above(region.theme.day)]


def _printed(stamps: list[str], headers: list[str], language: str, reference_date: dt.date | None) -> Moment | None:
    """A printed date and time; else a printed day, with the time of day if one is printed."""
    stamps = list(_with_parts(stamps))
    return best_moment(
        (
            parse_moment(text, language=language, reference_date=reference_date)
            for text in chain(stamps, _with_parts(headers))
        ),
        (parse_time(text, language=language) for text in stamps),
    )


def _with_parts(texts: Iterable[str]) -> Iterator[str]:
    """Each text; if it has dividers, also the text without them and its parts."""
    for text in texts:
        yield text
        parts = DIVIDER.split(text)
        if len(parts) > 1:
            yield " ".join(parts)
            yield from parts
