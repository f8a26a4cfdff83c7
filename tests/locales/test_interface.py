"""The words of Blogger's interface: what lines say in them, and that what is written with them is read back."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogpost.language.credit_lines import parse_account, parse_footer
from blogpost.language.detection import detect_language
from blogpost.language.interface import (
    KEYS,
    NUMBER,
    comment_count,
    interface,
    keys,
    keys_in_row,
    text_after,
    text_before,
)
from blogpost.language.locale import known

HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text("utf-8"))["case"]
    assert found
    return found


@pytest.mark.parametrize("case", cases("lines.toml"), ids=lambda case: case["line"])
def test_what_a_line_says(case: dict[str, Any]) -> None:
    line, language, key = case["line"], case.get("language", "en"), case.get("key")
    assert comment_count(line, language) == case.get("count")
    if "row" in case:
        assert [sorted(each) for each in keys_in_row(line, language)] == case["row"]
    if key:
        assert text_after(line, key, language) == case.get("after")
        assert text_before(line, key, language) == case.get("before")
    elif "row" not in case:
        assert sorted(keys(line, language) - {"one_comment", "n_comments", "gadgets"}) == case.get("keys", [])


@pytest.mark.parametrize("case", cases("footers.toml"), ids=lambda case: case["line"])
def test_who_posted_and_when(case: dict[str, Any]) -> None:
    footer = parse_footer(case["line"], language=case.get("language", "en"))
    told = (footer.byline.name, footer.when) if footer else (None, None)
    assert told == (case.get("name"), case.get("when"))


@pytest.mark.parametrize("name", ["Jane On", "Hy Le", "Jane Doe", "area51"])
def test_an_account_may_end_like_what_stands_before_a_day(name: str) -> None:
    account = parse_account(f"Posted by {name}")
    assert account is not None
    assert account.byline.name == name


@pytest.mark.parametrize("case", cases("pages.toml"), ids=lambda case: " ".join(case["lines"])[:60])
def test_the_language_of_lines(case: dict[str, Any]) -> None:
    assert detect_language(case["lines"]) == case.get("language")


@pytest.mark.parametrize("language", known())
@settings(max_examples=30, deadline=None)
@given(count=st.integers(0, 250) | st.integers(0, 999_999))
def test_counts_are_read_back(language: str, count: int) -> None:
    line = interface(language).printed_count(count)
    assert comment_count(line, language) == count
    assert comment_count(line.upper(), language) == count
    assert comment_count(f"{line} x", language) is None


def test_plurals_follow_the_number() -> None:
    def lines(language: str, *counts: int) -> list[str]:
        return [interface(language).printed_count(count) for count in counts]

    assert lines("en", 0, 1, 2) == ["No comments:", "1 comment:", "2 comments:"]
    assert lines("ru", 1, 2, 5, 21, 112, 1022) == [
        *("1 комментарий:", "2 комментария:", "5 комментариев:", "21 комментарий:"),
        *("112 комментариев:", "1022 комментария:"),
    ]
    assert lines("sl", 2, 3, 5, 101, 102) == [
        *("2 komentarja:", "3 komentarji:", "5 komentarjev:", "101 komentar:", "102 komentarja:"),
    ]
    assert lines("ar", 2, 3, 11, 100)[0] == "هناك تعليقان (2):"


def test_bylines_are_written_in_the_order_of_the_language() -> None:
    assert interface("en").printed_byline("Jo", "7:06 AM") == "Posted by Jo at 7:06 AM"
    assert interface("de").printed_byline("Jo", None) == "Eingestellt von Jo"
    assert interface("ja").printed_byline("Jo", "7:06") == "投稿者 Jo 時刻: 7:06"
    assert interface("tr").printed_byline("Jo", "07:06") == "Gönderen Jo zaman: 07:06"
    assert interface("fr").printed_byline(None, "07:06") == "à 07:06"


@pytest.mark.parametrize("language", known())
def test_every_word_is_found_again(language: str) -> None:
    words = interface(language)
    for key in KEYS:
        for word in words.words(key):
            if NUMBER in word:
                assert comment_count(word.replace(NUMBER, "7"), language) == 7
                continue
            assert key in keys(word, language)
            assert key in keys_in_row(word, language)[0] or key == "at"
            if key in ("labels", "location", "posted_by"):
                assert text_after(f"{word} cats", key, language) == "cats"
            if key == "said":
                assert text_before(f"Jo {word}", key, language) == "Jo"


@pytest.mark.parametrize("language", known())
def test_a_written_page_tells_its_language(language: str) -> None:
    words = interface(language)
    lines = [words.printed_byline("Jo", "8:00"), words.printed_count(3), words.printed("post_comment")]
    lines += [words.printed(key) for key in ("newer_post", "older_post", "subscribe_to", "post_comments_feed")]
    assert detect_language(lines) == language
    assert detect_language(["A title", *lines, "Some text."]) == language


@settings(max_examples=300, deadline=None)
@given(lines=st.lists(st.text()), language=st.sampled_from(known()))
def test_no_line_is_an_error(lines: list[str], language: str) -> None:
    for line in lines:
        comment_count(line, language)
        keys(line, language)
        keys_in_row(line, language)
        text_after(line, "labels", language)
        text_before(line, "said", language)
    detect_language(lines)
