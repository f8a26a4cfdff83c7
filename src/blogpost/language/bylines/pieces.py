"""Divide the text after an introduction at commas, "and" and brackets, without links and counts at its end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Literal, cast

from attrs import frozen

from blogpost.language.bylines.kinds import AFFILIATIONS, is_name_shaped, is_nominals, kind_of
from blogpost.language.bylines.lexicon import any_of, gazetteer, lexicon_of, small
from blogpost.language.bylines.moments import MARK
from blogpost.language.characters import BARS, DASHES, DIVIDERS
from blogpost.language.folding import folded

Joint = Literal["head", "comma", "and", "with", "slash", "bar", "bracket", "after bracket"]

_EDGE = " \t,;:/\\*»«›‹>→►#=\u3000，、：；／。" + DIVIDERS
_EDGE_OF_A_WORD = " \t,;:\u3000，、：；" + BARS
_OPENING, _CLOSING = "([（［【", ")]）］】"
_BRACKETED = re.compile(r"\s*[(（\[［【]([^()（）\[\]]*(?:[(（][^()（）]*[)）])?[^()（）\[\]]*)(?:[)）\]］】]|$)")
_BAR = rf"\s*[｜︱{BARS}]\s*|\s+[{DASHES}]{{1,2}}(?=\s|$)\s*|\s*[–—]\s*(?=(?-i:[A-Z]))|\s+//\s+"
_SLASH = r"\s*(?<!/)[/／](?!/)\s*"
_COMMA = r"\s*[,;，；、]\s*"
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ.)])(?=[A-ZÀ-ÖØ-Þ])")
_ADDRESS = re.compile(
    r"\[email\sprotected\]|(?<!\S)(?P<name>[^\W\d_]+)@\w+(?![\w.])|(?<!\S)[^\s@]*+@\w\S*|(?:https?:|mailto:)\S*",
    re.IGNORECASE,
)
_TITLES = r"Jr|Sr|Dr|St|Ph\.?D|M\.?D|Esq|Inc|Ltd|Co|Corp|Comm"
_STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex"
    "|Vt|Va|Wash|Wis|Wyo"
)
_ABBREVIATED = re.compile(rf"(?:^|[\s.])(?:[^\W\d_]|(?i:{_TITLES})|{_STATES})\.$")
_ENDS_WITH_WORDS = re.compile(r"[^\W\d_]\.?\s[^\W\d_a-zß-ÿ][^\s,]*$")
_ENDS_WITH_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]$")
_MIN_GLUED_NAME_LENGTH = 3
_SMALL_LETTERS = "a-zß-ÿа-яё"
_MIN_GLUED_SECTION_LENGTH = 5
_MAX_BOUNDARIES = 12


@frozen
class Piece:
    """A piece of a phrase: its place, and the joint to the piece before."""

    start: int
    end: int
    joint: Joint


def trimmed(text: str) -> str:
    """The text without marks, dividers and single brackets at its edges; the marks of user names stay: "_joe_"."""
    text = text.strip(" \t" + MARK)
    text = text.strip(_EDGE if " " in text else _EDGE_OF_A_WORD)
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        if text.count(opening) != text.count(closing):
            text = text.strip(opening + closing).strip(_EDGE)
    return text


def cut_tail(phrase: str, language: str) -> str:
    """The phrase up to links and counts such as "Leave a comment", without labels of dates at its end."""
    tag = lexicon_of(language).tag
    tails = [each.start() for each in (_tail(tag).search(small(phrase)), _glued_tail(tag).search(phrase)) if each]
    phrase = _without_count(phrase, min(tails)) if tails else phrase
    while label := _date_label(tag).search(small(phrase)):
        is_initial = phrase.startswith(".", label.start()) and _ENDS_WITH_INITIAL.search(phrase[: label.start()])
        phrase = phrase[: label.start() + bool(is_initial)]
    return phrase


def _without_count(phrase: str, start: int) -> str:
    """The phrase before a count; digits that are glued to its only word belong to that: "jane99 comments"."""
    if (
        phrase[start : start + 1].isdigit()
        and phrase[start - 1 : start].isalpha()
        and " " not in phrase[:start].strip()
    ):
        return phrase[: start + len(phrase[start:]) - len(phrase[start:].lstrip("0123456789"))]
    return phrase[:start]


def unglued(phrase: str, language: str) -> str:
    """The phrase with a comma before a job, an outlet or a link that is glued to a name, and without mail addresses."""
    words = phrase.split()
    if len(words) > 1 or not phrase.startswith("@"):
        phrase = _ADDRESS.sub(lambda match: _name_before_address(match, phrase), phrase)
    phrase = _glued_link(lexicon_of(language).tag).sub(_after_full_name, phrase)
    for boundary in islice(_CAMEL.finditer(phrase), _MAX_BOUNDARIES):
        before, after = phrase[: boundary.start()], phrase[boundary.start() :]
        if _may_be_glued(before, after, language):
            return f"{before}, {after}"
    return phrase


def pieces(phrase: str, language: str) -> Iterator[Piece]:
    """The pieces of a phrase in order, without empty ones; text in brackets is one piece."""
    position, joint = 0, "head"
    joints = _joints(lexicon_of(language).tag)
    while match := joints.search(phrase, position):
        yield from _piece(phrase, position, match.start(), joint)
        position, joint = match.end(), match.lastgroup or "comma"
        if joint == "bracket":
            yield from _piece(phrase, match.start(1), match.end(1), joint)
            joint = "after bracket"
    yield from _piece(phrase, position, len(phrase), joint)


def undoubled(text: str) -> str:
    """The text once, if it is printed twice in a row."""
    for between in ("", " "):
        half = (len(text) - len(between)) // 2
        if half >= _MIN_GLUED_NAME_LENGTH and text == text[:half] + between + text[:half]:
            return text[:half]
    return text


def without_point(text: str) -> str:
    """The text without a full stop, unless the stop belongs to an initial or an abbreviation."""
    if text.endswith("..") and _ABBREVIATED.search(text[:-1]):
        return text[:-1]  # an initial, and the end of a sentence
    if not text.endswith(".") or text.endswith("..") or _ABBREVIATED.search(text):
        return text
    return text if is_nominals(text.rsplit(maxsplit=1)[-1]) else text[:-1].rstrip()


def _piece(phrase: str, start: int, end: int, joint: str) -> Iterator[Piece]:
    while start < end and phrase[start] in _EDGE_OF_A_WORD:
        start += 1
    while end > start and phrase[end - 1] in _EDGE_OF_A_WORD:
        end -= 1
    if start < end:
        yield Piece(start, end, cast("Joint", joint))


def _after_full_name(match: re.Match[str]) -> str:
    """A comma for a link that is glued to the last of several words, all of one piece: "Jane DoeFollow"."""
    return ", " if _ENDS_WITH_WORDS.search(match.string, 0, match.start()) else match[0]


def _may_be_glued(before: str, after: str, language: str) -> bool:
    """Whether a name ends here and another piece begins: "DoeStaff Writer", but not "DeLillo"."""
    word, first = re.split(r"[\s,]", before)[-1], re.split(r"[,|(]", after)[0]
    if (
        len(word) < _MIN_GLUED_NAME_LENGTH
        or len(first) <= _MIN_GLUED_NAME_LENGTH
        or folded(word) in gazetteer().outlets
    ):
        return False
    name = re.split(r"[,|&]", before)[-1].strip()
    if not is_name_shaped(name, language) or (" " not in name and (name != before or " " not in first)):
        return False
    return first.startswith("The ") or kind_of(first, language) in AFFILIATIONS


def _name_before_address(match: re.Match[str], phrase: str) -> str:
    """The part of a glued address that belongs to the name before it; the address begins with a word of that name."""
    if match["name"]:
        return match["name"]
    local = match[0].partition("@")[0]
    keys = [folded(word) for word in phrase[: match.start()].split()]
    for index in range(2, len(local)):
        if local[:1].isupper() and any(len(key) > 2 and folded(local[index:]).startswith(key) for key in keys):
            return local[:index]
    return ""


@cache
def _joints(tag: str) -> re.Pattern[str]:
    words = lexicon_of(tag)
    spelled = any_of(words.conjunctions)
    conjunction = rf"(?i:{spelled})(?=[\s,])\s*,?\s*"
    return re.compile(
        rf"(?:{_BRACKETED.pattern})(?P<bracket>)"
        rf"|(?P<and>\s*,\s*{conjunction}|\s+{conjunction}|\s?&\s?)"
        rf"|(?P<with>\s*,?\s+(?i:{any_of(words.companions)})\s+)"
        rf"|(?P<comma>{_COMMA})|(?P<bar>{_BAR})|(?P<slash>{_SLASH})"
    )


@cache
def _tail(tag: str) -> re.Pattern[str]:
    """A link or a count: several words or a number anywhere, a single word at the start of a part."""
    tails = lexicon_of(tag).tails
    several, end = any_of(each for each in tails if " " in each), r"(?![^\W\d_])"
    counted = any_of(countable(tails, lexicon_of(tag).units))
    words = lexicon_of(tag)
    dates = any_of((*words.updated, *words.published))
    added = rf"(?<=\s){any_of(words.conjunctions)}\s(?:{any_of((*words.filed, *words.posted, *words.published))})\s"
    return re.compile(
        rf"(?<=\s){dates}:?\s(?=\d)|(?<!\d)\d{{1,6}}\s?\+?\s?{counted}{end}|{added}|(?:^|(?<=[\s{BARS}/–—,(\[]))(?:{several}{end}|{any_of(tails)}\s?:)"
        rf"|(?:^|[{BARS}/(\[{MARK}]\s*|\s[{DASHES}]\s){any_of(tails)}{end}(?=\W*(?:$|[{BARS}:»→\d(])|\s\w+\W*$)"
    )


def countable(tails: Iterable[str], units: Collection[str]) -> Iterator[str]:
    """The links that may follow a number: "comments", "min read", but not "add comment"."""
    return (each for each in tails if " " not in each or each.split()[0].rstrip(".") in units)


@cache
def _glued_tail(tag: str) -> re.Pattern[str]:
    """A link of several words that is glued to the name before it."""
    several = sorted((each.capitalize() for each in lexicon_of(tag).tails if " " in each), key=len, reverse=True)
    return re.compile(rf"(?<=[a-zß-ÿ])(?:{'|'.join(map(re.escape, several)) or '(?!)'})(?![^\W\d_])")


@cache
def _glued_link(tag: str) -> re.Pattern[str]:
    """A link or a label of one word that is glued to the name before it."""
    words = lexicon_of(tag)
    single = sorted(
        (each for each in (*words.tails, *words.published, *words.updated) if each.isalpha()), key=len, reverse=True
    )
    titled = "|".join(each.capitalize() for each in single)
    sections = "|".join(sorted(each.capitalize() for each in words.sections if len(each) >= _MIN_GLUED_SECTION_LENGTH))
    return re.compile(rf"(?<=[{_SMALL_LETTERS}])(?:(?:{titled})(?=[A-Z]|$|\s?[|,:])|(?:{sections or '(?!)'})\s*$)")


@cache
def _date_label(tag: str) -> re.Pattern[str]:
    """Labels before a date, at the end of the phrase from which the date was cut."""
    words = lexicon_of(tag)
    labels = any_of((*words.published, *words.updated, *words.at, "on", "at", "um", "am", "le"))
    return re.compile(rf"(?:^|(?<![\s(,./:{DIVIDERS}])[\s(,./:{DIVIDERS}]++){labels}[\s:,.({DIVIDERS}]*$")
