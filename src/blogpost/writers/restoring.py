"""Headlines and bylines put back into the body, for formats that have no field for them.

Blogger's pages show them there, too: readers extract them (`readers.credits`).
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from blogpost.content import Block, Heading, Link, Paragraph
from blogpost.language.interface import Interface, interface
from blogpost.language.locale import FALLBACK
from blogpost.model import Post
from blogpost.values import Byline

HEADLINE_LEVEL = 2


def account_of(post: Post) -> Byline | None:
    """The account that a post belongs to: the one that posted it, else its author."""
    return post.posted_by or post.byline


def with_credits(post: Post) -> Post:
    """The post without a headline, and with its account as its byline. The lost fields are in the body now."""
    account = account_of(post)
    if post.headline is None and post.byline in (None, account):
        return evolve(post, byline=account, posted_by=account)
    body = (*_credits(post, account), *post.body)
    return evolve(post, headline=None, byline=account, posted_by=account, body=body)


def _credits(post: Post, account: Byline | None) -> Iterator[Block]:
    if post.headline:
        yield Heading(HEADLINE_LEVEL, post.headline)
    if post.byline and post.byline != account:
        text = printed(post.byline, interface(post.language or FALLBACK)) or post.byline.url or ""
        yield Paragraph([Link(post.byline.url, text)] if post.byline.url else text)


def printed(byline: Byline, words: Interface) -> str:
    """A byline as it was printed or, if that is unknown, with the introducer of the page's interface."""
    written = byline.raw or words.printed_byline(byline.name, None)
    return ", ".join(filter(None, [written, byline.affiliation]))
