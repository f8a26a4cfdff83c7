"""The command line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import blogpost
from blogpost import Post
from blogpost.cli import main
from blogpost.content import Paragraph

POST = Post(title="A title", url="http://a.example/2012/10/a-title.html", body=[Paragraph("Some text.")])
OTHER = Post(title="Übersee: заметки / x", body=[Paragraph("More.")])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "saved page.json"
    path.write_text(blogpost.to_json(POST), encoding="utf-8")
    return path


@pytest.fixture
def two(tmp_path: Path) -> Path:
    path = tmp_path / "two.jsonl"
    path.write_text(f"{blogpost.to_json(POST)}\n{blogpost.to_json(OTHER)}\n", encoding="utf-8")
    return path


def test_json_is_what_is_written(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file)]) == 0
    assert blogpost.from_json(capsys.readouterr().out) == POST


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("jsonl", '{"schema": "blogpost/1"'),
        ("markdown", "---\ntitle: A title\n"),
        ("html", "<!DOCTYPE html>"),
        ("text", "A title\n"),
    ],
)
def test_other_formats(file: Path, name: str, beginning: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file), "--to", name]) == 0
    assert capsys.readouterr().out.startswith(beginning)


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(blogpost.to_markdown(POST).encode())))
    assert main(["-", "--to", "jsonl"]) == 0
    assert blogpost.from_json(capsys.readouterr().out) == POST


def test_a_lone_post_is_named_after_its_file(file: Path, tmp_path: Path) -> None:
    assert main([str(file), "--to", "markdown", "-o", str(tmp_path / "new" / "out")]) == 0
    written = tmp_path / "new" / "out" / "saved-page.md"
    assert blogpost.parse(written) == POST


def test_several_posts_are_named_after_themselves(two: Path, tmp_path: Path) -> None:
    assert main([str(two), str(two), "--to", "markdown", "-o", str(tmp_path / "out")]) == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["a-title-2.md", "a-title.md", "übersee-заметки-x-2.md", "übersee-заметки-x.md"]


def test_it_goes_on_behind_a_file_that_fails(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"schema": "blogpost/1", "title": 1, "labels": 2}', encoding="utf-8")
    assert main([str(broken), str(tmp_path / "missing"), str(file), "--to", "jsonl"]) == 1
    told = capsys.readouterr()
    assert blogpost.from_json(told.out) == POST
    assert told.err.splitlines() == [
        f"blogpost: {broken}: expected a string, not 1 @ $.title",
        f"blogpost: {broken}: expected a list, not 2 @ $.labels",
        f"blogpost: {tmp_path / 'missing'}: No such file or directory",
        "blogpost: 1 file read, 2 failed",
    ]


def test_names_and_messages_cannot_command_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "\x1b[31mred")]) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_nothing_is_left_half_written(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_space)
    assert main([str(file), "-o", str(tmp_path / "out")]) == 1
    assert list((tmp_path / "out").iterdir()) == []


def test_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == blogpost.json_schema()


def test_wrong_calls(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    for arguments in (["x", "--to", "docx"], ["--from", "docx", "x"]):
        with pytest.raises(SystemExit) as raised:
            main(arguments)
        assert raised.value.code == 2
    capsys.readouterr()


def test_the_module_is_the_command(file: Path) -> None:
    command = [sys.executable, "-m", "blogpost", str(file), "--to", "jsonl"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert blogpost.from_json(done.stdout.decode("utf-8")) == POST


def test_whoever_stops_reading_is_no_error(two: Path) -> None:
    command = f"{sys.executable} -m blogpost {' '.join([str(two)] * 400)} --to html | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True)
    assert done.stdout == b"<"
    assert done.stderr == b""


# ------------------------------------------------------------------------------------------------ what cannot be read


def test_a_post_that_cannot_be_read_is_told_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "<id>tag:blogger.com,1999:blog-1.post-{0}</id><title>Post {0}</title><content type='html'>{1}</content>"
    entry = f"<entry>{said}</entry>"
    entries = entry.format(1, "One") + entry.format(2, "&lt;i>&lt;b>" * 3000) + entry.format(3, "Three")
    archive = tmp_path / "archive.atom"
    archive.write_text(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}{entry.format(3, 'Three')}</feed>", "utf-8")
    assert main([str(archive), "--to", "text", "-o", str(tmp_path / "out")]) == 1
    first, *summary = capsys.readouterr().err.splitlines()
    assert first.startswith(f"blogpost: {archive}: post 2 (Post 2) skipped: ")
    assert summary == [
        "blogpost: 2 posts, 0 pages, 0 comments",
        "blogpost: skipped: 1 × posts and comments that cannot be read",
        "blogpost: skipped: 1 × posts that the archive has twice",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["post-1.txt", "post-3.txt"]


def test_without_comments_there_are_no_placeholders(tmp_path: Path) -> None:
    archive = Path(__file__).parent.parent / "examples/export/blog-05-17-2014.xml"
    for number, name in ((10, "inline"), (9, "none")):
        assert main([str(archive), "--to", "json", "-o", str(tmp_path / name), "--comments", name]) == 0
        assert len(list((tmp_path / name).iterdir())) == number
    only_comments = tmp_path / "comments.atom"
    only_comments.write_text(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'><entry>"
        "<id>tag:blogger.com,1999:blog-1.post-2</id><thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-1'/>"
        "</entry></feed>"
    )
    assert main([str(only_comments), "-o", str(tmp_path / "out"), "--comments", "none"]) == 0
    assert not (tmp_path / "out").exists()
