"""Find the speaker of a quotation in the sentence before its own, and in the paragraphs around it."""

from __future__ import annotations

import re

from blogpost.language.bylines.kinds import is_given
from blogpost.language.characters import DIALOGUE_DASHES
from blogpost.language.quotations.attribution import POSSESSOR, Attribution, Place
from blogpost.language.quotations.continuations import PARAGRAPH_END
from blogpost.language.quotations.passages import Passage
from blogpost.language.quotations.sentences import Sentences, sentences_of
from blogpost.language.quotations.spans import FAMILY
from blogpost.language.quotations.speakers import lead_in, named_after, signature_in

_ENDS_SENTENCE = frozenset(".?!…:")
_MAX_LINE_LENGTH = 120  # characters
_NAME_AND_PLACE = re.compile("(?P<subject>M*[Nj]{2,4}),d?[Nj][NjOdYM9,&]*")  # ADA ROE, Coast Paper of Saturday
_INTRODUCTION = re.compile("(?P<subject>M*[Nj]{1,4})bB?[^.]*[.]?")  # Ada Roe is the owner of the shop.
_NAME_ALONE = re.compile("(?P<subject>[Nj]{2,4})")
_OF_OWNER = re.compile("(?P<cue>S)O(?P<subject>[dDH]?[fw]?M*(?:[Nj]{1,4}|[wM]))\\.$")  # the motto of Captain Roe.
_BEFORE_SOURCE = (*DIALOGUE_DASHES, "~")


def signature_of(passage: Passage) -> tuple[Sentences, Attribution] | None:
    """The speaker in the line after a paragraph that the quotation ends, if it begins with a dash."""
    sentences = passage.sentences
    text, end = sentences.text, passage.span.paragraph[1]
    start = end + len(PARAGRAPH_END)
    if passage.span.closed != end or passage.span.parent or not text.startswith(_BEFORE_SOURCE, start):
        return None
    stop = text.find(PARAGRAPH_END, start)
    line = sentences_of(text, start, len(text) if stop < 0 else stop, (), sentences.lexicon)
    attribution = signature_in(line)
    return (line, attribution) if attribution else None


def lead_in_of(passage: Passage) -> tuple[Sentences, Attribution] | None:
    """The speaker in the paragraph before, if it ends with a colon."""
    sentences = passage.sentences
    before = paragraph_before(sentences.text, passage.span.paragraph[0])
    if passage.span.parent or before is None or not sentences.text.endswith(":", *before):
        return None
    lead = sentences_of(sentences.text, *before, (), sentences.lexicon)
    attribution = lead_in(lead)
    return (lead, attribution) if attribution and not _announces(attribution, lead.tags) else None


def _announces(attribution: Attribution, tags: str) -> bool:
    """Whether the author only leads on to another's words: "I had to smile:", but not "I wrote:"."""
    speaker, cue = attribution.speaker, attribution.cue
    by_author = speaker is not None and tags[speaker[1] - 1] == "i"
    return by_author and (cue is None or attribution.strength != "close" or tags[cue[1] - 1] not in "vV")


def named_above(passage: Passage) -> tuple[Sentences, Attribution] | None:
    """The speaker in a line above a paragraph that is a quotation: a name and the place of printing.

    A line that introduces a person, or is only a name, is less sure.
    """
    sentences, span = passage.sentences, passage.span
    before = paragraph_before(sentences.text, span.paragraph[0])
    if before is None or span.parent or (span.opened, span.closed) != span.paragraph:
        return None
    if before[1] - before[0] > _MAX_LINE_LENGTH:
        return None
    line = sentences_of(sentences.text, *before, (), sentences.lexicon)
    ends = sentences.text[before[1] - 1] in _ENDS_SENTENCE
    name = None if ends else _NAME_AND_PLACE.fullmatch(line.tags)
    if name:
        return line, Attribution("lead", name.span("subject"), None)
    name = _INTRODUCTION.fullmatch(line.tags) or (_name_alone(line, before) if not ends else None)
    return (line, Attribution("lead", name.span("subject"), None, is_sure=False)) if name else None


def _name_alone(line: Sentences, place: Place) -> re.Match[str] | None:
    """The name of a person that fills a line, unless a quotation ends above it, which it may sign."""
    text = line.text
    above = paragraph_before(text, place[0])
    if above and text[above[1] - 1] in FAMILY:
        return None
    is_person = is_given(text[place[0] : text.find(" ", *place)]) if text.count(" ", *place) else False
    return _NAME_ALONE.fullmatch(line.tags) if is_person else None


def named_below(passage: Passage) -> tuple[Sentences, Attribution] | None:
    """The speaker that the next paragraph names: Those were the words of Roe."""
    sentences, span = passage.sentences, passage.span
    start = span.paragraph[1] + len(PARAGRAPH_END)
    if span.parent or span.closed != span.paragraph[1] or start >= len(sentences.text):
        return None
    stop = sentences.text.find(PARAGRAPH_END, start, start + _MAX_LINE_LENGTH)
    stop = min(start + _MAX_LINE_LENGTH, len(sentences.text)) if stop < 0 else stop
    below = sentences_of(sentences.text, start, stop, (), sentences.lexicon)
    attribution = named_after(below)
    return (below, attribution) if attribution else None


def owner_of_noun(tags: str, place: int) -> Attribution | None:
    """The owner of a word for speech that ends the sentence before: Roe's favourite advice."""
    floor, noun = tags.rfind(".", 0, place - 1) + 1, place - 2
    if of := _OF_OWNER.search(tags, floor, place):
        return Attribution("noun", of.span("subject"), of.span("cue"))
    if noun <= floor or tags[noun] not in "SG" or tags[noun + 1] != ".":
        return None
    owner = POSSESSOR.search(tags, floor, noun)
    return Attribution("noun", owner.span("subject"), (noun, noun + 1)) if owner else None


def paragraph_before(text: str, start: int) -> Place | None:
    """The place of the paragraph before one that begins at `start`."""
    end = start - len(PARAGRAPH_END)
    if end <= 0:
        return None
    before = text.rfind(PARAGRAPH_END, 0, end)
    return (0 if before < 0 else before + len(PARAGRAPH_END)), end
