"""Restore the lines of a page from a text as clipboards, mail programs and PDF readers pass it on."""

from __future__ import annotations

import re

from blogpost.language.characters import EMPTY_SPACES, INVISIBLE, without_padding
from blogpost.language.line_breaks import rejoined

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]+")
_EDGES = " \t" + EMPTY_SPACES + INVISIBLE
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}  # from the fonts of PDF files

_QUOTED = re.compile(r">\s?")
_MAX_LINES_BEFORE_QUOTED = 5  # of the mail itself: "On Monday, Jane wrote:"


def clean_lines(text: str) -> list[str]:
    """The lines without invisible characters, with the marks of quoted mail removed and wrapped lines joined."""
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)  # costs next to nothing if there are none
    lines = [line if line.isprintable() else _visible(line) for line in map(str.strip, text.splitlines())]
    return rejoined(_unquoted(lines) if ">" in text else lines)


def _visible(line: str) -> str:
    return without_padding(_CONTROLS.sub("", line.replace("\t", " ")).strip(_EDGES))


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the "> " of a mail that quotes them all, perhaps below "On Monday, Jane wrote:"."""
    while (start := _start_of_quoted(lines)) is not None:
        lines = [_QUOTED.sub("", line, count=1).strip() for line in lines[start:]]
    return lines


def _start_of_quoted(lines: list[str]) -> int | None:
    start = next((number for number, line in enumerate(lines) if line.startswith(">")), None)
    if start is None or not all(line.startswith(">") for line in lines[start:] if line):
        return None
    before = [line for line in lines[:start] if line]
    if len(before) > _MAX_LINES_BEFORE_QUOTED or (before and not before[-1].endswith(":")):
        return None
    return start
