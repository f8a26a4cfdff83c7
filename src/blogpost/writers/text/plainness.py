"""Which posts are read back from their text as they were: text has no escapes, so that not all can be.

A post is plain if no line of it can be taken for anything but what it is. docs/text.md lists the conditions.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from blogpost.content import CodeBlock, walk
from blogpost.language.bylines import parse_credit
from blogpost.language.characters import BULLETS
from blogpost.language.credit_lines import parse_footer
from blogpost.language.folding import folded, folded_words
from blogpost.language.interface import Interface, interface, removal_notices
from blogpost.language.line_breaks import rejoined
from blogpost.language.line_kinds import is_like_title, kinds_of, pieces_of
from blogpost.model import Comment, Post
from blogpost.values import Byline
from blogpost.writers.text.writing import account_of, write_blocks, write_credits

_LONGEST_NAME, _LONGEST_LABELS = 60, 300
_UNMISTAKABLE = 200  # characters of a first line that is taken for no title
_FIRST_YEAR, _LAST_YEAR = 1999, 2068  # of Blogger's; those of two digits are of this century
# What begins an item or a quotation, marks up Markdown, or is a heading over comments in a blog's own words.
_SIGN = re.compile(rf"[>#{BULLETS}]|\d{{1,3}}[.)]\s|.*\]\(|[\d(].*:$")


def is_plain(post: Post, language: str = "en") -> bool:
    """Whether reading `dumps` of a post gives back its title, day and time, byline, text, labels and comments.

    That needs that no line, name, title or label of it is itself a mark of the page in that language; that times are
    of the years of blogs; that the text has its paragraphs from white space alone, and replies are two levels deep.
    """
    words = interface(language)
    return all(_conditions(post, words))


def _conditions(post: Post, words: Interface) -> Iterator[bool]:
    text = post.text.split("\n")
    yield bool(post.text)
    yield all(_is_plain_line(line, words.tag) for line in filter(None, text))
    yield not any(isinstance(node, CodeBlock) and "\n\n" in node.text for node in walk(post.body))
    yield _is_titled(post, text, words)
    yield _is_credited(post, text, words)
    yield _is_of_blogs(post.published)
    yield _are_labels(post.labels, words)
    yield post.location is None or post.location.name is None or _is_plain_line(post.location.name, words.tag)
    yield all(_is_plain_comment(comment, words) for comment in post.all_comments())
    yield not any(reply.replies for comment in post.comments for reply in comment.replies)
    lines = [line for paragraph in write_blocks(post.body) for line in (*paragraph, "")]
    yield rejoined(lines) == lines


def _is_plain_line(line: str, language: str) -> bool:
    """Whether a line is nothing but text, and reads as it is written."""
    return (
        line.isprintable()
        and line == line.strip()
        and not _SIGN.match(line)
        and not kinds_of(line, language)
        and folded(line) != ""
    )


def _is_titled(post: Post, text: Sequence[str], words: Interface) -> bool:
    """Whether the title is one, and the first line below it does not repeat it; without one, no line looks like it."""
    first = text[0]
    if post.title is None:
        return len(first) > _UNMISTAKABLE
    if not (_is_plain_line(post.title, words.tag) and is_like_title(post.title)):
        return False
    title, opening = set(folded_words(post.title)), set(folded_words(first))
    return 2 * len(title & opening) < min(len(title), len(opening)) or len(first) > _UNMISTAKABLE


def _is_credited(post: Post, text: Sequence[str], words: Interface) -> bool:
    """Whether who posted and who wrote it can be read, and no line of the text looks like a byline."""
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
    return len(name) <= _LONGEST_NAME and _is_plain_line(name, words.tag) and any(map(str.isalpha, name))


def _are_labels(labels: Sequence[str], words: Interface) -> bool:
    line = f"{words.printed('labels')} {', '.join(labels)}"
    plain = all(_is_plain_line(label, words.tag) and "," not in label for label in labels)
    return not labels or (plain and len(line) <= _LONGEST_LABELS and pieces_of(line, words.tag) == [line])


def _is_of_blogs(when: dt.date | None) -> bool:
    return when is None or _FIRST_YEAR <= when.year <= _LAST_YEAR


def _is_plain_comment(comment: Comment, words: Interface) -> bool:
    text = comment.text
    return (
        comment.author is not None
        and comment.author.name is not None
        and _is_name(comment.author.name, words)
        and isinstance(comment.published, dt.datetime)
        and _is_of_blogs(comment.published)
        and all(_is_plain_line(line, words.tag) for line in filter(None, text.split("\n")))
        and text not in removal_notices(words.tag)
    )
