"""The walk over an element: what is text, what begins with each element within it, and what ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from attrs import define, evolve

from blogpost.addresses import address_of, joined
from blogpost.canonical import image_address
from blogpost.content import Block, Code, Inline, Link
from blogpost.language.characters import without_padding
from blogpost.markup.builder import Builder
from blogpost.markup.content.page import Page
from blogpost.markup.content.tags import DROPPED, PLAIN_BLOCKS, WITHIN_LINES
from blogpost.markup.dom import Element
from blogpost.markup.link_targets import Places
from blogpost.markup.styles import NO_STYLE, Span, Style, parse_style

End: TypeAlias = Callable[[], None]
"""The action at the end of an element."""


def nothing() -> None:
    """The end of elements that end without effect."""


@define
class Context:
    """The context for reading an element.

    Attributes:
        page: the page that it is in.
        skip: whether an element with attributes is not content, with all that is in it.
        places: the places that links of the post lead to.
        without: elements that are not content, with all that is in them.
        only: the elements that are read, with the text after each; all if None.
    """

    page: Page
    skip: Callable[[Element], bool] | None
    places: Places | None
    without: frozenset[Element]
    only: Sequence[Element] | None


_SPACES = re.compile(r"[ \t\n\r\f]+")
_WIDE = " \xa0"
_ENDS_NO_LINE = WITHIN_LINES | DROPPED
_INDENT = re.compile(r"\s*?(\xa0[\xa0 ]*)")


class Walk:
    """Passes what an element holds to a builder.

    Attributes:
        builder: what makes content of it.
        exact: whether the markup is our own, without an editor's or a theme's habits.
        context: what is known besides the element.
        is_in_figure: whether it is the rest of a figure, in which no other figure is looked for.
        in_post: whether this place is within a social network's post.
        quotations: how many quotations around this place have marks.
        has_brackets: the same of each ruby around this place.
        link: the address of the link around this place.
    """

    def __init__(
        self,
        beginnings: Mapping[object, Begin],
        builder: Builder,
        context: Context,
        *,
        is_in_figure: bool = False,
    ) -> None:
        self.builder = builder
        self.exact = builder.exact
        self.context = context
        self.is_in_figure = is_in_figure
        self.in_post = False
        self.quotations = 0
        self.has_brackets: list[bool] = []
        self.link: str | None = None
        self._beginnings = beginnings
        self._base = context.page.base
        self._skip = context.skip
        self._without = context.without
        self._open_spans: list[type[Inline]] = []  # each within the one before it
        self._in_code = 0
        self._keeping_lines = 0
        self._is_plain = not self.exact  # whether text is read as browsers show it: neither exact nor code nor `pre`

    def over(self, root: Element, only: Sequence[Element] | None = None) -> None:
        """Tells the builder all that `root` holds, without recursion: pages nest up to two thousand levels."""
        begin, line_break, read_text = self._begin, self.builder.line_break, self.text
        if root.text and only is None:
            read_text(root.text)
        children = iter(root if only is None else only)
        open_elements: list[tuple[Element, Iterator[Element], End]] = [(root, children, nothing)]
        while open_elements:
            element, children, end = open_elements[-1]
            for child in children:
                tag = child.tag
                if tag == "br":  # far the commonest, and it has nothing in it
                    line_break()
                elif (its_end := begin(child, tag)) is not None:
                    if text := child.text:
                        read_text(text)
                    if len(child):
                        open_elements.append((child, iter(child), its_end))
                        break
                    its_end()
                if tail := child.tail:
                    read_text(tail)
            else:
                end()
                open_elements.pop()
                if open_elements and (tail := element.tail):
                    read_text(tail)

    # -------------------------------------------------------------------------------------------- text

    def text(self, text: str) -> None:
        """Characters between tags."""
        if not self._is_plain:
            self._special_text(text)
        elif "\xa0" in text:
            self._padded_text(text)
        else:
            self.builder.text(text)

    def _padded_text(self, text: str) -> None:
        found = _INDENT.match(text)
        if found is None:
            self.builder.text(without_padding(text))
            return
        self.builder.indent(len(found[1]))
        # Nothing before the text asks for a no-break space, and there may be many.
        self.builder.text(found[0].replace("\xa0", " ") + without_padding(text[found.end() :]))

    def _special_text(self, text: str) -> None:
        if self._in_code and (self.exact or text.strip()):
            self.builder.inline(Code(text if self.exact else _SPACES.sub(" ", text).replace("\xa0", " ")))
        elif self.exact:
            self.builder.text(text)
        elif self._keeping_lines:
            self._lines(text)
        else:
            self._padded_text(text)

    def _lines(self, text: str) -> None:
        first, *others = text.split("\n")
        self._padded_text(first)
        for line in others:
            self.builder.line_break()
            self.builder.indent(len(line) - len(line.lstrip(_WIDE)))
            self.builder.text(without_padding(line))

    def begin_code(self) -> End:
        """Text is code, up to the end."""
        self._in_code += 1
        self._is_plain = False
        return self._end_code

    def _end_code(self) -> None:
        self._in_code -= 1
        self._is_plain = not (self.exact or self._in_code or self._keeping_lines)

    @property
    def keeps_lines(self) -> bool:
        """Whether the line ends of the source are shown."""
        return self._keeping_lines > 0

    def _end_keeping_lines(self) -> None:
        self._keeping_lines -= 1
        self._is_plain = not (self.exact or self._in_code or self._keeping_lines)

    # -------------------------------------------------------------------------------------------- elements

    def _begin(self, element: Element, tag: object) -> End | None:
        """Begin an element. Return the action at its end, or None to skip its content."""
        if self._without and element in self._without:
            return None
        attributes = element.items()
        if not attributes and tag in PLAIN_BLOCKS:
            self.builder.end_paragraph()
            return self.builder.end_paragraph
        begin = self._beginnings.get(tag)
        if not attributes or tag in DROPPED:  # whatever its attributes say
            return begin(self, element, NO_STYLE) if begin else nothing
        style = self._style(element, attributes)
        if style is None:
            return None
        if self.context.places is not None:
            self.place_anchor(element, self.context.places)
        end = begin(self, element, style) if begin else nothing
        if end is None or style is NO_STYLE:
            return end
        return self._begin_styled(style, end)

    def _style(self, element: Element, attributes: Iterable[tuple[str, str]]) -> Style | None:
        """The element's style; None if its content is skipped."""
        if self._skip is not None and self._skip(element):
            return None
        style = NO_STYLE
        for name, value in attributes:
            if name == "style":
                style = parse_style(value)
            if name == "hidden" or style.hidden:
                return None
        return style

    def _begin_styled(self, style: Style, end: End) -> End:
        """The spans that a style opens within its element."""
        ends = [end, *(self.open_span(span, span) for span in style.spans if self.may_open(span, style))]
        if style.keeps_lines:
            self._keeping_lines += 1
            self._is_plain = False
            ends.append(self._end_keeping_lines)
        return partial(_in_reverse, ends) if len(ends) > 1 else end

    def place_anchor(self, element: Element, places: Places) -> None:
        """The place that an element is, if links of the post lead there."""
        if anchor := places.anchor_at(element):
            if element.tag in self._beginnings and element.tag not in _ENDS_NO_LINE:
                self.builder.end_paragraph()
            self.builder.anchor(anchor)

    # -------------------------------------------------------------------------------------------- spans

    def may_open(self, span: Span, style: Style) -> bool:
        """Whether a span has an effect here."""
        return span not in self._open_spans and span not in style.resets

    @property
    def is_in_link(self) -> bool:
        """Whether a link is open."""
        return Link in self._open_spans

    def open_span(self, kind: type[Inline], make: Callable[[Iterable[Inline]], Inline], *, length: int = 0) -> End:
        """Open a span of a kind; what ends it is returned."""
        self.builder.open_span(make, length=length)
        self._open_spans.append(kind)
        return self._close_span

    def _close_span(self) -> None:
        self.builder.close_span()
        if self._open_spans.pop() is Link:
            self.link = None

    # -------------------------------------------------------------------------------------------- addresses

    def address(self, url: str | None) -> str | None:
        """The address, absolute if possible; None for one that leads nowhere or is not safe to follow."""
        return address_of(url, self._base) if url and url.strip() else None

    def image_address(self, source: str) -> str | None:
        """The same of an image."""
        try:
            return image_address(joined(self._base, source))
        except ValueError:
            return None

    # -------------------------------------------------------------------------------------------- figures

    def within(self, element: Element, taken: Collection[Element] = ()) -> tuple[Block, ...]:
        """The rest of a figure without its extracted parts. Nested figures do not count."""
        builder = Builder(exact=self.exact, depth_left=self.builder.frame.depth_left)
        context = evolve(self.context, without=self.context.without.union(taken))
        walk = Walk(self._beginnings, builder, context, is_in_figure=True)
        walk.over(element)
        return builder.finish()


def _in_reverse(ends: list[End]) -> None:
    for end in reversed(ends):
        end()


Begin: TypeAlias = Callable[[Walk, Element, Style], End | None]
"""Begin an element: call the builder, and return the action at its end, or None to skip its content."""
