"""What costs a careless reader quadratic time, all its memory or its stack: inputs of any length, and their places.

A filling is a function from a number of characters to about that many; a frame puts a filling into a document of some
format, at a place that a reader looks at by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from itertools import cycle
from typing import TypeAlias

from attrs import frozen

Filling: TypeAlias = Callable[[int], str]


def repeated(unit: str) -> Filling:
    return lambda size: unit * max(1, size // len(unit))


def nested(opening: str, closing: str) -> Filling:
    def made(size: int) -> str:
        times = max(1, size // len(opening + closing))
        return f"{opening * times}x{closing * times}"

    return made


def numbered(unit: str) -> Filling:
    """A unit that is never the same twice, by the number in it."""
    return lambda size: "".join(unit.format(number) for number in range(max(1, size // len(unit))))


def between(start: str, unit: str, end: str) -> Filling:
    return lambda size: f"{start}{unit * max(1, size // len(unit))}{end}"


def deep(opening: str, closing: str, levels: int) -> Filling:
    """Many pieces, each nested as deeply as is still read."""
    return repeated(f"{opening * levels}x{closing * levels}")


# ------------------------------------------------------------------------------------------------ text

_UNITS = {
    "letters": "a",
    "capitals": "A",
    "digits": "1",
    "spaces": " ",
    "no-break spaces": "\xa0",
    "tabs": "\t",
    "lines": "\n",
    "carriage returns": "\r",
    "nul": "\0",
    "accents": "\u0301",
    "accented": "e\u0301",
    "joiners": "\u200d",
    "overrides": "\u202e",
    "ideographs": "語",
    "arabic": "م",
    "thai": "ก็",
    "emoji": "👩\u200d🚀",
    "replacement": "\ufffd",
    **{f"{mark} marks": mark for mark in "\"'“”‘’«»„‚‹›「」"},
    **{f"{sign} signs": sign for sign in "-–—―_=+*~`^|/\\.,:;!?@#$%&<>()[]{}…·•"},
    "marks and letters": '"a',
    "quoted letters": '"a" ',
    "quoted names": '"Word," said Jane Roe. ',
    "opening marks": " “a",
    "closing marks": "a” ",
    "apostrophes": "a'a ",
    "nested marks": "“‘",
    "labels": "Roe: “a” ",
    "cues": "said ",
    "names": "Jane ",
    "listed names": "Jane Roe, ",
    "joined names": "Jane and ",
    "initials": "J. ",
    "titles": "Dr. ",
    "bylines": "By Jane ",
    "credits": "Posted by Jane at 7:06 AM ",
    "affiliations": "Jane, Reuters | ",
    "parentheses": "(a) ",
    "numbers": "10 ",
    "clocks": "7:06 ",
    "months": "May ",
    "days": "May 1, 2012 ",
    "numeric days": "1/2/2012 ",
    "zones": "+01:00",
    "comment counts": "3 comments: ",
    "interface words": "Email ThisBlogThis!",
    "addresses": "http://a.b/c ",
    "mail addresses": "a@b.c ",
    "words": "word ",
    "sentences": "Some words stand here. ",
    "code": "`a` ",
    "emphasis": "*a ",
    "strong": "**a** ",
    "mixed emphasis": "*a **a ",
    "underscores": "_a_",
    "strikes": "~~a ",
    "links": "[a](b) ",
    "open links": "[a](",
    "open images": "![a",
    "references": "[a][b] ",
    "autolinks": "<http://a.b> ",
    "open tags": "<a ",
    "open addresses": "[a](<b",
    "backslashes and marks": '\\"',
    "entities": "&amp;",
    "numeric entities": "&#x1F600;",
    "huge entities": "&#99999999999;",
    "no entities": "&a",
    "names of entities": "&notanentity",
    "escapes": "\\u0041",
    "percent": "%41",
    "code fences": "```\n",
    "rules": "***\n",
    "setext": "a\n=\n",
    "quote lines": "> a\n",
    "lazy quotes": ">\n",
    "list lines": "- a\n",
    "number lines": "1. a\n",
    "headings": "# a\n",
    "table rows": "|a|b|\n",
    "indented": "    a\n",
    "front matters": "---\n",
    "comments of html": "<!-- -->\n",
    "reference definitions": "[a]: b\n",
    "footnotes": "[^1]\n",
    "blank lines": "a\n\n",
    "short lines": "a\n",
    "said lines": "Jane said...\nSome words.\nMay 1, 2012 7:06 AM\n",
    "threaded lines": "Jane\nMay 1, 2012 at 7:06 AM\nSome words.\nReply\n",
    "tailed lines": "Some words.\nBy Jane, at 7:06 AM\n",
    "glued lines": "Jane7:06 Some\n",
    "dated lines": "Thursday, May 3, 2012\n",
    "byline lines": "By Jane Roe\n",
    "footer lines": "Posted by Jane at 7:06 AM\n",
    "label lines": "Labels: a, b\n",
    "count lines": "3 comments:\n",
    "reply lines": "Reply\n",
    "replies lines": "Replies\n",
}
TEXTS: dict[str, Filling] = {
    **{name: repeated(unit) for name, unit in _UNITS.items()},
    "nested brackets": nested("[", "]"),
    "nested parentheses": nested("(", ")"),
    "nested links": nested("[", "](a)"),
    "nested images": nested("![", "](a)"),
    "nested emphasis": nested("*a ", " a*"),
    "nested quote marks": nested("“", "”"),
    "nested block quotes": nested("> ", ""),
    "nested lists": nested("- ", ""),
    "staircase": lambda size: "".join(f"{'  ' * i}- a\n" for i in range(max(1, int(size**0.5)))),
    "growing fences": lambda size: "".join(f"{'`' * (i + 3)}\n" for i in range(max(1, int(size**0.5)))),
    "growing code": lambda size: "".join(f"{'`' * i} " for i in range(1, max(2, int(size**0.5)))),
    "numbered references": numbered("[{}]: a\n"),
    "numbered footnotes": numbered("[^{}]: a\n"),
    "wide table": lambda size: f"|{'a|' * (size // 8)}\n|{'-|' * (size // 8)}\n|{'a|' * (size // 8)}\n",
    "table cells": lambda size: f"|{'a|' * 100}\n|{'-|' * 100}\n" + "|\n" * (size // 2),
    "one long title": lambda size: "A title of words " * (size // 17) + "\n\nA paragraph.\n",
}

# ------------------------------------------------------------------------------------------------ markup

_TAGS = {
    "paragraphs": "<p>x</p>",
    "line breaks": "<br>",
    "broken lines": "x<br>",
    "spans": "<span>x</span>",
    "styled spans": '<span style="font-weight: bold">x</span>',
    "bold words": "<b>x</b> ",
    "bold spaces": "<b> </b>",
    "bold with spaces": "x<b> x </b>",
    "links": '<a href="/x">x</a>',
    "empty links": '<a name="x"></a>',
    "images": '<img src="x">',
    "linked images": '<a href="x"><img src="x"></a>',
    "floating images": '<img src="x" style="float: left">',
    "captioned images": "<figure><img src=x><figcaption>x</figcaption></figure>",
    "captioned tables": '<table><tr><td><img src=x></td></tr><tr><td class="tr-caption">x</td></tr></table>',
    "embeds": '<iframe src="http://www.youtube.com/embed/x"></iframe>',
    "rules": "<hr>",
    "jump breaks": "<!--more-->",
    "comments": "<!--x-->",
    "open comments": "<!--x",
    "bogus comments": "<!x>",
    "processing instructions": "<?x>",
    "declarations": "<!DOCTYPE x>",
    "cdata": "<![CDATA[x]]>",
    "list items": "<li>x",
    "lists": "<ul><li>x</li></ul>",
    "definition terms": "<dt>x<dd>x",
    "table cells": "<td>x",
    "table rows": "<tr><td>x<td>x",
    "tables": "<table><tr><td>x<td>x</table>",
    "wide cells": '<td colspan="99">x',
    "headings": "<h3>x</h3>",
    "block quotes": "<blockquote>x</blockquote>",
    "code blocks": "<pre>x</pre>",
    "scripts": "<script>x</script>",
    "gists": "<script src=//gist.github.com/x.js></script>",
    "quotations in lines": "<q>x</q>",
    "open quotations in lines": "<q>x",
    "readings": "<ruby>x<rt>y</ruby>",
    "open rubies": "<ruby>x<rt>y",
    "places": '<a href="#x" name="x">x</a>',
    "indented lines": "&nbsp; &nbsp;x<br>y<br>",
    "indented spans": "<i>&nbsp; </i>&nbsp; ",
    "tweets": '<blockquote class="twitter-tweet">x<a href="//x.com/y">y</a></blockquote>',
    "open tweets": '<blockquote class="twitter-tweet">x<a href="//x.com/y">y</a>',
    "open posts of networks": '<div class="fb-post" data-href="/x">x',
    "open code": '<div style="font-family:monospace;white-space:pre">x',
    "code around images": '<div style="font-family:monospace;white-space:pre">x<img src=x>',
    "numbered items": "<ol><li value=3>x</ol>",
    "counting down": "<ol reversed><li>x<li>x</ol>",
    "open ruled tables": "<table border=1><tr><td>x<td>x<ul><li>x",
    "styles": "<style>x</style>",
    "open bold": "<b>",
    "open bold words": "<b>x",
    "open mixed words": "<b>x<i>x",
    "open links": "<a href=x>x",
    "open paragraphs in links": "<a href=x><p>x",
    "open fonts": "<font color=red>x",
    "open divisions": "<div>x",
    "open block quotes": "<blockquote>x",
    "open lists": "<ul><li>x",
    "open tables": "<table><tr><td>x",
    "open figures": "<figure>x",
    "open figures with images": "<figure><img src=x>x",
    "open captions": "<figure><img src=x><figcaption>x",
    "open captioned tables": '<table><tr><td class="tr-caption">x',
    "open furniture": '<div class="post-footer">x',
    "open forms": "<form>x",
    "open buttons": "<button>x",
    "open scripts": "<script>",
    "open titles": "<title>",
    "end tags": "</b>",
    "end tags of nothing": "</nothing>",
    "open tag names": "<a",
    "unquoted attributes": "<a b=c",
    "half attributes": '<a b="',
    "slashes": "</",
    "heads": "<head><title>x</title></head>",
    "bodies": "<body>x</body>",
    "frames": "<frameset>x",
    "namespaced": "<b:a>x</b:a>",
    "svg": "<svg><p>x",
    "templates": "<template>x",
    "posts": '<div class="post hentry"><h3 class="post-title">x</h3><div class="post-body">x</div></div>',
    "bodies of posts": '<div class="post-body">x</div>',
    "open bodies of posts": '<div class="post-body">x',
    "open posts": '<div class="post">x',
    "entry contents": '<div class="entry-content">x</div>',
    "post anchors": '<a name="111389692188861258"></a>x',
    "titles of posts": '<h3 class="post-title">x</h3>',
    "date headers": '<h2 class="date-header">May 1, 2012</h2>',
    "labels": '<a rel="tag" href="/search/label/x">x</a>',
    "bylines": '<span class="post-author">Posted by <span class="fn">x</span></span>',
    "time links": '<a class="timestamp-link" href="/2012/10/x.html"><abbr class="published" title="2012">x</abbr></a>',
    "footers": '<div class="post-footer">Posted by x at 7:06 AM</div>',
    "comment sections": '<div id="comments"><h4>1 comments:</h4></div>',
    "open comment sections": '<div id="comments">x',
    "flat comments": '<dt class="comment-author">x said...</dt><dd class="comment-body">x</dd>',
    "comment bodies": '<p class="comment-content">x</p>',
    "open comments in threads": '<li class="comment"><p class="comment-content">x</p>',
    "removed comments": '<dd class="comment-body"><span class="deleted-comment">x</span></dd>',
    "old comments": '<div class="blogComment"><a name="1"></a>x<div class="byline">By x, at 7:06</div></div>',
    "clears": '<div style="clear:both;"></div>',
    "cleared bodies": '<div style="clear:both;"></div>x<div style="clear:both; padding-bottom:0.25em"></div>',
    "data": '<script type="application/ld+json">{"@type": "BlogPosting"}</script>',
    "open data": '<script type="application/ld+json">[',
    "metas": '<meta property="og:title" content="x">',
    "link elements": '<link rel="canonical" href="/x">',
    "items in scripts": "<script>var items = [</script>",
    "script calls": "<script>_WidgetManager._RegisterWidget('_BlogView', new _WidgetInfo('Blog1'</script>",
    "cards": '<div class="h-entry"><div class="e-content">x</div></div>',
    "article bodies": '<div itemprop="articleBody">x</div>',
    "articles": "<article>x</article>",
}
MARKUP: dict[str, Filling] = {
    **{name: repeated(unit) for name, unit in _TAGS.items()},
    "nested divisions": nested("<div>", "</div>"),
    "deep divisions": deep("<div>", "</div>", 200),
    "deep spans": deep("<span>", "</span>", 200),
    "deep bold": deep("<b>", "</b>", 200),
    "deep block quotes": deep("<blockquote>", "</blockquote>", 100),
    "deep lists": deep("<ul><li>x", "</ul>", 100),
    "deep tables": deep("<table><tr><td>x<td>", "</table>", 50),
    "shortcodes of captions": repeated("[caption]<img src=x>x[/caption]"),
    "open shortcodes of captions": repeated("[caption]<img src=x>"),
    "open preformatted texts": repeated("<pre>\n\n"),
    "deep captions": deep("<figure><img src=x><figcaption>", "</figure>", 50),
    "deep captioned tables": deep('<table><tr><td class="tr-caption">x<img src=x>', "</table>", 50),
    "deep code": deep("<pre>x", "</pre>", 100),
    "nested bold": nested("<b>", "</b>"),
    "nested block quotes": nested("<blockquote>", "</blockquote>"),
    "one giant attribute": between('<a href="', "x", '">x</a>'),
    "one giant address of spaces": between('<a href="', " ", 'x">x</a>'),
    "one giant address of escapes": between('<a href="', "%zz\t", '">x</a>'),
    "one giant class": between('<p class="', "x ", '">x</p>'),
    "one giant style": between('<p style="', "x: y; ", '">x</p>'),
    "one giant style of decorations": between('<p style="', "text-decoration:", '">x</p>'),
    "one giant title": between('<img src="x" title="', "x ", '">'),
    "one giant image": between('<img src="data:image/png;base64,', "A", '">'),
    "one giant tag name": between("<", "x", ">"),
    "one giant attribute name": between("<p ", "x", "=1>x</p>"),
    "one giant meta": between('<meta property="og:title" content="', "x ", '">'),
    "one giant script": between("<script>", "x = [1, 2]; ", "</script>"),
    "one giant string in a script": between('<script>var items = [{"body": "', "\\x3cb\\x3e", '"}]</script>'),
    "one deep list in a script": between("<script>var items = ", "[", "</script>"),
    "lists in one script": between("<script>", "var items = [", "</script>"),
    "one deep datum": between('<script type="application/ld+json">', "[", "</script>"),
    "many attributes": lambda size: f"<p {' '.join(f'a{i}' for i in range(size // 7))}>x</p>",
    "many attributes with values": lambda size: f"<p {' '.join(f'a{i}={i}' for i in range(size // 14))}>x</p>",
    "many equal attributes": between("<p ", "a=1 ", ">x</p>"),
    "comments in threads": between('<div id="comments"><ol>', _TAGS["open comments in threads"], "</ol></div>"),
    "numbered comments": numbered(
        '<dt class="comment-author" id="c{0}"><a name="c{0}"></a>x said...</dt><dd class="comment-body">x</dd>'
    ),
    "numbered posts": numbered(
        '<a name="{0:018}"></a><h3 class="post-title">x</h3><div class="post-body" id="post-body-{0:018}">x</div>'
    ),
    "numbered anchors": numbered('<a name="{0:018}"></a>x<br>posted by x at 7:06 AM<br>'),
    "items of a script": lambda size: (
        "<script>var items = ["
        + ",".join(f'{{"id":"{i}","parentId":"{i - 1}","body":"x"}}' for i in range(size // 36))
        + "]</script>"
    ),
}

# ------------------------------------------------------------------------------------------------ unmarked pages

# What old templates consist of, by itself, flat, nested, in tables, in lists and between line breaks.
_LANDMARKS = {
    "day": "<h2>Monday, October 20, 2008</h2>",
    "bare day": "October 20, 2008<br>",
    "title": "<h3>Title</h3>",
    "anchor": '<a name="111389692188861258"></a>',
    "clear": '<div style="clear:both;"></div>',
    "end": '<div style="clear:both; padding-bottom:0.25em"></div>',
    "credit": "<p>posted by Jane at 7:06 AM</p>",
    "bare credit": "posted by Jane at 7:06 AM<br>",
    "linked credit": 'posted by Jane at <a href="/2008_10_01_archive.html">7:06 AM</a>',
    "stamped credit": "<div class=sig>posted by Jane at 10/20/2008 07:06:00 AM</div>",
    "comments": '<a href="http://www.blogger.com/comment.g?postID=1">2 comments</a>',
    "permalink": '<a href="/x" title="permanent link">#</a>',
    "empty permalink": '<a href="/x" title="permanent link"></a>',
    "timed link": '<a href="/x">7:06 AM</a>',
    "text": "<p>x</p>",
    "bare text": "x",
}
_COMPOSED = {
    "posts below days": ("day", "text", "linked credit"),
    "posts below days and titles": ("day", "title", "text", "credit", "comments"),
    "credits above texts": ("title", "credit", "text"),
    "posts between anchors": ("anchor", "title", "text", "credit"),
    "cleared posts": ("title", "clear", "bare text", "end", "stamped credit"),
    "posts in broken lines": ("bare day", "bare text", "bare credit"),
    "posts in running lines": ("bare text", "linked credit", "comments"),
    "alternating credits": ("credit", "linked credit"),
    "alternating starts and ends": ("clear", "end"),
    "alternating titles and feet": ("title", "comments"),
    "links of feet": ("permalink", "timed link", "comments"),
    "all landmarks": tuple(_LANDMARKS),
}
_AROUND = {
    "in elements": "<div>{}</div>",
    "in rows": "<table><tr><td>{}</td></tr></table>",
    "in items": "<ul><li>{}</ul>",
    "ever deeper": "{}<div>",
    "ever deeper in lines": "{}<b>",
    "ever deeper in quotes": "<blockquote>{}",
    "ever deeper in titles": "<h3>{}<hr>",
}


_UNITS_OF_PAGES = {
    **{f"{name} alone": unit for name, unit in _LANDMARKS.items()},
    **{name: "".join(_LANDMARKS[part] for part in parts) for name, parts in _COMPOSED.items()},
}
AROUND: dict[str, Filling] = {
    f"{name} {place}": repeated(around.format(unit))
    for name, unit in _UNITS_OF_PAGES.items()
    for place, around in _AROUND.items()
}
UNMARKED: dict[str, Filling] = {
    **{name: repeated(unit) for name, unit in _UNITS_OF_PAGES.items()},
    **{name: AROUND[name] for name in map(" ".join, zip(_UNITS_OF_PAGES, cycle(_AROUND), strict=False))},
    "texts, then credits": lambda size: "<p>x</p>" * (size // 20) + "<p>posted by Jane at 7:06 AM</p>" * (size // 60),
    "credits, then texts": lambda size: "<p>posted by Jane at 7:06 AM</p>" * (size // 60) + "<p>x</p>" * (size // 20),
    "a title of anchors": between("<h3>", '<a name="111389692188861258"></a>', "x</h3>"),
    "a line of empty links": between("<p>", '<a href="/x" title="permanent link"></a>', "x</p>"),
    "lists of links": repeated('<ul><li><a href="/2008_10_01_archive.html">October 2008</a></ul>'),
    "credits with a long rest": repeated(f"posted by Jane at 7:06 AM<b>{'x ' * 99}</b>"),
    "nested credits": nested("<div>posted by Jane at 7:06 AM ", "</div>"),
    "nested anchors": nested('<div><a name="111389692188861258"></a>x', "</div>"),
    "posts that elements cut": repeated("x<div>posted by Jane at 7:06 AM<br>x</div>posted by Jane at 7:06 AM"),
}

# ------------------------------------------------------------------------------------------------ frames


@frozen
class Frame:
    """A document of some format around a filling.

    Attributes:
        scale: how many times longer its fillings are than others: what is wrong there shows in long documents only.
    """

    format: str
    document: Callable[[str], str]
    holds: str = "markup"
    scale: int = 1


_LAYOUTS = """<html><head><meta content='blogger' name='generator'/>{head}<title>Blog: Title</title></head>
<body><div class='widget Blog' id='Blog1'><div class='blog-posts hfeed'>
<h2 class='date-header'>{day}</h2><div class='post-outer'><div class='post hentry'><a name='5022330011887744550'></a>
<h3 class='post-title entry-title'>{title}</h3><div class='post-body entry-content'><p>First.</p>{body}
<p>Last.</p></div>
<div class='post-footer'><span class='post-author vcard'>Posted by <span class='fn'>{author}</span></span>
<span class='post-timestamp'>at <a class='timestamp-link' href='http://a.example/2008/10/x.html' rel='bookmark'><abbr
class='published' title='2008-10-20T06:41:00-04:00'>{time}</abbr></a></span>
<span class='post-labels'>Labels: <a href='/search/label/x' rel='tag'>{label}</a></span></div></div>
<div class='comments' id='comments'><h4>1 comments:</h4><dl id='comments-block'>
<dt class='comment-author' id='c8800000000000000001'><a name='c8800000000000000001'></a>{commenter} said...</dt>
<dd class='comment-body'><p>{comment}</p></dd><dd class='comment-footer'><span class='comment-timestamp'><a
href='http://a.example/2008/10/x.html?showComment=1224504480000#c8800000000000000001'>{commented}</a></span></dd>
</dl></div></div></div></div>{foot}</body></html>"""
_PLACES = {
    "head": "",
    "day": "Monday, October 20, 2008",
    "title": "Title",
    "body": "",
    "author": "Jane Roe",
    "time": "6:41 AM",
    "label": "x",
    "commenter": "Ann",
    "comment": "x",
    "commented": "October 20, 2008 8:08 AM",
    "foot": "",
}


def _layouts(place: str) -> Callable[[str], str]:
    return lambda filling: _LAYOUTS.format_map({**_PLACES, place: filling})


_CLASSIC = """<html><head><meta name="generator" content="Blogger"><title>Blog</title></head><body><h1>Blog</h1>
<span class="stamp">Thursday, February 10, 2005</span><h3>Title</h3>
<div style="clear:both;"></div><p>First.</p>{}<p>Last.</p><div style="clear:both; padding-bottom:0.25em"></div>
<div class="sig">posted by Hedda | <a href="http://a.example/2005/02/x.html">2/10/2005 11:20:00 AM</a></div>
</body></html>"""
_UNMARKED = '<html lang="en"><head><meta name="generator" content="Blogger"></head><body>{}</body></html>'
_UNMARKED_ABOVE = _CLASSIC.replace("<p>First.</p>{}", "<p>First.</p>").replace("<h3>", "{}<h3>", 1)
_ENTRY = """<entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2012-10-18T09:30:00Z</published>
<title type="text">{title}</title><content type="html">{content}</content>
<author><name>{author}</name></author></entry>"""
_FEED = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<id>tag:blogger.com,1999:blog-1</id><title type="text">Blog</title>{}</feed>"""
_RSS = """<rss version="2.0"><channel><title>Blog</title><item><title>Title</title><guid>x</guid>
<description>{}</description></item></channel></rss>"""
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


_WXR = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Blog</title><item><title>{0}</title>
<content:encoded>{0}</content:encoded><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:comment>
<wp:comment_id>1</wp:comment_id><wp:comment_author>{0}</wp:comment_author><wp:comment_content>{0}</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved></wp:comment></item></channel></rss>"""


def _xml(text: str) -> str:
    return escape(text.translate(_FORBIDDEN))


def _entry(place: str) -> Callable[[str], str]:
    places = {"title": "Title", "content": "x", "author": "Jane"}
    return lambda filling: _FEED.format(_ENTRY.format_map({**places, place: _xml(filling)}))


def _gdata(filling: str) -> str:
    entry = {"id": {"$t": "tag:blogger.com,1999:blog-1.post-2"}, "title": {"$t": filling}, "content": {"$t": filling}}
    return json.dumps({"version": "1.0", "feed": {"entry": [entry]}})


def _api(filling: str) -> str:
    return json.dumps({"kind": "blogger#post", "id": "2", "title": filling, "content": filling, "labels": [filling]})


def _own_json(filling: str) -> str:
    body = [{"type": "paragraph", "content": [{"type": "text", "text": filling}]}]
    return json.dumps({"schema": "blogpost/1", "title": filling, "labels": [filling], "body": body})


_OTHERS_COMMENTS = """<!DOCTYPE html><html lang="en"><head><title>The wall</title>
<meta property="og:type" content="article"></head><body class="single"><article class="hentry"><h1>The wall</h1>
<p class="entry-meta">by Jane Moor on <time datetime="2019-05-04">May 4, 2019</time></p><div class="entry-content">
<p>The harbour wall was mended in spring, stone by stone, by the same two men who had mended it before.</p>
</div></article>
<div id="comments"><ol class="comment-list">
<li class="comment" id="comment-1"><cite class="fn">Ann</cite> <time datetime="2019-05-05">May 5, 2019</time>
<div>{}</div></li></ol></div></body></html>"""


def _record(filling: str) -> str:
    """A web archive with a page, and the same once more between its records."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{filling}"
    length = len(block.encode("utf-8", "surrogatepass"))
    return f"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n{filling}"


FRAMES: dict[str, Frame] = {
    "a page": Frame("html", lambda filling: filling),
    "an old page": Frame("html", _CLASSIC.format),
    "an unmarked page": Frame("html", _UNMARKED.format, "posts", scale=24),
    "an unmarked page of nested posts": Frame("html", _UNMARKED.format, "nested posts", scale=24),
    "an unmarked page above its post": Frame("html", _UNMARKED_ABOVE.format, "posts", scale=24),
    "the comments of another system's page": Frame("html", _OTHERS_COMMENTS.format),
    **{f"the {place} of a page": Frame("html", _layouts(place)) for place in _PLACES},
    "the content of a feed": Frame("atom", _entry("content")),
    "the title in a feed": Frame("atom", _entry("title"), "text"),
    "the author in a feed": Frame("atom", _entry("author"), "text"),
    "an item of a feed": Frame("rss", lambda filling: _RSS.format(_xml(filling))),
    "a WordPress export": Frame("wxr", lambda filling: _WXR.format(_xml(filling))),
    "a feed itself": Frame("atom", lambda filling: _FEED.format(filling.translate(_FORBIDDEN))),
    "a web archive": Frame("warc", _record),
    "a feed in JSON": Frame("gdata-json", _gdata),
    "a resource": Frame("api", _api),
    "a text": Frame("text", lambda filling: filling, "text"),
    "the text of a post": Frame(
        "text", lambda filling: f"A title\nOctober 20, 2008\n\nFirst words.\n\n{filling}\n", "text"
    ),
    "the foot of a text": Frame(
        "text",
        lambda filling: (
            f"A title\n\nSome words stand here.\n\nPosted by Jane at 7:06 AM\n1 comments:\nAnn said...\n{filling}\n"
            "October 20, 2008 8:08 AM\n"
        ),
        "text",
    ),
    "a text in Markdown": Frame("text", lambda filling: f"[a](/b) [c](/d)\n\nA title\n\n{filling}\n", "text"),
    "Markdown": Frame("markdown", lambda filling: filling, "both"),
    "Markdown in a quote": Frame("markdown", lambda filling: "> " + filling.replace("\n", "\n> "), "text"),
    "a front matter": Frame("markdown", lambda filling: f"---\n{filling}\n---\n", "text"),
    "a title in a front matter": Frame("markdown", lambda filling: f"---\ntitle: {filling}\n---\n", "text"),
    "a string in JSON": Frame("json", _own_json, "text"),
    "JSON": Frame("json", lambda filling: filling, "text"),
    "JSON lines": Frame("jsonl", lambda filling: filling, "text"),
}
