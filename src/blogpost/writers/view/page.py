"""The page: its head, the fields, the body, the quotations and the comments, one below the other.

It loads nothing and runs nothing: its security policy forbids both, so that pictures show as their alternative text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from blogpost.markup.html import tag, write_blocks
from blogpost.model import Comment, Post
from blogpost.values import Blog, Byline, Location, Quote
from blogpost.writers.view.marking import marked, told, with_elements
from blogpost.writers.view.style import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_FIELDS = tuple(
    "id kind status blog title headline byline posted_by published updated url language labels location truncated"
    " comment_count".split()
)


def dumps(post: Post) -> str:
    """The post as a page of its own."""
    title = escape(post.title or "A post without a title")
    head = (
        '<meta charset="utf-8">',
        tag("meta", http_equiv="Content-Security-Policy", content_=_POLICY),
        tag("title", title),
        tag("style", f"\n{STYLE}"),
    )
    return _lines(
        "<!DOCTYPE html>",
        f"{_begin(post)}<head>",
        *head,
        "</head><body>",
        tag("h1", title),
        *_sections(post),
        "</body></html>\n",
    )


def _begin(post: Post) -> str:
    return tag("html", None, lang=post.language)


def _sections(post: Post) -> Iterator[str]:
    quotes = post.quotes
    yield _section("Fields", _table(_row(name, _value(getattr(post, name))) for name in _FIELDS))
    body = with_elements(write_blocks(marked(post.body, quotes)), quotes)
    yield _section(f"Body: {len(post.body)} blocks", _legend(quotes) + tag("div", f"\n{body}\n", class_="body"))
    if quotes:
        yield _section("Quotations", _table(map(_quote, quotes)))
    comments = list(post.all_comments())
    if comments:
        yield _section(f"Comments: {len(comments)} read", _thread(post.comments))


def _section(title: str, content: str) -> str:
    return tag("section", _lines("", tag("h2", escape(title)), content, ""))


def _table(rows: Iterable[str]) -> str:
    return tag("table", _lines("", *rows, ""), class_="fields")


def _row(name: str, value: str) -> str:
    return tag("tr", tag("th", escape(name)) + tag("td", value))


def _value(value: object) -> str:
    """What a field holds, as HTML."""
    if value is None or value == ():
        return tag("i", "none", class_="none")
    if isinstance(value, tuple):
        return " ".join(tag("span", escape(str(each)), class_="label") for each in value)
    if isinstance(value, Byline | Blog | Location):
        return escape("; ".join(_details(value)))
    return escape(str(value))


def _details(value: Byline | Blog | Location) -> Iterator[str]:
    if isinstance(value, Byline):
        details: tuple[object, ...] = (", ".join(value.names), value.affiliation, value.url, value.raw)
    elif isinstance(value, Blog):
        details = (value.title, value.url, value.id, value.time_zone)
    else:
        details = (value.name, value.latitude, value.longitude)
    return (str(detail) for detail in details if detail not in (None, ""))


def _legend(quotes: Sequence[Quote]) -> str:
    """How many quotations there are of each kind, in the colours that they have in the body."""
    counted = Counter(quote.kind for quote in quotes)
    each = (tag("mark", f"{kind}: {count}", class_=kind) for kind, count in sorted(counted.items()))
    return tag("p", " ".join(each), class_="legend") if counted else ""


def _quote(quote: Quote) -> str:
    return tag("tr", tag("td", tag("mark", escape(quote.text), class_=quote.kind)) + tag("td", escape(told(quote))))


def _thread(comments: Iterable[Comment]) -> str:
    """Comments and the replies to them, which nest no deeper than content may."""
    return tag("ol", _lines("", *map(_comment, comments), ""), class_="thread")


def _comment(comment: Comment) -> str:
    who = _value(comment.author)
    when = _value(comment.published)
    body = tag("i", "deleted", class_="none") if comment.deleted else write_blocks(marked(comment.body, ()))
    replies = _thread(comment.replies) if comment.replies else ""
    return tag("li", _lines(tag("p", f"{who} · {when}", class_="who"), body, replies), id=comment.id)


def _lines(*parts: str) -> str:
    return "\n".join(parts)
