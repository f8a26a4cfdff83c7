"""A feed in JSON, as ``alt=json`` gives it → posts: the JSON is Atom's elements written otherwise, and read as those.

https://developers.google.com/gdata/docs/json
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree

from blogpost.markup.dom import Element, decode, settable
from blogpost.model import Post
from blogpost.readers.archives.feeds import FeedDocument
from blogpost.readers.archives.fields import PREFIXES
from blogpost.readers.archives.posts import read_documents
from blogpost.readers.archives.trees import members, read_trees
from blogpost.sources import Source

# "alt=json-in-script" is the call of a function, behind a line of comment.
_CALL = re.compile(r"\s*(?://[^\n]*\n\s*)?[A-Za-z_$][\w.$]*\(")
_NAMESPACES = {"atom": "http://www.w3.org/2005/Atom", **{prefix: uri for uri, prefix in PREFIXES.items() if prefix}}
_NAME = re.compile(r"(?:([a-z]+)\$)?([A-Za-z][\w-]*)", re.ASCII)
_DEEPEST, _MOST_ATTRIBUTES = 8, 100  # of elements that entries have in them, and of what those say; both are far more


def read_gdata_json(source: Source, url: str | None = None) -> Iterator[Post]:
    """Every post of a feed in JSON, or of several, or of single entries.

    Raises:
        ParseError: it is no JSON, or no call with JSON in it.
    """
    document = source.document
    text = document if isinstance(document, str) else decode(document)
    trees = list(read_trees(_called_with(text)))
    yield from read_documents([FeedDocument(partial(_entries, tree), url=url) for tree in trees])


def _called_with(text: str) -> str:
    call = _CALL.match(text)
    return text[call.end() :].rstrip().removesuffix(";").rstrip().removesuffix(")") if call else text


def _entries(tree: Any) -> Iterator[Element]:
    """The entries as elements, one at a time, each in a feed that says what the JSON says before them."""
    if entry := members(tree, "entry"):
        yield _element("entry", entry)
        return
    feed = members(tree, "feed")
    head = _element("feed", {name: value for name, value in feed.items() if name != "entry"})
    entries = feed.get("entry")
    for each in entries if isinstance(entries, list) else [entries]:
        if isinstance(each, dict):
            element = _element("entry", each)
            head.append(element)
            yield element
            head.remove(element)


def _element(name: str, value: Any, depth: int = 0) -> Element:
    """An element: of an object, strings are attributes, ``$t`` is the text, and the rest are elements in it."""
    element = etree.Element(_clark_name(name) or name)
    content = value if isinstance(value, dict) else {"$t": value}
    for key, member in content.items():
        if key == "$t":
            element.text = settable(str(member)) if isinstance(member, str | int | float) else None
        elif isinstance(member, str):
            if _NAME.fullmatch(key) and "$" not in key and len(element.attrib) < _MOST_ATTRIBUTES:
                element.set(key, settable(member) or "")
        elif _clark_name(key) and depth < _DEEPEST:
            members_of = member if isinstance(member, list) else [member]
            element.extend(_element(key, each, depth + 1) for each in members_of)
    return element


def _clark_name(key: str) -> str | None:
    """``thr$total`` as lxml names it; None for what no entry is asked for."""
    found = _NAME.fullmatch(key)
    namespace = _NAMESPACES.get(found[1] or "atom") if found else None
    return f"{{{namespace}}}{found[2]}" if found and namespace else None
