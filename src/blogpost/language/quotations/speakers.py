"""Who says a quotation, and by which word that is known: from the words of its own sentence.

Rules are patterns over the letters of words; `blogpost.language.quotations.words.LETTERS` tells what each stands for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogpost.language.quotations.clauses import PHRASE, THING, on_the_side
from blogpost.language.quotations.cues import cue_before
from blogpost.language.quotations.governing import Attribution, Strength, report_in
from blogpost.language.quotations.pairing import last_character
from blogpost.language.quotations.sentences import Sentences

_THINGS = frozenset("wSmt")
_ENDS_QUOTATION = frozenset("?!.…-—–")

# who leads the club; in his "No Bridge" cap; a comma closes it, or else the verb
_ASIDE = r"(?<=,)(?:(?:[RU][^.Q,]*|[^.,QvVPi]+(?!(?<=N)QN)Q[^.,QvV]*),|R[^.Q,vV]+(?=[vV]))"
# "Q," Roe, the owner of the shop, said; but the subject of `Q, she said` is "she", whatever stands before the comma
_SUBJECT_VERB = re.compile(
    rf"\.?,?-?(?:A-|q|B,?)?(?P<subject>[Pi]|[{THING}f]"
    rf"(?:(?!,[Pi][AobB]*[vV]|(?<=,)R)[^.QTVvU:;]|(?<=N)Q(?=N)|{_ASIDE}|[V](?=[vV])){{0,40}}?),?"
    r"(?P<cue>[AobB]{0,3}(?:(?<![RI])V(?![TPiN:])|v(?![T:])|(?<=[PiN])W(?=[.,BO]|$)))"
)
# "Q," said Roe; "Q," according to Roe
_VERB_SUBJECT = re.compile(rf"\.?,?-?[AobB]{{0,2}}(?P<cue>[vV]|W(?=[NM]))-?(?![TQ])(?P<subject>f?{PHRASE})")
_ACCORDING = re.compile(rf",?-?O?(?P<cue>K[AIO]*)(?P<subject>{PHRASE})")
# "Q," as Roe put it
_AS = re.compile(rf"[,-]?q(?!P)(?P<subject>{PHRASE})(?:,[^.,Q]{{1,20}},)?(?P<cue>[AobB]{{0,2}}V)(?=P?[.,OYB])")
_LEADS_ON = re.compile("[vV](?:B?[,:]|[^vVWFAobQ.,;:]{0,6}T)$")  # said, "Q"; told her that "Q"
_ORDERS = {"subject verb": _SUBJECT_VERB, "verb subject": _VERB_SUBJECT}
# "Q" would be enough, Roe said; "Q" would be enough, said Roe
_TRAILING = (
    re.compile(rf"[^.Q:;]{{1,40}}?,(?P<subject>{PHRASE})(?:,[^.,Q]{{1,20}},)?(?P<cue>[AobB]{{0,2}}[vV])(?![TQPi])"),
    re.compile(rf"[^.Q:;]{{1,40}}?,(?P<cue>[vVK][I]?)(?P<subject>{PHRASE})(?![Q])"),
)
# "Q," Roe pressed; "Q!" blared the horn: after a whole quotation even a verb that is not listed
_ANY_VERB = (
    re.compile(rf"\.?,?(?P<subject>{PHRASE}),?(?P<cue>[AoB]{{0,2}}[fF])(?=[.,OUYBCIq-]|$)"),
    re.compile(rf"\.?,?(?P<cue>f)(?P<subject>{PHRASE})(?=[.,OUYBC-]|$)"),
)
# "Q" - Roe
_SIGNATURE = re.compile(r"\.?[-(](?P<subject>d?[MNj]{1,6}+(?:O[dMNj]{1,6}+){0,2})(?=[.,)]|$|(?<!\()Q)")


def attribution_of(sentences: Sentences, index: int) -> Attribution | None:
    """The speaker and the cue of the quotation with that index."""
    letters, place = sentences.letters, sentences.places[index]
    last = last_character(sentences.text, sentences.spans[index])
    goes_on = last == "," or letters.startswith(",", place + 1)
    starts = letters[place - 1 : place] in (".", "")
    before = cue_before(letters, place)
    if before and _LEADS_ON.search(letters, max(0, place - 8), place):
        return before
    if as_told := _first((_AS,), letters, place + 1, "after"):
        return as_told
    behind = _behind(sentences, place + 1, is_closed=False) if goes_on else None
    if behind and (starts or not sentences.text[sentences.spans[index].start].islower()):
        return behind
    if before and (before.strength == "close" or (behind and _governs(before, letters, place))):
        return before
    if behind:
        return behind
    is_whole = last in _ENDS_QUOTATION or starts
    if is_whole and not goes_on and (behind := _behind(sentences, place + 1, is_closed=last in ".…")):
        return behind
    if starts and (goes_on or last in "?!") and (behind := _first(_ANY_VERB, letters, place + 1, "after")):
        return behind
    if before and before.strength in ("far", "lead"):
        return before
    return _first(_TRAILING, letters, place + 1, "trailing") or before or _signed(letters, place + 1)


def _governs(before: Attribution, letters: str, place: int) -> bool:
    """Whether a cue before a quotation counts for more than one behind it."""
    if before.strength not in ("far", "label") or before.cue is None:
        return False
    if before.speaker and letters[before.speaker[1] - 1] in _THINGS:  # the plan suggests "Q," Roe said
        return False
    return not on_the_side(letters, before.cue[0], place)


def _behind(sentences: Sentences, start: int, *, is_closed: bool) -> Attribution | None:
    """A cue behind the quotation; where that ends its sentence, the cue must be the whole of the next."""
    letters = sentences.letters
    for pattern in (*map(_ORDERS.__getitem__, sentences.words.orders), _ACCORDING):
        found = pattern.match(letters, start)
        if found and (not is_closed or letters[found.end() : found.end() + 1] in ("", ".")):
            return Attribution("after", found.span("subject"), found.span("cue"))
    return None


def _signed(letters: str, start: int) -> Attribution | None:
    signature = _SIGNATURE.match(letters, start)
    return Attribution("lead", signature.span("subject"), None) if signature else None


def _first(patterns: Sequence[re.Pattern[str]], letters: str, start: int, strength: Strength) -> Attribution | None:
    """The speaker and the cue behind a quotation by the first of the patterns that fits."""
    for pattern in patterns:
        if found := pattern.match(letters, start):
            return Attribution(strength, found.span("subject"), found.span("cue"))
    return None


def lead_in(sentences: Sentences) -> Attribution | None:
    """Who is quoted in the paragraphs that follow, from one that ends with a colon."""
    letters = sentences.letters
    return cue_before(letters, len(letters)) or report_in(letters, 0, len(letters))


def signature_in(sentences: Sentences) -> Attribution | None:
    """Who a line names that begins with a dash."""
    found = _SIGNATURE.match(sentences.letters + ".")
    return Attribution("lead", found.span("subject"), None) if found else None
