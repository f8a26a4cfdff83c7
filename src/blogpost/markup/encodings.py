"""Which encoding a document's bytes are in, by the labels of https://encoding.spec.whatwg.org/."""

from __future__ import annotations

import codecs
import re

import webencodings

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""The byte order marks, and what they mark."""

DECLARED_WITHIN = 4096
"""How many bytes a document's encoding is looked for in: the standard has 1024, but themes begin with comments."""

_DECLARED = re.compile(rb"""<(?:\?xml[^>]*?encoding|meta[^>]*?charset)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)

# Encodings that a document can't declare in ASCII, and the standard's replacements.
_NOT_IN_ASCII = {"utf-16le": "utf-8", "utf-16be": "utf-8"}
_NOT_IN_META = {"x-user-defined": "windows-1252"}
SEVEN_BIT = frozenset(("iso-2022-jp", "replacement"))
"""Encodings whose bytes are always valid UTF-8."""

_SHIFTS = (b"\x1b", b"~{")  # what begins something else than ASCII in those


def declared_encoding(data: bytes) -> str | None:
    """The standard's name of the encoding that a document declares; None where it declares none."""
    found = _DECLARED.search(data, 0, DECLARED_WITHIN)
    name = webencodings.LABELS.get(found[1].decode("ascii", "replace").lower()) if found else None
    if found is None or name is None:
        return None
    in_meta = not found[0].startswith(b"<?")
    return _NOT_IN_ASCII.get(name) or (_NOT_IN_META.get(name) if in_meta else None) or name


def encoding_of(label: str | None) -> str | None:
    """The standard's name of the encoding with a label; None if the label isn't the standard's."""
    name: str | None = webencodings.LABELS.get(label.strip().lower()) if label else None
    return name


def is_shifted(data: bytes, encoding: str | None = None) -> bool:
    """Whether ASCII's bytes are those of an encoding that begins its other characters with a shift.

    Args:
        data: the document.
        encoding: the encoding, if it isn't what the document declares.
    """
    if b"\x1b" not in data and b"~" not in data:  # one byte is found at once, a declaration is not
        return False
    return (encoding or declared_encoding(data)) in SEVEN_BIT and any(shift in data for shift in _SHIFTS)
