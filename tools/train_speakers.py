"""Learn the weights by which the speakers of quotations are chosen, from annotated news.

    python tools/train_speakers.py news_train.jsonl

The file has one text a line, with its "quotes": start, end, speaker, speaker_start, speaker_end. It is read where it
is; only weights of the names of facts get into src/blogpost/language/quotations/speaker_weights.txt. Each penalty is
tried on halves of the texts, trained on one and measured on the other. The hardest one that is nearly as good as the
best trains the weights on all of them. The same file gives the same weights.
"""
# ruff: noqa: INP001, T201  a script with output, not a module of a package

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from blogpost.language.quotations.finding import passages_of
from blogpost.language.quotations.ranking import MARGIN, Candidate, candidates_of, facts_of

WEIGHTS = Path(__file__).parents[1] / "src/blogpost/language/quotations/speaker_weights.txt"
PENALTIES = (0.01, 0.02, 0.04, 0.06, 0.08, 0.12, 0.16, 0.3)
NEARLY = 0.9  # the hardest penalty is taken that gains nearly as much as the best one
PRIOR = 1.0  # points of the rules' own choice, before anything is learnt
LEAST_COUNT = 8  # facts that are rarer have no weight
EPOCHS, RATE, SEED = 12, 0.3, 1
SMALLEST = 0.01  # weights that are smaller are left out
MARKS = " \"'“”‘’`,.\n"


class Choice(NamedTuple):
    """A quotation whose sentence allows several speakers: the facts of each, and whether it is right."""

    text: int
    facts: list[list[str]]
    right: list[bool]


Weights = dict[str, float]


def main() -> None:
    """Learn and write the weights, and print what they gain."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotated", type=Path)
    parser.add_argument("--measure", type=Path, nargs="*", default=[], help="other annotated files to measure on")
    arguments = parser.parse_args()
    choices = list(choices_in(arguments.annotated))
    counts = Counter(fact for choice in choices for facts in choice.facts for fact in facts)
    kept = {fact for fact, count in counts.items() if count >= LEAST_COUNT}
    choices = [
        choice._replace(facts=[[fact for fact in facts if fact in kept] for facts in choice.facts])
        for choice in choices
    ]
    gains = {penalty: gain_on_halves(choices, penalty) for penalty in PENALTIES}
    for penalty, gain in gains.items():
        print(f"penalty {penalty}: {gain:+} right of {len(choices)} choices, on the other half")
    nearly = NEARLY * max(gains.values())
    penalty = max(penalty for penalty, gain in gains.items() if gain >= nearly)
    weights = trained(choices, penalty)
    for path in arguments.measure:
        others = list(choices_in(path))
        print(f"{path.name}: {gain_of(weights, others):+} right of {len(others)} choices")
    write(weights, penalty, len(choices))


# ------------------------------------------------------------------------------------------------ choices


def choices_in(path: Path) -> Iterator[Choice]:
    """The quotations of the annotated texts with several candidates, at least one of them right and one wrong."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            annotated = json.loads(line)
            yield from _choices(number, annotated["text"], annotated.get("quotes") or annotated.get("segments") or [])


def _choices(number: int, text: str, quotes: Iterable[Mapping[str, Any]]) -> Iterator[Choice]:
    by_span = {_trimmed(text, quote["start"], quote["end"]): quote for quote in quotes if quote.get("speaker_end")}
    for passages in passages_of(text):
        for passage in passages:
            quote = by_span.get(_trimmed(text, passage.span.start, passage.span.end))
            if quote and passage.is_speech and len(candidates := candidates_of(passage)) > 1:
                right = [_is_right(text, candidate, quote) for candidate in candidates]
                if any(right) and not all(right):
                    yield Choice(number, facts_of(passage, candidates), right)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in MARKS:
        start += 1
    while start < end and text[end - 1] in MARKS:
        end -= 1
    return start, end


def _is_right(text: str, candidate: Candidate, quote: Mapping[str, Any]) -> bool:
    """Whether the mention overlaps the annotated one, or ends with the same word."""
    start, end = candidate.mention
    same_place = bool(start < quote["speaker_end"] and quote["speaker_start"] < end)
    return same_place or _last_word(text[start:end]) == _last_word(quote["speaker"])


def _last_word(mention: str) -> str:
    return mention.rpartition(" ")[2].lower()


# ------------------------------------------------------------------------------------------------ training


def trained(choices: Sequence[Choice], penalty: float) -> Weights:
    """Weights by gradient descent on the logarithm of the share of right candidates; large weights are penalised."""
    weights: Weights = {}
    squares: Weights = {}
    sums: Counter[str] = Counter()
    order = list(choices)
    shuffler = random.Random(SEED)  # noqa: S311  only the order
    for _ in range(EPOCHS):
        shuffler.shuffle(order)
        for choice in order:
            _learn(choice, weights, squares, penalty)
        sums.update(weights)
    return {fact: total / EPOCHS for fact, total in sums.items()}


def _learn(choice: Choice, weights: Weights, squares: Weights, penalty: float) -> None:
    for facts, error in zip(choice.facts, _errors(weights, choice), strict=True):
        for fact in facts:
            gradient = error + penalty * weights.get(fact, 0.0)
            squares[fact] = squares.get(fact, 1e-6) + gradient * gradient
            weights[fact] = weights.get(fact, 0.0) - RATE * gradient / math.sqrt(squares[fact])


def _errors(weights: Weights, choice: Choice) -> list[float]:
    """How much too likely each candidate is."""
    points = points_of(weights, choice)
    top = max(points)
    parts = [math.exp(value - top) for value in points]
    total = sum(parts)
    total_right = sum(part for part, right in zip(parts, choice.right, strict=True) if right)
    return [
        part / total - (part / total_right if right else 0.0) for part, right in zip(parts, choice.right, strict=True)
    ]


def points_of(weights: Weights, choice: Choice) -> list[float]:
    """The points of each candidate; the first one is the rules' choice."""
    points = [sum(weights.get(fact, 0.0) for fact in facts) for facts in choice.facts]
    points[0] += PRIOR
    return points


def gain_of(weights: Weights, choices: Iterable[Choice]) -> int:
    """How many more choices are right than by the rules alone."""
    gain = 0
    for choice in choices:
        points = points_of(weights, choice)
        best = max(range(len(points)), key=points.__getitem__)
        if points[best] > points[0] + MARGIN:
            gain += choice.right[best] - choice.right[0]
    return gain


def gain_on_halves(choices: Sequence[Choice], penalty: float) -> int:
    """The gain on each half of the texts with the weights of the other."""
    halves = [[choice for choice in choices if choice.text % 2 == half] for half in (0, 1)]
    return sum(gain_of(trained(halves[half], penalty), halves[1 - half]) for half in (0, 1))


def write(weights: Weights, penalty: float, count: int) -> None:
    """Write the weights, without those that make no difference."""
    weights = weights | {"rules True": weights.get("rules True", 0.0) + PRIOR}
    kept = sorted((fact, weight) for fact, weight in weights.items() if abs(weight) >= SMALLEST)
    lines = [f"# Written by tools/train_speakers.py from {count} choices, with a penalty of {penalty}; do not edit."]
    lines += [f"{fact} {weight:.2f}" for fact, weight in kept]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
