"""Soup: Blogger's own fragments, whole and broken, in any order and within each other, are posts or an error.

A few hundred in the suite; HYPOTHESIS_PROFILE=long has more.
"""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

import blogpost
from attacks import breaking
from blogpost import BlogpostError, ParseError
from laws import comes_back, is_written

# ------------------------------------------------------------------------------------------------ fragments

_NUMBERS = st.sampled_from(("111389692188861251", "5022330011887744550", "8800000000000000001", "1", "x"))
_WORDS = st.sampled_from(
    (
        *(
            "Some words of a post.",
            "A title",
            "x",
            "Jane Roe",
            "Thursday, May 3, 2012",
            "7:06 AM",
            "3 comments:",
            "Labels:",
        ),
        *(
            "“Word,” said Jane Roe.",
            "By Jane Roe",
            "Posted by Jane at 7:06 AM",
            "Jane said...",
            "Reply",
            "Links to this post",
        ),
        *(
            "&nbsp;",
            "&#160;&#8220;",
            "&lt;b&gt;",
            "&bogus;",
            "&#1;",
            "\u200b",
            "\x0c",
            "\ufffe",
            "日本語の文。",
            "مرحبا",
            "  \n\t ",
        ),
        *("12 mai 2012", "2012-05-03T07:06:00Z", "publicado por Ana a la/s 7:06", "Veröffentlicht von Ann um 07:06"),
    )
)
_ADDRESSES = st.sampled_from(
    (
        "http://a.blogspot.com/2012/05/x.html",
        "http://a.blogspot.com/2012/05/x.html?showComment=1224504480000#c8800000000000000001",
        *("/search/label/x", "http://www.blogger.com/profile/1", "http://www.blogger.com/comment.g?blogID=1&postID=1"),
        *(
            "http://1.bp.blogspot.com/-x/s320/x.jpg",
            "http://www.youtube.com/embed/x",
            "#c1",
            "http://[",
            "javascript:x",
            "",
        ),
    )
)
# An element's beginning; its end is made of its name. What stands in braces is put in.
_OPENINGS = (
    *(
        "<div>",
        "<p>",
        "<span>",
        "<b>",
        "<i>",
        "<u>",
        "<blockquote>",
        "<pre>",
        "<code>",
        "<center>",
        "<font size=2>",
        "<a>",
    ),
    *(
        "<table>",
        "<tbody>",
        "<tr>",
        "<td>",
        "<th>",
        "<ul>",
        "<ol start=3>",
        "<li>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<h2>",
        "<h3>",
    ),
    *(
        "<figure>",
        "<figcaption>",
        "<section>",
        "<article>",
        "<main>",
        "<aside>",
        "<header>",
        "<footer>",
        "<nav>",
        "<form>",
    ),
    *(
        "<html>",
        "<head>",
        "<body>",
        "<title>",
        "<script>",
        "<style>",
        "<noscript>",
        "<template>",
        "<textarea>",
        "<svg>",
    ),
    "<div class='widget Blog' id='Blog1'>",
    "<div class='blog-posts hfeed'>",
    "<div class='date-outer'>",
    "<h2 class='date-header'>",
    "<div class='post-outer'>",
    "<div class='post hentry' itemscope itemtype='http://schema.org/BlogPosting'>",
    "<h3 class='post-title entry-title' itemprop='name'>",
    "<div class='post-header'>",
    "<div class='post-body entry-content' id='post-body-{number}' itemprop='description articleBody'>",
    "<div class='post-body snippet-container'>",
    "<div class='post-footer'>",
    "<div class='post-footer-line post-footer-line-1'>",
    "<span class='post-author vcard'>",
    "<span class='fn' itemprop='author'>",
    "<span class='post-timestamp'>",
    "<a class='timestamp-link' href='{address}' rel='bookmark'>",
    "<abbr class='published' itemprop='datePublished' title='2008-10-20T06:41:00-04:00'>",
    "<span class='post-labels'>",
    "<a href='{address}' rel='tag'>",
    "<span class='post-location'>",
    "<div class='comments' id='comments'>",
    "<dl class='avatar-comment-indent' id='comments-block'>",
    "<dt class='comment-author' id='c{number}'>",
    "<dd class='comment-body' id='Blog1_cmt-{number}'>",
    "<dd class='comment-footer'>",
    "<span class='comment-timestamp'>",
    "<span class='deleted-comment'>",
    "<ol id='top-ra'>",
    "<li class='comment' id='c{number}'>",
    "<div class='comment-block'>",
    "<p class='comment-content'>",
    "<div class='comment-replies'>",
    "<cite class='user blog-author'>",
    "<div class='blogPost'>",
    "<div class='blogComment'>",
    "<div class='byline'>",
    "<div style='clear: both; padding-bottom: 0.25em'>",
    "<div style='text-align: center; text-decoration: underline; font-weight: bold'>",
    "<table class='tr-caption-container'>",
    "<td class='tr-caption'>",
    "<div class='separator'>",
    "<a href='{address}' imageanchor='1'>",
    "<div class='h-entry'>",
    "<div class='e-content'>",
    "<div class='posts'>",
    "<b:if cond='data:post.title'>",
)
_ALONE = (
    *(
        "<br>",
        "<br/>",
        "<hr>",
        "<!--more-->",
        "<!-- x",
        "-->",
        "<a name='more'></a>",
        "<a name='{number}'></a>",
        "</div>",
    ),
    *(
        "<![CDATA[x]]>",
        "<?x?>",
        "<!x>",
        "<",
        "</",
        "<a href='",
        "\"'>",
        "<div class='post-body",
        "</p></p>",
        "</body></html>",
    ),
    "<meta content='blogger' name='generator'/>",
    "<base href='{address}'>",
    "<link rel='canonical' href='{address}'>",
    "<meta property='og:title' content='A title'>",
    "<img src='{address}' width=1 alt='x'>",
    "<iframe src='{address}'></iframe>",
    "<div style='clear: both;'></div>",
    "<data:post.body/>",
    '<script type=\'application/ld+json\'>{{"@type": "BlogPosting", "headline": "x", "author": [1]}}</script>',
    "<script>var items = [{{'id': '{number}', 'body': '\\x3cb\\x3ex', 'timestamp': '1224504480000'}}];</script>",
    "<script>_WidgetManager._SetDataContext([{{'name': 'blog', 'data': {{'blogId': '1', 'title': 'x'}}}}]);</script>",
)


def _filled(template: str) -> st.SearchStrategy[str]:
    return st.builds(lambda number, address: template.format(number=number, address=address), _NUMBERS, _ADDRESSES)


_alone = st.sampled_from(_ALONE).flatmap(_filled)
_openings = st.sampled_from(_OPENINGS).flatmap(_filled)
_leaves = st.one_of(_WORDS, _WORDS, _alone, _openings, breaking)


def _element(opening: str, inner: list[str], *, is_closed: bool) -> str:
    name = opening[1:].partition(">")[0].split()[0]
    return opening + "".join(inner) + (f"</{name}>" if is_closed else "")


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    closed = st.sampled_from((True, True, True, False))
    return st.builds(
        lambda opening, content, is_closed: _element(opening, content, is_closed=is_closed),
        _openings,
        st.lists(inner, max_size=5),
        closed,
    )


_soup = st.lists(st.recursive(_leaves, _around, max_leaves=25), min_size=1, max_size=4).map("".join)
_GENERATOR = "<meta content='blogger' name='generator'/>"
soups: st.SearchStrategy[str] = st.deferred(lambda: st.builds(str.__add__, st.sampled_from((_GENERATOR, "")), _soup))

# ------------------------------------------------------------------------------------------------ laws


@given(soups)
def test_soup_is_posts_or_an_error(soup: str) -> None:
    try:
        posts = list(blogpost.iter_posts(soup, format="html"))
    except BlogpostError:
        return
    assert posts
    for post in posts:
        comes_back(post)
        is_written(post)


@given(soups)
def test_soup_within_a_post_is_its_body(soup: str) -> None:
    feed = {"kind": "blogger#post", "id": "1", "title": "A title", "content": soup}
    post = blogpost.parse(json.dumps(feed), format="api")
    assert post.title == "A title"
    comes_back(post)
    is_written(post)


@given(soups)
def test_soup_within_markdown_is_content(soup: str) -> None:
    try:
        post = blogpost.from_markdown(f"---\ntitle: A title\n---\n\n{soup}\n")
    except ParseError as error:  # of a comment without an end, which would hide the rest
        assert "end of this comment" in str(error)  # noqa: PT017  the only error there may be
        return
    assert post.title == "A title"
    comes_back(post)
    is_written(post)
