"""Copies of pages as text: each folder of cases/texts has a copy, what a person sees in it, and why it is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import blogpost

FOLDER = Path(__file__).parent / "cases/texts"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
cases = pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)


@cases
def test_copy_gives_what_a_person_sees_in_it(case: Path) -> None:
    copy = (case / "copy.txt").read_text(encoding="utf-8")
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert [blogpost.to_dict(post, quotes=False) for post in blogpost.iter_posts(copy, format="text")] == expected


@cases
def test_posts_of_a_copy_survive_json_and_markdown(case: Path) -> None:
    for post in blogpost.iter_posts(case / "copy.txt", format="text"):
        assert blogpost.from_json(blogpost.to_json(post)) == post
        assert blogpost.from_markdown(blogpost.to_markdown(post)) == post


@cases
def test_case_says_why_it_is_there(case: Path) -> None:
    assert (case / "why").read_text(encoding="utf-8").strip()


def test_there_are_cases() -> None:
    assert len(CASES) >= 9
