"""How far a run has come, on a terminal: with rich a line that moves, without it a count."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from blogpost.streams import is_watched

try:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
except ImportError:  # the extra "progress" is not installed
    HAS_RICH = False
else:
    HAS_RICH = True

Count: TypeAlias = Callable[[], None]
"""Tells of one more that is done."""

_EVERY = 50  # posts


@contextmanager
def counting(what: str) -> Iterator[Count]:
    """While it lasts, shows how many are done, if standard error is a terminal.

    Args:
        what: what is worked on.
    """
    if not is_watched():
        yield uncounted
        return
    with _moving(what) if HAS_RICH else _plain(what) as count:
        yield count


def uncounted() -> None:
    """A `Count` that nobody sees."""


@contextmanager
def _moving(what: str) -> Iterator[Count]:
    columns = (SpinnerColumn(), TextColumn("{task.description}: {task.completed:,.0f} posts"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what.replace("[", r"\["))
        yield lambda: progress.advance(task)


@contextmanager
def _plain(what: str) -> Iterator[Count]:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done % _EVERY == 0:
            sys.stderr.write(f"\r{what}: {done:,} posts")
            sys.stderr.flush()

    try:
        yield count
    finally:  # also if it ends with an error, whose message begins a line
        if done >= _EVERY:
            sys.stderr.write(f"\r{what}: {done:,} posts\n")
