"""How a speaker is mentioned, and the name behind the mention."""

from __future__ import annotations

import re

from blogpost.language.quotations.clauses import Place
from blogpost.language.quotations.sentences import Sentences

_LEADING = re.compile("[BCYOI,Aq]*+(?=.)")
_PREPOSITION = re.compile("[OI]")
_NAME = re.compile("N[Nj9]*$|j$")
_ROLE = re.compile("[MwmSt]")
_APOSTROPHE = re.compile("['’]")
_GIVEN_NAMES = re.compile(r"(?:[^\W\d_a-zà-öø-ÿа-я][\w’'.-]*+ ){1,3}$")


def mention_of(sentences: Sentences, place: Place) -> Place:
    """Where a mention stands in the text: titles before a name are left out, and what is said about the person."""
    start, end = place
    lead = _LEADING.match(sentences.letters, start, end)
    start, end = _core(sentences.letters, lead.end() if lead else start, end)
    first, last = sentences.extent(start, end)
    letter = sentences.letters[end - 1]
    if letter in "ZPi":  # Roe's, he's
        apostrophes = list(_APOSTROPHE.finditer(sentences.text, first + 1, last))
        if apostrophes:
            last = apostrophes[-1].start()
    return first, last


def _core(letters: str, start: int, end: int) -> Place:
    preposition = _PREPOSITION.search(letters, start, end)
    stop = preposition.start() if preposition else end
    name = _NAME.search(letters, start, stop)
    if not name:
        return start, end
    has_role = _ROLE.search(letters, start, name.start()) is not None
    if preposition and not has_role and name.end() - name.start() == 1:
        return start, end  # the University of Ohio
    return (name.start() if has_role else start), stop


def is_name(letters: str, place: Place) -> bool:
    """Whether a mention is somebody's name, not "she" or "the ministry"."""
    return _NAME.search(letters, *place) is not None


def full_name(text: str, name: str) -> str:
    """The fullest form in which a text first gives a name of one word: "Alexander Roe" for "Roe"."""
    if " " in name:
        return name
    first = text.find(name)
    given = _GIVEN_NAMES.search(text, max(0, first - 60), first)
    return given[0] + name if given else name
