"""Several posts in one text, one after the other: where each begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blogpost.readers.text.lines import Line


def split_posts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines of each post."""
    yield lines
