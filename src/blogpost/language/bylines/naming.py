"""Names and affiliations in the text after an introduction, or in a line that is nothing but a byline."""

from __future__ import annotations

import re
from functools import cache

from attrs import Factory, define, frozen

from blogpost.language.bylines.kinds import (
    AFFILIATIONS,
    PieceKind,
    is_caseless,
    is_given,
    is_known_person,
    is_nominals,
    keys_of,
    kind_of,
)
from blogpost.language.bylines.lexicon import BylineLexicon, any_of, gazetteer, lexicon_of
from blogpost.language.bylines.people import Person, read_caseless, read_person, several_people, without_any_article
from blogpost.language.bylines.pieces import Piece, cut_tail, pieces, trimmed, undoubled, unglued, without_point
from blogpost.language.folding import folded

# ------------------------------------------------------------------------------------------------ affiliations

_EDITORS_SIGN = re.compile(r"[a-z]{1,4}(?:[/,.]\s?[a-z]{1,4})*\.?")
_BODIES: frozenset[PieceKind] = frozenset(("outlet", "job", "role", "group"))


def parts_of_affiliation(text: str, language: str) -> tuple[str, ...]:
    """An affiliation without its preposition; degrees and the text after them become two affiliations."""
    preposition = _preposition(lexicon_of(language).tag)
    if leading := preposition.match(text):
        text = text[leading.end() :]
    for match in preposition.finditer(text):
        if is_nominals(text[: match.start()].strip()):
            return text[: match.start()].strip(), text[match.end() :]
    return (text,)


def begins_with_preposition(text: str, language: str) -> bool:
    """Whether a piece begins like an outlet or a place after a name: "of Example News"."""
    return _preposition(lexicon_of(language).tag).match(text) is not None


def goes_on(rest: str, language: str) -> bool:
    """Whether an "and" and the rest of a body's name follow a piece: "Art and Design University"."""
    phrase = f"x{rest}"
    following = next((piece for piece in pieces(phrase, language) if piece.start), None)
    if following is None or following.joint != "and":
        return False
    return kind_of(phrase[following.start : following.end], language) in _BODIES


def is_remark(text: str, language: str) -> bool:
    """Whether the text in brackets is an editor's sign or a remark: "(jd)", "(not verified)"."""
    kind = kind_of(text, language)
    small = text[:1].islower() and kind not in AFFILIATIONS
    return small or (kind != "agency" and _EDITORS_SIGN.fullmatch(text) is not None)


def without_companion(text: str, language: str) -> str:
    """The text in brackets without a "with" at its start."""
    return _companion(lexicon_of(language).tag).sub("", text)


def without_guests(phrase: str, language: str) -> str:
    """The phrase before the people that an interview is with."""
    return _with_guests(lexicon_of(language).tag).split(phrase, maxsplit=1)[0]


def without_sections(phrase: str, language: str, *, is_filed: bool) -> str:
    """The phrase without the sections after an "in": "Jane Doe in News, Sports".

    If the line says where texts are filed (`is_filed`), everything but a place is a section. Without that, a section is
    known, or one of three or more.
    """
    words = lexicon_of(language)
    match = _place_preposition(words.tag).search(phrase)
    if match is None:
        word = _section_word(words.tag).search(phrase) if is_filed else None
        return phrase[: word.start()] if word and is_given(phrase.split(" ", 1)[0]) else phrase
    rest = phrase[match.end() :]
    keys = keys_of(rest)
    if not keys or _is_place(rest, keys[0], words):
        return phrase
    listed = [item.strip() for item in rest.split(",")]
    known = any(folded(item) in words.sections for item in listed)
    return phrase[: match.start()] if is_filed or known or keys[0] in words.sections or len(listed) > 2 else phrase


def _is_place(rest: str, key: str, words: BylineLexicon) -> bool:
    return key in gazetteer().places or kind_of(re.split(r"[,|(&]", rest)[0], words.tag) == "place"


@cache
def _preposition(tag: str) -> re.Pattern[str]:
    kept = [each for each in lexicon_of(tag).prepositions if not folded(each).startswith("special")]
    return re.compile(rf"(?i:{any_of(kept)})\s(?=(?:the\s)?[^\W\d_a-zß-ÿ])")


@cache
def _with_guests(tag: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?i:{any_of(lexicon_of(tag).companions)})\s")


@cache
def _companion(tag: str) -> re.Pattern[str]:
    return re.compile(rf"^(?i:{any_of(lexicon_of(tag).companions)})\s")


@cache
def _section_word(tag: str) -> re.Pattern[str]:
    """A section in small letters at the end: "Jane Doe in birds"."""
    return re.compile(rf"\s(?i:{any_of(lexicon_of(tag).filed_in)})\s[a-zß-ÿ][\w-]+\s*$")


@cache
def _place_preposition(tag: str) -> re.Pattern[str]:
    words = lexicon_of(tag)
    places = [each for each in (*words.place_prepositions, *words.filed_in) if each not in gazetteer().particles]
    return re.compile(rf"(?<=\S),?\s(?i:{any_of(places)})\s(?=[^\W\d_a-zß-ÿ]|[a-z][A-Z])")


# ----------------------------------------------------------------------------------------------- names and affiliations

_AND_OTHERS = re.compile(r"[\s,]+(?:et al\.?|u\.\s?a\.|and \d+ others?|(?:외|외에) ?\d+명)$", re.IGNORECASE)
_CAPITAL_ARTICLE = re.compile(r"(?:The|Die|Der|Das|El|La|Le|Les|L['’]|Il|O|A|De|Het)\s[A-ZÀ-Þ]|L['’][A-ZÀ-Þ]")
_OF_BODY = re.compile(r"[A-Z]{2,6}(?: [^\W\d_a-z]\w*[a-z]){2,}")  # "XYZ Project Marketing"
_CLAN = re.compile(r"\[[^\[\]]{1,8}\]\s?[\w.-]{2,30}")  # before a user's name: "[XY] jane"
_BETWEEN_CASELESS = re.compile("[·ㆍ・]")
# After an affiliation, these join a further part of it: "Editor, Example News", "Rome/Paris".
_GOING_ON = frozenset(("comma", "and", "with", "slash"))
_MAX_AFFILIATION_WORDS = 12
_MIN_LINK_LENGTH = 3  # letters of a lone link that follows a name
_MAX_UNKNOWN_NAME_WORDS = 4


@frozen
class Naming:
    """Names and affiliations, as printed."""

    names: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()

    @property
    def affiliation(self) -> str | None:
        """All affiliations as one phrase."""
        return "; ".join(self.affiliations) or None


def read_names(phrase: str, language: str, *, is_filed: bool = False) -> Naming:
    """Read the names and affiliations in a phrase; with `is_filed`, sections may follow "in"."""
    phrase = _AND_OTHERS.sub("", trimmed(cut_tail(phrase, language)))
    phrase = unglued(undoubled(without_sections(phrase, language, is_filed=is_filed)), language)
    phrase = _without_loose_end(cut_tail(phrase, language).strip(" ,"), lexicon_of(language))
    if _CLAN.fullmatch(phrase):
        return Naming((phrase,))
    if caseless := read_caseless(phrase, language):
        return _of_caseless(caseless)
    reading = _Reading(phrase, lexicon_of(language), is_filed)
    for piece in pieces(phrase, language):
        if not reading.read(piece):
            break
    return Naming(tuple(reading.names), tuple(dict.fromkeys(map(undoubled, reading.affiliations))))


def _without_loose_end(phrase: str, words: BylineLexicon) -> str:
    """The phrase without a link at its end, or a preposition before something that was cut: "Jane Doe Share"."""
    name, _, last = phrase.rpartition(" ")
    if not name or not last.isalpha():
        return phrase
    if last.islower():
        loose = (*words.prepositions, *words.companions)
        is_loose = len(last) <= _MIN_LINK_LENGTH and (last in words.never or last in gazetteer().particles)
        is_loose = is_loose or last in loose
    else:
        is_link = len(last) > _MIN_LINK_LENGTH and last.lower() in words.tails
        is_loose = (is_link or last.lower() in words.prepositions) and is_known_person(name, words.tag)
    joined = name.rsplit(maxsplit=1)[-1].lower() in words.conjunctions  # "jane and me"
    return name if is_loose and not joined else phrase


def _of_caseless(person: Person) -> Naming:
    names = _BETWEEN_CASELESS.split(person.name) if person.name else ()
    return Naming(tuple(names), (*person.before, *person.after))


@define
class _Reading:
    """The result so far; `open_at` is the start of the last affiliation, if a comma may continue it."""

    phrase: str
    words: BylineLexicon
    is_filed: bool = False
    names: list[str] = Factory(list)
    affiliations: list[str] = Factory(list)
    last: PieceKind = "empty"
    open_at: int | None = None

    def read(self, piece: Piece) -> bool:
        """Read one more piece; False if the byline ends before it."""
        text = without_point(self.phrase[piece.start : piece.end])
        if piece.joint == "bracket":
            text = without_companion(text, self.words.tag)
        kind = kind_of(text, self.words.tag)
        if self._says_nothing(piece, kind, text):
            return True
        if piece.joint == "bar" and (self._is_topic(piece, kind, text) or not (self.names or kind in AFFILIATIONS)):
            return False
        if kind == "suffix" and self.names:
            self.names[-1] += self.phrase[: piece.start].rpartition(self.names[-1])[2] + text
        elif self._belongs(piece, kind, text):
            self._add_affiliation(piece, kind, text)
        else:
            self._add_person(piece, text)
        return True

    def _says_nothing(self, piece: Piece, kind: PieceKind, text: str) -> bool:
        """Whether a piece is neither a name nor an affiliation, but an address or a remark."""
        if piece.joint == "bracket" and folded(text) in map(folded, self.words.others):
            del self.names[-1:]
            return True
        if piece.joint == "bracket" and (is_remark(text, self.words.tag) or folded(text) in self.words.labels):
            return True
        return kind == "empty" or (kind == "contact" and text != self.phrase) or (piece.start > 0 and text.isdigit())

    def _is_topic(self, piece: Piece, kind: PieceKind, text: str) -> bool:
        """Whether a piece after a bar is a text's subject: no name, or one unknown word of a line with sections."""
        is_word = kind == "name" and " " not in text and not text.isupper()
        return kind == "other" or (is_word and (self.is_filed or piece.end < len(self.phrase)))

    def _belongs(self, piece: Piece, kind: PieceKind, text: str) -> bool:
        """Whether a piece is an affiliation of the people before it, and names nobody."""
        if not self.names:
            is_nominals = kind == "nominals" and text != self.phrase  # alone, it is how a user is called
            return kind == "role" or is_nominals or self.open_at is not None
        if piece.joint == "bracket":
            return True
        if kind == "person" or self._leads_with_a_person(text):
            return False
        if self.open_at is not None:
            return True
        if kind in AFFILIATIONS:
            return piece.joint != "and" and not (kind == "agency" and self.last == "agency")
        if piece.joint == "slash" and len(self.names) == 1:
            is_one = is_known_person(self.names[0], self.words.tag) or (" " not in self.names[0] and " " in text)
            return is_one and not is_given(text.split(" ", 1)[0])
        return piece.joint == "bar" or (piece.joint == "comma" and self._is_no_person(piece, kind, text))

    def _leads_with_a_person(self, text: str) -> bool:
        """Whether a job or a place follows a name without a comma: "JANE DOE Science editor"."""
        person = read_person(text, self.words.tag)
        if not person.name or not person.after:
            return False
        placed = kind_of(person.after[0], self.words.tag) == "place" and kind_of(person.name, self.words.tag) == "name"
        return placed or is_known_person(person.name, self.words.tag)

    def _is_no_person(self, piece: Piece, kind: PieceKind, text: str) -> bool:
        """Whether an unknown piece after a comma is an outlet or a place."""
        rest = self.phrase[piece.end :]
        if _CAPITAL_ARTICLE.match(text) or goes_on(rest, self.words.tag):
            return True
        if begins_with_preposition(text, self.words.tag):
            return True
        if _OF_BODY.match(text):
            return True
        if len(text.split()) == 1:
            if " " in self.names[0] and self._pairs_words(rest):
                return True
            listed = " " not in self.names[0] or _conjunction(self.words.tag).search(rest)
            return not listed or is_caseless(self.names[0]) != is_caseless(text)
        return kind == "other" or len(text.split()) > _MAX_UNKNOWN_NAME_WORDS

    def _pairs_words(self, rest: str) -> bool:
        """Whether only an "and" and one more word follow: "Jane Doe, Coast and Sound"."""
        conjunction = _conjunction(self.words.tag).match(rest)
        return conjunction is not None and " " not in rest[conjunction.end() :].strip()

    def _add_affiliation(self, piece: Piece, kind: PieceKind, text: str) -> None:
        if len(text.split()) > _MAX_AFFILIATION_WORDS or self._is_section(piece, text):
            return
        if self.open_at is not None and piece.joint in _GOING_ON and self.affiliations:
            self.affiliations[-1] = self.phrase[self.open_at : piece.start + len(text)]
            return
        parts = parts_of_affiliation(
            without_any_article(text, self.words.tag) if kind == "role" else text, self.words.tag
        )
        self.affiliations += parts
        self.open_at = None if piece.joint == "bracket" else self.phrase.find(parts[-1], piece.start)
        self.last = kind

    def _is_section(self, piece: Piece, text: str) -> bool:
        """Whether a piece is a section that the text is filed in."""
        keys = keys_of(text)
        if not all(key in self.words.sections for key in keys):
            return False
        single = len(keys) == 1 and self.open_at is None
        return (piece.joint == "bar" or single) and not goes_on(self.phrase[piece.end :], self.words.tag)

    def _add_person(self, piece: Piece, text: str) -> None:
        person = read_person(text, self.words.tag)
        names = several_people(person.name, self.words.tag) if person.name else ()
        self.names += [name for name in dict.fromkeys(names) if name not in self.names]
        self.affiliations += [*person.before, *person.after]
        self.open_at = self.phrase.find(person.after[-1], piece.start) if person.after else None
        if not person.name and person.before:
            self.open_at = piece.start
        self.last = kind_of(person.name or text, self.words.tag)


@cache
def _conjunction(tag: str) -> re.Pattern[str]:
    return re.compile(rf"[\s,](?i:{any_of(lexicon_of(tag).conjunctions)})\s")
