"""Shared by the benchmarks: the pages in folders, and the time for work on one."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from pathlib import Path


def pages_in(folders: Iterable[str]) -> list[bytes]:
    return [path.read_bytes() for folder in folders for path in sorted(Path(folder).glob("*.htm*"))]


def least_seconds(work: Callable[[], object], *, runs: int) -> float:
    """The processor's time for the shortest of several runs, without collections of garbage in between."""
    times = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
        gc.enable()
    return min(times)
