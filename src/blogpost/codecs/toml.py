"""TOML and JSON as front matter needs them: mappings and lists, with every scalar a string, as YAML is read."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

from blogpost.errors import ParseError
from blogpost.markup.yaml import MAX_NESTING, Read


def loads(text: str, *, first_line: int = 1) -> dict[str, Read]:
    """Read TOML. Dates and times become ISO 8601, numbers stay as they are written.

    Raises:
        ParseError: it is not TOML; lines are counted from `first_line`.
    """
    if _LONG_KEY.search(text):  # tomllib takes quadratic time for these
        raise ParseError("expected TOML: a key has too many parts", first_line)
    return _read("TOML", lambda: tomllib.loads(text, parse_float=str), first_line)


_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:\.[ \t]*+{_PART}){{{MAX_NESTING // 2}}}")


def loads_json(text: str, start: int, *, first_line: int = 1) -> tuple[dict[str, Read], int]:
    """Read the JSON object at `start`, and where it ends.

    Raises:
        ParseError: it is not JSON.
    """
    end = start

    def decode() -> Any:
        nonlocal end
        tree, end = _JSON.raw_decode(text, start)
        return tree

    return _read("JSON", decode, first_line), end


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            raise ValueError(f"the key {key!r} twice")
        mapping[key] = value
    return mapping


_JSON = json.JSONDecoder(object_pairs_hook=_no_twice, parse_int=str, parse_float=str, parse_constant=str)


def _read(notation: str, decode: Callable[[], Any], first_line: int) -> dict[str, Read]:
    try:
        tree = _strings(decode())
    except RecursionError:
        raise ParseError(f"expected {notation}: it nests deeper than can be read", first_line) from None
    except ValueError as error:  # also numbers of too many digits
        raise ParseError(f"expected {notation}: {_problem(error)}", _line_of(error, first_line)) from None
    return tree if isinstance(tree, dict) else {}


def _strings(value: Any) -> Read:
    """A tree with every scalar as a string. A ``null`` says nothing, like an empty scalar of YAML."""
    if isinstance(value, dict):
        return {key: _strings(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_strings(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return "" if value is None else str(value)


# How tomllib and json say where something is wrong, at the end of their messages.
_PLACE = re.compile(r"(?: \(at line (\d+), column \d+\)| \(at end of document\)|: line \d+ column \d+ \(char \d+\))\Z")


def _problem(error: ValueError) -> str:
    return _PLACE.sub("", str(error))


def _line_of(error: ValueError, first_line: int) -> int:
    if isinstance(error, json.JSONDecodeError):  # counted from the beginning of the file
        return error.lineno
    found = _PLACE.search(str(error))
    return first_line + (int(found[1]) - 1 if found and found[1] else 0)
