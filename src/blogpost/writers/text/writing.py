"""The lines of a post as its page shows them: the day, title, text, byline, labels, and comments in threads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from blogpost.content import Block, BlockQuote, List, leaves
from blogpost.language.date_printing import print_day, print_moment, print_time
from blogpost.language.interface import Interface, interface
from blogpost.model import Comment, Post
from blogpost.values import Byline

Lines = list[str]


def dumps(post: Post, *, language: str = "en") -> str:
    """The post as text. `is_plain` tells whether all of it is read back from there.

    Args:
        post: any post.
        language: a BCP 47 tag; the nearest of Blogger's languages is taken.
    """
    words = interface(language)
    parts = [
        [*_day(post, words), *filter(None, [post.title])],
        write_credits(post, words),
        *write_blocks(post.body),
        list(_foot(post, words)),
        *_comments(post, words),
        [words.printed("post_comment")],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _day(post: Post, words: Interface) -> Iterator[str]:
    if post.published is not None:
        yield print_day(post.published, language=words.tag)


def write_credits(post: Post, words: Interface) -> Lines:
    """What a republished article begins with: its headline, and its author where that is not who posted it."""
    author = [_byline(post.byline, words)] if post.byline and post.byline != account_of(post) else []
    return [*filter(None, [post.headline]), *author]


def account_of(post: Post) -> Byline | None:
    """Who is named below the text: who posted it, or else who wrote it, unless an article's own headline names them."""
    return post.posted_by or (None if post.headline else post.byline)


def _byline(byline: Byline, words: Interface) -> str:
    """An author's byline as printed; with the page's own by-word where that is not known."""
    written = byline.raw or words.printed_byline(byline.name, None)
    return ", ".join(filter(None, [written, byline.affiliation]))


def _foot(post: Post, words: Interface) -> Iterator[str]:
    account = account_of(post)
    time = print_time(post.published.time(), language=words.tag) if isinstance(post.published, dt.datetime) else None
    if line := words.printed_byline(account.name if account else None, time):
        yield line
    if post.labels:
        yield f"{words.printed('labels')} {', '.join(post.labels)}"
    if post.location and post.location.name:
        yield f"{words.printed('location')} {post.location.name}"


# ------------------------------------------------------------------------------------------------ body


MAX_MARKS = 8
"""How many marks of quotations, each within the one before, stand before a line."""


def write_blocks(blocks: Iterable[Block], marks: int = 0) -> Iterator[Lines]:
    """The lines of each paragraph; items have signs before them, and quotations marks, as far as text can show them."""
    for block in blocks:
        if isinstance(block, List) and _is_simple(block):
            signs = (f"{number}." if block.ordered else "•" for number in range(1, len(block.items) + 1))
            yield [f"{sign} {_text(item)}" for sign, item in zip(signs, block.items, strict=True)]
        elif isinstance(block, BlockQuote):
            quoted = [["", *lines] for lines in write_blocks(block.content, marks + 1)]
            mark = "> " if marks < MAX_MARKS else ""
            yield [f"{mark}{line}".rstrip() for lines in quoted for line in lines][1:]
        else:
            yield from (text.split("\n") for _, text in leaves([block]))


def _is_simple(block: List) -> bool:
    """Whether a list can be shown as one: several items of a line each, numbered from 1."""
    texts = [_text(item) for item in block.items]
    return len(texts) > 1 and block.start == 1 and all(texts) and not any("\n" in text for text in texts)


def _text(item: Sequence[Block]) -> str:
    return "\n\n".join(text for _, text in leaves(item))


# ------------------------------------------------------------------------------------------------ comments


def _comments(post: Post, words: Interface) -> Iterator[Lines]:
    number = len(list(post.all_comments()))
    if number or post.comment_count is not None:
        yield [words.printed_count(number if post.comment_count is None else post.comment_count)]
    for comment in post.comments:
        yield from _comment(comment, words)
        replies = list(_below(comment))
        yield [words.printed("reply"), *([words.printed("replies")] if replies else [])]
        for reply in replies:
            yield from _comment(reply, words)
        if replies:
            yield [words.printed("reply")]


def _below(comment: Comment) -> Iterator[Comment]:
    """All replies, also those to replies: a page shows two levels."""
    return Post(comments=comment.replies).all_comments()


def _comment(comment: Comment, words: Interface) -> Iterator[Lines]:
    author = comment.author.name if comment.author else None
    when = comment.published
    yield [
        author or words.printed("anonymous"),
        *([print_moment(when, language=words.tag)] if isinstance(when, dt.datetime) else []),
        *([print_day(when, language=words.tag, style="long")] if when and not isinstance(when, dt.datetime) else []),
    ]
    if comment.deleted:
        yield [words.printed("removed_author")]
    yield from write_blocks(comment.body)
