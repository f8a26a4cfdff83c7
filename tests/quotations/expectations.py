"""How cases tell what is expected of a quotation."""

from __future__ import annotations

from typing import Any

_SHORT = {"name": "speaker_name"}


def expected(told: str | dict[str, Any]) -> dict[str, Any]:
    """What a case says of a quotation; a text alone is its text, false is None."""
    fields = {"text": told} if isinstance(told, str) else told
    return {_SHORT.get(name, name): None if value is False else value for name, value in fields.items()}
