"""Read what a page states for machines in its head and scripts: `meta`, links, JSON-LD and trackback data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from lxml import etree

from blogpost.addresses import joined, parts_of, web_address
from blogpost.language.folding import folded
from blogpost.markup.dom import Element
from blogpost.readers.page.general.candidates import PERMALINK, Candidate, choose
from blogpost.readers.page.general.json_ld import Graph, Node, read_graph, text
from blogpost.readers.page.general.state import MARKS, PostState, read_state
from blogpost.readers.page.general.systems import find_system
from blogpost.remembering import cached_property

_TRACKBACK = re.compile(r"""(dc:title|dc:creator|dc:date|rdf:about|dc:identifier)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OF_LICENSE = re.compile(r"<license\b", re.IGNORECASE)  # RDF of Creative Commons about the whole site
_SAVED_FROM = re.compile(r"<!-- saved from url=(?:\(\d+\))?(https?://[^\s>]+)")
_HEAD = 2_000  # characters
_STATE_HEAD = 600  # characters of a script
_MOST_DIVIDERS = 8
_LOCAL = re.compile(r"^(?:localhost|127\.|0\.0\.0\.0|192\.168\.|10\.)")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_TITLE_DIVIDER = re.compile(r"\s+[|•·»«–—―:~/\\<>]+\s+|\s+-+\s+|\s*[|»«›]\s*|:\s+|\s+:")


class Stated:
    """The statements in a page's head and scripts. Other modules read the fields within posts.

    Args:
        root: the page.
        source: its text.
        url: its address, if the caller knows it.
    """

    def __init__(self, root: Element, source: str, url: str | None) -> None:
        self.root = root
        self.source = source
        self._given_url = url
        self.properties: dict[str, list[str]] = {}
        self.links: dict[str, list[Element]] = {}
        self.page_title: str | None = None
        self._base: str | None = None
        self.scripts_with_state: list[str] = []
        self._json_ld: list[str] = []
        for element in root.iter("meta", "link", "title", "base", "script"):
            self._note(element)

    def _note(self, element: Element) -> None:
        tag = element.tag
        if tag == "script":
            self._note_script(element)
        elif tag == "meta":
            name = element.get("property") or element.get("name")
            if name and (content := (element.get("content") or "").strip()):
                self.properties.setdefault(name.strip().lower(), []).append(content)
        elif tag == "link":
            for rel in (element.get("rel") or "").lower().split():
                self.links.setdefault(rel, []).append(element)
        elif tag == "base":
            self._base = self._base or (element.get("href") or "").strip() or None
        elif self.page_title is None and (parent := element.getparent()) is not None and parent.tag != "svg":
            self.page_title = " ".join((element.text or "").split()) or None

    def _note_script(self, element: Element) -> None:
        """Keeps the scripts with data."""
        script = element.text
        if not script:
            return
        if "ld+json" in (element.get("type") or "").lower():
            self._json_ld.append(script)
        elif element.get("id") in MARKS or any(mark in script[:_STATE_HEAD] for mark in MARKS):
            self.scripts_with_state.append(script)

    def property(self, *names: str) -> str | None:
        """The first value of the first of these properties that the page has."""
        for name in names:
            if values := self.properties.get(name):
                return " ".join(unescape(values[0]).split())
        return None

    # -------------------------------------------------------------------------------------------- scripts

    @cached_property
    def graph(self) -> Graph:
        """The page's JSON-LD."""
        return read_graph(self._json_ld)

    @cached_property
    def article(self) -> Node:
        """The JSON-LD node that the page is about; empty if there isn't one."""
        nodes = list(self.graph.articles())
        if not nodes:
            return {}
        urls = {_bare(self.canonical), _bare(self.property("og:url"))} - {""}
        for node in nodes:
            if urls and _bare(_url_of(node)) in urls:
                return node
        title = folded(self.property("og:title") or self.page_title or "")
        for node in nodes:
            headline = folded(text(node.get("headline")) or text(node.get("name")) or "")
            if headline and title and (headline in title or title in headline):
                return node
        return nodes[0] if len(nodes) == 1 or not _are_many(nodes) else {}

    @cached_property
    def web_page(self) -> Node:
        """The JSON-LD node of the page itself."""
        return next(self.graph.pages(), {})

    @cached_property
    def state(self) -> PostState:
        """The fields of the post in the state that the page has for its scripts."""
        return read_state(self.scripts_with_state, [*self.titles, *self.title_parts])

    # -------------------------------------------------------------------------------------------- addresses

    @cached_property
    def addresses(self) -> list[Candidate[str]]:
        """The page's addresses from its head and from the caller; those of a local server come last."""
        hrefs = [("canonical", link.get("href")) for link in self.links.get("canonical", ())]
        hrefs += [
            ("og_url", self.property("og:url")),
            ("caller", self._given_url),
            ("saved_from", _saved_from(self.source)),
        ]
        base = joined(self._given_url, self._base) if self._base else self._given_url
        urls = [(source, _in_full(base, href)) for source, href in hrefs if href]
        return [
            Candidate(url, "local" if _LOCAL.match(parts_of(url).netloc) else source) for source, url in urls if url
        ]

    @cached_property
    def canonical(self) -> str | None:
        """The address that the page states for itself."""
        chosen = choose(self.addresses, PERMALINK, same=lambda url: url)
        return chosen[0].value if chosen else None

    @cached_property
    def base(self) -> str | None:
        """The address that relative addresses are relative to."""
        return joined(self.canonical, self._base or "") or None

    def absolute(self, href: str | None) -> str | None:
        """A link's address in full; None if it is empty or leads within the page."""
        if not href or href.startswith("#"):
            return None
        return web_address(self.base, href)

    @cached_property
    def trackback(self) -> dict[str, str]:
        """The trackback RDF in a comment: title, creator and date by Dublin Core, ``rdf:about``."""
        if self.source.rfind("rdf:about") < 0:  # mostly; searching backwards takes half the time
            return {}
        for comment in self.root.iter(etree.Comment):
            if "rdf:about" in (comment.text or "") and not _OF_LICENSE.search(comment.text):
                return {name: unescape(one or other) for name, one, other in _TRACKBACK.findall(comment.text)}
        return {}

    @cached_property
    def home(self) -> str | None:
        """The address of the site's home page, taken from the page's host."""
        parts = parts_of(self.canonical)
        return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else None

    # -------------------------------------------------------------------------------------------- the blog

    @cached_property
    def system(self) -> str | None:
        """The blog system that made the page, if it can be recognized."""
        return find_system(" ".join(self.properties.get("generator", ())).lower(), self.source)

    @cached_property
    def site_name(self) -> str | None:
        """The name of the blog."""
        if name := self.property("og:site_name", "application-name"):
            return name
        for node in self.graph.of_kind("WebSite", "Blog"):
            if name := text(node.get("name")):
                return name
        return None

    @cached_property
    def feeds(self) -> list[Element]:
        """The links to feeds."""
        return [link for link in self.links.get("alternate", ()) if (link.get("type") or "").lower() in _FEED_TYPES]

    @cached_property
    def body_classes(self) -> frozenset[str]:
        """The classes of the page's body, which show the kind of page on many systems."""
        body = next(self.root.iter("body"), None)
        names = (self.root.get("class") or "") + " " + ((body.get("class") or "") if body is not None else "")
        return frozenset(names.lower().split()[:100])

    # -------------------------------------------------------------------------------------------- titles

    @cached_property
    def titles(self) -> list[str]:
        """The titles that the page states for its post, the most reliable first, without the page's own title."""
        titles = [
            self.property("og:title"),
            text(self.article.get("headline")),
            text(self.article.get("name")),
            self.property("twitter:title", "dc.title", "dcterms.title", "title", "sailthru.title"),
            self.trackback.get("dc:title"),
        ]
        return list(dict.fromkeys(filter(None, titles)))

    @cached_property
    def title_parts(self) -> list[str]:
        """The page's title, the parts between its dividers, and the parts before and after each divider."""
        title = self.page_title
        if not title:
            return []
        dividers = [*islice(_TITLE_DIVIDER.finditer(title), _MOST_DIVIDERS)]
        begins, ends = [0, *(each.end() for each in dividers)], [*(each.start() for each in dividers), len(title)]
        parts = (title[begin:end] for begin, end in zip(begins, ends, strict=True))
        rests = (part for each in dividers for part in (title[: each.start()], title[each.end() :]))
        return list(dict.fromkeys([title, *filter(None, map(str.strip, (*parts, *rests)))]))


def _url_of(node: Node) -> str | None:
    page = node.get("mainEntityOfPage")
    within = page.get("@id") if isinstance(page, dict) else page
    candidates = (node.get("url"), within, node.get("@id"))
    return next((url for url in candidates if isinstance(url, str) and url), None)


def _saved_from(source: str) -> str | None:
    """The address in the comment of the browser that saved the page."""
    match = _SAVED_FROM.search(source[:_HEAD])
    return match[1] if match else None


def _in_full(base: str | None, href: str) -> str | None:
    """An address in full; without a scheme, https is assumed."""
    return web_address(base or ("https:" if href.startswith("//") else None), href)


def article_urls(node: Node) -> Iterator[str]:
    """The addresses that a node states for itself."""
    if url := _url_of(node):
        yield url


def _bare(url: str | None) -> str:
    """An address in a form for comparing pages."""
    return (url or "").partition("#")[0].partition("://")[2].rstrip("/").lower()


def _are_many(nodes: list[Node]) -> bool:
    """Whether articles have different titles, so none of them is the page's own."""
    titles = {folded(text(node.get("headline")) or text(node.get("name")) or "") for node in nodes} - {""}
    return len(titles) > 1
