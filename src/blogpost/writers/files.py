"""Files written so that there is never half of one, and none in a place that somebody else chose."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


def write_whole(path: Path, text: str) -> None:
    """Writes a file atomically. Folders are made as needed.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(text)


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file in the making: a new file beside its place, which moves there at the end of the context.

    Whatever ends the context otherwise, an interrupt too, leaves nothing. The name beside is a new one each time, so
    that runs that write to one folder at once never meet.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with open(beside, "x", encoding="utf-8", newline="\n", opener=_open_new) as file:
            yield file
        beside.replace(path)
    except BaseException:  # a name of 16 random digits is nobody else's
        beside.unlink(missing_ok=True)
        raise


def _open_new(name: str, flags: int) -> int:
    """Opens a file that wasn't there; a link in its place would lead what is written to somewhere else."""
    return os.open(name, flags | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
