"""What is wrong with a JSON tree: the words of the errors that reading it raises, and the path to each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from blogpost.errors import ParseError

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
