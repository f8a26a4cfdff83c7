"""The law of the house, as far as import-linter's contracts in pyproject.toml can't say it (ARCHITECTURE.md)."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from source import MODULES, SOURCE

ROOT = Path(__file__).parent.parent
LAZY = {
    "formats",
    "gatherings",
    "model",
    "sites",
    "tables",
}  # they load spokes, and the rules for quotations, at first use
LAZY |= {"cli.options", "cli.destinations", "cli.reading", "cli.texts"}  # for what few runs need


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """The modules of this library that a module imports, and whether it imports them within a function."""
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


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_only_few_import_within_functions(path: Path) -> None:
    module = dotted(path)
    within = [name for name, is_within in imports(path) if is_within]
    assert not within or module in LAZY, f"{module} imports {', '.join(within)} within a function"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_nobody_imports_the_package_root(path: Path) -> None:
    assert "" not in [name for name, _ in imports(path)]


# ------------------------------------------------------------------------------------------------ contracts


def contracts_kept(source: Path) -> tuple[bool, str]:
    """Whether the library below a folder keeps all contracts, and the linter's report."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        check=False,
        env={**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1", "COLUMNS": "1000"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return run.returncode == 0, run.stdout + run.stderr


def test_the_contracts_are_kept() -> None:
    pytest.importorskip("importlinter")
    is_kept, report = contracts_kept(SOURCE.parent)
    assert is_kept, report


@pytest.mark.parametrize(
    ("module", "imported", "contract"),
    [
        ("language/dates.py", "blogpost.markup.dom", "A module imports only from the layers below"),
        ("values.py", "blogpost.model", "A module imports only from the layers below"),
        ("codecs/json.py", "blogpost.formats", "A module imports only from the layers below"),
        ("readers/threads.py", "blogpost.codecs.json", "A module imports only from the layers below"),
        ("writers/html.py", "blogpost.readers.threads", "A module imports only from the layers below"),
        ("readers/text/__init__.py", "blogpost.readers.page", "The readers of pages, text and archives never meet"),
        ("readers/threads.py", "blogpost.readers.page", "Modules that several readers use import no reader"),
        ("readers/page/general/site.py", "blogpost.readers.page.themes", "knows none of Blogger's themes"),
        ("writers/html.py", "lxml", "Only markup and the readers know the parser"),
    ],
)
def test_each_contract_can_be_broken(tmp_path: Path, module: str, imported: str, contract: str) -> None:
    pytest.importorskip("importlinter")
    shutil.copytree(SOURCE, tmp_path / "blogpost", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "blogpost" / module).open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imported}\n")
    is_kept, report = contracts_kept(tmp_path)
    assert not is_kept
    assert contract in report.partition("Broken contracts")[2], report


# ------------------------------------------------------------------------------------------------ the map

MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def named_in_tree(page: str) -> set[str]:
    """The paths in the tree, relative to the library; folders end in a slash."""
    tree = page.partition("```\nsrc/blogpost/\n")[2].partition("```")[0]
    names: set[str] = set()
    folders: list[str] = []
    for line in tree.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2 - 1
        del folders[depth:]
        listed = re.split(r"\s{2,}", line.strip())[0].split(", ")
        names.update("".join(folders) + name for name in listed)
        folders.append(listed[0])
    return names


def missing_in_tree(names: set[str], paths: list[str]) -> list[str]:
    """The paths that the tree lacks: folders, and files unless the tree lists no file of their folder."""
    listed = {name.rpartition("/")[0] for name in names if name.endswith(".py")}
    files = [path for path in paths if path.rpartition("/")[0] in listed and path not in names]
    folders = {f"{path.rpartition('/')[0]}/" for path in paths if "/" in path}
    return [path for path in files if not path.endswith("/__init__.py")] + sorted(folders - names)


def test_the_tree_has_every_module_or_its_package() -> None:
    paths = [path.relative_to(SOURCE).as_posix() for path in MODULES]
    assert not missing_in_tree(named_in_tree(MAP), paths)


def test_the_tree_has_nothing_else() -> None:
    names = named_in_tree(MAP)
    assert len(names) > 40
    assert not [name for name in names if not list(SOURCE.glob(name.rstrip("/")))]


def test_a_gap_in_the_tree_is_found() -> None:
    names = named_in_tree("```\nsrc/blogpost/\n  a.py    first\n  b/      second\n    c.py, d.py\n```\n")
    assert names == {"a.py", "b/", "b/c.py", "b/d.py"}
    assert missing_in_tree(names, ["a.py", "x.py", "b/__init__.py", "b/c.py", "b/e.py", "f/g.py"]) == [
        "x.py",
        "b/e.py",
        "f/",
    ]


def test_files_named_in_the_text_exist() -> None:
    names = re.findall(r"`([\w/]+(?:\.py|/))`", MAP)
    assert len(names) > 8
    assert not [name for name in names if not any((root / name).exists() for root in (SOURCE, ROOT))]


# ------------------------------------------------------------------------------------------------ loading


def test_reading_a_page_loads_no_yaml() -> None:
    page = ROOT / "examples/nebelbruecke.html"
    code = f"import sys, pathlib, blogpost; blogpost.parse(pathlib.Path({str(page)!r})); print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"
