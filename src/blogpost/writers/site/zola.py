"""Zola: https://www.getzola.org/documentation/content/page/."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from blogpost.values import Blog, without_none
from blogpost.writers.site.bodies import Dialect
from blogpost.writers.site.tool import Entry, Places, Tool, address_of

_PAGE = ".html"


def _new_path(path: str) -> str:
    """Zola makes a folder for each page, so its address has no ending."""
    return path.removesuffix(_PAGE).rstrip("/") + "/"


def _aliases(path: str) -> list[str] | None:
    """Zola writes a page for each that leads readers to the new address. A folder's address without the slash works."""
    return [path] if path.endswith(_PAGE) else None


def _head(entry: Entry) -> str:
    post = entry.post
    extra = without_none(
        subtitle=post.headline,
        location=entry.location,
        blogger_id=post.id,
        comments_file=entry.comments,
    )
    fields = without_none(
        title=post.title or "",
        date=post.published,
        updated=post.updated,
        draft=entry.shown != "live" or None,  # Zola doesn't wait for a date to come
        path=_new_path(entry.path) if entry.path else None,
        aliases=_aliases(entry.path) if entry.path else None,
        authors=list(entry.authors) or None,
        taxonomies={"tags": list(post.labels)} if post.labels else None,
        extra=extra or None,
    )
    return f"+++\n{in_toml(fields)}+++"


def _config(blog: Blog, language: str | None) -> str:
    return in_toml(
        without_none(
            base_url=address_of(blog) or "/",
            title=blog.title,
            default_language=language,
            # Most themes have pages for labels. Without templates for them, Zola stops.
            taxonomies=[{"name": "tags", "render": False}],
        )
    )


ZOLA = Tool(
    name="zola",
    places=Places(pages="content", posts="content/posts", data="data/comments", media="static/media"),
    head=_head,
    config=("config.toml", _config),
    new_path=_new_path,
    templates={
        "content/_index.md": "+++\n+++\n",
        "content/posts/_index.md": '+++\nsort_by = "date"\ntransparent = true\n+++\n',
    },
    # Shortcodes; attributes after a heading; footnotes; links within Zola's folders; and its mark for summaries.
    dialect=Dialect(
        re.compile(r"\{[{%]|^#.*\}$|(?<!\\)\[\^|\]\((?!<?(?:https?:/)?/)|<!--\s*more", re.MULTILINE),
        is_commonmark=True,
    ),
)


# ------------------------------------------------------------------------- TOML, written: https://toml.io/en/v1.0.0

_Value: TypeAlias = "str | bool | int | dt.date | Sequence[str | Mapping[str, _Value]] | Mapping[str, _Value]"
"""A value that a key can have. A sequence has strings only, or mappings only."""


def in_toml(mapping: Mapping[str, _Value]) -> str:
    """Write a mapping as TOML, with a line end after every line. Tables come after all other keys."""
    return "".join(f"{line}\n" for line in _lines(mapping, ()))


def _lines(mapping: Mapping[str, _Value], path: tuple[str, ...]) -> Iterator[str]:
    tables = {key: value for key, value in mapping.items() if isinstance(value, Mapping)}
    for key, value in mapping.items():
        if not isinstance(value, Mapping):
            yield f"{key} = {_value(value)}"
    for key, table in tables.items():
        inner = (*path, key)
        yield ""
        yield f"[{'.'.join(inner)}]"
        yield from _lines(table, inner)


def _value(value: _Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    return f"[{', '.join(map(_value, value))}]"


def _string(text: str) -> str:
    """A basic string. JSON's escapes are TOML's, but JSON leaves one control character as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
