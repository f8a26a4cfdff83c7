"""The model that chooses among the speakers that a sentence allows, and its weights."""

from __future__ import annotations

import importlib.util
import json
import math
import sys
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogpost.language.quotations.finding import find_quotations, passages_of
from blogpost.language.quotations.passages import Passage
from blogpost.language.quotations.ranking import candidates_of, facts_of, ranked

WEIGHTS = files("blogpost.language.quotations").joinpath("speaker_weights.txt").read_text(encoding="utf-8")
TOOL = Path(__file__).parents[2] / "tools/train_speakers.py"
MOST_BYTES = 150_000

_PIECES = (
    *('"', '," ', "“", "”", ", ", ". ", ": ", " — ", " ", "(", ")"),
    *("said ", "Roe ", "she ", "who ", "you ", "the well ", "that ", "claims ", "calls it ", "as ", "when ", "wrote "),
)
_texts = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


def passages(text: str) -> list[Passage]:
    return [passage for group in passages_of(text, "en") for passage in group]


def test_the_weights_are_few_and_finite() -> None:
    lines = [line for line in WEIGHTS.splitlines() if not line.startswith("#")]
    assert 500 < len(lines) < 10_000
    assert len(WEIGHTS.encode()) < MOST_BYTES
    assert all(math.isfinite(float(line.rsplit(" ", 1)[1])) for line in lines)
    assert len({line.rsplit(" ", 1)[0] for line in lines}) == len(lines)


@given(_texts)
def test_the_model_chooses_among_what_the_rules_allow(text: str) -> None:
    for passage in passages(text):
        choice = ranked(passage)
        if choice is not passage.attribution:
            assert choice is not None
            assert choice.speaker in [candidate.speaker for candidate in candidates_of(passage)]
            assert not choice.is_sure


@given(_texts)
def test_authors_stay_and_names_give_way_to_names_only(text: str) -> None:
    for passage in passages(text):
        choice, chosen, tags = ranked(passage), passage.attribution, passage.sentences.tags
        if choice is chosen or choice is None or chosen is None or choice.speaker is None or chosen.speaker is None:
            continue
        before, after = tags[chosen.speaker[1] - 1], tags[choice.speaker[1] - 1]
        assert "i" not in (before, after)
        assert before not in "NjMP" or after not in "wSmtY9f"


def test_a_speaker_that_the_model_prefers_is_not_sure() -> None:
    text = 'Ida said she and her friends jokingly referred to themselves as "the night shift of the harbour".'
    (passage,) = passages(text)
    assert passage.attribution is not None
    assert passage.attribution.speaker != (0, 1)
    (quote,) = find_quotations(text)
    assert (quote.speaker, quote.evidence, quote.speaker_name) == ("Ida", "none", None)


def test_the_weights_are_of_facts() -> None:
    """Each fact of a plain sentence is one that the tool may learn, and most of them have weights."""
    known = {line.rsplit(" ", 1)[0] for line in WEIGHTS.splitlines()}
    (passage,) = passages('Marsh said the builders claim that Flint called the pier "a shed without a roof".')
    facts = [fact for facts in facts_of(passage, candidates_of(passage)) for fact in facts]
    assert len(facts) > 50
    assert sum(fact in known for fact in facts) > len(facts) / 2


@pytest.fixture(name="tool")
def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_speakers", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_speakers"] = module
    spec.loader.exec_module(module)
    return module


def test_the_tool_learns_what_makes_a_choice_right(tool: ModuleType, tmp_path: Path) -> None:
    """The main clause's subject is right in every text: after training it has more points than the inner one."""
    text = 'Ida said that the pilots claim that Leo called the pier "a shed without a roof and a door".'
    quoted = text.index("a shed"), text.index('".')
    quote = {"start": quoted[0], "end": quoted[1], "speaker": "Ida", "speaker_start": 0, "speaker_end": 3}
    annotated = tmp_path / "annotated.jsonl"
    annotated.write_text("\n".join([json.dumps({"text": text, "quotes": [quote]})] * 20), encoding="utf-8")
    choices = list(tool.choices_in(annotated))
    assert len(choices) == 20
    assert tool.gain_of({}, choices) == 0
    weights = tool.trained(choices, 0.01)
    assert tool.gain_of(weights, choices) == 20
    assert weights == tool.trained(choices, 0.01)
