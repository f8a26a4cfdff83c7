"""Rejoin the page's own line about a post where a theme or a tool has put its parts on lines of their own.

"Posted by", "Jane Doe at" and "7:06 AM" are one line, and so are "by" and a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from blogpost.content import Text
from blogpost.language.credit_lines import ends_before_time, is_by_word
from blogpost.language.line_kinds import LineKind, kinds_of
from blogpost.language.system_words import section_words
from blogpost.readers.text.lines import Marked

_MAX_WORD_LENGTH = 30  # characters of the words before a name
_MAX_PART_LENGTH = 60  # characters of a name or a time
_MAX_GAP = 1  # empty lines between two parts
_MAX_PARTS = 4


def rejoined_credits(
    texts: Sequence[str], marked: Sequence[Marked], language: str
) -> tuple[Sequence[str], Sequence[Marked]]:
    """The lines of a text, each credit in one of them; the lines that its other parts had are empty."""
    starts = [
        i for i, text in enumerate(texts) if 0 < len(text) <= _MAX_WORD_LENGTH and is_by_word(text, language=language)
    ]
    sections = _sections(texts, language)
    if not starts and not sections:
        return texts, marked
    joined, content = list(texts), list(marked)
    for before, word, section in sections:
        joined[before] = f"{joined[before]} {joined[word]} {joined[section]}"
        joined[word] = joined[section] = ""
        if content:
            content[before] = _together(_together(content[before], content[word]), content[section])
            content[word] = content[section] = Marked()
    for start in starts:
        for part in _parts(texts, start, language):
            joined[start], joined[part] = f"{joined[start]} {joined[part]}", ""
            if content:
                content[start] = _together(content[start], content[part])
                content[part] = Marked()
    return joined, content


def _sections(texts: Sequence[str], language: str) -> list[tuple[int, int, int]]:
    """The numbers of the lines with a day, a word such as "in" alone, and the section that the post is in."""
    words = section_words(language)
    sections = []
    for i, text in enumerate(texts):
        if text not in words:
            continue
        before = next((j for j in range(i - 1, max(i - 3, -1), -1) if texts[j]), None)
        after = next((j for j in range(i + 1, min(i + 3, len(texts))) if texts[j]), None)
        if before is None or after is None or not kinds_of(texts[before], language) & LineKind.DATE:
            continue
        if len(texts[after]) <= _MAX_PART_LENGTH and not kinds_of(texts[after], language):
            sections.append((before, i, after))
    return sections


def _parts(texts: Sequence[str], start: int, language: str) -> list[int]:
    """The numbers of the lines after the first with the other parts: a name, and a time if the name's line says so."""
    parts: list[int] = []
    last = start
    while len(parts) < _MAX_PARTS:
        following = next((i for i in range(last + 1, min(last + 2 + _MAX_GAP, len(texts))) if texts[i]), None)
        if following is None or not _may_be_part(texts[following], language, has_name=bool(parts)):
            break
        parts.append(following)
        last = following
        if len(parts) > 1 and kinds_of(texts[following], language) & LineKind.STAMP:
            return parts
    is_open = bool(parts) and ends_before_time(f" {texts[parts[-1]]}", language=language)
    return parts[:1] if is_open else parts


def _may_be_part(text: str, language: str, *, has_name: bool) -> bool:
    if len(text) > _MAX_PART_LENGTH or text.endswith((".", "!", "?")):
        return False
    kinds = kinds_of(text, language)
    if has_name:  # "at", or a time, or "at" and a time
        return bool(kinds & LineKind.STAMP) or ends_before_time(f" {text}", language=language)
    return not kinds and not text.endswith(":")


def _together(first: Marked, second: Marked) -> Marked:
    return evolve(first, content=(*first.content, Text(" "), *second.content), links=(*first.links, *second.links))
