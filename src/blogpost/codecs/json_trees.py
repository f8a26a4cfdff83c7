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

_MAX_SHOWN_LENGTH = 60  # characters of a value in a message


class Place(NamedTuple):
    """An object or list in a JSON tree, with its position.

    Paths are built on demand, since they are long in deep trees.
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
        items = self.value.items() if isinstance(self.value, Mapping) else enumerate(self.value)
        return [Place(self, key, value) for key, value in items if isinstance(value, Mapping | list | tuple)]

    def copied(self) -> Place:
        """Copy the value into its parent, and return the place of the copy."""
        value = dict(self.value) if isinstance(self.value, Mapping) else list(self.value)
        self.replace(value)
        return self._replace(value=value)

    def replace(self, value: Any) -> None:
        """Replace the value in its parent."""
        if self.parent is not None:
            self.parent.value[self.key] = value


def expected(what: str, value: object) -> TypeError:
    """The error for a value of another kind than expected."""
    return TypeError(f"expected {what}, not {shown(value)}")


def shown(value: object) -> str:
    """A value for an error message: short, and as JSON."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    written = json.dumps(value, ensure_ascii=False, default=lambda other: type(other).__name__)
    return written if len(written) <= _MAX_SHOWN_LENGTH else f"{written[:_MAX_SHOWN_LENGTH]}…"


def error_of(problems: Iterable[tuple[str, str]]) -> ParseError:
    """One error that lists all problems (at least one), each with its path."""
    (message, path), *others = problems
    return ParseError(message, None, path, tuple(f"{message} @ {path}" for message, path in others))


def problems_in(error: BaseException, path: str) -> Iterator[tuple[str, str]]:
    """Every problem at or below a path of the tree, with its own path."""
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
    """The step from a path to the place of an error, which cattrs notes on the error."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return f"[{note.index}]"
        if isinstance(note, AttributeValidationNote):
            return f".{note.name}"
    return ""


# ------------------------------------------------------------------------------------------------ parsing


def parse_tree(text: str) -> Any:
    """Parse JSON strictly: NaN and duplicate keys are errors.

    Raises:
        ParseError: the text isn't JSON, or an object has a key twice. The error lists every such key with its path.
    """
    repeated: list[_Repeated] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) < len(pairs):
            repeated.append(mapping := _Repeated(pairs))
        return mapping

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
    """An object with duplicate keys."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(name for name, _ in pairs)
        self.keys_twice = tuple(name for name in self if counts[name] > 1)


def _paths_of_repeated(tree: Any) -> Iterator[str]:
    """The path of each duplicate key, in the order of the document."""
    waiting = [Place(None, "$", tree)]
    while waiting:
        place = waiting.pop()
        if isinstance(place.value, _Repeated):
            yield from (f"{place.path}.{name}" for name in place.value.keys_twice)
        waiting.extend(reversed(place.inner()))


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


# ---------------------------------------------------------------------------------------------- reading from the leaves

_COMMENTS = ("comments", "replies")


def post_from_leaves(fields: Mapping[str, Any], nodes: Mapping[str, type], converter: Converter) -> Post:
    """Read a post from a deep tree, building each node before its parent.

    Reading from the root needs more stack per level than writing. From the leaves, a single level's stack is enough, so
    every written post can be read.

    Args:
        fields: the tree of the post.
        nodes: the classes of content by their names in the tree.
        converter: accepts nodes that are objects already.

    Raises:
        ParseError: the tree breaks the contract. The error lists the problems of one invalid node.
    """
    root = Place(None, "$", dict(fields))
    for place in reversed(_outer_first(root)):
        if cls := _class_of(place, nodes):
            place.replace(_built(place, cls, converter))
    post: Post = _built(root, Post, converter)
    return post


def _outer_first(root: Place) -> list[Place]:
    """Copies of all objects and lists within a tree, parents first."""
    places = []
    waiting = [root]
    while waiting:
        inner = [place.copied() for place in waiting.pop().inner()]
        places.extend(inner)
        waiting.extend(inner)
    return places


def _class_of(place: Place, nodes: Mapping[str, type]) -> type | None:
    """The class of an object: by its ``type`` for a node, by its list for a comment."""
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
    except Exception as error:  # a group of the constructors' errors
        raise error_of(problems_in(error, place.path)) from None


# ------------------------------------------------------------------------------------------------ enough stack

_Made = TypeVar("_Made")

_NEEDED_CALLS = 100
"""Nested calls: more than twice as many as making a converter takes."""


def with_stack(make: Callable[[], _Made]) -> _Made:
    """Make something that needs stack and is cached: here if the stack suffices, else in a thread with an empty one.

    cattrs takes an exception in its own checks, even a `RecursionError`, for an answer and remembers it. So its
    converters must be made with enough stack or not at all.

    Raises:
        RecursionError: Python's recursion limit is too low.
    """
    with suppress(RecursionError):
        return _made_if_stack_suffices(make)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_made_if_stack_suffices, make).result()


def _made_if_stack_suffices(make: Callable[[], _Made]) -> _Made:
    _nest(_NEEDED_CALLS)
    return make()


def _nest(calls: int) -> None:
    if calls:
        _nest(calls - 1)
