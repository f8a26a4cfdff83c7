"""Read the post from the state that a page has for its scripts, as JSON that is never run.

Substack's `_preloads`, Medium's `__APOLLO_STATE__`, Next's `__NEXT_DATA__`, Remix's `__remixContext` and Nuxt's data
are trees of objects. The post is the object with the page's stated title and a date, wherever it is in the tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from blogpost.language.folding import folded
from blogpost.markup.javascript import read_string

MARKS = ("_preloads", "__APOLLO_STATE__", "__NEXT_DATA__", "__remixContext", "__NUXT__", "__INITIAL_STATE__")
_ASSIGNED = re.compile(rf"(?<!\w)(?:{'|'.join(MARKS)})\s*=\s*(JSON\.parse\(\s*)?(?=[{{\"'])")
_JSON = json.JSONDecoder(strict=False)
_MOST_OBJECTS = 60_000
_LONGEST = 6_000_000  # characters

_TITLES = ("title", "headline", "name")
_PUBLISHED = (
    "post_date", "datePublished", "date_published", "publishedAt", "published_at", "firstPublishedAt", "publishedDate",
    "published_date", "publishDate", "pubDate", "published", "firstPublishedDate", "date",
)  # fmt: skip
_UPDATED = (
    "updated_at",
    "updatedAt",
    "dateModified",
    "latestPublishedAt",
    "modifiedAt",
    "updated",
    "lastPublishedDate",
)
_LABELS = ("postTags", "tags", "topics", "categories")
_AUTHORS = ("publishedBylines", "authors", "author", "creator", "byline")
_NAMES = ("displayTitle", "name", "title", "label", "normalizedTagSlug")

Tree = Mapping[str, Any]


@frozen
class PostState:
    """The fields of the post in the state, unchanged."""

    published: str | int | None = None
    updated: str | int | None = None
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


NO_STATE = PostState()


def read_state(scripts: Iterable[str], titles: Iterable[str]) -> PostState:
    """The fields of the post with one of some titles, from the state of scripts.

    Args:
        scripts: the texts of the scripts with a state.
        titles: the titles that the page states or shows for its post.
    """
    wanted = {folded(title) for title in titles if title}
    for script in scripts:
        for tree in _trees(script):
            for value in _objects(tree):
                if _is_post(value, wanted):
                    return _post(value, tree if isinstance(tree, dict) else {})
    return NO_STATE


def _trees(script: str) -> Iterator[Any]:
    if len(script) > _LONGEST:
        return
    if script.lstrip().startswith("{"):
        yield from _decoded(script.lstrip(), 0)
        return
    for at in sorted(place for mark in MARKS for place in _places_of(mark, script)):
        match = _ASSIGNED.match(script, at)
        if match is None:
            continue
        if match[1]:
            literal = _string_at(script, match.end())
            if literal is not None:
                yield from _decoded(literal.strip(), 0)
        elif script[match.end()] == "{":
            yield from _decoded(script, match.end())


def _places_of(mark: str, script: str) -> Iterator[int]:
    at = script.find(mark)
    while at >= 0:
        yield at
        at = script.find(mark, at + 1)


def _string_at(script: str, at: int) -> str | None:
    """The string literal at a place of a script. Most are JSON's, too, and its decoder is far faster."""
    try:
        value = _JSON.raw_decode(script, at)[0] if script[at] == '"' else None
    except ValueError:
        value = None
    return value if isinstance(value, str) else read_string(script, at)


def _decoded(text: str, at: int) -> Iterator[Any]:
    try:
        yield _JSON.raw_decode(text, at)[0]
    except (ValueError, RecursionError):
        return


def _objects(tree: Any) -> Iterator[Tree]:
    """The objects of a tree, outer before inner."""
    waiting, seen = [tree], 0
    while waiting and seen < _MOST_OBJECTS:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))
        elif isinstance(value, list):
            waiting.extend(reversed([inner for inner in value if isinstance(inner, dict | list)]))


def _is_post(value: Tree, wanted: set[str]) -> bool:
    title = next((candidate for name in _TITLES if isinstance(candidate := value.get(name), str)), None)
    return title is not None and _first(value, _PUBLISHED) is not None and folded(title) in wanted


def _first(value: Tree, names: Iterable[str]) -> str | int | None:
    for name in names:
        stated = value.get(name)
        if (isinstance(stated, str) and stated) or (
            isinstance(stated, int) and not isinstance(stated, bool) and stated > 0
        ):
            return stated
    return None


def _post(value: Tree, tree: Tree) -> PostState:
    return PostState(
        _first(value, _PUBLISHED),
        _first(value, _UPDATED),
        _names(value, _AUTHORS, tree),
        _names(value, _LABELS, tree),
    )


def _names(value: Tree, fields: Iterable[str], tree: Tree) -> tuple[str, ...]:
    """The names in the first field with any: strings, objects, and references to objects."""
    for name in fields:
        stated = value.get(name)
        each = stated if isinstance(stated, list) else [stated]
        if names := dict.fromkeys(filter(None, (_name(one, tree) for one in each))):
            return tuple(names)
    return ()


def _name(value: Any, tree: Tree) -> str | None:
    if isinstance(value, dict) and isinstance(value.get("__ref"), str):
        value = tree.get(value["__ref"])
    if isinstance(value, dict):
        value = next(
            (candidate for name in _NAMES if isinstance(candidate := value.get(name), str) and candidate), None
        )
    return " ".join(value.split()) or None if isinstance(value, str) else None
