"""Images that come along: found by the list or by name, written next to the posts, and never out of the folder."""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

import pytest
from attrs import evolve
from hypothesis import given

import blogpost
from blogpost import BlogpostError, Comment, Post
from blogpost.cli import main
from blogpost.content import Block, Figure, Image, Link, Paragraph, Text
from blogpost.formats import FORMATS
from blogpost.sites import SITES
from blogpost.writers.media import Copier
from blogpost.writers.media_files import Media
from blogpost.writers.rewriting import Rewriting
from blogpost.writers.site import TOOLS
from strategies import posts as any_posts

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPORT = str(EXAMPLES / "export/blog-05-17-2014.xml")
GIF = b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")
SMALL, FULL = "http://1.bp.blogspot.com/-a/x/s320/Boat.JPG", "http://1.bp.blogspot.com/-a/x/s0/Boat.JPG"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "media-in"
    place.mkdir()
    return place


def listed(folder: Path, lines: Iterable[tuple[str, str]]) -> None:
    (folder / "images.tsv").write_text("".join(f"{url}\t{name}\n" for url, name in lines), encoding="utf-8")


def localized(post: Post, folder: Path) -> tuple[Post, Copier, Path]:
    target = folder.parent / "media-out"
    copier = Copier(Media(folder), target, "media/")
    return copier.localized(post), copier, target


def shown(*sources: str) -> Post:
    return Post(body=[Figure(Image(source)) for source in sources])


def sources(post: Post) -> list[str]:
    return [image.src for image in post.images]


# ------------------------------------------------------------------------------------------------ finding


def test_the_list_says_which_file_an_image_is(folder: Path) -> None:
    listed(folder, [(FULL, "boat.jpg"), ("http://b.example/x", "x")])
    (folder / "boat.jpg").write_bytes(GIF)
    (folder / "x").write_bytes(b"x")
    post, copier, target = localized(shown(SMALL, SMALL.replace("s320", "s640"), "http://b.example/x"), folder)
    assert sources(post) == ["media/boat.jpg", "media/boat.jpg", "media/x"]
    assert (target / "boat.jpg").read_bytes() == GIF
    assert copier.changed.total() == 3
    assert not copier.skipped


def test_files_of_albums_are_found_by_their_names(folder: Path) -> None:
    album = folder / "Albums" / "Harbour Notes"
    album.mkdir(parents=True)
    (album / "Boat.JPG").write_bytes(GIF)
    (album / "Boat.JPG.json").write_text("{}", encoding="utf-8")
    (album / "Two words.png").write_bytes(b"y")
    post, _, target = localized(
        shown(SMALL, "http://b.example/Two+words.png", "http://b.example/Two%20words.png"), folder
    )
    assert sources(post) == ["media/boat.jpg", "media/two-words.png", "media/two-words.png"]
    assert sorted(path.name for path in target.iterdir()) == ["boat.jpg", "two-words.png"]


def test_one_name_of_two_files_is_reported(folder: Path) -> None:
    for album in "ab":
        (folder / album).mkdir()
        (folder / album / "boat.jpg").write_bytes(album.encode())
    post, copier, target = localized(shown(SMALL, "http://b.example/other.jpg"), folder)
    assert sources(post) == [SMALL, "http://b.example/other.jpg"]
    assert copier.skipped == {
        "images with a name that several files have, which keep their addresses": 1,
        "images that are not in the media folder, which keep their addresses": 1,
    }
    assert not target.exists()


def test_originals_comments_and_captions_come_along_and_links_stay(folder: Path) -> None:
    (folder / "boat.jpg").write_bytes(GIF)
    link = Link("http://a.example/page.html", [Image(SMALL)])
    body: list[Block] = [Figure(Image(SMALL), [Text("x"), link], FULL), Paragraph([Text("y"), link])]
    post, _, _ = localized(Post(body=body, comments=[Comment(body=body, replies=[Comment(body=body)])]), folder)
    local = Link("http://a.example/page.html", [Image("media/boat.jpg")])
    expected = (
        Figure(Image("media/boat.jpg"), [Text("x"), local], "media/boat.jpg"),
        Paragraph([Text("y"), local]),
    )
    assert post.body == post.comments[0].body == post.comments[0].replies[0].body == expected


def test_images_in_a_post_become_files(folder: Path) -> None:
    (folder / "boat.jpg").write_bytes(b"x")
    data = f"data:image/gif;base64,{b64encode(GIF).decode()}"
    post, copier, target = localized(shown(data, data, "data:image/webp;base64,AAAA"), folder)
    [file] = target.iterdir()
    assert sources(post) == [f"media/{file.name}"] * 2 + ["data:image/webp;base64,AAAA"]
    assert file.suffix == ".gif"
    assert file.read_bytes() == GIF
    assert not copier.skipped


# ------------------------------------------------------------------------------------------------ takeouts

ALBUM = "Takeout/Blogger/Albums/Harbour Notes"


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def uploaded(day: str) -> bytes:
    """What Google states of an image."""
    moment = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    return json.dumps({"creationTime": {"timestamp": str(int(moment.timestamp()))}}).encode()


def test_a_list_without_images_says_what_to_do(folder: Path) -> None:
    listed(folder, [(FULL, "boat.jpg")])
    with pytest.raises(BlogpostError, match="no image in this folder, only a list of images to fetch"):
        Media(folder)


def test_images_come_out_of_a_zip_file(tmp_path: Path) -> None:
    place = zipped(
        tmp_path / "takeout.zip", {f"{ALBUM}/Boat.JPG": GIF, f"{ALBUM}/Boat.JPG.json": b"{}", "notes.txt": b""}
    )
    copier = Copier(Media(place), tmp_path / "out", "media/")
    assert sources(copier.localized(shown(SMALL, FULL))) == ["media/boat.jpg"] * 2
    assert (tmp_path / "out/boat.jpg").read_bytes() == GIF


def test_parts_of_a_takeout_are_looked_into(folder: Path) -> None:
    """Two parts can have a file at the same place."""
    zipped(folder / "takeout-001.zip", {f"{ALBUM}/boat.jpg": GIF, f"{ALBUM}/gull.jpg": b"one"})
    zipped(folder / "takeout-002.ZIP", {f"{ALBUM}/lamp.jpg": b"x", f"{ALBUM}/gull.jpg": b"two"})
    post, copier, _ = localized(shown(SMALL, "http://b.example/lamp.jpg", "http://b.example/gull.jpg"), folder)
    assert sources(post) == ["media/boat.jpg", "media/lamp.jpg", "http://b.example/gull.jpg"]
    assert list(copier.skipped) == ["images with a name that several files have, which keep their addresses"]


def test_the_same_image_in_two_albums_is_one(folder: Path) -> None:
    zipped(folder / "takeout-001.zip", {f"{ALBUM}/boat.jpg": GIF, "other/boat.jpg": GIF})
    assert sources(localized(shown(SMALL), folder)[0]) == ["media/boat.jpg"]


@pytest.mark.parametrize("ending", [".json", ".supplemental-metadata.json"])
def test_images_of_one_name_are_told_apart_by_their_dates(ending: str, folder: Path) -> None:
    second = f"image.png{ending.removesuffix('.json')}(1).json"
    files = {
        "image.png": b"first",
        f"image.png{ending}": uploaded("2013-04-28"),
        "image(1).png": b"second",
        second: uploaded("2014-05-01"),
        "image(2).png": b"third",
    }
    zipped(folder / "x.zip", {f"{ALBUM}/{name}": data for name, data in files.items()})
    days = {
        dt.date(2013, 4, 28): b"first",
        dt.datetime(2014, 5, 3, tzinfo=dt.UTC): b"second",
        dt.date(2015, 1, 1): None,
    }
    for day, expected in days.items():
        post, _, target = localized(evolve(shown("http://b.example/s320/image.png"), published=day), folder)
        [source] = sources(post)
        assert (
            (target.parent / "media-out" / Path(source).name).read_bytes() == expected if expected else "//" in source
        )
    post, _, target = localized(shown("http://b.example/image(1).png"), folder)
    assert sources(post) == ["media/image-1.png"], "its whole name is the file's"


@pytest.mark.parametrize(
    "about",
    [b"", b"[]", b"{", b"[" * 100_000, b'{"creationTime": 1}', b'{"creationTime": {"timestamp": "1e9"}}', b"\xff"],
)
def test_descriptions_may_say_anything(about: bytes, folder: Path) -> None:
    (folder / "image.png").write_bytes(b"1")
    (folder / "image(1).png").write_bytes(b"2")
    (folder / "image.png.json").write_bytes(about)
    source = "http://b.example/image.png"
    assert sources(localized(evolve(shown(source), published=dt.date(2013, 4, 28)), folder)[0]) == [source]


def test_a_blog_has_its_own_album(folder: Path) -> None:
    for album in ("Harbour Notes", "Zettelkasten"):
        (folder / album).mkdir()
        (folder / album / "boat.jpg").write_bytes(album.encode())
    post, _, target = localized(evolve(shown(SMALL), blog=blogpost.Blog(title="Zettelkasten")), folder)
    assert sources(post) == ["media/boat.jpg"]
    assert (target / "boat.jpg").read_bytes() == b"Zettelkasten"


def test_videos_come_along(folder: Path) -> None:
    (folder / "boat.MP4").write_bytes(b"video")
    (folder / "boat.jpg").write_bytes(b"image")
    links = [Link("http://b.example/boat.mp4", "a boat"), Link("http://b.example/other.mp4", "x")]
    post, copier, target = localized(Post(body=[Paragraph(links)]), folder)
    assert [link.href for link in post.links] == ["media/boat.mp4", "http://b.example/other.mp4"]
    assert copier.changed == {"videos, which are files now": 1}
    assert (target / "boat.mp4").read_bytes() == b"video"


# ------------------------------------------------------------------------------------------------ bad folders


@pytest.mark.parametrize("name", ["../boat.jpg", "/etc/boat.jpg", "a/../../boat.jpg", "C:/boat.jpg"])
def test_names_that_lead_out_of_a_zip_file_are_one_clear_line(
    name: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = zipped(folder / "x.zip", {name: GIF})
    for given_place, prefix in ((place, f"{place}: x.zip"), (folder, f"{folder}: x.zip")):
        assert main([EXPORT, "--to", "hugo", "-o", str(tmp_path / "site"), "--media", str(given_place)]) == 1
        assert capsys.readouterr().err == f"blogpost: {prefix}: expected names within the zip file, not {name!r}\n"
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / "boat.jpg").exists()


def test_damaged_zip_files_are_one_clear_line(folder: Path) -> None:
    (folder / "x.zip").write_bytes(b"PK")
    with pytest.raises(BlogpostError, match=r"\Ax\.zip: this zip file is damaged"):
        Media(folder)
    zipped(folder / "x.zip", {"notes.txt": b""})
    with pytest.raises(BlogpostError, match="there is no image in this zip file"):
        Media(folder / "x.zip")


def test_a_damaged_image_in_a_zip_file_keeps_its_address(folder: Path) -> None:
    data = zipped(folder / "x.zip", {"boat.jpg": b"x" * 100}).read_bytes()
    (folder / "x.zip").write_bytes(data.replace(b"x" * 100, b"y" * 100))
    post, copier, target = localized(shown(SMALL), folder)
    assert sources(post) == [SMALL]
    assert copier.skipped == {"images that are damaged in the zip file, which keep their addresses": 1}
    assert not list(target.iterdir()), "there is no half of a file"


def test_a_folder_without_images_is_one_clear_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    listed(folder, [(FULL, "missing.jpg")])
    for place, reason in ((folder, "there is no image in this folder"), (tmp_path / "none", "there is no image")):
        assert main([EXPORT, "--to", "hugo", "-o", str(tmp_path / "site"), "--media", str(place)]) == 1
        assert capsys.readouterr().err.startswith(f"blogpost: {place}: {reason}")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "name", ["../secret.jpg", "/etc/passwd", "..", ".", "", "a/b.jpg", "..\\secret.jpg", "link.jpg"]
)
def test_nothing_comes_from_outside_of_the_folder(name: str, folder: Path) -> None:
    (folder.parent / "secret.jpg").write_bytes(b"secret")
    (folder / "here.jpg").write_bytes(b"x")
    (folder / "link.jpg").symlink_to(folder.parent / "secret.jpg")
    listed(folder, [(FULL, name)])
    post, _, target = localized(shown(SMALL, "http://b.example/link.jpg"), folder)
    assert sources(post) == [SMALL, "http://b.example/link.jpg"]
    assert not target.exists()


def test_nothing_is_overwritten(folder: Path) -> None:
    (folder / "boat.jpg").write_bytes(GIF)
    (folder / "here.jpg").write_bytes(b"x")
    target = folder.parent / "media-out"
    target.mkdir()
    (target / "boat.jpg").write_bytes(b"mine")
    (target / "here.jpg").symlink_to(folder / "here.jpg")
    for _ in range(2):  # a second run finds its own files
        post, _, _ = localized(shown(SMALL, "http://b.example/here.jpg"), folder)
        assert sources(post) == ["media/boat-2.jpg", "media/here-2.jpg"]
    assert (target / "boat.jpg").read_bytes() == b"mine"
    assert sorted(path.name for path in target.iterdir()) == ["boat-2.jpg", "boat.jpg", "here-2.jpg", "here.jpg"]


def test_names_that_differ_only_in_case_are_two_files(folder: Path) -> None:
    listed(folder, [("http://a.example/1", "A.jpg"), ("http://a.example/2", "a.JPG")])
    for name in ("A.jpg", "a.JPG"):
        (folder / name).write_bytes(name.encode())
    post, _, target = localized(shown("http://a.example/1", "http://a.example/2"), folder)
    assert sources(post) == ["media/a.jpg", "media/a-2.jpg"]
    assert [(target / name).read_bytes() for name in ("a.jpg", "a-2.jpg")] == [b"A.jpg", b"a.JPG"]


# ------------------------------------------------------------------------------------------------ targets


@pytest.fixture
def lamp(folder: Path) -> Path:
    """A folder with the image of the example, as the list of images names it."""
    assert main([EXPORT, "--to", "jsonl", "--images", str(folder)]) == 0
    names = [line.partition("\t")[2] for line in (folder / "images.tsv").read_text(encoding="utf-8").splitlines()]
    for name in names:
        (folder / name).write_bytes(GIF)
    return folder


@pytest.mark.parametrize("tool", SITES)
def test_a_site_has_its_images(tool: str, lamp: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    assert main([EXPORT, "--to", tool, "-o", str(site), "--media", str(lamp)]) == 0
    place, prefix = TOOLS[tool].media
    assert (site / place / "lamp.jpg").read_bytes() == GIF
    pages = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.md"))
    assert f"{prefix}lamp.jpg" in pages
    assert "bp.blogspot.com" not in pages
    assert "blogpost: changed: 2 × images, which are files now" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["markdown", "html", "json"])
def test_files_have_their_images_next_to_them(name: str, lamp: Path, tmp_path: Path) -> None:
    assert main([EXPORT, "--to", name, "-o", str(tmp_path / "out"), "--media", str(lamp)]) == 0
    [file] = [path for path in (tmp_path / "out").iterdir() if path.name.startswith("lighthouse-keeper.")]
    post = blogpost.parse(file)
    assert sources(post) == ["media/lamp.jpg"]
    assert (tmp_path / "out" / "media" / "lamp.jpg").read_bytes() == GIF


def test_a_book_has_its_images(lamp: Path, tmp_path: Path) -> None:
    assert main([EXPORT, "--to", "epub", "-o", str(tmp_path / "x.epub"), "--media", str(lamp)]) == 0
    with ZipFile(tmp_path / "x.epub") as book:
        assert [book.read(name) for name in book.namelist() if "/images/" in name] == [GIF]


@pytest.mark.parametrize("to", ["wxr", "ghost"])
@pytest.mark.parametrize("is_folder", [True, False])
def test_archives_for_other_systems_have_their_images_next_to_them(
    to: str, is_folder: bool, lamp: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = FORMATS[to].uploads.strip("/")
    out = tmp_path / "out" if is_folder else tmp_path / f"out/blog{FORMATS[to].suffix}"
    assert main([EXPORT, "--to", to, "-o", str(out), "--media", str(lamp)]) == 0
    assert (tmp_path / "out" / place / "lamp.jpg").read_bytes() == GIF
    [document] = [path for path in (tmp_path / "out").iterdir() if path.is_file()]
    text = document.read_text(encoding="utf-8").replace("\\", "")
    assert f'src="/{place}/lamp.jpg"' in text
    assert "bp.blogspot.com" not in text
    assert "changed: 2 × images, which are files now" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--to", "json"], ["--to", "wxr"], ["--to", "export", "-o", "x.xml"]])
def test_targets_without_images(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([EXPORT, *arguments, "--media", "."])
    assert "--media needs a site, files in a folder (-o DIR), or --to epub, wxr or ghost" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ rewriting


@given(any_posts)
def test_rewriting_changes_addresses_and_nothing_else(post: Post) -> None:
    same = Rewriting()
    assert (same.blocks(post.body), same.comments(post.comments)) == (post.body, post.comments)
    there = Rewriting(src=lambda _: "/there.png")
    changed = evolve(post, body=there.blocks(post.body), comments=there.comments(post.comments))
    assert set(sources(changed)) <= {"/there.png"}
    assert len(sources(changed)) == len(sources(post))
    assert changed.text == post.text


def test_a_folder_without_images_raises(folder: Path) -> None:
    with pytest.raises(BlogpostError, match="no image"):
        Media(folder)
