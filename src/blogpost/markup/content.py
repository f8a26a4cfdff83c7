"""Elements to content: one walk over an element's descendants, each told to a `Builder` by what its tag means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TypeAlias

from lxml import etree

from blogpost.addresses import joined
from blogpost.canonical import MAX_DEPTH, address, image_address
from blogpost.content import (
    Block,
    Code,
    CodeBlock,
    Embed,
    Emphasis,
    Figure,
    Image,
    Inline,
    JumpBreak,
    Link,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    ThematicBreak,
    Underline,
)
from blogpost.copies import report_copy
from blogpost.markup.builder import Builder
from blogpost.markup.embeds import is_chrome, provider
from blogpost.markup.frames import CellFrame, Frame, TableFrame, flattened
from blogpost.markup.images import is_tracker
from blogpost.markup.styles import NO_STYLE, Span, Style, parse_style

Element: TypeAlias = etree._Element  # noqa: SLF001  the class of every element, private by name only
_End: TypeAlias = Callable[[], None]


def read_blocks(
    element: Element,
    *,
    base: str | None = None,
    skip: Callable[[Element], bool] | None = None,
    exact: bool = False,
    room: int = MAX_DEPTH,
) -> tuple[Block, ...]:
    """The content of an element, as its reader sees it.

    Args:
        element: what holds the content; its own tag says nothing.
        base: the address of the page, to resolve relative addresses with.
        skip: says of an element that it is no content, with all that is in it; asked of those with attributes.
        exact: the markup is our own (`markup.html`): nothing in it is an editor's or a theme's habit.
        room: how deep the blocks may nest; what lies deeper is lifted.
    """
    walk = _Walk(Builder(exact=exact, room=room), base, skip)
    walk.over(element)
    return walk.builder.finish()


# ------------------------------------------------------------------------------------------------ what tags mean

SPANS: dict[str, Span] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), Emphasis),
    **dict.fromkeys(("strong", "b"), Strong),
    **dict.fromkeys(("u", "ins"), Underline),
    **dict.fromkeys(("s", "strike", "del"), Strikethrough),
    "sup": Superscript,
    "sub": Subscript,
}
_BLOCKS = frozenset(
    "address article aside body caption center details div fieldset figcaption figure footer form header hgroup"
    " html legend main nav p section summary".split()
)
CODES = frozenset(("code", "kbd", "samp", "tt"))
_DROPPED = frozenset(
    "applet area base basefont button canvas col colgroup datalist frame head input link map meta noembed noframes"
    " noscript optgroup option param progress script select source style svg template textarea title track".split()
)
_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src")

# ------------------------------------------------------------------------------------------------ the walk


class _Walk:
    def __init__(self, builder: Builder, base: str | None, skip: Callable[[Element], bool] | None) -> None:
        self.builder = builder
        self._exact = builder.exact
        self._base = base
        self._skip = skip
        self._open_spans: list[type[Inline]] = []  # each within the one before it
        self._link: str | None = None
        self._in_code = 0
        self._keeping_lines = 0

    def over(self, root: Element) -> None:
        """Tells the builder all that `root` holds, without recursion: pages nest up to two thousand levels."""
        if root.text:
            self._text(root.text)
        open_elements: list[tuple[Element, Iterator[Element], _End]] = [(root, iter(root), _nothing)]
        while open_elements:
            element, children, end = open_elements[-1]
            for child in children:
                if child.tag == "br":  # far the commonest, and it has nothing in it
                    self.builder.line_break()
                elif (its_end := self._begin(child)) is not None:
                    if text := child.text:
                        self._text(text)
                    if len(child):
                        open_elements.append((child, iter(child), its_end))
                        break
                    its_end()
                if tail := child.tail:
                    self._text(tail)
            else:
                open_elements.pop()
                end()
                if open_elements and (tail := element.tail):
                    self._text(tail)

    def _text(self, text: str) -> None:
        if self._exact or self._in_code or self._keeping_lines:
            self._special_text(text)
        else:
            self.builder.text(_without_padding(text) if "\xa0" in text else text)

    def _special_text(self, text: str) -> None:
        if self._in_code and (self._exact or text.strip()):
            self.builder.inline(Code(text if self._exact else _SPACES.sub(" ", text)))
        elif self._exact:
            self.builder.text(text)
        elif self._keeping_lines:
            first, *others = text.split("\n")
            self.builder.text(_without_padding(first))
            for line in others:
                self.builder.line_break()
                self.builder.text(_without_padding(line))
        else:
            self.builder.text(_without_padding(text))

    def _begin(self, element: Element) -> _End | None:
        """Tells what begins here; returns what ends it, or None where nothing in it is to be read."""
        tag = element.tag
        if tag in _DROPPED:
            return None
        attributes = element.items()
        style = self._style(element, attributes) if attributes else NO_STYLE
        if style is None:
            return None
        begin = _BEGINNINGS.get(tag)
        end = begin(self, element, style) if begin else _nothing
        if end is None or style is NO_STYLE:
            return end
        return self._begin_styled(style, end)

    def _style(self, element: Element, attributes: Iterable[tuple[str, str]]) -> Style | None:
        """How the element is styled; None where nothing in it is to be read."""
        if self._skip is not None and self._skip(element):
            return None
        style = NO_STYLE
        for name, value in attributes:
            if name == "style":
                style = parse_style(value)
            if name == "hidden" or style.hidden:
                return None
        return style

    def _begin_styled(self, style: Style, end: _End) -> _End:
        """The spans that a style opens within its element."""
        ends = [end, *(self._open_span(span, span) for span in style.spans if self._may_open(span, style))]
        if style.keeps_lines:
            self._keeping_lines += 1
            ends.append(self._end_keeping_lines)
        return partial(_in_reverse, ends) if len(ends) > 1 else end

    def _end_keeping_lines(self) -> None:
        self._keeping_lines -= 1

    # -------------------------------------------------------------------------------------------- spans

    def begin_span(self, element: Element, style: Style) -> _End:
        span = SPANS[element.tag]
        return self._open_span(span, span) if self._may_open(span, style) else _nothing

    def begin_code(self, *_: object) -> _End:
        self._in_code += 1
        return self._end_code

    def _end_code(self) -> None:
        self._in_code -= 1

    def _may_open(self, span: Span, style: Style) -> bool:
        return span not in self._open_spans and span not in style.resets

    def _open_span(self, kind: type[Inline], make: Callable[[Iterable[Inline]], Inline], *, length: int = 0) -> _End:
        self.builder.open_span(make, length=length)
        self._open_spans.append(kind)
        return self._close_span

    def _close_span(self) -> None:
        self.builder.close_span()
        if self._open_spans.pop() is Link:
            self._link = None

    # -------------------------------------------------------------------------------------------- links, images, embeds

    def begin_link(self, element: Element, _: Style) -> _End:
        if "more" in (element.get("name"), element.get("id")):
            self.builder.block(JumpBreak())
        href = self._address(element.get("href"))
        if href is None or Link in self._open_spans:
            return _nothing
        self._link = href
        title = element.get("title")
        return self._open_span(Link, partial(_link, href, title), length=len(href) + len(title or ""))

    def comment(self, element: Element, _: Style) -> None:
        """A comment is of interest only as Blogger's "more"."""
        if (element.text or "").strip() == "more":
            self.builder.block(JumpBreak())

    def nothing(self, *_: object) -> None:
        """A processing instruction, say: nothing in it is to be read."""

    def _address(self, url: str | None) -> str | None:
        """The address, absolute if possible; None for one that leads nowhere or is not safe to follow."""
        try:
            return address(joined(self._base, url)) if url and url.strip() else None
        except ValueError:
            return None

    def image(self, element: Element, _: Style) -> None:
        image = self._image_of(element)
        if image is None:
            return
        if not self._exact and _floats(element):
            report_copy(len(self._link or ""))
            self.builder.beside(Figure(image, href=self._link))
        else:
            self.builder.inline(image)

    def _image_of(self, element: Element) -> Image | None:
        source = next((lazy for name in _LAZY_SOURCES if (lazy := element.get(name))), None) or element.get("src")
        if not source or (not self._exact and is_tracker(source, element.get("width"), element.get("height"))):
            return None
        try:
            return Image(image_address(joined(self._base, source)), element.get("alt"), element.get("title"))
        except ValueError:
            return None

    def embed(self, element: Element, _: Style) -> None:
        url = self._address(_source_of(element))
        if url is None or (not self._exact and is_chrome(url)):
            return
        whose = element.get("data-provider")
        self.builder.block(Embed(url, provider(url) if whose is None else whose))

    # -------------------------------------------------------------------------------------------- blocks

    def line_break(self, *_: object) -> None:
        self.builder.line_break()

    def rule(self, *_: object) -> None:
        self.builder.block(ThematicBreak())

    def preformatted(self, element: Element, _: Style) -> None:
        text = _lines_of(element).removeprefix("\n")
        if not self._exact:
            text = text.replace("\xa0", " ").strip("\n").rstrip()
        self.builder.block(CodeBlock(text, self._code_language(element)))

    def _code_language(self, element: Element) -> str | None:
        """The language that highlighters are told by a class: ``language-python``, ``lang-py``, ``brush: python``."""
        for inner in element.iter(element.tag, "code"):
            said = inner.get("class") or ""
            if self._exact and said:
                return said.removeprefix("language-")
            if found := _LANGUAGE.search(said):
                return found[1]
        return None

    def begin_quote(self, element: Element, _: Style) -> _End:
        self.builder.open_quote(self._address(element.get("cite")))
        return self.builder.close

    def begin_list(self, element: Element, _: Style) -> _End:
        start = element.get("start") or ""
        ordered = element.tag == "ol"
        self.builder.open_list(ordered=ordered, start=int(start) if ordered and _LIST_START.fullmatch(start) else 1)
        return self.builder.close

    def begin_item(self, *_: object) -> _End:
        self.builder.open_item()
        return self.builder.close

    def begin_heading(self, element: Element, _: Style) -> _End:
        self.builder.open(Frame(heading=int(element.tag[1])))
        return self.builder.close

    # -------------------------------------------------------------------------------------------- tables and figures

    def begin_table(self, *_: object) -> _End:
        self.builder.open(TableFrame(exact=self._exact))
        return self.builder.close

    def begin_head(self, *_: object) -> _End:
        frame = self.builder.frame
        if not isinstance(frame, TableFrame):
            return _nothing
        frame.begin_head()
        return frame.end_head

    def begin_row(self, *_: object) -> _End:
        self.builder.end_paragraph()
        if isinstance(self.builder.frame, TableFrame):
            self.builder.frame.open_row()
        return self.builder.end_paragraph

    def begin_cell(self, element: Element, _: Style) -> _End:
        span = element.get("colspan") or ""
        columns = int(span) if _COLUMNS.fullmatch(span) else 1
        self.builder.open(CellFrame(is_header=element.tag == "th", columns=columns))
        return self.builder.close

    def begin_block(self, *_: object) -> _End:
        self.builder.end_paragraph()
        return self.builder.end_paragraph

    def begin_figure(self, element: Element, _: Style) -> _End | None:
        return None if self._take_figure(element) else self.begin_block()

    def begin_data(self, element: Element, _: Style) -> _End | None:
        return None if self._take_figure(element) else self.begin_table()

    def _take_figure(self, element: Element) -> bool:
        """Reads an image with its caption as one block: ``figure``, or the table that Blogger's editor makes."""
        caption = _caption_of(element)
        if caption is None and element.tag == "table":
            return False
        images = (image for image in element.iter("img") if caption is None or caption not in image.iterancestors())
        pictures = list(islice(images, 2))
        image = self._image_of(pictures[0]) if len(pictures) == 1 else None
        if image is None:
            return False
        link = next(pictures[0].iterancestors("a", element.tag), None)
        href = self._address(link.get("href")) if link is not None and link.tag == "a" else None
        for block in self._besides(element, caption, pictures[0]):
            self.builder.block(block)
        self.builder.block(Figure(image, self._caption(caption), href))
        return True

    def _besides(self, element: Element, caption: Element | None, picture: Element) -> tuple[Block, ...]:
        """What else there is in a figure: editors leave the text before an image in its cell."""
        if _text_in(element) == ("" if caption is None else _text_in(caption)):
            return ()
        return self._within(element, taken=(caption, picture))

    def _caption(self, element: Element | None) -> list[Inline]:
        return [] if element is None else flattened(self._within(element))

    def _within(self, element: Element, taken: tuple[Element | None, ...] = ()) -> tuple[Block, ...]:
        walk = _WithinFigure(Builder(exact=self._exact, room=self.builder.frame.room), self._base, self._skip, taken)
        walk.over(element)
        return walk.builder.finish()


class _WithinFigure(_Walk):
    """Reads what else there is in a figure, some parts of which are taken; figures in it are none by themselves."""

    def __init__(
        self,
        builder: Builder,
        base: str | None,
        skip: Callable[[Element], bool] | None,
        taken: tuple[Element | None, ...],
    ) -> None:
        super().__init__(builder, base, skip)
        self._taken = taken

    def _begin(self, element: Element) -> _End | None:
        return None if element in self._taken else super()._begin(element)

    def _take_figure(self, _: Element) -> bool:
        return False


# What begins with an element, by its tag; None is returned where nothing in the element is to be read.
_BEGINNINGS: dict[object, Callable[[_Walk, Element, Style], _End | None]] = {
    **dict.fromkeys(_BLOCKS, _Walk.begin_block),
    **dict.fromkeys(SPANS, _Walk.begin_span),
    **dict.fromkeys(CODES, _Walk.begin_code),
    **dict.fromkeys(("audio", "embed", "iframe", "object", "video"), _Walk.embed),
    **dict.fromkeys(("listing", "plaintext", "pre", "xmp"), _Walk.preformatted),
    **dict.fromkeys(("dir", "dl", "menu", "ol", "ul"), _Walk.begin_list),
    **dict.fromkeys(("dd", "dt", "li"), _Walk.begin_item),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Walk.begin_heading),
    **dict.fromkeys(("td", "th"), _Walk.begin_cell),
    "a": _Walk.begin_link,
    "blockquote": _Walk.begin_quote,
    "br": _Walk.line_break,
    "figure": _Walk.begin_figure,
    "hr": _Walk.rule,
    "img": _Walk.image,
    "table": _Walk.begin_data,
    "thead": _Walk.begin_head,
    "tr": _Walk.begin_row,
    etree.Comment: _Walk.comment,
    etree.PI: _Walk.nothing,
    etree.Entity: _Walk.nothing,
}

# ------------------------------------------------------------------------------------------------ what attributes say

_LIST_START = re.compile(r"\d{1,9}", re.ASCII)
_COLUMNS = re.compile(r"[1-9]\d?", re.ASCII)
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*)([\w+#.-]+)")


def _nothing() -> None:
    pass


def _in_reverse(ends: list[_End]) -> None:
    for end in reversed(ends):
        end()


def _link(href: str, title: str | None, content: Iterable[Inline]) -> Link:
    return Link(href, content, title)


def _floats(image: Element) -> bool:
    """Whether an image, or the link around it, floats beside the text, as Blogger's editor has it."""
    parent = image.getparent()
    around = parent.get("style") if parent is not None and parent.tag == "a" else None
    return parse_style(image.get("style")).floats or parse_style(around).floats


def _source_of(element: Element) -> str | None:
    """The address of what an element embeds: its own, or that of the ``param``, ``embed`` or ``source`` in it."""
    source: str | None = element.get("src") or element.get("data-src") or element.get("data")
    within = None if source else next(filter(_embeds, element.iter("param", "embed", "source", "iframe")), None)
    if within is not None:
        source = within.get("value" if within.tag == "param" else "src")
    return source


def _embeds(element: Element) -> bool:
    return element.tag != "param" or (element.get("name") or "").lower() in ("movie", "src")


def _caption_of(element: Element) -> Element | None:
    """The caption of a figure, or of a table with a cell of its own that Blogger's editor marked as one."""
    if element.tag == "figure":
        return next(element.iter("figcaption"), None)
    return next((cell for cell in _cells(element) if cell.get("class") == "tr-caption"), None)


def _cells(table: Element) -> Iterator[Element]:
    """The cells of a table, and not of those in it."""
    for part in table.iterchildren("tbody", "tr"):
        for row in part.iterchildren("tr") if part.tag == "tbody" else (part,):
            yield from row.iterchildren("td")


def _text_in(element: Element) -> str:
    return "".join(element.itertext(etree.Element)).strip()


def _lines_of(element: Element) -> str:
    """The text of a preformatted element as it stands, ``br`` being line ends."""
    pieces = []
    for event, inner in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            pieces.append("\n" if inner.tag == "br" else inner.text if inner.tag not in _DROPPED else "")
        elif inner is not element:
            pieces.append(inner.tail)
    return "".join(piece for piece in pieces if piece)


# No-break spaces that typography asks for: beside French punctuation, and in numbers.
_MEANT = re.compile(r"\xa0(?:(?=[»›!?;:%€])(?<=[^\s\xa0]\xa0)|(?=[^\s\xa0])(?<=[«‹]\xa0)|(?=\d)(?<=\d\xa0))")


def _without_padding(text: str) -> str:
    """The text with the no-break spaces that editors put in for padding made spaces."""
    if "\xa0" not in text:
        return text
    if not _MEANT.search(text):
        return text.replace("\xa0", " ")
    return "\xa0".join(part.replace("\xa0", " ") for part in _MEANT.split(text))
