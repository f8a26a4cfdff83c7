"""Find the source of a block quotation in the line that introduces it, or in one that names it at the end."""

from __future__ import annotations

from attrs import frozen

from blogpost.language.characters import DIALOGUE_DASHES
from blogpost.language.quotations.attribution import Attribution
from blogpost.language.quotations.mentions import is_name, mention_of, name_after
from blogpost.language.quotations.sentences import Sentences, sentences_of
from blogpost.language.quotations.speakers import lead_in, signature_in
from blogpost.language.quotations.tagging import lexicon_for

_LEADS_ON = frozenset(":,T-")  # endings of a line that leads on; T is "that"
_BEFORE_INFINITIVE = frozenset("Io")  # to, must


@frozen
class Source:
    """The person quoted, the cue, and the person's name if it is sure."""

    speaker: str
    name: str | None = None
    cue: str | None = None


def introduced_by(text: str, language: str | None = None) -> Source | None:
    """The source in the last words of a text that lead on to a quotation: ``As Jane Roe writes:``."""
    sentences = sentences_of(text, 0, len(text), (), lexicon_for(text, language))
    if sentences.tags[-1:] not in _LEADS_ON:
        return None
    return _source(sentences, lead_in(sentences))


def signed_by(line: str, language: str | None = None) -> Source | None:
    """The source in a line that begins with a dash: ``— Jane Roe, The Last Garden``."""
    if not line.startswith(DIALOGUE_DASHES):
        return None
    sentences = sentences_of(line, 0, len(line), (), lexicon_for(line, language))
    return _source(sentences, signature_in(sentences))


def named_in(label: str, language: str | None = None) -> Source | None:
    """The source in a link's text, if it is a name: ``Jane Roe``, but not ``this post``."""
    sentences = sentences_of(label, 0, len(label), (), lexicon_for(label, language))
    whole = (0, len(sentences.tags))
    return Source(label, label) if sentences.tags and is_name(sentences, whole) else None


def _source(sentences: Sentences, attribution: Attribution | None) -> Source | None:
    if attribution is None or attribution.speaker is None or _announces(sentences.tags, attribution):
        return None
    text = sentences.text
    mention = mention_of(sentences, attribution.speaker)
    name = name_after(sentences, attribution.speaker, mention)
    return Source(
        text[slice(*mention)], name, text[slice(*sentences.extent(*attribution.cue))] if attribution.cue else None
    )


def _announces(tags: str, attribution: Attribution) -> bool:
    """Whether the author merely announces a quotation: "I have to quote this:"."""
    is_author = attribution.speaker is not None and tags[slice(*attribution.speaker)] == "i"
    return is_author and attribution.cue is not None and tags[attribution.cue[0] - 1] in _BEFORE_INFINITIVE
