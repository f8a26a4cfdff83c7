"""Old templates without marks: the parts of their posts are found and marked, to be read like any other page.

A classic template is anybody's HTML with Blogger's tags in it. Its classes vary, but an anchor has the post's number,
the permalink is next to author and time, and a link to the comments follows below. Since 2004, Blogger puts an empty
``div`` that clears floats before the text, and another one after it. These are landmarks (`landmarks`), each in a line
of its own (`shown_lines`). They separate the posts and show which text between two of them is a body (`segments`). The
body is then put into an element of its own (`gathering`).
"""

from __future__ import annotations

import re

from lxml import etree

from blogpost.markup.dom import Element
from blogpost.readers.page.themes import MARKED_BODY, MARKED_POST, MARKED_START, MARKED_TITLE
from blogpost.readers.page.unmarked.gathering import gather
from blogpost.readers.page.unmarked.landmarks import add_class, find_landmarks
from blogpost.readers.page.unmarked.segments import find_segments

__all__ = ["mark_posts", "may_have_posts"]

# The end of every time in Blogger's old standard form, "02:47:00 AM": a page without it needs no search for landmarks.
_STANDARD_TIME = re.compile(r":[0-9]{2}:[0-9]{2}\s+[AP]M")


def may_have_posts(root: Element, source: str) -> bool:
    """Whether a page that nothing else shows to be Blogger's has a time in Blogger's old standard form.

    Args:
        root: the page, or the part of it with the posts.
        source: the text of the page.
    """
    may_have_it = any(_has_half_of_day(source, half) for half in ("AM", "PM"))
    return may_have_it and _STANDARD_TIME.search(_whole_text(root)) is not None


def mark_posts(root: Element, *, language: str, is_blogger_page: bool) -> bool:
    """Mark posts and their parts with classes, and return whether there are any.

    Args:
        root: the page, or the part of it with the posts.
        language: the page's.
        is_blogger_page: whether Blogger made the page.
    """
    # The page keeps all ancestors of its landmarks in use: lxml looks for the next one in use whenever it frees one.
    page = find_landmarks(root, language)
    segments = find_segments(page, is_blogger_page=is_blogger_page)
    for segment in segments:
        body = gather(segment.holder, segment.before, segment.after)
        if body is None:
            continue
        add_class(body, MARKED_BODY)
        add_class(segment.first, MARKED_START)
        if segment.title is not None:
            add_class(segment.title, MARKED_TITLE)
        if segment.is_alone:
            add_class(segment.holder, MARKED_POST)
    return bool(segments)


def _has_half_of_day(source: str, half: str) -> bool:
    """Whether a source has "AM" or "PM" without a letter before it. Searching backwards shows soon that it has none."""
    at = source.rfind(half)
    while at > 0 and source[at - 1].isalpha():
        at = source.rfind(half, 0, at)
    return at >= 0


def _whole_text(root: Element) -> str:
    """All text of a page, including hidden text."""
    return str(etree.tostring(root, method="text", encoding="unicode"))
