"""Pages marked up as h-entry → posts.

https://microformats.org/wiki/h-entry
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

from attrs import evolve, frozen

from blogpost.addresses import parts_of, web_address, without_fragment
from blogpost.blogger import without_view
from blogpost.content import Block, Figure, Image, plain_text
from blogpost.language.dates import parse_iso
from blogpost.language.locale import FALLBACK
from blogpost.markup.content import Page
from blogpost.markup.dom import Element, text_of
from blogpost.model import Post
from blogpost.readers.credits import extract_credits
from blogpost.readers.languages import bcp47
from blogpost.readers.page.boilerplate import read_body
from blogpost.readers.page.metadata import Metadata
from blogpost.readers.page.microformats.cited_comments import Comments, comments_in, is_comment, outermost
from blogpost.readers.page.microformats.exact import read_exact
from blogpost.readers.page.microformats.h_cards import read_byline, read_location
from blogpost.readers.page.microformats.parsing import Item, Property, parse_items
from blogpost.readers.page.microformats.property_values import address_in, moment_in, text_in
from blogpost.readers.page.post_fields import blog_named_before
from blogpost.readers.page.structured import NO_ARTICLE, Article, read_articles
from blogpost.readers.threads import build_threads
from blogpost.remembering import cached_property
from blogpost.values import Blog, Byline

_WORD = "h-entry"
_CUT = ("…", "...")
_MAX_TIMES = 10  # of one kind


@frozen(eq=False, slots=False)
class Entry:
    """An entry of a page.

    Attributes:
        item: the entry.
        page: the page's statements about itself.
        is_alone: whether it is the page's only entry.
        others: its comments outside of it.
    """

    item: Item
    page: Metadata
    is_alone: bool
    others: tuple[Item, ...] = ()

    @cached_property
    def contents(self) -> list[Element]:
        """The elements that the author wrote; else a summary."""
        return _contents(self.item)

    @cached_property
    def is_note(self) -> bool:
        """Whether its name is its text, as in posts without a title."""
        contents = set(self.contents)
        return any(inner in contents for named in self.item.all("name")[:1] for inner in named.element.iter())

    @cached_property
    def article(self) -> Article:
        """The article in JSON-LD, if the page has just one entry."""
        return next(read_articles(self.page.structured_data), NO_ARTICLE) if self.is_alone else NO_ARTICLE

    @cached_property
    def url(self) -> str | None:
        """The permalink: of several addresses, the page's own one; else the page's, if it has no other entry."""
        values = self.item.all("url") or self.item.all("uid")
        urls = [_permalink(self.page, address_in(value.element, self.page.base)) for value in values]
        canonical = _permalink(self.page, self.page.canonical)
        if any(urls):
            return canonical if canonical in urls else next(filter(None, urls))
        return canonical if self.is_alone and parts_of(canonical).path.strip("/") else None

    @cached_property
    def language(self) -> str | None:
        """The BCP 47 tag of the entry's language, or of the page's."""
        for element in (self.item.element, *self.item.element.iterancestors()):
            if element is not self.page.root and (tag := bcp47(element.get("lang"))):
                return tag
        return self.page.language


def find_entries(root: Element, page: Metadata) -> list[Entry]:
    """The entries of a page with a text or a photo; just one if the page is its own."""
    if not page.may_mention(_WORD):
        return []
    top = parse_items(root, closed=page.is_from_blogpost)
    items = [item for item in _entries(top) if _contents(item) or (item.all("photo") and item.all("name"))]
    is_alone = len(items) == 1
    others = tuple(item for item in top if is_comment(item)) if is_alone else ()
    entries = [Entry(item, page, is_alone, others) for item in items]
    own = [entry for entry in entries if page.canonical and entry.url == _permalink(page, page.canonical)]
    return own if len(own) == 1 else entries


def read_entry(entry: Entry) -> Post:
    """Read the post of an entry."""
    if entry.page.is_from_blogpost:
        with suppress(ValueError):  # the page was changed: read it like any other
            post = read_exact(entry.item)
            return post if post.url else evolve(post, url=_permalink(entry.page, entry.page.given_url))
    return _read(entry)


def _entries(top: list[Item]) -> Iterator[Item]:
    """The entries that are not part of another, as comments and citations are."""
    waiting = list(reversed(top))
    while waiting:
        item = waiting.pop()
        if "h-entry" in item.types and not is_comment(item):
            yield item
        elif "h-cite" not in item.types:  # a feed, or an item around one
            waiting.extend(reversed(list(item.within())))


def _contents(item: Item) -> list[Element]:
    values = item.all("content") or item.all("summary")
    return outermost([value.element for value in values if value.item is None])


def _permalink(page: Metadata, url: str | None) -> str | None:
    whole = web_address(page.base, url)
    return without_view(without_fragment(whole)) if whole else None


# ------------------------------------------------------------------------------------------------ what others wrote


def _read(entry: Entry) -> Post:
    item, page = entry.item, entry.page
    language = entry.language or FALLBACK
    body, is_cut = _body(entry, language)
    title = _title(entry, body)
    extracted = extract_credits(body, title=title, language=language, url=entry.url)
    author = _author(entry, language)
    published = _moment(item.all("published"), entry.article.text("datePublished"), language) or extracted.published
    updated = _moment(item.all("updated"), entry.article.text("dateModified"), language)
    return Post(
        blog=Blog(None, page.blog_title or blog_named_before(page.page_title, title), page.blog_url),
        title=title,
        headline=extracted.headline,
        byline=extracted.byline or author,
        posted_by=author,
        published=published,
        updated=None if updated == published else updated,
        url=entry.url,
        language=entry.language,
        labels=_labels(item),
        location=read_location(item.all("location")),
        truncated=is_cut,
        body=extracted.body,
        comments=build_threads(Comments(page.base or entry.url, language).read(item, entry.others)),
    )


def _body(entry: Entry, language: str) -> tuple[tuple[Block, ...], bool]:
    """The content with the photos that belong to it, and whether it is only the beginning."""
    comments = {value.element for value in comments_in(entry.item)}
    blocks: list[Block] = list(_photos(entry))
    is_cut = bool(entry.contents) and "content" not in entry.item.properties
    page = Page(entry.page.base or entry.url, entry.url, entry.language)
    for element in entry.contents:
        body = read_body(element, page=page, language=language, skip=comments.__contains__)
        blocks.extend(body.blocks)
        is_cut = is_cut or bool(body.jumps)
    return tuple(blocks), is_cut


def _photos(entry: Entry) -> Iterator[Figure]:
    """The photos of the entry that are not in its text."""
    contents = set(entry.contents)
    for value in entry.item.all("photo"):
        url = web_address(entry.page.base, address_in(value.element, entry.page.base))
        if url and contents.isdisjoint(value.element.iterancestors()):
            yield Figure(Image(url, value.element.get("alt")))


def _title(entry: Entry, body: tuple[Block, ...]) -> str | None:
    """The name, or without one, a heading above the text. None if the name is the text itself, as in notes."""
    named = entry.item.all("name")
    if not named:
        return _heading(entry) or entry.article.text("headline")
    element = named[0].element
    name = " ".join(text_in(element).split())
    whole = " ".join(plain_text(body).split())
    is_beginning = name.endswith(_CUT) and whole.startswith(name.rstrip("….").rstrip())
    return None if entry.is_note or is_beginning or name == whole else name or None


def _heading(entry: Entry) -> str | None:
    """The first heading of the entry, if it is above the text."""
    contents, others = set(entry.contents), {item.element for item in entry.item.within()}
    for element in entry.item.element.iter(*_HEADINGS, *{content.tag for content in contents}):
        if element in contents:
            return None
        if element.tag in _HEADINGS and others.isdisjoint((element, *element.iterancestors())):
            return text_of(element) or None
    return None


_HEADINGS = ("h1", "h2", "h3")


def _author(entry: Entry, language: str) -> Byline | None:
    """The author of the entry: its own, the feed's, of a link with ``rel=author``, or in JSON-LD."""
    base = entry.page.base
    stated = entry.item.all("author") or (entry.item.parent.all("author") if entry.item.parent else [])
    links = [Property("p", link) for link in entry.item.element.iter("a") if "author" in _relations(link)]
    byline = read_byline(stated or links, base=base, language=language)
    return byline or (Byline(entry.article.authors) if entry.article.authors else None)


def _labels(item: Item) -> tuple[str, ...]:
    """The categories without tagged people; else the texts of links to the pages of tags."""
    tags = [value.element for value in item.all("category") if value.item is None or "h-card" not in value.item.types]
    links = [link for link in item.element.iter("a") if "tag" in _relations(link)]
    labels = (" ".join(text_in(element).split()) for element in tags or links)
    return tuple(dict.fromkeys(filter(None, labels)))


def _relations(link: Element) -> list[str]:
    return (link.get("rel") or "").split()


def _moment(values: list[Property], structured: str | None, language: str) -> dt.date | None:
    """The first day or time of the values and JSON-LD. If it is a day, its time from another value."""
    stated = (
        *(moment_in(value.element, language=language) for value in values[:_MAX_TIMES]),
        parse_iso(structured or ""),
    )
    moments = [moment for moment in stated if moment is not None]
    first = next(iter(moments), None)
    if isinstance(first, dt.datetime):
        return first
    return next((moment for moment in moments if isinstance(moment, dt.datetime) and moment.date() == first), first)
