"""What is in the packages: the library and nothing else in the wheel, all that the tests need in the source archive.

``BLOGPOST_PACKAGES`` names the folder in which both were built; without it there is nothing to look at.
"""

from __future__ import annotations

import os
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import blogpost

ROOT = Path(__file__).parent.parent
PACKAGES = Path(os.environ.get("BLOGPOST_PACKAGES", ""))
NAME = f"blogpost-{blogpost.__version__}"
FOLDERS = ("src", "tests", "docs", "examples", "benchmarks", "fuzz", "tools")
PAGES = ("README.md", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")
FILES = (*PAGES, "LICENSE", "noxfile.py", "pyproject.toml")

pytestmark = pytest.mark.skipif(not PACKAGES.name, reason="BLOGPOST_PACKAGES names no folder with packages")


def files(folder: str) -> Iterator[str]:
    """The files below a folder that belong to the repository, by their paths within it."""
    for path in (ROOT / folder).rglob("*"):
        within = path.relative_to(ROOT)
        if path.is_file() and not any(part[0] == "." or part in ("__pycache__", "_build") for part in within.parts):
            yield within.as_posix()


def test_the_wheel_is_the_library_and_nothing_else() -> None:
    path = PACKAGES / f"{NAME}-py3-none-any.whl"
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB, {len(names)} files")
    about = [name for name in names if name.startswith(f"{NAME}.dist-info/")]
    library = [name for name in names if name not in about]
    assert sorted(library) == sorted(name.removeprefix("src/") for name in files("src"))
    assert {Path(name).suffix for name in library} == {".py", ".toml", ".txt", ".typed"}
    assert {Path(name).name for name in about} == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "LICENSE"}


def test_the_source_archive_has_all_that_the_tests_need() -> None:
    path = PACKAGES / f"{NAME}.tar.gz"
    with tarfile.open(path) as archive:
        names = {member.name.removeprefix(f"{NAME}/") for member in archive if member.isfile()}
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB, {len(names)} files")
    assert names == {*FILES, *(name for folder in FOLDERS for name in files(folder)), ".gitignore", "PKG-INFO"}


def test_the_wheel_asks_for_seven_libraries_only() -> None:
    with zipfile.ZipFile(PACKAGES / f"{NAME}-py3-none-any.whl") as wheel:
        told = wheel.read(f"{NAME}.dist-info/METADATA").decode().partition("\n\n")[0].splitlines()
    needed = [line for line in told if line.startswith("Requires-Dist:") and "extra ==" not in line]
    assert len(needed) == 7
    assert "Requires-Python: >=3.11" in told
