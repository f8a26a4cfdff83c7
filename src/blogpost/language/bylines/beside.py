"""Names next to dates, ages and counts, without an introduction: "Jane Doe | May 3, 2012 | 7 comments"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from blogpost.language.bylines.acceptance import is_full, is_given_name, is_heading, is_known
from blogpost.language.bylines.kinds import (
    AFFILIATIONS,
    is_given,
    is_known_person,
    is_name_shaped,
    keys_of,
    kind_of,
)
from blogpost.language.bylines.lexicon import BylineLexicon, any_of, gazetteer, lexicon_of, small
from blogpost.language.bylines.moments import MARK, Dated, date_words
from blogpost.language.bylines.naming import Naming, read_names
from blogpost.language.bylines.pieces import countable, cut_tail, trimmed
from blogpost.language.characters import BARS, DASHES
from blogpost.language.folding import folded
from blogpost.language.locale import by_locale

_BARE_USER_NAME = re.compile(r"(?=.*[\d_])[^\W\d_][\w.-]{2,24}")
_PARTED = re.compile(rf"[{MARK}{BARS}]|\s[/{DASHES}]{{1,2}}\s|\s/$")
_EXPLAINED = re.compile(r"\s*[:;]\s*[^\W\d_]")
_COUNT = re.compile(r"[\d\s.,()+]*(?:(?<=\d)\s?[^\W\d_]+)?")  # "7", or "7 opinions" in any language
_TRAILING_COUNT = re.compile(r"(?<=[^\W\d_])\s+\d{1,4}$")
_MONTH_ONLY = re.compile(r"\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?|\D*\d{4}|\d{1,2}\D*|\d\.\d{1,2}\.\d{1,2}")
_CLOCK = re.compile(r"\d[:.]\d\d(?![\d.])")
_DURATION = re.compile(rf"\s(?:in|for)\s{MARK}")
_HOUR = re.compile(r"\d[:.]\d\d\b.*\d{4}|\d{4}.*\d[:.]\d\d\b")
_AGE = re.compile(r"\d{1,3}\D+")
_DOUBLED = re.compile(rf"\s?{MARK}")
_LEADING_NUMBER = re.compile(r"^(?:[#+-]?\d{1,8}[.)]?\s+){1,2}#?(?=\D)")  # of a comment
_NUMBERED_USER = re.compile(r"\s*#?\d{1,8}[.)]?\s+([^\W\d_A-Z][\w.-]{2,24})\s*")
_NUMBERED_COMMENTER = re.compile(r"\s*#?\d{1,8}[.)]?\s+([^\W\d_][\w.-]{1,24})\s*")  # next to a day and an hour
_HANDLE = re.compile(r"@[\w.-]{2,30}")
_AT_BLOG = re.compile(r"[A-ZÀ-Þ][\w.]*(?: [A-ZÀ-Þ][\w.]*)? @ [A-ZÀ-Þ]\w*(?: [\w'’]+){0,4}")  # "Jane @ Her Blog"
_WITH_PARTICLE = re.compile(r"[^\W\d_a-z][\w-]+(?: [^\W\d_]+){2,3}")
_SMALL_USER_NAME = re.compile(r"[^\W\d_A-Z][\w.-]{2,24}")
_WORD_BAR_DATE = re.compile(rf"\W*[^\W\d_]+\s?[{BARS}]\s?{MARK}")  # "Jane · May 3", as blogs print a name
_LANGUAGES_WITH_CAPITAL_NOUNS = frozenset(("de",))
_GLUED_VERB = re.compile(r"[^\W_]+(?:wrote|writes|said|says|schrieb|sagte|schreibt)", re.IGNORECASE)  # of a commenter
_MIN_SECTION_WORDS = 2
_MAX_SECTION_WORDS = 3
_MAX_PART_WORDS = 8
_MAX_PARTS = 4
_MAX_USER_WORDS = 4


def read_beside(dated: Dated, words: BylineLexicon) -> Naming | None:
    """Read a line with a date or a count: one part holds the names, others may hold outlets, jobs and sections."""
    if _DURATION.search(dated.line):
        return None
    raw = _PARTED.split(_before_tags(dated.line))
    parts = [part for each in raw if (part := _part(each, words))]
    numbered = _NUMBERED_COMMENTER if any(map(_HOUR.search, dated.moments)) else _NUMBERED_USER
    parts = parts or [user[1] for each in raw if (user := numbered.fullmatch(each))]
    if (
        not 0 < len(parts) <= _MAX_PARTS
        or any(_is_explained(each, words) for each in raw)
        or any(_is_no_label(part, words) for part in parts)
    ):
        return None
    readings = [_names_in(part, words) for part in parts]
    for may_be in _kinds_of_names(dated, words):
        for index, naming in enumerate(readings):
            others = [*parts[:index], *parts[index + 1 :]]
            if (
                naming.names
                and not _are_tags(naming.names)
                and all(may_be(name, words) for name in naming.names)
                and _may_stand_by(others, naming, words)
            ):
                after = [each for each in parts[index + 1 :] if _is_affiliation(each, words)]
                return Naming(naming.names, (*naming.affiliations, *after))
    return None


def _are_tags(names: Sequence[str]) -> bool:
    """Whether several names of one word are more likely tags next to a date: "Boats, Knots"."""
    return len(names) > 1 and not any(" " in name or is_given(name) or not name.isalpha() for name in names)


def _kinds_of_names(dated: Dated, words: BylineLexicon) -> tuple[Callable[[str, BylineLexicon], bool], ...]:
    """Candidates for a name in a line, the surest first: a lone given name needs a count or a whole date next to it."""
    if not dated.moments:
        return is_known, is_given_name
    if not _is_exact(dated):
        return (is_known,)
    is_name = any(map(_CLOCK.search, dated.moments)) or _WORD_BAR_DATE.match(dated.line)
    has_nouns = words.tag in _LANGUAGES_WITH_CAPITAL_NOUNS and not is_name
    return (*_SURE, _may_be_but_noun if has_nouns else _may_be_dated)


def _before_tags(line: str) -> str:
    """A line without the tags after a name and two dates, of publishing and editing: "Jane May 3May 4Birds, Bees"."""
    before, _, after = line.partition(MARK)
    doubled = _DOUBLED.match(after)
    return before + MARK if doubled and any(map(str.isalpha, before)) else line


def _names_in(part: str, words: BylineLexicon) -> Naming:
    """The names in a part of a line; a section may follow them without a mark: "Jane Doe News"."""
    if _HANDLE.fullmatch(part) or _AT_BLOG.fullmatch(part):
        return Naming((part,))
    part = without_trailing_sections(_without_leading_section(part, words), words)
    return read_names(_leading_person(part, words) or part, words.tag)


def _leading_person(part: str, words: BylineLexicon) -> str | None:
    """A known person before a section that cannot belong to a name: "Jane Doe Écologie politique"."""
    tokens = part.split()
    person, rest = " ".join(tokens[:2]), tokens[2:]
    if len(rest) < _MIN_SECTION_WORDS or not is_given(tokens[0]) or not is_known_person(person, words.tag):
        return None
    is_section = not is_name_shaped(part, words.tag) and all(token.isalpha() for token in rest) and rest[0][0].isupper()
    return person if is_section and read_names(part, words.tag).names == (part,) else None


def _without_leading_section(part: str, words: BylineLexicon) -> str:
    """A part without a section before a known person: "News Jane Doe"."""
    first, _, rest = part.partition(" ")
    is_section = folded(first) in words.sections and not is_given(first)
    return rest if is_section and is_known_person(rest, words.tag) and is_given(rest.split(" ", 1)[0]) else part


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
    return "@" in dated.line or not all(
        _MONTH_ONLY.fullmatch(each) and not _AGE.fullmatch(each) for each in dated.moments
    )


def _is_explained(part: str, words: BylineLexicon) -> bool:
    """Whether a colon separates the part from the date: "A. Doe: May 3, he won"."""
    labelled = part.rstrip(" :") != cut_tail(part, words.tag).rstrip(" :")
    return bool(_EXPLAINED.match(part)) or (part.rstrip().endswith(":") and not labelled)


def _may_stand_by(others: Sequence[str], naming: Naming, words: BylineLexicon) -> bool:
    """Whether the other parts fit next to a name; next to an unknown name, each must be an affiliation or a heading."""
    is_agency = all(kind_of(name, words.tag) == "agency" for name in naming.names)  # at the end of a dateline, too
    if any(_may_be_user(name, words) and not _is_lone_user(name, others, words) for name in naming.names):
        return False
    if not is_agency and all(any(may_be(name, words) for may_be in _SURE) for name in naming.names):
        return all(_is_short_list(each) or _is_affiliation(each, words) for each in others)
    if any(kind_of(each, words.tag) not in ("job", "role") for each in naming.affiliations):
        return False
    if len(others) == 1 and " " not in others[0] and all(is_full(name, words) for name in naming.names):
        return True  # two or three words and a section
    return all(_is_affiliation(each, words) or is_heading(keys_of(each), words) for each in others)


def _is_short_list(part: str) -> bool:
    """Whether a part may be a section, or a few tags with commas."""
    return all(len(item.split()) <= _MAX_SECTION_WORDS for item in part.split(","))


def _part(part: str, words: BylineLexicon) -> str:
    """The part without labels of dates, links and counts."""
    part = trimmed(cut_tail(f"{trimmed(part)} ", words.tag))
    label = _label(words.tag).match(small(part))
    part = _without_count(part[label.end() :] if label else part)
    return "" if _COUNT.fullmatch(part) else trimmed(_LEADING_NUMBER.sub("", part))


def _without_count(part: str) -> str:
    """A part without the count after a name. The number after another single word is its own: "Version 3"."""
    name = _TRAILING_COUNT.sub("", part)
    return name if name.islower() or " " in name.strip() or is_given(name.strip()) else part


@cache
def _label(tag: str) -> re.Pattern[str]:
    words = lexicon_of(tag)
    labels = any_of((*words.published, *words.updated))
    return re.compile(rf"{labels}(?:\s?:\s*|\s*$)")


def _is_no_label(part: str, words: BylineLexicon) -> bool:
    """Whether a part is neither a name nor a label, so the line is not a byline."""
    keys = keys_of(part)
    credits_others = keys[:1] and keys[0] in map(folded, words.others) and keys[0] not in words.groups
    is_job = kind_of(part, words.tag) in ("job", "role")  # "Editor" credits nobody else
    return bool(credits_others and not is_job) or ":" in part or ";" in part or len(keys) > _MAX_PART_WORDS


def _is_affiliation(part: str, words: BylineLexicon) -> bool:
    return kind_of(part, words.tag) in AFFILIATIONS and not all(key in words.sections for key in keys_of(part))


def _may_be_dated(name: str, words: BylineLexicon) -> bool:
    """Whether a name next to a date is one: a group, or a few capitalised words that are not a heading."""
    keys, kind = keys_of(name), kind_of(name, words.tag)
    if _HANDLE.fullmatch(name) or (_AT_BLOG.fullmatch(name) and is_given(keys[0])):
        return True
    if is_given(keys[0] if keys else "") and _WITH_PARTICLE.fullmatch(name) and keys[1] in gazetteer().particles:
        return True
    if not keys or len(keys) > _MAX_USER_WORDS or name.islower():
        return bool(_BARE_USER_NAME.fullmatch(name)) or _may_be_user(name, words)
    if kind in ("agency", "group"):
        return True
    if is_heading(keys, words) and not (is_given(keys[0]) and len(keys) > 1):
        return kind == "outlet" and len(keys) > 1
    if _GLUED_VERB.fullmatch(name) or (len(keys) == 1 and keys[0] in common_words(words.tag) and not is_given(name)):
        return False
    if _BARE_USER_NAME.fullmatch(name):
        return True
    return kind != "place" and is_name_shaped(name, words.tag)


def _may_be_but_noun(name: str, words: BylineLexicon) -> bool:
    """The same, where a lone word with a capital is more likely a section."""
    return (" " in name or not name.istitle() or _is_group_name(name, words)) and _may_be_dated(name, words)


def _is_lone_user(name: str, others: Sequence[str], words: BylineLexicon) -> bool:
    """Whether a user's name is the only part in small letters: in "hide | past" neither is one."""
    return _may_be_user(name, words) and not any(map(str.islower, others))


def _is_group_name(name: str, words: BylineLexicon) -> bool:
    return kind_of(name, words.tag) == "group" and not is_heading(keys_of(name)[:1], words)


def _may_be_user(name: str, words: BylineLexicon) -> bool:
    """Whether a word with a digit, or in small letters, may be a user's name: common words in dated lines aren't."""
    if _BARE_USER_NAME.fullmatch(name) and not name.isupper():
        return True
    return (
        name.islower() and _SMALL_USER_NAME.fullmatch(name) is not None and folded(name) not in common_words(words.tag)
    )


_SURE = (is_known, is_given_name, _is_group_name, _may_be_user)


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
