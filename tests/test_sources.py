"""What can be read only once is read once: pipes, devices, and open files of every kind."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import ParseError, Post
from blogpost import sources as module
from blogpost.cli import main
from blogpost.content import Paragraph
from blogpost.sources import Source

EXAMPLES = Path(__file__).parent.parent / "examples"
LONG = Post(title="A title", body=[Paragraph(f"Paragraph {number}, with some words.") for number in range(1_500)])
DOCUMENTS = {
    "json": blogpost.to_json(LONG).encode(),
    "jsonl": (blogpost.to_json(LONG) + "\n").encode() * 2,
    "markdown": blogpost.to_markdown(LONG).encode(),
    "html": blogpost.to_html(LONG).encode(),
    "export": (EXAMPLES / "export/blog-05-17-2014.xml").read_bytes(),
}


class Raw(io.RawIOBase):
    """A stream that gives so many bytes at once, and says in between that there are none yet."""

    def __init__(self, data: bytes, sizes: tuple[int | None, ...] = (None, 1, 7, None, 4096)) -> None:
        self._data = io.BytesIO(data)
        self._sizes = sizes
        self._turn = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes | None:
        most = self._sizes[self._turn % len(self._sizes)]
        self._turn += 1
        return None if most is None else self._data.read(min(most, size) if size >= 0 else most)


def fed(path: Path, data: bytes) -> None:
    """Writes to a pipe once, as soon as somebody reads it."""
    threading.Thread(target=path.write_bytes, args=(data,), daemon=True).start()


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("is_told", [False, True], ids=["detected", "told"])
def test_a_pipe_is_read_once_and_whole(name: str, is_told: bool, pipe: Path) -> None:
    posts = list(blogpost.iter_posts(DOCUMENTS[name], format=name))
    fed(pipe, DOCUMENTS[name])
    assert list(blogpost.iter_posts(pipe, format=name if is_told else None)) == posts


@pytest.mark.parametrize("name", DOCUMENTS)
def test_formats_are_told_from_pipes_and_streams(name: str, pipe: Path) -> None:
    fed(pipe, DOCUMENTS[name])
    assert blogpost.detect(pipe) == name
    assert blogpost.detect(Raw(DOCUMENTS[name])) == name  # type: ignore[arg-type]  # as raw as can be


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("sizes", [(1 << 20,), (1000, None), (None, None, 5000), (3, 4097, 4095)], ids=str)
def test_raw_streams_are_read_to_their_end(name: str, sizes: tuple[int | None, ...]) -> None:
    posts = list(blogpost.iter_posts(DOCUMENTS[name], format=name))
    assert list(blogpost.iter_posts(Raw(DOCUMENTS[name], sizes))) == posts  # type: ignore[arg-type]


def test_a_zip_file_comes_through_a_pipe(pipe: Path, tmp_path: Path) -> None:
    zipped = Path(shutil.make_archive(str(tmp_path / "takeout"), "zip", EXAMPLES / "takeout"))
    posts = list(blogpost.iter_posts(zipped))
    fed(pipe, zipped.read_bytes())
    assert list(blogpost.iter_posts(pipe)) == posts


def test_a_socket_is_read() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, ours.makefile("rb") as file:

        def send() -> None:
            theirs.sendall(DOCUMENTS["json"])
            theirs.close()

        writer = threading.Thread(target=send)
        writer.start()
        assert blogpost.parse(file) == LONG
        writer.join()


def test_a_pipe_that_has_nothing_yet_is_waited_for() -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)

    def write() -> None:
        os.write(writing, b"---\ntitle: x\n---\n")
        os.close(writing)

    timer = threading.Timer(0.1, write)
    timer.start()
    with os.fdopen(reading, "rb", buffering=0) as file:
        assert blogpost.parse(file).title == "x"
    timer.join()


def test_a_stream_that_never_has_anything_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSES", (0.0,) * 3)
    with pytest.raises(BlockingIOError, match="no data"):
        blogpost.parse(Raw(b"x", (None,)))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_open_file_is_read_from_where_it_stands(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789" + DOCUMENTS[name])
    posts = list(blogpost.iter_posts(DOCUMENTS[name], format=name))
    with path.open("rb") as file:
        assert file.read(10)
        assert blogpost.detect(file) == name
        assert file.tell() == 10, "detecting a format takes nothing away"
        assert list(blogpost.iter_posts(file)) == posts


turns = st.lists(st.none() | st.integers(1, 50), max_size=4)


@given(data=st.binary(max_size=300), size=st.integers(0, 400), sizes=turns)
def test_head_and_document_agree(data: bytes, size: int, sizes: list[int | None]) -> None:
    source = Source(Raw(data, (*sizes, 3)))  # type: ignore[arg-type]
    assert source.head(size) == data[:size]
    assert source.head(2) == data[:2]
    assert source.document == data
    assert source.head(size) == data[:size]
    with source.open() as file:
        assert file.read() == data


# ------------------------------------------------------------------------------------------------ what has no end


class Endless(io.RawIOBase):
    def read(self, size: int = -1, /) -> bytes:
        return b"x" * max(size, 1)


def test_streams_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_STREAM", 1 << 20)
    zero = Path("/dev/zero")
    with zero.open("rb") as opened:
        for stream in (zero, opened, Endless()):
            with pytest.raises(ParseError, match="at most 1,048,576 bytes in a stream"):
                blogpost.parse(stream)  # type: ignore[arg-type]  # as raw as can be


def test_what_has_an_end_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_STREAM", 1 << 10)
    path = tmp_path / "file"
    path.write_bytes(DOCUMENTS["json"])
    assert blogpost.parse(io.BytesIO(DOCUMENTS["json"])) == LONG
    assert blogpost.parse(path) == LONG
    with path.open("rb") as file:
        assert blogpost.parse(file) == LONG


# ------------------------------------------------------------------------------------------------ the command


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("to", ["json", "hugo"])
def test_the_command_reads_a_pipe_once(name: str, to: str, pipe: Path, tmp_path: Path) -> None:
    regular = tmp_path / "regular" / pipe.name
    regular.parent.mkdir()
    regular.write_bytes(DOCUMENTS[name])
    fed(pipe, DOCUMENTS[name])
    written = []
    for file in (regular, pipe):
        folder = tmp_path / f"from {file.parent.name}"
        assert main([str(file), "--to", to, "-o", str(folder)]) == 0
        files = (path for path in folder.rglob("*") if path.is_file())
        written.append({path.relative_to(folder): path.read_text(encoding="utf-8") for path in files})
    assert written[0] == written[1] != {}


@pytest.mark.parametrize("way", ["/dev/stdin < {}", "- < {}", "<(cat {})"])
def test_shells_can_hand_files_over_in_any_way(way: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(DOCUMENTS["html"])
    command = f"{sys.executable} -m blogpost --to jsonl"
    given, expected = (
        subprocess.run(["bash", "-c", f"{command} {file}"], capture_output=True, check=True).stdout
        for file in (way.format(path), path)
    )
    assert given == expected
