"""Classify the pieces of a byline: a person, a job, an agency, a place and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from blogpost.language.bylines.lexicon import BylineLexicon, gazetteer, lexicon_of
from blogpost.language.folding import folded
from blogpost.remembering import remembered

PieceKind = Literal[
    "empty",
    "contact",
    "nominals",
    "suffix",
    "agency",
    "role",
    "job",
    "group",
    "place",
    "outlet",
    "person",
    "name",
    "other",
]
AFFILIATIONS: frozenset[PieceKind] = frozenset(("nominals", "agency", "role", "job", "group", "place", "outlet"))

_EDGES = " .,:;()[]{}\"'“”«»‘’*"
_CONTACT = re.compile(r"\S*@\S*|(?:https?:|mailto:)\S*", re.IGNORECASE)
DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,6}", re.IGNORECASE)
_BRAND = re.compile(r"[a-z]{2,12}[A-Z]\w{2,}")
_NOMINALS = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.){2,5}[A-Za-z]{0,5}\.?")
_SUFFIX = re.compile(r"(?:jr|sr|jun|sen|ii|iii|iv)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_SURNAME_HEAD = re.compile(r"(?:O['’]|Mc|Mac(?=[A-Z])|D['’]|Fitz(?=[A-Z])|MC(?=[A-Z]{2}))[^\W\d_]")
_NICKNAME = re.compile(r"\s*[\"“”„«»][^\"“”„«»]{1,30}[\"“”„«»]|\s*\([^()]{1,20}\)")
# A letter, then letters, marks and apostrophes; no other ASCII character.
_NAME_WORD = re.compile(r"['’]?[^\W\d_][^\s\d!-&(-,/:-@\[-`{-~…«»“”„¿¡©®™。、，：]*")
_CASELESS = re.compile(r"[\u0590-\u0e7f\u0e80-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MAX_NAME_WORDS = 6


def keys_of(piece: str) -> tuple[str, ...]:
    """The folded words of a piece, without punctuation around them."""
    return tuple(key for word in piece.split() if (key := folded(word).strip(_EDGES)))


@remembered(512)
def kind_of(piece: str, language: str) -> PieceKind:
    """Classify a piece by its words and its shape; ``name`` has the shape of a name, but no known part."""
    words, keys = lexicon_of(language), keys_of(piece)
    if not keys:
        return "empty"
    if _CONTACT.fullmatch(piece.strip(_EDGES + "@")) or piece.lstrip("( ").startswith("@"):
        return "contact"
    if _SUFFIX.fullmatch(piece.strip()):
        return "suffix"
    if is_nominals(piece):
        return "nominals"
    return _kind_by_words(piece, keys, words)


def _kind_by_words(piece: str, keys: Sequence[str], words: BylineLexicon) -> PieceKind:
    phrases = {" ".join(keys), " ".join(key for key in keys if key not in words.articles)}
    if not phrases.isdisjoint(gazetteer().agencies):
        return "agency"
    if _is_role(keys, words):
        return "role"
    if is_known_person(piece, words.tag) and len(keys) == 2:
        return "person"
    if any(is_job(key, words) for key in keys):
        return "job"
    if _is_group(keys, words):
        return "group"
    if " ".join(keys) in gazetteer().places or all(key in gazetteer().places for key in keys):
        return "place"
    if not phrases.isdisjoint(gazetteer().media) or _is_outlet(piece) or _is_of_agency(piece, keys):
        return "outlet"
    if is_known_person(piece, words.tag):
        return "person"
    return "name" if is_name_shaped(piece, words.tag) else "other"


def is_nominals(piece: str) -> bool:
    """Whether all words of a piece are degrees or honours: "M.D.", "Ph.D.", "MBA, CPA"."""
    tokens = piece.replace(",", " ").split()
    return bool(tokens) and all(
        folded(token).replace(".", "") in gazetteer().post_nominals or _NOMINALS.fullmatch(token) for token in tokens
    )


def _is_role(keys: Sequence[str], words: BylineLexicon) -> bool:
    """Whether the words name a role and nobody: "staff writers", "our correspondent in Rome"."""
    phrase = " ".join(keys)
    if phrase in words.roles:
        return True
    head = [key for key in keys if key not in words.articles]
    last = next((n for n, key in enumerate(head) if n and key in words.place_prepositions), len(head))
    if last > 1 and keys[0] in words.ours and _names_a_role(head[last - 1], words):
        return True
    return (
        bool(head[:last])
        and is_job(head[last - 1], words)
        and all(is_job(key, words) or key in words.fields or key in words.ours or key == "and" for key in head[:last])
    )


def _names_a_role(key: str, words: BylineLexicon) -> bool:
    return is_job(key, words) or key in words.groups


@remembered(4096)
def _is_job(key: str, tag: str) -> bool:
    words = lexicon_of(tag)
    if key in words.jobs or key.removesuffix("s") in words.jobs or key.removesuffix("'s") in words.jobs:
        return True
    parts = key.split("-")
    if len(parts) > 1 and (parts[-1] in words.jobs or parts[-1].removesuffix("s") in words.jobs):
        return True
    return bool(_compound(tag).search(key))


def is_job(key: str, words: BylineLexicon) -> bool:
    """Whether a word is a job, also in the plural or at the end of a compound, as in German."""
    return _is_job(key, words.tag)


@cache
def _compound(tag: str) -> re.Pattern[str]:
    long = sorted((job for job in lexicon_of(tag).jobs if len(job) > 6 or _CASELESS.match(job)), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, long)) or '(?!)'})$")


def _is_group(keys: Sequence[str], words: BylineLexicon) -> bool:
    """Whether the words name a group of authors: "TOI staff", "Redaktion", "Campact-Team"."""
    return any(key in words.groups or key.split("-")[-1] in words.groups for key in (keys[0], keys[-1])) or (
        keys[-1].endswith("redaktion")
        or any(len(each) > 2 and _CASELESS.match(each) and keys[-1].endswith(each) for each in words.groups)
    )


def _is_of_agency(piece: str, keys: Sequence[str]) -> bool:
    """Whether a piece is a part of an agency or a broadcaster: "CNN Business"."""
    first = piece.split(maxsplit=1)[0]
    return first.isupper() and len(keys) > 1 and not piece.isupper() and gazetteer().is_press(keys[0])


def _is_outlet(piece: str) -> bool:
    """Whether a piece looks like a medium: a domain, a brand such as "dayNews", or a name with a word for media."""
    plain, keys = piece.strip(_EDGES), keys_of(piece)
    small = {token for token in plain.split() if token.islower()}
    if len(keys) > 1 and small <= gazetteer().particles and keys[-1] in gazetteer().places and not is_given(keys[0]):
        return True  # an edition of a country: "Example World Australia"
    return bool(DOMAIN.fullmatch(plain) or _BRAND.fullmatch(plain)) or any(
        folded(token).strip(_EDGES) in gazetteer().outlets and not token.islower() for token in piece.split()
    )


def is_known_person(piece: str, tag: str) -> bool:
    """Whether a piece is a person's full name, by a given name, an initial, or the form of the surname."""
    if not is_name_shaped(piece, tag):
        return False
    tokens = without_titles(_NICKNAME.sub("", piece).split())
    if len(tokens) < 2:
        return False
    first, last = tokens[0], tokens[-1].casefold().strip(_EDGES)
    if is_given(first) or _INITIALS.fullmatch(first) or _SURNAME_HEAD.match(tokens[-1]):
        return True
    return gazetteer().ends_like_surname(last)


def without_titles(tokens: list[str]) -> list[str]:
    """The words of a name after its titles: "Prof. Dr. Jane Doe"."""
    start = 0
    while start < len(tokens) and folded(tokens[start]).rstrip(".,") in gazetteer().titles:
        start += 1
    return tokens[start:]


def is_given(token: str) -> bool:
    """Whether a word is a given name, or two given names with a hyphen."""
    given = gazetteer().given
    whole = token.casefold().strip(_EDGES)
    if whole in given or folded(whole) in given:
        return True
    parts = whole.split("-")
    return len(parts) == 2 and parts[0] in given


def is_caseless(text: str) -> bool:
    """Whether a text begins in a script without capitals."""
    return bool(_CASELESS.match(text))


@remembered(4096)
def is_name_shaped(piece: str, tag: str) -> bool:
    """Whether a piece consists of capitalised words, initials and particles only, as names of persons do."""
    tokens = _NICKNAME.sub("", piece).split()
    if not 0 < len(tokens) <= _MAX_NAME_WORDS or not _is_capitalized(tokens[-1]):
        return False
    particles, never = gazetteer().particles, lexicon_of(tag).never
    articles = lexicon_of(tag).articles - particles
    for index, token in enumerate(tokens):
        key = folded(token).strip(_EDGES)
        if (index and key in articles and not _INITIALS.fullmatch(token)) or key.endswith("'s"):
            return False
        if _NAME_WORD.fullmatch(token) is None or (key in never and len(tokens) > 1 and key not in particles):
            return False
        if not _is_capitalized(token) and key not in particles and "'" not in key:
            return False
    return True


def _is_capitalized(token: str) -> bool:
    letters = token.lstrip("'’\"“„«(")
    return (
        letters[:1].isupper()
        or bool(_CASELESS.match(letters))
        or (letters[1:3].startswith(("'", "’")) and letters[2:3].isupper())
    )
