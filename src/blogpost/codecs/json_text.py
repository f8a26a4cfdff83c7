"""JSON text to its tree, strictly: what JSON leaves open (keys that occur twice, NaN) is an error."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from blogpost.codecs.problems import Place, error_of
from blogpost.errors import ParseError


def parse_tree(text: str) -> Any:
    """The JSON tree of a text.

    Raises:
        ParseError: the text isn't JSON, or an object in it has a key twice; it lists every such key with its path.
    """
    repeated: list[_Repeated] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repeated.append(found := _Repeated(pairs))
        return found

    try:
        tree = json.loads(text, parse_constant=_no_constant, object_pairs_hook=members)
    except json.JSONDecodeError as error:
        raise ParseError(f"expected JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise ParseError("this JSON nests deeper than any post, or than Python's recursion limit allows") from None
    except ValueError as error:  # NaN, or a number of thousands of digits
        raise ParseError(f"expected JSON: {error}") from None
    if repeated:
        raise error_of(("duplicate key", path) for path in _paths_of_repeated(tree))
    return tree


class _Repeated(dict[str, Any]):
    """An object with a key that occurs more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(name for name, _ in pairs)
        self.keys_twice = tuple(name for name in self if counts[name] > 1)


def _paths_of_repeated(tree: Any) -> Iterator[str]:
    """The path of each key that occurs twice, in the order of the document."""
    waiting = [Place(None, "$", tree)]
    while waiting:
        place = waiting.pop()
        if isinstance(place.value, _Repeated):
            yield from (f"{place.path}.{name}" for name in place.value.keys_twice)
        waiting.extend(reversed(place.inner()))


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
