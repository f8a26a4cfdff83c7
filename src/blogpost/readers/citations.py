"""Works that a post is about: their authors and titles are not the post's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogpost.language.folding import folded_words

_LINES_BELOW = 2  # where a citation goes on below the authors
_LONGEST = 200  # characters: longer lines are prose
_QUOTED = re.compile(r"[\"“”„«‹「『]([^\"“”„«»‹›「」『』]+)[\"“”»›」』]|(?<!\w)['‘‚]([^‘’‚]+?)['’](?!\w)")
# Where and when a work appeared: numbers of papers and books; volume, issue and pages; journals with a number beside
# them; publishers. News have years and numbers, too, so a year and one number don't do.
_SOURCE = re.compile(
    r"(?i:\bdoi[:.]|\barxiv[:.]|\bdoi\.org|\bisbn\b|\bissn\b|\bpmid\b|\bvol(?:\.|ume)\s?\d|\bpp\.?\s?\d|\bp\.\s?\d+\s?[-–]\s?\d)"
    r"|\d\s?\(\d+(?:[-–]\d+)?\)\s?[:,;]|\b(?:19|20)\d\d;\s?\d|\b(?:19|20)\d\d\)?,\s\d+\s?(?:\(\d+\))?,\s\d"
    r"|\b(?:Proceedings|Journal|Transactions|Annals)\b.*\d|\bUniversity Press\b|\b\d+\s(?:pp\b|pages\W*$)"
    r"|^(?i:abstract)\b\W*$"
)


def is_cited(line: str | None, below: Sequence[str], title: str | None) -> bool:
    """Whether a line and the byline below it name a work that the post is about, and no headline of its own.

    Args:
        line: what would be the headline, if there is one.
        below: the lines below the byline.
        title: the post's title.
    """
    if line is not None and title is not None and _is_quoted(line, title):
        return True
    return any(len(each) <= _LONGEST and _SOURCE.search(each) for each in below[:_LINES_BELOW])


def _is_quoted(line: str, title: str) -> bool:
    """Whether a title has a line in quotation marks, and says more: 'Notes on "A Night at Sea"'."""
    words = folded_words(line)
    if len(words) >= len(folded_words(title)):
        return False
    return any(folded_words(first or second) == words for first, second in _QUOTED.findall(title))
