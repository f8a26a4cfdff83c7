"""Split and join addresses of any form: the standard library refuses some."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from blogpost.canonical import address
from blogpost.copies import report_copy

_NO_PARTS = SplitResult("", "", "", "", "")


def parts_of(url: str | None) -> SplitResult:
    """The parts of an address; all empty if no browser would follow it, as with ``http://[x``."""
    try:
        return urlsplit(url or "")
    except ValueError:  # brackets without an IPv6 address, or characters that no host may have
        return _NO_PARTS


def joined(base: str | None, url: str) -> str:
    """Resolve an address relative to another; empty if one of them leads nowhere.

    A whole address stays as it was written.

    Raises:
        ParseError: the document's addresses repeat too much of what they are relative to (`blogpost.copies`).
    """
    url = url.strip()
    if url.startswith(("http://", "https://")):
        return url
    report_copy(0)  # callers that ignore addresses which can't be joined go on asking
    try:
        whole = urljoin(base or "", url)
    except ValueError:
        return ""
    report_copy(max(0, len(whole) - len(url)))
    return whole


def address_of(url: str | None, base: str | None = None) -> str | None:
    """An address that is safe to follow, resolved with its base if that is known; None if it leads nowhere."""
    try:
        return address(joined(base, url)) if url else None
    except ValueError:
        return None


def web_address(base: str | None, url: str | None) -> str | None:
    """The same for the web only: None also for a relative address without a known base."""
    whole = address_of(url, base)
    return whole if whole and whole.startswith(("http://", "https://")) else None


def without_fragment(url: str) -> str:
    """An address as it is sent to a server."""
    return url.partition("#")[0]
