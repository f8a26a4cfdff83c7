"""JavaScript's string literals, decoded and never run."""

from __future__ import annotations

import re

# A quoted string; escapes are kept for `_unescaped`.
_STRING = re.compile(r"'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\"", re.DOTALL)
# ECMAScript's escapes, the octal ones of old among them: Blogger writes "\75" for "=".
_ESCAPE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|([0-3][0-7]{0,2}|[4-7][0-7]?)|(.))", re.DOTALL
)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": ""}


def read_string(text: str, at: int = 0) -> str | None:
    """The value of the string literal that begins at a place of a script; None where none begins."""
    found = _STRING.match(text, at)
    return unescaped(found[1] if found[1] is not None else found[2]) if found else None


def unescaped(literal: str) -> str:
    """What the characters between a literal's quotes stand for."""
    if "\\" not in literal:
        return literal
    value = _ESCAPE.sub(_character, literal)
    # Characters beyond the first plane come as two escapes.
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _SURROGATE.search(value) else value


_SURROGATE = re.compile("[\ud800-\udfff]")


def _character(found: re.Match[str]) -> str:
    hexadecimal = found[1] or found[2] or found[3]
    if hexadecimal:
        number = int(hexadecimal, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    if found[4]:
        return chr(int(found[4], 8))
    return _SINGLE.get(found[5], found[5])
