"""Sites out of an archive: the files, and what static site generators build from them."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import blogpost
from blogpost import Blog, Byline, Comment, Post
from blogpost.cli import main, progress
from blogpost.content import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    List,
    Paragraph,
    Strikethrough,
    Strong,
    Text,
    Underline,
    blocks,
)
from blogpost.documents import Placing
from blogpost.markup import html
from blogpost.sites import SITES, open_site
from blogpost.writers.relinking import own_hosts, path_of, relinked
from blogpost.writers.site import TOOLS
from blogpost.writers.site.bodies import write_body
from blogpost.writers.site.zola import in_toml
from building import BUILDS, check_site, text_of
from strategies import NASTY, body
from terminal import Terminal

HERE = Path(__file__).parent
CASES = HERE / "cases/sites"
EXPORT = HERE.parent / "examples/export/blog-05-17-2014.xml"
TAKEOUT = HERE.parent / "examples/takeout"


toml_values = st.text() | st.booleans() | st.integers(-9, 9) | st.dates() | st.lists(st.text())


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    assert found
    return found


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def post(**fields: Any) -> Post:
    return Post(**{"title": "T", "published": dt.datetime(2012, 5, 1, 8, 0), "body": [Paragraph("Text.")], **fields})


# ------------------------------------------------------------------------------------------------ files


@pytest.mark.parametrize("tool", SITES)
def test_the_files_of_a_site(tool: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(EXPORT), "--to", tool, "-o", str(tmp_path)]) == 0
    assert tree(tmp_path) == tree(CASES / tool)
    assert capsys.readouterr().err.splitlines() == [
        "blogpost: 7 posts, 2 pages (of them 2 in draft, 1 scheduled), 5 comments",
        "blogpost: skipped: 1 × comments on posts that are not in the archive",
    ]


@pytest.mark.parametrize("tool", SITES)
def test_a_second_run_changes_nothing(tool: str, tmp_path: Path) -> None:
    arguments = [str(EXPORT), "--to", tool, "-o", str(tmp_path), "--comments", "data", "--images", str(tmp_path)]
    main(arguments)
    first = tree(tmp_path)
    main(arguments)
    assert tree(tmp_path) == first


def test_an_interrupted_run_leaves_whole_files_and_can_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace
    moved: list[str] = []

    def no_space(self: Path, target: Path) -> Path:
        if len(moved) == 4:
            raise OSError(28, "No space left on device")
        moved.append(target.name)
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", no_space)
        assert main([str(EXPORT), "--to", "hugo", "-o", str(tmp_path)]) == 1
    expected = tree(CASES / "hugo")
    assert len(tree(tmp_path)) == 4
    assert tree(tmp_path).items() < expected.items()
    assert main([str(EXPORT), "--to", "hugo", "-o", str(tmp_path)]) == 0
    assert tree(tmp_path) == expected


def run_with_room_for(size: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs the command where no file may grow beyond so many bytes."""
    limited = f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}));"
    script = f"{limited} from blogpost.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_no_room_is_an_error_that_says_so(tmp_path: Path) -> None:
    done = run_with_room_for(600, EXPORT, "--to", "jekyll", "-o", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"blogpost: {EXPORT}: File too large\n")
    assert tree(tmp_path).items() < tree(CASES / "jekyll").items()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_no_room_for_the_list_of_images(tmp_path: Path) -> None:
    done = run_with_room_for(100, EXPORT, "--images", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"blogpost: {tmp_path}: File too large\n")
    assert tree(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_no_room_for_the_comments(tmp_path: Path) -> None:
    entry = "<entry><id>tag:blogger.com,1999:blog-1.post-{}</id><content>{}</content>{}</entry>"
    on = "<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-1'/>"
    comments = "".join(entry.format(number, "word " * 100_000, on) for number in range(2, 62))
    archive = tmp_path / "export.xml"
    archive.write_text(f"<feed xmlns='http://www.w3.org/2005/Atom'>{comments}{entry.format(1, 'A', '')}</feed>")
    done = run_with_room_for(5_000_000, archive, "--to", "hugo", "-o", tmp_path / "site")
    assert done.returncode == 1
    assert done.stderr.startswith(f"blogpost: {archive}: no space for a temporary file: ")
    assert not (tmp_path / "site").exists()


def test_what_is_in_the_way_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main([str(EXPORT), "--to", "hugo", "-o", str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err == f"blogpost: {EXPORT}: File exists: {tmp_path / 'file'}\n"
    assert main([str(EXPORT), "--images", str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err == f"blogpost: {tmp_path / 'file'}: File exists\n"


def test_settings_that_are_there_stay(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text('title = "Mine"\n', encoding="utf-8")
    main([str(EXPORT), "--to", "hugo", "-o", str(tmp_path)])
    assert (tmp_path / "hugo.toml").read_text(encoding="utf-8") == 'title = "Mine"\n'


def test_hugo_is_told_the_language_in_both_its_ways(tmp_path: Path) -> None:
    open_site(tmp_path, tool="hugo").add(post(language="pt-BR"))
    settings = tomllib.loads((tmp_path / "hugo.toml").read_text(encoding="utf-8"))
    assert (settings["defaultContentLanguage"], settings["locale"]) == ("pt-br", "pt-BR")


@given(st.dictionaries(st.sampled_from("abc"), toml_values), st.dictionaries(st.sampled_from("de"), toml_values))
def test_toml_that_is_written_is_read_back(fields: dict[str, Any], table: dict[str, Any]) -> None:
    written = {**fields, "table": table, "inline": [{"f": value} for value in table.values()]}
    assert tomllib.loads(in_toml(written)) == written


@pytest.mark.parametrize("tool", ["eleventy", "astro", "zola"])
def test_templates_are_only_for_new_sites_and_replace_nothing(tool: str, tmp_path: Path) -> None:
    name, _ = TOOLS[tool].config
    mine, *others = TOOLS[tool].templates
    for folder, has_settings in ((tmp_path / "old", True), (tmp_path / "new", False)):
        (folder / mine).parent.mkdir(parents=True)
        (folder / mine).write_text("mine", encoding="utf-8")
        if has_settings:
            (folder / name).write_text("mine", encoding="utf-8")
        open_site(folder, tool=tool).add(post())
        files = tree(folder)
        assert files[mine] == "mine"
        assert all((other in files) != has_settings for other in others)


def test_several_blogs_have_a_site_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(TAKEOUT), "--to", "hugo", "-o", str(tmp_path)]) == 0
    assert {path.split("/")[0] for path in tree(tmp_path)} == {"harbour-notes", "zettelkasten"}
    assert sorted(path.name for path in (tmp_path / "harbour-notes/content/posts").iterdir()) == [
        "a-mistake.md",
        "blog-post_7.md",
        "lighthouse-keeper.md",
        "next-year.md",
        "notes-for-the-summer.md",
    ]
    mistake = (tmp_path / "harbour-notes/content/posts/a-mistake.md").read_text(encoding="utf-8")
    assert "draft: true" in mistake
    assert capsys.readouterr().err.splitlines() == [
        "blogpost: 6 posts, 1 page (of them 1 in draft, 1 scheduled, 1 trashed), 5 comments",
        "blogpost: skipped: 1 × comments on posts that are not in the archive",
        "blogpost: skipped: 1 × comments with the status SPAM",
    ]


@pytest.mark.parametrize("where", ["data", "none"])
def test_comments_as_data_or_not_at_all(where: str, tmp_path: Path) -> None:
    main([str(EXPORT), "--to", "jekyll", "-o", str(tmp_path), "--comments", where])
    written = (tmp_path / "_posts/2013-04-28-lighthouse-keeper.md").read_text(encoding="utf-8")
    assert "What a lamp!" not in written
    data = tmp_path / "_data/comments/2013-04-28-lighthouse-keeper.json"
    assert data.exists() == (where == "data")
    if where == "data":
        assert "comments_file: 2013-04-28-lighthouse-keeper\n" in written.replace('"', "")
        first, removed = json.loads(data.read_text(encoding="utf-8"))
        assert first["author"] == "Kenji 健二"
        assert first["html"] == "<p>What a lamp! Is it as old as it looks?</p>\n<p>I would like to see it.</p>"
        assert first["replies"][0]["replies"][0]["author"] == "Anonymous"
        assert removed == {
            "id": "4200000000000000202",
            "author": "Mallory",
            "date": "2013-04-28T10:00:00+02:00",
            "deleted": True,
            "author_url": "http://www.blogger.com/profile/0100000000000000003",
            "url": "http://harbour-notes.blogspot.com/2013/04/lighthouse-keeper.html"
            "?showComment=1367136000000#c4200000000000000202",
        }


@pytest.mark.parametrize("tool", SITES)
def test_files_of_comments_have_names_of_their_own_that_jekyll_keeps(tool: str, tmp_path: Path) -> None:
    site = open_site(tmp_path, tool=tool, comments="data")
    for number, (kind, title) in enumerate((("post", "v1.2"), ("page", "v1.2"), ("post", "港"), ("page", "朝"))):
        comment = Comment(body=[Paragraph(f"Comment {number}")])
        site.add(post(kind=kind, title=title, comments=[comment]))
    files = [path for path in tmp_path.rglob("*.json") if path.parent.name == "comments"]
    assert len(files) == 4
    assert all(re.fullmatch(r"[a-z0-9_-]*[a-z0-9]", path.stem) for path in files)
    assert all(f"{path.stem}\n" in "".join(tree(tmp_path).values()).replace('"', "") for path in files)


def test_the_list_of_images(tmp_path: Path) -> None:
    main([str(EXPORT), "--to", "pelican", "-o", str(tmp_path / "site"), "--images", str(tmp_path / "images")])
    assert (tmp_path / "images/images.tsv").read_text(encoding="utf-8").splitlines() == [
        "http://1.bp.blogspot.com/-lamp/UX0/s0/lamp.jpg\tlamp.jpg",
        "http://2.bp.blogspot.com/-schiff/UX1/s0/Schiff%20im%20Hafen.JPG\tschiff-im-hafen.jpg",
    ]


def test_a_site_needs_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--to", "hugo"], ["--to", "json", "--comments", "data"]):
        with pytest.raises(SystemExit) as raised:
            main([str(EXPORT), *wrong])
        assert raised.value.code == 2
    assert "-o DIR" in capsys.readouterr().err


def test_a_cut_archive_gives_what_came_before_the_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = EXPORT.read_text(encoding="utf-8")
    cut = tmp_path / "cut.xml"
    cut.write_text(text[: text.index("Ein Schiff") + 50], encoding="utf-8")
    assert main([str(cut), "--to", "hugo", "-o", str(tmp_path / "site")]) == 1
    assert "content/posts/lighthouse-keeper.md" in tree(tmp_path / "site")
    assert main([str(cut), "--to", "markdown", "-o", str(tmp_path / "files")]) == 1
    assert list(tree(tmp_path / "files")) == ["lighthouse-keeper.md"]
    assert "expected XML: the file ends within <content>, so it seems to be cut off" in capsys.readouterr().err
    assert main([str(cut), "--to", "jsonl"]) == 1
    assert capsys.readouterr().err.endswith(
        "blogpost: add --recover to skip damaged entries of archives and read the others\n"
    )
    assert main([str(cut), "--to", "jsonl", "--recover"]) == 1
    assert "--recover" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "has_rich", [False, pytest.param(True, marks=pytest.mark.skipif(not progress.HAS_RICH, reason=""))]
)
def test_a_terminal_is_told_how_far_it_is(has_rich: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "HAS_RICH", has_rich)
    monkeypatch.setattr(progress, "_EVERY", 4)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert main([str(EXPORT), "--to", "hugo", "-o", str(tmp_path)]) == 0
    told = terminal.getvalue()
    assert f"{EXPORT.name}: {10 if has_rich else 8} posts" in told
    assert told.endswith("not in the archive\n")


# ------------------------------------------------------------------------------------------------ names and addresses


@pytest.mark.parametrize("case", cases("links.toml"), ids=lambda case: case["why"])
def test_links(case: dict[str, Any]) -> None:
    link = Link(case["href"], "words")
    content = (Paragraph([Emphasis([link])]), List(items=[[Paragraph([link, Text(" and")])]]), Heading(2, [link]))
    own = own_hosts(post(url="http://a.blogspot.com/2012/05/p.html"))
    assert {each.href for each in Post(body=relinked(content, own, lambda path: path)).links} == {case["site"]}


@pytest.mark.parametrize("case", cases("paths.toml"), ids=lambda case: case["url"][:60])
def test_paths(case: dict[str, Any]) -> None:
    assert path_of(case["url"]) == (case["path"] or None)


@pytest.mark.parametrize("tool", SITES)
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("where", ["inline", "data"])
def test_links_lead_to_pages_that_are_there(tool: str, is_first: bool, where: Placing, tmp_path: Path) -> None:
    home = "http://a.example"
    targets = {
        "/2012/05/live.html": {},
        "/2012/05/draft.html": {"status": "draft"},
        "/2012/05/trashed.html": {"status": "trashed"},
        "/2012/05/scheduled.html": {"status": "scheduled"},
    }
    others = [post(title=path, url=home + path, **fields) for path, fields in targets.items()]
    links = [Paragraph([Link(f"{home}{path}", "x")]) for path in (*targets, "/2012/05/none.html")]
    linking = post(title="Linking", url=f"{home}/2012/05/linking.html", body=links, comments=[Comment(body=links)])
    site = open_site(tmp_path, tool=tool, comments=where)
    for each in [linking, *others] if is_first else [*others, linking]:
        site.add(each)
    site.finish()
    (text,) = (text for name, text in tree(tmp_path).items() if "linking.md" in name)
    number = 2 if where == "inline" else 1
    new = {path: TOOLS[tool].new_path(path) for path in targets}
    assert text.count(f"]({new['/2012/05/live.html']})") == number
    for path in (*targets, "/2012/05/none.html"):
        assert text.count(f"](http://a.example{path})") == (0 if "live" in path else number)
        assert text.count(f"]({new.get(path)})") == (number if "live" in path else 0)
    if where == "data":
        (data,) = (text for name, text in tree(tmp_path).items() if "comments/" in name)
        assert data.count(f'"{new["/2012/05/live.html"]}\\"') == 1
        assert data.count("http://a.example/2012/05/") == 4


def test_jekyll_has_no_page_for_a_post_without_a_day(tmp_path: Path) -> None:
    site = open_site(tmp_path, tool="jekyll")
    site.add(post(title="Dayless", url="http://a.example/2012/05/dayless.html", published=None))
    link = Link("http://a.example/2012/05/dayless.html", "x")
    site.add(post(title="Linking", url="http://a.example/2012/05/linking.html", body=[Paragraph([link])]))
    site.finish()
    assert "](http://a.example/2012/05/dayless.html)" in tree(tmp_path)["_posts/2012-05-01-linking.md"]


CUSTOM_SETTINGS = {"BLOG_SUBDOMAIN": "harbour", "BLOG_CUSTOM_DOMAIN": "notes.harbour.example"}
LINKING = " ".join(
    f'<a href="{url}">x</a>'
    for url in (
        "http://harbour.blogspot.com/2012/05/p.html",
        "http://harbour.blogspot.co.uk/2012/05/p.html?m=1#x",
        "https://www.notes.harbour.example/2012/05/p.html?showComment=1#c5",
        "//notes.harbour.example/2012/05/p.html",
        "http://other.blogspot.com/2012/05/p.html",
    )
)
RELINKED = "[x](/2012/05/p.html) [x](/2012/05/p.html#x) [x](/2012/05/p.html#c5) [x](/2012/05/p.html)"


def test_a_blog_with_a_domain_of_its_own_has_bloggers_host_too(tmp_path: Path) -> None:
    tag, kind = "tag:blogger.com,1999:blog-1", "http://schemas.google.com/g/2005#kind"
    settings = "".join(
        f"<entry><id>{tag}.settings.{name}</id><category scheme='{kind}' term='{kind}#settings'/>"
        f"<content>{value}</content></entry>"
        for name, value in CUSTOM_SETTINGS.items()
    )
    entry = (
        f"<entry><id>{tag}.post-2</id><title>P</title><published>2012-05-01T08:00:00Z</published>"
        f"<content type='html'>{escape(LINKING)}</content>"
        "<link rel='alternate' href='https://notes.harbour.example/2012/05/p.html'/></entry>"
    )
    archive = tmp_path / "blog-05-17-2014.xml"
    archive.write_text(f"<feed xmlns='http://www.w3.org/2005/Atom'><id>{tag}.archive</id>{entry}{settings}</feed>")
    assert main([str(archive), "--to", "hugo", "-o", str(tmp_path / "site")]) == 0
    written = tree(tmp_path / "site")["content/posts/p.md"]
    assert f"{RELINKED} [x](http://other.blogspot.com/2012/05/p.html)" in written


def test_so_has_one_in_a_takeout(tmp_path: Path) -> None:
    blog = tmp_path / "Takeout/Blogger/Blogs/Harbour"
    blog.mkdir(parents=True)
    entry = (
        "<entry><id>tag:blogger.com,1999:blog-1.post-2</id><blogger:type>POST</blogger:type><title>P</title>"
        f"<published>2012-05-01T08:00:00Z</published><content type='html'>{escape(LINKING)}</content>"
        "<blogger:status>LIVE</blogger:status><blogger:filename>/2012/05/p.html</blogger:filename></entry>"
    )
    feed = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
    (blog / "feed.atom").write_text(f"{feed}{entry}</feed>", encoding="utf-8")
    names, values = (",".join(each) for each in (map(str.lower, CUSTOM_SETTINGS), CUSTOM_SETTINGS.values()))
    (blog / "settings.csv").write_text(f"{names}\n{values}\n", encoding="utf-8")
    for number, source in enumerate((tmp_path / "Takeout", blog / "feed.atom")):
        assert main([str(source), "--to", "hugo", "-o", str(tmp_path / f"site{number}")]) == 0
        assert RELINKED in tree(tmp_path / f"site{number}")["content/posts/p.md"]


def test_posts_without_a_permalink_are_counted(tmp_path: Path) -> None:
    site = open_site(tmp_path, tool="hugo")
    for fields in ({"url": None}, {"url": "http://a.example/?p=1"}, {"url": None, "status": "draft"}):
        site.add(post(**fields))
    assert str(site.summary).splitlines()[1] == "2 posts without a permalink: the site generator chooses the address"


def test_pelican_is_given_no_address_for_what_is_not_public(tmp_path: Path) -> None:
    site = open_site(tmp_path, tool="pelican")
    for status in ("live", "draft", "scheduled", "trashed"):
        for kind in ("post", "page"):
            site.add(post(status=status, kind=kind, title=status, url=f"http://a.example/2012/05/{status}-{kind}.html"))
    for name, text in tree(tmp_path).items():
        if name.endswith(".md"):
            status = Path(name).stem.partition("-")[0]
            said = [line for line in text.splitlines() if line.startswith(("Status", "URL", "Save_as"))]
            address = f"2012/05/{Path(name).stem}.html"
            live = [f"URL: {address}", f"Save_as: {address}"]
            expected = {"live": live, "trashed": ["Status: skip"]}.get(status, ["Status: draft"])
            assert said == expected, name


@pytest.mark.parametrize("tool", SITES)
def test_names_are_free_and_addresses_are_given_once(tool: str, tmp_path: Path) -> None:
    site = open_site(tmp_path, tool=tool)
    url = "http://a.example/2012/05/index.html"
    for fields in ({"url": url}, {"url": url}, {"title": "Index"}, {"title": "CON"}, {"title": None, "url": None}):
        site.add(post(**fields))
    folder = {"jekyll": "_posts", "astro": "src/content/posts"}.get(tool, "content/posts")
    names = sorted(path.name for path in (tmp_path / folder).iterdir() if path.name != "_index.md")
    day = "2012-05-01-" if tool == "jekyll" else ""
    first = "index" if tool == "jekyll" else "index-2"
    assert len(names) == 5
    assert f"{day}{first}.md" in names
    assert f"{day}con-.md" in names
    new = TOOLS[tool].new_path("/2012/05/index.html")
    assert sum(f"{str(new)[1:]}" in text for text in tree(tmp_path).values()) == 1
    assert site.summary.skipped == {"permalinks that another post already has": 1}


@pytest.mark.parametrize("tool", SITES)
def test_titles_labels_and_authors_may_hold_anything(tool: str, tmp_path: Path) -> None:
    site = open_site(tmp_path, tool=tool)
    nasty = [
        "no",
        "# x",
        "a: b",
        "'",
        '"',
        "---",
        "<b>",
        "{{ x }}",
        "a;b,c",
        "- a",
        "ünï",
        "2012-01-01",
        "\u2028",
        "\\",
    ]
    for title in nasty:
        site.add(post(title=title, labels=nasty, byline=Byline(nasty), id=title))
    site.add(post(title=None, body=[], published=None))
    if tool == "pelican":
        return
    files = [path for path in tmp_path.rglob("*.md") if "_drafts" not in path.parts]
    read = {blogpost.from_markdown(path.read_text(encoding="utf-8")).title for path in files}
    assert read - {None} == set(nasty)


# ------------------------------------------------------------------------------------------------ builds


def contexts(text: str) -> list[Block]:
    """A text wherever Markdown could take it for something else."""
    return [
        Paragraph(text),
        Paragraph([Text("begins "), Emphasis(text), Text(" ends "), Code(text), Text(text)]),
        Heading(2, text),
        List(items=[[Paragraph(text)], [Paragraph("x"), List(items=[[Paragraph(text)]])]]),
        CodeBlock(text, "python"),
        Paragraph([Link("http://a.example/", text, text), Text(" behind it")]),
        Paragraph([Underline([Text(text), Link("/x", text)]), LineBreak(), Strikethrough([Emphasis("x"), Text(text)])]),
        Paragraph([Code(f"  {text}"), Text(" and "), Code(f"\xa0{text} ")]),
        Paragraph([Text(f"https://a.example/x/<{text}/"), Strong("x")]),
    ]


TEMPLATES = (
    "{{< x >}}",
    "{{% x",
    "{{</* x */>}}",
    "{{ x }}",
    "{% raw %}",
    "{% endraw %}",
    "{#x}",
    "{: .x}",
    ": x",
    "*[x]: y",
    "<__x__@plt>",
    "https://a.example/<your ID here>/add/",
    "www.a.example/&copy;x",
    "[5/23] see",
    "https://a.example/x%20y-%C3%A9",
)
NASTY_POSTS = [
    post(
        title=f"Nasty {number}",
        language="pt-BR",
        url=f"http://a.blogspot.com/2012/05/nasty-{number}.html",
        blog=Blog(url="http://a.blogspot.com/", title="Nasty: a blog's # title"),
        body=contexts(f"{text} word {text}"),
        comments=[
            Comment(id=str(number), author=Byline(f"{text} who"), body=contexts(f"{text}c {text}")),
            Comment(id=f"{number}-2", author=Byline(f"who {text}", url="http://a.example/")),
        ],
    )
    for number, text in enumerate((*NASTY, *TEMPLATES))
    if text.strip()
]
EXAMPLE_POSTS = [each for each in blogpost.iter_posts(EXPORT) if not each.truncated]


def write_site(posts: list[Post], folder: Path, tool: str) -> None:
    site = open_site(folder, tool=tool)
    for each in posts:
        site.add(each)
    site.finish()


@pytest.mark.parametrize("posts", [EXAMPLE_POSTS, NASTY_POSTS], ids=["example", "nasty"])
@pytest.mark.parametrize(("tool", "build"), BUILDS)
def test_a_real_site_is_built(tool: str, build: Callable[[Path], Path], posts: list[Post], tmp_path: Path) -> None:
    write_site(posts, tmp_path, tool)
    check_site(build(tmp_path), posts, tool)


@given(body)
@example([Paragraph([Link("x", [Text("\\")], "`"), Text("`")])])
def test_python_markdown_shows_all_that_is_in_a_body(content: list[Block]) -> None:
    markdown = pytest.importorskip("markdown")
    canonical = blocks(content)
    written = write_body(canonical, TOOLS["pelican"].dialect)
    shown = markdown.markdown(f"Title: x\n\n{written}", extensions=["extra", "codehilite", "meta"])
    assert "".join(text_of(shown).split()) == "".join(text_of(html.write_blocks(canonical)).split())
