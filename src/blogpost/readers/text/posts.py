"""Read the posts in a text that was copied from a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from blogpost.blogger import month_of, without_view
from blogpost.copies import report_read
from blogpost.errors import NoPostError
from blogpost.language.detection import common_tag, likely_languages
from blogpost.language.interface import text_after
from blogpost.language.line_kinds import LineKind
from blogpost.language.locale import FALLBACK
from blogpost.model import Post
from blogpost.readers.credits import extract_credits
from blogpost.readers.text.cleaning import clean_lines
from blogpost.readers.text.comments import read_comments
from blogpost.readers.text.fields import (
    form_language_in,
    links_in,
    permalink_in,
    post_address_in,
    post_number_in,
    read_count,
    read_location,
    read_posting,
)
from blogpost.readers.text.glued_credits import without_glued_credits
from blogpost.readers.text.heads import may_be_title
from blogpost.readers.text.labels import read_labels
from blogpost.readers.text.lines import SENTENCE, Line, Marked, lines_of
from blogpost.readers.text.paragraphs import paragraphs
from blogpost.readers.text.sections import Sections, find_sections
from blogpost.readers.text.split_credits import rejoined_credits
from blogpost.readers.threads import build_threads

ReadLines = Callable[[Sequence[str]], Sequence[Marked]]
_MAX_LANGUAGES = 4  # in which a text is read if it may be in each


def read_posts(text: str, *, url: str | None = None, read_lines: ReadLines | None = None) -> Iterator[Post]:
    """Read every post in a text that was copied from a page.

    Args:
        text: the copy.
        url: the address of the page.
        read_lines: the reader of Markdown's lines, if the text is Markdown (see `is_markdown`).

    Raises:
        NoPostError: the text has no post.
    """
    report_read(len(text))
    texts = clean_lines(text, is_markdown=read_lines is not None)
    marked = read_lines(texts) if read_lines else ()
    texts = [line.text for line in marked] if marked else texts
    stated = form_language_in(link for line in marked for link in line.links)
    likely = (stated,) if stated else likely_languages(texts)
    found = False
    has_gaps = not all(texts[:-1])
    for lines in _split_posts(_lines(texts, likely, marked)):
        sections = find_sections(lines)
        if _is_post(sections):
            found = True
            yield _post(sections, common_tag(likely), url, has_gaps=has_gaps)
    if not found:
        raise NoPostError("there is no post in this text: expected a title and paragraphs below it")


def _lines(texts: Sequence[str], languages: Sequence[str], marked: Sequence[Marked]) -> list[Line]:
    """The lines, read in the likely language in which most of them are more than text."""
    if len(languages) < 2:
        return _lines_in(texts, languages[0] if languages else FALLBACK, marked)
    readings = [_lines_in(texts, language, marked) for language in languages[:_MAX_LANGUAGES]]
    return max(readings, key=lambda lines: sum(bool(line.kind) for line in lines))


def _lines_in(texts: Sequence[str], language: str, marked: Sequence[Marked]) -> list[Line]:
    texts, marked = rejoined_credits(texts, marked, language)
    texts, marked = without_glued_credits(texts, marked, language)
    return lines_of(texts, language, marked)


def _post(sections: Sections, language: str | None, url: str | None, *, has_gaps: bool) -> Post:
    spoken = _first_line(sections).language
    links = links_in((*sections.under, *sections.foot))
    url = permalink_in(links) or (url and without_view(url)) or post_address_in(links_in((sections.title,)))
    title = sections.title.text if sections.title else None
    extracted = extract_credits(
        paragraphs(sections.body, has_gaps=has_gaps), title=title, language=spoken, is_copy=True
    )
    posting = read_posting(sections, language=spoken, reference_date=month_of(url))
    return Post(
        id=post_number_in(links_in((*sections.foot, *sections.comments))),
        title=title,
        headline=extracted.headline,
        byline=extracted.byline or posting.posted_by,
        posted_by=posting.posted_by,
        published=posting.published or extracted.published,
        url=url,
        language=language,
        labels=read_labels((*sections.under, *sections.foot), sections.comments),
        location=read_location(sections, spoken),
        truncated=sections.truncated,
        comment_count=read_count(sections),
        body=extracted.body,
        comments=build_threads(read_comments(sections.comments, language=spoken, posted=posting.published)),
    )


def _first_line(sections: Sections) -> Line:
    """The first line of the body; the title of a post that shows nothing but a video or a picture."""
    line = sections.body[0] if sections.body else sections.title
    assert line is not None, "a post has one of them"
    return line


# ------------------------------------------------------------------------------------------------ evidence of a post

_ENOUGH_EVIDENCE = 2
_MAX_LINES_TESTED = 400
_MAX_BRIEF = 12  # lines of a text without a long one
_MIN_PROSE = 0.5  # of an article's characters
_SENTENCE_END = re.compile(r"[.!?…。！？।۔؟][\"'”’»)\]]*(?:\s|$)")
_CODE = re.compile(r"[0-9{}\[\]()<>=;:|/\\_#$%&*+~^@`]")  # frequent in code and tables, rare in prose
_HEAD = 4  # lines below the title
_COPYRIGHT = re.compile(r"copyright\b.{0,9}\b(?:19|20)\d\d|copyright \(c\)|(?:©|\(c\)) ?(?:19|20)\d\d", re.IGNORECASE)
_FIELD = re.compile(r"[A-Z][A-Za-z]+(?:-[A-Z][A-Za-z]+)*: \S")  # "Upstream-Name: bzip2"
_MAX_CODE = 0.12  # of the characters of prose


def _is_post(sections: Sections) -> bool:
    """Whether the text between a head and a foot is a post's.

    Two pieces of evidence of a page are enough, or one that nothing else has. A text without them needs a title and
    mostly prose below it: no list, program or log. With a day or an author, short sentences are enough. A copy of a
    post that shows only a video has no text of its own, but a title and a dated credit.
    """
    has_evidence = sum(_evidence(sections)) >= _ENOUGH_EVIDENCE
    if not sections.body:
        return has_evidence and sections.title is not None and _is_dated(sections)
    if has_evidence or sections.title is None:
        return has_evidence
    if _is_of_software(sections.title, sections.body[:_HEAD]):
        return False
    return _is_prose(sections.body) or _is_brief(sections)


def _is_brief(sections: Sections) -> bool:
    """Whether short sentences follow a title and a line that says who wrote it or when."""
    lines = [line for line in sections.body if not line.kind & (LineKind.CREDIT | LineKind.DATE)]
    is_credited = sections.date is not None or lines[:1] != sections.body[:1]
    return is_credited and 0 < len(lines) <= _MAX_BRIEF and all(_SENTENCE_END.search(line.text) for line in lines)


def _is_of_software(title: Line, head: Sequence[Line]) -> bool:
    """Whether a text begins as licenses and the files next to programs do: with a copyright, or with fields."""
    if any(_COPYRIGHT.match(line.text) for line in (title, *head)):
        return True
    return _FIELD.match(title.text) is not None and any(_FIELD.match(line.text) for line in head)


def _is_dated(sections: Sections) -> bool:
    return any(line.is_dated_credit for line in (*sections.under, *sections.foot))


def _evidence(sections: Sections) -> Iterator[int]:
    """How strongly each part of the lines suggests a page of Blogger's."""
    kinds = 0
    for line in (*sections.under, *sections.foot, *sections.comments):
        kinds |= line.kind
    yield 1 if sections.date else 0
    yield 2 if sections.title and any(line.says_when for line in sections.under) else 0
    yield 2 if _is_dated(sections) else 0
    yield 2 if kinds & (LineKind.FORM | LineKind.NAVIGATION | LineKind.SAID) else 0
    yield sum(
        bool(kinds & kind)
        for kind in (LineKind.CREDIT, LineKind.LABELS, LineKind.SHARE, LineKind.COUNT, LineKind.REPLY)
    )


def _is_prose(lines: Sequence[Line]) -> bool:
    tested = lines[:_MAX_LINES_TESTED]
    prose = sum(len(line.text) for line in tested if _is_sentence(line))
    return prose > 0 and prose >= _MIN_PROSE * sum(len(line.text) for line in tested)


def _is_sentence(line: Line) -> bool:
    if not line.is_text(SENTENCE) or not _SENTENCE_END.search(line.text):
        return False
    return len(_CODE.findall(line.text)) <= _MAX_CODE * len(line.text)


# --------------------------------------------------------------------------------------------- texts with several posts

_FOOT = LineKind.FOOT | LineKind.TIME
_HEAD_LINES = 3  # lines above a text: the day, the title and an author


def _split_posts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines of each post. Posts of the same day share the day above the first of them; each gets it here."""
    stamps = [number for number, line in enumerate(lines) if _is_stamp(line)]
    if len(stamps) < 2 or any(line.kind & LineKind.OF_COMMENTS for line in lines):
        yield lines
        return
    starts = _starts_after_feet(lines, stamps) if _has_text(lines[: stamps[0]]) else _starts_above(lines, stamps)
    day: Line | None = None
    for start, end in pairwise((0, *starts, len(lines))):
        own = next((line for line in lines[start : start + _HEAD_LINES] if line.kind & LineKind.DATE), None)
        yield lines[start:end] if own or day is None else [day, *lines[start:end]]
        day = own or day


def _is_stamp(line: Line) -> bool:
    """Whether a line states who posted and when, in the words of Blogger's interface."""
    return line.is_dated_credit and text_after(line.text, "posted_by", line.language) is not None


def _has_text(lines: Sequence[Line]) -> bool:
    return any(not line.kind for line in lines[1:])


def _starts_after_feet(lines: Sequence[Line], stamps: Sequence[int]) -> Iterator[int]:
    """The first lines of posts with their stamps below them: each begins after the foot of the post before."""
    for stamp, following in pairwise(stamps):
        start = stamp + 1
        while lines[start].kind & _FOOT and start < following:
            start += 1
        if _begins_post(lines, start, following):
            yield start


def _starts_above(lines: Sequence[Line], stamps: Sequence[int]) -> Iterator[int]:
    """The first lines of posts with their stamps under their titles; some have another stamp in the foot."""
    for stamp, following in pairwise((*stamps[1:], len(lines))):
        start = stamp - 1
        if lines[start - 1].kind & LineKind.DATE:
            start -= 1
        is_at_foot = stamp + 1 == len(lines) or lines[stamp + 1].kind or not lines[stamp + 1].is_text(SENTENCE)
        if not is_at_foot and _begins_post(lines, start, following):
            yield start


def _begins_post(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a post may begin with this line: a day or a title with text below it."""
    first = lines[start]
    return bool(first.kind & LineKind.DATE or (not first.kind and may_be_title(first))) and _has_text(lines[start:end])
