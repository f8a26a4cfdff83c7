"""Whether what was read as names can be believed, by how the line introduced them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogpost.language.bylines.introductions import Surety
from blogpost.language.bylines.kinds import (
    DOMAIN,
    is_caseless,
    is_given,
    is_known_person,
    is_name_shaped,
    keys_of,
    kind_of,
)
from blogpost.language.bylines.lexicon import proper_names
from blogpost.language.bylines.words import Words, words_of

_SENTENCE = re.compile(r"[?!;:…](?:\s|[\"”]|$)|[a-zß-ÿ]{4}\.\s\S+\s\S")
_USER_NAME = re.compile(r"@?(?=.*[\d_~@]|.*[a-z][A-Z]|.*-)[^\s,;:()]{2,30}")
_LONGEST_NAME = 60
_MOST_WORDS = 6


def believable(names: Sequence[str], surety: Surety, language: str, *, evidence: bool) -> bool:
    """Whether all names can be names behind such an introduction.

    What else the line has of a byline, a date or links, is evidence that a single word is a user.
    """
    words = words_of(language)
    if not all(any(map(str.isalpha, name)) for name in names):
        return False
    if surety == "sure":
        return all(_may_be_any(name, words) for name in names)
    if surety == "unsure":
        return all(is_known_person(name, words.tag) or kind_of(name, words.tag) == "group" for name in names)
    alone = len(names) > 1 and not evidence and all(_is_unknown_word(name, words) for name in names)
    return not alone and all(_is_likely(name, words, evidence=evidence) for name in names)


def _may_be_any(name: str, words: Words) -> bool:
    """Behind "Posted by" stands what users call themselves, but no sentence."""
    tokens = name.split()
    if len(name) > _LONGEST_NAME or len(tokens) > _MOST_WORDS or name in words.false_friends:
        return False
    return sum(map(str.islower, tokens)) < 3 and not _SENTENCE.search(name)


def _is_unknown_word(name: str, words: Words) -> bool:
    return " " not in name and not (is_given(name) or is_caseless(name) or _is_group(name, words))


def _is_likely(name: str, words: Words, *, evidence: bool) -> bool:
    keys = keys_of(name)
    full = len(keys) > 1 and is_given(keys[0])
    if not keys or len(name) > _LONGEST_NAME or _SENTENCE.search(name):
        return False
    if len(keys) > 1 and _is_group(name, words):
        return True
    if keys[0] in words.false_friends and not full:
        return False
    if _is_group(name, words) or DOMAIN.fullmatch(name):
        return True
    if any(key in words.never for key in keys if key not in proper_names().particles):
        return False
    if len(keys) == 1:
        heading = keys[0] in words.headings and not is_given(name)
        return evidence or (not heading and (bool(_USER_NAME.fullmatch(name)) or is_name_shaped(name, words.tag)))
    return is_name_shaped(name, words.tag) or (len(keys) <= 3 and (is_given(keys[0]) or evidence))


def _is_group(name: str, words: Words) -> bool:
    return kind_of(name, words.tag) in ("agency", "group", "outlet")
