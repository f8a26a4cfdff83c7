"""The Arrow codec, both directions: a row for a post (docs/arrow.md has the columns).

A row is the JSON tree in columns, so Arrow and Parquet keep as much as JSON. Arrow has no recursive types:
content is a string of JSON, and comments are a list in depth-first order, each with the place of the one it answers.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import asdict

from blogpost.codecs.json import SCHEMA, from_dict, to_dict
from blogpost.documents import in_batches
from blogpost.errors import BlogpostError, ParseError
from blogpost.model import Comment, Post, depth_first
from blogpost.values import Capture

try:
    import pyarrow as pa
except ModuleNotFoundError as error:  # pragma: no cover  the extra is installed where the tests run
    raise BlogpostError("Arrow needs pyarrow: python -m pip install 'blogpost[arrow]'") from error

Row: TypeAlias = dict[str, Any]
_Pair: TypeAlias = tuple[Comment, Mapping[str, Any]]  # a comment, and its JSON tree

# ------------------------------------------------------------------------------------------------ the schema

METADATA_KEY = "blogpost"
"""The key of the schema's metadata whose value is the version of the JSON contract."""

_TIME = pa.struct(
    [
        pa.field("local", pa.timestamp("us")),  # as the source shows it; a column can't hold an offset for each row
        pa.field("offset", pa.int16()),  # minutes east of UTC; null if the source doesn't state it
        pa.field("is_day", pa.bool_()),  # whether the source states a day only
    ]
)
_BYLINE = pa.struct(
    [
        pa.field("name", pa.string()),
        pa.field("names", pa.list_(pa.string())),
        pa.field("raw", pa.string()),
        pa.field("url", pa.string()),
        pa.field("affiliation", pa.string()),
    ]
)
_BLOG = pa.struct([pa.field(name, pa.string()) for name in ("id", "title", "url", "time_zone")])
_LOCATION = pa.struct(
    [pa.field("name", pa.string()), pa.field("latitude", pa.float64()), pa.field("longitude", pa.float64())]
)
_COMMENT = pa.struct(
    [
        pa.field("id", pa.string()),
        pa.field("author", _BYLINE),
        pa.field("published", _TIME),
        pa.field("url", pa.string()),
        pa.field("deleted", pa.bool_()),
        pa.field("parent", pa.int32()),  # the place in the list of the comment it answers; null for a thread's first
        pa.field("depth", pa.int16()),
        pa.field("body", pa.string()),
        pa.field("text", pa.string()),
    ]
)
_POST = (
    pa.field("id", pa.string()),
    pa.field("kind", pa.string()),
    pa.field("status", pa.string()),
    pa.field("blog", _BLOG),
    pa.field("title", pa.string()),
    pa.field("headline", pa.string()),
    pa.field("byline", _BYLINE),
    pa.field("posted_by", _BYLINE),
    pa.field("published", _TIME),
    pa.field("updated", _TIME),
    pa.field("url", pa.string()),
    pa.field("language", pa.string()),
    pa.field("labels", pa.list_(pa.string())),
    pa.field("location", _LOCATION),
    pa.field("truncated", pa.bool_()),
    pa.field("comment_count", pa.int64()),
    pa.field("text", pa.string()),
    pa.field("body", pa.string()),
    pa.field("comments", pa.list_(_COMMENT)),
)
_QUOTE = pa.struct(
    [
        *(pa.field(name, pa.string()) for name in ("text", "kind", "speaker", "speaker_name", "cue", "evidence")),
        pa.field("continues", pa.int32()),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
    ]
)
_QUOTES = pa.field("quotes", pa.list_(_QUOTE))
_CAPTURE = pa.struct(
    [
        pa.field("file", pa.string()),
        pa.field("offset", pa.int64()),
        pa.field("record_id", pa.string()),
        pa.field("url", pa.string()),
        pa.field("date", pa.timestamp("us", tz="UTC")),
    ]
)
_SOURCE = (
    pa.field("source", _CAPTURE),
    pa.field("number", pa.int32()),  # the post's place on its page, from 0
    pa.field("error", pa.string()),  # why the page gave no post; the row has none then
)

_COLUMNS = frozenset(field.name for field in (*_POST, _QUOTES, *_SOURCE))
_DERIVED = frozenset(("text", "quotes", "source", "number", "error"))
_TIMES = frozenset(("published", "updated"))
_BYLINES = frozenset(("byline", "posted_by"))


def arrow_schema(*, quotes: bool = False, source: bool = False) -> pa.Schema:
    """The schema of `to_arrow`'s batches.

    Args:
        quotes: whether it has a column for the quotations.
        source: whether it has columns for the page of a web archive that a post is from.
    """
    fields = [*_POST, *([_QUOTES] if quotes else []), *(_SOURCE if source else [])]
    return pa.schema(fields, metadata={METADATA_KEY: SCHEMA})


# ------------------------------------------------------------------------------------------------ writing


def to_arrow(posts: Iterable[Post], *, rows: int = 256, quotes: bool = False) -> Iterator[pa.RecordBatch]:
    """Write posts as record batches of at most `rows` rows, one batch in memory at a time."""
    return batches((row_of(post, quotes=quotes) for post in posts), arrow_schema(quotes=quotes), rows)


def batches(rows: Iterable[Row], schema: pa.Schema, size: int) -> Iterator[pa.RecordBatch]:
    """Put rows into record batches of at most `size` rows.

    Raises:
        ValueError: `size` is less than 1.
    """
    if size < 1:
        raise ValueError(f"expected at least 1 row in a batch, not {size}")
    for batch in in_batches(rows, size):
        yield pa.RecordBatch.from_pylist(batch, schema=schema)


def row_of(post: Post, *, quotes: bool = False) -> Row:
    """The columns of a post. Fields at their default are null, and so is a list without items."""
    tree = to_dict(post, quotes=quotes)
    row = {name: tree[name] for name in tree.keys() & _COLUMNS if name not in ("body", "comments")}
    for name in _TIMES & row.keys():
        row[name] = _time_of(getattr(post, name))
    row["kind"], row["status"], row["truncated"] = post.kind, post.status, post.truncated
    row["text"] = post.text or None
    row["body"] = _written(tree.get("body"))
    row["comments"] = list(_flat(post.comments, tree["comments"])) if post.comments else None
    return row


def _flat(comments: Sequence[Comment], trees: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """The comments of a post depth first, each with the place of the comment that it answers."""
    for (comment, tree), parent, depth in depth_first(_pairs(comments, trees), _pairs_of_replies):
        yield {
            "id": comment.id,
            "author": tree.get("author"),
            "published": _time_of(comment.published),
            "url": comment.url,
            "deleted": comment.deleted,
            "parent": parent,
            "depth": depth,
            "body": _written(tree.get("body")),
            "text": comment.text or None,
        }


def _pairs(comments: Sequence[Comment], trees: Sequence[Mapping[str, Any]]) -> list[_Pair]:
    return list(zip(comments, trees, strict=True))


def _pairs_of_replies(pair: _Pair) -> list[_Pair]:
    comment, tree = pair
    return _pairs(comment.replies, tree.get("replies", ()))


def _written(content: object) -> str | None:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) if content else None


def _time_of(moment: dt.datetime | dt.date | None) -> Row | None:
    if moment is None:
        return None
    if not isinstance(moment, dt.datetime):
        return {"local": dt.datetime.combine(moment, dt.time()), "offset": None, "is_day": True}
    offset = moment.utcoffset()
    minutes = None if offset is None else offset // dt.timedelta(minutes=1)
    return {"local": moment.replace(tzinfo=None), "offset": minutes, "is_day": False}


def captures_to_arrow(
    captures: Iterable[tuple[Capture, Sequence[Post] | BlogpostError]], *, rows: int = 256, quotes: bool = False
) -> Iterator[pa.RecordBatch]:
    """Write what `iter_captures` reads as record batches: a row for each post, and one for each page without any."""
    captured = (row for capture, posts in captures for row in _rows_of_capture(capture, posts, quotes=quotes))
    return batches(captured, arrow_schema(quotes=quotes, source=True), rows)


def _rows_of_capture(capture: Capture, posts: Sequence[Post] | BlogpostError, *, quotes: bool) -> Iterator[Row]:
    source = asdict(capture)
    if isinstance(posts, BlogpostError):
        yield {"source": source, "error": f"{type(posts).__name__}: {posts}"}
    else:
        for number, post in enumerate(posts):
            yield {**row_of(post, quotes=quotes), "source": source, "number": number}


# ------------------------------------------------------------------------------------------------ reading


def from_arrow(source: Any) -> Iterator[Post]:
    """Read posts from the batches that `to_arrow` wrote, or from a table of them. Rows with an error have no post.

    Args:
        source: record batches, or an object with the Arrow PyCapsule interface for streams.

    Raises:
        ParseError: a column is unknown or of another type, the schema has another version, or a row breaks the
            contract. The error has the row's number.
    """
    number = 0
    is_stream = hasattr(source, "__arrow_c_stream__")
    for batch in pa.RecordBatchReader.from_stream(source) if is_stream else source:
        _check_schema(batch.schema)
        for row in batch.to_pylist():
            number += 1
            if row.get("error") is None:
                yield _post_of(row, number)


def _check_schema(schema: pa.Schema) -> None:
    version = (schema.metadata or {}).get(METADATA_KEY.encode())
    if version is not None and version != SCHEMA.encode():
        raise ParseError(f'expected the schema "{SCHEMA}", not "{version.decode(errors="replace")[:40]}"')
    unknown = sorted(set(schema.names) - _COLUMNS)
    if unknown:
        raise ParseError(f"expected the columns of docs/arrow.md, not {unknown[0][:80]!r}")
    if len(set(schema.names)) < len(schema.names):
        raise ParseError("expected each column once")


def _post_of(row: Row, number: int) -> Post:
    try:
        fields = {name: value for name, value in row.items() if value is not None and name not in _DERIVED}
        tree = {"schema": SCHEMA, **{name: _without_nulls(value) for name, value in fields.items()}}
        for name in _TIMES & fields.keys():
            tree[name] = _moment(fields[name])
        if "body" in fields:
            tree["body"] = _content(fields["body"])
        if "comments" in fields:
            tree["comments"] = _threads(fields["comments"])
        return from_dict(tree)
    except ParseError as error:
        raise ParseError(f"row {number}: {error.message}", None, error.path, error.others) from None
    except (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        raise ParseError(f"row {number} isn't one that to_arrow wrote: {error}") from None


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: inner for name, inner in value.items() if inner is not None}
    return value


def _moment(time: Row) -> str:
    local = time["local"]
    if time["is_day"]:
        return str(local.date().isoformat())
    offset = time["offset"]
    aware = local if offset is None else local.replace(tzinfo=dt.timezone(dt.timedelta(minutes=offset)))
    return str(aware.isoformat())


def _content(body: str) -> Any:
    try:
        return json.loads(body)
    except RecursionError:
        raise ParseError("this body nests deeper than Python's recursion limit allows here") from None


def _threads(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The trees of comments, each with its replies, from the list of all."""
    roots: list[dict[str, Any]] = []
    trees: list[dict[str, Any]] = []
    for row in rows:
        tree = {name: _without_nulls(row[name]) for name in ("id", "author", "url", "deleted") if row[name] is not None}
        if row["published"] is not None:
            tree["published"] = _moment(row["published"])
        if row["body"] is not None:
            tree["body"] = _content(row["body"])
        parent = row["parent"]
        if parent is None:
            roots.append(tree)
        elif 0 <= parent < len(trees):
            trees[parent].setdefault("replies", []).append(tree)
        else:
            raise ParseError(f"expected a comment's parent before it, not {parent}", None, "$.comments")
        trees.append(tree)
    return roots
