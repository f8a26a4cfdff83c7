"""Elements to content: one walk over an element's descendants calls a `Builder` for each tag."""

from __future__ import annotations

from blogpost.markup.content.lines import read_lines
from blogpost.markup.content.page import Page
from blogpost.markup.content.tag_table import read_blocks

__all__ = ["Page", "read_blocks", "read_lines"]
