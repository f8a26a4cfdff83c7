"""The notations of front matter: YAML between lines of ---, TOML between lines of +++, or a JSON object."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable, Iterable
from typing import Any

from attrs import frozen

from blogpost.errors import ParseError
from blogpost.markup import yaml
from blogpost.markup.yaml import MAX_NESTING, Read

# ------------------------------------------------------------------------------------------------ TOML and JSON

# Every scalar becomes a string, as in YAML (`markup.yaml`).


def loads_toml(text: str, *, first_line: int = 1) -> dict[str, Read]:
    """Read TOML. Dates and times become ISO 8601; numbers stay as written.

    Raises:
        ParseError: it isn't TOML. Lines are counted from `first_line`.
    """
    if _LONG_KEY.search(text):  # tomllib takes quadratic time for these
        raise ParseError("expected TOML: a key has too many parts", first_line)
    return _read("TOML", lambda: tomllib.loads(text, parse_float=str), first_line)


_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:\.[ \t]*+{_PART}){{{MAX_NESTING // 2}}}")


def loads_json(text: str, start: int, *, first_line: int = 1) -> tuple[dict[str, Read], int]:
    """Read the JSON object at `start`. Returns the object and its end.

    Raises:
        ParseError: it isn't JSON.
    """
    end = start

    def decode() -> Any:
        nonlocal end
        tree, end = _DECODER.raw_decode(text, start)
        return tree

    return _read("JSON", decode, first_line), end


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            raise ValueError(f"the key {key!r} twice")
        mapping[key] = value
    return mapping


_DECODER = json.JSONDecoder(object_pairs_hook=_without_duplicates, parse_int=str, parse_float=str, parse_constant=str)


def _read(notation: str, decode: Callable[[], Any], first_line: int) -> dict[str, Read]:
    try:
        tree = _strings(decode())
    except RecursionError:
        raise ParseError(f"expected {notation}: it nests deeper than can be read", first_line) from None
    except ValueError as error:  # including numbers with too many digits
        raise ParseError(f"expected {notation}: {_problem(error)}", _line_of(error, first_line)) from None
    return tree if isinstance(tree, dict) else {}


def _strings(value: Any) -> Read:
    """A tree with every scalar as a string. ``null`` becomes an empty one, as in YAML."""
    if isinstance(value, dict):
        return {key: _strings(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_strings(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return "" if value is None else str(value)


# The position of the error, at the end of tomllib's and json's messages.
_PLACE = re.compile(r"(?: \(at line (\d+), column \d+\)| \(at end of document\)|: line \d+ column \d+ \(char \d+\))\Z")


def _problem(error: ValueError) -> str:
    return _PLACE.sub("", str(error))


def _line_of(error: ValueError, first_line: int) -> int:
    if isinstance(error, json.JSONDecodeError):  # its lines are the file's already
        return error.lineno
    match = _PLACE.search(str(error))
    return first_line + (int(match[1]) - 1 if match and match[1] else 0)


# ----------------------------------------------------------------------------------------------- front matter in a file


@frozen
class _Notation:
    """A notation with fences around it.

    Attributes:
        fence: the line before the front matter.
        end: the line after it.
        key: the beginning of its first line.
        known: a key at the beginning of a line that nearly every front matter has.
        loads: reads the text between the fences.
    """

    fence: re.Pattern[str]
    end: re.Pattern[str]
    key: re.Pattern[str]
    known: re.Pattern[str]
    loads: Callable[..., dict[str, Read]]


_KNOWN = "(?:title|date|author|authors|tags|categories|layout|draft|permalink|slug|canonical_url)"
_YAML = _Notation(
    fence=re.compile(r"---[ \t]*\n"),
    end=re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    key=re.compile(r"[\w-]+:(?:\s|\Z)"),
    known=re.compile(rf"^{_KNOWN}:(?:\s|\Z)", re.MULTILINE),
    loads=yaml.loads,
)
_TOML = _Notation(
    fence=re.compile(r"\+\+\+[ \t]*\n"),
    end=re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
    key=re.compile(r"""[\w."'-]+[ \t]*=|\[{1,2}[\w."' -]+\]|#"""),
    known=re.compile(rf"^{_KNOWN}[ \t]*=", re.MULTILINE),
    loads=loads_toml,
)
_NOTATIONS = (_YAML, _TOML)
_JSON = re.compile(r'\{\s*"[^"\\\n]*"\s*:')
_FENCE = re.compile(r"^(?:---|\+\+\+)[ \t]*\n", re.MULTILINE)


def split(text: str) -> tuple[dict[str, Read] | None, str]:
    """Split a file into its front matter (None if it has none) and its body.

    The body begins with an empty line for each line above it, so its line numbers are the file's.

    Raises:
        ParseError: the front matter doesn't end, or breaks the rules of its notation.
    """
    start = len(text) - len(text.lstrip("\n \t"))
    if _JSON.match(text, start):
        fields, end = loads_json(text, start, first_line=_line_at(text, start))
        return fields, _below(text, end)
    for notation in _NOTATIONS:
        fence = notation.fence.match(text, start)
        if fence is None or (start and not notation.key.match(text, fence.end())):
            continue
        end_fence = notation.end.search(text, fence.end())
        if end_fence:
            written = text[fence.end() : end_fence.start()]
            return notation.loads(written, first_line=_line_at(text, fence.end())), _below(text, end_fence.end())
        if notation.key.match(text, fence.end()):
            line = _line_at(text, start)
            raise ParseError(f"expected a line {fence[0].strip()} after the front matter", line)
    return None, text


def refuse_second(body: str, code: Iterable[range]) -> None:
    """Refuse a file with a second front matter, as in several files put together.

    Args:
        body: the lines below the first front matter.
        code: the lines of code blocks, which may show front matter.

    Raises:
        ParseError: a second front matter begins.
    """
    if not _ANY.search(body):
        return
    code_lines = {line for lines in code for line in lines}
    line = counted = 0
    for fence in _FENCE.finditer(body):
        line += body.count("\n", counted, fence.start())
        counted = fence.start()
        if line not in code_lines and _begins_at(body, fence.start()):
            raise ParseError("expected one front matter, and a second begins here", line + 1)


_ANY = re.compile("|".join(notation.known.pattern for notation in _NOTATIONS), re.MULTILINE)


def _begins_at(text: str, start: int) -> bool:
    for notation in _NOTATIONS:
        fence = notation.fence.match(text, start)
        if fence and notation.key.match(text, fence.end()):
            end = notation.end.search(text, fence.end())
            return end is not None and notation.known.search(text, fence.end(), end.start()) is not None
    return False


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _below(text: str, end: int) -> str:
    return "\n" * text.count("\n", 0, end) + text[end:]
