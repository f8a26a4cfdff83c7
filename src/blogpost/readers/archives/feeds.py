"""Feeds and exports in XML → posts. Documents with entries of Atom or RSS can have any length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from attrs import evolve

from blogpost.addresses import address_of, joined
from blogpost.errors import ParseError
from blogpost.language.detection import detect_language
from blogpost.markup.dom import Element
from blogpost.markup.xml import Opener, read_elements
from blogpost.model import Post, PostKind
from blogpost.readers.archives.atom import KINDS, POSTS, Feed, kind_of, read_comment, read_head, read_post
from blogpost.readers.archives.elements import Fields
from blogpost.readers.archives.entries import CommentEntry, PostEntry, number_of, report_unknown, report_unreadable
from blogpost.readers.archives.joining import read_documents
from blogpost.readers.archives.settings import Settings, home_of, hosts_of, language_of, tag_of, zone_of
from blogpost.remembering import cached_property
from blogpost.sources import Source
from blogpost.values import Blog

_ENTRIES = ("entry", "item")
_ENOUGH_WORDS = 20


def read_feed(source: Source, url: str | None = None) -> Iterator[Post]:
    """Read every post of a feed or export with its comments, in the order of the document.

    Raises:
        ParseError: the document isn't XML from here on, or has a document type declaration.
        OSError: the disk is full, and the comments need a temporary file.
    """
    return read_documents([xml_document(source.open, url=url)])


def xml_document(opened: Opener, *, url: str | None = None, settings: Settings | None = None) -> FeedDocument:
    """A document in XML, with its blog's settings if they are in another file."""
    return FeedDocument(lambda: read_elements(opened, _ENTRIES), url=url, settings=settings)


class FeedDocument:
    """A feed or an export.

    Args:
        entries: returns an iterator over all entries. Each entry is in the feed's element, after the feed's own fields.
        url: the document's address.
        settings: its blog's settings, if they are in another file.
    """

    def __init__(
        self, entries: Callable[[], Iterator[Element]], *, url: str | None = None, settings: Settings | None = None
    ) -> None:
        self._entries = entries
        self._url = url
        self._settings = dict(settings or {})
        self._head: Feed | None = None
        self._words: list[str] = []

    @property
    def has_settings(self) -> bool:
        """Whether it came with its blog's settings or address, which takeouts state only there."""
        return bool(self._settings or self._url)

    def comments(self) -> Iterator[CommentEntry]:
        """Every comment. This pass also collects the blog's settings and language."""
        zone = zone_of(self._settings.get("blog_time_zone", ""))
        head = Feed()
        for element in self._entries():
            if self._head is None:
                self._head = _head_of(element)
                head = evolve(self._head, zone=zone)
            kind = kind_of(element)
            if kind == "comment":
                if comment := read_comment(element, head):
                    yield comment
            elif kind == "settings":
                self._note_setting(Fields(element))
            elif kind in POSTS and len(self._words) < _ENOUGH_WORDS:
                self._words.extend(
                    link.get("title", "") for link in Fields(element).all("link") if _is_of_interface(link)
                )
            elif not kind:
                report_unreadable()
            elif kind not in KINDS:
                report_unknown("entries", kind)

    def posts(self) -> Iterator[PostEntry]:
        """Every post and page."""
        for element in self._entries():
            if kind := POSTS.get(kind_of(element)):
                yield self._post(element, kind)

    def _post(self, element: Element, kind: PostKind) -> PostEntry:
        try:
            return read_post(element, kind, self._feed)
        except ParseError as error:  # of a title in HTML
            return PostEntry(id=number_of(Fields(element).text("id", "guid")), kind=kind, error=error)

    def hosts(self) -> frozenset[str]:
        """The blog's hosts, from the settings."""
        with suppress(ParseError):  # reading the posts will raise it again
            for element in self._entries():
                if kind_of(element) == "settings":
                    self._note_setting(Fields(element))
        return hosts_of(self._settings)

    def _note_setting(self, entry: Fields) -> None:
        name = entry.text("id").rpartition(".")[2].lower()
        if value := entry.text("content"):
            self._settings.setdefault(name, value)

    @cached_property
    def _feed(self) -> Feed:
        """The feed's own fields, completed from the settings."""
        head = self._head or Feed()
        home = head.home or home_of(self._settings) or (address_of(joined(self._url, "/")) if self._url else None)
        time_zone = self._settings.get("blog_time_zone", "")
        stated = head.blog or Blog()
        blog = evolve(stated, title=stated.title or self._settings.get("blog_name"), url=home, time_zone=time_zone)
        return evolve(
            head,
            blog=blog if head.is_of_one_blog or not stated.id else stated,
            language=language_of(self._settings) or tag_of(head.language or "") or detect_language(self._words),
            zone=zone_of(time_zone),
            home=home,
        )


def _head_of(entry: Element) -> Feed:
    parent = entry.getparent()
    return Feed() if parent is None else read_head(parent)


def _is_of_interface(link: Element) -> bool:
    """Whether a link's title has words of Blogger's interface: "Post Comments", "1 Comments"."""
    return bool(link.get("rel") == "replies")
