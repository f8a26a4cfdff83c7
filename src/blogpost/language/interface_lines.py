"""What a line of a page's text says in the words of Blogger's interface, in a language or in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from blogpost.language.characters import BARS
from blogpost.language.folding import folded
from blogpost.language.interface import KEYS, NUMBER, interface
from blogpost.language.locale import FALLBACK, load

# Characters of the longest count, word and row there are, and some more: share links come to 200.
_LONGEST_COUNT, _LONGEST_WORD, _LONGEST_ROW = 60, 150, 400
_COUNT = r"(\d{1,3}(?:[.,' ]\d{3}){1,2}|\d{1,9})(?!\d)"
_SPACES = re.compile(r"\s+")
_NOT_DIGITS = re.compile(r"\D+")
_END = " :.»"  # of a word: what pages add and leave out
_BETWEEN = rf"[\s{BARS},:.»]"
_LONE_DIGIT = re.compile(r"(?<!\d)[01](?!\d)")
_LETTER = r"[^\W\d_]"

# What is spelled in more than one way, with a regular expression for all of them.
_VARIABLE = re.compile(r"(\s*(?:\.\.\.|…))|(\s*[:：])|(\s+)|(['’])|[^\s:：'’]")
_VARIANTS = (r"\s?(?:\.\.\.|…)", r"\s?[:：]", r"\s+", "['’]")


def comment_count(line: str, language: str = "en") -> int | None:
    """The number of comments that a line states, as ``3 comments:`` or ``No comments:``; None if it states none."""
    return _count(line, load(language).tag) if len(line) <= _LONGEST_COUNT else None


@lru_cache(maxsize=1024)  # all pages of a blog have the same links
def _count(line: str, tag: str) -> int | None:
    text = _plain(line)
    fixed, counted = _counts(tag)
    if text in fixed:
        return fixed[text]
    found = counted.fullmatch(text)
    return int(_NOT_DIGITS.sub("", next(filter(None, found.groups())))) if found else None


def keys(line: str, language: str = "en") -> frozenset[str]:
    """What a whole line may say, as names of `Interface`'s words: ``Antworten`` is ``reply`` and ``replies``."""
    return _keys(load(language).tag).get(_plain(line), frozenset()) if len(line) <= _LONGEST_WORD else frozenset()


def keys_in_row(line: str, language: str = "en") -> tuple[frozenset[str], ...]:
    """What each word of a row says, glued or not: ``Email ThisBlogThis!``; none if anything else is in the line."""
    if len(line) > _LONGEST_ROW:
        return ()
    tag = load(language).tag
    word, row = _rows(tag)
    text = folded(line).strip()
    return tuple(_keys(tag)[_plain(found[0])] for found in word.finditer(text)) if row.fullmatch(text) else ()


def text_after(line: str, key: str, language: str = "en") -> str | None:
    """What follows one of a key's words at the start of a line: the labels behind ``Labels:``."""
    found = _at_start(load(language).tag, key).match(line)
    return line[found.end() :].strip() if found else None


def text_before(line: str, key: str, language: str = "en") -> str | None:
    """What stands before one of a key's words at the end of a line: the name before ``said...``."""
    found = _at_end(load(language).tag, key).search(line[-_LONGEST_WORD:])
    return line[: len(line) - len(found[0])].strip() if found else None


@cache
def _counts(tag: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """The lines that state none or one without a digit, and the pattern of all others."""
    fixed: dict[str, int] = {}
    counted: dict[str, None] = {}
    for words in map(interface, (tag, FALLBACK)):
        fixed |= {_plain(word): 0 for word in words.no_comments} | {_plain(word): 1 for word in words.one_comment}
        forms = (*words.n_comments, *words.number_forms.values(), *words.one_comment, *words.no_comments)
        counted |= dict.fromkeys(_plain(_LONE_DIGIT.sub(NUMBER, folded(form))) for form in forms)
    patterns = (re.escape(form).replace(re.escape(NUMBER), rf"\s?{_COUNT}\s?") for form in counted if NUMBER in form)
    return fixed, re.compile(
        "|".join(pattern.replace(r"\ \s?", r"\s*").replace(r"\s?\ ", r"\s*") for pattern in patterns)
    )


@cache
def _keys(tag: str) -> dict[str, frozenset[str]]:
    """Every word, as it compares, with what it says."""
    said: dict[str, set[str]] = {}
    for key, word in _words(tag, KEYS):
        said.setdefault(_plain(word), set()).add(key)
    return {word: frozenset(each) for word, each in said.items()}


@cache
def _rows(tag: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of one word and of a row of them."""
    word = _any_of(map(re.escape, _keys(tag)))
    return re.compile(word), re.compile(rf"(?:{word}|{_BETWEEN})++")


@cache
def _at_start(tag: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_spelled(tag, key)})\s?[:：]?", re.IGNORECASE)


@cache
def _at_end(tag: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_spelled(tag, key)})\s*\Z", re.IGNORECASE)


def _spelled(tag: str, key: str) -> str:
    return _any_of(_spelling(word) for _, word in _words(tag, (key,)))


def _spelling(word: str) -> str:
    """All spellings of a word, apart from other letters if its script parts words."""
    found = _VARIABLE.finditer(word)
    spelled = "".join(_VARIANTS[each.lastindex - 1] if each.lastindex else re.escape(each[0]) for each in found)
    before, after = (_LETTER if edge.upper() != edge.lower() else "(?!)" for edge in (word[0], word[-1]))
    return f"(?<!{before}){spelled}(?!{after})"


def _words(tag: str, of: Iterable[str]) -> Iterator[tuple[str, str]]:
    for key in of:
        for words in map(interface, dict.fromkeys((tag, FALLBACK))):
            yield from ((key, word) for word in words.words(key) if NUMBER not in word)


def _any_of(patterns: Iterable[str]) -> str:
    return "|".join(sorted(dict.fromkeys(patterns), key=len, reverse=True))


def _plain(line: str) -> str:
    return _SPACES.sub(" ", folded(line)).strip().rstrip(_END)
