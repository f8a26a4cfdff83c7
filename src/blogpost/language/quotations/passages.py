"""A marked passage, and the results of each step for it."""

from __future__ import annotations

import re

from attrs import define

from blogpost.language.quotations.attribution import Attribution, Place
from blogpost.language.quotations.mentions import mention_of, name_after
from blogpost.language.quotations.sentences import Sentences
from blogpost.language.quotations.spans import Span, last_character
from blogpost.values import Evidence

_AUTHOR = "i"
_SENTENCE_ENDS = frozenset(".?!…")
_OPENING = re.compile("(?:[BCYG]{1,2},?|O[dDwNBY9]{1,4},){0,3}")


@define(eq=False)
class Passage:
    """A marked passage with all that is known of it.

    Attributes:
        span: its place.
        sentences: the sentences around it.
        index: its index among the quotations in these.
        attribution: the speaker by its own sentence.
        points: points for speech.
        is_speech: whether these are enough.
        speaker: the mention of the speaker in the text.
        name: the name of the person mentioned.
        cue: the reporting word in the text.
        evidence: the evidence for the speaker.
    """

    span: Span
    sentences: Sentences
    index: int
    attribution: Attribution | None
    points: float
    is_speech: bool = False
    speaker: Place | None = None
    name: str | None = None
    cue: Place | None = None
    evidence: Evidence = "none"

    @property
    def text(self) -> str:
        """The words between the marks."""
        return self.sentences.text[self.span.start : self.span.end]

    @property
    def starts_sentence(self) -> bool:
        """Whether only an adverb, a conjunction or a phrase with a comma precedes it in its sentence."""
        tags, place = self.sentences.tags, self.sentences.places[self.index]
        return _OPENING.fullmatch(tags, tags.rfind(".", 0, place) + 1, place) is not None

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends with a full stop or the like, or with its paragraph."""
        closes = self.span.closed == self.span.paragraph[1]
        return closes or last_character(self.sentences.text, self.span) in _SENTENCE_ENDS

    @property
    def is_by_pronoun(self) -> bool:
        """Whether the mention of the speaker is "he" or "she"."""
        mention = self.sentences.text[slice(*self.speaker)] if self.speaker else ""
        return mention.lower() in self.sentences.lexicon.persons

    @property
    def is_by_author(self) -> bool:
        """Whether the mention of the speaker is "I", "we" or "you"."""
        mention = self.sentences.text[slice(*self.speaker)] if self.speaker else ""
        return self.sentences.lexicon.tags[mention] == _AUTHOR

    def take(self, sentences: Sentences, attribution: Attribution, evidence: Evidence) -> None:
        """Take the speaker and the cue of an attribution in these sentences."""
        if attribution.cue:
            self.cue = sentences.extent(*attribution.cue)
        if attribution.speaker:
            self.speaker = mention_of(sentences, attribution.speaker)
            self.evidence = evidence
            self.name = name_after(sentences, attribution.speaker, self.speaker) if evidence != "none" else None

    def take_name(self, place: Place) -> None:
        """Take the speaker named at this place of the text."""
        self.speaker, self.name, self.evidence = place, self.sentences.text[slice(*place)], "cue"

    def share(self, other: Passage, *, is_sure: bool = True) -> None:
        """Take the speaker of another passage; its name only if both are sure."""
        self.speaker, self.cue = other.speaker, other.cue
        self.evidence = "carried" if is_sure and other.evidence != "none" else "none"
        self.name = None if self.evidence == "none" else other.name
