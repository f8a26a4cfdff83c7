"""Posts, comments, quotations, links and images as flat rows, for data frames and CSV (docs/tables.md has the columns).

Each row has the number of its post, counted from 0, and the post's address, so tables can be joined.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, TypeAlias, get_args

from blogpost.content import inline_text
from blogpost.documents import TableName, in_batches
from blogpost.errors import BlogpostError
from blogpost.model import Post, depth_first

Row: TypeAlias = dict[str, Any]

# ------------------------------------------------------------------------------------------------ columns

_TEXT, _NUMBER, _DEGREES, _YES_NO, _LOCAL, _UTC = "string", "int64", "double", "bool", "timestamp[us]", "utc"


def _time_columns(name: str) -> dict[str, str]:
    return {name: _LOCAL, f"{name}_offset": _NUMBER, f"{name}_is_day": _YES_NO, f"{name}_utc": _UTC}


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _TEXT)


_KEYS = {"post": _NUMBER, "post_url": _TEXT}

COLUMNS: dict[TableName, dict[str, str]] = {
    "posts": {
        "post": _NUMBER,
        **_texts("id", "url", "blog_title", "blog_url", "kind", "status", "title", "headline"),
        **_texts("author", "author_url", "affiliation", "posted_by"),
        **_time_columns("published"),
        **_time_columns("updated"),
        **_texts("language", "labels", "location"),
        **dict.fromkeys(("latitude", "longitude"), _DEGREES),
        "truncated": _YES_NO,
        **dict.fromkeys(("comment_count", "comments"), _NUMBER),
        "text": _TEXT,
    },
    "comments": {
        **_KEYS,
        **dict.fromkeys(("comment", "parent", "depth"), _NUMBER),
        **_texts("id", "url", "author", "author_url"),
        **_time_columns("published"),
        "deleted": _YES_NO,
        "text": _TEXT,
    },
    "quotes": {
        **_KEYS,
        **dict.fromkeys(("quote", "continues"), _NUMBER),
        **_texts("kind", "text", "speaker", "speaker_name", "cue", "evidence"),
        **dict.fromkeys(("start", "end"), _NUMBER),
    },
    "links": {**_KEYS, "link": _NUMBER, **_texts("href", "text", "title")},
    "images": {**_KEYS, "image": _NUMBER, **_texts("src", "alt", "title")},
}
"""The columns of each table, with the Arrow type of each; ``utc`` is a timestamp in the time zone UTC."""

# ------------------------------------------------------------------------------------------------ rows


def to_rows(posts: Iterable[Post], table: TableName = "posts") -> Iterator[Row]:
    """Write posts as the rows of a table, one at a time.

    Args:
        posts: any posts.
        table: ``posts``, ``comments``, ``quotes``, ``links`` or ``images``.

    Returns:
        A dict for each row, with every column of the table. Fields that a post doesn't state are None.

    Raises:
        ValueError: `table` isn't one of these.
    """
    if table not in COLUMNS:
        raise ValueError(f"expected one of {', '.join(get_args(TableName))}, not {table!r}")
    return _rows(posts, table)


def _rows(posts: Iterable[Post], table: TableName) -> Iterator[Row]:
    for number, post in enumerate(posts):
        yield from rows_of(post, table, number)


def rows_of(post: Post, table: TableName, number: int) -> Iterator[Row]:
    """Write the rows of one post, which has this number among all posts."""
    return _WRITERS[table](post, number)


def _post_row(post: Post, number: int) -> Iterator[Row]:
    blog, byline, posted_by, place = post.blog, post.byline, post.posted_by, post.location
    yield {
        "post": number,
        "id": post.id,
        "url": post.url,
        "blog_title": blog and blog.title,
        "blog_url": blog and blog.url,
        "kind": post.kind,
        "status": post.status,
        "title": post.title,
        "headline": post.headline,
        "author": byline and byline.name,
        "author_url": byline and byline.url,
        "affiliation": byline and byline.affiliation,
        "posted_by": posted_by and posted_by.name,
        **_times("published", post.published),
        **_times("updated", post.updated),
        "language": post.language,
        "labels": ", ".join(post.labels) or None,
        "location": place and place.name,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        "truncated": post.truncated,
        "comment_count": post.comment_count,
        "comments": sum(1 for _ in post.all_comments()),
        "text": post.text,
    }


def _comment_rows(post: Post, number: int) -> Iterator[Row]:
    threads = depth_first(post.comments, attrgetter("replies"))
    for place, (comment, parent, depth) in enumerate(threads):
        yield {
            **_keys(post, number),
            "comment": place,
            "parent": parent,
            "depth": depth,
            "id": comment.id,
            "url": comment.url,
            "author": comment.author and comment.author.name,
            "author_url": comment.author and comment.author.url,
            **_times("published", comment.published),
            "deleted": comment.deleted,
            "text": comment.text,
        }


def _quote_rows(post: Post, number: int) -> Iterator[Row]:
    names = ("continues", "kind", "text", "speaker", "speaker_name", "cue", "evidence", "start", "end")
    for place, quote in enumerate(post.quotes):
        yield {**_keys(post, number), "quote": place, **{name: getattr(quote, name) for name in names}}


def _link_rows(post: Post, number: int) -> Iterator[Row]:
    for place, link in enumerate(post.links):
        text = inline_text(link.content) or None
        yield {**_keys(post, number), "link": place, "href": link.href, "text": text, "title": link.title}


def _image_rows(post: Post, number: int) -> Iterator[Row]:
    for place, image in enumerate(post.images):
        yield {**_keys(post, number), "image": place, "src": image.src, "alt": image.alt, "title": image.title}


_WRITERS: dict[TableName, Callable[[Post, int], Iterator[Row]]] = {
    "posts": _post_row,
    "comments": _comment_rows,
    "quotes": _quote_rows,
    "links": _link_rows,
    "images": _image_rows,
}


def _keys(post: Post, number: int) -> Row:
    return {"post": number, "post_url": post.url}


def _times(name: str, moment: dt.datetime | dt.date | None) -> Row:
    """The columns of a time: as the source shows it, its offset in minutes, whether it is a day, the time in UTC."""
    local, offset, utc = moment, None, None
    if isinstance(moment, dt.datetime):
        local = moment.replace(tzinfo=None)
        if (east := moment.utcoffset()) is not None:
            offset, utc = east // dt.timedelta(minutes=1), _in_utc(moment)
    elif moment is not None:
        local = dt.datetime.combine(moment, dt.time())
    is_day = None if moment is None else not isinstance(moment, dt.datetime)
    return {name: local, f"{name}_offset": offset, f"{name}_is_day": is_day, f"{name}_utc": utc}


def _in_utc(moment: dt.datetime) -> dt.datetime | None:
    """The time in UTC; None at the ends of the calendar, where Python has no such time."""
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return None


# ------------------------------------------------------------------------------------------------ tables and CSV

BATCH = 256
"""The most rows of an Arrow record batch."""


def to_table(posts: Iterable[Post], table: TableName = "posts") -> Any:
    """Write posts as an Arrow table, with the columns of `to_rows`. All of it is in memory.

    Raises:
        BlogpostError: pyarrow isn't installed.
        ValueError: `table` isn't one of the names.
    """
    rows = to_rows(posts, table)
    pa, schema = pyarrow(), schema_of(table)
    batches = [pa.RecordBatch.from_pylist(batch, schema=schema) for batch in in_batches(rows, BATCH)]
    return pa.Table.from_batches(batches, schema)


def schema_of(table: TableName) -> Any:
    """The Arrow schema of a table.

    Raises:
        BlogpostError: pyarrow isn't installed.
    """
    pa = pyarrow()
    utc = pa.timestamp("us", tz="UTC")
    return pa.schema(
        [(name, utc if kind == _UTC else pa.type_for_alias(kind)) for name, kind in COLUMNS[table].items()]
    )


def pyarrow() -> Any:
    """The module pyarrow.

    Raises:
        BlogpostError: it isn't installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415  the extra "arrow"
    except ModuleNotFoundError as error:
        raise BlogpostError("tables need pyarrow: python -m pip install 'blogpost[arrow]'") from error
    return pa


def write_csv(posts: Iterable[Post], table: TableName = "posts") -> Iterator[str]:
    """Write posts as CSV (RFC 4180), a header and then a row at a time. Times are in ISO 8601, null is empty."""
    yield csv_head(table)
    for row in to_rows(posts, table):
        yield csv_row(row)


def csv_head(table: TableName) -> str:
    """The header of a table as CSV."""
    return _csv_line(list(COLUMNS[table]))


def csv_row(row: Row) -> str:
    """A row as CSV."""
    return _csv_line([_shown(value) for value in row.values()])


def _csv_line(values: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)
