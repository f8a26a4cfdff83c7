"""A comment whose lines are still being gathered."""

from __future__ import annotations

import datetime as dt

from attrs import define, field

from blogpost.readers.text.lines import Line


@define
class Draft:
    """A comment as its lines tell of it.

    Attributes:
        author: the name, as printed.
        head: the lines that name the author and the time.
        when: what they say of the time, as printed.
        moment: the day or time that it states.
        time: the time of day, where they state no more.
        lines: of its text.
        is_reply: to the last comment above that is none.
    """

    author: str | None = None
    head: list[Line] = field(factory=list)
    when: str = ""
    moment: dt.date | None = None
    time: dt.time | None = None
    lines: list[Line] = field(factory=list)
    is_reply: bool = False
