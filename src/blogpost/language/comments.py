"""Read the lines around a comment: names, dates, controls, badges and removal notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from blogpost.language.folding import folded
from blogpost.language.interface import NUMBER, comment_count, interface, removal_notices
from blogpost.language.locale import FALLBACK, by_locale, load
from blogpost.language.locale import known as known_languages
from blogpost.language.system_words import invites_comment
from blogpost.remembering import remembered

_PUNCTUATION = " ,:;#|-–—·•."
_BUT_COLON = _PUNCTUATION.replace(":", "").replace(".", "")
_AROUND = _PUNCTUATION + '[]{}()<>»«›‹/→←↓↑…"“”。！!\xa0'
# Some templates print brackets after a name. "(anonymous)" stays, empty brackets go.
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_MARK_AFTER = re.compile(r"\s+#\S*(?:\s*\[[^\]]{0,80}\]?)?$")  # FC2's sign of who it was, and the link to edit it
_NUMBER_BEFORE = re.compile(r"^#?\d{1,4}(?:\s*[樓楼]?[.):：]\s*|\s*[樓楼]\s*|\s*[-–—]\s+)(?=\D)")
_IN_BRACKETS = re.compile(r"^\[\s*([^\[\]]{1,80}?)\s*\]$")
_PINGBACK = re.compile(r"\W*(?:ping|track)back(?:\s|$)", re.IGNORECASE)
_INITIAL = re.compile(r"\s(?:[^\W\d_a-z]|[JS]r)$")
_LEAST_DENSE = "\u0e00"  # from Thai on, scripts don't separate words by spaces
_LONGEST_CONTROL = 80  # characters


def parse_commenter(line: str, *, language: str = FALLBACK) -> str | None:
    """The name in a line that heads or ends a comment: "Anonymous said...", "By Anonymous, at", "posted by Jane :".

    The line must not have the comment's time. None if it consists only of the interface's words.
    """
    return _commenter(line, load(language).tag)


@remembered(1024)
def _commenter(line: str, tag: str) -> str | None:
    if _plain(line) in _without_name(tag) and not line.lstrip(_AROUND)[:1].isupper():
        return None
    name = " ".join(_EMPTY_BRACKETS.sub(" ", line).split())
    name = _IN_BRACKETS.sub(r"\1", _MARK_AFTER.sub("", _NUMBER_BEFORE.sub("", name)))
    starts, ends = _around_names(tag)
    after_name, before_name, badges = _around_names_elsewhere(tag)
    name = _cut(starts, name.lstrip(_PUNCTUATION).rstrip(_BUT_COLON))
    name = _cut(before_name, name)
    name = _cut(badges, _cut(_ago(tag), name).strip(" ,"))
    name = _cut(after_name, name.strip(_BUT_COLON))
    name = _cut(ends, name.strip(_PUNCTUATION)).strip(_PUNCTUATION)
    if _INITIAL.search(name) and f"{name}." in line and f"{name}.." not in line:
        return f"{name}."
    return name or None


@cache
def _without_name(tag: str) -> frozenset[str]:
    """Words around names. A line consists only of them if the name is missing; "Said" is one."""
    verbs = (_plain(word.strip(_PUNCTUATION + "…")) for word in _words(tag, "said"))
    return frozenset(verbs) | _phrases(tag, "says") | _phrases(tag, "on")


def _cut(words: re.Pattern[str], text: str) -> str:
    """The text without the first match of interface words, if something is left."""
    return words.sub("", text, count=1) or text


@by_locale
def _around_names(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words before and after a name on pages of a language. English words are on all pages."""
    verbs = [*_words(language, "said")]  # before a name only in lower case: "Said" is a name
    starts = [*_words(language, "posted_by"), *_words(language, "at")]
    ends = [*verbs, *_words(language, "at")]
    return re.compile(rf"^(?:(?i:{_any(starts)})|{_any(verbs)})(?:\s+|$)"), re.compile(
        rf"(?:^|\s+|(?<=[^\x00-\u2fff]))(?:{_any(ends)})$", re.IGNORECASE
    )


@cache
def _around_names_elsewhere(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The same on pages of other systems: after a name, before it, and in brackets after it.

    A word right after a name is the interface's if a colon follows or if it is in lower case: a person may be called
    "Simon Says". A noun before a name needs its colon, "Author:", as it is part of the name without it.
    """
    says, on = _any([*_elsewhere(language, "says"), *_words(language, "said")]), _any(_before_dates(language))
    by = [word for word in _elsewhere(language, "by") if not word.endswith(":")]
    nouns = [word for word in _elsewhere(language, "by") if word.endswith(":")]
    badges = [word.strip("()") for word in _elsewhere(language, "badges")]
    return (
        re.compile(
            rf"(?:\s+|^|(?<=[^\x00-\u2fff])|(?=[\u0e00-\u0eff\u3000-\uffff]))(?i:{says})\s*[:：]+$|\s+(?:{says})(?:\s+(?:{on}))?$|\s+(?:{on})$"
        ),
        re.compile(rf"^(?:(?:{_any(by)})(?:\s*[:：]\s*|\s+)|(?:{_any(nouns)})\s*[:：]\s*)", re.IGNORECASE),
        re.compile(rf"\s*[(\[](?:{_any(badges)})[)\]]|\s+[-–—|·•]\s+(?:{_any(badges)})$", re.IGNORECASE),
    )


def _before_dates(language: str) -> list[str]:
    """Words before a date: "posted on", and "posted", as "on" may be read as part of the date."""
    words = _elsewhere(language, "on")
    return [*words, *(first for word in words for first, _, last in [word.rpartition(" ")] if first and last in words)]


def is_head_word(text: str, *, language: str = FALLBACK) -> bool:
    """Whether a text is only a word around names and dates: "Posted on", "wrote"."""
    tag = load(language).tag
    return _plain(text) in _phrases(tag, "on") | _phrases(tag, "by") | _phrases(tag, "says")


def names_commenter(line: str, *, language: str = FALLBACK) -> bool:
    """Whether the words of a line introduce who wrote a comment: "Jane says:", "Comment from: Jane"."""
    after_name, before_name, _ = _around_names_elsewhere(load(language).tag)
    return before_name.match(line) is not None or (line.rstrip()[-1:] in ":：…" and after_name.search(line) is not None)


@cache
def _ago(tag: str) -> re.Pattern[str]:
    """The pattern of an age at the end of a line: "12 days ago", "1 year, 8 months ago", "vor 2 Tagen"."""
    lexicons = [load(each).sections.get("bylines", {}) for each in dict.fromkeys((tag, FALLBACK))]
    ago = "|".join(re.escape(word) for each in lexicons for word in each.get("ago", ()))
    units = "|".join(re.escape(word) for each in lexicons for word in each.get("units", "").split())
    number = r"(?:(?<!\d)\d{1,6}|an?|one|eine[mnr]?|une?|un[ao]?)"
    amount = rf"{number}\s*(?:{units})(?:\s*,\s*{number}\s*(?:{units}))?"
    age = rf"(?:{ago})\s*{amount}|{amount}\s*(?:{ago})"
    return re.compile(rf"\s*[(\[]?(?:{age})\b[)\]]?\s*$", re.IGNORECASE)


def is_removal(text: str, *, language: str = FALLBACK) -> bool:
    """Whether a text is only the notice that a comment was removed, on any system."""
    return text in removal_notices(language) or _plain(text) in _phrases(load(language).tag, "deleted")


def is_control(text: str, *, language: str = FALLBACK) -> bool:
    """Whether a text consists only of a comment's controls: "Reply", "(Edit)", or several such words."""
    if len(text) > _LONGEST_CONTROL:
        return False
    tag = load(language).tag
    known = _phrases(tag, "controls")
    if _plain(text) in known:
        return True
    if _DIVIDERS.isdisjoint(text):
        return not text.strip(_AROUND)
    return all(_plain(part) in known for part in _PARTS.split(text) if part.strip(_AROUND))


_DIVIDERS = frozenset("|/·•,-–—")
_PARTS = re.compile(r"\s*[|/·•,]\s*|\s[-–—]\s")


def is_notice(text: str, *, language: str = FALLBACK) -> bool:
    """Whether a text says that a comment waits for its approval."""
    return _plain(text) in _phrases(load(language).tag, "awaiting")


def is_badge(text: str, *, language: str = FALLBACK) -> bool:
    """Whether a text is a commenter's badge: "Author", "Moderator"."""
    return _plain(text) in _phrases(load(language).tag, "badges")


def begins_pingback(text: str, *, language: str = FALLBACK) -> bool:
    """Whether a text is a pingback's: it begins with a word for pingbacks."""
    first, mark, _ = text[:_LONGEST_CONTROL].replace("：", ":").partition(":")
    if mark and _plain(first) in _phrases(load(language).tag, "pingbacks"):
        return True
    return _PINGBACK.match(text) is not None


def states_no_comments(text: str, *, language: str = FALLBACK) -> bool:
    """Whether a line begins with a phrase for no comments: 'No responses to "The pier"'."""
    line = _plain(text)
    known, beginnings = _none(load(language).tag)
    return line in known or line.startswith(beginnings)


@cache
def _none(tag: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The phrases for no comments, alone and before other words."""
    known = _phrases(tag, "none")
    return known, tuple(f"{phrase} " for phrase in known)


def heads_comments(text: str, *, language: str = FALLBACK) -> bool:
    """Whether a line consists of a word from headings over comments: "Comments", "Kommentare:"."""
    return _plain(text) in _heading_words(load(language).tag)


@cache
def _heading_words(tag: str) -> frozenset[str]:
    return frozenset(map(_plain, _elsewhere(tag, "heading")))


def number_of_comments(text: str, *, language: str = FALLBACK) -> int | None:
    """The number of comments that a line states in the words of Blogger or of other systems; None if it states none."""
    if (count := comment_count(text.strip("() "), language)) is not None:
        return count
    counted, one = count_forms(language)
    line = folded(text)
    has_digit = _SOME_DIGIT.search(line) is not None
    if has_digit and (match := counted.search(line)):
        return int(next(filter(None, match.groups())))
    if one.match(line) and not invites_comment(text, language):
        return 1
    if states_no_comments(text, language=language):
        return 0
    match = _COUNT_IN_BRACKETS.match(text) if has_digit else None
    return int(match[1]) if match and mentions_comments(text) else None


_SOME_DIGIT = re.compile("[0-9]")
_COUNT_IN_BRACKETS = re.compile(r"^\D{2,40}[(\[（【]\s*(\d{1,6})\s*[)\]）】]\W*$")


def mentions_comments(text: str) -> bool:
    """Whether a line has a word from headings over comments, in any language."""
    return _headings().search(folded(text)) is not None


@cache
def _headings() -> re.Pattern[str]:
    words = (word for tag in known_languages() for word in load(tag).words("comments", "heading"))
    known = sorted(set(map(folded, words)), key=len, reverse=True)
    return re.compile("|".join(rf"(?<![^\W\d_]){re.escape(word)}" if word < _LEAST_DENSE else word for word in known))


@by_locale
def count_forms(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of a number of comments, "12 responses", and of a single one in words, "one response"."""
    tag = load(language).tag
    forms = (re.escape(folded(form)).replace(re.escape(NUMBER), r"(\d{1,6})") for form in _elsewhere(tag, "counts"))
    counted = "|".join(form.replace(r"\ ", r"\s*") for form in forms)
    one = "|".join(re.escape(folded(form)) for form in _elsewhere(tag, "one"))
    return re.compile(rf"(?<![\d.,])(?:{counted})(?![^\W\d_])"), re.compile(rf"^\W*(?:{one})(?![^\W\d_])")


@cache
def _phrases(tag: str, key: str) -> frozenset[str]:
    words = _before_dates(tag) if key == "on" else _elsewhere(tag, key)
    return frozenset(map(_plain, words)) | (
        frozenset(map(_plain, (*_words(tag, "reply"), *_words(tag, "delete")))) if key == "controls" else frozenset()
    )


def _elsewhere(tag: str, key: str) -> list[str]:
    return [word for each in dict.fromkeys((tag, FALLBACK)) for word in load(each).words("comments", key)]


@remembered(4096)  # every comment of a page has the same words around it
def _plain(text: str) -> str:
    return " ".join(folded(text).split()).strip(_AROUND)


def _words(language: str, key: str) -> Iterator[str]:
    return (word for tag in dict.fromkeys((language, FALLBACK)) for word in interface(tag).words(key))


def _any(words: list[str]) -> str:
    """A pattern for any of the words, the longest first. Their punctuation is optional."""
    stripped = {word.strip(_PUNCTUATION + "…") for word in words} - {""}
    return "|".join(f"{re.escape(word)}[.…:]*" for word in sorted(stripped, key=len, reverse=True))
