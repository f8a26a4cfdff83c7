"""The texts of a page, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from blogpost.markup.dom import Element, text_but

SILENT = frozenset(("form", "head", "noscript", "script", "select", "style", "textarea"))
"""Elements that show nothing, or nothing that people wrote."""

INLINES = frozenset(
    "a abbr acronym b basefont big cite code em font i img ins kbd nobr q s small span strike strong sub sup tt"
    " u".split()
)
"""Elements that begin and end within a line."""


def texts(root: Element, skips: Callable[[Element], bool]) -> Iterator[tuple[Element, bool, str]]:
    """Every text of a page, with the element that it is in or, if the flag is true, that it follows."""
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if skips(element):
                walk.skip_subtree()
            elif element.text:
                yield element, False, element.text
        elif element.tail and element is not root:
            yield element, True, element.tail


def text_without(element: Element, skips: Callable[[Element], bool]) -> str:
    """The text of an element without some elements in it, each run of white space as one space."""
    if not len(element):
        return " ".join((element.text or "").split())
    return text_but(element, lambda inner: inner is not element and (inner.tag in SILENT or skips(inner)))


_UNFILLED = "<!--Can't find substitution for tag ["


def is_unfilled(text: str) -> bool:
    """Whether this is Blogger's message for a value that a theme asks for and the page does not have."""
    return "<!--" in text and text.lstrip().startswith(_UNFILLED)
