"""The small values a post is described with: who, where, on which blog, and what was quoted."""

from __future__ import annotations

from typing import Any, Literal, get_args

from attrs import field, frozen

from blogpost.canonical import address, coordinate, one_of, plain, plains

QuoteKind = Literal["speech", "term", "title", "block"]
Evidence = Literal["cue", "carried", "none"]


@frozen
class Byline:
    """Who wrote something.

    Attributes:
        names: each person (or user, or group) named, in the order of the source; a plain string is one name.
        raw: the name as printed where it differs from `name`, such as ``TYLER DURDEN``.
        url: the author's profile or home page.
        affiliation: outlet, agency, role or place, as printed; several joined with ``"; "``.
    """

    names: tuple[str, ...] = field(default=(), converter=plains)
    raw: str | None = field(default=None, converter=plain)
    url: str | None = field(default=None, converter=address)
    affiliation: str | None = field(default=None, converter=plain)

    def __attrs_post_init__(self) -> None:
        if self.raw is not None and self.raw == self.name:
            object.__setattr__(self, "raw", None)

    @property
    def name(self) -> str | None:
        """All names as one phrase, ``Jane Doe, John Roe and Ann Poe``; None where nobody is named."""
        if len(self.names) < 2:
            return self.names[0] if self.names else None
        return f"{', '.join(self.names[:-1])} and {self.names[-1]}"

    def __str__(self) -> str:
        return self.name or self.affiliation or ""


@frozen
class Blog:
    """The blog that a post stands in. `time_zone` is an IANA name such as ``Europe/Berlin``."""

    id: str | None = field(default=None, converter=plain)
    title: str | None = field(default=None, converter=plain)
    url: str | None = field(default=None, converter=address)
    time_zone: str | None = field(default=None, converter=plain)


@frozen
class Location:
    """The place that the author gave for a post; coordinates are degrees, north and east positive."""

    name: str | None = field(default=None, converter=plain)
    latitude: float | None = field(default=None, converter=coordinate)
    longitude: float | None = field(default=None, converter=coordinate)


@frozen
class Quote:
    """A quotation in a post, with ``post.text[quote.start:quote.end] == quote.text`` (offsets in code points).

    Attributes:
        text: the words between the marks.
        kind: ``speech`` somebody's words; ``term`` a word mentioned or distanced; ``title`` the name of a work;
            ``block`` a block quotation.
        speaker: the mention of the speaker as it stands in the text: ``he``, ``the ministry``.
        speaker_name: the person or body behind the mention, only where that is sure.
        cue: the verb or phrase that gives the words to the speaker, such as ``said``.
        evidence: how the speaker is known: by a ``cue``, ``carried`` over from a neighbouring quotation, or ``none``.
        continues: the index in `Post.quotes` of the quotation that this one goes on from.
        start: offset of the first character in `Post.text`.
        end: offset behind the last one.
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


def without_none(**fields: Any) -> dict[str, Any]:
    """The fields that have a value, in order; front matter and data files leave the others out."""
    return {name: value for name, value in fields.items() if value is not None}
