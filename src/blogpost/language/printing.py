"""Remove what a tool that prints pages as text adds to them: numbers and lists of links, placeholders of images.

Lynx, Links, ELinks and w3m do so, and converters such as Pandoc. A person who copies a page from a browser has none of
these marks in the text, and what looks like one was written by somebody. So each kind needs evidence of a tool.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

# ------------------------------------------------------------------------------------------------ the marks

# Lynx, Links and w3m name an image by its kind or by its file, which w3m cuts to ten characters; Pandoc by its
# description, if it has one.
_KINDS = "IMG|IMAGE|INLINE|LINK|USEMAP|ISMAP|EMBED|OBJECT|VIDEO|AUDIO|FRAME|IFRAME|BUTTON"
_FILE = r"[^\s\[\]]{1,200}\.(?:jpe?g|png|gif|webp|svg|bmp|ico)(?:\?[^\s\[\]]{0,80})?"
_LONG_NAME = r"(?=[^\s\[\]]*\d)[^\s\[\]]{30,200}"
_NAMED = rf"\[(?:{_KINDS}|{_FILE}|{_LONG_NAME})\]"
_NAMED_AT_EDGE = re.compile(rf"^(?:{_NAMED}\s*)+|(?:(?:^|(?<=[\s\]])){_NAMED}\s*)+$", re.IGNORECASE)
_EMPTY_AT_EDGE = re.compile(r"^(?:\[\]\s*)+|(?<=^\d[.)])(?:\s+\[\])+$|(?<=[^=(,:\[\s])(?:\s+\[\])+$")
_EMPTY_AFTER_TIME = re.compile(r"(?:(?<=\d:\d\d)|(?<=\s[AaPp]M)|(?<=\s[ap]m))(?:\s+\[\])+$")
_ONLY_EMPTY = re.compile(r"(?:(?:[-+•●○*]|\d{1,3}[.)])\s+)?(?:\[\]\s*){1,20}")
_ONLY_BRACKETS = re.compile(r"(?:\[[^\[\]]{0,120}\]\s*)+")
_SENTENCE = re.compile(r"[.!?…:]\]")
_CUT_NAME = re.compile(r"\[(?=[^\]]*[^\W\d])[\w.-]{1,10}\]")
_CUT_NAME_AT_EDGE = re.compile(
    r"(?:^|(?<=^[-+*•●○▪◦·]\s)|(?<=^\d\.\s)|(?<=^\d\d\.\s))\[(?=[^\]]*[^\W\d])[\w.-]{1,10}\]\s?|\s\[(?=[^\]]*[^\W\d])[\w.-]{1,10}\]$"
)
_CUT_LENGTH = 12  # of w3m's names, with their brackets
_INSERTED = re.compile(r"\[(?:INS|DEL):\s?|\s?:(?:INS|DEL)\]")  # Lynx's marks of insertions and deletions
_BEGINS_NAME = re.compile(r"\[[^\s\[\]]{40,200}")
_WORD = re.compile(r"\S+")
_MAX_NAME_LINES = 8
_LONE_BULLET = re.compile(r"[-+•●○▪◦·]")
_PRINTED_BULLET = re.compile(r"(?:[-+•●○▪◦·*]\s*)+|\d{1,3}[.)]")
_MAX_LINE_LENGTH = 2000  # characters; longer paragraphs have no images at their edges
_FEWEST = 2  # marks of a kind that a person may write, too

_NUMBER = re.compile(r"\[(\d{1,4})\]")
_NUMBER_BEFORE_LINK = re.compile(r"\[(\d{1,4})\](?=[^\s.,;:)])")
_FEWEST_NUMBERS = 3
_MAX_SKIPPED = 20  # numbers of links that a copy of a part doesn't have
_SURE = 0.8  # share of the numbers that count up and have their links right after them
_REFERENCE = re.compile(r"\d{1,4}\.\s+[a-z][a-z0-9+.-]{1,20}:\S+", re.IGNORECASE)
_REFERENCES = frozenset(("references", "visible links", "hidden links:", "visible links:"))
_MAX_HEADING = 40  # characters
_LINK_OF_HEAD = re.compile(r"(?:Link: [a-z_-]+|Refresh|#\w.*)$")


def unprinted(lines: Sequence[str], *, is_wrapped: bool = False) -> list[str]:
    """The lines of the page, without the marks of the tool that printed it.

    Args:
        lines: without white space at their edges.
        is_wrapped: whether a tool has broken lines in the text.
    """
    kept, has_numbers = _without_numbers(lines)
    is_printed = has_numbers or is_wrapped
    if any("[" in line for line in kept):
        has_empty = any(_ONLY_EMPTY.fullmatch(line) for line in kept)
        unmarked = [_without_placeholders(line, has_empty=has_empty) for line in _without_long_names(kept)]
        is_printed = is_printed or unmarked != kept or _are_names(unmarked)
        kept = list(_without_names(unmarked)) if is_printed else unmarked
    return _without_bullets(_without_feeds(kept) if is_printed else kept, is_printed=is_printed)


# ------------------------------------------------------------------------------------------------ links


def _without_numbers(lines: Sequence[str]) -> tuple[list[str], bool]:
    """The lines without the numbers of links and the list of their addresses, and whether there were any."""
    end = _start_of_references(lines)
    marks = [int(number) for line in lines[:end] for number in _NUMBER.findall(line)]
    counting = _counting_up(marks)
    before_links = sum(len(_NUMBER_BEFORE_LINK.findall(line)) for line in lines[:end])
    numbered = sum(counting)
    are_links = numbered >= _FEWEST_NUMBERS and min(numbered, before_links) >= _SURE * len(marks)
    if not are_links and not (end < len(lines) and numbered):
        has_heading = end < len(lines) and lines[end].lower() in _REFERENCES
        return list(lines[:end] if has_heading else lines), has_heading
    are_numbers = iter(counting)
    return [_NUMBER.sub(lambda mark: "" if next(are_numbers) else mark[0], line).strip() for line in lines[:end]], True


def _counting_up(numbers: Iterable[int]) -> list[bool]:
    """For each number, whether it goes on from those before it."""
    last: int | None = None
    counting = []
    for number in numbers:
        goes_on = last is None or last < number <= last + _MAX_SKIPPED
        counting.append(goes_on)
        last = number if goes_on else last
    return counting


def _start_of_references(lines: Sequence[str]) -> int:
    """The line number at which a list of addresses begins at the end; the number of lines if there is none."""
    start, others = len(lines), 0
    for i in range(len(lines) - 1, -1, -1):
        if _REFERENCE.fullmatch(lines[i]):
            start, others = i, 0
        elif lines[i]:
            others += 1
            if others > _FEWEST or len(lines[i]) > _MAX_HEADING:
                break
    if start == len(lines):
        return start
    for i in range(start - 1, max(start - 5, -1), -1):
        if lines[i].lower() in _REFERENCES:
            start = i
        elif lines[i]:
            break
    return start


def _without_feeds(lines: Sequence[str]) -> list[str]:
    """The lines without the links of a page's head, which Lynx and Links print first."""
    start = next((i for i, line in enumerate(lines) if line and not _LINK_OF_HEAD.match(line)), len(lines))
    return list(lines[start:]) if any(lines[:start]) else list(lines)


# ------------------------------------------------------------------------------------------------ images


def _without_placeholders(line: str, *, has_empty: bool) -> str:
    """The line without images at its edges. Brackets without anything in them count where some fill a line."""
    if "[" not in line or len(line) > _MAX_LINE_LENGTH:
        return line
    line = _EMPTY_AFTER_TIME.sub("", _NAMED_AT_EDGE.sub("", line)).strip()
    return _EMPTY_AT_EDGE.sub("", line).strip() if has_empty else line


def _without_long_names(lines: Sequence[str]) -> Iterator[str]:
    """The lines without names of files that go over several of them, broken at any character."""
    end = -1
    for i, line in enumerate(lines):
        if i > end and _BEGINS_NAME.fullmatch(line):
            below = itertools.takewhile(_WORD.fullmatch, lines[i + 1 : i + 1 + _MAX_NAME_LINES])
            ends = [i + 1 + number for number, other in enumerate(below) if other.endswith("]")]
            end = ends[0] if ends else end
        yield "" if i <= end else line


def _are_names(lines: Sequence[str]) -> bool:
    """Whether several lines are a name in brackets, as w3m prints images, or one is a name that is cut."""
    names = [line for line in lines if _CUT_NAME.fullmatch(line)]
    return len(names) >= _FEWEST or any(len(name) == _CUT_LENGTH and not name.istitle() for name in names)


def _without_names(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a printed page without the other images: descriptions that fill a line, and cut names of files."""
    for line in lines:
        if "[" not in line:
            yield line
        elif _ONLY_BRACKETS.fullmatch(line) and not _SENTENCE.search(line):
            yield ""
        else:
            kept = _INSERTED.sub("", line)
            yield _CUT_NAME_AT_EDGE.sub(lambda match: "" if _is_name(match[0]) else match[0], kept).strip()


def _is_name(mark: str) -> bool:
    name = mark.strip()
    return len(name) == _CUT_LENGTH or "_" in name


# ------------------------------------------------------------------------------------------------ bullets


def _without_bullets(lines: Sequence[str], *, is_printed: bool) -> list[str]:
    """The lines without bullets alone in a line: those of empty items, or of items that begin with a block."""
    bullet = _PRINTED_BULLET if is_printed else _LONE_BULLET
    alone = sum(bool(bullet.fullmatch(line)) for line in lines)
    if alone < (1 if is_printed else _FEWEST):
        return list(lines)
    return ["" if bullet.fullmatch(line) else line for line in lines]
