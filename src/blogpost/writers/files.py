"""Files written so that there is never half of one, and none in a place that somebody else chose."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Self

# A link that waits in the place of a file would lead what is written to somewhere else.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_ATTEMPTS = 100


def write_whole(path: Path, text: str) -> None:
    """Writes a file atomically: a new file beside it moves to its place. Folders are made as needed.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with WholeFile(path) as file:
        file.write(text)


class WholeFile:
    """A text file in the making, which moves to its place at the end of the context, or vanishes if that is an error.

    Runs that write to one folder at once don't meet: each has a new file with a name of its own.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside, descriptor = _new_beside(path)
        self._file = os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")

    def write(self, text: str) -> None:
        """Writes more of it."""
        self._file.write(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        is_moved = False
        try:
            self._file.close()
            if kind is None:
                self._beside.replace(self._path)
                is_moved = True
        finally:
            if not is_moved:
                self._beside.unlink(missing_ok=True)


def _new_beside(path: Path) -> tuple[Path, int]:
    """A file that wasn't there before, next to a path, and its descriptor."""
    for _ in range(_ATTEMPTS):
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            return beside, os.open(beside, _NEW, 0o666)
        except FileExistsError:
            continue
    raise FileExistsError(f"{path.parent} has all names of new files already")
