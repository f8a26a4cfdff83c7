"""The parts of text copies, as data: their lines, where body, foot and comments begin and end, and each comment."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from blogpost.readers.text.cleaning import clean_lines
from blogpost.readers.text.flat_comments import read_said, read_signed
from blogpost.readers.text.lines import lines_of
from blogpost.readers.text.sections import find_sections

CASES = Path(__file__).parent / "cases"
CLEANED = tomllib.loads((CASES / "cleaned_text.toml").read_text(encoding="utf-8"))["text"]
COPIES = tomllib.loads((CASES / "text_sections.toml").read_text(encoding="utf-8"))["copy"]
LISTS = tomllib.loads((CASES / "flat_comments.toml").read_text(encoding="utf-8"))["list"]
_PART = re.compile(r"--- (\w+)\n")


def divided(copy: str) -> dict[str, list[str]]:
    """The lines of each part of a copy, as its marks divide it. Lines before the first mark are the head's."""
    _, *pieces = _PART.split(f"--- head\n{copy.strip()}\n")
    parts = dict(zip(pieces[::2], pieces[1::2], strict=True))
    return {part: list(filter(None, text.splitlines())) for part, text in parts.items() if part not in ("head", "out")}


@pytest.mark.parametrize("copy", CLEANED, ids=[copy["why"] for copy in CLEANED])
def test_lines_of_a_copy(copy: dict[str, Any]) -> None:
    text = copy["text"].strip()
    lines = clean_lines(text, is_markdown=True) if copy.get("is_markdown") else clean_lines(text)
    assert [line.strip() for line in lines] == copy["lines"]


@pytest.mark.parametrize("copy", COPIES, ids=[copy["why"] for copy in COPIES])
def test_parts_of_a_copy(copy: dict[str, Any]) -> None:
    text = _PART.sub("", copy["text"].strip() + "\n")
    sections = find_sections(lines_of(text.splitlines(), "en"))
    parts = {"body": sections.body, "foot": sections.foot, "comments": sections.comments}
    assert {part: [line.text for line in lines] for part, lines in parts.items() if lines} == divided(copy["text"])
    assert sections.truncated == copy.get("truncated", False)


@pytest.mark.parametrize("comments", LISTS, ids=[comments["why"] for comments in LISTS])
def test_comments_of_a_list_without_threads(comments: dict[str, Any]) -> None:
    read = read_signed if comments["is_signed"] else read_said
    read_comments = read(lines_of(comments["text"].strip().splitlines(), "en"), "en")
    written = [
        {"author": each.author, "when": each.when, "lines": [line.text for line in each.lines]}
        for each in read_comments
    ]
    assert written == comments.get("comments", [])
