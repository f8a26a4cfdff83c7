"""Names to believe: by what introduces them or, without an introduction, by their shape and neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from blogpost.language.bylines.introductions import Confidence, before_others
from blogpost.language.bylines.kinds import (
    AFFILIATIONS,
    DOMAIN,
    is_caseless,
    is_given,
    is_known_person,
    is_name_shaped,
    keys_of,
    kind_of,
    without_titles,
)
from blogpost.language.bylines.lexicon import BylineLexicon, any_of, gazetteer, lexicon_of, small
from blogpost.language.bylines.moments import MARK, Dated
from blogpost.language.bylines.naming import Naming, read_names
from blogpost.language.bylines.people import LANGUAGES_WITH_LONG_NAMES, read_caseless, read_person
from blogpost.language.bylines.pieces import cut_tail, pieces, trimmed, unglued
from blogpost.language.characters import BARS, DASHES, DIVIDERS
from blogpost.language.folding import folded

# ------------------------------------------------------------------------------------------ names after an introduction

_SENTENCE = re.compile(r"[?!;:…](?:\s|[\"”]|$)|[a-zß-ÿ]{4}\.\s\S+\s\S")
_USER_NAME = re.compile(r"@?(?=.*[\d_~@]|.*[a-z][A-Z]|.*-)[^\s,;:()]{2,30}")
_MAX_NAME_LENGTH = 60
_MAX_NAME_WORDS = 6


def are_believable(names: Sequence[str], confidence: Confidence, language: str, *, has_evidence: bool) -> bool:
    """Whether all names are believable after an introduction of this confidence.

    Args:
        names: as printed.
        confidence: how surely a name follows the introduction.
        language: a BCP 47 tag.
        has_evidence: whether the line has a date or links, which make a single word a likely user name.
    """
    words = lexicon_of(language)
    if not all(any(map(str.isalpha, name)) for name in names):
        return False
    if confidence == "sure":
        return all(_may_be_any(name, words) for name in names)
    if confidence == "unsure":
        return all(is_known_person(name, words.tag) or kind_of(name, words.tag) == "group" for name in names)
    alone = len(names) > 1 and not has_evidence and all(_is_unknown_word(name, words) for name in names)
    return not alone and all(_is_likely(name, words, has_evidence=has_evidence) for name in names)


def _may_be_any(name: str, words: BylineLexicon) -> bool:
    """Whether this can be what a user is called after "Posted by": nearly anything but a sentence."""
    tokens = name.split()
    if len(name) > _MAX_NAME_LENGTH or len(tokens) > _MAX_NAME_WORDS or name in words.false_friends:
        return False
    return sum(map(str.islower, tokens)) < 3 and not _SENTENCE.search(name)


def _is_unknown_word(name: str, words: BylineLexicon) -> bool:
    return " " not in name and not (is_given(name) or is_caseless(name) or _is_group(name, words))


def _is_likely(name: str, words: BylineLexicon, *, has_evidence: bool) -> bool:
    keys = keys_of(name)
    full = len(keys) > 1 and is_given(keys[0])
    if not keys or len(name) > _MAX_NAME_LENGTH or _SENTENCE.search(name):
        return False
    if len(keys) > 1 and _is_group(name, words):
        return True
    if keys[0] in words.false_friends and not full:
        return False
    if _is_group(name, words) or DOMAIN.fullmatch(name):
        return True
    if any(key in words.never for key in keys if key not in gazetteer().particles):
        return False
    if len(keys) == 1:
        heading = keys[0] in words.headings and not is_given(name)
        return has_evidence or (not heading and (bool(_USER_NAME.fullmatch(name)) or is_name_shaped(name, words.tag)))
    return is_name_shaped(name, words.tag) or (len(keys) <= 3 and (is_given(keys[0]) or has_evidence))


def _is_group(name: str, words: BylineLexicon) -> bool:
    return kind_of(name, words.tag) in ("agency", "group", "outlet")


# ---------------------------------------------------------------------------------------- names without an introduction

_MAX_BARE_LINE_LENGTH = 140
_BARE_USER_NAME = re.compile(r"(?=.*[\d_])[^\W\d_][\w.-]{2,24}")
_PARTED = re.compile(rf"[{MARK}{BARS}]|\s[/{DASHES}]{{1,2}}\s|\s/$")
_NO_BYLINE = re.compile(r"^\s*[–—\"“„«'-]|[?!:;…\"”»]\s*$|https?:|[?!]\s|…|\.\.\.")
_EXPLAINED = re.compile(r"\s*[:;]\s*[^\W\d_]")
_COUNT = re.compile(r"[\d\s.,()+]*(?:(?<=\d)\s?[^\W\d_]+)?")  # "7", or "7 opinions" in any language
_TRAILING_COUNT = re.compile(r"(?<=[^\W\d_])\s+\d{1,4}$")
_COUNTED = re.compile(r"\(\d+\)\s*$")
_MONTH_ONLY = re.compile(r"\d:\d\d|\D*\d{4}|\d{1,2}\D*|\d\.\d{1,2}\.\d{1,2}")
_AGE = re.compile(r"\d{1,3}\D+")
_SLASH = re.compile(r"\S\s?/\s?\S")
_DASHED = re.compile(rf"\s[{DIVIDERS}]\s|\|")
_LISTED = re.compile(r"[,;&/|、，·ㆍ]")
# Kinds of the first piece of a line without a date: if it is alone, and if other pieces follow.
_ALONE = frozenset(("person", "agency", "group", "job"))
_BESIDE = _ALONE | {"name", "outlet", "role"}
_CAMEL = re.compile(r"[a-z][A-Z]|[^\x00-\x7f]")
_MAX_PARTS = 4
_MAX_KNOWN_NAME_WORDS = 5
_MAX_AFFILIATION_WORDS = 8
_MAX_USER_WORDS = 4


def read_bare(dated: Dated, language: str) -> Naming | None:
    """Read the names of a line without an introduction; None unless their shape or their neighbours make them sure."""
    words, line = lexicon_of(language), dated.line
    if (
        len(line) > _MAX_BARE_LINE_LENGTH
        or _NO_BYLINE.search(line)
        or _COUNTED.search(line)
        or before_others(line, language) != line
    ):
        return None
    return _dated(dated, words) if dated.moments else _undated(line, words)


def _dated(dated: Dated, words: BylineLexicon) -> Naming | None:
    """Read a line with a date: one part holds the names, others may hold outlets, jobs and sections."""
    raw = _PARTED.split(dated.line)
    parts = [part for each in raw if (part := _part(each, words))]
    if (
        not 0 < len(parts) <= _MAX_PARTS
        or any(_is_explained(each, words) for each in raw)
        or any(_is_no_label(part, words) for part in parts)
    ):
        return None
    readings = [read_names(part, words.tag) for part in parts]
    for may_be in (_is_known, _may_be_dated if _is_exact(dated) else _is_known):
        for index, naming in enumerate(readings):
            others = [*parts[:index], *parts[index + 1 :]]
            if (
                naming.names
                and all(may_be(name, words) for name in naming.names)
                and _may_stand_by(others, naming, words)
            ):
                after = [each for each in parts[index + 1 :] if _is_affiliation(each, words)]
                return Naming(naming.names, (*naming.affiliations, *after))
    return None


def _is_exact(dated: Dated) -> bool:
    """Whether a moment is more than a month or an hour, and not a version such as "2.7.13"."""
    return not all(_MONTH_ONLY.fullmatch(each) and not _AGE.fullmatch(each) for each in dated.moments)


def _is_explained(part: str, words: BylineLexicon) -> bool:
    """Whether a colon separates the part from the date: "A. Doe: May 3, he won"."""
    labelled = part.rstrip(" :") != cut_tail(part, words.tag).rstrip(" :")
    return bool(_EXPLAINED.match(part)) or (part.rstrip().endswith(":") and not labelled)


def _may_stand_by(others: Sequence[str], naming: Naming, words: BylineLexicon) -> bool:
    """Whether the other parts fit next to a name; next to an unknown name, each must be an affiliation or a heading."""
    if all(_is_known(name, words) for name in naming.names):
        return all(len(each.split()) <= 3 or _is_affiliation(each, words) for each in others)
    if any(kind_of(each, words.tag) not in ("job", "role") for each in naming.affiliations):
        return False
    return all(_is_affiliation(each, words) or _is_heading(keys_of(each), words) for each in others)


def _part(part: str, words: BylineLexicon) -> str:
    """The part without labels of dates, links and counts."""
    part = trimmed(cut_tail(f"{trimmed(part)} ", words.tag))
    label = _label(words.tag).match(small(part))
    part = _TRAILING_COUNT.sub("", part[label.end() :] if label else part)
    return "" if _COUNT.fullmatch(part) else trimmed(part)


@cache
def _label(tag: str) -> re.Pattern[str]:
    words = lexicon_of(tag)
    labels = any_of((*words.published, *words.updated))
    return re.compile(rf"{labels}(?:\s?:\s*|\s*$)")


def _is_no_label(part: str, words: BylineLexicon) -> bool:
    """Whether a part is neither a name nor a label, so the line is not a byline."""
    keys = keys_of(part)
    credits_others = keys[:1] and keys[0] in map(folded, words.others) and keys[0] not in words.groups
    return bool(credits_others) or ":" in part or ";" in part or len(keys) > 8


def _is_affiliation(part: str, words: BylineLexicon) -> bool:
    return kind_of(part, words.tag) in AFFILIATIONS and not all(key in words.sections for key in keys_of(part))


def _may_be_dated(name: str, words: BylineLexicon) -> bool:
    """Whether a name next to a date is one: a group, or a few capitalised words that are not a heading."""
    keys, kind = keys_of(name), kind_of(name, words.tag)
    if not keys or len(keys) > _MAX_USER_WORDS or name.islower():
        return bool(_BARE_USER_NAME.fullmatch(name))
    if kind in ("agency", "group"):
        return True
    if _is_heading(keys, words) and not (is_given(keys[0]) and len(keys) > 1):
        return kind == "outlet" and len(keys) > 1
    return kind != "place" and (is_name_shaped(name, words.tag) or bool(_BARE_USER_NAME.fullmatch(name)))


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
    known = [_is_known(name, words) for name in names]
    shaped = all(_is_full(name, words) for name in names)
    return all(known) or (shaped and 2 * sum(known) >= len(known))


def _is_attributed(line: str, naming: Naming, words: BylineLexicon) -> bool:
    """Whether an outlet or a job follows full names; "Jane Doe / Agency" is the credit of a picture."""
    kinds = {kind_of(each, words.tag) for each in naming.affiliations}
    if (_SLASH.search(line) and kinds != {"place"}) or any(
        folded(each) in gazetteer().photo_agencies for each in naming.affiliations
    ):
        return False
    if _are_known(naming.names, words):
        return bool(kinds & AFFILIATIONS) or not (_DASHED.search(line) or "(" in line)
    fused = line == f"{naming.names[-1]} {naming.affiliations[0]}" or line.startswith(naming.affiliations)
    if all(map(_is_caseless_name, naming.names)):
        return bool(kinds & {"job", "role", "agency", "outlet"}) or not any(map(is_caseless, naming.affiliations))
    if any(len(each.split()) > _MAX_AFFILIATION_WORDS for each in naming.affiliations):
        return False
    telling = {"role"} if fused else {"job", "role", "agency", "outlet"}
    return all(_is_full(name, words) for name in naming.names) and bool(kinds & telling)


def _is_caseless_name(name: str) -> bool:
    return is_caseless(name) and 2 <= len(name) <= 6


def _is_full(name: str, words: BylineLexicon) -> bool:
    keys = keys_of(name)
    shaped = 1 < len(keys) <= _MAX_USER_WORDS and is_name_shaped(name, words.tag)
    return shaped and not _is_heading(keys, words) and kind_of(name, words.tag) in ("name", "person")


def _is_heading(keys: Sequence[str], words: BylineLexicon) -> bool:
    return any(key in words.headings or key in words.sections or key in words.never for key in keys)


def _is_known(name: str, words: BylineLexicon) -> bool:
    """Whether a name is an agency, a group with a name of its own, or a full name of a known form."""
    keys, kind = keys_of(name), kind_of(name, words.tag)
    if kind == "agency":
        return len(name) > 2
    inner = gazetteer().particles | words.articles
    tokens = without_titles(name.split())
    plain = [folded(token) for token in tokens if not ((token.islower() or name.isupper()) and folded(token) in inner)]
    if kind == "group":
        own = [key for key in plain if key not in words.groups and key not in words.articles]
        return len(keys) > 1 and not _is_heading(own, words)
    most = _MAX_KNOWN_NAME_WORDS if words.tag in LANGUAGES_WITH_LONG_NAMES else _MAX_KNOWN_NAME_WORDS - 2
    known = kind == "person" and 1 < len(plain) <= most and keys[0] not in gazetteer().places
    return known and not any(key in words.headings or key in words.never for key in plain[1:])
