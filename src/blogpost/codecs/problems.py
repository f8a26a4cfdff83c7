"""What is wrong with a JSON tree: the words of the errors that reading it raises, and the path to each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

_LONGEST = 60  # characters of a value in a message


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
