"""Which words are the subject of a verb: a small grammar over the letters of words.

The subject of a verb stands before it as a rule, with its auxiliaries and adverbs between. Where a comma, an "and" or
a "to" stands before the verb instead, the subject is that of the clause it goes with.
"""

from __future__ import annotations

import re

from blogpost.language.quotations.words import SENTENCE_END

Place = tuple[int, int]

THING = "dDHZNMw9Smtxj&Y"
"""What a noun phrase is made of: determiners, names, nouns, numbers."""

_PART = rf"(?:[{THING}]|(?<=[dDHZO])f|C[NMj](?=[^vVWL])|(?<!C)F(?=[wNSmt])|[VWLF](?=[vVAo]))"
PHRASE = rf"(?:[Pi]|B?[{THING}]{_PART}*+(?:[OI](?:[{THING}]|f(?=[{THING}]))+)*+)"
"""A pronoun, or a noun phrase with what its prepositions add. What looks like a verb may be an adjective or a noun."""

_AUXILIARY = frozenset("AobB")
LEAD = (
    r"[C,]*+(?:(?:B[^,vVWFAoL]*|B*(?:[OUKYGglIq]|j[OPDdHBIUwfYTR])[^,]*),(?:(?<=N,)N{1,3},(?=[OMNPY]))?"
    r"|[dD9wNM]{0,3}YB?,|Q[,.]?)*+"
    rf"[CBAo]*+(?P<subject>{PHRASE})"
)
"""The first subject of a sentence, and whatever leads up to it."""

_LEAD = re.compile(LEAD)
_SIDE_SUBJECT = re.compile(rf"(?<=.)U(?P<subject>{PHRASE}),(?![MN])[^U.]*,$")  # after Roe, asked about it, said
SIDE = re.compile("U[^,;]*$")
"""A clause with when or because."""
_TIME = re.compile("O?[dD9]?w?YB?$")  # on Tuesday, two weeks ago
_ASIDE = re.compile("[Ao]B?O[dDH9]?[wYBSmt]{1,2}$")  # has in the past
_CLAUSE_STARTS = ";:T"
_INSIDE = frozenset("dDHZNMw9SmtxfjOYI&")  # what may stand between a phrase's first word and its last
_PARTICIPLES = frozenset(("G", "g", "l", "f"))
_ADJECTIVE_AFTER = frozenset("dDHZO")
# The noun phrase at the end of words that begin with a preposition: "in a statement the ministry".
_LAST_PHRASE = re.compile(r"(?:[dDH][wNMSmtZ9fj]+|Z[wSmt]+|M*[Nj]+|[wSmt]+|D)$")
_DOCUMENTS = frozenset("Smt")
_REPORTING = frozenset("vVL")


def subject_before(letters: str, verb: int, floor: int) -> Place | None:
    """The subject of a verb, which stands before it and not before `floor`."""
    end = verb
    while end > floor and letters[end - 1] in _AUXILIARY:
        end -= 1
    if end > floor and (aside := _TIME.search(letters, floor, end) or _ASIDE.search(letters, floor, end)):
        end = aside.start()
    if end == floor:
        return None
    last = letters[end - 1]
    if last == ")":
        end = max(letters.rfind("(", floor, end), floor)
        last = letters[end - 1] if end > floor else ""
    if last in "RT":
        return _issuer(letters, end - 1, floor) or (end - 1, end)  # "a friend who said": who, `antecedent` tells
    if last in "CI,-(;":
        return _governing_subject(letters, end - 1, floor)
    return phrase_before(letters, end, floor)


def _issuer(letters: str, relative: int, floor: int) -> Place | None:
    """Whose words a document has: Roe's, in "Roe posted a video that said"."""
    end = relative - (letters[relative - 1] == ",")
    if letters[end - 1] not in _DOCUMENTS:
        return None
    subject = main_subject(letters, floor, end)
    is_person = subject is not None and letters[subject[1] - 1] in "NjP" and "b" not in letters[subject[1] : end]
    return subject if is_person else None


def antecedent(letters: str, relative: int) -> Place | None:
    """What a relative pronoun stands for: "a friend, who said"."""
    end = relative - (letters[relative - 1 : relative] == ",")
    found = _LAST_PHRASE.search(letters, letters.rfind(SENTENCE_END, 0, end) + 1, end)
    return found.span() if found else None


def _governing_subject(letters: str, at: int, floor: int) -> Place | None:
    """The subject of the clause that a verb after a comma, "and" or "to" goes with."""
    subject = None
    if letters[at] in "CI":
        for verb in range(at - 1, floor, -1):
            if _is_joined(letters, verb, at):
                subject = subject_before(letters, verb, floor)
                break
    if subject:
        return subject
    if side := _SIDE_SUBJECT.search(letters, floor + 1, at + 1):
        return side.span("subject")
    return _with_apposition(letters, floor, at) or main_subject(letters, _clause_start(letters, at, floor), at)


def _is_joined(letters: str, verb: int, at: int) -> bool:
    """Whether a verb is one of saying that the clause behind `at` may go on from."""
    is_reporting = letters[verb] in _REPORTING and letters[verb - 1] not in "RCITdDHZ,"
    return is_reporting and not on_the_side(letters, verb, at)


def on_the_side(letters: str, verb: int, at: int) -> bool:
    """Whether a verb is in a clause with when or because that has ended before `at`."""
    start = letters.rfind(SENTENCE_END, 0, verb) + 1
    return "," in letters[verb:at] and SIDE.search(letters, start, verb) is not None


def _with_apposition(letters: str, floor: int, end: int) -> Place | None:
    """The first phrase of the sentence where a comma follows it: "Roe, when asked what he meant, said"."""
    found = _LEAD.match(letters, floor, end + 1)
    return found.span("subject") if found and letters[found.end()] in ",(" and letters[end] in ",)" else None


def _clause_start(letters: str, end: int, floor: int) -> int:
    """Where the clause begins that goes on at `end`."""
    return max(floor, *(letters.rfind(start, floor, end) + 1 for start in _CLAUSE_STARTS))


def main_subject(letters: str, start: int, end: int) -> Place | None:
    """The first subject from `start` on, whatever leads up to it left out."""
    found = _LEAD.match(letters, start, end)
    return found.span("subject") if found else None


def phrase_before(letters: str, end: int, floor: int) -> Place | None:
    """The noun phrase or pronoun that ends at `end`."""
    if end > floor and letters[end - 1] in "Pi":
        return end - 1, end
    start = phrase_start(letters, end, floor)
    if start == end:
        return None
    if letters[start] in "OYI":
        if letters[start - 1 : start] in _PARTICIPLES and (modified := phrase_before(letters, start - 1, floor)):
            return modified  # a source speaking to the paper
        found = _LAST_PHRASE.search(letters, start + 1, end)
        if not found:
            return None
        start = found.start()
    return (start, end) if letters[start:end] != "d" else None


def phrase_start(letters: str, end: int, floor: int) -> int:
    """Where the words begin that end at `end` and may be a noun phrase, with prepositions and all."""
    start = end
    while start > floor:
        letter = letters[start - 1]
        before = letters[start - 2] if start - 1 > floor else ""
        is_adjective = letter != "f" or before in _ADJECTIVE_AFTER
        joins_names = letter == "C" and before in ("N", "j") and letters[start : start + 1] in ("N", "M", "j")
        if not ((letter in _INSIDE and is_adjective) or joins_names):
            break
        start -= 1
    return start
