"""How long `blogpost.parse` takes relative to lxml alone, on the same bytes, in one process.

    python benchmarks/speed.py FOLDER [FOLDER ...]

Pages are of three kinds, as they are read differently: with marks of a post's parts, from templates without marks, and
from other systems. For each kind and for all, it prints the median and the 95th percentile of the ratio: of the best of
several runs in a row, and of the first run, in which each page is new. The processor's caches are part of a first run,
so the same is printed of lxml's.

The fixed cost is that of a page with one sentence. Import time is that of whole processes: `import blogpost` relative
to importing lxml.html, attrs and dateutil.parser. All times but these are the processor's.
"""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, wraps
from typing import Any, NamedTuple

from lxml import html

import blogpost
from blogpost.readers.page import page_reader
from measuring import least_seconds, pages_in

_RUNS = 5
_IMPORTS = 11
_IN_A_ROW = 40
_MARKED, _UNMARKED, _OTHER = "with marks", "without marks", "other systems"

_URL = "http://a.blogspot.com/2012/01/b.html"
_MINIMAL = f"""<!DOCTYPE html><html lang='en'><head><meta content='blogger' name='generator'/>
<link href='{_URL}' rel='canonical'/><title>A: B</title></head><body><div class='widget Blog' id='Blog1'>
<div class='post hentry'><h3 class='post-title entry-title'>B</h3>
<div class='post-body entry-content' id='post-body-1234567890123456789'>A sentence.</div>
<div class='post-footer'>Posted by <span class='fn'>Ann</span> at
<a class='timestamp-link' href='{_URL}' rel='bookmark'>
<abbr class='published' title='2012-01-05T10:00:00-08:00'>10:00 AM</abbr></a></div></div></div>
<div class='widget Profile' id='Profile1'>Ann</div></body></html>""".encode()


class Measured(NamedTuple):
    """Seconds for one page: the first run and the best of several, the same of lxml; and how the page is read."""

    first: float
    best: float
    bare_first: float
    bare: float
    kind: str


def main(folders: Sequence[str]) -> int:
    pages = pages_in(folders)
    if not pages:
        print(__doc__)
        return 2
    for _ in range(_RUNS):
        _read(_MINIMAL)  # what any page needs is loaded
    measured = list(_measure(pages))
    size, total = sum(map(len, pages)), sum(page.best for page in measured)
    print(f"{len(pages)} pages, {size / 1e6:.1f} MB, {size / total / 1e6:.1f} MB/s\n")
    print(
        "| pages | number | parse / lxml.html.document_fromstring, median | p95 | first run | first / best | lxml's |"
    )
    print("|---|---|---|---|---|---|---|")
    for kind in (_MARKED, _UNMARKED, _OTHER):
        _print_row(kind, [page for page in measured if page.kind == kind])
    _print_row("all", measured)
    ours, bare = map(_fixed_cost, (_read, html.document_fromstring))
    print(f"\nfixed cost: {1e6 * ours:.0f} µs, {ours / bare:.1f} times lxml's")
    base = _import_time("import lxml.html, attrs, dateutil.parser")
    print(f"import blogpost / its libraries, whole processes: {_import_time('import blogpost') / base:.2f}")
    return 0


def _measure(pages: Iterable[bytes]) -> Iterator[Measured]:
    """Measure pages, each for the first time when all before it have been measured."""
    for page in pages:
        first = least_seconds(partial(_read, page), runs=1)
        best = least_seconds(partial(_read, page), runs=_RUNS)
        bare_first = least_seconds(partial(html.document_fromstring, page), runs=1)
        bare = least_seconds(partial(html.document_fromstring, page), runs=_RUNS)
        yield Measured(first, best, bare_first, bare, _kind(page))


def _print_row(name: str, pages: Sequence[Measured]) -> None:
    if pages:
        ratios = [page.best / page.bare for page in pages]
        firsts = statistics.median(page.first / page.bare for page in pages)
        repeated = statistics.median(page.first / page.best for page in pages)
        bare = statistics.median(page.bare_first / page.bare for page in pages)
        figures = (statistics.median(ratios), _percentile(ratios), firsts, repeated, bare)
        print(f"| {name} | {len(pages)} | {' | '.join(f'{figure:.2f}' for figure in figures)} |")


def _read(page: bytes) -> None:
    with contextlib.suppress(blogpost.NoPostError):
        list(blogpost.iter_posts(page, format="html"))


def _fixed_cost(read: Callable[[bytes], object]) -> float:
    """Seconds for the minimal page, many times in a row."""
    return least_seconds(lambda: [read(_MINIMAL) for _ in range(_IN_A_ROW)], runs=_IN_A_ROW) / _IN_A_ROW


def _kind(page: bytes) -> str:
    """How a page is read: by which functions of the reader it passes."""
    passed: set[str] = set()
    ways = {"_unmarked": _UNMARKED, "_in_other_page": _OTHER}
    functions = {name: getattr(page_reader, name) for name in ways}
    for name, function in functions.items():
        setattr(page_reader, name, _noting(function, passed, ways[name]))
    _read(page)
    for name, function in functions.items():
        setattr(page_reader, name, function)
    return next((kind for kind in (_OTHER, _UNMARKED) if kind in passed), _MARKED)


def _noting(function: Callable[..., Any], passed: set[str], kind: str) -> Callable[..., Any]:
    @wraps(function)
    def run(*args: Any, **named: Any) -> Any:
        passed.add(kind)
        return function(*args, **named)

    return run


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
