"""What is read of a part of a page, cut out of its source, is what is read of the whole page."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import NoPostError, ParseError, Post
from blogpost.readers.page import page_reader
from blogpost.readers.page.widgets import parse_excerpt

_HEAD = "<html lang='en'><head><meta content='blogger' name='generator'/><title>Blog</title></head><body>"
_FOOT = "<div class='widget Profile'>About me</div></body></html>"


def _widget(title: str, text: str, opening: str = "<div class='widget Blog' id='Blog1'>") -> str:
    body = f"<h3 class='post-title'>{title}</h3><div class='post-body'>{text}</div>"
    return f"{opening}<div class='post hentry'>{body}</div></div>"


_REAL, _FORGED = _widget("Real", "Real words."), _widget("Forged", "Forged words.")
_QUOTED = _widget("Forged", "Forged words.", '<div class="widget Blog" id="Blog1">')


def _whole(page: str) -> list[Post] | str:
    with mock.patch.object(page_reader, "_in_excerpt", return_value=[]):
        return _read(page)


def _read(page: str) -> list[Post] | str:
    try:
        return list(blogpost.iter_posts(page, format="html"))
    except (NoPostError, ParseError) as error:
        return type(error).__name__


# ------------------------------------------------------------------------------------------------ forged widgets

_HIDING = {
    **{
        name: (f"<{name}>", f"</{name}>")
        for name in "iframe xmp textarea title style script noembed noframes noscript template select svg".split()
    },
    "capitals": ("<IFRAME SRC=x>", "</IFRAME >"),
    "a title in svg": ("<svg><title>", "</title></svg>"),
    "a style in math": ("<math><style>", "</style></math>"),
    "a comment": ("<!--", "-->"),
    "a comment with another end": ("<!-- -- > --><!-- x ->", "--!>"),
    "a comment after an empty one": ("<!--><!--", "-->"),
    "a comment in a script": ("<script><!-- <script> </script>", "--></script>"),
    "a bogus comment": ("<!x ", ">"),
    "an instruction": ("<?x ", "?>"),
    "an instruction with a quotation mark": ("<?x '>", "?>"),
    "CDATA": ("<![CDATA[", "]]>"),
    "CDATA in svg": ("<svg><![CDATA[", "]]></svg>"),
    "an attribute": ('<img alt="', '">'),
    "an attribute with an end of a tag": ('<img alt=">', '">'),
    "an attribute with a tag": ('<img alt="<b>x</b>', '">'),
    "an attribute after an apostrophe": ("<p title=it's><img alt=\"", '">'),
    "an attribute without marks": ("<img alt=", ">"),
    "an attribute of the body": ('</head><body title="', '">'),
    "an attribute of an end tag": ('</p title="', '">'),
    "an attribute without end": ('<img alt="', ""),
    "an attribute within marks of the other kind": ("<img alt='", "'>"),
    "a tag without end": ("<p ", ">"),
    "a text area without end": ("<textarea>", ""),
    "plain text": ("<plaintext>", ""),
}


@pytest.mark.parametrize(("opening", "closing"), _HIDING.values(), ids=_HIDING)
@pytest.mark.parametrize("forged", [_FORGED, _QUOTED], ids=["apostrophes", "quotation marks"])
def test_what_is_no_markup_holds_no_widget(opening: str, closing: str, forged: str) -> None:
    page = f"{_HEAD}{opening}{forged}{closing}{_REAL}{_FOOT}"
    assert _read(page) == _whole(page)


@pytest.mark.parametrize("name", ["iframe", "xmp", "textarea", "style", "script", "title", "noembed", "noframes"])
def test_the_post_is_the_real_one(name: str) -> None:
    page = f"{_HEAD}<{name}>{_FORGED}</{name}>{_REAL}{_FOOT}"
    assert [post.title for post in blogpost.iter_posts(page, format="html")] == ["Real"]


@pytest.mark.parametrize(
    "opening", ["<div id=Blog1>", '<DIV ID="Blog1">', "<div id='&#66;log1'>", "<div id = 'Blog1'>"]
)
def test_the_first_widget_counts_however_it_is_written(opening: str) -> None:
    page = f"{_HEAD}{_widget('First', 'First words.', opening)}{_REAL}{_FOOT}"
    assert [post.title for post in blogpost.iter_posts(page, format="html")] == ["First"]


def test_a_widget_in_a_table_ends_with_it() -> None:
    inner = "<div class='post hentry'><div class='post-body'>One.</div></div></td></table>"
    page = f"{_HEAD}<table><tr><td><div class='widget Blog' id='Blog1'>{inner}{_FORGED}</div>{_FOOT}"
    assert _read(page) == _whole(page)


def test_what_stands_behind_the_posts_says_nothing_of_the_page() -> None:
    told = "<meta property='og:url' content='http://a.example/2012/05/x.html'>"
    before, behind = (f"{_HEAD}{page}{_FOOT}" for page in (f"{told}{_REAL}", f"{_REAL}{told}"))
    assert blogpost.parse(before, format="html").url == "http://a.example/2012/05/x.html"
    assert blogpost.parse(behind, format="html").url is None


def test_what_stands_behind_the_end_of_the_page() -> None:
    page = f"{_HEAD}<p>x</p></body></html>{_REAL}{_FOOT}"
    assert _read(page) == _whole(page)


_ORDINARY = (
    "<script type='text/javascript'>var a = \"<b>\"; // it's\n</script><!-- x - y -- z -->"
    "<div class='header' title='it&#39;s'><a href=http://a.example/?a=b>Blog &#169;</a><br/><img alt=\"a > b\"></div>"
    "<script>document.write('<script src=x><\\/script>')</script><meta content='Blog' itemprop='name'/>"
    "<style>p > a { color: red }</style><noscript><p>x</p></noscript><svg viewBox='0 0 1 1'><path d='M0'/></svg>1 < 2"
)


def test_ordinary_pages_are_cut() -> None:
    """Otherwise nothing else here could fail."""
    assert parse_excerpt(f"{_HEAD}{_ORDINARY}{_REAL}{_FOOT}") is not None


# Each of them opens the body before its tag; the last ones are still open there.
_IN_HEAD = ("x", "<p>x</p>", "<a href=x>x</a>", "<noscript><img src=x></noscript>", "<p>", "<b>x", "<ul><li>", "<form>")


@pytest.mark.parametrize("opening", _IN_HEAD)
def test_a_head_may_open_the_body(opening: str) -> None:
    page = f"{_HEAD.replace('</head>', f'{opening}</head>')}{_ORDINARY}{_REAL}{_FOOT}"
    assert _read(page) == _whole(page) != "NoPostError"


def test_pages_whose_head_opens_the_body_are_cut() -> None:
    """They are not parsed twice."""
    page = f"{_HEAD.replace('</head>', '<p>x</p></head>')}{_ORDINARY}{_REAL}{_FOOT}"
    excerpt = parse_excerpt(page)
    assert excerpt is not None
    assert len(excerpt.source) < len(page) - len(_ORDINARY)


# ------------------------------------------------------------------------------------------------ spliced pages

_PIECES = st.sampled_from(
    (
        *(mark for pair in _HIDING.values() for mark in pair if mark),
        *(_ORDINARY, _REAL, _FORGED, _QUOTED, _FOOT),
        *"<body> </body> <head> </head> </html> <div> </div> <p> </p> <form> </form> <select> <b> <ul><li>".split(),
        *"<table> <td> </td> </table> <div\nid=Blog1> <i\nid=blogpost-end></i> ' \" > < = <! -->".split(" "),
        *(
            "<div class='widget x'>",
            "<div class='post'>",
            "<div id='Blog1'>",
            "<h3 class='post-title'>t",
            " x",
            "<a href=x>",
        ),
        *("<meta property='og:url' content='http://a.example/2012/05/x.html'>", "<base href='http://b.example/'>"),
        *("<link rel='canonical' href='http://c.example/2012/05/x.html'>", "<script type='application/ld+json'>"),
        "<html lang='de'>",
    )
)
_spliced = st.builds(
    lambda head, before, between, behind: f"{head}{before}{_REAL}{between}{_FORGED}{behind}{_FOOT}",
    st.sampled_from(
        (
            *(_HEAD, _HEAD.replace("</head><body>", ""), _HEAD.replace("<body>", "<body class='x'>")),
            *(_HEAD.replace("</head>", f"{opening}</head>") for opening in _IN_HEAD),
        )
    ),
    *(st.lists(_PIECES, max_size=4).map("".join) for _ in range(3)),
)


_MARKS = st.sampled_from(("", "<", ">", "'", '"', "=", "/", "!", "-", " ", "\0", "&#66;"))


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """A spliced page from which some characters are taken, or to which some are added."""
    page = draw(_spliced)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(page)))
        stop = start + draw(st.sampled_from((0, 0, 1, 2, 9)))
        page = (
            page[:start]
            + draw(st.sampled_from(("", "<", ">", "'", '"', "=", "/", "!", "-", " ", "\0", "&#66;")))
            + page[stop:]
        )
    return page


@given(page=_mutated())
def test_a_part_says_what_the_whole_says(page: str) -> None:
    assert _read(page) == _whole(page)
