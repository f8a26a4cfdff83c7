"""Content as the pages of a book: XHTML in which no link leads nowhere and nothing is loaded from elsewhere.

The input is the HTML of `markup.html`, so its tags can be found by a pattern: text has no ``<``, and attributes have
neither ``<`` nor ``>``.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import TypeAlias
from urllib.parse import quote, unquote_to_bytes

from attrs import frozen

from blogpost.addresses import parts_of
from blogpost.markup.html import tag

# ------------------------------------------------------------------------------------------------ addresses

_NOT_ENCODED = "%/:?#@!$&'()*+,;=~-._"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?:[\w-]+\.)*[\w-]+(?::\d{1,5})?", re.ASCII)


def outside(url: str) -> str | None:
    """An address outside the book as every reading system accepts it; None if it isn't absolute or some don't."""
    parts = parts_of(url)
    if parts.scheme in ("mailto", "tel"):
        return _encoded(url)
    if parts.scheme not in ("http", "https"):
        return None
    try:
        host = parts.netloc.encode("ascii").decode()
    except UnicodeEncodeError:
        return None
    return _encoded(url) if _HOST.fullmatch(host) else None


def _encoded(url: str) -> str:
    scheme, mark, rest = url.partition("#")
    fragment = quote(_STRAY_PERCENT.sub("%25", rest), safe=_NOT_ENCODED.replace("#", ""))
    return quote(_STRAY_PERCENT.sub("%25", scheme), safe=_NOT_ENCODED) + mark + fragment


# ------------------------------------------------------------------------------------------------ images


@frozen
class Picture:
    """An image in the book: its file's ending, its media type and its bytes."""

    ending: str
    media_type: str
    data: bytes


_KINDS = {
    b"\x89PNG\r\n\x1a\n": (".png", "image/png"),
    b"\xff\xd8\xff": (".jpg", "image/jpeg"),
    b"GIF87a": (".gif", "image/gif"),
    b"GIF89a": (".gif", "image/gif"),
}


_SMALLEST = 26  # bytes, of a GIF with one pixel


def picture_of(data: bytes) -> Picture | None:
    """An image that every reading system shows, by its first bytes; None for other kinds, such as WebP."""
    if len(data) < _SMALLEST:
        return None
    for beginning, (ending, media_type) in _KINDS.items():
        if data.startswith(beginning):
            return Picture(ending, media_type, data)
    return None


def picture_in(url: str) -> Picture | None:
    """The image in a ``data:`` address."""
    head, comma, body = url.partition(",")
    if not comma or not head.lower().startswith("data:image/"):
        return None
    data = unquote_to_bytes(body)
    if head.lower().endswith(";base64"):
        try:
            data = b64decode(data)
        except Error:
            return None
    return picture_of(data)


# ------------------------------------------------------------------------------------------------ pages

Resolve: TypeAlias = Callable[[str], str | None]
"""The address of a link's target in the book or outside of it; None if a book can't lead there."""

Store: TypeAlias = Callable[[str], str | None]
"""The name of the file in the book for an image's address; None if the book doesn't have the image."""

_TAG = re.compile(r"<!--more-->|<(?P<end>/?)(?P<name>\w+)(?P<attributes>[^<>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_ANCHOR = re.compile(r'<a id="([^"]*)">')


class Pages:
    """Converts the bodies of one page, whose anchors get names of their own.

    Args:
        resolve: resolves the address of a link.
        store: stores an image.
    """

    def __init__(self, resolve: Resolve, store: Store) -> None:
        self._resolve = resolve
        self._store = store
        self._count = 0

    def convert(self, html: str) -> str:
        """A body's HTML as XHTML."""
        names = dict.fromkeys(map(unescape, _ANCHOR.findall(html)))
        anchors = {name: f"a{self._count + number}" for number, name in enumerate(names, 1)}
        self._count += len(anchors)
        return "".join(_Body(html, anchors, self._resolve, self._store).pieces())


class _Body:
    def __init__(self, html: str, anchors: dict[str, str], resolve: Resolve, store: Store) -> None:
        self._html = html
        self._anchors = anchors
        self._placed: set[str] = set()
        self._resolve = resolve
        self._store = store
        self._links: list[bool] = []

    def pieces(self) -> Iterator[str]:
        """The text between tags as it is, and each tag as the book has it."""
        position = 0
        for match in _TAG.finditer(self._html):
            yield self._html[position : match.start()]
            yield self._tag(match)
            position = match.end()
        yield self._html[position:]

    def _tag(self, match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return ""
        if match["end"]:
            return self._end(name, match[0])
        attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(match["attributes"])}
        match name:
            case "a":
                return self._a(attributes)
            case "img":
                return self._img(attributes)
            case "iframe":
                return tag("p", self._reference(attributes.get("src", ""), attributes.get("src", "")))
            case "br" | "hr":
                return f"<{name}/>"
            case "blockquote":
                return "<blockquote>"
            case _:
                return match[0]

    def _end(self, name: str, written: str) -> str:
        if name == "iframe" or (name == "a" and not self._links.pop()):
            return ""
        return written

    def _a(self, attributes: dict[str, str]) -> str:
        if "id" in attributes:
            anchor = self._anchors[attributes["id"]]
            is_new = anchor not in self._placed
            self._placed.add(anchor)
            self._links.append(is_new)
            return tag("a", id=anchor) if is_new else ""
        target = self._target(attributes.get("href", ""))
        self._links.append(target is not None)
        return "" if target is None else tag("a", href=target, title=attributes.get("title"))

    def _target(self, href: str) -> str | None:
        if href.startswith("#"):
            return f"#{self._anchors[href[1:]]}" if href[1:] in self._anchors else None
        return self._resolve(href)

    def _img(self, attributes: dict[str, str]) -> str:
        src, alt = attributes.get("src", ""), attributes.get("alt", "")
        if (name := self._store(src)) is not None:
            return f"{tag('img', src=name, alt=alt)[:-1]}/>"
        return self._reference(src, alt or ("" if src.startswith("data:") else src.rpartition("/")[2]))

    def _reference(self, url: str, text: str) -> str:
        """A link to what the book doesn't have, or only its text within another link."""
        shown = escape(text, quote=False)
        target = None if any(self._links) else self._resolve(url)
        return shown if target is None else tag("a", shown or "…", href=target)
