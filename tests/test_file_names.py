"""No title, address, number or name of a blog leads out of the folder that files are written into."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import blogpost
from blogpost import Blog, Comment, Post
from blogpost.cli import main
from blogpost.cli.destinations import Sites
from blogpost.cli.inputs import Input
from blogpost.cli.items import Survey
from blogpost.content import Image, Paragraph
from blogpost.formats import FORMATS, writable
from blogpost.sites import SITES, open_site
from blogpost.writers.files import Names, name_of, slug
from blogpost.writers.images import MANIFEST, Manifest
from blogpost.writers.relinking import path_of
from strategies import text

ESCAPES: tuple[str, ...] = (
    *("..", ".", "...", "../x", "../../../../tmp/x", "/etc/passwd", "//host/share", "a/../../x", "./x", "~/x", "~root"),
    *("..\\x", "C:\\x", "C:x", "\\\\host\\share", "x:stream", "CON", "nul.txt", "com1", "aux.md", "LPT9.", "con ."),
    *(
        "%2e%2e%2fx",
        "..%2f..%2fx",
        "%252e%252e%252fx",
        "..%5cx",
        "%00x",
        "x\0.md",
        "x\n/../y",
        "\x1b]0;x\x07",
        "-rf",
        "--help",
    ),
    *(
        "．．／x",
        "‥/x",
        "\u2024\u2024/x",
        "x∕y",
        "x\u2044y",
        "․․",
        ".git",
        ".htaccess",
        ".bashrc",
        "index",
        "_config",
        "posts",
    ),
    *(
        "*",
        "?",
        "|",
        "<>",
        '"',
        "$(x)",
        "`x`",
        ";x",
        "&x",
        "\u202egpj.exe",
        "\ud800",
        "é" * 300,
        "x" * 300,
        "\u0301" * 300,
        " ",
    ),
)
DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))

names = st.sampled_from(ESCAPES) | text | st.lists(st.sampled_from(ESCAPES), max_size=4).map("/".join)


def check_name(name: str) -> None:
    """It is one part of a path to every file system, and no device, option or hidden file."""
    assert PurePosixPath(name).parts == (name,)
    assert PureWindowsPath(name).parts == (name,)
    assert name.strip(".-_ ") or name == ""
    assert name[0] not in ".-"
    assert len(name.encode()) <= 130  # a hyphen, a number and an ending are added to a hundred
    assert name.partition(".")[0] not in DEVICES
    assert not any(unicodedata.category(character)[0] in "CZ" for character in name)


@given(names)
@example("nul.txt/" + "é" * 300)
def test_a_slug_is_a_name(given_text: str) -> None:
    if name := slug(given_text):
        check_name(name)
        assert slug(name) == name


WORDS = {
    "हिन्दी ब्लॉग": "हिन्दी-ब्लॉग",
    "தமிழ் வலைப்பதிவு": "தமிழ்-வலைப்பதிவு",
    "ภาษาไทย: ที่นี่": "ภาษาไทย-ที่นี่",
    "مُدَوَّنَةٌ عَرَبِيَّةٌ": "مُدَوَّنَةٌ-عَرَبِيَّةٌ",
    "שָׁלוֹם, עוֹלָם!": "שָׁלוֹם-עוֹלָם",
    "বাংলা ব্লগ": "বাংলা-ব্লগ",
    "ಕನ್ನಡ": "ಕನ್ನಡ",
    "മലയാളം": "മലയാളം",
    "తెలుగు": "తెలుగు",
    "ગુજરાતી": "ગુજરાતી",
    "ភាសា ខ្មែរ": "ភាសា-ខ្មែរ",
    "မြန်မာ": "မြန်မာ",
    "ශ්\u200dරී ලංකා": "ශ්රී-ලංකා",  # joiners aren't seen
    "Z\u0335\u0310a x\u0331": "z\u0335\u0310a-x\u0331",
    "cafe\u0301 Ünal": "café-ünal",
    "♥\ufe0f love": "love",
    "1\ufe0f\u20e3 one": "1\u20e3-one",
    "\u0301\u0302": "",
    " \u0301x": "x",
    "a-\u0301b": "a-b",
    "a\u00adb\u2060c": "abc",
    "a\u200bb": "a-b",
}


@pytest.mark.parametrize(("title", "name"), WORDS.items(), ids=ascii)
def test_marks_are_parts_of_words(title: str, name: str) -> None:
    assert slug(title) == name
    assert slug(name) == name


_MARKS = st.characters(categories=["Mn", "Mc", "Me"]) | st.sampled_from(
    "\u00ad\u200c\u200d\u200e\u2060\ufe0f\U000e0101"
)
_LETTERS = st.characters(categories=["L", "Nd"]).filter(lambda letter: unicodedata.normalize("NFKC", letter).isalnum())


@given(st.lists(st.builds(str.__add__, _LETTERS, st.text(_MARKS, max_size=3)), min_size=1, max_size=5).map("".join))
def test_a_word_is_one_name(word: str) -> None:
    """Its marks may change places or melt into letters, and some don't count; but nothing parts it."""
    name = slug(word)
    assert "-" not in name.rstrip("-")  # the names of devices end in a hyphen
    assert slug(name) == name
    if name:
        check_name(name)


def addresses_of(name: str) -> Iterator[str]:
    """Addresses of posts that end in a name, or go through it."""
    for url in (
        f"http://a.example/2012/10/{name}",
        f"http://a.example/{name}/x.html",
        f"/{name}",
        f"http://a.example{name}",
    ):
        with suppress(ValueError):
            yield Post(url=url).url or ""


def posts_named(name: str) -> Iterator[Post]:
    body = [Paragraph([Image(f"http://a.example/{url[-200:]}")]) for url in addresses_of(name)]
    yield Post(title=name, body=body)
    yield Post(id=name, kind="page")
    yield Post(blog=Blog(title=name), body=body, comments=[Comment(id=name, body=[Paragraph("x")])])
    yield Post(blog=Blog(id=name), status="draft")
    yield from (Post(url=url, blog=Blog(url=url)) for url in addresses_of(name))


@given(names)
def test_the_name_of_a_post_is_a_name(name: str) -> None:
    free = Names()
    given_names = [free.free(name_of(post)) for post in posts_named(name)]
    assert len({name.casefold() for name in given_names}) == len(given_names)
    for given_name in given_names:
        check_name(given_name)


@given(names)
def test_the_path_on_a_site_stays_on_it(name: str) -> None:
    """It is told to the site's tool, which may decode it once more."""
    for url in addresses_of(name):
        path = path_of(url)
        if path is not None:
            assert path.startswith("/")
            assert not {"..", "."} & {*path.split("/")}
            assert not {"\\", "\0", "\n"} & {*path}
            assert path_of(path) == path


def tree(folder: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("to", [*writable(), *SITES])
def test_nothing_is_written_outside_of_the_folder(to: str, tmp_path: Path) -> None:
    inputs = tmp_path / "in.jsonl"
    posts = [post for name in ESCAPES for post in posts_named(name)]
    inputs.write_text("".join(f"{blogpost.to_json(post)}\n" for post in posts), encoding="utf-8")
    outside = tree(tmp_path)
    folder = tmp_path / "a" / "b" / "out"
    assert main([str(inputs), "--to", to, "-o", str(folder), "--images", str(folder / "images")]) == 0
    written = tree(folder)
    assert tree(tmp_path) == outside | written
    assert len(written) > len(ESCAPES) or FORMATS[to].is_rows
    for path in written:
        for part in path.relative_to(folder).parts:
            check_name(part)


@pytest.mark.parametrize("name", ["..", "../x", "x/..", ".hidden", "-o"])
def test_a_file_names_its_post_safely(name: str, tmp_path: Path) -> None:
    """The name of a lone post's file is that of its input."""
    inputs = tmp_path / "in" / name.replace("/", "∕")
    inputs.parent.mkdir()
    (inputs.with_name(f"{inputs.name}.json")).write_text(blogpost.to_json(Post(title="x")), encoding="utf-8")
    assert main([str(inputs.with_name(f"{inputs.name}.json")), "-o", str(tmp_path / "out")]) == 0
    (written,) = (tmp_path / "out").iterdir()
    check_name(written.name)


@pytest.mark.parametrize("to", ["json", "hugo"])
def test_links_in_the_folder_lead_nowhere(to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who can write into the folder can't have other files overwritten."""
    inputs, victim, folder = tmp_path / "x.json", tmp_path / "victim", tmp_path / "out"
    inputs.write_text(blogpost.to_json(Post(title="x", body=[Paragraph([Image("http://a.example/x.png")])])))
    victim.write_text("untouched")
    assert main([str(inputs), "--to", to, "-o", str(folder), "--images", str(folder)]) == 0
    monkeypatch.setattr("secrets.token_hex", lambda size: "0" * 2 * size)
    written = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(written) >= 2
    for path in written:
        content = path.read_text(encoding="utf-8")
        path.unlink()
        path.symlink_to(victim)  # in a file's place: it is replaced
        assert main([str(inputs), "--to", to, "-o", str(folder), "--images", str(folder)]) == 0
        assert (path.is_symlink(), path.read_text(encoding="utf-8")) in ((False, content), (True, "untouched"))
        path.unlink()
        for name in (f".{path.name}.part", f".{path.name}.{'0' * 16}.part"):  # beside it: it isn't followed
            path.with_name(name).symlink_to(victim)
        main([str(inputs), "--to", to, "-o", str(folder), "--images", str(folder)])
        assert victim.read_text() == "untouched"
        for link in folder.rglob(".*.part"):
            link.unlink()
        assert main([str(inputs), "--to", to, "-o", str(folder), "--images", str(folder)]) == 0


def test_the_list_of_images_has_a_line_for_each_and_safe_names(tmp_path: Path) -> None:
    posts = [post for name in ESCAPES for post in posts_named(name)]
    with Manifest(tmp_path) as manifest:
        for post in posts:
            manifest.add(post)
    lines = (tmp_path / MANIFEST).read_text(encoding="utf-8").split("\n")
    assert len(lines) > len(ESCAPES)
    for line in filter(None, lines):
        url, name = line.split("\t")
        assert url.startswith("http://a.example/")
        check_name(name)


@pytest.mark.parametrize("tool", SITES)
def test_blogs_have_folders_within(tool: str, tmp_path: Path) -> None:
    """Several blogs in one archive: each has a folder, named after it."""
    sites = Sites(tmp_path / "out", tool, "inline")
    sites.survey = Survey(has_several_blogs=True)
    blogs = [Post(title="x", blog=Blog(title=name, id=str(n))) for n, name in enumerate(ESCAPES)]
    sites.put(iter(blogs), Input("takeout"))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    folders = sorted((tmp_path / "out").iterdir())
    assert len(folders) == len(ESCAPES)
    for folder in folders:
        check_name(folder.name)


@pytest.mark.parametrize("tool", SITES)
def test_a_site_of_one_post_is_where_it_was_told_to_be(tool: str, tmp_path: Path) -> None:
    open_site(tmp_path / "out", tool=tool).add(Post(title="../../x", url="http://a.example/..%2f..%2fx"))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
