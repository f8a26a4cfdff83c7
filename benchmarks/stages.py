"""Measure every stage of reading and writing pages, relative to lxml's bare parse of the same bytes.

    python benchmarks/stages.py FOLDER [FOLDER ...]

Pages are read in turns, in one process, without collections of garbage. Printed are the medians over the pages, in
milliseconds and as ratios: of the stages of reading to the bare parse, of the codecs to reading, and of reading
Markdown to markdown-it-py's parse of the same text.
"""

from __future__ import annotations

import contextlib
import gc
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from lxml import html
from markdown_it import MarkdownIt

import blogpost
from blogpost.quotations import quotations
from blogpost.readers.page import page_reader, widgets
from measuring import pages_in

_RUNS = 5

# A stage of reading: a function, by the place of its call.
STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "decode": ((page_reader, "decode"),),
    "parse": ((page_reader, "parse_html"), (widgets, "parse_html")),
    "find": (
        (page_reader, "parse_excerpt"),
        (page_reader, "Survey"),
        (page_reader, "find_regions"),
        (page_reader, "mark_posts"),
    ),
    "content": ((page_reader, "read_body"),),
    "comments": ((page_reader, "_comments"),),
}
_RATIOS_TO = {
    "bare lxml parse": ("reading", *STAGES, "the rest"),
    "reading": ("quotes", "to_json", "from_json", "to_markdown", "from_markdown"),
    "bare markdown-it-py": ("from_markdown",),
}


class Clock:
    """The time that each stage takes, without that of the stages that it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted."""

        @wraps(function)
        def run(*given: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            begin = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                whole = time.perf_counter() - begin
                self.seconds[stage] += whole - self._inner.pop()
                self._inner[-1] += whole

        return run


def main(folders: Sequence[str]) -> int:
    pages = pages_in(folders)
    if not pages:
        print(__doc__)
        return 2
    gc.disable()
    _read(pages[0])  # what is loaded at first use
    measured = [_codecs(page) for page in pages]
    for stage, page in zip(_stages(pages), measured, strict=True):
        page.update(stage)
    _print(measured)
    return 0


def _codecs(page: bytes) -> dict[str, float]:
    """The least time of some runs for each thing that is done with a page and its posts."""
    markdown_it = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = _read(page)
    as_json = [blogpost.to_json(post, quotes=False) for post in found]
    as_markdown = [blogpost.to_markdown(post) for post in found]
    work: dict[str, Callable[[], object]] = {
        "bare lxml parse": lambda: html.document_fromstring(page),
        "reading": lambda: _read(page),
        "quotes": lambda: [quotations(post.body, post.language) for post in found],  # a post keeps its own
        "to_json": lambda: [blogpost.to_json(post, quotes=False) for post in found],
        "from_json": lambda: [blogpost.from_json(text) for text in as_json],
        "to_markdown": lambda: [blogpost.to_markdown(post) for post in found],
        "from_markdown": lambda: [blogpost.from_markdown(text) for text in as_markdown],
        "bare markdown-it-py": lambda: [markdown_it.parse(text) for text in as_markdown],
    }
    return {name: min(_seconds(each) for _ in range(_RUNS)) for name, each in work.items()}


def _stages(pages: Sequence[bytes]) -> list[dict[str, float]]:
    """The share of each stage in the fastest of some runs."""
    clock = Clock()
    for stage, functions in STAGES.items():
        for module, name in functions:
            setattr(module, name, clock.timed(stage, getattr(module, name)))
    return [min((_run(clock, page) for _ in range(_RUNS)), key=lambda run: sum(run.values())) for page in pages]


def _run(clock: Clock, page: bytes) -> dict[str, float]:
    clock.seconds.clear()
    whole = _seconds(lambda: _read(page))
    return {**clock.seconds, "the rest": whole - sum(clock.seconds.values())}


def _read(page: bytes) -> list[blogpost.Post]:
    with contextlib.suppress(blogpost.NoPostError):
        return list(blogpost.iter_posts(page, format="html"))
    return []


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _print(measured: Sequence[dict[str, float]]) -> None:
    print(f"{len(measured)} pages, medians")
    for whole, parts in _RATIOS_TO.items():
        print(f"\n{whole}: {1000 * statistics.median(page[whole] for page in measured):.2f} ms")
        for part in parts:
            ratio = statistics.median(page.get(part, 0.0) / page[whole] for page in measured)
            print(
                f"  {part:20} {1000 * statistics.median(page.get(part, 0.0) for page in measured):8.2f} ms {ratio:8.2f}"
            )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
