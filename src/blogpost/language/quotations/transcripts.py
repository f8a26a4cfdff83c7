"""Transcripts in marks: linked paragraphs, each beginning with the name of who speaks, in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from blogpost.language.quotations.clauses import Place
from blogpost.language.quotations.pairing import Span

_NAME = re.compile(r"(?P<name>[^\W\d_a-z][^\W\d_a-z.'’]+(?:[ -][^\W\d_a-z.'’]+){0,3}):\s")
_LONGEST = 40  # characters


def names_in_transcripts(text: str, spans: Iterable[Span]) -> Mapping[int, Place]:
    """Where each linked paragraph names its speaker, by the identity of its span; at least two of them speak."""
    linked = {id(span): span for later in spans if later.continues for span in (later.continues, later)}
    names: dict[int, Place] = {}
    for key, span in linked.items():
        found = _NAME.match(text, span.start, min(span.end, span.start + _LONGEST))
        if found and found["name"].isupper():
            names[key] = found.span("name")
    return names if len({text[slice(*place)] for place in names.values()}) > 1 else {}
