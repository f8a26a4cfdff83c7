"""The elements of entries: fields, text and addresses, for any namespace prefixes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lxml import etree

from blogpost.addresses import address_of, joined, without_fragment
from blogpost.blogger import blog_host, is_blogger, without_view
from blogpost.markup.dom import Element, parse_html, text_of
from blogpost.remembering import Answers

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
    "http://wordpress.org/export/1.0/": "wp",
    "http://wordpress.org/export/1.1/": "wp",
    "http://wordpress.org/export/1.2/": "wp",
}
"""The usual prefix of each known namespace."""


def _name_of(tag: str) -> str:
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    if not namespace:
        return local
    prefix = PREFIXES.get(namespace, namespace)
    return f"{prefix}:{local}" if prefix else local


NAMES = Answers(_name_of, 1024)
"""Tags with their usual prefixes: ``thr:total``. Tags of Atom or without a namespace have none."""


class Fields:
    """An element's children by name."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self._children: dict[str, list[Element]] = {}
        children = self._children
        for child in element:
            name = NAMES[child.tag]
            if name in children:
                children[name].append(child)
            else:
                children[name] = [child]

    def all(self, name: str) -> Sequence[Element]:
        """The children with this name."""
        return self._children.get(name, ())

    def first(self, *names: str) -> Element | None:
        """The first child with one of these names. Earlier names win."""
        for name in names:
            if children := self._children.get(name):
                return children[0]
        return None

    def text(self, *names: str) -> str:
        """The stripped text of the first child with one of these names that has text; empty if none has."""
        for name in names:
            for child in self._children.get(name, ()):
                if text := (child.text or "").strip():
                    return str(text)
        return ""

    def within(self, name: str) -> Fields | None:
        """The fields of the first child with this name."""
        child = self.first(name)
        return None if child is None else Fields(child)


def xml_attribute(name: str, *elements: Element | None) -> str | None:
    """The attribute ``xml:base`` or ``xml:lang`` of the first element that has it."""
    values = (element.get(_XML + name) for element in elements if element is not None)
    return next(filter(None, values), None)


# ------------------------------------------------------------------------------------------------ text constructs

_PLAIN = frozenset(("text", "text/plain"))


def is_plain(construct: Element, *, otherwise: str = "text") -> bool:
    """Whether an element contains plain text, by its type or the default type."""
    return not len(construct) and (construct.get("type") or otherwise).lower() in _PLAIN


def html_in(construct: Element, *, otherwise: str = "text") -> str:
    """The HTML in Atom's content, summary or title, from escaped HTML, XHTML or plain text.

    Args:
        construct: the element.
        otherwise: the default type, ``text`` or ``html``.
    """
    if len(construct):
        return _inner_html(construct)
    text = construct.text or ""
    return html_of(text) if is_plain(construct, otherwise=otherwise) else text


def html_of(text: str) -> str:
    """Plain text as HTML."""
    return escape(text, quote=False).replace("\n", "<br>")


def text_in(construct: Element | None) -> str | None:
    """The text that such an element shows, for example a title."""
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


# ------------------------------------------------------------------------------------------------ addresses

_PAGES = (None, "text/html", "application/xhtml+xml")  # the types that a link to a page may have


def permalink_of(entry: Fields, home: str | None) -> str | None:
    """The permalink of a post or page: its link, the link to its comment form without that form, or its path.

    Args:
        entry: the post or page.
        home: the address that the blog's permalinks begin with, if known.
    """
    if permalink := plain_address(entry.text("feedburner:origLink") or alternate_of(entry)):
        return permalink
    for link in entry.all("link"):
        href = href_of(link)
        if link.get("rel") == "replies" and link.get("type") == "text/html" and _on_blog(href):
            return plain_address(without_fragment(href))
    path = entry.text("blogger:filename")
    return address_of(joined(home, path)) if path else _guid(entry)


def plain_address(url: str | None) -> str | None:
    """The address of a page instead of Blogger's mobile view of it; None if it isn't an address."""
    return address_of(without_view(url or ""))


def alternate_of(entry: Fields) -> str:
    """The address of an entry's page; empty if it has no such link."""
    for link in entry.all("link"):
        is_page = link.get("rel") in (None, "alternate") and link.get("type") in _PAGES
        if is_page and (href := href_of(link) or (link.text or "").strip()):
            return href
    return ""


def href_of(link: Element) -> str:
    """The address of a link in Atom; empty in RSS, whose links have it as text."""
    return (link.get("href") or "").strip()


def _on_blog(href: str) -> bool:
    """Whether a link to a comment form leads to the post's page instead of Blogger's comment page."""
    return bool(blog_host(href)) and not is_blogger(href)


def _guid(entry: Fields) -> str | None:
    guid = entry.first("guid")
    text = (guid.text or "").strip() if guid is not None else ""
    if guid is None or guid.get("isPermaLink") == "false" or not text.startswith(("http://", "https://")):
        return None
    return plain_address(text)
