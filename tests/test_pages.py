"""Pages of all generations, each a folder: the page, what a person says is on it, and why the case is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import blogpost
from blogpost import NoPostError, Post

CASES = sorted(path for path in (Path(__file__).parent / "cases" / "pages").iterdir() if path.is_dir())
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def read(case: Path) -> list[Post]:
    return list(blogpost.iter_posts((case / "page.html").read_bytes(), format="html"))


@cases
def test_page_gives_what_a_person_sees_on_it(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    if isinstance(expected, dict):
        with pytest.raises(NoPostError) as error:
            read(case)
        assert expected["no_post"] in str(error.value)
    else:
        assert [blogpost.to_dict(post, quotes=False) for post in read(case)] == expected


@cases
def test_post_of_a_page_survives_json_and_markdown(case: Path) -> None:
    for post in [] if "no_post" in (case / "expected.json").read_text(encoding="utf-8") else read(case):
        assert blogpost.from_json(blogpost.to_json(post)) == post
        assert blogpost.from_markdown(blogpost.to_markdown(post)) == post


@cases
def test_case_says_why_it_is_there(case: Path) -> None:
    assert (case / "why").read_text(encoding="utf-8").strip()


def test_there_are_cases() -> None:
    assert len(CASES) >= 40
