"""Texts that only a script or a style sheet shows. They are put into their elements before a page is read."""

from __future__ import annotations

from blogpost.markup.dom import Element, parse_html, settable

_TEMPLATE = "text/template"
# Elements for a name, a time or a word. Links may be buttons, whose "data-text" is sent to another site.
_WORDS = frozenset(("span", "time", "bdi", "cite", "b", "em", "i", "small", "strong"))
_TEXT, _WORD_BEFORE = "data-text", "data-write"


def show_templates(body: Element) -> None:
    """Put the texts of templates into a body, as Google's own blogs have them.

    Each is shown once: a ``noscript`` after it holds the same.
    """
    for script in [script for script in body.iter("script") if script.get("type") == _TEMPLATE]:
        copy = next(script.itersiblings(), None)
        if copy is not None and copy.tag == "noscript":
            copy.tag = "div"
        elif (shown := parse_html(f"<div>{script.text or ''}</div>")) is not None:
            shown.tag = "div"
            script.addprevious(shown)


def show_texts_of_styles(container: Element, body: Element) -> None:
    """Put what ``content: attr(data-text)`` prints into empty elements around a body, after the word before it."""
    closed = set(body.iter())
    for element in container.iter("*"):
        text = element.get(_TEXT) if element not in closed else None
        if text and _is_empty(element) and (element.tag in _WORDS or element.get(_WORD_BEFORE)):
            element.text = settable(f"{element.get(_WORD_BEFORE) or ''} {text}".strip())


def _is_empty(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip()
