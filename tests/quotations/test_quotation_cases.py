"""Texts with the quotations that a reader finds in them: tests/quotations/cases."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from expectations import expected

from blogpost.language.quotations.finding import find_quotations

CASES = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}-{case['about']}")
        for file in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    ]


@pytest.mark.parametrize("case", cases())
def test_quotations_of_a_text(case: dict[str, Any]) -> None:
    text = case["text"].strip()
    quotes = find_quotations(text, case.get("language"))
    wanted = [expected(told) for told in case["quotes"]]
    got = [{name: getattr(quote, name) for name in fields} for quote, fields in zip(quotes, wanted, strict=False)]
    assert (got, len(quotes)) == (wanted, len(wanted)), [quote.text for quote in quotes]
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)


def test_there_are_cases() -> None:
    assert len(cases()) > 50
