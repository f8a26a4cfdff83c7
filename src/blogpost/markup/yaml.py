"""Read and write the YAML of front matter: mappings, lists and scalars; scalars are read as strings."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from blogpost.errors import ParseError

Scalar: TypeAlias = str | bool | int | float | dt.date
Tree: TypeAlias = "Scalar | Sequence[Tree] | Mapping[str, Tree]"
Read: TypeAlias = "str | list[Read] | dict[str, Read]"

# ------------------------------------------------------------------------------------------------ writing

# Strings that need no quotes: they begin with a letter, have no character with a meaning in YAML, and end in no space.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()/'’&!?+-]*[\w.()'’!?+-])?")
# Words that readers of YAML 1.1 or 1.2 do not read as strings.
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null"))


def dumps(mapping: Mapping[str, Tree]) -> str:
    """Write a mapping as YAML, with a line end after every line; the empty mapping is an empty string."""
    return "".join(f"{line}\n" for line in _mapping(mapping))


def _mapping(mapping: Mapping[str, Tree]) -> Iterator[str]:
    for key, value in mapping.items():
        if isinstance(value, Mapping):
            yield f"{key}:"
            yield from (f"  {line}" for line in _mapping(value))
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield f"{key}:"
            yield from (f"{line}" for item in value for line in _item(item))
        else:
            yield f"{key}: {_scalar(value)}"


def _item(item: Tree) -> Iterator[str]:
    if not isinstance(item, Mapping):
        yield f"- {_scalar(item)}"  # type: ignore[arg-type]  # no front matter has lists of lists
        return
    for number, line in enumerate(_mapping(item) if item else ("{}",)):
        yield f"{'  ' if number else '- '}{line}"


def _scalar(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, str):
        return repr(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS and value.isprintable():
        return value
    return _ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False))


# JSON's strings are YAML's, except for characters that YAML reads as line ends or that are not printable in YAML.
_ESCAPED = re.compile(r"[^\x20-\x7e\xa1-\u1fff\u2030-\ud7ff\ue000-\ufefe\uff00-\uffef\U00010000-\U0010fffd]")


def _escape(match: re.Match[str]) -> str:
    return f"\\U{ord(match[0]):08x}"


# ------------------------------------------------------------------------------------------------ reading


class _NoTwice:
    """A mix-in for loaders: a key that occurs twice in a mapping is an error, as YAML requires."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  as inherited
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key.value!r} twice", key.start_mark)
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else None)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)  # type: ignore[misc]
        return mapping


class PureLoader(_NoTwice, yaml.BaseLoader):
    """Reads scalars as strings."""


LOADERS: list[type] = [PureLoader]
if hasattr(yaml, "CBaseLoader"):

    class LibyamlLoader(_NoTwice, yaml.CBaseLoader):
        """The same with libyaml, which is many times faster, but not in every installation of PyYAML."""

    LOADERS.insert(0, LibyamlLoader)


def loads(text: str, *, first_line: int = 1) -> dict[str, Read]:
    """Read a YAML text that is a mapping.

    Raises:
        ParseError: it is not YAML, or not a mapping; lines are counted from `first_line`.
    """
    try:
        _refuse_depth(text)
        tree = yaml.load(text, Loader=LOADERS[0])  # noqa: S506  a base loader: it makes strings, lists and dicts
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise ParseError(f"expected YAML: {problem}", first_line + mark.line if mark else None) from None
    except (ValueError, RecursionError, TypeError, OverflowError) as error:  # escapes beyond Unicode, endless nesting
        raise ParseError(f"expected YAML: {error}", first_line) from None
    if tree is None or tree == "":
        return {}
    if not isinstance(tree, dict):
        raise ParseError("expected a mapping of keys to values", first_line)
    if "*" in text and _is_larger(tree, MAX_GROWTH * len(text)):
        raise ParseError(f"expected aliases that stand for at most {MAX_GROWTH} times what is written", first_line)
    return tree


MAX_NESTING = 150
"""How deep collections may nest: deeper than the deepest thread of comments, and not so deep that PyYAML, which reads
them recursively, overruns the stack."""

_INDENTATION = re.compile("^[ ?:-]+", re.MULTILINE)


def _refuse_depth(text: str) -> None:
    """Count levels while parsing, if the text can have too many."""
    indentation = max(map(len, _INDENTATION.findall(text)), default=0)
    if text.count("[") + text.count("{") + indentation < MAX_NESTING:
        return
    level = 0
    for event in yaml.parse(text, Loader=LOADERS[0]):
        level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if level > MAX_NESTING:
            mark: Any = event.start_mark  # a class of libyaml's own
            raise yaml.parser.ParserError(None, None, f"it nests deeper than {MAX_NESTING} levels", mark)


MAX_GROWTH = 10
"""How many times as long as its text a tree may be, since aliases of aliases grow without end."""


def _is_larger(tree: Read, size: int) -> bool:
    waiting: list[Read] = [tree]
    while waiting and size >= 0:
        node = waiting.pop()
        size -= 1
        if isinstance(node, str):
            size -= len(node)
        elif isinstance(node, list):
            waiting.extend(node)
        else:
            waiting.extend((*node.keys(), *node.values()))
    return size < 0
