"""Measure the time of `blogpost` and other tools on the same pages, each page by each tool in turn, in one process.

    python -m pip install trafilatura newspaper4k goose3 readability-lxml lxml_html_clean resiliparse mf2py
    python benchmarks/peers.py FOLDER [FOLDER ...]

Every tool is given the bytes of a page, and no garbage is collected meanwhile. They return less than a `Post` does:
what, is printed with them. Printed are the medians over the pages of each tool's time, and of `blogpost`'s time divided
by it. Tools that are not installed are left out.
"""

from __future__ import annotations

import contextlib
import importlib
import statistics
import sys
import warnings
from collections.abc import Callable, Sequence
from functools import partial

from lxml import html

import blogpost
from measuring import least_seconds, pages_in

_RUNS = 3

Tool = Callable[[bytes], object]


def _trafilatura() -> Tool:
    library = importlib.import_module("trafilatura")
    return lambda page: library.bare_extraction(page, with_metadata=True)


def _newspaper() -> Tool:
    library = importlib.import_module("newspaper")

    def read(page: bytes) -> object:
        article = library.Article("http://example.com/", fetch_images=False)
        article.download(input_html=page)
        article.parse()
        return article

    return read


def _goose() -> Tool:
    library = importlib.import_module("goose3")
    goose = library.Goose({"enable_image_fetching": False})
    return lambda page: goose.extract(raw_html=page)


def _readability() -> Tool:
    library = importlib.import_module("readability")
    return lambda page: library.Document(page).summary()


def _resiliparse() -> Tool:
    parse = importlib.import_module("resiliparse.parse.encoding")
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text

    def read(page: bytes) -> object:
        text = page.decode(parse.detect_encoding(page), "replace")
        return extract(text, main_content=True)

    return read


def _mf2py() -> Tool:
    library = importlib.import_module("mf2py")
    return lambda page: library.parse(doc=page)


def _lxml() -> Tool:
    bare: Tool = html.document_fromstring
    return bare


TOOLS: dict[str, tuple[Callable[[], Tool], str]] = {
    "lxml alone": (_lxml, "a tree"),
    "resiliparse": (_resiliparse, "text of the main content"),
    "mf2py": (_mf2py, "the page's microformats"),
    "readability-lxml": (_readability, "HTML of the main content, title"),
    "trafilatura": (_trafilatura, "text of the main content, title, author, date, tags"),
    "goose3": (_goose, "text of the main content, title, authors, date, images"),
    "newspaper4k": (_newspaper, "text of the main content, title, authors, date, images"),
}


def main(folders: Sequence[str]) -> int:
    pages = pages_in(folders)
    if not pages:
        print(__doc__)
        return 2
    warnings.simplefilter("ignore")
    tools: dict[str, Tool] = {"blogpost": _blogpost}
    for name, (make, _) in TOOLS.items():
        with contextlib.suppress(ImportError):
            tools[name] = make()
    times: dict[str, list[float]] = {name: [] for name in tools}
    for page in pages:
        for name, tool in tools.items():
            times[name].append(least_seconds(partial(_given, tool, page), runs=_RUNS))
    print(f"{len(pages)} pages, medians")
    for name in tools:
        ratio = statistics.median(ours / its for ours, its in zip(times["blogpost"], times[name], strict=True))
        gives = TOOLS[name][1] if name in TOOLS else "posts: body as content, comments in threads, all fields"
        print(f"{name:18} {1000 * statistics.median(times[name]):8.2f} ms   blogpost / it {ratio:6.2f}   {gives}")
    return 0


def _blogpost(page: bytes) -> object:
    return list(blogpost.iter_posts(page, format="html"))


def _given(tool: Tool, page: bytes) -> None:
    """Gives a page to a tool; one that fails on it counts like the others."""
    with contextlib.suppress(Exception):
        tool(page)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
