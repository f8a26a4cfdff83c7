"""A tree read from its leaves: each node is built before the one that holds it, with the stack of a single level.

Reading from the root needs more stack for a level than writing does. So whatever could be written can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cattrs import Converter

from blogpost.codecs.problems import Place, error_of, problems_in
from blogpost.model import Comment, Post

_COMMENTS = ("comments", "replies")


def post_from_leaves(fields: Mapping[str, Any], nodes: Mapping[str, type], converter: Converter) -> Post:
    """The post that a tree describes.

    Args:
        fields: the tree of the post.
        nodes: the classes of content by their names in the tree.
        converter: accepts nodes that are built already.

    Raises:
        ParseError: the tree breaks the contract; it lists the problems of the first node, from the leaves, that does.
    """
    root = Place(None, "$", dict(fields))
    for place in reversed(_outer_first(root)):
        if cls := _class_of(place, nodes):
            place.replace(_built(place, cls, converter))
    post: Post = _built(root, Post, converter)
    return post


def _outer_first(root: Place) -> list[Place]:
    """Every object and list within a tree, as copies, each after the one that holds it."""
    places = []
    waiting = [root]
    while waiting:
        inner = [place.copied() for place in waiting.pop().inner()]
        places.extend(inner)
        waiting.extend(inner)
    return places


def _class_of(place: Place, nodes: Mapping[str, type]) -> type | None:
    """The class of an object: a node's by its type, a comment's by the list it is in."""
    if not isinstance(place.value, dict):
        return None
    if place.parent is not None and place.parent.key in _COMMENTS:
        return Comment
    name = place.value.get("type")
    return nodes.get(name) if isinstance(name, str) else None


def _built(place: Place, cls: type, converter: Converter) -> Any:
    try:
        return converter.structure(place.value, cls)
    except RecursionError:
        raise
    except Exception as error:  # groups of whatever the constructors raise
        raise error_of(problems_in(error, place.path)) from None
