"""Names to accept, by their introduction and their shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogpost.language.bylines.introductions import Confidence
from blogpost.language.bylines.kinds import (
    DOMAIN,
    is_caseless,
    is_given,
    is_known_person,
    is_name_shaped,
    keys_of,
    kind_of,
    without_titles,
)
from blogpost.language.bylines.lexicon import BylineLexicon, gazetteer, lexicon_of
from blogpost.language.bylines.people import LANGUAGES_WITH_LONG_NAMES
from blogpost.language.folding import folded

# ------------------------------------------------------------------------------------------ names after an introduction

_MAX_KNOWN_NAME_WORDS = 5
_MAX_USER_WORDS = 4
_SENTENCE = re.compile(r"[?!;:…](?:\s|[\"”]|$)|[a-zß-ÿ]{4}\.\s\S+\s\S|\w[!?]\w")  # or buttons: "E-mailBlogThis!Share"
_USER_NAME = re.compile(r"@?(?=.*[\d_~@]|.*[a-z][A-Z]|.*-)[^\s,;:()]{2,30}")
# With a capital, they begin names of groups: "Les Exemples".
_PLURAL_ARTICLES = frozenset("les los las gli os".split())
_WORDS_OF_A_GROUP = 2
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
    if confidence == "labelled":
        return all(_may_be_labelled(name, words) for name in names)
    if confidence == "unsure":
        return all(is_known_person(name, words.tag) or kind_of(name, words.tag) == "group" for name in names)
    if any(map(_begins_with_adjective, names)):
        return False
    alone = len(names) > 1 and not has_evidence and all(_is_unknown_word(name, words) for name in names)
    return not alone and all(_is_likely(name, words, has_evidence=has_evidence) for name in names)


def _may_be_any(name: str, words: BylineLexicon) -> bool:
    """Whether this can be what a user is called after "Posted by": nearly anything but a sentence."""
    tokens = name.split()
    if len(name) > _MAX_NAME_LENGTH or len(tokens) > _MAX_NAME_WORDS or name in words.false_friends:
        return False
    if tokens[0] in words.filed_in:
        return False  # "Posted by in Birds", without the name
    if tokens[0].isdigit() and " ".join(tokens[1:]).islower():
        return False  # "12 people"
    called = name.rstrip("!") if len(tokens) < 3 else name
    return sum(map(str.islower, tokens)) < 3 and not _SENTENCE.search(called)


def _may_be_labelled(name: str, words: BylineLexicon) -> bool:
    """Whether this can follow "Author" without a colon, which may as well begin a heading: "Author archives"."""
    keys = keys_of(name)
    if not keys or _is_group(name, words):
        return bool(keys)
    others = words.headings | words.never | words.false_friends | {*words.prepositions, *words.conjunctions}
    if len(keys) > 1 and keys[0] in words.articles and name.istitle():
        keys = keys[1:]  # "The Example"
    return keys[0] not in others and ":" not in name and _may_be_any(name, words)


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
        return keys[0] in _PLURAL_ARTICLES and _may_be_titled(name, keys, words)
    if _is_group(name, words) or DOMAIN.fullmatch(name):
        return True
    if any(key in words.never for key in keys if key not in gazetteer().particles):
        return False
    if len(keys) == 1:
        heading = keys[0] in words.headings and not is_given(name)
        return has_evidence or (not heading and (bool(_USER_NAME.fullmatch(name)) or is_name_shaped(name, words.tag)))
    if not has_evidence and not is_given(keys[0]) and (keys[1] in words.never or keys[1] in words.prepositions):
        return False  # "from zero to a hundred"
    closed = has_evidence or name.islower() or not name.rpartition(" ")[2].islower()
    return is_name_shaped(name, words.tag) or (len(keys) <= 3 and closed and (is_given(keys[0]) or has_evidence))


def _begins_with_adjective(name: str) -> bool:
    """Whether a word in small letters, and no particle, comes before one with a capital: "other Neighbours"."""
    first, _, rest = name.partition(" ")
    return first.islower() and rest[:1].isupper() and first not in gazetteer().particles


def _may_be_titled(name: str, keys: Sequence[str], words: BylineLexicon) -> bool:
    """Whether an article and one more word, with capitals, may name a group."""
    others = words.false_friends | words.headings | words.never
    return len(keys) == _WORDS_OF_A_GROUP and name.istitle() and keys[1] not in others


def _is_group(name: str, words: BylineLexicon) -> bool:
    return kind_of(name, words.tag) in ("agency", "group", "outlet")


# ------------------------------------------------------------------------------------------------ kinds of names


def is_known(name: str, words: BylineLexicon) -> bool:
    """Whether a name is an agency, a group with a name of its own, or a full name of a known form."""
    keys, kind = keys_of(name), kind_of(name, words.tag)
    if kind == "agency":
        return len(name) > 2
    inner = gazetteer().particles | words.articles
    tokens = without_titles(name.split())
    plain = [folded(token) for token in tokens if not ((token.islower() or name.isupper()) and folded(token) in inner)]
    if kind == "group":
        own = [key for key in plain if key not in words.groups and key not in words.articles]
        return len(keys) > 1 and not is_heading(own, words)
    most = _MAX_KNOWN_NAME_WORDS if words.tag in LANGUAGES_WITH_LONG_NAMES else _MAX_KNOWN_NAME_WORDS - 2
    known = kind == "person" and 1 < len(plain) <= most and keys[0] not in gazetteer().places
    return known and not any(key in words.headings or key in words.never for key in plain[1:])


def is_full(name: str, words: BylineLexicon) -> bool:
    """Whether a name has two to four words, and none of them is one of headings."""
    keys = keys_of(name)
    shaped = 1 < len(keys) <= _MAX_USER_WORDS and is_name_shaped(name, words.tag)
    return shaped and not is_heading(keys, words) and kind_of(name, words.tag) in ("name", "person")


def is_heading(keys: Sequence[str], words: BylineLexicon) -> bool:
    """Whether any of the words is one of headings, sections or sentences."""
    return any(key in words.headings or key in words.sections or key in words.never for key in keys)


def is_given_name(name: str, words: BylineLexicon) -> bool:
    """Whether a name is a known given name, and no town."""
    key = folded(name)
    return name.istitle() and is_given(name) and key not in gazetteer().places and not is_heading((key,), words)
