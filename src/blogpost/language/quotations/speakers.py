"""Find the speaker and the cue of a quotation in its own sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blogpost.language.quotations.attribution import (
    BY,
    NO_SUBJECT,
    PHRASE,
    POSSESSOR,
    SIDE,
    THING,
    Attribution,
    Place,
    Strength,
    governed_by,
    is_close,
    main_subject,
    on_the_side,
    report_in,
)
from blogpost.language.quotations.sentences import Sentences
from blogpost.language.quotations.spans import last_character
from blogpost.language.quotations.tagging import QuotationLexicon, disambiguated

# ---------------------------------------------------------------------------------------------- cues before a quotation

_FURTHEST = 100  # tags
_MAX_CUES = 12
_CUE = re.compile("[vVGLlKSWg]")
_RANKS = ("K", "G", "Ll", "vV", "Wg", "S")
_LEADING = re.compile(r"C?[OUKGjB][^,Q]*,")  # words before the main clause
_SIDE_OR_PASSIVE = re.compile("U[^,;]*$|bB?$")
_SUBJECT_WITH_CLAUSE = re.compile("(?:^|[,;:TC-])[^,;:TvVWFAob-]*R[AobB]*$")  # an official who knows about it
_RELATIVE = re.compile("R[AobB]*$")
_NEW_CLAUSE = re.compile(rf"[;C]B?{PHRASE}[AobB]*$")
# as Roe, the owner, put it, "Q"
_AS_REPORTED = re.compile(rf"[C,]*qB?(?P<subject>{PHRASE})(?:,[^.]*?,)?[AobB]*(?P<cue>V)[^vVW.:;]*,")
_LABELS = re.compile("(?!O[^q]*$)[^vVWFAob;]*")  # called it "Q", described in a letter as "Q", but not called for "Q"
_NEXT_VERB = re.compile("[,C]B?F")
_NAMES = frozenset("NjM")
_NO_SOURCE = frozenset("i9Y")  # the author, a year, a day
_SCRIPT = re.compile(rf"(?:^|[-;.])(?P<subject>{PHRASE}):$")
# this note was left on the door by Roe: "Q"
_DONE = re.compile("(?P<cue>(?:b[AB]?|(?<=[Smt]))[vVfFlLw])(?=[^QvVWLGR]*V?:$)")
_DOER = re.compile("O(?P<subject>[dDH]?[wMNSmtZ9fj]+)")
_AFTER_NOUN = frozenset(("", ":", ",", "T", "T:"))


def cue_before(tags: str, place: int) -> Attribution | None:
    """The attribution by the words before the quotation in its sentence."""
    floor = max(tags.rfind(".", 0, place) + 1, place - _FURTHEST)
    if floor == place:
        return None
    cues = [match.start() for match in _CUE.finditer(tags, floor, place)][-_MAX_CUES:]
    if match := _AS_REPORTED.fullmatch(tags, floor, place):
        return Attribution("close", match.span("subject"), match.span("cue"))
    if not cues:
        return _without_cue(tags, floor, place)
    for cue in _by_rank(tags, cues, floor, place):
        if governed := governed_by(tags, cue, floor, place):
            return governed
    return None


def _without_cue(tags: str, floor: int, place: int) -> Attribution | None:
    """The attribution by a colon: Roe: "Q", or a sentence with the subject Roe that ends with a colon."""
    if not tags.startswith(":", place - 1):
        return None
    named = _SCRIPT.search(tags, floor, place)
    subject = named.span("subject") if named else _acting_subject(tags, floor, place)
    is_other = subject is not None and tags[subject[1] - 1] not in _NO_SOURCE
    if subject is None or not is_other:
        return None
    return Attribution("lead", subject, None, is_sure=named is not None or tags[subject[1] - 1] in _NAMES)


def _acting_subject(tags: str, floor: int, place: int) -> Place | None:
    """The subject of a sentence about what somebody does, not about what something is: it is funny: "Q"."""
    subject = main_subject(tags, floor, place)
    return None if subject is None or tags[subject[1] - 1] == "D" or tags[subject[1]] == "b" else subject


def _by_rank(tags: str, cues: list[int], floor: int, place: int) -> Iterator[int]:
    """The cues, the likeliest first."""
    last = cues[-1]
    between = tags[last + 1 : place]
    closes = tags[last] in "vVG" and is_close(between) and not (cues[1:] and tags[last - 1] == "o")
    reports = any(tags[cue] in "vVGLl" for cue in cues)
    if closes or (tags[last] == "S" and _is_whose(tags, last, floor, place, reports=reports)):
        yield last
    label = next((cue for cue in reversed(cues) if tags[cue] in "Ll"), None)
    if label is not None and _LABELS.fullmatch(tags, label + 1, place):
        yield label
    if tags[last] == "G":
        yield last
    yield from _main_verbs(tags, cues, floor, place)
    for rank in _RANKS:
        yield from (cue for cue in reversed(cues) if tags[cue] in rank and not _has_given_way(tags, cue, place))


def _has_given_way(tags: str, cue: int, place: int) -> bool:
    """Whether another verb follows a verb that labels: painted the doors and put the mill to the "Q"."""
    return tags[cue] in "Ll" and _NEXT_VERB.search(tags, cue + 1, place) is not None


def _is_whose(tags: str, noun: int, floor: int, place: int, *, reports: bool) -> bool:
    """Whether a noun leads to the quotation and has an owner, as in "his statement that".

    If a verb `reports`, the noun counts only right before a colon or a comma.
    """
    between = tags[noun + 1 : place]
    if reports and between and not between.endswith((":", ",")):
        return False
    if between in _AFTER_NOUN:
        return POSSESSOR.search(tags, floor, noun) is not None
    return BY.fullmatch(between.rstrip(":,")) is not None


def _main_verbs(tags: str, cues: list[int], floor: int, place: int) -> list[int]:
    """The verbs of saying in the main clause: the first, unless a clause of its own begins after it."""
    lead = _LEADING.match(tags, floor, cues[-1] + 1)
    start = lead.end() if lead else floor
    verbs = [cue for cue in cues if cue >= start and _has_subject(tags, cue, start)]
    if len(verbs) > 1 and _SUBJECT_WITH_CLAUSE.search(tags, floor, verbs[0]):
        return verbs[1:]
    if verbs and _ends_in_side_clause(tags, cues[-1], start, place):
        return [cues[-1], *verbs]
    for verb in reversed(verbs[1:]):
        if _begins_clause(tags, verbs[0], verb, floor, place):
            return [verb, *verbs]
    return verbs


def _begins_clause(tags: str, first: int, verb: int, floor: int, place: int) -> bool:
    """Whether a later verb has a clause of its own, or closes the clause that the first one interrupts."""
    between = tags[first + 1 : verb]
    if _relates(tags, verb, place) or (between.endswith(",") and _RELATIVE.search(tags, floor, first)):
        return True
    return "T" not in between[:2] and _NEW_CLAUSE.search(between) is not None


def _ends_in_side_clause(tags: str, cue: int, start: int, place: int) -> bool:
    """Whether the last verb is in a clause with "when" or "because" that contains the quotation."""
    is_verb = tags[cue] in "vV" and tags[cue - 1] not in NO_SUBJECT
    return is_verb and "," not in tags[cue + 1 : place] and SIDE.search(tags, start, cue) is not None


def _relates(tags: str, verb: int, place: int) -> bool:
    """Whether a verb is in a clause at the end of the sentence: said Roe, who noted."""
    clause = _RELATIVE.search(tags, 0, verb)
    goes_on = tags[verb + 1] == "T" or "," not in tags[verb + 1 : place]
    return clause is not None and tags[clause.start() - 1 : clause.start()] == "," and goes_on


def _has_subject(tags: str, cue: int, start: int) -> bool:
    is_verb = tags[cue] in "vV" and tags[cue - 1 : cue] not in NO_SUBJECT
    return is_verb and not _SIDE_OR_PASSIVE.search(tags, start, cue)


# ------------------------------------------------------------------------------------------------ the speaker

_THINGS = frozenset("wSmt")
_ENDS_QUOTATION = frozenset("?!.…-—–")

# who leads the club; in his "No Bridge" cap; a comma closes it, or else the verb
_ASIDE = r"(?<=,)(?:(?:[RU][^.Q,]*|[^.,QvVPi]+(?!(?<=N)QN)Q[^.,QvV]*),|R[^.Q,vV]+(?=[vV]))"
# "Q," Roe, the owner of the shop, said; but the subject of `Q, she said` is "she", despite the words before the comma
_SUBJECT_VERB = re.compile(
    rf"\.?,?-?(?:A-|q|B,?)?\(?(?P<subject>[Pi]|[{THING}f]"
    rf"(?:(?!,[Pi][AobB]*[vV]|(?<=,)R)[^.QTVvU:;]|(?<=N)Q(?=N)|{_ASIDE}|[V](?=[vV])){{0,40}}?)\)?,?"
    r"(?P<cue>[AobB]{0,3}(?:(?<![RI])V(?![TPiN:])|v(?![T:])|(?<=[PiN])W(?=[.,]|$)))"
)
# "Q," said Roe; "Q," according to Roe
_VERB_SUBJECT = re.compile(rf"\.?,?-?[AobB]{{0,2}}(?P<cue>[vV]|W(?=[NM]))-?B{{0,2}}\(?(?![TQ])(?P<subject>f?{PHRASE})")
_ACCORDING = re.compile(rf",?-?O?(?P<cue>K[AIO]*)(?P<subject>{PHRASE})")
# "Q," as Roe put it
_AS = re.compile(
    rf"[,-]?q(?!P)(?P<subject>{PHRASE})(?:,[^.,Q]{{1,20}},)?(?P<cue>(?:[fF]I)?[AobB]{{0,2}}V)(?=P?[.,OYB])"
)
_AFTER_WHOLE = (_AS, _SUBJECT_VERB, _VERB_SUBJECT, _ACCORDING)
_LEADS_ON = re.compile("[vV](?:B?[,:]|[^vVWFAobQ.,;:]{0,6}T)$")  # said, "Q"; told her that "Q"
_WHOLE_CLAUSE = re.compile("(?:[Pi]|M*[Nj]{1,3}|[dDH][wM]{1,3})[AobB]{0,2}[vV]B?[.]")
_CLAUSE_LENGTH = 60  # characters
_ORDERS = {"subject verb": _SUBJECT_VERB, "verb subject": _VERB_SUBJECT}
# "Q" would be enough, Roe said; "Q" would be enough, said Roe
_TRAILING = (
    re.compile(rf"[^.Q:;]{{1,40}}?,(?P<subject>{PHRASE})(?:,[^.,Q]{{1,20}},)?(?P<cue>[AobB]{{0,2}}[vV])(?![TQPi])"),
    re.compile(rf"[^.Q:;]{{1,40}}?,(?P<cue>[vVK][I]?)(?P<subject>{PHRASE})(?![Q])"),
)
# "Q" and "Q," according to Roe.
_SOURCE_OF_ALL = re.compile(rf"(?:[^.:;()]{{0,80}}[,Q])?-?O?(?P<cue>K[AIO]*)(?P<subject>{PHRASE})(?=\.|$)")
# "Q," Roe pressed; "Q!" blared the horn: after a whole quotation even a verb that is not listed
_ANY_VERB = (
    re.compile(rf"\.?,?(?P<subject>{PHRASE}),?(?P<cue>[AoB]{{0,2}}(?:[fF]|L(?=[.OUY]|$)))(?=[.,OUYBCIq-]|$)"),
    re.compile(rf"\.?,?(?P<cue>[fL])(?P<subject>{PHRASE})(?=[.,OUYBC-]|$)"),
)
_CUE_ALONE = re.compile(r"\.?,?-?(?P<cue>[AobB]{0,2}V)(?=[.,;]|$)")  # „Q“, dijo.
# Those were the words of Roe, the words with which Roe, the owner, left us
_WERE_WORDS = re.compile("[DTP]b[dDH]?[fw]?(?P<cue>S)")
_OF_SPEAKER = re.compile(rf"O(?!Y)(?P<subject>{PHRASE})")
_FIRST_NAME = re.compile("[^.QN]{0,8}?(?P<subject>M*[Nj]{1,4})")
# So Roe put it; thus spoke Roe
_THUS = (
    re.compile(rf"[UBT](?P<subject>{PHRASE})(?P<cue>[AobB]{{0,2}}[vV])"),
    re.compile(rf"[UBT](?P<cue>V)(?P<subject>{PHRASE})[.,]"),
)
# This is how Roe put it; those were her words; with these words Roe left us; the words are those of Roe
_ABOUT_WORDS: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    ("close", re.compile(rf"[DT]b(?:[TU]|BT)(?P<subject>{PHRASE})(?P<cue>[AobB]{{0,2}}[vV])")),
    ("noun", re.compile("[DTP]b(?P<subject>[dDH]?f?M*N*Z|H)[wf]{0,2}(?P<cue>S)")),
    ("noun", re.compile("OD[wf]?(?P<cue>S)(?P<subject>M*[Nj]{1,4})")),
    ("noun", re.compile(rf"[dD]?(?P<cue>S)bDO(?P<subject>{PHRASE})")),
)
# Roe proclaimed: "Q"; Nowak podkreślił, „Q"; „Q", podkreślił Nowak; „Q", Nowak podkreślił
_PAST_BEFORE = re.compile("B?(?P<subject>M*[NMj]{2,5})(?P<cue>f)[,:]")
_UNLISTED_BEFORE = re.compile("(?P<subject>[NMjY]{2,5})(?P<cue>[wf])(?:,|[^.Q:;]{0,16}:)")
_UNLISTED_AFTER = (
    re.compile("\\.?,?-?(?P<cue>[wf])w{0,2}(?P<subject>[NMjY]{1,5})(?=[.,-]|$)"),
    re.compile("\\.?,?-?(?P<subject>[NMjY]{1,5})(?P<cue>[wf])(?=[.,-]|$)"),
)
# "Q" - Roe
_SIGNATURE = re.compile(r"\.?[-(](?P<subject>d?[MNj]{1,6}+(?:O[dMNj]{1,6}+){0,2}|9?[Nj]{1,3}9:9)(?=[.,)]|$|(?<!\()Q)")


def attribution_of(sentences: Sentences, index: int) -> Attribution | None:
    """The speaker and the cue of the quotation with that index."""
    tags, place = sentences.tags, sentences.places[index]
    last = last_character(sentences.text, sentences.spans[index])
    goes_on = last == "," or tags.startswith(",", place + 1)
    starts = tags[place - 1 : place] in (".", "")
    if source := _SOURCE_OF_ALL.match(tags, place + 1):
        return Attribution("trailing", source.span("subject"), source.span("cue"))
    before = _before(sentences, place)
    if before and _LEADS_ON.search(tags, max(0, place - 8), place):
        return before
    if as_reported := _first((_AS,), tags, place + 1, "after"):
        return as_reported
    after = _after(sentences, place + 1, is_closed=False) if goes_on else None
    if after and (starts or not sentences.text[sentences.spans[index].start].islower()):
        return after
    if before and (before.strength == "close" or (after and _governs(before, tags, place))):
        return before
    if not (after or goes_on) and (last in _ENDS_QUOTATION or starts):
        is_closed = last in ".…" and tags.startswith(".", place + 1)  # not if a small letter follows the full stop
        after = _after(sentences, place + 1, is_closed=is_closed)
    if after := after or _after_any_verb(sentences, place, is_whole=starts and (goes_on or last in "?!")):
        return after
    if before and before.strength in ("far", "lead"):
        return before
    return _first(_TRAILING, tags, place + 1, "trailing") or before or _signed(tags, place + 1)


def attributions_after(sentences: Sentences, index: int) -> Iterator[Attribution]:
    """All attributions by the words after the quotation, whether they fit it or not."""
    tags, start = sentences.tags, sentences.places[index] + 1
    groups: tuple[tuple[Sequence[re.Pattern[str]], Strength], ...] = (
        (_AFTER_WHOLE, "after"),
        (_ANY_VERB, "after"),
        (_TRAILING, "trailing"),
        ((_SOURCE_OF_ALL,), "trailing"),
    )
    for patterns, strength in groups:
        for pattern in patterns:
            if match := pattern.match(tags, start):
                yield Attribution(strength, match.span("subject"), match.span("cue"))


def attributions_before(tags: str, place: int) -> Iterator[Attribution]:
    """All attributions by the cues before the quotation in its sentence, the nearest first."""
    floor = max(tags.rfind(".", 0, place) + 1, place - _FURTHEST)
    cues = [match.start() for match in _CUE.finditer(tags, floor, place)][-_MAX_CUES:]
    for cue in reversed(cues):
        if (governed := governed_by(tags, cue, floor, place)) and governed.speaker:
            yield governed


def _after_any_verb(sentences: Sentences, place: int, *, is_whole: bool) -> Attribution | None:
    """The clause after a quotation with a verb that is not listed."""
    if not sentences.lexicon.is_listed and (after := _first(_UNLISTED_AFTER, sentences.tags, place + 1, "after")):
        return after
    if sentences.lexicon.drops_pronouns and (match := _CUE_ALONE.match(sentences.tags, place + 1)):
        return Attribution("after", None, match.span("cue"))
    return _first(_ANY_VERB, sentences.tags, place + 1, "after") if is_whole else None


def _before(sentences: Sentences, place: int) -> Attribution | None:
    before = _done_by(sentences, place) or cue_before(sentences.tags, place)
    if before and _is_impersonal(before, sentences):
        return None
    return _with_unlisted(sentences, place) or before if before is None or before.strength == "lead" else before


def _is_impersonal(before: Attribution, sentences: Sentences) -> bool:
    """Whether nobody says it: it is easy to say "Q"."""
    speaker, cue = before.speaker, before.cue
    if speaker is None or cue is None or sentences.tags[cue[0] - 1 : cue[0]] != "I":
        return False
    return sentences.starts_with(speaker[0], sentences.lexicon.impersonal)


def _done_by(sentences: Sentences, place: int) -> Attribution | None:
    """The agent of a passive verb before a colon."""
    tags, furthest = sentences.tags, max(0, place - _FURTHEST)
    floor = max(tags.rfind(".", furthest, place) + 1, furthest)
    done = _DONE.search(tags, floor, place) if tags.startswith(":", place - 1) else None
    if done is None:
        return None
    for doer in _DOER.finditer(tags, done.end(), place):
        if sentences.text[slice(*sentences.extent(doer.start(), doer.start() + 1))] in sentences.lexicon.agents:
            return Attribution("close", doer.span("subject"), done.span("cue"))
    return None


def _with_unlisted(sentences: Sentences, place: int) -> Attribution | None:
    """The name before any word and a comma or a colon, in a language whose verbs are not listed."""
    tags = sentences.tags
    if not tags.startswith((",", ":"), place - 1):
        return None
    floor = tags.rfind(".", 0, place) + 1
    pattern = _PAST_BEFORE if sentences.lexicon.is_listed else _UNLISTED_BEFORE
    match = pattern.fullmatch(tags, floor, place)
    return Attribution("close", match.span("subject"), match.span("cue")) if match else None


def _governs(before: Attribution, tags: str, place: int) -> bool:
    """Whether a cue before the quotation takes precedence over one after it."""
    if before.strength not in ("far", "label") or before.cue is None:
        return False
    if before.speaker and tags[before.speaker[1] - 1] in _THINGS:  # the plan suggests "Q," Roe said
        return False
    return not on_the_side(tags, before.cue[0], place)


def _after(sentences: Sentences, start: int, *, is_closed: bool) -> Attribution | None:
    """A cue after the quotation; if the quotation ends its sentence, the cue must fill the next one."""
    tags = sentences.tags
    for pattern in (*map(_ORDERS.__getitem__, sentences.lexicon.orders), _ACCORDING):
        match = pattern.match(tags, start)
        if match and (not is_closed or tags[match.end() : match.end() + 1] in ("", ".")):
            return Attribution("after", match.span("subject"), match.span("cue"))
    return None


def _signed(tags: str, start: int) -> Attribution | None:
    signature = _SIGNATURE.match(tags, start)
    return Attribution("lead", signature.span("subject"), None) if signature else None


def _first(patterns: Sequence[re.Pattern[str]], tags: str, start: int, strength: Strength) -> Attribution | None:
    """The attribution by the first pattern that matches after a quotation."""
    for pattern in patterns:
        if match := pattern.match(tags, start):
            return Attribution(strength, match.span("subject"), match.span("cue"))
    return None


def is_inverted(lexicon: QuotationLexicon, text: str, start: int) -> bool:
    """Whether a clause with the verb first, such as "said he", begins at this offset, or one that ends its sentence."""
    tags = _tags_from(lexicon, text, start)
    return _VERB_SUBJECT.match(tags) is not None or _WHOLE_CLAUSE.match(tags) is not None


def is_attributed(lexicon: QuotationLexicon, text: str, start: int) -> bool:
    """Whether a clause such as "he said" begins at this offset of a text."""
    tags = _tags_from(lexicon, text, start)
    return any(_ORDERS[order].match(tags) for order in lexicon.orders)


def _tags_from(lexicon: QuotationLexicon, text: str, start: int) -> str:
    chunks = text[start : start + _CLAUSE_LENGTH].partition("\n")[0].split(" ")
    return disambiguated("".join(map(lexicon.tags.__getitem__, chunks)))


def lead_in(sentences: Sentences) -> Attribution | None:
    """The speaker of the paragraphs after one that ends with a colon."""
    tags = sentences.tags
    before = cue_before(tags, len(tags))
    return before if before and before.speaker else report_in(tags, 0, len(tags)) or before


def named_after(sentences: Sentences, start: int = 0) -> Attribution | None:
    """The speaker in a sentence about the words before it: Those were the words of Roe; So Roe put it."""
    tags = sentences.tags
    if sentences.starts_with(start, sentences.lexicon.thus) and (thus := _first(_THUS, tags, start, "close")):
        return thus
    for strength, pattern in _ABOUT_WORDS:
        if match := pattern.match(tags, start):
            return Attribution(strength, match.span("subject"), match.span("cue"))
    if not (words := _WERE_WORDS.match(tags, start)):
        return None
    owner = _OF_SPEAKER.match(tags, words.end()) or _FIRST_NAME.match(tags, words.end())
    return Attribution("noun", owner.span("subject"), words.span("cue")) if owner else None


def signature_in(sentences: Sentences) -> Attribution | None:
    """The speaker in a line that begins with a dash."""
    match = _SIGNATURE.match(sentences.tags + ".")
    return Attribution("lead", match.span("subject"), None) if match else None
