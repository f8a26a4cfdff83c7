"""Feeds, exports, takeouts and API resources become posts with their comments."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import random
import tomllib
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import Blog, BlogpostError, Byline, Comment, NoPostError, ParseError, Post, UnknownFormatError
from blogpost.content import Paragraph
from blogpost.formats import FORMATS
from blogpost.sites import count_blogs
from blogpost.values import Location
from strategies import posts as any_posts

HERE = Path(__file__).parent
CASES_IN = HERE / "cases/archives"
EXAMPLES = HERE.parent / "examples"
EXPORT = EXAMPLES / "export/blog-05-17-2014.xml"
TAKEOUT = EXAMPLES / "takeout"


def cases(*names: str) -> list[dict[str, Any]]:
    found = []
    for name in names:
        for case in tomllib.loads((CASES_IN / f"{name}.toml").read_text(encoding="utf-8"))["case"]:
            document = case["document"].removeprefix("\n")
            found.append({"format": name, **case, "document": document})
    assert found
    return found


GOOD = cases("export", "takeout", "feeds", "json", "wxr")
BAD = cases("bad")

# ------------------------------------------------------------------------------------------------ the cases' notation


def byline(author: Byline | None, field: str = "name") -> str:
    return str(getattr(author, field, None) or "")


def moment(when: dt.date | None) -> str:
    return when.isoformat() if when else ""


def place(location: Location | None) -> str:
    parts = (location.name, location.latitude, location.longitude) if location else ()
    return " ".join(str(part) for part in parts if part is not None)


def blog(value: Blog | None) -> dict[str, str]:
    named = {name: getattr(value, name, None) for name in ("id", "title", "url", "time_zone")}
    return {name: said for name, said in named.items() if said}


def threads(comments: tuple[Comment, ...], mark: str = "") -> Iterator[str]:
    for comment in comments:
        deleted = " (deleted)" if comment.deleted else ""
        yield f"{mark}{comment.id} {byline(comment.author)}{deleted}: {comment.text.replace(chr(10) * 2, ' / ')}"
        yield from threads(comment.replies, mark + "> ")


TOLD: dict[str, Callable[[Post], Any]] = {
    "author": lambda post: byline(post.byline),
    "author_url": lambda post: byline(post.byline, "url"),
    "published": lambda post: moment(post.published),
    "updated": lambda post: moment(post.updated),
    "location": lambda post: place(post.location),
    "labels": lambda post: list(post.labels),
    "links": lambda post: [link.href for link in post.links],
    "images": lambda post: [image.src for image in post.images],
    "blog": lambda post: blog(post.blog),
    "comments": lambda post: list(threads(post.comments)),
}


def told(post: Post, expected: dict[str, Any]) -> dict[str, Any]:
    return {name: TOLD[name](post) if name in TOLD else said(getattr(post, name)) for name in expected}


def said(value: Any) -> Any:
    return "" if value is None else value


# ------------------------------------------------------------------------------------------------ cases


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["why"])
def test_cases(case: dict[str, Any]) -> None:
    posts = list(blogpost.iter_posts(case["document"], format=case["format"]))
    assert len(posts) == len(case["posts"])
    for post, expected in zip(posts, case["posts"], strict=True):
        assert told(post, expected) == expected


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["why"])
def test_the_format_is_told(case: dict[str, Any]) -> None:
    expected = "export" if case["format"] == "export" else case["format"]
    assert blogpost.detect(case["document"]) == expected
    assert blogpost.detect(case["document"].encode()) == expected


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["why"])
def test_every_kind_of_source_gives_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    posts = list(blogpost.iter_posts(case["document"]))
    path = tmp_path / "archive"
    path.write_text(case["document"], encoding="utf-8")
    utf_16 = case["document"].encode("utf-16")
    for source in (case["document"].encode(), path, io.BytesIO(case["document"].encode()), utf_16):
        assert list(blogpost.iter_posts(source)) == posts


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["why"])
def test_whatever_is_read_round_trips(case: dict[str, Any]) -> None:
    for post in blogpost.iter_posts(case["document"], format=case["format"]):
        assert blogpost.from_json(blogpost.to_json(post)) == post
        assert blogpost.from_markdown(blogpost.to_markdown(post)) == post


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["why"])
def test_bad_input(case: dict[str, Any]) -> None:
    posts = blogpost.iter_posts(case["document"], format=case["format"])
    for _ in range(case.get("before", 0)):
        assert next(posts).title == "A"
    with pytest.raises(getattr(blogpost, case["error"]), match=case["says"]):
        next(posts)


@pytest.mark.parametrize("name", [name for name, row in FORMATS.items() if row.read])
@given(junk=st.binary(max_size=60))
def test_any_bytes_give_posts_or_the_librarys_error(name: str, junk: bytes) -> None:
    for document in (junk, b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + junk, b"PK\x03\x04" + junk):
        with suppress(BlogpostError):
            list(blogpost.iter_posts(document, format=name))


def test_an_encoding_that_is_declared_is_believed_if_the_bytes_are_not_utf_8() -> None:
    text = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Über</title><content>Füße</content></entry></feed>"
    for declared, encoding in (("ISO-8859-1", "latin-1"), ("windows-1252", "utf-8"), ("UTF-8", "utf-8")):
        document = f"<?xml version='1.0' encoding='{declared}'?>{text}".encode(encoding)
        assert blogpost.parse(document, format="atom").title == "Über"
    wrong = f"<?xml version='1.0' encoding='UTF-8'?>{text}".encode("latin-1")
    assert blogpost.parse(wrong, format="atom").title == "\ufffdber"


# ------------------------------------------------------------------------------------------------ beyond a limit

DEEP = "<div>" * 3000 + "x"


def atom_with(contents: dict[str, str], comment: str = "Nice") -> str:
    """A post for each content, and a comment on the first."""
    entry = "<entry><id>tag:blogger.com,1999:blog-1.post-{}</id>{}<content type='html'>{}</content></entry>"
    on = "<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-1'/><author><name>Jo</name></author>"
    posts = "".join(
        entry.format(number, f"<title>Post {number}</title>", escape(html)) for number, html in contents.items()
    )
    start = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>"
        "<id>tag:blogger.com,1999:blog-1</id>"
    )
    return f"{start}{posts}{entry.format('9', on, escape(comment))}</feed>"


def rss_with(contents: dict[str, str]) -> str:
    item = (
        "<item><guid isPermaLink='false'>tag:blogger.com,1999:blog-1.post-{0}</guid><title>Post {0}</title>{1}</item>"
    )
    items = (item.format(number, f"<description>{escape(html)}</description>") for number, html in contents.items())
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"


def gdata_json_with(contents: dict[str, str]) -> str:
    return json.dumps(
        {
            "feed": {
                "entry": [
                    {
                        "id": {"$t": f"tag:blogger.com,1999:blog-1.post-{number}"},
                        "title": {"$t": f"Post {number}"},
                        "content": {"type": "html", "$t": html},
                    }
                    for number, html in contents.items()
                ]
            }
        }
    )


def api_with(contents: dict[str, str]) -> str:
    resources = [
        {"kind": "blogger#post", "id": number, "title": f"Post {number}", "content": html}
        for number, html in contents.items()
    ]
    return json.dumps({"kind": "blogger#postList", "items": resources})


@pytest.mark.parametrize("write", [atom_with, rss_with, gdata_json_with, api_with])
@pytest.mark.parametrize("content", [DEEP, "<p " + " ".join(f"a{n}" for n in range(70_000)) + ">x"])
def test_a_post_beyond_a_limit_is_told_of_and_the_others_are_read(
    write: Callable[[dict[str, str]], str], content: str, caplog: pytest.LogCaptureFixture
) -> None:
    document = write({"1": "One", "2": content, "3": "Three"})
    assert [post.title for post in blogpost.iter_posts(document)] == ["Post 1", "Post 3"]
    (record,) = (record for record in caplog.records if record.levelno == logging.WARNING)
    assert record.name == "blogpost.archives"
    assert record.getMessage().startswith("post 2 (Post 2) skipped: ")


def test_a_comment_beyond_a_limit_is_told_of(caplog: pytest.LogCaptureFixture) -> None:
    (post,) = blogpost.iter_posts(atom_with({"1": "One"}, comment=DEEP))
    assert post.comments == ()
    assert caplog.records[-1].getMessage().startswith("comment 9 on post 1 skipped: ")


def test_comments_on_a_post_beyond_a_limit_are_kept() -> None:
    other, placeholder = blogpost.iter_posts(atom_with({"1": DEEP, "2": "Two"}))
    assert other.title == "Post 2"
    assert placeholder.is_placeholder
    assert (placeholder.id, [comment.text for comment in placeholder.comments]) == ("1", ["Nice"])


def test_a_title_beyond_a_limit_leaves_out_its_post(caplog: pytest.LogCaptureFixture) -> None:
    document = atom_with({"1": "One", "2": "Two"}).replace("<title>Post 2", f"<title type='html'>{escape(DEEP)}")
    assert [post.title for post in blogpost.iter_posts(document)] == ["Post 1"]
    assert caplog.records[-1].getMessage().startswith("post 2 (untitled) skipped: ")


def test_if_no_post_can_be_read_that_is_the_error() -> None:
    with pytest.raises(ParseError, match="limits"):
        blogpost.parse(rss_with({"1": DEEP}))


# ------------------------------------------------------------------------------------------------ placeholders


def test_a_placeholder_is_told_from_a_post() -> None:
    comments = [Comment(author=Byline("Jo"))]
    placeholder = Post(id="1", blog=Blog("1"), url="http://a.example/1", truncated=True, comments=comments)
    assert placeholder.is_placeholder
    assert not evolve(placeholder, truncated=False).is_placeholder
    assert not evolve(placeholder, comments=()).is_placeholder
    said: dict[str, Any] = {
        "title": "T",
        "headline": "H",
        "byline": Byline("Jo"),
        "posted_by": Byline("Jo"),
        "published": dt.date(2012, 1, 1),
        "updated": dt.date(2012, 1, 1),
        "labels": ["x"],
        "location": Location("Kiel"),
        "body": [Paragraph("x")],
    }
    for name, value in said.items():
        assert not evolve(placeholder, **{name: value}).is_placeholder


@pytest.mark.parametrize("archive", [EXPORT, TAKEOUT])
def test_the_examples_have_a_placeholder_each(archive: Path) -> None:
    posts = list(blogpost.iter_posts(archive))
    assert [post.is_placeholder for post in posts] == [False] * (len(posts) - 1) + [True]


# ------------------------------------------------------------------------------------------------ examples


def test_the_example_of_an_export() -> None:
    posts = list(blogpost.iter_posts(EXPORT))
    assert blogpost.detect(EXPORT) == "export"
    assert [(post.kind, post.status) for post in posts] == [
        *[("post", "live")] * 5,
        ("post", "draft"),
        ("post", "scheduled"),
        ("page", "live"),
        ("page", "draft"),
        ("post", "live"),  # there is nothing of it but a comment
    ]
    first = posts[0]
    assert first.title == 'The Lighthouse Keeper: "Forty Years", he said & smiled'
    assert list(threads(first.comments)) == [
        "4200000000000000201 Kenji 健二: What a lamp! Is it as old as it looks? / I would like to see it.",
        "> 4200000000000000203 Anna Lindqvist: Thank you, Kenji. The lamp is from 1894.",
        "> > 4200000000000000204 Anonymous: I saw it, too — from the sea.",
        "4200000000000000202 Mallory (deleted): ",
    ]
    assert {post.language for post in posts[:-1]} == {"en"}
    assert posts[0].blog == Blog(
        "4100000000000000001", "Harbour Notes", "http://harbour-notes.blogspot.com/", "Europe/Copenhagen"
    )


def test_the_order_of_entries_does_not_matter() -> None:
    head, *entries = EXPORT.read_text(encoding="utf-8").removesuffix("</feed>\n").split("<entry>")
    expected = {post.id: post for post in blogpost.iter_posts(EXPORT)}
    for seed in range(5):
        random.Random(seed).shuffle(entries)
        shuffled = "<entry>".join([head, *entries]) + "</feed>"
        assert {post.id: post for post in blogpost.iter_posts(shuffled)} == expected


def zipped(folder: Path, *more: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
        for name, data in more:
            archive.writestr(name, data)
    return file.getvalue()


def test_the_example_of_a_takeout() -> None:
    posts = list(blogpost.iter_posts(TAKEOUT))
    assert blogpost.detect(TAKEOUT) == "takeout"
    assert [(post.blog and post.blog.title, post.kind, post.status) for post in posts] == [
        ("Harbour Notes", "post", "live"),
        ("Harbour Notes", "post", "live"),
        ("Harbour Notes", "post", "draft"),
        ("Harbour Notes", "post", "trashed"),
        ("Harbour Notes", "post", "scheduled"),
        ("Harbour Notes", "page", "live"),
        ("Zettelkasten", "post", "live"),
        (None, "post", "live"),  # on somebody else's blog
    ]
    assert list(threads(posts[0].comments)) == [
        "4200000000000000201 Kenji 健二: What a lamp! / Is it as old as it looks?",
        "> 4200000000000000203 Anna Lindqvist: Thank you, Kenji.",  # though it is in two feeds
        "> > 4200000000000000204 Anonymous: I saw it, too.",
        "4200000000000000206 Mallory (deleted): ",
    ]
    assert [moment(post.published) for post in posts[:2]] == ["2013-04-29T00:30:00+02:00", "2012-11-05T10:00:00+01:00"]
    assert posts[0].url == "https://harbour-notes.blogspot.com/2013/04/lighthouse-keeper.html"
    assert posts[6].language == "de"


def test_a_takeout_is_the_same_as_folder_and_as_zip_file(tmp_path: Path) -> None:
    posts = list(blogpost.iter_posts(TAKEOUT))
    more = ("__MACOSX/Takeout/Blogger/Blogs/Harbour Notes/._feed.atom", b"\x00\x05\x16")
    path = tmp_path / "takeout.zip"
    path.write_bytes(zipped(TAKEOUT, more))
    for source in (path, path.read_bytes(), io.BytesIO(path.read_bytes())):
        assert list(blogpost.iter_posts(source)) == posts


def test_a_feed_out_of_a_takeout_has_the_settings_beside_it() -> None:
    feed = TAKEOUT / "Takeout/Blogger/Blogs/Zettelkasten/feed.atom"
    post = blogpost.parse(feed)
    assert (post.language, post.url) == ("de", "https://zettel-kasten.blogspot.com/2020/03/ueber-zettel.html")
    assert moment(post.published) == "2020-03-02T00:30:00+01:00"
    alone = blogpost.parse(feed.read_bytes(), url="http://zettel.example/some/page")
    assert alone.url == "http://zettel.example/2020/03/ueber-zettel.html"
    assert moment(alone.published) == "2020-03-01T23:30:00+00:00"


def test_what_is_left_out_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="blogpost"):
        list(blogpost.iter_posts(TAKEOUT))
    assert caplog.messages == ["comments with the status SPAM"]


_ATOM = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
_POST = "<entry><id>tag:blogger.com,1999:blog-1.post-1</id><title>A</title><content>x</content></entry>"
_POLL = (
    "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#poll'/>"
)


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (f"{_ATOM}{_POST}<entry><blogger:type>ALBUM</blogger:type><title>B</title></entry></feed>", "kind album"),
        (f"{_ATOM}{_POST}<entry>{_POLL}<title>B</title></entry></feed>", "kind poll"),
        (f"{_ATOM}{_POST}<entry xmlns:x='http://x.example/'><x:title>B</x:title></entry></feed>", "without any"),
        ('[{"kind": "blogger#post", "id": "1", "title": "A"}, {"kind": "blogger#poll", "id": "2"}]', "blogger#poll"),
    ],
)
def test_what_is_not_known_is_told(document: str, says: str, caplog: pytest.LogCaptureFixture) -> None:
    assert [post.title for post in blogpost.iter_posts(document)] == ["A"]
    (message,) = caplog.messages
    assert says in message


def test_a_feed_in_unknown_words_has_no_post() -> None:
    feed = "<rss xmlns='http://x.example/'><channel><title>C</title><item><title>A</title></item></channel></rss>"
    with pytest.raises(NoPostError):
        blogpost.parse(feed)


@pytest.mark.parametrize("format", ["text", "html"])
def test_the_view_for_telephones_is_no_part_of_a_given_address(format: str) -> None:  # noqa: A002
    documents = {
        "text": "A title\n\nThe text of a post.\n\nPosted by Jane at 7:06 AM\n\n1 comment:\n\nJohn said...\nYes.\n",
        "html": "<meta name=generator content=blogger><h3 class=post-title>A</h3><div class=post-body>A text.</div>",
    }
    post = blogpost.parse(documents[format], url="http://a.blogspot.com/2012/12/t.html?m=1", format=format)
    assert post.url == "http://a.blogspot.com/2012/12/t.html"


def test_the_view_for_telephones_is_no_part_of_an_address_of_the_api() -> None:
    resource = '{"kind": "blogger#post", "id": "1", "url": "http://a.blogspot.com/2012/12/t.html?m=1"}'
    assert blogpost.parse(resource).url == "http://a.blogspot.com/2012/12/t.html"


# ------------------------------------------------------------------------------------------------ zip files


@pytest.mark.parametrize("name", ["../feed.atom", "/feed.atom", "a/../../feed.atom", "..\\feed.atom", "C:/feed.atom"])
def test_names_that_lead_out_of_a_zip_file_are_refused(name: str) -> None:
    with pytest.raises(ParseError, match="within the zip file"):
        list(blogpost.iter_posts(zipped(TAKEOUT, (name, b"<feed/>"))))


def test_a_zip_bomb_is_refused() -> None:
    bomb = zipped(TAKEOUT, ("Takeout/Blogger/Blogs/B/feed.atom", b" " * (32 << 20)))
    with pytest.raises(ParseError, match="would unpack to"):
        list(blogpost.iter_posts(bomb))


def test_a_zip_file_that_lies_about_its_size_is_refused() -> None:
    data = zipped(TAKEOUT)
    size = (TAKEOUT / "Takeout/Blogger/Blogs/Zettelkasten/feed.atom").stat().st_size
    lie = data.replace(size.to_bytes(4, "little"), (size - 100).to_bytes(4, "little"))
    assert lie != data
    with pytest.raises(ParseError, match="damaged"):
        list(blogpost.iter_posts(lie))


def test_damaged_and_foreign_zip_files() -> None:
    data = zipped(TAKEOUT)
    with pytest.raises(ParseError, match="zip file"):
        list(blogpost.iter_posts(data[: len(data) // 2]))
    middle = data.index(b"feed.atom") + 200
    with pytest.raises(ParseError, match="damaged"):
        list(blogpost.iter_posts(data[:middle] + bytes(50) + data[middle + 50 :]))
    with pytest.raises(NoPostError, match=r"\.atom"):
        list(blogpost.iter_posts(zipped(CASES_IN)))
    with pytest.raises(UnknownFormatError, match="unpack it first"):
        blogpost.detect(b"\x1f\x8b\x08\x00")


def test_a_folder_without_a_feed(tmp_path: Path) -> None:
    with pytest.raises(NoPostError, match=r"\.atom"):
        list(blogpost.iter_posts(tmp_path))


def test_blogs_are_counted_before_they_are_read() -> None:
    zettel = TAKEOUT / "Takeout/Blogger/Blogs/Zettelkasten"
    assert [count_blogs(source) for source in (TAKEOUT, zipped(TAKEOUT))] == [2, 2]
    assert [count_blogs(source) for source in (zettel, zettel / "feed.atom", EXPORT)] == [1, 1, 1]


# ------------------------------------------------------------------------------------------------ size


def archive_of(number: int) -> bytes:
    """An export of so many posts, each with two comments that stand far from it."""
    entries = [
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{post}</id><title>P</title>"
        f"<content type='html'>{'&lt;p&gt;Words and words.&lt;/p&gt;' * 3}</content></entry>"
        for post in range(number)
    ]
    comments = [
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{number + comment}</id><content type='html'>Word</content>"
        f"<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-{comment % number}'/></entry>"
        for comment in range(2 * number)
    ]
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{''.join(entries + comments)}</feed>".encode()


def peak_of_reading(path: Path) -> int:
    tracemalloc.start()
    try:
        assert all(len(post.comments) == 2 for post in blogpost.iter_posts(path))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    small, large = tmp_path / "small.xml", tmp_path / "large.xml"
    small.write_bytes(archive_of(600))
    large.write_bytes(archive_of(2400))
    peak_of_reading(small)  # what is loaded and cached once
    assert peak_of_reading(large) < 2 * peak_of_reading(small)


def test_posts_come_while_the_document_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(archive_of(2000))
    posts = blogpost.iter_posts(path)
    assert [next(posts).id for _ in range(3)] == ["0", "1", "2"]
    posts.close()  # type: ignore[attr-defined]  # a generator


# ------------------------------------------------------------------------------------------------ to_blogger_atom


def is_sayable(post: Post) -> bool:
    try:
        blogpost.to_blogger_atom([post])
    except BlogpostError:
        return False
    return True


def test_an_export_that_was_read_comes_back() -> None:
    posts = [post for post in blogpost.iter_posts(EXPORT) if is_sayable(post)]
    assert len(posts) == 8
    text = blogpost.to_blogger_atom(posts)
    assert list(blogpost.iter_posts(text)) == posts
    assert blogpost.detect(text) == "export"
    assert blogpost.to_blogger_atom(blogpost.iter_posts(text)) == text


@given(any_posts)
def test_what_an_archive_can_say_is_read_as_it_was_written(post: Post) -> None:
    if not is_sayable(post):
        return
    once = list(blogpost.iter_posts(blogpost.to_blogger_atom([post])))
    assert once[0].body == post.body
    assert (once[0].title, once[0].labels, once[0].kind, once[0].status) == (
        post.title,
        tuple(dict.fromkeys(post.labels)),
        post.kind,
        post.status,
    )
    assert list(blogpost.iter_posts(blogpost.to_blogger_atom(once))) == once


@pytest.mark.parametrize(
    ("post", "named"),
    [
        (Post(status="trashed"), "Post.status"),
        (Post(status="scheduled"), "Post.status"),
        (Post(headline="H"), "Post.headline"),
        (Post(truncated=True), "Post.truncated"),
        (Post(byline=Byline("A"), posted_by=Byline("B")), "Post.byline"),
        (Post(byline=Byline("A", affiliation="Reuters")), "Post.byline"),
        (Post(published=dt.date(2012, 1, 1)), "Post.published"),
        (Post(updated=dt.datetime(2012, 1, 1)), "Post.updated"),
        (Post(location=Location("x", latitude=1.0)), "Post.location"),
        (Post(comments=[Comment(published=dt.date(2012, 1, 1))]), "Post.comments"),
    ],
)
def test_what_an_archive_cannot_say_is_refused(post: Post, named: str) -> None:
    with pytest.raises(BlogpostError, match=named):
        blogpost.to_blogger_atom([post])


def test_an_archive_is_of_one_blog() -> None:
    with pytest.raises(BlogpostError, match="one blog"):
        blogpost.to_blogger_atom([Post(blog=Blog("1")), Post(blog=Blog("2"))])


def test_what_has_no_number_is_given_one() -> None:
    post = Post(title="A", body=[Paragraph("x")], comments=[Comment(replies=[Comment(body=[Paragraph("y")])])])
    first, again = (list(blogpost.iter_posts(blogpost.to_blogger_atom([post]))) for _ in range(2))
    assert first == again
    assert first[0].id
    assert first[0].comments[0].replies[0].text == "y"


def test_what_an_archive_always_has_is_filled_in() -> None:
    moment = dt.datetime(2012, 1, 1, tzinfo=dt.UTC)
    post = Post(id="11", blog=Blog("1"), title="A", published=moment, byline=Byline("Jane"), body=[Paragraph("x")])
    back = blogpost.parse(blogpost.to_blogger_atom([post]))
    assert back == evolve(post, updated=moment, posted_by=Byline("Jane"))
