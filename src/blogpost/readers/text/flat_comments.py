"""Comments in a flat list: "Jane said...", the text, and the time below it; or the text, and below it who and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blogpost.language.credit_lines import parse_commenter
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.interface import text_after, text_before
from blogpost.language.line_kinds import LineKind
from blogpost.readers.text.drafts import Draft
from blogpost.readers.text.lines import Line

_TIME_ENDS = (re.compile(r",\s+"), re.compile(r"\s+"))  # before a name


def read_said(lines: Sequence[Line], language: str) -> list[Draft]:
    """The head "Jane said...", the text, and the time below it; the name may have a line of its own."""
    drafts: list[Draft] = []
    above: list[Line] = []
    for line in lines:
        gathered = drafts[-1].lines if drafts else above
        if line.kind & LineKind.SAID:
            name = text_before(line.text, "said", language)
            head = [line] if name or not gathered else [gathered.pop(), line]
            drafts.append(_said(name or head[0].text, head, language))
        else:
            gathered.append(line)
    for draft in drafts:
        if not draft.when:
            _take_time(draft, language)
        while draft.lines and draft.lines[-1].kind & LineKind.ACTION:
            draft.lines.pop()
    return drafts


def _said(text: str, head: list[Line], language: str) -> Draft:
    """Who said something, and when, if the head tells it, too: "At 3:09 PM, Jane"."""
    timed = text_after(text, "at", language) or ""
    for end in (end for ends in _TIME_ENDS for end in reversed(list(ends.finditer(timed)))):
        when = timed[: end.start()]
        moment, time = parse_moment(when, language=language), parse_time(when, language=language)
        if moment or time:
            return Draft(timed[end.end() :], head, when, moment, time)
    return Draft(parse_commenter(text, language=language), head)


def _take_time(draft: Draft, language: str) -> None:
    timed = [i for i, line in enumerate(draft.lines) if line.kind & LineKind.STAMP]
    if timed:
        line = draft.lines[timed[-1]]
        draft.head.append(line)
        draft.when, draft.moment, draft.time = line.text, line.moment, parse_time(line.text, language=language)
        draft.lines = draft.lines[: timed[-1]]


def read_signed(lines: Sequence[Line], language: str) -> list[Draft]:
    """The text, and below it "By Jane, at 3:09 PM"."""
    drafts = []
    gathered: list[Line] = []
    for line in lines:
        if not line.is_dated_credit:
            gathered.append(line)
            continue
        assert line.credit is not None, "it is dated"
        when = line.credit.when or ""
        moment, time = parse_moment(when, language=language), parse_time(when, language=language)
        name = parse_commenter(line.credit.byline.name or "", language=language)
        drafts.append(Draft(name, [line], when, moment, time, gathered))
        gathered = []
    return drafts
