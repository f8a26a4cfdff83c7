"""The words that pages of other systems have around a post, as data: one TOML file per system, by language.

The keys are those of Blogger's interface, and these:

- `counts`: headings of comments, with ``{n}`` for the number, none for one, and ``{title}`` for the post's title.
- `controls`: lines around a post or a comment that are nobody's text, with the same places.
- `sections`: words between a time and the sections that a post is in.
- `sentences`: beginnings of sentences below a post, with ``{labels}``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from blogpost.language.folding import folded
from blogpost.language.locale import FALLBACK, by_locale, load

_PARTS = frozenset(
    ("counts", "controls", "labels", "said", "sections", "sentences")
)  # no whole lines, or no fixed ones
_NUMBER, _TITLE, _LABELS = "{n}", "{title}", "{labels}"
_MAX_SENTENCE_LENGTH = 400
_MAX_PHRASE_LENGTH = 110  # characters
_MAX_COUNT_LENGTH = 250  # with a title
_MAX_LABELS_LENGTH = 200
_MAX_WORDS = 4  # of a label after a heading without a colon
_BETWEEN_LABELS = re.compile(r",|\s[|·•]\s")
_SPACES = re.compile(r"\s+")
_EDGES = " \t.:…»«→←‹›|↓#(" + "–—-"
_ANY_TITLE = r".{1,200}?"
_ANY_NUMBER = r"(\d{1,6})"


@cache
def _systems() -> tuple[Mapping[str, Mapping[str, list[str]]], ...]:
    """All files, each by language and key."""
    return tuple(
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted((files(__package__) / "systems").iterdir(), key=lambda file: file.name)
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


def is_control(line: str, language: str = FALLBACK) -> bool:
    """Whether a line is a control or a count around a post or a comment: ``Like (2)``, ``5 min read``."""
    return len(line) <= _MAX_PHRASE_LENGTH and _controls(language).fullmatch(_plain(line)) is not None


def invites_comment(line: str, language: str = FALLBACK) -> bool:
    """Whether a line begins with a system's request for a comment: ``Leave a Reply``."""
    return len(line) <= _MAX_COUNT_LENGTH and _invitations(language).match(_plain(line)) is not None


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
    first = _BETWEEN_LABELS.split(labels, maxsplit=1)[0]
    is_sentence = labels.endswith((".", "!", "?")) or len(first.split()) > _MAX_WORDS
    return None if ":" not in match[0] and (is_sentence or not labels) else labels


def name_before_says(line: str, language: str = FALLBACK) -> str | None:
    """The name in the head of a comment: ``Jane says:``; None for other lines. A time may follow the name."""
    match = _says(language).search(line) if len(line) <= _MAX_PHRASE_LENGTH else None
    return line[: match.start()].strip() if match else None


def labels_in_sentence(line: str, language: str = FALLBACK) -> tuple[str, ...]:
    """The labels in a sentence below a post: ``This entry was posted in Ferries and tagged fog, ropes by Jane.``."""
    if len(line) > _MAX_SENTENCE_LENGTH:
        return ()
    match = _sentences(language).match(line)
    parts = [part for part in match.groups() if part] if match else []
    return tuple(dict.fromkeys(label.strip() for part in parts for label in part.split(",") if label.strip()))


@by_locale
def _sentences(language: str) -> re.Pattern[str]:
    forms = (re.escape(form) for form in _forms(language, "sentences"))
    return re.compile("|".join(form.replace(re.escape(_LABELS), r"(.{1,150}?)") for form in forms), re.IGNORECASE)


@by_locale
def section_words(language: str) -> frozenset[str]:
    """The words between a time and the sections that a post is in: "in", "filed under"."""
    return frozenset(_forms(language, "sections"))


@by_locale
def _wholes(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, form in _phrases(language):
        if (
            key not in ("counts", "labels", "said", "sentences", "sections", "controls")
            and _NUMBER not in form
            and _TITLE not in form
        ):
            found.setdefault(_plain(form), set()).add(key)
    return {form: frozenset(keys) for form, keys in found.items()}


@by_locale
def _counts(language: str) -> re.Pattern[str]:
    themes = [form for tag in dict.fromkeys((language, FALLBACK)) for form in load(tag).words("comments", "counts")]
    titled = [rf"{_pattern(form)}(?: \S{{1,12}})? [\"'«“„‘‚「『]{_ANY_TITLE}" for form in themes]
    return re.compile("|".join((*map(_pattern, _forms(language, "counts")), *titled)))


def _pattern(form: str) -> str:
    plain = re.escape(_plain(form))
    return plain.replace(re.escape(_NUMBER), _ANY_NUMBER).replace(re.escape(_TITLE), _ANY_TITLE)


@by_locale
def _controls(language: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_pattern, _forms(language, "controls"))))


@by_locale
def _invitations(language: str) -> re.Pattern[str]:
    forms = sorted(map(_plain, _forms(language, "post_comment")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, forms))})(?![^\W\d_])")


@by_locale
def _labels(language: str) -> re.Pattern[str]:
    forms = sorted((form.rstrip(": ：") for form in _forms(language, "labels")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, forms))})(?:\s*[:：]\s*|\s+(?=\S)|$)", re.IGNORECASE)


@by_locale
def _says(language: str) -> re.Pattern[str]:
    forms = sorted((form.rstrip(": ：") for form in _forms(language, "said")), key=len, reverse=True)
    return re.compile(rf"(?<=\S)\s+(?:{'|'.join(map(re.escape, forms))})\s?[:：]?$", re.IGNORECASE)


def _forms(language: str, key: str) -> list[str]:
    return list(dict.fromkeys(form for each, form in _phrases(language) if each == key))


def _plain(line: str) -> str:
    return _SPACES.sub(" ", folded(line)).strip(_EDGES)
