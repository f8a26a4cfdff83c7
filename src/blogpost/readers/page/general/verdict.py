"""Decide whether a page is one post: a weighted sum of what speaks for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from attrs import frozen

from blogpost.addresses import parts_of
from blogpost.language.folding import folded
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.heading import Heading, key
from blogpost.readers.page.general.introductions import introduces_labels
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.stated import Stated

ENOUGH = 2.5
"""Points from which on a page is one post; how often that is right: docs/inputs.md."""

_SHORT = 250  # characters of prose
_SEVERAL = 3  # headings
_OF_FORUM = 2  # words
_LONGEST_FORUM_LINE = 40  # characters
_SHORT_WORD = 2  # letters
_WORD = re.compile(r"\w+")
_SPELLED = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "ae"), ("Ö", "oe"), ("Ü", "ue"))
_OF_LINKS = 0.6  # the share of a text that is links
INDEX_CLASSES = frozenset(("home", "archive", "blog", "search", "category", "tag", "author", "index", "list", "paged"))
_SINGLE = re.compile(r"^(?:single|postid-|single-post|post-template|item|permalink)")
_NODE = re.compile(r"^(?:page-)?node-type-(?!page$|webform)")  # Drupal's
_PAGE_ID = re.compile(r"^page-id-\d+$")  # WordPress's
_PAGE = re.compile(r"^(?:page|page-id-\d+|page-template.*|page-template-default|type-page)$")

# What other systems than blogs say of their pages: in JSON-LD, in the body's classes, as generator, in addresses.
_OTHER_KINDS = ("Product", "ProductGroup", "QAPage", "DiscussionForumPosting", "JobPosting", "SoftwareApplication")
_OTHER_CLASSES = re.compile(
    r"^(?:single-product|product-template|woocommerce(?:-page)?|catalog-product\S*|forums?(?:[_-]\S*)?|thread\S*|"
    r"question-page|phpbb\S*|bbpress|vbulletin\S*|mediawiki|dokuwiki|comments-page|cart|checkout|"
    r"error-?404|error|not-?found|page-?not-?found)$"
)
_OTHER_GENERATORS = re.compile(
    r"mediawiki|dokuwiki|phpbb|vbulletin|discourse|xenforo|invision|fluxbb|mybb|open journal systems|prestashop|"
    r"magento|shopify|opencart|moodle|javadoc|doxygen|sphinx|mkdocs",
    re.IGNORECASE,
)
OTHER_ADDRESSES = re.compile(
    r"/(?:viewtopic|showthread|showtopic|viewforum|forumdisplay)\b|/(?:forums?/)?threads?/|/forums?/topics?/|"
    r"/questions/\d+|/products?/[^/]+/?$|/wiki/|/(?:login|signin|cart|checkout)/?$",
    re.IGNORECASE,
)
INDEX_ADDRESSES = re.compile(
    r"/(?:tags?|categor(?:y|ies)|archives?|search|topics?|authors?|page)(?:/(?:index\.\w+|\d+)?)?$|"
    r"/(?:tags?|categor(?:y|ies)|authors?|page)/[^/]+/?$",
    re.IGNORECASE,
)
_FORUM_LINE = re.compile(
    r"(joined|registered|posts|messages|location|registriert(?: seit)?|beiträge|dabei seit|wohnort|inscription|inscrit|"
    r"mensajes|registrado|iscritto|messaggi|berichten|geregistreerd|регистрация|сообщени[йя])(?: (?:le|el|il))?:\s*\S",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"(?:^|\b)(?:404|error 40\d|(?:page|seite|página|pagina|page) (?:was )?(?:not found|nicht gefunden|no encontrada|"
    r"non trovata|introuvable|não encontrada)|(?:page|post) (?:does ?n[o'’]t|cannot be) (?:exist|found)|nothing found)",
    re.IGNORECASE,
)


@frozen
class Found:
    """What was found of a post.

    Attributes:
        date: whether a date was.
        shows_date: whether readers see it; else it is only stated for machines, as any page may do.
        byline: whether a name was.
        shows_byline: whether readers see it.
        labels: whether labels were.
    """

    date: bool
    shows_date: bool
    byline: bool
    shows_byline: bool
    labels: bool


@frozen
class Evidence:
    """One thing that speaks for or against a post, and how much."""

    what: str
    points: float


@frozen
class Verdict:
    """What speaks for and against a page being one post."""

    evidence: tuple[Evidence, ...]

    @property
    def points(self) -> float:
        """All points together."""
        return sum(each.points for each in self.evidence)

    @property
    def is_post(self) -> bool:
        """Whether they are enough."""
        return self.points >= ENOUGH


def judge(outline: Outline, stated: Stated, heading: Heading, extent: Extent, found: Found) -> Verdict:
    """Weighs what the page states and shows."""
    return Verdict((*_for(outline, stated, heading, found), *_against(outline, stated, heading, extent)))


def is_static_page(stated: Stated) -> bool:
    """Whether a known system says that this is a page and no post."""
    classes = stated.body_classes
    return stated.system == "wordpress" and any(map(_PAGE.match, classes)) and not any(map(_SINGLE.match, classes))


def is_single(stated: Stated) -> bool:
    """Whether the body's class says that the page is a single post."""
    classes = stated.body_classes
    return any(map(_SINGLE.match, classes)) and not any(map(_OTHER_CLASSES.match, classes))


def _for(outline: Outline, stated: Stated, heading: Heading, found: Found) -> Iterator[Evidence]:  # noqa: C901  a list
    if stated.article:
        yield Evidence("JSON-LD states an article", 3.0)
    if is_single(stated):
        yield Evidence("the body's class says a single post", 3.0)
    if any(map(_NODE.match, stated.body_classes)):
        yield Evidence("the body's class says one node that is no page", 1.5)
    if (stated.property("og:type") or "").lower() in ("article", "blog", "blogpost"):
        yield Evidence("og:type is article", 1.5)
    if stated.property("article:published_time"):
        yield Evidence("states when it was published", 1.5)
    if found.date:
        yield Evidence("shows a date", 1.5) if found.shows_date else Evidence("states a date", 0.5)
    if found.byline:
        yield Evidence("names who wrote it", 1.5) if found.shows_byline else Evidence("states who wrote it", 0.5)
    if _is_spelled(stated, heading):
        yield Evidence("its address spells its title", 1.5)
    if has_place_for_comments(outline):
        yield Evidence("has a place for comments", 1.5)
    if stated.system:
        yield Evidence(f"was made by {stated.system}", 1.5)
    if found.labels:
        yield Evidence("has labels", 1.0)
    if stated.feeds:
        yield Evidence("has a feed", 0.5)
    if heading.is_sure or (heading.title and key(heading.title) in map(key, stated.title_parts)):
        yield Evidence("its heading is the title it states", 0.5)


def _against(outline: Outline, stated: Stated, heading: Heading, extent: Extent) -> Iterator[Evidence]:
    """What speaks for a home page, an index, a shop, a forum, an error."""
    address = parts_of(stated.canonical)
    path = address.path or "/"
    if sum(outline.prose(element) for element in extent.elements) < _SHORT:
        yield Evidence("has little text", -1.5)
    if _has_class_of_index(stated):
        yield Evidence("the body's class says an index", -2.5)
    if stated.canonical and path == "/" and not address.query and not _is_title_of_page(stated, heading):
        yield Evidence("its address is the home page", -4.0)
    if INDEX_ADDRESSES.search(path):
        yield Evidence("its address is that of an index", -3.0)
    if _is_list_of_others(outline, stated, extent):
        yield Evidence("its headings lead to other pages", -3.0)
    if _is_list_of_links(outline, extent):
        yield Evidence("its text is a list of links", -3.0)
    if heading.title and introduces_labels(heading.title):
        yield Evidence("its title is a word for labels", -3.0)
    if heading.line is None:
        yield Evidence("has no title", -1.0)
    if is_of_another_kind(stated, path):
        yield Evidence("is of a shop, a forum or a wiki", -12.0)
    elif len(_forum_words(outline)) >= _OF_FORUM:
        yield Evidence("is of a forum", -6.0)
    if any(_ERROR.search(title) for title in (stated.page_title, heading.title) if title):
        yield Evidence("says that there is no such page", -6.0)


def _has_class_of_index(stated: Stated) -> bool:
    """Whether the body's class says an index; themes say "blog" of WordPress's static pages, too."""
    classes = stated.body_classes
    return not classes.isdisjoint(INDEX_CLASSES) and not is_single(stated) and not any(map(_PAGE_ID.match, classes))


def _forum_words(outline: Outline) -> set[str]:
    """The words that forums print beside every message, of its writer: "Joined: 2016-07-02", "Posts: 710"."""
    lines = (line.text for line in outline.lines if len(line.text) <= _LONGEST_FORUM_LINE)
    return {found[1].lower() for text in lines if (found := _FORUM_LINE.match(text))}


def _is_title_of_page(stated: Stated, heading: Heading) -> bool:
    """Whether its heading is what the page is called, and the blog is not."""
    said = key(heading.title or "")
    return said == key(stated.page_title or "") != key(stated.site_name or "") and bool(said)


def _is_spelled(stated: Stated, heading: Heading) -> bool:
    """Whether the last part of the address consists of words of the title, as addresses of posts do."""
    words = {word for word in _WORD.findall(_ascii(heading.title or "")) if len(word) > _SHORT_WORD}
    parts = [_ascii(unquote(part)) for part in parts_of(stated.canonical).path.split("/") if part]
    spelled = {word for part in parts[-2:] for word in _WORD.findall(part)}
    return len(words & spelled) >= _SEVERAL


def _ascii(text: str) -> str:
    """A text as addresses spell it: without accents."""
    for letter, letters in _SPELLED:
        text = text.replace(letter, letters)
    return folded(text)


def _is_list_of_links(outline: Outline, extent: Extent) -> bool:
    length = sum(outline.length(element) for element in extent.elements)
    prose = sum(outline.prose(element) for element in extent.elements)
    return prose < _SHORT and sum(outline.linked(element) for element in extent.elements) > _OF_LINKS * length


def is_of_another_kind(stated: Stated, path: str) -> bool:
    """Whether a page is of a shop, a forum, a wiki or the like, by what it says of itself."""
    return (
        any(map(_OTHER_CLASSES.match, stated.body_classes))
        or (not stated.article and next(stated.graph.of_kind(*_OTHER_KINDS), None) is not None)
        or (stated.property("og:type") or "").startswith("product")
        or (stated.system is None and any(map(_OTHER_GENERATORS.search, stated.properties.get("generator", ()))))
        or OTHER_ADDRESSES.search(path) is not None
    )


def has_place_for_comments(outline: Outline) -> bool:
    """Whether anything on the page is named as a place for comments."""
    return next(outline.having(Part.COMMENTS), None) is not None


def _is_list_of_others(outline: Outline, stated: Stated, extent: Extent) -> bool:
    """Whether most of the text stands below headings that lead to other pages."""
    headings = below = total = 0
    leads_away = False
    for line in outline.lines[extent.first : extent.last]:
        if line.level:
            leads_away = 2 * line.linked > len(line.text) and _leads_away(line, stated)
            headings += leads_away
        elif line.is_prose:
            total += len(line.text)
            below += len(line.text) if leads_away else 0
    return headings >= _SEVERAL and (2 * below > total or not total)


def _leads_away(line: Line, stated: Stated) -> bool:
    own = (stated.canonical or "").partition("#")[0]
    urls = (stated.absolute(link.get("href")) for link in (*line.block.iter("a"), *line.block.iterancestors("a")))
    return any(url is not None and url.partition("#")[0] != own for url in urls)
