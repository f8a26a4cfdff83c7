"""A marked passage, and what is found out about it step by step."""

from __future__ import annotations

import re

from attrs import define

from blogpost.language.quotations.attribution import Attribution, Place
from blogpost.language.quotations.mentions import mention_of, name_behind
from blogpost.language.quotations.sentences import Sentences
from blogpost.language.quotations.spans import Span
from blogpost.values import Evidence

_OPENING = re.compile("(?:[BCYG]{1,2},?|O[dDwNBY9]{1,4},){0,3}")


@define(eq=False)
class Passage:
    """A marked passage with all that is known of it.

    Attributes:
        span: where it is.
        sentences: the sentences around it.
        index: which of their quotations it is.
        attribution: what its own sentence tells of its speaker.
        points: how much speaks for speech.
        is_speech: whether that is enough.
        speaker: the mention of the speaker in the text.
        name: the name behind it.
        cue: the reporting word in the text.
        evidence: how the speaker is known.
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
    def starts_sentence(self) -> bool:
        """Whether nothing of its sentence stands before it but an adverb, a conjunction or a phrase with a comma."""
        tags, place = self.sentences.tags, self.sentences.places[self.index]
        return _OPENING.fullmatch(tags, tags.rfind(".", 0, place) + 1, place) is not None

    def take(self, sentences: Sentences, attribution: Attribution, evidence: Evidence) -> None:
        """Has the speaker and the cue that were attribution among the tags of these sentences."""
        if attribution.cue:
            self.cue = sentences.extent(*attribution.cue)
        if attribution.speaker:
            self.speaker = mention_of(sentences, attribution.speaker)
            self.evidence = evidence
            self.name = name_behind(sentences, attribution.speaker, self.speaker) if evidence != "none" else None

    def take_name(self, place: Place) -> None:
        """Has the speaker who is named at this place of the text."""
        self.speaker, self.name, self.evidence = place, self.sentences.text[slice(*place)], "cue"

    def share(self, other: Passage) -> None:
        """Has the speaker of another passage."""
        self.speaker, self.name, self.cue, self.evidence = other.speaker, other.name, other.cue, "carried"
