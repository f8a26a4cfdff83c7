"""Where the command writes: one file whose ending tells the format, or a folder."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

import blogpost
from blogpost import Post
from blogpost.cli import main
from blogpost.cli.places import Place, find_place
from blogpost.content import Paragraph

EXPORT = Path(__file__).parent.parent / "examples/export/blog-05-17-2014.xml"
POSTS = [Post(title=f"Post {number}", body=[Paragraph("Some text.")]) for number in range(3)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("one.json").write_text(blogpost.to_json(POSTS[0]), "utf-8")
    Path("three.jsonl").write_text("".join(f"{blogpost.to_json(post)}\n" for post in POSTS), "utf-8")
    Path("there.md").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "to", "place"),
    [
        (None, None, ("json", None, False)),
        ("post.md", None, ("markdown", "post.md", False)),
        ("post.MD", None, ("markdown", "post.MD", False)),
        ("a/post.view.html", None, ("view", "a/post.view.html", False)),
        ("post.htm", None, ("html", "post.htm", False)),
        ("post.md", "json", ("json", "post.md", False)),
        ("post.md/", None, ("json", "post.md", True)),
        ("there.md", None, ("json", "there.md", True)),
        ("posts", "markdown", ("markdown", "posts", True)),
        ("blog.example.com", None, ("json", "blog.example.com", True)),
        ("blog.xml", "wxr", ("wxr", "blog.xml", False)),
        ("blog.XML", "export", ("export", "blog.XML", False)),
        ("exports", "export", ("export", "exports", True)),
        ("site.html", "hugo", ("hugo", "site.html", True)),
        ("rows.csv", None, ("csv", "rows.csv", False)),
    ],
)
def test_the_rule(name: str | None, to: str | None, place: tuple[str, str | None, bool]) -> None:
    kind, path, is_folder = place
    assert find_place(name, to) == Place(kind, Path(path) if path else None, is_folder)


@pytest.mark.parametrize(("name", "message"), [("b.xml", "export or wxr"), ("b.docx", "no format has the ending")])
def test_endings_that_tell_no_format(name: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["one.json", "-o", name])
    assert message in capsys.readouterr().err
    assert not Path(name).exists()


# ------------------------------------------------------------------------------------------------ one file


@pytest.mark.parametrize("name", ["new/x.md", "x.json", "x.jsonl", "x.ndjson"])
def test_one_file_has_the_post(name: str) -> None:
    assert main(["one.json", "-o", name]) == 0
    assert list(blogpost.iter_posts(Path(name))) == POSTS[:1]


def test_one_file_has_all_posts() -> None:
    assert main(["three.jsonl", "one.json", "-o", "x.jsonl"]) == 0
    assert list(blogpost.iter_posts(Path("x.jsonl"))) == [*POSTS, POSTS[0]]
    assert main(["three.jsonl", "one.json", "-o", "x.json"]) == 0
    assert list(blogpost.iter_posts(Path("x.json"))) == [*POSTS, POSTS[0]]


def test_several_posts_are_printed_as_one_array(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["three.jsonl"]) == 0
    assert [blogpost.from_dict(tree) for tree in json.loads(capsys.readouterr().out)] == POSTS


@pytest.mark.parametrize("inputs", [["three.jsonl"], ["one.json", "one.json"]])
def test_a_file_for_one_post_gets_no_others(inputs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.md").write_text("mine", "utf-8")
    assert main([*inputs, "-o", "x.md"]) == 1
    assert "x.md can have one post, and here are more: name a folder, such as -o x/" in capsys.readouterr().err
    assert Path("x.md").read_text("utf-8") == "mine"
    assert not list(Path().glob(".*.part"))


def test_no_file_without_a_post() -> None:
    assert main(["missing", "-o", "x.jsonl"]) == 1
    assert not Path("x.jsonl").exists()


def test_a_file_that_lacks_a_post_does_not_appear(monkeypatch: pytest.MonkeyPatch) -> None:
    from blogpost.cli import texts

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(texts.OneFile, "_append", full)
    assert main(["one.json", "three.jsonl", "-o", "x.jsonl"]) == 1
    assert not [path for path in Path().iterdir() if path.name not in ("one.json", "three.jsonl", "there.md")]


@pytest.mark.parametrize(
    "arguments",
    [["-o", "one.json"], ["-o", "."], ["-o", "./", "--to", "jsonl", "three.jsonl"], ["--errors", "./one.json"]],
)
def test_inputs_are_never_replaced(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_text("utf-8") for path in Path().glob("*.json*")}
    assert main(["one.json", *arguments]) == 1
    assert "is an input, which is not replaced" in capsys.readouterr().err
    assert {path: path.read_text("utf-8") for path in before} == before


# ------------------------------------------------------------------------------------------------ folders


def test_files_found_in_a_folder_keep_their_path() -> None:
    for name, posts in (("a.jsonl", POSTS[:1]), ("b/a.jsonl", POSTS), ("B/c.jsonl", POSTS[:1])):
        path = Path("saved") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{blogpost.to_json(post)}\n" for post in posts), "utf-8")
    for _ in range(2):  # the second time, files are replaced
        assert main(["saved", "-t", "md", "-o", "out"]) == 0
    found = sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*") if path.is_file())
    assert found == ["a.md", "b/a/post-0.md", "b/a/post-1.md", "b/a/post-2.md", "b/c.md"]


def test_folders_of_inputs_are_not_those_of_posts() -> None:
    """A file next to a folder of its name, as copies of whole blogs have."""
    Path("saved/2014").mkdir(parents=True)
    for name in ("saved/2014.json", "saved/2014/may.json"):
        Path(name).write_bytes(Path("one.json").read_bytes())
    assert main(["saved/2014", "-t", "md", "-o", "out/2014"]) == 0
    assert main(["saved", "-t", "md", "-o", "out", "--skip-existing"]) == 0
    found = sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*.md"))
    assert found == ["2014-2.md", "2014/may.md"]


def test_posts_before_a_problem_are_in_the_folder_of_their_file() -> None:
    Path("saved/a").mkdir(parents=True)
    Path("saved/a/b.jsonl").write_text(f"{Path('one.json').read_text('utf-8')}\n{{", "utf-8")
    assert main(["saved", "-t", "md", "-o", "out"]) == 1
    assert [path.as_posix() for path in Path("out").rglob("*.md")] == ["out/a/b/post-0.md"]


@pytest.mark.parametrize("to", ["json", "jsonl", "csv"])
def test_a_run_goes_on_where_it_stopped(to: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["one.json", "three.jsonl", "missing", "-t", to, "-o", "out/", "--skip-existing"]
    assert main([*arguments]) == 1
    first = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")}
    assert {path.name for path in first} >= {Path(f"one.{to}").name}
    assert main([*arguments]) == 1
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")} == first
    assert "0 files read, 1 failed, 2 skipped, since their output exists" in capsys.readouterr().err


def test_images_are_found_from_folders_within() -> None:
    image = blogpost.content.Image("http://a.example/x.png")
    post = Post(title="x", body=[Paragraph([blogpost.content.Text("See "), image])])
    for name in ("saved/a/b.json", "pictures/x.png"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path("saved/a/b.json").write_text(blogpost.to_json(post), "utf-8")
    Path("pictures/x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["saved", "-t", "md", "-o", "out", "--media", "pictures"]) == 0
    assert "](../media/x.png)" in Path("out/a/b.md").read_text("utf-8")
    assert Path("out/media/x.png").exists()


def test_links_lead_from_folder_to_folder() -> None:
    for name, target in (("a/first", "b/second"), ("b/second", "a/first"), ("third", "a/first")):
        link = blogpost.content.Link(
            f"http://a.example/2014/05/{Path(target).name}.html", [blogpost.content.Text("See")]
        )
        post = Post(title=name, url=f"http://a.example/2014/05/{Path(name).name}.html", body=[Paragraph([link])])
        path = Path(f"saved/{name}.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(blogpost.to_json(post), "utf-8")
    assert main(["saved", "-t", "md", "-o", "out"]) == 0
    assert "(../b/second.md)" in Path("out/a/first.md").read_text("utf-8")
    assert "(../a/first.md)" in Path("out/b/second.md").read_text("utf-8")
    assert "(a/first.md)" in Path("out/third.md").read_text("utf-8")


# ------------------------------------------------------------------------------------------------ rows


def test_csv_has_the_rows_of_all_inputs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(EXPORT), "three.jsonl", "--to", "csv", "--table", "posts"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    posts = [*blogpost.iter_posts(EXPORT), *POSTS]
    assert [(row["post"], row["title"]) for row in rows] == [
        (str(number), post.title or "") for number, post in enumerate(posts)
    ]


def test_parquet_has_the_posts_exactly() -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    assert main([str(EXPORT), "three.jsonl", "-o", "x.parquet"]) == 0
    assert list(blogpost.from_arrow(pq.read_table("x.parquet"))) == [*blogpost.iter_posts(EXPORT), *POSTS]
    assert main([str(EXPORT), "-o", "x.parquet", "--table", "comments"]) == 0
    assert pq.read_table("x.parquet") == blogpost.to_table(blogpost.iter_posts(EXPORT), "comments")


@pytest.mark.parametrize("table", [[], ["--table", "links"]])
def test_without_pyarrow_there_is_one_clear_error(
    table: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "blogpost.codecs.arrow", raising=False)
    assert main(["one.json", "three.jsonl", "-t", "parquet", "-o", "out/", *table]) == 1
    said = capsys.readouterr().err
    assert said.count("need") == 1
    assert "python -m pip install 'blogpost[arrow]'" in said
    assert not Path("out").exists()
