"""Exceptions. All errors about input are subclasses of `BlogpostError`."""

from __future__ import annotations


class BlogpostError(Exception):
    """Any failure to read or write a post."""


class ParseError(BlogpostError, ValueError):
    """The input has a known format, but breaks its rules.

    Args:
        message: what was expected, and what was found.
        line: the line of the input, counted from 1, in formats with lines.
        path: the place in the document, such as ``$.comments[3].author``, in formats with trees.
        others: further problems of the document, each with its place.
    """

    # Positional arguments become Exception.args, so the error can be pickled.
    def __init__(
        self, message: str, line: int | None = None, path: str | None = None, others: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, line, path, others)
        self.message = message
        self.line = line
        self.path = path
        self.others = others

    def __str__(self) -> str:
        return "\n".join((self._first(), *self.others))

    def _first(self) -> str:
        message = f"{self.message} @ {self.path}" if self.path is not None else self.message
        return f"line {self.line}: {message}" if self.line is not None else message


class NoPostError(BlogpostError):
    """The input is readable, but contains no post."""


class SeveralPostsError(BlogpostError):
    """The input of `blogpost.parse` contains more than one post; use `blogpost.iter_posts`."""


class UnknownFormatError(BlogpostError):
    """The format is not a known one, or cannot be detected."""
