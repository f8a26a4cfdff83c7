"""Extract the headline and byline that a republished article brings with it, at the head or foot of a body.

These lines are not part of the text: they leave the body and become `Post.headline` or `Post.byline`. Pages, text and
archives share the rule: docs/bylines.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from attrs import evolve, frozen

from blogpost.blogger import page_of
from blogpost.content import Block, Heading, Image, Inline, LineBreak, Link, Paragraph, Strong, Text, inline_text, links
from blogpost.language.bylines import Credit, SeveralLines, parse_lines
from blogpost.language.dates import parse_moment
from blogpost.language.folding import folded_words
from blogpost.language.interface import text_after
from blogpost.remembering import remembered
from blogpost.values import Byline

_MAX_NOTES = 6  # lines: an update or a footnote below a byline
_MAX_LINE_LENGTH = 250  # longer lines are prose
_MIN_TITLE_WORDS = 3  # of a headline that is recognised by its likeness to the title
_HEAD_LINES = 8  # a headline, a byline over several lines, and the lines after it
_FOOT_LINES = 3  # of a byline over several lines at the end
_MIN_LIKENESS = 0.75  # the share of a headline's words that the title has, or the other way round


@frozen
class Extracted:
    """A body without the lines that are not part of its text, and what these lines state."""

    body: tuple[Block, ...]
    headline: str | None = None
    byline: Byline | None = None
    published: dt.date | None = None


def extract_credits(
    body: Sequence[Block], *, title: str | None, language: str, url: str | None = None, is_copy: bool = False
) -> Extracted:
    """Extract a headline and a byline from the head of a body, and a byline from its foot if its head has none.

    An opening line is the headline if a byline follows it. Without a byline, it has to be like the title and set as a
    headline; a text copy does not show how a line was set. A line that repeats the title is dropped, unless it leads
    somewhere else or is the whole body. A byline may have several lines. At the head it may be a name in capitals. At
    the foot, or with a date in the same line, it needs an introducer: "Posted by Jane, engineer". The authors of a
    work that the post cites are not its own.
    """
    blocks = list(body)
    headline = None
    line = _first_line(blocks)
    if line and len(line) <= max(_MAX_LINE_LENGTH, 2 * len(title or "")):
        if _words(line) == _words(title):
            if _only_repeats_title(blocks, url):
                _drop_first_line(blocks)
        elif _is_headline(blocks, line, title, language, is_copy=is_copy):
            headline = line
            _drop_first_line(blocks)
    credit = _extracted_from_head(blocks, title, language) or _extracted_from_foot(blocks, language)
    if credit is None:
        return Extracted(tuple(blocks), headline)
    published = parse_moment(credit.when, language=language) if credit.when else None
    return Extracted(tuple(blocks), headline, credit.byline, published)


def _is_headline(blocks: Sequence[Block], line: str, title: str | None, language: str, *, is_copy: bool) -> bool:
    if not _is_short(line) or sum(isinstance(node, Link) for node in _lines(blocks[0])[0]) > 1:  # tags
        return False
    first, *others = _head(blocks)
    byline = _byline(others, language)
    if byline is None:
        return (is_copy or _is_set_apart(blocks[0])) and _is_like(line, title)
    own = _byline([first, *others], language)
    is_byline = own is not None and (own.credit.introducer or own.count > 1) and not _is_within(line, title)
    return not is_byline and not _is_cited(line, others[byline.count :], title)


def _extracted_from_head(blocks: list[Block], title: str | None, language: str) -> Credit | None:
    """The byline at the beginning of a body, if the body has more than that."""
    first = _first_line(blocks)
    if first is None or len(first) > _MAX_LINE_LENGTH:  # as most posts begin
        return None
    lines = _head(blocks)
    byline = _byline(lines, language)
    if byline is None or _is_cited(None, lines[byline.count :], title):
        return None
    rest = list(blocks)
    for _ in range(byline.count):
        _drop_first_line(rest)
    if not rest or (len(blocks) == 1 and byline.credit.introducer is None):
        return None
    blocks[:] = rest
    return byline.credit


def _only_repeats_title(blocks: Sequence[Block], url: str | None) -> bool:
    """Whether a first line that repeats the title can go: it leads nowhere else, and is not the whole body."""
    lines = _lines(blocks[0])
    hrefs = [link.href for link in links(lines[0])]
    leads_elsewhere = any(not href.startswith("#") and (url is None or page_of(href) != page_of(url)) for href in hrefs)
    return not leads_elsewhere and (len(blocks) > 1 or len(lines) > 1)


def _extracted_from_foot(blocks: list[Block], language: str) -> Credit | None:
    """The byline in the last line or lines. Above the author's notes, it needs more than "By" before the name."""
    lines = list(islice(_upwards(blocks), _MAX_NOTES))
    last = list(takewhile(lambda line: len(line[2]) <= _MAX_LINE_LENGTH, lines[:_FOOT_LINES]))
    for count in range(len(last), 1, -1):
        byline = _byline([text for _, _, text in reversed(last[:count])], language)
        if byline and byline.count == count and byline.credit.introducer:
            for block, line, _ in last[:count]:
                _drop_line(blocks, block, line)
            return byline.credit
    for is_above, (block, line, text) in enumerate(lines):
        if len(text) > _MAX_LINE_LENGTH or (is_above and not text_after(text, "posted_by", language)):
            continue
        byline = _byline([text], language)
        credit = byline.credit if byline else None
        if credit is not None and credit.introducer and (not is_above or " " in credit.introducer):
            _drop_line(blocks, block, line)
            return credit
    return None


def extract_own_title(body: Sequence[Block]) -> tuple[str | None, tuple[Block, ...]]:
    """A title that the author wrote above the text, as a heading or a bold line, since old templates had none."""
    first = body[0] if body else None
    is_bold = isinstance(first, Paragraph) and _is_bold(first)
    line = _first_line(body) if len(body) > 1 and (is_bold or isinstance(first, Heading)) else None
    if line is None or len(_lines(first)) > 1 or (is_bold and not _is_short(line)):
        return None, tuple(body)
    return line, tuple(body[1:])


# ------------------------------------------------------------------------------------------------ meaning of lines


def _byline(lines: Sequence[str], language: str) -> SeveralLines | None:
    """The byline that the first lines are. A name next to a date needs an introducer, or it is the page's own line."""
    if not lines or len(lines[0]) > _MAX_LINE_LENGTH:
        return None
    byline = _parsed("\n".join(lines[:_HEAD_LINES]), language)
    if byline is not None and byline.credit.introducer is None and (byline.credit.when or "\0") in lines[0]:
        return None
    return byline


@remembered(1024)  # the posts of a blog have few authors
def _parsed(lines: str, language: str) -> SeveralLines | None:
    return parse_lines(lines.split("\n"), language=language)


def _is_within(line: str, title: str | None) -> bool:
    return set(_words(line)) <= set(_words(title))


def _is_short(line: str | None) -> bool:
    return line is not None and len(line) <= _MAX_LINE_LENGTH and not line.endswith((".", "…", ":", ","))


def _is_set_apart(block: Block) -> bool:
    """Whether a block is set like a headline: one line, as a heading or in bold."""
    if len(_lines(block)) != 1:
        return False
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and _is_bold(block))


def _is_bold(paragraph: Paragraph) -> bool:
    return len(paragraph.content) == 1 and isinstance(paragraph.content[0], Strong)


def _is_like(line: str, title: str | None) -> bool:
    """Whether a line and the title have most of their words in common."""
    words, others = set(_words(line)), set(_words(title))
    fewer, more = sorted((words, others), key=len)
    if len(fewer) < _MIN_TITLE_WORDS or len(more) > 2 * len(fewer):
        return False
    return len(words & others) >= _MIN_LIKENESS * len(more)


def _words(text: str | None) -> list[str]:
    return folded_words(text) if text else []


# ------------------------------------------------------------------------------------------------ cited works

_SOURCE_LINES = 2  # below the authors
_MAX_SOURCE_LENGTH = 200  # longer lines are prose
_QUOTED = re.compile(r"[\"“”„«‹「『]([^\"“”„«»‹›「」『』]+)[\"“”»›」』]|(?<!\w)['‘‚]([^‘’‚]+?)['’](?!\w)")
# Where and when a work was published: numbers of papers and books; volume, issue and pages; journals with a number;
# publishers. News have years and numbers, too, so a year and one number are not enough.
_SOURCE = re.compile(
    r"(?i:\bdoi[:.]|\barxiv[:.]|\bdoi\.org|\bisbn\b|\bissn\b|\bpmid\b|\bvol(?:\.|ume)\s?\d|\bpp\.?\s?\d|\bp\.\s?\d+\s?[-–]\s?\d)"
    r"|\d\s?\(\d+(?:[-–]\d+)?\)\s?[:,;]|\b(?:19|20)\d\d;\s?\d|\b(?:19|20)\d\d\)?,\s\d+\s?(?:\(\d+\))?,\s\d"
    r"|\b(?:Proceedings|Journal|Transactions|Annals)\b.*\d|\bUniversity Press\b|\b\d+\s(?:pp\b|pages\W*$)"
    r"|^(?i:abstract)\b\W*$"
)


def _is_cited(line: str | None, below: Sequence[str], title: str | None) -> bool:
    """Whether a line and the byline below it name a work that the post is about, and are not its own headline.

    Args:
        line: the possible headline, if there is one.
        below: the lines below the byline.
        title: the post's title.
    """
    if line is not None and title is not None and _is_quoted(line, title):
        return True
    return any(len(each) <= _MAX_SOURCE_LENGTH and _SOURCE.search(each) for each in below[:_SOURCE_LINES])


def _is_quoted(line: str, title: str) -> bool:
    """Whether a title quotes a line and has more words than that: 'Notes on "A Night at Sea"'."""
    words = folded_words(line)
    if len(words) >= len(folded_words(title)):
        return False
    return any(folded_words(first or second) == words for first, second in _QUOTED.findall(title))


# ------------------------------------------------------------------------------------------------ lines of blocks


def _lines(block: Block | None) -> list[tuple[Inline, ...]]:
    """The lines of a paragraph or heading; none for other blocks, and for those with images."""
    if not isinstance(block, Paragraph | Heading):
        return []
    content = block.content
    if len(content) == 1 and type(content[0]) is Text:  # nearly always
        return [content]
    lines: list[list[Inline]] = [[]]
    for node in content:
        if type(node) is LineBreak:
            lines.append([])
        elif type(node) is not Text and _has_image(node):
            return []
        else:
            lines[-1].append(node)
    return [tuple(line) for line in lines]


def _has_image(node: Inline) -> bool:
    return type(node) is Image or any(map(_has_image, getattr(node, "content", ())))


def _text_at(blocks: Sequence[Block], block: int, line: int) -> str | None:
    lines = _lines(blocks[block]) if -len(blocks) <= block < len(blocks) else []
    return inline_text(lines[line]) if -len(lines) <= line < len(lines) else None


def _first_line(blocks: Sequence[Block]) -> str | None:
    return _text_at(blocks, 0, 0)


def _head(blocks: Sequence[Block]) -> list[str]:
    """The first lines, up to a block without lines."""
    texts: list[str] = []
    for block in blocks[:_HEAD_LINES]:
        lines = _lines(block)
        texts += map(inline_text, lines[: _HEAD_LINES - len(texts)])
        if not lines or len(texts) == _HEAD_LINES:
            break
    return texts


def _upwards(blocks: Sequence[Block]) -> Iterator[tuple[int, int, str]]:
    """The lines of all blocks but the first, from the last up: the numbers of block and line, and the text."""
    for block in range(len(blocks) - 1, 0, -1):
        for line, content in reversed(list(enumerate(_lines(blocks[block])))):
            yield block, line, inline_text(content)


def _drop_first_line(blocks: list[Block]) -> None:
    _drop_line(blocks, 0, 0)


def _drop_line(blocks: list[Block], block: int, line: int) -> None:
    lines = _lines(blocks[block])
    blocks[block : block + 1] = _with_lines(blocks[block], [*lines[:line], *lines[line + 1 :]])


def _with_lines(block: Block, lines: Sequence[Sequence[Inline]]) -> list[Block]:
    """The block with these lines only; no block without lines."""
    assert isinstance(block, Paragraph | Heading), "only they have lines"
    content = [node for line in lines for node in (LineBreak(), *line)]
    return [evolve(block, content=content)] if content else []
