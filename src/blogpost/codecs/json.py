"""The JSON codec, both directions (docs/json.md has the contract).

`cattrs` does the work, with two reading converters. A fast one reads valid documents. If it fails, a slow one collects
every problem with its path.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from operator import attrgetter
from types import GenericAlias
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

import attrs
from cattrs import Converter
from cattrs.cols import list_structure_factory
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from blogpost.canonical import DATE, TIME
from blogpost.codecs.json_trees import error_of, expected, parse_tree, post_from_leaves, problems_in, shown, with_stack
from blogpost.content import BLOCKS, INLINES, Block, Inline
from blogpost.copies import Copies, report_read
from blogpost.errors import BlogpostError, ParseError
from blogpost.model import Comment, Post
from blogpost.values import Blog, Byline, Location, Quote

SCHEMA = "blogpost/1"

DATE_ONLY = re.compile(DATE)
DATE_TIME = re.compile(f"{DATE}T{TIME}")

_Read: TypeAlias = Callable[[Any, Any], Any]
_Factory: TypeAlias = Callable[[Any, Converter], _Read]
_Write: TypeAlias = Callable[[Any], dict[str, Any]]
_Fields: TypeAlias = Callable[[type, Converter], _Write]
_Moment: TypeAlias = dt.datetime | dt.date | None


def type_name(node: type) -> str:
    """The name of a class in the JSON tree: ``block_quote`` for `BlockQuote`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.__name__).lower()


_VALUES = (Byline, Quote, Blog, Location)
_LEAVES = (str, int, float, bool, type(None), tuple, list, dt.date, dt.datetime)
_NODES = {type_name(node): node for node in (*BLOCKS, *INLINES)}

# ------------------------------------------------------------------------------------------------ writing


def dumps(post: Post, *, indent: int | None = None, quotes: bool = True, full: bool = False) -> str:
    """Write a post as a JSON document, without indentation if that would be most of it.

    Args:
        post: any post.
        indent: spaces per level; None for one line.
        quotes: whether to include the quotations.
        full: whether to include all that readers can derive: defaults, empty lists and texts.

    Raises:
        BlogpostError: the post nests deeper than Python's recursion limit allows.
    """
    tree = to_dict(post, quotes=quotes, full=full)
    try:
        compact = json.dumps(tree, ensure_ascii=False)
        max_length = (MAX_INDENTED + (indent or 0)) * len(compact)
        return compact if indent is None else _indented(tree, indent, max_length) or compact
    except RecursionError:
        raise _too_deep(BlogpostError, "post") from None


MAX_INDENTED = 2
"""The maximum length of an indented document relative to one without, on top of the spaces per level."""


def _indented(tree: dict[str, Any], indent: int, max_length: int) -> str | None:
    """The tree with indentation; None if that is longer than `max_length`, as for content that nests deep."""
    pieces: list[str] = []
    length = 0
    for piece in json.JSONEncoder(ensure_ascii=False, indent=indent).iterencode(tree):
        length += len(piece)
        if length > max_length:
            return None
        pieces.append(piece)
    return "".join(pieces)


def to_dict(post: Post, *, quotes: bool = True, full: bool = False) -> dict[str, Any]:
    """Write a post as the JSON tree: dicts, lists, strings and numbers.

    Fields at their default are omitted; with `full` only those that are None, and texts are included.

    Raises:
        BlogpostError: the post nests deeper than Python's recursion limit allows.
    """
    write = _writer(is_full=full).unstructure
    try:
        fields = write(post)
        comments = {"comments": fields.pop("comments")} if "comments" in fields else {}
        quotations = {"quotes": [write(quote) for quote in post.quotes]} if quotes and (full or post.quotes) else {}
    except RecursionError:
        raise _too_deep(BlogpostError, "post") from None
    return {"schema": SCHEMA, **fields, **quotations, **comments}


def _too_deep(error: type[BlogpostError], what: str) -> BlogpostError:
    return error(f"this {what} nests deeper than Python's recursion limit of {sys.getrecursionlimit()} allows here")


@cache
def _writer(*, is_full: bool = False) -> Converter:
    return with_stack(partial(_make_writer, is_full=is_full))


def _make_writer(*, is_full: bool) -> Converter:
    fields = _stated_fields if is_full else _fields

    # cattrs calls factories at first use, when every hook is known, so mutually dependent classes need no order.
    converter = Converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook_factory(attrs.has, fields)
    converter.register_unstructure_hook_factory(lambda cls: cls in _NODES.values(), partial(_tagged_fields, fields))
    converter.register_unstructure_hook_factory(lambda cls: cls is Byline, partial(_named_fields, fields))
    if is_full:
        converter.register_unstructure_hook_factory(lambda cls: cls in (Post, Comment), _fields_and_text)
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_unstructure_hook(dt.datetime, dt.datetime.isoformat)
    for cls in (Post, Comment, *_VALUES, *_NODES.values(), *_LEAVES):
        converter.get_unstructure_hook(cls)
    return converter


def _fields(cls: type, converter: Converter) -> _Write:
    return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)


def _stated_fields(cls: type, converter: Converter) -> _Write:
    """Writes all fields but those that are None."""
    write: _Write = make_dict_unstructure_fn(cls, converter)
    return lambda value: {name: field for name, field in write(value).items() if field is not None}


def _tagged_fields(fields: _Fields, node: type, converter: Converter) -> _Write:
    write, name = fields(node, converter), type_name(node)
    return lambda value: {"type": name, **write(value)}


def _named_fields(fields: _Fields, _: type, converter: Converter) -> _Write:
    write = fields(Byline, converter)
    return lambda byline: {"name": byline.name, **write(byline)} if byline.names else write(byline)


def _fields_and_text(cls: type, converter: Converter) -> _Write:
    """Writes the text after the body, and the comments or replies last."""
    write, last = _stated_fields(cls, converter), "comments" if cls is Post else "replies"

    def with_text(value: Any) -> dict[str, Any]:
        tree = write(value)
        comments = tree.pop(last)
        return {**tree, "text": value.text, last: comments}

    return with_text


# ------------------------------------------------------------------------------------------------ reading


def loads(text: str) -> Post:
    """Read a post from a JSON document.

    Raises:
        ParseError: the text isn't JSON, or breaks the contract. The error lists every problem with its path.
    """
    with Copies(len(text)).counting():
        return from_dict(parse_tree(text))


def read_document(text: str) -> Iterator[Post]:
    """Read the post in a JSON document, or the posts in an array.

    Raises:
        ParseError: the text isn't JSON, or a post breaks the contract. The error lists every problem of the post.
    """
    tree = parse_tree(text)
    report_read(len(text))
    for number, each in enumerate(tree) if isinstance(tree, list) else ((None, tree),):
        try:
            with Copies(len(text)).counting():
                post = from_dict(each)
        except ParseError as error:
            raise error if number is None else _within(error, f"$[{number}]") from None
        yield post


def _within(error: ParseError, place: str) -> ParseError:
    """The error of a document that has a place in another one."""
    path = place + (error.path or "$").removeprefix("$")
    return ParseError(
        error.message, error.line, path, tuple(each.replace(" @ $", f" @ {place}") for each in error.others)
    )


def read_lines(file: Iterable[bytes]) -> Iterator[Post]:
    """Read the post in each line of a JSON Lines file. Empty lines are skipped.

    Raises:
        ParseError: a line isn't UTF-8, isn't JSON or breaks the contract. The error has the line's number.
    """
    for number, line in enumerate(file, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            if text.strip():
                report_read(len(text))
                yield loads(text)
        except UnicodeDecodeError:
            raise ParseError("expected JSON in UTF-8", number) from None
        except ParseError as error:
            raise ParseError(error.message, number, error.path, error.others) from None


def from_dict(tree: Mapping[str, Any]) -> Post:
    """Read a post from a JSON tree.

    Raises:
        ParseError: the tree breaks the contract. The error lists every problem with its path.
    """
    _expect_schema(tree)
    fields = {key: value for key, value in tree.items() if key != "schema"}
    try:
        return _reader().structure(fields, Post)
    except RecursionError:
        pass
    except Exception:  # the slow reader finds out what is wrong, and where
        raise error_of(_problems_of(fields)) from None
    try:
        return post_from_leaves(fields, _NODES, _reader(is_detailed=True, accepts_built=True))
    except RecursionError:
        raise _too_deep(ParseError, "tree") from None


def _problems_of(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    try:
        _reader(is_detailed=True).structure(fields, Post)
    except Exception as error:  # a group of the constructors' errors
        return list(problems_in(error, "$"))
    return []


def _expect_schema(tree: object) -> None:
    if not isinstance(tree, Mapping):
        raise ParseError(f"expected an object, not {shown(tree)}", None, "$")
    if "schema" not in tree:
        raise ParseError(f'expected "{SCHEMA}", not null: {_other_json(tree)}', None, "$.schema")
    if tree["schema"] != SCHEMA:
        raise ParseError(f'expected "{SCHEMA}", not {shown(tree["schema"])}', None, "$.schema")


def _other_json(tree: Mapping[str, Any]) -> str:
    """The likely origin of JSON without the key that all of ours has."""
    if str(tree.get("version")).startswith("https://jsonfeed.org/"):
        return "this is a JSON Feed, read the Atom or RSS feed of the blog instead"
    return "this JSON does not come from blogpost"


DERIVED: dict[type, dict[str, Any]] = {
    Post: {"text": str, "quotes": tuple[Quote, ...]},
    Comment: {"text": str},
    Byline: {"name": str | None},
}
"""Derived values that are written next to a class's fields, and skipped when reading, with their types."""


@cache
def _reader(*, is_detailed: bool = False, accepts_built: bool = False) -> Converter:
    return with_stack(partial(_make_reader, is_detailed=is_detailed, accepts_built=accepts_built))


def _make_reader(*, is_detailed: bool, accepts_built: bool) -> Converter:
    """Make a reading converter.

    Args:
        is_detailed: whether it collects every problem, which is slower.
        accepts_built: whether it accepts nodes and comments that are objects already.
    """
    converter = Converter(forbid_extra_keys=True, detailed_validation=is_detailed)
    converter.register_structure_hook(str, _string)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(bool, _boolean)
    converter.register_structure_hook_func(lambda cls: cls == _Moment, _moment)
    converter.register_structure_hook_func(_is_literal, _one_of)
    converter.register_structure_hook_factory(_is_tuple, _list_reader)
    adapted = _or_built if accepts_built else _unchanged
    converter.register_structure_hook_factory(attrs.has, adapted(_object_reader))
    converter.register_structure_hook_factory(lambda cls: cls in _NODES.values(), adapted(_node_reader))
    converter.register_structure_hook_factory(DERIVED.__contains__, adapted(_derived_reader))
    converter.register_structure_hook_factory(lambda cls: cls in (Block, Inline), adapted(_union_reader))
    for cls in (Post, Comment, *_NODES.values()):
        converter.get_structure_hook(cls)
    return converter


def _unchanged(factory: _Factory) -> _Factory:
    return factory


def _or_built(factory: _Factory) -> _Factory:
    """A factory whose readers also accept finished objects."""

    def reader(cls: Any, converter: Converter) -> _Read:
        read = factory(cls, converter)
        return lambda value, wanted: value if isinstance(value, cls) else read(value, wanted)

    return reader


def _expecting(wanted: str, *kinds: type) -> _Read:
    """A reader of plain values. To Python, true and false are numbers, too; to JSON they aren't."""
    is_number = int in kinds

    def read(value: Any, _: object) -> Any:
        if not isinstance(value, kinds) or (is_number and isinstance(value, bool)):
            raise expected(wanted, value)
        return value

    return read


_string = _expecting("a string", str)
_whole_number = _expecting("a whole number", int)
_number = _expecting("a number", int, float)
_boolean = _expecting("true or false", bool)


def _moment(value: Any, _: object) -> _Moment:
    if value is None:
        return None
    text = _string(value, str)
    if DATE_ONLY.fullmatch(text):
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
        if (actual := fields.pop("type", None)) != name:
            raise expected(f'an object with the type "{name}"', actual)
        return read_object(fields, node)

    return read


def _derived_reader(cls: type, converter: Converter) -> _Read:
    """Reads a class whose tree also has what is derived from its fields."""
    hints = get_type_hints(cls)
    defaults = {field.name: field.default for field in attrs.fields(cls) if field.init}
    fields = {name: attrs.field(default=default, type=hints[name]) for name, default in defaults.items()}
    derived = {name: attrs.field(default=None, type=kind) for name, kind in DERIVED[cls].items()}
    written = attrs.make_class(f"Written{cls.__name__}", {**fields, **derived})
    read_written, values_of = _object_reader(written, converter), attrgetter(*fields)

    def read(value: Any, _: object) -> Any:
        return cls(**dict(zip(fields, values_of(read_written(value, written)), strict=True)))

    return read


def _union_reader(union: Any, converter: Converter) -> _Read:
    """Reads one of several classes of nodes, selected by the key ``type``."""
    nodes = {type_name(node): node for node in get_args(union)}

    def read(value: Any, _: object) -> Any:
        name = value.get("type") if isinstance(value, dict) else None
        node = nodes.get(name) if isinstance(name, str) else None
        if node is None:
            raise expected(f"an object whose type is one of {', '.join(nodes)}", value if name is None else name)
        return converter.structure(value, node)

    return read
