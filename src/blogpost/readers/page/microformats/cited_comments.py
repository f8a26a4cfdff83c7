"""The comments of an entry: cited ones, in threads or one after the other.

https://indieweb.org/comments-presentation
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from blogpost.addresses import web_address
from blogpost.content import Block
from blogpost.markup.content import Page, read_blocks
from blogpost.markup.dom import Element, classes
from blogpost.readers.page.microformats.h_cards import read_byline
from blogpost.readers.page.microformats.parsing import Item, Property
from blogpost.readers.page.microformats.property_values import address_in, moment_in
from blogpost.readers.threads import BODY_DEPTH, FlatComment

_CITED = frozenset(("h-cite", "h-entry"))
_LISTS = frozenset(
    "comment comments comment-list commentlist comments-list replies responses mentions webmentions".split()
)
"""Classes and ids of elements that hold comments, for cited items without the class of a comment."""


def is_comment(item: Item) -> bool:
    """Whether an item is marked as a comment, anywhere on a page."""
    return "comment" in item.names


@frozen
class Comments:
    """Reads the comments of one entry.

    Attributes:
        base: the base of relative addresses.
        language: the page's language.
    """

    base: str | None
    language: str

    def read(self, entry: Item, others: Iterable[Item] = ()) -> list[FlatComment]:
        """Every comment with the one it replies to. `others` are comments outside of the entry."""
        read: list[FlatComment] = []
        replies: dict[FlatComment, str] = {}
        by_url: dict[str, FlatComment] = {}
        waiting: list[tuple[Property, FlatComment | None]] = [
            *((Property("u", item.element, item), None) for item in reversed(list(others))),
            *((value, None) for value in reversed(list(comments_in(entry)))),
        ]
        while waiting:
            value, parent = waiting.pop()
            within = list(comments_in(value.item)) if value.item else []
            comment = self._comment(value, parent, {reply.element for reply in within})
            read.append(comment)
            waiting.extend((reply, comment) for reply in reversed(within))
            if value.item is not None:
                replies[comment] = self._address(value.item, "in-reply-to") or ""
            if comment.url:
                by_url.setdefault(comment.url, comment)
        for comment, url in replies.items():
            comment.parent = comment.parent or by_url.get(url)
        return read

    def _comment(self, value: Property, parent: FlatComment | None, replies: set[Element]) -> FlatComment:
        item = value.item
        if item is None:
            return FlatComment(parent=parent, body=self._blocks([value.element], replies))
        is_deleted = item.element.get("data-deleted") is not None
        moments = (moment_in(time.element, language=self.language) for time in item.all("published"))
        return FlatComment(
            parent=parent,
            author=read_byline(item.all("author"), base=self.base, language=self.language),
            published=next(filter(None, moments), None),
            url=self._address(item, "url") or self._address(item, "uid"),
            body=() if is_deleted else self._body(item, replies),
            deleted=is_deleted,
        )

    def _address(self, item: Item, name: str) -> str | None:
        urls = (web_address(self.base, address_in(value.element, self.base)) for value in item.all(name))
        return next(filter(None, urls), None)

    def _body(self, item: Item, replies: set[Element]) -> tuple[Block, ...]:
        """The content of a comment; else its name, or all of it if nothing in it is marked."""
        contents = [value.element for value in item.all("content", "text", "summary", "name")]
        return self._blocks(outermost(contents) or ([] if item.properties else [item.element]), replies)

    def _blocks(self, elements: list[Element], replies: set[Element]) -> tuple[Block, ...]:
        page = Page(self.base, language=self.language)
        each = (read_blocks(one, page=page, skip=replies.__contains__, depth_left=BODY_DEPTH) for one in elements)
        return tuple(block for blocks in each for block in blocks)


def outermost(elements: list[Element]) -> list[Element]:
    """The elements that are in none of the others."""
    each_once = dict.fromkeys(elements)
    return [each for each in each_once if not any(around in each_once for around in each.iterancestors())]


def comments_in(item: Item) -> Iterator[Property]:
    """The values marked as comments of an entry or comment; else items cited in an element that holds comments."""
    for value in item.all("comment"):
        if value.item is not None or value.element.tag != "a":
            yield value
    if "comment" not in item.properties:
        cited = (child for child in item.children if child.types & _CITED and _is_in_list(child, item))
        yield from (Property("u", child.element, child) for child in cited)


def _is_in_list(child: Item, item: Item) -> bool:
    for around in child.element.iterancestors():
        if around is item.element:
            return False
        names = {*classes(around), (around.get("id") or "")}
        if names & _LISTS:
            return True
        if "e-content" in names:
            return False
    return False
