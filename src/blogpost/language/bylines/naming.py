"""The names and affiliations in what stands behind a by-word, or in a line that is nothing but a byline."""

from __future__ import annotations

import re
from functools import cache

from attrs import Factory, define, frozen

from blogpost.language.bylines.kinds import (
    AFFILIATIONS,
    Kind,
    is_caseless,
    is_given,
    is_known_person,
    is_nominals,
    keys_of,
    kind_of,
)
from blogpost.language.bylines.lexicon import proper_names
from blogpost.language.bylines.people import Person, read_caseless, read_person
from blogpost.language.bylines.pieces import Piece, cut_tail, pieces, trimmed, unglued
from blogpost.language.bylines.words import Words, any_of, words_of
from blogpost.language.folding import folded

_EDITORS_SIGN = re.compile(r"[a-z]{1,4}(?:[/,.]\s?[a-z]{1,4})*\.?")
_AND_OTHERS = re.compile(r"[\s,]+(?:et al\.?|u\.\s?a\.|and \d+ others?|(?:외|외에) ?\d+명)$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|Jr|Sr|Dr|St|Ph\.?D|M\.?D|Esq|Inc|Ltd|Co|Corp|Comm)\.$")
_CAPITAL_ARTICLE = re.compile(r"(?:The|Die|Der|Das|El|La|Le|Les|L['’]|Il|O|A|De|Het)\s[A-ZÀ-Þ]|L['’][A-ZÀ-Þ]")
_MOST_AFFILIATION_WORDS = 12
_LEAST_TO_SPLIT = 4
# Where two family names, or several given ones, are usual, a given name in the middle begins no new person.
LONG_NAMES = frozenset(("ca", "es", "fil", "gl", "id", "it", "ms", "pt-BR", "pt-PT", "ro", "vi"))


@frozen
class Naming:
    """Names as printed, and affiliations as printed."""

    names: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()

    @property
    def affiliation(self) -> str | None:
        """All affiliations as one phrase."""
        return "; ".join(self.affiliations) or None


def read_names(phrase: str, language: str, *, filed: bool = False) -> Naming:
    """The names and affiliations in a phrase; where sections follow a name (`filed`), "in" leads to no place."""
    words = words_of(language)
    phrase = _AND_OTHERS.sub("", trimmed(cut_tail(phrase, language)))
    phrase = unglued(_undoubled(_unfiled(phrase, words, filed=filed)), language).strip(" ,")
    caseless = read_caseless(phrase, language)
    if caseless:
        return _naming(caseless)
    reading = _Reading(phrase, words)
    for piece in pieces(phrase, language):
        if not reading.read(piece):
            break
    return Naming(tuple(reading.names), tuple(dict.fromkeys(map(_undoubled, reading.affiliations))))


def _naming(person: Person) -> Naming:
    return Naming((person.name,) if person.name else (), (*person.before, *person.behind))


@define
class _Reading:
    """What was read of a phrase so far; `open_at` is where the last affiliation begins, if a comma may go on with it."""

    phrase: str
    words: Words
    names: list[str] = Factory(list)
    affiliations: list[str] = Factory(list)
    last: Kind = "empty"
    open_at: int | None = None

    def read(self, piece: Piece) -> bool:
        """One piece more; whether what follows may belong to the byline still."""
        text = _without_point(self.phrase[piece.start : piece.end])
        kind = kind_of(text, self.words.tag)
        alone = text == self.phrase
        if kind == "empty" or (kind == "contact" and not alone) or (piece.joint == "bracket" and _EDITORS_SIGN.fullmatch(text)):
            return True
        if piece.joint == "bar" and (kind == "other" or not (self.names or kind in AFFILIATIONS)):
            return False
        if kind == "suffix" and self.names:
            self.names[-1] += self.phrase[: piece.start].rpartition(self.names[-1])[2] + text
        elif self._belongs(piece, kind, text):
            self._add_affiliation(piece, text, kind)
        else:
            self._add_person(piece, text)
        return True

    def _belongs(self, piece: Piece, kind: Kind, text: str) -> bool:
        """Whether a piece says what the people before it are, and names nobody."""
        if not self.names:
            return kind in ("role", "nominals") or self.open_at is not None
        if piece.joint == "bracket":
            return True
        if kind == "person" or self._leads_with_a_person(text):
            return False
        if self.open_at is not None:
            return True
        if kind in AFFILIATIONS:
            return piece.joint != "and" and not (kind == "agency" and self.last == "agency")
        if piece.joint == "bar" or (piece.joint == "comma" and _CAPITAL_ARTICLE.match(text)):
            return True
        return piece.joint == "comma" and self._is_no_person(piece, kind, text)

    def _leads_with_a_person(self, text: str) -> bool:
        """Whether a job or a place follows a name without a comma: "JANE DOE Science editor"."""
        person = read_person(text, self.words.tag)
        if not person.name or not person.behind:
            return False
        placed = kind_of(person.behind[0], self.words.tag) == "place" and kind_of(person.name, self.words.tag) == "name"
        return placed or is_known_person(person.name, self.words.tag)

    def _is_no_person(self, piece: Piece, kind: Kind, text: str) -> bool:
        """Whether a piece behind a comma, of which nothing is known, is an outlet or a place."""
        rest = self.phrase[piece.end :]
        if self._goes_on_as_a_body(rest):
            return True
        if len(text.split()) == 1:
            listed = " " not in self.names[0] or _conjunction(self.words.tag).search(rest)
            return not listed or is_caseless(self.names[0]) != is_caseless(text)
        return kind == "other" or len(text.split()) > 4

    def _goes_on_as_a_body(self, rest: str) -> bool:
        """Whether an "and" follows with the rest of one body's name: "Agriculture and Forestry University"."""
        following = next(pieces(f"x{rest}", self.words.tag), None)
        behind = [each for each in pieces(f"x{rest}", self.words.tag) if each.start][:1]
        if following is None or not behind or behind[0].joint != "and":
            return False
        return kind_of(f"x{rest}"[behind[0].start : behind[0].end], self.words.tag) in ("outlet", "job", "role", "group")

    def _add_affiliation(self, piece: Piece, text: str, kind: Kind) -> None:
        start = piece.start
        if len(text.split()) > _MOST_AFFILIATION_WORDS or self._is_section(piece, text):
            return
        if self.open_at is not None and piece.joint in ("comma", "and", "with") and self.affiliations:
            self.affiliations[-1] = self.phrase[self.open_at : piece.start + len(text)]
            return
        for part in _parts_of_affiliation(text, self.words.tag):
            self.affiliations.append(part)
            start = self.phrase.find(part, start)
        self.open_at = None if piece.joint == "bracket" else start
        self.last = kind

    def _is_section(self, piece: Piece, text: str) -> bool:
        """Whether a piece is what the text is filed under."""
        keys = keys_of(text)
        known = all(key in self.words.sections for key in keys)
        single = len(keys) == 1 and self.open_at is None
        return known and (piece.joint == "bar" or single) and not self._goes_on_as_a_body(self.phrase[piece.end :])

    def _add_person(self, piece: Piece, text: str) -> None:
        person = read_person(text, self.words.tag)
        self.affiliations += person.before
        for name in _several(person.name, self.words.tag) if person.name else ():
            if name not in self.names:
                self.names.append(name)
        self.affiliations += person.behind
        self.open_at = self.phrase.find(person.behind[-1], piece.start) if person.behind else None
        if not person.name and person.before:
            self.open_at = piece.start
        self.last = kind_of(person.name or text, self.words.tag)


def _unfiled(phrase: str, words: Words, *, filed: bool) -> str:
    """The phrase without the sections behind an "in": "Jane Doe in News, Sports"."""
    found = _place_preposition(words.tag).search(phrase)
    if found is None:
        return phrase
    rest = phrase[found.end() :]
    first, keys = re.split(r"[,|(&]", rest)[0], keys_of(rest)
    section = keys and keys[0] in words.sections
    place = kind_of(first, words.tag) in ("place", "empty") or (keys and keys[0] in proper_names().places)
    return phrase[: found.start()] if section or (filed and not place) else phrase


@cache
def _place_preposition(tag: str) -> re.Pattern[str]:
    places = [each for each in words_of(tag).place_prepositions if each not in proper_names().particles]
    return re.compile(rf"(?<=\S),?\s(?i:{any_of(places)})\s(?=[^\W\d_a-zß-ÿ]|[a-z][A-Z])")


@cache
def _conjunction(tag: str) -> re.Pattern[str]:
    return re.compile(rf"[\s,]{any_of(words_of(tag).conjunctions)}\s", re.IGNORECASE)


@cache
def _leading_preposition(tag: str) -> re.Pattern[str]:
    kept = [each for each in words_of(tag).prepositions if not folded(each).startswith("special")]
    return re.compile(rf"(?i:{any_of(kept)})\s(?=[^\W\d_a-zß-ÿ])")


def _parts_of_affiliation(text: str, tag: str) -> tuple[str, ...]:
    """An affiliation without a preposition at its head; degrees and what they stand before are two."""
    text = _leading_preposition(tag).sub("", text, count=1) if _leading_preposition(tag).match(text) else text
    for found in _leading_preposition(tag).finditer(text):
        if is_nominals(text[: found.start()].strip()):
            return text[: found.start()].strip(), text[found.end() :]
    return (text,)


def _several(name: str, language: str) -> tuple[str, ...]:
    """The names in a piece that holds several full names without anything between them: "Ann Poe Jan Roe"."""
    tokens = name.split()
    if len(tokens) < _LEAST_TO_SPLIT or language in LONG_NAMES or not is_given(tokens[0]):
        return (name,)
    heads = [
        index
        for index in range(2, len(tokens) - 1)
        if is_given(tokens[index]) and not is_given(tokens[index - 1]) and not _is_link(tokens[index - 1])
    ]
    bounds = [0, *heads, len(tokens)]
    parts = [tokens[start:end] for start, end in zip(bounds, bounds[1:], strict=False)]
    return tuple(map(" ".join, parts)) if all(len(part) > 1 for part in parts) else (name,)


def _is_link(token: str) -> bool:
    return token.lower() in proper_names().particles or len(token.rstrip(".")) == 1


def _undoubled(text: str) -> str:
    """The text once, where it is printed twice in a row."""
    for between in ("", " "):
        half = (len(text) - len(between)) // 2
        if half > 2 and text == text[:half] + between + text[:half]:
            return text[:half]
    return text


def _without_point(text: str) -> str:
    """The text without a full stop, which is no part of an initial or an abbreviation."""
    if not text.endswith(".") or text.endswith("..") or _ABBREVIATED.search(text) or is_nominals(text.split()[-1]):
        return text
    return text[:-1].rstrip()
