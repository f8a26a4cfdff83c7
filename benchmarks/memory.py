"""Measure the peak of memory of `blogpost.parse`, relative to lxml alone on the same bytes.

    python benchmarks/memory.py [FOLDER ...] [--size CHARACTERS] [--all]

For every page of a megabyte or more in the folders, and for the pathological families of the tests (with `--all`, in
the body of a page, too): a process for each of the two, and the peak of its resident memory, less its memory after
imports and a first small page. lxml's tree is written in C, so Python's own tracing would not see it. The peak is
Linux's, which can be reset, unlike that of getrusage.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from pathological import FRAMES, MARKUP, TEXTS

_LEAST = 1_000_000  # bytes of a page that counts
_NOISE = 2.0  # megabytes of growth: a ratio to less says nothing

# The page that is read first loads what any page needs; a document of its own language may load more.
_MEASURE = """
import contextlib, sys
from pathlib import Path
from lxml import html
import blogpost

def ours(data):
    with contextlib.suppress(blogpost.BlogpostError):
        return list(blogpost.iter_posts(data, format="html"))

def bare(data):
    with contextlib.suppress(Exception):
        return html.document_fromstring(data, parser=html.HTMLParser(huge_tree=True))

def kilobytes(field):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field))

read = {"ours": ours, "bare": bare}[sys.argv[1]]
first = read(Path(sys.argv[3]).read_bytes())
data = Path(sys.argv[2]).read_bytes()
Path("/proc/self/clear_refs").write_text("5")
before = kilobytes("VmRSS:")
kept = read(data)
print(kilobytes("VmHWM:") - before)
"""
_SMALL = FRAMES["the body of a page"].document("<p>Some words.</p>")


def main() -> int:
    parser = argparse.ArgumentParser(description="Peak memory of parsing, relative to lxml alone.")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--size", type=int, default=_LEAST, help="characters of each family (1,000,000)")
    parser.add_argument("--all", action="store_true", help="the families in the body of a page, too")
    given = parser.parse_args()
    frames = ("a page", "the body of a page") if given.all else ("a page",)
    ratios: dict[str, float] = {}
    print(f"{'bare MB':>8} {'ours MB':>8} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.html"
        first.write_text(_SMALL, encoding="utf-8")
        for name, data in (*_pages(given.folders), *_families(given.size, frames)):
            document = Path(folder) / "document.html"
            document.write_bytes(data)
            bare, ours = (_growth(which, document, first) for which in ("bare", "ours"))
            ratios[name] = max(ours, _NOISE) / max(bare, _NOISE)
            print(f"{bare:8.1f} {ours:8.1f} {ratios[name]:6.2f}  {name}", flush=True)
    above = sorted((ratio, name) for name, ratio in ratios.items() if ratio > 2)
    print(f"{len(ratios)} documents: median {statistics.median(ratios.values()):.2f}, above 2: {len(above)}")
    for ratio, name in reversed(above):
        print(f"{ratio:6.2f}  {name}")
    return 0


def _pages(folders: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in (path for folder in folders for path in sorted(folder.glob("*.htm*"))):
        if path.stat().st_size >= _LEAST:
            yield path.name, path.read_bytes()


def _families(size: int, frames: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for frame in frames:
        for name, filling in {**TEXTS, **MARKUP}.items():
            yield f"{frame}: {name}", FRAMES[frame].document(filling(size)).encode("utf-8", "surrogatepass")


def _growth(which: str, document: Path, first: Path) -> float:
    """By how many megabytes a process's peak grows."""
    command = [sys.executable, "-c", _MEASURE, which, str(document), str(first)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return int(told) / 1024


if __name__ == "__main__":
    sys.exit(main())
