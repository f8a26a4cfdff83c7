"""Find the elements of the body: those with the author's text.

Only the prose after the title counts. The first element around the title with enough of it holds the post. From there
the search goes down to the body, and then adds what else belongs to it: a lede above, parts with the same markup below.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from attrs import define
from lxml import etree

from blogpost.markup.dom import Element
from blogpost.readers.page.general.cards import foreign_lines
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import INLINE, Line, Outline
from blogpost.readers.page.general.post_end import end_of_post, is_commented
from blogpost.readers.page.general.stated import Stated
from blogpost.readers.page.general.weighing import Weigh
from blogpost.remembering import cached_property

_CLOSED_TAGS = frozenset(("nav", "aside", "footer", "dialog"))
_TABLES = frozenset("table tbody tr".split())
_NEVER_INTO = frozenset("p ul ol dl blockquote pre figure details h1 h2 h3 h4 h5 h6 a span".split())
_CONTENT_TAGS = frozenset("p figure img picture ul ol dl pre table blockquote h2 h3 h4 h5 iframe video".split())
_NOT_BODY_PARTS = Part.ASIDE | Part.COMMENTS | Part.BOILERPLATE | Part.META | Part.TITLE
_BYLINE_PARTS = Part.AUTHOR | Part.DATE

_ENOUGH, _MOST, _HALF, _LESS = 0.35, 0.8, 0.5, 0.45  # shares of the prose after the title
_PART = 0.3
_LEAST_ARTICLE = 200  # characters of prose
_LEAST_NAMED = 80  # characters outside links
_SOME_TEXT = 60  # characters outside links: more than a date or a label has
_SOME_BARE_TEXT = 25  # characters
_DEEPEST = 80
_ARTICLE = re.compile(r"(?:Posting|Article|Review)\b")


@define(eq=False)
class Extent:
    """Where the body is.

    Attributes:
        elements: its elements, in the order of the page, none within another.
        holder: the element around body and title, or around most of the post.
        first: the number of its first line, not counting a lede.
        last: the number of the first line after it.
    """

    elements: Sequence[Element]
    holder: Element
    first: int
    last: int

    def lines(self, outline: Outline) -> Sequence[Line]:
        """The lines from its first to its last, with those of a lede."""
        return outline.lines[outline.span(self.elements[0])[0] : self.last]


@define(eq=False, slots=False)
class _Post:
    """Facts about the post for the search for its body.

    Attributes:
        heading: its title.
        start: the number of the first line that may belong to its body.
        end: the number of the line that ends it, such as a comment's.
        weigh: counts how much of its prose an element holds.
    """

    outline: Outline
    heading: Heading
    start: int
    end: int
    weigh: Weigh

    def holds_title(self, element: Element) -> bool:
        return element in self._around_title

    @cached_property
    def _around_title(self) -> frozenset[Element]:
        title = self.heading.element
        return frozenset(() if title is None else (title, *title.iterancestors()))

    def parts(self, element: Element) -> int:
        return self.outline.parts.get(element, NO_PART)


def find_extent(
    outline: Outline, heading: Heading, stated: Stated | None, *, language: str, is_alone: bool = False
) -> Extent | None:
    """The extent of the body; None if no body can be distinguished from the rest of the page.

    Args:
        outline: the page.
        heading: its title.
        stated: what it states for machines.
        language: its language, for lines that are only a date or an author.
        is_alone: whether the page shows nothing else. Then a few words are a body, as they are below a sure title.
    """
    start = heading.number + 1 if heading.line else 0
    opened = _open_closers(outline, heading) | _holders_of_most(outline)
    own = _open_lines(outline, opened)
    named = _named_body(outline, heading, opened, start)
    if named is None and not any(outline.lines[number].is_prose for number in own[bisect_left(own, start) :]):
        opened |= _largest_closed(outline, opened, start)
        own = _open_lines(outline, opened)
    foreign = foreign_lines(outline, stated, heading)
    own = [number for number in own if number not in foreign]
    prose = [number for number in own if outline.lines[number].is_prose]
    end = end_of_post(outline, prose, start, language=language)
    after = [number for number in prose if start <= number < end]
    if named is not None and not Weigh(outline, after)(named) and _may_be_body(outline, heading, named, after):
        return Extent([named], _around(named), *outline.span(named))
    if not after and heading.line is not None and (heading.is_sure or is_alone):
        words = [number for number in own if _has_words(outline.lines[number], language)]
        end = end_of_post(outline, words, start, language=language)
        after = [number for number in words if start <= number < end]
    if not after:
        after, start, end = _before_title(outline, heading, prose), 0, len(outline.lines)
    if not after:
        return None
    post = _Post(outline, heading, start, end, Weigh(outline, after))
    holder = _holder(post)
    return _with_other_parts(post, _descend(post, holder), holder)


# ------------------------------------------------------------------------------------------------ which lines count


def _has_words(line: Line, language: str) -> bool:
    """Whether a line may be a short text: more than links, and not only who wrote it when."""
    return not line.level and len(line.text) > line.linked and not read_meta(line.text, language).is_own


def _open_closers(outline: Outline, heading: Heading) -> frozenset[Element]:
    """The asides around the title, which are no longer treated as asides; comments stay closed."""
    if heading.line is None:
        return frozenset()
    return frozenset(closer for closer in heading.line.closers if not outline.parts[closer] & Part.COMMENTS)


def _open_lines(outline: Outline, opened: frozenset[Element]) -> list[int]:
    """The numbers of the lines outside asides and comments."""
    numbers = []
    before: tuple[Element, ...] | None = None
    is_open = True
    for number, line in enumerate(outline.lines):
        if line.closers is not before:  # neighbours share them
            before = line.closers
            is_open = opened.issuperset(before)
        if is_open:
            numbers.append(number)
    return numbers


def _holders_of_most(outline: Outline) -> frozenset[Element]:
    """Asides with most of the prose outside comments: their names describe the layout."""
    total = outline.total_prose - sum(map(outline.prose, _outermost(outline, Part.COMMENTS)))
    large = [
        element
        for element in outline.having(Part.ASIDE | Part.BOILERPLATE)
        if not outline.parts[element] & Part.COMMENTS
        and element.tag != "footer"
        and outline.prose(element) > _HALF * total
    ]
    if not large or not total:
        return frozenset()
    lines = enumerate(outline.lines)
    own = Weigh(outline, (number for number, line in lines if line.is_prose and not is_commented(outline, line)))
    return frozenset(element for element in large if own(element) > _HALF * total)


def _outermost(outline: Outline, part: Part) -> Iterator[Element]:
    """The elements of a part that are not within another one."""
    end = 0
    for element in outline.having(part):
        first, last = outline.span(element)
        if first >= end:
            end = last
            yield element


def _largest_closed(outline: Outline, opened: frozenset[Element], start: int) -> frozenset[Element]:
    """The closed elements around most of the prose after the title, if all of it is closed: their names mislead."""
    amounts: Counter[tuple[Element, ...]] = Counter()
    for line in outline.lines[start:]:
        if line.is_prose and not any(outline.parts[closer] & Part.COMMENTS for closer in line.closers):
            amounts[tuple(closer for closer in line.closers if closer not in opened)] += len(line.text)
    closers, amount = max(amounts.items(), key=itemgetter(1), default=((), 0))
    tags = {closer.tag for closer in closers}
    return frozenset(closers) if amount >= _LEAST_ARTICLE and tags.isdisjoint(_CLOSED_TAGS) else frozenset()


def _before_title(outline: Outline, heading: Heading, prose: list[int]) -> list[int]:
    """The prose of a post whose title is after it: in the title's article, or anywhere if the title isn't sure."""
    if not heading.is_sure or heading.element is None:
        return prose
    article = next(filter(_is_article, heading.element.iterancestors()), None)
    first, last = outline.span(article) if article is not None else (0, 0)
    return [number for number in prose if first <= number < last]


# ------------------------------------------------------------------------------------------------ up, and down


def _holder(post: _Post) -> Element:
    """The first element around the title that holds enough of the prose, or is an article with some of it."""
    total = post.weigh(post.outline.root)
    if post.heading.element is None or post.start == 0:
        return _common(post)
    for element in post.heading.element.iterancestors():
        amount = post.weigh(element)
        if amount >= _ENOUGH * total or (amount >= _LEAST_ARTICLE and _is_article(element)) or element.tag == "body":
            return element
    return post.outline.root


def _is_article(element: Element) -> bool:
    if element.tag == "article":
        return True
    names = (element.get("class") or "").split()
    return "hentry" in names or "h-entry" in names or _ARTICLE.search(element.get("itemtype") or "") is not None


def _common(post: _Post) -> Element:
    """The innermost element that holds four fifths of the prose."""
    total = post.weigh(post.outline.root)
    element = post.outline.root
    while True:
        inner = next((child for child in element if post.weigh(child) >= _MOST * total), None)
        if inner is None or inner.tag in _NEVER_INTO:
            return element
        element = inner


def _descend(post: _Post, holder: Element) -> Element:
    """The body, found from the element around title and body downwards."""
    element = holder
    for _ in range(_DEEPEST):
        holds_title = post.holds_title(element)
        if post.parts(element) & Part.BODY and not holds_title:
            return element
        inner = max(element.iterchildren(etree.Element), key=post.weigh, default=None)
        amount = post.weigh(element)
        if inner is None or not amount or inner.tag in _NEVER_INTO or (inner.tag in _TABLES and not holds_title):
            return element
        share = post.weigh(inner) / amount
        if share < (_LESS if holds_title else _MOST) or (not holds_title and _has_more(post, element, inner)):
            return element
        element = inner
    return element


def _has_more(post: _Post, element: Element, inner: Element) -> bool:
    """Whether an element has parts of the body outside one of its children."""
    return any(child is not inner and _may_be_part(post, child) for child in element.iterchildren(etree.Element))


def _may_be_part(post: _Post, element: Element) -> bool:
    """Whether an element may be part of the body: it has text or a picture, and its names allow it."""
    if post.parts(element) & _NOT_BODY_PARTS:
        return False
    outline = post.outline
    if outline.prose(element):
        return post.weigh(element) > 0
    if element.tag == "p":
        return outline.length(element) > 1 or next(element.iter("img"), None) is not None
    return element.tag in _CONTENT_TAGS or _bare_text_of(outline, element) >= _SOME_TEXT


# ------------------------------------------------------------------------------------------------ other parts


def _with_other_parts(post: _Post, body: Element, holder: Element) -> Extent:
    """The body, with a lede before it and its separate parts. A body without its own element is siblings."""
    if post.holds_title(body):
        elements = _trimmed(post, [*_after_title(post, body)]) or [body]
        lede: list[Element] = []
    else:
        lede = _lede(post, _between(post, body, holder))
        elements = [body, *_after_body(post, body, holder)]
    first, last = post.outline.span(elements[0])[0], post.outline.span(elements[-1])[1]
    if _tail_of(elements[-1]) and elements[-1].tag not in INLINE:
        last += 1
    return Extent([*lede, *elements], holder, first, last)


def _after_title(post: _Post, top: Element) -> Iterator[Element]:
    """The elements after the title up to the end of the post, each as large as possible.

    In the element of the title's head, only those from the first prose on count: a system's lines come before it.
    """
    element = post.heading.element
    if element is not None and _tail_of(element):
        yield element  # only the text after it: the title itself is left out when it is read
    while element is not None and element is not top:
        parent = element.getparent()
        is_included = parent is top
        for sibling in element.itersiblings(etree.Element):
            if post.outline.span(sibling)[0] >= post.end or post.parts(sibling) & Part.COMMENTS:
                return
            is_included = is_included or _may_be_lede(post, sibling)
            if is_included:
                yield sibling
        element = parent


def _lede(post: _Post, between: list[Element]) -> list[Element]:
    """The elements between title and body, from the first prose or the first heading that is a sentence.

    Pictures above the body belong to the theme, even if the author has chosen them.
    """
    first = next((number for number, element in enumerate(between) if _may_be_lede(post, element)), len(between))
    return [element for element in between[first:] if _may_be_lede(post, element) or _is_bare_text(post, element)]


def _is_bare_text(post: _Post, element: Element) -> bool:
    if any(post.parts(each) & (_NOT_BODY_PARTS | _BYLINE_PARTS) for each in element.iter(etree.Element)):
        return False
    return _text_of(post.outline, element) >= _SOME_BARE_TEXT and not _has_picture(element)


def _may_be_lede(post: _Post, element: Element) -> bool:
    outline = post.outline
    if post.parts(element) & (_NOT_BODY_PARTS | _BYLINE_PARTS):
        return False
    return _is_sentence(outline, element) or post.weigh(element) > 0


def _is_sentence(outline: Outline, element: Element) -> bool:
    """Whether an element is, or only holds, a heading as long as a sentence."""
    first, last = outline.span(element)
    if last - first != 1 or outline.linked(element):
        return False
    line = outline.lines[first]
    return line.level > 1 and len(line.text) >= _SOME_TEXT


def _trimmed(post: _Post, elements: list[Element]) -> list[Element]:
    """The elements without the last ones that are not the author's."""
    while elements and not _may_be_part(post, elements[-1]) and not _tail_of(elements[-1]):
        elements.pop()
    return elements


def _tail_of(element: Element) -> bool:
    """Whether bare text follows an element directly, as in old templates."""
    return len((element.tail or "").strip()) >= _SOME_BARE_TEXT


def _between(post: _Post, body: Element, holder: Element) -> list[Element]:
    """The elements between the title and the body, in the order of the page."""
    if not post.holds_title(holder) or post.start == 0:
        return []
    path = [body, *_ancestors(body, holder)]
    elements: list[Element] = []
    for element in path:
        for sibling in element.itersiblings(etree.Element, preceding=True):
            if post.holds_title(sibling):
                elements += reversed([*_after_title(post, sibling)])
                return elements[::-1]
            elements.append(sibling)
    return elements[::-1]


def _after_body(post: _Post, body: Element, holder: Element) -> Iterator[Element]:
    """The elements after the body that are parts of it: with the same markup, or with much of the prose."""
    amount = post.weigh(body)
    following: list[Element] = []
    included = 0
    for element in (body, *_ancestors(body, holder)):
        for sibling in element.itersiblings(etree.Element):
            if post.outline.span(sibling)[0] >= post.end or post.parts(sibling) & Part.COMMENTS:
                break
            following.append(sibling)
            weight = post.weigh(sibling)
            if weight and (weight > _PART * amount or (element is body and _are_kin(body, sibling))):
                included = len(following)
    return iter(following[:included])


def _are_kin(one: Element, other: Element) -> bool:
    """Whether two elements have the same markup, as editors make the parts of a post."""
    return one.tag == other.tag and _kind(one) == _kind(other) != ""


def _kind(element: Element) -> str:
    return next(iter((element.get("class") or "").split()), "")


def _ancestors(element: Element, top: Element) -> Iterator[Element]:
    """The elements around one, up to but not including another."""
    for around in element.iterancestors():
        if around is top:
            return
        yield around


# ------------------------------------------------------------------------------------------------ bodies by name


def _named_body(outline: Outline, heading: Heading, opened: frozenset[Element], start: int) -> Element | None:
    """The first element after the title that is named as a body or an entry, and has text or a picture."""
    if heading.element is None:
        return None
    for element in outline.having(Part.BODY | Part.ENTRY):
        first, last = outline.span(element)
        if first < start or outline.parts[element] & (Part.COMMENTS | Part.TITLE | Part.ASIDE):
            continue
        lines = outline.lines[first:last]
        if lines and not any(opened.issuperset(set(line.closers) - {element}) for line in lines):
            continue
        if any(line.level and line.linked == len(line.text) for line in lines):
            continue
        return element if lines or _has_picture(element) else None
    return None


def _bare_text_of(outline: Outline, element: Element) -> int:
    """The number of characters in lines without links that are not headings: columns of lists of links have few."""
    return sum(len(line.text) for line in outline.lines_in(element) if not line.linked and not line.level)


def _text_of(outline: Outline, element: Element) -> int:
    """The number of characters outside links in an element."""
    return outline.length(element) - outline.linked(element)


def _may_be_body(outline: Outline, heading: Heading, named: Element, prose: Sequence[int]) -> bool:
    """Whether an element is the body by its name, though all prose is elsewhere, such as in another article."""
    text = _text_of(outline, named)
    is_large = 2 * text >= sum(len(outline.lines[number].text) for number in prose)
    if not prose or (text >= _LEAST_NAMED and (is_large or outline.parts.get(named, NO_PART) & Part.BODY)):
        return True
    if heading.element is None or (text < _SOME_BARE_TEXT and not _has_picture(named)):
        return False
    entries = (each for each in heading.element.iterancestors() if _is_entry(outline, each))
    entry = next(entries, None)
    return entry is not None and outline.holds(entry, named) and not Weigh(outline, prose)(entry)


def _is_entry(outline: Outline, element: Element) -> bool:
    return _is_article(element) or outline.parts.get(element, NO_PART) & Part.ENTRY != 0


def _has_picture(element: Element) -> bool:
    return next(element.iter("img", "iframe", "video"), None) is not None


def _around(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent
