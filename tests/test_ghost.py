"""The file that Ghost imports, checked by the rules of Ghost's importer and its database."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import blogpost
from attacks import dangers
from blogpost import Blog, BlogpostError, Byline, Comment, Post
from blogpost.cli import main
from blogpost.content import Paragraph
from blogpost.documents import Choices
from blogpost.formats import FORMATS
from blogpost.markup.html import write_blocks
from blogpost.writers.ghost import MAX_NAME, MAX_TITLE
from strategies import posts as any_posts

EXPORT = Path(__file__).parent.parent / "examples/export/blog-05-17-2014.xml"
NOON = dt.datetime(2014, 5, 17, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def written(posts: Iterable[Post]) -> dict[str, Any]:
    gather = FORMATS["ghost"].gather
    assert gather is not None
    file = io.BytesIO()
    with closing(gather(Choices())) as made:
        for post in posts:
            made.add(post)
        [write] = made.documents()
        write(file)
    [database] = json.loads(file.getvalue())["db"]
    assert database["meta"].keys() == {"exported_on", "version"}
    data: dict[str, Any] = database["data"]
    return data


def names(data: dict[str, Any], post: int, table: str, relation: str, column: str) -> list[str]:
    """The names that a post is related to, as Ghost finds them."""
    by_id = {row["id"]: row["name"] for row in data[table]}
    rows = [row for row in data[relation] if row["post_id"] == post]
    return [by_id[row[column]] for row in sorted(rows, key=lambda row: int(row["sort_order"]))]


def test_an_export_is_whole_in_ghost() -> None:
    posts = [post for post in blogpost.iter_posts(EXPORT) if not post.is_placeholder]
    data = written(posts)
    assert len(data["posts"]) == len(posts)
    for row, post in zip(data["posts"], posts, strict=True):
        assert isinstance(post.published, dt.datetime)
        assert row["title"] == (post.title or "(Untitled)")
        assert row["html"] == write_blocks(post.body)
        assert (row["type"], row["status"]) == (post.kind, "published" if post.status == "live" else "draft")
        assert dt.datetime.fromisoformat(row["published_at"]) == post.published
        assert names(data, row["id"], "tags", "posts_tags", "tag_id") == list(post.labels)
        assert names(data, row["id"], "users", "posts_authors", "author_id") == list(
            post.byline.names if post.byline else ()
        )


@given(any_posts)
def test_every_post_keeps_ghost_s_rules(post: Post) -> None:
    data = written([post, Post(title=post.title, url=post.url)])
    [row, other] = data["posts"]
    assert 0 < len(row["title"]) <= MAX_TITLE
    assert row["slug"] != other["slug"], "Ghost ignores a second post with a slug"
    assert not dangers(row["html"])
    for table in ("tags", "users"):
        for entry in data[table]:
            assert 0 < len(entry["name"]) <= MAX_NAME
            assert entry["slug"].isascii()
        assert len({entry["slug"] for entry in data[table]}) == len(data[table])
    for relation in ("posts_tags", "posts_authors"):
        pairs = [(entry["post_id"], *sorted(entry.items())) for entry in data[relation]]
        assert len(set(pairs)) == len(pairs)
    assert all(user["email"].endswith("@example.com") for user in data["users"])


def test_times_are_in_utc() -> None:
    [row, day, none] = written([Post(published=NOON), Post(published=dt.date(2014, 5, 17)), Post()])["posts"]
    assert row["published_at"] == row["updated_at"] == "2014-05-17T10:30:00.000Z"
    assert day["published_at"] == "2014-05-17T00:00:00.000Z"
    assert none["published_at"] is None


def test_changes_are_counted() -> None:
    gather = FORMATS["ghost"].gather
    assert gather is not None
    made = gather(Choices())
    for post in (Post(status="scheduled", published=NOON), Post(status="trashed"), Post(title="x" * 300)):
        made.add(post)
    assert made.changed == {
        "scheduled posts, which are drafts now": 1,
        "trashed posts, which are drafts now": 1,
        "titles that are too long for Ghost, and cut now": 1,
    }
    made.close()


def test_a_file_is_of_one_blog() -> None:
    with pytest.raises(BlogpostError, match="one blog"):
        written([Post(blog=Blog("1")), Post(blog=Blog("2"))])


def test_comments_are_counted_as_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    post = Post(title="x", comments=[Comment(author=Byline("Jane"), body=[Paragraph("y")])])
    (tmp_path / "post.json").write_text(blogpost.to_json(post), encoding="utf-8")
    assert main([str(tmp_path / "post.json"), "--to", "ghost", "-o", str(tmp_path / "ghost.json")]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "blogpost: 1 post, 0 pages, 0 comments",
        "blogpost: skipped: 1 × comments, for which the format has no place",
    ]
