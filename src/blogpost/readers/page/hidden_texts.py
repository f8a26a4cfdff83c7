"""Texts that a page shows by a script or its style sheet: they are put into their elements before it is read."""

from __future__ import annotations

from blogpost.markup.dom import Element, parse_html, settable
from blogpost.readers.page.regions import Region

_TEMPLATE = "text/template"
# What holds a name, a time or a word. Links are buttons, too, which have texts in "data-text" that are sent elsewhere.
_WORDS = frozenset(("span", "time", "bdi", "cite", "b", "em", "i", "small", "strong"))
_TEXT, _WORD_BEFORE = "data-text", "data-write"


def show_hidden_texts(region: Region) -> None:
    """Put texts that readers of a page see into a region's elements: of templates into its body, of styles around it.

    Call it before anything is read from the region.
    """
    _show_templates(region.body.element)
    if region.container is not None and region.page.has_texts_of_styles:
        _show_texts_of_styles(region.container, region.body.element)


def _show_templates(body: Element) -> None:
    """Show each template once, as Google's own blogs have them: a ``noscript`` after it holds the same."""
    for script in [script for script in body.iter("script") if script.get("type") == _TEMPLATE]:
        copy = next(script.itersiblings(), None)
        if copy is not None and copy.tag == "noscript":
            copy.tag = "div"
        elif (shown := parse_html(f"<div>{script.text or ''}</div>")) is not None:
            shown.tag = "div"
            script.addprevious(shown)


def _show_texts_of_styles(container: Element, body: Element) -> None:
    """Show what ``content: attr(data-text)`` prints in empty elements, after the word that is printed before it."""
    closed = set(body.iter())
    for element in container.iter("*"):
        text = element.get(_TEXT) if element not in closed else None
        if text and _is_empty(element) and (element.tag in _WORDS or element.get(_WORD_BEFORE)):
            element.text = settable(f"{element.get(_WORD_BEFORE) or ''} {text}".strip())


def _is_empty(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip()
