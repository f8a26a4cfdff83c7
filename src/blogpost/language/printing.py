"""Remove what a tool that prints pages as text adds to them: numbers and lists of links, placeholders of images.

Lynx, Links, ELinks and w3m do so, and converters such as Pandoc. A person who copies a page from a browser has none of
these marks in the text, and what looks like one there was written by somebody. So each kind needs evidence of a tool.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def unprinted(lines: Sequence[str]) -> list[str]:
    """The lines of the page, without the marks of the tool that printed it. Lines have no white space at their edges."""
    return list(lines)
