"""What lines say of their author, case by case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from blogpost.language.bylines import Known, normal_case, parse_byline, parse_credit, parse_lines

CASES = Path(__file__).parent / "cases"
ONE_LINE = (
    "introduced.jsonl",
    "bare.jsonl",
    "languages.jsonl",
    "systems.jsonl",
    "kinds.jsonl",
    "meta_lines.jsonl",
    "none.jsonl",
)


def cases(*names: str) -> list[Any]:
    found = [json.loads(line) for name in names for line in (CASES / name).read_text("utf-8").splitlines()]
    assert found
    what = (case.get("text") or case["why"] for case in found)
    return [
        pytest.param(case, id=f"{case.get('language', 'en')} {text}") for case, text in zip(found, what, strict=True)
    ]


@pytest.mark.parametrize("case", cases(*ONE_LINE))
def test_a_line_is_a_byline_or_none(case: dict[str, Any]) -> None:
    """A case without names is none; what a case does not mention is not looked at, but for the affiliation."""
    credit = parse_credit(case["text"], language=case.get("language", "en"))
    if "names" not in case:
        assert credit is None
        return
    assert credit is not None
    assert credit.byline.names == tuple(case["names"])
    assert credit.byline.affiliation == case.get("affiliation")
    for field in ("when", "introducer"):
        assert getattr(credit, field) == case.get(field, getattr(credit, field))
    assert credit.byline.raw == case.get("raw", credit.byline.raw)


@pytest.mark.parametrize("case", cases("known.jsonl"))
def test_a_page_tells_names_from_sections(case: dict[str, Any]) -> None:
    """A case without names is no byline on its page."""
    credit = parse_credit(case["text"], known=Known(**case["known"]))
    assert list(credit.byline.names if credit else ()) == case.get("names", [])
    assert (credit.when if credit else None) == case.get("when", credit.when if credit else None)


@pytest.mark.parametrize("case", cases("lines.jsonl"))
def test_a_byline_may_have_several_lines(case: dict[str, Any]) -> None:
    """A case without a count begins with no byline; what a case does not mention is None."""
    found = parse_lines(case["lines"], language=case["language"])
    assert (found.count if found else None) == case.get("count")
    if found:
        byline = found.credit.byline
        assert byline.names == tuple(case["names"])
        assert (byline.raw, byline.affiliation) == (case.get("raw"), case.get("affiliation"))
        assert found.credit.when == case.get("when")


@pytest.mark.parametrize("case", cases("letter_case.jsonl"))
def test_a_name_gets_its_capitals(case: dict[str, Any]) -> None:
    assert normal_case(case["text"], language=case.get("language", "en")) == case["normal"]


def test_a_byline_is_that_of_its_credit() -> None:
    assert parse_byline("By Jane Doe, Reuters").affiliation == "Reuters"  # type: ignore[union-attr]
    assert parse_byline("Older Posts") is None


@pytest.mark.parametrize("language", ["pt", "pt-AO", "zh", "zh-Hant-HK", "iw", "in", "nb", "zu", "x-klingon", "en-GB"])
def test_any_language_tag_is_read_by_the_nearest_words(language: str) -> None:
    assert parse_byline("By Jane Doe", language=language) is not None
