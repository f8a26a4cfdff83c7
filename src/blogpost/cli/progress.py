"""Progress on a terminal: a moving line, drawn by rich if it is installed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeAlias

from blogpost.cli.streams import erase_line, is_watched, keep_line, move_line, shown

if TYPE_CHECKING:
    from rich.progress import Progress

HAS_RICH = find_spec("rich") is not None
"""Whether the extra "progress" is installed. It is imported only for a terminal."""

Count: TypeAlias = Callable[[], None]
"""Called once per post."""

_EVERY = 50  # posts
_PAUSE = 0.1  # seconds between two lines


def uncounted() -> None:
    """A `Count` that shows nothing."""


@contextmanager
def counting(name: str) -> Iterator[Count]:
    """Show the number of posts of the only input within the context, if standard error is a terminal.

    Args:
        name: the name of the input, shown before the number.
    """
    if not is_watched():
        yield uncounted
        return
    with _moving_count(shown(name)) if HAS_RICH else _plain_count(shown(name)) as count:
        yield count


@contextmanager
def _moving_count(name: str) -> Iterator[Count]:
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415  the extra "progress"

    columns = (SpinnerColumn(), TextColumn("{task.description}: {task.completed:,.0f} posts"), TimeElapsedColumn())
    with _rich(*columns) as progress:
        task = progress.add_task(name.replace("[", r"\["))
        yield lambda: progress.advance(task)


@contextmanager
def _plain_count(name: str) -> Iterator[Count]:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done % _EVERY == 0:
            move_line(f"{name}: {done:,} posts")

    try:
        yield count
    finally:  # after an error, too: its message needs a line of its own
        if done >= _EVERY:
            move_line(f"{name}: {done:,} posts")
            keep_line()


# ------------------------------------------------------------------------------------------------ many inputs


class Done:
    """The number of inputs that are done.

    Args:
        total: the number of all inputs.

    Attributes:
        failed: the number of those that failed.
    """

    def __init__(self, total: int) -> None:
        self.failed = 0
        self._total = total
        self._done = 0
        self._began = time.monotonic()

    def add(self, *, has_failed: bool) -> None:
        """Count an input."""
        self._done += 1
        self.failed += has_failed

    @property
    def share(self) -> float:
        """The share that is done."""
        return self._done / self._total

    def __str__(self) -> str:
        """``3 of 10 files, 1 failed, 2.0 files/s, 4 s left``."""
        parts = [f"{self._done:,} of {self._total:,} files"]
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        seconds = time.monotonic() - self._began
        if self._done and seconds > 0:
            rate = self._done / seconds
            parts.append(f"{rate:,.0f} files/s" if rate >= 10 else f"{rate:.1f} files/s")
            parts.append(f"{duration((self._total - self._done) / rate)} left")
        return ", ".join(parts)


def duration(seconds: float) -> str:
    """A time span in its two largest units: ``2 h 5 min``."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


@contextmanager
def showing(done: Done) -> Iterator[Count]:
    """Show a number of inputs within the context, if standard error is a terminal. Call the result when it changes."""
    if not is_watched():
        yield uncounted
        return
    with _moving_bar(done) if HAS_RICH else _plain_line(done) as show:
        yield show


@contextmanager
def _moving_bar(done: Done) -> Iterator[Count]:
    from rich.progress import BarColumn, SpinnerColumn, TextColumn  # noqa: PLC0415  the extra "progress"

    with _rich(SpinnerColumn(), BarColumn(bar_width=20), TextColumn("{task.description}")) as progress:
        task = progress.add_task(str(done), total=1.0)
        yield lambda: progress.update(task, completed=done.share, description=str(done))


@contextmanager
def _plain_line(done: Done) -> Iterator[Count]:
    last = 0.0

    def show() -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= _PAUSE:
            last = now
            move_line(str(done))

    try:
        yield show
    finally:
        erase_line()


def _rich(*columns: object) -> Progress:
    from rich.console import Console  # noqa: PLC0415  the extra "progress"
    from rich.progress import Progress  # noqa: PLC0415

    return Progress(*columns, console=Console(stderr=True), transient=True)  # type: ignore[arg-type]
