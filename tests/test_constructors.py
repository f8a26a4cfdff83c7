"""Constructors accept what one means, and give what the plain values give; what nobody can mean is an error."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogpost import Blog, Byline, Comment, Location, Post
from blogpost.content import (
    Block,
    BlockQuote,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Paragraph,
    Strong,
    Table,
    Text,
    blocks,
)
from blogpost.model import CommentFields, PostFields
from strategies import body, line, moments, nasty, posts, text

# ------------------------------------------------------------------------------------------------ laws


@given(text)
def test_a_string_is_a_byline_of_one_name(name: str) -> None:
    assert Post(byline=name, posted_by=name) == Post(byline=Byline(name), posted_by=Byline((name,)))
    assert Comment(author=name) == Comment(author=Byline((name,)))


@given(st.lists(text, max_size=3))
def test_strings_are_a_byline_of_several_names(names: list[str]) -> None:
    assert Post(byline=names) == Post(byline=iter(names)) == Post(byline=Byline(tuple(names)))


@given(text)
def test_a_string_is_the_name_of_a_place(name: str) -> None:
    assert Post(location=name) == Post(location=Location(name))


@given(moments)
def test_a_time_is_read_from_its_iso_form(when: dt.date | None) -> None:
    post = Post(published=when)
    if post.published is not None:
        written = post.published.isoformat()
        assert Post(published=written, updated=f" {written.replace('T', ' ')}\n") == Post(published=when, updated=when)
        assert Post(published=written).published.isoformat() == written  # type: ignore[union-attr]  # it has one


@given(st.lists(st.one_of(nasty, text), max_size=5), st.sampled_from(("\n\n", "\r\n \t\r\n", "\n \n\n", "\r\r")))
def test_a_string_is_its_paragraphs(parts: list[str], gap: str) -> None:
    parts = [re.sub("[\r\n]+", " ", part) for part in parts]
    expected = blocks(Paragraph(part) for part in parts)
    whole = gap.join(parts)
    assert Post(body=whole).body == BlockQuote(whole).content == blocks([whole]) == expected
    assert List(items=[whole]) == List(items=[expected])


@given(body, st.data())
def test_texts_among_blocks_are_strings(content: list[Block], data: st.DataObject) -> None:
    """A paragraph of nothing but text, without a line end in it, can be given as its string."""
    given = [_as_string(block) if data.draw(st.booleans()) else block for block in blocks(content)]
    assert blocks(given) == blocks(content)


def _as_string(block: Block) -> Block | str:
    match block:
        case Paragraph((Text(text),)):
            return text
        case _:
            return block


@given(line, st.data())
def test_texts_among_inlines_are_strings(content: list[Inline], data: st.DataObject) -> None:
    given = [node.text if isinstance(node, Text) and data.draw(st.booleans()) else node for node in content]
    assert Paragraph(given) == Paragraph(content)
    assert Emphasis(given) == Emphasis(content)
    assert Link("#a", given) == Link("#a", content)
    assert Heading(2, given) == Heading(2, content)
    assert Table([[given]]) == Table([[content]])
    assert Figure("a.png", given) == Figure(Image("a.png"), content)


@given(line)
def test_a_node_can_come_alone(content: list[Inline]) -> None:
    for node in content:
        assert Paragraph(node) == Paragraph([node])
        assert Table([[node]]) == Table([[[node]]])
    assert Post(body=Paragraph(content)) == Post(body=[Paragraph(content)])


@given(posts, posts)
def test_a_changed_copy_is_as_if_it_had_been_made_so(post: Post, other: Post) -> None:
    assert post.evolve() == post
    assert (
        post.evolve(title=other.title, body=other.body, comments=other.comments).evolve(
            title=post.title, body=post.body, comments=post.comments
        )
        == post
    )
    for comment in post.comments:
        assert comment.evolve(author="Jane Doe").author == Byline("Jane Doe")


# ------------------------------------------------------------------------------------------------ order


@given(st.lists(posts, max_size=5), st.randoms())
def test_posts_have_an_order_whatever_their_times(some: list[Post], random: Any) -> None:
    ordered = sorted(some, key=Post.sort_key)
    random.shuffle(some)
    assert [each.sort_key() for each in sorted(some, key=Post.sort_key)] == [each.sort_key() for each in ordered]


@given(moments, moments, moments)
def test_the_order_is_total(one: dt.date | None, other: dt.date | None, another: dt.date | None) -> None:
    first, second, third = (Post(published=when).sort_key() for when in (one, other, another))
    assert (first < second) + (first == second) + (first > second) == 1
    assert not first < second < third or first < third


@given(moments, moments)
def test_the_order_is_that_of_time_where_python_knows_it(one: dt.date | None, other: dt.date | None) -> None:
    first, second = Post(published=one), Post(published=other)
    try:
        is_before = first.published < second.published  # type: ignore[operator]  # which raises
    except TypeError:
        return
    assert (first.sort_key()[:2] < second.sort_key()[:2]) is is_before


def test_a_day_is_its_first_moment_and_no_date_comes_last() -> None:
    times = ("2019-03-13T23:59", "2019-03-14", "2019-03-14T10:30+01:00", "2019-03-14T10:00", "2019-03-15", None)
    ordered = [Post(published=when) for when in times]
    assert sorted([*ordered[3:], *ordered[:3]], key=Post.sort_key) == ordered
    assert all(one.sort_key() < other.sort_key() for one, other in pairwise(ordered))


# ------------------------------------------------------------------------------------------------ errors that teach

WRONG: list[tuple[Callable[[Any], object], Any, str]] = [
    (lambda value: Post(labels=value), "one", r"labels are a list: write labels=\['one'\]"),
    (lambda value: Post(truncated=value), "no", "expected True or False, not 'no'"),
    (lambda value: Comment(deleted=value), None, "expected True or False, not None"),
    (lambda value: List(ordered=value), "1", "expected True or False, not '1'"),
    (
        lambda value: Post(url=value),
        "not a url",
        "expected an address such as https://example.org/page, not 'not a url'",
    ),
    (lambda value: Byline("x", url=value), " Jane Doe", "expected an address such as"),
    (lambda value: Blog(url=value), "Harbour log", "expected an address such as"),
    (
        lambda value: Post(published=value),
        "yesterday",
        "expected a date or time such as 2019-03-14 or 2019-03-14T10:00",
    ),
    (lambda value: Post(published=value), "20190314", "expected a date or time such as"),
    (lambda value: Post(updated=value), "2019-02-30", "day is out of range|day .* must be in range"),
    (lambda value: Post(published=value), 1552557600, "expected a date or a time, not int"),
    (lambda value: Post(byline=value), {"name": "Jane Doe"}, "expected a list of names, or a Byline, not dict"),
    (lambda value: Post(byline=value), 5, "expected a list of names, or a Byline, not int"),
    (lambda value: Comment(author=value), [Byline("x")], "expected a string, not Byline"),
    (lambda value: Post(location=value), (55.6, 12.5), "expected a Location or the name of a place, not tuple"),
    (
        lambda value: Post(blog=value),
        "Harbour log",
        r"expected a Blog, as in Blog\(title='Harbour log'\), not a string",
    ),
    (lambda value: Post(comments=value), Comment(body="x"), "expected a list of comments, not Comment"),
    (lambda value: Post(comments=value), ["Nice!"], "expected a comment, not a string"),
    (lambda value: Post(body=value), {"type": "paragraph"}, "expected a list of blocks, not dict"),
    (lambda value: Post(body=value), b"bytes", "expected a list of blocks, not bytes"),
    (lambda value: Post(body=value), [Strong("x")], "expected a block, not Strong, which stands within a Paragraph"),
    (lambda value: Post(body=value), 5, "expected a list of blocks, not int"),
    (Paragraph, [Paragraph("x")], "expected an inline or a string, not Paragraph"),
    (Paragraph, None, "expected a list of inlines, not NoneType"),
    (lambda value: List(items=value), "one", "expected a list of items, not a string"),
    (Table, "one", "expected a list of rows, not a string"),
    (Table, ["one"], "expected a list of cells, not a string"),
    (Figure, None, "expected an image or its address, not NoneType"),
]


@pytest.mark.parametrize(("make", "value", "message"), WRONG, ids=[message[:40] for _, _, message in WRONG])
def test_what_nobody_can_mean_is_an_error(make: Callable[[Any], object], value: Any, message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=message):
        make(value)


@pytest.mark.parametrize(
    "url", ["https://a.example/a b", "/a b", "a/b c", "#a b", "?a b", "a.html b", "a", " a ", "a:b c"[:1]]
)
def test_addresses_may_have_spaces_after_a_sign_of_an_address(url: str) -> None:
    assert Post(url=url).url == url.strip().replace(" ", "%20")


def test_numbers_of_databases_are_flags() -> None:
    assert Post(truncated=1).truncated is True
    assert Comment(deleted=0).deleted is False


@pytest.mark.parametrize(("fields", "cls"), [(PostFields, Post), (CommentFields, Comment)])
def test_a_changed_copy_has_the_types_of_the_constructor(fields: type, cls: type) -> None:
    constructor = {name: parameter.annotation for name, parameter in inspect.signature(cls).parameters.items()}
    assert {name: kind.__forward_arg__ for name, kind in fields.__annotations__.items()} == constructor
