"""Texts as tools print them: what was broken is joined again, what a tool added goes, and what people wrote stays."""

from __future__ import annotations

import textwrap
import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from blogpost.language.line_breaks import rejoined
from blogpost.language.printing import unprinted
from blogpost.language.system_words import count_in, is_control, labels_in, labels_in_sentence, name_before_says

_CASES = tomllib.loads((Path(__file__).parent / "cases/printed_text.toml").read_text(encoding="utf-8"))

words = st.text("abcdefghijklmnop", min_size=2, max_size=12)
paragraphs = st.lists(st.lists(words, min_size=30, max_size=90).map(" ".join), min_size=2, max_size=5)


@given(paragraphs, st.integers(60, 100), st.integers(0, 10))
def test_paragraphs_broken_at_a_width_come_back(texts: list[str], width: int, indent: int) -> None:
    assume(all(len(text) > 2 * width for text in texts))
    printed = "\n\n".join(
        textwrap.fill(text, width, initial_indent=" " * indent, subsequent_indent=" " * indent) for text in texts
    )
    assert [line for line in rejoined(printed.split("\n")) if line] == texts


@given(paragraphs, st.integers(60, 100))
def test_a_longer_line_elsewhere_changes_nothing(texts: list[str], width: int) -> None:
    menu = " ".join(["entry"] * 40)
    printed = "\n\n".join((menu, *(textwrap.fill(text, width) for text in texts)))
    assert [line for line in rejoined(printed.split("\n")) if line] == [menu, *texts]


@given(
    st.lists(st.lists(words, min_size=1, max_size=8).map(lambda each: " ".join(each).capitalize() + "."), max_size=30)
)
def test_lines_with_room_left_stay(lines: list[str]) -> None:
    assume(all(len(line) < 38 for line in lines))
    assert rejoined(lines) == lines


@pytest.mark.parametrize("case", _CASES["printed"], ids=[case["why"] for case in _CASES["printed"]])
def test_marks_of_tools(case: dict[str, str]) -> None:
    lines = unprinted(case["text"].split("\n"), is_wrapped=bool(case.get("is_wrapped")))
    assert "\n".join(lines) == case["clean"]


@pytest.mark.parametrize("case", _CASES["broken"], ids=[case["why"] for case in _CASES["broken"]])
def test_broken_lines(case: dict[str, str]) -> None:
    lines = rejoined(case["text"].split("\n"), is_markdown=bool(case.get("is_markdown")))
    assert "\n".join(lines) == case["joined"]


@pytest.mark.parametrize("case", _CASES["words"], ids=[case["line"] for case in _CASES["words"]])
def test_words_of_other_systems(case: dict[str, str]) -> None:
    line, language = case["line"], case.get("language", "en")
    found = {
        "count": count_in(line, language),
        "labels": labels_in(line, language),
        "sentence": list(labels_in_sentence(line, language)) or None,
        "says": name_before_says(line, language),
        "control": is_control(line, language) or None,
    }
    assert {key: value for key, value in found.items() if value is not None} == {
        key: value for key, value in case.items() if key in found
    }
