"""The command's options: what is said of wrong ones, and what is printed of a run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import blogpost
from blogpost import Post
from blogpost.cli import main
from blogpost.cli.options import build_parser
from blogpost.cli.progress import Done, duration
from blogpost.content import Paragraph
from blogpost.formats import FORMATS, readable
from blogpost.sites import SITES
from terminal import Terminal


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("x.json").write_text(blogpost.to_json(Post(title="A title", body=[Paragraph("Text.")])), "utf-8")
    return "x.json"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--recovr"], "unknown option '--recovr': did you mean --recover?"),
        (["--rec"], "unknown option '--rec': did you mean --recover? Options can't be shortened"),
        (["--form=html"], "unknown option '--form': did you mean --from?"),
        (["--zzz"], "unknown option '--zzz'\n"),
        (["-z"], "unknown option '-z'"),
        (["--to", "markdwon"], "unknown format 'markdwon': did you mean markdown? Expected one of html, text,"),
        (["--to", "Hugo"], "unknown format 'Hugo': did you mean hugo?"),
        (["--to", "docx"], "unknown format 'docx'. Expected one of html, text,"),
        (["--from", "takout"], "did you mean takeout?"),
        (["--table", "coments"], "did you mean comments?"),
        (["--table", "comments"], "--table needs --to csv or parquet"),
        (["-j", "many"], "expected a number of processes up to 1000, not 'many'"),
        (["-j", "-1"], "expected"),
        (["--skip-existing"], "--skip-existing needs a folder"),
        (["--skip-existing", "-o", "x.md"], "--skip-existing needs a folder"),
        (["--skip-existing", "-o", "x/", "-t", "wxr"], "--skip-existing needs a folder"),
        (["-q", "-v"], "contradict each other"),
    ],
)
def test_wrong_options_are_explained(
    arguments: list[str], message: str, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main([file, *arguments])
    assert raised.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["-t", "md", "x.json", "-q"],
        ["x.json", "-q", "-tmd"],
        ["-q", "-t=md", "x.json"],
        ["--to", "markdown", "--", "x.json"],
        ["x.json", "--to=md"],
    ],
    ids=" ".join,
)
def test_options_and_files_come_in_any_order(
    arguments: list[str], file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert file in arguments
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith("---\ntitle: A title")


def test_files_may_look_like_options(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["-q.json", "--to"]
    for name in names:
        Path(name).write_bytes(Path(file).read_bytes())
    assert main(["-t", "jsonl", "--", *names, file]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main([file, "-t", "jsonl", "--", *names]) == 0


def test_files_around_options(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([file, "-t", "jsonl", file, "-f", "json", file]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_help_is_complete(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as raised:
        main(["--help"])
    assert raised.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in build_parser().options)
    assert all(f" {status} " in said for status in (0, 1, 2, 130))
    targets = [name for name, row in FORMATS.items() if row.write or row.gather]
    assert not [name for name in (*targets, *readable(), *SITES) if name not in said]
    assert max(map(len, said.splitlines())) <= 80


# ------------------------------------------------------------------------------------------------ what is printed


def test_quiet_runs_print_problems_only(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([file, "missing", file, "-o", "out/", "-q"]) == 1
    assert capsys.readouterr().err == "blogpost: missing: No such file or directory\n"


def test_verbose_runs_print_each_file(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([file, "missing", "-o", "out/", "-v"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "blogpost: x.json: 1 post",
        "blogpost: missing: No such file or directory",
        "blogpost: 1 file read, 1 failed",
    ]


def test_errors_are_lines_of_json(file: str) -> None:
    Path("wrong.json").write_text('{"schema": "blogpost/1", "title": 1, "labels": 2}', "utf-8")
    Path("lines.jsonl").write_text(Path(file).read_text("utf-8") + "\n{", "utf-8")
    assert main(["wrong.json", "lines.jsonl", "missing", "-t", "text", "--errors", "new/errors.jsonl"]) == 1
    wrong, other, lines, missing = map(json.loads, Path("new/errors.jsonl").read_text("utf-8").splitlines())
    assert wrong == {
        "file": "wrong.json",
        "error": "ParseError",
        "message": "expected a string, not 1",
        "path": "$.title",
    }
    assert other["message"] == "expected a list, not 2 @ $.labels"
    assert (lines["file"], lines["error"], lines["line"]) == ("lines.jsonl", "ParseError", 2)
    assert missing == {"file": "missing", "error": "FileNotFoundError", "message": "No such file or directory"}


def test_the_place_for_errors_may_be_wrong(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([file, "--errors", "x.json/errors.jsonl"]) == 1
    assert "blogpost: x.json/errors.jsonl: " in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ progress


@pytest.mark.parametrize("has_rich", [False, True])
def test_a_terminal_shows_the_progress_of_all_files(has_rich: bool, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if has_rich:
        pytest.importorskip("rich")
    monkeypatch.setattr("blogpost.cli.progress.HAS_RICH", has_rich)
    monkeypatch.setattr("blogpost.cli.progress._PAUSE", 0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main([file, "missing", file, "-o", "out/"]) == 1
    shown = terminal.getvalue()
    if not has_rich:
        assert "\r1 of 3 files, " in shown
        assert "\r2 of 3 files, 1 failed, " in shown
        assert " files/s, 0 s left" in shown
    lines = [re.sub(r"\x1b\[[\d?;]*[A-Za-z]", "", line).rpartition("\r")[2] for line in shown.splitlines()]
    assert "blogpost: missing: No such file or directory" in lines
    assert lines[-2:] == ["blogpost: 2 files read, 1 failed", "blogpost: 2 posts, 0 pages, 0 comments"]


def test_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    done = Done(4_000)
    assert str(done) == "0 of 4,000 files"
    now = 50.0
    for number in range(1_000):
        done.add(has_failed=number < 2)
    assert str(done) == "1,000 of 4,000 files, 2 failed, 20 files/s, 2 min 30 s left"
    assert [duration(seconds) for seconds in (0.2, 59.6, 3_600, 7_260)] == [
        "0 s",
        "1 min 0 s",
        "1 h 0 min",
        "2 h 1 min",
    ]


# ------------------------------------------------------------------------------------------------ completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_shells_complete_options(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("shtab")
    assert main(["--print-completion", shell]) == 0
    script = capsys.readouterr().out
    assert "skip-existing" in script
    assert "jekyll" in script
    if shell == "bash":
        call = f"{script}\nCOMP_WORDS=(blogpost --to ma); COMP_CWORD=2; _shtab_blogpost; echo ${{COMPREPLY[@]}}"
        assert subprocess.run(["bash", "-c", call], capture_output=True, check=True, text=True).stdout == "markdown\n"


def test_without_shtab_there_is_one_clear_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["--print-completion", "bash"]) == 1
    assert "python -m pip install 'blogpost[completion]'" in capsys.readouterr().err


def test_starting_loads_nothing_that_few_need() -> None:
    code = "import sys, blogpost.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert "blogpost.formats" in loaded
    few = {"rich", "shtab", "multiprocessing", "yaml", "pyarrow", "markdown_it", "blogpost.writers.site"}
    assert not few.intersection(loaded)
