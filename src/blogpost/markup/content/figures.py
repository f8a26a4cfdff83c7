"""Figures: an image with its caption, as ``figure`` or as the markup of editors and themes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from blogpost.content import Block, Figure, Inline
from blogpost.markup.content.media import image_of
from blogpost.markup.content.walk import Walk
from blogpost.markup.dom import Element
from blogpost.markup.frames import flattened
from blogpost.markup.pictures import caption_in, in_noscript, is_class_of_figure


def may_be_figure(walk: Walk, element: Element) -> bool:
    """Whether the class of an element says that it is an image with its caption."""
    names = element.get("class")
    return bool(names) and not walk.exact and is_class_of_figure(names)


def add_figure(walk: Walk, element: Element) -> bool:
    """Reads an image with its caption as one block; False if the element is something else."""
    if walk.is_in_figure:
        return False
    caption = _caption_of(element)
    if caption is None and element.tag != "figure":
        return False
    picture = _picture_in(walk, element, caption)
    image = None if picture is None else image_of(walk, picture)
    if picture is None or image is None:
        return False
    if walk.context.places is not None:
        for inner in element.iter(etree.Element):
            walk.place_anchor(inner, walk.context.places)
    link = next(picture.iterancestors("a", element.tag), None)
    href = walk.address(link.get("href")) if link is not None and link.tag == "a" else None
    for block in _besides(walk, element, caption, picture):
        walk.builder.block(block)
    walk.builder.block(Figure(image, _content_of(walk, caption), href))
    return True


def _picture_in(walk: Walk, element: Element, caption: Element | None) -> Element | None:
    """The image of a figure; None if there are several."""
    if not walk.exact and (twin := in_noscript(element)) is not None:
        return twin
    images = (image for image in element.iter("img") if caption is None or caption not in image.iterancestors())
    pictures = list(islice(images, 2))
    return pictures[0] if len(pictures) == 1 else None


def _besides(walk: Walk, element: Element, caption: Element | None, picture: Element) -> tuple[Block, ...]:
    """The rest of a figure: editors leave the text before an image in its cell."""
    if _text_in(element) == ("" if caption is None else _text_in(caption)):
        return ()
    return walk.within(element, taken=(picture,) if caption is None else (caption, picture))


def _content_of(walk: Walk, caption: Element | None) -> list[Inline]:
    return [] if caption is None else flattened(walk.within(caption))


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
