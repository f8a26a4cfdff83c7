"""Blogger's own line below a post: "Posted by Jane at 7:06 AM"."""

from __future__ import annotations

import re
from functools import cache

from blogpost.language.bylines import Credit, parse_credit
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.interface import interface
from blogpost.language.interface_lines import text_after
from blogpost.language.locale import FALLBACK
from blogpost.values import Byline

_LONGEST_NAME = 100  # characters
_LONGEST_TIME = 60


def parse_footer(line: str, *, language: str = FALLBACK) -> Credit | None:
    """Who posted, and when, in a line of Blogger's; the name of an account may be anything, and stays as it is.

    None where the line lacks either half: `parse_account` reads those, too.
    """
    rest = text_after(line, "posted_by", language)
    if not rest or len(rest) > _LONGEST_NAME + _LONGEST_TIME:
        return None
    for at in reversed(list(_between(language).finditer(rest))):  # a name may hold "at", but a time does not
        when = rest[at.end() :].strip()
        name = rest[: at.start()].strip(" ,")
        if name and when and (parse_moment(when, language=language) or parse_time(when, language=language)):
            return Credit(Byline(name), when, line[: len(line) - len(rest)].strip())
    return None


def parse_account(line: str, *, language: str = FALLBACK) -> Credit | None:
    """Who posted, by Blogger's own line or any other that names who wrote something.

    Where such a line has a time, what would be a degree or a job to others is a part of the account's name.
    """
    if footer := parse_footer(line, language=language):
        return footer
    credit = parse_credit(line, language=language)
    if credit is None or credit.when is None or credit.byline.affiliation is None:
        return credit
    byline = credit.byline
    whole = f"{byline.raw or byline.name} {byline.affiliation}"
    return Credit(Byline(whole), credit.when, credit.by_word) if whole in line else credit


@cache
def _between(language: str) -> re.Pattern[str]:
    words = dict.fromkeys(word for tag in (language, FALLBACK) for word in interface(tag).at)
    return re.compile("|".join(rf"(?:^|\s){re.escape(word)}\s*" for word in words), re.IGNORECASE)
