"""Take out of a line where a text is filed, and the opening of a system's sentence.

"This entry was posted in News and tagged Birds by Jane Doe." leaves "| by Jane Doe.", whose bars end names.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from blogpost.language.bylines.lexicon import any_of, is_word_end, lexicon_of, small
from blogpost.language.bylines.moments import MARK
from blogpost.language.characters import BARS, DASHES
from blogpost.language.locale import FALLBACK

_CUT = " | "
_JOINED = re.compile(r"[^\W\d_A-Z][^\W\d_a-z]|\d[^\W\d_a-z]|[A-Z]{2}[a-z]")  # two words without a space
_MIN_LABEL_LENGTH = 3  # letters of a label that may be glued to a name


@frozen
class Unfiled:
    """A line without its sections.

    Attributes:
        line: with a bar for each list of sections.
        is_sentence: whether it was a system's sentence: "This entry was …".
        is_filed: whether the line says where a text is filed.
    """

    line: str
    is_sentence: bool = False
    is_filed: bool = False


def without_filing(line: str, language: str) -> Unfiled:
    """The line with a bar for each list of sections or tags that a phrase such as "posted in" introduces."""
    tag = lexicon_of(language).tag
    if _JOINED.search(line):
        line = _glued(tag).sub(" ", line)
    low = small(line)
    opening = _opening(tag).match(low)
    if opening and is_word_end(line, opening.end()) and not _introduction(tag).match(low):
        line, low = _CUT + line[opening.end() :], _CUT + low[opening.end() :]
    parts: list[str] = []
    position = 0
    for filed in _filed(tag).finditer(low):
        if filed.start() < position or not is_word_end(line, filed.end("phrase")):
            continue
        parts += [line[position : filed.start()], _CUT]
        end = _end(tag).search(low, filed.end())
        if end and filed["alone"] is not None and line[end.start() :].lstrip()[:1] in DASHES:
            continue  # where something took place
        position = end.start() if end else len(line)
        if opening and line[position : position + 1] in (".", ""):
            by = _unsure_end(tag).search(low, filed.end(), position)
            position = by.start() if by else position
    return Unfiled("".join([*parts, line[position:]]), opening is not None, bool(parts))


@cache
def _opening(tag: str) -> re.Pattern[str]:
    return re.compile(rf"\W*{any_of(lexicon_of(tag).opening)}")


@cache
def _glued(tag: str) -> re.Pattern[str]:
    """The place before a label that is glued to a name: "Jane DoeCategories Birds"."""
    words = lexicon_of(tag)
    phrases = {*words.filed, *words.author, *words.published}
    labels = sorted((f"{each[0].upper()}{each[1:]}" for each in phrases), key=len, reverse=True)
    labels = [re.escape(each) for each in labels if len(each) > _MIN_LABEL_LENGTH and not each[0].islower()]
    return re.compile(rf"(?<=[^\W_])(?=[^\W\d_a-z])(?=(?:{'|'.join(labels) or '(?!)'})(?![^\W\d_A-ZÀ-ÞА-Я]))")


@cache
def _introduction(tag: str) -> re.Pattern[str]:
    """A sentence that introduces an author as a whole: "This entry was written by"."""
    words = lexicon_of(tag)
    return re.compile(rf"\W*{any_of(words.posted)}\s{any_of(words.by)}\s")


@cache
def _filed(tag: str) -> re.Pattern[str]:
    """A phrase before sections; a preposition alone needs a moment before it: "May 3, 2012 in News"."""
    words = lexicon_of(tag)
    alone = rf"(?P<alone>)(?<=[{MARK}|])[\s,]{{0,2}}{any_of(words.filed_in)}(?=\s)"
    first = rf"^{any_of(words.filed_in)}(?=\s[^{MARK}{BARS}]{{2,40}}\s{any_of(words.by)}\s)"
    with_colon = rf"(?<=\s){any_of(words.filed_in)}(?=:\s)"
    return re.compile(rf"(?P<phrase>{any_of(words.filed)}|{alone}|{first}|{with_colon})(?:\s?:)?\s*")


@cache
def _unsure_end(tag: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?={any_of(lexicon_of(tag).unsure)}\s)")


@cache
def _end(tag: str) -> re.Pattern[str]:
    """The end of a list of sections: a moment, a bar, a full stop, a link, or a word such as "by"."""
    words = lexicon_of(tag)
    by = any_of(each for each in (*words.by, *lexicon_of(FALLBACK).by) if each not in words.unsure)
    links = any_of(each for each in words.tails if " " in each)
    after = any_of((*words.filed, *words.author, *words.posted))
    return re.compile(
        rf"[{MARK}{BARS}]|\s[/{DASHES}]{{1,2}}\s|\.(?:\s|$)|\s(?={by}[\s:]|{links}(?![^\W\d_])|\d+\s{any_of(words.tails)}|{after}[\s:])"
    )
