"""The lines that stand beside a body in a post's own element, for templates that mark nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from blogpost.markup.dom import Element
from blogpost.readers.page.regions import Region
from blogpost.readers.page.stamps import is_of_edit
from blogpost.readers.page.texts import INLINES, SILENT, texts

_LONGEST_LINE = 200  # characters: a line that names an author or a day, and no text
_MOST_LINES = 16  # what is above a body and in its footer, and not the cards of other posts


def lines_beside(region: Region) -> list[str]:
    """The first short lines in a post's own element that are not in its body."""
    if region.container is None:
        return []
    edits = (element for element in region.stamps if is_of_edit(element, region.article))
    closed = {region.body.element, *region.comments, *edits}
    lines = _lines(region.container, closed)
    return list(islice((line for line in lines if line and len(line) <= _LONGEST_LINE), _MOST_LINES))


def _lines(container: Element, closed: set[Element]) -> Iterator[str]:
    """What is shown in an element, line by line: the texts that follow each other in the same block."""
    told = texts(container, lambda element: element in closed or element.tag in SILENT)
    for _, line in groupby(told, key=_block_of):
        yield " ".join("".join(text for _, _, text in line).split())


def _block_of(told: tuple[Element, bool, str]) -> Element:
    """What holds the line that a text stands in."""
    element, is_tail, _ = told
    block = element.getparent() if is_tail else element
    while block.tag in INLINES and (parent := block.getparent()) is not None:
        block = parent
    return block
