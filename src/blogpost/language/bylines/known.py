"""Facts from the rest of a line's page, which decide ambiguous lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, field, frozen

from blogpost.language.bylines.lexicon import lexicon_of, small
from blogpost.language.bylines.moments import MARK, Dated, find_moments
from blogpost.language.folding import folded
from blogpost.values import Byline

_CUT = " | "
_MIN_LENGTH = 2  # characters
_MAX_USED = 60  # labels, dates and authors that are looked for in a line
# Full names that are known in every language; they take the places of the page's authors while a line is read.
_SOMEBODY = ("Jane Doe", "John Roe", "Anna Poe", "Peter Coe", "Maria Loe")
_ANYBODY = re.compile("|".join(_SOMEBODY))
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*:?\s*$")


def _unique(texts: object) -> tuple[str, ...]:
    assert isinstance(texts, tuple | list)
    kept = (" ".join(each.split()) for each in texts)
    return tuple(dict.fromkeys(each for each in kept if len(each) >= _MIN_LENGTH))[:_MAX_USED]


@frozen
class Known:
    """Facts from elsewhere on a page.

    Attributes:
        labels: the post's labels, and the site's categories.
        dates: dates as the page prints them.
        site: the site's name.
        authors: the names that the page marks as its authors.
    """

    labels: tuple[str, ...] = field(default=(), converter=_unique)
    dates: tuple[str, ...] = field(default=(), converter=_unique)
    site: str | None = None
    authors: tuple[str, ...] = field(default=(), converter=_unique)

    def dates_line(self, text: str) -> bool:
        """Whether one of the page's dates is in a text."""
        return any(date in text for date in self.dates)

    def find_moments(self, line: str, language: str) -> Dated:
        """Take out of a line the page's dates, and all others."""
        for date in self.dates:
            before, found, after = line.partition(date)
            if found:
                one, other = (self.find_moments(part, language) for part in (before, after))
                return Dated(f"{one.line}{MARK}{other.line}", (*one.moments, date, *other.moments))
        return find_moments(line, language)

    def without_labels(self, line: str, language: str) -> str:
        """The line with a bar for each label, except after a word such as "by"."""
        by = {folded(each) for each in lexicon_of(language).by}
        for label in sorted(self.labels, key=len, reverse=True):
            for start in reversed(list(_places(label, line))):
                before = _LAST_WORD.search(line, 0, start)
                if before is None or folded(before[1]) not in by:
                    line = f"{line[:start]}{_CUT}{line[start + len(label) :]}"
        return line

    def with_somebody(self, line: str) -> str:
        """The line with a name that is known everywhere for each author of the page."""
        for author, somebody in zip(self.authors, _SOMEBODY, strict=False):
            for start in reversed(list(_places(author, line))):
                line = f"{line[:start]}{somebody}{line[start + len(author) :]}"
        return line

    def with_authors(self, byline: Byline) -> Byline:
        """The byline with the page's authors again."""
        authors = dict(zip(_SOMEBODY, self.authors, strict=False))
        restored = (_ANYBODY.sub(lambda match: authors.get(match[0], match[0]), name) for name in byline.names)
        names = tuple(dict.fromkeys(restored))
        return evolve(byline, names=names, raw=None) if names != byline.names else byline

    def is_site(self, byline: Byline) -> bool:
        """Whether a byline is nothing but the site's name."""
        return self.site is not None and folded(byline.name or "") == folded(self.site)


NOTHING_KNOWN = Known()


def _places(words: str, line: str) -> Iterator[int]:
    """Where words are in a line as a whole, or glued to a word in small letters before them."""
    low, key = small(line), small(words)
    start = low.find(key)
    while start >= 0:
        end = start + len(key)
        glued = start and line[start - 1].islower() and line[start].isupper()
        is_start = not start or not line[start - 1].isalnum() or glued
        if is_start and (end == len(line) or not line[end].isalnum()):
            yield start
        start = low.find(key, end)
