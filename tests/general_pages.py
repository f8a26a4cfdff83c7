"""Pages of any blog that are made of one thing again and again: what may cost the reader of such pages its square."""

from __future__ import annotations

from pathological import Filling, between, deep, nested, numbered, repeated

_SENTENCE = "She walked from the bay to the sound with a list of every bird and one grudge against gulls."
_POST = (
    '<article class="post"><h2><a href="/2012/{0}/birds/">Birds {0}</a></h2><p class="meta">By Jane on '
    f'<time datetime="2012-10-20">October 20, 2012</time></p><p>{_SENTENCE}</p>'
    '<p><a href="/2012/{0}/birds/">Read more</a></p></article>'
)
_CARD = f'<div class="c"><h3><a href="/p/{{0}}">Other {{0}}</a></h3><p>{_SENTENCE}</p></div>'

FILLINGS: dict[str, Filling] = {
    "paragraphs": repeated(f"<p>{_SENTENCE}</p>"),
    "sentences in lines": repeated(f"{_SENTENCE}<br>"),
    "headings": repeated("<h2>Title</h2>"),
    "headings of the page": repeated("<h1>Title</h1>"),
    "headings that are links": repeated('<h2><a href="/x">Other</a></h2>'),
    "kickers": repeated("<h1><span>Birds</span> <span>Title</span></h1>"),
    "a title of words": between("<h1>", "<i>word</i> ", "</h1>"),
    "posts without links": repeated(f"<h2>Title</h2><p>May 3, 2010</p><p>{_SENTENCE}</p>"),
    "posts without links in boxes": repeated(f"<div><h2>Title</h2><p>May 3, 2010</p><p>{_SENTENCE}</p></div>"),
    "forms in forms' boxes": nested("<div><form><input></form>", "</div>"),
    "cards": numbered(_CARD),
    "cards in cards": nested('<div><h3><a href="/x">Other</a></h3>', "</div>"),
    "articles": repeated(f"<article><h2>Title</h2><p>{_SENTENCE}</p></article>"),
    "nested articles": nested(f"<article><h2>Title</h2><p>{_SENTENCE}</p>", "</article>"),
    "entries": repeated(
        f'<div class="hentry"><h2 class="entry-title">A</h2><div class="entry-content">{_SENTENCE}</div></div>'
    ),
    "nested bodies": nested('<div class="entry-content">', "</div>"),
    "asides": repeated(f"<aside><p>{_SENTENCE}</p></aside>"),
    "nested asides": nested(f'<div class="sidebar"><p>{_SENTENCE}</p>', "</div>"),
    "boilerplate": repeated(f'<div class="related"><p>{_SENTENCE}</p></div>'),
    "nested boilerplate": nested(f'<div class="share"><p>{_SENTENCE}</p>', "</div>"),
    "comments": repeated(f'<div class="comments"><p>{_SENTENCE}</p></div>'),
    "nested comments": nested(f'<div class="comments"><p>{_SENTENCE}</p>', "</div>"),
    "dated lines in comments": between('<div id="comments">', "<p>Jane, May 5, 2013</p><p>x</p>", "</div>"),
    "counts over unnamed comments": repeated(f"<h2>3 comments</h2><p>{_SENTENCE}</p>"),
    "counts and dates": repeated(f"<p>{_SENTENCE}</p><h2>3 comments</h2><p>May 5, 2013</p>"),
    "unnamed comments": repeated(f"<p>Jane says:</p><p>May 5, 2013</p><p>{_SENTENCE}</p>"),
    "links of unnamed comments": numbered('<h3>Title</h3><p><a href="#comment-{0}">May 5, 2013</a></p><p>x</p>'),
    "unnamed comments in lists": nested('<ul><li><a href="#comment-1">Jane says:</a><p>May 5, 2013</p>', "</li></ul>"),
    "forms of unnamed comments": repeated('<form><textarea name="comment"></textarea></form>'),
    "signed comments": between('<div id="comments">', "<p>x</p><p>Posted by Jane, May 5, 2013</p>", "</div>"),
    "end headings": repeated("<h3>Related posts</h3>"),
    "end headings apart": repeated("<div><h3>Related posts</h3></div>"),
    "bold end lines": repeated("<p><b>Related posts</b></p>"),
    "commas in a line": between("<p>Posted by Jane", ",", "f23 October 20, 2012</p>"),
    "meta lines": repeated('<p class="meta">Posted by Jane on October 20, 2012</p>'),
    "see also": repeated('<p>Read also: <a href="/x">Other</a></p>'),
    "label lines": repeated('<p><a href="/tag/x" rel="tag">x</a></p>'),
    "lists of labels": repeated('<div><span>Tags</span><a href="/x">ferry</a></div>'),
    "labels in lines": repeated('<span>Tags</span><a href="/x">ferry</a><br>'),
    "boxes about authors": repeated('<div class="author-box"><a rel="author" href="/author/a">Ann Reed</a></div>'),
    "headings over comments": repeated('<h2><a id="comments"></a>Comments</h2><p>No.</p>'),
    "links at the end": repeated('<h3>More</h3><p><a href="/x">Another page of the site</a></p>'),
    "headings of authors": repeated("<h4>Written by Ann Reed</h4><p>She writes.</p>"),
    "words for days": repeated("<p>Published</p><p>no day</p>"),
    "words of forums": repeated("<p>Joined: 2010</p>"),
    "forms": repeated("<form><input></form>"),
    "forms within": nested("<form><div>", "</div></form>"),
    "boxes of forms": nested("<div><form></form>", "</div>"),
    "share bars": repeated('<ul><li><a href="https://www.facebook.com/sharer?u=x">Share</a></li></ul>'),
    "nested share bars": nested('<div><a href="https://www.facebook.com/sharer?u=x">Share</a>', "</div>"),
    "ledes": repeated(f"<h2>{_SENTENCE}</h2>"),
    "text behind elements": repeated(f"<b>x</b> {_SENTENCE}"),
    "kin": repeated(f'<section class="part"><p>{_SENTENCE}</p></section>'),
    "nested kin": nested(f'<section class="part"><p>{_SENTENCE}</p>', "</section>"),
    "deep kin": deep('<section class="part">', "</section>", 40),
    "lazy images": repeated('<img src="blank.gif" data-src="a.jpg"><noscript><img src="a.jpg"></noscript>'),
    "images for readers without scripts": repeated('<noscript><img src="a.jpg"></noscript>'),
    "nested lazy images": nested('<div><noscript><img src="a.jpg"></noscript>', "</div>"),
    "sets of images": between('<img srcset="', "a.jpg 100w, ", 'a.jpg 1w">'),
    "a set without sizes": between('<img srcset="', "a", '">'),
    "captions": repeated('<div class="wp-caption"><img src="a.jpg"><p>Bay</p></div>'),
    "nested captions": nested('<div class="wp-caption"><img src="a.jpg">', "<p>Bay</p></div>"),
    "galleries": repeated('<dl class="gallery-item"><dt><img src="a.jpg"></dt><dd>Bay</dd></dl>'),
    "smilies": repeated('<img class="wp-smiley" src="a.gif" alt=":-)">'),
    "classes": between('<div class="', "post-content ", '">x</div>'),
    "names": numbered('<div class="post-{0}-related" id="c{0}">x</div>'),
    "posts": numbered(_POST),
    "posts of one address": repeated(_POST),
    "posts among siblings": numbered(
        f'<h3><a href="/p/{{0}}">Birds {{0}}</a></h3><p>{_SENTENCE}</p><p class="posted">By Jane, October 20, 2012</p>'
    ),
    "posts below days": numbered(
        f'<h2 class="date">October 20, 2012</h2><div class="e"><h3>Birds {{0}}</h3><p>{_SENTENCE}</p>'
        '<p><a href="/p/{0}">Permalink</a></p></div>'
    ),
    "posts in rows": numbered(f'<div class="row"><div>{_POST}</div><div>{_POST}</div></div>'),
    "titles with days": numbered('<li><time>2012-10-20</time> <a href="/p/{0}">Birds of the bay {0}</a></li>'),
    "nested posts": nested(f"<div>{_POST.replace('{0}', '1')}", "</div>"),
    "links over posts": repeated(f'<article><h2>Birds</h2><p>{_SENTENCE}</p><a href="/p"></a></article>'),
    "links of one line": between("<p>", '<a href="/p">Birds</a> ', "</p>"),
    "humps": between('<div class="', "postContent", '">x</div>'),
}

PAGE = """<!DOCTYPE html><html lang="en"><head><meta name="generator" content="WordPress 6.4">
<title>Birds - Coast</title>
<meta property="og:title" content="Birds"><meta property="og:type" content="article">
<link rel="canonical" href="https://coast.example/2012/10/birds/"></head><body class="single">{above}
<article class="post"><h1>Birds</h1>{head}
<div class="entry-content"><p>{sentence}</p>{body}<p>{sentence}</p></div>{foot}
</article>{below}</body></html>"""
INDEX = """<!DOCTYPE html><html lang="en"><head><meta name="generator" content="WordPress 6.4"><title>Coast</title>
<link rel="canonical" href="https://coast.example/"></head><body class="home blog"><h1><a href="/">Coast</a></h1>
<main>{posts}{filling}</main></body></html>"""
PLACES = ("above", "head", "body", "foot", "below")


def page(place: str, filling: str) -> str:
    """A post's page with a filling in one of its places."""
    return PAGE.format(**{**dict.fromkeys(PLACES, ""), "sentence": _SENTENCE * 3, place: filling})


def index(filling: str) -> str:
    """A blog's home page with a filling among its posts."""
    posts = "".join(_POST.format(day) for day in ("first", "second", "third"))
    return INDEX.format(posts=posts, filling=filling)


def bare(filling: str) -> str:
    """A page that consists of a filling alone."""
    return f'<html lang="en"><head><title>Birds</title></head><body>{filling}</body></html>'
