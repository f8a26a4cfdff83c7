"""One person's piece of a byline: the name, and the jobs, outlets and places around it without a comma."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from attrs import evolve, frozen

from blogpost.language.bylines.kinds import (
    AFFILIATIONS,
    is_given,
    is_job,
    is_known_person,
    is_name_shaped,
    is_nominals,
    kind_of,
)
from blogpost.language.bylines.lexicon import BylineLexicon, any_of, gazetteer, lexicon_of
from blogpost.language.characters import DIVIDERS
from blogpost.language.folding import folded

_TOKEN = re.compile(r"\S+")
_EDGES = " .,:;\"'“”()"
_CASELESS_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·ㆍ・]+")
_MAX_CASELESS_NAME_LENGTH = 5
_POSSESSIVE = re.compile(r"(?P<outlet>\S.{0,40}?)(?:['’]s|(?<=s)['’])\s(?P<rest>\S.*)")
_MAX_JOB_WORDS = 6
_MIN_WORDS_TO_SPLIT = 4
_MIN_WORDS_WITH_DESK = 3
# In these languages two family names or several given names are usual: a given name inside begins no new person.
LANGUAGES_WITH_LONG_NAMES = frozenset(("ca", "es", "fil", "gl", "id", "it", "ms", "pt-BR", "pt-PT", "ro", "vi"))
# Without a comma before them, these are more likely states than degrees: "Dale Doe MA".
_STATES = frozenset(("MA", "PA", "MS", "DO", "ME", "MD."))


@frozen
class Person:
    """A name as printed, with the phrases before and after it; the name is None if the piece is only a role."""

    name: str | None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def read_person(piece: str, language: str) -> Person:
    """Read the person in a piece, all parts as printed."""
    words = lexicon_of(language)
    piece = without_article(piece, language)
    kind = kind_of(piece, language)
    if kind == "role":
        return Person(None, before=(without_any_article(piece, language),))
    if kind == "group" and (placed := _group_in_place(piece) or _of_group(piece, words)):
        return placed
    if kind == "outlet" and _is_titled_outlet(piece, words):
        return Person(piece)
    if kind in ("group", "agency"):
        placed = _by_preposition(piece, words)
        return placed if placed and is_known_person(placed.name or "", language) else Person(piece)
    for step in (_possessive, _nominals):
        outer = step(piece, words)
        if outer is not None and outer.name is not None:
            inner = read_person(outer.name, language)
            return evolve(inner, before=outer.before + inner.before, after=inner.after + outer.after)
    return _by_job(piece, words) or _by_preposition(piece, words) or Person(piece)


def read_caseless(phrase: str, language: str) -> Person | None:
    """A Chinese, Japanese or Korean name with a job next to it: "一线记者 王小明", "서울 = 홍길동 기자"."""
    words = lexicon_of(language)
    tokens = [match for match in _TOKEN.finditer(phrase.replace("=", " ")) if _CASELESS_WORD.fullmatch(match[0])]
    for index, token in enumerate(tokens):
        if not is_job(folded(token[0]), words):
            continue
        name = _neighbour(tokens, index)
        if name is not None:
            return _placed(phrase, name, token)
    return None


def _neighbour(tokens: Sequence[re.Match[str]], index: int) -> re.Match[str] | None:
    """The name next to a job: before it in Korean, after it in Chinese."""
    korean = "\uac00" <= tokens[index][0][-1] <= "\ud7af"
    neighbour = index - 1 if korean or index + 1 == len(tokens) else index + 1
    if not 0 <= neighbour < len(tokens):
        return None
    if not all(1 < len(name) <= _MAX_CASELESS_NAME_LENGTH for name in re.split("[·ㆍ・]", tokens[neighbour][0])):
        return None
    return tokens[neighbour]


def _placed(phrase: str, name: re.Match[str], job: re.Match[str]) -> Person:
    """The person, with the places or the outlet before the name."""
    if job.start() > name.start():
        places = phrase[: name.start()].strip(" =,[]()" + DIVIDERS)
        return Person(name[0], before=(places,) if places else (), after=(job[0],))
    return Person(name[0], before=(phrase[: job.end()].strip(" [("),))


def several_people(name: str, language: str) -> tuple[str, ...]:
    """The names in a piece of several full names without a divider: "Ann Poe Jan Roe"."""
    tokens = name.split()
    if len(tokens) > 1 and all(
        len(token) < _MIN_WORDS_TO_SPLIT and token[0] in gazetteer().chinese for token in tokens
    ):
        return tuple(tokens)
    if len(tokens) < _MIN_WORDS_TO_SPLIT or language in LANGUAGES_WITH_LONG_NAMES or not is_given(tokens[0]):
        return (name,)
    heads = [index for index in range(2, len(tokens) - 1) if _begins_name(tokens[index - 1], tokens[index])]
    parts = [tokens[start:end] for start, end in pairwise([0, *heads, len(tokens)])]
    return tuple(map(" ".join, parts)) if all(len(part) > 1 for part in parts) else (name,)


def _begins_name(before: str, token: str) -> bool:
    """Whether a given name begins a new person; it does not after a given name, an initial or a particle."""
    link = before.lower() in gazetteer().particles or len(before.rstrip(".")) == 1
    return is_given(token) and not is_given(before) and not link


def without_article(piece: str, language: str) -> str:
    """The piece without a small article at its start: "the Example Team"; "der Jens" is how a user is called."""
    first, _, rest = piece.partition(" ")
    if not rest or not first.islower() or folded(first) not in lexicon_of(language).articles:
        return piece
    return piece if " " not in rest and is_given(rest) else rest


def without_any_article(role: str, language: str) -> str:
    """A role without its article: "a Staff Reporter"."""
    first, _, rest = role.partition(" ")
    return rest if rest and folded(first) in lexicon_of(language).articles else role


def _group_in_place(piece: str) -> Person | None:
    """A group and its town in capitals: "Redazione Example ROMA"."""
    name, _, last = piece.rpartition(" ")
    is_place = last.isupper() and folded(last) in gazetteer().places and last not in gazetteer().acronyms
    return Person(name, after=(last,)) if " " in name and is_place and not name.isupper() else None


def _of_group(piece: str, words: BylineLexicon) -> Person | None:
    """A person of a desk: "Jane Doe News Desk"."""
    tokens = piece.split()
    is_person = len(tokens) > _MIN_WORDS_WITH_DESK and is_given(tokens[0]) and folded(tokens[2]) in words.fields
    return Person(" ".join(tokens[:2]), after=(" ".join(tokens[2:]),)) if is_person else None


def _is_titled_outlet(piece: str, words: BylineLexicon) -> bool:
    """Whether a medium has an article before it, and a word such as "Times" at its end: "THE HILL TIMES"."""
    keys = folded(piece).split()
    return len(keys) > 1 and keys[0] in words.articles and keys[-1] in gazetteer().outlets


def _possessive(piece: str, words: BylineLexicon) -> Person | None:
    """A person of an outlet: "NBC's Jane Doe"."""
    match = _POSSESSIVE.fullmatch(piece)
    if match and (match["outlet"].isupper() or kind_of(match["outlet"], words.tag) in ("agency", "outlet")):
        return Person(match["rest"], before=(match["outlet"],))
    return None


def _nominals(piece: str, words: BylineLexicon) -> Person | None:  # noqa: ARG001  one signature for all steps
    """A person with degrees: "Jane Doe MD"."""
    tokens = piece.split()
    cut = len(tokens)
    while cut > 2 and is_nominals(tokens[cut - 1]) and tokens[cut - 1].upper() not in _STATES:
        cut -= 1
    if cut == len(tokens) or (piece.isupper() and "." not in tokens[cut]):
        return None
    return Person(" ".join(tokens[:cut]), after=(" ".join(tokens[cut:]),))


def _by_preposition(piece: str, words: BylineLexicon) -> Person | None:
    """A person of a place or an outlet: "Jane Doe in Rome", "Jane Doe of Example News"."""
    match = _preposition(words.tag).search(piece)
    if match is None or (piece.isupper() and not match["word"].isupper()):
        return None
    name, rest = piece[: match.start()].strip(), without_article(piece[match.end() :].strip(), words.tag)
    if not rest or rest[0].islower() or not rest[0].isalnum():
        return None
    whole = folded(match["word"]).startswith("special")
    inner = _by_job(name, words) or Person(name)
    return evolve(inner, after=(*inner.after, f"{match['word']} {rest}" if whole else rest))


def _by_job(piece: str, words: BylineLexicon) -> Person | None:
    """A person with a job: "Alan Doe Science editor", "Staff Writer Alan Doe", "JANE DOE Associated Press Writer"."""
    tokens = [match.span() for match in _TOKEN.finditer(piece)]
    keys = [folded(piece[start:end]).strip(_EDGES) for start, end in tokens]
    head = _job_before(keys, words)
    if head and is_name_shaped(name := piece[tokens[head][0] :], words.tag):
        return Person(name, before=(piece[: tokens[head - 1][1]],))
    cut = _name_ends(piece, tokens, keys, words)
    if cut and kind_of(piece[: tokens[cut - 1][1]], words.tag) in ("agency", "outlet"):
        return Person(None, before=(piece,))
    return None if cut is None else Person(piece[: tokens[cut - 1][1]], after=(piece[tokens[cut][0] :],))


def _job_before(keys: Sequence[str], words: BylineLexicon) -> int:
    """The number of words of a job before a name of at least two words; 0 if there is no job."""
    for index in range(min(len(keys) - 2, _MAX_JOB_WORDS) - 1, -1, -1):
        named = any(is_given(key) and key not in words.fields for key in keys[:index])
        if is_job(keys[index], words) and not named:
            return index + 1
    return 0


def _name_ends(piece: str, tokens: Sequence[tuple[int, int]], keys: Sequence[str], words: BylineLexicon) -> int | None:
    """The number of words before a job or an outlet at the end of a piece."""
    printed = [piece[start:end] for start, end in tokens]
    first = 1 if len(printed) > 1 and printed[1][0].islower() else 2
    for cut in range(first, len(tokens)):
        if not _may_begin(printed, keys, cut, words):
            continue
        kind = kind_of(piece[tokens[cut][0] :], words.tag)
        known = kind == "outlet" and (keys[cut] == "the" or printed[cut].isupper() or _is_medium(keys[cut:]))
        if known or kind in ("job", "role", "agency") or (kind == "place" and _is_shouted(printed, cut)):
            return cut
        if _capitals_end(printed, cut) and (kind in AFFILIATIONS or keys[cut] in words.prepositions):
            return cut
    return None


def _is_shouted(printed: Sequence[str], cut: int) -> bool:
    """Whether a word is in capitals after words that are not: "Jane Doe LONDON"."""
    return printed[cut].isupper() and not printed[cut - 1].isupper()


def _is_medium(keys: Sequence[str]) -> bool:
    return " ".join(keys) in gazetteer().media


def _may_begin(printed: Sequence[str], keys: Sequence[str], cut: int, words: BylineLexicon) -> bool:
    """Whether a word may begin the phrase after a name."""
    if not keys[cut] or keys[cut - 1] in gazetteer().particles or keys[cut] in gazetteer().particles:
        return False
    if keys[cut - 1] in words.never or keys[cut - 1] in words.prepositions:
        return False
    known = keys[cut] in words.fields or is_job(keys[cut], words) or keys[cut] in gazetteer().outlets
    acronym = printed[cut].isupper() and len(keys[cut]) > 1 and not printed[cut - 1].isupper()
    agency = any(gazetteer().is_press(" ".join(keys[cut:end])) for end in range(cut + 1, cut + 4))
    return known or acronym or agency or keys[cut] == "the" or _capitals_end(printed, cut)


def _capitals_end(printed: Sequence[str], cut: int) -> bool:
    """Whether the words before are in capitals, and those from here on are not."""
    return all(token.isupper() for token in printed[:cut]) and not printed[cut].isupper() and printed[cut][0].isalpha()


@cache
def _preposition(tag: str) -> re.Pattern[str]:
    particles = gazetteer().particles - {"of", "am"}
    kept = [each for each in lexicon_of(tag).prepositions if each not in particles]
    return re.compile(rf"(?<=\S)\s(?P<word>(?i:{any_of(kept)}))\s(?=\S)")
