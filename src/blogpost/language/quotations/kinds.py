"""Classify marked passages, by points for and against speech.

No single clue decides. Each table below gives points for one clue; a passage with more points for speech than against
it is speech. The others are titles if they look like one, and terms otherwise. docs/quotations.md explains the clues
and their limits.
"""

from __future__ import annotations

import re

from blogpost.language.quotations.attribution import Attribution
from blogpost.language.quotations.sentences import Sentences
from blogpost.language.quotations.tagging import NAME
from blogpost.values import QuoteKind

_BY_LENGTH = (-2.0, -2.0, -1.0, -0.5, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 1.5)
"""Points for 0, 1, 2 … words, and for ten or more. Short passages are mostly distanced words."""
_FULL_STOP, _COMMA = 2.0, 0.5  # inside the marks, at the end
_STARTS_SENTENCE, _WHOLE_SENTENCE, _SMALL_LETTER = 3.0, 1.5, 1.0
_DIVIDER, _MENU = " | ", -6.0  # « Older post | Home | Newer post »
_TITLE_CASE, _CODE = -3.0, -1.0
_CUE_AFTER = 5.0
_CUE = {
    "noun": 2.0, "after": 1.0, "close": 1.0, "far": 1.0, "label": 0.5, "trailing": 0.0, "thought": -1.0, "lead": -1.5,
    "": -3.0,
}  # fmt: skip
_NAMED_SPEAKER = 1.0
_BEFORE = {
    "G": 2.0, "W": 1.0, "A": 1.0, "b": 1.0, "N": 1.0, ",": 1.0, ":": 0.5, "T": 0.5, "P": 0.5, "d": 0.5,
    "V": -0.5, "L": -0.5, "O": -1.0, "I": -1.0, "q": -1.0, "(": -1.0, "C": -1.5, "H": -2.0, "Z": -2.0, "-": -2.0,
}  # fmt: skip
"""Points for the tag of the word before, and below for that of the word after."""
_SENTENCE_AFTER_COLON = 2.0
_SENTENCE_AFTER_CUE = 2.0
_TERM_BEFORE = -1.5  # "the word Q", "called Q", "the film Q"
_NAME_AFTER = {"Z": -5.0, "m": -5.0, "O": -1.5}
"""For Title Case after a genitive, a work or a preposition: the channel's "Morning News", his book, "Tides"."""
_NICKNAME = -5.0  # Ada "Dot" Roe
_POINTS_AFTER = {**dict.fromkeys("wmtS", -1.0), **dict.fromkeys("bVAoFf", -0.5), "N": 0.5, "O": 0.5}
_CUSTOM, _REGISTER = 4.0, 6.0

NESTED, SINGLE_AMONG_DOUBLE = -6.0, -9.0
"""Points for a passage without a cue of its own in another quotation, and for single marks where others are double."""
SURE = 1.5
"""With so many points a passage is speech, whatever the usage of its text."""

_SENTENCE_ENDS = frozenset(".?!…")
_CODE_SIGNS = re.compile(r"[_=<>{}\\|~^@#/]|\w\(|^\W*$")
_MAX_CODE_LENGTH, _MAX_TITLE_LENGTH = 40, 150  # characters
_TERM = re.compile("(?:[tE][qOdDH]{0,2}|m,?|[wmtSb]B?Ld?|[VW]q)$")
_WORK = re.compile("(?:m[,OIdE]?|mm)$")
_MAX_SMALL_WORD_LENGTH = 3  # letters: of, the, and


def speech_points(sentences: Sentences, index: int, attribution: Attribution | None) -> float:
    """Points for speech from the passage itself and its sentence.

    A cue directly after it is proof enough, unless the passage can be a name: on the "Morning News," Roe said.
    """
    span = sentences.spans[index]
    quoted = sentences.text[span.start : span.end]
    if sentences.is_headline:
        quoted = quoted.lower()
    tags, place = sentences.tags, sentences.places[index]
    before = tags[place - 1 : place]
    starts, closes = before in (".", ""), tags[place + 1 : place + 2] in (".", "")
    is_name = not (starts or sentences.lexicon.capitalised_nouns) and _looks_like_name(quoted)
    if attribution and attribution.strength == "after" and not is_name:
        return _CUE_AFTER
    points = _passage_points(quoted, starts=starts, is_sentence=starts and closes)
    if is_name:
        points += _name_points(tags, place)
    if _TERM.search(tags, max(0, place - 4), place):
        points += _TERM_BEFORE
    else:
        points += _BEFORE.get(before, 0.0)
    if before == ":" and closes and _looks_like_sentence(quoted):
        points += _SENTENCE_AFTER_COLON
    if before in ("v", "V") and closes and attribution and attribution.strength == "close" and _begins_sentence(quoted):
        points += _SENTENCE_AFTER_CUE
    return points + _POINTS_AFTER.get(tags[place + 1 : place + 2], 0.0) + _cue_points(tags, attribution)


def _name_points(tags: str, place: int) -> float:
    """Points for the words around Title Case within a sentence."""
    before = tags[place - 1]
    if before == NAME == tags[place + 1 : place + 2]:
        return _NICKNAME
    return _NAME_AFTER.get(tags[place - 2 : place - 1] if before == "," else before, 0.0)


def _passage_points(quoted: str, *, starts: bool, is_sentence: bool) -> float:
    words = quoted.count(" ") + 1
    last = quoted[-1]
    points = _BY_LENGTH[min(words, len(_BY_LENGTH) - 1)]
    if last in _SENTENCE_ENDS or is_sentence:  # some put the full stop after the mark
        points += _FULL_STOP
    elif last == ",":
        points += _COMMA
    if starts:
        points += _STARTS_SENTENCE
        if words > 3 and quoted[0].isupper() and (is_sentence or last == "," or last in _SENTENCE_ENDS):
            points += _WHOLE_SENTENCE
    elif quoted[0].islower():
        points += _SMALL_LETTER
    if _DIVIDER in quoted:
        points += _MENU
    return points if len(quoted) > _MAX_TITLE_LENGTH else points + _look_points(quoted, words)


def _look_points(quoted: str, words: int) -> float:
    points = 0.0
    if words > 1 and not quoted[0].islower() and _looks_like_title(quoted):
        points += _TITLE_CASE
    if len(quoted) <= _MAX_CODE_LENGTH and _CODE_SIGNS.search(quoted):
        points += _CODE
    return points


def _cue_points(tags: str, attribution: Attribution | None) -> float:
    if attribution is None:
        return _CUE[""]
    points = _CUE[attribution.strength]
    last = tags[attribution.speaker[1] - 1] if attribution.speaker else ""
    if last and last in "NjMPR":
        points += _NAMED_SPEAKER
    return points


def custom_points(sure: int, passages: int, tags: str) -> float:
    """Points for the usage of the whole text.

    Args:
        sure: the number of its passages that are speech by their own clues.
        passages: the number of all passages.
        tags: its words around quotations; reports are about others, essays say "I".
    """
    reports = tags.count("V") + tags.count("v")
    register = reports / (reports + tags.count("i") + 1)
    return _CUSTOM * ((sure + 0.5) / (passages + 1.5) - 0.5) + _REGISTER * max(0.0, register - 0.5)


def _looks_like_name(quoted: str) -> bool:
    """A capitalised word, or several: a programme, a book, a campaign."""
    if len(quoted) > _MAX_TITLE_LENGTH or not quoted[0].isupper():
        return False
    return " " not in quoted or _looks_like_title(quoted)


def _looks_like_sentence(quoted: str) -> bool:
    """Four words or more from a capital to a full stop, but no title."""
    is_whole = quoted[0].isupper() and quoted[-1] in _SENTENCE_ENDS
    return is_whole and quoted.count(" ") > 2 and not _looks_like_title(quoted)


def _begins_sentence(quoted: str) -> bool:
    """Three words or more with a capital first that are not a title: Roe said "We are late"."""
    return quoted[0].isupper() and quoted.count(" ") > 1 and not _looks_like_title(quoted)


def _looks_like_title(quoted: str) -> bool:
    """Several words, all but short ones with a capital."""
    words = quoted.split()
    if len(words) < 2 or any(word[0].islower() and len(word) > _MAX_SMALL_WORD_LENGTH for word in words):
        return False
    return sum(word[0].isupper() for word in words) > 1


def kind_without_speech(sentences: Sentences, index: int) -> QuoteKind:
    """Whether a passage that is not speech is a title or a term.

    A title looks like one and is longer than most names, or follows a word for a work: the film "Night Ferry".
    """
    span, place = sentences.spans[index], sentences.places[index]
    quoted = sentences.text[span.start : span.end]
    if len(quoted) > _MAX_TITLE_LENGTH or sentences.is_headline:
        return "term"
    is_work = _WORK.search(sentences.tags, max(0, place - 3), place) is not None and quoted[0].isupper()
    return "title" if is_work or (quoted.count(" ") > 1 and _looks_like_title(quoted)) else "term"
