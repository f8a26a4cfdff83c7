"""Reports of problems: lines on standard error, and a file for programs."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self, TextIO

from attrs import asdict, frozen

from blogpost.cli.streams import say
from blogpost.errors import BlogpostError, ParseError

_MAX_MESSAGE_LENGTH = 300  # characters, of an error that this library doesn't raise on purpose
_DAMAGES = ("expected XML", "this zip file is damaged")


@frozen
class Problem:
    """A problem with an input.

    Attributes:
        error: the name of the error's class.
        message: the message, without the place.
        line: the line in the input, if known.
        path: the place in the document, if known, such as ``$.comments[3].author``.
        text: the message with the place.
    """

    error: str
    message: str
    text: str
    line: int | None = None
    path: str | None = None

    @property
    def is_damage(self) -> bool:
        """Whether it may be a damaged archive, whose other entries can be read."""
        return self.error == ParseError.__name__ and self.message.startswith(_DAMAGES)


class FailedError(Exception):
    """An input failed in another process, with these problems."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


def problems_of(file: str, error: Exception) -> tuple[Problem, ...]:
    """The problems of a file that an error states."""
    if isinstance(error, FailedError):
        return error.problems
    kind = type(error).__name__
    if isinstance(error, OSError):
        reason = _reason(file, error)
        return (Problem(kind, reason, reason),)
    if isinstance(error, ParseError):
        first, *others = str(error).splitlines() or [kind]
        rest = (Problem(kind, message, message) for message in others)
        return (Problem(kind, error.message, first, error.line, error.path), *rest)
    if isinstance(error, BlogpostError):
        return tuple(Problem(kind, line, line) for line in str(error).splitlines() or [kind])
    message = " ".join(str(error).split())[:_MAX_MESSAGE_LENGTH]
    name = f"{kind}: {message}" if message else kind
    text = f"{name} (this is a bug in blogpost, not in the file: please report it)"
    return (Problem(kind, message, text),)


def _reason(file: str, error: OSError) -> str:
    """The system's message, with the name of the other file if the error isn't about this one."""
    reason = " ".join((error.strerror or str(error)).split()) or type(error).__name__
    return reason if error.filename in (None, file) else f"{reason}: {error.filename}"


class Reports:
    """Reports the problems of a run, and counts what readers skip, as a context.

    Args:
        place: the file for programs, with a JSON object per problem, written as the problems come.
        is_verbose: whether to print what readers skip by a rule.

    Attributes:
        file: the input being read.
        skipped: the number of skipped things by the reason for skipping them.
        has_damage: whether an archive may be damaged.
        has_warnings: whether some of the input couldn't be read.
    """

    def __init__(self, place: Path | None = None, *, is_verbose: bool = False) -> None:
        self.file = ""
        self.skipped: Counter[str] = Counter()
        self.has_damage = False
        self.has_warnings = False
        self._place = place
        self._is_verbose = is_verbose
        self._lines: TextIO | None = None
        self._printed: set[str] = set()
        self._handler = Messages(self.take)

    def report(self, file: str, error: Exception) -> None:
        """Report an error."""
        for problem in problems_of(file, error):
            say(f"blogpost: {file}: {problem.text}")
            self._write(file, problem)
            self.has_damage |= problem.is_damage

    def take(self, level: int, message: str) -> None:
        """Take a reader's message: count what it skips, and print its warnings."""
        if level < logging.WARNING:
            self.skipped[message] += 1
            if self._is_verbose:
                self._print([f"skipped: {message}"])
            return
        self.skipped["posts and comments that cannot be read"] += 1
        self.has_warnings = True
        self._write(self.file, Problem("Skipped", message, message))
        if message not in self._printed:  # an archive can have thousands of entries of one unknown kind
            self._printed.add(message)
            self._print(message.splitlines())

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            say(f"blogpost: {self.file}: {line}")

    def _write(self, file: str, problem: Problem) -> None:
        if self._lines is None:
            return
        tree = asdict(problem, filter=lambda field, value: field.name != "text" and value is not None)
        # A name can have bytes that aren't text. They are escaped.
        self._lines.write(json.dumps({"file": file, **tree}) + "\n")
        self._lines.flush()

    def __enter__(self) -> Self:
        if self._place is not None:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            self._lines = self._place.open("w", encoding="utf-8", newline="\n")
        self._handler.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._handler.__exit__()
        if self._lines is not None:
            self._lines.close()
            self._lines = None


class Messages(logging.Handler):
    """Hands the log messages of this library over within its context."""

    def __init__(self, take: Callable[[int, str], None]) -> None:
        super().__init__(logging.INFO)
        self._take = take

    def emit(self, record: logging.LogRecord) -> None:
        self._take(record.levelno, record.getMessage())

    def __enter__(self) -> Self:
        _LOG.addHandler(self)
        self._level = _LOG.level
        _LOG.setLevel(logging.INFO)
        return self

    def __exit__(self, *_: object) -> None:
        _LOG.removeHandler(self)
        _LOG.setLevel(self._level)


_LOG = logging.getLogger("blogpost")
