"""The public interface, frozen: what is added or changed must be written into cases/public_api.txt, too.

``python tests/test_public_api.py`` prints it as it is.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import blogpost
from blogpost import content

FROZEN = Path(__file__).parent / "cases/public_api.txt"


def interface(module: ModuleType, names: list[str]) -> Iterator[str]:
    """Each public name with its signature; for classes their own public properties and methods, too."""
    for name in names:
        thing = getattr(module, name)
        whole = f"{module.__name__}.{name}"
        if isinstance(thing, type) and issubclass(thing, Exception):
            yield f"{whole}({', '.join(base.__name__ for base in thing.__bases__)})"
        elif callable(thing):
            yield f"{whole}{inspect.signature(thing)}"
        if isinstance(thing, type):
            yield from (f"{whole}.{member}" for member in sorted(vars(thing)) if is_public(thing, member))


def is_public(cls: type, member: str) -> bool:
    return not member.startswith("_") and isinstance(vars(cls)[member], property | staticmethod) | callable(
        vars(cls)[member]
    )


def current() -> str:
    return "\n".join((*interface(blogpost, blogpost.__all__), *interface(content, sorted(content.__all__)))) + "\n"


def test_the_public_interface_is_what_was_promised() -> None:
    assert current() == FROZEN.read_text(encoding="utf-8")


def test_every_public_name_says_what_it_is() -> None:
    things = [getattr(module, name) for module in (blogpost, content) for name in module.__all__]
    undocumented = [thing for thing in things if callable(thing) and not inspect.getdoc(thing)]
    assert not undocumented


if __name__ == "__main__":
    print(current(), end="")
