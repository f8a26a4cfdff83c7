"""Recognize lines that are only dates."""

from __future__ import annotations

import datetime as dt
import re

from blogpost.readers.page.general.line_dates import AGO, dates_in
from blogpost.readers.page.general.metalines import read_meta

_LONGEST = 60  # characters
_PARTIAL = re.compile(r"(\d\d)[-/.](\d\d)\.?", re.ASCII)
_MOST_LETTERS = 12  # next to a date: "posted on", a weekday, a time zone


def is_partial_date(text: str) -> bool:
    """Whether a text is two numbers, which may be a month and a day: "11-21"."""
    return _PARTIAL.fullmatch(text) is not None


def partial_date(text: str, month: dt.date) -> dt.date | None:
    """The day that a text such as "11-21" or "21.11." means, if one of its numbers is a known month.

    Args:
        text: the text.
        month: any day of that month.
    """
    match = _PARTIAL.fullmatch(text)
    numbers = [*map(int, match.groups())] if match else []
    if month.month not in numbers:
        return None
    numbers.remove(month.month)
    try:
        return month.replace(day=numbers[0])
    except ValueError:
        return None


def is_date(text: str, language: str) -> bool:
    """Whether a line is a date, with or without a time, or an age, and has hardly any other text."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return False
    if AGO.search(text) is not None:
        return True
    meta = read_meta(text, language)
    if meta.moment is None or not meta.is_own or meta.byline is not None:
        return False
    dated = next(dates_in(text, language, None), None)
    return dated is not None and sum(map(str.isalpha, text[: dated.start] + text[dated.end :])) <= _MOST_LETTERS
