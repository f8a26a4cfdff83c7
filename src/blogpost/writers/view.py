"""A post as a page for checking by eye: its fields, its body with marked quotations, and its comments in threads.

The page loads and runs nothing. Its security policy forbids both, so images show as their alternative text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from attrs import evolve

from blogpost.content import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Embed,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Text,
    plain_text,
)
from blogpost.markup.html import tag, write_blocks
from blogpost.model import Comment, Post
from blogpost.values import Blog, Byline, Location, Quote
from blogpost.writers.rewriting import Rewriter

# ------------------------------------------------------------------------------------------------ the page

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_FIELDS = tuple(
    "id kind status blog title headline byline posted_by published updated url language labels location truncated"
    " comment_count".split()
)


def dumps(post: Post) -> str:
    """Write a post as a self-contained page."""
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


def frame(post: Post) -> str:
    """Write a post as that page in a frame, for notebooks: nothing in it runs, and its style stays in it."""
    style = "width: 100%; height: 32rem; border: 1px solid #8886; resize: vertical"
    return tag("iframe", escape(repr(post)), srcdoc=dumps(post), sandbox="", style=style)


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
    """The value of a field as HTML."""
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
    """The number of quotations of each kind, in their colours in the body."""
    counted = Counter(quote.kind for quote in quotes)
    each = (tag("mark", f"{kind}: {count}", class_=kind) for kind, count in sorted(counted.items()))
    return tag("p", " ".join(each), class_="legend") if counted else ""


def _quote(quote: Quote) -> str:
    return tag(
        "tr", tag("td", tag("mark", escape(quote.text), class_=quote.kind)) + tag("td", escape(description(quote)))
    )


def _thread(comments: Iterable[Comment]) -> str:
    """Comments and their replies, which nest no deeper than content."""
    return tag("ol", _lines("", *map(_comment, comments), ""), class_="thread")


def _comment(comment: Comment) -> str:
    who = _value(comment.author)
    when = _value(comment.published)
    body = tag("i", "deleted", class_="none") if comment.deleted else write_blocks(marked(comment.body, ()))
    replies = _thread(comment.replies) if comment.replies else ""
    return tag("li", _lines(tag("p", f"{who} · {when}", class_="who"), body, replies), id=comment.id)


def _lines(*parts: str) -> str:
    return "\n".join(parts)


# ------------------------------------------------------------------------------------------------ marks in the body

# Signs for both ends of a quotation: noncharacters, which Unicode reserves for internal use. Posts can still have them.
# They are removed from its text, and those in attributes don't matter, since whole tags are skipped. In written HTML,
# ">" always ends a tag.
_BEGIN, _NUMBERED, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_SIGNS = re.compile(f"<[^>]*>|{_BEGIN}([0-9]+){_NUMBERED}|{_END}")
_NO_SIGNS = str.maketrans(dict.fromkeys((_BEGIN, _NUMBERED, _END)))


def marked(body: Sequence[Block], quotes: Sequence[Quote]) -> tuple[Block, ...]:
    """The body with signs around each quoted piece of text, and with links instead of embeds."""
    return tuple(_Marking(quotes).blocks(body))


def with_elements(html: str, quotes: Sequence[Quote]) -> str:
    """The written HTML with a ``mark`` element instead of each pair of signs.

    The last element of each quotation has its speaker and evidence, which the style shows next to it.
    """
    last = {sign[1]: sign.start() for sign in _SIGNS.finditer(html) if sign[1]}

    def element(sign: re.Match[str]) -> str:
        if sign[1]:
            quote = quotes[int(sign[1])]
            said = attribution(quote) if last[sign[1]] == sign.start() else None
            return tag("mark", None, class_=quote.kind, title=description(quote), data_said=said)
        return "</mark>" if sign[0] == _END else sign[0]

    return _SIGNS.sub(element, html)


def description(quote: Quote) -> str:
    """A quotation's kind, speaker, cue and evidence in one line."""
    speaker = quote.speaker_name or quote.speaker
    parts = (quote.kind, speaker and f"by {speaker}", quote.cue and f"cue: {quote.cue}", f"evidence: {quote.evidence}")
    return ", ".join(filter(None, parts))


def attribution(quote: Quote) -> str | None:
    """The speaker of a quotation and how it is known; None for terms and titles, which nobody says."""
    if quote.kind in ("term", "title"):
        return None
    speaker = quote.speaker_name or quote.speaker
    return f"{speaker}: {quote.evidence}" if speaker else "no speaker"


class _Marking(Rewriter):
    """Walks content in the order of its plain text and keeps track of the offset."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._edges = sorted({edge for quote in quotes for edge in (quote.start, quote.end)})
        self._waiting = sorted(((quote.start, -quote.end, number) for number, quote in enumerate(quotes)), reverse=True)
        self._open: list[tuple[int, int]] = []  # the end and number of each quotation around the offset
        self._offset = 0

    def block(self, block: Block) -> Block:
        if isinstance(block, BlockQuote | List):
            return super().block(block)
        if isinstance(block, Embed):
            return Paragraph([Link(block.url, [Text(_without_signs(block.provider) or _without_signs(block.url))])])
        begin = self._offset
        if isinstance(block, CodeBlock):
            whole: Block = evolve(block, text=self._text(block.text))
        else:
            whole = super().block(block)
        length = len(plain_text([block]))
        self._offset = begin + length + len("\n\n") if length else begin
        return whole

    def row(self, row: Sequence[Sequence[Inline]]) -> list[list[Inline]]:
        cells = []
        for number, cell in enumerate(row):
            self._offset += len(" | ") if number else 0
            cells.append(self.inlines(cell))
        self._offset += len("\n")
        return cells

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Text | Code):
            return evolve(inline, text=self._text(inline.text))
        if isinstance(inline, LineBreak):
            self._offset += len("\n")
        return super().inline(inline)

    def _text(self, text: str) -> str:
        begin, end = self._offset, self._offset + len(text)
        self._offset = end
        edges = self._edges[bisect_right(self._edges, begin) : bisect_left(self._edges, end)]
        pieces = pairwise((begin, *edges, end))
        return "".join(self._signed(text[start - begin : stop - begin], start) for start, stop in pieces)

    def _signed(self, piece: str, offset: int) -> str:
        """A piece of text without edges of quotations, in the signs of the quotations around it."""
        while self._waiting and self._waiting[-1][0] <= offset:
            _, end, number = self._waiting.pop()
            self._open.append((-end, number))
        self._open = [(end, number) for end, number in self._open if end > offset]
        begins = "".join(f"{_BEGIN}{number}{_NUMBERED}" for _, number in self._open)
        return begins + _without_signs(piece) + _END * len(self._open)


def _without_signs(text: str | None) -> str:
    return (text or "").translate(_NO_SIGNS)


# ------------------------------------------------------------------------------------------------ style

STYLE = """\
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 2.5rem; font-size: 1rem; text-transform: uppercase; letter-spacing: .08em; opacity: .7; }
table.fields { border-collapse: collapse; width: 100%; }
table.fields th, table.fields td { text-align: start; vertical-align: top; padding: .2rem .6rem .2rem 0; }
table.fields th { white-space: nowrap; }
table.fields tr { border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
.none { opacity: .5; }
.label { border: 1px solid #8888; border-radius: 1rem; padding: 0 .6rem; }
.body { border-inline-start: 3px solid #8884; padding-inline-start: 1rem; }
.body > * { outline: 1px dotted #8886; outline-offset: 2px; }
.body td, .body th { border: 1px solid #8884; padding: .2rem .5rem; }
img { min-width: 4rem; min-height: 2rem; max-width: 100%; outline: 1px dashed #888; }
pre { overflow-x: auto; }
mark { color: inherit; border-radius: .2rem; padding: 0 .1rem; background: #ffd54f66; }
mark[data-said]::after { content: " [" attr(data-said) "]"; font-size: .8em; opacity: .7; }
mark.term { background: #90a4ae55; }
mark.title { background: #81c78466; }
mark.block { background: #64b5f633; }
ol.thread { list-style: none; padding-inline-start: 1rem; border-inline-start: 3px solid #64b5f688; }
.who { font-weight: 600; margin-bottom: 0; }
"""
