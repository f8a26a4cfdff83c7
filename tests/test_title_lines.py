"""A first line that repeats the title goes from a body only if nothing goes with it."""

from __future__ import annotations

import pytest

from blogpost.content import Block, Heading, Image, Link, Paragraph, Strong, Text
from blogpost.readers.credits import extract_credits

URL = "http://quay.example/2012/03/fog.html"
TEXT = Paragraph("The ferry left at seven.")
LINES: dict[str, tuple[list[Block], bool]] = {
    "a line": ([Paragraph("STORM CLOUD"), TEXT], True),
    "a heading that leads to the post": ([Heading(2, [Link(f"{URL}?m=1", "Storm cloud")]), TEXT], True),
    "with an image": ([Paragraph([Image("/a.jpg"), Text("Storm cloud")]), TEXT], False),
    "with an image in a link": ([Paragraph([Link("/a", [Image("/a.jpg")]), Strong("Storm cloud")]), TEXT], False),
    "with an image in bold": ([Paragraph([Strong([Image("/a.jpg"), Text("Storm cloud")])]), TEXT], False),
    "a link to somewhere else": ([Paragraph([Link("http://other.example/", "Storm cloud")]), TEXT], False),
    "the whole body": ([Paragraph("Storm cloud")], False),
}


@pytest.mark.parametrize(("body", "goes"), LINES.values(), ids=LINES)
def test_title_lines(body: list[Block], goes: bool) -> None:
    taken = extract_credits(body, title="Storm Cloud", language="en", url=URL)
    assert taken.body == tuple(body[1:] if goes else body)
