"""Fold words and digits for comparison: without case, accents and invisible characters, in Latin digits."""

from __future__ import annotations

import re
import unicodedata

from blogpost.language.characters import INVISIBLE

_VARIATION_SELECTORS = "\ufe00-\ufe0f"
_UNSEEN = re.compile(f"[{INVISIBLE}{_VARIATION_SELECTORS}]+")
# Accents on Latin, Greek and Cyrillic letters; in other scripts such marks are like letters.
_ACCENTS = re.compile("[\u0300-\u036f]+")
_DIGIT = re.compile(r"[^\D0-9]")
# Characters between words. Vowel signs of Indian scripts are not letters to Python, but belong to words.
_BETWEEN_WORDS = re.compile(r"[\s!-/:-@\[-`{-~¡-¿\u055a-\u055f،؛؟٪-٭।॥‐-⁞⸀-⹿、-〟・︰-﹏！-／：-＠]+")

# Equal characters that Unicode does not relate: the Turkish i without a dot, whose capital is I;
# Malayalam's bare consonants, once written with a joiner; two letters each in Arabic and Persian; marks.
_ALIKE = (
    {"ı": "i", "ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്"}
    | {"ي": "ی", "ى": "ی", "ك": "ک"}
    | {"’": "'", "‘": "'", "ʼ": "'", "׳": "'", "“": '"', "”": '"', "״": '"'}
)
_TO_REPLACE = re.compile(f"[{''.join(_ALIKE)}]")


def folded(text: str) -> str:
    """The form of a text in which two spellings of a word are equal; wide characters and all digits become ASCII."""
    if text.isascii():
        return text.casefold()
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", _UNSEEN.sub("", text).casefold()))
    if text.isascii():  # mostly, where only accents were not
        return text
    text = _TO_REPLACE.sub(lambda match: _ALIKE[match[0]], text)
    return _DIGIT.sub(lambda digit: str(int(digit[0])), text)


def folded_words(text: str) -> list[str]:
    """The folded words of a text."""
    return _BETWEEN_WORDS.sub(" ", folded(text)).split()
