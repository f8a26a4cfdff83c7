"""Damaged archives: every entry that is whole is kept, and each that isn't is reported."""

from __future__ import annotations

import io
import logging
import random
import re
import shutil
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import BlogpostError, NoPostError, ParseError, UnknownFormatError
from blogpost.cli import main
from blogpost.markup import xml_salvage

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPORT = EXAMPLES / "export/blog-05-17-2014.xml"
DATA = EXPORT.read_bytes()
STARTS = [match.start() for match in re.finditer(rb"<entry[ >]", DATA)]
SPANS = list(zip(STARTS, [*STARTS[1:], len(DATA)], strict=True))


def ids(data: bytes) -> set[str | None]:
    return {post.id for post in blogpost.iter_posts(data, format="export", recover=True) if not post.is_placeholder}


WHOLE = ids(DATA)


def hurt(start: int, end: int) -> set[str]:
    """The posts whose entries are within some bytes."""
    entries = (DATA[first:last] for first, last in SPANS if first <= end and last > start)
    return {match[1].decode() for entry in entries if (match := re.search(rb"\.(?:post|page)-(\d+)<", entry))}


def test_a_sound_archive_is_the_same() -> None:
    assert list(blogpost.iter_posts(EXPORT, recover=True)) == list(blogpost.iter_posts(EXPORT))
    feed = EXAMPLES / "takeout/Takeout/Blogger/Blogs/Harbour Notes/feed.atom"
    assert list(blogpost.iter_posts(feed, recover=True)) == list(blogpost.iter_posts(feed))
    text = blogpost.to_wxr(blogpost.iter_posts(EXPORT))
    assert list(blogpost.iter_posts(text, recover=True)) == list(blogpost.iter_posts(text))


@given(st.randoms(use_true_random=False), st.integers(1, 50))
def test_entries_without_damage_are_kept(rng: random.Random, length: int) -> None:
    start = rng.randrange(STARTS[0], len(DATA) - length)
    damaged = DATA[:start] + rng.randbytes(length) + DATA[start + length :]
    assert ids(damaged) >= WHOLE - hurt(start, start + length)


@pytest.mark.parametrize("damage", [b"'", b'"', b"?", b"<", b"#"])
@pytest.mark.parametrize("place", range(7))
def test_the_first_entry_may_lose_its_beginning(place: int, damage: bytes) -> None:
    """With a quotation mark or a question mark, the parser waits for more."""
    start = STARTS[0] + place
    assert ids(DATA[:start] + damage + DATA[start + 1 :]) >= WHOLE - hurt(start, start + 1)


@given(st.integers(STARTS[1], len(DATA)))
def test_a_cut_end_costs_only_what_is_cut(end: int) -> None:
    if WHOLE - hurt(end, len(DATA)):
        assert ids(DATA[:end]) >= WHOLE - hurt(end, len(DATA))


def test_raw_ampersands_are_text() -> None:
    document = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>R&D &amp; B&B;</title></entry></feed>"
    [post] = blogpost.iter_posts(document, recover=True)
    assert post.title == "R&D & B&B;"


def test_what_is_skipped_is_reported_with_its_line(caplog: pytest.LogCaptureFixture) -> None:
    entries = [
        "<entry><id>1</id><title>a</title></entry>",
        "<entry><id>2<b></entry>",
        "<entry><id>3</id></entry>",
        "<entry>",
    ]
    document = "\n".join(["<feed xmlns='http://www.w3.org/2005/Atom'>", *entries])
    with caplog.at_level(logging.WARNING, "blogpost.archives"):
        assert [post.id for post in blogpost.iter_posts(document, recover=True)] == ["1", "3"]
    lines = [record.getMessage().partition(":")[0] for record in caplog.records]
    assert lines == ["line 3", "line 5"]


def test_a_lost_boundary_costs_only_the_second_entry() -> None:
    second = DATA.index(b"<entry", STARTS[-1] - 1)
    damaged = DATA[:second] + b"#entry" + DATA[second + 6 :]
    assert ids(damaged) >= WHOLE - hurt(second, second)


def test_nothing_is_read_without_recover() -> None:
    damaged = DATA[: STARTS[-1]] + b"<x" + DATA[STARTS[-1] :]
    with pytest.raises(ParseError):
        list(blogpost.iter_posts(damaged))
    assert ids(damaged) >= WHOLE - hurt(STARTS[-2], len(DATA))


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ("<#feed><title>x</title><entry><id>1</id></entry></feed>", UnknownFormatError),
        ("<!DOCTYPE feed [<!ENTITY x 'y'>]><feed><entry><id>&x;</id></entry></feed>", BlogpostError),
        ("<p>x</p>", UnknownFormatError),
        (b"PK\x03\x04", NoPostError),
        (EXAMPLES / "export", NoPostError),
    ],
)
def test_what_cannot_be_recovered(document: str | bytes | Path, error: type[Exception]) -> None:
    with pytest.raises(error):
        list(blogpost.iter_posts(document, recover=True))


@given(st.binary(max_size=300))
def test_any_bytes_give_posts_or_an_error(data: bytes) -> None:
    for document in (
        data,
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + data + b"</entry><entry><id>1</id></entry>",
    ):
        try:
            list(blogpost.iter_posts(document, format="atom", recover=True))
        except BlogpostError:
            continue


def test_an_entry_without_an_end_is_skipped_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(xml_salvage, "MAX_ENTRY", 200_000)
    entries = [
        f"<entry><id>{number}</id><content>{'x' * size}</content></entry>"
        for number, size in enumerate((9, 500_000, 9))
    ]
    document = f"<feed xmlns='http://www.w3.org/2005/Atom'>{''.join(entries)}</feed>"
    assert [post.id for post in blogpost.iter_posts(document, recover=True)] == ["0", "2"]
    assert [record.getMessage() for record in caplog.records] == ["line 1: a damaged entry is skipped: it has no end"]
    caplog.clear()
    monkeypatch.undo()
    assert [post.id for post in blogpost.iter_posts(document, recover=True)] == ["0", "1", "2"]


def test_the_command_recovers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = tmp_path / "damaged.xml"
    damaged.write_bytes(DATA[: STARTS[-1] + 20])
    for join in ([], ["--join"]):
        assert main([str(damaged), "--recover", *join, "--to", "wxr", "-o", str(tmp_path / "out.xml")]) == 1
        assert "a damaged entry is skipped" in capsys.readouterr().err
        assert list(blogpost.iter_posts(tmp_path / "out.xml"))


# ------------------------------------------------------------------------------------------------ takeouts

TAKEOUT = EXAMPLES / "takeout"


def zipped(packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for path in sorted(TAKEOUT.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(TAKEOUT).as_posix())
    return packed.getvalue()


ZIPPED, STORED = zipped(), zipped(zipfile.ZIP_STORED)
POSTS = list(blogpost.iter_posts(ZIPPED))


@pytest.mark.parametrize("data", [ZIPPED, STORED], ids=["deflated", "stored"])
def test_a_sound_takeout_is_the_same(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    for source in (TAKEOUT, data):
        assert list(blogpost.iter_posts(source, recover=True)) == POSTS
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("data", [ZIPPED, STORED], ids=["deflated", "stored"])
def test_a_takeout_without_its_directory_is_read(
    data: bytes, caplog: pytest.LogCaptureFixture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As an incomplete download is."""
    cut = data[: data.index(b"PK\x01\x02")]
    with pytest.raises(ParseError):
        list(blogpost.iter_posts(cut))
    assert list(blogpost.iter_posts(cut, recover=True)) == POSTS
    assert caplog.records[0].getMessage() == "this zip file is damaged: File is not a zip file"
    (tmp_path / "cut.zip").write_bytes(cut)
    assert main([str(tmp_path / "cut.zip"), "--recover", "--to", "hugo", "-o", str(tmp_path / "site")]) == 1
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["harbour-notes", "zettelkasten"]
    assert "cut.zip: this zip file is damaged" in capsys.readouterr().err


@pytest.mark.parametrize("data", [ZIPPED, STORED], ids=["deflated", "stored"])
def test_a_takeout_that_breaks_off_gives_what_came(data: bytes) -> None:
    whole = {post.id for post in POSTS}
    found: list[set[str | None]] = []
    for end in range(0, len(data), 97):
        with suppress(BlogpostError):
            found.append({post.id for post in blogpost.iter_posts(data[:end], format="takeout", recover=True)})
    assert all(ids <= whole for ids in found)
    assert found[-1] == whole
    assert len({len(ids) for ids in found}) > 4


def test_other_files_of_a_takeout_survive_a_damaged_one(caplog: pytest.LogCaptureFixture) -> None:
    with zipfile.ZipFile(io.BytesIO(ZIPPED)) as archive:
        feed = next(
            member for member in archive.infolist() if member.filename.endswith("Blogs/Harbour Notes/feed.atom")
        )
    start = feed.header_offset + feed.compress_size // 2
    damaged = ZIPPED[:start] + b"\xff" * 60 + ZIPPED[start + 60 :]
    other = {post.id for post in POSTS if post.blog and post.blog.title == "Zettelkasten"}
    found = {post.id for post in blogpost.iter_posts(damaged, recover=True)}
    assert other < found < {post.id for post in POSTS}
    assert any("is damaged" in record.getMessage() for record in caplog.records)


def test_a_damaged_feed_in_a_folder_costs_its_entry(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shutil.copytree(TAKEOUT, tmp_path / "takeout")
    feed = tmp_path / "takeout/Takeout/Blogger/Blogs/Harbour Notes/feed.atom"
    data = feed.read_bytes()
    start = data.index(b"<entry")
    feed.write_bytes(data[: start + 10] + b"<" + data[start + 10 :])
    with pytest.raises(ParseError):
        list(blogpost.iter_posts(tmp_path / "takeout"))
    whole = {post.id for post in POSTS}
    assert len(whole - {post.id for post in blogpost.iter_posts(tmp_path / "takeout", recover=True)}) <= 1
    place = "Takeout/Blogger/Blogs/Harbour Notes/feed.atom"
    assert [record.getMessage().startswith(f"{place}: line ") for record in caplog.records if record.levelno > 20]


def test_a_bracket_in_a_namespace_costs_no_error_of_the_parser(tmp_path: Path) -> None:
    shutil.copytree(TAKEOUT, tmp_path / "takeout")
    feed = tmp_path / "takeout/Takeout/Blogger/Blogs/Harbour Notes/feed.atom"
    feed.write_bytes(feed.read_bytes().replace(b"'http://www.w3.org/2005/Atom'", b"'}ttp://www.w3.org/2005/Atom'", 1))
    titles = {post.blog.title for post in blogpost.iter_posts(tmp_path / "takeout", recover=True) if post.blog}
    assert "Zettelkasten" in titles


@given(st.randoms(use_true_random=False), st.integers(1, 50), st.sampled_from([ZIPPED, STORED]))
def test_any_damage_of_a_takeout_gives_posts_or_an_error(rng: random.Random, length: int, data: bytes) -> None:
    start = rng.randrange(len(data) - length)
    damaged = data[:start] + rng.randbytes(length) + data[start + length :]
    with suppress(BlogpostError):
        list(blogpost.iter_posts(damaged, format="takeout", recover=True))


def test_a_damaged_takeout_unpacks_to_no_more_than_others() -> None:
    feed = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>" + b" " * (300 << 20)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(feed) + deflate.flush()
    header = struct.pack("<4sHHHHHLLLHH", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, 0, 0, 6, 0) + b"a.atom"
    with pytest.raises(BlogpostError):
        list(blogpost.iter_posts((header + packed) * 3, format="takeout", recover=True))
