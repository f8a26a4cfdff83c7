"""Every limit in docs/limits.md is what is told there: within it a document is read whole, beyond it is an error."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

import blogpost
from blogpost import Comment, ParseError, Post
from blogpost.content import BlockQuote, Heading, List, Paragraph, Table, Text
from blogpost.markup.endless_tags import MAX_ATTRIBUTES, SEARCHED_FROM
from blogpost.writers.files import MAX_NAME, slug
from blogpost.writers.relinking import MAX_PART, path_of

DOCUMENT = Path(__file__).parent.parent / "docs" / "limits.md"
_NAMED = re.compile(r"`(blogpost\.[a-z_.]+)\.([A-Z_]+)`(?: \(([\d,]+)\))?(?: \| ([\d,]+))?")


def named() -> list[tuple[str, str, str]]:
    """Module, name and value of the constants that the document tells of."""
    found = _NAMED.findall(DOCUMENT.read_text(encoding="utf-8"))
    return [(module, name, inline or cell) for module, name, inline, cell in found]


@pytest.mark.parametrize(("module", "name", "value"), named())
def test_values_are_those_that_the_document_tells(module: str, name: str, value: str) -> None:
    assert getattr(import_module(module), name) == int(value.replace(",", ""))


def test_the_document_names_them() -> None:
    assert len(named()) == 32
    assert DOCUMENT.read_text(encoding="utf-8").count("`blogpost.") == len(named())


# ------------------------------------------------------------------------------------------------ when reading


@frozen
class Limit:
    """A document of any size: how large it may be, how large it may not be, and what is said then."""

    format: str
    document: Callable[[int], str | bytes]
    within: int
    beyond: int
    error: str


_BODY = "<meta content='blogger' name='generator'><div class='post hentry'><h3 class='post-title'>A title</h3>"
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>x</title>
<content type="html">{}</content></entry></feed>"""
_WORDS = "Some words."


def _page(size: int, before: str) -> str:
    return f"{_BODY}<div class='post-body'>{before * size}{_WORDS}</div></div>"


def _attributes(size: int) -> str:
    return _page(1, f"{'<p>x</p>' * (SEARCHED_FROM // 8)}<p {' '.join(f'a{i}' for i in range(size))}>")


def _zipped(size: int) -> bytes:
    """A takeout with so many megabytes of white space."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Blogs/x/feed.atom", _ATOM.format(_WORDS + " " * (size << 20)))
    return packed.getvalue()


def _overlapping(members: int) -> bytes:
    """A takeout whose directory names its only feed so many times."""
    data = _named_in_zip(is_outside=0)
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    directory = data[start:end] * members
    return (
        data[:start]
        + directory
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, members, members, len(directory), start, 0)
    )


def _repeated(times: int) -> str:
    return f'{{"schema": "blogpost/1"{times * f", {chr(34)}title{chr(34)}: {chr(34)}{_WORDS}{chr(34)}"}}}'


def _named_in_zip(is_outside: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{'../' * is_outside}x/feed.atom", _ATOM.format(_WORDS))
    return packed.getvalue()


def _front(value: str) -> str:
    return f"---\ntitle: x\n{value}\n---\n\n{_WORDS}\n"


def _aliases(size: int) -> str:
    """A list of many strings, and so many more that are the same one."""
    return _front(f"a: &a [{'word, ' * 100}]\nb: [{'*a, ' * size}]")


def _nested_json(size: int) -> str:
    inner = '{"type": "paragraph", "content": [{"type": "text", "text": "Some words."}]}'
    quotes = '{"type": "block_quote", "content": [' * size
    return f'{{"schema": "blogpost/1", "body": [{quotes}{inner}{"]}" * size}]}}'


def _resource(size: int) -> str:
    return f'{{"kind": "blogger#post", "id": "1", "content": "{_WORDS}", "x": {"[" * size}{"]" * size}}}'


LIMITS: dict[str, Limit] = {
    "attributes": Limit("html", _attributes, MAX_ATTRIBUTES, MAX_ATTRIBUTES + 1, "at most 5000 attributes on a tag"),
    "comments": Limit("html", lambda size: _page(size, "<!>"), 50_000, 50_001, "at most 50000 comments in a document"),
    "instructions": Limit("html", lambda size: _page(size, "<?x>"), 50_000, 50_001, "at most 50000 comments"),
    "HTML within itself": Limit(
        "html", lambda size: _page(size, "<div>"), 2_000, 2_048, "beyond the parser's limits: Excessive depth"
    ),
    "HTML within itself by far": Limit(
        "html", lambda size: _page(size, "<div>"), 1, 100_000, "beyond the parser's limits: Excessive depth"
    ),
    "spans within each other": Limit(
        "html", lambda size: _page(size, "<b>"), 2_000, 2_048, "beyond the parser's limits: Excessive depth"
    ),
    "XML within itself": Limit(
        "atom",
        lambda size: _ATOM.replace("html", "xhtml").format(f"{'<div>' * size}{_WORDS}{'</div>' * size}"),
        2_000,
        2_048,
        "expected XML: Excessive depth",
    ),
    "a feed's prolog": Limit(
        "atom",
        lambda size: f"<!--{'x' * size}-->{_ATOM.format(_WORDS)}",
        1_000_000,
        1_200_000,
        "expected an element within the first 1,048,576 characters",
    ),
    "a document type": Limit(
        "atom", lambda size: "<!DOCTYPE feed>" * size + _ATOM.format(_WORDS), 0, 1, "document type declaration"
    ),
    "what is repeated": Limit(
        "html",
        lambda size: _page(1, f"<a href='http://a.example/{'x' * 2_000}'>{'<p>y</p>' * size}</a>"),
        6,
        20,
        "parts repeat at most 2 times its length",
    ),
    "rows that are filled up": Limit(
        "html", lambda size: _page(1, f"<table><tr>{'<td>x' * size}{'<tr><td>y' * size}</table>"), 30, 60, "filled up"
    ),
    "rows of Markdown that are filled up": Limit(
        "markdown",
        lambda size: _front("") + f"\n|{'a|' * size}\n|{'-|' * size}\n" + "|b|\n" * size,
        20,
        60,
        "filled up with at most 3 empty cells",
    ),
    "a zip file": Limit("takeout", _zipped, 15, 20, "would unpack to"),
    "members that share bytes": Limit("takeout", _overlapping, 1, 2, "has an impossible position"),
    "names in a zip file": Limit("takeout", _named_in_zip, 0, 1, "expected names within the zip file"),
    "aliases": Limit("markdown", _aliases, 10, 500, "aliases that stand for at most 10 times what is written"),
    "a front matter within itself": Limit(
        "markdown", lambda size: _front(f"x: {'[' * size}{']' * size}"), 149, 150, "nests deeper than 150 levels"
    ),
    "Markdown within itself": Limit(
        "markdown", lambda size: f"{'> ' * size}{_WORDS}", 80, 100_000, "this Markdown nests deeper than can be read"
    ),
    "lists within each other": Limit(
        "markdown", lambda size: f"{'- ' * size}{_WORDS}", 80, 100_000, "this Markdown nests deeper than can be read"
    ),
    "content in JSON": Limit("json", _nested_json, 60, 64, "content nests deeper than 64 levels"),
    "JSON within itself": Limit("json", _nested_json, 60, 100_000, "this JSON nests deeper than any post"),
    "others' JSON within itself": Limit("api", _resource, 100, 100_000, "JSON without endless nesting or numbers"),
    "digits of others' numbers": Limit(
        "api",
        lambda size: f'{{"kind": "blogger#post", "id": "1", "content": "{_WORDS}", "x": {"1" * size}}}',
        4_300,
        4_301,
        "JSON without endless nesting or numbers",
    ),
    "keys of JSON": Limit("json", _repeated, 1, 2, r"duplicate key @ \$\.title"),
    "digits in JSON": Limit(
        "json",
        lambda size: (
            json.dumps({"schema": "blogpost/1", "body": [], "title": _WORDS})[:-1]
            + f', "comment_count": {"1" * size}}}'
        ),
        15,
        4_301,
        "expected JSON: Exceeds the limit",
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_within_a_limit_all_is_read(name: str) -> None:
    limit = LIMITS[name]
    post = blogpost.parse(limit.document(limit.within), format=limit.format)
    assert _WORDS in f"{post.title}\n{post.text}"
    assert blogpost.from_markdown(blogpost.to_markdown(post)) == post


@pytest.mark.parametrize("name", LIMITS)
def test_beyond_a_limit_is_an_error_that_says_so(name: str) -> None:
    limit = LIMITS[name]
    with pytest.raises(ParseError, match=limit.error):
        blogpost.parse(limit.document(limit.beyond), format=limit.format)


# ------------------------------------------------------------------------------------------------ what posts can hold


def _quoted(levels: int) -> BlockQuote | Paragraph:
    return BlockQuote([_quoted(levels - 1)]) if levels else Paragraph("x")


def _replied(levels: int) -> Comment:
    return Comment(replies=[_replied(levels - 1)] if levels else [])


HELD: dict[str, tuple[Callable[[int], Any], int]] = {
    "quotations": (lambda size: Post(body=[_quoted(size)]), 62),
    "replies": (lambda size: Post(comments=[_replied(size)]), 63),
    "a count": (lambda size: Post(comment_count=size), 2**53 - 1),
    "a list's first number": (lambda size: List(ordered=True, start=size, items=[[Paragraph("x")]]), 999_999_999),
    # Ten rows below the first, each with one cell: 10 * (148 - 1) = 3 * (148 + 10) + 996
    "empty cells": (lambda size: Table([[[Text("x")]] * size] + [[[Text("x")]]] * 10), 148),
    "a level": (lambda size: Heading(size, "x"), 6),
}


@pytest.mark.parametrize("name", HELD)
def test_constructors_raise_beyond_a_limit(name: str) -> None:
    make, most = HELD[name]
    assert make(most)
    with pytest.raises(ValueError, match=r"deeper|count|start|level|filled up"):
        make(most + 1)


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("html", _page(1_000, "<blockquote>")),
        ("atom", _ATOM.format(f"&lt;blockquote>{'&lt;blockquote>' * 1_000}{_WORDS}")),
        ("markdown", f"{'> ' * 80}{_WORDS}"),
    ],
)
def test_readers_lift_what_lies_deeper(name: str, document: str) -> None:
    post = blogpost.parse(document, format=name)
    assert post.text == _WORDS
    assert blogpost.from_json(blogpost.to_json(post)) == post


def test_numbers_beyond_a_limit_are_none() -> None:
    page = _page(0, "") + "<ol start='9999999999999'><li>x</ol>"
    feed = _ATOM.replace("<id>", f"<total xmlns='http://purl.org/syndication/thread/1.0'>{2**53}</total><id>", 1)
    assert blogpost.parse(page, format="html").title == "A title"
    assert blogpost.parse(feed.format(_WORDS), format="atom").comment_count is None


# ------------------------------------------------------------------------------------------------ when writing files


def test_names_are_cut() -> None:
    assert slug("x" * MAX_NAME) == slug("x" * (MAX_NAME + 1)) == "x" * MAX_NAME
    assert slug("é" * 200) == "é" * (MAX_NAME // 2)


def test_long_parts_of_addresses_are_not_kept() -> None:
    assert path_of(f"/{'x' * MAX_PART}") == f"/{'x' * MAX_PART}"
    assert path_of(f"/{'x' * (MAX_PART + 1)}") is None
