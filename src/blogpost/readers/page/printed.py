"""Texts that a theme's style sheet prints: ``content: attr(data-text)`` shows what stands in an attribute."""

from __future__ import annotations

from blogpost.markup.content import Element
from blogpost.markup.dom import settable
from blogpost.readers.page.metadata import Metadata

# What holds a name, a time or a word; links are buttons, too, which have texts in "data-text" that are sent elsewhere.
_WORDS = frozenset(("span", "time", "bdi", "cite", "b", "em", "i", "small", "strong"))
_TEXT, _WORD_BEFORE = "data-text", "data-write"


def show_printed_texts(root: Element, page: Metadata) -> None:
    """Puts such texts into their elements, where these hold nothing else, with the word that is printed before them."""
    if not page.mentions((f"{_TEXT}=",)):
        return
    for element in root.iter("*"):
        text = element.get(_TEXT)
        if text and _is_empty(element) and (element.tag in _WORDS or element.get(_WORD_BEFORE)):
            element.text = settable(f"{element.get(_WORD_BEFORE) or ''} {text}".strip())


def _is_empty(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip()
