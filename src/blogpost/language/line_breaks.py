"""Rejoin lines that a mail program, a text browser or the width of a page broke.

A stretch is a run of lines without an empty line. Lines were broken at a column if the long lines of a stretch end so
near to it that the first word of the next line had no room. Each stretch is judged by itself, so one long line, or a
poem, doesn't keep the rest of a text from being rejoined. A text may have several columns: quotations may be narrower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate, pairwise

from attrs import frozen

from blogpost.language.characters import BULLETS

_NARROWEST, _WIDEST = 40, 132  # columns at which lines are broken
_SHORTEST = 20  # characters of a line that a long word may have broken there
_USUAL = 60  # columns, at least, where mail programs and text browsers break lines
_MAX_COLUMNS = 3  # that a text is tested for
_FEWEST = 4  # broken lines that prove it; two are enough if all go on with small letters
_LONG_LINE_SHARE = 0.6  # of the width; shorter lines may end anywhere
_MAX_SPARE = 0.1  # of the long lines that a small letter follows: they had room for the next word
_NEAR_EDGE = 0.75  # of the width: a heading's first line may leave that much room
_MAX_INDENT = 8  # columns of a first line
_UNEVEN_LIKELY = 0.85  # share of the long lines without room for the next word, in a proportional font
_UNEVEN = 0.2  # of the width: differences between lines in a proportional font
_GOING_ON_IN_LISTS = 0.15  # the same in pages with many titles, which have capitals within them
_GOING_ON = 0.5  # share of the lines after breaks that begin with a small letter, or one without case
# Marks that begin a new line: an item of a list, a quotation, a Markdown heading.
_BEGINS = re.compile(rf"(?:[>{BULLETS}●○]|\+|\d{{1,3}}[.)]|#{{1,6}})(?:\s|$)")
# Letters and marks of East Asia, which take two columns.
_WIDE_RANGES = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U00020000-\U0003fffd"
)
_WIDE = re.compile(f"[{_WIDE_RANGES}]")
_LONG_WORD = re.compile(rf"[^\s{_WIDE_RANGES}]{{41}}")  # an address, which nothing breaks
_HYPHENATED = re.compile(r"[^\W\d_]-$")


def rejoined(
    lines: Sequence[str], *, is_markdown: bool = False, begins_anew: Callable[[str], object] | None = None
) -> list[str]:
    """Rejoin broken lines, and cut the white space at the edges of all lines.

    Args:
        lines: with their indentation, which shows whether a line goes on or begins anew.
        is_markdown: whether a line may go on until an empty line or two spaces at its end.
        begins_anew: a test for lines that never go on with the one above, as far as they don't begin in small letters.
    """
    if not is_markdown and not _may_be_broken(lines):
        return [line.strip() for line in lines]
    pairs = list(map(_pair, lines, lines[1:]))
    joints: list[str | None] = [" " if is_broken else None for is_broken in _broken(lines, pairs)]
    if begins_anew:
        for i, joint in enumerate(joints):
            if joint and not pairs[i].is_small and begins_anew(lines[i + 1].strip()):
                joints[i] = None
    if is_markdown:
        joints = _joints_in_markdown(lines, joints)
    stripped = [line.strip() for line in lines]
    return stripped if joints.count(None) == len(joints) else list(_joined(stripped, joints))


# ------------------------------------------------------------------------------------------------ two lines


@frozen
class _Pair:
    """A line and the one below it.

    Attributes:
        may_join: whether both have text, and the second neither begins a block nor is indented differently.
        length: the columns of the first line.
        need: the columns of the first line with the first word of the second.
        goes_on: whether the second may go on with a sentence: it begins with a letter that isn't a capital.
        is_small: whether that is a small letter, or one of East Asia, where lines are full to the edge.
    """

    may_join: bool
    length: int = 0
    need: int = 0
    goes_on: bool = False
    is_small: bool = False


_APART = _Pair(may_join=False)


def _pair(line: str, after: str) -> _Pair:
    text, following = line.strip(), after.strip()
    if (
        len(line) < _SHORTEST
        or not text
        or not following
        or _BEGINS.match(following)
        or not _is_same_block(line, after)
    ):
        return _APART
    is_wide = _is_wide(following[0])
    if not is_wide and " " not in text:
        return _APART
    length = _columns(line.rstrip())
    word = 2 if is_wide else 1 + _columns(_first_word(following))
    first = following[0]
    goes_on = first.isalpha() and not first.isupper()
    return _Pair(may_join=True, length=length, need=length + word, goes_on=goes_on, is_small=is_wide or first.islower())


def _first_word(text: str) -> str:
    """The part of a text that cannot be broken."""
    word = text.split(None, 1)[0]
    wide = None if word.isascii() else _WIDE.search(word)
    return word[: wide.start()] if wide else word


def _may_be_broken(lines: Sequence[str]) -> bool:
    """Whether several lines are as long as broken ones and have a line below them: other texts have none to join."""
    return sum(_is_of_width(line) and bool(after.strip()) for line, after in pairwise(lines)) > 1


def _is_of_width(line: str) -> bool:
    return len(line) <= _WIDEST and (len(line) >= _NARROWEST or (2 * len(line) >= _NARROWEST and not line.isascii()))


def _is_same_block(line: str, after: str) -> bool:
    """Whether the indentation of a line allows that it goes on with the one above it."""
    indent, below = _indent(line), _indent(after)
    if indent == below:
        return True
    if max(indent, below) and abs(2 * indent + len(line.strip()) - 2 * below - len(after.strip())) <= 2:
        return True  # both are centred
    bullet = _BEGINS.match(line.strip())
    if bullet and line.strip()[0] != "#":
        return indent < below <= indent + _MAX_INDENT
    return below < indent <= below + _MAX_INDENT


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _columns(text: str) -> int:
    """The columns of a terminal that a text takes: letters of East Asia take two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _is_wide(character: str) -> bool:
    return _WIDE.match(character) is not None


# ------------------------------------------------------------------------------------------------ where lines broke


def _broken(lines: Sequence[str], pairs: Sequence[_Pair]) -> list[bool]:
    """For each line but the last, whether it goes on in the next one."""
    broken = [False] * len(pairs)
    stretches = list(_stretches(pairs))
    overlong = sum(_is_overlong(line, _WIDEST) for line in lines)
    columns: list[int] = []
    for _ in range(_MAX_COLUMNS):
        column = _column([pairs[i] for stretch in stretches for i in stretch])
        if column is None:
            break
        fitting = [stretch for stretch in stretches if _fits(lines, pairs, stretch, column)]
        found = [i for stretch in fitting for i in stretch if _is_full(pairs[i], column)]
        if not _is_proven([pairs[i] for i in found], column, overlong):
            break
        columns.append(column)
        for i in found:
            broken[i] = True
        left = [stretch for stretch in stretches if not any(broken[i] for i in stretch)]
        if len(left) == len(stretches):
            break
        stretches = left
    for i in _broken_elsewhere(pairs, stretches, columns):
        broken[i] = True
    return broken if any(broken) or overlong else _unevenly_broken(pairs)


def _stretches(pairs: Sequence[_Pair]) -> Iterator[list[int]]:
    """The numbers of neighbouring pairs that may be joined."""
    stretch: list[int] = []
    for number, pair in enumerate(pairs):
        if pair.may_join:
            stretch.append(number)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _column(pairs: Sequence[_Pair]) -> int | None:
    """The column at which most lines can have been broken; the widest of several."""
    changes = [0] * (_WIDEST + 2)
    for pair in pairs:
        if pair.need >= _NARROWEST and pair.length <= _WIDEST:
            changes[max(pair.length, _NARROWEST)] += 1
            changes[min(pair.need, _WIDEST + 1)] -= 1
    counts = list(accumulate(changes[: _WIDEST + 1]))
    most = max(counts)
    return max(column for column, count in enumerate(counts) if count == most) if most else None


def _fits(lines: Sequence[str], pairs: Sequence[_Pair], stretch: Sequence[int], column: int) -> bool:
    """Whether no line of a stretch goes over the column, and hardly any line that goes on had room left."""
    if any(_is_overlong(lines[i], column) for i in (*stretch, stretch[-1] + 1)):
        return False
    long = [pairs[i] for i in stretch if pairs[i].length > _LONG_LINE_SHARE * column]
    going_on = [pair for pair in long if pair.goes_on]
    if not going_on:  # each line begins with a capital: a list, unless most lines are full
        return 2 * sum(pair.need > column for pair in long) >= len(stretch)
    return sum(pair.need <= column for pair in going_on) <= _MAX_SPARE * len(going_on)


def _is_overlong(line: str, column: int) -> bool:
    """Whether a line goes over a column, although it could have been broken. Addresses cannot."""
    if len(line) <= column and (line.isascii() or _columns(line) <= column):
        return False
    can_be_broken = " " in line.strip() or _WIDE.search(line) is not None
    return can_be_broken and not _LONG_WORD.search(line) and _columns(line.rstrip()) > column


def _broken_elsewhere(
    pairs: Sequence[_Pair], stretches: Sequence[Sequence[int]], columns: Sequence[int]
) -> Iterator[int]:
    """The lines that end near a column and go on: headings, whose edge is a few columns farther, and single breaks.

    A line in a longer stretch has to go on in a small letter.
    """
    for stretch in stretches if columns else ():
        for i in stretch:
            pair = pairs[i]
            is_near = any(
                _NEAR_EDGE * column < pair.length <= column + _MAX_INDENT and pair.need > column for column in columns
            )
            if is_near and (pair.is_small or len(stretch) == 1):
                yield i


def _is_full(pair: _Pair, column: int) -> bool:
    return pair.length <= column < pair.need


def _is_proven(found: Sequence[_Pair], column: int, overlong: int) -> bool:
    goes_on = sum(pair.goes_on for pair in found)
    needed = _GOING_ON if column < _USUAL or goes_on < _FEWEST else _GOING_ON_IN_LISTS
    if len(found) < 2 or len(found) < overlong or goes_on < needed * len(found):
        return False
    small = sum(pair.is_small for pair in found)
    return len(found) >= _FEWEST or (small > 1 and small >= len(found) - 1)


def _unevenly_broken(pairs: Sequence[_Pair]) -> list[bool]:
    """The same for a text without one long line, as a page in a proportional font breaks it: the edge is ragged."""
    longest = max((pair.length for pair in pairs if pair.may_join), default=0)
    width = round((1 - _UNEVEN) * longest)
    long = [pair for pair in pairs if pair.may_join and pair.length > _LONG_LINE_SHARE * longest]
    goes_on = sum(pair.is_small for pair in long)
    if longest < _NARROWEST or len(long) < 2 or (len(long) < _FEWEST and goes_on < len(long)):
        return [False] * len(pairs)
    likely = sum(pair.need > width for pair in long) >= _UNEVEN_LIKELY * len(long)
    is_uneven = likely and goes_on >= _GOING_ON * len(long)
    return [is_uneven and pair.may_join and pair.need > width for pair in pairs]


# ------------------------------------------------------------------------------------------------ Markdown

_HARD_BREAK = re.compile(r"(?:  |\\)$")
_BLOCK = re.compile(r"(?:#{1,6}|[-*+]|\d{1,3}[.)]|>|\|)\s|(?:```|~~~|!\[)|[-*_=\s]+$")
_LINK_MARK = re.compile(r'\\.|\]\(|[\[\]()"]')


class _OpenLink:
    """How far a link of Markdown is open at the end of a line: in its text, in its address, or not at all."""

    def __init__(self) -> None:
        self._brackets = 0
        self._parentheses = 0
        self._is_in_title = False

    def read(self, line: str) -> None:
        """Go on to the end of a line. An empty line closes everything."""
        if not line:
            self._brackets = self._parentheses = 0
            self._is_in_title = False
        for mark in _LINK_MARK.findall(line):
            if self._parentheses:
                self._parentheses += 1 if mark == "(" else -1 if mark == ")" else 0
                self._is_in_title = bool(self._parentheses) and self._is_in_title != (mark == '"')
            elif mark == "[":
                self._brackets += 1
            elif mark in ("]", "]("):
                self._parentheses = int(mark == "](" and self._brackets > 0)
                self._brackets = max(self._brackets - 1, 0)

    def joins(self, after: str) -> str | None:
        """Return what belongs between the lines: nothing within an address, a space within a text."""
        if self._parentheses:
            return " " if self._is_in_title or after.startswith('"') else ""
        return " " if self._brackets else None


def _joints_in_markdown(lines: Sequence[str], joints: Sequence[str | None]) -> list[str | None]:
    """The same for Markdown. A tool that breaks lines marks those that end on the page; links may be broken, too."""
    is_wrapped = any(joint is not None for joint in joints)
    found: list[str | None] = []
    link = _OpenLink()
    for line, after in pairwise(lines):
        text, following = line.strip(), after.strip()
        link.read(text)
        may_go_on = is_wrapped and text and following and not _HARD_BREAK.search(line)
        goes_on = may_go_on and not text.startswith("#") and not _BLOCK.match(following)
        joint = link.joins(following) if text and following else None
        found.append(joint if joint is not None or not (goes_on or joints[len(found)]) else " ")
    return found


# ------------------------------------------------------------------------------------------------ joining


def _joined(lines: Sequence[str], joints: Sequence[str | None]) -> Iterator[str]:
    words = frozenset(word for line in lines for word in line.split())
    held = lines[0]  # a line whose end is not known yet
    for joint, line in zip(joints, lines[1:], strict=True):
        if joint is None:
            yield held
            held = line
        else:
            held = _together(held, line, words) if joint else held + line
    yield held


def _together(line: str, after: str, words: Collection[str]) -> str:
    """Join two lines; drop a hyphen at the break if the text has the word without it, and not with it."""
    if _is_wide(line[-1]) and _is_wide(after[0]):
        return line + after
    if not (_HYPHENATED.search(line) and after[0].islower()):
        return f"{line} {after}"
    first, second = line.rsplit(None, 1)[-1], after.split(None, 1)[0]
    hyphen_goes = first[:-1] + second in words and first + second not in words
    return (line[:-1] if hyphen_goes else line) + after
