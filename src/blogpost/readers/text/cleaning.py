"""Restore the lines of a page from a text as clipboards, mail programs and PDF readers pass it on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from blogpost.language.characters import EMPTY_SPACES, INVISIBLE, without_padding
from blogpost.language.detection import likely_languages
from blogpost.language.line_breaks import rejoined
from blogpost.language.line_kinds import LineKind, kinds_of
from blogpost.language.locale import FALLBACK
from blogpost.language.printing import unprinted

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]+")
_EDGES = " \t" + EMPTY_SPACES + INVISIBLE
_OWN = LineKind.FOOT | LineKind.OF_COMMENTS | LineKind.DATE
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}  # from the fonts of PDF files

_QUOTED = re.compile(r">\s?")
_LINK_NUMBER = re.compile(r"\[\d{1,4}\]")  # as Lynx prints it before a link
_MAX_OWN_LINE = 100  # characters of a byline, a day or a row of buttons
_MAX_LINES_BEFORE_QUOTED = 5  # of the mail itself: "On Monday, Jane wrote:"


def clean_lines(text: str, *, is_markdown: bool = False) -> list[str]:
    """The lines without invisible characters, with the marks of quoted mail removed and wrapped lines joined."""
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)  # costs next to nothing if there are none
    lines = [line if line.isprintable() else _visible(line) for line in text.splitlines()]
    lines = _unquoted(lines) if ">" in text else lines
    joined = rejoined(lines, is_markdown=is_markdown, begins_anew=_test_for_page(lines))
    return joined if is_markdown else unprinted(joined, is_wrapped=len(joined) < len(lines))


def _test_for_page(lines: Sequence[str]) -> Callable[[str], bool]:
    """A test for lines that are the page's own, which begin anew wherever the line above them ends."""
    languages: list[str] = []

    def is_of_page(line: str) -> bool:
        line = _LINK_NUMBER.sub("", line)
        if len(line) > _MAX_OWN_LINE:
            return False
        if not languages:
            languages.append(next(iter(likely_languages([line.strip() for line in lines])), FALLBACK))
        return bool(kinds_of(line, languages[0]) & _OWN)

    return is_of_page


def _visible(line: str) -> str:
    """The line without what nobody sees; its indentation stays."""
    line = _CONTROLS.sub("", line.replace("\t", " "))
    text = without_padding(line.strip(_EDGES))
    indent = line[: len(line) - len(line.lstrip(_EDGES))]
    end = line[len(line.rstrip(_EDGES)) :]
    return " " * len(indent.replace("\ufeff", "")) + text + " " * len(end)


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the "> " of a mail that quotes them all, perhaps below "On Monday, Jane wrote:"."""
    while (start := _start_of_quoted(lines)) is not None:
        lines = [_QUOTED.sub("", line.lstrip(), count=1) for line in lines[start:]]
    return lines


def _start_of_quoted(lines: list[str]) -> int | None:
    start = next((number for number, line in enumerate(lines) if line.lstrip().startswith(">")), None)
    if start is None or not all(line.startswith(">") for line in map(str.strip, lines[start:]) if line):
        return None
    before = [line for line in map(str.strip, lines[:start]) if line]
    if len(before) > _MAX_LINES_BEFORE_QUOTED or (before and not before[-1].endswith(":")):
        return None
    return start
