"""Find a body without a single line of prose: a few words, or a list of links.

The search for prose would find a footer or a licence instead. So where the page names a body, or has one article, and
neither that nor anything between it and the title has prose, it is the body.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from blogpost.markup.dom import Element
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.stated import Stated

_MOST_BODIES = 8
_MOST_LINES = 40  # of a short body
_SOME_TEXT = 12  # characters: more than a label or a button has
_MUCH_PROSE = 2_000  # characters
_NOT_TEXT = Part.META | Part.LABELS | Part.AUTHOR | Part.DATE | Part.BOILERPLATE | Part.TITLE
_WHOLE = frozenset(("article", "main"))


def find_short_extent(outline: Outline, stated: Stated, heading: Heading, language: str) -> Extent | None:
    """The extent of a body without prose below a stated title; None if there is none, or if it has prose."""
    if heading.line is None or not (heading.is_sure or heading.title in stated.title_parts):
        return None
    bodies = [*_bodies(outline, heading)]
    if any(map(outline.prose, bodies)) or len(bodies) > 1:
        return None
    if _has_much_prose(outline, heading):
        return None
    named = next(iter(bodies or _articles(outline, heading)), None)
    if named is None:
        return _in_entry(outline, heading, language)
    if outline.prose(named) or not _is_next_to(outline, heading, named):
        return None
    return Extent([named], _around(named), *outline.span(named))


def _has_much_prose(outline: Outline, heading: Heading) -> bool:
    """Whether much prose is below the title, not counting comments."""
    total = outline.prose_between(heading.number + 1, len(outline.lines))
    if total <= _MUCH_PROSE:
        return False
    if total - sum(map(outline.prose, outline.having(Part.COMMENTS))) > _MUCH_PROSE:
        return True
    amounts = (
        len(line.text)
        for line in outline.lines[heading.number + 1 :]
        if line.is_prose and not any(outline.parts[closer] & Part.COMMENTS for closer in line.closers)
    )
    return sum(amounts) > _MUCH_PROSE


def _bodies(outline: Outline, heading: Heading) -> Iterator[Element]:
    """The elements named as bodies after the title, with a text or a picture, none within another."""
    stated = outline.having_attribute("itemprop", ("articleBody",))
    end = heading.number
    for element in sorted({*stated, *outline.having(Part.BODY)}, key=outline.order):
        first, last = outline.span(element)
        others = outline.parts.get(element, NO_PART) & (Part.COMMENTS | Part.ASIDE | Part.TITLE)
        if not others and first > heading.number and first >= end and _has_content(outline, element):
            yield element
            end = last


def _articles(outline: Outline, heading: Heading) -> Iterator[Element]:
    """The only article, or the page's main part, if the title is above it."""
    whole = [*islice(outline.root.iter(*_WHOLE), _MOST_BODIES)]
    below = [each for each in whole if outline.span(each)[0] > heading.number and _has_content(outline, each)]
    if len(below) == 1 and not any(line.level and line.linked for line in outline.lines_in(below[0])):
        yield below[0]


def _has_content(outline: Outline, element: Element) -> bool:
    first, last = outline.span(element)
    return last > first or next(element.iter("img"), None) is not None


def _is_next_to(outline: Outline, heading: Heading, named: Element) -> bool:
    """Whether nothing around both the title and a named body has prose, except asides and comments."""
    around = next((each for each in named.iterancestors() if outline.span(each)[0] <= heading.number), outline.root)
    return not any(line.is_prose and not line.closers for line in outline.lines_in(around))


def _around(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


# ---------------------------------------------------------------------------------------- without an element of its own


def _in_entry(outline: Outline, heading: Heading, language: str) -> Extent | None:
    """The lines below the title in its article, if that has no prose, and they are not about the post."""
    element = heading.element
    entry = (
        next((each for each in element.iterancestors() if each.tag == "article"), None) if element is not None else None
    )
    if entry is None or outline.prose(entry):
        return None
    _, last = outline.span(entry)
    start = heading.number + 1
    if last - start > _MOST_LINES:
        return None
    numbers = [n for n in range(start, last) if _is_text(outline, outline.lines[n], entry, language)]
    blocks = list(dict.fromkeys(outline.lines[number].block for number in numbers))
    apart = [
        each for each in blocks if each is not entry and not any(outer in blocks for outer in each.iterancestors())
    ]
    if not apart:
        return None
    return Extent(_whole_lists(apart), entry, numbers[0], numbers[-1] + 1)


def _is_text(outline: Outline, line: Line, entry: Element, language: str) -> bool:
    if line.level or len(line.text) < _SOME_TEXT or line.linked == len(line.text) or line.closers:
        return False
    for around in (line.block, *line.block.iterancestors()):
        if around is entry:
            break
        if outline.parts.get(around, NO_PART) & _NOT_TEXT or around.tag in ("header", "footer"):
            return False
    return not read_meta(line.text, language).is_own


def _whole_lists(blocks: list[Element]) -> list[Element]:
    """The blocks, with the lists of which they are all items."""
    whole: list[Element] = []
    for block in blocks:
        parent = block.getparent()
        is_listed = (
            block.tag == "li" and parent is not None and all(item in blocks for item in parent.iterchildren("li"))
        )
        element = parent if is_listed and parent is not None else block
        if element not in whole:
            whole.append(element)
    return whole
