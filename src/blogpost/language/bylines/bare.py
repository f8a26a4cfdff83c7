"""Names without an introduction: by their shape and by what stands next to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from blogpost.language.bylines.introductions import before_others
from blogpost.language.bylines.kinds import (
    AFFILIATIONS,
    is_caseless,
    is_given,
    is_known_person,
    is_name_shaped,
    keys_of,
    kind_of,
    without_titles,
)
from blogpost.language.bylines.lexicon import BylineLexicon, any_of, gazetteer, lexicon_of, small
from blogpost.language.bylines.moments import MARK, Dated, date_words
from blogpost.language.bylines.naming import Naming, read_names
from blogpost.language.bylines.people import LANGUAGES_WITH_LONG_NAMES, read_caseless, read_person
from blogpost.language.bylines.pieces import countable, cut_tail, pieces, trimmed, unglued
from blogpost.language.characters import BARS, DASHES, DIVIDERS
from blogpost.language.folding import folded
from blogpost.language.locale import by_locale

_MAX_BARE_LINE_LENGTH = 140
_BARE_USER_NAME = re.compile(r"(?=.*[\d_])[^\W\d_][\w.-]{2,24}")
_PARTED = re.compile(rf"[{MARK}{BARS}]|\s[/{DASHES}]{{1,2}}\s|\s/$")
_NO_BYLINE = re.compile(r"^\s*[–—\"“„«'-]|[?!:;…\"”»]\s*$|https?:|[?!]\s|…|\.\.\.")
_CREDIT_OF_PICTURE = re.compile(r"[a-zß-ÿ]-[A-Z]{2,}(?:\s[A-Z]{2,})+\W*$")  # "Jane Doe-EXAMPLE PRESS"
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.' -]{2,30},\s[A-ZÀ-Þ][a-zß-ÿ]{1,5}\.")  # "OAKHOLM, Ore."
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
_SIGNATURE = re.compile(r"\s*--\s?(?=[^\W\d_])(.+)")
_TIMED = re.compile(rf"\s*[–—]\s(?=[^@{MARK}]{{2,40}}\s@?\s?{MARK})")  # "— Jane Doe @ 9:12 pm"
_DOUBLED = re.compile(rf"\s?{MARK}")
_LEADING_NUMBER = re.compile(r"(?:[#+-]?\d{1,8}[.)]?\s+){1,2}#?(?=\D)")  # of a comment
_NUMBERED_USER = re.compile(r"\s*\d{1,8}\s+([^\W\d_A-Z][\w.-]{2,24})\s*")
_HANDLE = re.compile(r"@[\w.-]{2,30}")
_AT_BLOG = re.compile(r"[A-ZÀ-Þ][\w.]*(?: [A-ZÀ-Þ][\w.]*)? @ [A-ZÀ-Þ]\w*(?: [\w'’]+){0,4}")  # "Jane @ Her Blog"
_WITH_PARTICLE = re.compile(r"[^\W\d_a-z][\w-]+(?: [^\W\d_]+){2,3}")
_SMALL_USER_NAME = re.compile(r"[^\W\d_A-Z][\w.-]{2,24}")
_LANGUAGES_WITH_CAPITAL_NOUNS = frozenset(("de",))
_GLUED_VERB = re.compile(r"[^\W_]+(?:wrote|writes|said|says|schrieb|sagte|schreibt)", re.IGNORECASE)  # of a commenter
_MIN_SECTION_WORDS = 2
_MAX_SECTION_WORDS = 3
_MAX_PART_WORDS = 8
_MAX_PARTS = 4
_MAX_KNOWN_NAME_WORDS = 5
_MAX_AFFILIATION_WORDS = 8
_MAX_ACRONYM_LENGTH = 6
_MAX_USER_WORDS = 4


def read_bare(dated: Dated, language: str) -> Naming | None:
    """Read the names of a line without an introduction; None unless their shape or their neighbours make them sure."""
    words, line = lexicon_of(language), without_signature(dated.line, language)
    uncounted = without_counts(line, words.tag)
    if (
        len(line) > _MAX_BARE_LINE_LENGTH
        or _NO_BYLINE.search(line)
        or _CREDIT_OF_PICTURE.search(line)
        or _DATELINE.match(line)
        or _COUNTED.search(uncounted)
        or before_others(line, language) != line
    ):
        return None
    if dated.moments or uncounted != line:
        return _beside(Dated(uncounted, dated.moments), words)
    return _undated(line, words)


def without_signature(line: str, language: str) -> str:
    """A line without the hyphens before a name that signs a text: "-- Jane Doe", "— jane @ 9:12 pm"."""
    signed = _SIGNATURE.match(line)
    timed = _TIMED.match(line)
    if timed:
        return line[timed.end() :]
    return signed[1] if signed and is_known_person(signed[1].strip(), language) else line


# ------------------------------------------------------------------------------------- next to dates, ages and counts


def _beside(dated: Dated, words: BylineLexicon) -> Naming | None:
    """Read a line with a date or a count: one part holds the names, others may hold outlets, jobs and sections."""
    raw = _PARTED.split(_before_tags(dated.line))
    parts = [part for each in raw if (part := _part(each, words))]
    parts = parts or [user[1] for each in raw if (user := _NUMBERED_USER.fullmatch(each))]
    if (
        not 0 < len(parts) <= _MAX_PARTS
        or any(_is_explained(each, words) for each in raw)
        or any(_is_no_label(part, words) for part in parts)
    ):
        return None
    readings = [_names_in(part, words) for part in parts]
    for may_be in _kinds_of_names(dated):
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


def _kinds_of_names(dated: Dated) -> tuple[Callable[[str, BylineLexicon], bool], ...]:
    """What may be a name in a line, the surest first: a lone given name needs a count or a whole date next to it."""
    if not dated.moments:
        return _is_known, _is_given_name
    return (_is_known, _is_given_name, _may_be_dated) if _is_exact(dated) else (_is_known,)


def _before_tags(line: str) -> str:
    """A line without the tags after a name and two dates, of publishing and editing: "Jane May 3May 4Birds, Bees"."""
    before, _, after = line.partition(MARK)
    doubled = _DOUBLED.match(after)
    return before + MARK if doubled and any(map(str.isalpha, before)) else line


def _names_in(part: str, words: BylineLexicon) -> Naming:
    """The names in a part of a line; a section may follow them without a mark: "Jane Doe News"."""
    if _HANDLE.fullmatch(part) or _AT_BLOG.fullmatch(part):
        return Naming((part,))
    part = without_trailing_sections(part, words)
    return read_names(_leading_person(part, words) or part, words.tag)


def _leading_person(part: str, words: BylineLexicon) -> str | None:
    """A known person before a section that cannot belong to a name: "Jane Doe Écologie politique"."""
    tokens = part.split()
    person, rest = " ".join(tokens[:2]), tokens[2:]
    if len(rest) < _MIN_SECTION_WORDS or not is_given(tokens[0]) or not is_known_person(person, words.tag):
        return None
    is_section = not is_name_shaped(part, words.tag) and all(token.isalpha() for token in rest) and rest[0][0].isupper()
    return person if is_section and read_names(part, words.tag).names == (part,) else None


def without_trailing_sections(part: str, words: BylineLexicon) -> str:
    """A part without sections after a user name or a known person: "admin News", "Jane Doe Blog, Uncategorized"."""
    tokens = part.split()
    end = next((n for n, token in enumerate(tokens) if n and folded(token.strip(",")) in words.sections), len(tokens))
    if end == len(tokens) or not all(folded(each.strip(",")) in words.sections for each in tokens[end:]):
        return part
    name = " ".join(tokens[:end])
    is_name = (end == 1 and name.islower()) or (end > 1 and is_given(tokens[0]) and is_known_person(name, words.tag))
    return name if is_name else part


def _is_exact(dated: Dated) -> bool:
    """Whether a moment is more than a month or an hour, and not a version such as "2.7.13"."""
    return not all(_MONTH_ONLY.fullmatch(each) and not _AGE.fullmatch(each) for each in dated.moments)


def _is_explained(part: str, words: BylineLexicon) -> bool:
    """Whether a colon separates the part from the date: "A. Doe: May 3, he won"."""
    labelled = part.rstrip(" :") != cut_tail(part, words.tag).rstrip(" :")
    return bool(_EXPLAINED.match(part)) or (part.rstrip().endswith(":") and not labelled)


def _may_stand_by(others: Sequence[str], naming: Naming, words: BylineLexicon) -> bool:
    """Whether the other parts fit next to a name; next to an unknown name, each must be an affiliation or a heading."""
    is_agency = all(kind_of(name, words.tag) == "agency" for name in naming.names)  # at the end of a dateline, too
    if not is_agency and all(_is_known(name, words) or _is_given_name(name, words) for name in naming.names):
        return all(_is_short_list(each) or _is_affiliation(each, words) for each in others)
    if any(kind_of(each, words.tag) not in ("job", "role") for each in naming.affiliations):
        return False
    return all(_is_affiliation(each, words) or _is_heading(keys_of(each), words) for each in others)


def _is_short_list(part: str) -> bool:
    """Whether a part may be a section, or a few tags with commas."""
    return all(len(item.split()) <= _MAX_SECTION_WORDS for item in part.split(","))


def _part(part: str, words: BylineLexicon) -> str:
    """The part without labels of dates, links and counts."""
    part = trimmed(cut_tail(f"{trimmed(part)} ", words.tag))
    label = _label(words.tag).match(small(part))
    part = _TRAILING_COUNT.sub("", part[label.end() :] if label else part)
    return "" if _COUNT.fullmatch(part) else trimmed(_LEADING_NUMBER.sub("", part))


@cache
def _label(tag: str) -> re.Pattern[str]:
    words = lexicon_of(tag)
    labels = any_of((*words.published, *words.updated))
    return re.compile(rf"{labels}(?:\s?:\s*|\s*$)")


def _is_no_label(part: str, words: BylineLexicon) -> bool:
    """Whether a part is neither a name nor a label, so the line is not a byline."""
    keys = keys_of(part)
    credits_others = keys[:1] and keys[0] in map(folded, words.others) and keys[0] not in words.groups
    return bool(credits_others) or ":" in part or ";" in part or len(keys) > _MAX_PART_WORDS


def _is_affiliation(part: str, words: BylineLexicon) -> bool:
    return kind_of(part, words.tag) in AFFILIATIONS and not all(key in words.sections for key in keys_of(part))


def _is_given_name(name: str, words: BylineLexicon) -> bool:
    """Whether a name is a known given name, and no town."""
    key = folded(name)
    return name.istitle() and is_given(name) and key not in gazetteer().places and not _is_heading((key,), words)


def _may_be_dated(name: str, words: BylineLexicon) -> bool:
    """Whether a name next to a date is one: a group, or a few capitalised words that are not a heading."""
    keys, kind = keys_of(name), kind_of(name, words.tag)
    if _HANDLE.fullmatch(name) or _AT_BLOG.fullmatch(name):
        return True
    if is_given(keys[0] if keys else "") and _WITH_PARTICLE.fullmatch(name) and keys[1] in gazetteer().particles:
        return True
    if not keys or len(keys) > _MAX_USER_WORDS or name.islower():
        return bool(_BARE_USER_NAME.fullmatch(name)) or _may_be_user(name, words)
    if kind in ("agency", "group"):
        return True
    if _is_heading(keys, words) and not (is_given(keys[0]) and len(keys) > 1):
        return kind == "outlet" and len(keys) > 1
    if _GLUED_VERB.fullmatch(name):
        return False
    if _BARE_USER_NAME.fullmatch(name):
        return True
    is_noun = len(keys) == 1 and words.tag in _LANGUAGES_WITH_CAPITAL_NOUNS and name.istitle()
    return kind != "place" and is_name_shaped(name, words.tag) and not is_noun


def _may_be_user(name: str, words: BylineLexicon) -> bool:
    """Whether a word in small letters may be a user's name, as it is no word of lines with dates."""
    return _SMALL_USER_NAME.fullmatch(name) is not None and folded(name) not in common_words(words.tag)


@by_locale
def common_words(language: str) -> frozenset[str]:
    """The words of a language that occur in small letters next to dates, and name no user."""
    words = lexicon_of(language)
    phrases = (
        *words.posted,
        *words.tails,
        *words.published,
        *words.updated,
        *words.labels,
        *words.others,
        *words.genres,
    )
    single = frozenset(word for phrase in phrases for word in keys_of(phrase))
    lists = words.never | words.headings | words.sections | words.articles | words.jobs | words.fields
    return single | lists | words.false_friends | date_words(language)


@cache
def _counts(tag: str) -> re.Pattern[str]:
    """A count such as "7 comments" or "Comments (7)", a time to read, or a link of several words."""
    words = lexicon_of(tag)
    tail, end = any_of(countable(words.tails, words.units)), r"(?![^\W\d_])"
    several = any_of(each for each in words.tails if " " in each)
    return re.compile(
        rf"(?:(?<=\s){tail}\s+)?(?<!\w)\d{{1,6}}\s?\+?\s?{tail}{end}|{tail}\s?(?::\s?\d{{1,6}}|\(\s?\d{{1,6}}\s?\))|{several}{end}"
    )


def without_counts(line: str, tag: str) -> str:
    """The line with a bar for each count and link."""
    found = list(_counts(tag).finditer(small(line)))
    for match in reversed(found):
        line = f"{line[: match.start()]} | {line[match.end() :]}"
    return line


# ------------------------------------------------------------------------------------------- with nothing next to them


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
        short = all(each.isupper() and len(each) <= _MAX_ACRONYM_LENGTH for each in naming.affiliations)
        return short or bool(kinds & AFFILIATIONS) or not (_DASHED.search(line) or "(" in line)
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
