"""What the addresses and numbers of comments say: which comment, and when it was written."""

from __future__ import annotations

import datetime as dt
import re

from attrs import frozen

from blogpost.readers.page.mirrors import as_served

_NUMBER = re.compile(r"c?(\d{8,21})", re.ASCII)
# Behind the instant the address may name the page that the comment is on.
_INSTANT = re.compile(r"[?&]showComment=(\d+).{0,40}$", re.ASCII)
_MILLISECONDS = 13  # digits, up to the year 2286


@frozen
class Permalink:
    """What the address of a comment says: its number, and the instant of its publication, where that is there."""

    id: str
    instant: dt.datetime | None


def parse_permalink(href: str | None) -> Permalink | None:
    """What an address says, if it is that of a comment: Blogger puts the instant into it in milliseconds."""
    if not href or "#" not in href:
        return None
    page, _, fragment = as_served(href).rpartition("#")
    number = _NUMBER.fullmatch(fragment.strip())
    if number is None:
        return None
    shown = _INSTANT.search(page)
    return Permalink(number[1], instant(shown[1]) if shown else None)


def instant(milliseconds: str | None) -> dt.datetime | None:
    """The instant so many milliseconds after the beginning of 1970."""
    if not milliseconds or len(milliseconds) > _MILLISECONDS or not (milliseconds.isascii() and milliseconds.isdigit()):
        return None
    return _utc(int(milliseconds) / 1000)


def instant_of_id(number: str | None) -> dt.datetime | None:
    """The instant in an id of 2003 to 2006: of its 18 digits, the first ten are seconds."""
    return _utc(int(number[:10])) if number and len(number) == 18 and number.startswith("1") else None


def _utc(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
