"""Files written whole or not at all, and names for them that every file system takes."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO, TextIO
from urllib.parse import unquote

from blogpost.addresses import parts_of
from blogpost.model import Post
from blogpost.seen import Seen

# ------------------------------------------------------------------------------------------------ names

MAX_NAME = 100  # bytes: file systems allow 255, and an ending and a number follow
_NOT_IN_NAMES = re.compile(r"[^\w.]+")
_EDGES = "-._"
# Characters that nobody sees: soft hyphens, joiners, directions, selectors of variants. Unicode calls them default
# ignorable. Missing are those that count as letters, and the space of no width, which separates words.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Names of devices on Windows, with any ending.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)


def slug(text: str) -> str:
    """A text as a file name without an ending: lower-case words of any script, joined by hyphens.

    Returns:
        At most 100 bytes of UTF-8, without path separators, spaces, control characters or a dot at either end. Empty if
        the text has no letter or digit.
    """
    seen = _UNSEEN.sub("", text)
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", seen).casefold())
    name = _shortened(_NOT_IN_NAMES.sub(_between, plain).strip(_EDGES))
    stem, _, rest = name.partition(".")
    if stem not in _DEVICES:
        return name
    return _shortened(f"{stem}-.{rest}") if rest else f"{stem}-"


def _between(run: re.Match[str]) -> str:
    """The replacement of a run of other characters: the marks on the letter before, then a hyphen."""
    has_letter = run.start() > 0 and run.string[run.start() - 1].isalnum()
    marks = "".join(takewhile(_is_mark, run[0])) if has_letter else ""
    return marks + "-" * (len(marks) < len(run[0]))


def _is_mark(character: str) -> bool:
    """Whether a character is written on or around a letter, like vowels in Devanagari, Tamil, Thai and Arabic."""
    return unicodedata.category(character).startswith("M")


def _shortened(name: str) -> str:
    return name.encode("utf-8")[:MAX_NAME].decode("utf-8", "ignore").rstrip(_EDGES)


def name_of(post: Post) -> str:
    """A file name for a post, from the last part of its address, its title or its id, else ``post``."""
    last = unquote(parts_of(post.url).path).rpartition("/")[2]
    candidates = (re.sub(r"\.(html?|asp|php)$", "", last), post.title or "", post.id or "")
    return next((name for text in candidates if (name := slug(text))), "post")


class Names:
    """Unique file names within a folder. The same posts in the same order always get the same names."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = Seen(reserved)
        self._last: dict[str, int] = {}  # of names that were taken

    def free(self, name: str) -> str:
        """The name, or the name with the first number that makes it unique."""
        key = name.casefold()
        number, free = self._last.get(key, 1), name
        while not self._taken.add(free.casefold()):
            number += 1
            free = f"{name}-{number}"
        if number > 1:
            self._last[key] = number
        return free


# ------------------------------------------------------------------------------------------------ files


def write_whole(path: Path, text: str) -> None:
    """Write a file atomically, and make its folders if missing.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(text)


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Open a text file for an atomic write, as `whole_binary_file` does.

    Raises:
        OSError: it cannot be written.
    """
    with whole_binary_file(path) as binary, TextIOWrapper(binary, "utf-8", newline="\n") as text:
        yield text


@contextmanager
def whole_binary_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for an atomic write: a temporary file, which replaces the final one at the end of the context.

    If an error or interrupt ends the context, the temporary file is deleted. Its name is random, so several runs can
    write to one folder.

    Raises:
        OSError: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with open(temporary, "xb", opener=_open_new) as file:
            yield file
        temporary.replace(path)
    except BaseException:  # including interrupts
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Make a folder in which all files appear at once: a temporary one, which gets its name at the end of the context.

    After an error, the files that are complete appear, too. If an interrupt ends the context, they are deleted. If the
    folder is there already, files in it are replaced.

    Raises:
        OSError: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    temporary.mkdir(parents=True)
    try:
        try:
            yield temporary
        except Exception:
            _move(temporary, path)
            raise
        _move(temporary, path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _move(temporary: Path, path: Path) -> None:
    """Give a folder its name, or move its files into the folder that has the name."""
    if path.is_dir() and not path.is_symlink():
        for file in temporary.iterdir():
            file.replace(path / file.name)
    else:
        temporary.rename(path)


def _open_new(name: str, flags: int) -> int:
    """Create a file. Fails if it exists or is a link, which could lead out of the folder."""
    return os.open(name, flags | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
