"""Measure speed and memory of reading web archives, compared with the same pages as plain files.

    python benchmarks/warc.py FOLDER ... [--records 20000]

Two WARC files are built of the pages in the folders, over and over: in 20 records, 8 are pages (plain, in chunks,
packed by gzip, deflate or Brotli) with their requests; the others are an image, a page that wasn't found, a revisit and
a truncated page. Each measure is a process of its own. The time is the processor's; for two processes at once, where
it is the clock's, other work on the machine counts, so the load is printed.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import brotli

from measuring import pages_in
from web_archives import WARCINFO, Built, chunked, http, record

_ENCODINGS: tuple[tuple[Callable[[bytes], bytes], list[str]], ...] = (
    (lambda page: page, []),
    (chunked, ["Transfer-Encoding: chunked"]),
    (gzip.compress, ["Content-Encoding: gzip"]),
    (lambda page: chunked(gzip.compress(page)), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
    (zlib.compress, ["Content-Encoding: deflate"]),
    (lambda page: brotli.compress(page, quality=4), ["Content-Encoding: br"]),
)
_PAGES_IN_TWENTY = 8
_REQUEST = b"GET / HTTP/1.1\r\nHost: blog.example\r\nUser-Agent: benchmark\r\n\r\n"
_IMAGE = os.urandom(20_000)


def records(pages: list[bytes], count: int) -> Iterator[Built]:
    """So many records, and with each page the address that it has in them."""
    yield WARCINFO
    endless, encodings = cycle(pages), cycle(_ENCODINGS)
    for number in range(count // 20):
        for which in range(_PAGES_IN_TWENTY):
            url = f"https://blog.example/{number}/{which}.html"
            pack, fields = next(encodings)
            yield record(_REQUEST, type="request", url=url)
            yield record(http(pack(next(endless)), fields=fields), url=url)
        url = f"https://blog.example/{number}/other"
        yield record(http(_IMAGE, media_type="image/jpeg"), url=url)
        yield record(http(pages[0], status="404 Not Found"), url=url)
        yield record(http(b""), type="revisit", url=url)
        yield record(http(pages[0][: len(pages[0]) // 2]), url=url, fields=["WARC-Truncated: length"])


_START = """
import itertools, resource, sys, time
from pathlib import Path
import blogpost
sys.path.insert(0, {benchmarks!r})
from measuring import pages_in
from warc import _PAGES_IN_TWENTY
found = pages = 0
"""
_END = """
used = resource.getrusage(resource.RUSAGE_SELF)
print(time.process_time() - start, used.ru_maxrss / 1024, pages, found)
"""
_PLAIN = """
folders, count = sys.argv[1].split(":"), int(sys.argv[2]) // 20 * _PAGES_IN_TWENTY
documents = pages_in(folders)
list(blogpost.iter_captures(b""))
start = time.process_time()
for document in itertools.islice(itertools.cycle(documents), count):
    pages += 1
    try:
        found += sum(1 for _ in blogpost.iter_posts(document, url="https://blog.example/1/1.html", format="html"))
    except blogpost.BlogpostError:
        pass
"""
_BARE = """
from warcio.archiveiterator import ArchiveIterator
start = time.process_time()
for name in sys.argv[1].split(":"):
    with open(name, "rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
                if record.http_headers.get_header("Content-Type") == "text/html":
                    if not record.rec_headers.get_header("WARC-Truncated"):
                        pages += 1
                        is_brotli = record.http_headers.get_header("Content-Encoding") == "br"  # warcio can't
                        (record.raw_stream if is_brotli else record.content_stream()).read()
"""
_CAPTURES = """
list(blogpost.iter_captures(b""))
start = time.process_time()
for name in sys.argv[1].split(":"):
    for capture, posts in blogpost.iter_captures(Path(name)):
        pages += 1
        found += len(posts) if isinstance(posts, tuple) else 0
"""


class Cost(NamedTuple):
    """Seconds of the processor and by the clock, the most memory in MB, and the numbers of pages and posts."""

    processor: float
    memory: float
    pages: int
    posts: int
    clock: float


def begin(work: str, *arguments: str) -> subprocess.Popen[str]:
    code = _START.format(benchmarks=str(Path(__file__).parent)) + work + _END
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)


def cost(work: str, *arguments: str) -> Cost:
    clock = time.perf_counter()
    process = begin(work, *arguments)
    told, _ = process.communicate()
    assert process.returncode == 0
    processor, memory, pages, posts = told.split()
    return Cost(float(processor), float(memory), int(pages), int(posts), time.perf_counter() - clock)


def clock_of_two(files: list[Path]) -> float:
    """Seconds by the clock for a process for each of the files."""
    clock = time.perf_counter()
    processes = [begin(_CAPTURES, str(file)) for file in files]
    for process in processes:
        process.communicate()
    return time.perf_counter() - clock


def main(folders: list[str], count: int) -> None:
    pages = pages_in(folders)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.warc.gz" for number in range(2)]
        for file in files:
            with file.open("wb") as written:
                for each in records(pages, count // 2):
                    written.write(gzip.compress(each.plain, 6))
        size = sum(file.stat().st_size for file in files) / 1e6
        both = ":".join(map(str, files))
        plain = [cost(_PLAIN, ":".join(folders), str(count // 2)) for _ in files]
        seconds = sum(each.processor for each in plain)
        bare, read, one = cost(_BARE, both), cost(_CAPTURES, both), cost(_CAPTURES, str(files[0]))
        two = clock_of_two(files)
    assert bare.pages == read.pages == sum(each.pages for each in plain)
    assert read.posts == sum(each.posts for each in plain)
    print(f"{len(pages)} pages; {count:,} records, {read.pages:,} of them pages, {size:,.0f} MB\n")
    print("| | seconds | records/s | peak MB |\n|---|---|---|---|")
    print(f"| iter_posts, the pages alone | {seconds:.1f} | | {max(each.memory for each in plain):.0f} |")
    print(f"| warcio, reading alone | {bare.processor:.1f} | {count / bare.processor:,.0f} | {bare.memory:.0f} |")
    print(f"| iter_captures | {read.processor:.1f} | {count / read.processor:,.0f} | {read.memory:.0f} |")
    print(f"| iter_captures, the first half | {one.processor:.1f} | | {one.memory:.0f} |\n")
    print(f"iter_captures / (iter_posts + warcio): {read.processor / (seconds + bare.processor):.2f}")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"two processes by the clock: {read.clock / two:.2f} times one (load {load}; {os.cpu_count()} processors)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Speed and memory of reading web archives.")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--records", type=int, default=20_000)
    given = parser.parse_args()
    main(given.folders, given.records)
