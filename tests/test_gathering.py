"""Pages without marks: what stands between two elements, taken out of what holds it."""

from __future__ import annotations

import pytest
from lxml import etree, html

import blogpost
from blogpost.markup.dom import parse_html
from blogpost.readers.page.unmarked.gathering import gather

SPLITS = {
    "the edges lie in different elements": (
        "<p>a<b id=from></b>b</p>c<div>d<i id=to></i>e</div>",
        "<div><p>b</p>c<div>d</div></div>",
    ),
    "what the parser takes for a name, but lxml makes none of": (
        '<p xml:lang="en" class="x">a<b id=from></b>b</p><x<y>c<i id=to></i>d</x<y>',
        '<div><p class="x">b</p><div>c</div></div>',
    ),
}


@pytest.mark.parametrize(("markup", "expected"), SPLITS.values(), ids=SPLITS)
def test_what_stands_between_is_gathered(markup: str, expected: str) -> None:
    holder = html.fragment_fromstring(markup, create_parent="body")
    before, after = (holder.xpath(f"//*[@id='{name}']")[0] for name in ("from", "to"))
    own = gather(holder, before, after)
    assert own is not None
    own.tail = None
    assert etree.tostring(own, encoding="unicode") == expected


def test_halves_have_names_that_lxml_makes() -> None:
    holder = html.fragment_fromstring("<x<y>a<b id=from></b>b</x<y><i id=to></i>", create_parent="body")
    before, after = (holder.xpath(f"//*[@id='{name}']")[0] for name in ("from", "to"))
    own = gather(holder, before, after)
    assert own is not None
    assert etree.tostring(own, encoding="unicode") == "<div><div>b</div></div>"


def test_controls_are_no_text_of_elements() -> None:
    """The parser makes them, of themselves and of references, and lxml refuses to take them back."""
    root = parse_html(
        "\f&#1;<p>a\x01<b id=from></b>b\x1f&#12;c</p>d\x02<div class='x\x01y'>&#xfffe;e<i id=to></i></div>f"
    )
    assert root is not None
    before, after = (root.xpath(f"//*[@id='{name}']")[0] for name in ("from", "to"))
    own = gather(root[0], before, after)
    assert own is not None
    own.tail = None
    assert etree.tostring(own, encoding="unicode") == '<div><p>b c</p>d<div class="xy">e</div></div>'


def test_what_is_behind_stays_where_it_was() -> None:
    """The next post may be held by the element that this one ends in."""
    holder = html.fragment_fromstring("<i id=from></i>a<div>b<p>c<b id=to></b>d</p>e</div>f", create_parent="body")
    before, after, around = (holder.xpath(f"//*[@id='{name}' or name()='{name}']")[0] for name in ("from", "to", "div"))
    own = gather(holder, before, after)
    assert own is not None
    own.tail = None
    assert etree.tostring(own, encoding="unicode") == "<div>a<div>b<p>c</p></div></div>"
    assert after.getparent().getparent() is around
    assert etree.tostring(around, encoding="unicode") == '<div><p><b id="to"/>d</p>e</div>f'


_LINK = '<a href="http://www.blogger.com/comment.g?postID={}">2 comments</a>'
_NUMBERS = ("111389692188861251", "111389692188861252")


def test_a_post_that_begins_where_the_one_above_ends() -> None:
    first, second = _NUMBERS
    page = (
        f'<html><head><meta name="generator" content="Blogger"></head><body><a name="{first}"></a>'
        f'<div>Text of the first post, in some words. {_LINK.format(first)}<a name="{second}"></a></div>'
        f"Text of the second, in other words. {_LINK.format(second)}</body></html>"
    )
    texts = [post.text for post in blogpost.iter_posts(page, format="html")]
    assert texts == ["Text of the first post, in some words.", "Text of the second, in other words."]
