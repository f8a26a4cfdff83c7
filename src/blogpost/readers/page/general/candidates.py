"""Choose between the values that several sources give for one field.

Every value is a candidate that knows its source. A field's order lists the sources and their points, by how often each
was right on labelled pages. The tables below are the only ones, and docs/inputs.md shows them. Candidates with the same
value get the points of all their families together. Two sources that copy each other, such as JSON-LD and `meta` of one
plugin, are one family and count once. The most points win. If two values have the same points, the earlier source wins.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from attrs import field, frozen

Value = TypeVar("Value")
Value_co = TypeVar("Value_co", covariant=True)


@frozen
class Candidate(Generic[Value_co]):
    """A value that a field may have, and its source."""

    value: Value_co
    source: str


@frozen
class Source:
    """A place where pages state a field's value.

    Attributes:
        name: the name that its candidates have as their source.
        points: how much it counts.
        family: the group of sources that copy each other, so they count once.
        description: its description in the manual.
    """

    name: str
    points: float
    family: str
    description: str


@frozen
class Order:
    """The sources of a field, the most reliable first."""

    sources: tuple[Source, ...]
    _ranks: dict[str, int] = field(init=False, eq=False, repr=False)

    @_ranks.default
    def _by_name(self) -> dict[str, int]:
        return {source.name: rank for rank, source in enumerate(self.sources)}

    def rank(self, candidate: Candidate[object]) -> int:
        """The place of a candidate's source in the order."""
        return self._ranks[candidate.source]

    def points(self, candidates: Iterable[Candidate[object]]) -> float:
        """The points of candidates with the same value together."""
        best: dict[str, float] = {}
        for candidate in candidates:
            source = self.sources[self.rank(candidate)]
            best[source.family] = max(best.get(source.family, 0.0), source.points)
        return sum(best.values())


def in_order(**sources: str) -> Order:
    """An order in which the first source with a value wins.

    Args:
        sources: the sources by their names, the most reliable first, with their descriptions.
    """
    points = range(len(sources), 0, -1)
    each = zip(sources.items(), points, strict=True)
    return Order(tuple(Source(name, worth, "order", description) for (name, description), worth in each))


def choose(
    candidates: Iterable[Candidate[Value]], order: Order, *, same: Callable[[Value], Hashable]
) -> list[Candidate[Value]]:
    """The candidates with the winning value, the most reliable source first.

    Args:
        candidates: all values, in the order of the page.
        order: the sources of the field.
        same: the key of a value that must be equal for two candidates to agree.
    """
    groups: dict[Hashable, list[Candidate[Value]]] = {}
    for candidate in candidates:
        groups.setdefault(same(candidate.value), []).append(candidate)
    if not groups:
        return []
    best = max(groups.values(), key=lambda group: (order.points(group), -min(map(order.rank, group))))
    return sorted(best, key=order.rank)


BYLINE = Order(
    (
        Source("entry", 5.0, "marked", "the author in the microdata, RDFa or h-entry around the body"),
        Source("credit", 4.0, "printed", "a line next to the body with a word such as “by”"),
        Source("author_class", 3.5, "marked", "an element next to it with a class for authors"),
        Source("rel_author", 3.2, "marked", "`rel=author`"),
        Source("author_link", 2.8, "marked", "a link to an author's page of the same site"),
        Source("name_by_date", 2.5, "printed", "a line above it with nothing but a name and a date"),
        Source("state", 2.2, "head", "the post in the state of scripts"),
        Source("author_box", 2.1, "box", "the only name in boxes about the author"),
        Source("json_ld", 2.0, "head", "JSON-LD of the article"),
        Source("json_ld_page", 1.8, "head", "JSON-LD of the page"),
        Source("meta", 1.6, "head", "`meta` of author, Dublin Core, `twitter:data1`"),
        Source("author_mark", 1.0, "box", "the only name that is marked as an author's anywhere"),
        Source("trackback", 0.9, "head", "trackback data"),
        Source("brand", 0.5, "head", "the site's own name or an organization, stated as the author"),
    )
)
"""The sources of the byline."""

PUBLISHED = Order(
    (
        Source("entry", 3.2, "marked", "the date in the microdata, RDFa or h-entry around the body"),
        Source("time", 3.0, "marked", "`<time>`, classes for dates and titles of elements next to it"),
        Source("printed", 3.0, "printed", "a line between title and body, or above the title"),
        Source("json_ld", 2.0, "json-ld", "JSON-LD of the article"),
        Source("meta", 2.0, "meta", "`article:published_time`"),
        Source("state", 2.0, "json-ld", "the post in the state of scripts, if nothing else has an offset"),
        Source("printed_below", 1.6, "printed", "a line below the body"),
        Source("trackback", 1.6, "meta", "trackback data"),
        Source("dublin_core", 1.5, "meta", "Dublin Core and other `meta`"),
        Source("json_ld_page", 1.0, "json-ld", "JSON-LD of the page"),
        Source(
            "printed_inside",
            1.0,
            "printed",
            "a line in the text such as “Published on May 3”, or a day below “Published”, if nothing else states it",
        ),
        Source("permalink", 1.0, "permalink", "the day in the permalink"),
    )
)
"""The sources of the publication date: the day with the most points wins."""

UPDATED = in_order(
    entry="the microdata, RDFa or h-entry around the body",
    json_ld="JSON-LD of the article",
    meta="`article:modified_time`, `og:updated_time`",
    json_ld_page="JSON-LD of the page",
    time="elements of class `updated` next to the body",
    printed="a line next to it with a word such as “updated”",
)
"""The sources of the last edit's date."""

PERMALINK = in_order(
    canonical="`rel=canonical`",
    og_url="`og:url`",
    entry="microdata, RDFa or h-entry around the body",
    caller="the address that the caller passed",
    saved_from="the browser's comment in a saved page",
    json_ld="JSON-LD of the article",
    bookmark="`rel=bookmark`",
    title_link="the title's link",
    permalink_link="a link called “Permalink”",
    comment_links="the address that most links to comments share",
    trackback="trackback data",
    share_links="the address in links to sharing services",
    comment_feed="the address of the comments' feed",
    local="an address of the author's own machine",
)
"""The sources of the post's address."""

LABELS = in_order(
    displayed="links around the body, in the order of the page: `rel=tag` and `rel=category`, classes for labels, "
    "paths such as `/tag/`, and text after words such as “Filed under”",
    entry="microdata, RDFa or h-entry around the body",
    text="text without links after such words",
    state="the post in the state of scripts",
    article_tag="`article:tag`",
    json_ld="`keywords` in JSON-LD",
)
"""The sources of the labels."""

LANGUAGE = in_order(
    script="the letters of the text, if the stated language is not written with them",
    html="`lang` of the page",
    og_locale="`og:locale`",
    json_ld="JSON-LD of the article",
    meta="`meta` of language",
)
"""The sources of the page's language."""

BLOG_TITLE = in_order(
    og_site_name="`og:site_name`",
    json_ld="JSON-LD of the site",
    application_name="`application-name`",
    feed="the feed's name, if it is a part of the page's title or the only one",
    home_link="a link to the home page that is a part of the page's title",
)
"""The sources of the blog's title."""

BLOG_URL = in_order(json_ld="JSON-LD of the site", home_link="`rel=home`, a link to the home page of the same host")
"""The sources of the blog's address."""

ORDERS = {
    "byline": BYLINE,
    "published": PUBLISHED,
    "updated": UPDATED,
    "url": PERMALINK,
    "labels": LABELS,
    "language": LANGUAGE,
    "blog, title": BLOG_TITLE,
    "blog, address": BLOG_URL,
}
"""The orders of all fields, by the fields' names in the manual."""
