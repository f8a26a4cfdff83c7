"""What can go wrong. Everything the library raises about its input is a `BlogpostError`."""

from __future__ import annotations


class BlogpostError(Exception):
    """Any failure to read or write a post."""


class ParseError(BlogpostError, ValueError):
    """The input is of the format it claims, but breaks that format's rules.

    Args:
        message: what was expected, and what stands there instead.
        line: the line of the input, counted from 1, where the format has lines.
        path: the place in the document, as ``$.comments[3].author``, where the format is a tree.
        others: the document's other problems, each with its place.
    """

    # Positional arguments reach Exception.args as they are, and so the error survives pickling.
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
    """The input is readable, but there is no post in it."""


class SeveralPostsError(BlogpostError):
    """`blogpost.parse` was asked for the one post of an input that holds more: use `blogpost.iter_posts`."""


class UnknownFormatError(BlogpostError):
    """The format is none of those that `blogpost` knows, or cannot be told from the input."""
