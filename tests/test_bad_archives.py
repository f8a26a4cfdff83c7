"""Archives and folders that aren't as they should be: one clear line each, and nothing is lost or overwritten."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from blogpost.cli import main
from blogpost.formats import gathering, writable
from blogpost.sites import SITES
from extras import needing_extras

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPORT = EXAMPLES / "export/blog-05-17-2014.xml"
FEED = EXAMPLES / "takeout/Takeout/Blogger/Blogs/Harbour Notes/feed.atom"
TARGETS = (*writable(), *gathering(), *SITES)
EMPTY = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:blogger.com,1999:blog-1.archive</id><title>Empty</title></feed>"
)


def error_of(arguments: list[object], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error of a command that fails."""
    assert main(list(map(str, arguments))) == 1
    [line] = capsys.readouterr().err.splitlines()
    return line


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("to", needing_extras(TARGETS))
def test_an_empty_blog_writes_and_replaces_nothing(to: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.xml").write_text(EMPTY, encoding="utf-8")
    main([str(EXPORT), "--to", to, "-o", str(tmp_path / "out")])
    capsys.readouterr()
    before = tree(tmp_path / "out")
    line = error_of([tmp_path / "empty.xml", "--to", to, "-o", tmp_path / "out"], capsys)
    assert line == f"blogpost: {tmp_path / 'empty.xml'}: there is no post in this export"
    assert tree(tmp_path / "out") == before
    error_of([tmp_path / "empty.xml", "--to", to, "-o", tmp_path / "new"], capsys)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("to", needing_extras(TARGETS))
def test_a_takeout_without_settings_says_how_to_name_the_blog(
    to: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(FEED, tmp_path / "feed.atom")
    assert main([str(tmp_path / "feed.atom"), "--to", to, "-o", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().err
    assert said.count("settings of blogs, which are missing, so posts have only paths: name the blog with --url") == 1
    url = "https://harbour-notes.blogspot.com/"
    assert main([str(tmp_path / "feed.atom"), "--to", to, "-o", str(tmp_path / "named"), "--url", url]) == 0
    assert "settings" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../feed.atom", "/feed.atom", "a/../../feed.atom", "C:/feed.atom", "..\\feed.atom"])
@pytest.mark.parametrize("recover", [[], ["--recover"]])
def test_names_that_lead_out_of_a_takeout(
    name: str, recover: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "takeout.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr(name, FEED.read_bytes())
    assert main([str(place), "--to", "hugo", "-o", str(tmp_path / "site"), *recover]) == 1
    assert f"expected names within the zip file, not {name!r}" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["takeout.zip"]


@pytest.mark.parametrize("to", ["markdown", *SITES])
def test_links_to_pages_that_are_not_there_keep_their_addresses(to: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    link = "https://a.blogspot.com/2013/04/nowhere.html"
    page.write_text(
        "<html><head><link rel='canonical' href='https://a.blogspot.com/2013/04/here.html'/></head><body>"
        "<div class='post hentry'><h3 class='post-title entry-title'>T</h3><div class='post-body entry-content'>"
        f"<p>There is <a href='{link}'>more</a>.</p></div></div></body></html>",
        encoding="utf-8",
    )
    assert main([str(page), "--to", to, "-o", str(tmp_path / "out")]) == 0
    assert sum(f"({link})".encode() in text for text in tree(tmp_path / "out").values()) == 1
