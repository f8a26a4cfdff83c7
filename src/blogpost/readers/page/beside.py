"""The lines that stand beside a body in a post's own element, for templates that mark nothing else."""

from __future__ import annotations

from itertools import islice

from blogpost.markup.content import Element
from blogpost.markup.dom import text_of
from blogpost.readers.page.regions import Region
from blogpost.readers.page.texts import INLINES, SILENT, texts

_LONGEST_LINE = 200  # characters: a line that names an author or a day, and no text
_MOST_LINES = 16  # what is above a body and in its footer, and not the cards of other posts


def lines_beside(region: Region) -> list[str]:
    """The first short lines in a post's own element that are not in its body."""
    if region.container is None:
        return []
    closed = {region.body.element, *region.comments}
    around = {region.body.element, *region.around_body}
    told = texts(region.container, lambda element: element in closed or element.tag in SILENT)
    blocks = dict.fromkeys(_block_of(element, is_tail=is_tail) for element, is_tail, _ in told)
    lines = (text_of(block) for block in blocks if block not in around)
    return list(islice((line for line in lines if line and len(line) <= _LONGEST_LINE), _MOST_LINES))


def _block_of(element: Element, *, is_tail: bool) -> Element:
    """What holds the line that a text stands in."""
    block = element.getparent() if is_tail else element
    while block.tag in INLINES and (parent := block.getparent()) is not None:
        block = parent
    return block
