"""Recognize lines that are only dates."""

from __future__ import annotations

from blogpost.readers.page.general.line_dates import AGO, dates_in
from blogpost.readers.page.general.metalines import read_meta

_LONGEST = 60  # characters
_MOST_LETTERS = 12  # next to a date: "posted on", a weekday, a time zone


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
