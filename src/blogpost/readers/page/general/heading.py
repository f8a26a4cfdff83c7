"""Find the title of a page's post: the heading that agrees with the stated title, or else the one above the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from attrs import define, frozen
from lxml import etree

from blogpost.addresses import parts_of
from blogpost.language.dates import parse_moment
from blogpost.language.folding import folded, folded_words
from blogpost.markup.dom import Element
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.stated import Stated

LONGEST_TITLE = 300  # characters
_LEVEL = (0.0, 2.0, 1.5, 1.0, 0.4, 0.2, 0.0)
_STATED, _STATED_WITH_MORE, _PAGE_TITLE, _PAGE_TITLE_PART = 10.0, 7.0, 5.0, 4.0
_SHARED_WORDS = 3.0
_NAMED, _ITEMPROP, _ONLY_H1, _HAS_PROSE = 2.0, 3.0, 1.5, 2.0
_LEADS_HOME, _LEADS_AWAY, _CLOSED, _IN_COMMENTS, _LATE, _IS_DATE, _IS_SITE = -8.0, -3.0, -4.0, -8.0, -3.0, -9.0, -8.0
_IN_NAVIGATION = -8.0
_SURE = 9.0
_LENGTHENED = 3  # characters by which folding may change a title's length: spaces, ligatures
_SOON = 40  # lines
_LIKELY = 5.0
_WEAK = 3.75  # points of a heading that says nothing like the title that the page states
_FEW_LEVELS, _SEVERAL = 5, 2
_TOO_SHORT = 3  # characters, of a line that is not a heading
_MUCH = 200  # characters of prose after a heading
_CLOSE = 3  # lines
_LONG_ENOUGH = 25  # characters of a title, beyond which it isn't another title
_HOMES = frozenset(("/", "./", "../", "index.html", "/index.html", "./index.html", "../index.html", "/index.php"))
_QUOTES = str.maketrans("’‘`´“”„«»–—", '\'\'\'\'"""""--')


@define(eq=False)
class Heading:
    """A line that may be the title.

    Attributes:
        line: the line, or None if the page only states its title.
        number: the number of the line; 0 if there is no line.
        title: the title's text.
        points: the points for its being the title.
    """

    line: Line | None
    number: int
    title: str | None
    points: float

    @property
    def element(self) -> Element | None:
        """The element that the line is in."""
        return self.line.block if self.line else None

    @property
    def is_sure(self) -> bool:
        """Whether the page states the same title."""
        return self.points >= _SURE


@frozen
class _Titles:
    """The titles that the page states, folded for comparison."""

    stated: tuple[str, ...]
    page: tuple[str, ...]
    page_words: frozenset[str]
    site: str
    lengths: frozenset[int]

    @classmethod
    def of(cls, stated: Stated) -> _Titles:
        """The titles that a page states."""
        differences = range(-_LENGTHENED, _LENGTHENED + 1)
        return cls(
            tuple(filter(None, map(key, stated.titles))),
            tuple(filter(None, map(key, stated.title_parts))),
            frozenset(folded_words(stated.page_title or "")),
            key(stated.site_name or ""),
            frozenset(len(title) + more for title in stated.titles or stated.title_parts for more in differences),
        )


def key(text: str) -> str:
    """A title in the form for comparisons: without case, shapes of quotation marks and lengths of dashes."""
    text = text.replace("`", "'") if text.isascii() else text.translate(_QUOTES)
    return " ".join(folded(text).split())


def find_heading(outline: Outline, stated: Stated, *, language: str) -> Heading:
    """The line with the title of the page's post; without such a line, the title that the page states.

    A title that is only the site's name belongs to the site.
    """
    search = _Search.of(outline, stated, language)
    best: Heading | None = None
    unlinked: Heading | None = None
    named, lengths = search.named, search.titles.lengths
    for number, line in enumerate(outline.lines):
        if not line.level and line.block not in named and len(line.text) not in lengths:
            continue  # most lines
        if len(line.text) <= LONGEST_TITLE and (line.level or search.may_be_unmarked(line)):
            points = search.points(number, line)
            if best is None or points > best.points or search.gives_way(best, number, line):
                best = Heading(line, number, line.text, points)
            if not line.linked and (unlinked is None or points > unlinked.points):
                unlinked = Heading(line, number, line.text, points)
    if best is not None and unlinked is not None and unlinked.points >= _LIKELY and search.is_in_card(best):
        best = unlinked
    if best is None or best.points < 0 or search.only_repeats(best):
        site = key(stated.site_name or "")
        return Heading(None, 0, next((title for title in stated.titles if key(title) != site), None), 0.0)
    if best.line is not None:
        is_weak = best.points < _WEAK and stated.titles and stated.titles[0] != stated.site_name
        best.title = stated.titles[0] if is_weak else _trimmed(best.line, stated)
    return best


def heading_at(number: int, line: Line, stated: Stated) -> Heading:
    """The heading of a line that is known to be a title."""
    return Heading(line, number, _trimmed(line, stated), 0.0)


@frozen
class _Search:
    """Facts about the page for the search for its title."""

    outline: Outline
    stated: Stated
    titles: _Titles
    itemprops: frozenset[Element]
    named: frozenset[Element]
    has_one_h1: bool
    language: str

    @classmethod
    def of(cls, outline: Outline, stated: Stated, language: str) -> _Search:
        itemprops = (
            *outline.having_attribute("itemprop", ("headline", "name")),
            *outline.having_attribute("property", ("schema:headline", "schema:name", "dc:title")),
        )
        h1s = sum(line.level == 1 for line in outline.lines)
        named = frozenset(outline.having(Part.TITLE))
        return cls(outline, stated, _Titles.of(stated), frozenset(itemprops), named, h1s == 1, language)

    def may_be_unmarked(self, line: Line) -> bool:
        """Whether a line without a heading's tag may be the title: by its name, or because the page states it."""
        if line.block in self.named:
            return True
        titles = self.titles
        if len(line.text) not in titles.lengths or len(line.text) <= _TOO_SHORT:
            return False
        line_key = key(line.text)
        return line_key in titles.stated or (not titles.stated and not line.linked and line_key in titles.page)

    def only_repeats(self, heading: Heading) -> bool:
        """Whether a line without a heading's tag repeats the title below most of the text, such as a recipe's."""
        if heading.line is None or heading.line.level or not self.titles.stated:
            return False
        before = self.outline.prose_between(0, heading.number)
        return 2 * before > self.outline.total_prose

    def is_in_card(self, heading: Heading) -> bool:
        """Whether a heading is a link in one of several cards: a list of posts may include the page's own."""
        if heading.line is None or not _is_link(heading.line):
            return False
        for around in islice(heading.line.block.iterancestors(), _FEW_LEVELS):
            siblings = (each for each in around.itersiblings(around.tag) if _kind(each) == _kind(around))
            cards = (
                each for each in siblings if any(line.level and _is_link(line) for line in self.outline.lines_in(each))
            )
            if len(list(islice(cards, _SEVERAL))) == _SEVERAL:
                return True
        return False

    def gives_way(self, before: Heading, number: int, line: Line) -> bool:
        """Whether a heading loses to the next one, which is the post's title or says all of it."""
        if before.line is None or line.closers or not line.level:
            return False
        return self.is_site_name(before, number, line) or self.is_shortened(before, number, line)

    def is_shortened(self, before: Heading, number: int, line: Line) -> bool:
        """Whether a heading is the beginning of the one right below it, which says all of a long title."""
        if before.line is None or before.line.closers or before.points < _LIKELY or line.linked:
            return False
        if number - before.number > _CLOSE or key(before.line.text) in self.titles.stated:
            return False
        one, other = key(before.line.text).rstrip(" .…"), key(line.text)
        goes_on = len(one) >= _LONG_ENOUGH and other.startswith(one) and not other[len(one) :][:1].isalnum()
        return goes_on and other != one and not self.outline.prose_between(before.number, number)

    def is_site_name(self, before: Heading, number: int, line: Line) -> bool:
        """Whether a heading is the site's name: the rest of the page's title is a heading right below it."""
        titles = self.titles
        if titles.stated or before.line is None:
            return False
        one, other = key(before.line.text), key(line.text)
        if one == other or one not in titles.page[1:] or other not in titles.page[1:]:
            return False
        is_right_below = not self.outline.prose_between(before.number, number)
        return (
            is_right_below and self.outline.prose_between(number, min(number + _SOON, len(self.outline.lines))) > _MUCH
        )

    def points(self, number: int, line: Line) -> float:
        """The points for a line's being the title."""
        line_key = key(line.text)
        return (
            _LEVEL[line.level]
            + _agreement(line_key, self.titles)
            + self._points_of_names(line)
            + self._points_of_place(number, line)
            + self._points_of_closers(line)
            + _link_points(line, self.stated)
            + self._points_of_text(line_key, line)
        )

    def _points_of_names(self, line: Line) -> float:
        around = [line.block, *_elements_around(line.block)]
        is_named = not self.named.isdisjoint(around)
        return _NAMED * is_named + _ITEMPROP * (not self.itemprops.isdisjoint(around))

    def _points_of_place(self, number: int, line: Line) -> float:
        outline = self.outline
        points = 0.0
        is_late = 2 * outline.prose_between(0, number) > (outline.total_prose or 1)
        if is_late:
            points += _LATE
        elif line.level == 1 and self.has_one_h1:
            points += _ONLY_H1
        if outline.prose_between(number, min(number + _SOON, len(outline.lines))) > _MUCH:
            points += _HAS_PROSE
        return points

    def _points_of_closers(self, line: Line) -> float:
        if any(self.outline.parts[closer] & Part.COMMENTS for closer in line.closers):
            return _IN_COMMENTS
        if any(closer.tag == "nav" for closer in line.closers):
            return _IN_NAVIGATION
        return _CLOSED if line.closers else 0.0

    def _points_of_text(self, line_key: str, line: Line) -> float:
        titles = self.titles
        points = 0.0
        if titles.site and line_key == titles.site and line_key not in titles.stated:
            points += _IS_SITE
        if any(map(str.isdigit, line_key)) and parse_moment(line.text, language=self.language):
            points += _IS_DATE
        return points


def _is_link(line: Line) -> bool:
    return 5 * line.linked >= 4 * len(line.text)


def _kind(element: Element) -> str:
    return next(iter((element.get("class") or "").split()), "")


def _agreement(line_key: str, titles: _Titles) -> float:
    """The points for a line's agreement with the stated titles."""
    if line_key in titles.stated:
        return _STATED
    if any(_with_more(line_key, stated) for stated in titles.stated):
        return _STATED_WITH_MORE
    if line_key in titles.page[1:] or (titles.page and line_key == titles.page[0]):
        return _PAGE_TITLE if not titles.stated else _PAGE_TITLE_PART
    words = folded_words(line_key)
    shared = sum(word in titles.page_words for word in words) / len(words) if words else 0.0
    return _SHARED_WORDS * shared


def _with_more(one: str, other: str) -> bool:
    """Whether one title is the other with a kicker before it, or with something after it such as the site's name."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 8 or 2 * len(shorter) < len(longer):
        return False
    return longer.startswith(shorter) or longer.endswith(shorter)


def _elements_around(block: Element) -> list[Element]:
    return [element for _, element in zip(range(2), block.iterancestors(), strict=False)]


def _link_points(line: Line, stated: Stated) -> float:
    """The points for a link around a title. With a link to the home page, it is the site's name."""
    if not line.linked:
        return 0.0
    links = [*line.block.iter("a")] or [*_links_around(line.block)]
    hrefs = [href for link in links if (href := link.get("href"))]
    if not hrefs or 2 * line.linked < len(line.text):
        return 0.0
    url = stated.absolute(hrefs[0])
    if url is None:
        return _LEADS_HOME if hrefs[0].strip() in _HOMES else 0.0
    own, other = parts_of(stated.canonical), parts_of(url)
    if own.netloc and own.netloc.removeprefix("www.") != other.netloc.removeprefix("www."):
        return _LEADS_AWAY
    if other.path.rstrip("/") in ("", "/index.html", "/index.php", "/blog") and not other.query:
        return _LEADS_HOME
    if not own.netloc:
        return 0.0
    if _same(own.path, other.path):
        return 0.0
    return _LEADS_HOME if own.path.startswith(other.path.rstrip("/") + "/") else _LEADS_AWAY


def _links_around(block: Element) -> list[Element]:
    return [element for element in _elements_around(block) if element.tag == "a"]


def _same(one: str, other: str) -> bool:
    return one.rstrip("/") == other.rstrip("/")


_LAST_DIVIDER = re.compile(r"\s+[|·•«»–—-]\s+(?=[^|·•«»–—]*$)")
_WORD_END = re.compile(r"(?<=\S)(?=\s)")
_WORD_START = re.compile(r"(?<=[\s:|–—-])(?=\S)")
_COUNT = re.compile(
    r"\s*[(\[]?\d+ (?:comments?|kommentare?|commentaires?|comentarios?|responses?)[)\]]?$", re.IGNORECASE
)
_SHORTEST = 8  # characters
# A guillemet next to a space is an arrow; without a space it is a quotation mark.
_EDGE = re.compile(r"^(?:[\s#¶§→:|–—-]|»(?=\s))+|(?:[\s#¶§|→–—-]|(?<=\s)«)+$")


def _trimmed(line: Line, stated: Stated) -> str:
    """The title as it is shown, without what a system puts around it: a kicker, a sign, a count.

    Text after a stated title stays, as authors shorten titles for search engines. Text before it goes only if it has an
    element of its own, as kickers of authors are part of the title.
    """
    text = line.text
    text_key = key(text)
    if not any(text_key in key(title) for title in (*stated.titles, stated.page_title or "")):
        titles = {key(title) for title in (*stated.titles, *stated.title_parts, *_without_site(stated))}
        kickers = {" ".join("".join(inner.itertext()).split()) for inner in line.block.iterdescendants(etree.Element)}
        starts = [match.start() for match in _WORD_START.finditer(text) if text[: match.start()].strip() in kickers]
        text = next((text[at:] for at in starts if _may_stay(text[at:], titles)), text)
        ends = [match.end() for match in _WORD_END.finditer(text) if text[match.end() :].strip() in kickers]
        text = next((text[:at].rstrip() for at in ends if _may_stay(text[:at], titles)), text)
        text = _COUNT.sub("", text)
    head, _, tail = text.rpartition(" | ")
    if head and stated.site_name and key(tail) == key(stated.site_name):
        text = head
    return _EDGE.sub("", text) or text


def _without_site(stated: Stated) -> Iterator[str]:
    """The stated titles up to their last divider, as the site's name mostly follows it."""
    for title in (*stated.titles, stated.page_title or ""):
        if match := _LAST_DIVIDER.search(title):
            yield title[: match.start()]


def _may_stay(rest: str, titles: set[str]) -> bool:
    return len(rest) >= _SHORTEST and key(rest) in titles
