"""Blogger's JSON → posts: feeds (``alt=json``) and resources of the Blogger API, version 3.

Feeds: https://developers.google.com/gdata/docs/json. The JSON has Atom's elements and is read as such.
Resources: https://developers.google.com/blogger/docs/3.0/reference.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

from lxml import etree

from blogpost.copies import report_read
from blogpost.errors import ParseError
from blogpost.markup.dom import Element, decode, settable
from blogpost.model import Post, PostKind
from blogpost.readers.archives.elements import PREFIXES, plain_address
from blogpost.readers.archives.entries import (
    CommentEntry,
    Document,
    PostEntry,
    byline_of,
    count_of,
    has_place,
    instant_of,
    is_removed,
    location_of,
    moment_of,
    post_status,
    report_unknown,
)
from blogpost.readers.archives.feeds import FeedDocument
from blogpost.readers.archives.joining import read_documents
from blogpost.readers.archives.settings import tag_of
from blogpost.sources import Source
from blogpost.values import Blog

# ------------------------------------------------------------------------------------------------ trees

_SPACES = re.compile(r"[\s\x1e]*")  # between one tree and the next
_SURROGATES = re.compile("[\ud800-\udfff]")


def read_trees(document: str | bytes) -> Iterator[Any]:
    """Read the JSON trees of a document: one, or several with white space between them.

    Raises:
        ParseError: the document isn't JSON from here on.
    """
    text = (document if isinstance(document, str) else decode(document)).removeprefix("\ufeff")
    report_read(len(text))
    decoder = json.JSONDecoder()
    end = _end_of_spaces(text, 0)
    while end < len(text):
        try:
            tree, end = decoder.raw_decode(text, end)
        except json.JSONDecodeError as error:
            raise ParseError(f"expected JSON: {error.msg}", error.lineno) from None
        except (ValueError, RecursionError):  # numbers with thousands of digits, or endless nesting
            line = text.count("\n", 0, end) + 1
            raise ParseError("expected JSON without endless nesting or numbers", line) from None
        yield tree
        end = _end_of_spaces(text, end)


def _end_of_spaces(text: str, start: int) -> int:
    spaces = _SPACES.match(text, start)
    return spaces.end() if spaces else start


def members(tree: Any, *path: str) -> Mapping[str, Any]:
    """The object at a path; an empty one if there is none."""
    for name in path:
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}


def text_of(tree: Any, *path: str) -> str:
    """The string or number at a path, as a string; an empty one if there is neither."""
    *parents, name = path
    value = members(tree, *parents).get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _SURROGATES.sub("", value) if isinstance(value, str) else ""


# ------------------------------------------------------------------------------------------------ feeds

# "alt=json-in-script" returns a comment line and a function call.
_CALL = re.compile(r"\s*(?://[^\n]*\n\s*)?[A-Za-z_$][\w.$]*\(")
_NAMESPACES = {"atom": "http://www.w3.org/2005/Atom", **{prefix: uri for uri, prefix in PREFIXES.items() if prefix}}
_NAME = re.compile(r"(?:([a-z]+)\$)?([A-Za-z][\w-]*)", re.ASCII)
_MAX_DEPTH, _MAX_ATTRIBUTES = 8, 100  # of an entry's elements: far more than Blogger uses


def read_gdata_json(source: Source, url: str | None = None) -> Iterator[Post]:
    """Read every post of feeds or entries in JSON.

    Raises:
        ParseError: the document is neither JSON nor a function call with JSON.
    """
    yield from read_documents(feed_documents(source, url))


def feed_documents(source: Source, url: str | None = None) -> list[FeedDocument]:
    """The feeds or entries in JSON.

    Raises:
        ParseError: the document is neither JSON nor a function call with JSON.
    """
    document = source.document
    text = document if isinstance(document, str) else decode(document)
    trees = list(read_trees(_called_with(text)))
    return [FeedDocument(partial(_entries, tree), url=url) for tree in trees]


def _called_with(text: str) -> str:
    call = _CALL.match(text)
    return text[call.end() :].rstrip().removesuffix(";").rstrip().removesuffix(")") if call else text


def _entries(tree: Any) -> Iterator[Element]:
    """The entries as elements, one at a time, each in an element with the feed's own fields."""
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
    """The element for a JSON value. Strings become attributes, ``$t`` the text, and other members child elements."""
    element = etree.Element(_clark_name(name) or name)
    content = value if isinstance(value, dict) else {"$t": value}
    for key, member in content.items():
        if key == "$t":
            element.text = settable(str(member)) if isinstance(member, str | int | float) else None
        elif isinstance(member, str):
            if _NAME.fullmatch(key) and "$" not in key and len(element.attrib) < _MAX_ATTRIBUTES:
                element.set(key, settable(member) or "")
        elif _clark_name(key) and depth < _MAX_DEPTH:
            children = member if isinstance(member, list) else [member]
            element.extend(_element(key, child, depth + 1) for child in children)
    return element


def _clark_name(key: str) -> str | None:
    """Lxml's name for ``thr$total``; None for names that aren't read."""
    match = _NAME.fullmatch(key)
    namespace = _NAMESPACES.get(match[1] or "atom") if match else None
    return f"{{{namespace}}}{match[2]}" if match and namespace else None


# ------------------------------------------------------------------------------------------------ resources of the API

Resource: TypeAlias = Mapping[str, Any]

_POSTS: dict[str, PostKind] = {"blogger#post": "post", "blogger#page": "page"}
_BLOGGER = "blogger#"
_NO_POSTS = frozenset(
    (
        *("blogger#blog", "blogger#comment", "blogger#user", "blogger#page_views"),
        *("blogger#blogList", "blogger#commentList", "blogger#pageList", "blogger#postList"),
        *("blogger#blogPerUserInfo", "blogger#postPerUserInfo"),
    )
)
"""The kinds of resources that aren't posts: lists, and resources about something else."""
_LISTS = ("items", "posts", "pages", "replies")  # members with other resources


def read_api(source: Source, url: str | None = None) -> Iterator[Post]:  # noqa: ARG001  each resource states its address
    """Read every post of the API's resources: one, a list, or several one after the other.

    Raises:
        ParseError: the document isn't JSON.
    """
    yield from read_documents([resource_document(source)])


def resource_document(source: Source) -> Document:
    """The API's resources.

    Raises:
        ParseError: the document isn't JSON.
    """
    return _Resources(list(read_trees(source.document)))


class _Resources:
    """A document of resources."""

    def __init__(self, trees: list[Any]) -> None:
        self._trees = trees
        blogs = (resource for resource in self._all() if text_of(resource, "kind") == "blogger#blog")
        self._blogs = {text_of(blog, "id"): blog for blog in blogs}

    def comments(self) -> Iterator[CommentEntry]:
        """Every comment, including those within posts."""
        for resource in self._all():
            if text_of(resource, "kind") == "blogger#comment" and has_place(text_of(resource, "status")):
                yield _comment(resource)

    def posts(self) -> Iterator[PostEntry]:
        """Every post and page."""
        for resource in self._all():
            name = text_of(resource, "kind")
            if kind := _POSTS.get(name):
                yield _post(resource, kind, self._blogs.get(text_of(resource, "blog", "id"), {}))
            elif name.startswith(_BLOGGER) and name not in _NO_POSTS:
                report_unknown("resources", name)

    def _all(self) -> Iterator[Resource]:
        waiting = list(reversed(self._trees))
        while waiting:
            tree = waiting.pop()
            if isinstance(tree, list):
                waiting.extend(reversed(tree))
            elif isinstance(tree, dict):
                yield tree
                waiting.extend(tree[name] for name in reversed(_LISTS) if name in tree)


def _post(post: Resource, kind: PostKind, blog: Resource) -> PostEntry:
    url = plain_address(text_of(post, "url"))
    place = members(post, "location")
    locale = members(blog, "locale")
    return PostEntry(
        id=text_of(post, "id") or None,
        kind=kind,
        status=post_status(text_of(post, "status")),
        blog=Blog(text_of(post, "blog", "id"), text_of(blog, "name"), plain_address(text_of(blog, "url"))),
        title=text_of(post, "title"),
        author=byline_of(_unescaped(post, "author", "displayName"), text_of(post, "author", "url") or None),
        published=moment_of(text_of(post, "published")),
        updated=moment_of(text_of(post, "updated")),
        url=url,
        language=tag_of("-".join(filter(None, (text_of(locale, "language"), text_of(locale, "country"))))),
        labels=_labels(post),
        location=location_of(text_of(place, "name"), place.get("lat"), place.get("lng")),
        truncated="content" not in post,
        comment_count=count_of(text_of(post, "replies", "totalItems")),
        html=text_of(post, "content"),
        base=url,
    )


def _labels(post: Resource) -> tuple[str, ...]:
    labels = post.get("labels")
    names = (label for label in labels if isinstance(label, str)) if isinstance(labels, list) else ()
    return tuple(dict.fromkeys(map(html.unescape, names)))


def _comment(comment: Resource) -> CommentEntry:
    published = moment_of(text_of(comment, "published"))
    return CommentEntry(
        post=text_of(comment, "post", "id"),
        id=text_of(comment, "id") or None,
        parent=text_of(comment, "inReplyTo", "id") or None,
        name=_unescaped(comment, "author", "displayName"),
        uri=text_of(comment, "author", "url") or None,
        instant=instant_of(published),
        published=published.isoformat() if published else None,
        deleted=is_removed(text_of(comment, "status")),
        html=text_of(comment, "content"),
        blog=text_of(comment, "blog", "id") or None,
    )


def _unescaped(resource: Resource, *path: str) -> str | None:
    """A name. The API writes names of people and labels as HTML, unlike titles."""
    return html.unescape(text_of(resource, *path)).strip() or None
