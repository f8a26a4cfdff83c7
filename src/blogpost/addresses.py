"""Addresses taken apart and put together, whatever stands in them: the standard library refuses some."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from blogpost.canonical import address
from blogpost.copies import report_copy

_NO_PARTS = SplitResult("", "", "", "", "")


def parts_of(url: str | None) -> SplitResult:
    """The parts of an address; of one that no browser would go to, as ``http://[x``, there are none."""
    try:
        return urlsplit(url or "")
    except ValueError:  # brackets that are no IPv6 address, or what no host has in its name
        return _NO_PARTS


def joined(base: str | None, url: str) -> str:
    """An address in full, by the one that it is relative to; nothing where one of them leads nowhere.

    One that is full already stays as it was written.

    Raises:
        ParseError: the document's addresses repeat too much of what they are relative to (`blogpost.copies`).
    """
    url = url.strip()
    if url.startswith(("http://", "https://")):
        return url
    report_copy(0)  # those who take an address that cannot be joined for none go on asking
    try:
        whole = urljoin(base or "", url)
    except ValueError:
        return ""
    report_copy(max(0, len(whole) - len(url)))
    return whole


def address_of(url: str | None, base: str | None = None) -> str | None:
    """An address that is safe to follow, in full where its base is known; None where it leads nowhere, or for none."""
    try:
        return address(joined(base, url)) if url else None
    except ValueError:
        return None


def web_address(base: str | None, url: str | None) -> str | None:
    """The same, of the web only: None also for a relative address whose base is not known."""
    whole = address_of(url, base)
    return whole if whole and whole.startswith(("http://", "https://")) else None


def without_fragment(url: str) -> str:
    """An address as far as a server is told it."""
    return url.partition("#")[0]
