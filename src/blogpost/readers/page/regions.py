"""The part of a page that belongs to each of its posts."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from attrs import evolve, frozen

from blogpost.markup.dom import Element, parse_html, settable
from blogpost.readers.page.metadata import Metadata
from blogpost.readers.page.selectors import Place, Survey
from blogpost.readers.page.structured import NO_ARTICLE, Article, read_articles
from blogpost.readers.page.themes import STRUCTURED_DATA, Theme
from blogpost.remembering import cached_property

_STRUCTURED_DATA = (STRUCTURED_DATA,)


@frozen(eq=False, slots=False)
class Region:
    """One post's part of a page: from `start` up to `end`, and mostly an element, its `container`.

    Comments may follow after `end`, with cards of other posts in between: they go up to `last`.

    Attributes:
        page: the page's statements about itself.
        survey: the places of the theme's selectors on the page.
        theme: the selectors that the page is read with.
        body: what the author wrote.
        container: the element around this post and no other.
        start: the place at which the region begins.
        end: the place before which it ends; None for the end of the page.
        last: the place before which its comments end.
        is_alone: whether this is the only post on the page.
        within: the post's other parts in its body, once that has been read (`with_parts`).
    """

    page: Metadata
    survey: Survey
    theme: Theme
    body: Place
    container: Element | None
    start: int
    end: int | None
    last: int | None
    is_alone: bool
    within: Survey | None = None

    def with_parts(self, parts: Sequence[Element]) -> Region:
        """The region with the other parts of the post that reading its body found there."""
        return evolve(self, within=Survey(parts, known=self.theme.known))

    @cached_property
    def article(self) -> Article:
        """This post's article in JSON-LD."""
        scripts = [place.element for place in self.all(_STRUCTURED_DATA)]
        if not scripts and self.is_alone:
            scripts = [place.element for place in self.survey.all(STRUCTURED_DATA)] or self.page.structured_data
        return next(read_articles(scripts), NO_ARTICLE)

    @cached_property
    def signed_article(self) -> Article:
        """The article with author and date. It is empty on static pages, which themes sign for machines only."""
        return NO_ARTICLE if self.is_static else self.article

    @property
    def stamps(self) -> Iterator[Element]:
        """The elements with a time. On static pages, only those that readers see."""
        stamps = (place.element for place in self.all(self.theme.stamp))
        return (element for element in stamps if element.tag != "meta") if self.is_static else stamps

    @cached_property
    def is_static(self) -> bool:
        """Whether this is one of a blog's static pages."""
        return self.is_alone and self.page.is_static

    @property
    def around_body(self) -> Iterator[Element]:
        """The elements around the body, from the inside up to the post's own element."""
        if self.container is not None:
            for element in self.body.ancestors():
                yield element
                if element is self.container:
                    return

    def present(self, selectors: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some selectors that may match anything in the region."""
        present = self.survey.present(selectors)
        if self.within is None:
            return present
        inside = self.within.present(selectors)
        return tuple(css for css in selectors if css in present or css in inside)

    def all(self, selectors: tuple[str, ...]) -> Iterator[Place]:
        """The matches of selectors, in the selectors' order; only those in the post's own element if there are any."""
        present = self.survey.present(selectors) if self.within is None else self.present(selectors)
        return self._matches(present) if present else iter(())  # mostly there is none

    def _matches(self, present: tuple[str, ...]) -> Iterator[Place]:
        for css in present:
            if places := self.survey.all(css, self.start, self.end):
                yield from self._own(places)
            if self.within is not None:
                yield from self.within.all(css)

    def _own(self, places: Sequence[Place]) -> Sequence[Place]:
        """The places in the post's own element; all if none is."""
        return places if self.container is None else list(filter(self._is_inside, places)) or places

    def inside(self, selectors: tuple[str, ...]) -> Iterator[Place]:
        """The matches of selectors in the post's own element."""
        present = self.survey.present(selectors)
        places = (place for css in present for place in self.survey.all(css, self.start, self.end))
        return filter(self._is_inside, places)

    @cached_property
    def comments(self) -> list[Element]:
        """The elements that hold comments, each once: themes have a class and an id for it."""
        present = self.survey.present(self.theme.comments)
        places = (place for css in present for place in self.survey.all(css, self.start, self.last))
        return list(dict.fromkeys(place.element for place in places))

    def first(self, selectors: tuple[str, ...]) -> Place | None:
        """The first match of the first selector that matches."""
        return next(self.all(selectors), None)

    def nearest(self, selectors: tuple[str, ...]) -> Place | None:
        """The match of the first selector that matches: the last above the body, else the first below or in it."""
        return self.nearest_outside_body(selectors) or next(self.all_in_body(selectors), None)

    def nearest_outside_body(self, selectors: tuple[str, ...]) -> Place | None:
        """The same outside of the body."""
        for css in self.survey.present(selectors):
            if (place := self.nearest_match(css)) is not None:
                return place
        return None

    def nearest_match(self, css: str) -> Place | None:
        """The same of one selector."""
        matches = self.survey.all(css, self.start, self.end)
        if not matches:
            return None
        places = self._own(matches)
        above = [place for place in places if place.order < self.body.order]
        return above[-1] if above else places[0]

    def all_in_body(self, selectors: tuple[str, ...]) -> Iterator[Place]:
        """The matches of selectors in the body."""
        if self.within is None:
            return iter(())
        return (place for css in selectors for place in self.within.all(css))

    def above(self, selectors: tuple[str, ...]) -> list[Place]:
        """The matches in the body, then each selector's last one above it, here or in regions before, upwards."""
        present = self.survey.present(selectors)
        places = [place for css in present if (place := self.survey.last_before(css, self.body.order))]
        return [*self.all_in_body(selectors), *sorted(places, key=_order, reverse=True)]

    def _is_inside(self, place: Place) -> bool:
        return self.container is not None and self.container in place.ancestors()


def find_regions(page: Metadata, survey: Survey, theme: Theme) -> list[Region]:
    """Make a region for every body, in the page's order, with the texts that scripts and styles show."""
    bodies = _ordered(survey, theme.numbered) or _ordered(survey, theme.body)
    if not bodies:
        return []
    if len(bodies) > 1 and page.is_of_one_post:  # the others are cards of other posts
        bodies = [_first_long(bodies)]
    containers = _containers(_ordered(survey, theme.post), bodies)
    starts = [
        container.order if container else _start(survey, theme, bodies, number)
        for number, (body, container) in enumerate(zip(bodies, containers, strict=True))
    ]
    titles = [place.order for place in _ordered(survey, theme.title)]
    lasts = [*starts[1:], None]
    ends = map(partial(_end, titles), starts, bodies, lasts)
    for body, holder in zip(bodies, containers, strict=True):
        _show_templates(body.element)
        if holder is not None and page.has_texts_of_styles:
            _show_texts_of_styles(holder.element, body.element)
    return [
        Region(page, survey, theme, body, holder.element if holder else None, start, end, last, len(bodies) == 1)
        for body, holder, start, end, last in zip(bodies, containers, starts, ends, lasts, strict=True)
    ]


def _ordered(survey: Survey, selectors: tuple[str, ...]) -> list[Place]:
    """The matches of any selector, in the order of the page, each once."""
    present = survey.present(selectors)
    if len(present) == 1:
        return list(survey.all(present[0]))
    places = {place.order: place for css in present for place in survey.all(css)}
    return [places[order] for order in sorted(places)]


def _first_long(bodies: list[Place]) -> Place:
    """The first of the bodies that is not much shorter than the longest one."""
    lengths = [sum(map(len, body.element.itertext())) for body in bodies]
    return next(body for body, length in zip(bodies, lengths, strict=True) if 2 * length >= max(lengths))


def _containers(posts: list[Place], bodies: list[Place]) -> list[Place | None]:
    """For each body, the outermost element that is marked as a post and holds no other body."""
    marked = {place.element: place for place in posts}
    around = [[marked[ancestor] for ancestor in body.ancestors() if ancestor in marked] for body in bodies]
    if len(bodies) == 1:
        return [around[0][-1] if around[0] else None]
    held = Counter(place.order for places in around for place in places)
    alone = ([place for place in places if held[place.order] == 1] for places in around)
    return [places[-1] if places else None for places in alone]


def _start(survey: Survey, theme: Theme, bodies: list[Place], number: int) -> int:
    """The beginning of a post without a container: the first mark after the body before it."""
    if number == 0:
        return 0
    before, here = bodies[number - 1].order + 1, bodies[number].order
    present = survey.present((*theme.start, *theme.day, *theme.title))
    marks = (place.order for css in present for place in survey.all(css, before, here))
    return min(marks, default=here)


def _end(titles: list[int], start: int, body: Place, end: int | None) -> int | None:
    """The end of a post: if it has a title above its body, the next title at the latest."""
    below = bisect_left(titles, body.order)
    has_own = below > bisect_left(titles, start)
    return min(filter(None, (end, titles[below]))) if has_own and below < len(titles) else end


def _order(place: Place) -> int:
    return place.order


# ------------------------------------------------------------------------------ texts that only scripts or styles show

_TEMPLATE = "text/template"
# Elements for a name, a time or a word. Links may be buttons, whose "data-text" is sent to another site.
_WORDS = frozenset(("span", "time", "bdi", "cite", "b", "em", "i", "small", "strong"))
_TEXT, _WORD_BEFORE = "data-text", "data-write"


def _show_templates(body: Element) -> None:
    """Put the texts of templates into a body, as Google's own blogs have them.

    Each is shown once: a ``noscript`` after it holds the same.
    """
    for script in [script for script in body.iter("script") if script.get("type") == _TEMPLATE]:
        copy = next(script.itersiblings(), None)
        if copy is not None and copy.tag == "noscript":
            copy.tag = "div"
        elif (shown := parse_html(f"<div>{script.text or ''}</div>")) is not None:
            shown.tag = "div"
            script.addprevious(shown)


def _show_texts_of_styles(container: Element, body: Element) -> None:
    """Put what ``content: attr(data-text)`` prints into empty elements around a body, after the word before it."""
    closed = set(body.iter())
    for element in container.iter("*"):
        text = element.get(_TEXT) if element not in closed else None
        if text and _is_empty(element) and (element.tag in _WORDS or element.get(_WORD_BEFORE)):
            element.text = settable(f"{element.get(_WORD_BEFORE) or ''} {text}".strip())


def _is_empty(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip()
