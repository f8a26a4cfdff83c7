"""Draws the tables of benchmarks/README.md: the time of a page by tool, and memory over an archive's size.

``python tools/plots.py`` (``pip install '.[plots]'``) writes the pictures of docs/plots from nothing but the tables.
Their words and figures are text, so the tests compare them without drawing anything.
"""
# ruff: noqa: INP001  a script, not a module of a package

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_ROOT = Path(__file__).parent.parent
_TABLES = _ROOT / "benchmarks/README.md"
_FOLDER = _ROOT / "docs/plots"

# Each can be read on white and on black, since the background is the page's.
_WORDS, _OURS, _OTHERS, _FAINT = "#7c7c7c", "#d2691e", "#7c8fa6", "#999999"
# The lines of the second picture, by the readers of the table: their names, and the places of their figures.
_READERS = {
    "--to hugo": ("--to hugo", _OURS, 8),
    "iter_posts": ("iter_posts", _OURS, -15),
    "iterparse": ("lxml's iterparse alone", _OTHERS, -15),
}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "blogpost",  # the same file from the same figures
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib; a reader's own where it is missing
    "font.size": 11,
    "text.color": _WORDS,
    "axes.labelcolor": _WORDS,
    "axes.edgecolor": _FAINT,
    "xtick.color": _WORDS,
    "ytick.color": _WORDS,
    "savefig.transparent": True,
}


def main() -> int:
    """Writes both pictures; returns the exit status."""
    page = _TABLES.read_text(encoding="utf-8")
    with mpl.rc_context(_STYLE):
        _save(_speed(page), "speed", "Milliseconds for a page, beside other tools")
        _save(_memory(page), "memory", "Peak of memory over the size of an archive")
    return 0


def _rows(page: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """The cells below these headings, in the one table that has them all."""
    found = False
    for table in page.split("\n\n"):
        lines = [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in table.splitlines()]
        if lines and set(columns) <= set(lines[0]):
            found = True
            numbers = [lines[0].index(column) for column in columns]
            yield from (tuple(line[number] for number in numbers) for line in lines[2:])
    if not found:
        raise SystemExit(f"{_TABLES} has no table with the columns {', '.join(columns)}")


def _speed(page: str) -> Figure:
    rows = list(_rows(page, "tool", "time for a page, median"))
    names, times = [row[0] for row in rows], [row[1] for row in rows]
    figure = Figure(figsize=(7, 0.36 * len(rows) + 0.2))
    axes = figure.add_axes((0.24, 0.02, 0.64, 0.96))
    bars = axes.barh(
        range(len(rows)),
        [float(time.removesuffix(" ms")) for time in times],
        color=[_OURS if name == "blogpost" else _OTHERS for name in names],
        height=0.62,
    )
    axes.bar_label(bars, times, padding=5)
    axes.set_yticks(range(len(rows)), names)
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.xaxis.set_visible(False)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    return figure


def _memory(page: str) -> Figure:
    peaks: dict[str, dict[str, str]] = defaultdict(dict)  # by reader and size
    for size, reader, peak in _rows(page, "archive", "reader", "peak MB"):
        peaks[reader][size] = peak
    sizes = {size: float(size.removesuffix(" MB")) for size in next(iter(peaks.values()))}
    figure = Figure(figsize=(7, 4))
    axes = figure.add_axes((0.1, 0.12, 0.64, 0.84))
    axes.set(xscale="log", yscale="log", xlabel="archive", ylabel="peak, in megabytes")
    axes.minorticks_off()
    axes.set_xticks(list(sizes.values()), list(sizes))
    axes.set_yticks([10, 100, 1000], ["10", "100", "1000"])
    axes.spines[["top", "right"]].set_visible(False)
    axes.plot([*sizes.values()], [*sizes.values()], color=_FAINT, linestyle=":", linewidth=1.2)
    _name(axes, "the archive's size", max(sizes.values()), max(sizes.values()), _WORDS)
    for reader, (name, colour, offset) in _READERS.items():
        values = [float(peaks[reader][size]) for size in sizes]
        axes.plot([*sizes.values()], values, color=colour, marker="o", linewidth=1.8)
        for size, value in zip(sizes, values, strict=True):
            label = f"{peaks[reader][size]} MB"
            axes.annotate(label, (sizes[size], value), (0, offset), textcoords="offset points", ha="center")
        _name(axes, name, sizes[size], value, colour)
    axes.margins(x=0.09)
    axes.set_ylim(bottom=10)
    return figure


def _name(axes: Axes, name: str, x: float, y: float, colour: str) -> None:
    """The name of a line, after its end."""
    axes.annotate(name, (x, y), (14, 0), textcoords="offset points", va="center", color=colour)


def _save(figure: Figure, name: str, title: str) -> None:
    """Writes a picture, without the day and the program's version, so it changes only with the figures."""
    _FOLDER.mkdir(exist_ok=True)
    metadata = {"Date": None, "Creator": None, "Format": None, "Type": None, "Title": title}
    figure.savefig(_FOLDER / f"{name}.svg", metadata=metadata)


if __name__ == "__main__":
    sys.exit(main())
