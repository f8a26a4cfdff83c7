"""The Arrow codec: whatever post can be built comes back from record batches and from Parquet as it was."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import Byline, Comment, ParseError, Post
from blogpost.content import Paragraph, Text
from laws import times_of
from strategies import posts

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def through_parquet(batches: Iterator[Any], schema: Any) -> Any:
    file = io.BytesIO()
    with pq.ParquetWriter(file, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return pq.read_table(io.BytesIO(file.getvalue()))


@given(st.lists(posts, max_size=3), st.integers(1, 3), st.booleans())
def test_batches_give_back_the_posts(kept: list[Post], rows: int, quotes: bool) -> None:
    batches = list(blogpost.to_arrow(kept, rows=rows, quotes=quotes))
    again = list(blogpost.from_arrow(batches))
    assert again == kept
    assert list(map(times_of, again)) == list(map(times_of, kept))
    assert all(0 < batch.num_rows <= rows for batch in batches)
    for batch in batches:
        batch.validate(full=True)


@given(posts)
def test_parquet_gives_back_the_post(post: Post) -> None:
    table = through_parquet(blogpost.to_arrow([post]), blogpost.arrow_schema())
    [again] = blogpost.from_arrow(table)
    assert again == post
    assert times_of(again) == times_of(post)


@pytest.mark.parametrize("quotes", [False, True])
@pytest.mark.parametrize("source", [False, True])
def test_the_schema_names_its_version(quotes: bool, source: bool) -> None:
    schema = blogpost.arrow_schema(quotes=quotes, source=source)
    assert schema.metadata == {b"blogpost": b"blogpost/1"}
    assert ("quotes" in schema.names, "source" in schema.names) == (quotes, source)


SAID = Post(
    title="Harbour notes",
    body=[Paragraph((Text("“We sail at noon,” said Jane Doe. “Bring rope.”"),))],
    comments=[
        Comment(author=Byline("Ole"), body=[Paragraph((Text("One"),))], replies=[Comment(id="2"), Comment(id="3")]),
        Comment(id="4", deleted=True),
    ],
)


def test_quotations_are_columns_only_on_request() -> None:
    [batch] = blogpost.to_arrow([SAID], quotes=True)
    [quotes] = batch.column("quotes").to_pylist()
    assert [quote["text"] for quote in quotes] == [quote.text for quote in SAID.quotes] != []
    assert "quotes" not in next(blogpost.to_arrow([SAID])).schema.names


def test_comments_are_a_list_in_the_order_of_reading() -> None:
    [batch] = blogpost.to_arrow([SAID])
    [comments] = batch.column("comments").to_pylist()
    assert [(each["id"], each["parent"], each["depth"]) for each in comments] == [
        (None, None, 0),
        ("2", 0, 1),
        ("3", 0, 1),
        ("4", None, 0),
    ]
    assert comments[0]["text"] == "One"


def test_no_posts_are_no_batches() -> None:
    assert list(blogpost.to_arrow([])) == []


def test_a_batch_holds_a_row_at_least() -> None:
    with pytest.raises(ValueError, match="at least 1 row"):
        next(blogpost.to_arrow([Post()], rows=0))


def test_posts_are_read_only_as_batches_need_them() -> None:
    asked = []

    def many() -> Iterator[Post]:
        for number in range(100):
            asked.append(number)
            yield Post(title=str(number))

    next(blogpost.to_arrow(many(), rows=10))
    assert len(asked) == 10


def changed(**columns: Any) -> Any:
    """The batch of a post with other columns: an array, or None for a column that is left out."""
    [batch] = blogpost.to_arrow([SAID])
    arrays = {name: batch.column(name) for name in batch.schema.names} | columns
    kept = {name: array for name, array in arrays.items() if array is not None}
    return pa.RecordBatch.from_arrays(list(kept.values()), names=list(kept))


@pytest.mark.parametrize("name", ["text", "comments", "title", "kind", "truncated"])
def test_columns_may_be_missing(name: str) -> None:
    [again] = blogpost.from_arrow([changed(**{name: None})])
    assert isinstance(again, Post)


@pytest.mark.parametrize(
    "columns",
    [
        {"colour": pa.array(["red"])},
        {"title": pa.array([7])},
        {"kind": pa.array(["essay"])},
        {"published": pa.array(["2019-03-14"])},
        {"published": pa.array([{"local": None, "offset": None, "is_day": True}])},
        {"labels": pa.array(["one"])},
        {"body": pa.array(["{"])},
        {"body": pa.array(["[" * 100_000])},
        {"body": pa.array(['[{"type": "poem"}]'])},
        {"byline": pa.array([{"name": "Jane", "shoes": "red"}])},
        {"comments": pa.array([["one"]])},
        {"comment_count": pa.array([-1])},
    ],
    ids=" ".join,
)
def test_other_columns_are_an_error_with_their_row(columns: dict[str, Any]) -> None:
    with pytest.raises(ParseError):
        list(blogpost.from_arrow([changed(**columns)]))


def test_parents_come_before_their_replies() -> None:
    [batch] = blogpost.to_arrow([SAID])
    [comments] = batch.column("comments").to_pylist()
    comments[0]["parent"] = 3
    array = pa.array([comments], batch.schema.field("comments").type)
    with pytest.raises(ParseError, match="row 1"):
        list(blogpost.from_arrow([changed(comments=array)]))


def test_another_version_is_an_error() -> None:
    [batch] = blogpost.to_arrow([SAID])
    other = batch.replace_schema_metadata({"blogpost": "blogpost/2"})
    with pytest.raises(ParseError, match="blogpost/2"):
        list(blogpost.from_arrow([other]))


def test_a_frame_of_polars_gives_back_the_posts() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.from_arrow(list(blogpost.to_arrow([SAID, Post(title="Another", published=dt.date(2019, 3, 14))])))
    assert next(blogpost.from_arrow(frame)) == SAID


def test_rows_with_an_error_have_no_post() -> None:
    schema = blogpost.arrow_schema(source=True)
    batch = pa.RecordBatch.from_pylist([{"title": "Read"}, {"error": "no post"}], schema=schema)
    assert [post.title for post in blogpost.from_arrow([batch])] == ["Read"]
