"""Files written whole or not at all, and names for them that every file system takes."""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import TextIO
from urllib.parse import unquote

from blogpost.addresses import parts_of
from blogpost.model import Post

# ------------------------------------------------------------------------------------------------ names

MAX_NAME = 100  # bytes: file systems allow 255, and an ending and a number are to follow
_NOT_IN_NAMES = re.compile(r"[^\w.]+")
_EDGES = "-._"
# What is never seen, but for what Unicode calls formats: signs that choose a variant of the letter before.
_SELECTORS = re.compile("[\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPACE_OF_NO_WIDTH = "\u200b"  # a format that parts words
# Names that Windows gives to devices, whatever their ending.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)


def slug(text: str) -> str:
    """A text as the name of a file without an ending: lower-case words with hyphens between, in any script.

    It has no separators, no spaces, no control characters and no dot at an edge, and is at most 100 bytes of UTF-8; it
    is empty where the text has no letter or digit.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", _seen(text)).casefold())
    name = _shortened(_NOT_IN_NAMES.sub(_between, plain).strip(_EDGES))
    stem, _, rest = name.partition(".")
    if stem not in _DEVICES:
        return name
    return _shortened(f"{stem}-.{rest}") if rest else f"{stem}-"


def _seen(text: str) -> str:
    """The text without what isn't seen: directions, joiners, soft hyphens, selectors of variants."""
    return text if text.isascii() else "".join(filter(_is_seen, _SELECTORS.sub("", text)))


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) != "Cf" or character == _SPACE_OF_NO_WIDTH


def _between(run: re.Match[str]) -> str:
    """What remains of characters that aren't letters or digits: the marks on the letter before, then a hyphen."""
    others = run[0]
    has_letter = run.start() > 0 and run.string[run.start() - 1].isalnum()
    marks = "".join(takewhile(_is_mark, others)) if has_letter else ""
    return marks + "-" * (len(marks) < len(others))


def _is_mark(character: str) -> bool:
    """Whether it is written on or around a letter, as vowels are in Devanagari, Tamil, Thai and Arabic."""
    return unicodedata.category(character).startswith("M")


def _shortened(name: str) -> str:
    return name.encode("utf-8")[:MAX_NAME].decode("utf-8", "ignore").rstrip(_EDGES)


def name_of(post: Post) -> str:
    """The name of a post: the last part of its address, else its title, else its id, else ``post``."""
    last = unquote(parts_of(post.url).path).rpartition("/")[2]
    wanted = (re.sub(r"\.(html?|asp|php)$", "", last), post.title or "", post.id or "")
    return next((name for text in wanted if (name := slug(text))), "post")


class Names:
    """Gives every post of one folder a name of its own, the same in every run over the same posts in the same order."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._given = set(reserved)
        self._last: dict[str, int] = {}

    def free(self, name: str) -> str:
        """The name, or the name with the first number behind it that nobody has yet."""
        key = name.casefold()
        number, free = self._last.get(key, 1), name
        while free.casefold() in self._given:
            number += 1
            free = f"{name}-{number}"
        self._last[key] = number
        self._given.add(free.casefold())
        return free


# ------------------------------------------------------------------------------------------------ files


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
