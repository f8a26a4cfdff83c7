"""Telling formats, reading from what users hand in, and what happens to input that is no post."""

from __future__ import annotations

import io
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost import BlogpostError, NoPostError, ParseError, Post, SeveralPostsError, UnknownFormatError
from blogpost.content import Paragraph
from blogpost.formats import FORMATS

POST = Post(title="A title", body=[Paragraph("A paragraph, long enough to be taken for one by whoever reads it.")])
TWO = "\n".join(blogpost.to_json(Post(title=title)) for title in "ab")


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("<!DOCTYPE html><p>x", "html"),
        ("  \n<html>", "html"),
        ("\ufeff<div>x</div>", "html"),
        ("Some <b>words</b> and <br> more <a href='/x'>markup</a> <p>", "html"),
        (blogpost.to_json(POST), "json"),
        (blogpost.to_json(POST, indent=2), "json"),
        (TWO, "jsonl"),
        (blogpost.to_markdown(POST), "markdown"),
        ("---\ntitle: x\n---\n", "markdown"),
        ("---\n\nA rule.\n", "text"),
        ("A title\n\nA paragraph, 2 < 3.", "text"),
        ("", "text"),
    ],
)
def test_detect(document: str, name: str) -> None:
    assert blogpost.detect(document) == name
    assert blogpost.detect(document.encode()) == name
    assert blogpost.detect(io.BytesIO(document.encode())) == name


def test_a_files_ending_counts_where_its_beginning_tells_nothing(tmp_path: Path) -> None:
    for ending, name in ((".md", "markdown"), (".txt", "text"), (".jsonl", "jsonl"), ("", "text")):
        path = tmp_path / f"file{ending}"
        path.write_text("# A title\n\nText.\n", encoding="utf-8")
        assert blogpost.detect(path) == name


LONG = Post(title="A title", body=[Paragraph("A sentence of a few words. " * 1_000)])
LINE, PRETTY = blogpost.to_json(LONG), blogpost.to_json(LONG, indent=2)
SORTED = json.dumps(json.loads(LINE), sort_keys=True, ensure_ascii=False)
# The post tells of the API and of feeds, in words and addresses that are theirs.
TELLING = Post(
    url="https://www.googleapis.com/blogger/v3/blogs/1", body=[Paragraph('{"kind": "blogger#post", "$t": 1} ' * 3)]
)
API = {"content": "x" * 10_000, "id": "1", "kind": "blogger#post", "title": "T"}
ENTRY = {"entry": {"content": {"$t": "x" * 10_000}, "title": {"$t": "T"}}}

JSON: dict[str, tuple[str, str]] = {
    "one long line": (f"{LINE}\n", "json"),
    "one long line without an end": (LINE, "json"),
    "several long lines": (f"{LINE}\n" * 3, "jsonl"),
    "Windows' line ends": (f"{LINE}\r\n" * 3, "jsonl"),
    "a byte order mark": (f"\ufeff{LINE}\n{LINE}", "jsonl"),
    "empty lines first": (f"\n\r\n  \n{LINE}\n\n{LINE}", "jsonl"),
    "a byte order mark and an empty line": (f"\ufeff\n{LINE}\n{LINE}", "jsonl"),
    "spaces at the ends of lines": (f" {LINE} \n {LINE} ", "jsonl"),
    "a broken second line": (f"{LINE}\nnonsense", "jsonl"),
    "a cut second line": (f"{LINE}\n{LINE[:9]}", "jsonl"),
    "sorted keys": (f"{SORTED}\n" * 2, "jsonl"),
    "indented": (PRETTY, "json"),
    "indented, several": (f"{PRETTY}\n{PRETTY}", "json"),
    "a list": (f"[{LINE},\n{LINE}]", "json"),
    "an object that ends in its first line": ('{"a": {}\n, "b": {}\n}', "json"),
    "a post on the API": (blogpost.to_json(TELLING), "json"),
    "posts on the API": (f"{blogpost.to_json(TELLING)}\n" * 2, "jsonl"),
    "the API in one line": (json.dumps(API), "api"),
    "the API in lines": (f"{json.dumps(API)}\n" * 2, "api"),
    "the API, indented": (json.dumps(API, indent=2), "api"),
    "a feed in one line": (json.dumps(ENTRY), "gdata-json"),
    "a feed, indented": (json.dumps(ENTRY, indent=2), "gdata-json"),
    "neither": ("{}", "json"),
    "half an object": ("{", "json"),
}


@pytest.mark.parametrize("case", JSON)
def test_kinds_of_json_are_told_by_keys_and_by_the_first_line(case: str, tmp_path: Path) -> None:
    document, name = JSON[case]
    path = tmp_path / "file"
    path.write_bytes(document.encode())
    for source in (document, document.encode(), io.BytesIO(document.encode()), path):
        assert blogpost.detect(source) == name


@pytest.mark.parametrize("case", [case for case, (_, name) in JSON.items() if name.startswith("json")])
@pytest.mark.parametrize("ending", [".jsonl", ".ndjson", ".JSONL"])
def test_an_ending_decides(case: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"posts{ending}"
    path.write_bytes(JSON[case][0].encode())
    assert blogpost.detect(path) == "jsonl"


@pytest.mark.parametrize("case", ["one long line", *[case for case, (_, name) in JSON.items() if name == "jsonl"]])
@pytest.mark.parametrize("ending", ["", ".json", ".jsonl", ".txt"])
def test_our_own_lines_are_read_from_files_of_any_name(case: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"posts{ending}"
    path.write_bytes(JSON[case][0].encode())
    posts = blogpost.iter_posts(path)
    assert next(posts) in (LONG, TELLING)
    if case.startswith(("a broken", "a cut")):
        with pytest.raises(ParseError, match="line 2"):
            next(posts)
    else:
        assert all(post in (LONG, TELLING) for post in posts)


@pytest.mark.parametrize("name", ["json", "jsonl", "markdown"])
def test_our_own_formats_are_read_from_everything(name: str, tmp_path: Path) -> None:
    write = FORMATS[name].write
    assert write is not None
    document = write(POST)
    path = tmp_path / f"post{FORMATS[name].suffix}"
    path.write_text(document, encoding="utf-8")
    for source in (document, document.encode(), bytearray(document.encode()), path, io.BytesIO(document.encode())):
        assert blogpost.parse(source) == POST
    with path.open("rb") as file:
        assert list(blogpost.iter_posts(file, format=name)) == [POST]


def test_html_is_read_as_any_page_with_h_entry() -> None:
    page = blogpost.to_html(POST)
    assert blogpost.parse(page) == POST
    again = blogpost.parse(page.replace('<meta name="generator" content="blogpost">', ""))
    assert (again.title, again.body) == (POST.title, POST.body)


def test_a_string_is_a_document_and_not_a_place(tmp_path: Path) -> None:
    path = tmp_path / "post.json"
    path.write_text(blogpost.to_json(POST), encoding="utf-8")
    with pytest.raises(NoPostError):
        blogpost.parse(str(path))


@pytest.mark.parametrize("wrong", [None, 12, ["a"], object()])
def test_what_is_no_source(wrong: Any) -> None:
    with pytest.raises(TypeError, match="expected a document"):
        blogpost.parse(wrong)


def test_a_file_opened_as_text_is_refused() -> None:
    with pytest.raises(TypeError, match="binary"):
        blogpost.parse(io.StringIO("text"))  # type: ignore[arg-type]


def test_a_missing_file_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        blogpost.parse(tmp_path / "none.html")


def test_several_posts() -> None:
    assert [post.title for post in blogpost.iter_posts(TWO)] == ["a", "b"]
    with pytest.raises(SeveralPostsError, match="iter_posts"):
        blogpost.parse(TWO)


def test_unknown_formats() -> None:
    with pytest.raises(UnknownFormatError, match=r"unknown format 'docx'\. Expected one of html, text"):
        blogpost.parse("x", format="docx")
    with pytest.raises(UnknownFormatError, match=r"did you mean markdown\? Expected one of html, text"):
        blogpost.parse("x", format="markdwon")


@pytest.mark.parametrize("name", [name for name, row in FORMATS.items() if row.read])
@pytest.mark.parametrize(
    "document", [b"", b" \n\t\n", bytes(range(256)) * 20, b"\x00" * 1000], ids=["empty", "blank", "junk", "nul"]
)
def test_nothing_is_ever_half_a_post(document: bytes, name: str) -> None:
    if name == "markdown" and document.strip(b"\x00") == b"":
        document = b""  # to Markdown, NUL is a character
    with pytest.raises(BlogpostError):
        blogpost.parse(document, format=name)


@pytest.mark.parametrize("document", [b"", b"\xff\xfe", bytes(range(256)) * 20])
def test_junk_without_a_format(document: bytes) -> None:
    with pytest.raises(BlogpostError):
        blogpost.parse(document)


def test_json_lines_tell_the_line() -> None:
    broken = f'{TWO}\n{{"schema": "blogpost/1", "title": 1}}\n'
    posts = blogpost.iter_posts(broken, format="jsonl")
    assert [next(posts).title, next(posts).title] == ["a", "b"]
    with pytest.raises(ParseError, match=r"line 3: expected a string, not 1 @ \$\.title"):
        next(posts)


def test_our_own_formats_are_utf_8() -> None:
    for name in ("json", "markdown"):
        with pytest.raises(ParseError, match="UTF-8"):
            blogpost.parse(b"\n\n{\xff", format=name)


class TestPagesBeyondLimits:
    def test_too_deep(self) -> None:
        with pytest.raises(ParseError, match="limit"):
            blogpost.parse("<div>" * 100_000 + "text", format="html")

    def test_too_many_attributes(self) -> None:
        attributes = " ".join(f"a{number}" for number in range(20_000))
        with pytest.raises(ParseError, match="attributes"):
            blogpost.parse(f"<p>\n<div {attributes}>{'x' * 200_000}</div>", format="html")

    def test_one_line_of_megabytes(self) -> None:
        line = "word " * 400_000
        head = "<meta name='generator' content='blogger'><div class='post hentry'><h3 class='post-title'>T</h3>"
        page = f"{head}<div class='post-body'>{line}</div></div>"
        post = blogpost.parse(page)
        assert len(post.text) == len(line) - 1

    def test_a_page_without_a_post(self) -> None:
        with pytest.raises(NoPostError):
            blogpost.parse("<html><body><h1>Welcome</h1><p>No post here.</p>")


@pytest.mark.parametrize(
    "error", [NoPostError("a"), SeveralPostsError("b"), UnknownFormatError("c"), ParseError("d", 3, "$.x", ("e",))]
)
def test_errors_pickle(error: BlogpostError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)


def test_the_json_of_every_format_row_is_complete() -> None:
    """Whatever can be written can be told apart by its ending."""
    endings = [row.suffix for row in FORMATS.values() if row.write]
    assert len(set(endings)) == len(endings)
    assert all(ending.startswith(".") for ending in endings)
    assert json.loads(FORMATS["json"].write(POST))["title"] == "A title"  # type: ignore[misc]
