"""Facts about the page around content."""

from __future__ import annotations

from attrs import frozen


@frozen
class Page:
    """Facts about the page around an element.

    Attributes:
        base: the address that relative addresses are resolved with.
        url: the post's own address; links to it with a fragment lead to a place in the content.
        language: of the page, a BCP 47 tag; an element may state its own.
    """

    base: str | None = None
    url: str | None = None
    language: str | None = None
