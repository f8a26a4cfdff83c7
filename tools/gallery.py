"""Makes the pictures of docs/gallery.md: each example as Chromium shows it, and what was read from it.

``python tools/gallery.py``, or with the browser's name after it.
"""
# ruff: noqa: INP001  a script, not a module of a package

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

import blogpost
from blogpost.formats import FORMATS

_ROOT = Path(__file__).parent.parent
_EXAMPLES = ("harbour-bridge.txt", "nebelbruecke.html", "classic-2004.html")
_WIDTH = 760  # of the pictures, which are as high as their pages
_POLICY = re.compile(r"<meta http-equiv=.?Content-Security-Policy[^>]*>", re.IGNORECASE)
_FOLDER = _ROOT / "docs/gallery"


def main(arguments: Sequence[str]) -> int:
    """Writes the pictures; returns the exit status."""
    chromium = arguments[0] if arguments else "chromium"
    _FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in _EXAMPLES:
            example = _ROOT / "examples" / name
            shown, seen = Path(folder, "shown.html"), Path(folder, "seen.html")
            shown.write_text(_as_page(example), encoding="utf-8")
            seen.write_text(_view(example), encoding="utf-8")
            stem = example.stem
            _picture(chromium, shown, _FOLDER / f"{stem}-shown.png")
            _picture(chromium, seen, _FOLDER / f"{stem}-read.png")
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


def _picture(chromium: str, page: Path, picture: Path) -> None:
    size = f"--window-size={_WIDTH},{_height(chromium, page)}"
    _run(chromium, size, "--hide-scrollbars", f"--screenshot={picture}", page.as_uri())


def _height(chromium: str, page: Path) -> int:
    """The height of a page in pixels, which a script writes into its title."""
    script = "<script>document.title = document.documentElement.scrollHeight</script>"
    measured = page.with_suffix(".measured.html")
    measured.write_text(_POLICY.sub("", page.read_text(encoding="utf-8")) + script, encoding="utf-8")
    document = _run(chromium, f"--window-size={_WIDTH},300", "--dump-dom", measured.as_uri())
    title = re.search(r"<title>(\d+)</title>", document)
    assert title is not None
    return int(title[1])


def _run(chromium: str, *arguments: str) -> str:
    command = (chromium, "--headless", "--disable-gpu", "--no-sandbox", *arguments)
    return subprocess.run(command, check=True, capture_output=True, timeout=120, encoding="utf-8").stdout  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
