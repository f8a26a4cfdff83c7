"""The day in a page's own line about a post, among names, sections and counts: "Published on May 3 • 7 comments"."""

from __future__ import annotations

import datetime as dt
import re

from blogpost.language.bylines.beside import without_counts
from blogpost.language.bylines.moments import MARK, find_moments
from blogpost.language.characters import DASHES, DIVIDERS
from blogpost.language.dates import parse_moment
from blogpost.language.line_kinds import around_times, moment_in, time_in
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.language.system_words import section_words
from blogpost.remembering import remembered

_DIGITS_OR_AGE = re.compile(r"\d|\bago\b")
_LENGTH = re.compile(r"\d{1,3}\s?\S+")  # "4 min", the time that reading takes; "4 May" is a day
_SOME_DAY = dt.date(2012, 1, 1)
_MONTH_ONLY = re.compile(r"\D*\d{4}")
_SMALL_WORD = re.compile(r"(?:^|\s)[^\W\d_A-Z]{1,3}\.?\s*$")  # "on", "am", "le": between "Posted" and a day
_PARTED = re.compile(rf"\s*(?:{MARK}|[|·•,(]|[/{DASHES}]\s|\s{{2}})")
_SPACES = re.compile(r"\S\s{2,}\S")  # as themes have between names, sections and counts
_MAX_WORDS = 6
_MAX_SECTION_WORDS = 2
_EDGES = " \t.,:;()[]#" + MARK + DIVIDERS
_STOPS = (".", "!", "?", "。", "…")


def may_state_day(line: str) -> bool:
    """Whether a line has a digit, or "ago"."""
    return _DIGITS_OR_AGE.search(line) is not None


@remembered(4096)
def day_stated_in(line: str, language: str = FALLBACK, *, names_somebody: bool = False) -> str | None:
    """The first day or age in a page's own line about a post, as printed; None for other lines.

    Beside it are only words such as "Posted on", a section, counts, and names.

    Args:
        line: without white space at its edges.
        language: a BCP 47 tag.
        names_somebody: whether the line is known to be a credit, whose names may be anywhere.
    """
    dated = find_moments(line, language)
    day = next((moment for moment in dated.moments if _is_day(moment, language)), None)
    if day is None or names_somebody:
        return day
    posted = around_times(language)[0]
    before, _, after = dated.line.partition(MARK)
    introduced = posted.match(before)
    before = _SMALL_WORD.sub("", before[introduced.end() :] if introduced else before).strip(_EDGES)
    after = without_counts(after, language)
    is_apart = not after.strip(_EDGES) or bool(_PARTED.match(after) or posted.match(after.lstrip()))
    is_apart = is_apart or _SPACES.search(after) is not None
    is_apart = is_apart or (len(dated.moments) > 1 and len(after.split()) <= _MAX_WORDS)  # of publishing and editing
    is_filed = bool(introduced or not line.endswith(_STOPS)) and _section(language).match(after)
    return day if not before and (is_apart or is_filed) else None


def is_word_before_day(line: str, language: str = FALLBACK) -> bool:
    """Whether a line is nothing but a word before a day: "Posted"."""
    return around_times(language)[0].fullmatch(line) is not None


def is_time_with_section(line: str, language: str = FALLBACK) -> bool:
    """Whether a line is a time of day with one or two words: "12:44 News"."""
    if not line[0].isdigit() or len(line.split()) > _MAX_WORDS:
        return False
    dated = find_moments(line, language)
    before, _, after = dated.line.partition(MARK)
    is_short = not before and 0 < len(after.split()) <= _MAX_SECTION_WORDS and not line.endswith(_STOPS)
    return is_short and len(dated.moments) == 1 and time_in(dated.moments[0], language) is not None


def _is_day(moment: str, language: str) -> bool:
    """Whether a moment is a day, perhaps without its year, or an age."""
    if _MONTH_ONLY.fullmatch(moment):
        return False
    if moment_in(moment, language) is not None:
        return True
    is_length = _LENGTH.fullmatch(moment) and not parse_moment(moment, language=language, reference_date=_SOME_DAY)
    return not is_length and time_in(moment, language) is None


@by_locale
def _section(language: str) -> re.Pattern[str]:
    words = sorted(map(re.escape, section_words(language)), key=len, reverse=True)
    return re.compile(rf"\s+(?:{'|'.join(words)})\s+\S")
