"""What holds for the quotations of any text and any post."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogpost import Post
from blogpost.language.quotations.continuations import find_spans
from blogpost.language.quotations.finding import find_quotations, mark_rules
from blogpost.language.quotations.tagging import lexicon_of
from blogpost.values import Quote
from cost import least_seconds, without_garbage_collector
from strategies import posts

_PIECES = (
    *(
        '"',
        "“",
        "”",
        "„",
        "‘",
        "’",
        "'",
        "''",
        "``",
        "«",
        "»",
        "‹",
        "›",
        "「",
        "」",
        " ",
        ", ",
        ". ",
        ": ",
        " — ",
        "\n",
    ),
    *("said", "she", "Roe", "the well", "that", "who wrote", "according to", "’s", "12", "(", ")", "?", "a", "was dry"),
)
marked = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)
texts = st.lists(marked, min_size=1, max_size=4).map("\n\n".join)
languages = st.sampled_from((None, "en", "de", "fr", "es", "pt-BR", "pt-PT", "it", "ru", "ja", "x"))


def assert_exact(quotes: tuple[Quote, ...] | list[Quote], text: str) -> None:
    for quote in quotes:
        assert quote.text
        assert text[quote.start : quote.end] == quote.text
    assert all(one.start <= other.start for one, other in pairwise(quotes))
    for index, quote in enumerate(quotes):
        assert quote.continues is None or 0 <= quote.continues < index


@given(texts, languages)
def test_places_are_exact(text: str, language: str | None) -> None:
    quotes = find_quotations(text, language)
    assert_exact(quotes, text)
    for quote in quotes:
        assert "\n\n" not in quote.text
        assert quote.text == quote.text.strip()
        assert quote.kind == "speech" or (quote.speaker, quote.cue, quote.evidence) == (None, None, "none")
        assert quote.speaker is None or quote.speaker in text
        assert quote.cue is None or quote.cue in text


@settings(max_examples=50)  # a post is slow to draw
@given(posts)
def test_places_are_exact_in_every_post(post: Post) -> None:
    assert_exact(post.quotes, post.text)


@given(st.lists(marked.map(lambda paragraph: "So " + paragraph.replace("\n", " ")), min_size=1, max_size=4))
def test_marks_pair_within_their_paragraph_or_go_on_over_several(paragraphs: list[str]) -> None:
    rules = mark_rules(lexicon_of("en"))
    text = "\n\n".join(paragraphs)
    found = {(span.start, span.end): span for span in find_spans(text, rules)}
    start = 0
    for paragraph in paragraphs:
        for span in find_spans(paragraph, rules):
            found.pop((start + span.start, start + span.end))
        start += len(paragraph) + 2
    assert all(span.continues or any(other.continues is span for other in found.values()) for span in found.values())


@given(
    st.sampled_from(("a", "two words", "It is dry.", "Where?")), st.sampled_from(('""', "“”", "‘’", "''", "«»", "„“"))
)
def test_a_pair_of_any_kind_is_found(quoted: str, pair: str) -> None:
    text = f"They call it {pair[0]}{quoted}{pair[1]} here."
    assert [quote.text for quote in find_quotations(text, "de" if pair == "„“" else "en")] == [quoted]


# ------------------------------------------------------------------------------------------------ time

_REPEATED = {
    "one straight mark": '"',
    "one curly mark": "“",
    "single marks": "'",
    "marks and spaces": '" ',
    "nested marks": "“‘a ",
    "nested pairs": "“‘a’” ",
    "pairs": '"a" ',
    "pairs with cues": 'said "a" ',
    "pairs with clauses": '"a," he said, ',
    "doubtful marks": "'dogs' ",
    "paragraphs left open": "“a said\n\n",
    "lead-ins": "Roe said:\n\n“A b c d e f.”\n\n",
    "signatures": "“A b c d e f.”\n\n— Roe\n\n",
    "coordination": '"a" and ',
    "words without spaces": "said," * 50 + '"a" ',
    "genitives": "Roe's " * 20 + '"a" ',
    "paragraphs between an opening and a closing mark": "“a said.\n\nb.\n\n",
    "closing marks": "a said.”\n\n",
    "marks of another family": "\"a', he said ",
    "turns": "— a, b —said Roe—. c.\n",
    "turns without a clause": "— a, b.\n\n",
    "dashes": "— a, ",
    "headlines": 'Roe Says "A" ',
    "sources": '"a," according to Roe, ',
    "words of saying": 'Roe\'s words. "A b c." Those were the words of Roe. ',
}


@pytest.mark.parametrize("piece", _REPEATED.values(), ids=_REPEATED.keys())
def test_time_grows_with_the_text(piece: str) -> None:
    """Four times the text takes about four times as long: a quadratic step would make it sixteen."""
    length = max(1, 3_000 // len(piece))
    with without_garbage_collector():
        once, more = (
            least_seconds(partial(find_quotations, piece * count, "en"), runs=3) for count in (length, 4 * length)
        )
    assert more < 9 * once + 0.005


_ADDED = ("who b, ", 'Roe "B" Roe, ', "of what she calls ", "said ", "in the U.S. He ", "while Roe, ", "a, ", "and ")


@pytest.mark.parametrize("piece", _ADDED)
def test_time_grows_with_the_sentence(piece: str) -> None:
    """A sentence four times as long takes about four times as long, whatever the rules may try on its parts."""
    with without_garbage_collector():
        sentences = ((f'"A b c," Roe, {piece * count}here. ') * 100 for count in (4, 16))
        once, more = (least_seconds(partial(find_quotations, text, "en"), runs=3) for text in sentences)
    assert more < 9 * once + 0.005
