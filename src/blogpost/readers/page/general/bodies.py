"""Read the content of a body from its extent."""

from __future__ import annotations

from blogpost.content import Block
from blogpost.markup.content import Page, read_blocks
from blogpost.readers.page.general.boilerplate import Boilerplate
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.field_sources import Sources
from blogpost.readers.page.general.heading import Heading


def read_body(
    sources: Sources, extent: Extent, heading: Heading, *, url: str | None, language: str | None
) -> tuple[Block, ...]:
    """The content of a body, without boilerplate.

    Args:
        sources: what the post's other fields are read from.
        extent: where the body is.
        heading: the post's title.
        url: the post's address.
        language: the BCP 47 tag of the page's stated language.
    """
    outline, stated = sources.outline, sources.stated
    boilerplate = Boilerplate(outline, stated, extent, heading, language=sources.language)
    page = Page(stated.base or url, url, language)
    if len(extent.elements) == 1:
        return read_blocks(extent.elements[0], page=page, skip=boilerplate.skips, without=boilerplate.dropped)
    return read_blocks(
        extent.holder, only=extent.elements, page=page, skip=boilerplate.skips, without=boilerplate.dropped
    )
