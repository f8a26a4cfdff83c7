"""Tags with more attributes than a parser can take: libxml2 compares each with all before it, in quadratic time."""

from __future__ import annotations

import re

MAX_ATTRIBUTES = 5_000
"""The most attributes that one tag may have."""

SEARCHED_FROM = 128_000
"""Shorter documents, in characters, cannot hold enough attributes to take two seconds, and are spared the search."""

_MOST_DOUBTFUL = 8  # times the document's length; pages where most quotation marks are lost come to two

_SPACE = r" \t\n\r\f"
_END_OF_NAME = rf"{_SPACE}>/"
# As the HTML Standard has it: a name may begin with "=", and a quoted value that is never closed goes on to the end.
_ATTRIBUTE = (
    rf"[{_SPACE}/]*+[^{_END_OF_NAME}][^{_END_OF_NAME}=]*+"
    rf"""(?:[{_SPACE}]*+=[{_SPACE}]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{_SPACE}>]++))?+"""
)
_TAG = re.compile(rf"<[A-Za-z][^{_END_OF_NAME}]*+(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+")
_ONE_MORE = re.compile(_ATTRIBUTE)

# Tags without "<" in them, and other text: wherever a comment or a script ends, the tag after it is found.
_PLAIN_ATTRIBUTE = (
    rf"[{_SPACE}/]*+[^<{_END_OF_NAME}][^<{_END_OF_NAME}=]*+"
    rf"""(?:[{_SPACE}]*+=[{_SPACE}]*+(?:"[^"<]*+"|'[^'<]*+'|[^{_SPACE}"'<>][^{_SPACE}<>]*+)|(?![{_SPACE}]*+=))"""
)
_PLAIN_TAGS = re.compile(
    rf"(?:[^<]++|<(?![A-Za-z])"
    rf"|<[A-Za-z][^<{_END_OF_NAME}]*+(?:{_PLAIN_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+[{_SPACE}/]*+>)*+"
)


def find_endless_tag(text: str) -> int | None:
    """The place of the first tag with too many attributes; None without one.

    A tag with "<" in it is doubtful, since it may begin within a comment or a script, and its apparent end
    proves nothing: the next one is searched from its second character on. If nested doubtful tags are together many
    times longer than the document, the first of those beyond that counts as an endless one.
    """
    doubtful = 0
    at = _end_of_plain_tags(text, 0)
    while at < len(text):
        end = _end(_TAG, text, at)
        doubtful += end - at
        if doubtful > _MOST_DOUBTFUL * len(text) or _ONE_MORE.match(text, end):
            return at
        at = _end_of_plain_tags(text, at + 1)
    return None


def _end_of_plain_tags(text: str, start: int) -> int:
    return _end(_PLAIN_TAGS, text, start)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    assert match is not None, "it stands where the pattern begins, or may be empty"
    return match.end()
