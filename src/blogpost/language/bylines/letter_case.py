"""Mixed case for names in capitals: "VAN DER BERG" becomes van der Berg, "O'BRIEN" becomes O'Brien."""

from __future__ import annotations

import re

from blogpost.language.bylines.kinds import is_given
from blogpost.language.bylines.lexicon import gazetteer, lexicon_of
from blogpost.language.folding import folded

_MAX_ACRONYM_LENGTH = 5  # letters: a shorter lone word in capitals may be an acronym or a user's own spelling
_MAX_CONSONANTS = 4  # that a word begins with, and the vowel after them
_PARTS = re.compile(r"([-‐‑–/])")
_LETTER = re.compile(r"[^\W\d_]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+-?(?:[^\W\d_]\.?)*")
# "JRR", "JD", "AJ" at the head of a name: without vowels, or a letter and a J.
_UNDOTTED_INITIALS = re.compile(r"[B-DF-HJ-NP-TV-Z]{2,3}|[A-Z]J")
_VOWEL = re.compile(r"[aeiouyаеёиоуыэюяіїєαεηιουω]")
# "McMURRAY", "DeSANTIS": the prefix already has its case.
_PREFIXED = re.compile(r"(Mc|Mac|De|Di|Da|Du|La|Le|Lo|St|Fitz|Van|O['’]|D['’])([^\W\d_]{2,})")
_BEFORE_APOSTROPHE = re.compile(r"([^\W\d_]{1,2})(['’ʼ`])([^\W\d_].*)")
# Ukrainian words have an apostrophe before these letters only.
_SOFTENED = frozenset("яюєї")
_SUFFIXES = frozenset(("II", "III", "IV", "VI", "VII", "VIII"))


def normal_case(name: str, *, language: str = "en") -> str:
    """Write a name with capitals as in running text, if all of it or its last words are in capitals.

    Only the case of letters changes. Names in small or mixed letters stay, as do initials and acronyms. A single short
    word stays, too: "AFP" may be an agency or the way a user writes.
    """
    if " @ " in name:
        return name  # "Jane @ Her BLOG"
    tokens = name.split(" ")
    lettered = [token for token in tokens if _LETTER.search(token)]
    whole = all(map(_is_capital, lettered))
    if whole and len(lettered) == 1 and not _must_be_a_name(lettered[0]):
        return name
    surnames = frozenset() if whole else _surnames(tokens)
    before = ["", *tokens]
    return " ".join(
        _token(token, before[index], language)
        if _in_capitals(token) and (whole or index in surnames)
        else _repaired(token, language)
        for index, token in enumerate(tokens)
    )


def _is_capital(token: str) -> bool:
    return _in_capitals(token) or len(token) == 1 or bool(_INITIALS.fullmatch(token)) or _split(token) is not None


def _in_capitals(token: str) -> bool:
    return token.isupper() and len(_LETTER.findall(token)) > 1


def _must_be_a_name(token: str) -> bool:
    """Whether a lone word in capitals is a given name, or longer than acronyms are."""
    key = folded(token.strip(".,"))
    return key in gazetteer().given or (
        len(key) > _MAX_ACRONYM_LENGTH and _VOWEL.search(key, 0, _MAX_CONSONANTS) is not None and key.isalpha()
    )


def _surnames(tokens: list[str]) -> frozenset[int]:
    """The indices of surnames in capitals among other words: "Jane VAN DOE", "DOE Jane", but not "NBC News"."""
    lettered = [index for index, token in enumerate(tokens) if _LETTER.search(token)]
    last = next((n for n, index in enumerate(reversed(lettered)) if not _may_be_surname(tokens[index])), 0)
    if last:
        return frozenset(lettered[-last:])
    leads = len(lettered) == 2 and _may_be_surname(tokens[lettered[0]])
    return frozenset(lettered[:1]) if leads and is_given(tokens[lettered[1]]) else frozenset()


def _may_be_surname(token: str) -> bool:
    """Whether capitals may be a surname, not an acronym."""
    letters = _LETTER.findall(token)
    vowel = _VOWEL.search(folded(token)) is not None
    particle = folded(token) in gazetteer().particles
    return _in_capitals(token) and (particle or (len(letters) > 2 and vowel)) and not _is_acronym(token)


def _is_acronym(token: str) -> bool:
    return token in gazetteer().acronyms or (
        len(token) <= _MAX_ACRONYM_LENGTH and folded(token) in gazetteer().agencies
    )


def _token(token: str, before: str, language: str) -> str:
    """Mixed case for one word of a name, given the word before it."""
    core = token.strip(".,;:()\"'“”«»")
    if not before and _UNDOTTED_INITIALS.fullmatch(core):
        return token
    if core in gazetteer().acronyms or core in _SUFFIXES or _INITIALS.fullmatch(token):
        return token
    if before and _is_small(token, before, language):
        return _lower(token, language)
    return "".join(_capitalized(part, language) for part in _PARTS.split(token))


def _is_small(token: str, before: str, language: str) -> bool:
    """Whether the language writes a word inside a name in small letters; "la" only in "de la"."""
    key = folded(token)
    articles = key in ("la", "las", "los", "le")
    return key in lexicon_of(language).particles and (not articles or folded(before) in ("de", "of", "van", "y"))


def _capitalized(part: str, language: str) -> str:
    """A word with a capital at its start, and after prefixes that need one."""
    apostrophe = _BEFORE_APOSTROPHE.fullmatch(part)
    if apostrophe:
        return _after_apostrophe(*apostrophe.groups(), language=language)
    for prefix, rest in (("MC", part[2:]), ("MAC", part[3:])):
        if part.startswith(prefix) and (len(rest) > 1 if prefix == "MC" else rest in gazetteer().mac):
            return prefix.capitalize() + _capitalized(rest, language)
    head = 2 if part.startswith("IJ") and lexicon_of(language).tag == "nl" else _head(part)
    return part[:head] + _lower(part[head:], language)


def _head(part: str) -> int:
    """The number of characters up to and including the first letter."""
    first = _LETTER.search(part)
    return first.end() if first else len(part)


def _after_apostrophe(before: str, sign: str, rest: str, *, language: str) -> str:
    if rest[0].lower() in _SOFTENED:
        return before[0] + _lower(before[1:], language) + sign + _lower(rest, language)
    if rest == "S" or (len(before) == 2 and before[1] not in "’'" and before[0] not in "OD"):
        return (
            _capitalized(before, language)
            + sign
            + (_lower(rest, language) if rest == "S" else _capitalized(rest, language))
        )
    small = before == "D" and lexicon_of(language).tag == "fr"
    return (before.lower() if small else _capitalized(before, language)) + sign + _capitalized(rest, language)


def _repaired(token: str, language: str) -> str:
    """A word with only its prefix in mixed case: "McMURRAY"."""
    split = _split(token)
    return split[0] + _capitalized(split[1], language) if split else token


def _split(token: str) -> tuple[str, str] | None:
    """A mixed-case prefix and the capitals after it."""
    match = _PREFIXED.fullmatch(token)
    return (match[1], match[2]) if match and match[2].isupper() else None


def _lower(text: str, language: str) -> str:
    """Small letters; a Turkish "I" becomes one without a dot, and "İ" one with it."""
    if lexicon_of(language).tag == "tr":
        text = text.replace("I", "ı")
    return text.replace("İ", "i").lower()
