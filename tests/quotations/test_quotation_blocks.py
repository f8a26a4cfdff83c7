"""Quotations of a body: block quotations, code, and the places of them all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from expectations import expected

from blogpost.codecs.markdown import loads

CASES = tomllib.loads((Path(__file__).parent / "blocks.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_quotations_of_a_body(case: dict[str, Any]) -> None:
    post = loads(case["body"])
    quotes = post.quotes
    wanted = [expected(told) for told in case["quotes"]]
    got = [{name: getattr(quote, name) for name in fields} for quote, fields in zip(quotes, wanted, strict=False)]
    assert (got, len(quotes)) == (wanted, len(wanted)), [(quote.kind, quote.text) for quote in quotes]
    assert all(post.text[quote.start : quote.end] == quote.text for quote in quotes)
