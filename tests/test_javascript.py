"""Literals in scripts, as Blogger writes the comments of a page: decoded, and never run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogpost.markup.javascript import Value, read_literal, read_string

ESCAPES: list[Callable[[str], str]] = [
    lambda character: character if character not in "'\\\n" else f"\\x{ord(character):02x}",
    lambda character: f"\\x{ord(character):02x}" if ord(character) < 0x100 else f"\\u{{{ord(character):x}}}",
    lambda character: "".join(f"\\u{unit}" for unit in units(character)),
    lambda character: f"\\{ord(character):03o}" if ord(character) < 0x100 else f"\\u{{{ord(character):x}}}",
    lambda character: {"\n": "\\n", "\t": "\\t", "'": "\\'", '"': '\\"', "\\": "\\\\"}.get(character, character),
]


def units(character: str) -> list[str]:
    """The character's code units in UTF-16, as four hexadecimal digits each."""
    written = character.encode("utf-16-be").hex()
    return [written[at : at + 4] for at in range(0, len(written), 4)]


@st.composite
def literals(draw: st.DrawFn) -> tuple[Value, str]:
    """A value, and one of the many ways to write it."""
    value = draw(values)
    return value, written(value, lambda text: draw(quoted(text)), lambda: draw(st.sampled_from(["", " ", "\n  "])))


characters = st.characters(codec="utf-8")
values: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.text(characters, max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(characters, max_size=5), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def quoted(draw: st.DrawFn, text: str) -> str:
    return "'" + "".join(draw(st.sampled_from(ESCAPES))(character) for character in text) + "'"


def written(value: Value, quote: Callable[[str], str], space: Callable[[], str]) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, list):
        return "[" + ",".join(space() + written(each, quote, space) for each in value) + space() + "]"
    pairs = (f"{space()}{quote(key)}{space()}: {written(each, quote, space)}" for key, each in value.items())
    return "{" + ",".join(pairs) + "}"


@given(literals().filter(lambda pair: pair[0] is not None))
def test_whatever_way_a_value_is_written_it_is_read(pair: tuple[Value, str]) -> None:
    value, text = pair
    assert read_literal(f"var items = {text};", len("var items = ")) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"'\74b\76\46amp; \x3c\u00e9\u{1F600}'", "<b>&amp; <é\U0001f600"),
        (r"'\ud83d\ude00'", "\U0001f600"),
        (r"'\u{110000}'", "\ufffd"),
        (r"'it\'s \"so\"'", 'it\'s "so"'),
        ('"double"', "double"),
        ("'not closed", None),
        ("'line\nend'", None),
        ("word", None),
    ],
)
def test_strings_are_decoded(text: str, value: str | None) -> None:
    assert read_string(text) == value


@pytest.mark.parametrize("text", ["alert('x')", "['a', f(1)]", "{'a': 'b'", "['a'}", "['a' + 'b']", "", "}", "`a`"])
def test_what_would_have_to_be_run_is_nothing(text: str) -> None:
    assert not isinstance(read_literal(text), list | dict)


@pytest.mark.parametrize("depth", [100, 101, 100_000])
def test_literals_nest_a_hundred_levels(depth: int) -> None:
    value = read_literal("[" * depth + "]" * depth)
    assert (value is None) == (depth > 100)
