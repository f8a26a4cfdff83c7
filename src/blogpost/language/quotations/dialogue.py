"""Find the speech in dialogue whose turns begin with a dash, such as ``—No sé —dijo Ana—. Mañana.``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from attrs import define, field

from blogpost.language.quotations.continuations import PARAGRAPH_END
from blogpost.language.quotations.spans import Span, span_between

TURN, RESUMED = "turn", "resumed turn"
"""The families of speech after a dash: at the start of a turn, and after its clause of saying."""

_TURN = re.compile(r"[—―–](?<![^\n].) ?(?=[^\W\d_]|[¡¿…«\"])")
_DASH = re.compile(r"[,.!?…]{0,3}\s?[—―–]\s?")
_POINTED = re.compile(r"[,!?…]+ ")
_RESUMES = re.compile(r"[.,:;]?\s?[—―–][.,:;]?\s?")
_SENTENCE_ENDS = tuple('.?!…»"”:—')
_MAX_LINE_LENGTH = 2_000  # characters
_MAX_CLAUSES = 20

Test = Callable[[str, int], bool]


@define(eq=False)
class _Turn:
    """A line that begins with a dash, and the speech in it.

    Attributes:
        line: its start and end.
        has_clause: whether a clause of saying proves that it is speech.
        spans: the speech.
    """

    line: tuple[int, int]
    has_clause: bool = False
    spans: list[Span] = field(factory=list)


def find_dialogue(text: str, spans: Sequence[Span], is_attributed: Test, is_inverted: Test) -> list[Span]:
    """The speech of all turns, in order.

    Turns count if one of those next to each other has a clause of saying; otherwise they may be the items of a list.

    Args:
        text: a text of paragraphs.
        spans: its passages in marks; a paragraph with one is left alone.
        is_attributed: whether a clause of saying begins at an offset.
        is_inverted: whether one does whose verb comes first.
    """
    marked = {span.paragraph for span in spans}
    turns = [_turn(text, line, paragraph, is_attributed, is_inverted) for line, paragraph in _lines(text, marked)]
    found: list[Span] = []
    for _, run in groupby(_numbered(text, turns), key=lambda numbered: numbered[0]):
        together = [turn for _, turn in run]
        if any(turn.has_clause for turn in together):
            for turn in together:
                found += turn.spans
    return found


def _numbered(text: str, turns: Sequence[_Turn]) -> Iterator[tuple[int, _Turn]]:
    """Each turn with the number of its run; only empty lines are between the turns of one."""
    number = end = 0
    for turn in turns:
        number += not text[end : turn.line[0]].isspace()
        end = turn.line[1]
        yield number, turn


def _lines(text: str, marked: set[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The lines that begin with a dash and end a sentence, with their paragraphs."""
    start = end = 0
    for match in _TURN.finditer(text):
        if match.start() >= end:
            before = text.rfind(PARAGRAPH_END, end, match.start())
            start = end if before < 0 else before + len(PARAGRAPH_END)
            end = text.find(PARAGRAPH_END, match.start())
            end = len(text) if end < 0 else end
        stop = text.find("\n", match.start(), end)
        stop = end if stop < 0 else stop
        is_whole = text[match.start() : stop].rstrip().endswith(_SENTENCE_ENDS)
        if is_whole and stop - match.start() <= _MAX_LINE_LENGTH and (start, end) not in marked:
            yield (match.start(), stop), (start, end)


def _turn(
    text: str, line: tuple[int, int], paragraph: tuple[int, int], is_attributed: Test, is_inverted: Test
) -> _Turn:
    """The speech of a line, without its clauses of saying."""
    turn = _Turn(line)
    start, stop = line
    family = TURN
    while start < stop:
        clause = _clause(text, start + 1, stop, is_attributed, is_inverted)
        end = clause[0] if clause else stop
        opening = _TURN.match(text, start) or _RESUMES.match(text, start)
        turn.spans.append(
            span_between(text, paragraph, (start, opening.end() if opening else start), (end, end), family=family)
        )
        if clause is None or len(turn.spans) > _MAX_CLAUSES:
            break
        turn.has_clause = True
        resumed = _RESUMES.search(text, clause[1], stop)
        start = resumed.start() if resumed else stop
        family = RESUMED
    turn.spans = [span for span in turn.spans if span.start < span.end]
    return turn


def _clause(text: str, start: int, stop: int, is_attributed: Test, is_inverted: Test) -> tuple[int, int] | None:
    """The end of the speech and the start of the clause of saying after it: after a dash, or a comma and a verb."""
    for match in _DASH.finditer(text, start, stop):
        if is_attributed(text, match.end()):
            end = match.end() - len(match[0].lstrip(",.!?…"))
            return end, match.end()
    for match in _POINTED.finditer(text, start, stop):
        if is_inverted(text, match.end()):
            end = match.end() - 1 - match[0].endswith(", ")
            return end, match.end()
    return None
