"""The words around comments, in every language: none of them stays in a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from blogpost.language.comments import (
    begins_pingback,
    count_forms,
    is_control,
    is_notice,
    is_removal,
    mentions_comments,
    names_commenter,
    parse_commenter,
    states_no_comments,
)
from blogpost.language.date_printing import print_moment
from blogpost.language.folding import folded
from blogpost.language.locale import known, load
from blogpost.readers.page.general.comments.times import Context, around_date, first_date

LANGUAGES = known()
each_language = pytest.mark.parametrize("language", LANGUAGES)


def words(language: str, key: str) -> list[str]:
    return list(load(language).words("comments", key))


@each_language
def test_words_behind_a_name_are_no_part_of_it(language: str) -> None:
    for said in words(language, "says"):
        assert parse_commenter(f"Zoë Quill {said}:", language=language) == "Zoë Quill", said
        assert names_commenter(f"Zoë Quill {said}:", language=language), said


@each_language
def test_words_before_a_name_are_no_part_of_it(language: str) -> None:
    for by in words(language, "by"):
        assert parse_commenter(f"{by} Zoë Quill", language=language) == "Zoë Quill", by
        assert names_commenter(f"{by} Zoë Quill", language=language), by


@each_language
def test_badges_in_brackets_are_no_part_of_a_name(language: str) -> None:
    for badge in words(language, "badges"):
        assert parse_commenter(f"Zoë Quill ({badge.strip('()')})", language=language) == "Zoë Quill", badge


@each_language
def test_what_can_be_clicked_is_no_text(language: str) -> None:
    for control in words(language, "controls"):
        assert is_control(control.capitalize(), language=language), control
        assert is_control(f"[ {control} ]", language=language), control


@each_language
def test_notices_say_what_they_say(language: str) -> None:
    assert all(is_notice(f"{notice}.", language=language) for notice in words(language, "awaiting"))
    assert all(is_removal(notice, language=language) for notice in words(language, "deleted"))
    assert all(begins_pingback(f"{word}: Walls", language=language) for word in words(language, "pingbacks"))


@each_language
def test_counts_give_their_number(language: str) -> None:
    counted, one = count_forms(language)
    for form in words(language, "counts"):
        found = counted.search(folded(form.replace("{n}", "12")))
        assert found is not None, form
        assert "12" in found.groups(), form
    for form in words(language, "one"):
        assert one.match(folded(form)), form


@pytest.mark.parametrize(
    ("line", "language", "name"),
    [
        ("Simon Says", "en", "Simon Says"),
        ("Simon Says says:", "en", "Simon Says"),
        ("Said Amari", "en", "Said Amari"),
        ("Author Unknown", "en", "Author Unknown"),
        ("Author: Jane", "en", "Jane"),
        ("1. Roger Weeks Says:", "en", "Roger Weeks"),
        ("Posted by: Shyam R. | ", "en", "Shyam R."),
        ("malikai (not verified)", "en", "malikai"),
        ("Robert - author", "en", "Robert"),
        ("Miles Taylor 12 days ago", "en", "Miles Taylor"),
        ("Karl vor 2 Tagen", "de", "Karl"),
        ("Kommentar von Mirko", "de", "Mirko"),
        ("Abel a écrit :", "fr", "Abel"),
        ("Von Trapp", "de", "Von Trapp"),
        ("Le Corbusier", "fr", "Le Corbusier"),
        ("De Niro", "es", "De Niro"),
        ("Come on", "en", "Come"),
        ("says:", "en", None),
    ],
)
def test_a_line_names_who_wrote(line: str, language: str, name: str | None) -> None:
    assert parse_commenter(line, language=language) == name


@pytest.mark.parametrize("line", ["Jane", "Come on", "Great post, thank you", "I say", "Simon Says"])
def test_a_line_that_is_no_head_names_nobody(line: str) -> None:
    assert not names_commenter(line)


@pytest.mark.parametrize("text", ["Reply to what you said", "Jane", "Editors", ""])
def test_a_text_is_nothing_to_click(text: str) -> None:
    assert is_control(text) is (text == "")


def heads(language: str) -> Iterator[str]:
    """Lines of a name and a date, with each of the language's words where systems have them."""
    for said in words(language, "says"):
        yield from (f"NAME {said} WHEN:", f"WHEN, NAME {said}:")
    for by in words(language, "by"):
        yield f"{by} NAME | WHEN"
        yield from (f"{by} NAME {on} WHEN" for on in words(language, "on")[:1])
    for on in words(language, "on"):
        yield from (f"NAME {on} WHEN", f"{on} WHEN NAME")
    for badge in words(language, "badges"):
        yield f"NAME ({badge.strip('()')}) WHEN"


@each_language
def test_only_the_name_is_left_of_a_head(language: str) -> None:
    """The language's own date, as CLDR prints it, is found among its words, and both are taken off."""
    moment = dt.datetime(2013, 5, 14, 21, 41)
    context = Context(language)
    for line in heads(language):
        text = line.replace("WHEN", print_moment(moment, language=language)).replace("NAME", "Zoë Quill")
        found = first_date(text, context)
        assert found is not None, text
        assert found.moment == moment, text
        names = [parse_commenter(part, language=language) for part in around_date(text, context)]
        assert "Zoë Quill" in names, text


@each_language
def test_counts_say_what_they_say(language: str) -> None:
    assert all(states_no_comments(f"{phrase.capitalize()}!", language=language) for phrase in words(language, "none"))
    assert all(mentions_comments(f"12 {word}") for word in words(language, "heading"))
    assert not mentions_comments("12 boats")
