"""Texts that a theme's style sheet prints: ``content: attr(data-text)`` shows what stands in an attribute."""

from __future__ import annotations

from blogpost.markup.dom import Element, settable
from blogpost.readers.page.regions import Region

# What holds a name, a time or a word; links are buttons, too, which have texts in "data-text" that are sent elsewhere.
_WORDS = frozenset(("span", "time", "bdi", "cite", "b", "em", "i", "small", "strong"))
_TEXT, _WORD_BEFORE = "data-text", "data-write"


def show_printed_texts(region: Region) -> None:
    """Puts such texts into their elements, where these hold nothing else, with the word that is printed before them.

    In the body there are none.
    """
    if region.container is None or not region.page.mentions((f"{_TEXT}=",)):
        return
    closed = set(region.body.element.iter())
    for element in region.container.iter("*"):
        if element in closed:
            continue
        text = element.get(_TEXT)
        if text and _is_empty(element) and (element.tag in _WORDS or element.get(_WORD_BEFORE)):
            element.text = settable(f"{element.get(_WORD_BEFORE) or ''} {text}".strip())


def _is_empty(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip()
