"""Take addresses apart and join them, including those that the standard library refuses."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from blogpost.canonical import address
from blogpost.copies import report_copy

_NO_PARTS = SplitResult("", "", "", "", "")


def parts_of(url: str | None) -> SplitResult:
    """The parts of an address; all empty if no browser would follow it, as ``http://[x``."""
    try:
        return urlsplit(url or "")
    except ValueError:  # brackets around something else than IPv6, or characters that no host name has
        return _NO_PARTS


def joined(base: str | None, url: str) -> str:
    """Resolve an address against a base; an empty string if no browser would follow the result.

    An absolute address stays as written.

    Raises:
        ParseError: the document's relative addresses repeat too much of their base (`blogpost.copies`).
    """
    url = url.strip()
    if url.startswith(("http://", "https://")):
        return url
    report_copy(0)  # also stops callers that treat a ParseError as a bad address
    try:
        whole = urljoin(base or "", url)
    except ValueError:
        return ""
    report_copy(max(0, len(whole) - len(url)))
    return whole


def address_of(url: str | None, base: str | None = None) -> str | None:
    """Resolve an address that is safe to follow; None for bad addresses and other schemes, and for none."""
    try:
        return address(joined(base, url)) if url else None
    except ValueError:
        return None


def web_address(base: str | None, url: str | None) -> str | None:
    """Resolve an address of the web; None for bad addresses, other schemes, and relative ones without a base."""
    whole = address_of(url, base)
    return whole if whole and whole.startswith(("http://", "https://")) else None


def without_fragment(url: str) -> str:
    """The address without its fragment, as a server gets it."""
    return url.partition("#")[0]
