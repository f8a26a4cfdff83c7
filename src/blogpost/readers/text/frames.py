"""Find a title by the page's own lines around it, wherever they are on the page.

Themes print who wrote a post, when, where it is filed and how many comments it has right under its title or above it,
in any order and form. No line of a menu or a sidebar has such lines and then a long text below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from blogpost.language.folding import folded
from blogpost.language.line_kinds import LineKind, is_like_title
from blogpost.readers.text.lines import SENTENCE, Line

_MAX_LINES = 300  # from the beginning of a copy to a title
_MAX_RUN = 12  # lines of a page between a title and its text
_MAX_STRAY = 2  # lines in a row between the page's own ones: a name, a section, a subtitle
_MAX_STRAY_LENGTH = 40  # characters
_MAX_NAME_WORDS = 4
MAX_ENTRY_LENGTH = 30
"""Characters of a menu's entry."""
_MAX_SMALL_WORD = 3
_MAX_ABOVE = 3  # lines from a day to the title below it
_MAX_LINES_TO_TEXT = 4  # from the page's lines to the first long line
_MAX_TEXT_LINES = 60
_LONG_TEXT = 1500  # characters
_SHORT_TEXT = 200
_ENOUGH = 2.5
_AGAIN = 2.0
MUCH = 0.15
"""The share of words that makes a difference between two titles."""
_MIN_PART = 0.7  # of the most points
STOPS = (".", "。", "।", "۔", ",", "…", ";", ":", "：")
"""Signs at the end of sentences and of parts of one, not of titles."""
_COUNTER_OR_RULE = re.compile(r"\d{1,4}|\d+(?:[.,]\d+)?\s?[KkM]|-{2,}|[·•|/]")
_NO_TITLE = LineKind.FOOT | LineKind.STAMP | LineKind.CONTROL | LineKind.OTHER | LineKind.OF_COMMENTS
ITEMS = "•●○▪◦‣"
"""Signs of items, which menus have and titles don't."""
_ARROWS = "«»←→‹›<>|/"
_LETTERS = re.compile(r"[^\W\d_]{2}|[\u1100-\u11ff\u3040-\U0003ffff]")
_WORD = re.compile(r"[^\W\d_]{4,}|[\u1100-\u11ff\u3040-\U0003ffff]{2}")
_LINES_OF_WORDS = 40
_POINTS: Mapping[int, float] = {
    LineKind.DATE: 3,
    LineKind.CREDIT: 3,
    LineKind.LABELS: 1.5,
    LineKind.COUNT: 1.5,
    LineKind.TIME: 1,
    LineKind.CONTROL: 1,
    LineKind.SHARE: 0.5,
    LineKind.LOCATION: 0.5,
}


@frozen
class Frame:
    """A title with the page's own lines around it.

    Attributes:
        title: the number of its line.
        day: the number of the line above it that says when, if there is one.
        end: the number of the text's first line.
        points: the strength of its evidence.
        shared: the share of its words in the text.
    """

    title: int
    day: int | None
    end: int
    points: float
    shared: float


def find_frames(lines: Sequence[Line], repeated: frozenset[int]) -> tuple[Frame, ...]:
    """The title with the most evidence, among the first that have nearly the most.

    Args:
        lines: up to the comments.
        repeated: the numbers of the lines that say again what is above them.

    Returns:
        The best title first, and the others that are as good.
    """
    frames = list(_frames(lines, repeated))
    most = max((frame.points for frame in frames), default=0.0)
    good = [frame for frame in frames if frame.points >= max(_MIN_PART * most, _ENOUGH)]
    if not good:
        return ()
    best = good[0]
    for frame in frames:
        if best.title < frame.title <= best.end and _is_better(frame, best):
            best = frame
    return (best, *(frame for frame in good if frame != best))


def _is_better(frame: Frame, other: Frame) -> bool:
    """Whether the second of two titles next to each other is the better one: its words are in the text."""
    if frame.shared > other.shared + MUCH:
        return True
    return frame.title < other.end and frame.points > other.points and frame.shared >= other.shared


def _frames(lines: Sequence[Line], repeated: frozenset[int]) -> Iterator[Frame]:
    counts = Counter(folded(line.text) for line in lines)
    again = repeated | {i for i, line in enumerate(lines) if i and counts[folded(line.text)] > 1}
    for i in range(min(_MAX_LINES, len(lines) - 1)):
        if not may_be_framed(lines[i]):
            continue
        end, below = _run_below(lines, i + 1)
        day, above = _day_above(lines, i)
        is_again = i in again and not _is_in_menu(lines, i)
        if below + above < _ENOUGH or not _has_text(lines, end) or _is_after_text(lines, i):
            continue
        shared = shared_words(lines, i, end)
        points = below + above + _points_of_text(lines, end) + 2 * shared
        if is_again:
            points += _AGAIN
        elif not shared and _may_be_name(lines, i):
            points -= 2
        if lines[i].text.endswith(STOPS):
            points -= 2
        if lines[i].credit is not None:
            points -= 4
        if i and _may_be_name(lines, i) and not lines[i].gap and _is_long_title(lines[i - 1]):
            points -= 4
        if _is_in_menu(lines, i):
            points -= 3 if end < len(lines) and may_be_framed(lines[end]) and not lines[end].is_text() else 1
        is_subtitle = i > 0 and lines[i].gap <= 1 and _is_above_subtitle(lines, i - 1, again)
        yield Frame(i - is_subtitle, day, end, points, shared)


def _is_after_text(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is the last one of a text, and the page's own lines below it are the foot."""
    above = lines[max(i - _MAX_ABOVE, 0) : i]
    return lines[i].text.endswith(STOPS) and any(line.is_text() and line.text.endswith(STOPS) for line in above)


def said_elsewhere(lines: Sequence[Line], i: int) -> bool:
    """Whether other lines of a copy have the same words: a list of posts, or the heading over comments."""
    text = lines[i].text
    return any(
        line.text == text or (line.kind & LineKind.COUNT and text in line.text)
        for n, line in enumerate(lines)
        if n != i
    )


def _is_above_subtitle(lines: Sequence[Line], i: int, again: frozenset[int]) -> bool:
    """Whether the line below a title is a subtitle: a sentence, or only the title is also elsewhere on the page."""
    title, subtitle = lines[i], lines[i + 1]
    if not may_be_framed(title) or title.text.endswith(STOPS) or _is_in_menu(lines, i) or " " not in title.text:
        return False
    return (i in again and i + 1 not in again) or (subtitle.text.endswith(".") and " " in subtitle.text)


def _is_in_menu(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is the last of several short ones, as those of a menu are."""
    entries = lines[i - 2 : i + 1] if i > 1 else lines[: i + 1]
    return not lines[i].gap and all(len(line.text) <= MAX_ENTRY_LENGTH and not is_own(line) for line in entries)


def may_be_framed(line: Line) -> bool:
    """Whether a line can be a title, and not one of the page's own lines."""
    if (
        line.kind & _NO_TITLE
        or line.says_when
        or line.says_time
        or not is_like_title(line.text)
        or not _LETTERS.search(line.text)
    ):
        return False
    if line.text.islower() and len(line.text) <= _MAX_SMALL_WORD and line.text.isascii():
        return False  # "am"
    if line.text[0] in _ARROWS + ITEMS or line.text[-1] in _ARROWS:
        return False
    return line.credit is None or not line.credit.introducer or not line.text.startswith(line.credit.introducer)


def is_own(line: Line) -> bool:
    """Whether a line is the page's own: who wrote a post, when, labels, counts, buttons."""
    return bool(
        line.kind & (_NO_TITLE & ~LineKind.NAVIGATION)
        or line.says_when
        or line.says_time
        or (line.credit is not None and line.credit.introducer)
        or _COUNTER_OR_RULE.fullmatch(line.text)
    )


def _run_below(lines: Sequence[Line], start: int) -> tuple[int, float]:
    """The number of the line after the page's own lines from here on, and the points of these."""
    end, i, stray, points = start, start, 0, 0.0
    seen = 0
    while i < min(start + _MAX_RUN, len(lines)) and stray <= _MAX_STRAY:
        line = lines[i]
        if is_own(line):
            points += _points(line, seen)
            seen |= _kinds(line)
            end, stray = i + 1, 0
        elif i == start and _may_be_name(lines, i):
            points -= 0 if line.credit is not None else 0.5
            stray = _MAX_STRAY
        elif i > start and len(line.text) <= _MAX_STRAY_LENGTH and not line.text.endswith(STOPS):
            stray += 1
        else:
            break
        i += 1
    return end, points


def _may_be_name(lines: Sequence[Line], i: int) -> bool:
    """Whether a line between a title and a day may name the author without a word such as "by"."""
    text = lines[i].text
    words = text.split()
    is_capital = all(not word[0].isalpha() or not word[0].islower() for word in words)
    is_name = len(text) <= _MAX_STRAY_LENGTH and len(words) <= _MAX_NAME_WORDS and is_capital
    following = lines[i + 1 : i + 3]
    if len(following) > 1 and not following[0].kind:
        following = following[:1]
    return is_name and any(line.says_when for line in following)


def author_below(lines: Sequence[Line], title: int) -> int | None:
    """The number of the line between a title and a day that names the author without a word such as "by"."""
    i = title + 1
    is_name = i + 1 < len(lines) and not is_own(lines[i]) and _may_be_name(lines, i)
    return i if is_name and not lines[i].text.isupper() else None


def _is_long_title(line: Line) -> bool:
    return len(line.text) > MAX_ENTRY_LENGTH and may_be_framed(line)


def _kinds(line: Line) -> int:
    kinds = line.kind
    if line.says_when:
        kinds |= LineKind.DATE
    elif line.says_time:
        kinds |= LineKind.TIME
    if line.credit is not None:
        kinds |= LineKind.CREDIT
    return kinds


def _points(line: Line, seen: int) -> float:
    if line.says_time:
        return _ENOUGH
    return sum(points for kind, points in _POINTS.items() if _kinds(line) & kind & ~seen)


def _day_above(lines: Sequence[Line], i: int) -> tuple[int | None, float]:
    """The number of the line with a day above a title, and its points."""
    for above in range(i - 1, max(i - 1 - _MAX_ABOVE, -1), -1):
        if lines[above].says_when:
            return above, 3.0 if above == i - 1 else 2.0
        if not is_own(lines[above]):
            break
    return None, 0.0


def _has_text(lines: Sequence[Line], start: int) -> bool:
    return any(line.is_text(SENTENCE) and not line.says_when for line in lines[start : start + _MAX_LINES_TO_TEXT])


def _points_of_text(lines: Sequence[Line], start: int) -> float:
    """The points for the length of the text, up to the next title with a day."""
    length = 0
    for i in range(start, min(start + _MAX_TEXT_LINES, len(lines))):
        if lines[i].kind & (LineKind.COUNT | LineKind.FORM | LineKind.NAVIGATION):
            break
        length += len(lines[i].text) if lines[i].is_text(SENTENCE) else 0
    return -2.0 if length < _SHORT_TEXT else 2.0 * min(length, _LONG_TEXT) / _LONG_TEXT


def shared_words(lines: Sequence[Line], i: int, start: int) -> float:
    """The share of a title's words that the text below it has, too."""
    words = frozenset(_WORD.findall(folded(lines[i].text)))
    if not words:
        return 0.0
    text = folded(" ".join(line.text for line in lines[start : start + _LINES_OF_WORDS] if line.is_text(SENTENCE)))
    return sum(word in text for word in words) / len(words)
