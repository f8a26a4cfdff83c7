"""Find the picture that a reader sees: lazy loading, sets of sizes, twins for readers without scripts, emoji, captions.

Pages that load images late have a placeholder in the image's place, and its address in another attribute. The same
image may be there twice: for scripts, and in ``noscript`` for readers without scripts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-image")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"^data:image/(?:gif|svg|png)[;,].{0,300}$|(?:^|[/_-])(?:blank|spacer|transparent|placeholder|pixel|1x1|lazy|"
    r"loading|grey|clear|trans|white)(?:[_-]?(?:image|img|\d+x\d+|1px))?\.(?:gif|png|svg)(?:$|\?)",
    re.IGNORECASE | re.DOTALL,
)
_CANDIDATE = re.compile(r"\s*(\S+?),?(?:\s+(\d{1,6}(?:\.\d{1,3})?)[wx])?\s*(?:,|$)")
_LONGEST_SET = 20_000  # characters
_WRAPPERS = frozenset(("a", "div", "figure", "picture", "span"))
_MAY_HOLD = _WRAPPERS | {"img", "noscript"}
_FAR = 3  # levels between an image and its twin
_EMOJI = re.compile(r"(?:^|[\s_-])(?:wp-smiley|emoji|emoticon|smiley|twemoji)(?:$|[\s_-])", re.IGNORECASE)
_EMOJI_ADDRESS = re.compile(r"/(?:smilies|smileys|emoji|emoticons?|twemoji)/", re.IGNORECASE)
_LONGEST_EMOJI = 20  # characters of its text: ":-)", "(thumbs up)"
_FIGURE = re.compile(r"(?:^|[\s_-])(?:wp-caption|captioned?|figure|images?|photos?|picture|gallery-item)(?:$|[\s_-])")
_LONGEST_CAPTION = 400  # characters
_MOST_IN_FIGURE = 40  # elements
_WIX_IMAGES = "https://static.wixstatic.com/media/"


def source_of(image: etree._Element) -> str | None:
    """The address of the image that a reader sees in a browser that runs the page's scripts."""
    own: str | None = image.get("src")
    lazy: str | None = next((value for name in _LAZY if (value := image.get(name)) and not is_placeholder(value)), None)
    if lazy is not None:
        return own if own and own.startswith(lazy) else lazy  # such as its address with a size: a script was here
    twin = twin_of(image)
    if twin is not None and (better := twin.get("src")) and not is_placeholder(better):
        return str(better)
    if own and not is_placeholder(own):
        return own
    return _largest_of(image) or (own if own and _is_kept(own) else None)


def is_placeholder(address: str) -> bool:
    """Whether an address is a placeholder image's."""
    return _PLACEHOLDER.search(address[-320:] if not address.startswith("data:") else address[:400]) is not None


def _is_kept(address: str) -> bool:
    """Whether a placeholder's address is kept if there isn't a better one: it may be the author's image."""
    return address.startswith("data:image/png")


def _largest_of(image: etree._Element) -> str | None:
    """The largest image in the ``srcset`` of an image, or of the ``picture`` around it."""
    parent = image.getparent()
    others = parent.iterchildren("source") if parent is not None and parent.tag == "picture" else ()
    for element in (image, *others):
        for name in _SETS:
            value = element.get(name)
            if value and (largest := largest_in_set(value)):
                return largest
    return None


def largest_in_set(value: str) -> str | None:
    """The address in a ``srcset`` with the largest size."""
    best, size = None, -1.0
    for match in _CANDIDATE.finditer(value[:_LONGEST_SET]):
        if is_placeholder(match[1]):
            continue
        if (own := float(match[2] or 1)) > size:
            best, size = match[1], own
    return best


# ------------------------------------------------------------------------------------------------ twins


def twin_of(image: etree._Element) -> etree._Element | None:
    """The image in the ``noscript`` next to an image: the same one for readers without scripts."""
    noscript = next((neighbour for neighbour in _next_to(image) if neighbour.tag == "noscript"), None)
    return None if noscript is None else only_image(noscript)


def only_image(element: etree._Element) -> etree._Element | None:
    """The only image in an element; None if it has no image or several."""
    images = list(islice(element.iter("img"), 2))
    return images[0] if len(images) == 1 else None


def is_only_copy(noscript: etree._Element) -> bool:
    """Whether the page has the image in a ``noscript`` only there."""
    own = only_image(noscript)
    others = (neighbour if neighbour.tag == "img" else only_image(neighbour) for neighbour in _next_to(noscript))
    return own is None or not any(other is not None and _may_be_twin(other, own) for other in others)


def _may_be_twin(image: etree._Element, other: etree._Element) -> bool:
    """Whether an image may be the same as one in ``noscript``: a script loads it, or its address has the same name."""
    source = image.get("src") or ""
    is_late = not source or is_placeholder(source) or any(image.get(name) for name in _LAZY)
    return is_late or _name_of(source) == _name_of(other.get("src") or "")


def _name_of(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def _next_to(element: etree._Element) -> Iterator[etree._Element]:
    """The elements right before and after one, and those next to the elements that hold only this one."""
    for _ in range(_FAR):
        for neighbour in (element.getnext(), element.getprevious()):
            if neighbour is not None and neighbour.tag in _MAY_HOLD and len(neighbour) < _FAR:
                yield neighbour
        parent = element.getparent()
        if parent is None or parent.tag not in _WRAPPERS or len(parent) > 1 or (parent.text or "").strip():
            return
        element = parent


def in_noscript(figure: etree._Element) -> etree._Element | None:
    """The image of a figure for readers without scripts, if the others are only its placeholders."""
    images = list(islice(figure.iter("img"), _FAR + 1))
    if not 1 < len(images) <= _FAR:
        return None
    twins = [image for image in images if any(True for _ in image.iterancestors("noscript", figure.tag))]
    twins = [image for image in twins if next(image.iterancestors("noscript", figure.tag)).tag == "noscript"]
    return twins[0] if len(twins) == 1 else None


# ------------------------------------------------------------------------------------------------ emoji, captions


def emoji_text(image: etree._Element) -> str | None:
    """The text of an image that is a smiley or an emoji; None for any other image."""
    text = (image.get("alt") or "").strip()
    if not text or len(text) > _LONGEST_EMOJI:
        return None
    is_one = _EMOJI.search(image.get("class") or "") or _EMOJI_ADDRESS.search(image.get("src") or "")
    return text if is_one else None


@lru_cache(1 << 10)
def is_class_of_figure(names: str) -> bool:
    """Whether a class means an image with its caption."""
    return _FIGURE.search(names) is not None


def caption_in(element: etree._Element) -> etree._Element | None:
    """The caption in an element: the only element with text, after the only image; None if there isn't one."""
    inner = list(islice(element.iter(etree.Element), _MOST_IN_FIGURE + 1))
    if len(inner) > _MOST_IN_FIGURE or sum(each.tag == "img" for each in inner) != 1:
        return None
    image = next(each for each in inner if each.tag == "img")
    around = {element, image, *image.iterancestors()}
    texts = {
        _outermost(each, around)
        for each in inner
        if (each.text or "").strip() or (each is not element and (each.tail or "").strip())
    }
    if len(texts) != 1:
        return None
    caption = texts.pop()
    if caption is None or inner.index(caption) < inner.index(image):
        return None
    return caption if len("".join(caption.itertext())) <= _LONGEST_CAPTION else None


def _outermost(element: etree._Element, around: set[etree._Element]) -> etree._Element | None:
    """The largest element around one that isn't around the image; None if the element itself is."""
    if element in around:
        return None
    while (parent := element.getparent()) is not None and parent not in around:
        element = parent
    return element


def wix_image(element: etree._Element) -> str | None:
    """The address of the image that Wix's own element will show."""
    try:
        uri = json.loads(element.get("data-image-info") or "")["imageData"]["uri"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return _WIX_IMAGES + uri if isinstance(uri, str) and uri else None
