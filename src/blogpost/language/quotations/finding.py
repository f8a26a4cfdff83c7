"""Find the quotations of a text, with their kinds and speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, groupby, pairwise

from blogpost.language.quotations.attribution import Place
from blogpost.language.quotations.continuations import find_spans
from blogpost.language.quotations.dialogue import RESUMED, TURN, find_dialogue
from blogpost.language.quotations.kinds import (
    NESTED,
    SINGLE_AMONG_DOUBLE,
    SURE,
    custom_points,
    kind_without_speech,
    speech_points,
)
from blogpost.language.quotations.passages import Passage
from blogpost.language.quotations.propagation import give_speakers, names_in_transcripts
from blogpost.language.quotations.ranking import ranked
from blogpost.language.quotations.sentences import Sentences, sentences_of
from blogpost.language.quotations.spans import MarkRules, Span
from blogpost.language.quotations.speakers import attribution_of, is_attributed, is_inverted
from blogpost.language.quotations.tagging import QuotationLexicon, lexicon_for
from blogpost.values import Quote

_WORD = re.compile(r"\w+")
_MAX_REPEATED_WORDS, _MAX_LITTLE_WORD_LENGTH = 3, 3  # words, letters
_MAX_CUE_LENGTH = 12  # words from one passage to the next
_SENTENCE_ENDS = frozenset(".?!…")
_MODAL = re.compile("[oI]")
_COORDINATION = re.compile("[,.]?[C,dBOD]{1,3}")  # "A", "B" and "C"


def find_quotations(text: str, language: str | None = None) -> list[Quote]:
    """Find the quotations of a text, in order; a blank line separates its paragraphs."""
    groups = passages_of(text, language)
    passages = sorted(chain.from_iterable(groups), key=lambda passage: (passage.span.opened, -passage.span.closed))
    for passage in passages:
        if passage.is_speech:
            passage.attribution = ranked(passage)
    give_speakers(groups, names_in_transcripts(text, [passage.span for passage in passages]))
    order = {id(passage.span): i for i, passage in enumerate(passages)}
    return [_quote(text, passage, order) for passage in passages]


def passages_of(text: str, language: str | None = None) -> list[list[Passage]]:
    """The passages of each paragraph or outer passage, with their kinds and the attributions of the rules."""
    lexicon = lexicon_for(text, language)
    groups = [_passages(text, group, lexicon) for group in _groups(_spans(text, lexicon))]
    _settle_kinds(list(chain.from_iterable(groups)))
    return groups


def _spans(text: str, lexicon: QuotationLexicon) -> list[Span]:
    """The passages in marks and those after a dash."""
    spans = find_spans(text, mark_rules(lexicon))
    turns = find_dialogue(text, spans, partial(is_attributed, lexicon), partial(is_inverted, lexicon))
    return sorted((*spans, *turns), key=lambda span: (span.opened, -span.closed)) if turns else spans


def mark_rules(lexicon: QuotationLexicon) -> MarkRules:
    """The usage of marks in the lexicon's language."""
    return MarkRules(lexicon.shapes, lexicon.elided, partial(is_attributed, lexicon))


def _groups(spans: Sequence[Span]) -> list[list[Span]]:
    """Group the spans by paragraph, and those within a span by that span."""
    groups: dict[object, list[Span]] = {}
    for span in spans:
        groups.setdefault(id(span.parent) if span.parent else span.paragraph, []).append(span)
    return list(groups.values())


def _passages(text: str, group: Sequence[Span], lexicon: QuotationLexicon) -> list[Passage]:
    parent = group[0].parent
    start, end = (parent.start, parent.end) if parent else group[0].paragraph
    sentences = sentences_of(text, start, end, group, lexicon)
    passages = []
    for index, span in enumerate(group):
        attribution = attribution_of(sentences, index)
        passages.append(Passage(span, sentences, index, attribution, speech_points(sentences, index, attribution)))
    if len(passages) > 1:
        _level(passages, sentences)
    return passages


def _level(passages: Sequence[Passage], sentences: Sentences) -> None:
    """Give coordinated passages the mean of their points."""
    for run in _coordinated(sentences):
        mean = sum(passages[index].points for index in run) / len(run)
        for index in run:
            passages[index].points = mean


def _coordinated(sentences: Sentences) -> Iterator[range]:
    """Runs of quotations with only commas and an "and" between them, which are of one kind."""
    tags, places = sentences.tags, sentences.places
    first = 0
    for index in range(1, len(places)):
        is_one = _COORDINATION.fullmatch(tags, places[index - 1] + 1, places[index]) is not None
        if not is_one or _begins_sentence(sentences, index):
            yield range(first, index)
            first = index
    yield range(first, len(places))


def _begins_sentence(sentences: Sentences, index: int) -> bool:
    """Whether a sentence begins right after the quotation before: "I left." But "left" was the word."""
    before, span = sentences.spans[index - 1], sentences.spans[index]
    between = sentences.text[before.closed : span.opened].lstrip()
    return sentences.tags[sentences.places[index - 1] + 1] == "." and between[:1].isupper()


def _settle_kinds(passages: Sequence[Passage]) -> None:
    """Decide which passages are speech, by their own points and by the usage of the text."""
    outer = [passage for passage in passages if not passage.span.parent]
    double = [passage for passage in outer if not passage.span.is_single]
    is_double = len(double) * 2 >= len(outer)
    usual = double or outer
    tags = "".join({id(passage.sentences): passage.sentences.tags for passage in outer}.values())
    custom = custom_points(sum(passage.points >= SURE for passage in usual), len(usual), tags)
    for passage in passages:
        if passage.span.parent:
            usual_points = custom if _has_own_cue(passage) else NESTED
        else:
            usual_points = custom + SINGLE_AMONG_DOUBLE if passage.span.is_single and is_double else custom
        passage.is_speech = passage.points + usual_points > 0 or passage.span.family in (TURN, RESUMED)
    _settle_linked(passages)
    _settle_repeated(passages)
    _settle_resumed(passages)


def _settle_resumed(passages: Sequence[Passage]) -> None:
    """Make a whole sentence speech if it goes on after the cue of speech: "It is ours," she said. "We Are Here."."""
    for before, after in pairwise(passages):
        if before.is_speech and not after.is_speech and after.sentences is before.sentences:
            after.is_speech = _is_resumed(before, after)


def _is_resumed(before: Passage, after: Passage) -> bool:
    attribution, tags, places = before.attribution, before.sentences.tags, before.sentences.places
    if attribution is None or attribution.strength != "after" or after.index != before.index + 1:
        return False
    between = tags[places[before.index] + 1 : places[after.index]]
    is_whole = after.text[-1:] in _SENTENCE_ENDS and tags[places[after.index] + 1 :][:1] in (".", "")
    return is_whole and between.endswith(".") and between.count(".") == 1 and len(between) <= _MAX_CUE_LENGTH


def _settle_repeated(passages: Sequence[Passage]) -> None:
    """Make short passages that take up words quoted before in the paragraph, without a cue next to them, terms."""
    for _, group in groupby(passages, key=_paragraph):
        together = list(group)
        if len(together) > 1:
            _settle_repeated_in(together)


def _paragraph(passage: Passage) -> Place:
    return passage.span.paragraph


def _settle_repeated_in(passages: Sequence[Passage]) -> None:
    quoted: set[str] = set()
    for passage in passages:
        words = _WORD.findall(passage.text.lower())
        contents = [word for word in words if len(word) > _MAX_LITTLE_WORD_LENGTH]
        is_short = len(words) <= _MAX_REPEATED_WORDS
        if is_short and contents and quoted.issuperset(contents) and not _is_next_to_cue(passage):
            passage.is_speech = False
        quoted.update(contents)


def _is_next_to_cue(passage: Passage) -> bool:
    return passage.attribution is not None and passage.attribution.strength in ("after", "close")


def _has_own_cue(passage: Passage) -> bool:
    """Whether a finite verb of saying is right before or after it: "He said, 'Go home.'" (not: can say)."""
    attribution, tags = passage.attribution, passage.sentences.tags
    if attribution is None or attribution.cue is None or attribution.speaker is None:
        return False
    start, end = attribution.cue
    is_finite = tags[end - 1] in "vV" and not _MODAL.search(tags, max(0, start - 2), end)
    return is_finite and _is_next_to_cue(passage)


def _settle_linked(passages: Sequence[Passage]) -> None:
    """Make every paragraph of a quotation speech if one of them is."""
    by_span = {id(passage.span): passage for passage in passages}
    links = [(by_span[id(passage.span.continues)], passage) for passage in passages if passage.span.continues]
    for before, after in links:
        after.is_speech = after.is_speech or before.is_speech
    for before, after in reversed(links):
        before.is_speech = before.is_speech or after.is_speech


def _quote(text: str, passage: Passage, order: dict[int, int]) -> Quote:
    span, speaker, cue = passage.span, passage.speaker, passage.cue
    return Quote(
        text[span.start : span.end],
        "speech" if passage.is_speech else kind_without_speech(passage.sentences, passage.index),
        text[speaker[0] : speaker[1]] if speaker else None,
        passage.name,
        text[cue[0] : cue[1]] if cue else None,
        passage.evidence,
        order[id(span.continues)] if span.continues else None,
        span.start,
        span.end,
    )
