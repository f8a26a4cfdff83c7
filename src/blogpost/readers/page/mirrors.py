"""Addresses on pages that were copied by wget, HTTrack and others: a query is a part of a file's name there."""

from __future__ import annotations

import re

# wget keeps "?" as "%3F", or writes "@" for it, and puts ".html" behind; others have "-" or "_" there. No address of
# Blogger's has "=" in it but behind one of its own words in a query.
_QUERY_IN_NAME = re.compile(
    r"(?:%3F|[?@_-])((?:showComment|commentPage|max-results|updated-max|m)=[^#]*?)(?:\.html?)?(#.*)?$",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)
_ENDING = re.compile(r"\.html?$", re.ASCII)
_DIGITS = 4
_NUMBERED = re.compile(r"[0-9a-f]{4}(?=\.html?$)", re.ASCII)  # how HTTrack tells files of one name with other queries


def as_served(href: str) -> str:
    """The address of one of Blogger's pages as Blogger has it."""
    at = href.find("=")
    is_served = at < 0 or (0 <= href.find("?") < at and ".htm" not in href[at:])
    return href if is_served else _QUERY_IN_NAME.sub(r"?\1\2", href, count=1)


def without_ending(name: str) -> str:
    """The last part of an address without what a mirror put behind it."""
    return _ENDING.sub("", as_served(name).partition("?")[0])


def is_named(name: str, word: str) -> bool:
    """Whether the last part of an address is a word, in HTTrack's copy perhaps with its digits behind."""
    return name == word or (len(name) == len(word) + _DIGITS and name.startswith(word))


def is_copy_of(path: str, other: str) -> bool:
    """Whether a path leads to HTTrack's copy of a page that is there under another path."""
    return len(path) == len(other) + _DIGITS and _NUMBERED.sub("", path) == other
