"""A paragraph with quotations, each word as one letter: what the rules for speakers and kinds are read from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

from attrs import define

from blogpost.language.quotations.homographs import in_context
from blogpost.language.quotations.pairing import Span, last_character
from blogpost.language.quotations.words import QUOTATION, SENTENCE_END, Words

_REACH, _REACH_BEHIND = 320, 160  # how many characters before and behind a quotation are looked at
_SENTENCE_ENDS = frozenset(".?!…")
_GOES_ON = re.compile(r"\s*(?:[^\W\dA-ZÀ-ÖØ-ÞА-Я]|[,;:–—-])")  # a small letter, or a mark within the sentence
# "BRIGHTON, May 3 (AP) - Roe said": a place in capitals, or with a day or an agency; what follows is the sentence.
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.' ]+(?:, [\w. ]{1,20})?|[A-Z][\w.' ]{1,30}(?:, [\w. ]{1,20})?(?=, \w+\.? \d| \())"
    r"(?:, \w{3,9}\.? \d+)?(?: ?\([\w ]{2,20}\))? ?[-–—]+ (?=[A-ZÀ-Þ])"
)

_ABBREVIATION = re.compile(r"\.\w\.(?= ([A-ZÀ-Þ]\w*))")  # with dots within
_OPENS_SENTENCE = frozenset("PidDHTUCBO")  # capitalised, words that are no names

_Gap: TypeAlias = tuple[int, int, list[str]]
"""Words between two quotations: which letter of the paragraph is their first, where they start, and what is between
spaces: the words with the marks that touch them."""
_letter_of_gap = itemgetter(0)


@define(eq=False)
class Sentences:
    """The words around the quotations of one paragraph as letters, each quotation being one of them.

    Attributes:
        text: the text they stand in.
        words: the language's.
        spans: the quotations.
        letters: all letters.
        places: for each quotation, which letter it is.
    """

    text: str
    words: Words
    spans: Sequence[Span]
    letters: str
    places: list[int]
    _gaps: list[_Gap]

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the text of what the letters from `start` to `end` stand for."""
        first, last = self._word(start)
        return first, last if end == start + 1 else self._word(end - 1)[1]

    def _word(self, letter: int) -> tuple[int, int]:
        if self.letters[letter] == QUOTATION:
            span = self.spans[bisect_left(self.places, letter)]
            return span.opened, span.closed
        start, end, before = self._chunk(letter)
        if self.text[start:end].isalnum():
            return start, end
        token = self.words.token.search(self.text, start, end)
        for _ in range(before):
            token = token and self.words.token.search(self.text, token.end(), end)
        return token.span() if token else (start, end)

    def _chunk(self, letter: int) -> tuple[int, int, int]:
        """What holds the word between two spaces: its start and end, and how many of its letters are before."""
        first, start, chunks = self._gaps[bisect_right(self._gaps, letter, key=_letter_of_gap) - 1]
        letters_of = self.words.letters
        for chunk in chunks:
            behind = first + len(letters_of[chunk])
            if behind > letter:
                return start, start + len(chunk), letter - first
            first = behind
            start += len(chunk) + 1
        raise IndexError(letter)


def sentences_of(text: str, start: int, end: int, spans: Sequence[Span], words: Words) -> Sentences:
    """The words from `start` to `end` with the quotations among them; those far from any quotation are left out."""
    letters_of = words.letters.__getitem__
    gaps: list[_Gap] = []
    parts: list[str] = []
    places: list[int] = []
    length, at = 0, start
    if dateline := _DATELINE.match(text, start, end):
        at = start = dateline.end()
    for span in (*spans, None):
        seen = _seen(text, at, span.opened if span else end, is_first=at == start, is_last=span is None)
        for first, last in chain.from_iterable(_parted(text, *part, words) for part in seen):
            chunks = text[first:last].split(" ") if first < last else _LEFT_OUT
            gaps.append((length, first, chunks))
            parts.append("".join(map(letters_of, chunks)))
            length += len(parts[-1])
        if span:
            places.append(length)
            parts.append(QUOTATION + SENTENCE_END if _ends_sentence(text, span, end) else QUOTATION)
            length += len(parts[-1])
            at = span.closed
    return Sentences(text, words, spans, in_context("".join(parts)), places, gaps)


_LEFT_OUT = [SENTENCE_END]


def _seen(text: str, start: int, end: int, *, is_first: bool, is_last: bool) -> tuple[tuple[int, int], ...]:
    """The parts of a gap that are read: before the first quotation its end, behind the last its beginning."""
    before, behind = (0 if is_last and not is_first else _REACH), (0 if is_first else _REACH_BEHIND)
    if end - start <= before + behind:
        return ((start, end),) if start < end else ()
    parts = []
    if behind:
        parts.append((start, start + behind))
    if before:
        parts += ((end, end), (text.find(" ", end - before, end) + 1 or end, end))
    return tuple(parts)


def _parted(text: str, start: int, end: int, words: Words) -> Iterator[tuple[int, int]]:
    """The same words, parted where an abbreviation ends a sentence: in the U.S. He said."""
    for found in _ABBREVIATION.finditer(text, start, end):
        if words.letters[found[1]] in _OPENS_SENTENCE:
            yield start, found.end()
            yield found.end(), found.end()
            start = found.end() + 1
    yield start, end


def _ends_sentence(text: str, span: Span, end: int) -> bool:
    return last_character(text, span) in _SENTENCE_ENDS and not _GOES_ON.match(text, span.closed, end)
