"""Codes of languages, as sources write them, as BCP 47 has them."""

from __future__ import annotations

import re

# Google keeps codes that BCP 47 has replaced.
_REPLACED = {"iw": "he", "in": "id", "ji": "yi"}
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
_SCRIPT, _REGION = 4, 2  # letters


def bcp47(code: str | None) -> str | None:
    """The tag that a code means: ``pt_BR`` is ``pt-BR``, ``iw`` is ``he``; None for other strings."""
    if not code:
        return None
    tag = code.strip().replace("_", "-").lower()
    if not _TAG.fullmatch(tag):
        return None
    primary, *others = tag.split("-")
    return "-".join((current(primary), *map(_in_case, others)))


def current(primary: str) -> str:
    """The code that a language has today, for one that Google may name by an older code: ``he`` for ``iw``."""
    return _REPLACED.get(primary, primary)


def _in_case(part: str) -> str:
    if not part.isalpha():
        return part
    return part.upper() if len(part) == _REGION else part.title() if len(part) == _SCRIPT else part
