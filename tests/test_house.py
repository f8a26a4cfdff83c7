"""The law of the house (ARCHITECTURE.md): a module imports strictly downwards, or inside its own spoke."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from source import MODULES, SOURCE

# The floors from the ground up. A module may import from floors below its own; within one floor, only from modules of
# the same package (a spoke), or, where the floor is a list of single modules, from those before it in the list.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("version", "errors", "remembering", "copies", "addresses", "canonical"),
    ("blogger",),
    ("values", "sources", "sniffing"),
    ("language",),
    ("content",),
    ("quotations",),
    ("model",),
    ("markup",),
    ("readers", "codecs", "writers"),
    ("formats",),
    ("streams", "progress", "destinations", "cli"),
    ("__init__", "__main__"),
)
LAZY = {"formats", "model"}  # the table that loads a spoke at first use, and quotations, which are found when asked for


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """What a module imports of this library, and whether within a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(ast.iter_child_nodes(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{dotted(path)} imports relatively"
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "blogpost" else [node.module]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name and (name == "blogpost" or name.startswith("blogpost.")):
                yield name.removeprefix("blogpost").removeprefix("."), node not in top


SPOKES = ("readers", "codecs", "writers")


def room_of(module: str) -> str:
    return module.partition(".")[0] or "__init__"


def floor_of(module: str) -> int:
    found = [number for number, rooms in enumerate(FLOORS) if room_of(module) in rooms]
    assert found, f"{module} stands on no floor: give it one in tests/test_house.py and ARCHITECTURE.md"
    return found[0]


def is_lawful(module: str, imported: str) -> bool:
    if floor_of(module) != floor_of(imported):
        return floor_of(imported) < floor_of(module)
    return room_of(module) == room_of(imported) or room_of(module) not in SPOKES


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_go_downwards(path: Path) -> None:
    module = dotted(path)
    unlawful = [name for name, within in imports(path) if not within and not is_lawful(module, name)]
    assert not unlawful, f"{module} may not import {', '.join(unlawful)}"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_only_few_import_within_functions(path: Path) -> None:
    module = dotted(path)
    within = [name for name, is_within in imports(path) if is_within]
    assert not within or module in LAZY, f"{module} imports {', '.join(within)} within a function"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_nobody_imports_the_package_root(path: Path) -> None:
    assert "" not in [name for name, _ in imports(path)]


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("language.dates", "markup.dom"),
        ("values", "model"),
        ("readers.page.page_reader", "codecs.json"),
        ("codecs.json", "formats"),
        ("writers.html", "readers.threads"),
    ],
)
def test_the_law_can_be_broken(module: str, imported: str) -> None:
    assert not is_lawful(module, imported)
