"""Pages that this library wrote → the same posts: the inverse of `writers.html`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from blogpost.addresses import address_of
from blogpost.canonical import MAX_DEPTH
from blogpost.content import Block
from blogpost.language.dates import parse_iso
from blogpost.markup.content import read_blocks
from blogpost.markup.dom import Element
from blogpost.model import Comment, Post, PostKind, Status
from blogpost.readers.page.microformats.h_cards import degrees_in
from blogpost.readers.page.microformats.parsing import Item
from blogpost.readers.page.microformats.property_values import address_in, text_in
from blogpost.values import Blog, Byline, Location


def read_exact(item: Item) -> Post:
    """Read the post of an item exactly as it was written.

    Raises:
        ValueError: the page was changed and now states values that a post cannot have.
    """
    attribute = item.element.get
    return Post(
        id=attribute("id"),
        kind=next((kind for kind in get_args(PostKind) if kind == attribute("data-kind")), "post"),
        status=next((status for status in get_args(Status) if status == attribute("data-status")), "live"),
        blog=_blog(item.parent) if item.parent else None,
        title=_text(item, "name"),
        headline=_text(item, "headline"),
        byline=_byline(item, "author"),
        posted_by=_byline(item, "posted-by"),
        published=parse_iso(_attribute(item, "published", "datetime") or ""),
        updated=parse_iso(_attribute(item, "updated", "datetime") or ""),
        url=_address(item),
        language=next(filter(None, (around.get("lang") for around in _with_ancestors(item.element))), None),
        labels=[text_in(label.element) for label in item.all("category")],
        location=_location(item),
        truncated="content" not in item.properties,
        comment_count=int(count) if (count := attribute("data-comment-count")) else None,
        body=_body(item),
        comments=_comments(item, 1),
    )


def _with_ancestors(element: Element) -> list[Element]:
    return [element, *element.iterancestors()]


def _text(item: Item, name: str) -> str | None:
    return next((text_in(value.element) for value in item.all(name)), None)


def _attribute(item: Item, name: str, attribute: str) -> str | None:
    return next((value.element.get(attribute) for value in item.all(name)), None)


def _address(item: Item) -> str | None:
    return address_of(next((address_in(value.element, None) for value in item.all("url")), None))


def _blog(feed: Item) -> Blog:
    attribute = feed.element.get
    return Blog(attribute("data-id"), _text(feed, "name"), _address(feed), attribute("data-time-zone"))


def _byline(item: Item, name: str) -> Byline | None:
    """A byline from the cards of its people. Any of them may state what is common to all."""
    cards = [value.item for value in item.all(name) if value.item]
    names = [text for card in cards if (text := _text(card, "name"))]
    raw, url, affiliation = (
        next((text for card in cards if (text := read(card))), None)
        for read in (lambda card: card.element.get("data-raw"), _address, lambda card: _text(card, "org"))
    )
    return Byline(names, raw, url, affiliation) if cards else None


def _location(item: Item) -> Location | None:
    place = next((value.item for value in item.all("location")), None)
    if place is None:
        return None
    return Location(_text(place, "name"), degrees_in(place, "latitude"), degrees_in(place, "longitude"))


def _body(item: Item) -> tuple[Block, ...]:
    contents = item.all("content", "summary")
    return read_blocks(contents[0].element, exact=True) if contents else ()


def _comments(item: Item, depth: int) -> Sequence[Comment]:
    if depth > MAX_DEPTH:
        raise ValueError(f"replies nest deeper than {MAX_DEPTH} levels")
    return [_comment(value.item, depth) for value in item.all("comment") if value.item]


def _comment(item: Item, depth: int) -> Comment:
    number = item.element.get("id")
    return Comment(
        id=number.removeprefix("c") if number else None,
        author=_byline(item, "author"),
        published=parse_iso(_attribute(item, "published", "datetime") or ""),
        url=_address(item),
        body=_body(item),
        deleted=item.element.get("data-deleted") is not None,
        replies=_comments(item, depth + 1),
    )
