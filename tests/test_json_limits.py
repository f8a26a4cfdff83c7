"""JSON that Python's limits or JSON's own looseness could spoil: recursion, and keys that occur twice."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import blogpost
from blogpost import BlogpostError, Comment, ParseError, Post
from blogpost.codecs import json
from blogpost.content import BlockQuote, Emphasis, Figure, Image, Link, List, Paragraph, Strong, Table, Text, Underline
from strategies import posts

# ------------------------------------------------------------------------------------------------ recursion


def quoted(levels: int) -> Post:
    block: BlockQuote | Paragraph = Paragraph("x")
    for _ in range(levels):
        block = BlockQuote([block])
    return Post(body=[block])


def listed(levels: int) -> Post:
    block: List | Paragraph = Paragraph([Link("/x", [Emphasis([Strong([Underline([Text("x")])])])])])
    for _ in range(levels):
        block = List(items=[[block, Paragraph("y")]])
    return Post(body=[block, Table([[[Text("x")]]]), Figure(Image("/x"), [Text("y")])])


def replied(levels: int) -> Post:
    comment = Comment(body=[BlockQuote([Paragraph("x")])])
    for _ in range(levels):
        comment = Comment(id="1", replies=[comment, Comment(deleted=True)])
    return Post(title="x", comments=[comment])


DEEP: list[tuple[Callable[[int], Post], int]] = [(quoted, 62), (listed, 57), (replied, 60)]


@contextmanager
def recursion_limit(limit: int) -> Iterator[None]:
    before = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(limit)
        yield
    finally:
        sys.setrecursionlimit(before)


def deeper(levels: int, call: Callable[[], object]) -> object:
    """Calls from so many levels deeper in the program."""
    return deeper(levels - 1, call) if levels else call()


def survives(post: Post) -> bool:
    """Whether a post can be written here; if it can, it is read here."""
    try:
        text = blogpost.to_json(post)
        tree = blogpost.to_dict(post)
    except BlogpostError as error:
        assert "recursion limit" in str(error)  # noqa: PT017  where there is an error
        return False
    assert blogpost.from_json(text) == post
    assert list(blogpost.iter_posts(text.encode(), format="jsonl")) == [post]
    assert blogpost.from_dict(tree) == post
    return True


@pytest.fixture(scope="module", autouse=True)
def _ready() -> None:
    """The converters are made at first use, which takes more of the stack than the deepest post."""
    assert all(survives(make(depth)) for make, depth in DEEP)


@pytest.mark.parametrize(("make", "most"), DEEP, ids=["quotations", "lists", "replies"])
@pytest.mark.parametrize("share", [1, 2, 4, 10])
def test_what_could_be_written_is_read_at_any_recursion_limit(
    make: Callable[[int], Post], most: int, share: int
) -> None:
    post = make(most // share)
    told = []
    for limit in range(200, 1_000, 15):
        with recursion_limit(limit):
            told.append(survives(post))
    assert told == sorted(told), "a higher limit allows more"
    assert told[-1]


@pytest.mark.parametrize(("make", "most"), DEEP, ids=["quotations", "lists", "replies"])
def test_what_could_be_written_is_read_at_any_depth_of_a_program(make: Callable[[int], Post], most: int) -> None:
    post = make(most)
    told = [deeper(levels, lambda: survives(post)) for levels in range(0, 850, 25)]
    assert told[0]
    assert not any(told[told.index(False) if False in told else len(told) :]), "less room allows less"


def test_threads_have_a_stack_of_their_own() -> None:
    told: list[object] = []
    thread = threading.Thread(target=lambda: told.append(deeper(500, lambda: survives(quoted(62)))))
    thread.start()
    thread.join()
    assert told == [True]


@settings(max_examples=50)
@given(post=posts, levels=st.integers(0, 880))
def test_any_post_is_read_where_it_was_written(post: Post, levels: int) -> None:
    deeper(levels, lambda: survives(post))


@pytest.mark.parametrize("levels", range(700, 930, 15))
def test_a_first_use_without_room_spoils_no_later_one(levels: int) -> None:
    """What `cattrs` makes at the first use of a class, it keeps, also where there was no stack to make it well."""
    for converter in (json._writer, json._reader):
        converter.cache_clear()
    with suppress(BlogpostError, RecursionError):
        deeper(levels, lambda: survives(quoted(2)))
    assert all(survives(make(depth)) for make, depth in DEEP)


def test_problems_are_told_with_their_places_there_too() -> None:
    tree = blogpost.to_dict(quoted(40))
    innermost = tree
    for _ in range(40):
        innermost = (innermost.get("body") or innermost["content"])[0]
    innermost["content"][0]["content"] = 1

    def problem() -> str:
        with pytest.raises(ParseError) as raised:
            blogpost.from_dict(tree)
        return f"{raised.value.path}: {raised.value.message}"

    assert deeper(650, problem) == problem()
    assert problem().startswith("$.body[0].content[0].content[0]")


def test_reading_leaves_the_tree_as_it_was() -> None:
    tree = blogpost.to_dict(replied(60))
    written = str(tree)
    deeper(600, lambda: blogpost.from_dict(tree))
    assert str(tree) == written


@pytest.mark.parametrize("levels", [64, 100, 300, 900, 100_000])
def test_what_no_post_holds_is_refused(levels: int) -> None:
    inner = '{"type": "paragraph", "content": [{"type": "text", "text": "x"}]}'
    text = f'{{"schema": "blogpost/1", "body": [{chr(123)}"type": "block_quote", "content": [{inner}]}}]}}'
    text = text.replace(inner, '{"type": "block_quote", "content": [' * levels + inner + "]}" * levels)
    with pytest.raises(ParseError, match="deeper"):
        blogpost.from_json(text)


# ------------------------------------------------------------------------------------------------ keys that occur twice

TWICE: list[tuple[str, list[str]]] = [
    ('{"schema": "blogpost/1", "title": "a", "title": "b"}', ["$.title"]),
    ('{"schema": "blogpost/1", "title": "a", "title": "a"}', ["$.title"]),
    ('{"schema": "blogpost/1", "schema": "blogpost/1"}', ["$.schema"]),
    ('{"schema": "blogpost/1", "a": 1, "a": 2, "a": 3, "b": 1, "b": 1}', ["$.a", "$.b"]),
    ('{"schema": "blogpost/1", "\\u0061": 1, "a": 2}', ["$.a"]),
    (
        '{"schema": "blogpost/1", "byline": {"names": [], "names": []}, "comments": [{}, {"id": "1", "id": "2"}]}',
        ["$.byline.names", "$.comments[1].id"],
    ),
    (
        '{"schema": "blogpost/1", "body": [{"type": "paragraph", "content": [{"text": "", "text": 1}]}]}',
        ["$.body[0].content[0].text"],
    ),
    ('{"schema": "blogpost/1", "quotes": [{"text": "a", "text": "b"}]}', ["$.quotes[0].text"]),
    ('[{"a": 1, "a": 2}]', ["$[0].a"]),
]


@pytest.mark.parametrize(("text", "paths"), TWICE)
def test_keys_that_occur_twice_are_told_with_their_paths(text: str, paths: list[str]) -> None:
    with pytest.raises(ParseError) as raised:
        blogpost.from_json(text)
    assert str(raised.value).splitlines() == [f"duplicate key @ {path}" for path in paths]
    assert raised.value.path == paths[0]
    good = blogpost.to_json(Post(title="x"))
    lines = blogpost.iter_posts(f"{good}\n\n{text}\n", format="jsonl")
    assert next(lines).title == "x"
    with pytest.raises(ParseError, match=r"line 3: duplicate key @ \$") as told:
        next(lines)
    assert (told.value.line, told.value.path) == (3, paths[0])


def test_so_do_a_hundred_thousand() -> None:
    keys = ", ".join(f'"k{number % 50_000}": 1' for number in range(100_000))
    with pytest.raises(ParseError) as raised:
        blogpost.from_json(f'{{"schema": "blogpost/1", {keys}}}')
    assert len(raised.value.others) == 49_999


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("api", '{"kind": "blogger#post", "id": "1", "title": "a", "title": "b", "content": "x"}'),
        ("gdata-json", '{"entry": {"id": {"$t": "1"}, "title": {"$t": "a"}, "title": {"$t": "b"}}}'),
    ],
)
def test_in_others_json_the_last_one_counts(name: str, document: str) -> None:
    assert blogpost.parse(document, format=name).title == "b"
