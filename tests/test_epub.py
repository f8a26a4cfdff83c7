"""Books: complete, well-formed, closed in themselves, and valid by epubcheck if that is installed."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from attrs import evolve
from hypothesis import given
from lxml import etree

import blogpost
from attacks import BREAKING, RUNNING, dangers
from blogpost import Blog, BlogpostError, Byline, Comment, Post
from blogpost.cli import main
from blogpost.content import (
    Anchor,
    Block,
    BlockQuote,
    Embed,
    Figure,
    Heading,
    Image,
    JumpBreak,
    Link,
    Paragraph,
    Table,
    Text,
    walk,
)
from blogpost.documents import Choices
from blogpost.formats import FORMATS
from blogpost.model import Status
from blogpost.writers.book_pages import outside, picture_in
from strategies import posts as any_posts

EXPORT = Path(__file__).parent.parent / "examples/export/blog-05-17-2014.xml"
NOON = dt.datetime(2014, 5, 17, 12, 30, tzinfo=dt.UTC)
XHTML = "{http://www.w3.org/1999/xhtml}"
GIF = b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")
DATA = f"data:image/gif;base64,{b64encode(GIF).decode()}"


def book(posts: Iterable[Post], chapters: Any = "years") -> bytes:
    gather = FORMATS["epub"].gather
    assert gather is not None
    file = io.BytesIO()
    with closing(gather(Choices(chapters=chapters))) as made:
        for post in posts:
            made.add(post)
        [write] = made.documents()
        write(file)
    return file.getvalue()


class Book:
    """A book as a reading system opens it."""

    def __init__(self, data: bytes) -> None:
        self.zip = ZipFile(io.BytesIO(data))
        self.package = etree.fromstring(self.zip.read("book/book.opf"))
        self.nav = self.page("nav.xhtml")

    def page(self, name: str) -> Any:
        return etree.fromstring(self.zip.read(f"book/{name}"))

    def order(self) -> list[str]:
        names = {item.get("id"): item.get("href") for item in self.package.iter("{*}item")}
        return [names[ref.get("idref")] for ref in self.package.iter("{*}itemref")]

    def pages(self) -> list[Any]:
        return [self.page(name) for name in self.order()[1:]]

    def contents(self) -> list[Any]:
        """The table of contents: titles, and lists of titles for chapters."""
        return [self._listed(item) for item in self.nav.find(f".//{XHTML}ol")]

    def _listed(self, item: Any) -> Any:
        inner = item.find(f"{XHTML}ol")
        title = item[0].text
        return title if inner is None else (title, [self._listed(each) for each in inner])


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def squeezed(text: str) -> str:
    """A text without spaces and the bars between cells of tables."""
    return "".join(text.replace("|", " ").split())


# ------------------------------------------------------------------------------------------------ content


def test_an_export_is_whole_in_a_book() -> None:
    posts = [post for post in blogpost.iter_posts(EXPORT) if not post.is_placeholder and post.status == "live"]
    made = Book(book(posts))
    whole = [squeezed(text_of(page)) for page in made.pages()]
    assert len(whole) == len(posts)
    for post in posts:
        page = next(page for page in whole if squeezed(post.title or post.text) in page)
        assert squeezed(post.text) in page
        for comment in post.all_comments():
            assert squeezed(comment.text) in page
    assert text_of(made.package.find(".//{*}title")) == "Harbour Notes"


def test_chapters_are_years_or_labels_in_order() -> None:
    posts = [
        Post(title="late", published=NOON, labels=["boats", "x"]),
        Post(title="early", published=dt.date(2013, 1, 1), labels=["Boats"]),
        Post(title="mid", published=NOON.replace(month=1), labels=["air"]),
        Post(title="undated"),
        Post(kind="page", title="page", published=NOON),
    ]
    years = Book(book(posts))
    assert years.contents() == ["page", "undated", ("2013", ["early"]), ("2014", ["mid", "late"])]
    assert [page.find(f".//{XHTML}h1").text for page in years.pages()] == ["page", "undated", "early", "mid", "late"]
    labels = Book(book(posts, "labels"))
    assert labels.contents() == ["page", "undated", ("air", ["mid"]), ("Boats", ["early", "late"])]


def test_links_within_the_blog_are_links_within_the_book() -> None:
    old, new = "http://a.blogspot.com/2012/01/old.html", "http://a.blogspot.com/2013/01/new.html"
    hrefs = [
        old,
        "http://a.blogspot.co.uk/2012/01/old.html#more",
        "/2012/01/old.html",
        "/2012/01/none.html",
        "#here",
        "#no",
    ]
    body: list[Block] = [Paragraph([Link(href, f"l{number}")]) for number, href in enumerate(hrefs)]
    body.append(Paragraph([Anchor("here"), Text("x")]))
    made = Book(book([Post(title="new", url=new, body=body), Post(title="old", url=old)]))
    page = next(page for page in made.pages() if "l0" in text_of(page))
    found = {link.text: link.get("href") for link in page.iter(f"{XHTML}a") if link.get("href")}
    assert found["l0"] == found["l1"] == found["l2"] == "p000002.xhtml"
    assert found["l3"] == "http://a.blogspot.com/2012/01/none.html"
    assert page.xpath(f"//*[@id='{found['l4'][1:]}']")
    assert "l5" not in found
    assert "l5" in text_of(page)


def test_images_are_in_the_book_or_linked() -> None:
    remote = "http://a.example/boat.jpg"
    body: list[Block] = [
        Figure(Image(DATA, "dot")),
        Figure(Image(DATA), "again"),
        Figure(Image(remote, "a boat"), href="http://a.example/large.jpg"),
        Paragraph([Text("x"), Image(remote)]),
        Figure(Image("data:image/webp;base64,AAAA", "other")),
        Embed("https://www.youtube.com/embed/x"),
        JumpBreak(),
    ]
    made = Book(book([Post(title="x", body=body)]))
    [page] = made.pages()
    images = [image.get("src") for image in page.iter(f"{XHTML}img")]
    assert len(images) == 2
    assert len(set(images)) == 1
    assert made.zip.read(f"book/{images[0]}") == GIF
    links = [(link.get("href"), link.text) for link in page.iter(f"{XHTML}a")]
    assert links == [
        ("http://a.example/large.jpg", "a boat"),
        (remote, "boat.jpg"),
        ("https://www.youtube.com/embed/x", "https://www.youtube.com/embed/x"),
    ]
    assert "other" in text_of(page)


def test_what_has_no_title_is_named_by_its_beginning() -> None:
    posts = [Post(body=[Paragraph("word " * 40)]), Post(published=NOON), Post(body=[BlockQuote([Paragraph("x")])])]
    first, third, second = Book(book(posts)).contents()
    assert first.startswith("word word")
    assert first.endswith("…")
    assert len(first) < 62
    assert third == "x"
    assert second == ("2014", ["2014-05-17"])


def test_the_same_posts_give_the_same_book() -> None:
    posts = list(blogpost.iter_posts(EXPORT))[:4]
    assert book(posts) == book(posts)


def test_it_begins_as_a_book_must() -> None:
    data = book([Post(title="x")])
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert ZipFile(io.BytesIO(data)).infolist()[0].compress_type == ZIP_STORED


def test_a_book_is_of_one_blog() -> None:
    with pytest.raises(BlogpostError, match="one blog"):
        book([Post(blog=Blog("1")), Post(blog=Blog("2"))])


def test_only_live_posts_are_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    states: tuple[Status, ...] = ("live", "draft", "scheduled", "trashed")
    lines = [blogpost.to_json(Post(title=status, status=status)) for status in states]
    (tmp_path / "x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert main([str(tmp_path / "x.jsonl"), "--to", "epub", "-o", str(tmp_path / "x.epub")]) == 0
    assert Book((tmp_path / "x.epub").read_bytes()).contents() == ["live"]
    assert "skipped: 3 × posts and pages that aren't live" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ laws

_OF_BOOKS = frozenset("section div".split())
_NAMESPACE = re.compile(' xmlns(?::epub)?="[^"]*"')


def check_pages(made: Book) -> None:
    """Every page is XML, loads nothing, runs nothing, and leads nowhere in the book that isn't there."""
    names = {item.get("href") for item in made.package.iter("{*}item")}
    assert names == {name.removeprefix("book/") for name in made.zip.namelist() if name.startswith("book/")} - {
        "book.opf"
    }
    for name in made.order():
        page = made.page(name)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        for element in page.iter(etree.Element):
            for source in (element.get("src"), element.get("cite")):
                assert source is None or source in names
            href = element.get("href")
            if href is not None and not href.lower().startswith(("http:", "https:", "mailto:", "tel:")):
                target, _, fragment = href.partition("#")
                assert not target or target in names
                assert not fragment or fragment in ids
        for element in page.find(f"{XHTML}body") if name != "nav.xhtml" else ():
            shown = etree.tostring(element, encoding="unicode", method="html")
            assert not dangers(_NAMESPACE.sub("", shown), besides=_OF_BOOKS)


@given(any_posts)
def test_every_post_is_a_page_closed_in_itself(post: Post) -> None:
    made = Book(book([post]))
    check_pages(made)
    if not post.images and not any(isinstance(node, Embed | Table) for node in walk(post.body)):
        [page] = made.pages()
        assert squeezed(post.text) in squeezed(text_of(page))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.example/x", "http://a.example/x"),
        ("HTTP://a.example/é[1]?q=ü#ö#", "HTTP://a.example/%C3%A9%5B1%5D?q=%C3%BC#%C3%B6%23"),
        ("http://a.example/100%", "http://a.example/100%25"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("http://пример.рф/", None),
        ("http://[x/", None),
        ("http:///x", None),
        ("/x", None),
        ("", None),
    ],
)
def test_addresses_outside_of_the_book(url: str, expected: str | None) -> None:
    assert outside(url) == expected


@pytest.mark.parametrize(
    "url",
    ["data:image/png;base64,AA==", "data:image/gif;base64,%%%", "data:text/html,x", "data:image/gif", "http://a/"],
)
def test_what_is_no_image(url: str) -> None:
    assert picture_in(url) is None


# ------------------------------------------------------------------------------------------------ epubcheck

EPUBCHECK = next(
    (path for path in ("/usr/share/java/epubcheck.jar", "/usr/bin/epubcheck") if Path(path).exists()), None
)


@pytest.mark.skipif(not (EPUBCHECK and shutil.which("java")), reason="epubcheck is not installed")
def test_epubcheck_finds_nothing_wrong(tmp_path: Path) -> None:
    nasty = [
        Post(
            title=text,
            language=text,
            url=f"http://a.example/{number}",
            byline=Byline(text),
            published=NOON,
            body=[Heading(1, text), Paragraph([Link("/0", text), Image("/x", text), Anchor("x"), Anchor("x")])],
            comments=[Comment(author=Byline(text), body=[Paragraph(text)], replies=[Comment(deleted=True)])],
        )
        for number, text in enumerate((*BREAKING, *RUNNING))
        if text.strip()
    ]
    pictured = Post(title="x", body=[Figure(Image(DATA))])
    kept = [evolve(post, blog=None) for post in blogpost.iter_posts(EXPORT) if not post.is_placeholder]
    path = tmp_path / "book.epub"
    path.write_bytes(book([*nasty, pictured, *kept]))
    run = subprocess.run(["java", "-jar", str(EPUBCHECK), str(path)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
