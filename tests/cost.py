"""What work costs as its input grows: in this process's own time, so that what else the machine does counts little."""

from __future__ import annotations

import gc
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Work: TypeAlias = Callable[[], object]
"""Work on an input that is ready."""

MOST = 1.2
"""The steepest line on paper with logarithmic scales that still counts as proportional."""

DOUBLINGS = 4
# Characters that the smallest of the inputs may have at most; long runs have more of them (CONTRIBUTING.md).
LARGEST_BASE = int(os.environ.get("BLOGPOST_LINEAR_BASE", "1000"))
_SMALLEST_BASE = 250
_LEAST_SECONDS = float(os.environ.get("BLOGPOST_LINEAR_SECONDS", "0.0005"))  # less is noise
# How often each size is measured when looked at again, and by how many doublings those are larger: below a limit on how
# deep things nest, say, cost may grow with the square.
_CAREFUL = ((2, 0), (3, 0), (2, 2), (2, 4))
_HOPELESS = 2.25  # what costs the square below such a limit may be proportional above it, and deserves the look


def slope(ready: Callable[[int], Work]) -> float:
    """How steeply the cost of work grows over four doublings of its input: 1 is proportional, 2 the square.

    The first look is at the ends only. Where that is steep, all sizes are measured again, several times, and the
    flattest line counts: other work on the machine can make one steeper, and never flatter.

    Args:
        ready: gives the work on an input of so many characters.
    """
    base = _base(ready)
    steepness = _slope_of_ends(least_seconds(ready(base), runs=3), least_seconds(ready(base << DOUBLINGS), runs=1))
    for runs, larger in _CAREFUL if steepness > MOST else ():
        steepness = min(steepness, _careful_slope(ready, base << larger, runs=runs))
        if not MOST < steepness < _HOPELESS:
            break
    return steepness


def _base(ready: Callable[[int], Work]) -> int:
    """A size from which on the work is more than what it costs to begin with any."""
    overhead = least_seconds(ready(1), runs=2)
    size = min(_SMALLEST_BASE, LARGEST_BASE)
    while size < LARGEST_BASE and least_seconds(ready(size), runs=1) < max(_LEAST_SECONDS, 2 * overhead):
        size *= 2
    return size


def least_seconds(work: Work, *, runs: int) -> float:
    """The least time of some runs."""
    return min(_time_of(work) for _ in range(runs))


def _time_of(work: Work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _slope_of_ends(first: float, last: float) -> float:
    return math.log2(max(last, 1e-9) / max(first, _LEAST_SECONDS)) / DOUBLINGS


def _careful_slope(ready: Callable[[int], Work], base: int, *, runs: int) -> float:
    """The slope of the line that lies nearest to the costs of all sizes (least squares)."""
    costs = [least_seconds(ready(base << doubling), runs=runs) for doubling in range(DOUBLINGS + 1)]
    middle = DOUBLINGS / 2
    heights = [math.log2(max(cost, _LEAST_SECONDS)) for cost in costs]
    spread = sum((x - middle) ** 2 for x in range(DOUBLINGS + 1))
    return sum((x - middle) * height for x, height in enumerate(heights)) / spread


@contextmanager
def without_garbage_collector() -> Iterator[None]:
    """It looks at ever more objects ever again, which is nothing that the work does."""
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
