"""How long `blogpost.parse` takes beside lxml alone, on the same bytes, in one process.

    python benchmarks/speed.py FOLDER [FOLDER ...]

For every page in the folders: the best of several runs of each, in turns; printed are the median and the 95th
percentile of the ratios. Import time is that of whole processes: `import blogpost` beside importing lxml.html,
attrs and dateutil.parser.
"""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial

from lxml import html

import blogpost
from measuring import least_seconds, pages_in

_RUNS = 5
_IMPORTS = 11


def main(folders: Sequence[str]) -> int:
    pages = pages_in(folders)
    if not pages:
        print(__doc__)
        return 2
    ratios, total, size = [], 0.0, 0
    for page in pages:
        ours = least_seconds(partial(_read, page), runs=_RUNS)
        bare = least_seconds(partial(html.document_fromstring, page), runs=_RUNS)
        ratios.append(ours / bare)
        total += ours
        size += len(page)
    print(f"{len(pages)} pages, {size / 1e6:.1f} MB, {size / total / 1e6:.1f} MB/s")
    print(
        f"parse / lxml.html.document_fromstring: median {statistics.median(ratios):.2f}, p95 {_percentile(ratios):.2f}"
    )
    base = _import_time("import lxml.html, attrs, dateutil.parser")
    print(f"import blogpost / its libraries, whole processes: {_import_time('import blogpost') / base:.2f}")
    return 0


def _read(page: bytes) -> None:
    with contextlib.suppress(blogpost.NoPostError):
        list(blogpost.iter_posts(page, format="html"))


def _percentile(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def _import_time(statement: str) -> float:
    times = []
    for _ in range(_IMPORTS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
