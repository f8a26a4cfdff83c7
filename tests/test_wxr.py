"""WordPress's export format: written, and read back equal up to what it cannot say; and read as WordPress writes it."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

import blogpost
from attacks import RUNNING, breaking, dangers
from blogpost import Blog, BlogpostError, Byline, Comment, Location, Post
from blogpost.content import Block, Code, CodeBlock, Figure, Image, Paragraph, Text
from blogpost.documents import Choices
from blogpost.formats import FORMATS
from blogpost.readers.archives.wordpress_paragraphs import html_of_content
from blogpost.writers.restoring import with_credits
from blogpost.writers.wxr import MAX_SLUG, encoded_slug
from strategies import posts as any_posts

HERE = Path(__file__).parent
EXPORT = HERE.parent / "examples/export/blog-05-17-2014.xml"
WP = "{http://wordpress.org/export/1.2/}"
NOON = dt.datetime(2014, 5, 17, 12, 30, 5, tzinfo=dt.timezone(dt.timedelta(hours=2)))

# ------------------------------------------------------------------------------------------------ what it can say


def sayable(post: Post) -> Post:
    """The post as WXR can say it: credits in the body, names of authors, times to the second."""
    post = with_credits(post)
    is_from_blogger = bool(post.blog and is_number(post.blog.id) and is_number(post.id))
    blog = evolve(post.blog, id=post.blog.id if is_from_blogger else None, time_zone=None) if post.blog else None
    author = Byline(post.byline.name) if post.byline and post.byline.name else None
    place = post.location
    if place and (place.latitude is None or place.longitude is None):
        place = Location(place.name)
    return evolve(
        post,
        blog=blog,
        byline=author,
        posted_by=author,
        published=to_the_second(post.published),
        updated=to_the_second(post.updated),
        labels=dict.fromkeys(post.labels),
        location=place,
        truncated=False,
        comment_count=None,
        comments=map(sayable_comment, post.comments),
    )


def is_number(text: str | None) -> bool:
    return text is not None and text.isascii() and text.isdecimal()


def sayable_comment(comment: Comment) -> Comment:
    author = comment.author
    return evolve(
        comment,
        author=Byline(author.name or (), url=author.url) if author else None,
        published=to_the_second(comment.published),
        replies=map(sayable_comment, comment.replies),
    )


def to_the_second(moment: dt.date | None) -> dt.date | None:
    if isinstance(moment, dt.datetime):
        return moment.replace(microsecond=0)
    return moment and dt.datetime(moment.year, moment.month, moment.day)


def read_back(posts: Iterable[Post]) -> list[Post]:
    text = blogpost.to_wxr(posts)
    assert blogpost.detect(text) == "wxr"
    return list(blogpost.iter_posts(text))


@given(any_posts)
@example(Post(title="]]> & <b>", body=[Paragraph("]]>"), CodeBlock("]]>\n\n[gallery]")]))
@example(Post(body=[Paragraph([Code("a\n\nb")])], comments=[Comment(body=[Paragraph("[a]")])]))
@example(Post(published=NOON.replace(year=1), updated=dt.date(2000, 1, 1)))
def test_what_wxr_can_say_is_read_as_it_was_written(post: Post) -> None:
    if post.is_placeholder:
        return
    expected = sayable(post)
    [back] = read_back([post])
    assert back == expected
    assert str(back.published) == str(expected.published)
    assert blogpost.to_wxr([back]) == blogpost.to_wxr([expected])


def test_an_export_comes_back_through_wordpress() -> None:
    posts = list(blogpost.iter_posts(EXPORT))
    kept = [post for post in posts if not post.is_placeholder]
    assert len(kept) == len(posts) - 1
    assert read_back(posts) == list(map(sayable, kept))


def test_credits_of_republished_articles_are_in_the_body_again() -> None:
    byline = Byline("Jane Doe", affiliation="Reuters")
    post = Post(headline="Harbour closed", byline=byline, posted_by=Byline("Tyler"), body=[Paragraph("Ice.")])
    [back] = read_back([post])
    assert back.text == "Harbour closed\n\nPosted by Jane Doe, Reuters\n\nIce."
    assert back.byline == back.posted_by == Byline("Tyler")


# ------------------------------------------------------------------------------------------------ what WordPress needs


def items(posts: Iterable[Post], **options: Any) -> list[Any]:
    return list(etree.fromstring(blogpost.to_wxr(posts, **options).encode()).iter("item"))


def texts(element: Any, name: str) -> list[str]:
    return [found.text or "" for found in element.iter(WP + name)]


@pytest.mark.parametrize("status", ["live", "draft", "scheduled", "trashed"])
@pytest.mark.parametrize("kind", ["post", "page"])
def test_states_and_kinds_are_wordpress_s(status: Any, kind: Any) -> None:
    [item] = items([Post(status=status, kind=kind, title="x")])
    expected = {"live": "publish", "draft": "draft", "scheduled": "future", "trashed": "trash"}[status]
    assert (texts(item, "status"), texts(item, "post_type")) == ([expected], [kind])


def test_times_are_local_and_in_utc() -> None:
    aware, naive, none = items([Post(published=NOON), Post(published=NOON.replace(tzinfo=None)), Post()])
    assert texts(aware, "post_date") == ["2014-05-17 12:30:05"]
    assert texts(aware, "post_date_gmt") == ["2014-05-17 10:30:05"]
    assert texts(naive, "post_date") == ["2014-05-17 12:30:05"]
    assert texts(naive, "post_date_gmt") == texts(none, "post_date") == ["0000-00-00 00:00:00"]


def test_parents_of_comments_come_first_and_have_smaller_numbers() -> None:
    reply = Comment(id="1", body=[Paragraph("x")])
    [item] = items([Post(comments=[Comment(id="9", replies=[reply, reply]), Comment(id="5")])])
    numbers = list(map(int, texts(item, "comment_id")))
    parents = list(map(int, texts(item, "comment_parent")))
    assert numbers == [1, 2, 3, 4]
    assert parents == [0, 1, 1, 0]


def test_no_mail_or_ip_address_is_made_up() -> None:
    [item] = items([Post(comments=[Comment(author=Byline("Jane"))])])
    assert texts(item, "comment_author_email") == texts(item, "comment_author_IP") == [""]


def test_slugs_are_those_of_the_permalinks_and_unique() -> None:
    urls = ["http://a.example/2010/01/gulls.html", "http://a.example/2011/05/gulls.html", None]
    posts = [*(Post(url=url, title="x") for url in urls), Post(kind="page", url="http://a.example/p/gulls.html")]
    assert [texts(item, "post_name") for item in items(posts)] == [["gulls"], ["gulls-2"], [""], ["gulls"]]


def test_labels_are_tags_or_categories_with_slugs_of_their_own() -> None:
    post = Post(labels=["C", "C++", "Über uns", "R&D", "c"])
    [item] = items([post])
    found = [(term.get("domain"), term.get("nicename"), term.text) for term in item.iter("category")]
    assert found == [
        ("post_tag", "c", "C"),
        ("post_tag", "c-2", "C++"),
        ("post_tag", "%c3%bcber-uns", "Über uns"),
        ("post_tag", "r-d", "R&amp;D"),
        ("post_tag", "c-3", "c"),
    ]
    channel = items([post], labels="categories")[0].getparent()
    assert texts(channel, "category_nicename") == ["c", "c-2", "%c3%bcber-uns", "r-d", "c-3"]
    assert not texts(channel, "tag_slug")
    assert read_back([post])[0].labels == post.labels


@given(st.text(max_size=300))
def test_slugs_fit_into_wordpress_s_database(name: str) -> None:
    assert len(encoded_slug(name)) <= MAX_SLUG
    [item] = items([Post(labels=[name, name.swapcase()])])
    nicenames = [term.get("nicename") for term in item.iter("category")]
    assert all(0 < len(nicename) <= MAX_SLUG for nicename in nicenames)
    assert len(set(nicenames)) == len(set(read_back([Post(title="x", labels=[name, name.swapcase()])])[0].labels))


def test_authors_have_logins_in_ascii() -> None:
    names = ["Anna Lindqvist", "健二", "Иван", None, "Anna Lindqvist"]
    posts = [Post(title="x", byline=Byline(name) if name else None) for name in names]
    channel = items(posts)[0].getparent()
    assert texts(channel, "author_login") == ["anna-lindqvist", "author", "author-2"]
    assert texts(channel, "author_display_name") == ["Anna Lindqvist", "健二", "Иван"]
    assert [post.byline for post in read_back(posts)] == [post.byline for post in posts]


def test_each_image_is_an_attachment_once() -> None:
    small, full = "http://1.bp.blogspot.com/-a/x/s320/a.jpg", "http://1.bp.blogspot.com/-a/x/s1600/a.jpg"
    body = [
        Figure(Image(small), href=full),
        Figure(Image("/relative.png")),
        Figure(Image("data:image/png;base64,AA==")),
    ]
    found = items([Post(title="x", body=body), Post(title="y", body=body)])
    assert [texts(item, "post_type") for item in found] == [["post"], ["attachment"], ["attachment"], ["post"]]
    assert [texts(item, "attachment_url") for item in found[1:3]] == [[full], [small]]
    assert texts(found[1], "post_parent") == texts(found[0], "post_id")


def test_a_file_is_of_one_blog() -> None:
    with pytest.raises(BlogpostError, match="one blog"):
        blogpost.to_wxr([Post(blog=Blog("1")), Post(blog=Blog("2"))])
    with pytest.raises(BlogpostError, match="one blog"):
        blogpost.to_wxr([Post(blog=Blog(url="http://a.example/")), Post(blog=Blog(url="http://b.example/"))])
    assert blogpost.to_wxr([Post(blog=Blog("1", "A")), Post(blog=Blog("1")), Post()])


# ------------------------------------------------------------------------------------------------ safety

_ELEMENTS = frozenset(
    "rss channel title link description pubDate language wxr_version base_site_url base_blog_url author author_id "
    "author_login author_email author_display_name author_first_name author_last_name tag term_id tag_slug tag_name "
    "generator item creator guid encoded post_id post_date post_date_gmt post_modified post_modified_gmt "
    "comment_status ping_status post_name status post_parent menu_order post_type post_password is_sticky category "
    "postmeta commentmeta meta_key meta_value attachment_url comment comment_id comment_author comment_author_email "
    "comment_author_url comment_author_IP comment_date comment_date_gmt comment_content comment_approved comment_type "
    "comment_user_id comment_parent".split()
)
_AS_HTML = ("title", "encoded", "comment_content", "comment_author", "tag_name", "category", "author_display_name")


def check_safety(post: Post) -> None:
    root = etree.fromstring(blogpost.to_wxr([post]).encode())
    for element in root.iter():
        name = etree.QName(element).localname
        assert name in _ELEMENTS
        if name in _AS_HTML and element.getparent().tag != "channel":
            assert not dangers(element.text or "")


@given(any_posts)
def test_nothing_breaks_out_of_a_file(post: Post) -> None:
    check_safety(post)


@given(breaking | st.sampled_from(RUNNING))
def test_no_text_breaks_out_of_a_file(text: str) -> None:
    byline = Byline(text)
    comments = [Comment(author=byline, body=[Paragraph(text)])]
    body: list[Block] = [Paragraph([Text(text), Code(text)]), CodeBlock(text)]
    check_safety(Post(title=text, headline=text, byline=byline, labels=[text], body=body, comments=comments))


def test_words_in_brackets_do_not_run_as_shortcodes() -> None:
    post = Post(body=[Paragraph("[gallery ids='1'] [[x]] [1] [/x]")])
    [content] = [item.find("{*}encoded").text for item in items([post])]
    assert content == "<p>&#91;gallery ids='1'] [&#91;x]] [1] &#91;/x]</p>"
    assert read_back([post])[0].body == post.body


# ------------------------------------------------------------------------------------------------ parts


def parts(posts: Iterable[Post], max_size: int) -> list[bytes]:
    gather = FORMATS["wxr"].gather
    assert gather is not None
    gathering = gather(Choices(max_size=max_size))
    for post in posts:
        gathering.add(post)
    files = []
    for write in gathering.documents():
        files.append(io.BytesIO())
        write(files[-1])
    gathering.close()
    return [file.getvalue() for file in files]


def test_parts_are_whole_files_within_the_size() -> None:
    posts = [
        Post(
            id=str(10**9 + n),
            title=f"t{n}",
            byline=Byline(f"A{n % 3}"),
            labels=[f"l{n}"],
            body=[Paragraph("x" * n * 50)],
        )
        for n in range(60)
    ]
    files = parts(posts, 20_000)
    assert len(files) > 3
    assert all(len(file) <= 20_000 for file in files)
    assert [post for file in files for post in blogpost.iter_posts(file)] == list(map(sayable, posts))
    for file in files:
        channel = etree.fromstring(file)[0]
        declared = set(texts(channel, "author_login"))
        assert {creator.text for creator in channel.iter("{*}creator")} == declared
    numbers = [number for file in files for number in texts(etree.fromstring(file), "post_id")]
    assert len(set(numbers)) == len(numbers) == 60


def test_a_post_beyond_the_size_has_a_part_of_its_own() -> None:
    posts = [Post(title="a"), Post(title="b", body=[Paragraph("x" * 9_000)]), Post(title="c")]
    assert [len(list(blogpost.iter_posts(file))) for file in parts(posts, 7_000)] == [1, 1, 1]
    assert len(parts(posts, 100_000)) == 1


# ------------------------------------------------------------------------------------------------ WordPress's content


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("One\nline.\n\nTwo.", "<p>One<br>\nline.</p>\n<p>Two.</p>"),
        ("One.\r\n\r\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("a <em>b\nc</em>", "<p>a <em>b<br>\nc</em></p>"),
        ("<p>a</p>\n<p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<h2>a</h2>\nb", "<h2>a</h2>\n<p>b</p>"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p>\n<p>b</p></blockquote>"),
        ("<pre>a\n\n  b</pre>\nc", "\n<pre>a\n\n  b</pre>\n<p>c</p>"),
        ("a\n<!--more-->\nb", "<p>a</p>\n<!--more-->\n<p>b</p>"),
        ("a<hr />b", "<p>a</p>\n<hr />\n<p>b</p>"),
        ("a <img\nsrc='x'> b", "<p>a <img src='x'> b</p>"),
        ("<!-- wp:paragraph -->\n<p>a</p>\n\n", "<!-- wp:paragraph -->\n<p>a</p>\n\n"),
        ("https://www.youtube.com/watch?v=x", '<iframe src="https://www.youtube.com/watch?v=x"></iframe>'),
        ("[embed]https://vimeo.com/1[/embed]", '<iframe src="https://vimeo.com/1"></iframe>'),
        ("[gallery ids='1']", "<p>[gallery ids='1']</p>"),
        ("[caption]no image[/caption]", "<p>[caption]no image[/caption]</p>"),
        ("<pre>never closed\n\nx", "<pre>never closed\n<p>x</p>"),
        ("", ""),
    ],
)
def test_content_as_wordpress_shows_it(content: str, html: str) -> None:
    assert html_of_content(content).strip("\n") == html.strip("\n")


@pytest.mark.parametrize(
    "content",
    [
        '[caption id="a" align="right" width="300"]<a href="/b.jpg"><img src="/a.jpg" /></a> A boat[/caption]',
        '[caption id="a" caption="A boat"]<a href="/b.jpg"><img src="/a.jpg" /></a>[/caption]',
    ],
)
def test_captions_are_figures(content: str) -> None:
    figure = '<figure><a href="/b.jpg"><img src="/a.jpg" /></a><figcaption>A boat</figcaption></figure>'
    assert figure in html_of_content(f"Before.\n{content}\nAfter.")


# ------------------------------------------------------------------------------------------------ others' readers


@pytest.mark.skipif(not (find_spec("pelican") and find_spec("bs4")), reason="pelican-import is not installed")
def test_pelican_imports_every_post(tmp_path: Path) -> None:
    posts = [post for post in blogpost.iter_posts(EXPORT) if not post.is_placeholder]
    file = tmp_path / "blog.xml"
    file.write_text(blogpost.to_wxr(posts), encoding="utf-8")
    code = (
        "import json, sys; from pelican.tools.pelican_import import wp2fields\n"
        "print(json.dumps([[f[0], f[3], f[4], f[6], f[8]] for f in wp2fields(sys.argv[1])], default=str))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found = {(title, date): (author, tags, kind) for title, date, author, tags, kind in json.loads(run.stdout)}
    for post in posts:
        if post.status == "scheduled" or not post.title:
            continue
        assert isinstance(post.published, dt.datetime)
        [key] = [key for key in found if key[0] == post.title]
        assert key[1] == f"{post.published:%Y-%m-%d %H:%M}"
        author, tags, kind = found[key]
        assert author == {"Anna Lindqvist": "anna-lindqvist", "Kenji 健二": "author"}[str(post.byline)]
        assert [tag.replace("&amp;", "&") for tag in tags] == list(post.labels)
        assert kind == ("page" if post.kind == "page" else "article")


# ------------------------------------------------------------------------------------------------ reading


def test_what_is_no_post_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    document = """<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<item><title>x</title><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>spam</wp:comment_content>
<wp:comment_approved>spam</wp:comment_approved></wp:comment>
<wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_content>ping</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>pingback</wp:comment_type></wp:comment></item>
<item><title>y</title><wp:post_type>attachment</wp:post_type></item></channel></rss>"""
    with caplog.at_level(logging.INFO, "blogpost.archives"):
        post = blogpost.parse(document)
    assert not post.comments
    assert sorted(record.getMessage() for record in caplog.records) == [
        "comments with the status SPAM",
        "items of the type attachment",
        "pingbacks and trackbacks",
    ]
