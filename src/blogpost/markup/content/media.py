"""Images, embedded players and others' posts, and the scripts that draw them."""

from __future__ import annotations

from blogpost.content import Embed, Figure, Image
from blogpost.copies import report_copy
from blogpost.markup.content.numbers import number_in
from blogpost.markup.content.walk import End, Walk, nothing
from blogpost.markup.dom import Element
from blogpost.markup.embeds import is_boilerplate, is_tracker, playing, provider
from blogpost.markup.pictures import emoji_text, is_only_copy, only_image, source_of, wix_image
from blogpost.markup.social import blogger_video, drawn_by_script
from blogpost.markup.styles import Style, parse_style

# ------------------------------------------------------------------------------------------------ images


def begin_image(walk: Walk, element: Element, _: Style) -> None:
    """An image, or the text that it stands for."""
    _add_image(walk, element)


def _add_image(walk: Walk, element: Element) -> None:
    if not walk.exact and (text := emoji_text(element)):
        walk.builder.text(text)
        return
    image = image_of(walk, element)
    if image is None:
        _add_alternative(walk, element)
    elif not walk.exact and _floats(element):
        report_copy(len(walk.link or ""))
        walk.builder.beside(Figure(image, href=walk.link))
    else:
        walk.builder.inline(image)


def begin_noscript(walk: Walk, noscript: Element, _: Style) -> None:
    """An image for readers without scripts counts only if there is no other."""
    if walk.exact:
        return
    image = only_image(noscript)
    if image is not None and is_only_copy(noscript):
        _add_image(walk, image)


def begin_wix_image(walk: Walk, element: Element, _: Style) -> End:
    """An element of Wix's own, where its script has not put the image in yet."""
    if (source := wix_image(element)) and next(element.iter("img"), None) is None:
        walk.builder.inline(Image(source))
    return nothing


def image_of(walk: Walk, element: Element) -> Image | None:
    """The image that a reader sees; None for one that only counts readers, or has no address."""
    source = element.get("src") if walk.exact else source_of(element)
    if not source or (not walk.exact and is_tracker(source, *_size_of(element))):
        return None
    url = walk.image_address(source)
    return Image(url, element.get("alt"), element.get("title")) if url else None


def _add_alternative(walk: Walk, element: Element) -> None:
    """The text that is shown for an image which cannot be: one on the author's own disk, say."""
    source = element.get("src")
    if not walk.exact and source and walk.image_address(source) is None and (text := element.get("alt")):
        walk.builder.text(text)


def _floats(image: Element) -> bool:
    """Whether an image, or the link around it, floats next to the text, as Blogger's editor has it."""
    parent = image.getparent()
    around = parent.get("style") if parent is not None and parent.tag == "a" else None
    return parse_style(image.get("style")).floats or parse_style(around).floats


def _size_of(image: Element) -> tuple[str | None, str | None]:
    """The width and height of an image. If the original is large but shown small, the original's."""
    shown = image.get("width"), image.get("height")
    original = image.get("data-original-width"), image.get("data-original-height")
    is_large = all((number_in(length) or 0) > 1 for length in original)
    return original if is_large else shown


# ------------------------------------------------------------------------------------------------ embeds


def begin_embed(walk: Walk, element: Element, _: Style) -> End | None:
    """A player or another frame."""
    url = walk.address(_source_of(element))
    if url is None:
        return nothing if element.tag in ("embed", "object") else None  # what browsers show instead is within
    if walk.exact:
        whose = element.get("data-provider")
        walk.builder.block(Embed(url, provider(url) if whose is None else whose))
    elif not is_boilerplate(url):
        add_embed(walk, playing(url))
    return nothing if element.tag == "embed" else None  # which has no end: the parser takes what follows into it


def begin_script(walk: Walk, element: Element, _: Style) -> None:
    """Only a script's output in the page counts."""
    if not walk.exact and (url := drawn_by_script(element)):
        add_embed(walk, url)


def add_embed(walk: Walk, url: str | None, whose: str | None = None) -> None:
    """A player or another's post, if it has an address that is safe to follow."""
    if address := walk.address(url):
        walk.builder.block(Embed(address, provider(address) or whose))


def _source_of(element: Element) -> str | None:
    """The address that an element embeds: its own, or that of the ``param``, ``embed`` or ``source`` in it."""
    if element.tag == "object" and (video := blogger_video(element)):
        return video
    source: str | None = element.get("src") or element.get("data-src") or element.get("data")
    within = None if source else next(filter(_embeds, element.iter("param", "embed", "source", "iframe")), None)
    if within is not None:
        source = within.get("value" if within.tag == "param" else "src")
    return source


def _embeds(element: Element) -> bool:
    return element.tag != "param" or (element.get("name") or "").lower() in ("movie", "src")
