"""Limit the size of posts relative to their document, by counting everything that readers copy.

A page may state once, in thousands of characters, what thousands of paragraphs then have: a link around all of them,
the base of their addresses, the name of their blog. Readers report such copies here, and stop if a document's copies
are many times longer than the document.
"""

from __future__ import annotations

from contextvars import ContextVar

from attrs import define

from blogpost.errors import ParseError

MAX_COPIES = 2
"""The longest copies, relative to the length of the input."""

FREE_COPIES = 8_192
"""Characters that may be copied from any document, so short ones need no budget."""


@define
class Copies:
    """The number of characters read from a document, and the number of them copied into its posts."""

    read: int = 0
    copied: int = 0

    def check(self) -> None:
        """Raise a `ParseError` if too much was copied."""
        if self.copied > MAX_COPIES * self.read + FREE_COPIES:
            raise ParseError(
                f"expected a document whose parts repeat at most {MAX_COPIES} times its length: an address, a title or"
                " formatting around many paragraphs makes its posts far larger"
            )

    def counting(self) -> _Counting:
        """Count for one document until the end; then check once more, as readers may have caught the error."""
        return _Counting(self)


class _Counting:
    """The time in which what is copied is counted. A class of its own costs less than a generator, for each post."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies

    def __enter__(self) -> None:
        self._before = _OF_DOCUMENT.set(self._copies)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        _OF_DOCUMENT.reset(self._before)
        if kind is None:
            self._copies.check()


_OF_DOCUMENT: ContextVar[Copies | None] = ContextVar("copies of the document being read", default=None)


def report_read(length: int) -> None:
    """Count characters, or bytes, of the document."""
    if (copies := _OF_DOCUMENT.get()) is not None:
        copies.read += length


def report_copy(length: int) -> None:
    """Count characters that a post repeats.

    Raises:
        ParseError: there are too many.
    """
    if (copies := _OF_DOCUMENT.get()) is not None:
        copies.copied += length
        copies.check()
