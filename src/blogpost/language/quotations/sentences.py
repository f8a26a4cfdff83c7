"""Represent the paragraphs around quotations by one tag per word, as input of the rules for speakers and kinds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

from attrs import define

from blogpost.language.quotations.spans import Span, last_character
from blogpost.language.quotations.tagging import QUOTATION, SENTENCE_END, QuotationLexicon, disambiguated

_REACH, _REACH_AFTER = 320, 160  # characters before and after a quotation that are read
_SENTENCE_ENDS = frozenset(".?!…")
_GOES_ON = re.compile(r"\s*(?:[^\W\dA-ZÀ-ÖØ-ÞА-Я]|[,;:–—-])")  # a small letter, or a mark within the sentence
# "BRIGHTON, May 3 (AP) - Roe said": the sentence follows a place in capitals, or one with a day or an agency.
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.' ]+(?:, [\w. ]{1,20})?|[A-Z][\w.' ]{1,30}(?:, [\w. ]{1,20})?(?=, \w+\.? \d| \())"
    r"(?:, \w{3,9}\.? \d+)?(?: ?\([\w ]{2,20}\))? ?[-–—]+ (?=[A-ZÀ-Þ])"
)

_SMALL_WORD = re.compile(r"(?<![^\W_])(?<!['’])[a-zß-öø-ÿа-яά-ώ]{4}")
_VERBS = ("v", "V")
_MIN_HEADLINE = 4  # words
_ABBREVIATION = re.compile(r"\.\w\.(?= ([A-ZÀ-Þ]\w*))")  # with dots inside
_OPENS_SENTENCE = frozenset("PidDHTUCBO")  # capitalised words that are not names

_Gap: TypeAlias = tuple[int, int, list[str]]
"""Words between two quotations: the index of their first tag, their start, and the strings between spaces."""
_tag_of_gap = itemgetter(0)


@define(eq=False)
class Sentences:
    """The words around the quotations of one paragraph as tags, with one tag for each quotation.

    Attributes:
        text: the whole text.
        lexicon: the lexicon of its language.
        spans: the quotations.
        tags: all tags.
        places: the index of each quotation's tag.
        is_headline: whether the words are in Title Case, so capitals mean nothing.
    """

    text: str
    lexicon: QuotationLexicon
    spans: Sequence[Span]
    tags: str
    places: list[int]
    is_headline: bool
    _gaps: list[_Gap]

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the text of the tags from `start` to `end`."""
        first, last = self._word(start)
        return first, last if end == start + 1 else self._word(end - 1)[1]

    def starts_with(self, tag: int, words: frozenset[str]) -> bool:
        """Whether the word with that tag is one of these, in small letters."""
        return tag < len(self.tags) and self.text[slice(*self.extent(tag, tag + 1))].lower() in words

    def _word(self, tag: int) -> tuple[int, int]:
        if self.tags[tag] == QUOTATION:
            span = self.spans[bisect_left(self.places, tag)]
            return span.opened, span.closed
        start, end, before = self._chunk(tag)
        if self.text[start:end].isalnum():
            return start, end
        token = self.lexicon.token.search(self.text, start, end)
        for _ in range(before):
            token = token and self.lexicon.token.search(self.text, token.end(), end)
        return token.span() if token else (start, end)

    def _chunk(self, tag: int) -> tuple[int, int, int]:
        """The string between two spaces with a certain tag: start, end, and the number of its tags before that one."""
        first, start, chunks = self._gaps[bisect_right(self._gaps, tag, key=_tag_of_gap) - 1]
        tags_of = self.lexicon.headline_tags if self.is_headline else self.lexicon.tags
        for chunk in chunks:
            after = first + len(tags_of[chunk])
            if after > tag:
                return start, start + len(chunk), tag - first
            first = after
            start += len(chunk) + 1
        raise IndexError(tag)


def sentences_of(text: str, start: int, end: int, spans: Sequence[Span], lexicon: QuotationLexicon) -> Sentences:
    """Tag the words from `start` to `end` with the quotations among them, except words far from any quotation."""
    is_headline = bool(spans) and _is_headline(text, start, end, spans, lexicon)
    tags_of = (lexicon.headline_tags if is_headline else lexicon.tags).__getitem__
    gaps: list[_Gap] = []
    parts: list[str] = []
    places: list[int] = []
    length, at = 0, start
    if dateline := _DATELINE.match(text, start, end):
        at = start = dateline.end()
    for span in (*spans, None):
        seen = _seen(text, at, span.opened if span else end, is_first=at == start, is_last=span is None)
        for first, last in chain.from_iterable(_parted(text, *part, lexicon) for part in seen):
            chunks = text[first:last].split(" ") if first < last else _LEFT_OUT
            gaps.append((length, first, chunks))
            parts.append("".join(map(tags_of, chunks)))
            length += len(parts[-1])
        if span:
            places.append(length)
            parts.append(QUOTATION + SENTENCE_END if _ends_sentence(text, span, end) else QUOTATION)
            length += len(parts[-1])
            at = span.closed
    return Sentences(text, lexicon, spans, disambiguated("".join(parts)), places, is_headline, gaps)


def _is_headline(text: str, start: int, end: int, spans: Sequence[Span], lexicon: QuotationLexicon) -> bool:
    """Whether the words around quotations are in Title Case: several or a verb, and no longer one in small letters."""
    words, reports = 0, False
    for span in (*spans, None):
        stop = span.opened if span else end
        if _SMALL_WORD.search(text, start, stop):
            return False
        around = text[start:stop].split()
        words += len(around)
        reports = reports or any(lexicon.headline_tags[word][:1] in _VERBS for word in around[:3] + around[-3:])
        start = span.closed if span else end
    return words >= _MIN_HEADLINE or (words > 1 and reports)


_LEFT_OUT = [SENTENCE_END]


def _seen(text: str, start: int, end: int, *, is_first: bool, is_last: bool) -> tuple[tuple[int, int], ...]:
    """The parts of a gap to read: its end before the first quotation, its beginning after the last one."""
    before, after = (0 if is_last and not is_first else _REACH), (0 if is_first else _REACH_AFTER)
    if end - start <= before + after:
        return ((start, end),) if start < end else ()
    parts = []
    if after:
        parts.append((start, start + after))
    if before:
        parts += ((end, end), (text.find(" ", end - before, end) + 1 or end, end))
    return tuple(parts)


def _parted(text: str, start: int, end: int, lexicon: QuotationLexicon) -> Iterator[tuple[int, int]]:
    """Split the words where an abbreviation ends a sentence: in the U.S. He said."""
    for match in _ABBREVIATION.finditer(text, start, end):
        if lexicon.tags[match[1]] in _OPENS_SENTENCE:
            yield start, match.end()
            yield match.end(), match.end()
            start = match.end() + 1
    yield start, end


def _ends_sentence(text: str, span: Span, end: int) -> bool:
    return last_character(text, span) in _SENTENCE_ENDS and not _GOES_ON.match(text, span.closed, end)
