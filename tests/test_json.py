"""The JSON codec keeps the contract, and says of a document that breaks it what is wrong and where."""

from __future__ import annotations

import copy
import json
import pickle
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

import blogpost
from blogpost import ParseError, Post
from strategies import posts

CASES = Path(__file__).parent / "cases"
WHOLE = (CASES / "json/whole.json").read_text(encoding="utf-8")
PROBLEMS = tomllib.loads((CASES / "json/problems.toml").read_text(encoding="utf-8"))["problem"]


def test_the_whole_contract_is_read_and_written() -> None:
    """A document that has every field and node comes back as it was, but for what is at its default."""
    tree = json.loads(WHOLE)
    written = blogpost.to_dict(blogpost.from_json(WHOLE))
    quotes = written.pop("quotes")
    assert [quote["kind"] for quote in quotes] == ["block"]
    assert written == {key: value for key, value in tree.items() if key != "kind"}


def test_text_is_utf_8_and_can_be_indented() -> None:
    post = Post(title="Über “Brücken”")
    assert blogpost.to_json(post) == '{"schema": "blogpost/1", "title": "Über “Brücken”"}'
    assert blogpost.to_json(post, indent=1).splitlines()[1] == ' "schema": "blogpost/1",'


# ------------------------------------------------------------------------------------------------ all that is derived


@given(posts)
def test_the_full_form_is_read_to_the_same_post(post: Post) -> None:
    full = blogpost.to_dict(post, full=True)
    assert blogpost.from_dict(full) == post
    assert json.loads(blogpost.to_json(post, full=True)) == full
    assert blogpost.from_dict(full | {"text": "", "quotes": []}) == post


@given(posts)
def test_the_full_form_has_the_short_one_in_it(post: Post) -> None:
    assert _without_more(blogpost.to_dict(post, full=True), blogpost.to_dict(post)) == blogpost.to_dict(post)


def _without_more(full: Any, short: Any) -> Any:
    """A tree without the keys that another one has not."""
    if isinstance(full, dict) and isinstance(short, dict):
        return {key: _without_more(value, short[key]) for key, value in full.items() if key in short}
    if isinstance(full, list) and isinstance(short, list):
        return [_without_more(*pair) for pair in zip(full, short, strict=True)]
    return full


@settings(max_examples=50)
@given(posts)
def test_the_full_form_has_no_gaps_for_readers(post: Post) -> None:
    full = blogpost.to_dict(post, full=True)
    assert full["text"] == post.text
    assert {"kind", "status", "labels", "truncated", "body", "quotes", "comments"} <= full.keys()
    assert [(quote["kind"], quote["text"]) for quote in full["quotes"]] == [(q.kind, q.text) for q in post.quotes]
    assert "quotes" not in blogpost.to_dict(post, quotes=False, full=True)
    trees = list(objects(full))
    assert [tree["text"] for tree in trees if "replies" in tree] == [each.text for each in post.all_comments()]
    assert not [tree for tree in trees if None in tree.values()]
    assert not [tree for tree in trees if "name" in tree and tree.get("names") == []]


def objects(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in a tree, parents first."""
    if isinstance(tree, dict):
        yield tree
    for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from objects(value)


def test_an_empty_post_in_full() -> None:
    lists: dict[str, Any] = {"labels": [], "body": [], "quotes": [], "comments": []}
    assert blogpost.to_dict(Post(), full=True) == {
        "schema": "blogpost/1", "kind": "post", "status": "live", "truncated": False, "text": "", **lists,
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------ problems


def at(tree: Any, path: str) -> tuple[Any, Any]:
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in way:
        tree = tree[step]
    return tree, last


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem["path"])
def test_problems_are_told_with_their_places(problem: dict[str, Any]) -> None:
    tree = json.loads(WHOLE)
    holder, last = at(tree, problem["path"])
    holder[last] = json.loads(problem["value"])
    with pytest.raises(ParseError) as raised:
        blogpost.from_json(json.dumps(tree))
    assert str(raised.value).splitlines() == problem["expected"]
    assert raised.value.path == problem["expected"][0].rpartition(" @ ")[2]


def test_all_problems_are_told_at_once() -> None:
    tree = json.loads(WHOLE)
    tree["title"], tree["unknown"], tree["comments"][0]["id"] = 1, 2, 3
    with pytest.raises(ParseError) as raised:
        blogpost.from_dict(tree)
    assert set(str(raised.value).splitlines()) == {
        "expected a string, not 1 @ $.title",
        "unknown key @ $.unknown",
        "expected a string, not 3 @ $.comments[0].id",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected JSON"),
        ("{", "expected JSON"),
        ("[1]", "expected an object, not a list @ $"),
        ("{}", 'expected "blogpost/1", not null: this JSON does not come from blogpost @ $.schema'),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "this is a JSON Feed, read the Atom or RSS feed"),
        ('{"schema": "blogpost/1", "location": {"latitude": NaN}}', "NaN is not a JSON number"),
        ('{"schema": "blogpost/1", "comment_count": ' + "9" * 5000 + "}", "expected JSON"),
        ("[" * 100_000, "nests deeper"),
        ('{"schema": "blogpost/1", "comments": ' + '[{"replies": ' * 5000 + "[]" + "}]" * 5000 + "}", "nests deeper"),
    ],
    ids=["empty", "cut", "list", "no-schema", "json-feed", "nan", "long-number", "deep", "deep-replies"],
)
def test_what_is_no_document_of_ours(text: str, message: str) -> None:
    with pytest.raises(ParseError) as raised:
        blogpost.from_json(text)
    assert message in str(raised.value)


def test_errors_are_pickled_whole() -> None:
    with pytest.raises(ParseError) as raised:
        blogpost.from_json('{"schema": "blogpost/1", "title": 1}')
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(again), again.path, again.others) == (str(raised.value), "$.title", ())
    assert isinstance(again, ValueError)


# ------------------------------------------------------------------------------------------------ the schema

VALIDATOR = jsonschema.Draft202012Validator(blogpost.json_schema())


def documents() -> Iterator[Any]:
    yield json.loads(WHOLE)
    for path in sorted(CASES.rglob("expected.json")):
        if any(path.is_relative_to(CASES / folder) for folder in ("index", "lone")):  # they state a few fields of each
            continue
        expected = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(expected, list):  # not the reason why there is no post
            yield from expected


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(blogpost.json_schema())


@pytest.mark.parametrize("document", list(documents()), ids=lambda document: str(document.get("title"))[:30])
def test_the_schema_accepts_every_case(document: Any) -> None:
    VALIDATOR.validate(document)


@settings(max_examples=50)  # validating takes much longer than writing
@given(posts)
def test_the_schema_accepts_whatever_is_written(post: Post) -> None:
    VALIDATOR.validate(blogpost.to_dict(post))
    VALIDATOR.validate(blogpost.to_dict(post, full=True))


def mutations(tree: Any) -> Iterator[Any]:
    """The tree with each of its values replaced by one of another type, and with an unknown key in each object."""

    def places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inner in items:
            yield (*path, key)
            yield from places(inner, (*path, key))

    for path in [*places(tree, ())]:
        changed = copy.deepcopy(tree)
        holder = changed
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = {"no": "such"} if not isinstance(holder[path[-1]], dict) else "no object"
        yield changed


MUTATIONS = list(mutations(blogpost.to_dict(blogpost.from_json(WHOLE), full=True)))  # what is derived is checked, too


def test_there_are_mutations() -> None:
    assert len(MUTATIONS) > 150


@pytest.mark.parametrize("tree", MUTATIONS, ids=range(len(MUTATIONS)))
def test_schema_and_codec_refuse_the_same(tree: Any) -> None:
    assert not VALIDATOR.is_valid(tree)
    with pytest.raises(ParseError):
        blogpost.from_dict(tree)


def test_an_array_has_several_posts() -> None:
    posts = [Post(title="a"), Post(title="b")]
    array = json.dumps([blogpost.to_dict(post) for post in posts])
    assert list(blogpost.iter_posts(array)) == posts
    with pytest.raises(blogpost.SeveralPostsError):
        blogpost.parse(array)
    with pytest.raises(blogpost.NoPostError):
        blogpost.parse("[]", format="json")


def test_a_problem_in_an_array_has_its_place() -> None:
    array = [blogpost.to_dict(Post(title="a")), {"schema": "blogpost/1", "title": 1, "labels": [2]}]
    posts = blogpost.iter_posts(json.dumps(array))
    assert next(posts).title == "a"
    with pytest.raises(blogpost.ParseError) as raised:
        next(posts)
    assert str(raised.value) == "expected a string, not 1 @ $[1].title\nexpected a string, not 2 @ $[1].labels[0]"
    with pytest.raises(blogpost.ParseError, match=r"expected an object, not 3 @ \$\[0\]"):
        blogpost.parse("[3]", format="json")
