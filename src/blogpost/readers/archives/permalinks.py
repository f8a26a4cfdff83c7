"""The address of what an entry is: its permalink, by whichever of its elements has it."""

from __future__ import annotations

from blogpost.addresses import address_of, joined, without_fragment
from blogpost.blogger.addresses import blog_host, is_blogger, without_view
from blogpost.markup.dom import Element
from blogpost.readers.archives.fields import Fields

_PAGES = (None, "text/html", "application/xhtml+xml")  # the types that a link to a page may have


def permalink_of(entry: Fields, home: str | None) -> str | None:
    """The permalink; where only the link to the comment form has it, without that form; else its path on the blog.

    Args:
        entry: of a post or page.
        home: the address that the blog's permalinks begin with, where that is known.
    """
    if told := plain_address(entry.text("feedburner:origLink") or alternate_of(entry)):
        return told
    for link in entry.all("link"):
        href = href_of(link)
        if link.get("rel") == "replies" and link.get("type") == "text/html" and _on_blog(href):
            return plain_address(without_fragment(href))
    path = entry.text("blogger:filename")
    return address_of(joined(home, path)) if path else _guid(entry)


def plain_address(url: str | None) -> str | None:
    """An address that can be kept, of the page itself and not of Blogger's view of it for telephones."""
    return address_of(without_view(url or ""))


def alternate_of(entry: Fields) -> str:
    """Where the link to an entry as a page leads; nothing where there is none."""
    for link in entry.all("link"):
        is_page = link.get("rel") in (None, "alternate") and link.get("type") in _PAGES
        if is_page and (href := href_of(link) or (link.text or "").strip()):
            return href
    return ""


def href_of(link: Element) -> str:
    """Where a link of Atom's leads; nothing for one of RSS, whose address is its text."""
    return (link.get("href") or "").strip()


def _on_blog(href: str) -> bool:
    """Whether a link to a comment form leads to the post, and not to Blogger's own page for comments."""
    return bool(blog_host(href)) and not is_blogger(href)


def _guid(entry: Fields) -> str | None:
    guid = entry.first("guid")
    text = (guid.text or "").strip() if guid is not None else ""
    if guid is None or guid.get("isPermaLink") == "false" or not text.startswith(("http://", "https://")):
        return None
    return plain_address(text)
