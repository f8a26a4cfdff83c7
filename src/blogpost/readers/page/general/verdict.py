"""Decide whether a page is one post, by a weighted sum of evidence."""

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
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.other_kinds import (
    OTHER_ADDRESSES,
    find_other_kind,
    has_class_of_another,
    has_words_of_forum,
)
from blogpost.readers.page.general.outline import Line, Outline, weight
from blogpost.readers.page.general.stated import Stated
from blogpost.readers.page.general.static_pages import SINGLE, is_about

ENOUGH = 2.5
"""The least points of a page that is one post. docs/inputs.md states how often this is right."""

_SHORT = 250  # characters of prose
_SEVERAL = 3  # headings
_LONGEST_ERROR = 60  # characters
_SHORT_WORD = 2  # letters
_WORD = re.compile(r"\w+")
_SPELLED = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "ae"), ("Ö", "oe"), ("Ü", "ue"))
_MOSTLY_LINKS = 0.6  # the share of links in a text
_ALMOST_ALL = 0.75  # the share of a text in all of the page's text
INDEX_CLASSES = frozenset(("home", "archive", "blog", "search", "category", "tag", "author", "index", "list", "paged"))
_NODE = re.compile(r"^(?:page-)?node-type-(?!page$|webform)")  # Drupal's
_PAGE_ID = re.compile(r"^page-id-\d+$")  # WordPress's

_LISTS = (
    "tags?|tagged|categor(?:y|ies|ias?|ie)|kategori(?:e|en|er|a)|etiquetas?|labels?|schlag(?:wort|worte|wörter)|"
    "authors?|autor(?:en|es|i)?|auteurs?|page"
)
INDEX_ADDRESSES = re.compile(
    rf"/(?:{_LISTS}|archives?|search|topics?)(?:\.html?|/(?:index\.\w+)?)?$|"
    rf"/(?:{_LISTS})/[^/]+/?(?:(?<=/)index\.\w+)?$|"
    r"/(?:search|topics?)/\d+/?$|"
    r"/(?:19|20)\d\d(?:/(?:0[1-9]|1[0-2]))?/?(?:(?<=/)index\.\w+)?$",
    re.IGNORECASE,
)
"""The paths of lists of posts. Those with a number after "archives" are posts on many blogs."""
_ERROR = re.compile(
    r"(?:^|\b)(?:404|error 40\d|(?:page|seite|página|pagina|page) (?:was )?(?:not found|nicht gefunden|no encontrada|"
    r"non trovata|introuvable|não encontrada)|(?:page|post) (?:does ?n[o'’]t|cannot be) (?:exist|found)|nothing found)",
    re.IGNORECASE,
)


@frozen
class FoundFields:
    """Which fields of a post a page has, and whether it has anything else.

    Attributes:
        has_date: whether the page has a date.
        shows_date: whether readers see it. Any page may state one for machines.
        has_byline: whether it names an author.
        shows_byline: whether readers see it.
        has_labels: whether it has labels.
        is_alone: whether it is known to show nothing else. Then less evidence is enough, but more than title and text.
    """

    has_date: bool
    shows_date: bool
    has_byline: bool
    shows_byline: bool
    has_labels: bool
    is_alone: bool


@frozen
class Evidence:
    """One piece of evidence for or against a post.

    Attributes:
        description: its description, as a part of a sentence about the page.
        points: its weight, negative if it is against a post.
        suggests: what the page may be instead of a post.
    """

    description: str
    points: float
    suggests: str | None = None


@frozen
class Weighed:
    """Evidence for and against something."""

    evidence: tuple[Evidence, ...]

    @property
    def points(self) -> float:
        """The sum of all points."""
        return sum(each.points for each in self.evidence)


class Verdict(Weighed):
    """The evidence for and against a page's being one post."""

    @property
    def against(self) -> list[Evidence]:
        """The evidence against it."""
        return [each for each in self.evidence if each.points < 0]

    @property
    def is_post(self) -> bool:
        """Whether the points are enough."""
        return self.points >= ENOUGH


def judge(outline: Outline, stated: Stated, heading: Heading, extent: Extent, fields: FoundFields) -> Verdict:
    """Weighs what the page states and shows."""
    lone = fields.is_alone and heading.line is not None and _is_marked_as_post(outline, heading, fields)
    weighed = (
        *_stated_evidence(stated, heading),
        *_field_evidence(outline, stated, heading, fields, lone=lone),
        *_index_evidence(outline, stated, heading, extent),
        *_other_kind_evidence(outline, stated, heading, extent, lone=lone),
    )
    verdict = Verdict(tuple(evidence for holds, evidence in weighed if holds))
    # The signs of a system are looked for in the whole source, so only if they may change anything.
    if verdict.points < ENOUGH and stated.system is not None:
        return Verdict((*verdict.evidence, Evidence(f"was made by {stated.system}", 1.5)))
    return verdict


def is_single(stated: Stated) -> bool:
    """Whether the body's class shows that the page is a single post."""
    classes = stated.body_classes
    return any(map(SINGLE.match, classes)) and not has_class_of_another(stated)


# ------------------------------------------------------------------------------------------------ for, and against

_Weighed = Iterator[tuple[bool, Evidence]]


def _stated_evidence(stated: Stated, heading: Heading) -> _Weighed:
    """Evidence that the page states."""
    og_type = (stated.property("og:type") or "").lower()
    is_titled = heading.is_sure or (heading.title and key(heading.title) in map(key, stated.title_parts))
    yield bool(stated.article), Evidence("JSON-LD states an article", 3.0)
    yield is_single(stated), Evidence("the body's class says a single post", 3.0)
    yield (
        any(map(_NODE.match, stated.body_classes)),
        Evidence("the body's class says one node that is no page", 1.5),
    )
    yield og_type in ("article", "blog", "blogpost"), Evidence("og:type is article", 1.5)
    yield stated.property("article:published_time") is not None, Evidence("states when it was published", 1.5)
    yield is_about(stated, heading.title), Evidence("is about a blog or its author", 2.0)
    yield bool(stated.feeds), Evidence("has a feed", 0.5)
    yield bool(is_titled), Evidence("its heading is the title it states", 0.5)


def _field_evidence(outline: Outline, stated: Stated, heading: Heading, fields: FoundFields, *, lone: bool) -> _Weighed:
    """Evidence from the fields of a post."""
    yield fields.shows_date, Evidence("shows a date", 1.5)
    yield fields.has_date and not fields.shows_date, Evidence("states a date", 0.5)
    yield fields.shows_byline, Evidence("names who wrote it", 1.5)
    yield fields.has_byline and not fields.shows_byline, Evidence("states who wrote it", 0.5)
    yield fields.has_labels, Evidence("has labels", 1.0)
    yield lone, Evidence("the page shows nothing else", 1.5)
    yield lone and _is_in_article(heading), Evidence("is in an article of its own", 1.0)
    yield lone and _names_title_and_body(outline, heading), Evidence("names a title and a body", 1.0)
    yield _is_spelled(stated, heading), Evidence("its address spells its title", 1.5)
    yield has_place_for_comments(outline), Evidence("has a place for comments", 1.5)


def _index_evidence(outline: Outline, stated: Stated, heading: Heading, extent: Extent) -> _Weighed:
    """Evidence for a home page or a list."""
    address = parts_of(stated.canonical)
    is_home = stated.canonical and address.path in ("", "/") and not address.query
    yield _has_class_of_index(stated), Evidence("the class of body marks an index", -2.5, "an index")
    yield (
        bool(is_home) and not _is_title_of_page(stated, heading) and not _is_all_there_is(outline, extent),
        Evidence("its address is the home page", -4.0, "a home page"),
    )
    is_at_index = INDEX_ADDRESSES.search(address.path or "/") is not None
    yield is_at_index, Evidence("its address is that of an index", -3.0, "an index")
    yield _is_list_of_others(outline, stated, extent), Evidence("its headings lead to other pages", -3.0, "an index")
    yield _is_list_of_links(outline, extent), Evidence("its text is a list of links", -3.0, "a list of links")
    is_of_labels = introduces_labels(heading.title or "")
    yield is_of_labels, Evidence("its title is a word for labels", -3.0, "a list of labels")


def _other_kind_evidence(outline: Outline, stated: Stated, heading: Heading, extent: Extent, *, lone: bool) -> _Weighed:
    """Evidence for a shop, a forum or an error page."""
    other = find_other_kind(stated, parts_of(stated.canonical).path or "/")
    titles = filter(None, (stated.page_title, heading.title))
    yield not lone and _is_short(outline, extent), Evidence("it has little text", -1.5)
    yield heading.line is None, Evidence("it has no title", -1.0)
    yield other is not None, Evidence("by its system or address", -12.0, other)
    yield (
        other is None and has_words_of_forum(outline),
        Evidence("it presents writers like a forum", -6.0, "a page of a forum"),
    )
    is_error = any(map(_ERROR.search, titles)) or (_is_short(outline, extent) and _has_heading_of_error(outline))
    yield is_error, Evidence("it states that there is no such page", -6.0, "an error page")


def _has_heading_of_error(outline: Outline) -> bool:
    """Whether a heading begins like an error page's title: "404"."""
    headings = (line.text for line in outline.lines if line.level and len(line.text) <= _LONGEST_ERROR)
    return any(map(_ERROR.match, headings))


def _is_short(outline: Outline, extent: Extent) -> bool:
    """Whether the body has less than a paragraph or two of prose."""
    lines = (line for element in extent.elements for line in outline.lines_in(element) if line.is_prose)
    amount = 0
    for line in lines:
        amount += weight(line.text)
        if amount >= _SHORT:
            return False
    return True


def _has_class_of_index(stated: Stated) -> bool:
    """Whether the body's class shows an index. Themes give WordPress's static pages the class "blog", too."""
    classes = stated.body_classes
    return not classes.isdisjoint(INDEX_CLASSES) and not is_single(stated) and not any(map(_PAGE_ID.match, classes))


def _is_title_of_page(stated: Stated, heading: Heading) -> bool:
    """Whether its heading is the page's title, but not the blog's."""
    title_key = key(heading.title or "")
    return title_key == key(stated.page_title or "") != key(stated.site_name or "") and bool(title_key)


def _is_all_there_is(outline: Outline, extent: Extent) -> bool:
    """Whether the page shows hardly more than this text, such as a blog's last post where the blog was."""
    return sum(map(outline.prose, extent.elements)) >= _ALMOST_ALL * outline.length(outline.root)


def _is_marked_as_post(outline: Outline, heading: Heading, fields: FoundFields) -> bool:
    """Whether more than a heading above a text shows a post: a field, an article, names for title and body."""
    if fields.shows_date or fields.shows_byline or fields.has_labels or _is_in_article(heading):
        return True
    return _names_title_and_body(outline, heading)


def _names_title_and_body(outline: Outline, heading: Heading) -> bool:
    """Whether the title and another element are named as the title and the body of a post."""
    title = heading.element
    return (
        title is not None
        and bool(outline.parts.get(title, NO_PART) & Part.TITLE)
        and any(not outline.holds(body, title) for body in outline.having(Part.BODY))
    )


def _is_in_article(heading: Heading) -> bool:
    """Whether the title is in an `article`: a composition that makes sense by itself (HTML Standard, 4.3.2)."""
    return heading.element is not None and next(heading.element.iterancestors("article"), None) is not None


def _is_spelled(stated: Stated, heading: Heading) -> bool:
    """Whether the last parts of the address have words of the title, like addresses of posts."""
    words = {word for word in _WORD.findall(_ascii(heading.title or "")) if len(word) > _SHORT_WORD}
    parts = [_ascii(unquote(part)) for part in parts_of(stated.canonical).path.split("/") if part]
    spelled = {word for part in parts[-2:] for word in _WORD.findall(part)}
    return len(words & spelled) >= _SEVERAL


def _ascii(text: str) -> str:
    """A text as spelled in addresses: without accents."""
    for letter, letters in _SPELLED:
        text = text.replace(letter, letters)
    return folded(text)


def _is_list_of_links(outline: Outline, extent: Extent) -> bool:
    length = sum(outline.length(element) for element in extent.elements)
    prose = sum(outline.prose(element) for element in extent.elements)
    return prose < _SHORT and sum(outline.linked(element) for element in extent.elements) > _MOSTLY_LINKS * length


def is_of_another_kind(stated: Stated, path: str) -> bool:
    """Whether a page belongs to a shop, a forum, a wiki or the like, by its statements."""
    return find_other_kind(stated, path) is not None


def has_place_for_comments(outline: Outline) -> bool:
    """Whether an element on the page is named as a place for comments."""
    return next(outline.having(Part.COMMENTS), None) is not None


def _is_list_of_others(outline: Outline, stated: Stated, extent: Extent) -> bool:
    """Whether most of the text is below headings that link to other pages."""
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


__all__ = [
    "ENOUGH",
    "INDEX_ADDRESSES",
    "INDEX_CLASSES",
    "OTHER_ADDRESSES",
    "Evidence",
    "FoundFields",
    "Verdict",
    "has_place_for_comments",
    "is_of_another_kind",
    "is_single",
    "judge",
]
