"""Stamps: what carries a moment for machines, and whether that is when a post was published or last edited."""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeAlias

from blogpost.language.dates import parse_iso
from blogpost.markup.dom import Element, has_class
from blogpost.readers.page.structured import Article

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
