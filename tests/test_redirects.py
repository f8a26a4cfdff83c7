"""Redirects: which posts move, and files that their servers read."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import Post
from blogpost.cli import main
from blogpost.documents import Choices, Move
from blogpost.formats import FORMATS
from blogpost.writers.redirects import SYNTAXES, lines_of, syntax_of
from blogpost.writers.relinking import path_of
from strategies import posts as any_posts

EXAMPLES = Path(__file__).parent.parent / "examples"
NEW_YEAR = dt.datetime(2013, 1, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def moves(name: str, *posts: Post) -> list[tuple[str, str]]:
    gather = FORMATS[name].gather
    assert gather is not None
    made = gather(Choices())
    for post in posts:
        made.add(post)
    found = [(move.old, move.new) for move in made.moves]
    made.close()
    return found


def written(name: str, found: Iterable[Move]) -> str:
    return "".join(lines_of(SYNTAXES[name], found))


def at(path: str, **fields: object) -> Post:
    return Post(**{"url": f"http://a.example{path}", "published": NEW_YEAR, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("post", "new"),
    [
        (at("/2013/01/film.html"), None),
        (at("/2012/12/film.html"), "/2013/01/film.html"),
        (at("/2013/01/Film.html"), "/2013/01/film.html"),
        (at("/old/page.htm"), "/2013/01/page.html"),
        (at("/p/about.html", kind="page"), "/about/"),
        (at("/p/about.html", kind="page", published=None), "/about/"),
        (at("/2013/01/film.html", published=None), None),
        (at("/2012/12/film.html", status="draft"), None),
        (at("/?p=1"), None),
        (at("/"), None),
        (Post(title="x", published=NEW_YEAR), None),
    ],
)
def test_posts_that_move_in_wordpress(post: Post, new: str | None) -> None:
    assert moves("wxr", post) == ([] if new is None else [(path_of(post.url), new)])


def test_a_slug_that_is_taken_moves_the_second_post() -> None:
    first, second = at("/2013/01/film.html"), at("/2014/05/film.html", published=NEW_YEAR.replace(2014, 5))
    assert moves("wxr", first, second) == [("/2014/05/film.html", "/2014/05/film-2.html")]


def test_all_posts_move_in_ghost_and_none_in_an_archive_of_blogger() -> None:
    posts = at("/2013/01/film.html"), at("/p/film.html", kind="page")
    assert moves("ghost", *posts) == [("/2013/01/film.html", "/film/"), ("/p/film.html", "/film-2/")]
    assert moves("export", *posts) == moves("epub", *posts) == []


# ------------------------------------------------------------------------------------------------ files

MOVES = [Move("/2012/12/a b.html", "/x/"), Move("/ü$1.html", "/ü/"), Move("/(a)+.html", "/a;}/")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.tsv", "/2012/12/a%20b.html\t/x/\n/%C3%BC%241.html\t/%C3%BC/\n/%28a%29%2B.html\t/a%3B%7D/\n"),
        ("_redirects", "/2012/12/a%20b.html /x/ 301\n/%C3%BC%241.html /%C3%BC/ 301\n/%28a%29%2B.html /a%3B%7D/ 301\n"),
        ("x.map", 'map $uri $new_address {\n    "/2012/12/a b.html" "/x/";\n    "/(a)+.html" "/a%3B%7D/";\n}\n'),
        (
            "redirects.yaml",
            (
                '301:\n  "^/2012/12/a%20b\\\\.html$": "/x/"\n  "^/%C3%BC%241\\\\.html$": "/%C3%BC/"\n'
                '  "^/%28a%29%2B\\\\.html$": "/a%3B%7D/"\n'
            ),
        ),
    ],
)
def test_each_server_has_its_syntax(name: str, text: str) -> None:
    assert "".join(lines_of(syntax_of(Path(name)), MOVES)) == text


@given(st.lists(any_posts, max_size=3))
def test_nothing_breaks_out_of_a_line(posts: list[Post]) -> None:
    found = [Move(old, new) for post in posts for old, new in moves("ghost", post)]
    table = written(".tsv", found)
    assert table.count("\n") == table.count("\t") == len({move.old for move in found})
    assert all(re.fullmatch(r"/\S+ /\S+ 301", line) for line in written("_redirects", found).splitlines())
    for line in written(".map", found).splitlines()[1:-1]:
        assert re.fullmatch(r'    "/[^"\\$]+" "/[\w%.~/-]+";', line)
    script = written(".html", found)
    assert json.loads(script[script.index("moved = ") + 8 : script.index(";\nvar path")]).keys() == {
        quote(move.old, safe="/-._~!'()*") for move in found
    }
    assert script.count("]]>") == script.count("</") == 1
    read = yaml.safe_load(written(".yaml", found))[301]
    assert len(read) == len({move.old for move in found})
    assert all(re.compile(pattern) for pattern in read)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.parametrize(
    ("pathname", "leads_to"),
    [
        ("/2012/12/a%20b.html", "/x/#c1"),
        ("/%C3%BC$1.html", "/%C3%BC/#c1"),
        ("/%c3%bc%241.html", "/%C3%BC/#c1"),
        ("/(a)+.html", "/a%3B%7D/#c1"),
        ("/2013/01/stays.html", "/2013/01/stays.html#c1"),
        ("/%", "/%#c1"),
        ("/constructor", "/constructor#c1"),
    ],
)
def test_a_theme_sends_readers_on(pathname: str, leads_to: str) -> None:
    lines = written(".html", MOVES).splitlines()[1:-1]
    location = f"{{pathname: {json.dumps(pathname)}, hash: '#c1', replace: console.log}}"
    script = "\n".join((f"const location = {location};", *lines))
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    assert done.stdout == f"https://www.example.com{leads_to}\n"


@pytest.mark.parametrize("name", SYNTAXES)
def test_a_path_has_one_rule(name: str) -> None:
    """A second one is an error for nginx, and nothing for others."""
    assert written(name, [*MOVES, Move(MOVES[0].old, "/y/")]) == written(name, MOVES)


def test_the_command_writes_them(tmp_path: Path) -> None:
    export = str(EXAMPLES / "export/blog-05-17-2014.xml")
    place = tmp_path / "new" / "_redirects"
    assert main([export, "--to", "wxr", "-o", str(tmp_path / "x.xml"), "--redirects", str(place)]) == 0
    assert place.read_text(encoding="utf-8") == "/p/about.html /about/ 301\n"


def test_redirects_are_of_one_blog(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--to", "wxr", "-o", str(tmp_path), "--redirects", str(tmp_path / "x.tsv")]
    assert main([str(EXAMPLES / "takeout"), *arguments]) == 1
    assert "this has several blogs, and --redirects is for one" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--to", "wxr", "--redirects", "x.txt"],
            "expected _redirects or a name that ends in .tsv, .map, .yaml or .html",
        ),
        (["--to", "hugo", "-o", "x", "--redirects", "x.tsv"], "needs --to wxr or ghost: sites keep the permalinks"),
        (["--redirects", "x.tsv"], "needs --to wxr or ghost"),
    ],
)
def test_redirects_that_make_no_sense(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["x", *arguments])
    assert message in capsys.readouterr().err


def test_addresses_in_the_export_are_those_of_the_redirects() -> None:
    text = blogpost.to_wxr([at("/2013/01/a.html"), at("/2014/01/a.html")])
    assert re.findall(r"<wp:post_name><!\[CDATA\[(.*?)\]\]>", text) == ["a", "a-2"]
