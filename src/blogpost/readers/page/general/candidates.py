"""Choose between what several sources say of one field.

Every value is a candidate that knows its source. A field's order lists the sources with the points that each is worth,
by how often it was right on labelled pages; the tables below are the whole of what is believed first, and
docs/inputs.md shows them. Candidates that say the same have the points of all their families together: two sources
that copy each other, such as JSON-LD and `meta` of one plugin, are one family, and count once. The most points win; of
equals, what the earlier source says.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from attrs import field, frozen

Value = TypeVar("Value")
Value_co = TypeVar("Value_co", covariant=True)


@frozen
class Candidate(Generic[Value_co]):
    """A value that a field may have, and the source that says so."""

    value: Value_co
    source: str


@frozen
class Source:
    """A place where pages say a field's value.

    Attributes:
        name: what candidates from it are marked with.
        points: how far it is believed.
        family: the sources that say the same thing twice rather than two things.
    """

    name: str
    points: float
    family: str


@frozen
class Order:
    """The sources of a field, the surest first."""

    sources: tuple[Source, ...]
    _ranks: dict[str, int] = field(init=False, eq=False, repr=False)

    @_ranks.default
    def _by_name(self) -> dict[str, int]:
        return {source.name: rank for rank, source in enumerate(self.sources)}

    def rank(self, candidate: Candidate[object]) -> int:
        """The place of a candidate's source in the order."""
        return self._ranks[candidate.source]

    def points(self, candidates: Iterable[Candidate[object]]) -> float:
        """What candidates that say the same are worth together."""
        best: dict[str, float] = {}
        for candidate in candidates:
            source = self.sources[self.rank(candidate)]
            best[source.family] = max(best.get(source.family, 0.0), source.points)
        return sum(best.values())


def in_order(*names: str) -> Order:
    """An order in which the first source that says anything is believed."""
    return Order(tuple(Source(name, float(len(names) - rank), "all") for rank, name in enumerate(names)))


def choose(
    candidates: Iterable[Candidate[Value]], order: Order, *, same: Callable[[Value], Hashable]
) -> list[Candidate[Value]]:
    """The candidates that are believed: those that say the same as each other, the surest source first.

    Args:
        candidates: what was found, in the order of the page.
        order: the sources of the field.
        same: what of a value must be equal for two candidates to agree.
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
        Source("entry", 5.0, "marked"),  # the author of the h-entry, microdata or RDFa that holds the body
        Source("credit", 4.0, "printed"),  # a line beside the body with a word such as "by"
        Source("author class", 3.5, "marked"),
        Source("rel=author", 3.2, "marked"),
        Source("author link", 2.8, "marked"),  # a link to an author's page
        Source("name by date", 2.5, "printed"),  # a line of nothing but a name and a date
        Source("state", 2.2, "head"),  # the post in the state that scripts leave in the page
        Source("json-ld", 2.0, "head"),
        Source("json-ld page", 1.8, "head"),
        Source("meta", 1.6, "head"),
        Source("author box", 1.0, "box"),  # about the author, below the body: it confirms more than it says
        Source("trackback", 0.9, "head"),
        Source("brand", 0.5, "head"),  # the site's own name, stated as the author
    )
)
"""Who wrote the post."""

PUBLISHED = Order(
    (
        Source("entry", 3.2, "marked"),
        Source("time", 3.0, "marked"),  # `time[datetime]` and classes for dates, beside the title or at the foot
        Source("printed", 3.0, "printed"),  # in a line from above the title to the body
        Source("json-ld", 2.0, "json-ld"),
        Source("meta", 2.0, "meta"),  # article:published_time
        Source("state", 2.0, "json-ld"),
        Source("printed below", 1.6, "printed"),
        Source("trackback", 1.6, "meta"),  # dc:date of the RDF in a comment
        Source("dublin core", 1.5, "meta"),
        Source("json-ld page", 1.0, "json-ld"),
        Source("permalink", 1.0, "permalink"),
    )
)
"""When it was published: the day on which most agree."""

UPDATED = in_order("entry", "json-ld", "meta", "json-ld page", "state", "time", "printed")
"""When it was last edited."""

PERMALINK = in_order(
    "canonical",
    "og:url",
    "caller",
    "saved from",
    "entry",
    "json-ld",
    "bookmark",
    "title link",
    "permalink link",
    "comment links",
    "trackback",
    "share links",
    "comment feed",
    "local",
)
"""Where the post is."""

LABELS = in_order("displayed", "entry", "text", "state", "article:tag", "json-ld")
"""What it is filed under."""

LANGUAGE = in_order("script", "html", "og:locale", "json-ld", "meta")
"""The language it is in."""

BLOG_TITLE = in_order("og:site_name", "json-ld", "application-name", "feed", "home link")
"""What the blog is called."""

BLOG_URL = in_order("json-ld", "home link")
"""Where the blog is."""

ORDERS = {
    "byline": BYLINE,
    "published": PUBLISHED,
    "updated": UPDATED,
    "url": PERMALINK,
    "labels": LABELS,
    "language": LANGUAGE,
    "blog title": BLOG_TITLE,
    "blog url": BLOG_URL,
}
"""The orders of all fields, by the field."""
