"""Find the mention of a speaker in the text, and the name of the person mentioned."""

from __future__ import annotations

import re
from itertools import takewhile

from blogpost.language.bylines.kinds import is_given
from blogpost.language.quotations.attribution import Place, antecedent
from blogpost.language.quotations.sentences import Sentences
from blogpost.language.quotations.tagging import MAYBE_ADVERB, MAYBE_PARTICIPLE, NAME, QuotationLexicon

_BARE = frozenset("P i R T N NN NNN d9 dw dww dwww dM Hw Hww w M".split())  # mentions that need no trimming
_WITH_CLITIC = frozenset("ZPi")  # Roe's, he's
_LEADING = re.compile("[BCYOI,Aq]*+(?=.)")
_ASIDE = re.compile("[,(R-]")
_PREPOSITION = re.compile("[OI]")
_NAME = re.compile("N[Nj9]*$|j$")
_NAMED_AFTER = re.compile("[^N,(R-]+[,(-]M*(?P<name>N[Nj9]*)")  # the chief engineer, Ada Roe
_NAMED_NEXT = re.compile("[,(-]M*(?P<name>N[Nj9]*)(?=[,.;:)QbAoVv-]|$)")  # said the chief engineer, Ada Roe
_ARTICLE_AND_NAME = re.compile("d(?P<name>[Nj]{1,4})")
_ROLES = frozenset("Mwm")
_DETERMINED = re.compile("[dDHZ]|[dDHZwf]*[PiT]$")
_OWNER = re.compile("[Nj]Z$")  # Ada Roe's
_NEVER_NAMES = frozenset("PiwSmt")
_ROLE, _TITLE = re.compile("[MwmSt]"), re.compile("M")
_WITH_ARTICLE = re.compile("[dDHwf]")
_APOSTROPHE = re.compile("['’]")
_RELATIVES = frozenset(("R", "T"))
_GIVEN = frozenset((NAME, MAYBE_PARTICIPLE, MAYBE_ADVERB))
_REACH = 60  # characters before a surname in which given names are searched


def mention_of(sentences: Sentences, place: Place) -> Place:
    """The place of a mention in the text, without titles before a name and remarks about the person."""
    tags = sentences.tags
    if not _DETERMINED.match(tags, *place) and (named := _named_next(sentences, place)):
        place = named  # retired organ builder, Jon Friis,
    if tags[place[0] : place[1]] not in _BARE:
        lead = _LEADING.match(tags, *place)
        role = _TITLE if sentences.lexicon.capitalised_nouns else _ROLE
        place = _core(tags, (lead.end() if lead else place[0], place[1]), role)
    first, last = sentences.extent(*place)
    if tags[place[1] - 1] in _WITH_CLITIC:
        apostrophes = list(_APOSTROPHE.finditer(sentences.text, first + 1, last))
        if apostrophes:
            last = apostrophes[-1].start()
    return first, last


def _core(tags: str, place: Place, role: re.Pattern[str]) -> Place:
    start, end = place
    aside = _ASIDE.search(tags, start, end)
    end = aside.start() if aside and aside.start() > start else end
    preposition = _PREPOSITION.search(tags, start, end)
    stop = preposition.start() if preposition else end
    name = _NAME.search(tags, start, stop)
    if not name:
        return start, end
    has_role = role.search(tags, start, name.start()) is not None
    if preposition and not has_role and name.end() - name.start() == 1:
        return start, end  # the University of Ohio
    return (name.start() if has_role else start), stop


def is_name(sentences: Sentences, place: Place) -> bool:
    """Whether a mention is a name, not "she" or "the ministry"."""
    if sentences.tags[place[1] - 1] in _NEVER_NAMES:
        return False
    if sentences.lexicon.capitalised_nouns and _WITH_ARTICLE.search(sentences.tags, *place):
        return False
    return (_NAME.search(sentences.tags, *place) or _OWNER.search(sentences.tags, *place)) is not None


def name_after(sentences: Sentences, place: Place, mention: Place) -> str | None:
    """The speaker's name, if the mention is one, or a "who" right after one.

    Args:
        sentences: the sentences with the mention.
        place: its tags.
        mention: its place in the text.
    """
    if sentences.tags[place[0] : place[1]] in _RELATIVES:
        place = antecedent(sentences.tags, place[0]) or place
        mention = mention_of(sentences, place)
    if named := _named_in(sentences, place):
        place = named
        mention = sentences.extent(*place)
    elif aside := _ASIDE.search(sentences.tags, place[0] + 1, place[1]):
        place = place[0], aside.start()  # Ada Roe, the mayor
    if article := _ARTICLE_AND_NAME.fullmatch(sentences.tags, *place):
        return _without_article(sentences, article.span("name"), mention)
    if not is_name(sentences, place):
        return None
    name = sentences.text[slice(*mention)]
    return name if " " in name else _full_name(sentences.text, name, sentences.lexicon)


def _without_article(sentences: Sentences, place: Place, mention: Place) -> str | None:
    """The name after an article: o João, die Anna; the whole of La Stampa; none of der Müller, maybe the miller."""
    lexicon, text = sentences.lexicon, sentences.text
    name = text[slice(*sentences.extent(*place))]
    is_person = lexicon.articles_before_names and (
        is_given(name.split(" ")[0]) or (text[mention[0]].islower() and not lexicon.capitalised_nouns)
    )
    if is_person:
        return name if " " in name else _full_name(text, name, lexicon)
    return None if lexicon.capitalised_nouns else text[slice(*mention)]


def _named_in(sentences: Sentences, place: Place) -> Place | None:
    """The name in a phrase after a role, or right after the phrase."""
    if named := _NAMED_AFTER.fullmatch(sentences.tags, *place):
        return named.span("name")
    return _named_next(sentences, place)


def _named_next(sentences: Sentences, place: Place) -> Place | None:
    """The name after a role and a comma, or in brackets: the captain, Ada Roe; but not: Ada King, Salt Lake City."""
    tags, end = sentences.tags, place[1]
    named = _NAMED_NEXT.match(tags, end) if tags[end - 1] in _ROLES else None
    if named is None:
        return None
    is_name = "N" in tags[place[0] : end] and sentences.text[sentences.extent(end - 1, end)[0]].isupper()
    return None if is_name else named.span("name")


def _full_name(text: str, name: str, lexicon: QuotationLexicon) -> str:
    """The full form in which a text introduces a name of one word: "Alexander Roe" for "Roe"."""
    first = text.find(name)
    *before, rest = text[max(0, first - _REACH) : first].split(" ")
    given = [] if rest else list(takewhile(lambda word: lexicon.tags[word] in _GIVEN, reversed(before)))
    return " ".join((*reversed(given), name))
