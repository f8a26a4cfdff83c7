"""The lines of a text, and what each may be of a page: a date, a byline, a row of buttons, the head of a comment."""

from __future__ import annotations

import datetime as dt
import re
from enum import Flag, auto
from functools import cache, cached_property

from blogpost.language.bylines import Credit
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.folding import folded
from blogpost.language.footers import parse_account
from blogpost.language.interface import interface
from blogpost.language.interface_lines import comment_count, keys_in_row, text_after, text_before
from blogpost.language.locale import FALLBACK

_LONGEST_ROW = 400  # characters: share links, and labels
_LONGEST_MARKER = 120
_LONGEST_DATE = 60
_HINT = 3  # characters: lines that begin or end like none of the interface's words are none of its lines
_DIGIT = re.compile(r"\d")
_DIVIDER = re.compile(r"\s[|•·–—/-]\s")


class Kind(Flag):
    """What a line may be; a line may be several things, or none: then it is text."""

    TEXT = 0
    DATE = auto()
    """A day, with or without a time."""
    TIME = auto()
    """A time of day alone."""
    CREDIT = auto()
    """Who posted, "Posted by Jane at 7:06 AM", or wrote, "By Jane"."""
    LABELS = auto()
    LOCATION = auto()
    SHARE = auto()
    """Buttons to share the post with, also glued together."""
    COUNT = auto()
    """The heading of the comments, "3 comments:"."""
    SAID = auto()
    """The head of a comment in a flat list, "Jane said..."."""
    ACTION = auto()
    """"Reply", "Delete", and the two glued together."""
    REPLIES = auto()
    """The heading of the replies to a comment."""
    FORM = auto()
    """What stands below the last comment: the form for another, "Post a Comment"."""
    NAVIGATION = auto()
    """Links to other posts and feeds."""
    OTHER = auto()
    """Other words of the interface."""


_OF_KEYS = {
    **dict.fromkeys(("no_comments", "one_comment", "comments_heading"), Kind.COUNT),
    **dict.fromkeys(("reply", "delete"), Kind.ACTION),
    "replies": Kind.REPLIES,
    **dict.fromkeys(
        ("post_comment", "add_comment", "load_more", "loading", "no_more", "members_only", "enter_comment"), Kind.FORM
    ),
    **dict.fromkeys(
        (
            "newer_post",
            "older_post",
            "newer_posts",
            "older_posts",
            "more_posts",
            "home",
            "subscribe_to",
            "post_comments_feed",
            "posts_feed",
            "links_to_post",
            "create_link",
            "popular_posts",
            "powered_by",
            "report_abuse",
            "web_version",
            "view_profile",
        ),
        Kind.NAVIGATION,
    ),
    **dict.fromkeys(("email_this", "blogthis", "share", "get_link", "other_apps", "post_link"), Kind.SHARE),
    "labels": Kind.LABELS,
    "location": Kind.LOCATION,
}
# Buttons to share with, each on a line of its own, as newer themes have them.
_NETWORKS = frozenset(
    "facebook twitter x pinterest whatsapp telegram linkedin tumblr reddit instagram google+ e-mail email print".split()
)
FOOT = Kind.CREDIT | Kind.LABELS | Kind.LOCATION | Kind.SHARE | Kind.COUNT | Kind.FORM | Kind.NAVIGATION


class Line:
    """A line that is not empty.

    Attributes:
        text: without white space at its edges.
        number: in the text, from 0.
        gap: how many empty lines stand before it.
    """

    __slots__ = ("__dict__", "gap", "language", "number", "text")

    def __init__(self, text: str, number: int, gap: int, language: str) -> None:
        self.text = text
        self.number = number
        self.gap = gap
        self.language = language

    def __repr__(self) -> str:
        return f"<{self.number}: {self.text!r}>"

    @cached_property
    def kind(self) -> Kind:
        """Everything that the line may be."""
        text = self.text
        if len(text) > _LONGEST_ROW:
            return Kind.TEXT
        kind = Kind.TEXT
        if len(text) <= _LONGEST_DATE and _DIGIT.search(text):
            kind |= self._kind_by_time()
        starts, ends = _hints(self.language)
        if folded(text[:_HINT]) in starts or _DIGIT.match(text) or text[0] in "(#<":
            kind |= self._kind_by_start()
        if len(text) <= _LONGEST_MARKER and folded(text[-_HINT:]) in ends and text_before(text, "said", self.language):
            kind |= Kind.SAID
        return kind

    def _kind_by_time(self) -> Kind:
        if self.moment is not None:
            return Kind.DATE
        return Kind.TIME if parse_time(self.text, language=self.language) else Kind.TEXT

    def _kind_by_start(self) -> Kind:
        row = keys_in_row(self.text, self.language)
        kind = Kind.TEXT
        for found in row:
            for key in found:
                kind |= _OF_KEYS.get(key, Kind.OTHER)
        if folded(self.text) in _NETWORKS:
            kind |= Kind.SHARE
        if comment_count(self.text, self.language) is not None:
            kind |= Kind.COUNT
        if not row and text_after(self.text, "labels", self.language):
            kind |= Kind.LABELS
        if not row and text_after(self.text, "location", self.language):
            kind |= Kind.LOCATION
        if not row and self.credit is not None and self.credit.by_word:
            kind |= Kind.CREDIT
        return kind

    @cached_property
    def moment(self) -> dt.date | None:
        """The day or time that the line is: by itself, behind "at", with a divider in it, or beside one."""
        if len(self.text) > _LONGEST_DATE:
            return None
        texts = [self.text, text_after(self.text, "at", self.language) or ""]
        if _DIVIDER.search(self.text):
            texts += [_DIVIDER.sub(" ", self.text), *_DIVIDER.split(self.text)]
        moments = (parse_moment(text, language=self.language) for text in texts if text)
        return next((moment for moment in moments if moment is not None), None)

    @cached_property
    def credit(self) -> Credit | None:
        """Who the line says wrote or posted something."""
        return parse_account(self.text, language=self.language) if len(self.text) <= _LONGEST_MARKER else None


@cache
def _hints(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """How the interface's words begin, and how those that stand behind a name end."""
    keys = (*_OF_KEYS, "n_comments", "posted_by", "said")
    words = [(key, word) for tag in (language, FALLBACK) for key in keys for word in interface(tag).words(key)]
    starts = {folded(f"{word} "[:_HINT]) for _, word in words}
    ends = {folded(word[-_HINT:]) for key, word in words if key == "said"}
    starts |= {network[:_HINT] for network in _NETWORKS}
    return frozenset(starts), frozenset(ends | {"...", "…"} | {folded(f"{word[-_HINT + 1 :]}:") for _, word in words})


def lines_of(text: str, language: str) -> list[Line]:
    """The lines of a text that are not empty."""
    lines = []
    gap = 0
    for number, line in enumerate(text.split("\n")):
        if stripped := line.strip():
            lines.append(Line(stripped, number, gap, language))
            gap = 0
        else:
            gap += 1
    return lines
