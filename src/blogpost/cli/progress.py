"""Progress on a terminal: a moving line if rich is installed, otherwise a count."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from blogpost.cli.streams import is_watched

try:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
except ImportError:  # the extra "progress" is not installed
    HAS_RICH = False
else:
    HAS_RICH = True

Count: TypeAlias = Callable[[], None]
"""Called once per post."""

_EVERY = 50  # posts


@contextmanager
def counting(name: str) -> Iterator[Count]:
    """Show the number of posts done within the context, if standard error is a terminal.

    Args:
        name: the name of the input, shown before the number.
    """
    if not is_watched():
        yield uncounted
        return
    with _moving(name) if HAS_RICH else _plain(name) as count:
        yield count


def uncounted() -> None:
    """A `Count` that shows nothing."""


@contextmanager
def _moving(name: str) -> Iterator[Count]:
    columns = (SpinnerColumn(), TextColumn("{task.description}: {task.completed:,.0f} posts"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name.replace("[", r"\["))
        yield lambda: progress.advance(task)


@contextmanager
def _plain(name: str) -> Iterator[Count]:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done % _EVERY == 0:
            sys.stderr.write(f"\r{name}: {done:,} posts")
            sys.stderr.flush()

    try:
        yield count
    finally:  # after an error, too: its message needs a line of its own
        if done >= _EVERY:
            sys.stderr.write(f"\r{name}: {done:,} posts\n")
