"""The quotation marks of each language, as browsers show them around ``<q>``.

Source: CLDR's delimiters, https://cldr.unicode.org/.
"""

from __future__ import annotations

_ENGLISH = "“”‘’"
_BY_MARKS = {
    "„“‚‘": "de cs sk sl is bg mk ka lt et sq",
    "„”‚’": "hr bs",
    "„”«»": "pl ro",
    "„”»«": "hu",
    "„”‘’": "sr",
    "«»“”": "es it pt-PT el ca gl eu",
    "«»«»": "fr hy",
    "«»„“": "ru uk be",
    "«»‘’": "no nb nn",
    "«»‹›": "fa",
    "‘’“”": "nl",
    "””’’": "sv fi he",
    "”“’‘": "ar",
    "「」『』": "ja zh-TW zh-HK zh-Hant",
}
_MARKS = {tag.lower(): marks for marks, tags in _BY_MARKS.items() for tag in tags.split()}


def quote_marks(language: str | None, *, is_nested: bool = False) -> tuple[str, str]:
    """The opening and the closing mark.

    Args:
        language: a BCP 47 tag; None and unknown languages have the marks of English.
        is_nested: whether the quotation is within another one.
    """
    parts = (language or "").lower().replace("_", "-").split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    marks = next((_MARKS[tag] for tag in tags if tag in _MARKS), _ENGLISH)
    return (marks[2], marks[3]) if is_nested else (marks[0], marks[1])
