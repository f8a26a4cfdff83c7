"""The content of an element, and the table of tags."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache

from attrs import evolve
from lxml import etree

from blogpost.canonical import MAX_DEPTH
from blogpost.content import Block
from blogpost.markup.builder import Builder
from blogpost.markup.content.blocks import (
    begin_block,
    begin_cell,
    begin_comment,
    begin_figure,
    begin_head,
    begin_heading,
    begin_item,
    begin_list,
    begin_nothing,
    begin_preformatted,
    begin_quote,
    begin_row,
    begin_rule,
    begin_table,
)
from blogpost.markup.content.inline_elements import (
    begin_code,
    begin_line_break,
    begin_link,
    begin_quoted,
    begin_reading,
    begin_ruby,
    begin_span,
)
from blogpost.markup.content.media import begin_embed, begin_image, begin_noscript, begin_script, begin_wix_image
from blogpost.markup.content.page import Page
from blogpost.markup.content.tags import BLOCKS, CODES, DROPPED, SPANS
from blogpost.markup.content.walk import Begin, Context, Walk
from blogpost.markup.dom import Element
from blogpost.markup.link_targets import find_places

_UNKNOWN = Page()
_NO_CONTEXT = Context(_UNKNOWN, None, None, frozenset(), None)
_BREAKS = {"br"}


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
        element: the element with the content; its own tag has no meaning.
        page: the page that it is in.
        skip: a test for elements with attributes that are skipped with all their content.
        without: elements that are skipped with all their content.
        only: the elements in `element` that are read, with the text after each; their own tags count.
        exact: the markup is our own (`markup.html`): it is read strictly.
        depth_left: how deep the blocks may nest; what lies deeper is lifted.
    """
    if only is None and not exact and (not len(element) or {child.tag for child in element} == _BREAKS):
        return _read_lines(element, depth_left)
    places = None if exact else find_places(element, page.base, page.url)
    skip = skip if skip is None or places is None else cache(skip)  # asked once only: it takes notes
    context = Context(page, skip, places, frozenset(without), only)
    content = _read(element, context, exact=exact, depth_left=depth_left)
    if places is not None and (whole := places.with_both_ends()):
        return _read(element, evolve(context, places=whole), exact=exact, depth_left=depth_left)
    return content


def _read_lines(element: Element, depth_left: int) -> tuple[Block, ...]:
    """The content of an element with nothing but text and breaks, as most comments are."""
    builder = Builder(depth_left=depth_left)
    walk = Walk(_BEGINNINGS, builder, _NO_CONTEXT)
    if text := element.text:
        walk.text(text)
    for line_break in element:
        builder.line_break()
        if text := line_break.tail:
            walk.text(text)
    return builder.finish()


def _read(element: Element, context: Context, *, exact: bool, depth_left: int) -> tuple[Block, ...]:
    builder = Builder(exact=exact, depth_left=depth_left)
    Walk(_BEGINNINGS, builder, context).over(element, context.only)
    return builder.finish()


_BEGINNINGS: dict[object, Begin] = {
    **dict.fromkeys(DROPPED, begin_nothing),
    **dict.fromkeys(BLOCKS, begin_block),
    **dict.fromkeys(SPANS, begin_span),
    **dict.fromkeys(CODES, begin_code),
    **dict.fromkeys(("audio", "embed", "iframe", "object", "video"), begin_embed),
    **dict.fromkeys(("listing", "plaintext", "pre", "xmp"), begin_preformatted),
    **dict.fromkeys(("dir", "dl", "menu", "ol", "ul"), begin_list),
    **dict.fromkeys(("dd", "dt", "li"), begin_item),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), begin_heading),
    **dict.fromkeys(("td", "th"), begin_cell),
    "a": begin_link,
    "blockquote": begin_quote,
    "br": begin_line_break,
    "figure": begin_figure,
    "hr": begin_rule,
    "img": begin_image,
    "noscript": begin_noscript,
    "q": begin_quoted,
    "rt": begin_reading,
    "ruby": begin_ruby,
    "script": begin_script,
    "table": begin_table,
    "thead": begin_head,
    "tr": begin_row,
    "wow-image": begin_wix_image,
    etree.Comment: begin_comment,
    etree.PI: begin_nothing,
    etree.Entity: begin_nothing,
}
