"""Read what addresses say about comments: whether they lead to all of a page, to one of them, or to their form.

Addresses at Blogger are read by `blogpost.blogger`.
"""

from __future__ import annotations

import re

from blogpost.readers.page.general.names import COMMENT

_TO_COMMENTS = re.compile(r"#(?:comments?|respond|reply|discussion|disqus_thread)|[?&]replytocom=", re.IGNORECASE)
_TO_ONE = re.compile(r"#c\d", re.IGNORECASE)
_TO_ALL = re.compile(
    r"#(?:comments?|comments?[-_](?:area|container|list|section|wrap)|respond|disqus_thread|reactions?|kommentare?)$|"
    r"/comments/?$",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"(?:comments?|respond|reply|c\d|comment-|disqus_thread|trackbacks?|pings?|notes|t\d)", re.IGNORECASE
)
_NUMBER = re.compile(
    rf"#(?:.*[-_])?(?:c|comm|cmt|comments?[-_]?id|{COMMENT})[-_]?(\d{{1,20}})$", re.IGNORECASE | re.ASCII
)
_PARAMETERS = re.compile(
    r"(?:^|&)(?:(?:replytocom|cid|comments?|showcomments?)=[^&]*|view=comments(?=&|$))", re.IGNORECASE
)


def leads_to_comments(href: str) -> bool:
    """Whether an address leads to the comments on a page or to their form."""
    return ("#" in href or "=" in href) and _TO_COMMENTS.search(href) is not None


def leads_to_comments_or_one(href: str) -> bool:
    """Whether an address leads to the comments on a page or to one of them, by its number."""
    return leads_to_comments(href) or _TO_ONE.search(href) is not None


def leads_to_all_comments(href: str) -> bool:
    """Whether an address leads to the place for comments as a whole, so a link to it may count them."""
    return ("#" in href or "comments" in href.lower()) and _TO_ALL.search(href) is not None


def is_in_comments(fragment: str) -> bool:
    """Whether a fragment names a comment, a trackback or the place for them; the page may be of any theme."""
    return _FRAGMENT.match(fragment) is not None


def answers_comment(href: str) -> bool:
    """Whether an address leads to the form for a reply to a comment."""
    return "replytocom=" in href


def comment_number(href: str) -> str | None:
    """The number of a comment in an address that leads to it."""
    match = _NUMBER.search(href) if "#" in href else None
    return match[1] if match else None


def without_comment(page: str) -> str:
    """An address without a fragment, and without the parameters that choose a comment or show the comments."""
    address, _, query = page.partition("?")
    kept = _PARAMETERS.sub("", query)
    return page if kept == query else address + ("?" + kept if kept else "")
