"""Flat rows of posts: one for each post, comment, quotation, link or image."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import blogpost
from blogpost import Byline, Comment, Post
from blogpost.content import Image, Link, Paragraph, Text
from blogpost.documents import TableName
from blogpost.writers.tables import COLUMNS, write_csv
from strategies import posts

NAMES: tuple[TableName, ...] = get_args(TableName)
EAST = dt.timezone(dt.timedelta(hours=2))
HARBOUR = Post(
    title="Harbour notes",
    url="https://harbour.example/2019/03/notes.html",
    byline=Byline(("Jane Doe", "Ole")),
    published=dt.datetime(2019, 3, 14, 10, 0, tzinfo=EAST),
    updated=dt.date(2019, 3, 20),
    labels=["ships", "fog"],
    body=[
        Paragraph((Text("“We sail at noon,” said Jane Doe. "), Link("https://fog.example/", (Text("Fog"),)))),
        Paragraph((Text("See "), Image("https://harbour.example/a.jpg", "a ship"), Text(" here."))),
    ],
    comments=[
        Comment(id="1", author=Byline("Ole"), published=dt.datetime(2019, 3, 15, 8, 0), replies=[Comment(id="2")]),
        Comment(id="3", deleted=True),
    ],
)


@settings(max_examples=40)
@given(st.lists(posts, max_size=2))
def test_rows_and_csv_and_arrow_agree(kept: list[Post]) -> None:
    for table in NAMES:
        rows = list(blogpost.to_rows(kept, table))
        assert all(list(row) == list(COLUMNS[table]) for row in rows)
        assert all(0 <= row["post"] < len(kept) for row in rows)
        written = list(csv.DictReader(io.StringIO("".join(write_csv(kept, table)), newline="")))
        assert [{name: row[name] for name in texts_of(values)} for row, values in zip(written, rows, strict=True)] == [
            texts_of(values) for values in rows
        ]


def texts_of(row: dict[str, Any]) -> dict[str, str]:
    """The texts of a row; what is None is an empty field in CSV."""
    return {name: value or "" for name, value in row.items() if value is None or isinstance(value, str)}


@settings(max_examples=40)
@given(st.lists(posts, max_size=2), st.sampled_from(NAMES))
def test_an_arrow_table_has_the_rows(kept: list[Post], table: TableName) -> None:
    pytest.importorskip("pyarrow")
    arrow = blogpost.to_table(kept, table)
    arrow.validate(full=True)
    assert arrow.schema.names == list(COLUMNS[table])
    assert arrow.to_pylist() == list(blogpost.to_rows(kept, table))


def test_a_post_is_a_row() -> None:
    [row] = blogpost.to_rows([HARBOUR])
    assert row | {"text": None} == {
        **dict.fromkeys(COLUMNS["posts"]),
        "post": 0,
        "url": HARBOUR.url,
        "kind": "post",
        "status": "live",
        "title": "Harbour notes",
        "author": "Jane Doe and Ole",
        "published": dt.datetime(2019, 3, 14, 10, 0),
        "published_offset": 120,
        "published_is_day": False,
        "published_utc": dt.datetime(2019, 3, 14, 8, 0, tzinfo=dt.UTC),
        "updated": dt.datetime(2019, 3, 20),
        "updated_is_day": True,
        "labels": "ships, fog",
        "truncated": False,
        "comments": 3,
    }
    assert row["text"] == HARBOUR.text


def test_comments_keep_their_threads() -> None:
    rows = list(blogpost.to_rows([Post(), HARBOUR], "comments"))
    shown = [(row["post"], row["comment"], row["id"], row["parent"], row["depth"], row["deleted"]) for row in rows]
    assert shown == [(1, 0, "1", None, 0, False), (1, 1, "2", 0, 1, False), (1, 2, "3", None, 0, True)]
    assert rows[0]["published_utc"] is None
    assert rows[0]["published"] == dt.datetime(2019, 3, 15, 8, 0)


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("quotes", "speaker_name", [quote.speaker_name for quote in HARBOUR.quotes]),
        ("links", "href", ["https://fog.example/"]),
        ("links", "text", ["Fog"]),
        ("images", "alt", ["a ship"]),
    ],
)
def test_what_is_in_a_body_has_rows_of_its_own(table: TableName, column: str, values: list[str]) -> None:
    assert [row[column] for row in blogpost.to_rows([HARBOUR], table)] == values != []


def test_a_table_that_is_not_known_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="posts, comments, quotes, links, images"):
        blogpost.to_rows([], "words")  # type: ignore[arg-type]


def test_a_time_at_the_end_of_the_calendar_has_no_utc() -> None:
    last = dt.datetime.max.replace(microsecond=0, tzinfo=dt.timezone(-dt.timedelta(hours=5)))
    [row] = blogpost.to_rows([Post(published=last)])
    assert row["published_utc"] is None
    assert row["published_offset"] == -300
