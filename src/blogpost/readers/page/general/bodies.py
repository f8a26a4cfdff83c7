"""Read the content of a body from its extent."""

from __future__ import annotations

from blogpost.content import Block
from blogpost.markup.content import Page, read_blocks
from blogpost.readers.page.general.boilerplate import Boilerplate
from blogpost.readers.page.general.extent import Extent


def read_body(extent: Extent, boilerplate: Boilerplate, page: Page) -> tuple[Block, ...]:
    """The content of a body, without boilerplate."""
    if len(extent.elements) == 1:
        return read_blocks(extent.elements[0], page=page, skip=boilerplate.skips, without=boilerplate.dropped)
    return read_blocks(
        extent.holder, only=extent.elements, page=page, skip=boilerplate.skips, without=boilerplate.dropped
    )
