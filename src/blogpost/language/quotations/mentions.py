"""How a speaker is mentioned, and the name behind the mention."""

from __future__ import annotations

import re
from itertools import takewhile

from blogpost.language.quotations.clauses import Place, antecedent
from blogpost.language.quotations.sentences import Sentences
from blogpost.language.quotations.words import MAYBE_ADVERB, MAYBE_PARTICIPLE, NAME, Words

_BARE = frozenset("P i R T N NN NNN d9 dw dww dwww dM Hw Hww w M".split())  # mentions that need no trimming
_WITH_CLITIC = frozenset("ZPi")  # Roe's, he's
_LEADING = re.compile("[BCYOI,Aq]*+(?=.)")
_ASIDE = re.compile("[,(R-]")
_PREPOSITION = re.compile("[OI]")
_NAME = re.compile("N[Nj9]*$|j$")
_NAMED_BEHIND = re.compile("[^N,(R-]+,M*(?P<name>N[Nj9]*)")  # the chief engineer, Ada Roe
_NEVER_NAMES = frozenset("PiwSmt")
_ROLE, _TITLE = re.compile("[MwmSt]"), re.compile("M")
_WITH_ARTICLE = re.compile("[dDHwf]")
_APOSTROPHE = re.compile("['’]")
_RELATIVES = frozenset(("R", "T"))
_GIVEN = frozenset((NAME, MAYBE_PARTICIPLE, MAYBE_ADVERB))
_REACH = 60  # characters before a surname that given names are looked for in


def mention_of(sentences: Sentences, place: Place) -> Place:
    """Where a mention stands in the text: titles before a name are left out, and what is said about the person."""
    letters = sentences.letters
    if letters[place[0] : place[1]] not in _BARE:
        lead = _LEADING.match(letters, *place)
        role = _TITLE if sentences.words.capitalised_nouns else _ROLE
        place = _core(letters, (lead.end() if lead else place[0], place[1]), role)
    first, last = sentences.extent(*place)
    if letters[place[1] - 1] in _WITH_CLITIC:
        apostrophes = list(_APOSTROPHE.finditer(sentences.text, first + 1, last))
        if apostrophes:
            last = apostrophes[-1].start()
    return first, last


def _core(letters: str, place: Place, role: re.Pattern[str]) -> Place:
    start, end = place
    aside = _ASIDE.search(letters, start, end)
    end = aside.start() if aside and aside.start() > start else end
    preposition = _PREPOSITION.search(letters, start, end)
    stop = preposition.start() if preposition else end
    name = _NAME.search(letters, start, stop)
    if not name:
        return start, end
    has_role = role.search(letters, start, name.start()) is not None
    if preposition and not has_role and name.end() - name.start() == 1:
        return start, end  # the University of Ohio
    return (name.start() if has_role else start), stop


def is_name(sentences: Sentences, place: Place) -> bool:
    """Whether a mention is somebody's name, not "she" or "the ministry"."""
    if sentences.letters[place[1] - 1] in _NEVER_NAMES:
        return False
    if sentences.words.capitalised_nouns and _WITH_ARTICLE.search(sentences.letters, *place):
        return False
    return _NAME.search(sentences.letters, *place) is not None


def name_behind(sentences: Sentences, place: Place, mention: Place) -> str | None:
    """The name of who is mentioned, where the mention is one, or a "who" right behind one.

    Args:
        sentences: where the mention was found.
        place: its letters.
        mention: where it stands in the text.
    """
    if sentences.letters[place[0] : place[1]] in _RELATIVES:
        place = antecedent(sentences.letters, place[0]) or place
        mention = mention_of(sentences, place)
    if named := _NAMED_BEHIND.fullmatch(sentences.letters, *place):
        place = named.span("name")
        mention = sentences.extent(*place)
    elif aside := _ASIDE.search(sentences.letters, place[0] + 1, place[1]):
        place = place[0], aside.start()  # Ada Roe, the mayor
    if not is_name(sentences, place):
        return None
    name = sentences.text[slice(*mention)]
    return name if " " in name else _full_name(sentences.text, name, sentences.words)


def _full_name(text: str, name: str, words: Words) -> str:
    """The form in which a text first gives a name of one word: "Alexander Roe" for "Roe"."""
    first = text.find(name)
    *before, rest = text[max(0, first - _REACH) : first].split(" ")
    given = [] if rest else list(takewhile(lambda word: words.letters[word] in _GIVEN, reversed(before)))
    return " ".join((*reversed(given), name))
