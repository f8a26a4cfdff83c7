"""Elements within a line: spans, code, links and their anchors, quotation marks, readings of characters."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from blogpost.content import Anchor, Inline, JumpBreak, Link, Text, canonical_link
from blogpost.language.quote_marks import quote_marks
from blogpost.markup.content.media import add_embed
from blogpost.markup.content.tags import SPANS
from blogpost.markup.content.walk import End, Walk, nothing
from blogpost.markup.dom import Element
from blogpost.markup.styles import Style


def begin_span(walk: Walk, element: Element, style: Style) -> End:
    """Bold, italics and the like."""
    span = SPANS[element.tag]
    return walk.open_span(span, span) if walk.may_open(span, style) else nothing


def begin_code(walk: Walk, *_: object) -> End:
    """Code within a line."""
    return walk.begin_code()


def begin_line_break(walk: Walk, *_: object) -> None:
    """A line ends."""
    walk.builder.line_break()


# ------------------------------------------------------------------------------------------------ links


def begin_link(walk: Walk, element: Element, _: Style) -> End:
    """A link, a place that links lead to, or both."""
    if walk.exact:
        _exact_anchor(walk, element.get("id") or element.get("name"))
    elif "more" in (element.get("name"), element.get("id")):
        walk.builder.block(JumpBreak())
    href = _address_of(walk, element)
    if href is None or walk.is_in_link:
        return nothing
    if not len(element) and element.get("data-pin-do") == "embedPin":
        add_embed(walk, href)
    walk.link = href
    title = element.get("title")
    return walk.open_span(Link, partial(_link, href, title), length=len(href) + len(title or ""))


def _link(href: str, title: str | None, content: Iterable[Inline]) -> Link:
    nodes = tuple(content)
    if len(nodes) == 1 and type(text := nodes[0]) is Text and text.text:  # nearly always
        return canonical_link(href, text, title)
    return Link(href, nodes, title)


def _exact_anchor(walk: Walk, name: str | None) -> None:
    with suppress(ValueError):  # a name of nothing but spaces
        if name:
            walk.builder.inline(Anchor(name))


def _address_of(walk: Walk, link: Element) -> str | None:
    href = link.get("href")
    places = walk.context.places
    return (places.link(href) if places is not None else None) or walk.address(href)


# ------------------------------------------------------------------------------------------------ quotation marks


def begin_quoted(walk: Walk, element: Element, _: Style) -> End:
    """A quotation within a line: browsers show its marks, those of its language."""
    if walk.exact:
        return nothing
    language = _language_of(element) or walk.context.page.language
    opening, closing = quote_marks(language, is_nested=walk.quotations % 2 == 1)
    walk.quotations += 1
    walk.builder.text(opening)
    return partial(_end_quoted, walk, closing)


def _end_quoted(walk: Walk, closing: str) -> None:
    walk.quotations -= 1
    walk.builder.text(closing)


def _language_of(element: Element) -> str | None:
    """The language that an element or one around it states."""
    around = (element, *element.iterancestors())
    stated = (inner.get("lang") or inner.get("xml:lang") for inner in around)
    return next(filter(None, stated), None)


# ------------------------------------------------------------------------------------------------ readings


def begin_ruby(walk: Walk, element: Element, _: Style) -> End:
    """Characters with their readings."""
    brackets = element.iter("rp") if not walk.has_brackets else ()
    walk.has_brackets.append(any((bracket.text or "").strip() for bracket in brackets))
    return partial(_end_ruby, walk)


def _end_ruby(walk: Walk) -> None:
    walk.has_brackets.pop()


def begin_reading(walk: Walk, element: Element, _: Style) -> End:
    """How characters are read: above them or in brackets, which not all pages have."""
    if walk.exact or any(walk.has_brackets):
        return nothing
    before = element.getprevious()
    if not _is_reading(before, before.tail if before is not None else None):
        walk.builder.text("(")
    return nothing if _is_reading(element.getnext(), element.tail) else partial(walk.builder.text, ")")


def _is_reading(element: Element | None, between: str | None) -> bool:
    """Whether another reading is next to one, with nothing between."""
    return element is not None and element.tag == "rt" and not (between or "").strip()
