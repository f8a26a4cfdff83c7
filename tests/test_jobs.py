"""Reading by several processes: the same output, in order, and a process that dies costs one file."""

from __future__ import annotations

import json
import os
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
from blogpost.cli.inputs import Input
from blogpost.cli.items import Written
from blogpost.cli.progress import Count, uncounted
from blogpost.cli.reading import Event, Message, Task, converted
from blogpost.cli.reporting import FailedError
from blogpost.content import Paragraph
from blogpost.writers.summary import Summary
from web_archives import address, http, page, record

EXAMPLES = Path(__file__).parent.parent / "examples"
POST = Post(title="A title", body=[Paragraph("Some text.")])


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of pages, an archive, a page without a post, and a file that is wrong."""
    saved = tmp_path / "saved"
    saved.mkdir()
    for number in range(4):
        post = Post(title=f"Post {number}", body=[Paragraph("Some text.")])
        (saved / f"page-{number}.html").write_text(blogpost.to_html(post), encoding="utf-8")
    (saved / "archive.xml").write_bytes((EXAMPLES / "export/blog-05-17-2014.xml").read_bytes())
    (saved / "none.html").write_text("<p>x</p>", encoding="utf-8")
    (saved / "wrong.json").write_text('{"schema": "blogpost/1", "title": 1, "labels": 2}', encoding="utf-8")
    return saved


TARGETS = {
    "text": ["--to", "text"],
    "json": [],
    "markdown": ["--to", "markdown", "-o", "OUT/"],
    "jsonl": ["--to", "jsonl", "-o", "OUT/"],
    "one file": ["-o", "OUT/all.jsonl"],
    "csv": ["-o", "OUT/all.csv"],
    "wxr": ["--to", "wxr", "-o", "OUT/all.xml"],
    "hugo": ["--to", "hugo", "-o", "OUT"],
    "images": ["--to", "markdown", "-o", "OUT/", "--images", "OUT/images"],
}


@pytest.mark.parametrize("target", TARGETS)
def test_several_processes_write_what_one_does(
    target: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = []
    for jobs in ("1", "2"):
        out = tmp_path / f"out-{jobs}"
        errors = tmp_path / f"errors-{jobs}.jsonl"
        arguments = [argument.replace("OUT", str(out)) for argument in TARGETS[target]]
        assert main([str(folder), *arguments, "-j", jobs, "--errors", str(errors)]) == 1
        said = capsys.readouterr()
        results.append((said.out, said.err, tree(out), errors.read_bytes()))
    assert results[0] == results[1]
    assert "5 files read, 2 failed" in results[0][1]
    assert len(results[0][3].splitlines()) == 3


# ------------------------------------------------------------------------------------------------ processes that die


def dying(task: Task, count: Count = uncounted) -> Iterator[Event]:  # noqa: ARG001  as others take it
    """What a process does with a task here: it dies of some."""
    yield Written(task.name, "x", Summary())
    if task.name == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if task.name == "ended":
        os._exit(3)
    if task.name == "long":
        yield Written("x" * 3_000_000, "x", Summary())
    if task.name == "wrong":
        raise blogpost.ParseError("expected another name", 7)


def resting(task: Task, count: Count = uncounted) -> Iterator[Event]:  # noqa: ARG001  as others take it
    time.sleep(0.5)
    yield Written(str(os.getpid()), task.name, Summary())


def test_each_process_has_something_to_do() -> None:
    tasks = [Task(name, (Input(name, Path(__file__)),)) for name in "ab"]
    with converted(tasks, resting, 2, uncounted) as results:
        found = [event.text for _, events in results for event in events if isinstance(event, Written)]
    assert len(set(found)) == 2


@pytest.mark.parametrize("jobs", [2, 3])
def test_a_process_that_dies_costs_its_file(jobs: int) -> None:
    names = ["a", "killed", "b", "long", "ended", "c", "wrong", "killed", "killed", "d"]
    tasks = [Task(name, (Input(name, Path(__file__)),)) for name in names]
    found: dict[int, list[str]] = {}
    with converted(tasks, dying, jobs, uncounted) as results:
        for number, (task, events) in enumerate(results):
            assert task is tasks[number], "in order"
            found[number] = said = []
            try:
                for event in events:
                    assert isinstance(event, Written)
                    said.append(event.text[:9])
            except FailedError as error:
                said += [f"{problem.error}: {problem.text}" for problem in error.problems]
    killed = "ProcessDied: the process that read this file was killed by SIGKILL"
    assert found == {
        0: ["a"],
        1: [killed],
        2: ["b"],
        3: ["long", "xxxxxxxxx"],
        4: ["ProcessDied: the process that read this file ended with status 3"],
        5: ["c"],
        6: ["wrong", "ParseError: line 7: expected another name"],
        7: [killed],
        8: [killed],
        9: ["d"],
    }


def test_messages_come_with_the_posts(tmp_path: Path) -> None:
    """What a reader skips is known where it is counted."""
    archive = tmp_path / "twice.atom"
    entry = "<entry><id>tag:blogger.com,1999:blog-1.post-1</id><title>x</title><content>x</content></entry>"
    archive.write_text(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}{entry}</feed>", encoding="utf-8")
    tasks = [Task(str(archive), (Input(str(archive), archive),))] * 2
    with converted(tasks, logging, 2, uncounted) as results:
        events = [list(events) for _, events in results]
    assert events[0] == events[1] == [Message(20, "posts that the archive has twice")]


def logging(task: Task, count: Count = uncounted) -> Iterator[Event]:  # noqa: ARG001  as others take it
    assert task.first.path is not None
    assert len(list(blogpost.iter_posts(task.first.path))) == 1
    yield from ()


# ------------------------------------------------------------------------------------------------ the command


def begun(folder: Path, out: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command with two processes, once one of them is writing."""
    command = [sys.executable, "-m", "blogpost", str(folder), "-t", "jsonl", "-o", f"{out}/", "-j", "2", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not (out.is_dir() and parts(out)):
        time.sleep(0.02)
        assert process.poll() is None
    return process


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.rglob(".*") if path.suffix == ".part"]


@pytest.fixture
def large(tmp_path: Path) -> Path:
    saved = tmp_path / "large"
    saved.mkdir()
    (saved / "a.jsonl").write_text(f"{blogpost.to_json(POST)}\n" * 20_000, encoding="utf-8")
    for name in "bcd":
        (saved / f"{name}.json").write_text(blogpost.to_json(POST), encoding="utf-8")
    return saved


def writer(out: Path) -> int:
    """The process that has the unfinished file."""
    [part] = parts(out)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(opened.samefile(part) for opened in (process / "fd").iterdir() if opened.exists()):
                return int(process.name)
        except OSError:
            continue
    raise AssertionError("nobody writes it")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="/proc says which process has which file")
def test_a_killed_process_loses_and_doubles_nothing(large: Path, tmp_path: Path) -> None:
    out, errors = tmp_path / "out", tmp_path / "errors.jsonl"
    process = begun(large, out, "--errors", str(errors))
    os.kill(writer(out), signal.SIGKILL)
    said = process.communicate()[1]
    assert process.returncode == 1
    assert "a.jsonl: the process that read this file was killed by SIGKILL" in said
    assert "3 files read, 1 failed" in said
    assert json.loads(errors.read_text())["error"] == "ProcessDied"
    assert sorted(path.name for path in out.glob("[a-z]*")) == ["b.jsonl", "c.jsonl", "d.jsonl"]
    again = [str(large), "-t", "jsonl", "-o", f"{out}/", "-j", "2", "--skip-existing", "-q"]
    assert main(again) == 0
    assert (out / "a.jsonl").read_text("utf-8").count("\n") == 20_000


def test_an_interrupt_ends_all_processes(large: Path, tmp_path: Path) -> None:
    process = begun(large, tmp_path / "out")
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate()[1] == "blogpost: interrupted\n"
    assert process.returncode == 130
    assert not parts(tmp_path / "out")


def test_web_archives_are_read_by_several_processes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of WARC files, one of them damaged: a file of rows for each."""
    pytest.importorskip("warcio")
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    for number in range(3):
        records = [record(http(page(each)), url=address(each)).member for each in range(number, number + 3)]
        if number == 1:
            records[1] = records[1][:100] + b"garbage" + records[1][107:]
        (crawl / f"{number}.warc.gz").write_bytes(b"".join(records))
    found = []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        assert main([str(crawl), "-t", "jsonl", "-o", f"{out}/", "-j", jobs]) == 1
        found.append((tree(out), capsys.readouterr().err))
    assert found[0] == found[1]
    titles = {name: [json.loads(line)["title"] for line in data.splitlines()] for name, data in found[0][0].items()}
    assert titles == {
        "0.jsonl": ["Harbour 0", "Harbour 1", "Harbour 2"],
        "1.jsonl": ["Harbour 1", "Harbour 3"],
        "2.jsonl": ["Harbour 2", "Harbour 3", "Harbour 4"],
    }
    assert "1.warc.gz" in found[0][1]


def test_pipes_are_read_by_the_first_process(large: Path) -> None:
    file = large / "b.json"
    command = f"{sys.executable} -m blogpost {file} - <(cat {file}) {file} -t jsonl -j 2 < {file}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True, text=True)
    assert [blogpost.from_json(line) for line in done.stdout.splitlines()] == [POST] * 4
