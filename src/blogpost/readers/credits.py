"""What a republished article brings with it at the head or foot of a body: its own headline and byline.

Such a line is no part of the text: it leaves the body and becomes `Post.headline` or `Post.byline`. The rule is one for
pages, text and archives: docs/bylines.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from attrs import evolve, frozen

from blogpost.content import Block, Heading, Image, Inline, LineBreak, Link, Paragraph, Strong, inline_text, links, walk
from blogpost.language.bylines import Credit, parse_credit
from blogpost.language.folding import folded_words
from blogpost.language.interface_lines import text_after
from blogpost.markup.places import page_of
from blogpost.values import Byline

_MOST_NOTES = 6  # lines: an update or a footnote below a byline
_LONGEST_LINE = 250  # characters: longer ones are prose
_FEWEST_WORDS = 3  # of a headline that is told by its likeness to the title
_LIKENESS = 0.6  # the share of a headline's words that the title has, or the other way round


@frozen
class Taken:
    """A body without the lines that were no part of its text, and what they said."""

    body: tuple[Block, ...]
    headline: str | None = None
    byline: Byline | None = None


def take_credits(body: Sequence[Block], *, title: str | None, language: str, url: str | None = None) -> Taken:
    """Takes a headline and a byline from the head of a body, and a byline from its foot if its head has none.

    An opening line is the headline if it is like the title, or if a byline follows it; if it repeats the title, it just
    goes, unless it leads somewhere else or is all that there is. A byline at the head may be a name in capitals; at the
    foot it needs its words: "Posted by Jane, engineer".
    """
    blocks = list(body)
    headline = None
    line = _first_line(blocks)
    if line and len(line) <= max(_LONGEST_LINE, 2 * len(title or "")):
        if _words(line) == _words(title):
            if _says_no_more(blocks, url):
                _drop_first_line(blocks)
        elif _is_headline(blocks, line, title, language):
            headline = line
            _drop_first_line(blocks)
    credit = _byline(_first_line(blocks), language)
    if credit is not None and len(blocks) > 1:
        _drop_first_line(blocks)
    else:
        credit = _taken_from_foot(blocks, language)
    return Taken(tuple(blocks), headline, credit.byline if credit else None)


def _is_headline(blocks: Sequence[Block], line: str, title: str | None, language: str) -> bool:
    if sum(isinstance(node, Link) for node in _lines(blocks[0])[0]) > 1:  # tags
        return False
    return _is_like(line, title) or (_is_short(line) and _byline(_second_line(blocks), language) is not None)


def _says_no_more(blocks: Sequence[Block], url: str | None) -> bool:
    """Whether a first line that repeats the title can go: it leads nowhere else, and is not all that there is."""
    lines = _lines(blocks[0])
    hrefs = [link.href for link in links(lines[0])]
    leads_on = any(not href.startswith("#") and (url is None or page_of(href) != page_of(url)) for href in hrefs)
    return not leads_on and (len(blocks) > 1 or len(lines) > 1)


def _taken_from_foot(blocks: list[Block], language: str) -> Credit | None:
    """The byline that is the last line; one above the author's notes needs more than "By" before the name."""
    for is_above, (block, line, text) in enumerate(islice(_upwards(blocks), _MOST_NOTES)):
        if len(text) > _LONGEST_LINE or (is_above and not text_after(text, "posted_by", language)):
            continue
        credit = _byline(text, language)
        if credit is not None and credit.by_word and (not is_above or " " in credit.by_word):
            _drop_line(blocks, block, line)
            return credit
    return None


def take_own_title(body: Sequence[Block]) -> tuple[str | None, tuple[Block, ...]]:
    """A title that the author wrote above the text, as a heading or a bold line: old templates had no other."""
    first = body[0] if body else None
    is_bold = isinstance(first, Paragraph) and len(first.content) == 1 and isinstance(first.content[0], Strong)
    line = _first_line(body) if len(body) > 1 and (is_bold or isinstance(first, Heading)) else None
    if line is None or len(_lines(first)) > 1 or (is_bold and not _is_short(line)):
        return None, tuple(body)
    return line, tuple(body[1:])


# ------------------------------------------------------------------------------------------------ what a line says


@lru_cache(maxsize=1024)  # the posts of a blog have few authors
def _byline(line: str | None, language: str) -> Credit | None:
    """Who the line says wrote the text; None where it says when, too: that is the page's own line, not the author's."""
    credit = parse_credit(line, language=language) if line and len(line) <= _LONGEST_LINE else None
    return credit if credit is not None and credit.when is None else None


def _is_short(line: str | None) -> bool:
    return line is not None and len(line) <= _LONGEST_LINE and not line.endswith((".", "…", ":", ","))


def _is_like(line: str, title: str | None) -> bool:
    """Whether a line says nearly what the title says, in about as many words."""
    if not _is_short(line):
        return False
    words, others = set(_words(line)), set(_words(title))
    fewer, more = sorted((words, others), key=len)
    if len(fewer) < _FEWEST_WORDS or len(more) > 2 * len(fewer):
        return False
    return len(words & others) >= _LIKENESS * len(more)


def _words(text: str | None) -> list[str]:
    return folded_words(text) if text else []


# ------------------------------------------------------------------------------------------------ lines of blocks


def _lines(block: Block | None) -> list[tuple[Inline, ...]]:
    """The lines of a paragraph or heading; nothing for other blocks, and for those with images."""
    if not isinstance(block, Paragraph | Heading) or any(isinstance(node, Image) for node in walk(block.content)):
        return []
    lines: list[list[Inline]] = [[]]
    for node in block.content:
        if isinstance(node, LineBreak):
            lines.append([])
        else:
            lines[-1].append(node)
    return [tuple(line) for line in lines]


def _text_at(blocks: Sequence[Block], block: int, line: int) -> str | None:
    lines = _lines(blocks[block]) if -len(blocks) <= block < len(blocks) else []
    return inline_text(lines[line]) if -len(lines) <= line < len(lines) else None


def _first_line(blocks: Sequence[Block]) -> str | None:
    return _text_at(blocks, 0, 0)


def _second_line(blocks: Sequence[Block]) -> str | None:
    return _text_at(blocks, 0, 1) or _text_at(blocks, 1, 0)


def _upwards(blocks: Sequence[Block]) -> Iterator[tuple[int, int, str]]:
    """The lines of all blocks but the first, from the last one up: the numbers of block and line, and the text."""
    for block in range(len(blocks) - 1, 0, -1):
        for line, content in reversed(list(enumerate(_lines(blocks[block])))):
            yield block, line, inline_text(content)


def _drop_first_line(blocks: list[Block]) -> None:
    _drop_line(blocks, 0, 0)


def _drop_line(blocks: list[Block], block: int, line: int) -> None:
    lines = _lines(blocks[block])
    blocks[block : block + 1] = _with_lines(blocks[block], [*lines[:line], *lines[line + 1 :]])


def _with_lines(block: Block, lines: Sequence[Sequence[Inline]]) -> list[Block]:
    """The block with these lines only; nothing without lines."""
    assert isinstance(block, Paragraph | Heading), "only they have lines"
    content = [node for line in lines for node in (LineBreak(), *line)]
    return [evolve(block, content=content)] if content else []
