"""The command's standard output and error, which may be closed, full or no longer read."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from shutil import get_terminal_size
from typing import BinaryIO, TextIO


class OutputError(Exception):
    """Standard output cannot be written. The message is the system's."""


def set_up_output() -> None:
    """Set standard output to UTF-8 with plain line ends on every system."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.closed:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def write_output(text: str) -> None:
    """Write to standard output.

    Raises:
        BrokenPipeError: nobody reads it any more.
        OutputError: it is closed, or the disk is full.
    """
    try:
        _output().write(text)
    except (OSError, ValueError) as error:
        _raise(error)


def write_document(write: Callable[[BinaryIO], None]) -> None:
    """Let a function write to standard output, as bytes.

    Raises:
        BrokenPipeError: nobody reads it any more.
        OutputError: it is closed, or the disk is full.
    """
    try:
        output = _output()
        output.flush()
        write(output.buffer)
    except (OSError, ValueError) as error:
        _raise(error)


def flush_output() -> None:
    """Write the buffered output now, since the interpreter would fail on it at exit.

    Raises:
        BrokenPipeError: nobody reads it any more.
        OutputError: the disk is full.
    """
    if sys.stdout is not None and not sys.stdout.closed:
        try:
            sys.stdout.flush()
        except (OSError, ValueError) as error:
            _raise(error)


def drop_output() -> None:
    """Give up standard output and its buffer."""
    _drop(sys.stdout)


def say(line: str) -> None:
    """Print a line to standard error, if that is open, without anything that could command a terminal."""
    if sys.stderr is None:
        return
    erase_line()
    try:
        sys.stderr.write(f"{shown(line)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _drop(sys.stderr)


class _MovingLine:
    """The line on the terminal that will be replaced."""

    text = ""


_LINE = _MovingLine()


def move_line(text: str) -> None:
    """Replace the moving line on the terminal, or begin one."""
    text = text[-(get_terminal_size().columns - 1) :]
    sys.stderr.write(f"\r{text.ljust(len(_LINE.text))}")
    sys.stderr.flush()
    _LINE.text = text


def keep_line() -> None:
    """Let the moving line stay on the terminal."""
    sys.stderr.write("\n")
    _LINE.text = ""


def erase_line() -> None:
    """Remove the moving line from the terminal, if there is one."""
    if _LINE.text:
        sys.stderr.write(f"\r{' ' * len(_LINE.text)}\r")
        _LINE.text = ""


def shown(text: str) -> str:
    """The text with unprintable characters escaped, since they could command a terminal."""
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
    """Redirect a stream to the null device. Closing it can't fail then."""
    with suppress(AttributeError, OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(null, stream.fileno())  # type: ignore[union-attr]  # a closed stream is None and raises
        finally:
            os.close(null)
