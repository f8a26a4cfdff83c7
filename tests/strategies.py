"""Every post that can be built, for Hypothesis: all node kinds, nasty text, nesting."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from blogpost import Blog, Byline, Comment, Location, Post
from blogpost.content import (
    Anchor,
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Embed,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    JumpBreak,
    LineBreak,
    Link,
    List,
    Paragraph,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Underline,
)

# What Markdown, YAML, HTML and Unicode give a meaning to, and plain words between.
NASTY = (
    *"*_[]<>&#|~`\\!()-+=:;,.'\"{}%@^$/?0123456789 \t\n\r\x00\x0b\x0c\x1f\x7f\x85\xa0",
    *"\u00ad\u200b\u200e\u200f\u2028\u2029\u202e\u3000\ufeff\ufffd\ufffe\ud800éßñשלום日本語😀\U0010ffff",
    *("**", "***", "__", "~~", "```", "~~~", "---", "===", "***\n", "- ", "+ ", "* ", "1. ", "12) ", "# ", "> ", ">"),
    *("<b>", "</b>", "<!--", "-->", "<!--more-->", "<script>", "</p>", "<br>", "&amp;", "&nbsp;", "&#42;", "&", "]("),
    *(
        "![",
        "](x)",
        "[a]",
        "[a]: b",
        "[^1]",
        "<http://a.b>",
        "http://a.b/c_d_e",
        "www.a.b",
        "a@b.c",
        "<0@a>",
        "\\\\",
        "\\*",
    ),
    *(
        "|---|",
        "| a |",
        "  \n",
        "    code",
        "\t",
        "\n\n",
        "\n---\n",
        "\n...\n",
        "+++",
        "no",
        "null",
        "~",
        "yes",
        "0x1F",
    ),
    *(
        "1e3",
        "2012-10-18",
        "2012-13-45",
        "12:30:45",
        ": ",
        " #",
        "&a",
        "*a",
        "!t",
        "%",
        "@",
        "`",
        "- a",
        "? b",
        "key: v",
    ),
    *("&colon;", "javascript", "&#58;", "\ufdd00\ufdd1", "\ufdd2", "\ue000"),
    *("a", "b", "word", "two words", "Ünïcödé", "«", "»", "“q”", "’s", "…", "—", "ﬁ", "İ", "ǅ"),
)


def _named(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The same strategy without what it consists of, which Hypothesis would print with every message."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Any:
        return draw(strategy)

    return drawn()


_nasty = st.lists(st.sampled_from(NASTY), max_size=8).map("".join)
nasty: st.SearchStrategy[str] = _named(_nasty)
# What Markdown gives a meaning to, beside white space of every kind: what is special may depend on what is next to it,
# and white space on whether it is at an edge. Few letters, so that each comes next to each.
MARKS = tuple("\\`*_[]()<>&#!|~\"'-+=:.^{}")
SPACES = tuple(" \t\n\xa0\u1680\u2000\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\ufeff")
REFERENCES = ("&amp;", "&colon;", "&#58;", "&#58", "&Tab;", "&lt;", "&#160;")
_beside = st.tuples(st.sampled_from(("", "a", "1")), st.sampled_from((*MARKS, *"\\" * 8)), st.sampled_from(SPACES))
_special = st.one_of(_beside.map("".join), st.sampled_from((*MARKS, *REFERENCES, "a")))
_joined = st.lists(_special, max_size=3).map("".join)
_edges: st.SearchStrategy[str] = _named(_joined)
_text = st.one_of(nasty, _edges, st.text(max_size=20), st.sampled_from(("word", "some words", "a")))
text: st.SearchStrategy[str] = _named(_text)
optional_text = st.none() | text

_URLS = (
    "http://example.com/",
    "https://example.com/a?b=c&d=%20#e",
    "http://example.com/a_(b)",
    "http://example.com/a)b(c",
    "http://example.com/a b\tc\nd",
    "/2012/10/post.html",
    "//cdn.example.com/x",
    "a/b.html#c",
    "#top",
    "?q=1",
    "mailto:a@example.com",
    "tel:+4512345678",
    "HTTP://EXAMPLE.com/<b>\"'`\\*_[x]~|&amp;&copy;",
    "http://пример.рф/путь",
    "http://example.com/日本語\u3000\u200b",
    "http://xn--e1afmkfd.example/%E4%B8%AD",
    "javascript%3Aalert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript&#58alert(1)",
    "https://example.com/?a=1&copy;",
)


def _sayable(url: str) -> bool:
    try:
        Link(url, "x")
    except ValueError:
        return False
    return True


_any_url = st.one_of(nasty, _edges, st.text(min_size=1, max_size=12)).filter(_sayable)
_url = st.one_of(st.sampled_from(_URLS), _any_url)
url: st.SearchStrategy[str] = _named(_url)


def _is_of_page(url: str) -> bool:
    try:
        Blog(url=url)
    except ValueError:
        return False
    return True


page_url: st.SearchStrategy[str] = _named(_url.filter(_is_of_page))
image_url = st.one_of(url, st.sampled_from(("data:image/png;base64,iVBORw0KGgo=", "data:image/webp,%00")))

images = st.builds(Image, image_url, optional_text, optional_text)


def _nameable(name: str) -> bool:
    try:
        Anchor(name)
    except ValueError:
        return False
    return True


_names = st.one_of(st.sampled_from(("x", "fn1", "more", "a b", "_ftn*1", "été\u3000|")), text.filter(_nameable))
anchors = st.builds(Anchor, _names)
_leaves = st.one_of(
    st.builds(Text, text), st.builds(Text, text), st.builds(Code, text), images, anchors, st.just(LineBreak())
)
_SPANS = (Emphasis, Strong, Underline, Strikethrough, Superscript, Subscript)


def _spans(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    content = st.lists(inner, max_size=4)
    spans = [st.builds(span, content) for span in _SPANS]
    return st.one_of(*spans[:2], *spans, st.builds(Link, url, content, optional_text))


_inlines = st.recursive(_leaves, _spans, max_leaves=6)
inlines: st.SearchStrategy[Inline] = st.deferred(lambda: _inlines)  # deferred, or every message would print it all
line = st.lists(inlines, max_size=6)

_code = st.lists(st.one_of(text, st.sampled_from(("\n", "  ", "\t", "```", "~~~~", "    "))), max_size=6).map("".join)
# Small blocks whose beginning and end are such texts: among all that can be built, few end in text at all.
_edged_texts = st.builds(Text, _edges)
_edged_line = st.lists(
    st.one_of(
        _edged_texts,
        _edged_texts,
        st.builds(Code, _edges),
        st.just(LineBreak()),
        st.builds(Link, st.just("x"), _edged_texts.map(lambda text: [text]), _edges),
        st.builds(Image, st.just("x"), _edges, _edges),
    ),
    max_size=3,
)
_edged = st.one_of(
    st.builds(Paragraph, _edged_line),
    st.builds(Heading, st.just(2), _edged_line),
    st.builds(Table, st.tuples(st.lists(_edged_line, min_size=1, max_size=2)), st.just(1)),
    st.builds(Figure, st.just(Image("x")), _edged_line),
    st.builds(BlockQuote, st.tuples(st.builds(Paragraph, _edged_line))),
    st.builds(List, items=st.tuples(st.tuples(st.builds(Paragraph, _edged_line)))),
)
_edged_blocks: st.SearchStrategy[Block] = _named(_edged)

_flat_blocks = st.one_of(
    _edged_blocks,
    st.builds(Paragraph, line),
    st.builds(Paragraph, line),
    st.builds(Heading, st.integers(1, 6), line),
    st.builds(CodeBlock, _code, st.none() | st.sampled_from(("python", "c++", "a b`c")) | text),
    st.builds(Figure, images, line, st.none() | url),
    st.builds(Embed, url, st.none() | text),
    st.builds(Table, st.lists(st.lists(line, max_size=3), max_size=3), st.integers(0, 2)),
    st.just(ThematicBreak()),
    st.just(JumpBreak()),
)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    content = st.lists(inner, max_size=4)
    return st.one_of(
        st.builds(BlockQuote, content, st.none() | url),
        st.builds(
            List, st.booleans(), st.sampled_from((0, 1, 1, 1, 3, 99, 999_999_999)), st.lists(content, max_size=4)
        ),
    )


_blocks = st.recursive(_flat_blocks, _nested, max_leaves=6)
blocks: st.SearchStrategy[Block] = st.deferred(lambda: _blocks)
body = st.lists(blocks, max_size=6)

_zones = st.none() | st.builds(
    dt.timezone,
    st.integers(-86399, 86399).map(lambda seconds: dt.timedelta(seconds=seconds)),
)
# Two days from either end, so that every offset can be made a whole minute's.
_datetimes = st.datetimes(
    dt.datetime(1, 1, 3),
    dt.datetime(9999, 12, 29),
    timezones=_zones,  # type: ignore[arg-type]  # zones or none, as documented
)
moments = st.none() | st.dates() | _datetimes

bylines = st.none() | st.builds(
    Byline, text | st.lists(text, max_size=3), optional_text, st.none() | page_url, optional_text
)
blogs = st.none() | st.builds(Blog, optional_text, optional_text, st.none() | page_url, optional_text)
_degrees = st.none() | st.floats(allow_nan=False, allow_infinity=False)
locations = st.none() | st.builds(Location, optional_text, _degrees, _degrees)


def _comments(replies: st.SearchStrategy[list[Comment]]) -> st.SearchStrategy[Comment]:
    return st.builds(
        Comment,
        id=optional_text,
        author=bylines,
        published=moments,
        url=st.none() | page_url,
        body=st.lists(blocks, max_size=2),
        deleted=st.booleans(),
        replies=replies,
    )


_threads = st.recursive(_comments(st.just([])), lambda inner: _comments(st.lists(inner, max_size=3)), max_leaves=4)
comments: st.SearchStrategy[Comment] = st.deferred(lambda: _threads)

_fields: dict[str, st.SearchStrategy[Any]] = {
    "id": optional_text,
    "kind": st.sampled_from(("post", "page")),
    "status": st.sampled_from(("live", "draft", "scheduled", "trashed")),
    "blog": blogs,
    "title": optional_text,
    "headline": optional_text,
    "byline": bylines,
    "posted_by": bylines,
    "published": moments,
    "updated": moments,
    "url": st.none() | page_url,
    "language": st.sampled_from((None, "en", "de", "pt-BR", "x y")),
    "labels": st.lists(text, max_size=4),
    "location": locations,
    "truncated": st.booleans(),
    "comment_count": st.none() | st.integers(0, 2**53 - 1),
    "body": body,
    "comments": st.lists(comments, max_size=3),
}
_posts = st.fixed_dictionaries({}, optional=_fields).map(lambda fields: Post(**fields))
posts: st.SearchStrategy[Post] = st.deferred(lambda: _posts)
