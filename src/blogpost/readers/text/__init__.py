"""Read posts from text that was copied from a page."""

from __future__ import annotations

from blogpost.readers.text.lines import is_markdown
from blogpost.readers.text.posts import read_posts

__all__ = ["is_markdown", "read_posts"]
