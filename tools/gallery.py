"""Makes the pictures of docs/gallery.md: each example as Chromium shows it, and what was read from it.

``python tools/gallery.py``, or with the browser's name after it.
"""
# ruff: noqa: INP001  a script, not a module of a package

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

import blogpost
from blogpost.formats import FORMATS

_ROOT = Path(__file__).parent.parent
_EXAMPLES = {
    "harbour-bridge.txt": (760, 1500),
    "nebelbruecke.html": (760, 1500),
    "classic-2004.html": (760, 1300),
}  # and how wide and high their pictures are
_FOLDER = _ROOT / "docs/gallery"


def main(arguments: Sequence[str]) -> int:
    """Writes the pictures; returns the exit status."""
    chromium = arguments[0] if arguments else "chromium"
    _FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, size in _EXAMPLES.items():
            example = _ROOT / "examples" / name
            shown, seen = Path(folder, "shown.html"), Path(folder, "seen.html")
            shown.write_text(_as_page(example), encoding="utf-8")
            seen.write_text(_view(example), encoding="utf-8")
            stem = example.stem
            _picture(chromium, shown, _FOLDER / f"{stem}-shown.png", size)
            _picture(chromium, seen, _FOLDER / f"{stem}-read.png", size)
    return 0


def _as_page(example: Path) -> str:
    """A page as it is; a text as a browser shows one."""
    text = example.read_text(encoding="utf-8")
    if example.suffix == ".html":
        return text
    return f"<!DOCTYPE html><meta charset=utf-8><pre style='white-space: pre-wrap'>{escape(text)}</pre>"


def _view(example: Path) -> str:
    write = FORMATS["view"].write
    assert write is not None
    return write(next(blogpost.iter_posts(example)))


def _picture(chromium: str, page: Path, picture: Path, size: tuple[int, int]) -> None:
    command = (chromium, "--headless", "--disable-gpu", "--no-sandbox", "--hide-scrollbars", f"--screenshot={picture}")
    window = f"--window-size={size[0]},{size[1]}"
    subprocess.run([*command, window, page.as_uri()], check=True, capture_output=True, timeout=120)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
