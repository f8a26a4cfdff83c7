"""A post as text, as its page shows it, and whether all of it can be read back from there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from blogpost.content import Block, BlockQuote, CodeBlock, List, leaves, walk
from blogpost.language.bylines import parse_credit
from blogpost.language.characters import BULLETS
from blogpost.language.credit_lines import parse_footer
from blogpost.language.date_printing import print_day, print_moment, print_time
from blogpost.language.folding import folded, folded_words
from blogpost.language.interface import Interface, interface, removal_notices
from blogpost.language.line_breaks import rejoined
from blogpost.language.line_kinds import is_like_title, kinds_of, pieces_of
from blogpost.model import Comment, Post
from blogpost.values import Byline
from blogpost.writers.restoring import printed

# ------------------------------------------------------------------------------------------------ writing

Lines = list[str]


def dumps(post: Post, *, language: str = "en") -> str:
    """Write a post as text. `is_plain` tests whether the text reads back as the same post.

    Args:
        post: any post.
        language: a BCP 47 tag. The nearest of Blogger's languages is used.
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
    """The lines at the beginning of a republished article: its headline, and its author if somebody else posted it."""
    author = [printed(post.byline, words)] if post.byline and post.byline != account_of(post) else []
    return [*filter(None, [post.headline]), *author]


def account_of(post: Post) -> Byline | None:
    """The byline below the text: the account that posted it, or the author unless the text has a headline."""
    return post.posted_by or (None if post.headline else post.byline)


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
"""The maximum number of nested quotation marks before a line."""


def write_blocks(blocks: Iterable[Block], marks: int = 0) -> Iterator[Lines]:
    """The lines of each paragraph, with bullets or numbers for items and marks for quotations if text can show them."""
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
    """Whether text can show a list: several items of one line each, numbered from 1."""
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
    """All replies, including replies to replies, since a page shows two levels."""
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


# ------------------------------------------------------------------------------------------------ what can be read back

_MAX_NAME_LENGTH, _MAX_LABELS_LENGTH = 60, 300
_MAX_TITLE_LENGTH = 159  # characters: a longer first line isn't read as a title
_MIN_PROSE_LENGTH = 60  # characters: a shorter first line may be the title below a blog's name
_FIRST_YEAR, _LAST_YEAR = 1999, 2068  # Blogger's first year, and the last that two digits can state
# The beginning of an item or a quotation, markup of Markdown, or a blog's own heading for comments.
_SIGN = re.compile(rf"[>#{BULLETS}]|\d{{1,3}}[.)]\s|.*\]\(|[\d(].*:$")


def is_plain(post: Post, language: str = "en") -> bool:
    """Whether a post's text, as `dumps` writes it, reads back with all fields that text can show.

    These are its title, day and time, byline, text, labels and comments. No line, name, title or label may look like
    another part of the page in that language, and no short line of the text may repeat one above it. Times must be in
    the years of blogs, paragraphs must come from white space alone, and replies must not have replies.
    """
    words = interface(language)
    return all(_conditions(post, words))


def _conditions(post: Post, words: Interface) -> Iterator[bool]:
    text = post.text.split("\n")
    yield bool(post.text)
    yield all(_is_plain_line(line, words.tag) for line in filter(None, text))
    yield not any(isinstance(node, CodeBlock) and "\n\n" in node.text for node in walk(post.body))
    yield _is_titled(post, text, words)
    yield not _repeats_line(text)
    yield _is_credited(post, text, words)
    yield _is_in_years_of_blogs(post.published)
    yield _are_labels(post.labels, words)
    yield post.location is None or post.location.name is None or _is_plain_line(post.location.name, words.tag)
    yield all(_is_plain_comment(comment, words) for comment in post.all_comments())
    yield not any(reply.replies for comment in post.comments for reply in comment.replies)
    lines = dumps(post, language=words.tag).split("\n")
    yield rejoined(lines) == lines


def _is_plain_line(line: str, language: str) -> bool:
    """Whether a line is read as text, unchanged."""
    return (
        line.isprintable()
        and line == line.strip()
        and not _SIGN.match(line)
        and not kinds_of(line, language)
        and folded(line) != ""
    )


def _is_titled(post: Post, text: Sequence[str], words: Interface) -> bool:
    """Whether the title reads as a title that the first line doesn't repeat; or without one, no line reads as one."""
    first = text[0]
    if post.title is None:
        return len(first) > _MAX_TITLE_LENGTH
    if not (_is_plain_line(post.title, words.tag) and is_like_title(post.title)):
        return False
    if post.published is None and len(first) < _MIN_PROSE_LENGTH:
        return False
    title, opening = set(folded_words(post.title)), set(folded_words(first))
    return 2 * len(title & opening) < min(len(title), len(opening)) or len(first) > _MAX_TITLE_LENGTH


def _repeats_line(text: Sequence[str]) -> bool:
    """Whether a line that is short enough for a title repeats one above it, or its end, as titles below menus do."""
    lines = [line for line in text if line]
    short = [line for line in lines if len(line) <= _MAX_TITLE_LENGTH]
    return len(set(short)) < len(short) or any(line.endswith(after) for line, after in pairwise(lines))


def _is_credited(post: Post, text: Sequence[str], words: Interface) -> bool:
    """Whether account and author can be read, and no line of the text looks like a byline."""
    account = account_of(post)
    if account is not None and not _is_account(account, words):
        return False
    lines = filter(None, (*text[:3], text[-1]))
    if any(parse_credit(line, language=words.tag) is not None for line in lines):
        return False
    printed = write_credits(post, words)
    if not printed:
        return True
    credit = parse_credit(printed[-1], language=words.tag)
    has_author = credit is not None and post.byline is not None and credit.byline.name == post.byline.name
    return has_author and all(_is_plain_line(line, words.tag) for line in printed[:-1])


def _is_account(byline: Byline, words: Interface) -> bool:
    line = words.printed_byline(byline.name, None)
    footer = parse_footer(words.printed_byline(byline.name, "12:00"), language=words.tag)
    return byline.name is not None and _is_name(byline.name, words) and footer is not None and pieces_of(line) == [line]


def _is_name(name: str, words: Interface) -> bool:
    return len(name) <= _MAX_NAME_LENGTH and _is_plain_line(name, words.tag) and any(map(str.isalpha, name))


def _are_labels(labels: Sequence[str], words: Interface) -> bool:
    line = f"{words.printed('labels')} {', '.join(labels)}"
    are_plain = all(_is_plain_line(label, words.tag) and "," not in label for label in labels)
    return not labels or (are_plain and len(line) <= _MAX_LABELS_LENGTH and pieces_of(line, words.tag) == [line])


def _is_in_years_of_blogs(when: dt.date | None) -> bool:
    return when is None or _FIRST_YEAR <= when.year <= _LAST_YEAR


def _is_plain_comment(comment: Comment, words: Interface) -> bool:
    text = comment.text
    return (
        comment.author is not None
        and comment.author.name is not None
        and _is_name(comment.author.name, words)
        and isinstance(comment.published, dt.datetime)
        and _is_in_years_of_blogs(comment.published)
        and all(_is_plain_line(line, words.tag) for line in filter(None, text.split("\n")))
        and text not in removal_notices(words.tag)
    )
