"""Promise 4: whatever is read or written, its cost is in proportion to its length, or it is beyond a stated limit.

What is measured is how the cost grows over four doublings, so that the machine's speed does not matter. Long runs, with
inputs of a megabyte: BLOGPOST_LINEAR_BASE=64000 python -m pytest tests/test_linear.py
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest

import blogpost
from blogpost import Byline, Comment, NoPostError, ParseError, Post
from blogpost.content import (
    Anchor,
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    List,
    Paragraph,
    Strong,
    Table,
    Text,
)
from blogpost.formats import readable
from blogpost.language import bylines, comments, credit_lines, dates, detection, folding, interface, line_kinds
from blogpost.language.quotations.finding import find_quotations
from blogpost.writers.files import slug
from cost import MOST, Work, slope, without_garbage_collector
from pathological import AROUND, FRAMES, MARKUP, TEXTS, UNMARKED, Filling, Frame


@pytest.fixture(autouse=True)
def no_garbage_collector() -> Iterator[None]:
    with without_garbage_collector():
        yield


# ------------------------------------------------------------------------------------------------ reading

# In the suite, the frames that lead through every reader and codec; long runs take all of them.
_IN_SUITE = (
    "a page",
    "an old page",
    "an unmarked page",
    "the body of a page",
    "the comments of another system's page",
    "the content of a feed",
    "a WordPress export",
    "a web archive",
    "a feed in JSON",
    "a text",
    "the foot of a text",
    "a text in Markdown",
    "Markdown",
    "a front matter",
    "a string in JSON",
)
_IS_LONG = "BLOGPOST_LINEAR_BASE" in os.environ
# libxml2 compares all attributes of a tag: up to the limit, and in documents too short for the limit to be looked for
# (`blogpost.markup.endless_tags`), their cost is their square.
_BELOW_LIMITS = {"many attributes", "many attributes with values"}


def too_steep(ready: Callable[[str], Callable[[int], Work]], names: Iterable[str]) -> dict[str, float]:
    """Of the fillings with these names, those that cost more than their length says, with their slopes."""
    slopes = {name: round(slope(ready(name)), 2) for name in names}
    return {name: steepness for name, steepness in slopes.items() if steepness > MOST}


def fillings(frame: Frame) -> dict[str, Filling]:
    both = {**{f"{name} as text": filling for name, filling in TEXTS.items()}, **MARKUP}
    return {"text": TEXTS, "posts": UNMARKED, "nested posts": AROUND}.get(frame.holds, both)


def reading(frame: Frame, filling: Filling) -> Callable[[int], Work]:
    def ready(size: int) -> Work:
        document = frame.document(filling(size * frame.scale))
        return lambda: read(document, frame.format)

    return ready


def read(document: str, name: str) -> list[Post]:
    try:
        return list(blogpost.iter_posts(document, format=name))
    except (ParseError, NoPostError):
        return []


@pytest.mark.parametrize("frame", FRAMES if _IS_LONG else _IN_SUITE)
def test_reading_costs_what_its_length_says(frame: str) -> None:
    held = fillings(FRAMES[frame])
    assert not too_steep(lambda name: reading(FRAMES[frame], held[name]), held.keys() - _BELOW_LIMITS)


@pytest.mark.parametrize("filling", sorted(_BELOW_LIMITS))
def test_attributes_beyond_the_limit_are_an_error(filling: str) -> None:
    with pytest.raises(ParseError, match="at most 5000 attributes"):
        blogpost.parse(MARKUP[filling](200_000), format="html")


# ------------------------------------------------------------------------------------------------ rules of language

_RULES: dict[str, Callable[[str], object]] = {
    "bylines": bylines.parse_credit,
    "dates": dates.parse_moment,
    "times": dates.parse_time,
    "ISO times": dates.parse_iso,
    "accounts": credit_lines.parse_account,
    "footers": credit_lines.parse_footer,
    "commenters": comments.parse_commenter,
    "comment counts": interface.comment_count,
    "words": interface.keys,
    "rows of words": interface.keys_in_row,
    "text after": lambda text: interface.text_after(text, "labels"),
    "text before": lambda text: interface.text_before(text, "said"),
    "kinds of lines": line_kinds.kinds_of,
    "pieces of lines": line_kinds.pieces_of,
    "languages": lambda text: detection.detect_language(text.split("\n")),
    "folding": folding.folded,
    "quotations": find_quotations,
    "German quotations": lambda text: find_quotations(text, "de"),
    "French quotations": lambda text: find_quotations(text, "fr"),
    "names of files": slug,
}


@pytest.mark.parametrize("rule", _RULES)
def test_rules_of_language_cost_what_the_length_says(rule: str) -> None:
    def applied(filling: str) -> Callable[[int], Work]:
        return lambda size: partial(_RULES[rule], TEXTS[filling](size))

    assert not too_steep(applied, TEXTS)


# ------------------------------------------------------------------------------------------------ writing

_WRITERS: dict[str, Callable[[Post], object]] = {
    "JSON": lambda post: blogpost.to_json(post, quotes=False),
    "Markdown": blogpost.to_markdown,
    "HTML": blogpost.to_html,
    "text": blogpost.to_text,
    "quotations": lambda post: post.quotes,
}


def _whole(text: str) -> Post:
    """A post in which a text stands at every place."""
    byline = Byline((text, text), raw=text, url=f"/{text}", affiliation=text)
    paragraph = Paragraph(text)
    body = (Heading(1, text), paragraph, CodeBlock(text), Table([[[Text(text)]]]), List(items=[[paragraph]]))
    comment = Comment(id=text, author=byline, body=body)
    return Post(id=text, title=text, byline=byline, labels=(text,), body=body, comments=(comment,))


@pytest.mark.parametrize("writer", _WRITERS)
def test_writing_texts_costs_what_their_length_says(writer: str) -> None:
    def written(filling: str) -> Callable[[int], Work]:
        return lambda size: partial(_WRITERS[writer], _whole(TEXTS[filling](size)))

    assert not too_steep(written, TEXTS)


def _nested(levels: int) -> Block:
    block: Block = Paragraph("x")
    for _ in range(levels):
        block = BlockQuote([block])
    return block


def _thread(levels: int) -> Comment:
    comment = Comment(body=[Paragraph("x")])
    for _ in range(levels):
        comment = Comment(body=[Paragraph("x")], replies=(comment,))
    return comment


_POSTS: dict[str, Callable[[int], Post]] = {
    "paragraphs": lambda size: Post(body=[Paragraph("x")] * size),
    "line breaks": lambda size: Post(body=[Paragraph([Text("x"), LineBreak()] * size)]),
    "spans": lambda size: Post(body=[Paragraph([Emphasis("x"), Strong("y")] * size)]),
    "spaced spans": lambda size: Post(body=[Paragraph([Emphasis(" x "), Strong(" y ")] * size)]),
    "links": lambda size: Post(body=[Paragraph([Link("/x", "x")] * size)]),
    "anchors": lambda size: Post(body=[Paragraph([Anchor("x"), Text(" "), Anchor("y")] * size)]),
    "lone anchors": lambda size: Post(body=[Paragraph([Anchor("x")])] * size),
    "anchors in links": lambda size: Post(body=[Paragraph([Link("/x", [Text("x"), Anchor("y")])] * size)]),
    "code": lambda size: Post(body=[Paragraph([Code("x"), Text(" ")] * size)]),
    "a long list": lambda size: Post(body=[List(items=[[Paragraph("x")]] * size)]),
    "lists": lambda size: Post(body=[List(items=[[Paragraph("x")]])] * size),
    "a long table": lambda size: Post(body=[Table([[[Text("x")]]] * size)]),
    "a wide table": lambda size: Post(body=[Table([[[Text("x")]] * size])]),
    "quotes": lambda size: Post(body=[BlockQuote([Paragraph("x")])] * size),
    "deep quotes": lambda size: Post(body=[_nested(50)] * (size // 50 + 1)),
    "a long quote": lambda size: Post(body=[BlockQuote([Paragraph("“x,” said Roe.")] * size)]),
    "comments": lambda size: Post(comments=[Comment(id=str(number)) for number in range(size)]),
    "replies": lambda size: Post(comments=[Comment(replies=[Comment(id=str(number)) for number in range(size)])]),
    "deep threads": lambda size: Post(comments=[_thread(50)] * (size // 50 + 1)),
    "labels": lambda size: Post(labels=[str(number) for number in range(size)]),
    "names": lambda size: Post(byline=Byline([str(number) for number in range(size)])),
}


def test_making_posts_costs_what_their_size_says() -> None:
    assert not too_steep(lambda kind: lambda size: partial(_POSTS[kind], size), _POSTS)


@pytest.mark.parametrize("writer", _WRITERS)
def test_writing_posts_costs_what_their_size_says(writer: str) -> None:
    def written(kind: str) -> Callable[[int], Work]:
        return lambda size: partial(_WRITERS[writer], _POSTS[kind](size))

    assert not too_steep(written, _POSTS)


@pytest.mark.parametrize(
    ("write", "read_back"),
    [(blogpost.to_json, blogpost.from_json), (blogpost.to_markdown, blogpost.from_markdown)],
    ids=["JSON", "Markdown"],
)
def test_reading_back_costs_what_the_size_says(write: Callable[[Post], str], read_back: Callable[[str], Post]) -> None:
    def written(kind: str) -> Callable[[int], Work]:
        return lambda size: partial(read_back, write(_POSTS[kind](size)))

    assert not too_steep(written, _POSTS)


# ------------------------------------------------------------------------------------------------ the measure itself


def test_what_grows_with_the_square_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The measure can fail. Its last look is at inputs 256 times as large, so the work on the first has to be short."""
    monkeypatch.setattr("cost._LEAST_SECONDS", 0.00002)
    assert slope(lambda size: lambda: sum(range(size * size // 100))) > MOST
    assert slope(lambda size: lambda: sum(range(size * 100))) <= MOST


def test_every_reader_is_in_the_suite() -> None:
    formats = {FRAMES[frame].format for frame in _IN_SUITE}
    alike = {
        "jsonl": "json",
        "atom": "atom",
        "rss": "atom",
        "export": "atom",
        "takeout": "atom",
        "api": "gdata-json",
        "wacz": "warc",
    }
    assert {alike.get(name, name) for name in readable()} == {alike.get(name, name) for name in formats}
