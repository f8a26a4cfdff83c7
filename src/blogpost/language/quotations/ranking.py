"""Choose among the attributions that a sentence allows, by a linear model over what the rules know of each.

The weights are learnt by tools/train_speakers.py; docs/quotations.md explains the data and the model's limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from attrs import frozen

from blogpost.language.quotations.attribution import Attribution, Place, main_subject
from blogpost.language.quotations.mentions import mention_of
from blogpost.language.quotations.passages import Passage
from blogpost.language.quotations.sentences import Sentences
from blogpost.language.quotations.spans import last_character
from blogpost.language.quotations.speakers import attributions_after, attributions_before

MARGIN = 0.5
"""Another attribution needs so many points more than the one that the rules choose."""

_MAX_CANDIDATES = 8
_REACH = 100  # tags
_RANKED = frozenset(("after", "trailing", "close", "far", "label", "thought", "noun"))
_AUTHOR, _NAMES, _THINGS = "i", frozenset("NjMP"), frozenset("wSmtY9f")
_STEPS = (1, 2, 3, 5, 8, 12, 20, 40)
_VERB = re.compile("[vVWLF]")
_CLAUSE = re.compile("[RUT]")
_MAX_BETWEEN = 3  # tags that are a fact as a whole


@frozen
class Candidate:
    """An attribution, with the mention of its speaker in the text, and the kind of rule that allows it."""

    attribution: Attribution
    speaker: Place
    mention: Place
    source: str


def ranked(passage: Passage) -> Attribution | None:
    """The attribution of the rules, or another one of its sentence that has clearly more points; that is not sure."""
    candidates = candidates_of(passage)
    if len(candidates) < 2:
        return passage.attribution
    weights = _weights()
    points = [sum(weights.get(name, 0.0) for name in facts) for facts in facts_of(passage, candidates)]
    best = max(range(len(points)), key=points.__getitem__)
    return _instead(candidates[best].attribution) if points[best] > points[0] + MARGIN else passage.attribution


def _instead(attribution: Attribution) -> Attribution:
    return Attribution(attribution.strength, attribution.speaker, attribution.cue, is_sure=False)


@cache
def _weights() -> Mapping[str, float]:
    lines = (files(__package__) / "speaker_weights.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(weight) for name, weight in pairs}


# ------------------------------------------------------------------------------------------------ candidates


def candidates_of(passage: Passage) -> list[Candidate]:
    """The attribution of the rules and those that may replace it, one for each mention; empty if it stays anyhow.

    Authors, signatures and propagated speakers stay. A name or a pronoun is replaced only by another one.
    """
    chosen = passage.attribution
    if chosen is None or chosen.speaker is None or chosen.strength not in _RANKED or passage.span.continues:
        return []
    tags = passage.sentences.tags
    last = tags[chosen.speaker[1] - 1]
    if last == _AUTHOR:
        return []
    found: dict[Place, tuple[Attribution, str]] = {}
    for attribution, source in _allowed(passage, chosen):
        if attribution.speaker is None:
            continue
        other = tags[attribution.speaker[1] - 1]
        if not found or not (other == _AUTHOR or (last in _NAMES and other in _THINGS)):
            found.setdefault(attribution.speaker, (attribution, source))
    return _by_mention(passage.sentences, found) if len(found) > 1 else []


def _allowed(passage: Passage, chosen: Attribution) -> Iterator[tuple[Attribution, str]]:
    """All attributions of the sentence, that of the rules first, with the kinds of the rules."""
    sentences, place = passage.sentences, passage.sentences.places[passage.index]
    yield chosen, chosen.strength
    for attribution in (*attributions_after(sentences, passage.index), *attributions_before(sentences.tags, place)):
        yield attribution, attribution.strength
    if subject := _main_subject(sentences.tags, place):
        yield Attribution("thought", subject, None), "subject"


def _by_mention(sentences: Sentences, found: Mapping[Place, tuple[Attribution, str]]) -> list[Candidate]:
    candidates: dict[Place, Candidate] = {}
    for speaker, (attribution, source) in found.items():
        mention = mention_of(sentences, speaker)
        candidates.setdefault(mention, Candidate(attribution, speaker, mention, source))
    return list(candidates.values())[:_MAX_CANDIDATES]


def _main_subject(tags: str, place: int) -> Place | None:
    furthest = max(0, place - _REACH)
    return main_subject(tags, max(tags.rfind(".", furthest, place) + 1, furthest), place)


# ------------------------------------------------------------------------------------------------ facts


def facts_of(passage: Passage, candidates: Sequence[Candidate]) -> list[list[str]]:
    """The names of all that is true of each candidate; the first one is that of the rules."""
    sentences, chosen = passage.sentences, candidates[0]
    around = list(_of_passage(passage))
    subject = _main_subject(sentences.tags, sentences.places[passage.index])
    main = mention_of(sentences, subject) if subject else None
    facts = []
    for candidate in candidates:
        rules = f"rules {candidate is chosen}"
        pair = f"{candidate.source} against {chosen.source}"
        own = [rules, candidate.source, pair, f"{candidate.source} {rules}"]
        own += [f"{name} main {candidate.mention == main}" for name in (rules, candidate.source, pair)]
        if candidate is not chosen:
            own.append(f"{pair} later {candidate.mention[0] > chosen.mention[0]}")
        known = [*around, *_of_mention(passage, candidate), *_of_cue(passage, candidate)]
        facts.append(own + known + [f"{name} {fact}" for name in (candidate.source, rules) for fact in known])
    return facts


def _of_passage(passage: Passage) -> Iterator[str]:
    tags, place = passage.sentences.tags, passage.sentences.places[passage.index]
    last = last_character(passage.sentences.text, passage.span)
    yield f"ends {last if last in '.,?!' else 'otherwise'}"
    yield f"tag before {tags[place - 1 : place]}"
    yield f"tag after {tags[place + 1 : place + 2]}"
    yield f"words {_step(passage.text.count(' ') + 1)}"
    yield f"opens sentence {passage.starts_sentence}"


def _of_mention(passage: Passage, candidate: Candidate) -> Iterator[str]:
    text, (start, end) = passage.sentences.text, candidate.mention
    is_before = end <= passage.span.opened
    distance = passage.span.opened - end if is_before else start - passage.span.closed
    yield f"capital {text[start].isupper()}"
    yield f"mention words {_step(text.count(' ', start, end) + 1)}"
    yield f"before {is_before}"
    yield f"distance {is_before} {_step(max(distance, 0) // 8)}"


def _of_cue(passage: Passage, candidate: Candidate) -> Iterator[str]:
    sentences, place = passage.sentences, passage.sentences.places[passage.index]
    tags, (start, end), cue = sentences.tags, candidate.speaker, candidate.attribution.cue
    yield f"subject {tags[end - 1]}"
    yield f"subject begins {tags[start]}"
    yield f"before subject {tags[start - 1 : start]}"
    yield f"after subject {tags[end : end + 1]}"
    yield f"strength {candidate.attribution.strength}"
    if cue is None:
        return
    first, stop = cue
    yield f"cue {tags[stop - 1]}"
    yield f"cue {tags[stop - 1]} subject {tags[end - 1]}"
    yield f"before cue {tags[first - 1 : first]}"
    yield f"after cue {tags[stop : stop + 1]}"
    yield f"verb {_verb(sentences, stop)}"
    between = tags[stop:place] if stop <= place else tags[place + 1 : first]
    yield f"between {_step(len(between))}"
    if len(between) <= _MAX_BETWEEN:
        yield f"between {between}"
    yield f"commas {min(between.count(','), 3)}"
    yield f"verbs {min(len(_VERB.findall(between)), 3)}"
    yield f"clauses {min(len(_CLAUSE.findall(between)), 3)}"
    yield f"quotations {min(between.count('Q'), 2)}"
    floor = max(tags.rfind(".", 0, first) + 1, first - _REACH)
    yield f"verbs before {min(len(_VERB.findall(tags, floor, first)), 3)}"
    yield f"in clause {_CLAUSE.search(tags, max(floor, start - 3), start) is not None}"


def _verb(sentences: Sentences, stop: int) -> str:
    return sentences.text[slice(*sentences.extent(stop - 1, stop))].lower()


def _step(number: int) -> int:
    """The number, rounded up to a step; 99 above all of them."""
    return next((step for step in _STEPS if number <= step), 99)
