"""Characters that several rules share: one list of each, and what follows from the lists."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogpost.language.bylines import parse_byline
from blogpost.language.characters import (
    BULLETS,
    DIVIDER,
    DIVIDERS,
    EMPTY_SPACES,
    INVISIBLE,
    JOINERS,
    without_formatting,
    without_padding,
)
from blogpost.language.folding import folded

texts = st.text(st.sampled_from("ab1 \xa0»«!%.\u200b\u200c\xad\u202b"), max_size=30)


def test_invisible_characters_are_unicode_formatting() -> None:
    assert {unicodedata.category(each) for each in INVISIBLE} == {"Cf"}
    assert len(set(INVISIBLE)) == len(INVISIBLE)


def test_marks_can_stand_in_a_character_class() -> None:
    """A hyphen at the end of a class is a hyphen, and no range."""
    for marks in (DIVIDERS, BULLETS):
        assert re.findall(f"[a{marks}]", marks + "bcd") == list(marks)


@pytest.mark.parametrize("mark", [*DIVIDERS, "/"])
def test_a_divider_needs_spaces(mark: str) -> None:
    assert DIVIDER.split(f"May 3, 2012 {mark} 7:06 AM") == ["May 3, 2012", "7:06 AM"]
    assert DIVIDER.split(f"one{mark}two") == [f"one{mark}two"]


@given(texts)
def test_padding_becomes_plain_spaces(text: str) -> None:
    plain = without_padding(text)
    assert plain.replace("\xa0", " ") == text.replace("\xa0", " ")
    assert without_padding(plain) == plain


@given(st.text(st.sampled_from(" \xa0\n"), max_size=8), texts)
def test_padding_before_a_text_is_independent_of_it(before: str, text: str) -> None:
    text = text.lstrip(" \xa0")
    assert without_padding(before + text) == before.replace("\xa0", " ") + without_padding(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Quoi\xa0?", "Quoi\xa0?"),
        ("«\xa0Oui\xa0»", "«\xa0Oui\xa0»"),
        ("10\xa0000\xa0km", "10\xa0000 km"),
        ("two\xa0\xa0words", "two  words"),
        ("\xa0!", " !"),
    ],
)
def test_no_break_spaces_that_typography_asks_for_stay(text: str, plain: str) -> None:
    assert without_padding(text) == plain


@given(texts)
def test_invisible_characters_make_no_other_word(text: str) -> None:
    assert folded(without_formatting(text)) == folded(text)
    assert set(without_formatting(text)).isdisjoint(set(INVISIBLE) - set(JOINERS))


@pytest.mark.parametrize("invisible", sorted(set(INVISIBLE) - set(JOINERS)))
def test_invisible_characters_leave_a_name_as_it_is(invisible: str) -> None:
    byline = parse_byline(f"By Jane{invisible} Doe")
    assert byline is not None
    assert byline.names == ("Jane Doe",)


def test_joiners_belong_to_names() -> None:
    name = "علی\u200cرضا رضایی"
    byline = parse_byline(f"نویسنده: {name}", language="fa")
    assert byline is not None
    assert byline.names == (name,)


def test_lists_of_spaces_are_spaces() -> None:
    assert all(not each.isprintable() for each in EMPTY_SPACES)
