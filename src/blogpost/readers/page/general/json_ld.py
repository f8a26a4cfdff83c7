"""Read JSON-LD as blogs write it: the nodes of all scripts, with references between them resolved.

The vocabulary is https://schema.org/Article. Wrappers around the JSON, comments in it and extra commas are tolerated,
as themes and plugins write JSON by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from attrs import define, field

_ARTICLES = ("Posting", "Article", "Report", "Review", "CreativeWork")
_PAGES = ("WebPage",)
_JSON = json.JSONDecoder(strict=False)  # themes put texts with line ends into strings
_STRING_OR_COMMENT = re.compile(
    r'"(?:[^"\\]|\\.)*"|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|(?<![:"])//[^\n]*|,(?=\s*[}\]])', re.DOTALL
)
_MOST_NODES = 20_000
_UNFILLED = re.compile(r"\{\{|\}\}|<\$|\$\{|%%|^\s*(?:null|undefined|data:post\.)")

Node = Mapping[str, Any]


@define
class Graph:
    """Every node of a page's JSON-LD, and the nodes with an `@id` by it."""

    nodes: list[Node] = field(factory=list)
    by_id: dict[str, Node] = field(factory=dict)

    def resolved(self, value: Any) -> Any:
        """A value, or the node that it refers to, if the page has it."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str):
            return self.by_id.get(value["@id"], value)
        return value

    def articles(self) -> Iterator[Node]:
        """The nodes that are articles of any kind."""
        return (node for node in self.nodes if _is_kind(node, _ARTICLES))

    def pages(self) -> Iterator[Node]:
        """The nodes that are about the page itself."""
        return (node for node in self.nodes if _is_kind(node, _PAGES))

    def of_kind(self, *kinds: str) -> Iterator[Node]:
        """The nodes of exactly these kinds."""
        return (node for node in self.nodes if not set(kinds).isdisjoint(_kinds(node)))

    def kinds(self, value: Any) -> list[str]:
        """The kinds of a node, or of the node that a reference points to."""
        node = self.resolved(value)
        return _kinds(node) if isinstance(node, dict) and "@type" in node else []

    def names(self, value: Any) -> list[str]:
        """The names in the value of `author`: a string, a person, a list of either, or references."""
        names: list[str] = []
        for each in value if isinstance(value, list) else [value]:
            person = self.resolved(each)
            name = person.get("name") if isinstance(person, dict) else person
            names += filter(None, map(text, name if isinstance(name, list) else [name]))
        return [name for name in dict.fromkeys(names) if not name.startswith(("http://", "https://"))]

    def address(self, value: Any) -> str | None:
        """The address of a person's page, if `author` is one person."""
        people = value if isinstance(value, list) else [value]
        person = self.resolved(people[0]) if len(people) == 1 else None
        return text(person.get("url")) if isinstance(person, dict) else None


def read_graph(scripts: Iterable[str]) -> Graph:
    """The nodes in the texts of scripts of type ``application/ld+json``."""
    graph = Graph()
    for script in scripts:
        _gather(_parsed(script), graph)
    return graph


def text(value: Any) -> str | None:
    """The text of a value, with character references resolved; None for a placeholder."""
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    cleaned = " ".join(unescape(value).split())
    return None if not cleaned or _UNFILLED.search(cleaned) else cleaned


def _parsed(script: str) -> Any:
    """The JSON in a script, whatever is wrapped around it; None if it can't be read."""
    begin = script.find("{")
    if begin < 0:
        return None
    before = script[:begin].rstrip()
    if before.endswith("[") and not before.endswith("CDATA["):
        begin = len(before) - 1
    for source in (script, None):
        try:
            if source is None:
                return _JSON.raw_decode(_STRING_OR_COMMENT.sub(_only_strings, script[begin:]))[0]
            return _JSON.raw_decode(source, begin)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _only_strings(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith('"') else ""


def _gather(tree: Any, graph: Graph) -> None:
    """Adds every object in a tree that has a type or an id, outer before inner."""
    waiting = [tree]
    while waiting and len(graph.nodes) < _MOST_NODES:
        value = waiting.pop()
        if isinstance(value, dict):
            if "@type" in value:
                graph.nodes.append(value)
                if isinstance(value.get("@id"), str):
                    graph.by_id.setdefault(value["@id"], value)
            waiting.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))
        elif isinstance(value, list):
            waiting.extend(reversed([inner for inner in value if isinstance(inner, dict | list)]))


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _is_kind(node: Node, ends: tuple[str, ...]) -> bool:
    return any(kind.endswith(ends) for kind in _kinds(node))
