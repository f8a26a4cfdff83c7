"""Arguments of the wrong kind: the error says what they look like, and what to write instead."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import NoPostError, ParseError, Post, UnknownFormatError
from blogpost.advice import on_no_post

POST = Post(title="Low tide", body="Nothing much today.")
PATHS = [
    "page.html", "folder/page.HTM", "/home/jane/page", "~/page.txt", "./page", "../page", r"C:\Users\jane\page.html",
    "my page.html", "takeout-2024.zip", "export.xml", " post.md\n", "folder\\post.jsonl",
]  # fmt: skip
ADDRESSES = [
    "https://example.org/2012/10/low-tide.html",
    "http://example.org",
    "www.example.org/x",
    "HTTPS://EXAMPLE.ORG/",
]
TEXTS = [
    "Hello",
    "",
    "Low tide at noon.",
    "He wrote in 2012/10",
    "a",
    "<p>x</p>",
    "page.html\nand more",
    "x" * 2000 + ".html",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_as_a_string_is_recognised(path: str) -> None:
    for document in (path, path.encode()):
        with pytest.raises(NoPostError) as raised:
            blogpost.parse(document)
        assert str(raised.value) == f"this looks like a file name. Pass a Path: parse(Path({path.strip()!r}))"
    with pytest.raises(NoPostError, match="this looks like a file name"):
        next(blogpost.iter_posts(path))


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_recognised(address: str) -> None:
    with pytest.raises(NoPostError) as raised:
        blogpost.parse(address)
    assert f"parse(Path('page.html'), url={address!r})" in str(raised.value)


def test_paths_as_strings_among_archives_are_recognised() -> None:
    with pytest.raises(UnknownFormatError, match=r"This looks like a file name. Write Path\('a.xml'\)"):
        next(blogpost.iter_posts(["a.xml", "b.xml"]))
    with pytest.raises(UnknownFormatError, match=r"and this is text$"):
        next(blogpost.iter_posts(["A title\n\nA paragraph."]))


def test_the_address_of_a_file_is_recognised() -> None:
    with pytest.raises(NoPostError, match=r"parse\(Path\('/home/jane/page.html'\)\)"):
        blogpost.parse("file:///home/jane/page.html")


def test_whatever_exists_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour log").touch()
    with pytest.raises(NoPostError, match=r"Pass a Path: parse\(Path\('harbour log'\)\)"):
        blogpost.parse("harbour log")


def test_no_other_computer_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "exists", pytest.fail)
    for name in (r"\\server\share", "//server/share"):
        assert on_no_post(name)


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_have_the_reader_s_message(text: str) -> None:
    assert on_no_post(text) is None
    with pytest.raises(NoPostError, match="there is no post in this"):
        blogpost.parse(text)


def test_a_path_with_a_format_is_recognised() -> None:
    with pytest.raises(ParseError, match="this looks like a file name"):
        blogpost.parse("page.json", format="json")
    with pytest.raises(NoPostError, match="this looks like a file name"):
        blogpost.parse("page.html", format="html")


@given(
    st.sampled_from([*PATHS, *ADDRESSES]),
    st.sampled_from(["\n\nA paragraph of words, and another of them.\n", "\n\n\n"]),
)
def test_any_string_that_has_a_post_is_a_document(first: str, rest: str) -> None:
    text = f"{first.strip()}\n{rest}"
    try:
        post = blogpost.parse(text)
    except NoPostError:
        assert not rest.strip()
    else:
        assert "A paragraph" in post.text
    assert blogpost.from_markdown(first).body == blogpost.from_markdown(f"{first}\n").body


def test_a_zip_file_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "takeout-1.zip").write_bytes(b"")
    with pytest.raises(NoPostError) as raised:
        blogpost.parse(tmp_path)
    assert f"pass Path({str(tmp_path / 'takeout-1.zip')!r})" in str(raised.value)


def test_a_folder_that_is_no_takeout(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>x</p>", "utf-8")
    with pytest.raises(NoPostError, match=r"parse each: \[parse\(path\) for path in Path\(.*\)\.rglob\('\*\.html'\)\]"):
        blogpost.parse(tmp_path)


class Response:
    content = b"<p>x</p>"
    url = "https://example.org/"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            ["a.html"],
            "not list. For several documents, write [parse(each) for each in documents], or iter_posts(archives)",
        ),
        (map(Path, ["a"]), "not map. For several documents, write"),
        (POST, "not Post. A Post needs no parsing"),
        ({"schema": "blogpost/1"}, "not dict. For a tree of JSON, write from_dict(tree)"),
        (Response(), "not Response. For a response from the web, write parse(response.content, url=str(response.url))"),
        (None, "expected a document (str or bytes), a path object or a binary file, not NoneType"),
        (io.StringIO("x"), "expected a file opened in binary mode: open(path, 'rb')"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_document(given: Any, message: str) -> None:
    for read in (blogpost.parse, blogpost.detect):
        with pytest.raises(TypeError) as raised:
            read(given)
        assert message in str(raised.value)


ONE = [blogpost.to_json, blogpost.to_dict, blogpost.to_markdown, blogpost.to_text, blogpost.to_html]


@pytest.mark.parametrize("write", ONE, ids=lambda write: write.__name__)
def test_what_is_not_one_post(write: Callable[[Any], object]) -> None:
    name = write.__name__
    for value, message in {
        (POST,): f"{name} takes one Post, not tuple. Write [{name}(post) for post in posts]",
        iter(()): f"{name} takes one Post, not tuple_iterator. Write [{name}(post) for post in posts]",
        "page.html": f"{name} takes one Post, not a string. Read it first: {name}(parse(...))",
        Path("page.html"): f"Read it first: {name}(parse(...))",
        None: f"{name} takes one Post, not NoneType",
    }.items():
        with pytest.raises(TypeError) as raised:
            write(value)
        assert message in str(raised.value)


@pytest.mark.parametrize(
    "write", [blogpost.to_wxr, blogpost.to_blogger_atom, blogpost.to_rows], ids=lambda write: write.__name__
)
def test_what_is_not_several_posts(write: Callable[[Any], Any]) -> None:
    name = write.__name__
    for value, message in (
        (POST, f"{name} takes several posts. Write {name}([post])"),
        ("page.html", f"{name} takes posts, not a string. Read them first: {name}(iter_posts(...))"),
        (None, f"{name} takes posts, not NoneType"),
        ([POST, None], f"{name} takes posts, and NoneType is among them"),
    ):
        with pytest.raises(TypeError) as raised:
            list(write(value))
        assert str(raised.value) == message
    assert list(write(iter([POST])))


@pytest.mark.parametrize(("read", "name"), [(blogpost.from_json, "json"), (blogpost.from_markdown, "markdown")])
@pytest.mark.parametrize(
    ("given", "advice"),
    [
        (b"---", ". Write parse(data, format='{}')"),
        (Path("page.md"), ". Write parse(path, format='{}')"),
        (io.BytesIO(), ". Write parse(path, format='{}')"),
        ({}, ". Write from_dict(tree)"),
        (None, ""),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_string(read: Callable[[Any], object], name: str, given: Any, advice: str) -> None:
    with pytest.raises(TypeError) as raised:
        read(given)
    assert str(raised.value) == f"from_{name} takes a string, not {type(given).__name__}{advice.format(name)}"


def test_a_path_for_from_json() -> None:
    with pytest.raises(ParseError, match="this looks like a file name"):
        blogpost.from_json("post.json")
    with pytest.raises(ParseError, match=r"not a string. For text, write from_json\(text\) @ \$"):
        blogpost.from_dict('{"schema": "blogpost/1"}')  # type: ignore[arg-type]  # what is tested
