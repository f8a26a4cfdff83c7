"""What the command reads: folders, patterns, what is piped in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import blogpost
from blogpost import Post
from blogpost.cli import main
from blogpost.cli.inputs import find_inputs, planned
from blogpost.content import Paragraph

TAKEOUT = Path(__file__).parent.parent / "examples/takeout"
POST = Post(title="A title", body=[Paragraph("Some text.")])


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "saved"


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(blogpost.to_html(POST), encoding="utf-8")


def names(folder: Path, *patterns: str, excluded: tuple[Path, ...] = ()) -> list[str]:
    return [
        Path(each.name).relative_to(folder).as_posix() for each in find_inputs(str(folder), patterns, list(excluded))
    ]


# ------------------------------------------------------------------------------------------------ folders


def test_files_are_found_by_their_endings(saved: Path) -> None:
    put(saved, "a.html", "b/c.HTM", "b/d.txt", "e.md", "f.warc.gz", "g.zip", "h.xml", "b/x.png", "x.gz", "x.css", "x")
    assert names(saved) == ["a.html", "b/c.HTM", "b/d.txt", "e.md", "f.warc.gz", "g.zip", "h.xml"]


def test_what_belongs_to_a_saved_page_is_left_out(saved: Path) -> None:
    put(saved, "My page.html", "My page_files/frame.html", "Seite.htm", "Seite-Dateien/frame.htm", "other_files/a.html")
    put(saved, ".hidden.html", ".git/a.html", "__MACOSX/a.html")
    assert names(saved) == ["My page.html", "Seite.htm", "other_files/a.html"]


def test_links_that_lead_back_end(saved: Path) -> None:
    put(saved, "a.html", "b/c.html")
    (saved / "b" / "up").symlink_to(saved)
    (saved / "link.html").symlink_to(saved / "a.html")
    assert names(saved) == ["a.html", "b/c.html", "link.html"]


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        (["*.php"], ["a.php", "b/c.php"]),
        (["b/*"], ["b/c.php", "b/d.html"]),
        (["*.php", "d.*"], ["a.php", "b/c.php", "b/d.html"]),
    ],
)
def test_patterns_choose_files(patterns: list[str], found: list[str], saved: Path) -> None:
    put(saved, "a.php", "b/c.php", "b/d.html", "e.html")
    assert names(saved, *patterns) == found


@pytest.mark.parametrize("patterns", [(), ("*.php",)])
def test_a_folder_without_files_fails(patterns: tuple[str, ...], saved: Path) -> None:
    put(saved, "a.css")
    with pytest.raises(blogpost.NoPostError, match="no file in this folder"):
        names(saved, *patterns)


def test_what_is_written_is_not_read(saved: Path) -> None:
    put(saved, "a.html", "out/b.md", "all.jsonl")
    assert names(saved, excluded=(saved / "out", saved / "all.jsonl")) == ["a.html"]
    for _ in range(2):
        assert main([str(saved), "--to", "md", "-o", str(saved / "new")]) == 0
    assert sorted(path.name for path in (saved / "new").iterdir()) == ["a.md", "all.md", "out"]


# ------------------------------------------------------------------------------------------------ takeouts


def test_a_takeout_is_one_input_wherever_it_is(saved: Path) -> None:
    put(saved, "a.html", "z.html")
    for place in ("", "Takeout", "Takeout/Blogger"):
        assert names(TAKEOUT / place) == ["."]
    (saved / "mine").symlink_to(TAKEOUT)
    assert names(saved / "mine") == ["."]
    (saved / "mine").unlink()
    subprocess.run(["cp", "-r", str(TAKEOUT), str(saved / "mine")], check=True)
    assert names(saved) == ["a.html", "mine", "z.html"]
    put(saved, "mine/Takeout/archive_browser.html", "mine/Takeout/Keep/note.html")
    assert names(saved) == ["a.html", "mine/Takeout", "z.html"]
    assert main([str(saved), "--to", "jsonl", "-o", "out"]) == 0
    assert len(list(blogpost.iter_posts(Path("out/mine/takeout.jsonl")))) == 8


def test_a_feed_does_not_make_a_mirror_a_takeout(saved: Path) -> None:
    put(saved, "feed.atom", "index.html", "2014/a.html")
    assert names(saved) == ["2014/a.html", "feed.atom", "index.html"]


# ------------------------------------------------------------------------------------------------ patterns


def test_the_command_expands_patterns(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(saved, "b.html", "a.html", "c/d.html", "e.txt")
    for pattern, count in (("*.html", 2), ("**/*.html", 3), ("[ab].html", 2), ("?.txt", 1), ("*", 4)):
        assert main([str(saved / pattern), "--to", "jsonl"]) == 0
        assert len(capsys.readouterr().out.splitlines()) == count, pattern


def test_a_file_may_have_a_name_like_a_pattern(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(saved, "a[1].html", "a1.html")
    assert [each.name for each in find_inputs("saved/a[1].html", (), ())] == ["saved/a[1].html"]
    assert main(["saved/*.foo", "saved/a1.html", "--to", "jsonl"]) == 1
    assert "saved/*.foo: no file matches this pattern" in capsys.readouterr().err
    assert main(["https://example.org/low-tide.html"]) == 1
    assert "Save the page, and write: blogpost PAGE --url https://example.org/low-tide.html" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ what is piped in


@pytest.mark.parametrize(
    ("call", "status"),
    [("cat {} | {}", 0), ("{1} < {0}", 0), ("{1} < /dev/null", 2), ("{1} <&-", 2), ("true | {1}", 1)],
)
def test_what_is_piped_in_is_read(call: str, status: int, saved: Path) -> None:
    put(saved, "a.html")
    command = call.replace("{}", "{0}", 1).replace("{}", "{1}").format("saved/a.html", f"{sys.executable} -m blogpost")
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True)
    assert done.returncode == status, done.stderr
    assert (status == 0 and blogpost.from_json(done.stdout).title == "A title") or "blogpost" in done.stderr


def test_a_terminal_gets_the_usage() -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "blogpost"], stdin=theirs, capture_output=True, check=False, timeout=60, text=True
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert "Try 'blogpost --help'" in done.stderr


# ------------------------------------------------------------------------------------------------ places


def test_places_are_safe_and_unique(saved: Path) -> None:
    put(saved, "A b/c.html", "A b/c.htm", "a-b/C.txt", "…/x.html", "con.html", "x.warc.gz")
    found = planned(list(find_inputs(str(saved), (), ())), with_named=False)
    assert {each.name.removeprefix(f"{saved}/"): str(each.place) for each in found} == {
        "A b/c.htm": "a-b/c",
        "A b/c.html": "a-b/c-2",
        "a-b/C.txt": "a-b/c-3",
        "con.html": "con-",
        "x.warc.gz": "x",
        "…/x.html": "folder/x",
    }
