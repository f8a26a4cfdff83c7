"""Words that are verbs or nouns, told apart by the words around them: "the paper claims", but "the paper's claims"."""

from __future__ import annotations

import re

from blogpost.language.quotations.words import LETTERS, MAYBE_ADVERB, MAYBE_NOUN, NAME, NOUN

# What looks like a verb is a noun after an article or a preposition, and so is the first of two: "the state says".
_NOUN_NOT_VERB = re.compile("[VWLF](?:(?<=[dHZ].)(?![,:]?Q)|(?<=[wmSt].)(?=[vVAobW])|(?<=O.))")
_ADVERB = re.compile(f"(?:(?<=[.:;C])|^){MAYBE_ADVERB}(?=[UO]|,[PNMdDHOi])")  # Shortly after, and "Recently, Roe"
_GOES = LETTERS["goes"]
_REPORTS = re.compile(f"{_GOES}(?=O?(?:[,:.]|$|I[vV]))")  # goes, "Q"; "Q," he went on to say
_BOTH = {maybe: letters for letters, maybe in MAYBE_NOUN.items()}
_MAYBE_NOUN = re.compile(f"[{''.join(_BOTH)}]")
_BOTH_THOUGHT = MAYBE_NOUN["W", "S"]  # Roe thought
_BEFORE_VERB = frozenset("PRoI")  # pronouns, modals, "to"
_NEVER_BEFORE_VERB = frozenset("dHZO")
_STATE = MAYBE_NOUN["V", "w"]
_ONE_COMMA = re.compile("(?:^|[.;:Q])[^,.;:Q]*,$")  # her aide, state senator Roe; but: Roe, 52, states
_OBJECT = re.compile("[TPdDHZNMi]|,?Q|O?[,:]Q?")
_IN_PHRASE = f"dDHwNMjfZ9SmtC&{''.join(_BOTH)}"
_PHRASE_BEFORE = re.compile(f"[{_IN_PHRASE}]*$")
_BEFORE_SUBJECT = frozenset(("", *".,;:-(TCUqQR"))
_AFTER_QUOTATION = re.compile(f"Q[dDHNMZ][O{_IN_PHRASE}]*$")  # "Q," the paper claims
_LONGEST_SUBJECT = 20
_ENDS_CLAUSE = re.compile("B?(?:[.,;OUY-]|$)")


def in_context(letters: str) -> str:
    """The letters of a paragraph's words, with one letter for each that may be a verb or a noun."""
    if MAYBE_ADVERB in letters:
        letters = _ADVERB.sub(LETTERS["adverb"], letters).replace(MAYBE_ADVERB, NAME)
    if _GOES in letters:
        letters = _REPORTS.sub(LETTERS["says"], letters).replace(_GOES, LETTERS["does"])
    return _NOUN_NOT_VERB.sub(NOUN, _MAYBE_NOUN.sub(_decided, letters))


def _decided(found: re.Match[str]) -> str:
    return _BOTH[found[0]][0 if _is_verb(found.string, found.start()) else 1]


def _is_verb(letters: str, place: int) -> bool:
    """Whether a word that may be a noun is a verb: it has a subject before it, and an object behind it."""
    start = place
    while start and letters[start - 1] == "B":
        start -= 1
    before, floor = letters[start - 1 : start], max(0, start - _LONGEST_SUBJECT)
    if before in _BEFORE_VERB or (before == NAME and letters[place] == _BOTH_THOUGHT):
        return True
    if before in _NEVER_BEFORE_VERB or (letters[place] == _STATE and _ONE_COMMA.search(letters, floor, start)):
        return False
    if _AFTER_QUOTATION.search(letters, floor, start):
        return _ENDS_CLAUSE.match(letters, place + 1) is not None
    phrase = _PHRASE_BEFORE.search(letters, floor, start)
    begins = phrase is not None and letters[phrase.start() - 1 : phrase.start()] in _BEFORE_SUBJECT
    return begins and _OBJECT.match(letters, place + 1) is not None
