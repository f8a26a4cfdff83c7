"""Find the introduction of an author in a line: "By", "Posted on … by", "Author:", "Eine Analyse von"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from attrs import evolve, frozen

from blogpost.language.bylines.lexicon import BylineLexicon, any_of, gazetteer, is_word_end, lexicon_of, small
from blogpost.language.bylines.moments import MARK
from blogpost.language.characters import BARS, DASHES, DIVIDERS
from blogpost.language.folding import folded

Confidence = Literal["sure", "labelled", "likely", "unsure"]

_MAX_WORDS_BEFORE = 12
_MAX_WORDS_PER_PIECE = 3
# An introduction may begin at the start of the line, after a moment, or after a mark that divides the line.
_DECORATION = rf"[\s,#¶*>«»/\\✎✍️→►●\[({DIVIDERS}]*(?:\d{{1,3}}[.)]?\s)?"
_HEAD = re.compile(_DECORATION)
_PARTING = re.compile(rf"[{MARK}{BARS}/\\]\s*[,.]?\s*[{DASHES}]?\s*|\s[{DASHES}]+\s+|[,.:;)]\s+")
_AFTER_SECTION = re.compile(r"\W*[^\W\d_]+(?:\s[^\W\d_]+)?\s/\s")  # "Birds / by"
_STRONG_PARTING = re.compile(rf"[{MARK}{BARS}]")
_BEFORE = " ,#¶*>«»/[(0123456789." + DIVIDERS
_HYPHENATED = re.compile(r"[-‐‑'’]\w")
_PIECES = re.compile(rf"[{MARK}/,;:{DIVIDERS}]+")
# A colon or another mark follows a label; in scripts without spaces, any of these.
_COLON = rf"\s?[:：︱｜|●■／/]\s?|\s[{DASHES}]\s"
# Endings that name both genders: "Autor*in", "autor(a)", "auteur·e".
_GENDER = (
    r"(?:[*:_·/.-]{1,2}(?:innen|in|a|e|es|as|s|o|os|trice|rice|euse)(?![^\W\d_])"
    r"|\((?:innen|in|a|e|as|es|en|s|r)\))"
)


@frozen
class Introduction:
    """The place of an introduction, its words, and how surely a name follows.

    ``sure`` is "Posted by" or "Author:", ``labelled`` "Author" without a colon, ``likely`` a lone "by", ``unsure`` a
    word such as "from".
    """

    start: int
    end: int
    introducer: str
    confidence: Confidence
    is_interview: bool = False


def find_introduction(line: str, language: str) -> Introduction | None:
    """Find the first introduction in a line whose moments are marks; several in a row count as one."""
    words, low = lexicon_of(language), small(line)
    for start in _starts(line):
        introduction = _match(line, low, start, words)
        if introduction and _may_precede(line[:start], introduction.confidence):
            return _chained(line, low, introduction, words)
        if introduction and _AFTER_SECTION.fullmatch(line, 0, start):
            return introduction if MARK in line[start:] else evolve(introduction, confidence="unsure")
    foreign = _foreign().match(low) if line[:1].islower() or MARK not in line else _foreign().search(low)
    if foreign is None:
        return None
    return Introduction(foreign.start(), foreign.end(), foreign[0].strip(f" ,{MARK}"), "unsure")


def find_label(line: str, language: str) -> Introduction | None:
    """Find a label with a colon anywhere in a line that begins with other credits: "Photo: Jane Doe Text: Ann Poe"."""
    match = _labelled(lexicon_of(language).tag).search(small(line))
    return (
        Introduction(match.start(), match.end(), line[match.start() : match.end()].rstrip(" :："), "sure")
        if match
        else None
    )


def find_following(line: str, language: str) -> tuple[str, str] | None:
    """A name and the introducer after it, in languages with that order: "Ayşe tarafından"."""
    match = _following(lexicon_of(language).tag).match(small(line))
    return (line[slice(*match.span("name"))].strip(), line[slice(*match.span("by"))]) if match else None


def introduces_others(line: str, language: str) -> bool:
    """Whether the line begins with the credit of somebody other than the author: "Photo:", "Edited by"."""
    head = _HEAD.match(line)
    assert head is not None
    match = _others(lexicon_of(language).tag).match(small(line), head.end())
    return line.lstrip(" ([").startswith(("©", "(c)")) or match is not None


def before_others(line: str, language: str) -> str:
    """The line up to the credit of somebody else."""
    match = _others(lexicon_of(language).tag).search(small(line))
    return line[: match.start()] if match else line


def _starts(line: str) -> Iterator[int]:
    head = _HEAD.match(line)
    assert head is not None
    yield head.end()
    for parting in _PARTING.finditer(line, head.end()):
        yield parting.end()


def _match(line: str, low: str, start: int, words: BylineLexicon) -> Introduction | None:
    match = _pattern(words.tag).match(low, start)
    if (
        match is None
        or (match["glued"] and not line[match.end()].isupper())
        or not is_word_end(line, match.end())
        or _HYPHENATED.match(line, match.end())
    ):
        return None
    introducer = " ".join(line[match.start() : match.end()].replace(MARK, " ").split())
    if match["posted"]:
        introducer = f"{line[match.start('posted') : match.end('posted')]} {line[match.start('by') : match.end('by')]}"
    return Introduction(
        start,
        _skip_colon(line, match.end()),
        introducer.rstrip(" :.：|｜／/"),
        _confidence(match, line, words),
        is_interview=not words.interviews.isdisjoint(folded(introducer).split()),
    )


def _skip_colon(line: str, end: int) -> int:
    while end < len(line) and line[end] in " :：.︱｜|●■\t":
        end += 1
    return end


def _confidence(match: re.Match[str], line: str, words: BylineLexicon) -> Confidence:
    last = folded(match["by"] or match[0].split()[-1]).strip(" :：")
    if last in words.unsure and not match["posted"]:
        return "unsure"
    if match["posted"] and folded(match["posted"]) in words.unsure and MARK not in line:
        return "unsure"  # "Created by" is about a theme, but for a date
    if match["author"]:
        return "labelled"
    if match["posted"] or match["label"] or (match["interface"] and " " in match[0].strip()):
        return "sure"
    colon = line[match.end() - 1] in ":：" or line[match.end() : match.end() + 2].lstrip()[:1] in (":", "：")
    return "sure" if colon and not match["alone"] else "likely"


def _may_precede(before: str, confidence: Confidence) -> bool:
    """Whether the text before an introduction can be a date or a section, rather than a headline."""
    if confidence != "sure" and before.strip(_BEFORE) and not _STRONG_PARTING.search(before):
        return False
    pieces = [piece.split() for piece in _PIECES.split(before)]
    return sum(map(len, pieces)) <= _MAX_WORDS_BEFORE and all(len(each) <= _MAX_WORDS_PER_PIECE for each in pieces)


def _chained(line: str, low: str, first: Introduction, words: BylineLexicon) -> Introduction:
    """The introduction together with another that follows directly: "Artikel von: Von"."""
    following = _match(line, low, first.end, words)
    if following is None or following.confidence == "unsure":
        return first
    confidence: Confidence = "sure" if "sure" in (first.confidence, following.confidence) else "likely"
    return Introduction(first.start, following.end, first.introducer, confidence)


@cache
def _pattern(tag: str) -> re.Pattern[str]:
    words = lexicon_of(tag)
    by, label, other = any_of(words.by), any_of((*words.labels, *words.author)), any_of(words.others)
    interface = any_of(each for each in words.interface if folded(each) not in map(folded, words.by))
    gap = rf"\s?:?\s?(?:[^\W\d_]{{1,5}}\.?\s?){{0,2}}(?:{MARK}[\s,.{DIVIDERS}]*){{1,2}}|\s"
    joined = rf"(?:\s?(?:{any_of(words.conjunctions)}|[,/+])\s?(?:{label}|{other}))*"
    kinds = (
        rf"(?P<posted>(?:{any_of(words.genres)}\s)?{any_of(words.posted)})(?:{gap})(?P<by>{by})",
        rf"(?P<label>(?:{other}\s?(?:{any_of(words.conjunctions)}|[,/+])\s?)?{label}{_GENDER}?{joined}(?:{_COLON}|\s{by}(?![^\W\d_])))",
        rf"(?P<glued>(?<={MARK}){label}(?=[^\W\d_]))",
        rf"(?P<author>{any_of(words.author)}{_GENDER}?\s(?!\s))",
        rf"(?P<interface>{interface})",
        rf"(?P<genre>(?:{any_of(words.articles)}\s)?{any_of(words.genres)}{joined}\s{by})",
        rf"(?P<direct>{any_of(words.direct)})",
        rf"(?P<alone>{by})",
    )
    return re.compile("|".join(kinds))


@cache
def _foreign() -> re.Pattern[str]:
    """A word for "by" of another language at the start of a line, or after a moment."""
    return re.compile(rf"(?:^|{MARK},?\s){any_of(gazetteer().by_words)}\s(?=[^\W\d_])")


@cache
def _labelled(tag: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[\s{BARS}/,;]){any_of((*lexicon_of(tag).labels, *lexicon_of(tag).author))}\s?[:：]\s*")


@cache
def _following(tag: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{MARK}\s(?:{any_of(lexicon_of(tag).published)}\s)?)?(?P<name>[^{MARK}]{{2,60}}?)\s(?P<by>{any_of(lexicon_of(tag).by_after)})\s*(?:[^\W\d_]+\s*)?[:,.]?\s*(?:{MARK}|$)"
    )


@cache
def _others(tag: str) -> re.Pattern[str]:
    """A pattern of others' credits: the word for one, and a colon or a preposition after it."""
    words = lexicon_of(tag)
    return re.compile(rf"{any_of(words.others)}(?:\s?[:：/]|\s{any_of(words.by)}\s)")
