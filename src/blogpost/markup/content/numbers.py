"""Numbers in attributes."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\s*(\d{1,9})\s*", re.ASCII)


def number_in(text: str | None) -> int | None:
    """The whole number that an attribute's value is."""
    match = _NUMBER.fullmatch(text) if text else None
    return int(match[1]) if match else None
