"""What static site generators make of a whole blog: every line, image, label, comment, draft and permalink."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import blogpost
from blogpost import Blog, Byline, Comment, Post
from blogpost.cli import main
from blogpost.content import Emphasis, Figure, Image, Link, List, Paragraph, Text
from blogpost.sites import open_site
from building import BUILDS, check_site

Build = Callable[[Path], Path]

HOME = "https://slipway.example"
BLOG = Blog("1", "Slipway", f"{HOME}/")
STATUSES = ("live", "draft", "scheduled", "trashed")


def post_at(path: str | None, **fields: object) -> Post:
    stated = {
        "id": path or "none",
        "blog": BLOG,
        "title": f"Title of {path}",
        "byline": Byline("Slipway"),  # an author who has the blog's name
        "published": dt.datetime(2020, 1, 1, 8, tzinfo=dt.UTC),
        "url": path and HOME + path,
        "body": [Paragraph(f"This is what stands at {path}, and nowhere else.")],
    }
    return Post(**{**stated, **fields})  # type: ignore[arg-type]


def own(path: str) -> Link:
    return Link(HOME + path, f"leads to {path}")


TARGETS = ("/2020/01/live.html", "/2020/01/draft.html", "/2020/01/trashed.html", "/2020/01/never.html", "/p/about.html")
LINKS = [Paragraph([own(path), Text(" "), Emphasis([own(f"{path}#c9")])]) for path in TARGETS]
BLOG_POSTS = [
    post_at(
        "/2019/12/links.html",
        labels=["Low tide", "Größe"],
        body=[
            *LINKS,
            List(items=[LINKS, [Figure(Image(f"{HOME}/a.jpg", "a boat"), [own(TARGETS[1])], HOME + TARGETS[0])]]),
        ],
        comments=[
            Comment(id="7", author=Byline("Jo"), body=LINKS, replies=[Comment(id="8", author=Byline("Al"), body=LINKS)])
        ],
    ),
    *(post_at(f"/2020/01/{status}.html", status=status, labels=["Low tide"]) for status in STATUSES),
    *(post_at(f"/p/{status}.html", kind="page", status=status, published=None) for status in STATUSES[:2]),
    post_at("/p/about.html", kind="page", published=None),
    post_at(None, title="Tags", body=[*LINKS, Paragraph("This post has no address.")]),
    post_at(None, status="draft", body=[Paragraph("This draft has no address.")]),
    post_at("/2020/02/all.html", byline=Byline(("All", "Jo"))),  # names of feeds
    post_at("/2020/03/größe &{{ x }}$.html", labels=["all", "constructor", "__proto__", "posts", "C", "C++"]),
    post_at("/2020/03/folder/"),
]


@pytest.mark.parametrize(("tool", "build"), BUILDS)
def test_a_blog_with_all_kinds_of_posts(tool: str, build: Build, tmp_path: Path) -> None:
    site = open_site(tmp_path, tool=tool)
    for post in BLOG_POSTS:
        site.add(post)
    site.finish()
    check_site(build(tmp_path), BLOG_POSTS, tool)
    assert site.summary.without_address == 1


@pytest.mark.parametrize("path", ["/2020/03/noending", "/2020/03/page.php"])
@pytest.mark.parametrize(("tool", "build"), BUILDS)
def test_other_endings(tool: str, build: Build, path: str, tmp_path: Path) -> None:
    site = open_site(tmp_path, tool=tool)
    posts = [post_at(path), post_at("/2020/03/x.html", body=LINKS[:1])]
    for post in posts:
        site.add(post)
    site.finish()
    check_site(build(tmp_path), posts, tool)


ARCHIVES = (
    [path for path in sorted(Path(os.environ.get("BLOGPOST_ARCHIVES", "/")).rglob("*")) if path.is_file()]
    if ("BLOGPOST_ARCHIVES" in os.environ)
    else []
)


@pytest.mark.skipif(not ARCHIVES, reason="BLOGPOST_ARCHIVES names no folder with archives")
@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.name)
@pytest.mark.parametrize(("tool", "build"), BUILDS)
def test_archives_of_ones_own(tool: str, build: Build, archive: Path, tmp_path: Path) -> None:
    main([str(archive), "--to", tool, "-o", str(tmp_path)])
    check_site(build(tmp_path), list(blogpost.iter_posts(archive)), tool)
