"""Find a quotation's speaker in other sentences than its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from blogpost.language.quotations.attribution import Attribution, Place, main_subject, report_in
from blogpost.language.quotations.dialogue import TURN
from blogpost.language.quotations.mentions import is_name
from blogpost.language.quotations.neighbours import (
    lead_in_of,
    named_above,
    named_below,
    owner_of_noun,
    paragraph_before,
    signature_of,
)
from blogpost.language.quotations.passages import Passage
from blogpost.language.quotations.sentences import Sentences, sentences_of
from blogpost.language.quotations.spans import Span
from blogpost.language.quotations.speakers import named_after
from blogpost.language.quotations.tagging import NAME
from blogpost.values import Evidence

# ------------------------------------------------------------------------------------------------ transcripts

_NAME = re.compile(r"(?P<name>[^\W\d_a-z][^\W\d_a-z.'’]+(?:[ -][^\W\d_a-z.'’]+){0,3}):\s")
_MAX_ATTRIBUTION_LENGTH = 40  # characters


def names_in_transcripts(text: str, spans: Iterable[Span]) -> Mapping[int, Place]:
    """The place of the speaker's name in each linked paragraph, by the id of its span; empty for a single speaker."""
    linked = {id(span): span for later in spans if later.continues for span in (later.continues, later)}
    names: dict[int, Place] = {}
    for key, span in linked.items():
        match = _NAME.match(text, span.start, min(span.end, span.start + _MAX_ATTRIBUTION_LENGTH))
        if match and match["name"].isupper():
            names[key] = match.span("name")
    return names if len({text[slice(*place)] for place in names.values()}) > 1 else {}


# ------------------------------------------------------------------------------------------------ propagation

_AFTER = frozenset(("after", "trailing"))
_SURE, _SURE_OF_NAMES = frozenset(("after", "trailing", "lead")), frozenset(("close", "far"))
_COMMON = frozenset("wSmt")
_SOMEBODY = re.compile("[NMjP]")
_CUES = frozenset("vVK")
_FURTHEST = 100  # tags
_PERSONAL = frozenset("NjM")
_PERSON_AND_VERB = re.compile("[,;:(.]B?(?P<subject>d?M*[Nj]{1,4}|P)[AobB]{0,2}[fFvVWL]")
_WORDS_OF = re.compile("[.]?[TDdN]?[fw]?S[^.Q,]{0,6}?O(?P<subject>[dDH]?[fw]?M*[Nj]{1,4})")
_IS = re.compile("[bAoB]*")


def give_speakers(groups: Sequence[Sequence[Passage]], names: Mapping[int, Place]) -> None:
    """Find the speaker of every passage that is speech, paragraph by paragraph.

    Args:
        groups: the passages of each paragraph.
        names: the places of names in transcripts, by the id of the span.
    """
    last: Passage | None = None
    by_span: dict[int, Passage] = {}
    for group in groups:
        speeches = [passage for passage in group if passage.is_speech]
        before: Passage | None = None
        for passage in speeches:
            by_span[id(passage.span)] = passage
            if name := names.get(id(passage.span)):
                passage.take_name(name)
            else:
                _find_speaker(passage, before, last, by_span)
            before = passage
        if len(speeches) > 1:
            _share_back_in_sentence(speeches)
        for passage in speeches:
            if passage.speaker is None and passage.span.family != TURN and not _has_verb(passage):
                _from_person_around(passage)
        for passage in speeches:
            if passage.span.continues and passage.speaker and id(passage.span) not in names:
                _share_back(passage, by_span)
        if before and before.span.parent is None:
            last = before


def _find_speaker(passage: Passage, before: Passage | None, last: Passage | None, by_span: dict[int, Passage]) -> None:
    """Look in its own sentence, then around it; `before` is in the same paragraph, `last` in the one before."""
    source = by_span.get(id(passage.span.continues)) if passage.span.continues else None
    attribution = passage.attribution
    if source and source.evidence != "none" and not (attribution and _is_attributed(passage, attribution)):
        passage.share(source)
        return
    if attribution:
        passage.take(passage.sentences, attribution, _evidence(attribution, passage.sentences))
    if source and passage.name is None and passage.is_by_pronoun:
        passage.name = source.name
    if passage.speaker is None:
        _carry(passage, before, last, by_span)
    elif before and passage.name is None:
        passage.name = _same_person(passage, before)


def _is_attributed(passage: Passage, attribution: Attribution) -> bool:
    """Whether a clause of saying or a signature belongs to the passage; "He laughed." may only follow it."""
    tags, place = passage.sentences.tags, passage.sentences.places[passage.index]
    if attribution.strength in _SURE and attribution.cue is None:
        return True
    if attribution.cue is None or tags.startswith(".", place + 1):
        return False
    return attribution.strength in _AFTER and tags[attribution.cue[1] - 1] in "vVK"


def _evidence(attribution: Attribution, sentences: Sentences) -> Evidence:
    """Whether the cue proves the speaker; a common noun before a cue often belongs elsewhere."""
    tags = sentences.tags
    if not attribution.is_sure:
        return "none"
    if attribution.strength == "lead" and attribution.speaker and sentences.lexicon.capitalised_nouns:
        return "cue" if is_name(sentences, attribution.speaker) else "none"
    if attribution.strength in _SURE:
        return "cue"
    if attribution.speaker is None or attribution.cue is None or attribution.strength not in _SURE_OF_NAMES:
        return "none"
    is_common = tags[attribution.speaker[1] - 1] in _COMMON
    return "none" if is_common and (attribution.strength == "far" or tags[attribution.cue[0]] == "G") else "cue"


def _same_person(passage: Passage, before: Passage) -> str | None:
    """The name of the speaker before, if "he" or "she" says this and nobody else was named since."""
    sentences = passage.sentences
    if not (before.name and before.speaker and passage.attribution and passage.attribution.speaker):
        return None
    start, end = sentences.places[before.index], passage.attribution.speaker[0]
    since = sentences.tags[start:end] if before.speaker[1] <= before.span.opened else ""
    return before.name if passage.is_by_pronoun and since and not _SOMEBODY.search(since) else None


def _share_back_in_sentence(speeches: Sequence[Passage]) -> None:
    for passage, after in pairwise(speeches):
        if passage.speaker is None and _in_one_sentence(passage, after):
            passage.share(after)


def _in_one_sentence(passage: Passage, after: Passage) -> bool:
    """Whether a clause after the next quotation belongs to both: "Q" and "Q", Roe said."""
    sentences = passage.sentences
    between = sentences.tags[sentences.places[passage.index] : sentences.places[after.index]]
    attribution = after.attribution
    return attribution is not None and attribution.strength in ("after", "trailing") and "." not in between


def _carry(passage: Passage, before: Passage | None, last: Passage | None, by_span: dict[int, Passage]) -> None:
    """Look for a speaker around the passage, and in the quotations before."""
    if passage.span.continues:
        source = by_span.get(id(passage.span.continues))
        if source and source.speaker:
            passage.share(source)
    elif passage.span.family == TURN:
        return  # another person's turn
    elif not passage.starts_sentence:
        if passage.attribution is None:
            _from_subject(passage)
        if passage.speaker is None and before is not None and before.speaker:
            passage.share(before, is_sure=_is_same_sentence(passage, before) or _says_first(passage))
    elif before is not None:
        _carry_on(passage, before)
    elif not _take_around(passage) and not _take_in_between(passage, last):
        _carry_over(passage, last)


def _is_same_sentence(passage: Passage, before: Passage) -> bool:
    places = passage.sentences.places
    return "." not in passage.sentences.tags[places[before.index] : places[passage.index]]


def _carried(report: Attribution, sentences: Sentences, persons: str = "NjMP") -> Evidence:
    """The evidence of a report for the quotation after it: only what a person says goes on there."""
    tags, speaker, cue = sentences.tags, report.speaker, report.cue
    if speaker is None or cue is None or tags[speaker[1] - 1] not in persons or tags[cue[1] - 1] not in _CUES:
        return "none"
    is_noun = sentences.lexicon.capitalised_nouns and tags[speaker[1] - 1] == NAME and not is_name(sentences, speaker)
    return "none" if is_noun else "carried"


def _says_first(passage: Passage) -> bool:
    """Whether a verb of saying without a pronoun begins the sentence: Dijo que "Q"."""
    cue, tags = passage.attribution.cue if passage.attribution else None, passage.sentences.tags
    return cue is not None and tags[cue[0]] == "V" and tags[cue[0] - 1 : cue[0]] in ("", ".")


def _carry_over(passage: Passage, last: Passage | None) -> None:
    """Take the speaker of the last passage in the paragraph before."""
    if last is None or not last.speaker or not _follows(passage, last):
        return
    if passage.ends_sentence and _has_last_word(last):
        passage.share(last, is_sure=not _is_led_in(passage))


def _is_led_in(passage: Passage) -> bool:
    """Whether the paragraph before leads on to it, perhaps from somebody else."""
    text, before = passage.sentences.text, paragraph_before(passage.sentences.text, passage.span.paragraph[0])
    return before is not None and text.endswith(":", *before)


def _has_last_word(last: Passage) -> bool:
    """Whether the last quotation of a paragraph has a sure speaker other than the author, and ends the paragraph."""
    rest = last.sentences.tags[last.sentences.places[last.index] + 1 :].rstrip(".")
    if last.attribution and last.attribution.strength in _AFTER:
        rest = rest.removeprefix(".")
    return last.evidence != "none" and not last.is_by_author and "." not in rest


def _from_subject(passage: Passage) -> None:
    """Take the subject of a sentence without a word of saying: Roe went after "Q", but not: Roe is "Q"."""
    tags, place = passage.sentences.tags, passage.sentences.places[passage.index]
    subject = main_subject(tags, tags.rfind(".", 0, place) + 1, place)
    is_person = subject is not None and tags[subject[1] - 1] in "NjP" and not _IS.fullmatch(tags, subject[1], place)
    if subject and is_person and not passage.sentences.starts_with(subject[0], passage.sentences.lexicon.impersonal):
        passage.take(passage.sentences, Attribution("thought", subject, None), "none")


def _has_verb(passage: Passage) -> bool:
    """Whether a verb of saying without a subject attributes the passage: Roe was asked, "Q"."""
    cue = passage.attribution.cue if passage.attribution else None
    return cue is not None and passage.sentences.tags[cue[1] - 1] in "vV"


def _from_person_around(passage: Passage) -> None:
    """Take whom its sentence is about, or the one before, or whose words it is by the next one; nothing proves it."""
    tags, place = passage.sentences.tags, passage.sentences.places[passage.index]
    furthest = max(0, place - _FURTHEST)
    floor = max(tags.rfind(".", furthest, place) + 1, furthest)
    if passage.sentences.lexicon.capitalised_nouns:
        return  # a capital makes no person
    subject = _person_in(tags, floor, place)
    if subject is None and passage.starts_sentence:
        words = _WORDS_OF.match(tags, place + 1)
        subject = words.span("subject") if words else _person_in(tags, _sentence_before(tags, floor, furthest), floor)
    if subject:
        passage.take(passage.sentences, Attribution("thought", subject, None), "none")


def _sentence_before(tags: str, floor: int, furthest: int) -> int:
    """The start of the sentence that ends at `floor`, not before `furthest`."""
    return max(tags.rfind(".", furthest, max(floor - 1, furthest)) + 1, furthest)


def _person_in(tags: str, start: int, end: int) -> Place | None:
    """The person whom the clause from start to end is about."""
    subject = main_subject(tags, start, end)
    if subject is None or tags[subject[1] - 1] not in _PERSONAL:
        clause = _PERSON_AND_VERB.search(tags, start, end)
        subject = clause.span("subject") if clause else None
    return None if subject is None or _IS.fullmatch(tags, subject[1], end) else subject


def _carry_on(passage: Passage, before: Passage) -> None:
    """Take the speaker of the passage before in the same paragraph, or of a report in between."""
    sentences = passage.sentences
    start, end = sentences.places[before.index] + 1, sentences.places[passage.index]
    between = sentences.tags[start:end].strip(".")
    report = report_in(sentences.tags, start, end) if "." in between else None
    if report:
        passage.take(sentences, report, _carried(report, sentences))
    elif before.speaker:
        passage.share(before)


def _take_around(passage: Passage) -> bool:
    """Take the speaker of a signature, a lead-in, or a report in the sentence before."""
    sentences, place = passage.sentences, passage.sentences.places[passage.index]
    if source := signature_of(passage):
        passage.take(source[0], source[1], "cue")
    elif passage.ends_sentence and (after := named_after(sentences, _next_sentence(sentences.tags, place))):
        passage.take(sentences, after, "cue")
    elif place and (owner := owner_of_noun(sentences.tags, place)):
        passage.take(sentences, owner, "cue")
    elif place and (report := report_in(sentences.tags, 0, place)):
        passage.take(sentences, report, _carried(report, sentences))
    elif not place and (source := lead_in_of(passage) or named_above(passage) or named_below(passage)):
        passage.take(source[0], source[1], "cue" if source[1].is_sure else "none")
    return passage.speaker is not None


def _next_sentence(tags: str, place: int) -> int:
    """The index of the first tag after a quotation and its full stop."""
    return place + 1 + tags.startswith(".", place + 1)


def _take_in_between(passage: Passage, last: Passage | None) -> bool:
    """Take the speaker of a report in the paragraph before, after its last quotation if it has one."""
    sentences = passage.sentences
    before = paragraph_before(sentences.text, passage.span.paragraph[0])
    if before is None or sentences.places[passage.index] or passage.span.parent:
        return False
    if last is not None and last.span.paragraph == before:
        reporting, start = last.sentences, last.sentences.tags.find(".", last.sentences.places[last.index])
    else:
        reporting, start = sentences_of(sentences.text, *before, (), sentences.lexicon), 0
    report = report_in(reporting.tags, start, len(reporting.tags)) if start >= 0 else None
    if report is None or _carried(report, reporting, "NjM") == "none":
        return False
    passage.take(reporting, report, "carried")
    return True


def _follows(passage: Passage, last: Passage) -> bool:
    """Whether a passage at the start of its paragraph continues one in the paragraph before.

    If a passage fills its paragraph, one paragraph without quotations may be between them.
    """
    if passage.sentences.places[passage.index] or passage.span.parent:
        return False
    before = paragraph_before(passage.sentences.text, passage.span.paragraph[0])
    if before and before[0] > last.span.paragraph[0] and passage.span.closed == passage.span.paragraph[1]:
        before = paragraph_before(passage.sentences.text, before[0])
    return before is not None and before[0] <= last.span.paragraph[0]


def _share_back(passage: Passage, by_span: dict[int, Passage]) -> None:
    """Give the speaker at the end of several linked paragraphs to those before."""
    is_surer = passage.evidence == "cue" and not passage.is_by_pronoun
    for earlier in _linked(passage, by_span):
        if earlier.evidence == "cue" or (earlier.speaker and not is_surer):
            break
        earlier.share(passage)


def _linked(passage: Passage, by_span: dict[int, Passage]) -> Iterator[Passage]:
    span = passage.span.continues
    while span and (earlier := by_span.get(id(span))):
        yield earlier
        span = span.continues
