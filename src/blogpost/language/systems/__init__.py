"""The words that pages of other systems have around a post, as data: one TOML file per system, by language.

The keys are those of Blogger's interface. `counts` are headings of comments, with ``{n}`` for the number, none for one,
and ``{title}`` for the post's title.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from blogpost.language.folding import folded
from blogpost.language.locale import FALLBACK, by_locale

_NUMBER, _TITLE = "{n}", "{title}"
_MAX_PHRASE_LENGTH = 110  # characters
_MAX_COUNT_LENGTH = 250  # with a title
_MAX_LABELS_LENGTH = 200
_MAX_WORDS = 4  # of a label after a heading without a colon
_SPACES = re.compile(r"\s+")
_EDGES = " \t.:…»«→←‹›|↓#(" + "–—-"
_ANY_TITLE = r".{1,200}?"
_ANY_NUMBER = r"(\d{1,6})"


@cache
def _systems() -> tuple[Mapping[str, Mapping[str, list[str]]], ...]:
    """All files, each by language and key."""
    return tuple(
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(files(__package__).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    )


def _phrases(tag: str) -> Iterator[tuple[str, str]]:
    """Every phrase with its meaning, in a language and in English."""
    for system in _systems():
        for each in dict.fromkeys((tag, FALLBACK)):
            for key, forms in system.get(each, {}).items():
                yield from ((key, form) for form in forms)


def meanings(line: str, language: str = FALLBACK) -> frozenset[str]:
    """The meanings of a whole line, as names of `Interface`'s phrases; empty for other lines."""
    return _wholes(language).get(_plain(line), frozenset()) if len(line) <= _MAX_PHRASE_LENGTH else frozenset()


def count_in(line: str, language: str = FALLBACK) -> int | None:
    """The number of comments in a heading: ``3 thoughts on “The ferry”``; None for other lines."""
    if len(line) > _MAX_COUNT_LENGTH:
        return None
    match = _counts(language).fullmatch(_plain(line))
    if match is None:
        return None
    return next((int(number) for number in match.groups() if number), 1)


def labels_in(line: str, language: str = FALLBACK) -> str | None:
    """The labels after their heading: ``Tags: ferry, fog``; empty if they are below it, and None for other lines.

    After a heading without a colon there are few words and no sentence.
    """
    if len(line) > _MAX_LABELS_LENGTH:
        return None
    match = _labels(language).match(line)
    if match is None:
        return None
    labels = line[match.end() :].strip()
    is_sentence = labels.endswith((".", "!", "?")) or len(labels.split(",")[0].split()) > _MAX_WORDS
    return None if ":" not in match[0] and (is_sentence or not labels) else labels


def name_before_says(line: str, language: str = FALLBACK) -> str | None:
    """The name in the head of a comment: ``Jane says:``; None for other lines."""
    match = _says(language).search(line[-_MAX_PHRASE_LENGTH:])
    return line[: len(line) - len(match[0])].strip() if match else None


@by_locale
def _wholes(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, form in _phrases(language):
        if key not in ("counts", "labels", "said") and _NUMBER not in form and _TITLE not in form:
            found.setdefault(_plain(form), set()).add(key)
    return {form: frozenset(keys) for form, keys in found.items()}


@by_locale
def _counts(language: str) -> re.Pattern[str]:
    return re.compile("|".join(_pattern(form) for form in _forms(language, "counts")))


def _pattern(form: str) -> str:
    plain = re.escape(_plain(form))
    return plain.replace(re.escape(_NUMBER), _ANY_NUMBER).replace(re.escape(_TITLE), _ANY_TITLE)


@by_locale
def _labels(language: str) -> re.Pattern[str]:
    forms = sorted((form.rstrip(": ：") for form in _forms(language, "labels")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, forms))})(?:\s*[:：]\s*|\s+(?=\S)|$)", re.IGNORECASE)


@by_locale
def _says(language: str) -> re.Pattern[str]:
    forms = sorted((form.rstrip(": ：") for form in _forms(language, "said")), key=len, reverse=True)
    return re.compile(rf"(?<=\S)\s+(?:{'|'.join(map(re.escape, forms))})\s?[:：]$", re.IGNORECASE)


def _forms(language: str, key: str) -> list[str]:
    return list(dict.fromkeys(form for each, form in _phrases(language) if each == key))


def _plain(line: str) -> str:
    return _SPACES.sub(" ", folded(line)).strip(_EDGES)
