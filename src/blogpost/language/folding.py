"""Words and digits as they compare: without case, accents, directions and joiners, in Latin digits."""

from __future__ import annotations

import re
import unicodedata

from blogpost.language.characters import INVISIBLE

_VARIATION_SELECTORS = "\ufe00-\ufe0f"
_UNSEEN = re.compile(f"[{INVISIBLE}{_VARIATION_SELECTORS}]+")
# Accents on Latin, Greek and Cyrillic letters; the marks of other scripts are letters in all but name.
_ACCENTS = re.compile("[\u0300-\u036f]+")
_DIGIT = re.compile(r"(?![0-9])\d")
# What stands between words. (The vowel signs of Indian scripts are no letters to Python, but parts of words.)
_BETWEEN_WORDS = re.compile(r"[\s!-/:-@\[-`{-~¡-¿\u055a-\u055f،؛؟٪-٭।॥‐-⁞⸀-⹿、-〟・︰-﹏！-／：-＠]+")

# What stands for another character, though Unicode sees no variant in it: the Turkish i without a dot, which
# capitals lose; Malayalam's bare consonants, once written with a joiner; two letters of Arabic and of Persian; marks.
_ALIKE = (
    {"ı": "i", "ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്"}
    | {"ي": "ی", "ى": "ی", "ك": "ک"}
    | {"’": "'", "‘": "'", "ʼ": "'", "׳": "'", "“": '"', "”": '"', "״": '"'}
)
_TO_REPLACE = re.compile(f"[{''.join(_ALIKE)}]")


def folded(text: str) -> str:
    """The text in the form in which two spellings of a word are equal; wide forms and all digits become ASCII."""
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKD", _UNSEEN.sub("", text).casefold())
    text = _TO_REPLACE.sub(lambda match: _ALIKE[match[0]], _ACCENTS.sub("", text))
    return _DIGIT.sub(lambda digit: str(int(digit[0])), text)


def folded_words(text: str) -> list[str]:
    """The words of a text in that form."""
    return _BETWEEN_WORDS.sub(" ", folded(text)).split()
