"""Which word before a quotation gives it to somebody.

Rules are patterns over the letters of words; `blogpost.language.quotations.words.LETTERS` tells what each stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from blogpost.language.quotations.clauses import PHRASE, SIDE, main_subject
from blogpost.language.quotations.governing import (
    BY,
    NO_SUBJECT,
    POSSESSOR,
    Attribution,
    governed_by,
    is_close,
)

_FURTHEST = 100  # letters
_MOST_CUES = 12
_CUE = re.compile("[vVGLlKSWg]")
_RANKS = ("K", "G", "Ll", "vV", "Wg", "S")
_LEADING = re.compile(r"C?[OUKGjB][^,Q]*,")  # words before the main clause
_SIDE_OR_PASSIVE = re.compile("U[^,;]*$|bB?$")
_SUBJECT_WITH_CLAUSE = re.compile("(?:^|[,;:TC-])[^,;:TvVWFAob-]*R[AobB]*$")  # an official who knows about it
_RELATIVE = re.compile("R[AobB]*$")
_NEW_CLAUSE = re.compile(rf"[;C]B?{PHRASE}[AobB]*$")
# as Roe, the owner, put it, "Q"
_AS = re.compile(rf"[C,]*qB?(?P<subject>{PHRASE})(?:,[^.]*?,)?[AobB]*(?P<cue>V)[^vVW.:;]*,")
_LABELS = re.compile("(?!O[^q]*$)[^vVWFAob;]*")  # called it "Q", described in a letter as "Q", but not called for "Q"
_NO_SOURCE = frozenset("i9Y")  # the author, a year, a day
_SCRIPT = re.compile(rf"(?:^|[-;.])(?P<subject>{PHRASE}):$")
_AFTER_NOUN = frozenset(("", ":", ",", "T", "T:"))


def cue_before(letters: str, place: int) -> Attribution | None:
    """What gives the quotation at this place to somebody, from the words of its sentence before it."""
    floor = max(letters.rfind(".", 0, place) + 1, place - _FURTHEST)
    if floor == place:
        return None
    cues = [found.start() for found in _CUE.finditer(letters, floor, place)][-_MOST_CUES:]
    if found := _AS.fullmatch(letters, floor, place):
        return Attribution("close", found.span("subject"), found.span("cue"))
    if not cues:
        return _without_cue(letters, floor, place)
    for cue in _by_rank(letters, cues, floor, place):
        if governed := governed_by(letters, cue, floor, place):
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
    closes = letters[last] in "vVG" and is_close(between) and not (cues[1:] and letters[last - 1] == "o")
    reports = any(letters[cue] in "vVGLl" for cue in cues)
    if closes or (letters[last] == "S" and _is_whose(letters, last, floor, place, reports=reports)):
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
        return POSSESSOR.search(letters, floor, noun) is not None
    return BY.fullmatch(between.rstrip(":,")) is not None


def _main_verbs(letters: str, cues: list[int], floor: int, place: int) -> list[int]:
    """The verbs of saying in the main clause: the first, unless a clause of its own begins behind it."""
    lead = _LEADING.match(letters, floor, cues[-1] + 1)
    start = lead.end() if lead else floor
    verbs = [cue for cue in cues if cue >= start and _has_subject(letters, cue, start)]
    if len(verbs) > 1 and _SUBJECT_WITH_CLAUSE.search(letters, floor, verbs[0]):
        return verbs[1:]
    if verbs and _ends_in_side_clause(letters, cues[-1], start, place):
        return [cues[-1], *verbs]
    for verb in reversed(verbs[1:]):
        if _begins_clause(letters, verbs[0], verb, floor, place):
            return [verb, *verbs]
    return verbs


def _begins_clause(letters: str, first: int, verb: int, floor: int, place: int) -> bool:
    """Whether a verb behind the first one has a clause of its own, or closes the one that the first interrupts."""
    between = letters[first + 1 : verb]
    if _relates(letters, verb, place) or (between.endswith(",") and _RELATIVE.search(letters, floor, first)):
        return True
    return "T" not in between[:2] and _NEW_CLAUSE.search(between) is not None


def _ends_in_side_clause(letters: str, cue: int, start: int, place: int) -> bool:
    """Whether the last verb is in a clause with when or because that the quotation is a part of."""
    is_verb = letters[cue] in "vV" and letters[cue - 1] not in NO_SUBJECT
    return is_verb and "," not in letters[cue + 1 : place] and SIDE.search(letters, start, cue) is not None


def _relates(letters: str, verb: int, place: int) -> bool:
    """Whether a verb is that of a clause at the end of the sentence: said Roe, who noted."""
    clause = _RELATIVE.search(letters, 0, verb)
    goes_on = letters[verb + 1] == "T" or "," not in letters[verb + 1 : place]
    return clause is not None and letters[clause.start() - 1 : clause.start()] == "," and goes_on


def _has_subject(letters: str, cue: int, start: int) -> bool:
    is_verb = letters[cue] in "vV" and letters[cue - 1 : cue] not in NO_SUBJECT
    return is_verb and not _SIDE_OR_PASSIVE.search(letters, start, cue)
