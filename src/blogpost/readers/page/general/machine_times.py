"""Read times written for machines: in an attribute, a property or the state of a script."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from blogpost.language.dates import parse_iso, parse_moment
from blogpost.readers.page.general.line_dates import Moment

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?) ?([+-]\d\d:?\d\d)?(?: [A-Z]{2,5})?", re.ASCII)
_MILLISECONDS = 10**11


def moment_of_number(value: str | int | None) -> Moment | None:
    """A stated time in words, or in seconds or milliseconds since 1970."""
    if isinstance(value, str):
        return machine_moment(value, "en") if not value.isdecimal() else moment_of_number(int(value[:15]))
    if value is None:
        return None
    seconds = value / 1000 if value > _MILLISECONDS else value
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def machine_moment(value: str, language: str) -> Moment | None:
    """The time in an attribute or a property: ISO 8601, also with a space, RFC 2822, or words."""
    text = value.strip()
    if stamp := _STAMP.fullmatch(text):
        text = f"{stamp[1]}T{stamp[2]}{stamp[3] or ''}"
    moment = parse_iso(text.replace(" ", "T", 1)) or parse_iso(text) or parse_moment(text, language=language)
    if moment is None and text[:3].isalpha():
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return moment
