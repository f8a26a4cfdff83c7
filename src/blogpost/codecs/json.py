"""The JSON codec: the tree of the model and nothing else, both directions (docs/json.md has the contract).

`cattrs` does the work. The converter that reads comes twice: a fast one for the documents that are right, and one that
gathers every problem with its path, which runs only when the fast one has found a document wrong.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from types import GenericAlias
from typing import Any, Literal, TypeAlias, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.cols import list_structure_factory
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from blogpost.codecs.json_trees import error_of, expected, parse_tree, post_from_leaves, problems_in, shown, with_room
from blogpost.content import BLOCKS, INLINES, Block, Inline
from blogpost.copies import Copies
from blogpost.errors import BlogpostError, ParseError
from blogpost.model import Comment, Post
from blogpost.values import Blog, Byline, Location, Quote

SCHEMA = "blogpost/1"

# What a date and a time look like; a date is nothing else, since "20121018" and "2012-W42" are dates to Python too.
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATE_TIME = re.compile(
    rf"{DATE.pattern}T[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]{{1,6}})?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?"
)

_Read: TypeAlias = Callable[[Any, Any], Any]
_Factory: TypeAlias = Callable[[Any, Converter], _Read]
_Write: TypeAlias = Callable[[Any], dict[str, Any]]
_Moment: TypeAlias = dt.datetime | dt.date | None


def type_name(node: type) -> str:
    """The name of a node's class in the JSON tree: ``block_quote`` for `BlockQuote`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.__name__).lower()


_VALUES = (Byline, Quote, Blog, Location)
_LEAVES = (str, int, float, bool, type(None), tuple, list, dt.date, dt.datetime)
_NODES = {type_name(node): node for node in (*BLOCKS, *INLINES)}

# ------------------------------------------------------------------------------------------------ writing


def dumps(post: Post, *, indent: int | None = None, quotes: bool = True) -> str:
    """The post as a JSON document: without indentation where that would be most of it.

    Raises:
        BlogpostError: the post nests deeper than Python's recursion limit allows.
    """
    tree = to_dict(post, quotes=quotes)
    try:
        compact = json.dumps(tree, ensure_ascii=False)
        longest = (MAX_INDENTED + (indent or 0)) * len(compact)
        return compact if indent is None else _indented(tree, indent, longest) or compact
    except RecursionError:
        raise _too_deep(BlogpostError, "post") from None


MAX_INDENTED = 2
"""The most that indentation may make of a document, relative to its length without, beside the spaces of a level."""


def _indented(tree: dict[str, Any], indent: int, longest: int) -> str | None:
    """The tree with indentation; None where it is longer than that: each line of content that nests has a long one."""
    pieces: list[str] = []
    length = 0
    for piece in json.JSONEncoder(ensure_ascii=False, indent=indent).iterencode(tree):
        length += len(piece)
        if length > longest:
            return None
        pieces.append(piece)
    return "".join(pieces)


def to_dict(post: Post, *, quotes: bool = True) -> dict[str, Any]:
    """The post as the JSON tree: dicts, lists, strings and numbers. Fields at their default are left out.

    Raises:
        BlogpostError: the post nests deeper than Python's recursion limit allows.
    """
    try:
        fields = _writer().unstructure(post)
        comments = {"comments": fields.pop("comments")} if post.comments else {}
        found = post.quotes if quotes else ()
        quoted = {"quotes": [_writer().unstructure(quote) for quote in found]} if found else {}
    except RecursionError:
        raise _too_deep(BlogpostError, "post") from None
    return {"schema": SCHEMA, **fields, **quoted, **comments}


def _too_deep(error: type[BlogpostError], what: str) -> BlogpostError:
    return error(f"this {what} nests deeper than Python's recursion limit of {sys.getrecursionlimit()} allows here")


@cache
def _writer() -> Converter:
    return with_room(_make_writer)


def _make_writer() -> Converter:
    # Factories are asked at first use, when every hook is known: classes that hold each other need no order.
    converter = Converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook_factory(attrs.has, _fields)
    converter.register_unstructure_hook_factory(lambda cls: cls in _NODES.values(), _tagged_fields)
    converter.register_unstructure_hook_factory(lambda cls: cls is Byline, _named_fields)
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_unstructure_hook(dt.datetime, dt.datetime.isoformat)
    for cls in (Post, Comment, *_VALUES, *_NODES.values(), *_LEAVES):
        converter.get_unstructure_hook(cls)
    return converter


def _fields(cls: type, converter: Converter) -> _Write:
    return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)


def _tagged_fields(node: type, converter: Converter) -> _Write:
    fields, name = _fields(node, converter), type_name(node)
    return lambda value: {"type": name, **fields(value)}


def _named_fields(_: type, converter: Converter) -> _Write:
    fields = _fields(Byline, converter)
    return lambda byline: {"name": byline.name, **fields(byline)} if byline.names else fields(byline)


# ------------------------------------------------------------------------------------------------ reading


def loads(text: str) -> Post:
    """The post that a JSON document describes.

    Raises:
        ParseError: the text is no JSON, or breaks the contract; it tells every problem of the document, with its path.
    """
    with Copies(len(text)).counting():
        return from_dict(parse_tree(text))


def read_lines(file: Iterable[bytes]) -> Iterator[Post]:
    """The post in each line of a file of JSON lines; empty lines are passed over.

    Raises:
        ParseError: a line is not UTF-8, no JSON, or not of the contract; it has the number of that line.
    """
    for number, line in enumerate(file, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            if text.strip():
                yield loads(text)
        except UnicodeDecodeError:
            raise ParseError("expected JSON in UTF-8", number) from None
        except ParseError as error:
            raise ParseError(error.message, number, error.path, error.others) from None


def from_dict(tree: Mapping[str, Any]) -> Post:
    """The post that a JSON tree describes.

    Raises:
        ParseError: the tree breaks the contract; it tells every problem of the document, with its path.
    """
    _expect_schema(tree)
    fields = {key: value for key, value in tree.items() if key not in ("schema", "quotes")}
    quotes = tree.get("quotes", ())
    try:
        _reader().structure(quotes, tuple[Quote, ...])
        return _reader().structure(fields, Post)
    except RecursionError:
        pass
    except Exception:  # whatever it was, the slow reader says what and where
        problems = [*_problems_of(fields, Post, "$"), *_problems_of(quotes, tuple[Quote, ...], "$.quotes")]
        raise error_of(problems) from None
    try:
        return post_from_leaves(fields, _NODES, _reader(detailed=True, built=True))
    except RecursionError:
        raise _too_deep(ParseError, "tree") from None


def _problems_of(tree: Any, cls: Any, path: str) -> list[tuple[str, str]]:
    try:
        _reader(detailed=True).structure(tree, cls)
    except Exception as error:  # groups of whatever the constructors raise
        return list(problems_in(error, path))
    return []


def _expect_schema(tree: object) -> None:
    if not isinstance(tree, Mapping):
        raise ParseError(f"expected an object, not {shown(tree)}", None, "$")
    if tree.get("schema") != SCHEMA:
        raise ParseError(f'expected "{SCHEMA}", not {shown(tree.get("schema"))}', None, "$.schema")


@attrs.frozen
class _WrittenByline:
    """A byline as it stands in JSON, with the name that readers of the JSON use and the model derives."""

    name: str | None = None
    names: tuple[str, ...] = ()
    raw: str | None = None
    url: str | None = None
    affiliation: str | None = None


@cache
def _reader(*, detailed: bool = False, built: bool = False) -> Converter:
    return with_room(partial(_make_reader, detailed=detailed, built=built))


def _make_reader(*, detailed: bool, built: bool) -> Converter:
    """The converter that reads.

    Args:
        detailed: whether it gathers every problem, which is slower.
        built: whether it accepts nodes and comments that are built already, in their places.
    """
    converter = Converter(forbid_extra_keys=True, detailed_validation=detailed)
    converter.register_structure_hook(str, _string)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(bool, _boolean)
    converter.register_structure_hook_func(lambda cls: cls == _Moment, _moment)
    converter.register_structure_hook_func(_is_literal, _one_of)
    converter.register_structure_hook_factory(_is_tuple, _list_reader)
    ours = _or_built if built else _as_it_is
    converter.register_structure_hook_factory(attrs.has, ours(_object_reader))
    converter.register_structure_hook_factory(lambda cls: cls in _NODES.values(), ours(_node_reader))
    converter.register_structure_hook_factory(lambda cls: cls is Byline, _byline_reader)
    converter.register_structure_hook_factory(lambda cls: cls in (Block, Inline), ours(_union_reader))
    for cls in (Post, Comment, tuple[Quote, ...], *_NODES.values()):
        converter.get_structure_hook(cls)
    return converter


def _as_it_is(factory: _Factory) -> _Factory:
    return factory


def _or_built(factory: _Factory) -> _Factory:
    """A factory whose readers accept what they would build."""

    def reader(cls: Any, converter: Converter) -> _Read:
        read = factory(cls, converter)
        return lambda value, wanted: value if isinstance(value, cls) else read(value, wanted)

    return reader


def _string(value: Any, _: object) -> str:
    if not isinstance(value, str):
        raise expected("a string", value)
    return value


def _whole_number(value: Any, _: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise expected("a whole number", value)
    return value


def _number(value: Any, _: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise expected("a number", value)
    return value


def _boolean(value: Any, _: object) -> bool:
    if not isinstance(value, bool):
        raise expected("true or false", value)
    return value


def _moment(value: Any, _: object) -> _Moment:
    if value is None:
        return None
    text = _string(value, str)
    if DATE.fullmatch(text):
        return dt.date.fromisoformat(text)
    if DATE_TIME.fullmatch(text):
        return dt.datetime.fromisoformat(text)
    raise expected("a date or time such as 2012-10-18 or 2012-10-18T09:30:00-05:00", value)


def _one_of(value: Any, literal: Any) -> Any:
    if value not in get_args(literal):
        raise expected(" or ".join(json.dumps(known) for known in get_args(literal)), value)
    return value


def _is_literal(cls: Any) -> bool:
    origin: Any = get_origin(cls)
    return origin is Literal


def _is_tuple(cls: Any) -> bool:
    return get_origin(cls) is tuple


def _list_reader(cls: Any, converter: Converter) -> _Read:
    items: Any = GenericAlias(list, get_args(cls)[:1])
    read_items = list_structure_factory(items, converter)

    def read(value: Any, _: object) -> Any:
        if not isinstance(value, list | tuple):
            raise expected("a list", value)
        return tuple(read_items(value, items))

    return read


def _object_reader(cls: type, converter: Converter) -> _Read:
    read_fields: _Read = make_dict_structure_fn(cls, converter)

    def read(value: Any, _: object) -> Any:
        if not isinstance(value, dict):
            raise expected("an object", value)
        return read_fields(value, cls)

    return read


def _node_reader(node: type, converter: Converter) -> _Read:
    read_object, name = _object_reader(node, converter), type_name(node)

    def read(value: Any, _: object) -> Any:
        if not isinstance(value, dict):
            raise expected("an object", value)
        fields = dict(value)
        if (found := fields.pop("type", None)) != name:
            raise expected(f'an object with the type "{name}"', found)
        return read_object(fields, node)

    return read


def _byline_reader(_: type, converter: Converter) -> _Read:
    read_written = _object_reader(_WrittenByline, converter)

    def read(value: Any, _: object) -> Byline:
        written = read_written(value, _WrittenByline)
        return Byline(written.names, written.raw, written.url, written.affiliation)

    return read


def _union_reader(union: Any, converter: Converter) -> _Read:
    """Reads one of several classes of nodes, told by the key ``type``."""
    nodes = {type_name(node): node for node in get_args(union)}

    def read(value: Any, _: object) -> Any:
        name = value.get("type") if isinstance(value, dict) else None
        node = nodes.get(name) if isinstance(name, str) else None
        if node is None:
            raise expected(f"an object with a type out of {', '.join(nodes)}", value if name is None else name)
        return converter.structure(value, node)

    return read
