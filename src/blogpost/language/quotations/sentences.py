"""A paragraph with quotations, each word as one letter: what the rules for speakers and kinds are read from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import TypeAlias

from attrs import define

from blogpost.language.quotations.pairing import Span
from blogpost.language.quotations.words import LETTERS, NOUN, QUOTATION, SENTENCE_END, Words

_REACH, _REACH_BEHIND = 320, 160  # how many characters before and behind a quotation are looked at
_ENDS_SENTENCE = frozenset(".?!…")
_GOES_ON = re.compile(r"\s*(?:[^\W\dA-ZÀ-ÖØ-ÞА-Я]|[,;:–—-])")  # a small letter, or a mark within the sentence
# What looks like a verb is a noun after an article or a preposition, and so is the first of two: "the state says".
_NOUN_NOT_VERB = re.compile("[VWLF](?:(?<=[dHZ].)(?![,:]?Q)|(?<=[wmSt].)(?=[vVAobW])|(?<=O.))")

_VERB_NOT_NOUN = re.compile("(?<=o)S|(?<=oB)S")

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
    reader = _Reader(text, words)
    at = start
    for span in spans:
        reader.read_before(at, span.opened, is_first=at == start)
        reader.quotation(span, end)
        at = span.closed
    if spans:
        reader.read(at, min(end, at + _REACH_BEHIND))
    else:
        reader.read_before(start, end, is_first=True)
    letters = _NOUN_NOT_VERB.sub(NOUN, "".join(reader.letters))
    if "oS" in letters or "oBS" in letters:  # could only quip
        letters = _VERB_NOT_NOUN.sub(LETTERS["says"], letters)
    return Sentences(text, words, spans, letters, reader.places, reader.gaps)


class _Reader:
    """Words and quotations as they follow each other."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words
        self._length = 0
        self.letters: list[str] = []
        self.places: list[int] = []
        self.gaps: list[_Gap] = []

    def read_before(self, start: int, end: int, *, is_first: bool) -> None:
        """The words between two quotations, or before the first."""
        if end - start > (_REACH if is_first else _REACH_BEHIND + _REACH):
            if not is_first:
                self.read(start, start + _REACH_BEHIND)
            self._add(SENTENCE_END)
            start = self._text.find(" ", end - _REACH, end) + 1 or end
        self.read(start, end)

    def read(self, start: int, end: int) -> None:
        """Words without a quotation among them."""
        if start == end:
            return
        chunks = self._text[start:end].split(" ")
        self.gaps.append((self._length, start, chunks))
        self._add("".join(map(self._words.letters.__getitem__, chunks)))

    def quotation(self, span: Span, end: int) -> None:
        """A quotation, and the end of the sentence where it is one."""
        self.places.append(self._length)
        self._add(QUOTATION)
        if self._text[span.end - 1] in _ENDS_SENTENCE and not _GOES_ON.match(self._text, span.closed, end):
            self._add(SENTENCE_END)

    def _add(self, letters: str) -> None:
        self.letters.append(letters)
        self._length += len(letters)
