"""Offsets from UTC as they are printed after a time: ``+0200``, ``GMT+5``, ``PST``, ``-0500 (CDT)``."""

from __future__ import annotations

import datetime as dt
import re

# RFC 822's names and the common European ones (with German "MEZ"), each of which has one offset where blogs use it.
_HOURS = (
    {"gmt": 0, "utc": 0, "ut": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "eet": 2, "eest": 3}
    | {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
    | {"cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2}
)
_FARTHEST = dt.timedelta(hours=14)
# Names that mean several offsets, or did so within a blog's life: the time is read, without an offset.
_AMBIGUOUS = "ist|msk|msd|ast|adt|aest|aedt|acst|acdt|awst|brt|brst|art|clt|gst|jst|kst|hkt|pht|sgt|wib|nzst|nzdt|sast"
_SIGNED = r"[+−-]\d{1,2}(?::?\d{2})?(?!\d)"
_FROM_UTC = rf"(?:gmt|utc)\s?{_SIGNED}"
ZONE_NAME = rf"(?<![^\W\d_])(?:{'|'.join(sorted(_HOURS, key=len, reverse=True))}|{_AMBIGUOUS})(?![^\W_])"
"""A pattern of the names alone."""
# Without a name, an offset stands close behind the time, so as to be no part of the day.
_BEHIND_TIME = rf"(?<=:\d\d)\s?{_SIGNED}|(?<=\d[ap]m)\s?[+−-][01]\d:?\d\d(?!\d)|(?<= [ap]m)\s?[+−-][01]\d:?\d\d(?!\d)"
# In brackets stands the same once more, or (RFC 822) a comment: "GMT-0400 (Eastern Daylight Time)".
_BRACKETED = rf"\(\s?(?:{_FROM_UTC}|{_SIGNED}|{ZONE_NAME})\s?\)"
_COMMENT = r"\([^\W\d_][^\d()]{0,40}\)"

ZONE = rf"(?:{_FROM_UTC}|{ZONE_NAME}|{_BEHIND_TIME})(?:\s?(?:{_BRACKETED}|{_COMMENT}))?|{_BRACKETED}"
"""A pattern of all that may be said of an offset, without groups, in folded text."""

_STATED = re.compile(rf"(?:{_FROM_UTC}|{_SIGNED})|{ZONE_NAME}")


def zone_of(text: str) -> dt.timezone | None:
    """The offset that a text which `ZONE` matches states; None if it states none, or several that differ.

    Raises:
        ValueError: it is no offset, such as one of 20 hours.
    """
    stated = {_offset(found) for found in _STATED.findall(text)} - {None}
    return dt.timezone(offset) if len(stated) == 1 and (offset := stated.pop()) is not None else None


def _offset(text: str) -> dt.timedelta | None:
    digits = "".join(re.findall(r"\d+", text))
    if not digits:
        return dt.timedelta(hours=_HOURS[text]) if text in _HOURS else None
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    if offset > _FARTHEST:
        raise ValueError(f"{text} is no offset")
    return offset if "+" in text else -offset
