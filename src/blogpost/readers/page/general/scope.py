"""Find the lines and elements that may be about the post: those around title and body that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from blogpost.addresses import parts_of
from blogpost.markup.dom import Element
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.introductions import introduces_labels
from blogpost.readers.page.general.metalines import is_system_line
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.paths import in_path
from blogpost.remembering import cached_property

_ABOVE, _BELOW, _FAR_BELOW, _EDGE = 8, 12, 24, 5  # lines around the title and the body that are about the post
_FEW_LINES = 2  # of an element with the number of comments only
_FEW, _SHORT = 4, 2  # lines: below a standfirst; in an element named for its content
_LITTLE = 300  # characters of prose
_FARTHEST = 120  # lines, including those that don't belong to the post
_CLOSED = Part.ASIDE | Part.COMMENTS | Part.BOILERPLATE
_META_PARTS = Part.META | Part.LABELS | Part.DATE
_LONGEST_META = 160  # characters
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SENTENCE = re.compile(r"(?<![ap]\.m)[.!?…:;»”\"]$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^\W*(?:share|teilen|compart|partag|condivid|tweet|like|about|über d|author|autor|written by|dele|delen|"
    r"dela|del denne)",
    re.IGNORECASE,
)
_TYPES = ("itemtype", "typeof")
_ENTRY_TYPES = ("Article", "Posting", "hentry")


class Neighbourhood:
    """The lines and elements around a body that may be about its post, from above the title to its foot.

    Attributes:
        above: the number of the first line.
        title: the number of the title's line, or of the body's first line if the page shows no title.
        month: the middle of the month that the page's address states, if it does.
        day: the day that it states.
        last: the number of the first line after the foot, at most that of the next heading.
        farthest: the number of the first line after those that may be about the post if introduced.
    """

    def __init__(self, outline: Outline, heading: Heading, extent: Extent, *, url: str | None = None) -> None:
        self.outline = outline
        self.month, self.day = in_path(url)
        self._host = _site_of(parts_of(url).netloc)
        self.extent = extent
        self.title = heading.number if heading.line else extent.first
        self._bodies = frozenset(extent.elements)
        around = {*extent.elements[0].iterancestors(), *extent.elements}
        if heading.element is not None:
            around |= {heading.element, *heading.element.iterancestors()}
        self._path = around
        self._own = dict.fromkeys(around, True)
        self.above = self._first()
        self.farthest = self._end(_FAR_BELOW)
        self.last = self._foot_end()
        self._edges = frozenset((*self.head, *self.foot))

    def _first(self) -> int:
        top = min(self.title, self.extent.first)
        own = 0
        for number in range(top - 1, max(-1, top - _FARTHEST), -1):
            own += self.is_own(self.outline.lines[number].block)
            if own == _ABOVE:
                return number
        return max(0, top - _FARTHEST)

    def _end(self, most: int) -> int:
        lines = self.outline.lines
        own = 0
        for number in range(self.extent.last, min(len(lines), self.extent.last + _FARTHEST)):
            own += self.is_own(lines[number].block)
            if own > most:
                return number
        return min(len(lines), self.extent.last + _FARTHEST)

    def _foot_end(self) -> int:
        """The end of the foot: a heading that isn't about labels, sharing or the author."""
        end = self._end(_BELOW)
        for number in range(self.extent.last, end):
            line = self.outline.lines[number]
            if not line.level or not self.is_own(line.block):
                continue
            if introduces_labels(line.text) and number < self.outline.span(self.extent.holder)[1]:
                continue
            if not _GOES_ON.match(line.text) and not self._parts(line.block) & (_META_PARTS | Part.AUTHOR):
                return number
        return end

    def _parts(self, element: Element) -> int:
        return self.outline.parts.get(element, NO_PART)

    # -------------------------------------------------------------------------------------------- ownership

    def is_own(self, element: Element) -> bool:
        """Whether an element belongs to the post, by the elements between it and the post's own ancestors.

        Don't ask for elements within the body: they are the author's.
        """
        own = self._own
        is_own = own.get(element)
        if is_own is not None:
            return is_own
        passed = [element]
        is_own = self._allows_own(element)
        around = element.getparent()
        while is_own and around is not None:
            known = own.get(around)
            if known is not None:
                is_own = known
                break
            passed.append(around)
            is_own = self._allows_own(around)
            around = around.getparent()
        own.update(dict.fromkeys(passed, is_own))
        return is_own

    def _allows_own(self, element: Element) -> bool:
        """Whether an element by itself lets its content belong to the post."""
        part = self.outline.parts.get(element, NO_PART)
        if not part:  # mostly
            return not (element.tag == "article" or element in self._typed) or not self._is_entry(element, part)
        if part & _CLOSED and not self._is_foot(element, part):
            return False
        return not self._is_entry(element, part)

    def belongs_to_another(self, element: Element) -> bool:
        """Whether an element belongs to another entry or to comments."""
        for around in (element, *element.iterancestors()):
            if around in self._path:
                return False
            part = self._parts(around)
            if part & Part.COMMENTS or self._is_entry(around, part):
                return True
        return False

    def _is_entry(self, element: Element, part: int) -> bool:
        is_entry = part & Part.ENTRY or element.tag == "article" or element in self._typed
        return bool(is_entry) and self._has_title(element) and not self._holds_body(element)

    def _holds_body(self, element: Element) -> bool:
        """Whether an element within the body has most of its text, so it belongs to the post."""
        first, last = self.outline.span(element)
        return self.extent.first <= first and last <= self.extent.last and 2 * self.outline.prose(element) > self._prose

    @cached_property
    def _prose(self) -> int:
        return sum(map(self.outline.prose, self.extent.elements))

    def _is_foot(self, element: Element, part: int) -> bool:
        """Whether a closed element may hold the post's dates, names and labels."""
        if part & Part.COMMENTS:
            first, last = self.outline.span(element)
            if self.outline.prose(element):
                return False
            if last - first <= _FEW_LINES and not part & (Part.ASIDE | Part.BOILERPLATE):
                return True  # a link to the comments, in the line with the author's name
        if part & _META_PARTS or self._is_between(element, part) or self._holds_labels(element, part):
            return True
        names = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}".lower()
        return "foot" in names and not part & Part.BOILERPLATE and self.outline.holds(self.whole, element)

    def _is_between(self, element: Element, part: int) -> bool:
        """Whether an aside is between title and text, and holds an element named for an author or a date."""
        first, last = self.outline.span(element)
        if part & (Part.COMMENTS | Part.BOILERPLATE) or not self.title < first < last <= self.extent.first:
            return False
        if last - first > _ABOVE or self.outline.prose(element) or self._has_title(element):
            return False
        return any(number in self._named_lines for number in range(first, last))

    def _holds_labels(self, element: Element, part: int) -> bool:
        """Whether a bar for sharing or the like holds an element named for labels, too, and no post."""
        if part & (Part.ASIDE | Part.COMMENTS) or self.outline.prose(element) or self._has_title(element):
            return False
        return element in self._around_labels and self.outline.holds(self.whole, element)

    @cached_property
    def _around_labels(self) -> frozenset[Element]:
        named = self.outline.having(Part.LABELS)
        return frozenset(around for element in named for around in element.iterancestors())

    @cached_property
    def whole(self) -> Element:
        """The element of the whole post: the outermost one with its prose and hardly any other."""
        whole = self.extent.holder
        prose = self._prose or 1
        for around in whole.iterancestors():
            if around.tag in ("body", "html") or self.outline.prose(around) > 1.15 * prose + _LITTLE:
                break
            whole = around
        return whole

    @cached_property
    def _typed(self) -> frozenset[Element]:
        """The elements that a standard says are entries."""
        types = self.outline.attributes_named(*_TYPES)
        return frozenset(each.element for each in types if each.value.endswith(_ENTRY_TYPES))

    def _has_title(self, element: Element) -> bool:
        first, last = self.outline.span(element)
        return self._titles_before[last] > self._titles_before[first]

    @cached_property
    def _titles_before(self) -> list[int]:
        """For each line, the number of headings and lines named as titles before it."""
        named = frozenset(self.outline.having(Part.TITLE))
        return [0, *accumulate([line.level > 0 or line.block in named for line in self.outline.lines])]

    def has(self, element: Element) -> bool:
        """Whether an element is around the body and belongs to the post."""
        first, last = self.outline.span(element)
        if last == first:  # it shows no text, like a picture; `meta` may be anywhere in the post
            is_in_reach = element.tag in ("meta", "link") or self.above <= first <= self.last
            return is_in_reach and self.is_own(element)
        return self.above <= first and last <= self.last and self.is_own(element)

    def is_inside_body(self, element: Element) -> bool:
        """Whether an element is in the body."""
        return any(around in self._bodies for around in element.iterancestors())

    def is_next_to_text(self, element: Element) -> bool:
        """Whether an element is next to the text: outside the body, or in short lines at the body's edges."""
        if not self.has(element):
            return False
        return not self.is_inside_body(element) or self.outline.span(element)[0] in self._edges

    def is_on_site(self, link: Element) -> bool:
        """Whether a link stays on the page's own site, as far as its address is known."""
        host = parts_of(link.get("href")).netloc
        return not host or not self._host or _site_of(host) == self._host

    def is_above(self, element: Element) -> bool:
        """Whether an element is above the body's text."""
        return self.outline.span(element)[0] <= self.extent.first

    # -------------------------------------------------------------------------------------------- lines

    @cached_property
    def head(self) -> list[int]:
        """The numbers of the lines from the title to the body's first prose, then of those above the title, upwards."""
        lines, extent = self.outline.lines, self.extent
        end = extent.first
        while end < extent.last and end < extent.first + _EDGE and self.may_be_meta(lines[end]):
            end += 1
        between, above = range(self.title + 1, end), range(self.title - 1, self.above - 1, -1)
        # Of many lines, such as pictures or ingredients, those of the system are at either end.
        below = dict.fromkeys((*between[:_BELOW], *between[-_BELOW:]))
        return [number for number in (*below, *self._below_lede(end), *above) if self.is_own(lines[number].block)]

    def _below_lede(self, first: int) -> Iterator[int]:
        """The lines between a standfirst in the body and the text that are named as the system's."""
        lines = self.outline.lines
        for number in range(first + 1, min(first + 1 + _FEW, self.extent.last)):
            if lines[number].is_prose or not (self._is_named(lines[number]) or number in self._named_lines):
                return
            yield number

    @cached_property
    def _named_lines(self) -> frozenset[int]:
        """The numbers of lines with short elements that are named for meta data, labels, dates or authors."""
        spans = map(self.outline.span, self.outline.having(_META_PARTS | Part.AUTHOR))
        return frozenset(number for first, last in spans if last - first <= _SHORT for number in range(first, last))

    @cached_property
    def foot(self) -> list[int]:
        """The numbers of the body's last lines that aren't prose, and of those below it."""
        lines, extent, head = self.outline.lines, self.extent, frozenset(self.head)
        tail = [n for n in range(max(extent.first + 1, extent.last - _EDGE), extent.last) if self.may_be_meta(lines[n])]
        numbers = (*tail, *range(extent.last, self.last))
        return [number for number in numbers if number not in head and self.is_own(lines[number].block)]

    @cached_property
    def tail(self) -> list[int]:
        """The numbers of the body's lines after its last prose."""
        lines, extent = self.outline.lines, self.extent
        own = (n for n in range(extent.last - 1, extent.first, -1) if lines[n].is_prose and self._is_open(lines[n]))
        begin = next(own, extent.first) + 1
        numbers = range(begin, min(begin + _FAR_BELOW, extent.last))
        return [number for number in numbers if self.is_own(lines[number].block)]

    @cached_property
    def lists(self) -> list[int]:
        """The numbers of the lines in the body that are mostly links."""
        lines = self.outline.lines
        numbers = range(self.extent.first, self.extent.last)
        return [n for n in numbers if not lines[n].level and 2 * lines[n].linked >= len(lines[n].text) > 0]

    def _is_open(self, line: Line) -> bool:
        return all(closer in self._path for closer in line.closers)

    @cached_property
    def beyond(self) -> list[int]:
        """The numbers of the lines below the foot, up to the farthest, within the element around body and title."""
        end = min(self.farthest, self.outline.span(self.extent.holder)[1])
        return [n for n in range(self.last, end) if self.is_own(self.outline.lines[n].block)]

    def may_be_meta(self, line: Line) -> bool:
        """Whether a line in the body may be the system's: it isn't prose, or it is short and named as such."""
        if not line.is_prose or is_system_line(line.text):
            return True
        if len(line.text) > _LONGEST_META:
            return 2 * line.linked > len(line.text)
        if _YEAR.search(line.text) and not _SENTENCE.search(line.text):
            return True
        return self._is_named(line)

    def _is_named(self, line: Line) -> bool:
        """Whether the names around a line mean that it is about the post: its author, its date, its labels."""
        around = (line.block, *islice(line.block.iterancestors(), 2))
        return any(self._parts(each) & (_META_PARTS | Part.AUTHOR) for each in around if each not in self._path)

    def lines(self) -> Iterator[Line]:
        """The lines next to the body and at its edges: after the title, above it, then at the foot."""
        return (self.outline.lines[number] for number in (*self.head, *self.foot))

    @cached_property
    def _links(self) -> dict[int, list[Element]]:
        """The links of each line around the body."""
        by_line: dict[int, dict[Element, None]] = {}
        numbers = (self.title, *self.head, *self.lists, *self.tail, *self.foot, *self.beyond)
        lines = [self.outline.lines[number] for number in numbers if number < len(self.outline.lines)]
        blocks = dict.fromkeys(line.block for line in lines if line.linked)
        for block in blocks:
            for link in block.iter("a"):
                first, last = self.outline.span(link)
                if last > first:
                    by_line.setdefault(first, {})[link] = None
            for link in block.iterancestors("a"):
                by_line.setdefault(self.outline.span(block)[0], {})[link] = None
        return {number: list(links) for number, links in by_line.items()}

    def links(self, number: int) -> list[Element]:
        """The links in a line around the body, in order."""
        return self._links.get(number, [])


def _site_of(host: str) -> str:
    """The last two labels of a host name, which a site's blogs and pages of authors share."""
    return ".".join(host.lower().rpartition(":")[0 if ":" in host else 2].split(".")[-2:])
