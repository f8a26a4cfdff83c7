"""Pages of all generations, and copies of pages as text: each a folder, with why it is there.

A folder has the page or the copy, and what a person sees on it: the posts as JSON, or why there is none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

import blogpost
from blogpost import NoPostError, Post

CASES_IN = Path(__file__).parent / "cases"


@frozen
class Case:
    """A folder, the name of the document in it, and the format that this is in."""

    folder: Path
    document: str
    format: str

    def __str__(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    def posts(self) -> list[Post]:
        return list(blogpost.iter_posts((self.folder / self.document).read_bytes(), format=self.format))

    def expected(self) -> Any:
        return json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))

    def why(self) -> str:
        return (self.folder / "why").read_text(encoding="utf-8")


def cases_in(name: str, document: str, format: str) -> list[Case]:  # noqa: A002
    return [Case(path, document, format) for path in sorted((CASES_IN / name).iterdir()) if path.is_dir()]


PAGES = cases_in("pages", "page.html", "html")
TEXTS = cases_in("texts", "copy.txt", "text")
CASES = [*PAGES, *TEXTS]
cases = pytest.mark.parametrize("case", CASES, ids=str)


@cases
def test_document_gives_what_a_person_sees_on_it(case: Case) -> None:
    expected = case.expected()
    if isinstance(expected, dict):
        with pytest.raises(NoPostError) as error:
            case.posts()
        assert expected["no_post"] in str(error.value)
    else:
        assert [blogpost.to_dict(post, quotes=False) for post in case.posts()] == expected


@pytest.mark.parametrize("case", [case for case in CASES if isinstance(case.expected(), list)], ids=str)
def test_its_posts_survive_json_and_markdown(case: Case) -> None:
    for post in case.posts():
        assert blogpost.from_json(blogpost.to_json(post)) == post
        assert blogpost.from_markdown(blogpost.to_markdown(post)) == post


@cases
def test_case_says_why_it_is_there(case: Case) -> None:
    assert case.why().strip()


def test_there_are_cases() -> None:
    assert len(PAGES) >= 40
    assert len(TEXTS) >= 9
