"""JSON trees: strict parsing, the paths of problems, and reading deep trees from their leaves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from blogpost.errors import ParseError
from blogpost.model import Comment, Post

# ------------------------------------------------------------------------------------------------ problems

_LONGEST = 60  # characters of a value in a message


class Place(NamedTuple):
    """An object or a list in a JSON tree, and where it is.

    Paths are put together on demand, since in deep trees they are long.
    """

    parent: Place | None
    key: str | int
    value: Any

    @property
    def path(self) -> str:
        """The path from the root: ``$.comments[3].author``."""
        steps: list[str] = []
        place: Place | None = self
        while place is not None:
            steps.append(f"[{place.key}]" if isinstance(place.key, int) else f".{place.key}")
            place = place.parent
        return "".join(reversed(steps)).removeprefix(".")

    def inner(self) -> list[Place]:
        """The objects and lists directly within this one."""
        each = self.value.items() if isinstance(self.value, Mapping) else enumerate(self.value)
        return [Place(self, key, value) for key, value in each if isinstance(value, Mapping | list | tuple)]

    def copied(self) -> Place:
        """The same place with a copy of its value, which its holder has from now on."""
        value = dict(self.value) if isinstance(self.value, Mapping) else list(self.value)
        self.replace(value)
        return self._replace(value=value)

    def replace(self, value: Any) -> None:
        """Puts another value into its holder."""
        if self.parent is not None:
            self.parent.value[self.key] = value


def expected(what: str, value: object) -> TypeError:
    """The error that says what stands in the place of something else."""
    return TypeError(f"expected {what}, not {shown(value)}")


def shown(value: object) -> str:
    """A value for an error message: short, and in JSON's words."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    written = json.dumps(value, ensure_ascii=False, default=lambda other: type(other).__name__)
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"


def error_of(problems: Iterable[tuple[str, str]]) -> ParseError:
    """The error that tells all problems, each with its path; there is at least one."""
    (message, path), *others = problems
    return ParseError(message, None, path, tuple(f"{message} @ {path}" for message, path in others))


def problems_in(error: BaseException, path: str) -> Iterator[tuple[str, str]]:
    """Every problem below one place of the tree, with its own place."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        for inner in error.exceptions:
            yield from problems_in(inner, path + _step(inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields, key=str):
            yield "unknown key", f"{path}.{key}"
    elif isinstance(error, KeyError):
        yield "needed, and absent", path
    else:
        yield str(error), path


def _step(error: BaseException) -> str:
    """How the path goes on to where an error was raised: cattrs notes it on the error."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return f"[{note.index}]"
        if isinstance(note, AttributeValidationNote):
            return f".{note.name}"
    return ""


# ------------------------------------------------------------------------------------------------ parsing


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


# ---------------------------------------------------------------------------------------------- reading from the leaves

_COMMENTS = ("comments", "replies")


def post_from_leaves(fields: Mapping[str, Any], nodes: Mapping[str, type], converter: Converter) -> Post:
    """The post that a tree describes.

    Args:
        fields: the tree of the post.
        nodes: the classes of content by their names in the tree.
        converter: accepts nodes that are built already.

    Raises:
        ParseError: the tree breaks the contract; it lists the problems of the first node, from the leaves, that does.
    """
    root = Place(None, "$", dict(fields))
    for place in reversed(_outer_first(root)):
        if cls := _class_of(place, nodes):
            place.replace(_built(place, cls, converter))
    post: Post = _built(root, Post, converter)
    return post


def _outer_first(root: Place) -> list[Place]:
    """Every object and list within a tree, as copies, each after the one that holds it."""
    places = []
    waiting = [root]
    while waiting:
        inner = [place.copied() for place in waiting.pop().inner()]
        places.extend(inner)
        waiting.extend(inner)
    return places


def _class_of(place: Place, nodes: Mapping[str, type]) -> type | None:
    """The class of an object: a node's by its type, a comment's by the list it is in."""
    if not isinstance(place.value, dict):
        return None
    if place.parent is not None and place.parent.key in _COMMENTS:
        return Comment
    name = place.value.get("type")
    return nodes.get(name) if isinstance(name, str) else None


def _built(place: Place, cls: type, converter: Converter) -> Any:
    try:
        return converter.structure(place.value, cls)
    except RecursionError:
        raise
    except Exception as error:  # groups of whatever the constructors raise
        raise error_of(problems_in(error, place.path)) from None


# ------------------------------------------------------------------------------------------------ room on the stack

_Made = TypeVar("_Made")

_NEEDED = 100
"""Calls within each other: more than twice as many as it takes to make a converter."""


def with_room(make: Callable[[], _Made]) -> _Made:
    """Makes something here if there is room, else in a thread, which begins with an empty stack.

    Raises:
        RecursionError: Python's recursion limit is too low for it anywhere.
    """
    with suppress(RecursionError):
        return _in_room(make)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_in_room, make).result()


def _in_room(make: Callable[[], _Made]) -> _Made:
    _reach(_NEEDED)
    return make()


def _reach(levels: int) -> None:
    if levels:
        _reach(levels - 1)
