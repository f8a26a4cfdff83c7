"""Lines that name who posted or commented, and when: "Posted by Jane at 7:06 AM", "Jane said..."."""

from __future__ import annotations

import datetime as dt
import re

from blogpost.language.bylines import Credit, parse_credit
from blogpost.language.bylines.lexicon import lexicon_of
from blogpost.language.characters import DIVIDERS
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.folding import folded
from blogpost.language.interface import interface, text_after
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.remembering import remembered
from blogpost.values import Byline

# ------------------------------------------------------------------------------------------------ authors

_MAX_NAME_LENGTH = 100  # characters
_MAX_TIME_LENGTH = 60
_MAX_PREPOSITION_LENGTH = 3
_WORD_START = re.compile(r"(?<=\s)\S")
_ON = re.compile(r"(?<=\s)[^\W\d_A-Z]{1,4}\s*$")  # "on", "am", "le": a word between a name and a day
# One to four words, without the marks of sentences and lists.
_USER = re.compile(r"(?=.*[^\W\d_])[^\s.,;:!?()|]{1,30}(?: [^\s,;:!?()|]{1,30}){0,3}")


@remembered(1024)  # each line is read twice: for its kind, and for its content
def parse_footer(line: str, *, language: str = FALLBACK) -> Credit | None:
    """Read who posted, and when, from Blogger's own line; the name of an account may be anything, and stays as it is.

    Returns None if the line lacks either half; `parse_account` reads such lines.
    """
    rest = text_after(line, "posted_by", language)
    if not rest or len(rest) > _MAX_NAME_LENGTH + _MAX_TIME_LENGTH:
        return None
    for at in reversed(list(_between(language).finditer(rest))):  # a name may contain "at", a time does not
        when = rest[at.end() :].strip()
        name = rest[: at.start()].strip(" ,")
        if name and when and (parse_time(when, language=language) or parse_moment(when, language=language)):
            name, when = _without_day(name, when, rest, language)
            return Credit(Byline(name), when, line[: len(line) - len(rest)].strip())
    return None


def _without_day(name: str, when: str, rest: str, language: str) -> tuple[str, str]:
    """Separate name and time, if a day is between them: "Jane on March 14, 2019 at 7:06 AM"."""
    if not any(map(str.isdigit, name)):
        return name, when
    for word in _WORD_START.finditer(name):
        whole = rest[word.start() :].strip()
        if isinstance(parse_moment(whole, language=language), dt.datetime):
            return _ON.sub("", name[: word.start()]).strip(" ," + DIVIDERS), whole
    return name, when


_SIGNS = re.compile(r"(?:[^\w\s\"'“”‘’„«‹(\[{@$€£&]|[«‹](?=\s))+\s*")


def without_sign(line: str) -> str:
    """The line without a sign at its beginning: "§ posted by Jane", ":: by Jane"."""
    match = _SIGNS.match(line) if line and not line[0].isalnum() else None
    return line[match.end() :] if match else line


def is_by_word(line: str, *, language: str = FALLBACK) -> bool:
    """Whether a line is nothing but the words before a name: "Posted by", "by"."""
    word = folded(without_sign(line).strip().rstrip(" :："))
    return bool(word) and (word in by_words(language) or word in _introducers(language))


def ends_before_time(line: str, *, language: str = FALLBACK) -> bool:
    """Whether a line ends with the word between a name and a time: "Jane at"."""
    return any(match.end() == len(line) for match in _between(language).finditer(line)) if " " in line else False


@remembered(1024)
def parse_account(line: str, *, language: str = FALLBACK) -> Credit | None:
    """Read who posted, from Blogger's own line or any other line that names an author.

    In a line with a time or with Blogger's own words, a degree or a job after the name is a part of the account's name.
    """
    line = without_sign(line)
    if footer := parse_footer(line, language=language) or _own_words(line, language):
        return footer
    credit = parse_credit(line, language=language)
    own = _own_line(line, language)
    if credit is None or not credit.byline.names:
        return own or credit
    if own and not credit.when and _is_shortened(credit.byline.name or "", own.byline.name or ""):
        return own
    byline = credit.byline
    whole = f"{byline.raw or byline.name} {byline.affiliation}"
    if (credit.when or own) and byline.affiliation and whole in line:
        return Credit(Byline(whole), credit.when, credit.introducer)
    return credit


def _is_shortened(name: str, account: str) -> bool:
    """Whether a name is the account's without its last word, which looks like a word before a day: "Jane On"."""
    before, _, last = account.rpartition(" ")
    return before == name and len(last) <= _MAX_PREPOSITION_LENGTH


def _own_line(line: str, language: str) -> Credit | None:
    """A name after Blogger's "Posted by", however the user is called; a mere "By" introduces too many other things."""
    name = text_after(line, "posted_by", language) or ""
    introducer = line[: len(line) - len(name)].strip()
    if not _USER.fullmatch(name) or any(map(str.islower, name.split()[1:])):
        return None
    return None if folded(introducer) in by_words(language) else Credit(Byline(name), None, introducer)


_OWN_WORDS = re.compile(r"[^\W\d_]{3,20}(?: [^\W\d_]{2,20})?(?= )")
_HAS_CLOCK = re.compile(r"\d[:.]\d\d")


def _own_words(line: str, language: str) -> Credit | None:
    """A name and a time after a word of the blog's own: "Scribbled by Jane at 3/21/2010 7:06 AM"."""
    word = _OWN_WORDS.match(line)
    if word is None or not _HAS_CLOCK.search(line):
        return None
    for length in (word.end(), line.find(" ")):
        preposition, _, rest = line[length:].strip().partition(" ")
        if folded(preposition) in by_words(language):
            footer = parse_footer(f"{interface(FALLBACK).posted_by[0]} {rest}", language=language)
            return footer and Credit(footer.byline, footer.when, line[:length] + " " + preposition)
    return None


def names_poster(line: str, *, language: str = FALLBACK) -> bool:
    """Whether a line says in a blog's own words who posted, and at what time."""
    return _own_words(without_sign(line), language) is not None


@by_locale
def _introducers(language: str) -> frozenset[str]:
    words = (word for tag in dict.fromkeys((language, FALLBACK)) for word in interface(tag).posted_by)
    return frozenset(folded(word.strip(" :：")) for word in words)


@by_locale
def by_words(language: str) -> frozenset[str]:
    """The words of a language for "by", folded."""
    return frozenset(map(folded, lexicon_of(language).by))


@by_locale
def _between(language: str) -> re.Pattern[str]:
    words = dict.fromkeys(word for tag in (language, FALLBACK) for word in interface(tag).at)
    return re.compile("|".join(rf"(?:^|\s){re.escape(word)}" for word in words), re.IGNORECASE)
