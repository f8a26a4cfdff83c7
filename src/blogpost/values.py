"""Small values of posts: bylines, blogs, locations and quotations; and where a post was captured."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias, get_args

from attrs import field, frozen

from blogpost.canonical import coordinate, kind_of, one_of, page_address, plain, plains, several
from blogpost.displays import Displayed, bare, quoted

QuoteKind = Literal["speech", "term", "title", "block"]
Evidence = Literal["cue", "carried", "none"]


@frozen(repr=False)
class Byline(Displayed):
    """The authors of a text.

    Attributes:
        names: each person, user or group, in the order of the source; a plain string is one name.
        raw: the name as printed, if it differs from `name`, such as ``TYLER DURDEN``.
        url: the author's profile or home page.
        affiliation: outlet, agency, role or place, as printed; several are joined with ``"; "``.
    """

    names: tuple[str, ...] = field(default=(), converter=plains)
    raw: str | None = field(default=None, converter=plain)
    url: str | None = field(default=None, converter=page_address)
    affiliation: str | None = field(default=None, converter=plain)

    def __attrs_post_init__(self) -> None:
        if self.raw is not None and self.raw == self.name:
            object.__setattr__(self, "raw", None)

    @property
    def name(self) -> str | None:
        """All names as one phrase, ``Jane Doe, John Roe and Ann Poe``; None without names."""
        if len(self.names) < 2:
            return self.names[0] if self.names else None
        return f"{', '.join(self.names[:-1])} and {self.names[-1]}"

    def __str__(self) -> str:
        return self.name or self.affiliation or ""


BylineLike: TypeAlias = Byline | str | Iterable[str]
"""A byline, as constructors accept it: a string is one name, and several are the names of several people."""


def as_byline(given: BylineLike | None) -> Byline | None:
    """A byline, also of plain names; None if it is empty."""
    if given is None:
        return None
    if not isinstance(given, Byline):
        given = Byline(given if isinstance(given, str) else several(given, "names, or a Byline"))
    return given if given.names or given != _NOBODY else None


_NOBODY = Byline()


@frozen(repr=False)
class Blog(Displayed):
    """The blog a post belongs to; `time_zone` is an IANA name such as ``Europe/Berlin``."""

    id: str | None = field(default=None, converter=plain)
    title: str | None = field(default=None, converter=plain)
    url: str | None = field(default=None, converter=page_address)
    time_zone: str | None = field(default=None, converter=plain)


def as_blog(given: Blog | None) -> Blog | None:
    """A blog; None if it is empty.

    Raises:
        TypeError: it is another value, such as a string, which may be the blog's title or its address.
    """
    if given is None:
        return None
    if not isinstance(given, Blog):
        raise TypeError(f"expected a Blog, as in Blog(title='Harbour log'), not {kind_of(given)}")
    return given if given.title or given != _NO_BLOG else None


_NO_BLOG = Blog()


@frozen(repr=False)
class Location(Displayed):
    """The place of a post, set by its author; coordinates are degrees, positive to the north and east."""

    name: str | None = field(default=None, converter=plain)
    latitude: float | None = field(default=None, converter=coordinate)
    longitude: float | None = field(default=None, converter=coordinate)


LocationLike: TypeAlias = Location | str
"""A place, as constructors accept it: a string is its name."""


def as_location(given: LocationLike | None) -> Location | None:
    """A place, also of its name; None if it is empty.

    Raises:
        TypeError: it is another value.
    """
    if given is None:
        return None
    if isinstance(given, str):
        given = Location(given)
    if not isinstance(given, Location):
        raise TypeError(f"expected a Location or the name of a place, not {kind_of(given)}")
    return None if given == _NOWHERE else given


_NOWHERE = Location()


@frozen(repr=False)
class Quote(Displayed):
    """A quotation in a post, with ``post.text[quote.start:quote.end] == quote.text`` (offsets in code points).

    Attributes:
        text: the words between the marks.
        kind: ``speech``, somebody's words; ``term``, a word that is mentioned or distanced; ``title``, the name of a
            work; ``block``, a block quotation.
        speaker: the mention of the speaker in the text: ``he``, ``the ministry``.
        speaker_name: the name of the person or body mentioned, if it is sure.
        cue: the verb or phrase that attributes the words, such as ``said``.
        evidence: the source of the speaker: a ``cue``, ``carried`` over from a neighbouring quotation, or ``none``.
        continues: the index in `Post.quotes` of the quotation that this one continues.
        start: offset of the first character in `Post.text`.
        end: offset after the last character.
    """

    text: str = ""
    kind: QuoteKind = field(default="speech", validator=one_of(*get_args(QuoteKind)))
    speaker: str | None = None
    speaker_name: str | None = None
    cue: str | None = None
    evidence: Evidence = field(default="none", validator=one_of(*get_args(Evidence)))
    continues: int | None = None
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return self.text

    def _shown(self) -> Iterator[str]:
        yield quoted(self.text)
        if speaker := self.speaker_name or self.speaker:
            yield f"by {bare(speaker)}"
        yield f"({self.kind})"


def without_none(**fields: Any) -> dict[str, Any]:
    """The fields with a value, in order; front matter and data files omit the others."""
    return {name: value for name, value in fields.items() if value is not None}


@frozen
class Capture:
    """A capture of an address in a web archive: where its record is, and what the record states.

    Attributes:
        file: the archive's path as it was given; for a WACZ file, with the path of the archive in it. None for bytes.
        offset: where the record begins in the file, in bytes, as in CDX. Records that are compressed together have one.
        record_id: the record's identifier, without angle brackets; None in ARC files.
        url: the address that was captured.
        date: when it was captured.
    """

    file: str | None = None
    offset: int = 0
    record_id: str | None = None
    url: str | None = None
    date: dt.datetime | None = None

    def __str__(self) -> str:
        place = f"{self.file}, offset {self.offset}" if self.file else f"offset {self.offset}"
        return f"{place} ({self.url})" if self.url else place
