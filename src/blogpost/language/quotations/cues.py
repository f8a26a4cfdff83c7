"""Which word before a quotation gives it to somebody, and to whom.

Rules are patterns over the letters of words; `blogpost.language.quotations.words.LETTERS` tells what each stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from attrs import define

from blogpost.language.quotations.clauses import PHRASE, Place, main_subject, phrase_before, subject_before

Strength = Literal["after", "close", "far", "trailing", "label", "thought", "noun", "lead"]
"""How a cue stands to its quotation: behind it, right before it, before it with words between; or what else it is."""


@define(eq=False)
class Attribution:
    """A speaker and a cue, as places among the letters of a paragraph."""

    strength: Strength
    speaker: Place | None
    cue: Place | None


_FURTHEST = 100  # letters
_MOST_CUES = 12
_CLOSE = frozenset(("", ":", ",", "T", "T,", ",T", "T:"))
_CUE = re.compile("[vVGLlKSWg]")
_RANKS = ("K", "G", "Ll", "vV", "Wg", "S")
_NO_SUBJECT = frozenset("dDHZOIU")  # a verb after one of these is a noun, an infinitive, or of a clause on the side
_LEADING = re.compile(r"C?[OUKGjB][^,Q]*,")  # words before the main clause
_ON_THE_SIDE = re.compile(r"U[^,;]*$|bB?$")  # a clause with when or because; a passive
_RELATIVE = re.compile("R[AobB]*$")
_NEW_CLAUSE = re.compile(rf"[;C]B?{PHRASE}[AobB]*$")
_LABELS = re.compile("(?!O[^q]*$)[^vVWFAob;]*")  # called it "Q", described in a letter as "Q", but not called for "Q"
_OTHER_VERB = re.compile("[vVWFAob;]")
_CLAUSE_START = frozenset(("", ",", "C", "-", "(", ";"))
_NO_SOURCE = frozenset("i9Y")  # the author, a year, a day
_SCRIPT = re.compile(rf"(?:^|[-;.])(?P<subject>{PHRASE}):$")
_AS_OBJECT = re.compile(rf"[AIO]*(?P<subject>{PHRASE})")
_WITH_CUE = re.compile("[AIO]*")
_INVERTED = re.compile(rf"(?P<subject>{PHRASE})(?=[,:])")
_AFTER_COMMA = re.compile(rf"[^.,]*,(?P<subject>{PHRASE})")
_SAYS_ITSELF = frozenset("NwtZDPiYj")
_DOCUMENT = re.compile("[Smt]")  # who issued a statement saying something is quoted, not the statement
_PASSIVE = re.compile("b[AB]?$")
_POSSESSOR = re.compile("(?P<subject>M*N*Z|H)[wNf]*$")
_BY = re.compile(rf"[^,.:Q]{{0,12}}?O(?P<subject>{PHRASE})(?=[,:]|$)")
_AFTER_NOUN = frozenset(("", ":", ",", "T", "T:"))
_OF_NOUN = re.compile("[,:]?|[OT:]|[^.,QVvWFTRU]{0,4}b")  # a claim of "Q", the answer to it is "Q"


def cue_before(letters: str, place: int) -> Attribution | None:
    """What gives the quotation at this place to somebody, from the words of its sentence before it."""
    floor = max(letters.rfind(".", 0, place) + 1, place - _FURTHEST)
    if floor == place:
        return None
    cues = [found.start() for found in _CUE.finditer(letters, floor, place)][-_MOST_CUES:]
    if not cues:
        return _without_cue(letters, floor, place)
    for cue in _by_rank(letters, cues, floor, place):
        if governed := _governed(letters, cue, floor, place):
            return governed
    return None


def _without_cue(letters: str, floor: int, place: int) -> Attribution | None:
    """Roe: "Q", or a sentence with Roe as its subject that ends with a colon."""
    if not letters.startswith(":", place - 1):
        return None
    named = _SCRIPT.search(letters, floor, place)
    subject = named.span("subject") if named else main_subject(letters, floor, place)
    is_other = subject is not None and letters[subject[1] - 1] not in _NO_SOURCE
    return Attribution("lead", subject, None) if is_other else None


def _by_rank(letters: str, cues: list[int], floor: int, place: int) -> Iterator[int]:
    """The cues, the likeliest first."""
    last = cues[-1]
    between = letters[last + 1 : place]
    is_close = letters[last] in "vVG" and _is_close(between) and not (cues[1:] and letters[last - 1] == "o")
    reports = any(letters[cue] in "vV" for cue in cues)
    if is_close or (letters[last] == "S" and _is_whose(letters, last, floor, place, reports=reports)):
        yield last
    label = next((cue for cue in reversed(cues) if letters[cue] in "Ll"), None)
    if label is not None and _LABELS.fullmatch(letters, label + 1, place):
        yield label
    if letters[last] == "G":
        yield last
    yield from _main_verbs(letters, cues, floor, place)
    for rank in _RANKS:
        yield from (cue for cue in reversed(cues) if letters[cue] in rank)


def _is_whose(letters: str, noun: int, floor: int, place: int, *, reports: bool) -> bool:
    """Whether a noun leads on to the quotation and says whose words they are, as "his statement that" does.

    Beside a verb that `reports`, it does so only right before a colon or a comma.
    """
    between = letters[noun + 1 : place]
    if reports and not between.endswith((":", ",")):
        return False
    if between in _AFTER_NOUN:
        return _POSSESSOR.search(letters, floor, noun) is not None
    return _BY.fullmatch(between.rstrip(":,")) is not None


def _main_verbs(letters: str, cues: list[int], floor: int, place: int) -> list[int]:
    """The verbs of saying in the main clause: the first, unless a clause of its own begins behind it."""
    lead = _LEADING.match(letters, floor, cues[-1] + 1)
    start = lead.end() if lead else floor
    verbs = [cue for cue in cues if cue >= start and _has_subject(letters, cue, start)]
    for i in range(len(verbs) - 1, 0, -1):
        between = letters[verbs[0] + 1 : verbs[i]]
        if _relates(letters, verbs[i], place) or (_RELATIVE.search(letters, floor, verbs[0]) and between.endswith(",")):
            return [verbs[i], *verbs]
        if "T" not in between[:2] and _NEW_CLAUSE.search(between):
            return [verbs[i], *verbs]
    return verbs


def _relates(letters: str, verb: int, place: int) -> bool:
    """Whether a verb is that of a clause at the end of the sentence: said Roe, who noted."""
    clause = _RELATIVE.search(letters, 0, verb)
    goes_on = letters[verb + 1] == "T" or "," not in letters[verb + 1 : place]
    return clause is not None and letters[clause.start() - 1 : clause.start()] == "," and goes_on


def _has_subject(letters: str, cue: int, start: int) -> bool:
    is_verb = letters[cue] in "vV" and letters[cue - 1 : cue] not in _NO_SUBJECT
    return is_verb and not _ON_THE_SIDE.search(letters, start, cue)


def _governed(letters: str, cue: int, floor: int, place: int) -> Attribution | None:
    letter = letters[cue]
    strength = _strength(letter, letters[cue + 1 : place])
    if letter in "vV" and _PASSIVE.search(letters, floor, cue):  # who was asked or told
        return Attribution("close", None, (cue, cue + 1)) if strength == "close" else None
    if letter in "vVWL" or (letter in "Ggl" and letters[cue - 1] == "b"):
        subject = subject_before(letters, cue, floor) or _object(letters, cue, place)
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
        return "close" if letter == "K" or _is_close(between) else "far"
    if letter in "Wg":
        return "close" if between in (",", ":") else "thought"
    return "label" if letter in "Ll" else "noun"


def _is_close(between: str) -> bool:
    """Whether a cue leads right on to its quotation: said "Q", told reporters that "Q", wrote on her blog: "Q"."""
    return between in _CLOSE or (between[-1:] in ("T", ":") and not _OTHER_VERB.search(between))


def _object(letters: str, cue: int, place: int) -> Place | None:
    """Who stands behind the cue: said Roe, according to Roe."""
    if letters[cue] not in "VK":
        return None
    found = (_AS_OBJECT if letters[cue] == "K" else _INVERTED).match(letters, cue + 1, place)
    return found.span("subject") if found else None


def _participle_subject(letters: str, cue: int, floor: int, place: int) -> Place | None:
    """Who is saying it."""
    if cue - floor < 2 and (found := _AFTER_COMMA.match(letters, place + 1)):
        return found.span("subject")  # Citing "Q," the ministry closed the road
    phrase = phrase_before(letters, cue, floor) if letters[cue - 1 : cue] in _SAYS_ITSELF else None
    if phrase and not _DOCUMENT.search(letters, *phrase):
        return phrase
    for verb in range(cue - 1, floor, -1):
        if letters[verb] in "vVLW" and letters[verb - 1] not in "RCOdDHIZ":
            subject = subject_before(letters, verb, floor)
            if subject:
                return subject
        if letters[verb] == "G" and letters[cue - 1] == "C":
            return _participle_subject(letters, verb, floor, place)
    return main_subject(letters, floor, cue)


def _possessor(letters: str, cue: int, floor: int, place: int) -> Place | None:
    """Whose words they are: his statement, a statement by Roe."""
    found = _POSSESSOR.search(letters, floor, cue) or _BY.match(letters, cue + 1, place)
    return found.span("subject") if found else None


def report_in(letters: str, start: int, end: int) -> Attribution | None:
    """The last thing reported among these letters, without a quotation."""
    for cue in range(end - 1, start - 1, -1):
        if letters[cue] in "vVKL" and letters[cue - 1 : cue] not in _NO_SUBJECT:
            floor = max(letters.rfind(".", start, cue) + 1, start)
            subject = _object(letters, cue, end) if letters[cue] == "K" else subject_before(letters, cue, floor)
            if subject:
                return Attribution("far", subject, (cue, cue + 1))
    return None
