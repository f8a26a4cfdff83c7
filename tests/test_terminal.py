"""What a post or a file is called commands no terminal: not on standard output, nor in messages."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given

import blogpost
from attacks import breaking
from blogpost import Byline, Comment, Post
from blogpost.cli import main
from blogpost.content import Block, Code, CodeBlock, Paragraph
from blogpost.formats import FORMATS, writable
from strategies import posts
from terminal import Terminal

ESCAPES = (
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x9b2J",
    "\x90q\x9c",
    "a\x08\x08b",
    "\x1bc",
    "a\rb",
    "\x00",
    "\x7f",
    "\x85",
)


def commands(text: str) -> set[str]:
    """The controls in a text that do more than end a line."""
    return {character for character in text if unicodedata.category(character) == "Cc"} - {"\n", "\t"}


def post_of(text: str) -> Post:
    body: list[Block] = [Paragraph([Code(text)]), Paragraph(text), CodeBlock(text)]
    return Post(
        title=text, id=text, byline=Byline(text), labels=[text], body=body, comments=[Comment(author=Byline(text))]
    )


@given(posts | breaking.map(post_of))
def test_nothing_that_is_written_has_controls(post: Post) -> None:
    for name in writable():
        write = FORMATS[name].write
        assert write is not None
        assert not commands(write(post))


@pytest.mark.parametrize("to", writable())
def test_standard_output_has_no_controls(to: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.html"
    file.write_text(
        "<meta content='blogger' name='generator'>"
        + "".join(
            f"<div class='post hentry'><h3 class='post-title'>{text}</h3>"
            f"<div class='post-body'>{text} &#27;[1m x</div></div>"
            for text in ESCAPES
        ),
        encoding="utf-8",
    )
    assert main([str(file), "--to", to]) == 0
    said = capsys.readouterr()
    assert "red" in said.out
    assert not commands(said.out + said.err)


@pytest.mark.parametrize("text", ESCAPES, ids=ascii)
def test_messages_have_no_controls(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of files that are not there, documents that are wrong, and summaries of what was left out."""
    name = text.replace("\0", "")
    wrong = tmp_path / f"wrong{name}.json"
    wrong.write_text(
        f'{{"schema": "blogpost/1", "{ascii(text)[1:-1].replace(chr(92), "u")}": 1, "title": 1}}', encoding="utf-8"
    )
    front = tmp_path / "front.md"
    front.write_text(f"---\ntitle: [{text}\n---\n{text}", encoding="utf-8")
    feed = tmp_path / "feed.xml"
    feed.write_text(
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>{text}</{text}></entry></feed>", encoding="utf-8"
    )
    values = tmp_path / "values.md"
    values.write_text(f'---\ntitle: x\ndate: "{ascii(text)[1:-1]}"\n---\n', encoding="utf-8")
    missing = tmp_path / f"missing{name}"
    main([str(file) for file in (wrong, front, feed, values, missing)])
    said = capsys.readouterr()
    assert said.err.count("blogpost: ") >= 4
    assert not commands(said.out + said.err)


@pytest.mark.parametrize("text", ESCAPES, ids=ascii)
@pytest.mark.parametrize(
    "arguments", [["--{}"], ["--from", "{}"], ["--to={}"], ["x", "--comments", "{}"], ["--{}=x", "x"]]
)
def test_wrong_calls_say_so_without_controls(
    text: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder may hold files with such names, and shells put them into the command."""
    with pytest.raises(SystemExit):
        main([argument.format(text) for argument in arguments])
    said = capsys.readouterr()
    assert said.err
    assert not commands(said.out + said.err)


@pytest.mark.parametrize("text", ESCAPES, ids=ascii)
def test_a_moving_line_has_no_controls_of_its_file(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = text.replace("\0", "")
    file = tmp_path / f"{name}.jsonl"
    file.write_text(f"{blogpost.to_json(Post(title='x'))}\n" * 60, encoding="utf-8")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("blogpost.cli.progress.HAS_RICH", False)
    assert main([str(file), "-o", str(tmp_path / "out")]) == 0
    assert "60 posts" in terminal.getvalue()
    assert not commands(terminal.getvalue()) - {"\r"}
