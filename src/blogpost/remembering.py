"""What is remembered from call to call, although the input says what is asked: a bounded number of short questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")

MAX_LENGTH_REMEMBERED = 500
"""Characters of a call's strings together; the answer to a longer call is not kept."""


def remembered(most: int) -> Callable[[Callable[_Asked, _Answer]], Callable[_Asked, _Answer]]:
    """A decorator: keeps the answers to the last calls, as `functools.lru_cache` does, but only to short ones.

    Without a bound on their length, a thousand answers could hold a thousand documents.
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
            return kept(*args, **named)  # type: ignore[arg-type]  # nothing else than what can be hashed is asked

        return ask

    return decorate
