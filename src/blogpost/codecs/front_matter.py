"""The front matter of a Markdown file: a post's fields and its comments, without any bodies.

The keys are those of Hugo and Jekyll, if they have one (docs/markdown.md). Other keys are skipped, since every site has
its own. All notations (YAML, TOML, JSON) have the same keys.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, get_args

from attrs import frozen

from blogpost.errors import ParseError
from blogpost.markup.yaml import Read, Tree
from blogpost.model import Comment, Post, Status
from blogpost.values import Blog, Byline, Location, without_none

_T = TypeVar("_T")

# ------------------------------------------------------------------------------------------------ writing


def fields_of(post: Post) -> dict[str, Tree]:
    """The front matter of a post. Fields at their default are omitted."""
    return without_none(
        title=post.title,
        headline=post.headline,
        author=_byline(post.byline),
        posted_by=_byline(post.posted_by),
        date=post.published,
        lastmod=post.updated,
        canonical_url=post.url,
        lang=post.language,
        tags=post.labels or None,
        location=_members(post.location),
        type=None if post.kind == "post" else post.kind,
        draft=True if post.status in ("draft", "trashed") else None,  # trashed posts are hidden, too
        status=post.status if post.status in ("scheduled", "trashed") else None,
        truncated=post.truncated or None,
        id=post.id,
        blog=_members(post.blog),
        comment_count=post.comment_count,
        comments=[_comment(comment) for comment in post.comments] or None,
    )


def _byline(byline: Byline | None) -> Tree | None:
    """A name, a list of names, or a mapping if the byline has other fields."""
    if byline is None:
        return None
    names = byline.names[0] if len(byline.names) == 1 else list(byline.names) or None
    more = without_none(raw=byline.raw, url=byline.url, affiliation=byline.affiliation)
    return {**without_none(name=names), **more} if more else names


def _members(value: Blog | Location | None) -> Tree | None:
    if isinstance(value, Blog):
        return without_none(id=value.id, title=value.title, url=value.url, time_zone=value.time_zone)
    if isinstance(value, Location):
        return without_none(name=value.name, latitude=value.latitude, longitude=value.longitude)
    return None


def _comment(comment: Comment) -> dict[str, Any]:
    return without_none(
        id=comment.id,
        author=_byline(comment.author),
        date=comment.published,
        url=comment.url,
        deleted=comment.deleted or None,
        replies=[_comment(reply) for reply in comment.replies] or None,
    )


# ------------------------------------------------------------------------------------------------ reading


def post_of(fields: dict[str, Read]) -> Post:
    """Read a post, without bodies, from its front matter.

    Raises:
        ParseError: a known key has an impossible value. The error has the key's path.
    """
    top = _Fields(fields, "$")
    try:
        return top.made(
            Post,
            id=top.string("id"),
            kind="page" if "page" in (top.word("type"), top.word("layout")) else "post",
            status=_status(top),
            blog=top.blog("blog"),
            title=top.string("title"),
            headline=top.string("headline"),
            byline=_author(top),
            posted_by=top.byline("posted_by"),
            published=top.moment("date"),
            updated=top.moment("lastmod", "last_modified_at", "updated"),
            url=top.string("canonical_url"),
            language=top.string("lang", "language"),
            labels=_labels(top),
            location=top.location("location"),
            truncated=top.flag("truncated"),
            comment_count=top.number("comment_count"),
            comments=tuple(map(_comment_of, top.mappings("comments"))),
        )
    except RecursionError:  # a YAML alias within its own anchor
        raise ParseError("this front matter nests deeper than any post") from None


def _author(top: _Fields) -> Byline | None:
    """The first author given. Zola and new versions of Hugo have a site's own keys in tables."""
    places = ((place, key) for place in (top, *top.tables(*_TABLES)) for key in ("author", "authors"))
    return next((place.byline(key) for place, key in places if place.mapping.get(key)), None)


def _labels(top: _Fields) -> list[str]:
    places = (top, *top.tables(*_TABLES))
    return [word for key in ("tags", "categories") for place in places for word in place.words(key)]


_TABLES = ("taxonomies", "params", "extra")


# Our own words, and WordPress's, which appear in Markdown converted from its exports.
_STATUSES: dict[str, Status] = {
    **{status: status for status in get_args(Status)},
    "publish": "live",
    "future": "scheduled",
    "private": "draft",
    "pending": "draft",
}


def _status(top: _Fields) -> Status:
    status = _STATUSES.get(top.word("status") or "")
    is_draft = top.flag("draft") if top.string("draft") else None
    if status is not None and is_draft not in (None, status in ("draft", "trashed")):
        raise top.wrong("status", f"a status that agrees with draft: {str(is_draft).lower()}", top.word("status"))
    if status is not None:
        return status
    return "draft" if is_draft or top.word("published") == "false" else "live"


def _comment_of(fields: _Fields) -> Comment:
    return fields.made(
        Comment,
        id=fields.string("id"),
        author=fields.byline("author"),
        published=fields.moment("date"),
        url=fields.string("url"),
        deleted=fields.flag("deleted"),
        replies=tuple(map(_comment_of, fields.mappings("replies"))),
    )


_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# ISO 8601, and its looser forms in YAML and Jekyll: "2012-10-18 09:30:00 -0500".
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt]|[ \t]+)(\d?\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?"
    r"(?:[ \t]*(?:(Z|z|UTC|GMT)|([+-]\d\d):?(\d\d)?))?",
    re.ASCII,
)
_WHOLE = re.compile(r"\d{1,16}", re.ASCII)
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False, "": False}


@frozen
class _Fields:
    """A mapping of the front matter, with its path."""

    mapping: Mapping[str, Read]
    path: str

    def wrong(self, key: str, expected: str, value: object) -> ParseError:
        shown = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else f'"{value}"'
        return ParseError(f"expected {expected}, not {shown}", None, f"{self.path}.{key}")

    def made(self, cls: Callable[..., _T], **fields: Any) -> _T:
        """An object made from fields, with its path in the error if they are invalid."""
        try:
            return cls(**fields)
        except ValueError as error:
            raise ParseError(str(error), None, self.path) from None

    def string(self, *keys: str) -> str | None:
        """The string of the first key that has a value."""
        for key in keys:
            if (value := self.mapping.get(key)) is not None:
                return self._string(key, value)
        return None

    def _string(self, key: str, value: Read) -> str:
        if not isinstance(value, str):
            raise self.wrong(key, "a string", value)
        return value

    def word(self, key: str) -> str | None:
        """The value of a key in lower case, or None if a site uses the key for something other than strings."""
        value = self.mapping.get(key)
        return value.lower() if isinstance(value, str) else None

    def flag(self, key: str) -> bool:
        value = self.string(key) or "false"
        if value.lower() not in _FLAGS:
            raise self.wrong(key, "true or false", value)
        return _FLAGS[value.lower()]

    def number(self, key: str) -> int | None:
        value = self.string(key)
        if value is None or _WHOLE.fullmatch(value):
            return None if value is None else int(value)
        raise self.wrong(key, "a whole number", value)

    def degrees(self, key: str) -> float | None:
        value = self.string(key)
        try:
            return None if value is None else float(value)
        except ValueError:
            raise self.wrong(key, "a number", value) from None

    def moment(self, *keys: str) -> dt.datetime | dt.date | None:
        for key in keys:
            value = self.string(key)
            if value:
                moment = _moment(value)
                if moment is None:
                    raise self.wrong(
                        key, "a date such as 2012-10-18, or a time such as 2012-10-18 09:30:00 -0500", value
                    )
                return moment
        return None

    def words(self, key: str) -> list[str]:
        """A list of strings. One string is split at its commas or, as in Jekyll, its spaces."""
        value = self.mapping.get(key)
        if isinstance(value, str):
            return value.split("," if "," in value else None)
        if value is None or isinstance(value, list):
            return [self._string(key, item) for item in value or ()]
        raise self.wrong(key, "a list", value)

    def mappings(self, key: str) -> Iterator[_Fields]:
        """The mappings of a list. Sites may use such a key as a switch, which has none."""
        value = self.mapping.get(key)
        for number, item in enumerate(value if isinstance(value, list) else ()):
            path = f"{self.path}.{key}[{number}]"
            if not isinstance(item, dict):
                raise ParseError("expected a mapping", None, path)
            yield _Fields(item, path)

    def tables(self, *keys: str) -> list[_Fields]:
        """The mappings of those keys that have one. Sites may use such keys for something else."""
        return [table for key in keys if (table := self._mapping(key)) is not None]

    def _mapping(self, key: str) -> _Fields | None:
        value = self.mapping.get(key)
        return _Fields(value, f"{self.path}.{key}") if isinstance(value, dict) else None

    def byline(self, key: str) -> Byline | None:
        """A byline from a name, a list of names, or a mapping."""
        if (fields := self._mapping(key)) is None:
            return self.made(Byline, names=self._names(key))
        return fields.made(
            Byline,
            names=fields._names("name"),  # noqa: SLF001
            raw=fields.string("raw"),
            url=fields.string("url"),
            affiliation=fields.string("affiliation"),
        )

    def _names(self, key: str) -> list[str]:
        """A name, or a list of names or of mappings with names."""
        value = self.mapping.get(key, [])
        names = value if isinstance(value, list) else [value]
        return [self._string(key, name.get("name", "") if isinstance(name, dict) else name) for name in names]

    def location(self, key: str) -> Location | None:
        """A location from its name, or a mapping with coordinates."""
        if (fields := self._mapping(key)) is None:
            return self.made(Location, name=self.string(key))
        degrees = {axis: fields.degrees(axis) for axis in ("latitude", "longitude")}
        return fields.made(Location, name=fields.string("name"), **degrees)

    def blog(self, key: str) -> Blog | None:
        """A blog from its title, or a mapping."""
        if (fields := self._mapping(key)) is None:
            return self.made(Blog, title=self.string(key))
        return fields.made(Blog, **{name: fields.string(name) for name in ("id", "title", "url", "time_zone")})


def _moment(text: str) -> dt.datetime | dt.date | None:
    """The day or time that a text states; None if it states neither, or the day doesn't exist."""
    try:
        if _DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
        match = _TIME.fullmatch(text)
        return dt.datetime.fromisoformat(_iso(match)) if match else None
    except ValueError:
        return None


def _iso(match: re.Match[str]) -> str:
    day, hour, minute, second, fraction, utc, hours, minutes = match.groups()
    zone = "+00:00" if utc else f"{hours}:{minutes or '00'}" if hours else ""
    return f"{day}T{hour:0>2}:{minute}:{second or '00'}{(fraction or '')[:7]}{zone}"
