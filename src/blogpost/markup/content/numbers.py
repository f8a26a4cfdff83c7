"""Numbers in attributes."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\s*(\d{1,9})\s*", re.ASCII)


def number_in(text: str | None) -> int | None:
    """The whole number that an attribute's value is."""
    found = _NUMBER.fullmatch(text) if text else None
    return int(found[1]) if found else None
