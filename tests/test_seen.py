"""A set of texts in little memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from blogpost.seen import Seen


@given(st.lists(st.text(st.characters(), max_size=3)))
def test_it_is_a_set(texts: list[str]) -> None:
    seen, known = Seen(), set[str]()
    for text in texts:
        assert (text in seen) == (text in known)
        assert seen.add(text) == (text not in known)
        known.add(text)


def test_it_grows() -> None:
    seen = Seen(map(str, range(10_000)))
    assert all(str(number) in seen for number in range(10_000))
    assert not any(str(number) in seen for number in range(10_000, 20_000))


def test_lone_surrogates_of_file_names_are_texts() -> None:
    assert Seen(["\udc80"]).add("\udc81")
