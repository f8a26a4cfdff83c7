"""Credits whose parts are on lines of their own, as data: which lines are one credit, and which are not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from blogpost.content import Link, Text
from blogpost.readers.text.lines import Marked
from blogpost.readers.text.split_credits import rejoined_credits

COPIES = tomllib.loads((Path(__file__).parent / "cases/split_credits.toml").read_text(encoding="utf-8"))["copy"]


@pytest.mark.parametrize("copy", COPIES, ids=[copy["why"] for copy in COPIES])
def test_split_credits(copy: dict[str, Any]) -> None:
    joined, content = rejoined_credits(copy["lines"], (), copy.get("language", "en"))
    assert list(joined) == copy["joined"]
    assert not content


def test_content_of_markdown_is_joined_like_its_text() -> None:
    profile = Link("https://quay.example/ines", "Ines Okafor")
    texts = ["Posted by", "Ines Okafor", "It left late.", "May 3, 2012", "in", "Harbour"]
    marked = [Marked(content=(Text(text),)) for text in texts]
    marked[1] = Marked(content=(profile,), links=(profile,))
    joined, content = rejoined_credits(texts, marked, "en")
    assert list(joined) == ["Posted by Ines Okafor", "", "It left late.", "May 3, 2012 in Harbour", "", ""]
    assert content[0] == Marked(content=(Text("Posted by"), Text(" "), profile), links=(profile,))
    assert content[3].content == (Text("May 3, 2012"), Text(" "), Text("in"), Text(" "), Text("Harbour"))
    assert [content[i] for i in (1, 4, 5)] == [Marked()] * 3
    assert content[2] is marked[2]
