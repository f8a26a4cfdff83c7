"""The command ends well whatever becomes of its files and streams: faults, interrupts, closed and full streams."""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import blogpost
from blogpost import Post
from blogpost.cli import main
from blogpost.content import Paragraph
from blogpost.formats import FORMATS
from terminal import Terminal

POST = Post(title="A title", body=[Paragraph("Some text.")])
COMMAND = f"{sys.executable} -m blogpost"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "post.json"
    path.write_text(blogpost.to_json(POST), encoding="utf-8")
    return path


# ------------------------------------------------------------------------------------------------ faults

FAULTS = (
    KeyError("x"),
    RecursionError("too\ndeep"),
    MemoryError(),
    AssertionError(),
    ZeroDivisionError("\x1b[31m" * 200),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("end", [["--to", "jsonl"], ["-o", "out"], ["--to", "hugo", "-o", "out"]], ids=" ".join)
def test_it_goes_on_after_any_fault(
    fault: Exception, end: list[str], file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(file.parent)
    bad = file.with_name("bad.html")
    bad.write_text("<p>", encoding="utf-8")

    def raising(*_: object, **__: object) -> Iterator[Post]:
        yield POST
        raise fault

    monkeypatch.setattr("blogpost.readers.page.read_posts", raising)
    assert main([str(bad), str(file), *end]) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "bad.html" in line]
    assert len(said) == 1
    assert said[0].startswith(f"blogpost: {bad}: {type(fault).__name__}")
    assert "a bug in blogpost" in said[0]
    assert "\x1b" not in said[0]
    if "-o" in end:
        assert len([path for path in Path("out").rglob("*") if path.suffix in (".md", ".json")]) >= 2, "nothing is lost"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[x", "data:text/html,x", "about:blank"])
@pytest.mark.parametrize("name", [name for name, row in FORMATS.items() if row.read])
def test_an_address_that_is_none_is_told_for_each_file(
    url: str, name: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(file), str(file), "--url", url, "--from", name]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said.pop() == "blogpost: 0 files read, 2 failed"
    assert len(said) == 2
    assert all("expected the address of the document as url" in line for line in said)


def test_an_address_that_cannot_be_read_is_an_error(file: Path) -> None:
    with pytest.raises(blogpost.ParseError, match="as url"):
        blogpost.parse(file, url="http://[x")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///home/jane/page.html", "data:text/html,x"])
def test_an_address_that_is_not_of_the_web_is_ignored(url: str) -> None:
    page = blogpost.to_html(POST)
    assert blogpost.parse(page, url=url) == blogpost.parse(page)


# ------------------------------------------------------------------------------------------------ interrupts


def test_an_interrupt_is_one_line(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> Iterator[Post]:
        raise KeyboardInterrupt

    monkeypatch.setattr("blogpost.cli.reading.read_source", interrupted)
    assert main([str(file), "-o", str(file.parent / "out"), "--images", str(file.parent / "images")]) == 130
    assert capsys.readouterr().err == "blogpost: interrupted\n"
    assert list((file.parent / "images").iterdir()) == []


@pytest.mark.parametrize("has_rich", [False, True])
def test_the_line_is_its_own_while_a_count_is_shown(
    has_rich: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if has_rich:
        pytest.importorskip("rich")

    def interrupted(*_: object, **__: object) -> Iterator[Post]:
        yield from [POST] * 60
        raise KeyboardInterrupt

    terminal = Terminal()
    monkeypatch.setattr("blogpost.cli.reading.read_source", interrupted)
    monkeypatch.setattr("blogpost.cli.progress.HAS_RICH", has_rich)
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main([str(tmp_path / "x"), "-o", str(tmp_path / "out")]) == 130
    shown = terminal.getvalue()
    assert shown.endswith("blogpost: interrupted\n")
    assert has_rich or "\n" in shown.removesuffix("blogpost: interrupted\n")[-1:]


@pytest.mark.parametrize("on_terminal", [False, True])
def test_a_signal_leaves_no_part_of_a_file(on_terminal: bool, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text(f"{blogpost.to_json(POST)}\n" * 100_000, encoding="utf-8")
    out, images = tmp_path / "out", tmp_path / "images"
    command = [*COMMAND.split(), str(many), "-o", str(out), "--images", str(images)]
    watched, terminal = pty.openpty()
    with subprocess.Popen(command, stderr=terminal if on_terminal else subprocess.PIPE) as process:
        while not (out.is_dir() and len(list(out.iterdir())) > 100):
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
    os.close(terminal)
    if on_terminal:
        said = os.read(watched, 1 << 20)
    os.close(watched)
    assert process.returncode == 130
    assert b"blogpost: interrupted" in said.splitlines()[-1]
    assert b"Traceback" not in said
    assert not [path for path in (*out.iterdir(), *images.iterdir()) if path.suffix == ".part"]


# ------------------------------------------------------------------------------------------------ streams


@pytest.mark.parametrize(
    ("streams", "status", "said"),
    [
        ("{} >&-", 1, "blogpost: standard output: Bad file descriptor\n"),
        ("{} -o out >&-", 0, ""),
        ("--schema >&-", 1, "blogpost: standard output: Bad file descriptor\n"),
        ("--version >&-", 0, None),
        ("missing 2>&-", 1, ""),
        ("missing >&- 2>&-", 1, ""),
        ("--bogus 2>&-", 2, ""),
        ("2>&-", 2, ""),
        ("- <&-", 1, "blogpost: -: Bad file descriptor\n"),
        ("{} <&- >&- 2>&-", 1, ""),
        ("{} >/dev/full", 1, "blogpost: standard output: No space left on device\n"),
        ("{} {} {} >/dev/full", 1, "blogpost: standard output: No space left on device\n"),
        ("--schema >/dev/full", 1, "blogpost: standard output: No space left on device\n"),
        ("missing 2>/dev/full", 1, ""),
        ("missing >/dev/full 2>/dev/full", 1, ""),
        ("{} > >(true)", None, ""),
        ("missing {} 2> >(true)", 1, ""),
    ],
)
@pytest.mark.parametrize("is_buffered", [True, False], ids=["buffered", "unbuffered"])
def test_streams_may_be_closed_full_or_broken(
    streams: str, status: int | None, said: str | None, is_buffered: bool, file: Path
) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "" if is_buffered else "1"}
    done = subprocess.run(
        ["bash", "-c", f"{COMMAND} {streams.replace('{}', str(file))}"],
        capture_output=True,
        cwd=file.parent,
        env=environment,
        text=True,
        check=False,
    )
    assert status is None or done.returncode == status
    assert said is None or done.stderr == said
    assert done.stdout == "" or "2>" in streams or "--version" in streams


def test_a_stream_that_a_program_has_closed(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = io.TextIOWrapper(io.BytesIO())
    closed.close()
    monkeypatch.setattr(sys, "stdout", closed)
    assert main([str(file)]) == 1
    assert "standard output" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stderr", closed)
    assert main([str(file), "-o", str(file.parent / "out")]) == 0
