"""Find the element, or the run of elements, that holds what the author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from attrs import define

from blogpost.language.folding import folded
from blogpost.markup.content import Element
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Line, Outline


_NEVER_INTO = frozenset("p ul ol dl blockquote pre table tbody tr figure details h1 h2 h3 h4 h5 h6 a span".split())
_QUARTER, _MOST, _HALF, _LESS = 0.25, 0.8, 0.5, 0.45
_LEAST_ARTICLE = 200  # characters of prose
_PART = 0.3
_LITTLE_AFTER = 0.12  # the share of prose after an end heading, from which on it ends nothing
_DEEPEST = 60
_ARTICLE = re.compile(r"(?:Posting|Article|Review)\b")
_END_HEADING = re.compile(
    r"^(?:related|more (?:from|posts|stories|on)|you (?:may|might)|share|comments?|\d+ (?:comments?|responses|thoughts)|"
    r"leave a|recent posts|about the author|subscribe|newsletter|tags?|popular|trending|recommended|read next|"
    r"ähnliche|das könnte|mehr |weitere |kommentare?|schreibe|über den autor|teilen|artículos|comentarios|deja|"
    r"articles? (?:similaires|liés)|commentaires?|laisser|partager|похожие|комментари|関連|コメント|相关|评论|"
    r"reageren|gerelateerd|relaterede|powiązane|komentarze|commenti|articoli|lascia|leia também|veja também)",
    re.IGNORECASE,
)


@define(eq=False)
class Extent:
    """Where the body is.

    Attributes:
        elements: its element; several siblings where it has no element of its own.
        holder: what holds the body and the title, or most of what belongs to the post.
        first: the number of its first line.
        last: the number of the first line after it.
    """

    elements: Sequence[Element]
    holder: Element
    first: int
    last: int


def open_closers(outline: Outline, heading: Heading) -> frozenset[Element]:
    """The asides that are none, as they hold the title; comments stay closed."""
    if heading.line is None:
        return frozenset()
    return frozenset(closer for closer in heading.line.closers if not outline.parts[closer] & Part.COMMENTS)


def find_extent(outline: Outline, heading: Heading) -> Extent | None:
    """The extent of the body; None where the page has no prose outside asides and comments."""
    opened = open_closers(outline, heading)
    opened |= frozenset(_holders_of_most(outline))
    own = [number for number, line in enumerate(outline.lines) if _is_open(line, opened)]
    prose = [number for number in own if outline.lines[number].is_prose]
    if not prose:
        return _named_body(outline, heading) or _short_extent(outline, heading, own)
    start = heading.number if heading.line else 0
    end = _end_of_post(outline, heading, opened, start)
    after = [number for number in prose if start <= number < end]
    if not after:
        after = prose
        start, end = after[0], len(outline.lines)
    weigh = Weigh(outline, after)
    holder = _holder(outline, heading, weigh)
    body = _descend(outline, holder, heading, weigh)
    if heading.element is not None and outline.holds(body, heading.element):
        return _siblings(outline, body, heading, weigh, end)
    return _widened(outline, body, holder, heading, weigh, end)


def _widened(outline: Outline, body: Element, holder: Element, heading: Heading, weigh: Weigh, end: int) -> Extent:
    """The body, and what else of the post's prose is before or after it within the same holder.

    A lede between title and body belongs to the post; what follows only where it is as much as a part of the body:
    less is what a theme says of the author.
    """
    first, last = outline.span(body)
    before, after = weigh.between(outline.span(holder)[0], first), weigh.between(last, outline.span(holder)[1])
    start, stop = (0 if before else first), (len(outline.lines) if after > _PART * weigh(body) else last)
    if not (before or stop > last):
        return Extent([body], holder, first, last)
    around = body
    wanted = weigh.between(start, stop) if stop > last else before + weigh(body)
    while around is not holder and weigh(around) < wanted and (parent := around.getparent()) is not None:
        around = parent
    if around is body:
        return Extent([body], holder, first, last)
    return _siblings(outline, around, heading, weigh, min(end, stop))


def _is_open(line: Line, opened: frozenset[Element]) -> bool:
    return all(closer in opened for closer in line.closers)


def _holders_of_most(outline: Outline) -> list[Element]:
    """Asides that hold most of the prose outside comments: their name speaks of the layout."""
    asides = [
        element
        for element in outline.having(Part.ASIDE | Part.BOILERPLATE)
        if not outline.parts[element] & Part.COMMENTS
    ]
    if not asides:
        return []
    own = Weigh(
        outline,
        (number for number, line in enumerate(outline.lines) if line.is_prose and not _is_commented(outline, line)),
    )
    total = own(outline.root)
    return [element for element in asides if total and own(element) > _HALF * total]


def _is_commented(outline: Outline, line: Line) -> bool:
    return any(outline.parts[closer] & Part.COMMENTS for closer in line.closers)


def _end_of_post(outline: Outline, heading: Heading, opened: frozenset[Element], start: int) -> int:
    """The number of the line at which comments or a heading such as "Related posts" end the post."""
    lines = outline.lines
    open_prose = [len(line.text) if line.is_prose and _is_open(line, opened) else 0 for line in lines]
    total = sum(open_prose[start:])
    seen = 0
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.closers and any(outline.parts[closer] & Part.COMMENTS for closer in line.closers):
            if seen > _QUARTER * total:
                return number
            continue
        if line.level and line.level >= 2 and _END_HEADING.match(line.text) and total:
            if total - seen < _LITTLE_AFTER * total:
                return number
        seen += open_prose[number]
    return len(lines)


class Weigh:
    """How many characters of some lines of prose an element holds."""

    def __init__(self, outline: Outline, numbers: Iterable[int]) -> None:
        chosen = frozenset(numbers)
        self._outline = outline
        self._sums = [0, *accumulate(len(line.text) if n in chosen else 0 for n, line in enumerate(outline.lines))]

    def __call__(self, element: Element) -> int:
        """How many an element holds."""
        return self.between(*self._outline.span(element))

    def between(self, first: int, last: int) -> int:
        """How many are in lines from one number up to another."""
        return self._sums[max(first, last)] - self._sums[first]


def _holder(outline: Outline, heading: Heading, weigh: Weigh) -> Element:
    """The first element around the title that holds a quarter of the prose, or is an article with some of it."""
    total = weigh(outline.root)
    if heading.element is None:
        return _common(outline, weigh)
    for element in heading.element.iterancestors():
        amount = weigh(element)
        if amount >= _QUARTER * total or (amount >= _LEAST_ARTICLE and _is_article(outline, element)):
            return element
        if element.tag == "body":
            return element
    return outline.root


def _is_article(outline: Outline, element: Element) -> bool:
    if element.tag == "article":
        return True
    names = (element.get("class") or "").split()
    return "hentry" in names or "h-entry" in names or _ARTICLE.search(element.get("itemtype") or "") is not None


def _common(outline: Outline, weigh: Weigh) -> Element:
    """The innermost element that holds four fifths of the prose."""
    total = weigh(outline.root)
    element = outline.root
    while True:
        inner = next((child for child in element if weigh(child) >= _MOST * total), None)
        if inner is None or inner.tag in _NEVER_INTO:
            return element
        element = inner


def _descend(outline: Outline, holder: Element, heading: Heading, weigh: Weigh) -> Element:
    """From what holds title and body down to the body alone."""
    element = holder
    for _ in range(_DEEPEST):
        amount = weigh(element)
        holds_title = heading.element is not None and outline.holds(element, heading.element)
        inner = max(element, key=lambda child: weigh(child), default=None)
        if inner is None or not isinstance(inner.tag, str) or inner.tag in _NEVER_INTO:
            return element
        share = weigh(inner) / amount if amount else 0.0
        if outline.parts.get(element, NO_PART) & Part.BODY and not holds_title:
            return element
        if share >= _MOST or (holds_title and share >= _LESS):
            if not holds_title and _has_more(outline, element, inner):
                return element
            element = inner
        else:
            return element
    return element


def _has_more(outline: Outline, element: Element, inner: Element) -> bool:
    """Whether an element has something of the author's beside what one of its children holds: lines, images."""
    for child in element:
        if child is inner or not isinstance(child.tag, str):
            continue
        parts = outline.parts.get(child, NO_PART)
        if parts & (Part.ASIDE | Part.COMMENTS | Part.BOILERPLATE | Part.META | Part.TITLE):
            continue
        if outline.prose(child) or child.tag in ("figure", "img", "pre", "blockquote", "table", "ul", "ol", "h2", "h3"):
            return True
        if child.tag == "p" and (outline.length(child) > 1 or next(child.iter("img"), None) is not None):
            return True
    return False


def _siblings(outline: Outline, holder: Element, heading: Heading, weigh: Weigh, end: int) -> Extent:
    """The children of a holder between the one with the title and the end of the post, where no element is the body."""
    children = [child for child in holder if isinstance(child.tag, str)]
    title = next(
        (
            i
            for i, child in enumerate(children)
            if heading.element is not None and outline.holds(child, heading.element)
        ),
        -1,
    )
    chosen = []
    for child in children[title + 1 :]:
        first, _ = outline.span(child)
        if first >= end or outline.parts.get(child, NO_PART) & Part.COMMENTS:
            break
        chosen.append(child)
    while chosen and not _is_of_body(outline, chosen[-1], weigh):
        chosen.pop()
    if title >= 0 and not chosen:
        inner = children[title]
        if inner is not heading.element and weigh(inner):
            return _siblings(outline, inner, heading, weigh, end)
    if not chosen:
        first, last = outline.span(holder)
        return Extent([holder], holder, first, last)
    return Extent(chosen, holder, outline.span(chosen[0])[0], outline.span(chosen[-1])[1])


def _is_of_body(outline: Outline, element: Element, weigh: Weigh) -> bool:
    if outline.parts.get(element, NO_PART) & (Part.ASIDE | Part.BOILERPLATE | Part.META):
        return False
    return weigh(element) > 0 or element.tag in (
        "p",
        "figure",
        "img",
        "ul",
        "ol",
        "pre",
        "table",
        "blockquote",
        "h2",
        "h3",
    )


def _named_body(outline: Outline, heading: Heading) -> Extent | None:
    """A body without prose, by its name: a post that is a picture, a verse or a list."""
    start = heading.number if heading.line else 0
    for element in outline.having(Part.BODY):
        first, last = outline.span(element)
        if (
            first >= start
            and not outline.parts[element] & Part.COMMENTS
            and (last > first or next(element.iter("img", "iframe"), None) is not None)
        ):
            if any(closer is not element for line in outline.lines[first:last] for closer in line.closers):
                continue
            return Extent([element], element.getparent() if element.getparent() is not None else element, first, last)
    return None


def _short_extent(outline: Outline, heading: Heading, own: Sequence[int]) -> Extent | None:
    """The rest of the title's article, where it has no prose."""
    if heading.element is None:
        return None
    for element in heading.element.iterancestors():
        if _is_article(outline, element):
            return _siblings(
                outline, element, heading, Weigh(outline, [n for n in own if n > heading.number]), len(outline.lines)
            )
    return None


def title_repeats(line: Line, title: str | None) -> bool:
    """Whether a line only repeats the title."""
    return title is not None and folded(line.text) == folded(title)
