"""Whatever a post comes from and whatever it holds, what is written of it runs nothing and breaks out of nothing."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
import yaml
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

import blogpost
from attacks import ADDRESSES, BREAKING, RUNNING, addresses, around, breaking, dangers, is_safe, unsafe_addresses
from blogpost import Blog, BlogpostError, Byline, Comment, Location, ParseError, Post
from blogpost.canonical import address, image_address
from blogpost.codecs import front_matter
from blogpost.content import (
    BlockQuote,
    Code,
    CodeBlock,
    Embed,
    Figure,
    Heading,
    Image,
    Link,
    List,
    Paragraph,
    Strong,
    Table,
    Text,
)
from blogpost.formats import FORMATS
from blogpost.markup.dom import parse_html, text_of
from blogpost.markup.html import write_blocks
from blogpost.sites import SITES, open_site
from comparing import words
from pathological import FRAMES
from strategies import posts

# ------------------------------------------------------------------------------------------------ what is written

_GFM = ["table", "strikethrough"]
RENDERERS: dict[str, Callable[[str], str]] = {
    "markdown-it": MarkdownIt("commonmark", {"html": True}).enable(_GFM).render,
    "markdown-it, safe": MarkdownIt("commonmark", {"html": False}).enable(_GFM).render,
    "cmark-gfm": lambda text: cmarkgfm.markdown_to_html_with_extensions(
        text, options=Options.CMARK_OPT_UNSAFE, extensions=_GFM
    ),
    "cmark-gfm, safe": lambda text: cmarkgfm.markdown_to_html_with_extensions(text, extensions=_GFM),
    "GitHub": lambda text: cmarkgfm.markdown_to_html_with_extensions(
        text, options=Options.CMARK_OPT_UNSAFE, extensions=[*_GFM, "autolink"]
    ),
}
# Bare addresses become links, and may take the backslash before a mark of formatting into them.
_OF_THEIR_OWN = {"GitHub": frozenset(("a", "code", "del", "em", "img", "strong"))}


def front_and_body(markdown: str) -> tuple[str, str]:
    """Parted as all readers of front matter do it: at the first line that is a fence."""
    front, body = re.split("^---$", markdown.removeprefix("---\n"), maxsplit=1, flags=re.MULTILINE)
    return front, body


@lru_cache(maxsize=1)
def rendered(post: Post) -> dict[str, str]:
    """What each renderer shows of a post's Markdown, below the front matter."""
    _, body = front_and_body(blogpost.to_markdown(post))
    return {name: render(body) for name, render in RENDERERS.items()}


def dangers_of(post: Post) -> list[str]:
    """What could run in anything that a post is written as."""
    return [
        *dangers(blogpost.to_html(post)),
        *dangers(_view(post), besides=_OF_VIEWS),
        *(danger for shown in rendered(post).values() for danger in dangers(shown)),
        *unsafe_addresses(json.loads(blogpost.to_json(post))),
    ]


_OF_VIEWS = frozenset("mark small i dl dt dd http-equiv content data-said".split())


def _view(post: Post) -> str:
    """The page that shows a post, without its style sheet, which is the same for all."""
    write = FORMATS["view"].write
    assert write is not None
    sheet, count = re.findall("<style>.*?</style>", write(Post()), re.DOTALL), write(post).count("<style")
    assert len(sheet) == count == 1
    return write(post).replace(sheet[0], "")


def read(document: str, name: str, url: str | None = None) -> list[Post]:
    posts: list[Post] = []
    with suppress(BlogpostError):
        posts.extend(blogpost.iter_posts(document, format=name, url=url))
    return posts


# ------------------------------------------------------------------------------------------------ addresses


def check_address(url: str) -> None:
    """It cannot be made, or it runs nothing; also where somebody undoes its references."""
    for spelt in (url, unescape(url)):
        for make, of_image in ((address, False), (image_address, True)):
            with suppress(ValueError):
                assert is_safe(make(spelt) or "", of_image=of_image), (make, spelt)


@pytest.mark.parametrize("url", ADDRESSES, ids=ascii)
def test_no_unsafe_address_can_be_made(url: str) -> None:
    check_address(url)


@given(addresses)
def test_no_disguised_address_can_be_made(url: str) -> None:
    check_address(url)


_HOLDERS: dict[str, Callable[[str], object]] = {
    "a link": lambda url: Link(url, "x"),
    "an image": Image,
    "a figure": lambda url: Figure(Image("/x.png"), href=url),
    "a player": Embed,
    "a quotation": lambda url: BlockQuote([Paragraph("x")], cite=url),
    "an author": lambda url: Byline("x", url=url),
    "a blog": lambda url: Blog(url=url),
    "a comment": lambda url: Comment(url=url),
    "a post": lambda url: Post(url=url),
}
_UNSAFE = (
    "javascript:x",
    " JavaScript:x",
    "vbscript:x",
    "data:text/html,x",
    "data:image/svg+xml,x",
    "file:///x",
    "blob:x",
)


@pytest.mark.parametrize("holder", _HOLDERS)
@pytest.mark.parametrize("url", _UNSAFE)
def test_nothing_can_hold_an_address_that_runs(holder: str, url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        _HOLDERS[holder](url)


_IN_JSON: dict[str, Callable[[str], dict[str, Any]]] = {
    "a post": lambda url: {"url": url},
    "a blog": lambda url: {"blog": {"url": url}},
    "an author": lambda url: {"byline": {"names": ["x"], "url": url}},
    "a comment": lambda url: {"comments": [{"replies": [{"url": url}]}]},
    "a link": lambda url: {"body": [{"type": "paragraph", "content": [{"type": "link", "href": url, "content": []}]}]},
    "an image": lambda url: {"body": [{"type": "paragraph", "content": [{"type": "image", "src": url}]}]},
    "a figure": lambda url: {"body": [{"type": "figure", "image": {"type": "image", "src": "/x"}, "href": url}]},
    "a player": lambda url: {"body": [{"type": "embed", "url": url}]},
    "a quotation": lambda url: {"body": [{"type": "block_quote", "content": [], "cite": url}]},
}


@pytest.mark.parametrize("holder", _IN_JSON)
@pytest.mark.parametrize("url", _UNSAFE)
def test_json_with_an_address_that_runs_is_an_error(holder: str, url: str) -> None:
    with pytest.raises(ParseError, match="address"):
        blogpost.from_dict({"schema": "blogpost/1", **_IN_JSON[holder](url)})


@pytest.mark.parametrize("url", _UNSAFE)
def test_a_front_matter_with_an_address_that_runs_is_an_error_or_loses_it(url: str) -> None:
    for front in (f"url: {json.dumps(url)}", f"author: {{name: x, url: {json.dumps(url)}}}"):
        for post in read(f"---\ntitle: x\n{front}\n---\nx\n", "markdown"):
            assert not dangers_of(post)


@pytest.mark.parametrize("url", _UNSAFE)
def test_an_address_given_by_the_caller_does_not_get_in_if_it_runs(url: str) -> None:
    for frame in ("the body of a page", "the content of a feed", "a resource", "a text"):
        document = FRAMES[frame].document('<a href="x">x</a>' if frame != "a text" else "Title\n\nWords.")
        for post in read(document, FRAMES[frame].format, url):
            assert not dangers_of(post)


# ------------------------------------------------------------------------------------------------ readers

_PAGE = """<html><head><meta content='blogger' name='generator'/><base href="{0}"><title>x</title>
<link rel="canonical" href="{0}"><link rel="alternate" href="{0}"><meta property="og:url" content="{0}">
<script type="application/ld+json">{{"@type": "BlogPosting", "url": "{0}", "image": "{0}", "headline": "x",
"author": {{"@type": "Person", "name": "x", "url": "{0}"}}}}</script></head><body><div class='post hentry'>
<a name='5022330011887744550'></a><h3 class='post-title'><a href="{0}">Title</a></h3>
<div class='post-body entry-content'>x <a href="{0}">x</a></div><div class='post-footer'>
<span class='post-author vcard'>Posted by <a class='fn' href="{0}" rel='author'>x</a></span>
<a class='timestamp-link' href="{0}"><abbr class='published' title='2008-10-20T06:41:00-04:00'>6:41</abbr></a>
<span class='post-labels'>Labels: <a href="{0}" rel='tag'>x</a></span>
<span class='post-location'>Location: <a href="{0}">x</a></span></div>
<div class='comments' id='comments'><dl><dt class='comment-author' id='c8800000000000000001'>
<a name='c8800000000000000001'></a><a href="{0}" rel='nofollow'>x</a> said...</dt>
<dd class='comment-body'><p><a href="{0}">x</a></p></dd><dd class='comment-footer'><span class='comment-timestamp'>
<a href="{0}">October 20, 2008 8:08 AM</a></span></dd></dl></div></div></body></html>"""
_CARD = """<div class="h-entry"><a class="u-url p-name" href="{0}">x</a><a class="p-author h-card" href="{0}">x</a>
<img class="u-photo" src="{0}"><div class="e-content">x</div></div>"""
_FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"
xmlns:blogger="http://schemas.google.com/blogger/2018" xmlns:media="http://search.yahoo.com/mrss/"
xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><link rel="alternate" href="{0}"/>
<id>tag:blogger.com,1999:blog-1</id><entry><id>tag:blogger.com,1999:blog-1.post-2</id><title>x</title>
<link rel="alternate" type="text/html" href="{0}"/><link rel="replies" type="text/html" href="{0}"/>
<link rel="enclosure" href="{0}"/><feedburner:origLink>{0}</feedburner:origLink>
<blogger:filename>{0}</blogger:filename><media:thumbnail url="{0}"/><content type="html">x</content>
<author><name>x</name><uri>{0}</uri></author></entry><entry>
<id>tag:blogger.com,1999:blog-1.post-3</id><thr:in-reply-to ref="tag:blogger.com,1999:blog-1.post-2" href="{0}"/>
<link rel="alternate" type="text/html" href="{0}"/><content>x</content>
<author><name>x</name><uri>{0}</uri></author></entry></feed>"""
_RSS = """<rss version="2.0"><channel><link>{0}</link><item><title>x</title><link>{0}</link>
<guid isPermaLink="true">{0}</guid><comments>{0}</comments><enclosure url="{0}"/><description>x</description></item>
</channel></rss>"""


_WXR = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>{0}</link><item><title>x</title><link>{0}</link>
<guid>{0}</guid><content:encoded>x</content:encoded><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type>
<wp:attachment_url>{0}</wp:attachment_url><wp:comment><wp:comment_id>1</wp:comment_id>
<wp:comment_author>x</wp:comment_author><wp:comment_author_url>{0}</wp:comment_author_url>
<wp:comment_content>x</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:commentmeta>
<wp:meta_key>blogger_permalink</wp:meta_key><wp:meta_value>{0}</wp:meta_value></wp:commentmeta></wp:comment></item>
</channel></rss>"""


def _resource(url: str) -> str:
    author = {"id": "1", "displayName": "x", "url": url, "image": {"url": url}}
    reply = {"kind": "blogger#comment", "id": "3", "content": "x", "author": author, "selfLink": url}
    post = {"kind": "blogger#post", "id": "2", "title": "x", "content": "x", "url": url, "selfLink": url}
    return json.dumps({**post, "author": author, "images": [{"url": url}], "replies": {"items": [reply]}})


def _gdata(url: str) -> str:
    entry = {
        "id": {"$t": "tag:blogger.com,1999:blog-1.post-2"},
        "content": {"$t": "x"},
        "link": [{"rel": rel, "type": "text/html", "href": url} for rel in ("alternate", "replies", "self")],
        "author": [{"name": {"$t": "x"}, "uri": {"$t": url}}],
        "media$thumbnail": {"url": url},
    }
    return json.dumps({"feed": {"link": [{"rel": "alternate", "href": url}], "entry": [entry]}})


def _in_xml(template: str) -> Callable[[str], str]:
    return lambda url: template.format(escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", url)))


ADDRESSED: dict[str, tuple[str, Callable[[str], str]]] = {
    "a page": ("html", _PAGE.format),
    "a card": ("html", _CARD.format),
    "a feed": ("atom", _in_xml(_FEED)),
    "a takeout": ("takeout", _in_xml(_FEED)),
    "another's feed": ("rss", _in_xml(_RSS)),
    "a WordPress export": ("wxr", _in_xml(_WXR)),
    "a feed in JSON": ("gdata-json", _gdata),
    "a resource": ("api", _resource),
    "a text": (
        "text",
        lambda url: f"A title\n\nWords, [x]({url}) ![x]({url}).\n\nPosted by [x]({url}) at [6:41]({url})\n",
    ),
}
"""Documents with an address at every place but the body that has one."""


@pytest.mark.parametrize("kind", ADDRESSED)
def test_no_address_of_a_document_gets_into_its_post_if_it_runs(kind: str) -> None:
    name, document = ADDRESSED[kind]
    assert read(document("http://a.example/x.html"), name), "it is read at all"
    for url in ADDRESSES:
        for post in read(document(url), name):
            assert not dangers_of(post), url


_HOLDING_HTML = (
    "the body of a page",
    "the content of a feed",
    "a WordPress export",
    "a resource",
    "a feed in JSON",
    "Markdown",
)


@pytest.mark.parametrize("frame", _HOLDING_HTML)
def test_no_address_in_a_body_gets_through_if_it_runs(frame: str) -> None:
    for url in ADDRESSES:
        for post in read(FRAMES[frame].document("\n".join(around(url))), FRAMES[frame].format):
            assert not dangers_of(post), url


@pytest.mark.parametrize("frame", FRAMES)
def test_nothing_that_runs_gets_through(frame: str) -> None:
    for piece in RUNNING:
        for post in read(FRAMES[frame].document(piece), FRAMES[frame].format):
            assert not dangers_of(post), piece


_pieces = st.one_of(
    st.sampled_from(RUNNING), st.sampled_from(BREAKING), addresses.flatmap(lambda url: st.sampled_from([*around(url)]))
)


@given(st.sampled_from(list(FRAMES)), st.lists(_pieces, min_size=1, max_size=5).map("".join))
def test_nothing_that_is_put_together_gets_through(frame: str, markup: str) -> None:
    for post in read(FRAMES[frame].document(markup), FRAMES[frame].format):
        assert not dangers_of(post)


# ------------------------------------------------------------------------------------------------ text stays text


def whole(text: str) -> Post:
    """A post in which a text stands at every place."""
    byline = Byline((text, text), raw=text, affiliation=text)
    paragraph = Paragraph([Text(text), Link("/x", text, text), Image("/x", text, text), Code(text)])
    body = (
        Heading(1, text),
        paragraph,
        CodeBlock(text, text),
        Table([[[Text(text)]], [[Text(text)]]], 1),
        Table([[[Text(text)]]]),
        List(items=[[Paragraph(text)], [paragraph, BlockQuote([paragraph])]]),
        BlockQuote([Paragraph(text)], "/x"),
        Figure(Image("/x", text, text), text, "/x"),
        Embed("/x", text),
    )
    comment = Comment(id=text, author=byline, body=body)
    return Post(
        id=text,
        blog=Blog(text, text, None, text),
        title=text,
        headline=text,
        byline=byline,
        language=text,
        labels=(text, text),
        location=Location(text),
        body=body,
        comments=(comment, Comment(author=byline, replies=[comment])),
    )


def elements(html: str) -> set[str]:
    root = parse_html(html)
    return set() if root is None else {element.tag for element in root.iter(etree.Element)}


# What renderers make of content in their own way; and what they put around what stands within a cell or a list.
_RENDERED_AS = {"s": "del", "iframe": "iframe"}
_ALWAYS = frozenset(("html", "body", "p", "thead", "tbody"))


def unforeseen(post: Post) -> dict[str, set[str]]:
    """The elements that each renderer shows of a post's Markdown, and that its content has not."""
    content = write_blocks([*post.body, *(block for comment in post.all_comments() for block in comment.body)])
    headings = {f"h{level}" for level in range(1, 7)} if post.comments else set()
    known = elements(content) | {_RENDERED_AS.get(name, name) for name in elements(content)} | headings | _ALWAYS
    shown = {
        name: elements(html) - known - _OF_THEIR_OWN.get(name, frozenset()) for name, html in rendered(post).items()
    }
    return {name: extra for name, extra in shown.items() if extra}


@given(breaking)
# To cmark only ASCII's spaces end a bare address: the one in the first text went on into the code behind it.
@example("<script>run()</script>http://a.example/\u2028")
@example("<script>run()</script>http://a.example/\xa0")
def test_no_text_breaks_out_of_anything(text: str) -> None:
    post = whole(text)
    assert not dangers_of(post)
    assert not unforeseen(post)


@given(posts)
@example(Post(body=[Paragraph([Strong([Image("data:image/webp,%00", title="0*")])])]))
def test_no_post_breaks_out_of_anything(post: Post) -> None:
    assert not dangers_of(post)
    assert not unforeseen(post)


@given(breaking)
def test_text_comes_out_of_html_as_it_was(text: str) -> None:
    post = Post(title=text, headline=text, labels=(text,), byline=Byline(text), body=[Paragraph(text)])
    root = parse_html(blogpost.to_html(post))
    assert root is not None
    wanted = " ".join((post.title or "").split())
    shown = {text_of(element) for element in root.iter("title", "h1")}
    shown |= {text_of(element) for element in root.xpath("//*[@class='p-category' or @class='headline']")}
    assert shown == ({wanted} if wanted else {""})
    assert " ".join(post.text.split()) == text_of(root.xpath("//*[@class='e-content']")[0])


@given(posts | breaking.map(whole))
def test_front_matter_is_what_was_put_into_it(post: Post) -> None:
    front, body = front_and_body(blogpost.to_markdown(post))
    fields = yaml.safe_load(front) or {}
    assert fields.keys() == front_matter.fields_of(post).keys() | (fields.keys() & {"title"})
    assert (fields.get("title") or None) == post.title
    assert tuple(fields.get("tags", ())) == post.labels
    assert body.startswith("\n")


_IN_ARCHIVES = frozenset(
    "feed entry id published updated control draft category title content link author name uri email image generator "
    "extendedProperty point featurename box in-reply-to total".split()
)


@given(posts | breaking.map(whole))
def test_archives_are_xml_whatever_they_hold(post: Post) -> None:
    comments = [
        Comment(author=comment.author and Byline(comment.author.names), body=comment.body) for comment in post.comments
    ]
    sayable = [comment for comment in comments if comment.author is None or comment.author.names]
    archive = Post(title=post.title, blog=post.blog, body=post.body, labels=post.labels, comments=sayable)
    root = etree.fromstring(blogpost.to_blogger_atom([archive]).encode())
    assert {etree.QName(element).localname for element in root.iter()} <= _IN_ARCHIVES
    assert not [
        danger for content in root.iterfind(".//{*}content[@type='html']") for danger in dangers(content.text or "")
    ]


# ------------------------------------------------------------------------------------------------ sites

_PELICAN = frozenset(
    "Title Subtitle Date Modified Slug URL Save_as Status Authors Tags Location Blogger_id Comments_file".split()
)
_SEVERAL_LINES = re.compile(r"^((?:Authors|Tags): .*)(?:\n    .*)+", re.MULTILINE)
_FRONT_KEYS = {
    "hugo": frozenset("title subtitle date lastmod draft url author tags location blogger_id comments_file".split()),
    "jekyll": frozenset(
        "layout title subtitle date last_modified_at permalink author tags location excerpt_separator blogger_id "
        "comments_file".split()
    ),
    "eleventy": frozenset(
        "title subtitle date updated draft permalink dynamicPermalink eleventyExcludeFromCollections author tags "
        "location blogger_id comments_file templateEngineOverride".split()
    ),
    "astro": frozenset(
        "title subtitle date updated draft permalink author tags location blogger_id comments_file".split()
    ),
    "zola": frozenset("title date updated draft path aliases authors taxonomies extra".split()),
}
_TEMPLATES = {
    "hugo": r"\{\{[<%]",
    "jekyll": r"\{[{%]",
    "pelican": r"\{(?:filename|static|attach)\}",
    "eleventy": r"(?!)",  # the front matter turns templates off
    "astro": r"(?!)",  # it has none in Markdown
    "zola": r"\{[{%]",
}


def files_of_site(post: Post, tool: str, folder: Path) -> Iterator[Path]:
    open_site(folder, tool=tool, comments="inline").add(post)
    return (path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("tool", SITES)
@given(text=breaking)
def test_no_text_breaks_out_of_a_site(tool: str, text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    post = whole(text)
    files = files_of_site(post, tool, tmp_path_factory.mktemp("site"))
    (page,) = (file for file in files if file.suffix == ".md" and file.name != "_index.md")
    written = page.read_text(encoding="utf-8")
    if tool == "pelican":
        head, _, body = written.partition("\n\n")
        keys = Counter(line.partition(": ")[0] for line in _SEVERAL_LINES.sub(r"\1", head).split("\n"))
        assert not keys.keys() - _PELICAN
        assert not re.search(r'<[A-Za-z/!?]|"', head), "to Pelican's themes it is HTML"
        assert max(keys.values()) == 1
    elif tool == "zola":
        _, head, body = written.split("+++\n", 2)
        fields = tomllib.loads(head)
        assert fields.keys() <= _FRONT_KEYS[tool]
        assert fields.get("extra", {}).keys() <= {"subtitle", "location", "blogger_id", "comments_file"}
    else:
        head, body = front_and_body(written)
        assert yaml.safe_load(head).keys() <= _FRONT_KEYS[tool]
    assert not re.search(_TEMPLATES[tool], body)


_SETTINGS: dict[str, tuple[str, str, Callable[[str], Any]]] = {
    "hugo": ("hugo.toml", "title", tomllib.loads),
    "jekyll": ("_config.yml", "title", yaml.safe_load),
    "pelican": (
        "pelicanconf.py",
        "SITENAME",
        lambda text: {node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse(text).body},  # type: ignore[attr-defined]
    ),
    "eleventy": (
        "eleventy.config.mjs",
        "title",
        lambda text: json.JSONDecoder().raw_decode(text, text.index(", {") + 2)[0],
    ),
    "zola": ("config.toml", "title", tomllib.loads),
}


@pytest.mark.parametrize("tool", _SETTINGS)
@given(text=breaking)
def test_settings_of_a_site_are_data(tool: str, text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("site")
    post = Post(title="x", blog=Blog(title=text, time_zone=text), language=text)
    open_site(folder, tool=tool).add(post)
    name, key, parse = _SETTINGS[tool]
    written = parse((folder / name).read_text(encoding="utf-8")).get(key) or ""
    title = (post.blog and post.blog.title) or ""
    if tool == "pelican":  # HTML, harmless also to themes that undo its escaping
        assert not re.search("<[A-Za-z/!?]", unescape(written))
        assert "<" not in written
        written, title = (" ".join(words(text)) for text in (unescape(written), title))
    assert written == title


@given(text=breaking)
def test_settings_of_astro_have_only_an_address(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("site")
    open_site(folder, tool="astro").add(Post(title=text, blog=Blog(title=text), language=text))
    written = (folder / "astro.config.mjs").read_text(encoding="utf-8")
    assert written == (Path(__file__).parent / "cases/sites/astro/astro.config.mjs").read_text(encoding="utf-8")
