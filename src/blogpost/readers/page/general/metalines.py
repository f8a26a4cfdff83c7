"""Read a line next to a post's text: "Posted by Jane on March 14, 2019 at 7:06 am in Ferries | 3 comments"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from blogpost.language.bylines import Known, parse_credit
from blogpost.language.bylines.introductions import find_introduction
from blogpost.language.bylines.known import NOTHING_KNOWN
from blogpost.language.bylines.lexicon import lexicon_of
from blogpost.language.locale import FALLBACK
from blogpost.readers.page.general.introductions import introduces_labels, labels_after
from blogpost.readers.page.general.line_dates import AGO, Dated, Moment, dates_in, time_in
from blogpost.remembering import remembered
from blogpost.values import Byline

LONGEST_META = 450  # characters
_LONGEST_NAME = 50
_MOST_WORDS = 5
_LITTLE_ELSE = 32  # characters, not counting a name and a date
# Facts that systems print next to a date, or alone in a line: ages, times to read, counts, incomplete dates.
_SMALL = re.compile(
    r"(?:\d+\s*[- ]?(?:min(?:ute)?s?\.?(?: read| lesezeit| de lecture| de lectura)?|min\.? lue?s?|мин|分|분)|"
    r"read(?:ing)? time.*|lesezeit.*|"
    r"[\d\s./:-]*\d[\d\s./:-]*|\d[\d.,]*\s?k?\s*(?:views?|reads?|hits|likes?|shares?|words?|aufrufe|visitas|"
    r"vues|просмотр\w*)|"
    r"(?:last )?(?:updated|modified)(?: (?:at|on))?:?[\d\s./:-]*)",
    re.IGNORECASE,
)
_LONGEST_AGE = 32  # characters
_DIVIDER = re.compile(r"\s+[|•·–—/~]+\s+|\s*[|•·]\s*|\s+-\s+|\s{3,}")
_ON = re.compile(
    r"(?<![\s,(|·•–—-])(?:[\s,(|·•–—-]++(?:on|at|am|um|vom|den|el|le|il|em|op|dnia|the|of)?+)++$", re.IGNORECASE
)
_FILED = re.compile(r"\s+(?:in|under|filed under|unter|en|dans|em|to)\s+.*$", re.IGNORECASE)
# Phrases that only a system's own line about a post has.
_OWN = re.compile(
    r"^\W*(?:this (?:entry|post|article|item) was (?:posted|written|published|filed)|filed (?:under|in)|"
    r"posted (?:in|on|by|at|under)\b|published on\b|"
    r"categor(?:y|ies|ie[ns]?):|kategorien?:|tagged(?: with| as| in)?\b|tags?:|labels?:|schlagw(?:ort|örter)|"
    r"dieser (?:eintrag|beitrag) wurde|veröffentlicht (?:am|in|unter|von)|eingestellt|geschrieben von|"
    r"esta entrada|publicad[oa] (?:por|en|el)|ce(?:t|tte) (?:entrée|article) a|publié (?:par|le|dans)|"
    r"dit bericht|geplaatst (?:op|in|door)|опубликовано|рубрика|метки|"
    r"\d+ (?:comments?|kommentare?|comentarios?|commentaires?|responses?|replies)\W*$|permalink|bookmark the permalink|"
    r"leave a (?:comment|reply)|comments? (?:off|are closed|closed)|no comments?|trackback|rss feed)",
    re.IGNORECASE,
)


@frozen
class LineTimes:
    """The times in a line.

    Attributes:
        moment: when the post was published.
        updated: when it was last edited.
        time: a time of day without a day.
        dates: every moment of the line, in its order.
    """

    moment: Moment | None = None
    updated: Moment | None = None
    time: dt.time | None = None
    dates: tuple[Dated, ...] = ()


@frozen
class MetaLine:
    """A line's facts about the post.

    Attributes:
        byline: who wrote it.
        moment: when it was published.
        has_introducer: whether a word such as "by" introduces the names.
        is_own: whether the line is the system's own, without any of the author's text.
    """

    byline: Byline | None = None
    moment: Moment | None = None
    has_introducer: bool = False
    is_own: bool = False


NO_TIMES, NOTHING = LineTimes(), MetaLine()


@remembered(1024)
def read_times(text: str, language: str, month: dt.date | None = None) -> LineTimes:
    """The times in a line next to a post. Faster than `read_meta`, as it doesn't look for names.

    Args:
        text: the line, white space collapsed.
        language: the page's.
        month: a day close to the post's, from its address. It settles the order of numbers and a missing year.
    """
    if len(text) > LONGEST_META or not any(map(str.isdigit, text)):
        return NO_TIMES
    dates = tuple(dates_in(text, language, month))
    return LineTimes(
        next((date.moment for date in dates if not date.is_update), None),
        next((date.moment for date in dates if date.is_update), None),
        None if dates else time_in(text, language),
        dates,
    )


@remembered(1024)
def read_meta(text: str, language: str, month: dt.date | None = None, known: Known = NOTHING_KNOWN) -> MetaLine:
    """The names and the publication time in a line next to a post.

    Args:
        text: the line, white space collapsed.
        language: the page's.
        month: a day close to the post's, as for `read_times`.
        known: what the page states elsewhere about its authors and labels.
    """
    if len(text) > LONGEST_META:
        return NOTHING
    times = read_times(text, language, month)
    dates = times.dates
    at = next(iter(sorted((date.start, date.end) for date in dates)), None)
    byline, has_introducer = _byline_in(text, at, language, known)
    for tag in dates[0].languages if dates and not has_introducer else ():
        if tag != language and not has_introducer:
            byline, has_introducer = _byline_in(text, at, tag, known)
    rest = len(text) - sum(date.end - date.start for date in dates) - (len(byline.name or "") if byline else 0)
    if byline is not None and not has_introducer and (rest > _LITTLE_ELSE or _has_label(text, byline)):
        byline = None
    is_own = _OWN.match(text) is not None or _has_only_labels(text) or _is_small(text)
    is_meta = (times.moment is not None and rest < 40) or (byline is not None and rest < 60)
    return MetaLine(byline, times.moment, has_introducer, is_own or is_meta)


def _is_small(text: str) -> bool:
    """Whether every part of a line is an age, a time to read, a count or an incomplete date; not for a bare number."""
    if not any(map(str.isdigit, text)):
        return False
    parts = [part for part in _DIVIDER.split(text) if part]
    return any(map(str.isalpha, text)) and all(_SMALL.fullmatch(part) or _is_age(part) for part in parts)


def _is_age(text: str) -> bool:
    return len(text) <= _LONGEST_AGE and AGO.search(text) is not None and any(map(str.isdigit, text))


def is_system_line(text: str) -> bool:
    """Whether a line begins with a system's own phrase: "This entry was posted on", "Filed under"."""
    return len(text) <= LONGEST_META and _OWN.match(text) is not None


def _has_label(text: str, byline: Byline) -> bool:
    """Whether a colon after the last name shows that it is a label."""
    return re.search(re.escape(byline.names[-1]) + r"[^|•·]{0,24}:", text) is not None


def _has_only_labels(text: str) -> bool:
    if introduces_labels(text):
        return True
    after = labels_after(text)
    return after is not None and after[1] and len(text) <= 2 * _LONGEST_NAME and not text.endswith((".", "!", "?"))


# ------------------------------------------------------------------------------------------------ names


def _byline_in(text: str, at: tuple[int, int] | None, language: str, known: Known) -> tuple[Byline | None, bool]:
    """The byline in a line, in a part of it, or between introducer and date, and whether there is an introducer."""
    bare: Byline | None = None
    for piece in _readings(text, at):
        credit = parse_credit(piece, language=language, known=known)
        if credit and credit.byline.names:
            if credit.introducer:
                return credit.byline, True
            bare = bare or (credit.byline if credit.when else None)
    introduced = _introduced_name(text, at, language)
    return (introduced, True) if introduced else (bare, False)


def _readings(text: str, at: tuple[int, int] | None) -> Iterator[str]:
    yield text
    parts = [part for part in _DIVIDER.split(text) if part]
    if len(parts) > 1:
        yield from parts
    if at and at != (0, len(text)):
        yield _ON.sub("", text[: at[0]])
    for part in parts:
        filed = _FILED.sub("", part)
        if filed != part:
            yield filed


@cache
def _introducers(tag: str) -> re.Pattern[str]:
    """The pattern of small words before an author's name, in a language and in English."""
    words = sorted({*lexicon_of(tag).by, *lexicon_of(FALLBACK).by}, key=len, reverse=True)
    return re.compile(rf"(?:^|\s)(?:{'|'.join(map(re.escape, words))})\s+", re.IGNORECASE)


def _introduced_name(text: str, at: tuple[int, int] | None, language: str) -> Byline | None:
    """A name of any kind between an introducer and a date: "by A Photo Editor on November 12, 2012"."""
    if at is None or at[0] == 0:
        return None
    before = _ON.sub("", text[: at[0]])
    introduction = find_introduction(before, language)
    start = introduction.end if introduction else -1
    if start < 0:
        ends = [match.end() for match in _introducers(lexicon_of(language).tag).finditer(before)]
        if not ends:
            return None
        start = ends[-1]
    name = before[start:].strip(" :,")
    is_name = 0 < len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_WORDS and not any(map(str.isdigit, name))
    return Byline(name) if is_name else None
