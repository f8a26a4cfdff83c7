"""Laws for every input: for each reader, codec and rule of language, one that raises if it is broken."""

from __future__ import annotations

import datetime as dt
import io
import pickle
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import TypeAlias

import blogpost
from blogpost import BlogpostError, Post
from blogpost.formats import readable
from blogpost.language import comments, credit_lines, dates, interface, line_kinds
from blogpost.language.bylines import parse_credit
from blogpost.language.locale import known
from blogpost.language.quotations.finding import find_quotations
from blogpost.writers.files import name_of
from blogpost.writers.text import is_plain

Law: TypeAlias = Callable[[bytes], None]
"""Takes any bytes, and raises only where the law is broken."""

# ------------------------------------------------------------------------------------------------ readers


def read(data: bytes, name: str | None) -> list[Post]:
    """The posts of an input; those before an error, if it ends with one of ours."""
    posts: list[Post] = []
    try:
        posts.extend(blogpost.iter_posts(data, format=name))
    except BlogpostError as error:
        _can_be_told(error)
    return posts


def _can_be_told(error: BlogpostError) -> None:
    """It says something, and the same from another process."""
    assert str(pickle.loads(pickle.dumps(error))) == str(error) != ""


def posts_or_error(data: bytes, name: str | None) -> None:
    """Posts or a `BlogpostError`, never anything else; and each post survives whatever can be done with it."""
    for post in read(data, name):
        comes_back(post)
        is_written(post)


def comes_back(post: Post) -> None:
    """JSON and Markdown give the same post back, and are written the same again."""
    text = blogpost.to_json(post)
    again = blogpost.from_json(text)
    assert again == post, "JSON gives another post"
    assert blogpost.to_json(again) == text, "JSON is written otherwise"
    text = blogpost.to_markdown(post)
    again = blogpost.from_markdown(text)
    assert again == post, "Markdown gives another post"
    assert blogpost.to_markdown(again) == text, "Markdown is written otherwise"
    assert times_of(again) == times_of(post), "Markdown gives other times"


def times_of(post: Post) -> list[str]:
    """Equal times may be written differently, so they are compared as text, too."""
    moments = [post.published, post.updated, *(comment.published for comment in post.all_comments())]
    return [str(moment) for moment in moments]


def is_written(post: Post) -> None:
    """Every writer writes any post."""
    blogpost.to_html(post)
    blogpost.to_text(post, language=post.language or "en")
    is_plain(post, language="en")
    assert "/" not in name_of(post)
    blogpost.to_wxr([post])
    with suppress(BlogpostError):  # if the schema can't represent the post
        blogpost.to_blogger_atom([post])


def in_zip(data: bytes) -> None:
    """A zip file with these bytes as its feed and its settings."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        feed, _, settings = data.partition(b"\0")
        archive.writestr("Takeout/Blogger/Blogs/x/feed.atom", feed)
        archive.writestr("Takeout/Blogger/Blogs/x/settings.csv", settings)
    posts_or_error(packed.getvalue(), "takeout")


# ------------------------------------------------------------------------------------------------ rules of language

_LANGUAGES = known()


def in_some_language(data: bytes, rule: Callable[[str, str], object]) -> None:
    """A rule takes any text; the first byte chooses the language."""
    rule(data[1:].decode("utf-8", "replace"), _LANGUAGES[data[0] % len(_LANGUAGES)] if data else "en")


def _quotations(text: str, language: str) -> None:
    post = Post(body=[blogpost.content.Paragraph(part) for part in text.split("\n\n")], language=language)
    for quote in (*post.quotes, *find_quotations(post.text, language)):
        assert post.text[quote.start : quote.end] == quote.text
        assert quote.continues is None or quote.continues >= 0


def _bylines(text: str, language: str) -> None:
    parse_credit(text, language=language)
    credit_lines.parse_footer(text, language=language)
    credit_lines.parse_account(text, language=language)
    comments.parse_commenter(text, language=language)
    interface.comment_count(text)
    line_kinds.kinds_of(text)


def _dates(text: str, language: str) -> None:
    moments = (dates.parse_moment(text, language=language, reference_date=dt.date(2012, 5, 3)), dates.parse_iso(text))
    for moment in moments:
        comes_back(Post(published=moment))
    dates.parse_time(text, language=language)


# ------------------------------------------------------------------------------------------------ the table


LAWS: dict[str, Law] = {
    **{name: partial(posts_or_error, name=name) for name in readable()},
    "any": partial(posts_or_error, name=None),
    "takeout-in-zip": in_zip,
    "bylines": partial(in_some_language, rule=_bylines),
    "quotations": partial(in_some_language, rule=_quotations),
    "dates": partial(in_some_language, rule=_dates),
}
"""The laws by their names."""


def broken(seeds: Iterable[bytes], law: Law) -> Iterator[tuple[bytes, Exception]]:
    """The inputs that break a law, each with its exception."""
    for data in seeds:
        try:
            law(data)
        except Exception as error:
            yield data, error
