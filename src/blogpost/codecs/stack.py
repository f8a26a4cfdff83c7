"""Room on the stack for what is made once and kept, wherever in a program it is first needed.

`cattrs` takes an exception out of its own questions, a `RecursionError` too, for an answer, and remembers that. So its
converters are made where there is room, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

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
