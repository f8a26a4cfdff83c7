"""Pages without marks: what stands between two elements, taken out of what holds it."""

from __future__ import annotations

import pytest
from lxml import etree, html

from blogpost.readers.page.unmarked.gathering import gathered

SPLITS = {
    "the edges lie in different elements": (
        "<p>a<b id=from></b>b</p>c<div>d<i id=to></i>e</div>",
        "<div><p>b</p>c<div>d</div></div>",
    ),
    "what the parser takes for a name, but lxml makes none of": (
        '<p xml:lang="en" class="x">a<b id=from></b>b</p><x<y>c<i id=to></i>d</x<y>',
        '<div><p class="x">b</p><x<y>c</x<y></div>',
    ),
}


@pytest.mark.parametrize(("markup", "expected"), SPLITS.values(), ids=SPLITS)
def test_what_stands_between_is_gathered(markup: str, expected: str) -> None:
    holder = html.fragment_fromstring(markup, create_parent="body")
    before, behind = (holder.xpath(f"//*[@id='{name}']")[0] for name in ("from", "to"))
    own = gathered(holder, before, behind)
    assert own is not None
    own.tail = None
    assert etree.tostring(own, encoding="unicode") == expected


def test_halves_have_names_that_lxml_makes() -> None:
    holder = html.fragment_fromstring("<x<y>a<b id=from></b>b</x<y><i id=to></i>", create_parent="body")
    before, behind = (holder.xpath(f"//*[@id='{name}']")[0] for name in ("from", "to"))
    own = gathered(holder, before, behind)
    assert own is not None
    assert etree.tostring(own, encoding="unicode") == "<div><div>b</div></div>"
