"""Posts such as people write, in any language that Blogger speaks, for Hypothesis: words of the language's own letters.

Hypothesis decides what a post has; its words come from a random number each, so that they differ in small examples too.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from blogpost import Byline, Comment, Location, Post
from blogpost.content import Block, BlockQuote, LineBreak, List, Paragraph, Text
from blogpost.language.calendar import calendar_of
from blogpost.language.interface import KEYS, interface

_NAMES = ("Jane Doe", "J. R. Hartley", "Ann-Marie O'Neil", "mish", "jane_doe99", "Ludwig van der Berg", "Admin")
_STOPS = {"ja": "。", "zh-CN": "。", "zh-TW": "。", "hi": "।", "bn": "।", "th": ""}
_UNSPACED = frozenset(("ja", "zh-CN", "zh-TW", "th"))


@cache
def syllables(language: str) -> tuple[str, ...]:
    """What the words of a language are made of: its letters, each with the marks that belong to it."""
    words = interface(language)
    known = [word for key in KEYS for word in words.words(key)]
    known += [name for _, name in calendar_of(language).all_months()]
    found: dict[str, None] = {}
    for word in known:
        cluster = ""
        for character in unicodedata.normalize("NFC", word.lower()):
            if cluster and unicodedata.category(character).startswith("M"):
                cluster += character
            else:
                found[cluster] = None
                cluster = character if character.isalpha() else ""
        found[cluster] = None
    clusters = sorted(found.keys() - {""})
    others = [cluster for cluster in clusters if not cluster[0].isascii()]
    return tuple(others if len(others) > len(clusters) / 2 else clusters)  # "Atom" and "Twitter" stand in all of them


class Writer:
    """Somebody who writes in a language."""

    def __init__(self, language: str, random: Random) -> None:
        self.language = language
        self.space = "" if language in _UNSPACED else " "
        self.random = random

    def word(self) -> str:
        return "".join(self.random.choices(syllables(self.language), k=self.random.randint(2, 9)))

    def phrase(self, most: int = 3) -> str:
        """Capitalized words: a name, a label, a title."""
        return self.space.join(self.word().capitalize() for _ in range(self.random.randint(1, most)))

    def name(self) -> str:
        return self.random.choice(_NAMES) if self.random.random() < 0.3 else self.phrase()

    def sentence(self, most: int = 14) -> str:
        words = [self.word() for _ in range(self.random.randint(2, most))]
        if self.random.random() < 0.2:
            words[-1] = str(self.random.randint(1, 3000))
        stop = self.random.choice((_STOPS.get(self.language, "."),) * 8 + ("!", "?", "…"))
        return self.space.join((words[0].capitalize(), *words[1:])) + stop

    def title(self) -> str:
        return self.phrase(8) if self.random.random() < 0.7 else self.sentence(8)

    def line(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(1, 5)))

    def paragraph(self) -> Paragraph:
        lines = [self.line() for _ in range(self.random.choice((1, 1, 1, 2, 3)))]
        return Paragraph([node for line in lines for node in (LineBreak(), Text(line))][1:])

    def block(self) -> Block:
        kind = self.random.random()
        if kind < 0.05:
            return BlockQuote([self.paragraph() for _ in range(self.random.randint(1, 2))])
        if kind < 0.1:
            items = [[Paragraph(self.sentence(6))] for _ in range(self.random.randint(2, 4))]
            return List(ordered=self.random.random() < 0.5, items=items)
        return self.paragraph()


def written(language: str, what: str, write: Callable[[Writer], Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 2**32).map(lambda number: write(Writer(language, Random(f"{what} {number}"))))


def mostly(usual: st.SearchStrategy[Any], *seldom: st.SearchStrategy[Any], of: int) -> st.SearchStrategy[Any]:
    """One of `of` times one of the seldom ones; of equal branches `one_of` would keep one."""
    return st.sampled_from([usual] * (of - 1) + [st.one_of(*seldom)]).flatmap(lambda chosen: chosen)


_moments = st.datetimes(dt.datetime(1999, 9, 1), dt.datetime(2030, 12, 31)).map(lambda at: at.replace(microsecond=0))


def comments(language: str, *, replies: int = 3) -> st.SearchStrategy[Comment]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "author": written(language, "name", lambda writer: Byline(writer.name())),
        "published": _moments,
        "body": st.lists(written(language, "comment", Writer.paragraph), min_size=1, max_size=2),
        "deleted": mostly(st.just(False), st.just(True), of=12),
    }
    if replies:
        fields["replies"] = mostly(st.just([]), st.lists(comments(language, replies=0), max_size=replies), of=2)
    return st.fixed_dictionaries(fields).map(lambda given: Comment(**given))


def posts(language: str) -> st.SearchStrategy[Post]:
    """Posts with or without date, title, labels, place and comments; a few by others than who posted them."""
    names = written(language, "name", lambda writer: Byline(writer.name()))
    labels = written(language, "label", lambda writer: writer.phrase(2))

    def made(given: dict[str, Any]) -> Post:
        given["byline"] = given.pop("author") or given["posted_by"]
        return Post(**given)

    return st.fixed_dictionaries(
        {
            "title": mostly(written(language, "title", Writer.title), st.none(), of=20),
            "posted_by": mostly(names, st.none(), of=6),
            "author": mostly(st.none(), names, of=12),
            "published": mostly(_moments, st.none(), _moments.map(dt.datetime.date), of=3),
            "body": st.lists(written(language, "block", Writer.block), min_size=1, max_size=6),
            "labels": mostly(st.lists(labels, max_size=5, unique=True), st.just([]), of=2),
            "location": mostly(st.none(), labels.map(Location), of=8),
            "comments": mostly(st.lists(comments(language), max_size=4), st.just([]), of=2),
        }
    ).map(made)
