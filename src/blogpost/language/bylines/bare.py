"""Names without an introduction: by their shape and their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogpost.language.bylines.acceptance import is_full, is_known
from blogpost.language.bylines.beside import read_beside, without_counts
from blogpost.language.bylines.introductions import before_others
from blogpost.language.bylines.kinds import (
    AFFILIATIONS,
    is_caseless,
    is_given,
    is_known_person,
    kind_of,
)
from blogpost.language.bylines.lexicon import BylineLexicon, gazetteer, lexicon_of
from blogpost.language.bylines.moments import MARK, Dated
from blogpost.language.bylines.naming import Naming, read_names
from blogpost.language.bylines.people import read_caseless, read_person
from blogpost.language.bylines.pieces import cut_tail, pieces, trimmed, unglued
from blogpost.language.characters import DIVIDERS
from blogpost.language.folding import folded

_MAX_BARE_LINE_LENGTH = 140
_NO_BYLINE = re.compile(r"^\s*[–—\"“„«'-]|[?!:;…\"”»]\s*$|https?:|[?!]\s|…|\.\.\.")
_CREDIT_OF_PICTURE = re.compile(r"[a-zß-ÿ]-[A-Z]{2,}(?:\s[A-Z]{2,})+\W*$")  # "Jane Doe-EXAMPLE PRESS"
_COMPANY = re.compile(r"(?<!\w)(?:S\.p\.A|GmbH|Inc|Ltd|LLC|AG|KG|e\.\s?V|S\.A|B\.V)(?!\w)")
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.' -]{2,30},\s[A-ZÀ-Þ][a-zß-ÿ]{1,5}\.")  # "OAKHOLM, Ore."
_DIGIT = re.compile(r"\d")
_COUNTED_ENTRY = re.compile(r"\(\d+\s[^()]*\)\s*$")  # of a list: "Jane Doe (7 comments)"
_COUNTED = re.compile(r"\(\d+\)\s*$")
_SLASH = re.compile(r"\S\s?/\s?\S")
_DASHED = re.compile(rf"\s[{DIVIDERS}]\s|\|")
_LISTED = re.compile(r"[,;&/|、，·ㆍ]")
# Kinds that the first piece may have in a line without a date: if it is alone, and if other pieces follow.
_ALONE = frozenset(("person", "agency", "group", "job"))
_BESIDE = _ALONE | {"name", "outlet", "role"}
_CAMEL = re.compile(r"[a-z][A-Z]|[^\x00-\x7f]")
_SIGNATURE = re.compile(r"\s*--\s?(?=[^\W\d_])(.+)")
_TIMED = re.compile(rf"\s*[–—]\s(?=[^@{MARK}]{{2,40}}\s@?\s?{MARK})")  # "— Jane Doe @ 9:12 pm"
_MAX_AFFILIATION_WORDS = 8
_MAX_ACRONYM_LENGTH = 6


def read_bare(dated: Dated, language: str) -> Naming | None:
    """Read the names of a line without an introduction; None unless their shape or their neighbours make them sure."""
    words, line = lexicon_of(language), without_signature(dated.line, language)
    uncounted = without_counts(line, words.tag) if dated.moments or _DIGIT.search(line) else line
    if not dated.moments and _COUNTED_ENTRY.search(line):
        return None
    if (
        len(line) > _MAX_BARE_LINE_LENGTH
        or _NO_BYLINE.search(line)
        or _CREDIT_OF_PICTURE.search(line)
        or _DATELINE.match(line)
        or _COMPANY.search(line)
        or _COUNTED.search(uncounted)
        or before_others(line, language) != line
    ):
        return None
    if dated.moments or uncounted != line:
        return read_beside(Dated(uncounted, dated.moments), words)
    return _undated(line, words)


def without_signature(line: str, language: str) -> str:
    """A line without the hyphens before a name that signs a text: "-- Jane Doe", "— jane @ 9:12 pm"."""
    signed = _SIGNATURE.match(line)
    timed = _TIMED.match(line)
    if timed:
        return line[timed.end() :]
    return signed[1] if signed and is_known_person(signed[1].strip(), language) else line


def _undated(line: str, words: BylineLexicon) -> Naming | None:
    line = trimmed(unglued(line, words.tag) if "@" in line else line)
    if not (read_caseless(line, words.tag) or _may_begin_with_name(line, words)):
        return None
    naming = read_names(line, words.tag)
    if not naming.names or ":" in line or any(name[0].islower() for name in naming.names):
        return None
    if (
        len(naming.names) > 1
        and not _LISTED.search(line)
        and not any(f" {each} " in line for each in words.conjunctions)
    ):
        return None
    if naming.affiliations and not _is_label(line, naming.affiliations, words):
        return naming if _is_attributed(line, naming, words) else None
    if len(naming.names) == 1 and _DASHED.search(trimmed(cut_tail(line, words.tag))):
        return None  # a headline
    naming = Naming(naming.names)
    return naming if _are_known(naming.names, words) else None


def _is_label(line: str, affiliations: Sequence[str], words: BylineLexicon) -> bool:
    """Whether an apparent job is a label without its colon: "Author Jane Doe"."""
    return len(affiliations) == 1 and line.startswith(affiliations[0]) and affiliations[0].lower() in words.labels


def _may_begin_with_name(line: str, words: BylineLexicon) -> bool:
    """Whether the first piece can be a name, with or without a job next to it: a cheap check before the whole line."""
    first = next(pieces(line, words.tag), None)
    if first is None:
        return False
    kind = kind_of(line[first.start : first.end], words.tag)
    alone = first.end == len(line) and not _CAMEL.search(line)
    return kind in (_ALONE if alone else _BESIDE) or (kind == "other" and _ends_with_place(line, words))


def _ends_with_place(line: str, words: BylineLexicon) -> bool:
    """Whether a line is a person somewhere: "Jane Doe in Nairobi"."""
    if not is_given(line.split(" ", 1)[0]):
        return False
    person = read_person(line, words.tag)
    return bool(person.after) and kind_of(person.after[0], words.tag) == "place"


def _are_known(names: Sequence[str], words: BylineLexicon) -> bool:
    """Whether all names are full names of known forms; half of them are enough if an "and" joins them."""
    known = [is_known(name, words) for name in names]
    shaped = all(is_full(name, words) for name in names)
    return all(known) or (shaped and 2 * sum(known) >= len(known))


def _is_attributed(line: str, naming: Naming, words: BylineLexicon) -> bool:
    """Whether an outlet or a job follows full names; "Jane Doe / Agency" is the credit of a picture."""
    kinds = {kind_of(each, words.tag) for each in naming.affiliations}
    if (_SLASH.search(line) and kinds != {"place"}) or any(
        folded(each) in gazetteer().photo_agencies for each in naming.affiliations
    ):
        return False
    if _are_known(naming.names, words):
        short = "|" in line and all(each.isupper() and len(each) <= _MAX_ACRONYM_LENGTH for each in naming.affiliations)
        return short or bool(kinds & AFFILIATIONS) or not (_DASHED.search(line) or "(" in line)
    fused = line == f"{naming.names[-1]} {naming.affiliations[0]}" or line.startswith(naming.affiliations)
    if all(map(_is_caseless_name, naming.names)):
        return bool(kinds & {"job", "role", "agency", "outlet"}) or not any(map(is_caseless, naming.affiliations))
    if any(len(each.split()) > _MAX_AFFILIATION_WORDS for each in naming.affiliations):
        return False
    telling = {"role"} if fused else {"job", "role", "agency", "outlet"}
    return all(is_full(name, words) for name in naming.names) and bool(kinds & telling)


def _is_caseless_name(name: str) -> bool:
    return is_caseless(name) and 2 <= len(name) <= 6
