"""Names for files, out of titles and addresses: such as every file system takes, and for the same post the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import takewhile
from urllib.parse import unquote

from blogpost.addresses import parts_of
from blogpost.model import Post

MAX_NAME = 100  # bytes: file systems allow 255, and an ending and a number are to follow
_NOT_IN_NAMES = re.compile(r"[^\w.]+")
_EDGES = "-._"
# What nobody sees: soft hyphens, joiners, directions, selectors of variants. Unicode calls them default ignorable.
# Missing are those that count as letters, and the space of no width, which parts words.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Names that Windows gives to devices, whatever their ending.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)


def slug(text: str) -> str:
    """A text as the name of a file without an ending: lower-case words with hyphens between, in any script.

    It has no separators, no spaces, no control characters and no dot at an edge, and is at most 100 bytes of UTF-8; it
    is empty where the text has no letter or digit.
    """
    seen = _UNSEEN.sub("", text)
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", seen).casefold())
    name = _shortened(_NOT_IN_NAMES.sub(_between, plain).strip(_EDGES))
    stem, _, rest = name.partition(".")
    if stem not in _DEVICES:
        return name
    return _shortened(f"{stem}-.{rest}") if rest else f"{stem}-"


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
