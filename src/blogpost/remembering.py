"""Caches: a bounded number of short calls of a function of input, and properties that are computed once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from weakref import ref

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")

_MOST_STRINGS = 2
MAX_LENGTH_REMEMBERED = 500
"""The greatest total length of strings in a cached call, in characters."""


def remembered(most: int) -> Callable[[Callable[_Asked, _Answer]], Callable[_Asked, _Answer]]:
    """Make a decorator that caches the last calls, like `functools.lru_cache`, but only short ones.

    Without a limit on length, a thousand answers could keep a thousand documents in memory.
    """

    def decorate(function: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
        plain: Callable[..., Any] = function
        kept: Callable[..., Any] = lru_cache(maxsize=most)(function)

        @wraps(function)
        def ask(*args: Any, **named: Any) -> Any:
            length = 0
            for each in (*args, *named.values()) if named else args:
                if type(each) is str:
                    length += len(each)
            return plain(*args, **named) if length > MAX_LENGTH_REMEMBERED else kept(*args, **named)

        @wraps(function)
        def ask_about_line(line: Any) -> Any:
            return plain(line) if len(line) > MAX_LENGTH_REMEMBERED else kept(line)

        @wraps(function)
        def ask_in_language(*args: Any, **named: Any) -> Any:
            if named or len(args) == 1:
                return ask(*args, **named)
            return plain(*args) if len(args[0]) + len(args[1]) > MAX_LENGTH_REMEMBERED else kept(*args)

        strings = _strings_of(function)
        return ask_about_line if strings == 1 else ask_in_language if strings > 1 else ask  # type: ignore[return-value]

    return decorate


class Answers(dict[str, str]):
    """A function's answers for short strings, looked up without a call. Those that came first are kept.

    Args:
        function: the function.
        most: how many answers are kept.
    """

    def __init__(self, function: Callable[[str], str], most: int) -> None:
        super().__init__()
        self._function = function
        self._most = most

    def __missing__(self, asked: str) -> str:
        answer = self._function(asked)
        if len(self) < self._most and len(asked) <= MAX_LENGTH_REMEMBERED:
            self[asked] = answer
        return answer


def _strings_of(function: Callable[..., Any]) -> int:
    """How many parameters are strings, if all others certainly aren't and come after them; else 0.

    Most such functions are asked about a line, or about a line and its language, so often that each step counts.
    """
    asked = [str(parameter.annotation) for parameter in signature(function).parameters.values()]
    count = asked.count("str")
    is_certain = set(asked[:count]) == {"str"} and not any("str" in each for each in asked[count:])
    return count if is_certain and count <= _MOST_STRINGS and (count > 1 or len(asked) == 1) else 0


if TYPE_CHECKING:
    from functools import cached_property as cached_property  # noqa: PLC0414  exported

    kept_property = property
else:

    class kept_property(property):  # noqa: N801  as `property`
        """A property that is computed once for each object, and kept apart from it as long as the object lives.

        The object needs no place for the value, and is compared, hashed, copied and pickled without it. Threads may
        compute a value twice.
        """

        def __init__(self, function: Callable[[Any], Any]) -> None:
            super().__init__(function)
            self._kept: dict[int, tuple[ref[Any], Any]] = {}

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            number = id(instance)
            known = self._kept.get(number)
            if known is not None and known[0]() is instance:
                return known[1]
            value = self.fget(instance)
            kept = self._kept
            kept[number] = ref(instance, lambda _: kept.pop(number, None)), value
            return value

    class cached_property:  # noqa: N801  as the standard library's
        """`functools.cached_property` without the lock of Python 3.11, which costs more than most values.

        Threads may compute a value twice. They store equal ones.
        """

        def __init__(self, function: Callable[[Any], Any]) -> None:
            self._function = function
            self._name = function.__name__
            self.__doc__ = function.__doc__

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            value = self._function(instance)
            object.__setattr__(instance, self._name, value)  # asking for `__dict__` would make one for the instance
            return value
