"""The meaning of inline CSS for content."""

from __future__ import annotations

import re
from typing import TypeAlias

from attrs import frozen

from blogpost.content import Emphasis, Strikethrough, Strong, Subscript, Superscript, Underline
from blogpost.remembering import remembered

Span: TypeAlias = type[Emphasis | Strong | Underline | Strikethrough | Superscript | Subscript]

_LONGEST = 2_000


@frozen
class Style:
    """A ``style`` attribute's meaning: the spans it opens and closes, and the layout.

    `is_code` is true for text copied from editors of code: a monospaced font, and white space as it is.
    """

    hidden: bool = False
    floats: bool = False
    keeps_lines: bool = False
    is_code: bool = False
    spans: tuple[Span, ...] = ()
    resets: tuple[Span, ...] = ()


NO_STYLE = Style()
_STYLED_SPANS: tuple[tuple[Span, re.Pattern[str]], ...] = (
    (Emphasis, re.compile("font-style: ?(?:italic|oblique)")),
    (Strong, re.compile("font-weight: ?(?:bold|[6-9]00)")),
    (Underline, re.compile("text-decoration(?:-line)?:[^;]*underline")),
    (Strikethrough, re.compile("text-decoration(?:-line)?:[^;]*line-through")),
    (Superscript, re.compile("vertical-align: ?super")),
    (Subscript, re.compile("vertical-align: ?sub(?!er)")),
)
# Text pasted from Google Docs is in a <b style="font-weight: normal">.
_RESETS: tuple[tuple[Span, re.Pattern[str]], ...] = (
    (Emphasis, re.compile("font-style: ?normal")),
    (Strong, re.compile("font-weight: ?(?:normal|[1-5]00)")),
    (Underline, re.compile("text-decoration(?:-line)?: ?none")),
)
_HIDDEN = re.compile("display: ?none")
_FLOATS = re.compile("float: ?(?:left|right)")
_KEEPS_LINES = re.compile("white-space: ?(?:pre|break-spaces)")
_AS_IT_IS = re.compile("white-space: ?pre(?![a-z-])")
_MONOSPACED = re.compile(
    "font(?:-family)?:[^;]*(?:monospace|courier|consolas|menlo|monaco|lucida console|inconsolata|source code|fira code)"
)


@remembered(1024)
def parse_style(css: str | None) -> Style:
    """The meaning of a ``style`` attribute, or of a very long one's beginning."""
    if not css:
        return NO_STYLE
    css = " ".join(css[:_LONGEST].lower().split())
    style = Style(
        hidden=_HIDDEN.search(css) is not None,
        floats=_FLOATS.search(css) is not None,
        keeps_lines=_KEEPS_LINES.search(css) is not None,
        is_code=_AS_IT_IS.search(css) is not None and _MONOSPACED.search(css) is not None,
        spans=tuple(span for span, pattern in _STYLED_SPANS if pattern.search(css)),
        resets=tuple(span for span, pattern in _RESETS if pattern.search(css)),
    )
    return NO_STYLE if style == NO_STYLE else style
