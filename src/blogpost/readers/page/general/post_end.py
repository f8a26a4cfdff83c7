"""Find where a post ends: at its comments, or at a heading over comments or over other posts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogpost.language.comments import heads_comments, number_of_comments
from blogpost.markup.dom import Element
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Line, Outline

_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_LITTLE_AFTER = 0.12  # the share of prose after a heading from which it isn't an end heading
_END_HEADING = re.compile(
    r"^(?:related|more (?:from|posts|stories|on)|you (?:may|might)|share|comments?|"
    r"\d+ (?:comments?|responses|thoughts)|"
    r"leave a|recent posts|about the author|subscribe|newsletter|tags?|popular|trending|recommended|read next|"
    r"ähnliche|das könnte|mehr |weitere |kommentare?|schreibe|über den autor|teilen|artículos|comentarios|deja|"
    r"articles? (?:similaires|liés)|commentaires?|laisser|partager|похожие|комментари|関連|コメント|相关|评论|"
    r"reageren|gerelateerd|relaterede|powiązane|komentarze|commenti|articoli|lascia|leia também|veja também)",
    re.IGNORECASE,
)

_TRACKBACKS = re.compile(r"\W*(?:trackbacks?|pingbacks?)\W*(?:\d+\W*)?", re.IGNORECASE)


def is_commented(outline: Outline, line: Line) -> bool:
    """Whether a line is in an element for comments."""
    return any(outline.parts[closer] & Part.COMMENTS for closer in line.closers)


def end_of_post(outline: Outline, own: Sequence[int], start: int, *, language: str) -> int:
    """The number of the line at which comments or a heading such as "Related posts" end the post.

    Args:
        outline: the page.
        own: the numbers of the lines with the post's text.
        start: the number of the first line that may belong to it.
        language: its language, for the words of headings over comments.
    """
    lines = outline.lines
    mine = frozenset(own)
    lengths = [len(line.text) if number in mine else 0 for number, line in enumerate(lines)]
    total = sum(lengths[start:])
    seen = 0
    over_comments = _headings_over_comments(outline)
    for number in range(start, len(lines)):
        line = lines[number]
        if seen and line.level and (line.block in over_comments or _TRACKBACKS.fullmatch(line.text)):
            return number
        if line.closers and is_commented(outline, line):
            if 4 * seen > total:
                return number
        elif line.level >= 2 and total and total - seen < _LITTLE_AFTER * total and _is_end(line.text, language):
            return number
        else:
            seen += lengths[number]
    return len(lines)


def _is_end(heading: str, language: str) -> bool:
    if _END_HEADING.match(heading):
        return True
    return number_of_comments(heading, language=language) is not None or heads_comments(heading, language=language)


def _headings_over_comments(outline: Outline) -> frozenset[Element]:
    """The headings named for comments, or with an anchor that is: the comments below have no element."""
    named = [*outline.having(Part.COMMENTS)]
    around = (each for element in named for each in (element, element.getparent()) if each is not None)
    headings = {each: outline.span(each) for each in around if each.tag in _HEADINGS}
    return frozenset(each for each, (first, last) in headings.items() if last - first == 1)


__all__ = ["end_of_post", "is_commented"]
