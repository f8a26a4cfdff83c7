"""What dates say, case by case and by law: what Blogger prints in a language is read back."""

from __future__ import annotations

import datetime as dt
import itertools
import string
import tomllib
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogpost.language.calendar import calendar_of, gregorian, order_in
from blogpost.language.date_printing import Style, print_day, print_moment, print_time
from blogpost.language.dates import parse_iso, parse_moment, parse_time
from blogpost.language.locale import known
from cost import least_seconds, without_garbage_collector

HERE = Path(__file__).parent
STYLES: tuple[Style, ...] = ("full", "long", "medium", "short")


def cases(name: str) -> list[Any]:
    found = tomllib.loads((HERE / name).read_text("utf-8"))["case"]
    assert found
    return [pytest.param(case, id=f"{case.get('language', '')} {case['text']}".strip()) for case in found]


@pytest.mark.parametrize("case", cases("moments.toml"))
def test_a_text_is_a_moment_or_none(case: dict[str, Any]) -> None:
    moment = parse_moment(case["text"], language=case.get("language", "en"), reference_date=case.get("reference_date"))
    assert moment == case.get("value")
    assert type(moment) is type(case.get("value"))


@pytest.mark.parametrize("case", cases("times.toml"))
def test_a_text_is_a_time_or_none(case: dict[str, Any]) -> None:
    expected = case.get("value")
    stated = parse_time(case["text"], language=case.get("language", "en"))
    assert stated == (dt.time.fromisoformat(expected) if isinstance(expected, str) else expected)


@pytest.mark.parametrize("case", cases("iso.toml"))
def test_a_text_is_iso_or_none(case: dict[str, Any]) -> None:
    assert parse_iso(case["text"]) == case.get("value")


days = st.dates(dt.date(1999, 1, 1), dt.date(2041, 12, 31))
moments = st.builds(dt.datetime.combine, days, st.times().map(lambda time: time.replace(second=0, microsecond=0)))

ZEROS = {"ar": "٠", "bn": "০", "fa": "۰", "gu": "૦", "hi": "०", "kn": "೦", "mr": "०", "ta": "௦", "te": "౦", "th": "๐"}
"""The first of ten digits that pages in a language may print."""


@pytest.mark.parametrize("language", known())
@settings(max_examples=25, deadline=None)
@given(moment=moments, style=st.sampled_from(STYLES), native=st.booleans())
def test_what_a_language_prints_is_read_back(language: str, moment: dt.datetime, style: Style, native: bool) -> None:
    def printed(text: str) -> str:
        zero = ZEROS.get(language, "0") if native else "0"
        return "".join(chr(ord(zero) + int(each)) if each in string.digits else each for each in text)

    assert (
        parse_moment(printed(print_day(moment.date(), language=language, style=style)), language=language)
        == moment.date()
    )
    assert parse_moment(printed(print_moment(moment, language=language, style=style)), language=language) == moment
    assert parse_time(printed(print_time(moment.time(), language=language)), language=language) == moment.time()
    assert parse_time(print_time(moment.time(), language=language, style="medium"), language=language) == moment.time()


@pytest.mark.parametrize("language", known())
def test_old_settings_put_the_month_first_in_any_language(language: str) -> None:
    months = calendar_of(language).months["wide"]
    for number, name in enumerate(months, start=1):
        assert parse_moment(f"{name} 07, 2010", language=language) == dt.date(2010, number, 7)
        assert parse_moment(f"{name} 17, 2010 10:23", language=language) == dt.datetime(2010, number, 17, 10, 23)


@pytest.mark.parametrize("language", known())
def test_every_name_is_read(language: str) -> None:
    """Names that mean a month and a day of the week are the month, where there is no other."""
    for number, name in calendar_of(language).all_months():
        assert parse_moment(f"7 {name} 2010", language=language) == dt.date(2010, number, 7), name


@settings(max_examples=300, deadline=None)
@given(day=days, language=st.sampled_from(known()))
def test_a_near_day_settles_the_order_of_numbers(day: dt.date, language: str) -> None:
    numbers = {"d": f"{day.day}", "m": f"{day.month}", "y": f"{day.year}"}
    for order in ("dmy", "mdy"):
        text = "/".join(numbers[letter] for letter in order)
        swapped = parse_moment(text, language=language)
        assert isinstance(swapped, dt.date)
        if abs(swapped - day) > dt.timedelta(days=75):  # both near, the language's order would win
            assert parse_moment(text, language=language, reference_date=day.replace(day=1)) == day


@settings(max_examples=300, deadline=None)
@given(day=days, language=st.sampled_from(known()))
def test_a_near_day_gives_the_year(day: dt.date, language: str) -> None:
    calendar = calendar_of(language)
    text = f"{calendar.weekdays['wide'][day.weekday()]}, {day.day} {calendar.months['wide'][day.month - 1]}"
    assert parse_moment(text, language=language, reference_date=day.replace(day=1)) == day
    assert parse_moment(text, language=language) is None


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=120), language=st.sampled_from(known()), reference_date=st.none() | days)
def test_no_text_is_an_error(text: str, language: str, reference_date: dt.date | None) -> None:
    parse_moment(text, language=language, reference_date=reference_date)
    parse_time(text, language=language)
    parse_iso(text)


@settings(max_examples=300, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from([" ", *"March Tue 6 12 2010 5:36 17.36 3/6/10 PM at , . - ( ) +0200 gmt th 99999 h".split()])
    ),
    reference_date=st.none() | days,
)
def test_no_heap_of_pieces_is_an_error(pieces: list[str], reference_date: dt.date | None) -> None:
    text = "".join(pieces)
    for moment in (
        parse_moment(text, reference_date=reference_date),
        parse_moment(text, language="ja", reference_date=reference_date),
    ):
        assert moment is None or 1 <= moment.year <= 9999


def test_a_date_among_words_is_no_date() -> None:
    for language in known():
        text = print_day(dt.date(2010, 3, 6), language=language)
        assert parse_moment(f"{text} blogpost", language=language) is None
        assert parse_moment(f"blogpost {text}", language=language) is None


@pytest.mark.parametrize(
    ("year", "march"), [(1376, 21), (1379, 20), (1387, 20), (1388, 21), (1391, 20), (1399, 20), (1400, 21), (1408, 20)]
)
def test_persian_years_begin_at_the_equinox(year: int, march: int) -> None:
    assert gregorian(year, 1, 1) == dt.date(year + 621, 3, march)
    assert gregorian(year, 12, 29) < gregorian(year + 1, 1, 1)


def test_persian_days_follow_each_other() -> None:
    day = gregorian(1370, 1, 1)
    for year, month in itertools.product(range(1370, 1420), range(1, 13)):
        for number in range(1, 32):
            with suppress(ValueError):
                assert gregorian(year, month, number) == day
                day += dt.timedelta(days=1)


def test_regions_have_their_order() -> None:
    assert order_in("en") == order_in("en-US") == "mdy"
    assert order_in("en-GB") == order_in("en_NZ") == order_in("de") == "dmy"
    assert order_in("zh-HK") == "dmy"
    assert order_in("ja") == order_in("sv") == "ymd"


@pytest.mark.parametrize("piece", ["1", "1/", "1.", " ", "may ", "1:", "(", "-", "a. ", "12:30 "])
def test_a_longer_line_costs_no_more(piece: str) -> None:
    """Lines longer than any date are refused unread, so that twice the length is not twice the time."""

    def read(text: str) -> None:
        for _ in range(50):
            parse_moment(text, reference_date=dt.date(2010, 3, 1))
            parse_time(text)
            parse_iso(text)

    longest = (piece * 100)[:100]
    with without_garbage_collector():
        once, more = (least_seconds(partial(read, text), runs=4) for text in (longest, longest * 20_000))
    assert more < 200 * once
