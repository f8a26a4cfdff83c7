"""Elements to content: one walk over an element's descendants tells a `Builder` what their tags mean."""

from __future__ import annotations

from blogpost.markup.content.page import Page
from blogpost.markup.content.reading import read_blocks

__all__ = ["Page", "read_blocks"]
