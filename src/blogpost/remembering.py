"""A cache for functions of input: a bounded number of short calls."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")

MAX_LENGTH_REMEMBERED = 500
"""The greatest total length of strings in a cached call, in characters."""


def remembered(most: int) -> Callable[[Callable[_Asked, _Answer]], Callable[_Asked, _Answer]]:
    """Make a decorator that caches the last calls, like `functools.lru_cache`, but only short ones.

    Without a limit on length, a thousand answers could keep a thousand documents in memory.
    """

    def decorate(function: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def ask(*args: _Asked.args, **named: _Asked.kwargs) -> _Answer:
            length = 0
            for each in (*args, *named.values()) if named else args:
                if type(each) is str:
                    length += len(each)
            if length > MAX_LENGTH_REMEMBERED:
                return function(*args, **named)
            return kept(*args, **named)  # type: ignore[arg-type]  # callers pass hashable arguments only

        return ask

    return decorate
