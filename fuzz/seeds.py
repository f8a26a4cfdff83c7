"""Inputs to begin with: the cases of the tests and the examples, each under the law that it is for."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import blogpost
from blogpost import BlogpostError, Post
from blogpost.language.locale import known

_ROOT = Path(__file__).parent.parent
FINDINGS = _ROOT / "tests" / "cases" / "fuzz"
"""A folder for each law, with the inputs that have once broken it."""


def seeds(name: str) -> list[bytes]:
    """The first inputs for a law."""
    return [*dict.fromkeys((*_SEEDS[name](), *findings(name)))]


def findings(name: str) -> list[bytes]:
    """The inputs that have once broken a law."""
    return [file.read_bytes() for file in sorted((FINDINGS / name).glob("*"))]


# ------------------------------------------------------------------------------------------------ files


def _files(*patterns: str) -> Iterator[bytes]:
    for pattern in patterns:
        found = sorted(_ROOT.glob(pattern))
        assert found, pattern
        yield from (file.read_bytes() for file in found)


def _texts(pattern: str, key: str) -> Iterator[bytes]:
    """The strings under a key of all tables in files of TOML or JSON lines."""
    for file in sorted(_ROOT.glob(pattern)):
        text = file.read_text(encoding="utf-8")
        trees = map(json.loads, text.splitlines()) if file.suffix == ".jsonl" else [tomllib.loads(text)]
        yield from (found.encode() for tree in trees for found in _under(key, tree))


def _under(key: str, tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get(key), str):
            yield tree[key].removeprefix("\n")
        yield from (found for value in tree.values() for found in _under(key, value))
    elif isinstance(tree, list):
        yield from (found for value in tree for found in _under(key, value))


# ------------------------------------------------------------------------------------------------ the table


def _pages() -> Iterator[bytes]:
    return _files("tests/cases/pages/*/page.html", "examples/*.html")


def _archives(*names: str) -> Iterator[bytes]:
    for name in names:
        yield from _texts(f"tests/cases/archives/{name}.toml", "document")


def _written(write: Callable[[Post], str]) -> Iterator[bytes]:
    """The posts of all pages in one of our own formats."""
    for page in _pages():
        try:
            yield from (write(post).encode() for post in blogpost.iter_posts(page, format="html"))
        except BlogpostError:
            continue


def _in_first_language(texts: Iterable[bytes]) -> Iterator[bytes]:
    """The texts in English, and each in one more language than the one before."""
    english = known().index("en")
    for number, text in enumerate(texts):
        yield bytes([english]) + text
        yield bytes([number % len(known())]) + text


def _feeds() -> Iterator[bytes]:
    yield from _archives("export", "takeout", "feeds", "bad")
    yield from _files("examples/export/*.xml", "examples/takeout/Takeout/Blogger/*/*/feed.atom")


def _resources() -> Iterator[bytes]:
    return _archives("json", "bad")


def _own_json() -> Iterator[bytes]:
    yield from _files("tests/cases/json/whole.json")
    yield from _written(blogpost.to_json)


def _any_pages() -> Iterator[bytes]:
    yield from _pages()
    yield from _files("tests/cases/index/*/page.html")


_SEEDS: dict[str, Callable[[], Iterable[bytes]]] = {
    "html": _any_pages,
    "text": lambda: (*_files("examples/*.txt"), *_written(blogpost.to_text)),
    "markdown": lambda: (
        *_texts("tests/cases/markdown/*.toml", "markdown"),
        *_texts("tests/cases/content/*.toml", "markdown"),
        *_files("tests/cases/sites/*/**/*.md"),
        *_written(blogpost.to_markdown),
    ),
    "json": _own_json,
    "jsonl": lambda: [b"\n".join(_own_json()), *(line + b"\n" for line in _own_json())],
    "atom": _feeds,
    "rss": lambda: _archives("feeds"),
    "export": _feeds,
    "takeout": _feeds,
    "wxr": lambda: _archives("wxr"),
    "warc": lambda: _files(
        "tests/cases/captures/*.warc", "tests/cases/captures/*.warc.gz", "tests/cases/captures/*.arc"
    ),
    "wacz": lambda: _files("tests/cases/captures/*.wacz"),
    "gdata-json": _resources,
    "api": _resources,
    "any": lambda: (*_pages(), *_feeds(), *_resources(), *_files("examples/*.txt")),
    "takeout-in-zip": lambda: [
        b"\0".join(
            _files(
                "examples/takeout/Takeout/Blogger/Blogs/Harbour Notes/feed.atom",
                "examples/takeout/Takeout/Blogger/Blogs/Harbour Notes/settings.csv",
            )
        ),
    ],
    "bylines": lambda: _in_first_language(_texts("tests/bylines/cases/*.jsonl", "text")),
    "quotations": lambda: _in_first_language(_texts("tests/quotations/cases/*.toml", "text")),
    "dates": lambda: _in_first_language(_texts("tests/dates/*.toml", "text")),
}

# ------------------------------------------------------------------------------------------------ words

_WORD = re.compile(
    rb"""<[^<>]{1,60}>|"[\w$]{2,30}"\s*:|[\w-]+=["'][^"'<>]{1,40}["']|^[^\w\s]{1,4}|\w{3,20}""", re.MULTILINE
)
_MOST_WORDS = 1_500


def words(inputs: Iterable[bytes]) -> Iterator[str]:
    """The commonest words of the inputs, as lines of a dictionary for libFuzzer."""
    counted = Counter(word for data in inputs for word in {*_WORD.findall(data)})
    for word, _ in counted.most_common(_MOST_WORDS):
        yield '"' + "".join(_shown(byte) for byte in word) + '"'


def _shown(byte: int) -> str:
    return chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02x}"
