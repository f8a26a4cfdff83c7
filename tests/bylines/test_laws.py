"""What holds for every line and every name."""

from __future__ import annotations

import unicodedata
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blogpost.language.bylines import Known, normal_case, parse_byline, parse_credit
from blogpost.language.bylines.lexicon import lexicon_of
from blogpost.language.bylines.moments import MARK, find_moments
from blogpost.language.bylines.prefilter import MAX_BYLINE_LENGTH, may_be_byline
from blogpost.language.locale import known
from cost import least_seconds, without_garbage_collector

FEW = settings(max_examples=12, deadline=None)

languages = st.sampled_from(known())
GIVEN = "Anna Bruno Carla Daniel Elena Felix Greta Hugo Ingrid Jonas Karin Lukas Maria Nina Oscar Paula Robert".split()
FAMILY = "Doe|Roe|Poe|Kowalska|O'Brien|McDonald|Müller|Nováková|García|van Dyk|Jung-Holm|Ødegaard|Çelik|Šimić".split(
    "|"
)
people = st.builds("{} {}".format, st.sampled_from(GIVEN), st.sampled_from(FAMILY))
words = st.sampled_from(
    "By by Von Por Posted on Author: at um 7:06 AM 3 May 2012 , ; | · - / ( ) @jane jane@example.com Jane DOE Reuters "
    "editor and und AFP, M.D. the The of in London for comments 42 minutes ago ... : « » “ ” "
    "記者 山田 기자 作者： \u200b \x00".split()
)
lines = st.lists(words | st.text(max_size=8), max_size=14).map(" ".join) | st.text(max_size=80)


@given(text=lines, language=languages)
def test_any_text_is_a_byline_or_none(text: str, language: str) -> None:
    """What is found has names or an affiliation, and says nothing that the line does not."""
    credit = parse_credit(text, language=language)
    if credit is None:
        return
    byline = credit.byline
    assert byline.names or byline.affiliation
    assert all(byline.names)
    assert len(set(byline.names)) == len(byline.names)
    letters = sorted_letters(text)
    for name in byline.names:
        assert not sorted_letters(name) - letters
        assert joined(name) in joined(text)
    assert credit.when is None or credit.when in " ".join(text.replace("\u200b", "").split())


@given(text=lines, language=languages)
def test_what_the_gate_refuses_is_no_byline(text: str, language: str) -> None:
    if len(text) <= MAX_BYLINE_LENGTH and not may_be_byline(text, language):
        assert parse_byline(text, language=language) is None


@FEW
@given(name=people)
@pytest.mark.parametrize("language", known())
def test_what_blogger_prints_is_read_back(language: str, name: str) -> None:
    """In every language: Blogger's words, a name, and a time behind them."""
    spoken = lexicon_of(language)
    at = f" {spoken.at[0]}" if spoken.at else ""
    credit = parse_credit(f"{spoken.interface[0]} {name}{at} 10:15", language=language)
    assert credit is not None
    assert credit.byline.names == (name,)
    assert credit.when is not None
    assert credit.when.endswith("10:15")
    assert credit.introducer == spoken.interface[0].rstrip(" :：")


@FEW
@given(name=people)
@pytest.mark.parametrize("language", known())
def test_a_label_introduces_a_name(language: str, name: str) -> None:
    byline = parse_byline(f"{lexicon_of(language).labels[0]}: {name}", language=language)
    assert byline is not None
    assert byline.names == (name,)


@given(names=st.lists(people, min_size=1, max_size=4, unique=True), capitals=st.booleans())
def test_a_printed_byline_gives_its_names(names: list[str], capitals: bool) -> None:
    phrase = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    byline = parse_byline(f"By {phrase.upper()}" if capitals else f"By {phrase}")
    assert byline is not None
    assert [name.casefold() for name in byline.names] == [name.casefold() for name in names]
    assert (byline.raw is not None) == capitals


@given(name=st.text(max_size=40) | people.map(str.upper), language=languages)
def test_no_letter_of_a_name_is_lost(name: str, language: str) -> None:
    normal = normal_case(name, language=language)
    assert undotted(normal) == undotted(name)
    assert normal_case(normal, language=language) == normal


@given(name=people.map(str.lower) | people, language=languages)
def test_names_in_small_or_mixed_letters_stay(name: str, language: str) -> None:
    assert normal_case(name, language=language) == name


@given(text=lines, language=languages)
def test_moments_are_cut_out_and_nothing_else(text: str, language: str) -> None:
    text = text.replace(MARK, "")
    dated = find_moments(text, language)
    parts = dated.line.split(MARK)
    assert len(parts) == len(dated.moments) + 1
    position = 0
    for moment in dated.moments:
        position = text.index(moment, position) + len(moment)
    assert all(part in text for part in parts)


UNITS = [
    "By A, ",
    "1:1 ",
    "A. ",
    "and B ",
    "(a ",
    "A - ",
    "1 May ",
    "a@a ",
    "AaBb",
    "A | ",
    "x 1 ",
    "von ",
    "記者 ",
    "\u3000",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_line_is_no_byline(unit: str) -> None:
    assert parse_byline(unit * 300_000) is None


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_line_is_no_byline_on_any_page(unit: str) -> None:
    page = Known(labels=(unit, "von"), dates=(unit, "1 May"), authors=(unit, "AaBb"), site=unit)
    assert parse_byline(unit * 300_000, known=page) is None
    parse_byline(f"By Jane Doe {unit * MAX_BYLINE_LENGTH}"[:MAX_BYLINE_LENGTH], known=page)


@given(text=lines, label=words | people, author=words | people, language=languages)
@example(text="By By By Von", label="Von", author="Von", language="ar")
def test_any_page_may_be_known(text: str, label: str, author: str, language: str) -> None:
    """With a page's labels and authors, names are still those of the line, or of the page."""
    page = Known(labels=(label,), dates=("3 May 2012",), authors=(author,), site=label)
    credit = parse_credit(text, language=language, known=page)
    for name in credit.byline.names if credit else ():
        assert joined(name) in joined(text) or name == " ".join(author.split())


@pytest.mark.parametrize("unit", UNITS)
def test_cost_grows_with_the_length_of_a_line(unit: str) -> None:
    """Twice the line takes no more than about twice the time; four times is allowed, since both are short."""
    text = f"By Jane Doe {unit * MAX_BYLINE_LENGTH}"
    with without_garbage_collector():
        whole, half = (
            least_seconds(partial(parse_byline, text[:end]), runs=7)
            for end in (MAX_BYLINE_LENGTH - 1, MAX_BYLINE_LENGTH // 2)
        )
    assert whole < 4 * half + 0.001


def undotted(text: str) -> str:
    """The letters as they compare: without case, and with one i for the Turkish two."""
    return unicodedata.normalize("NFD", text.replace("ı", "i").replace("İ", "i").casefold()).replace("\u0307", "")


def joined(text: str) -> str:
    """The letters and digits in a row."""
    return "".join(filter(str.isalnum, undotted(text)))


def sorted_letters(text: str) -> frozenset[str]:
    return frozenset(undotted(text))
