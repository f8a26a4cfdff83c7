"""Elements that begin a block: code, quotations, others' posts, lists, headings, tables."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import islice

from lxml import etree

from blogpost.content import CodeBlock, JumpBreak, ThematicBreak
from blogpost.markup.content.figures import add_figure, may_be_figure
from blogpost.markup.content.media import add_embed
from blogpost.markup.content.numbers import number_in
from blogpost.markup.content.tags import BLOCKS, DROPPED
from blogpost.markup.content.walk import End, Walk, nothing
from blogpost.markup.dom import Element
from blogpost.markup.frames import CellFrame, Frame, TableFrame
from blogpost.markup.pictures import is_class_of_figure
from blogpost.markup.social import Drawn, another_post, has_only_links, is_class_of_post
from blogpost.markup.styles import Style


def begin_rule(walk: Walk, *_: object) -> None:
    """A horizontal rule."""
    walk.builder.block(ThematicBreak())


def begin_comment(walk: Walk, element: Element, _: Style) -> None:
    """A comment is of interest only as Blogger's "more"."""
    if (element.text or "").strip() == "more":
        walk.builder.block(JumpBreak())


def begin_nothing(*_: object) -> None:
    """A processing instruction, for example: its content is skipped."""


def begin_block(walk: Walk, element: Element, style: Style) -> End | None:
    """A block without a meaning of its own, or one that its class or style gives one."""
    builder = walk.builder
    names = None if walk.exact else element.get("class")
    if names is not None and not _is_plain(names):
        return _begin_classed(walk, element, style)
    builder.end_paragraph()
    return None if style.is_code and _add_code(walk, element) else builder.end_paragraph


@lru_cache(1 << 10)
def _is_plain(names: str) -> bool:
    """Whether a class means nothing here."""
    return not is_class_of_figure(names) and not is_class_of_post(names)


def _begin_classed(walk: Walk, element: Element, style: Style) -> End | None:
    """A block whose class may say that it is a figure or another's post."""
    if may_be_figure(walk, element) and add_figure(walk, element):
        return None
    walk.builder.end_paragraph()
    if style.is_code and _add_code(walk, element):
        return None
    post = _post_in(walk, element)
    if post is None:
        return walk.builder.end_paragraph
    if next(element.iter("blockquote"), None) is None:
        return _begin_post(walk, element, post)
    walk.in_post = True
    return partial(_end_post, walk, walk.builder.end_paragraph, post)


def begin_heading(walk: Walk, element: Element, _: Style) -> End:
    """A heading."""
    walk.builder.open(Frame(heading=int(element.tag[1])))
    return walk.builder.close


# ------------------------------------------------------------------------------------------------ code

_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*)([\w+#.-]+)")
_NOT_IN_CODE = (
    *("img", "table", "iframe", "object", "embed", "video", "audio", "ul", "ol", "h1", "h2", "h3", "blockquote"),
)


def begin_preformatted(walk: Walk, element: Element, _: Style) -> None:
    """Text whose lines and spaces are kept."""
    text = _lines_of(element).removeprefix("\n")
    if not walk.exact:
        text = text.replace("\xa0", " ").strip("\n").rstrip()
    walk.builder.block(CodeBlock(text, _code_language(walk, element)))


def _add_code(walk: Walk, element: Element) -> bool:
    """Reads an element that is styled as code as a block of it, if it holds nothing else."""
    if walk.exact or walk.keeps_lines or next(element.iter(*_NOT_IN_CODE), None) is not None:
        return False
    text = _lines_of(element).replace("\xa0", " ").strip("\n").rstrip()
    walk.builder.block(CodeBlock(text))
    return True


def _code_language(walk: Walk, element: Element) -> str | None:
    """A code block's language, by the class for highlighters: ``language-python``, ``lang-py``, ``brush: python``."""
    for inner in element.iter(element.tag, "code"):
        names = inner.get("class") or ""
        if walk.exact and names:
            return names.removeprefix("language-")
        if match := _LANGUAGE.search(names):
            return match[1]
    return None


def _lines_of(element: Element) -> str:
    """The exact text of a preformatted element, ``br`` and the edges of blocks being line ends."""
    only = element[0] if len(element) == 1 else None
    if not len(element) or (only is not None and only.tag == "code" and not len(only)):
        return "".join(element.itertext())
    pieces: list[str] = []
    is_edge = False
    for event, inner in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        is_edge = is_edge or (inner is not element and inner.tag in BLOCKS)
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
    """The text after an element's start tag, or after its end tag."""
    if event == "start":
        return inner.text if inner.tag not in DROPPED else None
    return inner.tail if inner is not element else None


# ------------------------------------------------------------------------------------------------ quotations, posts


def begin_quote(walk: Walk, element: Element, _: Style) -> End | None:
    """A block quote, or another's post."""
    post = _post_in(walk, element)
    if post is None:
        walk.builder.open_quote(walk.address(element.get("cite")))
        return walk.builder.close
    return _begin_post(walk, element, post)


def _begin_post(walk: Walk, element: Element, post: Drawn) -> End | None:
    """Quote another author's post, with all its content."""
    if has_only_links(element):
        add_embed(walk, post.url, post.provider)
        return None
    walk.builder.open_quote(walk.address(post.url))
    walk.in_post = True
    return partial(_end_post, walk, walk.builder.close, post)


def _post_in(walk: Walk, element: Element) -> Drawn | None:
    return None if walk.exact or walk.in_post else another_post(element)


def _end_post(walk: Walk, end: End, post: Drawn) -> None:
    end()
    walk.in_post = False
    add_embed(walk, post.url, post.provider)


# ------------------------------------------------------------------------------------------------ lists


def begin_list(walk: Walk, element: Element, _: Style) -> End | None:
    """A list."""
    if may_be_figure(walk, element) and add_figure(walk, element):
        return None
    ordered = element.tag == "ol"
    if not ordered or not element.attrib:
        walk.builder.open_list(ordered=ordered)
        return walk.builder.close
    is_reversed = not walk.exact and element.get("reversed") is not None
    start = number_in(element.get("start"))
    if start is None:
        start = sum(1 for _ in element.iterchildren("li")) if is_reversed else 1
    walk.builder.open_list(ordered=True, start=start, step=-1 if is_reversed else 1)
    return walk.builder.close


def begin_item(walk: Walk, element: Element, _: Style) -> End:
    """An item of a list."""
    walk.builder.open_item(None if walk.exact else number_in(element.get("value")))
    return walk.builder.close


# ------------------------------------------------------------------------------------------------ tables

_COLUMNS = re.compile(r"[1-9]\d?", re.ASCII)


def begin_figure(walk: Walk, element: Element, style: Style) -> End | None:
    """A figure; a block if it is anything but one image."""
    return None if add_figure(walk, element) else begin_block(walk, element, style)


def begin_table(walk: Walk, element: Element, _: Style) -> End | None:
    """A table, or the figure that Blogger's editor makes of an image with its caption."""
    if add_figure(walk, element):
        return None
    walk.builder.open(TableFrame(exact=walk.exact, is_ruled=(number_in(element.get("border")) or 0) > 0))
    return walk.builder.close


def begin_head(walk: Walk, *_: object) -> End:
    """Rows of headings."""
    frame = walk.builder.frame
    if not isinstance(frame, TableFrame):
        return nothing
    frame.begin_head()
    return frame.end_head


def begin_row(walk: Walk, *_: object) -> End:
    """A row of a table."""
    walk.builder.end_paragraph()
    if isinstance(walk.builder.frame, TableFrame):
        walk.builder.frame.open_row()
    return walk.builder.end_paragraph


def begin_cell(walk: Walk, element: Element, _: Style) -> End | None:
    """A cell of a table; nothing if it numbers the lines of the code in the next cell."""
    if not walk.exact and _is_gutter(element):
        return None
    span = element.get("colspan") or ""
    columns = int(span) if _COLUMNS.fullmatch(span) else 1
    walk.builder.open(CellFrame(is_header=element.tag == "th", columns=columns))
    return walk.builder.close


_GUTTER_HEAD = 8  # texts, up to its first number
_CODE = ("pre", "code")
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)


def _is_gutter(cell: Element) -> bool:
    """Whether a cell has nothing but consecutive numbers, and the only other cell of its table's only row has code."""
    code, row = cell.getnext(), cell.getparent()
    if code is None or row is None or code.getnext() is not None or cell.getprevious() is not None:
        return False
    if row.getnext() is not None or row.getprevious() is not None:
        return False
    head = next(filter(None, map(str.strip, islice(cell.itertext(), _GUTTER_HEAD))), "")
    if not head[:1].isdecimal() or next(code.iter(*_CODE), None) is None:
        return False
    first = head.split()[0]
    if not _NUMBER.fullmatch(first):
        return False
    numbers = (number for text in cell.itertext() for number in text.split())
    return all(number == str(expected) for expected, number in enumerate(numbers, start=int(first)))
