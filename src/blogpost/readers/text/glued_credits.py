"""Split the page's own line about a post from the last sentence of its text, where only a span was between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from blogpost.content import Inline, Link, Text, inline_text
from blogpost.language.credit_lines import parse_footer
from blogpost.language.dates import parse_moment
from blogpost.language.interface import interface
from blogpost.language.locale import FALLBACK, by_locale
from blogpost.readers.text.lines import Marked

_MAX_LENGTH = 120  # characters of the line about the post
_MIN_TEXT = 20  # characters of the text before it


def without_glued_credits(
    texts: Sequence[str], marked: Sequence[Marked], language: str
) -> tuple[Sequence[str], Sequence[Marked]]:
    """The lines of a text. "… told them so. Posted by Jane at 5/8/2005 7:06 AM" becomes two, with an empty one between.

    In Markdown, the time is a link, so the credit may be anywhere in a line.

    Args:
        texts: all lines, without white space at their edges.
        marked: the same lines, in a copy in Markdown.
        language: a BCP 47 tag.
    """
    if marked:
        return _split_marked(texts, marked, language)
    split: list[str] = []
    for text in texts:
        place = _place_in(text, language)
        split += (text,) if place is None else (text[:place].rstrip(), "", text[place:])
    return split, marked


def _place_in(text: str, language: str) -> int | None:
    """The offset of the line about the post; None if the text has no such line at its end."""
    if len(text) < _MIN_TEXT or not text[-1].isalnum():
        return None
    begin = max(_MIN_TEXT, len(text) - _MAX_LENGTH)
    for match in _beginnings(language).finditer(text, begin):
        if _is_credit(text[match.end() :], language):
            return match.end()
    return None


def _is_credit(text: str, language: str) -> bool:
    footer = parse_footer(text, language=language)
    return footer is not None and bool(footer.when) and parse_moment(footer.when or "", language=language) is not None


@by_locale
def _beginnings(language: str) -> re.Pattern[str]:
    """The end of a sentence, before the words for "Posted by"."""
    return re.compile(rf"[.!?…:)\]}}\"”»。！？]\s*(?={_words(language)})", re.IGNORECASE)


@by_locale
def _credit_before_link(language: str) -> re.Pattern[str]:
    """The words for "Posted by" and a name at the end of a text, before a link to the post."""
    return re.compile(rf"(?:^|(?<=[^\w]))(?={_words(language)}[^\n]{{2,60}}$)", re.IGNORECASE)


def _words(language: str) -> str:
    words = {word for tag in (language, FALLBACK) for word in interface(tag).posted_by if " " in word}
    return rf"(?:{'|'.join(map(re.escape, sorted(words)))})\s"


# ------------------------------------------------------------------------------------------------ Markdown


def _split_marked(
    texts: Sequence[str], marked: Sequence[Marked], language: str
) -> tuple[Sequence[str], Sequence[Marked]]:
    split: list[str] = []
    content: list[Marked] = []
    for text, line in zip(texts, marked, strict=True):
        parts = [line] if len(line.content) < 2 else [*_parts_of(line, language)]
        if len(parts) == 1:
            split.append(text)
            content.append(line)
        for part in parts if len(parts) > 1 else ():
            split += (part.text, "")
            content += (part, Marked())
    return split, content


def _parts_of(line: Marked, language: str) -> Iterator[Marked]:
    """The text of a line, the credit in it, and what is after that; the line itself if it has no credit in it."""
    for number, (node, link) in enumerate(pairwise(line.content)):
        if not (isinstance(node, Text) and isinstance(link, Link)):
            continue
        match = _credit_before_link(language).search(node.text[-_MAX_LENGTH:])
        place = match.start() + max(0, len(node.text) - _MAX_LENGTH) if match else 0
        before = (*line.content[:number], Text(node.text[:place].rstrip()))
        if match and len(inline_text(before)) >= _MIN_TEXT and _is_credit(f"{node.text[place:]}{_of(link)}", language):
            yield _part(line, before)
            yield _part(line, (Text(node.text[place:]), link))
            rest = line.content[number + 2 :]
            if inline_text(rest).strip():
                yield _part(line, rest)
            return
    yield line


def _of(link: Link) -> str:
    return inline_text(link.content).strip()


def _part(line: Marked, content: Sequence[Inline]) -> Marked:
    """A part of a line, with its own links."""
    shown = tuple(node for node in content if not isinstance(node, Text) or node.text)
    return evolve(line, content=shown, links=tuple(link for link in line.links if link in shown))
