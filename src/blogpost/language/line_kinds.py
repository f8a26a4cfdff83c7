"""Kinds of lines on a page: a date, a byline, a row of buttons, the head of a comment, a possible title."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from attrs import frozen

from blogpost.language.bylines.lexicon import lexicon_of
from blogpost.language.characters import DIVIDER, DIVIDERS
from blogpost.language.credit_lines import by_words, names_poster, parse_account, parse_footer
from blogpost.language.dates import TWO_NUMBERS, parse_moment, parse_time
from blogpost.language.folding import folded
from blogpost.language.interface import comment_count, interface, keys_in_row, text_after, text_before
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.language.system_words import (
    count_in,
    is_control,
    labels_in,
    labels_in_sentence,
    meanings,
    name_before_says,
    section_words,
)
from blogpost.remembering import remembered

# ------------------------------------------------------------------------------------------------ titles

_MAX_TITLE_LENGTH = 159  # characters
_MAX_SENTENCE_LENGTH = 100  # characters; a longer text with a full stop is not a title
_STOPS = (".", "。", "।", "۔")


def is_like_title(text: str) -> bool:
    """Whether a text may be a title: neither too long nor a long sentence."""
    return len(text) < _MAX_SENTENCE_LENGTH or (len(text) <= _MAX_TITLE_LENGTH and not text.endswith(_STOPS))


# ------------------------------------------------------------------------------------------------ kinds of lines

MAX_ROW_LENGTH = 400
"""Characters of the longest line that may be anything but text: share links, and labels."""
_MAX_MARKER_LENGTH = 120
_MAX_DATE_LENGTH = 60
_HINT_LENGTH = 3  # characters; a line of the interface begins or ends like one of its phrases
_MIN_HINT_LENGTH = 1
_SHORT_HINT_LENGTH = 2  # for scripts that write "Reply" in two characters without a space after it
_DECORATION = " \t#<>»«*←→(§¶:~+=_." + DIVIDERS
_PAGERS = frozenset(("older_post", "newer_post"))
_MAX_SECTION_LENGTH = 120
_CLOCK = re.compile(r"\d\s?\D\s?\d\d")  # required in a time, with any mark between hours and minutes


class LineKind:
    """The kinds of lines, as bits: a line may be several things, or none of them (text)."""

    TEXT = 0
    DATE = 1 << 0
    """A day, with or without a time."""
    TIME = 1 << 1
    """A time of day alone."""
    CREDIT = 1 << 2
    """The author: "Posted by Jane at 7:06 AM", or "By Jane"."""
    LABELS = 1 << 3
    LOCATION = 1 << 4
    SHARE = 1 << 5
    """Buttons to share the post, also glued together."""
    COUNT = 1 << 6
    """The heading of the comments, "3 comments:"."""
    SAID = 1 << 7
    """The heading of a comment in a flat list, "Jane said..."."""
    REPLY = 1 << 8
    """The "Reply" button below a comment."""
    DELETE = 1 << 9
    """The "Delete" button, for the blog's author; style sheets hide it."""
    REPLIES = 1 << 10
    """The heading of the replies to a comment."""
    FORM = 1 << 11
    """The form below the last comment, "Post a Comment"."""
    NAVIGATION = 1 << 12
    """Links to other posts and feeds."""
    MORE = 1 << 13
    """The link to the rest of a post, "Read more"."""
    OTHER = 1 << 14
    """Other phrases of the interface."""

    SAYS = 1 << 15
    """The same on other systems, "Jane says:", if a time is next to it; without one, it introduces a quotation."""

    CONTROL = 1 << 16
    """Words around a post or a comment that are neither's text: "5 min read", "Liked by Jane"."""

    STAMP = DATE | TIME
    """The time of a post or a comment."""
    ACTION = REPLY | DELETE
    FOOT = CREDIT | LABELS | LOCATION | SHARE | COUNT | FORM | NAVIGATION
    """Kinds that may follow a post's text."""
    OF_COMMENTS = SAID | ACTION | REPLIES


_BY_KEY: dict[str, int] = {
    **dict.fromkeys(("no_comments", "one_comment", "comments_heading"), LineKind.COUNT),
    "reply": LineKind.REPLY,
    "delete": LineKind.DELETE,
    "replies": LineKind.REPLIES,
    **dict.fromkeys(
        ("post_comment", "add_comment", "load_more", "loading", "no_more", "members_only", "enter_comment"),
        LineKind.FORM,
    ),
    **dict.fromkeys(
        ("newer_post", "older_post", "newer_posts", "older_posts", "more_posts", "home"), LineKind.NAVIGATION
    ),
    **dict.fromkeys(("subscribe_to", "post_comments_feed", "posts_feed", "links_to_post"), LineKind.NAVIGATION),
    **dict.fromkeys(("create_link", "popular_posts", "powered_by", "report_abuse"), LineKind.NAVIGATION),
    **dict.fromkeys(("web_version", "view_profile"), LineKind.NAVIGATION),
    **dict.fromkeys(("email_this", "blogthis", "share", "get_link", "other_apps", "post_link"), LineKind.SHARE),
    "read_more": LineKind.MORE,
    "labels": LineKind.LABELS,
    "location": LineKind.LOCATION,
}
# Phrases that text follows.
_LEADING = {"labels": LineKind.LABELS, "location": LineKind.LOCATION, "posted_by": LineKind.CREDIT}
_MAX_LABEL_LENGTH = 20  # characters before a colon
_PIECES = LineKind.LABELS | LineKind.LOCATION | LineKind.SHARE | LineKind.COUNT
_ROWS = ~(LineKind.COUNT | LineKind.CREDIT)  # kinds of rows; others may begin with the same words
# Buttons to share a post, each on a line of its own in newer themes.
_NETWORKS = frozenset(
    "facebook twitter x pinterest whatsapp telegram linkedin tumblr reddit instagram google+ e-mail email print".split()
)


def kinds_of(line: str, language: str = FALLBACK) -> int:
    """All possible kinds of a line without white space at its edges, as bits of `LineKind`."""
    size = len(line)
    if size <= _MAX_MARKER_LENGTH:
        return _kinds_of_short(line, language)
    likely = _by_beginning(line, _edges(language)) if size <= MAX_ROW_LENGTH else 0
    kinds = _by_words(line, likely, language) if likely else LineKind.TEXT
    return kinds | (LineKind.LABELS if labels_in_sentence(line, language) else LineKind.TEXT)


@remembered(16384)  # the pages of a blog have the same lines around every post
def _kinds_of_short(line: str, language: str) -> int:
    if not line:
        return LineKind.TEXT
    edges = _edges(language)
    kinds = _by_time(line, language) if len(line) <= _MAX_DATE_LENGTH and TWO_NUMBERS.search(line) else LineKind.TEXT
    if likely := _by_beginning(line, edges):
        kinds |= _by_words(line, likely, language)
    is_dated = TWO_NUMBERS.search(line) is not None
    if not kinds & LineKind.CREDIT and (
        (is_dated and names_poster(line, language=language)) or _is_labelled_name(line, language)
    ):
        kinds |= LineKind.CREDIT
    if line[-1] in edges.last and text_before(line, "said", language) is not None:
        kinds |= LineKind.SAID
    return kinds | _on_other_systems(line, language)


def _is_labelled_name(line: str, language: str) -> bool:
    """Whether a line is a name after a label and a colon: "Author: Jane Doe"."""
    label, colon, name = line.partition(":")
    if not colon or not name or len(label) > _MAX_LABEL_LENGTH:
        return False
    credit = parse_account(line, language=language)
    return credit is not None and credit.introducer is not None and credit.introducer.strip() == label.strip()


def _on_other_systems(line: str, language: str) -> int:
    """The kinds of a line by the words of other systems."""
    kinds = LineKind.TEXT
    for key in meanings(line, language):
        kinds |= _BY_KEY.get(key, LineKind.OTHER)
    if is_control(line, language):
        kinds |= LineKind.CONTROL
    if meanings(line.partition(":")[0], language) & _PAGERS and ":" in line:
        kinds |= LineKind.NAVIGATION
    if count_in(line, language) is not None:
        kinds |= LineKind.COUNT
    if labels_in(line, language) is not None or labels_in_sentence(line, language):
        kinds |= LineKind.LABELS
    if name_before_says(line, language) is not None:
        kinds |= LineKind.SAYS
    return kinds


def moment_in(line: str, language: str = FALLBACK) -> dt.date | None:
    """The day or time that a line states: alone, after "at", with a divider in it, or next to one."""
    return _moment_in(line, language) if len(line) <= _MAX_DATE_LENGTH and TWO_NUMBERS.search(line) else None


@remembered(4096)
def time_in(line: str, language: str = FALLBACK) -> dt.time | None:
    """The time of day that a line states, alone or after "at"."""
    around = _without_words(line, language)
    texts = (line, _after_at(line, language), around, _after_at(around, language) if around else "")
    times = (parse_time(text, language=language) for text in texts if text)
    return next((time for time in times if time is not None), None)


def pieces_of(line: str, language: str = FALLBACK, *, kinds: int | None = None) -> list[str]:
    """Split a line below a post into its parts: byline, labels, number of comments, buttons.

    Args:
        line: without white space at its edges.
        language: a BCP 47 tag.
        kinds: the line's `kinds_of`, if known.
    """
    kinds = kinds_of(line, language) if kinds is None else kinds
    if not kinds & (LineKind.CREDIT | LineKind.LABELS) or parse_footer(line, language=language):
        return [line]
    words = line.split()
    for number in range(1, len(words)):
        rest = " ".join(words[number:])
        if _is_piece(rest, kinds, language):
            before = " ".join(words[:number])
            if kinds_of(before, language) & kinds:
                return [before, *pieces_of(rest, language)]
    return [line]


def _is_piece(rest: str, before: int, language: str) -> bool:
    """Whether the end of a line is a part of its own, rather than a part of the names or labels before it."""
    likely = _by_beginning(rest, _edges(language))
    if before & LineKind.LABELS:
        return bool(likely & LineKind.COUNT) and comment_count(rest, language) is not None
    return bool(likely & _PIECES) and bool(kinds_of(rest, language) & _PIECES)


# ------------------------------------------------------------------------------------------------ times


def _by_time(line: str, language: str) -> int:
    if _moment_in(line, language) is not None:
        return LineKind.DATE
    return LineKind.TIME if _CLOCK.search(line) and time_in(line, language) else LineKind.TEXT


@remembered(4096)  # each line is read twice: for its kind, and for its content
def _moment_in(line: str, language: str) -> dt.date | None:
    texts = [line, _after_at(line, language)]
    if around := _without_words(line, language):
        texts += [around, _after_at(around, language)]
    if DIVIDER.search(line):
        texts += [DIVIDER.sub(" ", line), *DIVIDER.split(line)]
    moments = (parse_moment(text, language=language) for text in texts if text)
    return next((moment for moment in moments if moment is not None), None)


def _without_words(line: str, language: str) -> str:
    """The line without a word such as "Posted" before a time, and without a section after it; empty if it has none."""
    posted, section = around_times(language)
    if not posted.match(line) and not section.search(line):
        return ""
    return section.sub("", posted.sub("", line, count=1), count=1).strip()


@by_locale
def around_times(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words around the time of a post: those before it, such as "Posted", and a section after it."""
    words = lexicon_of(language)
    later = tuple(map(folded, words.updated))
    posted = [re.escape(word) for word in words.posted if not folded(word).endswith(later)]
    sections = [re.escape(word) for word in section_words(language)]
    posted.sort(key=len, reverse=True)
    sections.sort(key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(posted)})\b\s*[:：]?\s*", re.IGNORECASE), re.compile(
        rf"(?<=\d|[mM.])\s+(?:{'|'.join(sections)})\s+\S.*$"
    )


def section_after(line: str, when: str, language: str = FALLBACK) -> str:
    """The sections that a line names after a time: "Books, Maps" in "… at 10:23 AM in Books, Maps | Permalink"."""
    section = around_times(language)[1].search(line[: line.find(when) + len(when) + _MAX_SECTION_LENGTH])
    if section is None or section.start() < line.find(when):
        return ""
    words = section[0].split(None, 1)[1]
    return DIVIDER.split(words)[0].rstrip(" .|")


def _after_at(line: str, language: str) -> str:
    """The text after "at" at the start of a line; empty for other lines."""
    if folded(line[:_MIN_HINT_LENGTH]) not in _edges(language).at:
        return ""
    return text_after(line, "at", language) or ""


# ------------------------------------------------------------------------------------------------ words


@frozen
class _Edges:
    """Beginnings of phrases with the kinds of their lines; beginnings of "at", and last letters of "said..."."""

    starts: Mapping[str, int]
    short_starts: Mapping[str, int]
    at: frozenset[str]
    last: frozenset[str]


def _by_beginning(line: str, edges: _Edges) -> int:
    start = line[:_HINT_LENGTH]
    if start[0] in _DECORATION:
        start = line.lstrip(_DECORATION)[:_HINT_LENGTH]
    if start.isascii():
        return LineKind.COUNT if start[:1].isdigit() else edges.starts.get(start.lower(), 0)
    kinds = edges.starts.get(folded(start), 0) | edges.short_starts.get(folded(start[:_SHORT_HINT_LENGTH]), 0)
    return kinds | LineKind.COUNT if start[0].isdigit() else kinds


def _by_words(line: str, likely: int, language: str) -> int:
    """The kinds that the phrases of the interface confirm, of those that the beginning of a line allows."""
    kinds = LineKind.TEXT
    if likely & LineKind.COUNT and comment_count(line, language) is not None:
        kinds |= LineKind.COUNT
    if likely & LineKind.SHARE and folded(line) in _NETWORKS:
        kinds |= LineKind.SHARE
    if row := keys_in_row(line.strip(_DECORATION), language) if likely & _ROWS else ():
        for key in frozenset().union(*row):
            kinds |= _BY_KEY.get(key, LineKind.OTHER)
        return kinds
    if likely & LineKind.LABELS and text_after(line, "labels", language):
        kinds |= LineKind.LABELS
    if likely & LineKind.LOCATION and text_after(line, "location", language):
        kinds |= LineKind.LOCATION
    if likely & LineKind.CREDIT and len(line) <= _MAX_MARKER_LENGTH:
        credit = parse_account(line, language=language)
        kinds |= LineKind.CREDIT if credit is not None and credit.introducer else 0
    return kinds


@by_locale
def _edges(language: str) -> _Edges:
    starts: dict[str, int] = {network[:_HINT_LENGTH]: LineKind.SHARE for network in _NETWORKS}
    short_starts: dict[str, int] = {}
    at: set[str] = set()
    last = set("…")
    for tag in dict.fromkeys((language, FALLBACK)):
        words = interface(tag)
        for key, kind in (*_BY_KEY.items(), *_LEADING.items(), ("n_comments", LineKind.COUNT)):
            for word in words.words(key):
                is_short = len(word) == _SHORT_HINT_LENGTH and word.upper() == word.lower()
                start = folded(word) if is_short else folded(f"{word} "[:_HINT_LENGTH])
                by_start = short_starts if is_short else starts
                by_start[start] = by_start.get(start, 0) | kind
        for word in by_words(tag):
            start = f"{word} "[:_HINT_LENGTH]
            starts[start] = starts.get(start, 0) | LineKind.CREDIT
        at |= {folded(word[:_MIN_HINT_LENGTH]) for word in words.words("at")}
        last |= {word[-1] for word in words.words("said")}
    return _Edges(starts, short_starts, frozenset(at), frozenset(last))
