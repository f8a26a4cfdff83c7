"""Read the posts of a page that lists several, each like a post on a page of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import evolve
from lxml import etree

from blogpost.addresses import without_fragment
from blogpost.content import Block, Inline, LineBreak, Link, Paragraph, Text
from blogpost.language.locale import FALLBACK
from blogpost.markup.dom import Element, line_of, settable
from blogpost.model import Post
from blogpost.readers.credits import extract_credits
from blogpost.readers.page.general.bodies import read_body
from blogpost.readers.page.general.candidates import Candidate
from blogpost.readers.page.general.comments import count_comments, count_in_link
from blogpost.readers.page.general.entries import read_entry
from blogpost.readers.page.general.extent import Extent, find_extent
from blogpost.readers.page.general.field_sources import Sources
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.index.card_fields import Recurring, find_title
from blogpost.readers.page.general.index.decision import Index, find_index
from blogpost.readers.page.general.index.links import SiteLinks
from blogpost.readers.page.general.index.post_addresses import text_of_link, without_sources
from blogpost.readers.page.general.index.units import Unit
from blogpost.readers.page.general.json_ld import Graph, Node
from blogpost.readers.page.general.labels import find_labels
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.moments import find_published, find_updated
from blogpost.readers.page.general.outline import LEAST_PROSE, Outline
from blogpost.readers.page.general.people import find_byline
from blogpost.readers.page.general.permalinks import find_permalink, is_permalink_word
from blogpost.readers.page.general.scope import Neighbourhood
from blogpost.readers.page.general.site import find_blog
from blogpost.readers.page.general.stated import Stated, article_urls
from blogpost.remembering import cached_property
from blogpost.values import Byline

_SHORTEST_EXCERPT = 20  # characters
_LONGEST_TEXT = 2_000  # characters
_BLOCKS = "p div h1 h2 h3 h4 h5 h6 header section article figure ul".split()


# ------------------------------------------------------------------------------------------------ the posts of a list

_FEW = 3
_MOSTLY = 0.8
_SHORT = 300  # characters


def read_index(outline: Outline, stated: Stated, *, stated_language: str | None) -> list[Post]:
    """The posts of a page that lists several, in its order; empty if it doesn't.

    This changes the page's tree: each post moves to a tree of its own.

    Args:
        outline: the page's.
        stated: what it states about itself.
        stated_language: the BCP 47 tag of its language, if it states one.
    """
    index = find_index(outline, stated, stated_language or FALLBACK)
    if index is None:
        return []
    cards = _Cards(outline, stated, index, stated_language)
    return _with_excerpts([_read_card(cards, unit) for unit in index.listing.units])


def _with_excerpts(posts: list[Post]) -> list[Post]:
    """The posts, those with excerpts marked as truncated, judged by all of them together.

    A single ellipsis proves nothing, as authors end posts with it, too.
    """
    texts = [post for post in posts if post.body]
    if _are_excerpts(texts):
        return [evolve(post, truncated=True) for post in posts]
    cut = [post for post in texts if _ends_cut(post.body)]
    if 2 * len(cut) <= len(texts):
        cut = [post for post in cut if post.title and len(post.body) == 1]
    cut_ids = frozenset(map(id, cut))
    return [evolve(post, truncated=True) if id(post) in cut_ids else post for post in posts]


def _are_excerpts(texts: list[Post]) -> bool:
    """Whether the texts are plain paragraphs below titles, so they are not whole posts."""
    if not texts or not all(post.title and len(post.body) == 1 for post in texts):
        return False
    if sum(_is_plain(post.body) for post in texts) < _MOSTLY * len(texts):
        return False
    return len(texts) >= _FEW or all(len(post.text) <= _SHORT for post in texts)


class _Cards:
    """Facts that all posts of a list share.

    Args:
        outline: the page's.
        stated: what the page states about itself.
        index: the list.
        stated_language: the BCP 47 tag of the page's language, if it states one.
    """

    def __init__(self, outline: Outline, stated: Stated, index: Index, stated_language: str | None) -> None:
        self.index = index
        self.shared = _StatedOfList(stated)
        self.stated_language = stated_language
        self.language = stated_language or FALLBACK
        self.blog = find_blog(stated, title=None)
        self.addresses = without_sources(index.listing.units)
        self._counts = self._counts_by_url()
        self._recurring = Recurring(outline, index.links, index.listing.units)

    def labels(self, unit: Unit, displayed: tuple[str, ...], byline: Byline | None) -> tuple[str, ...]:
        """The labels of a post: those that its card shows, else links that recur; never links to the post itself."""
        own = {text_of_link(link) for link in self.index.links.between(unit.first, unit.last) if link.url == unit.url}
        labels = tuple(label for label in displayed if label not in own)
        return labels or self._recurring.labels(unit, byline)

    def count(self, outline: Outline, stated: Stated, extent: Extent, url: str | None) -> int | None:
        """The number of a post's comments: from its card, else from a link elsewhere on the page."""
        count = count_comments(outline, stated, extent, language=self.language)
        return self._counts.get(url or "") if count is None else count

    def _counts_by_url(self) -> dict[str, int]:
        """The counts in the page's links to comments, such as in a summary of its posts."""
        counts: dict[str, int] = {}
        for link in self.index.links.all:
            if link.leads_to_comments and (count := count_in_link(text_of_link(link), self.language)) is not None:
                counts.setdefault(link.url, count)
        return counts


def _read_card(cards: _Cards, unit: Unit) -> Post:
    """The post of a card."""
    language = cards.language
    card = _card(cards, unit)
    outline = Outline(card)
    stated = _StatedOfCard(card, cards.shared, cards.addresses.get(unit))
    heading = find_title(outline, stated, unit, language) if unit.is_titled else Heading(None, 0, None, 0.0)
    if not cards.index.listing.has_titles:  # it is above the text, all the same
        heading.title = None
    extent = find_extent(outline, heading, stated, language=language) or _short_text(outline, heading, language)
    neighbourhood = Neighbourhood(outline, heading, extent or _no_text(outline, heading), url=unit.url)
    neighbourhood.month = neighbourhood.month or cards.index.days.reference_date(unit)
    sources = Sources(outline, stated, neighbourhood, read_entry(stated, neighbourhood, language=language), language)
    url = find_permalink(sources, heading)
    published = find_published(sources, url=url)
    byline = find_byline(sources, title=heading.title)
    body: tuple[Block, ...] = ()
    is_cut = extent is None
    if extent is not None:
        body = read_body(sources, extent, heading, url=url, language=cards.stated_language)
        body, is_cut = _without_link_to_rest(body, url)
    extracted = extract_credits(body, title=heading.title, language=language)
    return Post(
        blog=cards.blog,
        title=heading.title,
        headline=extracted.headline,
        byline=byline or extracted.byline,
        posted_by=byline,
        published=published,
        updated=find_updated(sources, published=published),
        url=url,
        language=cards.stated_language,
        labels=cards.labels(unit, find_labels(sources), byline),
        truncated=is_cut or unit in cards.index.rest,
        body=extracted.body,
        comment_count=cards.count(outline, stated, neighbourhood.extent, unit.url),
    )


def _card(cards: _Cards, unit: Unit) -> Element:
    """Everything that the list shows of a post, with its day, in a tree of its own."""
    card = etree.Element("div")
    day = cards.index.days.days.get(unit)
    if day is not None and (cards.index.days.has_day_headings or unit not in cards.index.dated):
        line = etree.SubElement(card, "div")
        line.text = settable(day)
    if len(unit.elements) == 1:
        unit.elements[0].tail = None
    card.extend(unit.elements)
    for link in list(card.iter("a")):
        if _holds_text(link, unit) and _leads_to(link, unit, cards.index.links):
            link.tag = "div"
            link.attrib.pop("href")
    return card


def _leads_to(link: Element, unit: Unit, links: SiteLinks) -> bool:
    target = links.target(link.get("href") or "")
    return target is not None and target[0] == unit.url


def _holds_text(link: Element, unit: Unit) -> bool:
    """Whether a link holds more than a title: a whole card or its excerpt may be one link."""
    if next(link.iterchildren(*_BLOCKS), None) is not None:
        return True
    is_title = any(around is unit.anchor.block for around in link.iterancestors())
    return not is_title and len(line_of(link, longest=_LONGEST_TEXT)) >= LEAST_PROSE


def _no_text(outline: Outline, heading: Heading) -> Extent:
    """The extent of a card without text: empty, right after the title."""
    after = heading.number + 1 if heading.line else 0
    return Extent([etree.SubElement(outline.root, "div")], outline.root, after, after)


def _short_text(outline: Outline, heading: Heading, language: str) -> Extent | None:
    """The extent of an excerpt that is too short to be recognized by its length alone."""
    start = heading.number + 1 if heading.line else 0
    numbers = [
        number
        for number, line in enumerate(outline.lines[start:], start=start)
        if not line.level
        and not line.closers
        and 2 * line.linked < len(line.text)
        and len(line.text) >= _SHORTEST_EXCERPT
        and line.block is not outline.root
        and not read_meta(line.text, language).is_own
    ]
    if not numbers:
        return None
    elements = list(dict.fromkeys(outline.lines[number].block for number in numbers))
    apart = [each for each in elements if not any(around in elements for around in each.iterancestors())]
    return Extent(apart, outline.root, numbers[0], numbers[-1] + 1)


# ------------------------------------------------------------------------------------------ what is stated about a card

_MARKS = ("h-entry", "rdf:about")


class _StatedOfList:
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


class _StatedOfCard(Stated):
    """Statements about one post of a list: facts about the site, and the post's own node.

    Args:
        card: the element around everything that the list shows of the post.
        shared: what the list states.
        url: the post's address, if its title links to it.
    """

    def __init__(self, card: Element, shared: _StatedOfList, url: str | None) -> None:
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


# ------------------------------------------------------------------------------------ excerpts and links to the rest

_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|\((?:…|\.\.\.)\))\W*$")
_COMMENTS = re.compile(r"comment|kommentar|respon|repl|reaction|\d", re.IGNORECASE)
_FOOT = 3  # blocks


def _without_link_to_rest(body: Sequence[Block], url: str | None) -> tuple[tuple[Block, ...], bool]:
    """A body without the link at its end that leads to the rest of the post, and whether there was one."""
    blocks = list(body)
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 1 - _FOOT), -1):
        block = blocks[place]
        if not isinstance(block, Paragraph):
            continue
        kept = _without(block.content, url)
        if kept is not None:
            blocks[place : place + 1] = [evolve(block, content=kept)] if any(map(_has_text, kept)) else []
            return tuple(blocks), True
    return tuple(body), False


def _without(line: Sequence[Inline], url: str | None) -> tuple[Inline, ...] | None:
    """A line without the link to the post at its end; None if it has no such link."""
    place = len(line) - 1
    while place >= 0 and not _has_text(line[place]):
        place -= 1
    if place < 0 or url is None:
        return None
    last = line[place]
    if not isinstance(last, Link) or without_fragment(last.href).rstrip("/") != url.rstrip("/"):
        return None
    text = "".join(_texts(last.content)).strip()
    if is_permalink_word(text) or _COMMENTS.search(text):
        return None
    return tuple(line[:place])


def _has_text(node: Inline) -> bool:
    return not isinstance(node, LineBreak) and not (isinstance(node, Text) and not any(map(str.isalnum, node.text)))


def _texts(nodes: Sequence[Inline]) -> list[str]:
    texts: list[str] = []
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Text):
            texts.append(node.text)
        else:
            waiting.extend(reversed(getattr(node, "content", ())))
    return texts


def _ends_cut(body: Sequence[Block]) -> bool:
    """Whether a text ends with an ellipsis, like excerpts that a system cut."""
    last = body[-1] if body else None
    return isinstance(last, Paragraph) and _CUT.search("".join(_texts(last.content))) is not None


def _is_plain(body: Sequence[Block]) -> bool:
    """Whether a text is one paragraph without links, pictures and breaks, like most excerpts."""
    return len(body) == 1 and isinstance(body[0], Paragraph) and all(isinstance(node, Text) for node in body[0].content)
