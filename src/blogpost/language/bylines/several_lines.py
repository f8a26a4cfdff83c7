"""Bylines over several lines: a name above a job or an agency, two lines with "By", a date below a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from attrs import evolve, frozen

from blogpost.language.bylines.credits import Credit, parse_credit
from blogpost.language.bylines.kinds import PieceKind, kind_of
from blogpost.language.bylines.lexicon import any_of, lexicon_of, small
from blogpost.language.bylines.moments import MARK, find_moments
from blogpost.language.locale import by_locale
from blogpost.values import Byline

_MAX_LINES = 5
_MAX_BYLINE_LENGTH = 250  # characters; longer lines are prose
_MAX_AFFILIATION_LENGTH = 100
_MAX_DATE_LENGTH = 80
_SURE: frozenset[PieceKind] = frozenset(("role", "job", "agency", "outlet", "nominals"))
_JOBS: frozenset[PieceKind] = frozenset(("role", "job"))
_ENDS_LIKE_PROSE = (".", "!", "?", ":", ";", "…", '"', "”")
_SPECIAL = {"to"}  # the one word of sentences that an affiliation may have: "Special to"
_SOMEBODY = "Jane Doe"  # a name that is known in every language


@frozen
class SeveralLines:
    """A byline and the number of lines it takes."""

    credit: Credit
    count: int


def parse_lines(lines: Sequence[str], *, language: str = "en") -> SeveralLines | None:
    """Read the byline at the start of some lines; None if the first line is not part of one.

    Args:
        lines: the first lines of a text.
        language: a BCP 47 tag.
    """
    if len(lines) > 1 and (when := _date(lines[0], language)):
        byline = parse_lines(lines[1:], language=language)
        is_dated = byline is not None and byline.credit.introducer is not None and byline.credit.when is None
        return SeveralLines(evolve(byline.credit, when=when), byline.count + 1) if byline and is_dated else None
    byline = _beginning(lines[:2], language)
    while byline and byline.count < min(len(lines), _MAX_LINES):
        line = lines[byline.count]
        longer = next(filter(None, (step(byline.credit, line, language) for step in _STEPS)), None)
        if longer is None:
            break
        byline = SeveralLines(longer, byline.count + 1)
    return None if byline and _is_list(byline, lines, language) else byline


def _is_list(byline: SeveralLines, lines: Sequence[str], language: str) -> bool:
    """Whether names without an introduction go on below: that is a list of people, not a byline."""
    following = lines[byline.count : byline.count + 1]
    return byline.credit.introducer is None and any(kind_of(line, language) == "person" for line in following)


def _beginning(lines: Sequence[str], language: str) -> SeveralLines | None:
    """A byline of one line, or of two incomplete ones: a lone "By", an "and" at the end, a name above a job."""
    first = _parsed(lines[0], language) if lines else None
    if len(lines) > 1 and _goes_on(lines[0], language) and (both := _parsed(" ".join(lines), language)):
        return SeveralLines(both, 2)
    if first is not None:
        return SeveralLines(first, 1)
    if len(lines) > 1 and is_affiliation(lines[1], language) and kind_of(lines[1], language) in _JOBS:
        named = _parsed(", ".join(lines), language)
        if named and named.byline.names and named.byline.affiliation == lines[1]:
            return SeveralLines(named, 2)
    return None


def _parsed(line: str, language: str) -> Credit | None:
    return parse_credit(line, language=language) if len(line) <= _MAX_BYLINE_LENGTH else None


def _goes_on(line: str, language: str) -> bool:
    words = line.rsplit(maxsplit=2)
    if len(line) > _MAX_BYLINE_LENGTH or (
        len(words) > 2 and words[-1][-1] not in ",&" and words[-1] not in _ands(language)
    ):
        return False  # before all introductions are tried
    return _unfinished(lexicon_of(language).tag).match(small(line)) is not None


@by_locale
def _ands(language: str) -> frozenset[str]:
    return frozenset(map(small, lexicon_of(language).conjunctions))


@cache
def _unfinished(tag: str) -> re.Pattern[str]:
    """A pattern of a lone introduction, or a byline that must go on with another name."""
    words = lexicon_of(tag)
    by = any_of((*words.by, *words.labels, *words.interface))
    posted = any_of(words.posted)
    conjunction = any_of(words.conjunctions)
    return re.compile(rf"\W*(?:{posted}\s)?{by}(?:\s?:?|\s.*(?:\s{conjunction}|[,&]))$")


# ------------------------------------------------------------------------------------------------ further lines


def _with_another(credit: Credit, line: str, language: str) -> Credit | None:
    """Add a second line with names, if both lines have an introduction or both name one person."""
    other = _parsed(line, language)
    if other is None or not credit.byline.names:
        return None
    is_person = len(credit.byline.names) == 1 and kind_of(line, language) == "person"
    if (credit.introducer is None) != (other.introducer is None) or (credit.introducer is None and not is_person):
        return None
    return evolve(credit, byline=_both(credit.byline, other.byline), when=credit.when or other.when)


def _both(one: Byline, other: Byline) -> Byline:
    names = tuple(dict.fromkeys((*one.names, *other.names)))
    printed = Byline([name for each in (one, other) if (name := each.raw or each.name)]).name
    affiliation = "; ".join(filter(None, (one.affiliation, other.affiliation))) or None
    return Byline(names, raw=printed if one.raw or other.raw else None, affiliation=affiliation)


def _with_affiliation(credit: Credit, line: str, language: str) -> Credit | None:
    """Add a line with a job, an outlet or an agency below a name."""
    if not credit.byline.names or not is_affiliation(line, language):
        return None
    below = parse_credit(f"{_SOMEBODY}, {line}", language=language)
    assert below is not None, "is_affiliation has read the same"
    affiliation = "; ".join(filter(None, (credit.byline.affiliation, below.byline.affiliation)))
    return evolve(credit, byline=evolve(credit.byline, affiliation=affiliation), when=credit.when or below.when)


def is_affiliation(line: str, language: str) -> bool:
    """Whether a line is an affiliation of the people above it, and nothing else."""
    words = lexicon_of(language)
    if len(line) > _MAX_AFFILIATION_LENGTH or line.endswith(_ENDS_LIKE_PROSE) or kind_of(line, language) not in _SURE:
        return False
    if words.never.intersection(line.lower().split()) - _SPECIAL:
        return False
    read = parse_credit(f"{_SOMEBODY}, {line}", language=language)
    return read is not None and read.byline.names == (_SOMEBODY,) and read.byline.affiliation is not None


def _with_date(credit: Credit, line: str, language: str) -> Credit | None:
    """Add a line that is only a date, below a byline without one."""
    when = _date(line, language) if credit.when is None else None
    return evolve(credit, when=when) if when else None


def _date(line: str, language: str) -> str | None:
    """The moment in a line that has nothing else but a word such as "Published"."""
    dated = find_moments(line, language) if len(line) <= _MAX_DATE_LENGTH else None
    if dated is None or len(dated.moments) != 1:
        return None
    return dated.moments[0] if _only_date(lexicon_of(language).tag).fullmatch(small(dated.line)) else None


@cache
def _only_date(tag: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(lexicon_of(tag).published)}\W*)?(?:on\s)?{MARK}\W*")


_STEPS: tuple[Callable[[Credit, str, str], Credit | None], ...] = (_with_affiliation, _with_another, _with_date)
