"""Documents of many posts: from the command line, for one blog or several, in parts, and in little memory."""

from __future__ import annotations

import datetime as dt
import io
import json
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given

import blogpost
from blogpost import Blog, Byline, Comment, Location, Post
from blogpost.cli import main
from blogpost.content import Paragraph
from blogpost.documents import Choices
from blogpost.formats import FORMATS, gathering
from extras import needing_extras
from strategies import posts as any_posts

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPORT = EXAMPLES / "export/blog-05-17-2014.xml"
TAKEOUT = EXAMPLES / "takeout"
NOON = dt.datetime(2014, 5, 17, 12, tzinfo=dt.UTC)


def document(name: str, posts: Iterable[Post]) -> bytes:
    gather = FORMATS[name].gather
    assert gather is not None
    made = gather(Choices())
    for post in posts:
        made.add(post)
    [write] = made.documents()
    file = io.BytesIO()
    write(file)
    made.close()
    return file.getvalue()


def kept(path: Path) -> list[Post]:
    return [post for post in blogpost.iter_posts(path) if not post.is_placeholder]


# ------------------------------------------------------------------------------------------------ Blogger's archive


@given(any_posts)
@example(Post(byline=Byline(affiliation="Reuters"), comments=[Comment(author=Byline(raw="x"))]))
@example(Post(published=dt.date(1, 1, 1), location=Location(latitude=1.0), truncated=True))
def test_every_post_has_a_nearest_one_that_blogger_can_have(post: Post) -> None:
    [back] = blogpost.iter_posts(document("export", [post]), format="export")
    assert (back.title, back.kind, back.labels) == (post.title, post.kind, tuple(dict.fromkeys(post.labels)))
    assert back.text.endswith(post.text)
    assert sorted(comment.text for comment in back.all_comments()) == sorted(
        comment.text for comment in post.all_comments()
    )
    assert post.headline is None or post.headline in back.text


def test_what_an_archive_can_say_is_not_changed() -> None:
    posts = list(kept(EXPORT))
    sayable = [post for post in posts if post.status != "scheduled"]
    assert document("export", sayable).decode() == blogpost.to_blogger_atom(sayable)
    assert list(blogpost.iter_posts(document("export", posts))) == posts, "a scheduled post is one of a later time"


def test_each_change_is_counted() -> None:
    gather = FORMATS["export"].gather
    assert gather is not None
    made = gather(Choices())
    made.add(Post(status="trashed", headline="H", published=dt.date(2012, 1, 1)))
    made.add(Post(status="trashed", published=NOON))
    assert made.changed == {
        "headlines or bylines, which are in the body now": 1,
        "posts in the trash, which are drafts now": 2,
        "days and times without an offset, which are in UTC now": 1,
    }
    made.close()


# ------------------------------------------------------------------------------------------------ the command


def test_an_array_of_json_has_all_posts(tmp_path: Path) -> None:
    place = tmp_path / "new" / "posts.json"
    assert main([str(EXPORT), "--to", "json-array", "-o", str(place)]) == 0
    trees = json.loads(place.read_text(encoding="utf-8"))
    assert [blogpost.from_dict(tree) for tree in trees] == kept(EXPORT)
    assert document("json-array", []) == b"[\n\n]\n"


@pytest.mark.parametrize("name", needing_extras(gathering()))
def test_a_document_is_printed_as_it_is_saved(
    name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    place = tmp_path / f"x{FORMATS[name].suffix}"
    assert main([str(EXPORT), "--to", name, "-o", str(place)]) == 0
    capfdbinary.readouterr()
    assert main([str(EXPORT), "--to", name]) == 0
    assert capfdbinary.readouterr().out == place.read_bytes() != b""


def test_each_blog_of_a_takeout_has_a_document(tmp_path: Path) -> None:
    assert main([str(TAKEOUT), "--to", "wxr", "-o", str(tmp_path)]) == 0
    found = {path.name: len(list(blogpost.iter_posts(path))) for path in tmp_path.iterdir()}
    assert found == {"harbour-notes.xml": 6, "zettelkasten.xml": 1}


@pytest.mark.parametrize("place", [[], ["-o", "one.xml"]])
def test_several_blogs_need_a_folder(
    place: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([str(TAKEOUT), "--to", "wxr", *place]) == 1
    assert "this has several blogs: name a folder with -o DIR" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_several_inputs_are_one_document(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("a.json", "b.json"))
    first.write_text(blogpost.to_json(Post(title="a")), encoding="utf-8")
    second.write_text(blogpost.to_json(Post(title="b")), encoding="utf-8")
    assert main([str(first), str(tmp_path / "missing"), str(second), "--to", "wxr", "-o", str(tmp_path / "out")]) == 1
    assert [post.title for post in blogpost.iter_posts(tmp_path / "out" / "a.xml")] == ["a", "b"]


def test_an_archive_that_breaks_off_gives_the_posts_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = EXPORT.read_text(encoding="utf-8")
    broken = tmp_path / "broken.xml"
    broken.write_text(text[: text.rindex("<entry>")], encoding="utf-8")
    assert main([str(broken), "--to", "wxr", "-o", str(tmp_path / "out.xml")]) == 1
    assert "expected XML" in capsys.readouterr().err
    assert list(blogpost.iter_posts(tmp_path / "out.xml"))


def test_parts_are_numbered(tmp_path: Path) -> None:
    assert main([str(EXPORT), "--to", "wxr", "--max-size", "20K", "-o", str(tmp_path / "blog.xml")]) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["blog-2.xml", "blog-3.xml", "blog.xml"]
    assert sum(len(list(blogpost.iter_posts(tmp_path / name))) for name in names) == len(kept(EXPORT))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--max-size", "8M", "-o", "x"], "--max-size needs --to wxr"),
        (["--labels", "categories"], "--labels needs --to wxr"),
        (["--to", "wxr", "--max-size", "8M"], "name the first with -o FILE"),
        (["--to", "wxr", "--max-size", "8 apples"], "expected a size such as 800K or 8M, not '8 apples'"),
        (["--to", "wxr", "--max-size", "0"], "expected a size"),
        (["--to", "export", "--comments", "data"], "--comments data needs --to hugo"),
    ],
)
def test_options_that_make_no_sense(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([str(EXPORT), *arguments])
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_nothing_is_left_of_a_document_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_space(*_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_space)
    assert main([str(EXPORT), "--to", "wxr", "-o", str(tmp_path / "blog.xml")]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


# ------------------------------------------------------------------------------------------------ memory


def many(count: int) -> Iterator[Post]:
    for number in range(count):
        body = [Paragraph(f"{number} " + "Some words. " * 400)]
        yield Post(id=str(number), blog=Blog("1"), title=f"Post {number}", published=NOON, labels=["a", "b"], body=body)


def peak(name: str, count: int) -> int:
    gather = FORMATS[name].gather
    assert gather is not None
    tracemalloc.start()
    try:
        made = gather(Choices())
        for post in many(count):
            made.add(post)
        with (Path("/dev/null") if Path("/dev/null").exists() else Path("null")).open("wb") as file:
            for write in made.documents():
                write(file)
        made.close()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", needing_extras(gathering()))
def test_memory_does_not_grow_with_the_posts(name: str) -> None:
    peak(name, 10)  # what is loaded at first use stays
    assert peak(name, 1_000) < peak(name, 100) + 2_000_000  # of 5,000,000 bytes
