"""Several archives of one blog, read as one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost import NoPostError, ParseError, Post, UnknownFormatError
from blogpost.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPORT = EXAMPLES / "export/blog-05-17-2014.xml"
TAKEOUT = EXAMPLES / "takeout"

_FEED = """<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'
xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-1{}</id>{}</feed>"""
_HOME = "<title>Blog</title><link rel='alternate' type='text/html' href='http://a.blogspot.com/'/>"


def entry(number: int, inner: str) -> str:
    return f"<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id>{inner}</entry>"


def link(path: str) -> str:
    return f"<link rel='alternate' type='text/html' href='http://a.blogspot.com{path}'/>"


def comment(number: int, post: int) -> str:
    tag = f"tag:blogger.com,1999:blog-1.post-{post}"
    return entry(number, f"<title>c</title><content>c{number}</content><thr:in-reply-to ref='{tag}'/>")


WHOLE = "<title>T</title><content type='html'>The whole text.</content><published>2012-10-18T09:30:00Z</published>"
CUT = "<title>T</title><summary>The whole...</summary>"
POSTS = _FEED.format("", _HOME + entry(11, WHOLE + link("/2012/10/t.html")) + entry(12, CUT + link("/2012/10/u.html")))
COMMENTS = _FEED.format(".comments", comment(21, 11) + comment(22, 12) + comment(23, 99))
OLD_TAKEOUT = _FEED.format(
    "", "".join(entry(number, f"<blogger:type>POST</blogger:type>{WHOLE}") for number in (11, 12, 13))
)


def joined(*documents: str) -> dict[str | None, Post]:
    posts = list(blogpost.iter_posts(documents))
    assert len({post.id for post in posts}) == len(posts), "each post comes once"
    return {post.id: post for post in posts}


@pytest.mark.parametrize("documents", [(POSTS, COMMENTS), (COMMENTS, POSTS), (COMMENTS, POSTS, COMMENTS, POSTS)])
def test_comments_find_their_posts_in_other_feeds(documents: tuple[str, ...]) -> None:
    posts = joined(*documents)
    assert {number: [comment.text for comment in post.comments] for number, post in posts.items()} == {
        "11": ["c21"],
        "12": ["c22"],
        "99": ["c23"],
    }
    assert [number for number, post in posts.items() if post.is_placeholder] == ["99"]


@pytest.mark.parametrize("documents", [(POSTS, OLD_TAKEOUT), (OLD_TAKEOUT, POSTS)])
def test_a_post_comes_from_the_archive_that_states_most_of_it(documents: tuple[str, ...]) -> None:
    posts = joined(*documents)
    assert posts.keys() == {"11", "12", "13"}
    assert [post.text for post in posts.values()] == ["The whole text."] * 3
    assert not any(post.truncated for post in posts.values())


@pytest.mark.parametrize("documents", [(POSTS, OLD_TAKEOUT), (OLD_TAKEOUT, POSTS)])
def test_a_feed_gives_an_old_takeout_its_permalinks_and_its_blog(documents: tuple[str, ...]) -> None:
    posts = joined(*documents)
    assert posts["11"].url == "http://a.blogspot.com/2012/10/t.html"
    assert posts["12"].url == "http://a.blogspot.com/2012/10/u.html"
    assert posts["13"].url is None
    assert {post.blog for post in posts.values()} == {blogpost.Blog("1", "Blog", "http://a.blogspot.com/")}


def test_paths_become_permalinks_by_the_blog_of_a_feed() -> None:
    takeout = OLD_TAKEOUT.replace("<title>T", "<blogger:filename>/2012/10/v.html</blogger:filename><title>T")
    assert joined(takeout, POSTS)["13"].url == "http://a.blogspot.com/2012/10/v.html"


def test_the_same_archive_twice_is_the_archive() -> None:
    once = list(blogpost.iter_posts(EXPORT))
    assert list(blogpost.iter_posts([EXPORT])) == once
    assert list(blogpost.iter_posts([EXPORT, EXPORT])) == once
    assert list(blogpost.iter_posts((EXPORT, EXPORT.read_bytes(), io.BytesIO(EXPORT.read_bytes())))) == once


def test_an_export_of_wordpress_joins_the_archive_that_it_is_from() -> None:
    posts = [post for post in blogpost.iter_posts(EXPORT) if not post.is_placeholder]
    both = [post for post in blogpost.iter_posts([blogpost.to_wxr(posts[:3]), EXPORT]) if not post.is_placeholder]
    assert sorted(str(post.id) for post in both) == sorted(str(post.id) for post in posts)


def zipped(path: Path, *names: str) -> Path:
    """A part of the takeout with the files whose paths have one of these names in them."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(TAKEOUT.rglob("*")):
            if file.is_file() and any(name in file.as_posix() for name in names):
                archive.write(file, file.relative_to(TAKEOUT).as_posix())
    return path


def test_feeds_of_a_takeout_find_their_settings_in_other_parts(tmp_path: Path) -> None:
    first = zipped(tmp_path / "Takeout-001.zip", "settings", "Zettelkasten/feed")
    second = zipped(tmp_path / "Takeout-002.zip", "Harbour Notes/feed")
    key = lambda post: str(post.id)  # noqa: E731
    assert sorted(blogpost.iter_posts([first, second]), key=key) == sorted(blogpost.iter_posts(TAKEOUT), key=key)
    with pytest.raises(NoPostError, match=r"no file in them ends in \.atom"):
        list(blogpost.iter_posts([zipped(tmp_path / "x.zip", "settings")]))


def test_the_command_joins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("posts.xml", POSTS), ("comments.xml", COMMENTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / "posts.xml"), str(tmp_path / "comments.xml")]
    assert main([*files, "--join", "--to", "wxr", "-o", str(tmp_path / "blog.xml")]) == 0
    assert [len(post.comments) for post in blogpost.iter_posts(tmp_path / "blog.xml")] == [1, 1]
    assert "blogpost: 2 posts, 0 pages, 2 comments" in capsys.readouterr().err
    first = zipped(tmp_path / "1.zip", "settings", "Zettelkasten")
    second = zipped(tmp_path / "2.zip", "Harbour Notes/feed")
    assert main([str(first), str(second), "--join", "--to", "hugo", "-o", str(tmp_path / "site")]) == 0


def test_an_input_that_fails_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text("<p>x</p><p>y</p><p>z</p>", encoding="utf-8")
    assert main([str(EXPORT), str(tmp_path / "page.html"), "--join"]) == 1
    shown = capsys.readouterr().err
    assert f"blogpost: {EXPORT} and 1 more: {tmp_path / 'page.html'}: expected archives to join" in shown


@pytest.mark.parametrize(
    ("sources", "error"),
    [
        ([], NoPostError),
        (["some text"], UnknownFormatError),
        ([POSTS, blogpost.to_json(Post(title="x"))], UnknownFormatError),
        ([POSTS, "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"], ParseError),
        ([b"<feed xmlns='http://www.w3.org/2005/Atom'/>", COMMENTS.replace("entry", "other")], NoPostError),
    ],
)
def test_what_cannot_be_joined(sources: list[Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        list(blogpost.iter_posts(sources))


# ------------------------------------------------------------------------------------------------ parts in zip files


def parts(folder: Path) -> list[str]:
    """The example takeout in two zip files: the settings, and the feeds."""
    files = [path for path in sorted(TAKEOUT.rglob("*")) if path.is_file()]
    names = []
    for number, is_feed in ((1, False), (2, True)):
        names.append(str(folder / f"takeout-20240601T000000Z-{number:03}.zip"))
        with zipfile.ZipFile(names[-1], "w") as archive:
            for path in files:
                if (path.suffix == ".atom") == is_feed:
                    archive.write(path, path.relative_to(TAKEOUT).as_posix())
    return names


@pytest.mark.parametrize("is_first", [True, False])
def test_parts_in_zip_files_become_sites(is_first: bool, tmp_path: Path) -> None:
    names = parts(tmp_path)
    assert main([*(names if is_first else names[::-1]), "--join", "--to", "hugo", "-o", str(tmp_path / "parts")]) == 0
    assert main([str(TAKEOUT), "--to", "hugo", "-o", str(tmp_path / "whole")]) == 0
    read = [
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "parts", tmp_path / "whole")
    ]
    assert read[0] == read[1]


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_a_zip_file_in_another_is_named(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = parts(tmp_path)
    place = tmp_path / "outer.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for name in names:
            archive.write(name, f"downloads/{Path(name).name}")
    assert main([str(place if kind == "zip" else tmp_path), "--to", "jsonl"]) == 1
    assert capsys.readouterr().err.startswith(
        f"blogpost: {place}: there is no post in this takeout: no file in it ends in .atom. Unpack it first: it holds "
    )
