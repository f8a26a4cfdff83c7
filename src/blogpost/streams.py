"""Standard output and error of the command, which may be closed, full, or read by nobody any more."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TextIO


class OutputError(Exception):
    """Standard output cannot be written; the message is the system's."""


def set_up_output() -> None:
    """Makes standard output UTF-8 with plain line ends, on every system."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.closed:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def write_output(text: str) -> None:
    """Writes to standard output.

    Raises:
        BrokenPipeError: nobody reads it any more.
        OutputError: it is closed, or there is no room.
    """
    try:
        _output().write(text)
    except (OSError, ValueError) as error:
        _raise(error)


def flush_output() -> None:
    """Writes what is still held back; later, the interpreter would fail on it.

    Raises:
        BrokenPipeError: nobody reads it any more.
        OutputError: there is no room.
    """
    if sys.stdout is not None and not sys.stdout.closed:
        try:
            sys.stdout.flush()
        except (OSError, ValueError) as error:
            _raise(error)


def drop_output() -> None:
    """Gives up standard output, with what is held back."""
    _drop(sys.stdout)


def say(line: str) -> None:
    """Writes a line to standard error, if anybody can read it; nothing in it commands a terminal."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{shown(line)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _drop(sys.stderr)


def shown(text: str) -> str:
    """The text with everything escaped that could command a terminal."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def is_watched() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr is not None and not sys.stderr.closed and sys.stderr.isatty()


def _output() -> TextIO:
    if sys.stdout is None:  # closed before the command began
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdout


def _raise(error: OSError | ValueError) -> None:
    if isinstance(error, BrokenPipeError):
        raise error
    raise OutputError(getattr(error, "strerror", None) or str(error)) from None


def _drop(stream: TextIO | None) -> None:
    """Leads a stream to nowhere, so that its end cannot fail."""
    with suppress(AttributeError, OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]  # None has none, and is none to drop
        finally:
            os.close(nowhere)
