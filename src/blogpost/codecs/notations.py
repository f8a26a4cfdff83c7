"""The notations of front matter: YAML between lines of ---, TOML between lines of +++, or a JSON object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from attrs import frozen

from blogpost.codecs import toml
from blogpost.errors import ParseError
from blogpost.markup import yaml


@frozen
class _Notation:
    """How a front matter begins and ends.

    Attributes:
        fence: the line before it.
        end: the line after it.
        key: how its first line begins.
        known: a key at a line's beginning that nearly every front matter has.
        loads: reads what is between the fences.
    """

    fence: re.Pattern[str]
    end: re.Pattern[str]
    key: re.Pattern[str]
    known: re.Pattern[str]
    loads: Callable[..., dict[str, yaml.Read]]


_KNOWN = "(?:title|date|author|authors|tags|categories|layout|draft|permalink|slug|canonical_url)"
_YAML = _Notation(
    fence=re.compile(r"---[ \t]*\n"),
    end=re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    key=re.compile(r"[\w-]+:(?:\s|\Z)"),
    known=re.compile(rf"^{_KNOWN}:(?:\s|\Z)", re.MULTILINE),
    loads=yaml.loads,
)
_TOML = _Notation(
    fence=re.compile(r"\+\+\+[ \t]*\n"),
    end=re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
    key=re.compile(r"""[\w."'-]+[ \t]*=|\[{1,2}[\w."' -]+\]|#"""),
    known=re.compile(rf"^{_KNOWN}[ \t]*=", re.MULTILINE),
    loads=toml.loads,
)
_NOTATIONS = (_YAML, _TOML)
_JSON = re.compile(r'\{\s*"[^"\\\n]*"\s*:')
_FENCE = re.compile(r"^(?:---|\+\+\+)[ \t]*\n", re.MULTILINE)


def split(text: str) -> tuple[dict[str, yaml.Read] | None, str]:
    """The front matter, None where there is none, and the body.

    Empty lines before the body stand for the lines above it, so that the body's lines count as the file's.

    Raises:
        ParseError: the front matter does not end, or is not what its notation allows.
    """
    start = len(text) - len(text.lstrip("\n \t"))
    if _JSON.match(text, start):
        fields, end = toml.loads_json(text, start, first_line=_line_at(text, start))
        return fields, _below(text, end)
    for notation in _NOTATIONS:
        fence = notation.fence.match(text, start)
        if fence is None or (start and not notation.key.match(text, fence.end())):
            continue
        end_fence = notation.end.search(text, fence.end())
        if end_fence:
            written = text[fence.end() : end_fence.start()]
            return notation.loads(written, first_line=_line_at(text, fence.end())), _below(text, end_fence.end())
        if notation.key.match(text, fence.end()):
            line = _line_at(text, start)
            raise ParseError(f"expected a line {fence[0].strip()} behind the front matter", line)
    return None, text


def refuse_second(body: str, code: Iterable[range]) -> None:
    """Refuse a file in which another front matter follows, as in several files put together.

    Args:
        body: the lines below the first front matter.
        code: the lines that are code, where a front matter may be shown.

    Raises:
        ParseError: another front matter begins.
    """
    fences = {body.count("\n", 0, found.start()): found for found in _FENCE.finditer(body)} if _ANY.search(body) else {}
    shown = {line for lines in code for line in lines} if fences else set()
    for line, found in fences.items():
        if line not in shown and _begins_at(body, found.start()):
            raise ParseError("expected one front matter, and here a second begins", line + 1)


_ANY = re.compile("|".join(notation.known.pattern for notation in _NOTATIONS), re.MULTILINE)


def _begins_at(text: str, start: int) -> bool:
    for notation in _NOTATIONS:
        fence = notation.fence.match(text, start)
        if fence and notation.key.match(text, fence.end()):
            end = notation.end.search(text, fence.end())
            return end is not None and notation.known.search(text, fence.end(), end.start()) is not None
    return False


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _below(text: str, end: int) -> str:
    return "\n" * text.count("\n", 0, end) + text[end:]
