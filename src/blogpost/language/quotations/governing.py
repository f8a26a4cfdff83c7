"""Whom a word of saying before a quotation gives it to.

Rules are patterns over the letters of words; `blogpost.language.quotations.words.LETTERS` tells what each stands for.
"""

from __future__ import annotations

import re
from typing import Literal

from attrs import define

from blogpost.language.quotations.clauses import (
    LEAD,
    PHRASE,
    Place,
    main_subject,
    phrase_before,
    phrase_start,
    subject_before,
)
from blogpost.language.quotations.words import QUOTATION

Strength = Literal["after", "close", "far", "trailing", "label", "thought", "noun", "lead"]
"""How a cue stands to its quotation: behind it, right before it, before it with words between; or what else it is."""


@define(eq=False)
class Attribution:
    """A speaker and a cue, as places among the letters of a paragraph."""

    strength: Strength
    speaker: Place | None
    cue: Place | None


NO_SUBJECT = frozenset("dDHZOIU")
"""A verb after one of these is a noun, an infinitive, or of a clause on the side."""
_OTHER_VERB = re.compile("[vVWFAob;]")
_CLOSE = frozenset(("", ":", ",", "T", "T,", ",T", "T:"))
_TOLD = re.compile("[IO]?(?:d?M*[Nj]+|P|Hw)[OY]?,")  # telling her, "Q"; responds to Roe with, "Q"
_CLAUSE_START = frozenset(("", ",", "C", "-", "(", ";"))
_PASSIVE = re.compile("b[AB]?$")
_AS_OBJECT = re.compile(rf"[AIO]*(?P<subject>{PHRASE})")
_WITH_CUE = re.compile("[AIO]*")
_INVERTED = re.compile(rf"(?!P)(?P<subject>{PHRASE})(?=[,:])")  # wrote Roe: "Q"; not "put it:"
_BEHIND = re.compile(rf"(?:[^.,]*,)?(?P<subject>{PHRASE})")
_BEGAN_BY = re.compile("[Ff]O[Gg]")  # began by saying
# Roe spoke of what she calls "Q": whom the sentence is about, if no relative clause stands between
_WHAT_SHE_CALLS = re.compile(rf"{LEAD}(?<![PSmt])(?:[^RT.;]|T(?![vVWFfAob])|R[^R.;,]*,)*TPL$")
_SAYS_ITSELF = frozenset("NwtZDPiYj")
_DOCUMENT = re.compile("[Smt]")  # who issued a statement saying something is quoted, not the statement
_TAKES_OBJECT = frozenset("vV")
POSSESSOR = re.compile("(?P<subject>M*N*Z|H)[wNf]*$")
"""Whose a noun is."""
BY = re.compile(rf"O(?!Y)(?P<subject>{PHRASE})(?=[,:]|$)")
"""Who stands behind a noun with a preposition: in the words of Roe."""
# his claim that it is "Q", his answer: "Q", his claim of "Q", his answer was: "Q"
_LEADS_TO = re.compile("[^vVWLlGgFf,]{0,12}(?:T[^,]*|[:,])|[OD]?d?|b[dT]?[:,]?|O[^vVWLlGgFf]*")
_OF_NOUN = re.compile("[,:]?|[OT:]|[^.,QVvWFTRU]{0,4}b")  # a claim of "Q", the answer to it is "Q"


def governed_by(letters: str, cue: int, floor: int, place: int) -> Attribution | None:
    """Whom the cue gives the quotation at this place to; nothing where it gives it to nobody."""
    letter = letters[cue]
    strength = _strength(letter, letters[cue + 1 : place])
    if letter in "vV" and _PASSIVE.search(letters, floor, cue):  # who was asked or told
        return Attribution("close", None, (cue, cue + 1)) if strength == "close" else None
    if letter in "vVWL" or (letter in "Ggl" and letters[cue - 1] == "b"):
        subject = subject_before(letters, cue, floor) or _object(letters, cue, place)
        if letter == "L" and (named := _WHAT_SHE_CALLS.match(letters, floor, cue + 1)):
            subject = named.span("subject")
    elif letter in "Ggl":
        subject = _participle_subject(letters, cue, floor, place)
    elif letter == "K":
        first = cue - (letters[cue - 1 : cue] == "O")
        starts = first <= floor or letters[first - 1] in _CLAUSE_START
        subject = _object(letters, cue, place) if starts else None
    else:
        subject = _possessor(letters, cue, floor, place)
    if subject is None and not (letter == "S" and _OF_NOUN.fullmatch(letters, cue + 1, place)):
        return None
    behind = _WITH_CUE.match(letters, cue + 1, place) if letter == "K" else None  # according to
    return Attribution(strength, subject, (cue, behind.end() if behind else cue + 1))


def _strength(letter: str, between: str) -> Strength:
    if letter in "vVGK":
        return "close" if letter == "K" or is_close(between) else "far"
    if letter in "Wg":
        return "close" if between in (",", ":") else "thought"
    return "label" if letter in "Ll" else "noun"


def is_close(between: str) -> bool:
    """Whether a cue leads right on to its quotation: said "Q", told reporters that "Q", wrote on her blog: "Q"."""
    if between in _CLOSE or _TOLD.fullmatch(between):
        return True
    return between[-1:] in ("T", ":") and not _OTHER_VERB.search(between)


def _object(letters: str, cue: int, place: int) -> Place | None:
    """Who stands behind the cue: said Roe, according to Roe."""
    if letters[cue] not in "VK":
        return None
    found = (_AS_OBJECT if letters[cue] == "K" else _INVERTED).match(letters, cue + 1, place)
    return found.span("subject") if found else None


def _participle_subject(letters: str, cue: int, floor: int, place: int) -> Place | None:
    """Who is saying it."""
    if cue - floor < 2 and (found := _BEHIND.match(letters, place + 1)):
        return found.span("subject")  # Citing "Q," the ministry closed the road
    if phrase := _saying_itself(letters, cue, floor):
        return phrase
    for verb in range(cue - 1, floor, -1):
        if _is_finite(letters, verb) or _BEGAN_BY.match(letters, verb, cue + 1):
            subject = subject_before(letters, verb, floor)
            if subject:
                return subject if letters[cue - 1] != "," else _outer_subject(letters, verb, floor) or subject
        if letters[verb] == "G" and letters[cue - 1] == "C":
            return _participle_subject(letters, verb, floor, place)
    return main_subject(letters, floor, cue)


def _is_finite(letters: str, verb: int) -> bool:
    return letters[verb] in "vVLW" and letters[verb - 1] not in "RCOdDHIZ"


def _outer_subject(letters: str, verb: int, floor: int) -> Place | None:
    """The subject of the clause that the verb's own is within: Roe said the boats leave at noon, adding "Q"."""
    start = max(floor, letters.rfind(",", floor, verb), letters.rfind(QUOTATION, floor, verb)) + 1
    for outer in range(start, verb):
        if _is_finite(letters, outer) and (subject := subject_before(letters, outer, floor)):
            return subject
    return None


def _saying_itself(letters: str, cue: int, floor: int) -> Place | None:
    """The phrase right before the participle, where that can be who is saying it: no document, nobody who is told."""
    phrase = phrase_before(letters, cue, floor) if letters[cue - 1 : cue] in _SAYS_ITSELF else None
    if phrase is None or _DOCUMENT.search(letters, phrase_start(letters, cue, floor), cue):
        return None
    return None if _is_object(letters, *phrase) else phrase


def _is_object(letters: str, start: int, end: int) -> bool:
    """Whether a phrase is whom something is told: who wrote to Roe saying something says it, not Roe."""
    return letters[start - 1 : start] in _TAKES_OBJECT and "O" not in letters[start:end]


def _possessor(letters: str, cue: int, floor: int, place: int) -> Place | None:
    """Whose words they are: his statement that, a statement by Roe."""
    if not _LEADS_TO.fullmatch(letters, cue + 1, place):
        return None
    found = POSSESSOR.search(letters, floor, cue) or BY.match(letters, cue + 1, place)
    return found.span("subject") if found else None


def report_in(letters: str, start: int, end: int) -> Attribution | None:
    """The last thing reported among these letters, without a quotation."""
    for cue in range(end - 1, start - 1, -1):
        if letters[cue] in "vVKL" and letters[cue - 1 : cue] not in NO_SUBJECT:
            floor = max(letters.rfind(".", start, cue) + 1, start)
            subject = _object(letters, cue, end) if letters[cue] == "K" else subject_before(letters, cue, floor)
            if subject:
                return Attribution("far", subject, (cue, cue + 1))
    return None
