"""How much larger than its document a post may be: what readers copy is counted, whatever it is and wherever it is.

A page can say once, in thousands of characters, what thousands of paragraphs then have: a link around all of them, the
base of their addresses, the name of their blog. Each reader reports such copies here, and is stopped when a document's
copies are many times longer than the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from attrs import define

from blogpost.errors import ParseError

MAX_COPIES = 2
"""The most that may be copied, relative to the length of what was read."""

FREE_COPIES = 8_192
"""Characters that may be copied in any document, so that short ones need no budget."""


@define
class Copies:
    """The characters of a document that were read so far, and those that its posts have once more."""

    read: int = 0
    copied: int = 0

    def check(self) -> None:
        """Raises a `ParseError` where too much was copied."""
        if self.copied > MAX_COPIES * self.read + FREE_COPIES:
            raise ParseError(
                f"expected a document whose parts repeat at most {MAX_COPIES} times its length: an address, a title or"
                " formatting around many paragraphs makes its posts far larger"
            )

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Whatever is reported until the end is of this document; readers that catch the error are stopped here."""
        before = _OF_DOCUMENT.set(self)
        try:
            yield
        finally:
            _OF_DOCUMENT.reset(before)
        self.check()


_OF_DOCUMENT: ContextVar[Copies | None] = ContextVar("copies of the document being read", default=None)


def report_read(length: int) -> None:
    """Counts characters, or bytes, of the document."""
    if (copies := _OF_DOCUMENT.get()) is not None:
        copies.read += length


def report_copy(length: int) -> None:
    """Counts characters that a post has once more than the document.

    Raises:
        ParseError: these are too many.
    """
    if (copies := _OF_DOCUMENT.get()) is not None:
        copies.copied += length
        copies.check()
