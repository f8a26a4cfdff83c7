"""What the benchmarks share: the pages in folders, and the time that work on one takes."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from pathlib import Path


def pages_in(folders: Iterable[str]) -> list[bytes]:
    return [path.read_bytes() for folder in folders for path in sorted(Path(folder).glob("*.htm*"))]


def least_seconds(work: Callable[[], object], *, runs: int) -> float:
    """The shortest of several runs, without collections of garbage in between."""
    times = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
        gc.enable()
    return min(times)
