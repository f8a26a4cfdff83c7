"""Treat a card of a list as a page of its own, so the post is read as on any page."""

from __future__ import annotations

from collections.abc import Mapping

from blogpost.markup.dom import Element
from blogpost.readers.page.general.candidates import Candidate
from blogpost.readers.page.general.json_ld import Graph, Node
from blogpost.readers.page.general.stated import Stated, article_urls
from blogpost.remembering import cached_property

_MARKS = ("h-entry", "rdf:about")


class StatedOfList:
    """A list's statements about its posts, gathered once."""

    def __init__(self, page: Stated) -> None:
        self.page = page
        self.source = " ".join(mark for mark in _MARKS if mark in page.source)
        self.graph = Graph([], page.graph.by_id)
        self.articles: Mapping[str, Node] = {
            _bare(page.absolute(url)): node for node in page.graph.articles() for url in article_urls(node)
        }

    def article(self, url: str | None) -> Node:
        """The JSON-LD node of the post at an address; empty if there isn't one."""
        return self.articles.get(_bare(url), {}) if url else {}


class StatedOfCard(Stated):
    """Statements about one post of a list: facts about the site, and the post's own node.

    Args:
        card: the element around everything that the list shows of the post.
        shared: what the list states.
        url: the post's address, if its title links to it.
    """

    def __init__(self, card: Element, shared: StatedOfList, url: str | None) -> None:
        super().__init__(card, shared.source, None)
        self._shared = shared
        self._url = url
        self.properties = {}
        self.links = {}

    @cached_property
    def graph(self) -> Graph:
        """Only the nodes that the post's own node may refer to."""
        return self._shared.graph

    @cached_property
    def article(self) -> Node:
        """The post's own node."""
        return self._shared.article(self._url)

    @cached_property
    def web_page(self) -> Node:
        """Empty: the page is not the post's."""
        return {}

    @cached_property
    def addresses(self) -> list[Candidate[str]]:
        """The target of its title."""
        return [Candidate(self._url, "canonical")] if self._url else []

    @cached_property
    def base(self) -> str | None:
        """The address that relative addresses are relative to."""
        return self._shared.page.base

    @cached_property
    def home(self) -> str | None:
        """The address of the site's home page."""
        return self._shared.page.home

    @cached_property
    def system(self) -> str | None:
        """The blog system that made the page."""
        return self._shared.page.system

    @cached_property
    def site_name(self) -> str | None:
        """The name of the blog."""
        return self._shared.page.site_name


def _bare(url: str | None) -> str:
    return (url or "").partition("#")[0].partition("://")[2].rstrip("/").lower()
