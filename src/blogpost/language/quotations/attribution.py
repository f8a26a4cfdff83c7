"""Find the subject to which a verb or noun of saying attributes a quotation."""

from __future__ import annotations

import re
from typing import Literal

from attrs import define

from blogpost.language.quotations.tagging import QUOTATION, SENTENCE_END

# ------------------------------------------------------------------------------------------- clauses and their subjects

Place = tuple[int, int]

THING = "dDHZNMw9Smtxj&Y"
"""The parts of a noun phrase: determiners, names, nouns, numbers."""

_PART = rf"(?:[{THING}]|(?<=[dDHZO])f|C[NMj](?=[^vVWL])|(?<!C)F(?=[wNSmt])|[VWLF](?=[vVAo]))"
PHRASE = rf"(?:[Pi]|B?[{THING}]{_PART}*+(?:[OI](?:[{THING}]|f(?=[{THING}]))+)*+)"
"""A pronoun, or a noun phrase with its prepositional phrases. An apparent verb may be an adjective or a noun."""

_AUXILIARY = frozenset("AobB")
LEAD = (
    r"[C,]*+(?:(?:B[^,vVWFAoL]*|B*(?:[OUKYGglIq]|j[OPDdHBIUwfYTR])[^,]*),(?:(?<=N,)N{1,3},(?=[OMNPY]))?"
    r"|[dD9wNM]{0,3}YB?,|Q[,.]?)*+"
    rf"[CBAo]*+(?P<subject>{PHRASE})"
)
"""The first subject of a sentence, with the words before it."""

_LEAD = re.compile(LEAD)
_SIDE_SUBJECT = re.compile(rf"(?<=.)U(?P<subject>{PHRASE}),(?![MN])[^U.]*,$")  # after Roe, asked about it, said
SIDE = re.compile("U[^,;]*$")
"""A clause with "when" or "because"."""
_NAME_WITH_CLAUSE = re.compile("M*(?P<subject>[Nj]{1,6}),R[^,.;:QT]{1,40},$")
_TIME = re.compile("O?[dD9]?w?YB?$")  # on Tuesday, two weeks ago
_ASIDE = re.compile("[Ao]B?O[dDH9]?[wYBSmt]{1,2}$")  # has in the past
_CLAUSE_STARTS = ";:T"
_INSIDE = frozenset("dDHZNMw9SmtxfjOYI&")  # tags between the first and the last word of a phrase
_PARTICIPLES = frozenset(("G", "g", "l", "f"))
_ADJECTIVE_AFTER = frozenset("dDHZO")
# The noun phrase at the end of words that begin with a preposition: "in a statement the ministry".
_LAST_PHRASE = re.compile(r"(?:[dDH][wNMSmtZ9fj]+|Z[wSmt]+|M*[Nj]+|[wSmt]+|D)$")
_DOCUMENTS = frozenset("Smt")
_REPORTING = frozenset("vVL")


def subject_before(tags: str, verb: int, floor: int) -> Place | None:
    """The subject of a verb, before the verb and not before `floor`."""
    end = verb
    while end > floor and tags[end - 1] in _AUXILIARY:
        end -= 1
    if end > floor and (aside := _TIME.search(tags, floor, end) or _ASIDE.search(tags, floor, end)):
        end = aside.start()
    if end == floor:
        return None
    last = tags[end - 1]
    if last == ")":
        end = max(tags.rfind("(", floor, end), floor)
        last = tags[end - 1] if end > floor else ""
    if last in "RT":
        return _issuer(tags, end - 1, floor) or (end - 1, end)  # "a friend who said": `antecedent` resolves "who"
    if last in "CI,-(;":
        return _governing_subject(tags, end - 1, floor)
    return phrase_before(tags, end, floor)


def _issuer(tags: str, relative: int, floor: int) -> Place | None:
    """The owner of a document: Roe, in "Roe posted a video that said"."""
    end = relative - (tags[relative - 1] == ",")
    if tags[end - 1] not in _DOCUMENTS:
        return None
    subject = main_subject(tags, floor, end)
    is_person = subject is not None and tags[subject[1] - 1] in "NjP" and "b" not in tags[subject[1] : end]
    return subject if is_person else None


def antecedent(tags: str, relative: int) -> Place | None:
    """The antecedent of a relative pronoun: "a friend, who said"."""
    end = relative - (tags[relative - 1 : relative] == ",")
    match = _LAST_PHRASE.search(tags, tags.rfind(SENTENCE_END, 0, end) + 1, end)
    return match.span() if match else None


def _governing_subject(tags: str, at: int, floor: int) -> Place | None:
    """The subject of the clause to which a verb after a comma, "and" or "to" belongs."""
    subject = None
    if tags[at] in "CI":
        for verb in range(at - 1, floor, -1):
            if _is_joined(tags, verb, at):
                subject = subject_before(tags, verb, floor)
                break
    if subject:
        return subject
    if side := _SIDE_SUBJECT.search(tags, floor + 1, at + 1):
        return side.span("subject")
    return (
        _with_apposition(tags, floor, at)
        or _with_clause(tags, floor, at)
        or main_subject(tags, _after_as(tags, _clause_start(tags, at, floor)), at)
    )


def _after_as(tags: str, start: int) -> int:
    """The start of a clause without "as": as Roe used to say, "Q"."""
    return start + tags.startswith("q", start)


def _is_joined(tags: str, verb: int, at: int) -> bool:
    """Whether a verb is one of saying, which a clause after `at` may continue."""
    is_reporting = tags[verb] in _REPORTING and tags[verb - 1] not in "RCITdDHZ,"
    return is_reporting and not on_the_side(tags, verb, at)


def on_the_side(tags: str, verb: int, at: int) -> bool:
    """Whether a verb is in a clause with "when" or "because" that ends before `at`."""
    start = tags.rfind(SENTENCE_END, 0, verb) + 1
    return "," in tags[verb:at] and SIDE.search(tags, start, verb) is not None


def _with_apposition(tags: str, floor: int, end: int) -> Place | None:
    """The first phrase of the sentence, if a comma follows it: "Roe, when asked what he meant, said"."""
    match = _LEAD.match(tags, floor, end + 1)
    return match.span("subject") if match and tags[match.end()] in ",(" and tags[end] in ",)" else None


def _with_clause(tags: str, floor: int, end: int) -> Place | None:
    """The name before a comma and a relative clause: last year the builder, Roe, who is old, wrote."""
    match = _NAME_WITH_CLAUSE.search(tags, floor, end + 1)
    return match.span("subject") if match else None


def _clause_start(tags: str, end: int, floor: int) -> int:
    """The start of the clause that continues at `end`."""
    return max(floor, *(tags.rfind(start, floor, end) + 1 for start in _CLAUSE_STARTS))


def main_subject(tags: str, start: int, end: int) -> Place | None:
    """The first subject from `start` on, without the words before it."""
    match = _LEAD.match(tags, start, end)
    return match.span("subject") if match else None


def phrase_before(tags: str, end: int, floor: int) -> Place | None:
    """The noun phrase or pronoun that ends at `end`."""
    if end > floor and tags[end - 1] in "Pi":
        return end - 1, end
    start = phrase_start(tags, end, floor)
    if start == end:
        return None
    if tags[start] in "OYI":
        if tags[start - 1 : start] in _PARTICIPLES and (modified := phrase_before(tags, start - 1, floor)):
            return modified  # a source speaking to the paper
        match = _LAST_PHRASE.search(tags, start + 1, end)
        if not match:
            return None
        start = match.start()
    return (start, end) if tags[start:end] != "d" else None


def phrase_start(tags: str, end: int, floor: int) -> int:
    """The start of the words before `end` that may be a noun phrase, with its prepositions."""
    start = end
    while start > floor:
        tag = tags[start - 1]
        before = tags[start - 2] if start - 1 > floor else ""
        is_adjective = tag != "f" or before in _ADJECTIVE_AFTER
        joins_names = tag == "C" and before in ("N", "j") and tags[start : start + 1] in ("N", "M", "j")
        if not ((tag in _INSIDE and is_adjective) or joins_names):
            break
        start -= 1
    return start


# ------------------------------------------------------------------------------------------------ attribution

Strength = Literal["after", "close", "far", "trailing", "label", "thought", "noun", "lead"]
"""The relation of a cue to its quotation: after it, right before it, before it with words between, or another one."""


@define(eq=False)
class Attribution:
    """A speaker and a cue, as positions among the tags of a paragraph, and whether the rules are sure of them."""

    strength: Strength
    speaker: Place | None
    cue: Place | None
    is_sure: bool = True


_IN_CLAUSE = re.compile("[RU][^,;]*$")
NO_SUBJECT = frozenset("dDHZOIU")
"""After these, a verb is a noun, an infinitive, or in a subordinate clause."""
_OTHER_VERB = re.compile("[vVWFAob;]")
_CLOSE = frozenset(("", ":", ",", "T", "T,", ",T", "T:"))
_LISTENER = re.compile("[IO]?(?:d?M*[Nj]+|[Pi]|[dH]?[wM])[OY]?,")  # telling her, "Q"; responds to Roe with, "Q"
_CLAUSE_START = frozenset(("", ",", "C", "-", "(", ";"))
_PASSIVE = re.compile("b[AB]?$")
_AS_OBJECT = re.compile(rf"[AIO]*\(?(?P<subject>{PHRASE})")
_WITH_CUE = re.compile("[AIO]*")
_INVERTED = re.compile(rf"(?!P)(?P<subject>{PHRASE})(?=[,:])")  # wrote Roe: "Q"; not "put it:"
_AFTER_QUOTE = re.compile(rf"(?:[^.,]*,)?(?P<subject>{PHRASE})")
_RELATED = re.compile("[RT][^,;:]{0,20}$|[Pi][AobB]{0,2}$")  # what she described as "Q"
_BEGAN_BY = re.compile("[Ff]O[Gg]")  # began by saying
# Roe spoke of what she calls "Q": the subject of the sentence, unless a relative clause is between
_WHAT_SHE_CALLS = re.compile(rf"{LEAD}(?<![PSmt])(?:[^RT.;]|T(?![vVWFfAob])|R[^R.;,]*,)*TPL$")
_SAYS_ITSELF = frozenset("NwtZDPiYj")
_DOCUMENT = re.compile("[Smt]")  # the issuer of a statement is quoted, not the statement
_TAKES_OBJECT = frozenset("vV")
POSSESSOR = re.compile("(?P<subject>(?:[dDH]f?)?M*N*Z|H)[wNf]*$")
"""The owner of a noun, as in "Roe's"."""
BY = re.compile(rf"O(?!Y)(?P<subject>{PHRASE})(?=[,:]|$)")
"""The owner after a noun with a preposition: in the words of Roe."""
# his claim that it is "Q", his answer: "Q", his claim of "Q", his answer was: "Q"
_LEADS_TO = re.compile("[^vVWLlGgFf,]{0,12}(?:T[^,]*|[:,])|[OD]?d?|b[dT]?[:,]?|O[^vVWLlGgFf]*")
_OF_NOUN = re.compile("[,:]?|[OT:]|[^.,QVvWFTRU]{0,4}b")  # a claim of "Q", the answer to it is "Q"


def governed_by(tags: str, cue: int, floor: int, place: int) -> Attribution | None:
    """The subject to which the cue attributes the quotation at this place, or None."""
    tag = tags[cue]
    if tag in "vVWL" and tags[cue + 1 : place] == "q" and not _RELATED.search(tags, floor, cue):
        return Attribution("label", None, (cue, cue + 1)) if tag == "L" else None  # described as "Q": not by whom
    strength = _strength(tag, tags[cue + 1 : place])
    if tag in "vV" and _PASSIVE.search(tags, floor, cue):  # the person who was asked or told
        return Attribution("close", None, (cue, cue + 1)) if strength == "close" else None
    if tag in "vVWL" or (tag in "Ggl" and tags[cue - 1] == "b"):
        subject = subject_before(tags, cue, floor) or _object(tags, cue, place)
        if tag == "L" and (named := _WHAT_SHE_CALLS.match(tags, floor, cue + 1)):
            subject = named.span("subject")
    elif tag in "Ggl":
        subject = _participle_subject(tags, cue, floor, place)
    elif tag == "K":
        first = cue - (tags[cue - 1 : cue] == "O")
        starts = first <= floor or tags[first - 1] in _CLAUSE_START
        subject = _object(tags, cue, place) if starts else None
    else:
        subject = _possessor(tags, cue, floor, place)
    if subject is None and tag == "V" and cue == floor:  # Dijo que "Q"
        return Attribution(strength, None, (cue, cue + 1))
    if subject is None and not (tag == "S" and _OF_NOUN.fullmatch(tags, cue + 1, place)):
        return None
    after = _WITH_CUE.match(tags, cue + 1, place) if tag == "K" else None  # according to
    return Attribution(strength, subject, (cue, after.end() if after else cue + 1))


def _strength(tag: str, between: str) -> Strength:
    if tag in "vVGK":
        return "close" if tag == "K" or is_close(between) else "far"
    if tag in "Wg":
        return "close" if between in (",", ":") else "thought"
    return "label" if tag in "Ll" else "noun"


def is_close(between: str) -> bool:
    """Whether a cue leads directly to its quotation: said "Q", told reporters that "Q", wrote on her blog: "Q"."""
    if between in _CLOSE or _LISTENER.fullmatch(between):
        return True
    return between[-1:] in ("T", ":") and not _OTHER_VERB.search(between)


def _object(tags: str, cue: int, place: int) -> Place | None:
    """The subject after the cue: said Roe, according to Roe."""
    if tags[cue] not in "VK":
        return None
    match = (_AS_OBJECT if tags[cue] == "K" else _INVERTED).match(tags, cue + 1, place)
    return match.span("subject") if match else None


def _participle_subject(tags: str, cue: int, floor: int, place: int) -> Place | None:
    """The subject of a participle such as "saying"."""
    if cue - floor < 2 and (match := _AFTER_QUOTE.match(tags, place + 1)):
        return match.span("subject")  # Citing "Q," the ministry closed the road
    if phrase := _saying_itself(tags, cue, floor):
        return phrase
    for verb in range(cue - 1, floor, -1):
        if _is_finite(tags, verb) or _BEGAN_BY.match(tags, verb, cue + 1):
            subject = subject_before(tags, verb, floor)
            if subject:
                return subject if tags[cue - 1] != "," else _outer_subject(tags, verb, floor) or subject
        if tags[verb] == "G" and tags[cue - 1] == "C":
            return _participle_subject(tags, verb, floor, place)
    return main_subject(tags, floor, cue)


def _is_finite(tags: str, verb: int) -> bool:
    return tags[verb] in "vVLW" and tags[verb - 1] not in "RCOdDHIZ"


def _outer_subject(tags: str, verb: int, floor: int) -> Place | None:
    """The subject of the main clause around the verb's own: Roe said the boats leave at noon, adding "Q"."""
    start = max(floor, tags.rfind(",", floor, verb), tags.rfind(QUOTATION, floor, verb)) + 1
    for outer in range(start, verb):
        if _is_finite(tags, outer) and (subject := subject_before(tags, outer, floor)):
            return subject
    return None


def _saying_itself(tags: str, cue: int, floor: int) -> Place | None:
    """The phrase right before a participle, unless it is a document or a listener."""
    phrase = phrase_before(tags, cue, floor) if tags[cue - 1 : cue] in _SAYS_ITSELF else None
    if phrase is None or _DOCUMENT.search(tags, phrase_start(tags, cue, floor), cue):
        return None
    return None if _is_object(tags, *phrase) else phrase


def _is_object(tags: str, start: int, end: int) -> bool:
    """Whether a phrase is the listener: in "wrote to Roe saying", Roe does not say it."""
    return tags[start - 1 : start] in _TAKES_OBJECT and "O" not in tags[start:end]


def _possessor(tags: str, cue: int, floor: int, place: int) -> Place | None:
    """The owner of the words: his statement that, a statement by Roe."""
    if not _LEADS_TO.fullmatch(tags, cue + 1, place):
        return None
    match = POSSESSOR.search(tags, floor, cue) or BY.match(tags, cue + 1, place)
    return match.span("subject") if match else None


def report_in(tags: str, start: int, end: int) -> Attribution | None:
    """The last report among these tags without a quotation, by the main clause of its sentence."""
    while end > start:
        floor = max(tags.rfind(".", start, end) + 1, start)
        if report := _report_in_sentence(tags, floor, end):
            return report
        end = floor - 1
    return None


def _report_in_sentence(tags: str, floor: int, end: int) -> Attribution | None:
    """The last report that is not in a relative or other side clause."""
    for cue in range(end - 1, floor - 1, -1):
        if tags[cue] in "vVKLW" and tags[cue - 1 : cue] not in NO_SUBJECT and not _IN_CLAUSE.search(tags, floor, cue):
            subject = _object(tags, cue, end) if tags[cue] == "K" else subject_before(tags, cue, floor)
            if subject:
                return Attribution("far", subject, (cue, cue + 1))
    return None
