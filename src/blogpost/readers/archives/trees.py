"""JSON as others write it, to trees; and what stands at a path in one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from blogpost.copies import report_read
from blogpost.errors import ParseError
from blogpost.markup.dom import decode

_SPACES = re.compile(r"[\s\x1e]*")  # between one tree and the next
_SURROGATES = re.compile("[\ud800-\udfff]")


def read_trees(document: str | bytes) -> Iterator[Any]:
    """The trees of a document: one, or several with white space between them.

    Raises:
        ParseError: it is no JSON from here on.
    """
    text = (document if isinstance(document, str) else decode(document)).removeprefix("\ufeff")
    report_read(len(text))
    decoder = json.JSONDecoder()
    end = _end_of_spaces(text, 0)
    while end < len(text):
        try:
            tree, end = decoder.raw_decode(text, end)
        except json.JSONDecodeError as error:
            raise ParseError(f"expected JSON: {error.msg}", error.lineno) from None
        except (ValueError, RecursionError):  # of numbers with thousands of digits, or endless nesting
            line = text.count("\n", 0, end) + 1
            raise ParseError("expected JSON that nests and counts as resources do", line) from None
        yield tree
        end = _end_of_spaces(text, end)


def _end_of_spaces(text: str, start: int) -> int:
    found = _SPACES.match(text, start)
    return found.end() if found else start


def members(tree: Any, *path: str) -> Mapping[str, Any]:
    """The object at a path; an empty one where there is none."""
    for name in path:
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}


def text_of(tree: Any, *path: str) -> str:
    """The string at a path, or the number as one; an empty one where there is neither."""
    *around, name = path
    value = members(tree, *around).get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _SURROGATES.sub("", value) if isinstance(value, str) else ""
