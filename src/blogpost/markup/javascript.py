"""JavaScript's literals in scripts, decoded and never run."""

from __future__ import annotations

import re
from typing import TypeAlias, Union

Value: TypeAlias = Union[str, "dict[str, Value]", "list[Value]", None]

# Quoted strings. `unescaped` decodes their escapes.
_QUOTED = r"'((?:[^'\\\n]++|\\.)*+)'|\"((?:[^\"\\\n]++|\\.)*+)\""
_STRING = re.compile(_QUOTED, re.DOTALL)
_TOKEN = re.compile(rf"\s*+(?:([\[\]{{}},:])|{_QUOTED}|([+-]?[\w$.]++))", re.DOTALL)
# ECMAScript's escapes with the old octal ones: Blogger writes "\75" for "=".
_ESCAPE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|([0-3][0-7]{0,2}|[4-7][0-7]?)|(.))", re.DOTALL
)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": ""}
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_DEPTH = 100  # levels; Blogger's own have three
_NOTHING = frozenset(("null", "undefined"))


def read_string(text: str, at: int = 0) -> str | None:
    """The value of the string literal at a place of a script; None if there is none."""
    match = _STRING.match(text, at)
    return unescaped(match[1] if match[1] is not None else match[2]) if match else None


def unescaped(literal: str) -> str:
    """Decode the escapes between the quotes of a literal."""
    if "\\" not in literal:
        return literal
    value = _ESCAPE.sub(_character, literal)
    # Characters beyond the first plane are two escapes.
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _SURROGATE.search(value) else value


def _character(match: re.Match[str]) -> str:
    hexadecimal = match[1] or match[2] or match[3]
    if hexadecimal:
        number = int(hexadecimal, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    if match[4]:
        return chr(int(match[4], 8))
    return _SINGLE.get(match[5], match[5])


def read_literal(text: str, at: int = 0) -> Value:
    """The list, object or string at a place of a script, with numbers and other words as strings.

    None if there is none, if something in it would have to be run, or if it nests too deep.
    """
    open_values: list[_List | _Object] = []
    while token := _TOKEN.match(text, at):
        at = token.end()
        sign, single, double, word = token.groups()
        value: Value
        if sign is None:
            value = (
                (None if word in _NOTHING else word) if word else unescaped(single if single is not None else double)
            )
        elif sign in "[{":
            if len(open_values) == _MAX_DEPTH:
                return None
            open_values.append(_List() if sign == "[" else _Object())
            continue
        elif sign in ",:":
            continue
        elif open_values and sign == open_values[-1].end:
            value = open_values.pop().value
        else:
            return None
        if not open_values:
            return value
        open_values[-1].add(value)
    return None


class _List:
    """A list that is not closed yet."""

    end = "]"

    def __init__(self) -> None:
        self.value: list[Value] = []

    def add(self, value: Value) -> None:
        self.value.append(value)


class _Object:
    """An object that is not closed yet: keys and values come in turn."""

    end = "}"

    def __init__(self) -> None:
        self.value: dict[str, Value] = {}
        self._key: str | None = None

    def add(self, value: Value) -> None:
        if self._key is None:
            self._key = value if isinstance(value, str) else ""
        else:
            self.value[self._key], self._key = value, None
