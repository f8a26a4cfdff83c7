"""TOML, written: https://toml.io/en/v1.0.0."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | bool | int | dt.date | Sequence[str | Mapping[str, Value]] | Mapping[str, Value]"
"""A value that a key can have. A sequence has strings only, or mappings only."""


def dumps(mapping: Mapping[str, Value]) -> str:
    """Write a mapping as TOML, with a line end after every line. Tables come after all other keys."""
    return "".join(f"{line}\n" for line in _lines(mapping, ()))


def _lines(mapping: Mapping[str, Value], path: tuple[str, ...]) -> Iterator[str]:
    tables = {key: value for key, value in mapping.items() if isinstance(value, Mapping)}
    for key, value in mapping.items():
        if not isinstance(value, Mapping):
            yield f"{key} = {_value(value)}"
    for key, table in tables.items():
        inner = (*path, key)
        yield ""
        yield f"[{'.'.join(inner)}]"
        yield from _lines(table, inner)


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    return f"[{', '.join(map(_value, value))}]"


def _string(text: str) -> str:
    """A basic string. JSON's escapes are TOML's, but JSON leaves one control character as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
