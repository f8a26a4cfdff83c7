"""Assemble content from a walk's events: text, breaks, spans that open and close, blocks within blocks.

It knows no HTML: `markup.content` walks elements and calls a `Builder` for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from attrs import define

from blogpost.canonical import MAX_DEPTH, prose
from blogpost.content import (
    SPANS,
    Anchor,
    Block,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Text,
    blocks,
    canonical_paragraph,
    canonical_span,
    canonical_text,
    paragraph_of,
)
from blogpost.copies import report_copy
from blogpost.language.characters import EMPTY_SPACES, INVISIBLE
from blogpost.markup.frames import CellFrame, FlatFrame, Frame, ItemFrame, ListFrame, QuoteFrame
from blogpost.markup.indents import INDENT, LEAST, settled

MakeSpan: TypeAlias = Callable[[Iterable[Inline]], Inline]

SPACES = " \t\n\r\f\v"
_BLANK = SPACES + EMPTY_SPACES  # what a line may hold and still look empty
_UNSEEN = _BLANK + INVISIBLE  # a paragraph of nothing else is an editor's leftover
_BREAK = LineBreak()
_LEAST_DEPTH = 2  # a paragraph and its text
_MARKUP = 20  # characters that a span without an address counts for when it is copied


@define
class _OpenSpan:
    """A span that is still open, and the parts before it in the same line.

    `length` is that of the span's attributes: each paragraph but the first has them once more.
    """

    make: MakeSpan
    before: list[str | Inline]
    length: int
    is_made: bool = False

    def made(self, parts: list[str | Inline]) -> tuple[Inline, ...]:
        """The span around some parts; nothing around none."""
        content = _inlines(parts)
        if not content:
            return ()
        if self.is_made:
            report_copy(_MARKUP + self.length)
        self.is_made = True
        if len(content) == 1 and type(text := content[0]) is Text and text.text and self.make in SPANS:
            return (canonical_span(self.make, text),)
        return (self.make(content),)


class Builder:
    """Content in the making.

    Args:
        exact: keep all distinctions. Otherwise lines that look empty, images with a line to themselves and
            layout tables are read as they look.
        depth_left: how deep the blocks may nest.
    """

    def __init__(self, *, exact: bool = False, depth_left: int = MAX_DEPTH) -> None:
        self.exact = exact
        self._blank = SPACES if exact else _BLANK
        self._frames = [Frame(depth_left)]
        self._spans: list[_OpenSpan] = []
        self._parts: list[str | Inline] = []
        self._breaks = 0
        self._has_implicit = False  # whether there was a list, which ends before the next content that isn't an item
        self._has_image = False  # in the line in the making
        self._anchors: list[Inline] = []  # that wait for the content they name
        self._has_content = False  # in the line in the making: otherwise white space may indent it
        self._indent = 0  # of the line that begins, in characters
        self._is_indented = False  # whether any line was

    # -------------------------------------------------------------------------------------------- within a line

    def text(self, text: str) -> None:
        """Characters; those of a line that looks empty are let go of."""
        if text.strip(self._blank):
            if self._breaks:
                text = text.lstrip(SPACES)
            if self._breaks or self._has_implicit or self._anchors:
                self._begin()
            self._parts.append(self._indented(text) if self._indent else text)
            self._has_content = True
        elif not self._breaks and (self._parts or self._spans or text.strip(SPACES)):  # not at the edge of a line
            self._parts.append(text)

    def inline(self, node: Inline) -> None:
        """A node that is whole, such as an image."""
        self._begin()
        self._indent = 0
        self._has_content = True
        self._parts.append(node)
        self._has_image = self._has_image or type(node) is Image

    def line_break(self) -> None:
        """One break begins a line, more of them a paragraph."""
        self._breaks += 1
        self._indent = 0
        self._has_content = False

    def indent(self, width: int) -> None:
        """White space that readers should see; before a line it may be the form of verse or code."""
        if not self._has_content and self._frames[-1].is_loose:
            self._indent += width

    def _indented(self, text: str) -> str:
        width, self._indent = self._indent, 0
        if width < LEAST:
            return text
        self._is_indented = True
        return INDENT * width + text.lstrip(SPACES)

    def anchor(self, node: Anchor) -> None:
        """A place in the text: the end of the line in the making, else whatever comes next."""
        if self._breaks or not (self._parts or any(span.before for span in self._spans)):
            self._anchors.append(node)
        else:
            self._parts.append(node)

    def open_span(self, make: MakeSpan, *, length: int = 0) -> None:
        """Everything up to `close_span` is inside a span, in each of its paragraphs.

        Args:
            make: makes the span of its content.
            length: characters of its address and title.
        """
        if self.exact:  # otherwise a break within the span may yet make this one the end of a paragraph
            self._begin()
        self._spans.append(_OpenSpan(make, self._parts, length))
        self._parts = []

    def close_span(self) -> None:
        """Ends the innermost span."""
        span = self._spans.pop()
        span.before.extend(span.made(self._parts))
        self._parts = span.before

    def _begin(self) -> None:
        """Content is about to come, so pending anchors and breaks take effect."""
        if self._has_implicit:
            self._end_implicit_list()
        if self._breaks == 1 or (self._breaks and self._frames[-1].heading):
            self._end_line()
        elif self._breaks:
            indent = self._indent
            self.end_paragraph()
            self._indent = indent
        self._breaks = 0
        if self._anchors:
            self._parts.extend(self._anchors)
            self._anchors = []

    def _end_line(self) -> None:
        """Break the line. Spaces next to a break are removed, most easily from a string."""
        parts = self._parts
        if parts and type(before := parts[-1]) is str:
            parts[-1] = before.rstrip(SPACES)
        parts.append(_BREAK)

    # -------------------------------------------------------------------------------------------- blocks

    @property
    def frame(self) -> Frame:
        """The innermost open block."""
        return self._frames[-1]

    def block(self, block: Block) -> None:
        """A block that is whole."""
        self.end_paragraph()
        self.beside(block)

    def beside(self, block: Block) -> None:
        """A block next to the unfinished line, such as a floating image."""
        if self._has_implicit:
            self._end_implicit_list()
        self._place_anchors()
        self._frames[-1].add(block)

    def _place_anchors(self) -> None:
        """Anchors before content without a line for them."""
        if self._anchors:
            self._frames[-1].add(Paragraph(self._anchors))
            self._anchors = []

    def end_paragraph(self) -> None:
        """The next content begins a new block."""
        self._breaks = self._indent = 0
        self._has_content = False
        parts = self._parts
        if not self._spans:
            if not parts:
                return
            if len(parts) == 1 and type(parts[0]) is str:  # nearly always
                self._parts = []
                self._end_text(parts[0])
                return
        frame = self._frames[-1]
        line, has_image = self._take_line(), self._has_image
        self._has_image = False
        if not line or not (self.exact or any(map(_is_seen, line))):
            return
        if frame.heading:
            frame.add(Heading(frame.heading, line))
        elif has_image and not self.exact:
            for block in _paragraphs(line):
                frame.add(block)
        else:
            frame.add(paragraph_of(line))

    def _end_text(self, text: str) -> None:
        """The end of a line that is one text."""
        text = text.strip(SPACES)
        if not text:
            return
        text = prose(text).strip(" ")
        if text and (self.exact or text.strip(_UNSEEN)):
            frame = self._frames[-1]
            frame.add(Heading(frame.heading, text) if frame.heading else canonical_paragraph(text))

    def _take_line(self) -> list[Inline]:
        """The line so far; its open spans go on in the next one."""
        parts = self._parts
        for span in reversed(self._spans):
            span.before.extend(span.made(parts))
            parts, span.before = span.before, []
        self._parts = []
        return _inlines(parts)

    def open_quote(self, cite: str | None = None) -> None:
        """Quote the content that follows, up to `close`."""
        self._nest(QuoteFrame(cite=cite))

    def open_list(self, *, ordered: bool, start: int = 1, step: int = 1) -> None:
        """Items follow, up to `close`."""
        self._nest(ListFrame(ordered=ordered, start=start, step=step))

    def open_item(self, number: int | None = None) -> None:
        """An item of the innermost list, or of one that begins here; `number` is its own, if it has one."""
        self.end_paragraph()
        if not isinstance(self._frames[-1], ListFrame | FlatFrame):
            self._nest(ListFrame(implicit=True))
            self._has_implicit = True
        self.open(ItemFrame(number=number))

    def open(self, frame: Frame) -> None:
        """Put the content that follows, up to `close`, into this frame."""
        self.end_paragraph()
        if not isinstance(frame, ItemFrame):
            self._end_implicit_list()
        around = self._frames[-1]
        frame.depth_left = around.depth_left
        frame.is_loose = around.is_loose and not frame.heading and type(frame) is not CellFrame
        self._frames.append(frame)

    def _nest(self, frame: Frame) -> None:
        """Opens a frame that takes one of the levels that content may nest, while there are any."""
        self.open(frame)
        frame.depth_left -= 1
        if frame.depth_left < _LEAST_DEPTH:
            self._frames[-1] = FlatFrame(frame.depth_left, blocks=self._frames[-2].blocks)

    def close(self) -> None:
        """Ends the innermost open block."""
        self._end_implicit_list()
        self._pop()

    def _end_implicit_list(self) -> None:
        frame = self._frames[-1]
        if isinstance(frame, ListFrame) and frame.implicit:
            self._pop()

    def _pop(self) -> None:
        self.end_paragraph()
        frame = self._frames.pop()
        frame.close_into(self._frames[-1])

    def finish(self) -> tuple[Block, ...]:
        """All that was built."""
        while len(self._frames) > 1:
            self._pop()
        self.end_paragraph()
        self._place_anchors()
        built = self._frames[0].blocks
        return blocks(settled(built) if self._is_indented else built)


def _inlines(parts: list[str | Inline]) -> list[Inline]:
    """The parts with each run of strings made one text."""
    if len(parts) == 1 and type(parts[0]) is str:
        return [canonical_text(prose(parts[0]))]
    nodes: list[Inline] = []
    run: list[str] = []
    for part in parts:
        if type(part) is str:
            run.append(part)
            continue
        if run:
            nodes.append(canonical_text(prose(run[0] if len(run) == 1 else "".join(run))))
            run.clear()
        nodes.append(part)  # type: ignore[arg-type]  # an inline, as strings have no subclass here
    return [*nodes, canonical_text(prose("".join(run)))] if run else nodes


# ------------------------------------------------------------------------------------------------ lines of images


def _paragraphs(line: list[Inline]) -> Iterator[Block]:
    """Paragraphs, and between them the images that have a line to themselves."""
    for is_images, group in groupby(_lines(line), key=_is_images):
        lines = list(group)
        if is_images:
            yield from (Paragraph((node,)) for images in lines for node in images if _is_seen(node))
        elif any(_is_seen(node) for text in lines for node in text):
            yield Paragraph(node for text in lines for node in (LineBreak(), *text))


def _lines(line: list[Inline]) -> Iterator[list[Inline]]:
    for is_break, nodes in groupby(line, key=lambda node: type(node) is LineBreak):
        if not is_break:
            yield list(nodes)


def _is_images(line: list[Inline]) -> bool:
    return any(map(_is_image, line)) and all(_is_image(node) or _is_blank(node) for node in line)


def _is_image(node: Inline) -> bool:
    return isinstance(node, Image) or (isinstance(node, Link) and _is_images(list(node.content)))


def _is_blank(node: Inline) -> bool:
    return isinstance(node, Anchor) or (isinstance(node, Text) and not _is_seen(node))


def _is_seen(node: Inline) -> bool:
    """Whether anything of a node can be seen; a place that a link leads to counts as if it could."""
    if type(node) is Text:
        return bool(node.text.strip(_UNSEEN))
    if type(node) is LineBreak:
        return False
    content: tuple[Inline, ...] | None = getattr(node, "content", None)
    return content is None or any(map(_is_seen, content))
