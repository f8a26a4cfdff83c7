"""Access to what XML entries say, whatever prefixes their document uses."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lxml import etree

from blogpost.markup.dom import Element, parse_html, text_of
from blogpost.remembering import remembered

XHTML = "http://www.w3.org/1999/xhtml"
_XML = "{http://www.w3.org/XML/1998/namespace}"

PREFIXES = {
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",  # Atom 0.3
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",  # RSS 0.90
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://backend.userland.com/RSS2": "",
    "http://purl.org/atom/app#": "app",
    "http://www.w3.org/2007/app": "app",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://schemas.google.com/g/2005": "gd",
    "http://www.georss.org/georss": "georss",
    "http://schemas.google.com/blogger/2008": "blogger",
    "http://schemas.google.com/blogger/2018": "blogger",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dc",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}
"""The usual prefix of each namespace that entries use."""


@remembered(1024)
def name_of(tag: str) -> str:
    """A tag as it is usually written: ``thr:total``; those of Atom, and of no namespace, without a prefix."""
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    if not namespace:
        return local
    prefix = PREFIXES.get(namespace, namespace)
    return f"{prefix}:{local}" if prefix else local


class Fields:
    """What an element says, by the names of its children."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self._children: dict[str, list[Element]] = {}
        children = self._children
        for child in element:
            name = name_of(child.tag)
            if name in children:
                children[name].append(child)
            else:
                children[name] = [child]

    def all(self, name: str) -> Sequence[Element]:
        """The children of this name."""
        return self._children.get(name, ())

    def first(self, *names: str) -> Element | None:
        """The first child of the first of these names that there is."""
        for name in names:
            if children := self._children.get(name):
                return children[0]
        return None

    def text(self, *names: str) -> str:
        """The text of the first child of these names that has any, without the white space around it."""
        for name in names:
            for child in self._children.get(name, ()):
                if text := (child.text or "").strip():
                    return str(text)
        return ""

    def within(self, name: str) -> Fields | None:
        """What the first child of this name says."""
        child = self.first(name)
        return None if child is None else Fields(child)


def xml_attribute(name: str, *elements: Element | None) -> str | None:
    """One of XML's own attributes, ``base`` or ``lang``, on the first of the elements that has it."""
    found = (element.get(_XML + name) for element in elements if element is not None)
    return next(filter(None, found), None)


# ------------------------------------------------------------------------------------------------ text constructs

_PLAIN = frozenset(("text", "text/plain"))


def is_plain(construct: Element, *, otherwise: str = "text") -> bool:
    """Whether an element holds plain text: by its type, or by what it holds if it does not say."""
    return not len(construct) and (construct.get("type") or otherwise).lower() in _PLAIN


def html_in(construct: Element, *, otherwise: str = "text") -> str:
    """The HTML that Atom's content, summary or title holds: escaped once, as XHTML, or as plain text.

    Args:
        construct: the element.
        otherwise: what it holds if it does not say: ``text``, or ``html``.
    """
    if len(construct):
        return _inner_html(construct)
    text = construct.text or ""
    return html_of(text) if is_plain(construct, otherwise=otherwise) else text


def html_of(text: str) -> str:
    """Plain text as HTML."""
    return escape(text, quote=False).replace("\n", "<br>")


def text_in(construct: Element | None) -> str | None:
    """The text that such an element shows, of a title for instance."""
    if construct is None:
        return None
    if is_plain(construct):
        text: str | None = construct.text
        return text
    return text_of(parse_html(html_in(construct)))


def _inner_html(construct: Element) -> str:
    """XHTML within an element, as HTML."""
    pieces = [escape(construct.text or "", quote=False)]
    for child in construct:
        for element in child.iter(f"{{{XHTML}}}*"):
            element.tag = etree.QName(element).localname
        pieces.append(etree.tostring(child, method="html", encoding="unicode"))
    return "".join(pieces)
