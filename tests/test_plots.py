"""The pictures of docs/plots show the figures of the tables that tools/plots.py draws."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "benchmarks/README.md"


def table(page: Path, *first: str) -> list[list[str]]:
    """The rows of the one table whose headings begin with these."""
    heading = f"| {' | '.join(first)} |".replace("  ", " ")
    tables = re.findall(rf"^{re.escape(heading)}.*\n\|[-|]+\n((?:\|.*\n)+)", page.read_text("utf-8"), re.MULTILINE)
    assert len(tables) == 1, f"{page.name}: {len(tables)} tables with {first}"
    return [[cell.strip(" *") for cell in row.strip("|").split("|")] for row in tables[0].splitlines()]


def words(picture: str) -> list[str]:
    """What a reader of the picture reads, in its order."""
    tree = ET.parse(ROOT / "docs/plots" / picture)
    return ["".join(text.itertext()) for text in tree.iter("{http://www.w3.org/2000/svg}text")]


def test_speed() -> None:
    rows = table(BENCHMARKS, "tool", "time for a page, median")
    assert words("speed.svg") == [row[0] for row in rows] + [row[1] for row in rows]


def test_memory() -> None:
    rows = table(BENCHMARKS, "archive", "posts", "reader")
    sizes = list(dict.fromkeys(row[0] for row in rows))
    readers = ("--to hugo", "iter_posts", "iterparse")
    peaks = [f"{row[-1]} MB" for reader in readers for row in rows if row[2] == reader]
    assert [word for word in words("memory.svg") if word.endswith(" MB")] == sizes + peaks


@pytest.mark.parametrize("heading", [("tool", "time for a page, median"), ("", "blogpost", "trafilatura 2.3.1")])
def test_the_comparison_has_the_same_figures(heading: tuple[str, ...]) -> None:
    assert table(ROOT / "docs/why.md", *heading) == table(BENCHMARKS, *heading)
