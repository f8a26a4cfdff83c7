"""The model's objects at the prompt: a short line, or the whole tree with rich."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import attrs

MAX_SHOWN = 60
"""The most characters that a line shows of one value, without its quotation marks."""


class Displayed:
    """Objects of attrs classes whose `repr` is one short line, such as ``<Paragraph 'It is fog.'>``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{' '.join(filter(None, (type(self).__name__, *self._shown())))}>"

    def __rich_repr__(self) -> Iterator[tuple[Any, ...]]:
        """Every field that isn't at its default: rich prints the whole tree."""
        for field in _fields_of(self):
            value = getattr(self, field.name)
            yield (field.name, value) if field.default is attrs.NOTHING else (field.name, value, field.default)

    def _shown(self) -> Iterator[str]:
        """The words after the name of the class: fields that aren't at their default, collections as their text."""
        for field in _fields_of(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            name = "" if field.default is attrs.NOTHING or isinstance(value, tuple) else f"{field.name}="
            yield f"{name}{quoted(self._text_shown())}" if isinstance(value, tuple) else f"{name}{_brief(value)}"

    def _text_shown(self) -> str:
        """The text of the object's collections."""
        return str(self)


def _fields_of(shown: Displayed) -> Iterator[attrs.Attribute[Any]]:
    cls = cast("type[attrs.AttrsInstance]", type(shown))
    return (field for field in attrs.fields(cls) if field.init)


def _brief(value: object) -> str:
    return quoted(value) if isinstance(value, str) else repr(value)


def quoted(text: str, most: int = MAX_SHOWN) -> str:
    """The beginning of a text in quotation marks, with escapes for all that isn't printable."""
    shown = repr(text) if len(text) <= most else ""
    end = most
    while not shown or len(shown) - 2 > most:  # without the marks
        shown = repr(text[:end] + "…")
        end = min(end - 1, end * most // len(shown))
    return shown


def bare(text: str, most: int = MAX_SHOWN) -> str:
    """The beginning of a text like `quoted`, without the marks."""
    return quoted(text, most)[1:-1]


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: ``1 block``, ``3 comments``."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
