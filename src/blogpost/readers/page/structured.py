"""JSON-LD about a post, in the terms of https://schema.org/Article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from attrs import frozen

from blogpost.markup.dom import Element

_ARTICLES = ("Posting", "Article")
_UNFILLED = "<!--Can't find substitution for tag ["
_WITHIN = ("@graph", "mainEntity")  # properties of a page that may hold an article
_STRING = r'("(?:[^"\\]++|\\.)*+"?)'
_NO_COMMENT = re.compile(rf"{_STRING}|/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_NO_COMMA = re.compile(rf"{_STRING}|,(?=\s*+[}}\]])", re.DOTALL)
_JSON = json.JSONDecoder(strict=False)  # themes put texts with line ends into strings


@frozen
class Article:
    """An article. Its texts are as readers see them: themes write character references into JSON, too."""

    properties: Mapping[str, Any]

    def text(self, key: str) -> str | None:
        """The text of a property."""
        return _text(self.properties.get(key))

    @property
    def url(self) -> str | None:
        """The article's own address."""
        page = self.properties.get("mainEntityOfPage")
        return (
            self.text("url") or (_text(page.get("@id")) if isinstance(page, dict) else _text(page)) or self.text("@id")
        )

    @property
    def authors(self) -> list[str]:
        """The names of its authors."""
        author = self.properties.get("author")
        people = author if isinstance(author, list) else [author]
        names = (_text(person.get("name") if isinstance(person, dict) else person) for person in people)
        return [name for name in names if name]

    @property
    def keywords(self) -> list[str]:
        """The keywords, from a list or a text with commas."""
        stated = self.properties.get("keywords")
        if isinstance(stated, list):
            return list(filter(None, map(_text, stated)))
        return words_of_list(_text(stated) or "")


NO_ARTICLE = Article({})


def read_articles(scripts: Iterable[Element]) -> Iterator[Article]:
    """Every article in scripts of JSON-LD: alone, in a list, or within an object about the page."""
    for script in scripts:
        for thing in _objects(_json_in(script.text or "")):
            within = (inner for key in _WITHIN for inner in _objects(thing.get(key)))
            yield from map(Article, filter(_is_article, (thing, *within)))


def _json_in(script: str) -> Any:
    """The JSON in a script, without what is wrapped around it; None if it is not JSON."""
    value = _decoded(script)
    if value is None:  # scripts may have comments and trailing commas, which JSON may not
        value = _decoded(_NO_COMMA.sub(_string_only, _NO_COMMENT.sub(_string_only, script)))
    return value


def _decoded(script: str) -> Any:
    begin = script.find("{")
    before = script[: max(begin, 0)].rstrip()
    if before.endswith("[") and not before.endswith("CDATA["):
        begin = len(before) - 1
    try:
        return _JSON.raw_decode(script, begin)[0] if begin >= 0 else None
    except (ValueError, RecursionError):
        return None


def _string_only(match: re.Match[str]) -> str:
    return match[1] or " "


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def _is_article(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    return any(str(kind).endswith(_ARTICLES) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def words_of_list(text: str) -> list[str]:
    """The keywords of a text, separated by commas."""
    return [word for part in text.split(",") if (word := " ".join(part.split()))]


def _text(value: Any) -> str | None:
    text = " ".join(unescape(value).split()) if isinstance(value, str) else ""
    return None if is_unfilled(text) else text or None


def is_unfilled(text: str) -> bool:
    """Whether this is Blogger's message for a value that a theme asks for and the page does not have."""
    return "<!--" in text and text.lstrip().startswith(_UNFILLED)
