"""Which texts can be the title of a post: one rule for who reads text and for who writes it."""

from __future__ import annotations

_LONGEST = 200  # characters a title has at most
_LONG = 100  # characters from which a text with a full stop is no title
_STOPS = (".", "。", "।", "۔")


def is_like_title(text: str) -> bool:
    """Whether a text is not too long for a title, and no sentence of some length."""
    return len(text) < _LONG or (len(text) <= _LONGEST and not text.endswith(_STOPS))
