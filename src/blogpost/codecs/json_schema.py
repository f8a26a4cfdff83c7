"""The JSON Schema of the JSON contract, generated from the model's classes, so the two always agree."""

from __future__ import annotations

import datetime as dt
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from blogpost.canonical import MAX_COUNT
from blogpost.codecs.json import DATE_ONLY, DATE_TIME, DERIVED, SCHEMA, type_name
from blogpost.content import (
    BLOCKS,
    INLINES,
    Anchor,
    Block,
    BlockQuote,
    Embed,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Table,
)
from blogpost.model import Comment, Post
from blogpost.values import Blog, Byline, Location, Quote

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OBJECTS = (*BLOCKS, *INLINES, Byline, Blog, Location, Quote, Comment)
_UNIONS = {"block": (Block, BLOCKS), "inline": (Inline, INLINES)}

_TYPES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    dt.date: {"type": "string", "pattern": f"^{DATE_ONLY.pattern}$"},
    dt.datetime: {"type": "string", "pattern": f"^{DATE_TIME.pattern}$"},
    type(None): {"type": "null"},
}

# Bounds that the constructors check and types can't express (canonical.py, content.py).
_ADDRESS = {"pattern": "^(?![A-Za-z][A-Za-z0-9+.-]*:)|^([Hh][Tt][Tt][Pp][Ss]?|[Mm][Aa][Ii][Ll][Tt][Oo]|[Tt][Ee][Ll]):"}
_BOUNDS: dict[tuple[type, str], dict[str, Any]] = {
    (Heading, "level"): {"minimum": 1, "maximum": 6},
    (List, "start"): {"minimum": 0, "maximum": 999_999_999},
    (Table, "header_rows"): {"minimum": 0},
    (Post, "comment_count"): {"minimum": 0, "maximum": MAX_COUNT},
    (Anchor, "name"): {"minLength": 1},
    (Link, "href"): {**_ADDRESS, "minLength": 1},
    (Embed, "url"): {**_ADDRESS, "minLength": 1},
    (Image, "src"): {"pattern": f"{_ADDRESS['pattern']}|^data:image/(png|gif|jpeg|webp)[;,]", "minLength": 1},
    (Figure, "href"): _ADDRESS,
    (BlockQuote, "cite"): _ADDRESS,
    (Post, "url"): _ADDRESS,
    (Comment, "url"): _ADDRESS,
    (Byline, "url"): _ADDRESS,
    (Blog, "url"): _ADDRESS,
}


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the documents that `to_json` writes and `from_json` reads."""
    post = _object(Post, schema={"const": SCHEMA})
    post["required"] = ["schema"]
    definitions = {type_name(cls): _definition(cls) for cls in _OBJECTS}
    for name, (_, members) in _UNIONS.items():
        definitions[name] = {"oneOf": [_reference(type_name(member)) for member in members]}
    return {"$schema": _DIALECT, "title": "A blog post", **post, "$defs": dict(sorted(definitions.items()))}


def _definition(cls: type) -> dict[str, Any]:
    if cls not in (*BLOCKS, *INLINES):
        return _object(cls)
    definition = _object(cls, type={"const": type_name(cls)})
    definition["required"] = ["type", *definition.get("required", ())]
    return definition


def _object(cls: type, **more: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(cls)
    fields = [field for field in attrs.fields(cls) if field.init]
    required = [field.name for field in fields if field.default is attrs.NOTHING]
    properties = {field.name: _schema_of(hints[field.name], **_BOUNDS.get((cls, field.name), {})) for field in fields}
    return {
        "type": "object",
        "description": (cls.__doc__ or "").partition("\n")[0],
        "properties": {**more, **properties, **_derived(cls)},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _derived(cls: type) -> dict[str, Any]:
    """Derived values that are written next to a class's fields, and skipped when reading."""
    return {name: {**_schema_of(kind), "description": _IS_DERIVED} for name, kind in DERIVED.get(cls, {}).items()}


_IS_DERIVED = "For readers of the JSON: derived from the other fields, and ignored when a post is read from it."


def _schema_of(hint: Any, **bounds: Any) -> dict[str, Any]:
    for name, (union, _) in _UNIONS.items():
        if hint == union:
            return _reference(name)
    if hint in _TYPES:
        return {**_TYPES[hint], **bounds} if hint is not type(None) else _TYPES[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [_schema_of(member, **bounds) for member in get_args(hint)]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema_of(get_args(hint)[0])}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    return _reference(type_name(hint))


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}
