"""What kind of quotation a marked passage is: points for and against somebody's speech.

No single clue decides. Each of the tables below says what one clue is worth, in points; a passage with more points for
than against is speech. The others are titles if they look like one, and terms otherwise. docs/quotations.md tells the
reasons for the clues and where they mislead.
"""

from __future__ import annotations

import re

from blogpost.language.quotations.sentences import Sentences
from blogpost.language.quotations.speakers import Attribution
from blogpost.values import QuoteKind

_BASE = -1.0
_BY_LENGTH = (-3.0, -3.0, -2.0, -2.0, 0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 2.5)
"""Points for 0, 1, 2 … words, and for ten or more. Short ones are mostly words somebody keeps at a distance."""
_FULL_STOP, _COMMA = 2.0, 0.5  # within the marks, at the end
_STARTS_SENTENCE, _WHOLE_SENTENCE = 2.0, 1.0
_ONE_CAPITALISED, _TITLE_CASE, _TITLE_WITHOUT_CUE, _CODE = -1.0, -2.0, -4.0, -2.0
_CUE_BEHIND = 5.0
_CUE = {"close": 1.5, "far": 0.5, "trailing": 1.5, "label": 0.5, "thought": -0.5, "noun": 1.0, "lead": -1.0, "": -2.0}
_NAMED_SPEAKER, _AUTHOR = 2.0, -1.0
_BEFORE = {":": 1.0, ",": 1.0, "T": 0.5, "b": 1.5, "S": 1.0} | {
    "O": -1.0, "I": -1.0, "C": -1.0, "(": -1.0, "-": -3.0, "H": -2.0, "Z": -2.0
}  # fmt: skip
_TERM_BEFORE = -1.5  # "the word Q", "called Q", "the film Q"
_BEHIND = {"": 1.0, **dict.fromkeys(",;:.)", 1.0), **dict.fromkeys("wmtS", -1.0), **dict.fromkeys("bVAoFf", -1.0)}
_NESTED, _SINGLE_AMONG_DOUBLE = -6.0, -4.0
_CUSTOM, _REGISTER = 4.0, 15.0

SURE = 2.0
"""From here on a passage is speech whatever the custom of its text."""

_SENTENCE_ENDS = frozenset(".?!…")
_CODE_SIGNS = re.compile(r"[_=<>{}\\|~^@#/]|\w\(|^\W*$")
_LONGEST_CODE, _LONGEST_TITLE = 40, 150  # characters
_TERM = re.compile("(?:[tE][qOdDH]{0,2}|m,?|[wmtSb]B?Ld?|[VW]q)$")
_WORK = re.compile("(?:m,?[OdH]?|E)$")
_SHORT_WORD = 3  # letters: of, the, and


def speech_points(sentences: Sentences, index: int, found: Attribution | None) -> float:
    """How much speaks for speech, from the passage itself and its sentence; a cue right behind it is proof enough."""
    if found and found.strength == "after":
        return _CUE_BEHIND
    span = sentences.spans[index]
    letters, place = sentences.letters, sentences.places[index]
    before = letters[place - 1 : place]
    points = _BASE + _passage_points(sentences.text[span.start : span.end], found, starts=before in (".", ""))
    if _TERM.search(letters, max(0, place - 4), place):
        points += _TERM_BEFORE
    else:
        points += _BEFORE.get(before, 0.0)
    return points + _BEHIND.get(letters[place + 1 : place + 2], 0.0) + _cue_points(letters, found)


def _passage_points(quoted: str, found: Attribution | None, *, starts: bool) -> float:
    words = quoted.count(" ") + 1
    last = quoted[-1]
    points = _BY_LENGTH[min(words, len(_BY_LENGTH) - 1)]
    if last in _SENTENCE_ENDS:
        points += _FULL_STOP
    elif last == ",":
        points += _COMMA
    if starts:
        is_sentence = words > 3 and quoted[0].isupper() and (last == "," or last in _SENTENCE_ENDS)
        points += _STARTS_SENTENCE + (_WHOLE_SENTENCE if is_sentence else 0.0)
    if len(quoted) > _LONGEST_TITLE:
        return points
    return points + _look_points(quoted, words, has_cue=found is not None and found.strength == "close")


def _look_points(quoted: str, words: int, *, has_cue: bool) -> float:
    points = 0.0
    if words == 1 and quoted[0].isupper():
        points += _ONE_CAPITALISED
    elif not quoted[0].islower() and looks_like_title(quoted):
        points += _TITLE_CASE if has_cue else _TITLE_CASE + _TITLE_WITHOUT_CUE
    if len(quoted) <= _LONGEST_CODE and _CODE_SIGNS.search(quoted):
        points += _CODE
    return points


def _cue_points(letters: str, found: Attribution | None) -> float:
    if found is None:
        return _CUE[""]
    points = _CUE[found.strength]
    last = letters[found.speaker[1] - 1] if found.speaker else ""
    if last and last in "NjMPR":
        points += _NAMED_SPEAKER
    elif last == "i" and found.strength != "close":
        points += _AUTHOR
    return points


def custom_points(sure: int, passages: int, letters: str) -> float:
    """What the custom of the whole text is worth.

    Args:
        sure: how many of its passages are speech by their own clues.
        passages: how many there are.
        letters: its words around quotations: reports tell of others, essays say I.
    """
    reports = letters.count("V") + letters.count("v")
    register = reports / (reports + letters.count("i") + 1)
    return _CUSTOM * ((sure + 0.5) / (passages + 1.5) - 0.5) + _REGISTER * max(0.0, register - 0.6)


def place_points(*, is_nested: bool, is_single_among_double: bool, custom: float) -> float:
    """What it is worth where a passage stands: within another one, or in single marks where speech has double ones."""
    if is_nested:
        return _NESTED
    return custom + (_SINGLE_AMONG_DOUBLE if is_single_among_double else 0.0)


def looks_like_title(quoted: str) -> bool:
    """Several words, all but short ones with a capital."""
    words = quoted.split()
    if len(words) < 2 or any(word[0].islower() and len(word) > _SHORT_WORD for word in words):
        return False
    return sum(word[0].isupper() for word in words) > 1


def kind_without_speech(sentences: Sentences, index: int) -> QuoteKind:
    """Whether a passage that is nobody's speech is a title or a term."""
    span, place = sentences.spans[index], sentences.places[index]
    quoted = sentences.text[span.start : span.end]
    is_work = _WORK.search(sentences.letters, max(0, place - 3), place) and quoted[0].isupper()
    return "title" if is_work or (len(quoted) <= _LONGEST_TITLE and looks_like_title(quoted)) else "term"
