"""The laws that fuzzing (fuzz/README.md) looks for breaches of hold of its seeds, and of what it has found."""

from __future__ import annotations

import pytest

from laws import LAWS, broken
from seeds import FINDINGS, findings, seeds, words


@pytest.mark.parametrize("name", LAWS)
def test_laws_hold_of_the_seeds(name: str) -> None:
    first = seeds(name)
    assert first
    assert not [(data[:80], repr(error)) for data, error in broken(first, LAWS[name])]


@pytest.mark.parametrize("name", LAWS)
def test_laws_hold_of_nothing_and_of_noise(name: str) -> None:
    noise = [b"", b"\0", b"\xff", bytes(range(256)), b"\xff\xfea", b"\xef\xbb\xbf", "\u2028\U0010ffff".encode()]
    assert not [(data, repr(error)) for data, error in broken(noise, LAWS[name])]


def test_a_law_can_be_broken() -> None:
    def never(data: bytes) -> None:
        raise ValueError(data)

    assert [data for data, _ in broken([b"a"], never)] == [b"a"]


def test_every_finding_belongs_to_a_law() -> None:
    files = [file for file in FINDINGS.rglob("*") if file.is_file()]
    assert len(files) == sum(len(findings(name)) for name in LAWS)


def test_words_are_those_of_the_seeds() -> None:
    assert list(words([b"<p>x</p>", b'<p> "id":'])) == ['"<p>"', '"</p>"', r'"\x22id\x22:"']
