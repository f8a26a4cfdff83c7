"""Decide whether a list of posts is a page's main content, by a weighted sum of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blogpost.addresses import parts_of
from blogpost.readers.page.general.index.choice import Listing
from blogpost.readers.page.general.index.measures import Measures
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.stated import Stated
from blogpost.readers.page.general.static_pages import is_static_page
from blogpost.readers.page.general.verdict import (
    INDEX_ADDRESSES,
    INDEX_CLASSES,
    OTHER_ADDRESSES,
    Evidence,
    Weighed,
    is_of_another_kind,
    is_single,
)

ENOUGH = 3.0
"""The least points of a page that lists posts. docs/inputs.md states how often this is right."""

_MOST, _MUCH, _HALF = 0.9, 0.75, 0.5
_ONE = 0.85  # the share of a list's prose from which one unit counts as all of it
_SOME_TEXT_SHARE = 0.35
_MANY, _FEW = 5, 2
_FORUM = re.compile(r"/(?:forums?|boards?|bbs|threads?)/", re.IGNORECASE)
_SURE_SYSTEMS = frozenset(("wordpress", "ghost"))
_SHORT_TITLE = 12  # characters
_LEAST_COMMENT = 50  # characters


class IndexVerdict(Weighed):
    """The evidence for and against a page's being a list of posts."""

    @property
    def is_index(self) -> bool:
        """Whether the points are enough."""
        return self.points >= ENOUGH


def judge_page(outline: Outline, stated: Stated) -> IndexVerdict:
    """Weighs what the page states about itself, whatever lists are on it."""
    return IndexVerdict(tuple(_page_evidence(outline, stated)))


def judge_listing(listing: Listing, measures: Measures, stated: Stated, page: IndexVerdict) -> IndexVerdict:
    """Weighs a list of posts.

    Args:
        listing: the list.
        measures: its measures.
        stated: what its page states about itself.
        page: the verdict about that. A page that states a list may have a short one.
    """
    may_be_short = page.points >= ENOUGH_OF_PAGE
    return IndexVerdict(tuple(_listing_evidence(listing, measures, stated, may_be_short=may_be_short)))


ENOUGH_OF_PAGE = 2.0
"""The least points of the page alone with which a list may have one post."""

MOST_OF_LISTING = 6.5
"""The most points that a list can have."""


def _page_evidence(outline: Outline, stated: Stated) -> Iterator[Evidence]:
    yield from _class_and_address_evidence(stated)
    if next(stated.graph.of_kind("CollectionPage", "SearchResultsPage"), None) is not None:
        yield Evidence("JSON-LD states a collection", 2.5)
    if stated.article:
        yield Evidence("JSON-LD states an article", -4.0)
    if stated.property("article:published_time"):
        yield Evidence("states when it was published", -2.0)
    if (stated.property("og:type") or "").lower() in ("article", "blogpost"):
        yield Evidence("og:type is article", -1.0)
    if _has_comments(outline):
        yield Evidence("has comments, or a form for them", -4.0)


def _class_and_address_evidence(stated: Stated) -> Iterator[Evidence]:
    path = parts_of(stated.canonical).path or "/"
    if is_single(stated):
        yield Evidence("the body's class says a single post", -4.0)
    elif _has_list_class(stated):
        yield Evidence("the body's class says a list", 4.0 if stated.system in _SURE_SYSTEMS else 2.5)
    if INDEX_ADDRESSES.search(path):
        yield Evidence("its address is that of a list", 2.0)
    if stated.canonical and path == "/" and not parts_of(stated.canonical).query:
        yield Evidence("its address is the home page", 2.5)
    if is_of_another_kind(stated, path):
        yield Evidence("is of a shop, a forum or a wiki", -9.0)


def _listing_evidence(
    listing: Listing, measures: Measures, stated: Stated, *, may_be_short: bool
) -> Iterator[Evidence]:
    has_texts = measures.texts >= _HALF
    yield from _text_evidence(measures) if has_texts else _title_evidence(listing, measures)
    if measures.prose >= _HALF and measures.largest > _ONE:
        yield Evidence("one of the list has all of its text", -3.0)
    yield from _length_evidence(len(listing.units), measures, has_texts=has_texts, may_be_short=may_be_short)
    yield from _date_evidence(measures, stated)
    if listing.is_aside and measures.of_all < _HALF:
        yield Evidence("the list is in an aside", -4.0)
    if _lead_elsewhere(listing):
        yield Evidence("the list leads to threads, questions or products", -9.0)
    if _are_below(listing, stated):
        yield Evidence("the posts' addresses begin with the page's", 1.0)


def _length_evidence(count: int, measures: Measures, *, has_texts: bool, may_be_short: bool) -> Iterator[Evidence]:
    if count >= _MANY:
        yield Evidence("the list is long", 1.0)
    if count != _FEW or may_be_short:
        return
    yield Evidence("the list is short", -0.5)
    if not has_texts and not (measures.dated == 1 and measures.is_alone):
        yield Evidence("two titles without texts are hardly a list", -1.5)


def _date_evidence(measures: Measures, stated: Stated) -> Iterator[Evidence]:
    if measures.dated >= _HALF:
        yield Evidence("most of the list has dates", 1.5)
    elif measures.dated_addresses >= _HALF:
        yield Evidence("most of the list's addresses have dates", 0.5)
    elif not _belongs_to_blog(measures, stated):
        yield Evidence("nothing in the list says that it is of posts", -6.0)


def _belongs_to_blog(measures: Measures, stated: Stated) -> bool:
    """Whether something other than dates shows that a list belongs to a blog."""
    if measures.leads_on >= _HALF and (stated.system or measures.has_feed):
        return True
    return _has_list_class(stated) and stated.system is not None


def _text_evidence(measures: Measures) -> Iterator[Evidence]:
    for share, description, points in _BY_SHARE_OF_TEXT:
        if measures.prose >= share:
            yield Evidence(description, points)
            return


_BY_SHARE_OF_TEXT = (
    (_MOST, "the list has nearly all text of the page", 3.0),
    (_MUCH, "the list has most text of the page", 2.0),
    (_HALF, "the list has half of the text of the page", 1.0),
    (0.0, "most text of the page is elsewhere", -3.0),
)


def _title_evidence(listing: Listing, measures: Measures) -> Iterator[Evidence]:
    if measures.dated >= _HALF:
        yield Evidence("the list is of titles with dates", 2.0)
    elif measures.pictures >= _MUCH:
        yield Evidence("the list is of titles with pictures", 1.5)
    if measures.text >= _HALF:
        yield Evidence("the list has half of the text of the page", 1.0)
    elif measures.text < _SOME_TEXT_SHARE:
        yield Evidence("most text of the page is elsewhere", -1.0)
    if measures.has_other_text:
        yield Evidence("the page has another text", -1.5)
    if not listing.has_titles:
        yield Evidence("the list has neither titles nor texts", -6.0)
    if measures.title < _SHORT_TITLE:
        yield Evidence("its titles are of a word or two", -3.0)


def _has_list_class(stated: Stated) -> bool:
    """Whether the body's class shows that the page is a list."""
    classes = {name.removesuffix("-template") for name in stated.body_classes}
    return not classes.isdisjoint(INDEX_CLASSES) and not is_static_page(stated)


def _has_comments(outline: Outline) -> bool:
    """Whether the page has a comment, or a form for one."""
    return any(
        outline.prose(element) >= _LEAST_COMMENT or next(element.iter("textarea"), None) is not None
        for element in outline.having(Part.COMMENTS)
        if not outline.holds_most(element)
    )


def _lead_elsewhere(listing: Listing) -> bool:
    paths = ("/" + parts_of(unit.url).path.lstrip("/") for unit in listing.units)
    elsewhere = sum(bool(OTHER_ADDRESSES.search(path) or _FORUM.search(path)) for path in paths)
    return 2 * elsewhere > len(listing.units)


def _are_below(listing: Listing, stated: Stated) -> bool:
    own = (stated.canonical or "").partition("#")[0].rstrip("/")
    return bool(own) and all((unit.url or "").startswith(own + "/") for unit in listing.units)
