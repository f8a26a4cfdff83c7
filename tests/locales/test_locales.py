"""The files of words: complete, clean, and as the script writes them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from blogpost.language.calendar import calendar_of
from blogpost.language.folding import folded
from blogpost.language.interface import KEYS, NUMBER, interface
from blogpost.language.locale import known, load, nearest

ROOT = Path(__file__).parents[2]

# What a page cannot be written or read without.
NEEDED = """posted_by labels location no_comments one_comment n_comments comments_heading post_comment said reply delete
    replies newer_post older_post home subscribe_to post_comments_feed removed_author removed_admin anonymous""".split()


def test_there_are_fifty_languages() -> None:
    assert len(known()) == 50


@pytest.mark.parametrize("language", known())
def test_a_locale_has_all_that_is_needed(language: str) -> None:
    assert load(language).tag == language
    words, calendar = interface(language), calendar_of(language)
    assert not [key for key in NEEDED if not words.words(key)]
    assert set(load(language).sections["interface"]) <= {"seen", "recalled", "printed"}
    assert len(calendar.months["wide"]) == 12
    assert len(calendar.weekdays["wide"]) == 7
    assert {period.before - period.start for period in calendar.periods} <= set(range(1, 13))
    assert all(0 <= period.start < 24 for period in calendar.periods)
    assert "{1}" in calendar.joined
    assert "{0}" in calendar.joined


@pytest.mark.parametrize("language", known())
def test_words_are_written_cleanly(language: str) -> None:
    """No word is empty, padded, or there twice; only counts hold a number's place."""
    words = interface(language)
    for table in (load(language).sections["interface"].get(each, {}) for each in ("seen", "recalled")):
        assert set(table) <= set(KEYS)
        for key, forms in table.items():
            assert len(set(forms)) == len(forms)
            assert all(form == " ".join(form.split()) for form in forms)
            assert all((NUMBER in form) == (key == "n_comments") for form in forms)
    for key, form in words.printed_forms.items():
        assert form in words.words(key) or key == "n_comments"
    for form in words.number_forms.values():
        assert folded(form) in map(folded, (*words.n_comments, *(f"{each}:" for each in words.n_comments)))


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        *(("pt", "pt-BR"), ("pt-AO", "pt-PT"), ("zh", "zh-CN"), ("zh-Hant-HK", "zh-TW"), ("zh_TW", "zh-TW")),
        *(("in", "id"), ("iw", "he"), ("nb", "no"), ("en-GB", "en"), ("zu", "en"), ("", "en"), ("DE", "de")),
    ],
)
def test_the_nearest_locale(tag: str, locale: str) -> None:
    assert nearest(tag) == locale


def test_calendars_are_as_the_script_writes_them() -> None:
    pytest.importorskip("babel")
    run = subprocess.run(
        [sys.executable, str(ROOT / "tools/cldr.py"), "--check"], capture_output=True, text=True, check=False
    )
    if "another CLDR" in run.stderr:
        pytest.skip("this Babel holds another CLDR")
    assert run.returncode == 0, run.stdout + run.stderr
