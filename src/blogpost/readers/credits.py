"""What a republished article carries with it at the head or the foot of a body: its own headline and byline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from blogpost.content import Block, Heading, Paragraph, inline_text
from blogpost.language.bylines import parse_byline
from blogpost.values import Byline


@frozen
class Taken:
    """A body without the lines that were no part of its text, and what they said."""

    body: tuple[Block, ...]
    headline: str | None = None
    byline: Byline | None = None


def take_credits(body: Sequence[Block], *, title: str | None, language: str) -> Taken:
    return Taken(tuple(body))


_ = (Iterable, Heading, Paragraph, inline_text, parse_byline)
