"""Elements to content: one walk over an element's descendants, each told to a `Builder` by what its tag means."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import islice
from typing import TypeAlias

from attrs import evolve, frozen
from lxml import etree

from blogpost.addresses import address_of, joined
from blogpost.canonical import MAX_DEPTH, image_address
from blogpost.content import (
    Anchor,
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
from blogpost.language.characters import without_padding
from blogpost.language.quote_marks import quote_marks
from blogpost.markup.builder import Builder
from blogpost.markup.dom import Element
from blogpost.markup.embeds import is_boilerplate, is_tracker, playing, provider
from blogpost.markup.frames import CellFrame, Frame, TableFrame, flattened
from blogpost.markup.pictures import (
    caption_in,
    emoji_text,
    in_noscript,
    may_be_figure,
    only_image,
    source_of,
    stands_alone,
    wix_image,
)
from blogpost.markup.places import Places, find_places
from blogpost.markup.social import Drawn, another_post, blogger_video, drawn_by_script, says_nothing
from blogpost.markup.styles import NO_STYLE, Span, Style, parse_style

_End: TypeAlias = Callable[[], None]


@frozen
class Page:
    """What is known of the page around an element.

    Attributes:
        base: the address that relative addresses are resolved with.
        url: the post's own address; links to it with a fragment lead to a place in the content.
        language: of the page, a BCP 47 tag; an element may state its own.
    """

    base: str | None = None
    url: str | None = None
    language: str | None = None


_UNKNOWN = Page()


def read_blocks(  # noqa: PLR0913  all but the first by name
    element: Element,
    *,
    page: Page = _UNKNOWN,
    skip: Callable[[Element], bool] | None = None,
    without: Collection[Element] = (),
    only: Sequence[Element] | None = None,
    exact: bool = False,
    depth_left: int = MAX_DEPTH,
) -> tuple[Block, ...]:
    """The content of an element, as its reader sees it.

    Args:
        element: what holds the content; its own tag says nothing.
        page: the page that it is in.
        skip: says of an element that it is no content, with all that is in it; asked of those with attributes.
        without: elements that are no content, with all that is in them.
        only: the elements in `element` that are read, with the text behind each; their own tags count.
        exact: the markup is our own (`markup.html`): nothing in it is an editor's or a theme's habit.
        depth_left: how deep the blocks may nest; what lies deeper is lifted.
    """
    places = None if exact else find_places(element, page.base, page.url)
    skip = skip if skip is None or places is None else cache(skip)  # asked once only: it takes notes
    context = _Context(page, skip, places, frozenset(without), only)
    content = _read(element, context, exact=exact, depth_left=depth_left)
    if places is not None and (whole := places.with_both_ends()):
        return _read(element, evolve(context, places=whole), exact=exact, depth_left=depth_left)
    return content


@frozen
class _Context:
    """What reading an element needs to know besides the element."""

    page: Page
    skip: Callable[[Element], bool] | None
    places: Places | None
    without: frozenset[Element]
    only: Sequence[Element] | None


def _read(element: Element, context: _Context, *, exact: bool, depth_left: int) -> tuple[Block, ...]:
    walk = _Walk(Builder(exact=exact, depth_left=depth_left), context)
    walk.over(element, context.only)
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

# ------------------------------------------------------------------------------------------------ the walk


class _Walk:
    def __init__(self, builder: Builder, context: _Context) -> None:
        self.builder = builder
        self._exact = builder.exact
        self._context = context
        self._base = context.page.base
        self._skip = context.skip
        self._places = context.places
        self._without = context.without
        self._quoted = 0  # how many quotations around this place have marks
        self._has_brackets: list[bool] = []  # of each ruby around this place
        self._in_post = False  # of a social network's
        self._open_spans: list[type[Inline]] = []  # each within the one before it
        self._link: str | None = None
        self._in_code = 0
        self._keeping_lines = 0

    def over(self, root: Element, only: Sequence[Element] | None = None) -> None:
        """Tells the builder all that `root` holds, without recursion: pages nest up to two thousand levels."""
        if root.text and only is None:
            self._text(root.text)
        children = iter(root if only is None else only)
        open_elements: list[tuple[Element, Iterator[Element], _End]] = [(root, children, _nothing)]
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
            self._line(text)

    def _line(self, text: str) -> None:
        if "\xa0" not in text:
            self.builder.text(text)
            return
        if found := _INDENT.match(text):
            self.builder.indent(len(found[1]))
        self.builder.text(without_padding(text))

    def _special_text(self, text: str) -> None:
        if self._in_code and (self._exact or text.strip()):
            self.builder.inline(Code(text if self._exact else _SPACES.sub(" ", text).replace("\xa0", " ")))
        elif self._exact:
            self.builder.text(text)
        elif self._keeping_lines:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.builder.line_break()
                    self.builder.indent(len(line) - len(line.lstrip(_WIDE)))
                    self.builder.text(without_padding(line))
                else:
                    self._line(line)
        else:
            self._line(text)

    def _begin(self, element: Element) -> _End | None:
        """Tells what begins here; returns what ends it, or None where nothing in it is to be read."""
        tag = element.tag
        if tag in _DROPPED:
            if tag == "script":
                self._script(element)
            elif tag == "noscript" and not self._exact:
                self._twin(element)
            return None
        if element in self._without:
            return None
        attributes = element.items()
        style = self._style(element, attributes) if attributes else NO_STYLE
        if style is None:
            return None
        begin = _BEGINNINGS.get(tag)
        if self._places is not None and attributes:
            self._place_anchor(element, self._places)
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
        if self._exact:
            self._exact_anchor(element.get("id") or element.get("name"))
        elif "more" in (element.get("name"), element.get("id")):
            self.builder.block(JumpBreak())
        href = self._link_of(element)
        if href is None or Link in self._open_spans:
            return _nothing
        if not len(element) and element.get("data-pin-do") == "embedPin":
            self._embed(href)
        self._link = href
        title = element.get("title")
        return self._open_span(Link, partial(_link, href, title), length=len(href) + len(title or ""))

    def _place_anchor(self, element: Element, places: Places) -> None:
        if anchor := places.anchor_at(element):
            if element.tag in _BEGINNINGS and element.tag not in _WITHIN_LINES:
                self.builder.end_paragraph()
            self.builder.anchor(anchor)

    def _exact_anchor(self, name: str | None) -> None:
        with suppress(ValueError):  # a name of nothing but spaces
            if name:
                self.builder.inline(Anchor(name))

    def _link_of(self, element: Element) -> str | None:
        within = self._places.link(element.get("href")) if self._places is not None else None
        return within or self._address(element.get("href"))

    def comment(self, element: Element, _: Style) -> None:
        """A comment is of interest only as Blogger's "more"."""
        if (element.text or "").strip() == "more":
            self.builder.block(JumpBreak())

    def nothing(self, *_: object) -> None:
        """A processing instruction, say: nothing in it is to be read."""

    def _address(self, url: str | None) -> str | None:
        """The address, absolute if possible; None for one that leads nowhere or is not safe to follow."""
        return address_of(url, self._base) if url and url.strip() else None

    def image(self, element: Element, _: Style) -> None:
        if not self._exact and (text := emoji_text(element)):
            self.builder.text(text)
            return
        image = self._image_of(element)
        if image is None:
            self._alternative(element)
        elif not self._exact and _floats(element):
            report_copy(len(self._link or ""))
            self.builder.beside(Figure(image, href=self._link))
        else:
            self.builder.inline(image)

    def _twin(self, noscript: Element) -> None:
        """An image for readers without scripts is of interest only where there is none for the others."""
        image = only_image(noscript)
        if image is not None and stands_alone(noscript):
            self.image(image, NO_STYLE)

    def wix_image(self, element: Element, _: Style) -> _End:
        """An element of Wix's own, where its script has not put the image in yet."""
        if (source := wix_image(element)) and next(element.iter("img"), None) is None:
            self.builder.inline(Image(source))
        return _nothing

    def _alternative(self, element: Element) -> None:
        """The text that is shown for an image which cannot be: one on the author's own disk, say."""
        source = element.get("src")
        if not self._exact and source and self._image_address(source) is None and (text := element.get("alt")):
            self.builder.text(text)

    def _image_address(self, source: str) -> str | None:
        try:
            return image_address(joined(self._base, source))
        except ValueError:
            return None

    def _image_of(self, element: Element) -> Image | None:
        source = element.get("src") if self._exact else source_of(element)
        if not source or (not self._exact and is_tracker(source, *_size_of(element))):
            return None
        url = self._image_address(source)
        return Image(url, element.get("alt"), element.get("title")) if url else None

    def embed(self, element: Element, _: Style) -> _End | None:
        url = self._address(_source_of(element))
        if url is None:
            return _nothing if element.tag in ("embed", "object") else None  # what browsers show instead is within
        if self._exact:
            whose = element.get("data-provider")
            self.builder.block(Embed(url, provider(url) if whose is None else whose))
        elif not is_boilerplate(url):
            self._embed(playing(url))
        return _nothing if element.tag == "embed" else None  # which has no end: the parser takes what follows into it

    def _script(self, element: Element) -> None:
        """A script is of interest only as what it writes into the page."""
        if not self._exact and (url := drawn_by_script(element)):
            self._embed(url)

    def _embed(self, url: str | None, whose: str | None = None) -> None:
        if address := self._address(url):
            self.builder.block(Embed(address, provider(address) or whose))

    # -------------------------------------------------------------------------------------------- text of elements' own

    def begin_quoted(self, element: Element, _: Style) -> _End:
        """A quotation within a line: browsers show its marks, those of its language."""
        if self._exact:
            return _nothing
        opening, closing = quote_marks(
            _language_of(element) or self._context.page.language, is_nested=self._quoted % 2 == 1
        )
        self._quoted += 1
        self.builder.text(opening)
        return partial(self._end_quoted, closing)

    def _end_quoted(self, closing: str) -> None:
        self._quoted -= 1
        self.builder.text(closing)

    def begin_ruby(self, element: Element, _: Style) -> _End:
        brackets = element.iter("rp") if not self._has_brackets else ()
        self._has_brackets.append(any((bracket.text or "").strip() for bracket in brackets))
        return self._end_ruby

    def _end_ruby(self) -> None:
        self._has_brackets.pop()

    def begin_reading(self, element: Element, _: Style) -> _End:
        """How characters are read: above them or in brackets, which not all pages have."""
        if self._exact or any(self._has_brackets):
            return _nothing
        before = element.getprevious()
        if not _is_reading(before, before.tail if before is not None else None):
            self.builder.text("(")
        return _nothing if _is_reading(element.getnext(), element.tail) else partial(self.builder.text, ")")

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

    def _take_code(self, element: Element) -> bool:
        """Reads an element that is styled as code as a block of it, if it holds nothing else."""
        if next(element.iter(*_NOT_IN_CODE), None) is not None:
            return False
        text = _lines_of(element).replace("\xa0", " ").strip("\n").rstrip()
        self.builder.block(CodeBlock(text))
        return True

    def _code_language(self, element: Element) -> str | None:
        """The language that highlighters are told by a class: ``language-python``, ``lang-py``, ``brush: python``."""
        for inner in element.iter(element.tag, "code"):
            said = inner.get("class") or ""
            if self._exact and said:
                return said.removeprefix("language-")
            if found := _LANGUAGE.search(said):
                return found[1]
        return None

    def begin_quote(self, element: Element, _: Style) -> _End | None:
        post = self._post_in(element)
        if post is None:
            self.builder.open_quote(self._address(element.get("cite")))
            return self.builder.close
        return self._begin_post(element, post)

    def _begin_post(self, element: Element, post: Drawn) -> _End | None:
        """Another's post is quoted, with all that is said in it."""
        if says_nothing(element):
            self._embed(post.url, post.provider)
            return None
        self.builder.open_quote(self._address(post.url))
        self._in_post = True
        return partial(self._end_post, self.builder.close, post)

    def _post_in(self, element: Element) -> Drawn | None:
        return None if self._exact or self._in_post else another_post(element)

    def _end_post(self, end: _End, post: Drawn) -> None:
        end()
        self._in_post = False
        self._embed(post.url, post.provider)

    def begin_list(self, element: Element, _: Style) -> _End | None:
        if self._may_be_figure(element) and self._take_figure(element):
            return None
        ordered = element.tag == "ol"
        if not ordered or not element.attrib:
            self.builder.open_list(ordered=ordered)
            return self.builder.close
        is_reversed = not self._exact and element.get("reversed") is not None
        start = _number(element.get("start"))
        if start is None:
            start = sum(1 for _ in element.iterchildren("li")) if is_reversed else 1
        self.builder.open_list(ordered=True, start=start, step=-1 if is_reversed else 1)
        return self.builder.close

    def begin_item(self, element: Element, _: Style) -> _End:
        self.builder.open_item(None if self._exact else _number(element.get("value")))
        return self.builder.close

    def begin_heading(self, element: Element, _: Style) -> _End:
        self.builder.open(Frame(heading=int(element.tag[1])))
        return self.builder.close

    # -------------------------------------------------------------------------------------------- tables and figures

    def begin_table(self, element: Element, _: Style) -> _End:
        self.builder.open(TableFrame(exact=self._exact, is_ruled=(_number(element.get("border")) or 0) > 0))
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

    def begin_block(self, element: Element, style: Style) -> _End | None:
        if self._may_be_figure(element) and self._take_figure(element):
            return None
        self.builder.end_paragraph()
        if style.is_code and not self._exact and not self._keeping_lines and self._take_code(element):
            return None
        post = self._post_in(element)
        if post is None:
            return self.builder.end_paragraph
        if next(element.iter("blockquote"), None) is None:
            return self._begin_post(element, post)
        self._in_post = True
        return partial(self._end_post, self.builder.end_paragraph, post)

    def begin_figure(self, element: Element, style: Style) -> _End | None:
        return None if self._take_figure(element) else self.begin_block(element, style)

    def begin_data(self, element: Element, style: Style) -> _End | None:
        return None if self._take_figure(element) else self.begin_table(element, style)

    def _may_be_figure(self, element: Element) -> bool:
        said = element.get("class")
        return bool(said) and not self._exact and may_be_figure(said)

    def _take_figure(self, element: Element) -> bool:
        """Reads an image with its caption as one block: ``figure``, or what editors and themes make for it."""
        caption = _caption_of(element)
        if caption is None and element.tag != "figure":
            return False
        picture = self._picture_in(element, caption)
        image = None if picture is None else self._image_of(picture)
        if picture is None or image is None:
            return False
        if self._places is not None:
            for inner in element.iter(etree.Element):
                self._place_anchor(inner, self._places)
        link = next(picture.iterancestors("a", element.tag), None)
        href = self._address(link.get("href")) if link is not None and link.tag == "a" else None
        for block in self._besides(element, caption, picture):
            self.builder.block(block)
        self.builder.block(Figure(image, self._caption(caption), href))
        return True

    def _picture_in(self, element: Element, caption: Element | None) -> Element | None:
        """The image of a figure; None if there are several."""
        if not self._exact and (twin := in_noscript(element)) is not None:
            return twin
        images = (image for image in element.iter("img") if caption is None or caption not in image.iterancestors())
        pictures = list(islice(images, 2))
        return pictures[0] if len(pictures) == 1 else None

    def _besides(self, element: Element, caption: Element | None, picture: Element) -> tuple[Block, ...]:
        """What else there is in a figure: editors leave the text before an image in its cell."""
        if _text_in(element) == ("" if caption is None else _text_in(caption)):
            return ()
        return self._within(element, taken=(caption, picture))

    def _caption(self, element: Element | None) -> list[Inline]:
        return [] if element is None else flattened(self._within(element))

    def _within(self, element: Element, taken: tuple[Element | None, ...] = ()) -> tuple[Block, ...]:
        walk = _WithinFigure(Builder(exact=self._exact, depth_left=self.builder.frame.depth_left), self._context, taken)
        walk.over(element)
        return walk.builder.finish()


class _WithinFigure(_Walk):
    """Reads what else there is in a figure, some parts of which are taken; figures in it are none by themselves."""

    def __init__(self, builder: Builder, context: _Context, taken: tuple[Element | None, ...]) -> None:
        super().__init__(builder, context)
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
    "q": _Walk.begin_quoted,
    "rt": _Walk.begin_reading,
    "ruby": _Walk.begin_ruby,
    "table": _Walk.begin_data,
    "thead": _Walk.begin_head,
    "tr": _Walk.begin_row,
    "wow-image": _Walk.wix_image,
    etree.Comment: _Walk.comment,
    etree.PI: _Walk.nothing,
    etree.Entity: _Walk.nothing,
}

_WITHIN_LINES = frozenset((*SPANS, *CODES, "a", "img", "q", "rt", "ruby"))
_NOT_IN_CODE = (
    "img",
    "table",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "blockquote",
)

# ------------------------------------------------------------------------------------------------ what attributes say

_NUMBER = re.compile(r"\s*(\d{1,9})\s*", re.ASCII)
_COLUMNS = re.compile(r"[1-9]\d?", re.ASCII)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_WIDE = " \xa0"
_INDENT = re.compile(r"\s*?(\xa0[\xa0 ]*)")
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


def _number(text: str | None) -> int | None:
    found = _NUMBER.fullmatch(text) if text else None
    return int(found[1]) if found else None


def _size_of(image: Element) -> tuple[str | None, str | None]:
    """The width and height of an image; the original's where that is large, and only what is shown of it is not."""
    shown = image.get("width"), image.get("height")
    original = image.get("data-original-width"), image.get("data-original-height")
    is_large = all((_number(length) or 0) > 1 for length in original)
    return original if is_large else shown


def _language_of(element: Element) -> str | None:
    """The language that an element or one around it is said to be in."""
    around = (element, *element.iterancestors())
    stated = (inner.get("lang") or inner.get("xml:lang") for inner in around)
    return next(filter(None, stated), None)


def _is_reading(element: Element | None, between: str | None) -> bool:
    """Whether another reading stands beside one, with nothing between."""
    return element is not None and element.tag == "rt" and not (between or "").strip()


def _source_of(element: Element) -> str | None:
    """The address of what an element embeds: its own, or that of the ``param``, ``embed`` or ``source`` in it."""
    if element.tag == "object" and (video := blogger_video(element)):
        return video
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
    if element.tag != "table":
        return caption_in(element)
    return next((cell for cell in _cells(element) if cell.get("class") == "tr-caption"), None)


def _cells(table: Element) -> Iterator[Element]:
    """The cells of a table, and not of those in it."""
    for part in table.iterchildren("tbody", "tr"):
        for row in part.iterchildren("tr") if part.tag == "tbody" else (part,):
            yield from row.iterchildren("td")


def _text_in(element: Element) -> str:
    return "".join(element.itertext(etree.Element)).strip()


def _lines_of(element: Element) -> str:
    """The text of a preformatted element as it stands, ``br`` and the edges of blocks being line ends."""
    pieces: list[str] = []
    is_edge = False
    for event, inner in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        is_edge = is_edge or (inner is not element and inner.tag in _BLOCKS)
        is_break = event == "start" and inner.tag == "br"
        text = "\n" if is_break else _text_beside(element, inner, event)
        if not text or (is_edge and "\n" in text and not is_break and not text.strip()):
            continue
        if is_edge and pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")
        pieces.append(text)
        is_edge = False
    return "".join(pieces)


def _text_beside(element: Element, inner: Element, event: str) -> str | None:
    """The text behind an element's start tag, or behind its end tag."""
    if event == "start":
        return inner.text if inner.tag not in _DROPPED else None
    return inner.tail if inner is not element else None
